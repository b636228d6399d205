package wizard

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
	"selfmark/assessment/text"
)

// memory is a store that keeps what is saved, and fails on demand.
type memory struct {
	saved    assessment.Assessment
	saves    int
	err      error
	readOnly string
}

func (m *memory) Save(a assessment.Assessment) error {
	if m.err != nil {
		return m.err
	}
	m.saved = a.Clone()
	m.saves++
	return nil
}

func (m *memory) ReadOnly() (bool, string) { return m.readOnly != "", m.readOnly }
func (m *memory) Path() string             { return "acme.selfmark.yaml" }

func testNow() time.Time { return time.Date(2026, 11, 23, 14, 2, 0, 0, time.UTC) }

// sitting is a wizard driven by keys, without a terminal.
type sitting struct {
	t     *testing.T
	m     *Model
	store *memory
	quit  bool
}

func sit(t *testing.T, a assessment.Assessment, opts Options) *sitting {
	t.Helper()
	store := &memory{}
	return sitWith(t, a, opts, store)
}

// newDesk opens an assessment: it is evaluated, nothing is saved yet.
func newDesk(cat *catalogue.Catalogue, a assessment.Assessment, store Store, now func() time.Time) *Desk {
	return &Desk{Store: store, Now: now, Date: now(), State: interview.State{Catalogue: cat, Assessment: a, Result: assessment.Evaluate(cat, a, now())}}
}

func sitWith(t *testing.T, a assessment.Assessment, opts Options, store *memory) *sitting {
	t.Helper()
	desk := newDesk(catalogue.Load(), a, store, testNow)
	s := &sitting{t: t, m: New(desk, opts), store: store}
	s.size(80, 24)
	return s
}

func (s *sitting) size(w, h int) { s.send(tea.WindowSizeMsg{Width: w, Height: h}) }

func (s *sitting) send(msg tea.Msg) {
	_, cmd := s.m.Update(msg)
	if cmd != nil {
		switch msg := cmd().(type) {
		case tea.QuitMsg:
			s.quit = true
		case signWork:
			s.send(msg)
		}
	}
}

// pressed are the keys that have no character of their own.
var pressed = map[string]tea.KeyPressMsg{
	"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
	"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight}, "space": {Code: tea.KeySpace, Text: " "}, "backspace": {Code: tea.KeyBackspace},
	"ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+s": {Code: 's', Mod: tea.ModCtrl}, "ctrl+p": {Code: 'p', Mod: tea.ModCtrl}, "ctrl+g": {Code: 'g', Mod: tea.ModCtrl},
	"alt+c": {Code: 'c', Mod: tea.ModAlt}, "alt+z": {Code: 'z', Mod: tea.ModAlt}, "alt+n": {Code: 'n', Mod: tea.ModAlt}, "alt+o": {Code: 'o', Mod: tea.ModAlt},
	"alt+left": {Code: tea.KeyLeft, Mod: tea.ModAlt}, "alt+right": {Code: tea.KeyRight, Mod: tea.ModAlt},
	"ctrl+right": {Code: tea.KeyRight, Mod: tea.ModCtrl}, "ctrl+left": {Code: tea.KeyLeft, Mod: tea.ModCtrl},
	"f1": {Code: tea.KeyF1}, "f2": {Code: tea.KeyF2}, "f3": {Code: tea.KeyF3}, "f4": {Code: tea.KeyF4}, "f5": {Code: tea.KeyF5}, "f6": {Code: tea.KeyF6}, "f7": {Code: tea.KeyF7}, "f8": {Code: tea.KeyF8}, "f9": {Code: tea.KeyF9},
	"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
}

// keys presses named keys in order.
func (s *sitting) keys(list ...string) {
	s.t.Helper()
	for _, k := range list {
		msg, ok := pressed[k]
		if !ok {
			r := []rune(k)
			if len(r) != 1 {
				s.t.Fatalf("no key %q", k)
			}
			msg = tea.KeyPressMsg{Code: r[0], Text: k}
		}
		s.send(msg)
		s.check()
	}
}

