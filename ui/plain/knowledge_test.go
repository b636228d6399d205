package plain

import (
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// TestNewCatalogue: what a new version changes is said first, and confirmed by a word.
func TestNewCatalogue(t *testing.T) {
	next := *cat
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: cat.Version, Lacks: []string{"T68"}}}
	more := *cat.Threat("T18")
	more.ID, more.Title = "T68", "Hovers \x1b[2Jaway"
	next.Threats = append(slices.Clone(cat.Threats), more)
	begin := func() *sitting {
		s := from(t, "smart-plug", true)
		s.State.Catalogue = &next
		s.State.Result = assessment.Evaluate(&next, s.State.Assessment, day)
		return s
	}
	s := begin()
	says(t, s.types("", "!"), "Catalogue 2027.05 in place of 2026.11", "new threat T68 Hovers", "Write seen", msgUnchanged)
	s = begin()
	says(t, s.types("seen", "!"), "Write seen", msgConfirmed, msgSaved)
	if s.State.Assessment.Catalogue != "2027.05" {
		t.Error("not confirmed")
	}
	s = from(t, "smart-plug", true)
	if said := s.types("!"); strings.Contains(said, "in place of") {
		t.Error(said)
	}
}
