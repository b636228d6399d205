package wizard

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// line is the row of the screen that holds the words, "" when none does.
func (s *sitting) line(words string) string {
	for row := range strings.SplitSeq(s.screen(), "\n") {
		if strings.Contains(row, words) {
			return row
		}
	}
	return ""
}

// Enter takes the option under the cursor: the keys say so before, and where nobody
// had moved in the list the next screen says what was chosen.
func TestEnterSaysWhatItChooses(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "classification.modules"})
	s.shows("enter choose, next · tab next", "May stay open: tab goes on without an answer.")
	s.keys("tab")
	if _, given := s.m.desk.State.Assessment.Answers["classification.modules"]; given {
		t.Error("tab answered")
	}
	s.keys("esc", "enter")
	s.shows("chosen: Yes; esc goes back to it")
	s.keys("esc")
	s.shows("space choose · enter next · esc back")
	s.keys("down")
	s.shows("enter choose, next")
	s.keys("enter")
	if s.m.desk.flash != "" {
		t.Errorf("the option that was moved to is announced: %q", s.m.desk.flash)
	}
}

// The category that the list begins with is nobody's choice.
func TestCategoryIsChosenNotMet(t *testing.T) {
	const q = "classification.category"
	s := sit(t, assessment.Assessment{}, Options{At: q})
	s.shows("Identity management, privileged access management")
	s.keys("enter")
	s.shows("stays open")
	if a := s.m.desk.State.Assessment.Answers[q]; a.Text != "" {
		t.Fatalf("enter chose %q", a.Text)
	}
	s.keys("esc", "end", "enter")
	if a := s.m.desk.State.Assessment.Answers[q]; a.Text != noCategory {
		t.Errorf("moved to the last, enter chose %q", a.Text)
	}
	s.keys("esc", "esc") // from the question after it
	s = sit(t, assessment.Assessment{}, Options{At: q})
	s.typing("router")
	s.keys("enter")
	if a := s.m.desk.State.Assessment.Answers[q]; a.Text == "" || a.Text == noCategory {
		t.Errorf("after a search enter chose %q", a.Text)
	}
}

// What everybody knows as the keys for undo and redo are.
func TestControlZ(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "Q06"})
	s.keys("space")
	control := func(r rune) { s.send(tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl}) }
	control('z')
	if len(s.m.desk.State.Assessment.Answers) != 0 {
		t.Errorf("ctrl+z leaves %v", s.m.desk.State.Assessment.Answers)
	}
	control('y')
	if len(s.m.desk.State.Assessment.Answers) != 1 {
		t.Errorf("ctrl+y leaves %v", s.m.desk.State.Assessment.Answers)
	}
}

// A line for the user is never cut at the end of the first row.
func TestLongNoticeIsWhole(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "Q13"})
	s.size(60, 20)
	path := "/home/somebody/" + strings.Repeat("a-folder/", 9) + "mk.key"
	s.m.desk.Flash(keyMade(path))
	if rows := strings.ReplaceAll(s.screen(), " ", ""); !strings.Contains(strings.ReplaceAll(rows, "\n", ""), path) {
		t.Errorf("%q is cut in\n%s", path, s.screen())
	}
	s.check()
}

// In little room both maps are whole: the column of high feasibility is the one that
// matters most.
func TestHeatMapsInLittleRoom(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: pageMeasures})
	for _, c := range []struct{ key, left, right string }{{"f3", "BEFORE MEASURES", "AS ANSWERED SO FAR"}, {"f8", "NOW, AS ANSWERED", "IF SO, NOT SAVED"}} {
		s.keys(c.key)
		for _, width := range []int{60, 70, 80, 99} {
			s.size(width, 20)
			if heads := s.line(c.left); !strings.Contains(heads, c.right) || strings.Contains(heads, "…") {
				t.Errorf("%s at %d columns: heads %q", c.key, width, heads)
			}
			if titles := s.line("high"); strings.Count(titles, "high") != 2 {
				t.Errorf("%s at %d columns: titles %q", c.key, width, titles)
			}
			if strings.Contains(s.line("R1"), "…") || strings.Contains(s.line(" = R5, "), "…") {
				t.Errorf("%s at %d columns is cut:\n%s", c.key, width, s.screen())
			}
		}
		s.keys("esc")
	}
}

