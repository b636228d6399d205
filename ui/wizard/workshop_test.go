package wizard

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
)

// Before and after: the start of the sitting is remembered by itself, and what is
// listed is what the comparison of the two states says.
func TestBeforeAndAfter(t *testing.T) {
	a := draftPlug(t)
	s := sit(t, a, Options{At: "measure.M07"})
	s.keys("f7")
	s.shows("compared with the start of this sitting, 14:02", "Nothing differs")
	s.keys("esc", "x")
	s.typing("no time\n")
	day := testNow()
	before, after := compare.Side{Assessment: a, Result: assessment.Evaluate(catalogue.Load(), a, day)}, s.m.desk.side()
	want := compare.Summarize(&before.Result, &after.Result).Words()
	if !strings.Contains(want, "higher") {
		t.Fatalf("the summary says %q", want)
	}
	s.keys("f7")
	s.shows(want, "T12", "residual R1 → R")
	c := compare.Between(catalogue.Load(), before, after)
	rows := s.m.top().(*changesScreen).table.rows
	n := 0
	for _, r := range rows {
		if !r.heading {
			n++
		}
	}
	if all := 1 + len(c.Threats) + len(c.Requirements) + len(c.Went) + len(c.Came) + len(c.Answers); n != all { // 1: the status
		t.Errorf("%d rows, %d changes:\n%s", n, all, s.screen())
	}
	// Enter goes to the place, and back comes to the same row of the list.
	list := s.m.top().(*changesScreen)
	for list.table.current().place != "threat.T12" {
		s.keys("down")
	}
	s.keys("enter")
	s.at("threat.T12")
	s.keys("alt+left")
	if s.m.top() != Screen(list) || list.table.current().place != "threat.T12" {
		t.Fatalf("not back in the list:\n%s", s.screen())
	}
	// The answers lead to their places too.
	for list.table.current().place != "measure.M07" {
		s.keys("down")
	}
	s.keys("enter")
	s.at("measure.M07")
	s.keys("esc", "f3")
	s.shows("Since the start of this sitting, 14:02: " + want[:20])
	s.keys("esc")
	s.size(100, 30)
	s.keys("esc")
	s.shows("Since the start of this")
	// Another moment: the line begins anew, tab turns to the first again.
	s.keys("f7", "m")
	s.shows("compared with 14:02", "Nothing differs from 14:02")
	s.keys("tab")
	s.shows("compared with the start", "T12")
	s.keys("esc")
	if strings.Contains(s.screen(), "Since") {
		t.Errorf("nothing changed since the moment:\n%s", s.screen())
	}
}

// Every answer of the file that a comparison names leads to a place that exists,
// or says that there is none.
func TestChangesLeadSomewhere(t *testing.T) {
	d := tableDesk(t, templateOf(t, "smart-plug"))
	d.Remember()
	d.set(exampleOf(t, "smart-plug"))
	s := newChanges(d).(*changesScreen)
	led := 0
	for i, r := range s.table.rows {
		s.table.cursor = i
		if r.heading {
			continue
		}
		if mv := s.there(); mv.Kind == MoveTo {
			led++
			if !exists(d.State, mv.Place) {
				t.Errorf("%s leads to %s, which is none", r.id, mv.Place)
			}
		} else if d.flash != noLongerThere {
			t.Errorf("%s leads nowhere and says %q", r.id, d.flash)
		}
	}
	if led < 100 {
		t.Errorf("only %d of %d rows lead somewhere", led, len(s.table.rows))
	}
}

