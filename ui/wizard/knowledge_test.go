package wizard

import (
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/ui/signing"
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
	s := &sitting{t: t, m: New(newDesk(nextYear(), a, store, testNow), Options{}), store: store}
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

// withoutFirst is the catalogue as a later version may be: the first answer that was
// chosen to a question is not offered any more.
func withoutFirst(id catalogue.QuestionID, gone string) *catalogue.Catalogue {
	now := catalogue.Load()
	next := *now
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: now.Version, Questions: []catalogue.Question{*now.Question(id)}}}
	next.Questions = slices.Clone(now.Questions)
	q := next.Question(id)
	q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(o catalogue.Option) bool { return o.ID == gone })
	return &next
}

// TestGoneOption: on the question whose answer is not offered any more the wizard says
// so; looking keeps the answer, all lists and documents can be drawn, and answering
// anew takes its place.
func TestGoneOption(t *testing.T) {
	now := catalogue.Load()
	for i := range now.Questions {
		q := &now.Questions[i]
		a := exampleOf(t, "smart-plug")
		chosen := a.Answers[q.ID].Options
		if q.Kind != catalogue.KindOne && q.Kind != catalogue.KindMulti || len(chosen) == 0 || len(q.Options) < 2 || q.Step == 2 {
			continue
		}
		next, store := withoutFirst(q.ID, chosen[0]), &memory{}
		s := &sitting{t: t, m: New(newDesk(next, assessment.TakeKnowledge(next, a), store, testNow), Options{}), store: store}
		s.size(80, 40)
		if s.m.desk.Result().Status == assessment.Final {
			t.Errorf("%s: final with an answer that is not offered any more", q.ID)
		}
		s.m.goTo(interview.Place(q.ID))
		s.send(nil)
		s.at(interview.Place(q.ID))
		s.shows(labelGone)
		if words := strings.Join(strings.Fields(s.screen()), " "); !strings.Contains(words, "is not offered any more") {
			t.Errorf("%s: it is not said:\n%s", q.ID, s.screen())
		}
		if now := s.m.screen.(*questionScreen).field.choices.chosen; len(now) != len(chosen)-1 {
			t.Errorf("%s: %v counts as chosen", q.ID, now)
		}
		s.keys("down", "esc")
		if store.saves > 0 || !slices.Equal(s.answer(q.ID).Options, chosen) {
			t.Errorf("%s: looking changed the answer to %v", q.ID, s.answer(q.ID).Options)
		}
		s.m.goTo(interview.Place(q.ID))
		s.send(nil)
		s.keys("home", "space", "enter")
		if got := s.answer(q.ID).Options; slices.Contains(got, chosen[0]) || store.saves == 0 {
			t.Errorf("%s: answered anew it is %v", q.ID, got)
		}
		s.m.goTo(interview.Place(q.ID))
		s.send(nil)
		if strings.Contains(s.screen(), labelGone) {
			t.Errorf("%s: still said to be gone:\n%s", q.ID, s.screen())
		}
	}
}

// TestSuggestedScreening: the questions about a new version show what the differences
// suggest, and looking at them answers nothing.
func TestSuggestedScreening(t *testing.T) {
	was, store := exampleOf(t, "smart-plug"), &memory{}
	now := assessment.Issued(was, "2026-11-20", "digest")
	now.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	desk := newDesk(catalogue.Load(), now, store, testNow)
	desk.Screener = &signing.Screener{Find: func(assessment.Assessment) (assessment.Assessment, string, bool) { return was, "plug_r1.json", true }}
	s := &sitting{t: t, m: New(desk, Options{At: "modification.affects_compliance"}), store: store}
	s.size(80, 24)
	s.shows(labelSuggested, "The differences from revision 1 (plug_r1.json)", "suggest yes: USB")
	s.keys("f1")
	s.shows("The answer is yours.")
	s.keys("esc", "down", "up", "esc")
	if _, given := s.m.desk.State.Assessment.Answers["modification.affects_compliance"]; given || store.saves > 0 {
		t.Error("a suggestion was taken for an answer")
	}
}
