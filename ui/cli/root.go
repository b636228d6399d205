package cli

import (
	"errors"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

const longHelp = `selfmark guides the maker of a connected device through the cybersecurity
self-assessment of the EU Cyber Resilience Act, Regulation (EU) 2024/2847: product,
scope, class, risks, measures, requirements. It ends with a document that you sign.

It gives no legal advice and no certificate.`

const rootExamples = `# open the one assessment in this folder, or the start screen
selfmark

# begin from a template, then answer in the terminal
selfmark new plug.selfmark.yaml --template smart-plug
selfmark plug.selfmark.yaml

# what is missing, what the document says
selfmark check plug.selfmark.yaml
selfmark export plug.selfmark.yaml --format md`

// root is selfmark itself: without a verb it opens a file or the start screen.
func (a *app) root() *cobra.Command {
	c := &cobra.Command{
		Use:     "selfmark [FILE]",
		Short:   "Cyber Resilience Act self-assessment, from the first question to a signed document",
		Long:    longHelp,
		Example: rootExamples,
		Args:    cobra.ArbitraryArgs,
		// Letters that a mistyped verb may differ by.
		SuggestionsMinimumDistance: 2,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.start()
			}
			if err := a.isFile(c, args); err != nil {
				return err
			}
			return a.open(args[0])
		},
	}
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return failHint(exitUsage, c.CommandPath()+" --help shows the flags", "%w", err)
	})
	a.dateFlag(c)
	a.lawDataFlag(c)
	a.lookFlags(c)
	c.AddCommand(a.newVerb(), a.openVerb(), a.checkVerb(), a.diffVerb(), a.listVerb(), a.exportVerb(), a.evidenceVerb(), a.signVerb(), a.verifyVerb(), a.bundleVerb(), a.keyVerb(), a.lawVerb(), a.threatVerb(), a.schemaVerb(), a.reportVerb(), a.manVerb())
	c.SetHelpCommand(a.helpVerb())
	a.completions(c)
	return c
}

// isFile refuses a mistyped verb: an argument that is neither a verb nor an
// existing file nor ends in .yaml.
func (a *app) isFile(c *cobra.Command, args []string) error {
	name := args[0]
	_, err := os.Stat(name)
	switch there := !errors.Is(err, fs.ErrNotExist); {
	case !there && !strings.HasSuffix(name, ".yaml"):
		hint := "selfmark --help shows the verbs"
		if near := c.SuggestionsFor(name); len(near) > 0 {
			hint = "did you mean selfmark " + near[0] + "?"
		}
		return failHint(exitUsage, hint, "%q is neither a verb nor a file", name)
	case len(args) > 1:
		return failHint(exitUsage, "selfmark check takes several files", "only one file can be opened at a time, so %q is too much", args[1])
	}
	return nil
}

// Version is the version of the program as the Go toolchain recorded it.
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development build"
}