// What-if: what is tried shows in the maps and the figures, is not saved, is not
// lost by leaving, and is kept as one change or dropped.
func TestWhatIf(t *testing.T) {
	a := draftPlug(t)
	s := sit(t, a, Options{At: pageMeasures})
	begin := func() {
		s.keys("f8")
		s.shows("WHAT-IF, NOT SAVED")
		list := &s.m.top().(*whatIfScreen).table
		for _, id := range []string{"M07", "M11"} {
			if !list.find(id) {
				t.Fatalf("no %s", id)
			}
			s.keys("x")
		}
	}
	untouched := func() {
		t.Helper()
		if s.store.saves > 0 && !reflect.DeepEqual(s.store.saved, a) || !reflect.DeepEqual(s.m.desk.State.Assessment, a) || len(s.m.desk.undo) != 0 {
			t.Fatal("something tentative was saved")
		}
	}
	begin()
	// An independent answer to the same question.
	tried := a.Clone()
	for _, id := range []catalogue.MeasureID{"M07", "M11"} {
		m := tried.Measures[id]
		m.State = assessment.NotDone
		tried.Measures[id] = m
	}
	before, after := assessment.Evaluate(catalogue.Load(), a, testNow()), assessment.Evaluate(catalogue.Load(), tried, testNow())
	s.shows("2 measures tried", compare.Summarize(&before, &after).Words()[:30], "→ not",
		fmt.Sprintf("R4 %d R3 %d", after.Counts.Residual[4], after.Counts.Residual[3]), fmt.Sprintf("%d blocking", after.Counts.Blocking))
	untouched()
	// The maps show it too, and what would change is listed.
	s.keys("f3")
	s.shows("NOW, AS ANSWERED", "IF SO, NOT SAVED", "WHAT-IF, NOT SAVED")
	s.keys("esc", "enter")
	s.shows("compared with the answers", "T12", "residual R1 → R4")
	s.keys("m")
	s.shows(notInWhatIf)
	s.keys("esc")
	// Answers cannot be given in it by the way.
	s.keys("f6")
	s.shows("WHAT-IF, NOT SAVED")
	s.keys("esc", "esc")
	s.shows("2 measures tried, not saved, not dropped: f8 goes back, K keeps, D drops")
	untouched()
	s.keys("down")
	s.shows("a what-if waits", fmt.Sprintf("%d blocking", before.Counts.Blocking))
	s.keys("ctrl+c")
	s.shows("the what-if is not (f8)")
	// A jump leaves it as it is, and the history comes back to it.
	s.keys("f8", "f4")
	untouched()
	s.keys("alt+left")
	s.shows("2 measures tried", "❯")
	s.keys("r")
	s.shows("1 measure tried")
	s.keys("D")
	s.shows("1 measure dropped", "nothing tried yet")
	untouched()
	s.keys("K")
	s.shows(nothingTried)
	s.keys("esc")
	begin()
	untouched2 := s.m.desk.State.Assessment
	s.keys("K")
	s.shows("2 measures kept as answered")
	if !reflect.DeepEqual(s.store.saved.Measures, tried.Measures) || len(s.m.desk.tried) != 0 {
		t.Fatalf("kept is %+v", s.store.saved.Measures["M07"])
	}
	s.keys("u")
	if !reflect.DeepEqual(s.m.desk.State.Assessment, untouched2) {
		t.Fatal("one undo does not take the what-if back")
	}
}

// A state “tested” is tried with evidence, and says so; no such evidence is kept.
func TestWhatIfTested(t *testing.T) {
	a := draftPlug(t)
	s := sit(t, a, Options{At: pageMeasures})
	s.keys("f8")
	s.m.top().(*whatIfScreen).table.find("M22")
	s.keys("t")
	s.shows("→ tested", "tried as if its test were named")
	s.keys("K")
	saved := s.store.saved
	if saved.Measures["M22"].State != assessment.Tested || len(saved.Evidence) != len(a.Evidence) || len(saved.Measures["M22"].Evidence) != 0 {
		t.Fatalf("kept is %+v", saved.Measures["M22"])
	}
}

// What cannot be saved can be tried, and keeping says why not.
func TestWhatIfReadOnly(t *testing.T) {
	s := sitWith(t, draftPlug(t), Options{At: pageMeasures}, &memory{readOnly: "another window has it open"})
	s.keys("f8", "x")
	s.shows("1 measure tried")
	s.keys("K")
	s.shows("not changed, read only: another window has it open")
	if len(s.m.desk.tried) != 1 {
		t.Error("what is tried is gone")
	}
}

