package plain

import (
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/ui/signing"
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

// TestGoneOption: on the question whose answer is not offered any more the line mode
// says so, an empty line keeps the answer, and a new one takes its place.
func TestGoneOption(t *testing.T) {
	next := *cat
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: cat.Version, Questions: []catalogue.Question{*cat.Question("Q23")}}}
	next.Questions = slices.Clone(cat.Questions)
	q := next.Question("Q23")
	q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(o catalogue.Option) bool { return o.ID == "pairing" })
	begin := func() *sitting {
		s := from(t, "smart-plug", true)
		s.At = "Q23"
		s.State.Catalogue = &next
		s.State.Result = assessment.Evaluate(&next, s.State.Assessment, day)
		return s
	}
	was := begin().State.Assessment.Answers["Q23"].Options
	if !slices.Contains(was, "pairing") || len(was) < 2 {
		t.Fatalf("the example answers Q23 with %v", was)
	}
	s := begin()
	says(t, s.types("", "", "!"), "your answer “"+cat.Question("Q23").Option("pairing").Label, "is not offered any more. It stays in the file")
	if !slices.Equal(s.State.Assessment.Answers["Q23"].Options, was) {
		t.Errorf("an empty line made it %v", s.State.Assessment.Answers["Q23"].Options)
	}
	s = begin()
	s.types("seen", "1", "!")
	if got := s.State.Assessment.Answers["Q23"].Options; !slices.Equal(got, []string{q.Options[0].ID}) {
		t.Errorf("answered anew it is %v", got)
	}
}

// TestSuggestedScreening: the questions about a new version say what the differences
// suggest, and an empty line takes none of it for an answer.
func TestSuggestedScreening(t *testing.T) {
	s := from(t, "smart-plug", true)
	was := s.State.Assessment
	now := assessment.Issued(was, "2026-11-20", "digest")
	now.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	s = sit(t, now)
	s.At = "modification.affects_compliance"
	s.Screener = &signing.Screener{Find: func(assessment.Assessment) (assessment.Assessment, string, bool) { return was, "plug_r1.json", true }}
	says(t, s.types("", "", "!"), "The differences from revision 1 (plug_r1.json) suggest yes:", "Nothing among the differences from revision 1", msgUnchanged)
	if _, given := s.State.Assessment.Answers["modification.affects_compliance"]; given {
		t.Error("a suggestion was taken for an answer")
	}
}
