package wizard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/ui/wizard/theme"
)

// Where nothing can be changed, every key that would change something says why,
// and looking around says nothing.
func TestReadOnlySaysWhy(t *testing.T) {
	const why = "not changed, read only: another window has it open"
	for _, c := range []struct {
		at   interview.Place
		keys []string
	}{
		{"product.name", []string{"x"}}, {"product.name", []string{"backspace"}}, {"product.purpose", []string{"enter"}}, {"Q13", []string{"down", "space"}},
		{"Q26", []string{"home", "enter"}}, {"Q13", []string{"n"}}, {"Q13", []string{"o"}},
		{pageAssets, []string{"a"}}, {pageAssets, []string{"r"}}, {pageAssets, []string{"enter", "down", "space"}},
		{pageThreats, []string{"d"}}, {pageThreats, []string{"a"}}, {pageThreats, []string{"enter", "d"}},
		{pageMeasures, []string{"t"}}, {pageMeasures, []string{"x"}}, {pageMeasures, []string{"f"}},
		{pageRequirements, []string{"p"}}, {pageRequirements, []string{"end", "a"}}, {pagePartTwo, []string{"p"}},
		{"component", []string{"a"}}, {"component", []string{"home", "x"}}, {"evidence", []string{"home", "enter", "down", "space"}},
	} {
		s := sitWith(t, exampleOf(t, "smart-plug"), Options{At: c.at}, &memory{readOnly: "another window has it open"})
		before := s.m.desk.State.Assessment
		last := len(c.keys) - 1
		s.keys(c.keys[:last]...)
		if s.m.desk.flash != "" {
			t.Errorf("%s %v: looking around says %q", c.at, c.keys[:last], s.m.desk.flash)
		}
		s.keys(c.keys[last])
		if s.m.desk.flash != why {
			t.Errorf("%s %v says %q", c.at, c.keys, s.m.desk.flash)
		}
		if s.m.desk.version != 0 || len(before.Answers) != len(s.m.desk.State.Assessment.Answers) {
			t.Errorf("%s %v changed something", c.at, c.keys)
		}
	}
	s := sitWith(t, exampleOf(t, "smart-plug"), Options{At: "Q26"}, &memory{readOnly: "another window has it open"})
	if s.keys("enter"); s.m.desk.flash != "" || s.m.place() == "Q26" {
		t.Errorf("going on says %q at %s", s.m.desk.flash, s.m.place())
	}
}

// What is added and left without a word is not there.
func TestNothingEnteredNothingAdded(t *testing.T) {
	for _, at := range []interview.Place{"component", "signer", "evidence", pageThreats, pageAssets, pageRequirements} {
		s := sit(t, exampleOf(t, "smart-plug"), Options{At: at})
		if at == pageRequirements {
			s.keys("down", "down")
		}
		before := s.m.desk.State.Assessment
		s.keys("a")
		if len(s.m.overlays) != 1 {
			t.Fatalf("%s: a opens nothing: %q", at, s.m.desk.flash)
		}
		s.keys("esc")
		if s.m.desk.flash != nothingAdded || len(s.m.desk.undo) != 0 || !slices.Equal(before.Signers, s.m.desk.State.Assessment.Signers) {
			t.Errorf("%s: %q, %d to undo", at, s.m.desk.flash, len(s.m.desk.undo))
		}
		s.keys("a")
		s.typing("x") // in a text
		s.keys("down", "space", "esc")
		if len(s.m.desk.undo) == 0 {
			t.Errorf("%s: what was entered is gone", at)
		}
	}
}

// A block is confirmed by c, where letters are text by alt+c, and then the next
// question is on the screen.
func TestConfirmBlockGoesOn(t *testing.T) {
	s := sit(t, templateOf(t, "smart-plug"), Options{At: "classification.core_function"})
	s.shows("tab confirms, alt+c the whole block")
	s.keys("alt+c")
	s.shows("Confirm the template's answers")
	s.keys("enter")
	s.shows("confirmed")
	if interview.Unconfirmed(s.m.desk.State.Assessment, "classification.core_function") || s.m.place() == "classification.core_function" {
		t.Errorf("at %s", s.m.place())
	}
	s.keys("esc")
	if s.m.place() != "classification.core_function" {
		t.Errorf("esc leads to %s", s.m.place())
	}
}

