package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
	"golang.org/x/term"

	"selfmark/assessment/file"
	"selfmark/export/publish"
	"selfmark/export/signature"
)

// signOptions are the flags of sign.
type signOptions struct {
	key, signer, assessment string
	draft, force            bool
}

// signVerb signs the exact bytes of a document.
func (a *app) signVerb() *cobra.Command {
	var o signOptions
	c := &cobra.Command{
		Use:   "sign DOC --key KEY --signer ID",
		Short: "Sign a document so that stock ssh-keygen verifies it",
		Long: `Sign the exact bytes of a document. The signature goes to DOC.<signer>.sig.

KEY is a private key file, or a .pub file whose private half is in ssh-agent (the
only way for security keys). A signer for whom the document names no key yet takes
this one: it is written into the assessment, the document is exported anew and then
signed.`,
		Example: `selfmark key new tech-lead.key
selfmark sign plug.md --key tech-lead.key --signer tech-lead
selfmark sign plug.md --key ~/.ssh/id_ed25519.pub --signer management`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.sign(args[0], o) },
	}
	c.Flags().StringVar(&o.key, "key", "", "private key file, or public key file of a key in ssh-agent")
	c.Flags().StringVar(&o.signer, "signer", "", "id of the signer in the document, such as tech-lead")
	c.Flags().StringVar(&o.assessment, "assessment", "", "assessment file of the document (default: the one in its folder)")
	c.Flags().BoolVar(&o.draft, "draft", false, "sign a document that is not final, as what it is")
	c.Flags().BoolVar(&o.force, "force", false, "replace an earlier signature of this signer")
	_ = c.MarkFlagRequired("key")
	_ = c.MarkFlagRequired("signer")
	a.dateFlag(c)
	return c
}

func (a *app) sign(path string, o signOptions) error {
	doc, err := publish.ReadDocument(path)
	if err != nil {
		return inputError(err)
	}
	if _, err := doc.Signer(o.signer); err != nil {
		return &failure{code: exitUsage, err: err}
	}
	signer, closer, err := a.signer(o.key)
	if err != nil {
		return inputError(fmt.Errorf("key %s: %w", o.key, err))
	}
	defer closer()
	if err := doc.MaySign(o.signer, signer.PublicKey(), o.draft); errors.Is(err, publish.ErrFingerprint) {
		if doc, err = a.adoptKey(doc, o, signer.PublicKey()); err != nil {
			return err
		}
	}
	written, err := doc.Sign(o.signer, signer, o.draft, o.force, a.Rand)
	switch {
	case errors.Is(err, publish.ErrDraft):
		return failHint(exitUsage, "--draft signs it as what it is", "%s is %s, not final", path, doc.Trailer.Status)
	case errors.Is(err, signature.ErrSignatureExists):
		return failHint(exitUsage, "--force replaces it", "%s exists already", written)
	case errors.Is(err, os.ErrPermission):
		return fail(exitOutput, "the signature cannot be written: %w", err)
	case err != nil:
		return &failure{code: exitUsage, err: err}
	}
	fmt.Fprintln(a.Out, written)
	a.signedNote(doc, o.signer, signer.PublicKey())
	return nil
}

// signedNote tells how anyone verifies the signature.
func (a *app) signedNote(doc publish.Document, id string, key ssh.PublicKey) {
	s, err := doc.Signer(id)
	if err != nil {
		return
	}
	fmt.Fprintf(a.Err, "selfmark: note: signed with %s\n", signature.Fingerprint(key))
	if line, err := signature.Line(s.Principal, key); err == nil {
		fmt.Fprintf(a.Err, "selfmark: hint: line for allowed_signers: %s\n", line)
	}
}

// signer loads the key, from its file or through ssh-agent.
func (a *app) signer(path string) (ssh.Signer, func(), error) {
	if strings.HasSuffix(path, ".pub") {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, err
		}
		key, err := signature.ParsePublic(data)
		if err != nil {
			return nil, nil, err
		}
		s, closer, err := signature.FromAgent(a.Getenv("SSH_AUTH_SOCK"), key)
		if err != nil {
			return nil, nil, err
		}
		return s, func() { closer.Close() }, nil
	}
	s, err := signature.Load(path, func() ([]byte, error) { return a.passphrase("Passphrase of " + filepath.Base(path) + ": ") })
	return s, func() {}, err
}

// passphrase asks on the terminal itself; it is never an argument.
func (a *app) passphrase(prompt string) ([]byte, error) {
	tty, err := a.TTY()
	if err != nil {
		return nil, errors.New("a passphrase is needed, and there is no terminal to ask on; use ssh-agent")
	}
	defer tty.Close()
	fmt.Fprint(tty, prompt)
	secret, err := term.ReadPassword(int(tty.Fd()))
	fmt.Fprintln(tty)
	if errors.Is(err, io.EOF) {
		return nil, errors.New("no passphrase was given")
	}
	return secret, err
}

// adoptKey writes the key's fingerprint into the assessment and exports the
// document anew. It refuses where others have signed the present bytes already.
func (a *app) adoptKey(doc publish.Document, o signOptions, key ssh.PublicKey) (publish.Document, error) {
	for _, s := range doc.Trailer.Signers {
		if _, err := os.Stat(signature.Name(doc.Path, s.ID)); err == nil {
			return doc, failHint(exitUsage, "enter the key in step 11, export the document anew, and let everyone sign that one",
				"the document names no key for %s, and %s has signed it already", o.signer, s.ID)
		}
	}
	day, err := a.evaluationDate()
	if err != nil {
		return doc, err
	}
	name, err := a.assessmentOf(doc, o.assessment)
	if err != nil {
		return doc, err
	}
	store, answers, err := file.Open(name, a.cat, file.OS)
	if err != nil {
		return doc, inputError(err)
	}
	defer store.Close()
	if answers, err = publish.Adopt(answers, o.signer, signature.Fingerprint(key)); err != nil {
		return doc, &failure{code: exitUsage, err: err}
	}
	if err := store.Save(answers); err != nil {
		return doc, a.saveFailure(err)
	}
	stem := strings.TrimSuffix(doc.Path, filepath.Ext(doc.Path))
	for _, format := range []publish.Format{publish.Markdown, publish.JSON} {
		path := stem + "." + string(format)
		if _, err := os.Stat(path); err != nil {
			continue
		}
		if err := publish.Write(path, publish.Render(a.cat, answers, day, Version(), format).Bytes, true); err != nil {
			return doc, a.writeFailure(err)
		}
		fmt.Fprintf(a.Err, "selfmark: note: %s was exported anew with the key of %s\n", path, o.signer)
	}
	return publish.ReadDocument(doc.Path)
}

// assessmentOf finds the assessment that a document was made from.
func (a *app) assessmentOf(doc publish.Document, given string) (string, error) {
	if given != "" {
		return given, nil
	}
	var found []string
	for _, name := range file.Find(filepath.Dir(doc.Path)) {
		answers, err := file.Load(name, a.cat, file.OS)
		if err != nil {
			continue
		}
		if publish.Render(a.cat, answers, a.Now(), Version(), publish.JSON).Model.Title.DocumentID == doc.Trailer.ID {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		return "", failHint(exitUsage, "name it with --assessment FILE", "the document names no key for this signer yet, and its assessment was not found beside it")
	}
	return found[0], nil
}
