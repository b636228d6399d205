package plain

import (
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// result says what follows from the answers of a step, as the pages of the full
// screen show it.
func (s *Session) result(step int) {
	s.say(msgResultOf, step, interview.StepTitle(step))
	r := &s.State.Result
	switch step {
	case 2:
		s.scope(r.Scope)
	case 3:
		s.class(r)
	case 4:
		s.say(msgResultFacts, r.Counts.Answered, r.Counts.Questions, len(r.Threats))
	case 5:
		s.assets(r.Assets)
	case 6, 10:
		s.risks(step == 10)
	case 7:
		s.measures()
	case 8:
		s.requirements()
	case 9:
		for _, p := range r.PartTwo {
			s.shown(p.ID, p.Met, p.Missing)
		}
	default:
		s.status()
	}
}

func (s *Session) scope(r assessment.ScopeResult) {
	s.say(msgResultScope, r.Title, text.Visible(r.Reason.Text))
	if len(r.Reason.Cite) > 0 {
		s.say(msgLaw, cited(r.Reason.Cite))
	}
	for _, t := range r.Tests {
		s.say("  %s: %s (%s)", t.Title, text.Visible(t.Outcome), cited(t.Reason.Cite))
	}
}

func (s *Session) class(r *assessment.Result) {
	s.say(msgResultClass, r.Class.Title, text.Visible(r.Class.Reason.Text))
	if len(r.Class.Reason.Cite) > 0 {
		s.say(msgLaw, cited(r.Class.Reason.Cite))
	}
	for _, route := range r.Routes {
		state := msgRouteClosed
		switch {
		case slices.Contains(s.State.Assessment.Answers["classification.route"].Options, route.ID):
			state = msgRouteChosen
		case route.Open:
			state = msgRouteOpen
		}
		s.say("  "+msgRoute, route.Title, state, text.Visible(strings.TrimSpace(route.Reason.Text+" "+route.Condition)))
	}
}

// assets says the harm that counts, per asset and concern.
func (s *Session) assets(assets []assessment.AssetResult) {
	for _, a := range assets {
		var list []string
		for _, c := range a.Concerns {
			list = append(list, fmt.Sprintf(msgConcern, interview.ConcernTitle(c.Concern), c.Impact.Level))
		}
		s.say("  %s %s: %s.", a.ID, text.Visible(a.Title), strings.Join(list, ", "))
	}
}

// risks says the heat map in words: how many of each level before and after the
// measures, and the highest; only those that stay where residual ones are asked.
func (s *Session) risks(residual bool) {
	c := s.State.Result.Counts
	s.say(msgEffect, levels(c.Inherent), levels(c.Residual))
	var list []*assessment.ThreatResult
	for i := range s.State.Result.Threats {
		if t := &s.State.Result.Threats[i]; t.Stays() || !residual && !t.Dismissed {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b *assessment.ThreatResult) int {
		if residual || a.Inherent == b.Inherent {
			return int(b.Residual - a.Residual)
		}
		return int(b.Inherent - a.Inherent)
	})
	for _, t := range list[:min(len(list), page)] {
		s.say("  "+msgRisk, t.ID, text.Visible(t.Title), t.Inherent, t.Residual)
	}
	if len(list) > page {
		s.say("  "+msgAndMore, len(list)-page)
	}
}

// measures says which measure is in which state.
func (s *Session) measures() {
	byState := map[assessment.State][]string{}
	for _, m := range s.State.Result.Measures {
		byState[m.State] = append(byState[m.State], string(m.ID))
	}
	for _, state := range append(assessment.States(), "") {
		if list := byState[state]; len(list) > 0 {
			s.say("  %s: %s.", stateWords[state], strings.Join(list, ", "))
		}
	}
}

func (s *Session) requirements() {
	for _, q := range s.State.Result.Requirements {
		if !q.Applicable {
			s.say("  "+msgNotApplicable, s.State.Catalogue.Requirement(q.ID).Name())
			continue
		}
		s.shown(q.ID, q.Met, q.Missing)
	}
}

// shown says whether a requirement is shown to be met, and what is missing first.
func (s *Session) shown(id catalogue.RequirementID, met bool, missing []string) {
	said := []string{msgOpen}
	if met {
		said[0] = msgMet
	}
	for _, m := range missing[:min(len(missing), 3)] {
		said = append(said, text.Visible(m))
	}
	s.say("  %s: %s.", s.State.Catalogue.Requirement(id).Name(), strings.Join(said, "; "))
}
