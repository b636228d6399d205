package wizard

import (
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// The pages of the wizard that are no single place of the interview: tables over
// many places, and results to read.
const (
	pageScope        interview.Place = "page.scope"
	pageClass        interview.Place = "page.class"
	pageAssets       interview.Place = "page.assets"
	pageThreats      interview.Place = "page.threats"
	pageMeasures     interview.Place = "page.measures"
	pageRequirements interview.Place = "page.requirements"
	pagePartTwo      interview.Place = "page.parttwo"
	pageLifeMeasures interview.Place = "page.lifemeasures"
	pageResidual     interview.Place = "page.residual"
	pageReview       interview.Place = "page.review"
	pageSign         interview.Place = "page.sign"
)

// IsPage reports whether a place is one of the wizard's own pages.
func IsPage(p interview.Place) bool { return pageTitle(p) != string(p) }

// station is one stop on the way through the steps.
type station struct {
	place interview.Place
	step  int
}

// pagesBefore and pagesAfter stand before and after the questions of a step,
// collections among them by their id.
var (
	pagesBefore = map[int][]interview.Place{
		5:  {pageAssets, "asset"},
		6:  {pageThreats, "ownthreat"},
		7:  {pageMeasures, "ownmeasure", "evidence"},
		8:  {pageRequirements},
		9:  {"component", pageLifeMeasures, pagePartTwo},
		10: {pageResidual},
	}
	pagesAfter = map[int][]interview.Place{
		1:  {"remote"},
		2:  {pageScope},
		3:  {"module", pageClass},
		8:  {"standard"},
		11: {"signer", "note", pageReview, pageSign},
	}
)

// stations lists where going on leads, in order; questions that are not asked
// and steps that do not apply are left out.
func stations(s interview.State) []station {
	var out []station
	for step := 1; step <= interview.StepCount; step++ {
		if _, applies := stepApplies(&s.Result, step); !applies {
			continue
		}
		// Reporting is all that is left of step 9 where nothing is assessed.
		pages := assessment.Assessed(s.Result.Scope.Regime) || step != 9
		for _, p := range pagesBefore[step] {
			if pages {
				out = append(out, station{p, step})
			}
		}
		for _, q := range interview.Questions(s.Catalogue, step) {
			if asked(s, q) {
				out = append(out, station{interview.Place(q.ID), step})
			}
		}
		for _, p := range pagesAfter[step] {
			if pages && (p != "module" || s.Result.Tags.Has("modules:separate") || len(s.Assessment.Modules) > 0) {
				out = append(out, station{p, step})
			}
		}
	}
	return out
}

// asked reports whether a question is asked: the answers lead to it, and the
// regime owes it.
func asked(s interview.State, q *catalogue.Question) bool {
	return assessment.Asked(q, s.Result.Tags) && assessment.Applies(q, s.Result.Scope.Regime)
}

// whyNotAsked says why a question is not asked.
func whyNotAsked(s interview.State, q *catalogue.Question) string {
	if !assessment.Applies(q, s.Result.Scope.Regime) {
		return stepNotNeeded(s.Result.Scope)
	}
	return interview.WhyNotAsked(s, q)
}

// applies reports whether a place matters under the regime, and why not.
func applies(s interview.State, p interview.Place, step int) (why string, ok bool) {
	if q := question(s, p); q != nil {
		return stepNotNeeded(s.Result.Scope), assessment.Applies(q, s.Result.Scope.Regime)
	}
	if why, ok := stepApplies(&s.Result, step); !ok {
		return why, false
	}
	if step == 9 && !assessment.Assessed(s.Result.Scope.Regime) {
		return stepNotNeeded(s.Result.Scope), false
	}
	return "", true
}

// stepApplies says whether a step is needed under the regime that the scope
// questions gave, and why not.
func stepApplies(r *assessment.Result, step int) (why string, applies bool) {
	if assessment.Assessed(r.Scope.Regime) || step < 3 || step == interview.StepCount || step == 9 && r.Scope.Regime == assessment.Transition {
		return "", true
	}
	return stepNotNeeded(r.Scope), false
}

// stepOf is the step of a place or page.
func stepOf(s interview.State, p interview.Place) int {
	for _, pages := range []map[int][]interview.Place{pagesBefore, pagesAfter} {
		for step, list := range pages {
			if slices.Contains(list, p) {
				return step
			}
		}
	}
	return interview.StepOf(s, p)
}

// stationOf is the stop at which a place is looked after: a threat on the page
// of threats, a member in its collection, a question at itself.
func stationOf(s interview.State, p interview.Place) interview.Place {
	if s.Catalogue.Question(catalogue.QuestionID(p)) != nil {
		return p
	}
	kind, rest, _ := strings.Cut(string(p), ".")
	switch kind {
	case "impact":
		return pageAssets
	case "threat":
		return pageThreats
	case "measure":
		if assessment.MeasureStep(catalogue.MeasureID(rest)) == 9 {
			return pageLifeMeasures
		}
		return pageMeasures
	case "requirement":
		return pageRequirements
	case "part":
		return pagePartTwo
	case "risk":
		return pageResidual
	case "page":
		return p
	}
	return interview.Place(kind)
}

// after returns the stop after a place, or the first of a later step when the
// place itself is no stop (a question that is not asked).
func after(s interview.State, p interview.Place) (interview.Place, bool) {
	return neighbour(s, p, 1)
}

// before returns the stop before a place.
func before(s interview.State, p interview.Place) (interview.Place, bool) {
	return neighbour(s, p, -1)
}

func neighbour(s interview.State, p interview.Place, by int) (interview.Place, bool) {
	all := stations(s)
	at := stationOf(s, p)
	i := slices.IndexFunc(all, func(st station) bool { return st.place == at })
	if i < 0 {
		i = position(s, all, at)
		if by > 0 {
			i--
		}
	}
	if i += by; i < 0 || i >= len(all) {
		return "", false
	}
	return all[i].place, true
}

// position is the index at which a place that is no stop would stand.
func position(s interview.State, all []station, p interview.Place) int {
	order := map[interview.Place]int{}
	for i := range s.Catalogue.Questions {
		order[interview.Place(s.Catalogue.Questions[i].ID)] = i
	}
	step := stepOf(s, p)
	own, isQuestion := order[p]
	i := slices.IndexFunc(all, func(st station) bool {
		if st.step != step {
			return st.step > step
		}
		n, ok := order[st.place]
		return isQuestion && ok && n > own || isQuestion && !ok && slices.Contains(pagesAfter[step], st.place)
	})
	if i < 0 {
		return len(all)
	}
	return i
}

// firstOf is the first stop of a step; a step that does not apply has none.
func firstOf(s interview.State, step int) (interview.Place, bool) {
	for _, st := range stations(s) {
		if st.step == step {
			return st.place, true
		}
	}
	return "", false
}