// typing types text; a line end is enter.
func (s *sitting) typing(words string) {
	s.t.Helper()
	for _, r := range words {
		switch r {
		case '\n':
			s.keys("enter")
		case '\t':
			s.keys("tab")
		case ' ':
			s.keys("space")
		default:
			s.keys(string(r))
		}
	}
}

func (s *sitting) screen() string { return ansi.Strip(s.m.View().Content) }

// check holds what must hold on every screen: no line too wide, no row too many.
func (s *sitting) check() {
	s.t.Helper()
	lines := strings.Split(s.m.View().Content, "\n")
	if len(lines) > s.m.height {
		s.t.Fatalf("%d rows in a window of %d", len(lines), s.m.height)
	}
	for _, line := range lines {
		if w := text.Width(line); w > s.m.width {
			s.t.Fatalf("a row of %d columns in a window of %d: %q", w, s.m.width, ansi.Strip(line))
		}
	}
}

func (s *sitting) shows(words ...string) {
	s.t.Helper()
	screen := s.screen()
	for _, w := range words {
		if !strings.Contains(screen, w) {
			s.t.Fatalf("no %q on the screen:\n%s", w, screen)
		}
	}
}

func (s *sitting) at(p interview.Place) {
	s.t.Helper()
	if got := s.m.place(); got != p {
		s.t.Fatalf("at %q, want %q:\n%s", got, p, s.screen())
	}
}

func (s *sitting) answer(id catalogue.QuestionID) assessment.Answer {
	return s.m.desk.State.Assessment.Answers[id]
}

