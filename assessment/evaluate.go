package assessment

import (
	"time"

	"selfmark/assessment/catalogue"
)

// Evaluate derives everything from the answers: the only way to derive anything.
// It is pure: the same catalogue, answers and date give the same result. The
// date is the day of evaluation; only its day counts.
func Evaluate(cat *catalogue.Catalogue, a Assessment, date time.Time) Result {
	date = time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, time.UTC)
	return evaluateFacts(cat, a, Facts(cat, a), date)
}

func evaluateFacts(cat *catalogue.Catalogue, full Assessment, facts TagSet, date time.Time) Result {
	a := offered(cat, full)
	r := Result{Date: date, Tags: facts, Scope: scope(cat, a, facts, date), Class: class(cat, a, facts), Support: support(a), Remote: remote(a), Readings: readings(cat, a, facts), Standards: standards(cat, a), Modification: modification(a, facts)}
	if answer := a.Answers["classification.route"]; len(answer.Options) > 0 {
		r.Route = answer.Options[0]
	}
	r.Assets = assets(cat, a, facts)

	s := newAssessor(cat, a, facts, r.Assets)
	r.Threats = s.threats()
	for i := range r.Threats {
		approve(&r.Threats[i], a, date)
	}
	r.Measures = s.measures(r.Threats)
	r.Requirements = s.requirements(r.Threats, r.Measures, r.Standards)
	r.PartTwo = s.partTwo(r.Standards)
	open := uncovered(&r)
	r.Routes = routes(cat, r.Class, facts, open, r.Standards, date)
	r.Modules = modules(cat, a, facts, open, r.Standards, date)
	r.Findings = findings(s, full, &r)
	r.Status = status(r.Findings)
	r.Counts = counts(s, full, &r)
	return r
}

func newAssessor(cat *catalogue.Catalogue, a Assessment, facts TagSet, assets []AssetResult) *assessor {
	s := &assessor{cat: cat, a: a, facts: facts, sorted: facts.Sorted(), fleet: newHarmFacts(facts, true), single: newHarmFacts(facts, false),
		impacts: make(map[catalogue.Hit]ConcernResult, 3*len(assets)), states: states(a), ownHelps: ownHelps(a)}
	for _, asset := range assets {
		for _, c := range asset.Concerns {
			s.impacts[catalogue.Hit(string(asset.ID)+":"+string(c.Concern))] = c
		}
	}
	return s
}

// status draws the conclusion from the findings.
func status(findings []Finding) Status {
	result := Final
	for _, f := range findings {
		switch {
		case f.NotReady:
			return NotReady
		case f.Severity == Blocking:
			result = Draft
		}
	}
	return result
}

func counts(s *assessor, full Assessment, r *Result) Counts {
	var c Counts
	for i := range r.Threats {
		t := &r.Threats[i]
		c.Inherent[t.Inherent]++
		if !t.Dismissed {
			c.Residual[t.Residual]++
		}
	}
	for _, req := range r.Requirements {
		switch {
		case !req.Applicable:
			c.NotApplicable++
		case req.Met:
			c.Applicable++
			c.Met++
		default:
			c.Applicable++
		}
	}
	for _, f := range r.Findings {
		switch f.Severity {
		case Blocking:
			c.Blocking++
		case Advice:
			c.Advice++
		case Open:
			c.OpenPoints++
		}
	}
	for i := range s.cat.Questions {
		q := &s.cat.Questions[i]
		if q.Optional || !Asked(q, s.facts) || !Applies(q, r.Scope.Regime) {
			continue
		}
		c.Questions++
		if Answered(s.cat, full, q) {
			c.Answered++
		}
	}
	return c
}
