package cli

import (
	"github.com/spf13/cobra"

	"selfmark/export/schema"
)

// schemaVerb prints the published JSON Schemas.
func (a *app) schemaVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "schema [document|paper|file]",
		Short:   schemaVerbShort,
		Example: schemaVerbExample,
		Args:    takes(0, 1, schemaVerbTakes),
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
				return fail(exitUsage, msgNoSchemaDocumentPaper, which)
			}
			_, err := a.Out.Write(data)
			return err
		},
	}
}
