package cli

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfmark/assessment/text"
	"selfmark/export"
	"selfmark/export/publish"
)

// exportVerb writes the self-assessment document, or one of the papers beside it.
func (a *app) exportVerb() *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:     "export FILE",
		Short:   exportVerbShort,
		Long:    exportVerbLong,
		Example: exportVerbExample,
		Args:    takes(1, 1, oneFile),
		RunE:    func(_ *cobra.Command, args []string) error { return a.export(args[0], o) },
	}
	c.Flags().StringVar(&o.document, "document", "assessment", exportVerbFlagDocument)
	c.Flags().StringVar(&o.format, "format", "md", exportVerbFlagFormat)
	c.Flags().StringVar(&o.out, "out", "", exportVerbFlagOut)
	c.Flags().StringVar(&o.since, "since", "", exportVerbFlagSince)
	c.Flags().StringVar(&o.owner, "owner", "", exportVerbFlagOwner)
	c.Flags().BoolVar(&o.force, "force", false, exportVerbFlagForce)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

// exportOptions are the flags of export.
type exportOptions struct {
	document, format, out, owner, since string
	force                               bool
}

// memo and theAssessment are the two names of the document that Build makes.
const (
	memo          = "memo"
	theAssessment = "assessment"
)

func (o exportOptions) check() error {
	isPaper := slices.Contains(export.PaperKinds(), export.PaperKind(o.document))
	switch {
	case !isPaper && o.document != memo && o.document != theAssessment:
		return failHint(exitUsage, msgExportHelpListsThem, msgNoDocument, o.document)
	case isPaper && !publish.KnownPaper(export.PaperKind(o.document), o.format), !isPaper && !publish.Known(o.format):
		return fail(exitUsage, msgNoFormatDocumentMd, o.format)
	case o.since != "" && isPaper:
		return fail(exitUsage, msgSinceGoesAssessment)
	case o.owner != "" && o.document != string(export.OpenPointsPaper):
		return fail(exitUsage, msgOwnerGoesDocumentOpen)
	}
	return nil
}

func (a *app) export(name string, o exportOptions) error {
	day, err := a.evaluationDate()
	if err == nil {
		err = o.check()
	}
	if err != nil {
		return err
	}
	source, err := publish.Load(name, a.cat)
	if err != nil {
		return inputError(err)
	}
	if source.Document != nil && a.date != "" {
		return failHint(exitUsage, fmt.Sprintf(msgOpenMakesAssessmentCan, name), msgDateDoesNotGo, source.Document.Title.Date)
	}
	day = source.Date(day)
	if o.document != memo && o.document != theAssessment {
		p := publish.RenderPaper(export.PaperKind(o.document), a.cat, source.Assessment, day, version(), o.owner, publish.Format(o.format))
		if err := a.write(p.Bytes, p.Beside(name), o); err != nil || o.out == "-" {
			return err
		}
		if blocked := p.Model.Title.Blocked; len(blocked) > 0 {
			fmt.Fprintf(a.Err, msgNoteDocumentDraft, oneLine(blocked[0]))
		}
		return nil
	}
	document, err := a.documentOf(source, day, o)
	if err != nil {
		return err
	}
	if o.document == memo && document.Model.Summary.NotOwed == "" {
		return failHint(exitUsage, msgLeaveDocumentOut, msgScopeGetsAssessmentNo, name)
	}
	if err := a.write(document.Bytes, publish.Beside(name, document), o); err != nil || o.out == "-" {
		return err
	}
	if reasons := document.Model.Title.StatusReasons; len(reasons) > 0 {
		fmt.Fprintf(a.Err, msgNoteDocumentFirstPage, document.Model.Title.Status)
	}
	return nil
}

// documentOf makes the document, with what differs from an earlier state when asked.
func (a *app) documentOf(source publish.Source, day time.Time, o exportOptions) (publish.Rendered, error) {
	format := publish.Format(o.format)
	if o.since == "" {
		return source.Render(a.cat, day, version(), format), nil
	}
	earlier, err := a.state(o.since)
	if err != nil {
		return publish.Rendered{}, err
	}
	return source.Since(a.cat, earlier, stateName(o.since), day, version(), format), nil
}

// write puts a document where it belongs and names the signatures that it breaks.
func (a *app) write(data []byte, beside string, o exportOptions) error {
	out := o.out
	if out == "-" {
		a.print(data)
		return nil
	}
	if out == "" {
		out = beside
	}
	before, _ := publish.OnDisk(out)
	if err := publish.Write(out, data, o.force); err != nil {
		return writeFailure(err)
	}
	a.wrote(out)
	if signed := publish.Signatures(out); len(signed) > 0 && !bytes.Equal(before, data) {
		fmt.Fprintf(a.Err, msgWarningDocumentSignedBefore, text.Visible(strings.Join(signed, ", ")))
	}
	return nil
}
