package assessment

import (
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// requirements judges Annex I Part I: (1) and the letters (a) to (m) of (2).
func (s *assessor) requirements(threats []ThreatResult, measures []MeasureResult, applied []StandardResult) []RequirementResult {
	var out []RequirementResult
	for i := range s.cat.Requirements {
		req := &s.cat.Requirements[i]
		switch {
		case req.Claim != nil:
			out = append(out, s.letter(req, threats, measures))
		case req.ID == "I.I.1":
			out = append(out, s.partOne(req, threats))
		}
	}
	for i := range out {
		out[i].Cover = cover(applied, out[i].Letter)
	}
	return out
}

// letter judges one letter of Annex I Part I (2).
func (s *assessor) letter(req *catalogue.Requirement, threats []ThreatResult, measures []MeasureResult) RequirementResult {
	r := RequirementResult{ID: req.ID, Letter: req.ID.Letter()}
	var up []catalogue.ThreatID
	for i := range threats {
		t := &threats[i]
		if !slices.Contains(t.Requirements, r.Letter) {
			continue
		}
		r.Threats = append(r.Threats, t.ID)
		r.Highest = max(r.Highest, t.Inherent)
		if t.Inherent >= 2 {
			up = append(up, t.ID)
		}
	}
	r.R2Up = len(up)
	r.BlockedBy = s.claimBlockedBy(req.Claim, up)
	r.ClaimPossible = len(r.BlockedBy) == 0
	if req.Claim.WarnsByRisk {
		r.Warnings = up
	}
	r.Thin = r.ClaimPossible && s.thin(r.Threats, threats)
	for _, m := range measures {
		if slices.Contains(m.Serves, r.Letter) {
			r.Measures = append(r.Measures, m.ID)
		}
	}
	r.Proposal = s.proposal(r.Measures)
	s.judge(&r, threats)
	r.Reason = s.requirementReason(r)
	return r
}

// The bars that are neither answers nor threats, with the spellings of check --json.
const (
	barNever      = "never"
	barChangeable = "software can change"
)

// claimBlockedBy names what forbids to set the whole requirement aside (method
// 13): facts in byte order, then threats in catalogue order. These bars are
// selfmark's, not the law's, unless the catalogue says otherwise.
func (s *assessor) claimBlockedBy(c *catalogue.Claim, up []catalogue.ThreatID) []string {
	switch c.Possible {
	case "never":
		return []string{barNever}
	case "software-fixed":
		if s.facts.Has("sw:fixed") {
			return nil
		}
		return []string{barChangeable}
	}
	var why []string
	for _, fact := range s.sorted {
		if slices.ContainsFunc(c.BlockedBy, fact.Fits) {
			why = append(why, string(fact))
		}
	}
	if c.BlockedByRisk {
		for _, id := range up {
			why = append(why, string(id))
		}
	}
	return why
}

// thin reports whether one impact level more would bring a mapped threat below
// R2 to R2 or above: the claim has no margin (method 13).
func (s *assessor) thin(mapped []catalogue.ThreatID, threats []ThreatResult) bool {
	for i := range threats {
		t := &threats[i]
		if t.Inherent >= 2 || !slices.Contains(mapped, t.ID) {
			continue
		}
		more := Harm{min(Severe, t.Impact.Level+1), t.Impact.Category}
		if rate(&s.cat.Method, more, t.Feasibility) >= 2 {
			return true
		}
	}
	return false
}

// judge decides whether a requirement is applicable and met.
func (s *assessor) judge(r *RequirementResult, threats []ThreatResult) {
	answer := s.a.Requirements[r.Letter]
	r.Partly = len(answer.Parts) > 0
	r.Applicable = answer.Claim == nil || !r.ClaimPossible || len(missingInClaim(*answer.Claim)) > 0 || r.Thin && answer.Claim.Consent == ""
	if !r.Applicable {
		r.Met = true
		return
	}
	if answer.NotMet {
		r.Missing = []string{msgDeclaredNotMet}
		return
	}
	if answer.How == "" {
		r.Missing = append(r.Missing, msgHowMetNotWritten)
	}
	if !slices.ContainsFunc(r.Measures, s.inPlace) {
		r.Missing = append(r.Missing, msgNoMeasureServesDone)
	}
	for i := range threats {
		t := &threats[i]
		if slices.Contains(r.Threats, t.ID) && !t.Dismissed && !acceptable(t) {
			r.Missing = append(r.Missing, fmt.Sprintf(msgStays, string(t.ID), t.Residual.String()))
		}
	}
	if r.Letter == "a" {
		r.Missing = append(r.Missing, s.releaseGate()...)
	}
	r.Missing = append(r.Missing, missingConditions(s.cat.Requirement(r.ID), answer)...)
	r.Met = len(r.Missing) == 0
}

// missingConditions are the parts answered apart that do not stand: unanswered, not
// met, or held not to be owed where that is not possible or without a reason.
func missingConditions(req *catalogue.Requirement, answer RequirementAnswer) []string {
	var missing []string
	for _, c := range req.Conditions {
		switch a := answer.Conditions[c.ID]; {
		case a.State == "":
			missing = append(missing, fmt.Sprintf(msgNotAnswered, c.Title))
		case a.State == ConditionNotMet:
			missing = append(missing, fmt.Sprintf(msgNotThere, c.Title))
		case a.State == ConditionExempt && (c.Exempt == "" || strings.TrimSpace(a.Why) == ""):
			missing = append(missing, fmt.Sprintf(msgWhyNotOwedNot, c.Title))
		}
	}
	return missing
}

// acceptable: R1 and R2 are; R3 with a valid approval is (method 11).
func acceptable(t *ThreatResult) bool {
	return t.Residual <= 2 || t.Residual == 3 && t.Approved
}

func (s *assessor) inPlace(id catalogue.MeasureID) bool {
	return s.states[id].InPlace()
}

// releaseGate is what (a) asks beyond the threats: the gate M17, the date of the
// last look into the databases, and no exploitable vulnerability left open.
func (s *assessor) releaseGate() []string {
	var missing []string
	if !s.inPlace("M17") {
		missing = append(missing, msgReleaseGateM17Not)
	}
	q := s.cat.Question("life.vulnerability_check")
	if s.a.Text(q.ID) == "" {
		missing = append(missing, fmt.Sprintf(msgDateLastLookInto, q.Step, q.Short))
	}
	if open := s.openExploitable(); len(open) > 0 {
		missing = append(missing, fmt.Sprintf(msgVulnerabilityNotedExploitableOpen, strings.Join(open, ", "), q.Step))
	}
	return missing
}

// openExploitable names every vulnerability that is open and not shown to be harmless.
func (s *assessor) openExploitable() []string {
	var open []string
	if s.facts.Has("vuln:open") {
		open = append(open, msgProduct)
	}
	for _, c := range s.a.Components {
		for _, v := range c.Vulnerabilities {
			if v.Open && v.Exploitable != No {
				open = append(open, fmt.Sprintf(msgVulnerabilityIn, v.ID, c.Name))
			}
		}
	}
	return open
}

// missingInClaim lists what a claim still lacks (method 13).
func missingInClaim(c Claim) []string {
	var missing []string
	for _, f := range []struct{ name, value string }{
		{msgGround, c.Ground}, {msgJustification, c.Justification},
		{msgHowRemainingRisksTreated, c.Remaining}, {msgAuthor, c.By}} {
		if f.value == "" {
			missing = append(missing, f.name)
		}
	}
	if len(c.Answers) == 0 {
		missing = append(missing, msgAnswersRests)
	}
	return missing
}

// partOne judges Annex I Part I (1): no residual risk above R2, or R3 approved,
// own threats without a letter included.
func (s *assessor) partOne(req *catalogue.Requirement, threats []ThreatResult) RequirementResult {
	r := RequirementResult{ID: req.ID, Letter: "1", Applicable: true}
	for i := range threats {
		t := &threats[i]
		r.Threats = append(r.Threats, t.ID)
		r.Highest = max(r.Highest, t.Inherent)
		if t.Inherent >= 2 {
			r.R2Up++
		}
		if !t.Dismissed && !acceptable(t) {
			r.Missing = append(r.Missing, fmt.Sprintf(msgStays, string(t.ID), t.Residual.String()))
		}
	}
	r.BlockedBy = []string{barNever}
	if s.a.Requirements["1"].NotMet {
		r.Missing = []string{msgDeclaredNotMet}
	}
	r.Met = len(r.Missing) == 0 && len(threats) > 0
	r.Reason = Reason{Rule: "decisions, Part I (1)", Text: msgMetWhenNoResidual, Cite: req.Cite}
	return r
}

// proposal drafts how a requirement is met from the maker's own words about the
// measures in place that serve it.
func (s *assessor) proposal(measures []catalogue.MeasureID) string {
	var lines []string
	for _, id := range measures {
		if m := s.a.Measures[id]; s.inPlace(id) && m.How != "" {
			lines = append(lines, string(id)+": "+strings.TrimSpace(m.How))
		}
	}
	return strings.Join(lines, "\n")
}

func (s *assessor) requirementReason(r RequirementResult) Reason {
	reason := Reason{Rule: "method 13", Cite: cite("Art. 13(3)", "Art. 13(4)")}
	switch {
	case !r.Applicable:
		reason.Text = msgNotApplicableCompleteClaim
	case r.ClaimPossible:
		reason.Text = msgApplicableClaimNonApplicability
	default:
		reason.Text = fmt.Sprintf(msgApplicableNotSetAside, s.barWords(r.BlockedBy))
	}
	return reason
}

// barWords says what bars a claim in the words of the questions, not in facts.
func (s *assessor) barWords(bars []string) string {
	var words, answers, threats []string
	for _, bar := range bars {
		from := s.facts.Origin(catalogue.Tag(bar))
		switch {
		case bar == barNever:
			words = append(words, msgNeverDoes)
		case bar == barChangeable:
			words = append(words, msgSoftwareCanChange)
		case len(from) == 0:
			threats = append(threats, bar)
		}
		for _, id := range from {
			if q := s.cat.Question(id); q != nil && !slices.Contains(answers, questionName(q)) {
				answers = append(answers, questionName(q))
			}
		}
	}
	words = withNames(words, answers, msgOneAnswer, msgSomeAnswers)
	return strings.Join(withNames(words, threats, msgOneThreat, msgSomeThreats), "; ")
}

// withNames adds names after what they are, for one and for more.
func withNames(words, names []string, one, more string) []string {
	switch len(names) {
	case 0:
		return words
	case 1:
		more = one
	}
	return append(words, more+strings.Join(names, ", "))
}

// partTwo judges Annex I Part II: how it is fulfilled is written, and evidence
// or a reference is given.
func (s *assessor) partTwo(applied []StandardResult) []PartTwoResult {
	var out []PartTwoResult
	for i := range s.cat.Requirements {
		req := &s.cat.Requirements[i]
		number := len(out) + 1
		if !strings.HasPrefix(string(req.ID), "I.II.") {
			continue
		}
		r := PartTwoResult{Number: number, ID: req.ID}
		answer := s.a.PartTwo[number]
		switch {
		case answer.NotMet:
			r.Missing = []string{msgDeclaredNotMet}
		default:
			if answer.How == "" {
				r.Missing = append(r.Missing, msgHowFulfilledNotWritten)
			}
			if len(answer.Evidence) == 0 {
				r.Missing = append(r.Missing, msgEvidenceReferenceMissing)
			}
		}
		for j := range s.cat.Measures {
			if slices.Contains(s.cat.Measures[j].PartTwo, number) {
				r.Measures = append(r.Measures, s.cat.Measures[j].ID)
			}
		}
		r.Proposal = s.proposal(r.Measures)
		r.Met = len(r.Missing) == 0
		r.Cover = cover(applied, req.ID.Letter())
		out = append(out, r)
	}
	return out
}
