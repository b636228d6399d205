package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/export/signature"
)

// keyVerb makes and shows signing keys.
func (a *app) keyVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "key",
		Short: "Make and show signing keys",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fail(exitUsage, "there is no key %s; there are key new and key show", args[0])
			}
			return c.Help()
		},
	}
	c.AddCommand(a.keyNew(), a.keyShow())
	return c
}

func (a *app) keyNew() *cobra.Command {
	var comment string
	var open bool
	c := &cobra.Command{
		Use:     "new FILE",
		Short:   "Make an Ed25519 key in OpenSSH format, protected by a passphrase",
		Long:    "Make an Ed25519 key in OpenSSH format. The passphrase is asked on the terminal; five random words or more are a good one. Nothing is overwritten.",
		Example: "selfmark key new tech-lead.key --comment tech.lead@acme.example",
		Args:    takes(1, 1, "one FILE"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.makeKey(args[0], comment, open) },
	}
	c.Flags().StringVar(&comment, "comment", "", "whose key it is, such as an e-mail address")
	c.Flags().BoolVar(&open, "no-passphrase", false, "store the key unprotected")
	return c
}

func (a *app) makeKey(path, comment string, open bool) error {
	if strings.ContainsAny(comment, "\r\n\x00") {
		return fail(exitUsage, "the comment of a key must be one line")
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
	key, err := signature.Generate(path, secret, comment, open, a.Rand)
	switch {
	case errors.Is(err, signature.ErrKeyExists):
		return &failure{code: exitUsage, err: fmt.Errorf("%s: %w", path, err)}
	case errors.Is(err, signature.ErrNoPassphrase):
		return &failure{code: exitInput, err: err, hint: "--no-passphrase makes such a key all the same"}
	case err != nil:
		return writeFailure(err)
	}
	fmt.Fprintf(a.Out, "%s\n%s\n", signature.Fingerprint(key), path)
	return nil
}

// newPassphrase asks twice.
func (a *app) newPassphrase() ([]byte, error) {
	const without = "run it in a terminal; --no-passphrase makes a key without one"
	first, err := a.passphrase("New passphrase: ", without)
	if err != nil || len(first) == 0 {
		return first, err
	}
	second, err := a.passphrase("The same again: ", without)
	defer clear(second)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(first, second) {
		return nil, failHint(exitInput, "try again", "the two passphrases differ")
	}
	return first, nil
}

func (a *app) keyShow() *cobra.Command {
	return &cobra.Command{
		Use:     "show FILE [PRINCIPAL]",
		Short:   "Show a key's fingerprint, and its line for allowed_signers",
		Example: "selfmark key show tech-lead.key.pub tech.lead@acme.example",
		Args:    takes(1, 2, "a FILE and perhaps a PRINCIPAL"),
		RunE: func(_ *cobra.Command, args []string) error {
			path := args[0]
			if !strings.HasSuffix(path, ".pub") {
				path += ".pub"
			}
			data, err := readSmall(path)
			if err != nil {
				return err
			}
			key, err := signature.ParsePublic(data)
			if err != nil {
				return inputError(fmt.Errorf("%s: %w", path, err))
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
