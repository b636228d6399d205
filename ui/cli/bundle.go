package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"selfmark/assessment/file"
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
	b, err := publish.NewBundle(a.cat, source, source.Date(day), version(), name)
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
	}
	const unfinished = ".selfmark-bundle-*"
	temporary, err := os.MkdirTemp(filepath.Dir(out), unfinished)
	if err != nil {
		return writeFailure(&fs.PathError{Op: "write", Path: out, Err: file.Cause(err)})
	}
	for _, old := range file.Leftovers(file.OS, filepath.Join(filepath.Dir(out), unfinished), fs.ModeDir, temporary) {
		_ = os.RemoveAll(old)
	}
	defer os.RemoveAll(temporary)
	defer whenStopped(func() { _ = os.RemoveAll(temporary); os.Exit(exitInterrupted) })()
	made := filepath.Join(temporary, "bundle")
	if strings.EqualFold(filepath.Ext(out), ".zip") {
		err = file.WriteNew(file.OS, made, file.NewMode, func(w io.Writer) error { return b.WriteZIP(w, sign) })
	} else if err = os.Mkdir(made, 0o755); err == nil {
		err = b.WriteFolder(made, sign)
	}
	if err == nil && exists(out) {
		err = file.OS.Remove(out) // the empty folder makes room for the full one
	}
	if err == nil {
		err = file.OS.Rename(made, out)
	}
	if err == nil {
		err = file.OS.SyncDir(filepath.Dir(out))
	}
	return bundleFailure(out, err)
}

// bundleFailure tells what could not be read from what could not be written.
func bundleFailure(out string, err error) error {
	var unread *publish.UnreadError
	var call *fs.PathError
	var link *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &unread), !errors.As(err, &call) && !errors.As(err, &link):
		return fail(exitInput, msgBundleNotCompleteNothing, err)
	}
	return writeFailure(&fs.PathError{Op: "write", Path: out, Err: file.Cause(err)})
}