// The row that is closest to what is typed is under the cursor.
func TestGoToClosest(t *testing.T) {
	for words, want := range map[string]interview.Place{"sign": pageSign, "components": "component", "review": pageReview, "evidence": "evidence", "T18": "threat.T18", "(l)": "requirement.l", "Q13": "Q13", "measures": pageMeasures} {
		s := sit(t, exampleOf(t, "smart-plug"), Options{At: "product.name"})
		s.keys("ctrl+p")
		s.typing(words)
		s.keys("enter")
		if got := s.m.place(); got != want && !(strings.HasPrefix(string(want), "page.") && stationOf(s.m.desk.State, got) == want) {
			t.Errorf("%q leads to %s, want %s", words, got, want)
		}
	}
}

// Undo names the field and the record, from any screen, and goes there.
func TestUndoNames(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: "measure.M07"})
	s.keys("enter")
	s.typing("words")
	s.keys("esc")
	s.m.goTo(pageReview)
	s.keys("u")
	s.shows("undo: How is it done? – M07")
	if s.m.place() != "measure.M07" {
		t.Errorf("undo leads to %s", s.m.place())
	}
	s.m.goTo(pageReview)
	s.keys("U")
	s.shows("redo: How is it done? – M07")
	if how := s.m.desk.State.Assessment.Measures["M07"].How; !strings.Contains(how, "words") {
		t.Errorf("redo gives %q", how)
	}
}

// An empty text of several lines does not swallow enter without a word.
func TestEnterInEmptyLines(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "product.purpose"})
	s.keys("enter")
	s.shows("tab goes on")
	s.typing("one\ntwo")
	s.keys("tab")
	if got := s.store.saved.Text("product.purpose"); got != "one\ntwo" {
		t.Errorf("%q", got)
	}
}

// Out of scope nothing is counted or asked that is not owed.
func TestOutOfScopeIsSmall(t *testing.T) {
	a := templateOf(t, "wearable").Clone()
	a.Answers["scope.exclusion"] = assessment.Answer{Options: []string{"medical"}}
	s := sit(t, a, Options{At: pageScope})
	if assessment.Assessed(s.m.desk.Result().Scope.Regime) {
		t.Fatalf("regime %v", s.m.desk.Result().Scope.Regime)
	}
	s.shows("Out of scope", "blocking")
	for _, words := range []string{"R5", "R4", "type examination"} {
		if strings.Contains(s.screen(), words) {
			t.Errorf("shows %q:\n%s", words, s.screen())
		}
	}
	s.size(120, 40)
	if strings.Contains(s.screen(), "Risks") {
		t.Errorf("the panel counts risks:\n%s", s.screen())
	}
	s.keys("enter")
	s.shows("Signers")
	s.m.goTo("Q13")
	s.shows("Not asked", "does not apply: out of scope")
	for range 40 {
		s.keys("f4")
		if n := stepOf(s.m.desk.State, s.m.place()); n > 2 && n < 11 {
			t.Fatalf("f4 leads to step %d, %s", n, s.m.place())
		}
	}
}

// What is typed on top of a table or list is kept by every way out too.
func TestLeavingKeepsTextOnTop(t *testing.T) {
	for way, leave := range map[string]func(*sitting){
		"stop":    func(s *sitting) { s.send(Stop{}) },
		"blur":    func(s *sitting) { s.send(tea.BlurMsg{}) },
		"ctrl+c":  func(s *sitting) { s.keys("ctrl+c") },
		"help":    func(s *sitting) { s.keys("f1") },
		"outline": func(s *sitting) { s.keys("f2") },
		"step":    func(s *sitting) { s.keys("ctrl+right") },
		"open":    func(s *sitting) { s.keys("f4") },
		"under help": func(s *sitting) {
			s.keys("f1")
			s.send(Stop{})
		},
	} {
		s := sit(t, draftPlug(t), Options{At: "measure.M22"})
		s.keys("enter")
		s.typing(" Scanned.")
		leave(s)
		if how := s.store.saved.Measures["M22"].How; how != "All ports but one are closed. Scanned." {
			t.Errorf("%s: saved is %q", way, how)
		}
	}
}

