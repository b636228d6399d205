package cli

import "fmt"

// provisions shows the roles and rules that a citation or everyday words lead to.
func (a *app) provisions(query string) bool {
	roles, rules := a.cat.FindRoles(query), a.cat.FindProvisions(query)
	for _, r := range roles {
		fmt.Fprintf(a.Out, "%s\n", r.Title)
		paragraph(a.Out, "Who", r.Summary)
		for _, d := range r.Duties {
			paragraph(a.Out, "Duty", d.Text+" ("+citations(d.Cite)+")")
		}
		paragraph(a.Out, "Citation", citations(r.Cite))
	}
	for _, p := range rules {
		fmt.Fprintf(a.Out, "%s %s\n", p.ID, p.Title)
		paragraph(a.Out, "", p.Text)
		paragraph(a.Out, "Citation", citations(p.Cite))
	}
	return len(roles)+len(rules) > 0
}