// templateOf is an assessment begun from a template.
func templateOf(t testing.TB, id string) assessment.Assessment {
	t.Helper()
	st, err := starters.Template(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.Assessment(catalogue.Load())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func exampleOf(t testing.TB, id string) assessment.Assessment {
	t.Helper()
	st, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.Assessment(catalogue.Load())
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// A sitting answers the product step with keys typed ahead, and every answer is
// in its field and saved.
func TestSittingProductStep(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{})
	s.at("product.name")
	s.typing("Acme Plug S2\nWi-Fi smart plug\nAPS2-EU\nhardware C\nfirmware 1.4.0\tSwitches a socket\nat home.\tswitch the socket\tplugs and unplugs\toverload\tconsumers\thome\t2028-01-15\nopen\n8\nAcme GmbH\n")
	s.at("manufacturer.address")
	for id, want := range map[catalogue.QuestionID]string{
		"product.name": "Acme Plug S2", "product.type": "Wi-Fi smart plug", "product.identifier": "APS2-EU", "product.purpose": "Switches a socket\nat home.",
		"product.first_unit": "2028-01-15", "product.last_unit": "open", "Q08": "8", "manufacturer.name": "Acme GmbH",
	} {
		if got := s.answer(id).Text; got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
		if got := s.store.saved.Answers[id].Text; got != want {
			t.Errorf("%s is saved as %q, want %q", id, got, want)
		}
	}
	if got := strings.Join(s.answer("product.versions").Options, "|"); got != "hardware C|firmware 1.4.0" {
		t.Errorf("versions are %q", got)
	}
}

// Showing a question answers nothing, however one goes through.
func TestShowingAnswersNothing(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{})
	for _, st := range stations(s.m.desk.State) {
		s.m.goTo(st.place)
		s.send(tea.WindowSizeMsg{Width: 100, Height: 30})
		s.keys("down", "tab", "f2", "esc", "esc")
	}
	if n := len(s.m.desk.State.Assessment.Answers); n != 0 {
		t.Fatalf("%d answers from looking: %v", n, s.m.desk.State.Assessment.Answers)
	}
	if s.store.saves != 0 {
		t.Fatalf("saved %d times without a change", s.store.saves)
	}
}

// What is not valid gets a message that stays until it is mended, and no key
// that leads away is blocked by it; coming back shows it again.
func TestInvalidNeverTraps(t *testing.T) {
	for _, away := range []string{"esc", "shift+tab", "f4", "ctrl+right"} {
		s := sit(t, assessment.Assessment{}, Options{At: "product.first_unit"})
		s.typing("soon\n")
		s.at("product.first_unit")
		s.shows("✕ write it like 2027-12-11")
		s.keys(away)
		if s.m.place() == "product.first_unit" {
			t.Fatalf("%s does not lead away", away)
		}
		s.m.goTo("product.first_unit")
		s.shows("soon", "✕ write it like")
		s.keys("backspace", "backspace", "backspace", "backspace")
		s.typing("2028-01-15")
		if strings.Contains(s.screen(), "write it like") {
			t.Fatal("the message stays although the date is valid")
		}
		s.keys("enter")
		if got := s.answer("product.first_unit").Text; got != "2028-01-15" {
			t.Fatalf("first unit is %q", got)
		}
	}
	s := sit(t, assessment.Assessment{}, Options{At: "product.first_unit"})
	s.typing("soon")
	s.keys("f2")
	s.typing("q13")
	s.keys("enter")
	s.at("Q13")
}

// However one leaves, what was typed is kept.
func TestLeavingKeepsText(t *testing.T) {
	for name, leave := range map[string]func(*sitting){
		"esc":        func(s *sitting) { s.keys("esc") },
		"ctrl+c":     func(s *sitting) { s.keys("ctrl+c") },
		"blur":       func(s *sitting) { s.send(tea.BlurMsg{}) },
		"stop":       func(s *sitting) { s.send(Stop{}) },
		"outline":    func(s *sitting) { s.keys("f2") },
		"help":       func(s *sitting) { s.keys("f1") },
		"next step":  func(s *sitting) { s.keys("ctrl+right") },
		"save":       func(s *sitting) { s.keys("ctrl+s") },
		"map":        func(s *sitting) { s.keys("f3") },
		"note":       func(s *sitting) { s.keys("alt+n") },
		"next open":  func(s *sitting) { s.keys("f4") },
		"go to":      func(s *sitting) { s.keys("ctrl+p") },
		"preview":    func(s *sitting) { s.keys("f5") },
		"open point": func(s *sitting) { s.keys("alt+o") },
	} {
		t.Run(name, func(t *testing.T) {
			s := sit(t, assessment.Assessment{}, Options{At: "product.environment"})
			s.typing("indoors")
			leave(s)
			if got := s.store.saved.Text("product.environment"); got != "indoors" {
				t.Fatalf("saved is %q", got)
			}
		})
	}
}

func TestCtrlCTwice(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{})
	s.typing("Acme")
	s.keys("ctrl+c")
	s.shows("saved; press ctrl+c again to leave")
	s.keys("down", "ctrl+c")
	if s.quit {
		t.Fatal("another key in between and yet it left")
	}
	s.keys("ctrl+c")
	if !s.quit || s.m.Err() != nil {
		t.Fatalf("quit %v, error %v", s.quit, s.m.Err())
	}
	store := &memory{err: syscall.ENOSPC}
	s = sitWith(t, assessment.Assessment{}, Options{}, store)
	s.typing("Acme\n")
	store.err = nil
	s.keys("ctrl+c") // saves what could not be saved before
	if store.saved.Name() != "Acme" || s.quit {
		t.Fatalf("saved %q, quit %v", store.saved.Name(), s.quit)
	}
	s = sit(t, assessment.Assessment{}, Options{})
	s.send(Stop{})
	if !s.quit || s.m.Err() != ErrStopped {
		t.Fatalf("after a signal: quit %v, error %v", s.quit, s.m.Err())
	}
}