// All notes and open points in one list: who said it, whose it is, until when.
func TestNotesList(t *testing.T) {
	a := draftPlug(t)
	a.Notes = []assessment.Note{
		{On: "Q13", Text: "module is certified", By: "MK", Date: "2026-11-20"},
		{On: "Q35", Text: "ask sales", Open: true, Owner: "PL", Due: "2026-12-01", Internal: true},
		{On: "T18", Text: "measure\nthe range", Open: true, Owner: "MK", Due: "2026-11-01"},
		{On: "M07", Text: "pin the CA", Owner: "pl", Due: "2026-11-02"},
		{Text: "book a room", Open: true},
		{On: "e", Text: "which cipher"},
	}
	a.Answers["Q15"] = assessment.Answer{NotSure: true}
	s := sit(t, a, Options{At: "Q26"})
	s.keys("f9")
	s.shows("Notes and open points of all · 4 open of 7", "✕ late   2026-11-01  MK        T18       measure the range", "○ open   2026-12-01  PL", "✓ done   2026-11-02  pl        M07", "MK: module is certified")
	list := s.m.top().(*notesScreen)
	var order []string
	for _, r := range list.table.rows {
		order = append(order, r.id)
	}
	if got := strings.Join(order, " "); got != "note.3 note.2 note.5 open:Q15 note.4 note.1 note.6" {
		t.Errorf("in the order %s", got)
	}
	s.golden("notes")
	// One owner after the other, whatever the case.
	s.keys("tab")
	s.shows("of MK · 1 open of 1", "T18")
	s.keys("tab")
	s.shows("of PL · 1 open of 2", "Q35", "M07")
	s.keys("tab")
	s.shows("of all")
	// Done, and open again; one undo each.
	s.keys("home", "d")
	if n := s.store.saved.Notes[2]; n.Open || n.Owner != "MK" || n.Due != "2026-11-01" {
		t.Fatalf("done is %+v", n)
	}
	s.shows("done: measure the range")
	s.keys("u")
	if !s.m.desk.State.Assessment.Notes[2].Open {
		t.Fatal("undo does not open it again")
	}
	// From each to its place, and back to its row.
	for id, place := range map[string]interview.Place{"note.3": "threat.T18", "note.2": "Q35", "open:Q15": "Q15", "note.4": "measure.M07", "note.6": "requirement.e"} {
		s.keys("f9")
		if s.m.top() == s.m.screen {
			s.keys("f9")
		}
		list := s.m.top().(*notesScreen)
		list.table.find(id)
		s.keys("enter")
		s.at(place)
		if place != "Q35" && place != "Q15" {
			s.shows(labelNote)
		}
		s.keys("esc")
		if s.m.top() != Screen(list) || list.table.current().id != id {
			t.Fatalf("not back at %s:\n%s", id, s.screen())
		}
		s.keys("esc")
	}
	s.keys("f9")
	list = s.m.top().(*notesScreen)
	list.table.find("open:Q15")
	s.keys("d")
	s.shows(answerIt)
	list.table.find("note.5")
	s.keys("enter")
	s.shows("book a room", "Owner")
	s.keys("esc", "a")
	s.shows(initialsTitle)
	s.typing("MK\nlook at the law again\t\n")
	s.keys("esc")
	if n := s.store.saved.Notes[6]; n.Text != "look at the law again" || n.By != "MK" || n.On != "" || n.Open {
		t.Fatalf("added is %+v", n)
	}
	s.shows("look at the law again")
}

// Several people speak on one place: the key in a note begins another, and the
// initials are asked once.
func TestNotesOfSeveral(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: "threat.T18"})
	s.keys("n")
	s.golden("initials")
	s.typing("MK\nthe module is certified\t")
	s.keys("alt+n")
	s.typing("not for outdoors\t")
	s.keys("backspace", "backspace")
	s.typing("PL\n")
	s.keys("alt+o")
	s.typing("ask the lab\t\nPL\n")
	s.keys("esc")
	s.at("threat.T18")
	n := s.store.saved.Notes
	if len(n) != 3 || n[0].By != "MK" || n[1].By != "PL" || n[2].By != "PL" || !n[2].Open || n[2].Owner != "PL" {
		t.Fatalf("notes are %+v", n)
	}
	for _, each := range n {
		if each.On != "T18" || each.Date != "2026-11-23" {
			t.Errorf("a note is %+v", each)
		}
	}
	for range 2 { // in the table, and on the page of the threat
		s.shows("MK: the module is certified", "PL: not for outdoors", "open – PL: ask the lab")
		s.keys("enter") // opens the page, and closes it
	}
	s.keys("n")
	s.shows("Note on T18", "the module is certified")
}

