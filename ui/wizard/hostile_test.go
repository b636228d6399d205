package wizard

import (
	"slices"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/ui/uitest"
)

// full is a file with something in every collection.
const full = "../../assessment/file/testdata/format-1/full.selfmark.yaml"

// TestHostileTexts: every text of the model is hostile, and no screen, form, help,
// list, message or title passes anything of it on to the terminal.
func TestHostileTexts(t *testing.T) {
	for round := range 2 {
		a := uitest.Hostile(t, full, round*5+1)
		store := &contested{theirs: a.Clone()}
		s := &sitting{t: t, m: New(newDesk(catalogue.Load(), a, store, testNow), Options{Signing: newSigningBench().signing()}), store: &store.memory}
		look := func(where string) {
			t.Helper()
			v := s.m.View()
			uitest.Harmless(t, where, v.Content)
			uitest.Harmless(t, where+", title", v.WindowTitle)
		}
		s.size(100, 30)
		places := []interview.Place{pageScope, pageClass, pageAssets, pageThreats, pageMeasures, pageLifeMeasures, pageRequirements, pagePartTwo, pageResidual, pageReview, pageSign}
		for _, e := range interview.Outline(s.m.desk.State) {
			places = append(places, e.Place)
		}
		for _, c := range interview.Collections(0) {
			for _, m := range interview.Members(s.m.desk.State, c.ID) {
				places = append(places, m.Place)
			}
		}
		for _, p := range places {
			s.m.goTo(p)
			s.send(nil)
			look(string(p))
			if round == 0 && slices.Contains(places[:11], p) {
				for range 12 {
					s.keys("down")
					look(string(p) + " further down")
				}
			}
		}
		s.m.goTo("product.type")
		for _, key := range []string{"f1", "f2", "f3", "f5", "f6"} {
			s.keys(key)
			look(key)
			s.keys("pgdown")
			look(key + " further down")
			s.keys("esc")
		}
		next := s.m.desk.State.Assessment.Clone()
		next.Answers["product.name"] = assessment.Answer{Text: "other"}
		store.err = file.ErrChangedOutside
		s.m.desk.Accept(next, a.Name(), "")
		s.send(nil)
		look("conflict")
		s.keys("m")
		look("merge")
		for range 12 {
			s.keys("down")
			look("merge further down")
		}
		s.keys("esc", "esc")
		s.m.undo(undoWord, s.m.desk.Undo)
		look("undo")
	}
}
