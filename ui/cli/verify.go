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
		Use:     "verify DOC",
		Short:   verifyVerbShort,
		Long:    verifyVerbLong,
		Example: verifyVerbExample,
		Args:    takes(1, 1, oneDocument),
		RunE:    func(_ *cobra.Command, args []string) error { return a.verify(args[0], given, asJSON) },
	}
	c.Flags().StringVar(&given.Signers, "signers", "", verifyVerbFlagSigners)
	c.Flags().StringVar(&given.Revoked, "revoked", "", verifyVerbFlagRevoked)
	c.Flags().BoolVar(&asJSON, "json", false, verifyVerbFlagJson)
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
		fmt.Fprintf(a.Err, msgWarning, oneLine(report.Warning))
	}
	if !report.Complete {
		return silent(exitNo)
	}
	return nil
}

func (a *app) printReport(r publish.Report) {
	fmt.Fprintf(a.Out, msgRevision, text.Visible(r.ID), r.Revision, text.Visible(r.Status))
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
		fmt.Fprintf(a.Out, msgDocumentRequiresNoSignatures, r.Outcome)
	case r.Complete:
		fmt.Fprintf(a.Out, msgEveryRequiredSignatureValid, r.Outcome)
	case r.Valid == r.Required:
		fmt.Fprintf(a.Out, msgEveryRequiredSignatureValidBut, r.Outcome, text.Visible(r.Warning))
	default:
		fmt.Fprintf(a.Out, msgRequiredSignaturesValidNot, r.Outcome, r.Valid, r.Required, text.Visible(culprits(r)))
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
