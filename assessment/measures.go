package assessment

import (
	"slices"

	"selfmark/assessment/catalogue"
)

// alwaysAsked are the measures that step 9 asks whatever the threats.
var alwaysAsked = []catalogue.MeasureID{"M41", "M44"}

// states decides what each measure counts as: tested without evidence of a test
// counts as done (method 4.1).
func states(a Assessment) map[catalogue.MeasureID]State {
	tests := map[string]bool{}
	for _, e := range a.Evidence {
		tests[e.ID] = e.Kind == "test"
	}
	out := make(map[catalogue.MeasureID]State, len(a.Measures))
	for id, m := range a.Measures {
		out[id] = m.State
		if m.State == Tested && !slices.ContainsFunc(m.Evidence, func(e string) bool { return tests[e] }) {
			out[id] = Done
		}
	}
	return out
}

// ownHelps lists, per threat, the user's own measures: each takes one step.
func ownHelps(a Assessment) map[catalogue.ThreatID][]catalogue.ThreatMeasure {
	out := map[catalogue.ThreatID][]catalogue.ThreatMeasure{}
	for _, m := range a.OwnMeasures {
		for _, t := range m.Threats {
			out[t] = append(out[t], catalogue.ThreatMeasure{ID: m.ID, Effect: catalogue.Effect{Kind: catalogue.Supporting}})
		}
	}
	return out
}

// measures lists what some triggered threat needs, in catalogue order, then the
// user's own ones.
func (s *assessor) measures(threats []ThreatResult) []MeasureResult {
	needs := make(map[catalogue.MeasureID][]catalogue.ThreatID, len(s.cat.Measures))
	lowers := make(map[catalogue.MeasureID]int, len(s.cat.Measures))
	for i := range threats {
		t := &threats[i]
		for _, help := range t.Measures {
			needs[help.ID] = append(needs[help.ID], t.ID)
			if !t.Dismissed && s.withState(t, help.ID, Tested) < s.withState(t, help.ID, NotDone) {
				lowers[help.ID]++
			}
		}
	}
	out := make([]MeasureResult, 0, len(s.cat.Measures)+len(s.a.OwnMeasures))
	for i := range s.cat.Measures {
		m := &s.cat.Measures[i]
		if needs[m.ID] != nil || slices.Contains(alwaysAsked, m.ID) {
			out = append(out, s.measure(MeasureResult{ID: m.ID, Title: m.Title, Serves: m.Requirements, Threats: needs[m.ID], Lowers: lowers[m.ID]}))
		}
	}
	for _, own := range s.a.OwnMeasures {
		out = append(out, s.measure(MeasureResult{ID: own.ID, Title: own.Title, Own: true, Threats: needs[own.ID], Lowers: lowers[own.ID]}))
	}
	return out
}

func (s *assessor) measure(r MeasureResult) MeasureResult {
	r.Answer, r.State = s.a.Measures[r.ID], s.states[r.ID]
	return r
}

// withState is the residual risk of a threat if one measure were in that state.
func (s *assessor) withState(t *ThreatResult, id catalogue.MeasureID, state State) Rating {
	r, _, _ := reduced(&s.cat.Method, t.Impact, t.Feasibility, t.Measures, func(m catalogue.MeasureID) State {
		if m == id {
			return state
		}
		return s.states[m]
	})
	return r
}

// Tried is an assessment with one measure in a state, as if its test were named where
// the state needs one. It is to be evaluated, not kept.
func Tried(a Assessment, id catalogue.MeasureID, state State) Assessment {
	a = a.Clone()
	if a.Measures == nil {
		a.Measures = map[catalogue.MeasureID]MeasureAnswer{}
	}
	m := a.Measures[id]
	m.State = state
	if state == Tested {
		const proof = "E-try"
		a.Evidence = append(a.Evidence, Evidence{ID: proof, Kind: "test", Link: proof})
		m.Evidence = append(m.Evidence, proof)
	}
	a.Measures[id] = m
	return a
}
