package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"selfmark/assessment/text"
	"selfmark/export/publish"
	"selfmark/export/signature"
)

// verifyVerb checks every required signature of a document.
func (a *app) verifyVerb() *cobra.Command {
	var signers string
	var asJSON bool
	c := &cobra.Command{
		Use:   "verify DOC",
		Short: "Report each required signature as valid, missing, invalid or unknown key",
		Long: `Report each required signature of a document. It is complete only when all are
valid under the list of signers given. Without --signers the structure is checked
and the identity is not, and the exit code is 1.`,
		Example: `selfmark verify plug.md --signers allowed_signers
selfmark verify plug.json --signers allowed_signers --json`,
		Args: takes(1, 1, "one DOC"),
		RunE: func(_ *cobra.Command, args []string) error { return a.verify(args[0], signers, asJSON) },
	}
	c.Flags().StringVar(&signers, "signers", "", "list of whose key is whose, in the form of ssh's allowed_signers")
	c.Flags().BoolVar(&asJSON, "json", false, "print the result as JSON")
	return c
}

func (a *app) verify(path, signers string, asJSON bool) error {
	doc, err := readDocument(path)
	if err != nil {
		return err
	}
	var allowed *signature.AllowedSigners
	if signers != "" {
		data, err := readSmall(signers)
		if err != nil {
			return err
		}
		list, err := signature.ParseAllowedSigners(data)
		if err != nil {
			return failHint(exitInput, "selfmark key show KEY.pub PRINCIPAL prints such a line", "%s, %w", signers, err)
		}
		allowed = &list
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
		fmt.Fprintln(a.Out, "INCOMPLETE: the document requires no signatures")
	case r.Complete:
		fmt.Fprintln(a.Out, "COMPLETE: every required signature is valid")
	default:
		fmt.Fprintln(a.Out, "INCOMPLETE")
	}
}
