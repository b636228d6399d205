package assessment

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
)

// TestDates: days that contradict each other or cannot be, one row each.
func TestDates(t *testing.T) {
	cat := catalogue.Load()
	for _, c := range []struct {
		name     string
		answers  change
		id, item string // "" for nothing to find
		regime   Regime
	}{
		{"Art. 69(2): before, first unit before", change{"scope.placed": "before", "scope.modified": "no", "product.first_unit": "2027-12-10"}, "", "", Transition},
		{"Art. 69(2): before, first unit from", change{"scope.placed": "before", "scope.modified": "no", "product.first_unit": "2027-12-11"}, "dates-contradict", "product.first_unit", ScopeOpen},
		{"Art. 69(2): before, last unit from", change{"scope.placed": "before", "scope.modified": "no", "product.first_unit": "2026-01-01", "product.last_unit": "2028-01-01"}, "dates-contradict", "product.last_unit", ScopeOpen},
		{"Art. 69(2): before, last unit open", change{"scope.placed": "before", "scope.modified": "no", "product.first_unit": "2026-01-01", "product.last_unit": "open"}, "", "", Transition},
		{"Art. 69(2): from, first unit from", change{"scope.placed": "from", "product.first_unit": "2027-12-11"}, "", "", InScope},
		{"Art. 69(2): from, first unit before", change{"scope.placed": "from", "product.first_unit": "2027-12-10"}, "dates-contradict", "product.first_unit", InScope},
		{"Art. 69(2): both, first unit before", change{"scope.placed": "both", "product.first_unit": "2026-01-01", "product.last_unit": "2028-01-01"}, "", "", InScope},
		{"Art. 69(2): both, first unit from", change{"scope.placed": "both", "product.first_unit": "2028-01-01"}, "dates-contradict", "product.first_unit", InScope},
		{"Art. 69(2): both, last unit before", change{"scope.placed": "both", "product.first_unit": "2026-01-01", "product.last_unit": "2027-12-10"}, "dates-contradict", "product.last_unit", InScope},
		{"last before first", change{"product.first_unit": "2028-02-01", "product.last_unit": "2028-01-31"}, "last-before-first", "product.last_unit", InScope},
		{"last on the day of the first", change{"product.first_unit": "2028-02-01", "product.last_unit": "2028-02-01"}, "", "", InScope},
		{"no years in use", change{"Q08": "0"}, "years-unlikely", "Q08", InScope},
		{"sixty years in use", change{"Q08": "60"}, "", "", InScope},
		{"2033 years in use", change{"Q08": "2033"}, "years-unlikely", "Q08", InScope},
		{"looked tomorrow", change{"life.vulnerability_check": "2026-11-26"}, "check-in-future", "life.vulnerability_check", InScope},
		{"looked today", change{"life.vulnerability_check": "2026-11-25"}, "", "", InScope},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := answering(t, inScope(change{"product.first_unit": "2028-01-15", "product.last_unit": "open", "Q08": "8"}))
			for id, words := range c.answers {
				a.Answers[id] = answering(t, change{id: words}).Answers[id]
			}
			r := Evaluate(cat, a, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
			if r.Scope.Regime != c.regime {
				t.Errorf("regime %q, want %q: %s", r.Scope.Regime, c.regime, r.Scope.Reason.Text)
			}
			for _, id := range []string{"dates-contradict", "last-before-first", "years-unlikely", "check-in-future"} {
				found := ""
				for _, f := range r.Findings {
					if f.ID == id {
						found = f.Item
					}
				}
				if want := map[bool]string{true: c.item}[id == c.id]; found != want {
					t.Errorf("%s at %q, want %q", id, found, want)
				}
			}
		})
	}
}

// TestUnitsStillPlaced: Art. 69(2). That all units are placed before 11 December 2027
// contradicts units that are still being placed on that day or later.
func TestUnitsStillPlaced(t *testing.T) {
	a := answering(t, inScope(change{"scope.placed": "before", "scope.modified": "no", "product.first_unit": "2026-01-01", "product.last_unit": "open"}))
	for day, want := range map[string]Regime{"2027-12-10": Transition, "2027-12-11": ScopeOpen, "2028-06-01": ScopeOpen} {
		date, _ := time.Parse(time.DateOnly, day)
		r := Evaluate(catalogue.Load(), a, date)
		found := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == "dates-contradict" && f.Item == "product.last_unit" })
		if r.Scope.Regime != want || found != (want == ScopeOpen) {
			t.Errorf("%s: regime %q, want %q; found %v", day, r.Scope.Regime, want, found)
		}
	}
	a.Answers["product.last_unit"] = Answer{Text: "2027-12-10"}
	if r := Evaluate(catalogue.Load(), a, time.Date(2028, 6, 1, 0, 0, 0, 0, time.UTC)); r.Scope.Regime != Transition {
		t.Errorf("the last one placed before: regime %q", r.Scope.Regime)
	}
}

