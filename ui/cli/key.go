package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/export/publish"
	"selfmark/export/signature"
)

// keyVerb makes and shows signing keys.
func (a *app) keyVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "key",
		Short: keyVerbShort,
		RunE:  helpOr("", msgNoKeyKeyNew),
	}
	c.AddCommand(a.keyNew(), a.keyShow(), a.keyAssign(), a.keyTrust())
	return c
}

func (a *app) keyNew() *cobra.Command {
	var comment string
	var open bool
	c := &cobra.Command{
		Use:     "new [FILE]",
		Short:   keyNewShort,
		Long:    keyNewLong,
		Example: keyNewExample,
		Args:    takes(0, 1, keyNewTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			path, err := a.keyPath(args, comment)
			if err != nil {
				return err
			}
			return a.makeKey(path, comment, open)
		},
	}
	c.Flags().StringVar(&comment, "comment", "", keyNewFlagComment)
	c.Flags().BoolVar(&open, "no-passphrase", false, keyNewFlagNoPassphrase)
	return c
}

// keyFolder is the user's own folder of keys; "" where there is no home.
func (a *app) keyFolder() string {
	if folder := a.configFolder(); folder != "" {
		return filepath.Join(folder, "keys")
	}
	return ""
}

// keyPath is where a new key goes: where the user says, else into the folder of
// keys, which is made. It warns of a place beside an assessment.
func (a *app) keyPath(args []string, comment string) (string, error) {
	if len(args) == 1 {
		if len(file.Find(filepath.Dir(args[0]))) > 0 {
			fmt.Fprint(a.Err, msgWarningKeyWouldLie)
		}
		return args[0], nil
	}
	if a.keyFolder() == "" {
		return "", failHint(exitUsage, msgWriteKeyNewFILE, msgNoHomeFolderKeys)
	}
	if err := os.MkdirAll(a.keyFolder(), 0o700); err != nil {
		return "", writeFailure(err)
	}
	return filepath.Join(a.keyFolder(), keyName(comment)+".key"), nil
}

// ownKey finds a key that is named without a folder and is not here in the user's own
// folder of keys, where keys end in .key. A file of the very name goes first.
func (a *app) ownKey(path string) string {
	if a.keyFolder() == "" || filepath.Base(path) != path || exists(path) {
		return path
	}
	name, public := strings.CutSuffix(path, ".pub")
	longer := name + ".key"
	if public {
		longer += ".pub"
	}
	for _, name := range []string{path, longer} {
		if own := filepath.Join(a.keyFolder(), name); exists(own) {
			return own
		}
	}
	return path
}

// keyName is a file name from the part of an e-mail address before the @.
func keyName(comment string) string {
	name, _, _ := strings.Cut(comment, "@")
	kept := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r) {
			return r
		}
		return -1
	}, name)
	return cmp.Or(strings.Trim(kept, "."), "signing")
}

func (a *app) makeKey(path, comment string, open bool) error {
	if text.Visible(comment) != comment {
		return fail(exitUsage, msgCommentKeyMustOne)
	}
	for _, name := range []string{path, path + ".pub"} {
		if _, err := os.Lstat(name); err == nil {
			return fail(exitUsage, "%s: %w", name, signature.ErrKeyExists)
		}
	}
	var secret []byte
	if !open {
		var err error
		if secret, err = a.newPassphrase(); err != nil {
			return err
		}
		defer clear(secret)
	}
	key, err := a.generate(path, secret, comment, open)
	switch {
	case errors.Is(err, signature.ErrKeyExists):
		return &failure{code: exitUsage, err: fmt.Errorf("%s: %w", path, err)}
	case errors.Is(err, signature.ErrNoPassphrase):
		return &failure{code: exitInput, err: err, hint: msgNoPassphraseMakesSuch}
	case err != nil:
		return writeFailure(err)
	}
	fmt.Fprintln(a.Out, signature.Fingerprint(key))
	a.wrote(path)
	return nil
}