// The fields of a record are named whole where their values leave the room.
func TestLabelsAreWhole(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "remote"})
	s.keys("a")
	s.shows("Would its absence stop one of the product's functions?  ○ open", "Was the software developed by you, or for you under your responsibility?")
	s.size(60, 20)
	s.shows("Was the software developed by you, or for you under", "   your responsibility?  ○ open")
}

// A member of a list says what is open in it.
func TestMembersSayWhatIsOpen(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "remote"})
	s.keys("a")
	s.typing("cloud")
	s.keys("esc")
	s.shows("cloud  ○ 3 open")
	s.m.desk.State.Assessment.Remote[0] = assessment.RemoteService{Name: "cloud", Purpose: "keeps data", Needed: assessment.Yes, Own: assessment.No}
	s.m.top().Refresh()
	if row := s.line("cloud"); strings.Contains(row, "open") {
		t.Errorf("complete, it says %q", row)
	}
}

// At the ends of the steps it is the step that is the last, not the place.
func TestFirstAndLastStep(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "product.type"})
	s.keys("ctrl+left")
	s.shows("this is the first step")
	for range interview.StepCount + 1 {
		s.keys("ctrl+right")
	}
	s.shows("this is the last step")
}

// Where a screen has no filter of its own, / finds a place.
func TestSlashFinds(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: pageMeasures})
	s.keys("/")
	s.shows(goToTitle + "  Search:")
	s.typing("M07")
	s.keys("enter")
	s.at("measure.M07")
	s = sit(t, exampleOf(t, "smart-plug"), Options{At: pageThreats})
	s.keys("/")
	if len(s.m.overlays) != 0 {
		t.Errorf("the threats have a filter of their own:\n%s", s.screen())
	}
	s = sit(t, assessment.Assessment{}, Options{At: "product.name"})
	s.keys("/")
	s.shows("┃ /")
}

// Class and route are told in fewer words before they are cut, and so is the place.
func TestResultsAreNotCut(t *testing.T) {
	a := exampleOf(t, "gateway").Clone()
	a.Measures = nil
	s := sit(t, a, Options{At: "life.support_end"})
	for _, width := range []int{60, 80} {
		s.size(width, 24)
		if row := s.line("blocking"); strings.Contains(row, "…") || !strings.Contains(row, "lass") && width == 80 {
			t.Errorf("at %d columns the results are %q", width, row)
		}
	}
	s.m.desk.saved = testNow()
	s.size(60, 24)
	if head := s.line("question"); !strings.Contains(head, "step 9 · question ") {
		t.Errorf("the step is not in %q", head)
	}
}

// At the left a step that is answered and waits to be confirmed is not ticked off.
func TestStepsToConfirmAreMarked(t *testing.T) {
	s := sit(t, templateOf(t, "smart-plug"), Options{At: "product.name"})
	s.size(160, 50)
	s.shows(markFinding + " 4 Device")
	a := exampleOf(t, "smart-plug")
	s = sit(t, a, Options{At: "product.name"})
	s.size(160, 50)
	s.shows(markAnswered + " 4 Device")
}

// The first screen explains its choices.
func TestStartExplains(t *testing.T) {
	m := NewStart(StartOptions{Templates: []StartChoice{{"sensor", "Wireless sensor"}}}, Options{})
	s := &sitting{t: t, m: m}
	s.size(80, 24)
	s.shows("f1 what these are")
	s.keys("f1")
	s.shows("A template answers most questions", "when you give a name.")
	s.size(60, 20)
	s.shows("when you give a name.")
}

// What is tried and no longer asked is not counted as waiting.
func TestWaitingIsWhatIsAsked(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: pageMeasures})
	s.m.desk.try("M07", assessment.Planned)
	if s.m.desk.waiting() != 1 || !strings.Contains(leaving(s.m.desk), "what-if") {
		t.Fatalf("%d wait, leaving says %q", s.m.desk.waiting(), leaving(s.m.desk))
	}
	a := s.m.desk.State.Assessment.Clone()
	a.Answers = map[catalogue.QuestionID]assessment.Answer{}
	s.m.desk.Accept(a, "all taken back", "")
	if len(s.m.desk.tried) != 1 || s.m.desk.waiting() != 0 || strings.Contains(leaving(s.m.desk), "what-if") {
		t.Errorf("%d tried, %d wait, leaving says %q", len(s.m.desk.tried), s.m.desk.waiting(), leaving(s.m.desk))
	}
	s.keys("f8")
	s.shows("nothing tried yet")
}