func TestUndoRedo(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "Q13"})
	s.keys("space", "enter")
	if got := s.answer("Q13").Options; len(got) != 1 {
		t.Fatalf("Q13 is %v", got)
	}
	s.m.goTo("Q40")
	s.keys("u")
	s.at("Q13")
	s.shows("undo: Q13")
	if _, given := s.m.desk.State.Assessment.Answers["Q13"]; given {
		t.Fatal("the answer is still there")
	}
	s.keys("U")
	s.shows("redo: Q13")
	if len(s.answer("Q13").Options) != 1 || len(s.store.saved.Answers["Q13"].Options) != 1 {
		t.Fatal("the answer is not back, or not saved")
	}
	s.keys("U")
	s.shows("nothing to redo")
	s.keys("u")
	s.m.desk.Accept(s.m.desk.State.Assessment.Clone(), "the same", "") // is no change
	if _, _, ok := s.m.desk.Redo(); !ok {
		t.Fatal("accepting what is there took the redo away")
	}
	s.m.desk.Undo()
	s.keys("space", "enter")
	if _, _, ok := s.m.desk.Redo(); ok {
		t.Fatal("what was undone comes over a later answer")
	}

	// In a text, alt+z takes typing back first, then answers.
	s.m.goTo("product.type")
	s.typing("smart plug")
	s.keys("alt+z")
	s.shows("┃ smart ")
	s.keys("alt+z", "alt+z")
	s.keys("alt+z")
	s.at("Q13")
}

func TestSaveFailureStaysUntilItWorks(t *testing.T) {
	store := &memory{err: fmt.Errorf("write acme: %w", syscall.ENOSPC)}
	s := sitWith(t, assessment.Assessment{}, Options{}, store)
	s.typing("Acme\n")
	s.shows("SAVE FAILED: disk full")
	s.keys("f2", "esc", "esc")
	s.shows("SAVE FAILED: disk full")
	store.err = nil
	s.keys("ctrl+s")
	s.shows("saved 14:02")
	if got := store.saved.Name(); got != "Acme" {
		t.Fatalf("saved is %q", got)
	}
}

func TestReadOnly(t *testing.T) {
	store := &memory{readOnly: "another window has it open"}
	s := sitWith(t, assessment.Assessment{}, Options{}, store)
	s.shows("read only: another window has it")
	s.typing("Acme\n")
	if len(s.m.desk.State.Assessment.Answers) != 0 || store.saves != 0 {
		t.Fatal("a read-only assessment was changed")
	}
	if s.m.desk.Save(); store.saves != 0 || s.m.desk.saveErr != nil {
		t.Fatalf("saved: %v", s.m.desk.saveErr)
	}
}

func TestTemplateBlock(t *testing.T) {
	s := sit(t, templateOf(t, "smart-plug"), Options{At: "Q13"})
	s.shows("From the template")
	s.keys("c")
	s.shows("Confirm the template's answers: Interfaces", "Q13")
	s.keys("enter")
	if interview.Unconfirmed(s.m.desk.State.Assessment, "Q13") || !interview.Unconfirmed(s.m.desk.State.Assessment, "Q26") {
		t.Fatal("not exactly the block is confirmed")
	}
	s.keys("u")
	if !interview.Unconfirmed(s.m.desk.State.Assessment, "Q13") {
		t.Fatal("undo does not bring the mark back")
	}
}

func TestNotes(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "Q13"})
	s.keys("n")
	s.shows(initialsTitle)
	s.keys("esc")
	s.at("Q13")
	s.keys("n")
	s.typing("MK\n") // asked once in a sitting
	s.shows("Note on Q13", "not privileged", "MK")
	s.keys("esc")
	if len(s.m.desk.State.Assessment.Notes) != 0 {
		t.Fatal("an empty note stays")
	}
	s.keys("o")
	s.typing("ask sales\t\nPL\n2026-12-01\n")
	s.keys("esc")
	s.at("Q13")
	n := s.m.desk.State.Assessment.Notes
	if len(n) != 1 || n[0].On != "Q13" || !n[0].Open || n[0].Text != "ask sales" || n[0].Owner != "PL" || n[0].Due != "2026-12-01" || n[0].Date != "2026-11-23" {
		t.Fatalf("notes are %+v", n)
	}
	s.shows("open – MK: ask sales (PL 2026-12-01)")
	s.keys("f2")
	s.typing("sales")
	s.keys("enter")
	s.at("Q13")
}

