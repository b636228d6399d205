package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
	"golang.org/x/term"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/text"
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
		Use:     "sign DOC --key KEY --signer ID",
		Short:   signVerbShort,
		Long:    signVerbLong,
		Example: signVerbExample,
		Args:    takes(1, 1, oneDocument),
		RunE:    func(_ *cobra.Command, args []string) error { return a.sign(args[0], o) },
	}
	c.Flags().StringVar(&o.key, "key", "", signVerbFlagKey)
	c.Flags().StringVar(&o.signer, "signer", "", signVerbFlagSigner)
	c.Flags().StringVar(&o.assessment, "assessment", "", signVerbFlagAssessment)
	a.lawDataFlag(c)
	c.Flags().BoolVar(&o.draft, "draft", false, signVerbFlagDraft)
	c.Flags().BoolVar(&o.force, "force", false, signVerbFlagForce)
	return c
}

func (a *app) sign(path string, o signOptions) error {
	if o.key == "" || o.signer == "" {
		return failHint(exitUsage, fmt.Sprintf(msgWriteSignKeyKEY, path), msgSignNeedsKeySigner)
	}
	doc, err := readDocument(path)
	if err != nil {
		return err
	}
	if _, err := doc.Signer(o.signer); err != nil {
		return &failure{code: exitUsage, err: err}
	}
	if there := signature.Name(doc.Path, o.signer); exists(there) && !o.force {
		return failHint(exitUsage, msgForceReplaces, msgSignatureExistsAlready, there)
	}
	signer, closer, err := a.signer(o.key)
	if err != nil {
		return keyFailure(o.key, err)
	}
	defer closer()
	if doc, err = a.ready(doc, o, signer.PublicKey()); err != nil {
		return err
	}
	written, err := doc.Sign(o.signer, signer, o.draft, o.force, a.Rand)
	var failed *fs.PathError
	switch {
	case errors.As(err, &failed):
		return writeFailure(err)
	case err != nil:
		return keyFailure(o.key, err)
	}
	a.wrote(written)
	a.signedNote(doc, o.signer, signer.PublicKey())
	return a.issue(doc, o)
}

// issue notes a final document that everyone has signed in the history of its
// assessment, so that a later change is seen as one.
func (a *app) issue(doc publish.Document, o signOptions) error {
	if doc.Trailer.Status != string(assessment.Final) || !doc.Signed() {
		return nil
	}
	name, err := a.assessmentOf(doc, o.assessment)
	if err != nil {
		fmt.Fprint(a.Err, msgHintAllSignedSign)
		return nil
	}
	store, answers, err := file.Open(name, a.cat, file.OS)
	if err != nil {
		return inputError(err)
	}
	defer store.Close()
	next, issued := publish.Issue(a.cat, answers, version(), doc)
	if !issued {
		return nil
	}
	if err := store.Save(next); err != nil {
		return saveFailure(err)
	}
	fmt.Fprintf(a.Err, msgNoteAllSignedNow, text.Visible(name), next.History[len(next.History)-1].Revision)
	return nil
}

// ready asks whether the document may be signed, and exports it anew where the
// signer has no key yet.
func (a *app) ready(doc publish.Document, o signOptions, key ssh.PublicKey) (publish.Document, error) {
	err := doc.MaySign(o.signer, key, o.draft)
	switch {
	case errors.Is(err, publish.ErrFingerprint):
		return a.adoptKey(doc, o, key)
	case errors.Is(err, publish.ErrDraft):
		return doc, failHint(exitUsage, msgDraftSignsWhat, msgNotFinalBut, doc.Path, doc.Trailer.Status)
	case errors.Is(err, publish.ErrConverted):
		return doc, &failure{code: exitInput, err: err}
	case err != nil:
		return doc, &failure{code: exitUsage, err: err}
	}
	return doc, nil
}

// readDocument reads a document for sign and verify.
func readDocument(path string) (publish.Document, error) {
	doc, err := publish.ReadDocument(path)
	var missing *fs.PathError
	switch {
	case err == nil:
		return doc, nil
	case strings.HasSuffix(path, ".yaml") && !errors.As(err, &missing):
		return doc, failHint(exitInput, fmt.Sprintf(msgExportMakesDocument, path), msgAssessmentNoDocument, path)
	}
	return doc, inputError(err)
}

// keyFailure says which key cannot be used, and why.
func keyFailure(path string, err error) error {
	var f *failure
	switch {
	case errors.As(err, &f):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return failHint(exitInput, msgCheckNameMakeOne, msgKeyNoSuchFile, path)
	}
	return fail(exitInput, msgKey, path, file.Cause(err))
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// maxSmall is the largest file that readSmall reads, in bytes.
const maxSmall = 1 << 20

// readSmall reads a file of public keys, the settings, or where assessments were left.
func readSmall(path string) ([]byte, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, fail(exitInput, msgIsFolder, path)
	}
	data, err := file.ReadWhole(path, maxSmall)
	return data, inputError(err)
}

// signedNote tells how anyone verifies the signature.
func (a *app) signedNote(doc publish.Document, id string, key ssh.PublicKey) {
	s, err := doc.Signer(id)
	if err != nil {
		return
	}
	fmt.Fprintf(a.Err, msgNoteSigned, signature.Fingerprint(key))
	if line, err := signature.Line(s.Principal, key); err == nil {
		fmt.Fprintf(a.Err, msgHintLineAllowedSigners, line)
	}
}

// signer loads the key, from its file or through ssh-agent, or leaves it to
// ssh-keygen where only that can use it.
func (a *app) signer(path string) (ssh.Signer, func(), error) {
	path = a.ownKey(path)
	if strings.HasSuffix(path, ".pub") {
		return a.agentSigner(path)
	}
	if key, ok := signature.ForKeygen(path); ok {
		return a.keygen(path, key)
	}
	s, err := signature.Load(path, func() ([]byte, error) {
		return a.passphrase(fmt.Sprintf(msgPassphrase, filepath.Base(path)), msgRunTerminalPutKey)
	})
	return s, func() {}, err
}

