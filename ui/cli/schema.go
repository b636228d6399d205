package cli

import (
	"github.com/spf13/cobra"

	"selfmark/export/schema"
)

// schemaVerb prints the published JSON Schemas.
func (a *app) schemaVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "schema [document|paper|file]",
		Short:   "Print the JSON Schema of the exported document, of the papers, or of the assessment file",
		Example: "selfmark schema document > document-v1.json",
		Args:    takes(0, 1, "document, paper or file"),
		RunE: func(_ *cobra.Command, args []string) error {
			which := "document"
			if len(args) == 1 {
				which = args[0]
			}
			var data []byte
			switch which {
			case "document":
				data = schema.Document()
			case "paper":
				data = schema.Paper()
			case "file":
				data = schema.File()
			default:
				return fail(exitUsage, "there is no schema %q; there are document, paper and file", which)
			}
			_, err := a.Out.Write(data)
			return err
		},
	}
}
