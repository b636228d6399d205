package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment/catalogue"
)

// threatVerb reads the threats and measures of the catalogue.
func (a *app) threatVerb() *cobra.Command {
	return &cobra.Command{
		Use:     "threat [ID]",
		Short:   "Read the threats and measures of the catalogue",
		Example: "selfmark threat\nselfmark threat T18\nselfmark threat M07",
		Args:    takes(0, 1, "one ID"),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.threatList()
				return nil
			}
			return a.threat(strings.ToUpper(args[0]))
		},
	}
}

func (a *app) threatList() {
	for _, theme := range a.cat.Themes {
		fmt.Fprintln(a.Out, theme.Title)
		for _, id := range theme.Threats {
			fmt.Fprintf(a.Out, "  %s  %s\n", id, a.cat.Threat(id).Title)
		}
	}
	fmt.Fprintln(a.Out, "Measures")
	for _, m := range a.cat.Measures {
		fmt.Fprintf(a.Out, "  %s  %s\n", m.ID, m.Title)
	}
}

func (a *app) threat(id string) error {
	if t := a.cat.Threat(catalogue.ThreatID(id)); t != nil {
		a.showThreat(t)
		return nil
	}
	if m := a.cat.Measure(catalogue.MeasureID(id)); m != nil {
		a.showMeasure(m)
		return nil
	}
	return failHint(exitNo, "selfmark threat lists all ids", "there is no threat or measure %q", id)
}

func (a *app) showThreat(t *catalogue.Threat) {
	fmt.Fprintf(a.Out, "%s %s\n", t.ID, t.Title)
	paragraph(a.Out, "Happens", t.Happens)
	paragraph(a.Out, "Noticed", t.Notice)
	paragraph(a.Out, "Considered", "with "+t.When)
	f := t.Factors
	paragraph(a.Out, "Feasibility", fmt.Sprintf("time %d + skill %d + knowledge %d + tools %d + access by the device (vector %s)", f.Time, f.Expertise, f.Knowledge, f.Equipment, t.Vector))
	paragraph(a.Out, "STRIDE", strings.Join(t.STRIDE, ", "))
	paragraph(a.Out, "Letters", strings.Join(t.Requirements, ", "))
	paragraph(a.Out, "EMB3D", strings.Join(t.EMB3D, ", "))
	for _, help := range t.Measures {
		effect := string(help.Effect.Kind)
		if help.Effect.LowersImpact {
			effect += ", lowers impact"
		}
		paragraph(a.Out, string(help.ID), a.cat.Measure(help.ID).Title+" ("+effect+")")
	}
	paragraph(a.Out, "No main", t.NoMain)
}

func (a *app) showMeasure(m *catalogue.Measure) {
	fmt.Fprintf(a.Out, "%s %s\n", m.ID, m.Title)
	paragraph(a.Out, "Do", m.Do)
	paragraph(a.Out, "Evidence", m.Evidence)
	paragraph(a.Out, "Letters", strings.Join(m.Requirements, ", "))
	paragraph(a.Out, "EN 18031", strings.Join(m.EN18031, ", "))
	paragraph(a.Out, "EN 303 645", strings.Join(m.EN303645, ", "))
	paragraph(a.Out, "IEC 62443", strings.Join(m.IEC62443, ", "))
	paragraph(a.Out, "EMB3D", strings.Join(m.EMB3D, ", "))
}