// agentSigner takes the private half of a public key from ssh-agent. Agents of
// Windows listen on no socket, so ssh-keygen talks to them; it also finds a security
// key that no agent holds.
func (a *app) agentSigner(path string) (ssh.Signer, func(), error) {
	key, err := a.publicKey(path)
	if err != nil {
		return nil, nil, err
	}
	s, closer, err := signature.FromAgent(a.Getenv("SSH_AUTH_SOCK"), key)
	switch {
	case err == nil:
		return s, func() { closer.Close() }, nil
	case a.Customs.AgentByKeygen:
		return a.keygen(path, key)
	}
	private := strings.TrimSuffix(path, ".pub")
	if _, ok := signature.ForKeygen(private); ok {
		return a.keygen(private, key)
	}
	return nil, nil, err
}

// keygen leaves the signature to ssh-keygen. What it makes is checked like any other.
func (a *app) keygen(path string, key ssh.PublicKey) (ssh.Signer, func(), error) {
	program, err := exec.LookPath("ssh-keygen")
	if err != nil {
		return nil, nil, failHint(exitInput, msgInstallOpenSSHUseKey, msgKeyOnlySshKeygen, path)
	}
	fmt.Fprintf(a.Err, msgNoteSshKeygenSigns, oneLine(path))
	return signature.Keygen{Program: program, Path: path, Public: key}, func() {}, nil
}

// passphrase asks on the terminal itself; it is never an argument. The remedy is
// for those who have no terminal.
func (a *app) passphrase(prompt, remedy string) ([]byte, error) {
	tty, err := a.TTY()
	if err != nil {
		return nil, failHint(exitInput, remedy, msgPassphraseNeededNoTerminal)
	}
	defer tty.Close()
	defer showTyping(tty)()
	fmt.Fprint(tty.Out, oneLine(prompt)+" ")
	secret, err := term.ReadPassword(int(tty.In.Fd()))
	fmt.Fprintln(tty.Out)
	if err != nil {
		return nil, fail(exitInput, msgNoPassphraseGiven)
	}
	return secret, nil
}

// showTyping gives the terminal back as it was when the program is stopped while
// a passphrase is typed unseen.
func showTyping(tty TTY) (stop func()) {
	before, err := term.GetState(int(tty.In.Fd()))
	if err != nil {
		return func() {}
	}
	return whenStopped(func() {
		_ = term.Restore(int(tty.In.Fd()), before)
		fmt.Fprintln(tty.Out)
		os.Exit(exitInterrupted)
	})
}

// adoptKey writes the key's fingerprint into the assessment and exports the
// document anew, for the date it was made for. It refuses where others have signed
// the present bytes already, and where the answers changed since.
func (a *app) adoptKey(doc publish.Document, o signOptions, key ssh.PublicKey) (publish.Document, error) {
	for _, s := range doc.Trailer.Signers {
		if exists(signature.Name(doc.Path, s.ID)) {
			return doc, failHint(exitUsage, msgNoteKeyKeyAssign,
				msgDocumentNamesNoKey, o.signer, s.ID)
		}
	}
	if doc.Trailer.DigestWithout != "" {
		return doc, failHint(exitUsage, msgChangesNoteKeys, msgChangesNoKey, doc.Path, o.signer)
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
	day, same := doc.RenderedOn(a.cat, answers, version())
	if !same {
		return doc, failHint(exitUsage, msgExportAnewReadSign,
			msgNamesNoKeyNot, doc.Path, o.signer, name)
	}
	if answers, err = publish.Adopt(answers, o.signer, signature.Fingerprint(key)); err != nil {
		return doc, &failure{code: exitUsage, err: err}
	}
	if err := store.Save(answers); err != nil {
		return doc, saveFailure(err)
	}
	if err := a.exportAnew(doc, answers, day); err != nil {
		return doc, err
	}
	fmt.Fprintf(a.Err, msgNoteDocumentNowName, text.Visible(name), o.signer)
	for _, s := range answers.Signers {
		if s.Fingerprint == "" {
			fmt.Fprintf(a.Err, msgWarningNoKeyDocument, s.ID)
		}
	}
	again, err := publish.ReadDocument(doc.Path)
	if err != nil {
		return doc, inputError(err)
	}
	return a.ready(again, o, key)
}

// exportAnew writes the document again, and the same one in the other formats where
// they lie beside it.
func (a *app) exportAnew(doc publish.Document, answers assessment.Assessment, day time.Time) error {
	stem := strings.TrimSuffix(doc.Path, filepath.Ext(doc.Path))
	paths := map[publish.Format]string{doc.Format(): doc.Path}
	for _, other := range publish.Formats() {
		beside := stem + "." + string(other)
		if there, err := publish.ReadDocument(beside); err == nil && other != doc.Format() && beside != doc.Path && there.Trailer.Digest == doc.Trailer.Digest {
			paths[other] = beside
		}
	}
	for format, path := range paths {
		if err := publish.Write(path, publish.Render(a.cat, answers, day, version(), format).Bytes, true); err != nil {
			return writeFailure(err)
		}
	}
	return nil
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
		if publish.Render(a.cat, answers, a.Now(), version(), publish.JSON).Model.Title.DocumentID == doc.Trailer.ID {
			found = append(found, name)
		}
	}
	if len(found) != 1 {
		return "", failHint(exitUsage, msgNameAssessmentFILE, msgDocumentWithoutAssessment)
	}
	return found[0], nil
}
