package assessment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// assessor carries what the rating of every threat needs.
type assessor struct {
	cat      *catalogue.Catalogue
	a        Assessment
	facts    TagSet
	sorted   []catalogue.Tag // the facts in byte order
	fleet    harmFacts       // with the size of the fleet
	single   harmFacts       // without
	impacts  map[catalogue.Hit]ConcernResult
	states   map[catalogue.MeasureID]State
	ownHelps map[catalogue.ThreatID][]catalogue.ThreatMeasure
}

// threats generates and rates the threats that the answers trigger (method 9),
// and the user's own ones.
func (s *assessor) threats() []ThreatResult {
	out := make([]ThreatResult, 0, len(s.cat.Threats)+len(s.a.OwnThreats))
	for i := range s.cat.Threats {
		t := &s.cat.Threats[i]
		if !t.Trigger.Holds(s.facts) {
			continue
		}
		because := t.Trigger.Because(s.facts, nil)
		r := ThreatResult{Because: Reason{Rule: "method 9, " + string(t.ID), Text: fmt.Sprintf(msgConsidered, t.When), Answers: s.facts.answersFor(because)}}
		out = append(out, s.rateThreat(t, r))
	}
	for _, own := range s.a.OwnThreats {
		r := ThreatResult{Own: true, Because: Reason{Rule: msgOwnThreat, Text: msgAddedAssessor}}
		out = append(out, s.rateThreat(ownThreat(s.cat, own), r))
	}
	return out
}

// ownThreat gives an own threat the form of a catalogue threat.
func ownThreat(cat *catalogue.Catalogue, own OwnThreat) *catalogue.Threat {
	t := &catalogue.Threat{ID: own.ID, Title: own.Title, Happens: own.Description, Vector: own.Vector, Factors: own.Factors,
		Hits: own.Hits, Requirements: own.Requirements, Scales: own.Scales}
	for _, id := range own.Measures {
		if m := cat.Measure(id); m != nil {
			t.Measures = append(t.Measures, catalogue.ThreatMeasure{ID: id, Effect: m.Effect})
		}
	}
	return t
}

// rateThreat fills in factors, impact, inherent and residual risk.
func (s *assessor) rateThreat(t *catalogue.Threat, r ThreatResult) ThreatResult {
	r.ID, r.Title, r.Vector, r.Catalogue, r.Factors = t.ID, t.Title, t.Vector, t.Factors, t.Factors
	r.Requirements = t.Requirements
	r.Measures = append(slices.Clone(t.Measures), s.ownHelps[t.ID]...)
	r.Decision = s.a.Threats[t.ID]
	r.Dismissed = r.Decision.Dismissed

	w, wFacts := window(s.facts, t.Vector)
	r.Window = w
	r.WindowReason = Reason{Rule: "method 7, vector " + string(t.Vector), Text: pointWords(w), Answers: s.facts.answersFor(wFacts)}
	r.Scales = t.Scales
	s.impact(t, &r)
	r.ComputedImpact = r.Impact
	r.ComputedInherent = rate(&s.cat.Method, r.Impact, feasibility(&s.cat.Method, t.Factors.Sum()+w))

	r.applyChanges()
	r.Potential = r.Factors.Sum() + w
	r.Feasibility = feasibility(&s.cat.Method, r.Potential)
	r.Inherent = rate(&s.cat.Method, r.Impact, r.Feasibility)
	r.RiskReason = r.riskReason("method 8", r.Impact.Level, r.Feasibility, r.Inherent)
	s.residual(&r)
	return r
}

// applyChanges puts the user's factors and impact in place of the computed ones.
func (r *ThreatResult) applyChanges() {
	if f := r.Decision.Factors; f != nil {
		r.Changed = true
		for _, c := range []struct{ to, from *int }{
			{&r.Factors.Time, f.Time}, {&r.Factors.Expertise, f.Expertise},
			{&r.Factors.Knowledge, f.Knowledge}, {&r.Factors.Equipment, f.Equipment}} {
			if c.from != nil {
				*c.to = *c.from
			}
		}
	}
	if r.Decision.Impact != nil {
		r.Changed = true
		r.Impact.Level = *r.Decision.Impact
	}
}