// TestLeapDay: Art. 13(8), 13(9) and 13(13). Years from 29 February end on the last day
// of February, not in March.
func TestLeapDay(t *testing.T) {
	r := support(answering(t, change{"product.first_unit": "2028-02-29", "product.last_unit": "2028-02-29", "Q08": "7", "life.support_end": "2035-02"}))
	if r.MinimumMonth != "2033-02" || r.ExpectedMonth != "2035-02" || r.KeepUntil != "2038-02-28" {
		t.Errorf("least %s, expected %s, kept until %s", r.MinimumMonth, r.ExpectedMonth, r.KeepUntil)
	}
	if got := UpdateAvailableUntil(time.Date(2028, 2, 29, 0, 0, 0, 0, time.UTC), "2035-02").Format(time.DateOnly); got != "2038-02-28" {
		t.Errorf("available until %s", got)
	}
	if r := support(answering(t, change{"product.last_unit": "2028-02-29", "product.first_unit": "2028-01-01", "Q08": "4"})); r.MinimumMonth != "2032-02" {
		t.Errorf("four years: %s", r.MinimumMonth)
	}
}

// TestLateMarkings: planned is enough before the first unit, and late after it.
func TestLateMarkings(t *testing.T) {
	cat := catalogue.Load()
	a := answering(t, inScope(change{"product.first_unit": "2028-01-15", "marking.ce": "planned"}))
	for day, want := range map[string]bool{"2028-01-14": false, "2028-01-15": true} {
		on, _ := time.Parse(time.DateOnly, day)
		if got := has(Evaluate(cat, a, on), "marking-late", "marking.ce"); got != want {
			t.Errorf("on %s: %v", day, got)
		}
	}
}

// TestPrincipals: what allowed_signers would take for a pattern is no person.
func TestPrincipals(t *testing.T) {
	cat := catalogue.Load()
	for principal, ok := range map[string]bool{"anna@acme.example": true, "a.b+c@acme.example": true, "anna": false, "*@acme.example": false, "a@b,c@d": false, "anna @acme.example": false, "…@acme.example": false,
		"@acme.example": false, "anna@": false, strings.Repeat("a", 64) + "@b": true, strings.Repeat("a", 65) + "@b": false, "a@" + strings.Repeat("b", 189): true, "a@" + strings.Repeat("b", 190): false} {
		a := answering(t, change{})
		a.Signers = []Signer{{ID: "x", Role: RoleTechnicalLead, Name: "n", Function: "f", Organisation: "o", Statement: "s", Principal: principal}}
		if got := has(Evaluate(cat, a, day), "signer-incomplete", "signers"); got == ok {
			t.Errorf("%q: incomplete %v", principal, got)
		}
	}
}

// TestClockBehind: a date of evaluation before something that happened already is
// said, whatever happened, and blocks nothing; on the same day and later it is not.
func TestClockBehind(t *testing.T) {
	cat := catalogue.Load()
	hit := catalogue.Hit(string(cat.Assets[0].ID) + ":" + string(cat.Assets[0].Concerns[0]))
	for what, a := range map[string]Assessment{
		"revision 2":             {History: []Revision{{Revision: 1, Date: "2026-12-01"}, {Revision: 2, Date: "2027-03-05"}}},
		"a note":                 {Notes: []Note{{Text: "x", Date: "2027-03-05"}}},
		"a changed impact":       {Impacts: []ImpactOverride{{On: hit, Date: "2027-03-05"}}},
		"a decision on a threat": {Threats: map[catalogue.ThreatID]ThreatDecision{"T18": {Dismissed: true, Date: "2027-03-05"}}},
	} {
		for day, want := range map[string]string{"2027-03-04": what + " of 2027-03-05", "2027-03-05": "", "2026-10-31": what + " of 2027-03-05"} {
			clockSays(t, cat, a, day, want)
		}
	}
	clockSays(t, cat, Assessment{}, "2020-01-01", "the catalogue of this program of "+strings.ReplaceAll(cat.Version, ".", "-"))
	clockSays(t, cat, Assessment{}, strings.ReplaceAll(cat.Version, ".", "-")+"-01", "")
	clockSays(t, cat, Assessment{Evidence: []Evidence{{ID: "E1", Date: "2099-01-01"}}}, "2027-01-01", "")
}

func clockSays(t *testing.T, cat *catalogue.Catalogue, a Assessment, day, want string) {
	t.Helper()
	date, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	said := ""
	for _, f := range Evaluate(cat, a, date).Findings {
		if f.ID == ClockBehind {
			said = f.Text
			if f.Severity != Advice {
				t.Errorf("it is %s", f.Severity)
			}
		}
	}
	if (said == "") != (want == "") || !strings.Contains(said, want) {
		t.Errorf("%s: %q, want %q", day, said, want)
	}
}

// What (a) misses is said with the step and the name of the place that asks for it.
func TestReleaseGateSaysWhere(t *testing.T) {
	cat := catalogue.Load()
	q := cat.Question("life.vulnerability_check")
	missing := func(a Assessment) string {
		for _, r := range Evaluate(cat, a, time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)).Requirements {
			if r.Letter == "a" {
				return strings.Join(r.Missing, "; ")
			}
		}
		return ""
	}
	a := answering(t, inScope(change{}))
	where := fmt.Sprintf("step %d, “%s”", q.Step, q.Short)
	if got := missing(a); !strings.Contains(got, where) || !strings.Contains(got, "M17 is not in place: step 7") {
		t.Errorf("%q does not say %q", got, where)
	}
	a.Answers["life.vulnerability_check"] = Answer{Text: "2026-11-20"}
	if got := missing(a); strings.Contains(got, where) {
		t.Errorf("%q, answered", got)
	}
	a.Answers["life.open_exploitable"] = Answer{Options: []string{"yes"}}
	if got := missing(a); !strings.Contains(got, "is open in the product: step 9") {
		t.Errorf("%q does not say where", got)
	}
}
