package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

// root is selfmark itself: without a verb it opens a file or the start screen.
func (a *app) root() *cobra.Command {
	c := &cobra.Command{
		Use:     "selfmark [FILE]",
		Short:   rootShort,
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
		return failHint(exitUsage, fmt.Sprintf(msgHelpShowsFlags, c.CommandPath()), "%w", err)
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
		hint := msgHelpShowsVerbs
		if near := c.SuggestionsFor(name); len(near) > 0 {
			hint = fmt.Sprintf(msgDidYouMean, near[0])
		}
		return failHint(exitUsage, hint, msgNeitherVerbNorFile, name)
	case len(args) > 1:
		return failHint(exitUsage, msgCheckTakesSeveralFiles, msgOnlyOneFileCan, args[1])
	}
	return nil
}

// version is the version of the program as the Go toolchain recorded it.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return msgDevelopmentBuild
}