// generate makes a key, and waits until the disk has the names of its files.
func (a *app) generate(path string, secret []byte, comment string, open bool) (ssh.PublicKey, error) {
	return signature.Generate(path, secret, comment, open, a.Rand, createNew)
}

func createNew(path string, data []byte, mode fs.FileMode) error {
	return file.WriteNew(file.OS, path, mode, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// newPassphrase asks twice, and refuses a weak one at once.
func (a *app) newPassphrase() ([]byte, error) {
	const without = msgRunTerminalNoPassphrase
	first, err := a.passphrase(msgNewPassphrase, without)
	if err != nil || len(first) == 0 {
		return first, err
	}
	if err := signature.CheckPassphrase(first); err != nil {
		clear(first)
		return nil, &failure{code: exitInput, err: err}
	}
	second, err := a.passphrase(msgSameAgain, without)
	defer clear(second)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(first, second) {
		return nil, failHint(exitInput, msgTryAgain, msgTwoPassphrasesDiffer)
	}
	return first, nil
}

func (a *app) keyShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show FILE [PRINCIPAL]",
		Short:   keyShowShort,
		Example: keyShowExample,
		Args:    takes(1, 2, keyShowTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			key, err := a.publicKey(args[0])
			if err != nil {
				return err
			}
			line := ""
			if len(args) == 2 {
				if line, err = signature.Line(args[1], key); err != nil {
					return &failure{code: exitUsage, err: err}
				}
			}
			fmt.Fprintln(a.Out, signature.Fingerprint(key))
			if line != "" {
				fmt.Fprintln(a.Out, line)
			}
			return nil
		},
	}
}

// keyAssign notes a signer's key in the assessment, so that every key stands in
// the document before the first of several signs it.
func (a *app) keyAssign() *cobra.Command {
	var signer string
	var force bool
	c := &cobra.Command{
		Use:     "assign FILE KEY --signer ID",
		Short:   keyAssignShort,
		Long:    keyAssignLong,
		Example: keyAssignExample,
		Args:    takes(2, 2, keyAssignTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			if signer == "" {
				return failHint(exitUsage, fmt.Sprintf(msgWriteKeyAssignSigner, args[0], args[1]), msgKeyAssignNeedsSigner)
			}
			return a.assignKey(args[0], args[1], signer, force)
		},
	}
	c.Flags().StringVar(&signer, "signer", "", keyAssignFlagSigner)
	c.Flags().BoolVar(&force, "force", false, keyAssignFlagForce)
	return c
}

func (a *app) assignKey(name, path, signer string, force bool) error {
	key, err := a.publicKey(path)
	if err != nil {
		return err
	}
	fingerprint := signature.Fingerprint(key)
	return a.change(name, func(now interview.State) (assessment.Assessment, string, error) {
		for _, s := range now.Assessment.Signers {
			if s.ID == signer && s.Fingerprint != "" && s.Fingerprint != fingerprint && !force {
				return now.Assessment, "", failHint(exitUsage, msgForceReplacesWhatSigned, msgAnotherKeyAlready, signer, s.Fingerprint)
			}
		}
		answers, err := publish.Adopt(now.Assessment, signer, fingerprint)
		if err != nil {
			return answers, "", &failure{code: exitUsage, err: err}
		}
		return answers, fingerprint + "\n", nil
	})
}

// publicKey reads a public key; for a private one its .pub file beside it.
func (a *app) publicKey(path string) (ssh.PublicKey, error) {
	path = a.ownKey(path)
	if private := path; !strings.HasSuffix(path, ".pub") {
		if path += ".pub"; !exists(private) {
			path = a.ownKey(path)
		}
	}
	data, err := readSmall(path)
	if err != nil {
		return nil, err
	}
	key, err := signature.ParsePublic(data)
	if err != nil {
		return nil, inputError(fmt.Errorf("%s: %w", path, err))
	}
	return key, nil
}
