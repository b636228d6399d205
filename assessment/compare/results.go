package compare

import (
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func routes(r *assessment.Result) string {
	var open []string
	for _, route := range r.Routes {
		if route.Open {
			open = append(open, route.ID)
		}
	}
	return routeWords(open, r.Route)
}

func threats(before, after *assessment.Result) []Threat {
	was := map[catalogue.ThreatID]*assessment.ThreatResult{}
	for i := range before.Threats {
		was[before.Threats[i].ID] = &before.Threats[i]
	}
	var list []Threat
	for i := range after.Threats {
		now := &after.Threats[i]
		old := was[now.ID]
		delete(was, now.ID)
		t := Threat{ID: now.ID, Title: now.Title, Inherent: Levels{After: now.Inherent}, Residual: Levels{After: now.Residual}}
		t.Dismissed.After = dismissedWord(now.Dismissed)
		if old == nil {
			t.Because = now.Because.Text
			list = append(list, t)
			continue
		}
		t.Inherent.Before, t.Residual.Before, t.Dismissed.Before = old.Inherent, old.Residual, dismissedWord(old.Dismissed)
		if t.Inherent.Before != t.Inherent.After || t.Residual.Before != t.Residual.After || t.Dismissed.Differs() {
			list = append(list, t)
		}
	}
	for i := range before.Threats {
		if old := was[before.Threats[i].ID]; old != nil {
			list = append(list, Threat{ID: old.ID, Title: old.Title, Inherent: Levels{Before: old.Inherent}, Residual: Levels{Before: old.Residual},
				Dismissed: Change{Before: dismissedWord(old.Dismissed)}})
		}
	}
	return list
}

func requirements(before, after *assessment.Result) []Requirement {
	was, now := states(before), states(after)
	var list []Requirement
	for _, s := range now {
		list = appendChanged(list, s.id, stateOf(was, s.id), s.state)
	}
	for _, s := range was {
		if stateOf(now, s.id) == "" {
			list = appendChanged(list, s.id, s.state, "")
		}
	}
	return list
}

func appendChanged(list []Requirement, id catalogue.RequirementID, before, after string) []Requirement {
	if before == after {
		return list
	}
	return append(list, Requirement{id, Change{before, after}})
}

type requirementState struct {
	id    catalogue.RequirementID
	state string
}

func states(r *assessment.Result) []requirementState {
	var list []requirementState
	for _, q := range r.Requirements {
		list = append(list, requirementState{q.ID, assessment.RequirementState(q.Applicable, q.Met)})
	}
	for _, p := range r.PartTwo {
		list = append(list, requirementState{p.ID, assessment.RequirementState(true, p.Met)})
	}
	return list
}

func stateOf(list []requirementState, id catalogue.RequirementID) string {
	for _, s := range list {
		if s.id == id {
			return s.state
		}
	}
	return ""
}

// missing lists the findings of b that a does not have. Two findings are the same
// when they say the same about the same place.
func missing(a, b []assessment.Finding) []assessment.Finding {
	have := map[string]int{}
	for _, f := range a {
		have[key(f)]++
	}
	var list []assessment.Finding
	for _, f := range b {
		if f.Internal {
			continue
		}
		if have[key(f)] > 0 {
			have[key(f)]--
			continue
		}
		list = append(list, f)
	}
	return list
}

func key(f assessment.Finding) string {
	return strings.Join([]string{f.ID, string(f.Severity), f.Item, f.Text}, "\x00")
}
