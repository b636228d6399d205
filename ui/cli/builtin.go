package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// What cobra brings along answers like our own verbs: a wrong word is wrong use.

// helpVerb is "selfmark help VERB".
func (a *app) helpVerb() *cobra.Command {
	return &cobra.Command{
		Use:   "help [VERB]",
		Short: helpVerbShort,
		RunE: func(c *cobra.Command, args []string) error {
			verb, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 || verb == nil {
				return failHint(exitUsage, msgHelpShowsVerbs, msgNoVerb, strings.Join(args, " "))
			}
			verb.InitDefaultHelpFlag()
			verb.InitDefaultVersionFlag()
			return verb.Help()
		},
	}
}

// strictCompletion makes "selfmark completion" refuse shells it does not know.
func (a *app) strictCompletion(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	i := slices.IndexFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == "completion" })
	if i < 0 {
		return
	}
	completion := root.Commands()[i]
	completion.Args = cobra.ArbitraryArgs
	completion.RunE = helpOr("", msgNoCompletion)
}

// helpOr runs a verb that only has others below it: it shows them, and refuses a word
// that is none.
func helpOr(hint, refusal string) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		if len(args) > 0 {
			return failHint(exitUsage, hint, refusal, args[0])
		}
		return c.Help()
	}
}

// outputFile is output that is still known as a file, so that help is printed in
// colours on a terminal and without them elsewhere.
type outputFile struct {
	*os.File
	out *output
}

// Write goes through output, which remembers what fails.
func (f *outputFile) Write(p []byte) (int, error) { return f.out.Write(p) }

// WriteString is Write.
func (f *outputFile) WriteString(s string) (int, error) { return f.out.Write([]byte(s)) }
