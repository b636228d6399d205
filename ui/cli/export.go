package cli

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/export"
	"selfmark/export/publish"
)

// exportVerb writes the self-assessment document, or one of the papers beside it.
func (a *app) exportVerb() *cobra.Command {
	var o exportOptions
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "Write the self-assessment document, the declaration of conformity and the other papers",
		Long: `Write the self-assessment document as Markdown, JSON or HTML (to print), or another paper:

  assessment              the self-assessment; a memo where no assessment is owed
  memo                    the memo on the scope, where no assessment is owed
  declaration             EU declaration of conformity (Annex V)
  simplified-declaration  simplified declaration (Annex VI)
  user-information        information for users (Annex II)
  technical-file          index of the technical documentation (Annex VII)
  open-points             open points with owner and date, also as csv

FILE is an assessment, or a document exported as JSON: that gives the same document
again, in every format.

A declaration is a draft while something stands against it, and says what.
The same file, catalogue and date give the same bytes. Notes marked internal stay
out; they are not privileged: authorities may ask for internal documentation too.`,
		Example: `selfmark export plug.selfmark.yaml --format md
selfmark export plug.selfmark.yaml --format json --out - | jq .status
selfmark export plug.selfmark.yaml --document declaration
selfmark export plug.selfmark.yaml --document open-points --format csv --owner PL`,
		Args: takes(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error { return a.export(args[0], o) },
	}
	c.Flags().StringVar(&o.document, "document", "assessment", "which document: see above")
	c.Flags().StringVar(&o.format, "format", "md", "md, json or html; csv for open-points")
	c.Flags().StringVar(&o.out, "out", "", "where to write, - for standard output (default: <id>_<date>_r<revision>.<ext> beside FILE)")
	c.Flags().StringVar(&o.owner, "owner", "", "only the open points of this owner")
	c.Flags().BoolVar(&o.force, "force", false, "overwrite what is there")
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

// exportOptions are the flags of export.
type exportOptions struct {
	document, format, out, owner string
	force                        bool
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
		return failHint(exitUsage, "selfmark export --help lists them", "there is no document %q", o.document)
	case isPaper && !publish.KnownPaper(export.PaperKind(o.document), o.format), !isPaper && !publish.Known(o.format):
		return fail(exitUsage, "there is no format %q for this document; there are md, json and html, and csv for open-points", o.format)
	case o.owner != "" && o.document != string(export.OpenPointsPaper):
		return fail(exitUsage, "--owner goes with --document open-points only")
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
		return failHint(exitUsage, "selfmark open "+name+" makes an assessment of it, which can be exported for any date", "--date does not go with a document: it has its own date, %s", source.Document.Title.Date)
	}
	day = source.Date(day)
	if o.document != memo && o.document != theAssessment {
		p := publish.RenderPaper(export.PaperKind(o.document), a.cat, source.Assessment, day, Version(), o.owner, publish.Format(o.format))
		if err := a.write(p.Bytes, p.Beside(name), o); err != nil || o.out == "-" {
			return err
		}
		if blocked := p.Model.Title.Blocked; len(blocked) > 0 {
			fmt.Fprintf(a.Err, "selfmark: note: the document is a draft: %s\n", oneLine(blocked[0]))
		}
		return nil
	}
	document := source.Render(a.cat, day, Version(), publish.Format(o.format))
	if o.document == memo && document.Model.Summary.NotOwed == "" {
		return failHint(exitUsage, "leave --document out", "%s is in scope, so it gets the assessment and no memo", name)
	}
	if err := a.write(document.Bytes, publish.Beside(name, document), o); err != nil || o.out == "-" {
		return err
	}
	if reasons := document.Model.Title.StatusReasons; len(reasons) > 0 {
		fmt.Fprintf(a.Err, "selfmark: note: the document is %s; its first page says why\n", document.Model.Title.Status)
	}
	return nil
}

// write puts a document where it belongs and names the signatures that it breaks.
func (a *app) write(data []byte, beside string, o exportOptions) error {
	out := o.out
	if out == "-" {
		_, err := a.Out.Write(data)
		return err
	}
	if out == "" {
		out = beside
	}
	before, _ := os.ReadFile(out)
	if err := publish.Write(out, data, o.force); err != nil {
		return writeFailure(err)
	}
	fmt.Fprintln(a.Out, out)
	if signed := publish.Signatures(out); len(signed) > 0 && !bytes.Equal(before, data) {
		fmt.Fprintf(a.Err, "selfmark: warning: the document was signed before and is another one now; these signatures are no longer valid for it: %s\n", strings.Join(signed, ", "))
	}
	return nil
}
