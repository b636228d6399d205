package interview

import (
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func (s State) assetForm(number string) (form, error) {
	type T = assessment.OwnAsset
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Assets }, number, func(r *T) []binding {
		bindings := []binding{line("title", msgName, "", &r.Title)}
		for _, c := range []catalogue.Concern{"C", "I", "A", "Au"} {
			bindings = append(bindings, concernBindings(r, c)...)
		}
		return bindings
	})
}

// concernBindings are level, category and reason of one concern of an own asset.
func concernBindings(r *assessment.OwnAsset, concern catalogue.Concern) []binding {
	word := ConcernTitle(concern)
	at := func() int {
		return slices.IndexFunc(r.Concerns, func(c assessment.OwnConcern) bool { return c.Concern == concern })
	}
	read := func(f func(assessment.OwnConcern) assessment.Answer) func() assessment.Answer {
		return func() assessment.Answer {
			if i := at(); i >= 0 {
				return f(r.Concerns[i])
			}
			return assessment.Answer{}
		}
	}
	write := func(f func(*assessment.OwnConcern, assessment.Answer)) func(assessment.Answer) {
		return func(a assessment.Answer) {
			r.Concerns = slices.Clone(r.Concerns)
			i := at()
			if i < 0 {
				i = len(r.Concerns)
				r.Concerns = append(r.Concerns, assessment.OwnConcern{Concern: concern, Category: "O"})
			}
			f(&r.Concerns[i], a)
		}
	}
	key := strings.ToLower(string(concern))
	level := binding{Field{Key: key + "_level", Kind: catalogue.KindOne, Title: fmt.Sprintf(msgImpactWhenLost, word), Options: append([]catalogue.Option{option("none", msgFieldDoesNotApply)}, impactLevels...), Optional: true},
		read(func(c assessment.OwnConcern) assessment.Answer { return chosen(impactID(c.Level)) }),
		write(func(c *assessment.OwnConcern, a assessment.Answer) { c.Level = impactOf(first(a)) })}
	get, set := level.get, level.set
	level.get = func() assessment.Answer {
		if at() < 0 {
			return chosen("none")
		}
		return get()
	}
	level.set = func(a assessment.Answer) {
		if first(a) == "none" || first(a) == "" {
			r.Concerns = slices.DeleteFunc(slices.Clone(r.Concerns), func(c assessment.OwnConcern) bool { return c.Concern == concern })
			return
		}
		set(a)
	}
	return []binding{level,
		{Field{Key: key + "_category", Kind: catalogue.KindOne, Title: fmt.Sprintf(msgKindHarm, word), Options: harmCategories, Optional: true},
			read(func(c assessment.OwnConcern) assessment.Answer { return chosen(string(c.Category)) }),
			write(func(c *assessment.OwnConcern, a assessment.Answer) {
				c.Category = assessment.HarmCategory(first(a))
			})},
		{Field{Key: key + "_reason", Kind: catalogue.KindText, Title: fmt.Sprintf(msgReason, word), Optional: true},
			read(func(c assessment.OwnConcern) assessment.Answer { return assessment.Answer{Text: c.Reason} }),
			write(func(c *assessment.OwnConcern, a assessment.Answer) { c.Reason = a.Text })},
	}
}

func (s State) ownThreatForm(number string) (form, error) {
	type T = assessment.OwnThreat
	return member(s, func(a *assessment.Assessment) *[]T { return &a.OwnThreats }, number, func(r *T) []binding {
		return []binding{
			line("title", msgWhatHappensLine, "", &r.Title),
			optional(prose("description", msgDescription, "", &r.Description)),
			one("vector", msgHowAttackReachesProduct, "", vectors, &r.Vector),
			points("time", msgTimeAttackTakes, timeLevels, &r.Factors.Time),
			points("expertise", msgSkillAttackerNeeds, expertiseLevels, &r.Factors.Expertise),
			points("knowledge", msgKnowledgeProduct, knowledgeLevels, &r.Factors.Knowledge),
			points("equipment", msgToolsAttackerNeeds, equipmentLevels, &r.Factors.Equipment),
			idList("hits", msgAssetsHits, msgAssetConcernSuchAS10, &r.Hits),
			multi("requirements", msgRequirementsAnnexIPart, msgNoneAnswer, letters, &r.Requirements),
			idList("measures", msgMeasuresHelp, msgIdsSuchM07One, &r.Measures),
			yes("scales", msgDoesOneAttackWork, "", &r.Scales),
		}
	})
}

func (s State) ownMeasureForm(number string) (form, error) {
	type T = assessment.OwnMeasure
	return member(s, func(a *assessment.Assessment) *[]T { return &a.OwnMeasures }, number, func(r *T) []binding {
		return []binding{
			line("title", msgWhatDone, "", &r.Title),
			idList("threats", msgThreatsHelpsAgainst, msgIdsSuchT18One, &r.Threats),
		}
	})
}
