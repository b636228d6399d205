package compare

import "selfmark/assessment"

// Summary counts what differs from one result to another, for one line.
type Summary struct {
	Came, Went    int // threats
	Lower, Higher int // risks that are in both, by their residual level
	Dismissed     int // threats dismissed; those that count again are negative
	Met, Unmet    int // requirements of Part I and Part II that are met now, and no longer
	Blocking      int // findings that block: more, or fewer if negative
}

// Summarize counts what differs from one result to another. It looks at results
// only, so that it can follow every key.
func Summarize(before, after *assessment.Result) Summary {
	s := Summary{Blocking: after.Counts.Blocking - before.Counts.Blocking}
	for _, t := range threats(before, after) {
		switch {
		case t.Came():
			s.Came++
		case t.Went():
			s.Went++
		case t.Dismissed.Differs() && t.Dismissed.After != "":
			s.Dismissed++
		case t.Dismissed.Differs():
			s.Dismissed--
		case t.Residual.After < t.Residual.Before:
			s.Lower++
		case t.Residual.After > t.Residual.Before:
			s.Higher++
		}
	}
	for _, r := range requirements(before, after) {
		switch {
		case r.After == assessment.RequirementMet:
			s.Met++
		case r.Before == assessment.RequirementMet && r.After == assessment.RequirementNotShown:
			s.Unmet++
		}
	}
	return s
}

// Words says the counts that are not zero, such as "6 risks lower, 2 requirements
// met"; "" when all are.
func (s Summary) Words() string { return summaryWords(s) }

// Words says how the rating of a threat that is in both differs, such as
// "residual R4 → R2".
func (t Threat) Words() string { return threatWords(t) }