func TestCollections(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "component"})
	s.keys("a")
	s.typing("mbedTLS\n3.6\nArm\n")
	s.keys("down", "space", "enter")
	s.keys("esc")
	s.at("component")
	c := s.m.desk.State.Assessment.Components
	if len(c) != 1 || c[0].Name != "mbedTLS" || c[0].Version != "3.6" || c[0].Supplier != "Arm" || len(c[0].Diligence) != 1 {
		t.Fatalf("components are %+v", c)
	}
	// The vulnerabilities of a component are a list inside its form.
	s.keys("home", "enter")
	for range 12 {
		s.keys("tab")
		if f, ok := s.m.top().(*FormScreen); ok && f.current() == nil {
			break
		}
	}
	s.keys("enter", "a")
	s.typing("CVE-2026-1\n")
	s.keys("esc", "esc", "esc")
	if v := s.m.desk.State.Assessment.Components[0].Vulnerabilities; len(v) != 1 || v[0].ID != "CVE-2026-1" {
		t.Fatalf("vulnerabilities are %+v", v)
	}
	s.keys("home", "x", "n")
	if len(s.m.desk.State.Assessment.Components) != 1 {
		t.Fatal("removed without a yes")
	}
	s.keys("x", "y")
	if len(s.m.desk.State.Assessment.Components) != 0 {
		t.Fatal("not removed")
	}
	s.keys("u")
	if len(s.m.desk.State.Assessment.Components) != 1 {
		t.Fatal("undo does not bring it back")
	}
}

func TestEvidenceIsHashed(t *testing.T) {
	var asked string
	s := sit(t, assessment.Assessment{}, Options{At: "evidence", HashFile: func(p string) (string, int, error) { asked = p; return strings.Repeat("3f", 32), 1234, nil }})
	s.keys("a", "enter")
	s.typing("TLS scan\nevidence/tls.pdf\n")
	e := s.m.desk.State.Assessment.Evidence
	if asked != "evidence/tls.pdf" || len(e) != 1 || e[0].SHA256 != strings.Repeat("3f", 32) || e[0].Size != 1234 || e[0].File != "evidence/tls.pdf" {
		t.Fatalf("asked for %q, evidence %+v", asked, e)
	}
}

// TestEvidenceIsLookedAt: the review says what check says of the files, and no more of
// it once another file is noted.
func TestEvidenceIsLookedAt(t *testing.T) {
	s := sit(t, exampleOf(t, "smart-plug"), Options{At: pageReview})
	old := assessment.EvidenceFile{File: "scan.pdf", SHA256: "a"}
	s.m.desk.Look = func([]assessment.Evidence) map[assessment.EvidenceFile]assessment.EvidenceState {
		return map[assessment.EvidenceFile]assessment.EvidenceState{old: assessment.EvidenceChanged}
	}
	next := s.m.desk.State.Assessment.Clone()
	next.Evidence = append(next.Evidence, assessment.Evidence{ID: "E99", Kind: "test", File: old.File, SHA256: old.SHA256})
	s.m.desk.set(next)
	s.keys("f3", "esc")
	s.shows("The file of evidence E99 is not the one")
	next = next.Clone()
	next.Evidence[len(next.Evidence)-1].SHA256 = "b"
	s.m.desk.set(next)
	s.keys("f3", "esc")
	if strings.Contains(s.screen(), "E99") {
		t.Error(s.screen())
	}
}

// Fields of one form do not mix, also when keys come in one go.
func TestFormFieldsDoNotMix(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "remote"})
	s.keys("a")
	s.typing("Cloud\nupdates\n")
	s.keys("space", "enter", "space", "enter")
	s.typing("none")
	s.keys("shift+tab", "shift+tab", "shift+tab", "esc")
	r := s.m.desk.State.Assessment.Remote
	if len(r) != 1 || r[0].Name != "Cloud" || r[0].Purpose != "updates" || r[0].Needed != "yes" || r[0].Own != "yes" || r[0].Reason != "none" {
		t.Fatalf("remote services are %+v", r)
	}
}

func TestPasteIsCleaned(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{})
	s.send(tea.PasteMsg{Content: "Ac\x1b[31mme\u202e\r\nPlug"})
	s.keys("enter")
	if got := s.m.desk.State.Assessment.Name(); got != "Acme Plug" {
		t.Fatalf("name is %q", got)
	}
}

