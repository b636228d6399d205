package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"selfmark/export/publish"
	"selfmark/export/signature"
)

// bundleVerb puts everything for the technical file and for a verifier together.
func (a *app) bundleVerb() *cobra.Command {
	var out, key string
	c := &cobra.Command{
		Use:   "bundle FILE -o DIR|ZIP",
		Short: "Put documents, signatures, evidence and instructions together for whoever verifies them",
		Long: `Put everything for the technical file and for a verifier into a new folder, or into a
file whose name ends in .zip: the self-assessment and the other papers in all formats,
their signatures, the files of evidence, allowed_signers, VERIFY.txt, which needs stock
tools only, and MANIFEST.sha256, which lists them all.

FILE is an assessment, or a document exported as JSON. Signatures are taken from its
folder where they are good for the document in the bundle: name the signed JSON, or give
the --date of the signed document. With --key the management signs the manifest.
The same input gives the same bytes, except for signatures by ECDSA keys.`,
		Example: `selfmark bundle acme-plug_2027-12-01_r1.json -o technical-file
selfmark bundle acme-plug_2027-12-01_r1.json -o acme-plug.zip --key management.key`,
		Args: takes(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return a.bundle(args[0], out, key) },
	}
	c.Flags().StringVarP(&out, "out", "o", "", "new or empty folder, or new file that ends in .zip")
	c.Flags().StringVar(&key, "key", "", "private key file of the management, or public key file of a key in ssh-agent")
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

func (a *app) bundle(name, out, key string) error {
	if out == "" {
		return failHint(exitUsage, "write selfmark bundle "+name+" -o DIR", "selfmark bundle needs -o with a folder or a file that ends in .zip")
	}
	day, err := a.evaluationDate()
	if err != nil {
		return err
	}
	source, err := publish.Load(name, a.cat)
	if err != nil {
		return inputError(err)
	}
	if source.Document != nil && a.date != "" {
		return fail(exitUsage, "--date does not go with a document: it has its own date, %s", source.Document.Title.Date)
	}
	b, err := publish.NewBundle(a.cat, source, source.Date(day), Version(), name)
	if err != nil {
		return &failure{code: exitInput, err: err}
	}
	sign, closer, err := a.manifestSigner(b, key)
	if err != nil {
		return err
	}
	defer closer()
	if err := writeBundle(b, out, sign); err != nil {
		return err
	}
	fmt.Fprintln(a.Out, out)
	if b.Signed == 0 {
		fmt.Fprintln(a.Err, "selfmark: note: no document in the bundle is signed; name the signed JSON instead of the assessment, or sign it first")
	}
	if key == "" {
		fmt.Fprintln(a.Err, "selfmark: hint: the manifest is not signed; --key KEY signs it with the key of the management")
	}
	return nil
}

// manifestSigner gives what signs the manifest, nil without a key.
func (a *app) manifestSigner(b *publish.Bundle, key string) (sign func([]byte) ([]byte, error), closer func(), err error) {
	if key == "" {
		return nil, func() {}, nil
	}
	var signer ssh.Signer
	if signer, closer, err = a.signer(key); err != nil {
		return nil, nil, keyFailure(key, err)
	}
	if err := b.SignedBy(signer.PublicKey()); err != nil {
		closer()
		return nil, nil, &failure{code: exitUsage, err: err}
	}
	return func(data []byte) ([]byte, error) { return signature.Sign(signer, data, a.Rand) }, closer, nil
}

// writeBundle makes the folder or the file, all or nothing.
func writeBundle(b *publish.Bundle, out string, sign func([]byte) ([]byte, error)) error {
	if exists(out) {
		list, err := os.ReadDir(out)
		if err != nil || len(list) > 0 {
			return failHint(exitUsage, "choose another name", "%s exists already", out)
		}
		if err := os.Remove(out); err != nil { // the empty folder makes room for the full one
			return writeFailure(err)
		}
	}
	whole := strings.EqualFold(filepath.Ext(out), ".zip")
	temporary, err := os.MkdirTemp(filepath.Dir(out), ".selfmark-bundle-")
	if err != nil {
		return writeFailure(err)
	}
	defer os.RemoveAll(temporary)
	made := filepath.Join(temporary, "bundle")
	if whole {
		err = writeZIP(b, made, sign)
	} else if err = os.Mkdir(made, 0o755); err == nil {
		err = b.WriteFolder(made, sign)
	}
	if err == nil {
		err = os.Rename(made, out)
	}
	var failed *fs.PathError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, fs.ErrNotExist), !errors.As(err, &failed):
		return fail(exitInput, "the bundle is not complete, so nothing was written: %w", cause(err))
	}
	return writeFailure(err)
}

func writeZIP(b *publish.Bundle, path string, sign func([]byte) ([]byte, error)) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	if err := b.WriteZIP(f, sign); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
