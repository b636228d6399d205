package compare

import (
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Suggestion is what the changes suggest for one question of the screening for a
// substantial modification (Art. 3(30), recital 39). It is no answer: the maker
// answers, in the section "modification" of the file.
type Suggestion struct {
	Question catalogue.QuestionID
	Text     string             // the question
	Suggests assessment.Ternary // Yes, or "" when nothing among the changes speaks for it
	Because  []string           // the changes that do
}

// screening draws from the changes what speaks for a substantial modification. What
// only the maker knows is not in it: whether the change was foreseen, and whether the
// product is made available.
func screening(cat *catalogue.Catalogue, c Changes, after *assessment.Result) []Suggestion {
	list := []Suggestion{
		suggestion(cat, "modification.affects_compliance", affectsCompliance(cat, c)),
		suggestion(cat, "modification.purpose_altered", purposeAltered(c)),
		suggestion(cat, "modification.risk_risen", riskRisen(c)),
	}
	if after.Route == "B+C" || after.Route == "H" {
		mayBeSubstantial := slices.ContainsFunc(list, func(s Suggestion) bool { return s.Suggests != "" })
		list = append(list, suggestion(cat, "modification.body", concernsBody(c, mayBeSubstantial)))
	}
	return list
}

func suggestion(cat *catalogue.Catalogue, id catalogue.QuestionID, because []string) Suggestion {
	s := Suggestion{Question: id, Text: cat.Question(id).Text, Because: because}
	if len(because) > 0 {
		s.Suggests = assessment.Yes
	}
	return s
}

// affectsCompliance applies the first limb of Art. 3(30) as recital 39 explains it: a
// requirement of Annex I Part I that stands otherwise, a weaker measure, an interface,
// service or component (dependency) that was not there.
func affectsCompliance(cat *catalogue.Catalogue, c Changes) []string {
	var why []string
	for _, r := range c.Requirements {
		if strings.HasPrefix(string(r.ID), partOne) && !becameMet(r) {
			why = append(why, requirementChanged(cat, r))
		}
	}
	for _, a := range c.Answers {
		section, rest, _ := strings.Cut(a.Path, ".")
		switch {
		case section == "measures" && strings.HasSuffix(rest, ".state") && strength(a.After) < strength(a.Before):
			why = append(why, weakerMeasure(strings.TrimSuffix(rest, ".state"), a))
		case section == "device":
			why = append(why, anotherAnswer(a.Title))
		case (section == "components" || section == "remote") && strings.HasSuffix(rest, ".name") && a.Before == "":
			why = append(why, newPart(section, a.After))
		}
	}
	return why
}

const (
	partOne = "I.I."
	partTwo = "I.II."
)

func becameMet(r Requirement) bool {
	return r.Before == assessment.RequirementState(true, false) && r.After == assessment.RequirementState(true, true)
}

// strength orders the states of a measure.
func strength(state string) int {
	states := assessment.States()
	slices.Reverse(states)
	return slices.Index(states, assessment.State(state))
}

// purposes are the answers that say what the product is meant for.
var purposes = []string{"product.purpose", "product.essential_functions", "product.users", "product.environment"}

// purposeAltered applies the second limb of Art. 3(30).
func purposeAltered(c Changes) []string {
	var why []string
	for _, a := range c.Answers {
		if slices.Contains(purposes, a.Path) {
			why = append(why, anotherAnswer(a.Title))
		}
	}
	return why
}

// riskRisen applies recital 39: a new threat, or a risk above its former level.
func riskRisen(c Changes) []string {
	var why []string
	for _, t := range c.Threats {
		switch {
		case t.Went():
		case t.Came():
			why = append(why, newThreat(t))
		case t.Inherent.After > t.Inherent.Before:
			why = append(why, higherRisk(t, inherent, t.Inherent))
		case t.Residual.After > t.Residual.Before:
			why = append(why, higherRisk(t, residual, t.Residual))
		}
	}
	return why
}

// concernsBody applies Annex VIII Part II (7) and Part IV (3.5), and recital 41: the
// body is told of a change that might be substantial, and of one in the handling of
// vulnerabilities.
func concernsBody(c Changes, mayBeSubstantial bool) []string {
	var why []string
	if mayBeSubstantial {
		why = append(why, mightBeSubstantial)
	}
	for _, r := range c.Requirements {
		if strings.HasPrefix(string(r.ID), partTwo) {
			why = append(why, handlingState(r))
		}
	}
	for _, a := range c.Answers {
		if strings.HasPrefix(a.Path, "part_two.") {
			why = append(why, handlingDiffers(a.Path))
		}
	}
	return why
}
