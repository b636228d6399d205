package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
	"selfmark/assessment/text"
)

// newVerb makes a new assessment file, empty, from a template or from an example.
func (a *app) newVerb() *cobra.Command {
	var template, example string
	var list bool
	c := &cobra.Command{
		Use:     "new FILE",
		Short:   newVerbShort,
		Example: newVerbExample,
		Args:    takes(0, 1, oneFile),
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case list:
				a.starterList()
				return nil
			case len(args) == 0:
				return failHint(exitUsage, msgNewPlugYamlTemplate, msgNameNewFileMissing)
			case template != "" && example != "":
				return fail(exitUsage, msgChooseEitherTemplateExample)
			}
			return a.newFile(args[0], template, example)
		},
	}
	c.Flags().StringVar(&template, "template", "", newVerbFlagTemplate)
	c.Flags().StringVar(&example, "example", "", newVerbFlagExample)
	c.Flags().BoolVar(&list, "list", false, newVerbFlagList)
	return c
}

func (a *app) starterList() {
	fmt.Fprintln(a.Out, msgTemplatesTemplate)
	for _, s := range starters.Templates() {
		fmt.Fprintf(a.Out, "  %-12s %s\n", s.ID, s.Title)
	}
	fmt.Fprintln(a.Out, msgExamplesExample)
	for _, s := range starters.Examples() {
		fmt.Fprintf(a.Out, "  %-12s %s\n", s.ID, s.Title)
	}
}

func (a *app) newFile(name, template, example string) error {
	if !strings.HasSuffix(name, ".yaml") {
		name += file.Suffix
	}
	answers, err := a.beginning(template, example)
	if err != nil {
		return err
	}
	store, err := file.Create(name, a.cat, file.OS)
	if err != nil {
		return saveFailure(err)
	}
	defer store.Close()
	if err := store.Save(answers); err != nil {
		return saveFailure(err)
	}
	a.wrote(name)
	typed := text.Visible(name)
	if strings.Contains(typed, " ") { // quotes that every shell takes
		typed = `"` + typed + `"`
	}
	fmt.Fprintf(a.Err, msgHintOpens, typed)
	return nil
}

// beginning is what a new assessment starts with.
func (a *app) beginning(template, example string) (assessment.Assessment, error) {
	var s starters.Starter
	var err error
	switch {
	case template != "":
		s, err = starters.Template(template)
	case example != "":
		s, err = starters.Example(example)
	default:
		return assessment.Assessment{Catalogue: a.cat.Version}, nil
	}
	if err != nil {
		return assessment.Assessment{}, failHint(exitUsage, msgNewListListsThem, "%w", err)
	}
	return s.Assessment(a.cat)
}