// Back and forth through several places, each place has its row, filter and
// choice again, whatever screen one jumped from.
func TestHistoryKeepsRows(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: "Q13"})
	jump := func(words string) {
		s.keys("ctrl+p")
		s.typing(words)
		s.keys("enter")
	}
	row := func() string {
		for line := range strings.SplitSeq(s.screen(), "\n") {
			if strings.Contains(line, "❯") {
				return line
			}
		}
		t.Fatalf("no row has the cursor:\n%s", s.screen())
		return ""
	}
	var rows []string
	var places []interview.Place
	leave := func() { rows, places = append(rows, row()), append(places, s.m.place()) }
	s.keys("down", "down") // the third option
	leave()
	jump("table of threats")
	s.keys("tab", "tab", "down", "down", "down") // a theme, the fourth row
	leave()
	jump("table of measures")
	s.keys("down", "down", "down", "down", "down")
	beneath := row()
	s.keys("f3", "down", "enter", "down", "down") // the third threat of a cell
	leave()
	jump("q26")
	leave()
	jump("evidence")
	s.keys("home")
	leave()
	s.keys("f9", "f4") // from a list without a row
	last := s.m.place()
	s.keys("alt+left")
	s.shows(notesName)
	s.keys("esc", "alt+left")
	for i := len(rows) - 2; i >= 0; i-- {
		if got := row(); got != rows[i] || s.m.place() != places[i] {
			t.Fatalf("back at %s:\n%s\nleft at %s:\n%s\n%s", s.m.place(), got, places[i], rows[i], s.screen())
		}
		if i > 0 {
			s.keys("alt+left")
		}
	}
	for i := 1; i < len(rows)-1; i++ {
		s.keys("alt+right")
		if got := row(); got != rows[i] || s.m.place() != places[i] {
			t.Fatalf("forward at %s:\n%s\nleft at %s:\n%s", s.m.place(), got, places[i], rows[i])
		}
	}
	s.keys("alt+right", "alt+right", "alt+right")
	s.at(last)
	for s.m.place() != places[2] {
		s.keys("alt+left")
	}
	s.keys("esc", "esc") // from the cell, from the map
	if row() != beneath {
		t.Fatalf("under the map:\n%s\nleft at:\n%s", row(), beneath)
	}
}

// Coming back shows the answers as they are by then, and a place that is gone is
// passed over.
func TestHistoryIsFresh(t *testing.T) {
	a := draftPlug(t)
	a.Notes = []assessment.Note{{On: "Q13", Text: "one"}}
	s := sit(t, a, Options{At: "measure.M07"})
	s.shows("tested")
	s.m.goTo("note.1")
	s.m.goTo("Q13")
	next, err := interview.Remove(s.m.desk.State, "note.1")
	if err != nil {
		t.Fatal(err)
	}
	m := next.Measures["M07"]
	m.State = assessment.Planned
	next.Measures["M07"] = m
	s.m.desk.Accept(next, "both", "")
	s.m.sync()
	s.keys("alt+left")
	s.at("measure.M07")
	s.shows("(•) planned")
}

// The screens of a workshop, as they look.
func TestGoldenWorkshop(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: "measure.M07"})
	s.keys("x")
	s.typing("no time\n")
	s.keys("f7", "down", "down")
	s.golden("changes")
	s.keys("f1", "pgdown")
	s.golden("changes-help")
	s.keys("esc", "esc", "u", "f8")
	s.golden("what-if-begin")
	if r := s.m.top().(*whatIfScreen).table.current(); r.id != "M07" {
		t.Errorf("begins at %s", r.id)
	}
	s.keys("home", "x", "down", "x", "down")
	s.golden("what-if")
	s.keys("f3")
	s.golden("what-if-map")
	s.keys("esc", "ctrl+p")
	s.typing("what if")
	s.golden("go-to-view")
	s.keys("enter")
	s.shows("1 measure tried")
	s.keys("ctrl+p")
	s.typing("remember")
	s.keys("enter")
	s.shows("remembered as 14:02")
}

// golden compares the screen at 80x24.
func (s *sitting) golden(name string) {
	s.t.Helper()
	golden(s.t, "testdata/workshop/"+name+"-80x24.golden", s.screen()+"\n")
}

// A measure that is no longer asked while it is tried is not kept, and waits.
func TestWhatIfOfAMeasureThatIsGone(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: pageMeasures})
	gone := slices.IndexFunc(catalogue.Load().Measures, func(m catalogue.Measure) bool {
		return !slices.ContainsFunc(s.m.desk.Result().Measures, func(r assessment.MeasureResult) bool { return r.ID == m.ID })
	})
	id := catalogue.Load().Measures[gone].ID
	s.m.desk.try(id, assessment.Done)
	s.keys("f8", "K")
	s.shows("nothing")
	if len(s.m.desk.State.Assessment.Measures) != 0 || s.m.desk.tried[id] != assessment.Done {
		t.Errorf("kept is %+v, waiting %v", s.m.desk.State.Assessment.Measures, s.m.desk.tried)
	}
}