// impact finds the asset that decides: the highest level, then the order of
// categories, then the order of the threat's list. If one attack works on many
// units and there are more than 100 000, harm to privacy or networks counts one
// level more (method 6).
func (s *assessor) impact(t *catalogue.Threat, r *ThreatResult) {
	r.Impact = Harm{Negligible, "O"}
	r.Hits = make([]HitHarm, 0, len(t.Hits))
	var why Reason
	for _, hit := range t.Hits {
		base, exists := s.impacts[hit]
		if !exists {
			continue
		}
		h, reason := s.seen(t, hit, base)
		step := t.Scales && s.fleet.fleet == 3 && (h.Category == "P" || h.Category == "N") && h.Level < Severe
		if step {
			h.Level++
		}
		r.Hits = append(r.Hits, HitHarm{hit, h})
		if r.Decides == "" || h.worse(r.Impact) {
			r.Impact, r.Decides, r.Scaled, why = h, hit, step, reason
		}
	}
	r.ImpactReason = Reason{Rule: "method 6", Text: msgNoneAssetsHitsExists}
	if r.Decides != "" {
		r.ImpactReason = impactReason(r.Decides, r.Scaled, why)
	}
}

// seen is the impact as this threat sees it: a user's change holds for all
// threats; otherwise a threat that works on one unit at a time sees no fleet.
func (s *assessor) seen(t *catalogue.Threat, hit catalogue.Hit, base ConcernResult) (Harm, Reason) {
	if base.Override != nil || t.Scales {
		return base.Impact, seenReason(base)
	}
	asset, concern := hit.Split()
	if strings.HasPrefix(string(asset), "OA") {
		return base.Impact, seenReason(base)
	}
	worst := s.single.harm(asset, concern)
	return worst.Harm, Reason{Answers: s.facts.answersFor(worst.facts), Text: worst.text}
}

// seenReason says why a base impact is what it is; the level itself stands beside it.
func seenReason(base ConcernResult) Reason {
	r := base.Reason
	if base.Override != nil {
		r.Text = fmt.Sprintf(msgSetAssessor, base.Override.Reason)
	} else if _, words, found := strings.Cut(r.Text, ": "); found {
		r.Text = words
	}
	return r
}

func impactReason(decides catalogue.Hit, scaled bool, why Reason) Reason {
	text := fmt.Sprintf(msgDecides, decides, why.Text)
	answers := why.Answers
	if scaled {
		text += msgOneLevelMoreBecause
		answers = append(slices.Clone(answers), "Q07")
		slices.SortStableFunc(answers, byQuestion)
		answers = slices.Compact(answers)
	}
	return Reason{Rule: "method 6", Text: text, Answers: answers}
}

func (r *ThreatResult) riskReason(rule string, level Impact, f Feasibility, rating Rating) Reason {
	harm := r.Impact.Category.Title()
	if r.Decides != "" {
		harm += ", " + string(r.Decides)
	}
	without := ""
	if f != r.Feasibility {
		without = strings.ToLower(r.Feasibility.String())
	}
	text := riskWords(rating, strings.ToLower(level.String()), harm, strings.ToLower(f.String()), r.Potential, without)
	if level == Severe && r.Impact.Category == "S" && rating == 3 && f < Medium {
		text += msgSevereHarmSafetyNever
	}
	return Reason{Rule: rule, Text: text, Answers: r.ImpactReason.Answers}
}

// digest is what an approval of a residual risk is bound to: factors, impact,
// measures and level.
func (r *ThreatResult) digest(states func(catalogue.MeasureID) State) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s %v %d %v %v %v %v", r.ID, r.Factors, r.Window, r.Impact, r.Residual, r.ResidualFeasibility, r.ResidualImpact)
	for _, m := range r.Measures {
		fmt.Fprintf(h, " %s=%s", m.ID, states(m.ID))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
