package cli

import (
	"fmt"
	"strings"
	"time"

	mango "github.com/muesli/mango-cobra"
	"github.com/muesli/roff"
	"github.com/spf13/cobra"
)

// manVerb prints the manual page. The one of fang carries today's date and writes
// past the streams it is given.
func (a *app) manVerb() *cobra.Command {
	c := &cobra.Command{
		Use:     "man",
		Short:   manVerbShort,
		Example: manVerbExample,
		Hidden:  true,
		Args:    takes(0, 0, ""),
		RunE: func(c *cobra.Command, _ []string) error {
			day, err := a.evaluationDate()
			if err != nil {
				return err
			}
			page, err := mango.NewManPage(1, c.Root())
			if err != nil {
				return err
			}
			page = page.WithSection(msgExitStatus, exitStatus).WithSection(msgExamples, examplesOf(c.Root()))
			fmt.Fprint(a.Out, page.Build(&manual{roff.NewDocument(), day}))
			return nil
		},
	}
	a.dateFlag(c)
	return c
}

// examplesOf is the examples of the root command, a paragraph each line.
func examplesOf(root *cobra.Command) string {
	return strings.ReplaceAll(root.Example, "\n", "\n\n")
}

// manual is a roff document with a date from outside, whose paragraphs end at
// empty lines and not at every line.
type manual struct {
	*roff.Document
	day time.Time
}

// Heading is the first line of the page.
func (m *manual) Heading(section uint, title, _ string, _ time.Time) {
	m.Document.Heading(section, title, msgUserCommands, m.day)
}

// Text writes paragraphs.
func (m *manual) Text(words string) {
	for i, paragraph := range strings.Split(words, "\n\n") {
		if i > 0 {
			m.EndSection()
			m.Paragraph()
		}
		m.Document.Text(strings.ReplaceAll(paragraph, "\n", " "))
	}
}
