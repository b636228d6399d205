package wizard

import (
	"fmt"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// Every figure of the frame explains itself: enter shows the rule and the answers
// it rests on, or leads to the page that does.
func TestNumbersExplainThemselves(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: "Q13"})
	s.size(120, 50)
	for _, f := range figures(s.m.desk) {
		s.keys("f6")
		s.shows(numbersTitle, f.name)
		table := &s.m.top().(*numbersScreen).table
		if !table.find(f.id) {
			t.Fatalf("no row %s", f.id)
		}
		s.keys("enter")
		if f.goes != "" {
			s.at(f.goes)
			s.m.goTo("Q13")
			continue
		}
		if f.opens != nil {
			s.keys("esc", "esc")
			continue
		}
		s.shows(f.name)
		if len(strings.Fields(s.screen())) < 30 {
			t.Errorf("%s is hardly explained:\n%s", f.id, s.screen())
		}
		s.keys("esc", "esc")
		s.at("Q13")
	}
	// The level of a risk names the asset, the points and the answers.
	for i := range s.m.desk.Result().Threats {
		r := &s.m.desk.Result().Threats[i]
		words := riskWords(s.m.desk, r, r.RiskReason)
		for _, want := range []string{r.Inherent.String(), strings.ToLower(r.Impact.Level.String()), assetTitle(s.m.desk.State, assetOf(r)), fmt.Sprint(r.Potential)} {
			if !strings.Contains(words, want) {
				t.Errorf("%s: no %q in %q", r.ID, want, words)
			}
		}
	}
	s.m.goTo("measure.M07")
	s.keys("v")
	m := measureResult(s.m.desk, "M07")
	s.shows(lowersRule(m.Lowers)[:20])
	if got := strings.Count(s.screen(), " → R"); got < m.Lowers {
		t.Errorf("%d risks are listed, %d are counted:\n%s", got, m.Lowers, s.screen())
	}
}

func assetOf(r *assessment.ThreatResult) catalogue.AssetID {
	asset, _ := r.Decides.Split()
	return asset
}

// One place lists what is not confirmed, confirms it block by block and leads to
// each.
func TestUnconfirmedInOnePlace(t *testing.T) {
	s := sit(t, templateOf(t, "smart-plug"), Options{At: "product.name"})
	want := len(s.m.desk.State.Assessment.Template.Unconfirmed)
	open := func() {
		s.keys("f6")
		s.m.top().(*numbersScreen).table.find("unconfirmed")
		s.keys("enter")
	}
	open()
	s.shows(fmt.Sprintf("%d answers of the template to confirm", want), "1 Product · Product", "Wi-Fi smart plug")
	s.keys("down", "c")
	s.shows("Confirm the template's answers: Scope")
	s.keys("enter")
	left := len(s.m.desk.State.Assessment.Template.Unconfirmed)
	if left != want-7 {
		t.Fatalf("%d left of %d", left, want)
	}
	s.shows(fmt.Sprintf("%d answers of the template to confirm", left))
	s.keys("end", "enter")
	if p := s.m.place(); !interview.Unconfirmed(s.m.desk.State.Assessment, catalogue.QuestionID(p)) {
		t.Errorf("enter leads to %s", p)
	}
}

// A fresh template does not frighten: what is alike stands in one row of the
// review, which opens, and every finding of check is behind some row.
func TestReviewGroups(t *testing.T) {
	d := tableDesk(t, templateOf(t, "smart-plug"))
	s := newReview(d).(*reviewScreen)
	if n := len(d.Result().Findings); n < 180 {
		t.Fatalf("only %d findings", n)
	}
	if n := len(s.table.rows); n > 20 {
		t.Errorf("%d rows for a fresh template", n)
	}
	wants(t, s, "41 questions of the template to confirm", "4 Device", "measures without an answer")
	for i := 0; i < len(s.table.rows); i++ { // open every group
		s.table.cursor = i
		if s.group() != nil && !d.opened[s.table.rows[i].id] {
			tapAll(s, "enter")
		}
	}
	shown := map[string]bool{}
	for _, r := range s.table.rows {
		shown[r.id] = true
	}
	for i := range d.Result().Findings {
		if f := &d.Result().Findings[i]; !shown[findingRow(f)] {
			t.Errorf("no row for %s", f.Text)
		}
	}
	// Coming back, the cursor is where it was, and the group is open.
	s.table.cursor = 5
	s.describe()
	was := s.table.current().id
	again := newReview(d).(*reviewScreen)
	if again.table.current().id != was {
		t.Errorf("back at %q, left at %q", again.table.current().id, was)
	}
}
