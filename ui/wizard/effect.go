package wizard

import (
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/text"
)

// effectOf says in one line what changes from one result to another: threats,
// levels, class, scope, requirements and questions. It is the live effect of an
// option, and "" when nothing changes.
func effectOf(s *catalogue.Catalogue, without, with *assessment.Result) string {
	var parts []string
	parts = append(parts, scopeChange(without, with)...)
	more, fewer := missingIn(without, with), missingIn(with, without)
	if len(more) > 0 {
		parts = append(parts, moreOrLess(len(more), wordThreat)+highestOf(more))
	}
	if len(fewer) > 0 {
		parts = append(parts, moreOrLess(-len(fewer), wordThreat))
	}
	parts = append(parts, levelChange(without, with)...)
	if n := with.Counts.Questions - without.Counts.Questions; n != 0 {
		parts = append(parts, moreOrLess(n, wordQuestion))
	}
	if n := len(with.Measures) - len(without.Measures); n != 0 {
		parts = append(parts, moreOrLess(n, wordMeasure))
	}
	parts = append(parts, requirementChange(s, without, with)...)
	line := strings.Join(parts, " · ")
	if names := named(append(more, fewer...)); names != "" {
		line += ": " + names
	}
	return line
}

func scopeChange(without, with *assessment.Result) []string {
	var parts []string
	if without.Scope.Regime != with.Scope.Regime {
		parts = append(parts, becomes(wordScope, with.Scope.Title))
	}
	if without.Class.Class != with.Class.Class && with.Class.Class != "" {
		parts = append(parts, becomes(wordClass, with.Class.Title))
	}
	if a, b := routeState(without), routeState(with); a != b && b != "" {
		parts = append(parts, becomes(wordRoute, b))
	}
	return parts
}

// missingIn lists the threats of b that a does not have, the highest risk first.
func missingIn(a, b *assessment.Result) []*assessment.ThreatResult {
	have := map[catalogue.ThreatID]bool{}
	for i := range a.Threats {
		have[a.Threats[i].ID] = true
	}
	var out []*assessment.ThreatResult
	for i := range b.Threats {
		if !have[b.Threats[i].ID] {
			out = append(out, &b.Threats[i])
		}
	}
	slices.SortStableFunc(out, func(x, y *assessment.ThreatResult) int { return int(y.Inherent - x.Inherent) })
	return out
}

// highestOf says how many of the threats have the highest level among them.
func highestOf(list []*assessment.ThreatResult) string {
	n := 0
	for _, t := range list {
		if t.Inherent == list[0].Inherent {
			n++
		}
	}
	return ofThem(n, len(list), list[0].Inherent)
}

// named lists the first few threats by id and title.
func named(list []*assessment.ThreatResult) string {
	var out []string
	for i, t := range list {
		if i == 3 {
			out = append(out, "…")
			break
		}
		out = append(out, string(t.ID)+" "+text.Truncate(text.Visible(t.Title), 34))
	}
	return strings.Join(out, " · ")
}

// levelChange counts the risks that are in both and whose level differs.
func levelChange(without, with *assessment.Result) []string {
	s := compare.Summarize(without, with)
	var parts []string
	if s.Higher > 0 {
		parts = append(parts, plural(s.Higher, wordRisk)+wordHigher)
	}
	if s.Lower > 0 {
		parts = append(parts, plural(s.Lower, wordRisk)+wordLower)
	}
	return parts
}

// requirementChange names the requirements that may no longer, or may now, be
// declared not applicable.
func requirementChange(cat *catalogue.Catalogue, without, with *assessment.Result) []string {
	claim := map[string]bool{}
	for _, r := range without.Requirements {
		claim[r.Letter] = r.ClaimPossible
	}
	var now, no []string
	for _, r := range with.Requirements {
		was, known := claim[r.Letter]
		short := "(" + r.Letter + ")"
		if req := cat.Requirement(r.ID); req != nil {
			short = req.Short
		}
		switch {
		case !known || was == r.ClaimPossible:
		case r.ClaimPossible:
			now = append(now, short)
		default:
			no = append(no, short)
		}
	}
	var parts []string
	if len(no) > 0 {
		parts = append(parts, mustBeMet(strings.Join(no, " ")))
	}
	if len(now) > 0 {
		parts = append(parts, mayBeClaimed(strings.Join(now, " ")))
	}
	return parts
}

// routeWords is the chosen route, or the recommended one, in a word or two.
func routeWords(r *assessment.Result) string {
	for _, route := range r.Routes {
		if route.ID == r.Route || r.Route == "" && route.Recommended {
			return shortRoute(route)
		}
	}
	return ""
}

// routeState is routeWords, and whether the route that was chosen is closed.
func routeState(r *assessment.Result) string {
	words := routeWords(r)
	if slices.ContainsFunc(r.Routes, func(route assessment.RouteResult) bool { return route.ID == r.Route && !route.Open }) {
		words += wordRouteClosed
	}
	return words
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}

func moreOrLess(n int, word string) string {
	if n < 0 {
		return plural(-n, word) + wordFewer
	}
	return plural(n, word) + wordMore
}
