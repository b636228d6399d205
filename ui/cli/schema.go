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
			switch which {
			case "document":
				a.print(schema.Document())
			case "paper":
				a.print(schema.Paper())
			case "file":
				a.print(schema.File())
			default:
				return fail(exitUsage, msgNoSchemaDocumentPaper, which)
			}
			return nil
		},
	}
}
