package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
)

// lawVerb reads the law data: requirements, categories, routes, status of standards.
func (a *app) lawVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "law [ID or words]",
		Short: "Read the requirements, categories and routes in plain words",
		Example: `selfmark law
selfmark law I.I.2.d
selfmark law III.I.17
selfmark law door lock
selfmark law importer
selfmark law fines
selfmark law "Art. 13(8)"`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.lawList()
				return nil
			}
			return a.law(strings.Join(args, " "))
		},
	}
	a.lawDataFlag(c)
	return c
}

func (a *app) lawList() {
	fmt.Fprintf(a.Out, "Regulation (EU) 2024/2847, catalogue %s of %s. No legal advice.\n\nRequirements of Annex I\n", a.cat.Version, a.cat.Date)
	for _, r := range a.cat.Requirements {
		fmt.Fprintf(a.Out, "  %-9s %s\n", r.ID, r.Title)
	}
	fmt.Fprint(a.Out, "\nCategories of Annex III and IV\n")
	for _, c := range a.cat.Categories {
		fmt.Fprintf(a.Out, "  %-9s %s\n", c.ID, c.Title)
	}
	fmt.Fprint(a.Out, "\nRoutes of Art. 32\n")
	for _, r := range a.cat.Routes {
		fmt.Fprintf(a.Out, "  %-9s %s\n", r.ID, r.Title)
	}
	s := a.cat.Standards
	fmt.Fprintf(a.Out, "\nStatus of %s: %d harmonised standards cited, %d common specifications, %d schemes, %d notified bodies.\n",
		s.Date, len(s.Cited), len(s.Specifications), len(s.Schemes), s.NotifiedBodies)
}

func (a *app) law(query string) error {
	if r := a.cat.Requirement(catalogue.RequirementID(query)); r != nil {
		a.requirement(r)
		return nil
	}
	if c := a.cat.Category(catalogue.CategoryID(query)); c != nil {
		a.category(c)
		return nil
	}
	if r := a.cat.Route(query); r != nil {
		a.route(r)
		return nil
	}
	told := a.provisions(query)
	if a.citing(query) || a.searched(query) || told {
		return nil
	}
	return failHint(exitNo, "selfmark law lists all ids", "nothing in the law data is called %q", query)
}

// paragraph prints text wrapped for a terminal of 80 columns.
func paragraph(w io.Writer, label, words string) {
	if words == "" {
		return
	}
	for i, line := range text.Wrap(words, 64) {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(w, "  %-12s %s\n", label, line)
	}
}

func citations(cite []catalogue.Citation) string {
	var list []string
	for _, c := range cite {
		list = append(list, string(c))
	}
	return strings.Join(list, " · ")
}

func (a *app) requirement(r *catalogue.Requirement) {
	fmt.Fprintf(a.Out, "%s %s\n", r.ID, r.Title)
	paragraph(a.Out, "Duty", r.Duty)
	paragraph(a.Out, "Evidence", r.Evidence)
	if r.Claim != nil {
		paragraph(a.Out, "Set aside", claimWords(r.Claim))
		paragraph(a.Out, "Justify", r.Claim.Justify)
	}
	paragraph(a.Out, "EN 18031", strings.Join(r.EN18031, ", "))
	paragraph(a.Out, "EN 303 645", strings.Join(r.EN303645, ", "))
	paragraph(a.Out, "Threats", a.threatsServing(r.ID.Letter()))
	paragraph(a.Out, "Citation", citations(r.Cite))
}

func claimWords(c *catalogue.Claim) string {
	whose := "a rule of selfmark"
	if c.Bar == "law" {
		whose = "the law's own bar"
	}
	switch c.Possible {
	case "never":
		return "never (" + whose + ")"
	case "software-fixed":
		return "only where the software cannot change (" + whose + ")"
	}
	var blocks []string
	for _, t := range c.BlockedBy {
		blocks = append(blocks, string(t))
	}
	return "possible unless blocked by " + strings.Join(blocks, ", ") + " (" + whose + ")"
}

func (a *app) threatsServing(letter string) string {
	var ids []string
	for _, t := range a.cat.Threats {
		for _, l := range t.Requirements {
			if l == letter {
				ids = append(ids, string(t.ID))
			}
		}
	}
	return strings.Join(ids, ", ")
}

func (a *app) category(c *catalogue.Category) {
	fmt.Fprintf(a.Out, "%s %s (%s)\n", c.ID, c.Title, c.Class)
	paragraph(a.Out, "Decides", c.Decides)
	paragraph(a.Out, "Falls in", strings.Join(c.In, "; "))
	paragraph(a.Out, "Does not", strings.Join(c.Out, "; "))
	paragraph(a.Out, "Review", c.ReviewReason)
	paragraph(a.Out, "Citation", citations(c.Cite))
}

func (a *app) route(r *catalogue.Route) {
	fmt.Fprintf(a.Out, "%s %s\n", r.ID, r.Title)
	paragraph(a.Out, "Involved", r.Who)
	for i, s := range r.Steps {
		paragraph(a.Out, fmt.Sprintf("Step %d", i+1), s.Text+" ("+citations(s.Cite)+")")
	}
	paragraph(a.Out, "Citation", citations(r.Cite))
}

// citing lists what cites a provision.
func (a *app) citing(provision string) bool {
	found := false
	has := func(cite []catalogue.Citation) bool {
		for _, c := range cite {
			if strings.EqualFold(string(c), provision) {
				return true
			}
		}
		return false
	}
	line := func(id, title string) {
		found = true
		fmt.Fprintf(a.Out, "  %-9s %s\n", id, title)
	}
	for _, r := range a.cat.Requirements {
		if has(r.Cite) {
			line(string(r.ID), r.Title)
		}
	}
	for _, q := range a.cat.Questions {
		if has(q.Cite) {
			line(string(q.ID), q.Text)
		}
	}
	for _, t := range a.cat.Glossary {
		if has(t.Cite) {
			line(t.Term, t.Meaning)
		}
	}
	for _, f := range a.cat.Findings {
		if has(f.Cite) {
			line(f.ID, f.Remedy)
		}
	}
	return found
}

// searched lists categories that everyday words lead to, and the words that are
// in no category with the reason.
func (a *app) searched(query string) bool {
	hits, none := a.cat.Search(query)
	for _, c := range hits {
		fmt.Fprintf(a.Out, "  %-9s %s\n", c.ID, c.Title)
		paragraph(a.Out, "", c.Decides)
	}
	for _, n := range none {
		fmt.Fprintf(a.Out, "  none      %s\n", strings.Join(n.Words, ", "))
		paragraph(a.Out, "", n.Why)
	}
	return len(hits)+len(none) > 0
}
