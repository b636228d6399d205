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
		Use:     "bundle FILE -o DIR|ZIP",
		Short:   bundleVerbShort,
		Long:    bundleVerbLong,
		Example: bundleVerbExample,
		Args:    takes(1, 1, oneFile),
		RunE:    func(_ *cobra.Command, args []string) error { return a.bundle(args[0], out, key) },
	}
	c.Flags().StringVarP(&out, "out", "o", "", bundleVerbFlagOut)
	c.Flags().StringVar(&key, "key", "", bundleVerbFlagKey)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

func (a *app) bundle(name, out, key string) error {
	if out == "" {
		return failHint(exitUsage, fmt.Sprintf(msgWriteBundleODIR, name), msgBundleNeedsOFolder)
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
		return fail(exitUsage, msgDateDoesNotGo, source.Document.Title.Date)
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
	a.wrote(out)
	if b.Signed == 0 {
		fmt.Fprintln(a.Err, msgNoteNoDocumentBundle)
	}
	if key == "" {
		fmt.Fprintln(a.Err, msgHintManifestNotSigned)
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
			return failHint(exitUsage, msgChooseAnotherName, msgExistsAlready, out)
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
		return fail(exitInput, msgBundleNotCompleteNothing, cause(err))
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
