package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/text"
	"selfmark/export/publish"
)

// verifyVerb checks every required signature of a document.
func (a *app) verifyVerb() *cobra.Command {
	var given trusted
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify DOC",
		Short: "Report each required signature as valid, missing, invalid or unknown key",
		Long: `Report each required signature of a document. It is complete only when all are
valid under the list of signers given: with --signers, or once with selfmark key
trust. Without a list the structure is checked and the identity is not, and the exit
code is 1. A list that comes with the document proves nothing.`,
		Example: `selfmark verify plug.md --signers allowed_signers
selfmark verify plug.md --signers allowed_signers --revoked revoked_keys
selfmark verify plug.json --signers allowed_signers --json`,
		Args: takes(1, 1, "one DOC"),
		RunE: func(_ *cobra.Command, args []string) error { return a.verify(args[0], given, asJSON) },
	}
	c.Flags().StringVar(&given.Signers, "signers", "", "list of whose key is whose, in the form of ssh's allowed_signers (default: as key trust noted)")
	c.Flags().StringVar(&given.Revoked, "revoked", "", "list of keys that count no more: public keys, one a line, or as ssh-keygen -k makes it")
	c.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return c
}

func (a *app) verify(path string, given trusted, asJSON bool) error {
	doc, err := readDocument(path)
	if err != nil {
		return err
	}
	allowed, err := a.allowed(given)
	if err != nil {
		return err
	}
	report := doc.Verify(allowed)
	if asJSON {
		if err := a.printJSON(report); err != nil {
			return err
		}
	} else {
		a.printReport(report)
	}
	if report.Warning != "" {
		fmt.Fprintf(a.Err, "selfmark: warning: %s\n", oneLine(report.Warning))
	}
	if !report.Complete {
		return silent(exitNo)
	}
	return nil
}

func (a *app) printReport(r publish.Report) {
	fmt.Fprintf(a.Out, "%s, revision %d, %s\n", text.Visible(r.ID), r.Revision, text.Visible(r.Status))
	for _, c := range r.Checks {
		fmt.Fprintf(a.Out, "  %-12s %s", text.Visible(c.Signer), c.Verdict)
		if c.Fingerprint != "" {
			fmt.Fprintf(a.Out, "  %s", c.Fingerprint)
		}
		fmt.Fprintln(a.Out)
		if c.Detail != "" {
			fmt.Fprintf(a.Out, "  %-12s %s\n", "", text.Visible(c.Detail))
		}
	}
	switch {
	case len(r.Checks) == 0:
		fmt.Fprintf(a.Out, "%s: the document requires no signatures\n", r.Outcome)
	case r.Complete:
		fmt.Fprintf(a.Out, "%s: every required signature is valid\n", r.Outcome)
	case r.Valid == r.Required:
		fmt.Fprintf(a.Out, "%s: every required signature is valid, but %s\n", r.Outcome, text.Visible(r.Warning))
	default:
		fmt.Fprintf(a.Out, "%s: %d of %d required signatures valid; not of %s\n", r.Outcome, r.Valid, r.Required, text.Visible(culprits(r)))
	}
}

// culprits names everyone whose required signature is not valid.
func culprits(r publish.Report) string {
	var list []string
	for _, c := range r.Checks {
		if c.Verdict != publish.Valid {
			list = append(list, fmt.Sprintf("%s (%s)", c.Signer, c.Name))
		}
	}
	return strings.Join(list, ", ")
}
