package assessment

import (
	"strings"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
)

// TestConditions: the parts of a requirement that are answered apart, one row each.
func TestConditions(t *testing.T) {
	cat := catalogue.Load()
	for _, c := range []struct {
		name, letter string
		answer       map[string]ConditionAnswer
		missing      string // "" for none
	}{
		{"(c) all yes", "c", map[string]ConditionAnswer{"automatic": {State: ConditionMet}, "notice": {State: ConditionMet}}, ""},
		{"(c) automatic is not answered", "c", map[string]ConditionAnswer{"notice": {State: ConditionMet}}, "Automatic updates is not answered"},
		{"(c) automatic is not owed, with the reason", "c", map[string]ConditionAnswer{"automatic": {State: ConditionExempt, Why: "industrial sites"}, "notice": {State: ConditionMet}}, ""},
		{"(c) automatic is not owed, without a reason", "c", map[string]ConditionAnswer{"automatic": {State: ConditionExempt, Why: " "}, "notice": {State: ConditionMet}}, "Automatic updates: why it is not owed"},
		{"(c) the notice is always owed", "c", map[string]ConditionAnswer{"automatic": {State: ConditionMet}, "notice": {State: ConditionExempt, Why: "no"}}, "Notice and postponement: why it is not owed"},
		{"(d) both parts must be met", "d", map[string]ConditionAnswer{"report": {State: ConditionNotMet}}, "Report of unauthorised access is not there"},
		{"(l) opt-out", "l", map[string]ConditionAnswer{"opt-out": {State: ConditionMet}}, ""},
		{"(m) nothing to transfer", "m", map[string]ConditionAnswer{"transfer": {State: ConditionExempt, Why: "no export"}}, ""},
		{"(b) tailor-made, agreed (recital 64)", "b", map[string]ConditionAnswer{"defaults": {State: ConditionExempt, Why: "contract of 2027"}, "reset": {State: ConditionMet}}, ""},
		{"(e) has none", "e", nil, ""},
	} {
		req := cat.Requirement(catalogue.RequirementID("I.I.2." + c.letter))
		missing := strings.Join(missingConditions(req, RequirementAnswer{Conditions: c.answer}), "; ")
		if (missing == "") != (c.missing == "") || !strings.Contains(missing, c.missing) {
			t.Errorf("%s: %q", c.name, missing)
		}
	}
}

// TestRefusedReasons: cost, risk appetite and instructions alone set nothing aside
// (guidance points 157, 158, 161).
func TestRefusedReasons(t *testing.T) {
	cat := catalogue.Load()
	for reason, cite := range map[string]catalogue.Citation{"cost": "Commission guidance C(2026) 5252 point 157", "risk-appetite": "Commission guidance C(2026) 5252 point 158",
		"instructions-only": "Commission guidance C(2026) 5252 point 161", "": ""} {
		a := answering(t, inScope(change{"Q26": "mcu", "Q10": "lan"}))
		claim := Claim{Ground: "no-risk", Justification: "j", Remaining: "r", By: "b", Answers: []catalogue.QuestionID{"Q10"}}
		if reason != "" {
			claim.RestsOn = []string{reason}
		}
		a.Requirements = map[string]RequirementAnswer{"g": {Claim: &claim}}
		found := catalogue.Citation("")
		for _, f := range Evaluate(cat, a, day).Findings {
			if f.ID == "claim-refused" && f.Item == "g" {
				found = f.Cite[0]
			}
		}
		if found != cite {
			t.Errorf("%q: %q, want %q", reason, found, cite)
		}
	}
}

// TestLongUse: recital 60, one row for each kind.
func TestLongUse(t *testing.T) {
	cat := catalogue.Load()
	for _, c := range []struct {
		name, category, place, years string
		want                         bool
	}{
		{"router", "III.I.12", "home", "5", true},
		{"router with a long use", "III.I.12", "home", "6", false},
		{"operating system", "III.I.11", "office", "3", true},
		{"microprocessor", "III.I.13", "office", "5", true},
		{"industrial site", "none", "industrial", "5", true},
		{"smart plug", "none", "home", "5", false},
	} {
		answers := inScope(change{"Q08": c.years, "Q03": c.place, "classification.category": c.category, "classification.fit": "match"})
		if got := has(Evaluate(cat, answering(t, answers), day), "support-kind", "Q08"); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestUpdateAvailableUntil: Art. 13(9), whichever is longer.
func TestUpdateAvailableUntil(t *testing.T) {
	for _, c := range []struct{ issued, end, want string }{
		{"2028-02-29", "2030-01", "2038-02-28"},
		{"2028-01-15", "2033-01", "2038-01-15"},
		{"2028-01-15", "2040-06", "2040-06-30"},
		{"2028-01-15", "", "2038-01-15"},
	} {
		issued, _ := time.Parse(time.DateOnly, c.issued)
		if got := UpdateAvailableUntil(issued, c.end).Format(time.DateOnly); got != c.want {
			t.Errorf("%s, support until %s: %s, want %s", c.issued, c.end, got, c.want)
		}
	}
}