func TestCategorySearch(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "classification.category"})
	s.typing("smart lock")
	s.shows("Smart home products with security functions", "III.I.17", "Decides")
	s.keys("enter")
	if got := s.answer("classification.category").Text; got != "III.I.17" {
		t.Fatalf("category is %q", got)
	}
	s.m.goTo("classification.category")
	s.keys("end", "enter")
	if got := s.answer("classification.category").Text; got != "none" {
		t.Fatalf("category is %q", got)
	}
}

func TestHistoryAndSteps(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{At: "Q13"})
	s.keys("f2")
	s.typing("q40")
	s.keys("enter")
	s.at("Q40")
	s.keys("alt+left")
	s.at("Q13")
	s.keys("alt+right")
	s.at("Q40")
	s.keys("esc")
	s.at("Q13")
	s.keys("ctrl+left")
	if n := stepOf(s.m.desk.State, s.m.place()); n != 3 {
		t.Fatalf("in step %d", n)
	}
}

// Out of scope, the steps that do not apply are left out and say why.
func TestStepsThatDoNotApply(t *testing.T) {
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{"scope.role": {Options: []string{"importer-distributor"}}}}
	for _, o := range catalogue.Load().Question("scope.role").Options {
		for _, tag := range o.Tags {
			if tag == "role:other" {
				a.Answers["scope.role"] = assessment.Answer{Options: []string{o.ID}}
			}
		}
	}
	s := sit(t, a, Options{At: pageScope})
	s.keys("enter")
	if n := stepOf(s.m.desk.State, s.m.place()); n != 11 {
		t.Fatalf("in step %d", n)
	}
	s.keys("f2", "home")
	s.typing("device")
	s.shows("– 4 Device", "does not apply")
}

// A window of any size, a name of any length: no row is too wide.
func TestFrameHolds(t *testing.T) {
	a := exampleOf(t, "smart-plug")
	a.Answers["product.name"] = assessment.Answer{Text: strings.Repeat("長い名前 ", 40) + "\x1b[2J"}
	s := sit(t, a, Options{At: "Q13"})
	for _, p := range []interview.Place{"Q13", "classification.category", "product.purpose", "component", "measure.M07", "requirement.e", "risk.T18", "impact.AS10:I", "part.5", pageScope} {
		s.size(80, 24)
		s.m.goTo(p)
		for w := 10; w < 200; w += 7 {
			for _, h := range []int{3, 19, 20, 24, 50} {
				s.size(w, h)
				s.check()
			}
		}
		for _, key := range []string{"f1", "f2", "f3"} {
			s.size(60, 20)
			s.keys(key, "down", "esc")
		}
	}
	s.size(50, 10)
	s.shows("selfmark needs a window")
	s.size(80, 24)
	if c := s.m.View().Cursor; c == nil && s.m.place() == "Q13" {
		t.Fatal("no cursor")
	}
}

// The cursor stands on the row it chooses, and behind what is typed.
func TestCursor(t *testing.T) {
	s := sit(t, assessment.Assessment{}, Options{})
	s.typing("あいう")
	v := s.m.View()
	if v.Cursor == nil {
		t.Fatal("no cursor")
	}
	row := ansi.Strip(strings.Split(v.Content, "\n")[v.Cursor.Y])
	if !strings.Contains(row, "あいう") || v.Cursor.X != 9 {
		t.Fatalf("cursor at %d in %q", v.Cursor.X, row)
	}
	s.m.goTo("Q13")
	s.keys("down", "down")
	v = s.m.View()
	row = ansi.Strip(strings.Split(v.Content, "\n")[v.Cursor.Y])
	if !strings.Contains(row, "❯ [ ] NFC") {
		t.Fatalf("cursor on %q", row)
	}
}

func TestStart(t *testing.T) {
	var made string
	m := NewStart(StartOptions{
		Templates: []StartChoice{{"smart-plug", "Smart plug"}},
		Create: func(id, name string) (*Desk, error) {
			made = id + "/" + name
			return newDesk(catalogue.Load(), templateOf(t, id), &memory{}, testNow), nil
		},
	}, Options{Version: "1"})
	s := &sitting{t: t, m: m}
	s.size(80, 24)
	s.shows("Smart plug", "no legal advice")
	s.keys("enter", "enter")
	s.shows("a name is needed")
	s.typing("Acme Plug\n")
	if made != "smart-plug/Acme Plug" || m.desk == nil {
		t.Fatalf("made %q", made)
	}
	s.shows("Product · 1 Product")
}

