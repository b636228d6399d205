package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// threatVerb reads the threats and measures of the catalogue.
func (a *app) threatVerb() *cobra.Command {
	return &cobra.Command{
		Use:     threatVerbUse,
		Short:   threatVerbShort,
		Example: threatVerbExample,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.threatList()
				return nil
			}
			return a.threat(strings.Join(args, " "))
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
	fmt.Fprintln(a.Out, msgMeasures)
	for _, m := range a.cat.Measures {
		fmt.Fprintf(a.Out, "  %s  %s\n", m.ID, m.Title)
	}
}

func (a *app) threat(query string) error {
	if a.threatNamed(query) || a.threatsAbout(query) {
		return nil
	}
	return failHint(exitNo, msgThreatListsAllIds, msgNoThreatMeasure, query)
}

// threatNamed shows the threat, measure or asset that has this id.
func (a *app) threatNamed(query string) bool {
	id := strings.ToUpper(strings.TrimSpace(query))
	if t := a.cat.Threat(catalogue.ThreatID(id)); t != nil {
		a.showThreat(t)
		return true
	}
	if m := a.cat.Measure(catalogue.MeasureID(id)); m != nil {
		a.showMeasure(m)
		return true
	}
	if x := a.cat.Asset(catalogue.AssetID(id)); x != nil {
		a.showAsset(x)
		return true
	}
	return false
}

// threatsAbout lists the threats and measures whose words, or whose references to
// EMB3D and standards, hold all words of the query.
func (a *app) threatsAbout(query string) bool {
	words := strings.Fields(catalogue.Fold(query))
	if len([]rune(strings.Join(words, ""))) < fewestLetters {
		return false
	}
	found := false
	line := func(id, title string, texts ...[]string) {
		all := catalogue.Fold(title + " " + strings.Join(slices.Concat(texts...), " "))
		for _, w := range words {
			if !strings.Contains(all, w) {
				return
			}
		}
		found = true
		a.line(id, title)
	}
	for _, t := range a.cat.Threats {
		line(string(t.ID), t.Title, []string{t.Happens, t.Notice}, t.EMB3D)
	}
	for _, m := range a.cat.Measures {
		line(string(m.ID), m.Title, []string{m.Do}, m.EMB3D, m.EN18031, m.EN303645, m.IEC62443)
	}
	return found
}

func (a *app) showAsset(x *catalogue.Asset) {
	fmt.Fprintf(a.Out, "%s %s\n", x.ID, x.Title)
	paragraph(a.Out, msgIs, x.Is)
	paragraph(a.Out, msgExists, fmt.Sprintf(msgWith, x.When))
	for _, term := range x.Terms {
		paragraph(a.Out, string(term.Concern), term.Text)
	}
	paragraph(a.Out, "EN 18031", x.EN18031)
}

func (a *app) showThreat(t *catalogue.Threat) {
	fmt.Fprintf(a.Out, "%s %s\n", t.ID, t.Title)
	paragraph(a.Out, msgHappens, t.Happens)
	paragraph(a.Out, msgNoticed, t.Notice)
	paragraph(a.Out, msgConsidered, fmt.Sprintf(msgWith, t.When))
	f := t.Factors
	paragraph(a.Out, msgVector, assessment.VectorWords(t.Vector))
	paragraph(a.Out, msgFeasibility, fmt.Sprintf(msgTimeExpertiseKnowledgeEquipment, f.Time, f.Expertise, f.Knowledge, f.Equipment))
	paragraph(a.Out, "STRIDE", assessment.STRIDEWords(t.STRIDE))
	paragraph(a.Out, "Annex I", letterWords(t.Requirements))
	paragraph(a.Out, "EMB3D", strings.Join(t.EMB3D, ", "))
	for _, help := range t.Measures {
		effect := string(help.Effect.Kind)
		if help.Effect.LowersImpact {
			effect += msgLowersImpact
		}
		paragraph(a.Out, string(help.ID), a.cat.Measure(help.ID).Title+" ("+effect+")")
	}
	paragraph(a.Out, msgNoMain, t.NoMain)
}

func (a *app) showMeasure(m *catalogue.Measure) {
	fmt.Fprintf(a.Out, "%s %s\n", m.ID, m.Title)
	paragraph(a.Out, msgDoLabel, m.Do)
	paragraph(a.Out, msgEvidence, m.Evidence)
	paragraph(a.Out, "Annex I", letterWords(m.Requirements))
	paragraph(a.Out, "EN 18031", strings.Join(m.EN18031, ", "))
	paragraph(a.Out, "EN 303 645", strings.Join(m.EN303645, ", "))
	paragraph(a.Out, "IEC 62443", strings.Join(m.IEC62443, ", "))
	paragraph(a.Out, "EMB3D", strings.Join(m.EMB3D, ", "))
}

// letterWords are requirements of Annex I Part I (2) as screens write them.
func letterWords(letters []string) string {
	var list []string
	for _, l := range letters {
		list = append(list, "(2)("+l+")")
	}
	return strings.Join(list, ", ")
}
