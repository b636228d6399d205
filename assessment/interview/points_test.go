package interview

import (
	"slices"
	"testing"

	"selfmark/assessment"
)

// TestPoints: every note is listed once, open ones first by their date; one owner
// sees only what is his, whatever the case.
func TestPoints(t *testing.T) {
	s := full(t)
	s.Assessment.Notes = []assessment.Note{
		{Text: "plain"},
		{Text: "settled", Owner: "MK", Due: "2026-01-01"},
		{Text: "no date", Open: true, Owner: "pl"},
		{Text: "late", Open: true, Owner: "PL", Due: "2026-12-01"},
		{Text: "early", Open: true, Due: "2026-11-01"},
	}
	words := func(list []*Point) []string {
		var out []string
		for _, p := range list {
			if p.Number > 0 {
				out = append(out, p.Text)
				if s.Assessment.Notes[p.Number-1].Text != p.Text {
					t.Errorf("number %d is not %q", p.Number, p.Text)
				}
			}
		}
		return out
	}
	if got, want := words(Points(s, "")), []string{"early", "late", "no date", "settled", "plain"}; !slices.Equal(got, want) {
		t.Errorf("all: %q, want %q", got, want)
	}
	if got, want := words(Points(s, "Pl")), []string{"late", "no date"}; !slices.Equal(got, want) {
		t.Errorf("PL: %q, want %q", got, want)
	}
	if got := Owners(s.Assessment); !slices.Equal(got, []string{"", "MK", "pl"}) {
		t.Errorf("owners %q", got)
	}
	for _, open := range []bool{true, false} {
		next, err := Settle(s, 2, open)
		if err != nil || next.Notes[1].Open != open || next.Notes[1].Owner != "MK" {
			t.Errorf("settled %v: %+v, %v", open, next.Notes, err)
		}
	}
	// A point without owner and date is done, not a plain note, once it is settled; it
	// can be opened again.
	for _, open := range []bool{true, false, true} {
		next, err := Settle(s, 1, open)
		if err != nil {
			t.Fatal(err)
		}
		s.Assessment = next
		p := Points(s, "")[slices.IndexFunc(Points(s, ""), func(p *Point) bool { return p.Number == 1 })]
		if p.Open != open || p.Done() == open {
			t.Errorf("settled to open %v: open %v, done %v", open, p.Open, p.Done())
		}
	}
	if _, err := Settle(s, 9, true); err == nil {
		t.Error("a note that does not exist is settled")
	}
	// The open points are those that the document counts.
	s = stateOf(s.Assessment)
	open := 0
	for _, p := range Points(s, "") {
		if p.Open {
			open++
		}
	}
	if open != s.Result.Counts.OpenPoints {
		t.Errorf("%d open, counted are %d", open, s.Result.Counts.OpenPoints)
	}
}