// contested is a store whose file somebody else changed.
type contested struct {
	memory
	theirs assessment.Assessment
	path   string
}

func (c *contested) Path() string {
	if c.path != "" {
		return c.path
	}
	return c.memory.Path()
}

func (c *contested) Reload() (assessment.Assessment, error) { c.err = nil; return c.theirs, nil }

func (c *contested) Sides() (base, theirs *assessment.Assessment, err error) {
	return new(assessment.Assessment), &c.theirs, nil
}

func (c *contested) SaveMerged(a assessment.Assessment) error { c.err = nil; return c.Save(a) }

func (c *contested) Overwrite(a assessment.Assessment) error { c.err = nil; return c.Save(a) }

func (c *contested) SaveBeside(a assessment.Assessment) (string, error) {
	c.err, c.path = nil, "acme-mine.selfmark.yaml"
	return c.path, c.Save(a)
}

// When the file changed outside, the user is asked, and no answer is lost.
func TestFileChangedOutside(t *testing.T) {
	theirs := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{"product.name": {Text: "Theirs"}}}
	begin := func(t *testing.T) (*sitting, *contested) {
		store := &contested{theirs: theirs}
		store.err = fmt.Errorf("save: %w", file.ErrChangedOutside)
		s := &sitting{t: t, m: New(newDesk(catalogue.Load(), assessment.Assessment{}, store, testNow), Options{}), store: &store.memory}
		s.size(80, 24)
		s.typing("Mine\n")
		s.shows("changed by another program", "SAVE FAILED", "put both together", "take what is on disk")
		return s, store
	}
	t.Run("reload", func(t *testing.T) {
		s, store := begin(t)
		s.keys("r")
		if store.saved.Name() != "Theirs" {
			t.Fatalf("saved is %q", store.saved.Name())
		}
		s.keys("alt+z")
		if s.m.desk.State.Assessment.Name() != "Mine" {
			t.Fatal("the own answers are gone")
		}
	})
	t.Run("both", func(t *testing.T) {
		s, store := begin(t)
		s.keys("b")
		s.shows("acme-mine")
		if store.path != "acme-mine.selfmark.yaml" || store.saved.Name() != "Mine" {
			t.Fatalf("path %q, name %q", store.path, store.saved.Name())
		}
	})
	t.Run("mine", func(t *testing.T) {
		s, store := begin(t)
		s.keys("o")
		s.shows("saved 14:02")
		if store.saved.Name() != "Mine" {
			t.Fatal("not saved")
		}
	})
	t.Run("later", func(t *testing.T) {
		s, _ := begin(t)
		s.keys("esc")
		s.typing("plug\n")
		s.shows("SAVE FAILED")
		if s.answer("product.type").Text != "plug" {
			t.Fatal("the sitting does not go on")
		}
	})
}

// BenchmarkKey is key presses on the gateway to the screen, at 80x24: the cursor
// moves in a list, a letter is typed, and a choice is changed, accepted and saved
// to memory, with the way back to it (three keys).
func BenchmarkKey(b *testing.B) {
	for _, c := range []struct {
		name string
		at   interview.Place
		keys []tea.KeyPressMsg
	}{
		{"move", "Q13", []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}},
		{"type", "product.purpose", []tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}}},
		{"accept", "Q13", []tea.KeyPressMsg{{Code: tea.KeySpace, Text: " "}, {Code: tea.KeyEnter}, {Code: tea.KeyEscape}}},
	} {
		b.Run(c.name, func(b *testing.B) {
			store := &memory{}
			m := New(newDesk(catalogue.Load(), exampleOf(b, "gateway"), store, testNow), Options{At: c.at})
			m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
			step := 1
			if c.name == "accept" {
				step = len(c.keys)
			}
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				for range step {
					m.Update(c.keys[n%len(c.keys)])
					m.View()
					n++
				}
			}
			if c.name == "accept" && store.saves < n/len(c.keys) {
				b.Fatalf("%d of %d choices were saved", store.saves, n/len(c.keys))
			}
		})
	}
}

