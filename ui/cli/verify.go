package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/text"
	"selfmark/export/publish"
)

// verifyVerb checks every required signature of a document, or a whole bundle.
func (a *app) verifyVerb() *cobra.Command {
	var given trusted
	var asJSON bool
	c := &cobra.Command{
		Use:     "verify DOC|BUNDLE",
		Short:   verifyVerbShort,
		Long:    verifyVerbLong,
		Example: verifyVerbExample,
		Args:    takes(1, 1, oneDocumentOrBundle),
		RunE:    func(_ *cobra.Command, args []string) error { return a.verify(args[0], given, asJSON) },
	}
	c.Flags().StringVar(&given.Signers, "signers", "", verifyVerbFlagSigners)
	c.Flags().StringVar(&given.Revoked, "revoked", "", verifyVerbFlagRevoked)
	c.Flags().BoolVar(&asJSON, "json", false, verifyVerbFlagJson)
	return c
}

func (a *app) verify(path string, given trusted, asJSON bool) error {
	if publish.IsBundle(path) {
		return a.verifyBundle(path, given, asJSON)
	}
	doc, err := readDocument(path)
	if err != nil {
		return err
	}
	allowed, err := a.allowed(given)
	if err != nil {
		return err
	}
	report := doc.Verify(version(), allowed)
	if asJSON {
		a.printJSON(report)
	} else {
		a.printReport(report)
	}
	return a.verified(report.Warning, report.Complete)
}

// verified warns, and ends with the answer.
func (a *app) verified(warning string, complete bool) error {
	if warning != "" {
		fmt.Fprintf(a.Err, msgWarning, oneLine(warning))
	}
	if !complete {
		return silent(exitNo)
	}
	return nil
}

func (a *app) printReport(r publish.Report) {
	fmt.Fprintf(a.Out, msgRevision, text.Visible(r.ID), r.Revision, text.Visible(r.Status))
	a.printChecks(r.Checks)
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

func (a *app) printChecks(list []publish.Check) {
	for _, c := range list {
		fmt.Fprintf(a.Out, "  %-12s %s", text.Visible(c.Signer), c.Verdict)
		if c.Fingerprint != "" {
			fmt.Fprintf(a.Out, "  %s", c.Fingerprint)
		}
		fmt.Fprintln(a.Out)
		if c.Detail != "" {
			fmt.Fprintf(a.Out, "  %-12s %s\n", "", text.Visible(c.Detail))
		}
	}
}

func (a *app) verifyBundle(path string, given trusted, asJSON bool) error {
	allowed, err := a.allowed(given)
	if err != nil {
		return err
	}
	r, err := publish.VerifyBundle(path, version(), allowed)
	if err != nil {
		return inputError(err)
	}
	if asJSON {
		a.printJSON(r)
	} else {
		a.printBundle(&r)
	}
	if len(r.Faults) > 0 {
		fmt.Fprintf(a.Err, msgHint, msgAskForBundleAnew)
	}
	return a.verified(r.Warning, r.Complete)
}

func (a *app) printBundle(r *publish.BundleReport) {
	if r.ID != "" {
		fmt.Fprintf(a.Out, msgRevisionOf, text.Visible(r.ID), r.Revision, text.Visible(r.Status), text.Visible(r.Date))
	}
	fmt.Fprintf(a.Out, msgFilesInManifest, r.Files, r.Evidence)
	for _, f := range r.Faults {
		what := f.Kind
		if f.File != "" {
			fmt.Fprintf(a.Out, "  %-12s %s\n", what, text.Visible(f.File))
			what = ""
		}
		fmt.Fprintf(a.Out, "  %-12s %s\n", what, text.Visible(f.Detail))
	}
	fmt.Fprintln(a.Out, publish.ManifestName)
	a.printChecks([]publish.Check{r.Manifest})
	for i := range r.Documents {
		fmt.Fprintln(a.Out, text.Visible(r.Documents[i].Document))
		a.printChecks(r.Documents[i].Checks)
	}
	if len(r.Unsigned) > 0 {
		fmt.Fprintln(a.Out, msgManifestOnly)
		for _, name := range r.Unsigned {
			fmt.Fprintf(a.Out, "  %s\n", text.Visible(name))
		}
	}
	if r.Complete {
		fmt.Fprintf(a.Out, msgBundleComplete, r.Outcome)
		return
	}
	fmt.Fprintf(a.Out, "%s: %s\n", r.Outcome, text.Visible(strings.Join(reasons(r), "; ")))
}

// reasons says in short why a bundle is not complete.
func reasons(r *publish.BundleReport) []string {
	var list []string
	switch n := len(r.Faults); {
	case n == 1:
		list = append(list, msgThingWrong)
	case n > 1:
		list = append(list, fmt.Sprintf(msgThingsWrong, n))
	}
	if r.Manifest.Verdict != publish.Valid {
		list = append(list, fmt.Sprintf(msgManifestNotSigned, r.Manifest.Verdict))
	}
	for i := range r.Documents {
		if d := &r.Documents[i]; !d.Complete {
			list = append(list, fmt.Sprintf(msgNoValidSignature, d.Document, culprits(*d)))
		}
	}
	return list
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
