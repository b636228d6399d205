package cli

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/file"
	"selfmark/export/publish"
)

// exportVerb writes the self-assessment document.
func (a *app) exportVerb() *cobra.Command {
	var format, out string
	var force bool
	c := &cobra.Command{
		Use:   "export FILE",
		Short: "Write the self-assessment document as Markdown or JSON",
		Long: `Write the self-assessment document as Markdown or JSON.

The same file, catalogue and date give the same bytes. Notes marked internal stay
out; they are not privileged: authorities may ask for internal documentation too.`,
		Example: `selfmark export plug.selfmark.yaml --format md
selfmark export plug.selfmark.yaml --format json --out - | jq .status`,
		Args: takes(1, 1, "one FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.export(args[0], format, out, force)
		},
	}
	c.Flags().StringVar(&format, "format", "md", "md or json")
	c.Flags().StringVar(&out, "out", "", "where to write, - for standard output (default: <id>_<date>_r<revision>.<ext> beside FILE)")
	c.Flags().BoolVar(&force, "force", false, "overwrite what is there")
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

func (a *app) export(name, format, out string, force bool) error {
	day, err := a.evaluationDate()
	if err != nil {
		return err
	}
	if !publish.Known(format) {
		return fail(exitUsage, "there is no format %q; there are md and json", format)
	}
	answers, err := file.Load(name, a.cat, file.OS)
	if err != nil {
		return inputError(err)
	}
	document := publish.Render(a.cat, answers, day, Version(), publish.Format(format))
	if out == "-" {
		_, err := a.Out.Write(document.Bytes)
		return err
	}
	if out == "" {
		out = publish.Beside(name, document)
	}
	before, _ := os.ReadFile(out)
	if err := publish.Write(out, document.Bytes, force); err != nil {
		return writeFailure(err)
	}
	fmt.Fprintln(a.Out, out)
	if signed := publish.Signatures(out); len(signed) > 0 && !bytes.Equal(before, document.Bytes) {
		fmt.Fprintf(a.Err, "selfmark: warning: the document was signed before and is another one now; these signatures are no longer valid for it: %s\n", strings.Join(signed, ", "))
	}
	if reasons := document.Model.Title.StatusReasons; len(reasons) > 0 {
		fmt.Fprintf(a.Err, "selfmark: note: the document is %s; its first page says why\n", document.Model.Title.Status)
	}
	return nil
}