// TestDocumentaryHasNoEffect: what the screen says of these sections without looking
// is what a look gives, for every answer in every example.
func TestDocumentaryHasNoEffect(t *testing.T) {
	for _, a := range []assessment.Assessment{{}, templateOf(t, "smart-plug"), exampleOf(t, "smart-plug"), exampleOf(t, "gateway")} {
		d := newDesk(catalogue.Load(), a, &memory{}, testNow)
		seen := 0
		for i := range d.Catalogue().Questions {
			q := &d.Catalogue().Questions[i]
			if !slices.Contains(documentary, q.Section) {
				continue
			}
			seen++
			answers := []assessment.Answer{{}, {Text: "2027-01-01"}, {NotSure: true}}
			for _, o := range q.Options {
				answers = append(answers, assessment.Answer{Options: []string{o.ID}})
			}
			without := d.Try(interview.Clear(d.State, q.ID))
			for _, answer := range answers {
				next, err := interview.Answer(d.State, q.ID, answer)
				if err != nil {
					continue // not an answer to this question
				}
				with := d.Try(next)
				if e := effectOf(d.Catalogue(), &without, &with); e != "" {
					t.Errorf("%s = %v: %s", q.ID, answer, e)
				}
			}
		}
		if seen < 20 {
			t.Fatalf("only %d questions", seen)
		}
	}
}

// TestEffectOnTheChosenRoute: an answer that closes the route that was chosen says so
// (Art. 12(2), 32(5a), 32(2)).
func TestEffectOnTheChosenRoute(t *testing.T) {
	d := newDesk(catalogue.Load(), exampleOf(t, "smart-plug"), &memory{}, testNow)
	yes := assessment.Answer{Options: []string{"yes"}}
	for id, answer := range map[catalogue.QuestionID]assessment.Answer{"classification.high_risk_ai": yes, "classification.ehr": yes, "classification.radio": {}} {
		next, err := interview.Answer(d.State, id, answer)
		if err != nil {
			t.Fatal(err)
		}
		without, with := d.Result(), d.Try(next)
		if e, closes := effectOf(d.Catalogue(), without, &with), id != "classification.radio"; strings.Contains(e, "self-assessment, not open") != closes {
			t.Errorf("%s: %q", id, e)
		}
	}
}

// BenchmarkLiveEffects is the effects of all options of a question on the gateway:
// of the longest list there is, and of one of the usual long ones.
func BenchmarkLiveEffects(b *testing.B) {
	for _, id := range []catalogue.QuestionID{"reporting.csirt", "scope.role", "Q13"} {
		b.Run(string(id), func(b *testing.B) {
			d := newDesk(catalogue.Load(), exampleOf(b, "gateway"), &memory{}, testNow)
			s := newQuestion(d, d.Catalogue().Question(id))
			s.Refresh()
			list := s.field.choices
			if list == nil || len(list.rows) < 4 {
				b.Fatalf("%s is no long list", id)
			}
			b.ReportAllocs()
			for b.Loop() {
				s.bare = nil
				for list.cursor = range list.rows {
					if s.liveEffect() == "" {
						b.Fatal("no effect is said")
					}
				}
			}
			b.ReportMetric(float64(len(list.rows)), "options")
		})
	}
}

// TestEvidenceIsPicked: a requirement takes its evidence from the list, by the space bar.
func TestEvidenceIsPicked(t *testing.T) {
	a := exampleOf(t, "smart-plug")
	s := sit(t, a, Options{At: "requirement.e"})
	s.keys("enter", "tab", "tab")
	s.shows("From the list of evidence", a.Evidence[1].ID+" "+a.Evidence[1].Note)
	s.keys("down", "space", "enter")
	if got := s.m.desk.State.Assessment.Requirements["e"].Evidence; len(got) != 1 || got[0] != a.Evidence[1].ID {
		t.Errorf("%q\n%s", got, s.screen())
	}
}
