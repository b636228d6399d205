package cli

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/file"
	"selfmark/assessment/starters"
	"selfmark/assessment/text"
	"selfmark/export"
	"selfmark/export/publish"
	"selfmark/export/signature"
)

// What the shell offers behind a verb or a flag: ids with their titles, formats,
// and files of the right kind.

// offer returns those that begin with what is typed, in any case.
func offer(typed string, choices []string) ([]string, cobra.ShellCompDirective) {
	var list []string
	for _, c := range choices {
		if len(c) >= len(typed) && strings.EqualFold(c[:len(typed)], typed) {
			list = append(list, c)
		}
	}
	return list, cobra.ShellCompDirectiveNoFileComp
}

func choiceOf(id, title string) string {
	return cobra.CompletionWithDesc(id, text.Visible(title))
}

func fixed(choices ...string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return offer(typed, choices)
	}
}

func (a *app) completeLaw(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []string
	for _, r := range a.cat.Requirements {
		list = append(list, choiceOf(string(r.ID), r.Title))
	}
	for _, c := range a.cat.Categories {
		list = append(list, choiceOf(string(c.ID), c.Title))
	}
	for _, r := range a.cat.Routes {
		list = append(list, choiceOf(r.ID, r.Title))
	}
	for _, r := range a.cat.Roles {
		list = append(list, choiceOf(r.ID, r.Title))
	}
	for _, q := range a.cat.Questions {
		list = append(list, choiceOf(string(q.ID), q.Short))
	}
	return offer(typed, list)
}

func (a *app) completeThreats(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []string
	for _, t := range a.cat.Threats {
		list = append(list, choiceOf(string(t.ID), t.Title))
	}
	for _, m := range a.cat.Measures {
		list = append(list, choiceOf(string(m.ID), m.Title))
	}
	for _, x := range a.cat.Assets {
		list = append(list, choiceOf(string(x.ID), x.Title))
	}
	return offer(typed, list)
}

// assessments offers assessment files; documents offers what sign and verify take.
func assessments(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{strings.TrimPrefix(file.Suffix, ".selfmark.")}, cobra.ShellCompDirectiveFilterFileExt
}

func documents(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return []string{string(publish.Markdown), string(publish.JSON), string(publish.HTML)}, cobra.ShellCompDirectiveFilterFileExt
}

// completeSigners offers the signers that the document behind the verb requires.
func completeSigners(_ *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	doc, err := publish.ReadDocument(filepath.Clean(args[0]))
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var list []string
	for _, s := range doc.Trailer.Signers {
		if signature.ValidSignerID(s.ID) { // the shell puts it into the command line
			list = append(list, choiceOf(s.ID, s.Name))
		}
	}
	return offer(typed, list)
}

// completions tells the shell what stands behind each verb and flag.
func (a *app) completions(root *cobra.Command) {
	behind := map[string]cobra.CompletionFunc{
		"open": assessments, "check": assessments, "export": assessments, "bundle": assessments, "diff": assessments, "sign": documents, "verify": documents,
		"schema": fixed("document", "paper", "file"), "law": a.completeLaw, "threat": a.completeThreats,
	}
	flags := map[string]map[string]cobra.CompletionFunc{
		"new":    {"template": fixed(starterChoices(starters.Templates())...), "example": fixed(starterChoices(starters.Examples())...)},
		"open":   {"theme": fixed("light", "dark", "16", "none")},
		"export": {"format": fixed(string(publish.Markdown), string(publish.JSON), string(publish.HTML), string(publish.CSV)), "document": fixed(documentKinds()...)},
		"diff":   {"format": fixed("text", "md", "json")},
		"list":   {"class": fixed("default", "important-1", "important-2", "critical")},
		"sign":   {"signer": completeSigners},
	}
	root.ValidArgsFunction = assessments
	for _, verb := range root.Commands() {
		if offers := behind[verb.Name()]; offers != nil {
			verb.ValidArgsFunction = offers
		}
		for flag, offers := range flags[verb.Name()] {
			if err := verb.RegisterFlagCompletionFunc(flag, offers); err != nil {
				panic("bug: " + err.Error()) // no such flag
			}
		}
	}
}

func starterChoices(list []starters.Starter) []string {
	var choices []string
	for _, s := range list {
		choices = append(choices, choiceOf(s.ID, s.Title))
	}
	return choices
}

func documentKinds() []string {
	kinds := []string{theAssessment, memo}
	for _, k := range export.PaperKinds() {
		kinds = append(kinds, string(k))
	}
	return kinds
}