// The next sitting begins where the last one ended and says what is missing; a
// place that is none any more is not gone back to.
func TestGoesOnWhereItWasLeft(t *testing.T) {
	left := interview.Place("")
	begin := func(at interview.Place) *sitting {
		d := newDesk(catalogue.Load(), templateOf(t, "smart-plug"), &memory{}, testNow)
		d.LeftAt, d.Leave = at, func(p interview.Place) { left = p }
		s := &sitting{t: t, m: New(d, Options{}), store: d.Store.(*memory)}
		s.size(80, 24)
		return s
	}
	for at, keys := range map[interview.Place][]string{"Q13": nil, "measure.M07": {"enter"}, pageReview: nil, "component": nil} {
		s := begin("")
		s.m.goTo(at)
		s.keys(keys...)
		s.send(Stop{})
		if left != at {
			t.Fatalf("left at %q, want %q", left, at)
		}
		s = begin(left)
		s.at(at)
		s.shows("50 questions open, 56 to confirm, 50 measures open; f4 goes to the next")
	}
	begin("component.7").at("product.name")
	begin("nonsense").at("product.name")
}

// The short id that the program proposes for a signer gives way to the first letter
// or to a paste; who moves inside it edits it, and undo brings it back.
func TestProposedIdGivesWay(t *testing.T) {
	for _, c := range []struct {
		do   func(s *sitting)
		want string
	}{
		{func(s *sitting) { s.typing("tech-lead") }, "tech-lead"},
		{func(s *sitting) { s.send(tea.PasteMsg{Content: "tech-lead"}) }, "tech-lead"},
		{func(s *sitting) { s.keys("left", "right"); s.typing("x") }, "signer-1x"},
		{func(s *sitting) { s.keys("backspace"); s.typing("2") }, "signer-2"},
		{func(s *sitting) { s.typing("x"); s.keys("alt+z", "alt+z") }, "signer-1"},
		{func(*sitting) {}, "signer-1"},
	} {
		s := sit(t, templateOf(t, "smart-plug"), Options{At: "signer"})
		s.keys("a")
		c.do(s)
		s.keys("enter")
		if got := s.m.desk.State.Assessment.Signers[0].ID; got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

// What a template's answer asks for stands whole beside the live results and in
// the smallest window.
func TestTemplateHintIsWhole(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {80, 24}, {60, 20}} {
		for at, want := range map[interview.Place]string{"scope.role": "enter confirms, c the whole block.", "classification.core_function": "tab confirms, alt+c the whole block."} {
			s := sit(t, templateOf(t, "smart-plug"), Options{At: at})
			s.size(size[0], size[1])
			s.shows(want)
		}
	}
}

// At 80 columns the header names every step beside the question, also of a product
// with a long name, and before anything is saved.
func TestHeaderNamesEveryStep(t *testing.T) {
	a := exampleOf(t, "smart-plug")
	a.Answers["product.name"] = assessment.Answer{Text: strings.Repeat("long name ", 10)}
	steps := interview.Steps()
	for at, n := range map[interview.Place]int{"scope.role": 2, "classification.category": 3, "Q22": 4, "life.nature": 9, "life.contact_person": 9} {
		s := sit(t, a, Options{At: at})
		if head, _, _ := strings.Cut(s.screen(), "\n"); !strings.Contains(head, fmt.Sprintf(" %d %s · ", n, steps[n-1].Title)) {
			t.Errorf("%s: %q", at, head)
		}
	}
}

// A search shows first what applies and is named so, then what only mentions it,
// and what does not apply last; a very id always wins.
func TestSearchRanks(t *testing.T) {
	s := sit(t, exampleOf(t, "gateway"), Options{At: "product.name"})
	s.keys("f2")
	s.typing("sign")
	o := s.m.top().(*outlineScreen)
	titles, past := []string{}, false
	for _, r := range o.shown {
		titles = append(titles, r.title)
		if out := r.mark == interview.DoesNotApply; past && !out {
			t.Errorf("%q after what does not apply", r.title)
		} else {
			past = out
		}
	}
	if o.cursor != 0 || len(titles) < 4 || titles[0] != "Sign" || titles[1] != "Signers" || !past {
		t.Errorf("at %d of %q", o.cursor, titles)
	}
	s.keys("esc", "f2")
	s.typing("classification.chip_level")
	if r := s.m.top().(*outlineScreen).shown[0]; r.place != "classification.chip_level" || r.mark != interview.DoesNotApply {
		t.Errorf("an id finds %q first", r.title)
	}
}

// Drawing works nothing out: what changed on the desk shows once the screen was told.
func TestViewsOnlyDraw(t *testing.T) {
	d := newDesk(catalogue.Load(), templateOf(t, "smart-plug"), &memory{}, testNow)
	d.theme = theme.Named("dark", true, false)
	whatIf, list := newWhatIf(d, "measure.M07"), newUnconfirmed(d)
	question := newQuestion(d, d.Catalogue().Question("Q13"))
	before := map[Screen]string{whatIf: look(whatIf), list: look(list), question: look(question)}
	d.try("M07", assessment.Tested)
	d.State.Assessment = d.State.Assessment.Clone()
	d.State.Assessment.Template.Unconfirmed = nil
	for s, was := range before {
		if look(s) != was {
			t.Errorf("%T works something out while it draws", s)
		}
		s.Refresh()
		if look(s) == was {
			t.Errorf("%T does not show what changed", s)
		}
	}
}

// The panel counts questions as check and list do; the bar counts more, and f6 says
// so by another name.
func TestQuestionsAreCountedAlike(t *testing.T) {
	a := exampleOf(t, "gateway").Clone()
	a.Measures = nil
	delete(a.Answers, "Q13")
	s := sit(t, a, Options{At: "product.name"})
	s.size(100, 30)
	c := s.m.desk.Result().Counts
	if line := strings.Join(strings.Fields(s.line("Questions answered")), " "); !strings.HasSuffix(line, fmt.Sprintf("Questions answered %d/%d", c.Answered, c.Questions)) || c.Answered == c.Questions {
		t.Errorf("%q, not %d/%d", line, c.Answered, c.Questions)
	}
	s.keys("f6")
	done, needed := progress(s.m.desk.Result())
	s.shows(fmt.Sprintf("Questions answered          %d of %d", c.Answered, c.Questions), fmt.Sprintf("Done, as the bar shows      %d of %d", done, needed))
	if needed-done <= c.Questions-c.Answered {
		t.Errorf("the bar leaves out the measures: %d of %d", done, needed)
	}
	s.keys("end", "up", "up", "up", "enter")
	s.shows("○ Q13")
}

// The header of the smallest window says that a what-if waits.
func TestHeaderNamesWhatIf(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: "product.name"})
	s.size(60, 20)
	s.typing("x")
	s.keys("enter", "f8", "d", "esc")
	if head, _, _ := strings.Cut(s.screen(), "\n"); s.m.desk.waiting() == 0 || !strings.HasSuffix(strings.TrimSpace(head), ", what-if") {
		t.Errorf("%d waiting: %q", s.m.desk.waiting(), head)
	}
}

// Why something typed is not accepted is said whole, over several lines where one
// is too short.
func TestRefusalIsWhole(t *testing.T) {
	s := sit(t, templateOf(t, "smart-plug"), Options{At: "part.1"})
	s.size(60, 20)
	s.keys("enter", "tab")
	s.typing("Process paper TR-18")
	s.keys("tab")
	said := strings.Join(strings.Fields(s.screen()), " ")
	if want := "does not exist; write ids such as E1 (add it to the list of evidence first)"; !strings.Contains(said, want) {
		t.Errorf("not %q:\n%s", want, s.screen())
	}
}
