package wizard

import (
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// nextYear is the catalogue with one threat more, as a later version may be.
func nextYear() *catalogue.Catalogue {
	now := catalogue.Load()
	next := *now
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: now.Version, Lacks: []string{"T68"}}}
	more := *now.Threat("T18")
	more.ID, more.Title = "T68", "Hovers away"
	next.Threats = append(slices.Clone(now.Threats), more)
	return &next
}

// TestNewCatalogue: what a new version changes is on the first screen, blocks a
// final document, is confirmed after reading, and that can be undone.
func TestNewCatalogue(t *testing.T) {
	a, store := exampleOf(t, "smart-plug"), &memory{}
	s := &sitting{t: t, m: New(NewDesk(nextYear(), a, store, testNow), Options{}), store: store}
	s.size(80, 24)
	s.shows("Catalogue 2027.05 in place of 2026.11", "new threat T68 Hovers away")
	s.check()
	if s.m.desk.Result().Status == assessment.Final {
		t.Error("final before anybody looked")
	}
	s.keys("esc")
	if store.saves > 0 || s.m.desk.State.Assessment.Catalogue != "2026.11" {
		t.Error("confirmed without a word")
	}
	s.m.goTo(pageReview)
	s.send(nil)
	s.m.screen.(*reviewScreen).table.seek(func(r row) bool { return strings.HasPrefix(r.id, assessment.KnowledgeChanged) })
	s.send(nil)
	s.shows("Catalogue 2027.05")
	s.keys("enter")
	s.shows("in place of 2026.11", "confirm: seen")
	for range 9 {
		if s.keys("enter"); s.m.desk.State.Assessment.Catalogue == "2027.05" {
			break
		}
	}
	if store.saved.Catalogue != "2027.05" || strings.Contains(s.screen(), "in place of") {
		t.Errorf("not confirmed:\n%s", s.screen())
	}
	s.m.undo(undoWord, s.m.desk.Undo)
	if s.m.desk.State.Assessment.Catalogue != "2026.11" {
		t.Error("cannot be undone")
	}
}

// TestSameCatalogue: nothing is asked where nothing changed.
func TestSameCatalogue(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{})
	if strings.Contains(s.screen(), "in place of") {
		t.Error(s.screen())
	}
}
