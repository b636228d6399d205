package assessment

import (
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
