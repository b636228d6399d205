package wizard

import (
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/ui/inventory"
	"selfmark/ui/uitest"
	"selfmark/ui/wizard/theme"
)

func onScreen(t *testing.T, a assessment.Assessment, opts Options, w, h int, options ...uitest.Option) (*uitest.Screen, *memory) {
	t.Helper()
	store := &memory{}
	s := uitest.Start(t, New(newDesk(catalogue.Load(), a, store, testNow), opts), w, h, options...)
	s.Expect("f1 why")
	return s, store
}

// One question at every size of the frame, as it looks in a terminal.
func TestGoldenQuestion(t *testing.T) {
	for _, c := range []struct {
		name    string
		w, h    int
		options []uitest.Option
	}{
		{"question-80x24", 80, 24, nil}, {"question-100x30", 100, 30, nil}, {"question-160x50", 160, 50, nil}, {"question-60x20", 60, 20, nil},
		{"question-80x24-nocolour", 80, 24, []uitest.Option{uitest.NoColour}}, {"question-80x24-light", 80, 24, []uitest.Option{uitest.Light}},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, _ := onScreen(t, exampleOf(t, "smart-plug"), Options{At: "Q13"}, c.w, c.h, c.options...)
			s.Press("down")
			s.Expect("❯ [ ] Zigbee")
			s.Golden(c.name)
		})
	}
}

func TestGoldenOthers(t *testing.T) {
	s, _ := onScreen(t, exampleOf(t, "smart-plug"), Options{At: "classification.category"}, 80, 24)
	s.Type("camera")
	s.Expect("Search: camera")
	s.Golden("category-80x24")
	s.Press("f2")
	s.Expect("Outline")
	s.Golden("outline-80x24")
	s.Press("esc", "f1")
	s.Expect("Keys here")
	s.Golden("help-80x24")
	s.Press("esc")
	s.Press("ctrl+p")
	s.Type("evidence")
	s.Press("enter")
	s.Expect("→ Go on")
	s.Golden("evidence-80x24")
	s.Press("a")
	s.Expect("What it shows")
	s.Golden("evidence-form-80x24")
	s.Resize(59, 20)
	s.Expect("selfmark needs a window")
	s.Golden("too-small-59x20")
	s.Resize(80, 24)
	s.Expect("What it shows")
}

func TestGoldenPresenter(t *testing.T) {
	s, _ := onScreen(t, exampleOf(t, "smart-plug"), Options{At: "Q13", Presenter: true}, 100, 30, uitest.Light)
	s.Golden("presenter-100x30")
}

func TestGoldenStart(t *testing.T) {
	m := NewStart(StartOptions{First: true,
		Found: []string{"acme.selfmark.yaml", "hub.selfmark.yaml"}, Look: func() []inventory.Row {
			return []inventory.Row{
				{Path: "hub.selfmark.yaml", Product: "Acme Hub", Status: assessment.NotReady, Regime: assessment.InScope, Class: "important-1", Routes: []string{"B+C", "H"}, Answered: 140, Questions: 171, Highest: 5,
					Blocking: 12, OpenPoints: 3, Next: inventory.Date{Day: "2026-12-01", What: "open point on Q13 (PL)"}, Signed: []inventory.Signed{{Revision: 2, By: []string{"tech-lead"}, Missing: []string{"management"}, Changed: true}}},
				{Path: "acme.selfmark.yaml", Product: "Acme Plug S2", Status: assessment.Draft, Regime: assessment.InScope, Class: "default", Route: "A", Answered: 31, Questions: 159, Highest: 4, Blocking: 90},
			}
		},
		Templates: []StartChoice{{"smart-plug", "Smart plug or switch, Wi-Fi"}, {"sensor", "Wireless sensor"}}, Examples: []StartChoice{{"smart-plug", "Wi-Fi smart plug, complete"}}}, Options{Version: "1.0"})
	s := uitest.Start(t, m, 80, 24)
	s.Expect("next 2026-12-01")
	s.Golden("start-80x24")
	s.Resize(60, 20)
	s.Golden("start-60x20")
	s.Resize(120, 40)
	s.Golden("start-120x40")
	s.Resize(80, 24)
	s.Press("down")
	s.Expect(" acme.selfmark.yaml")
	s.Resize(140, 30)
	s.Golden("start-140x30")
}

// What is found out about the assessments comes while the screen is on show: the
// cursor goes to the most urgent, or stays with what it was moved to.
func TestStartLooked(t *testing.T) {
	looked := startLooked{{Path: "b.selfmark.yaml", Product: "B"}, {Path: "a.selfmark.yaml", Problem: "torn"}}
	for _, test := range []struct {
		moves int
		want  string
	}{{0, "b.selfmark.yaml"}, {1, "b.selfmark.yaml"}, {2, ""}} {
		s := newStart(StartOptions{Found: []string{"a.selfmark.yaml", "b.selfmark.yaml"}})
		for range test.moves {
			s.move(1)
		}
		s.Receive(looked)
		if got := s.rows[s.cursor].id; got != test.want {
			t.Errorf("after %d moves the cursor is on %q, want %q", test.moves, got, test.want)
		}
	}
	s := newStart(StartOptions{Found: []string{"a.selfmark.yaml", "b.selfmark.yaml"}})
	s.theme = theme.Named("none", true, false)
	s.Receive(looked)
	s.move(1)
	if view := s.View(80, 24); !strings.Contains(view, "(cannot be read)") || !strings.Contains(view, " torn") {
		t.Errorf("it does not say why a file cannot be read:\n%s", view)
	}
	// Where there was nothing to look at, there is no table, and no head of one.
	s = newStart(StartOptions{})
	s.theme = theme.Named("none", true, false)
	before := s.View(80, 24)
	s.Receive(startLooked{})
	if view := s.View(80, 24); view != before {
		t.Errorf("looking at nothing changes the screen:\n%s", view)
	}
}

// Everything a person types in one write lands where it belongs, in a real
// terminal's bytes.
func TestTypedAheadInATerminal(t *testing.T) {
	s, store := onScreen(t, assessment.Assessment{}, Options{}, 80, 24)
	s.Type("Acme\rplug\rid-1\rhw\rfw\tSwitches.\rAt home.\t")
	s.Expect("question 6 of")
	s.Press("ctrl+c", "ctrl+c")
	s.Ended()
	a := store.saved.Answers
	if a["product.name"].Text != "Acme" || a["product.type"].Text != "plug" || a["product.identifier"].Text != "id-1" || strings.Join(a["product.versions"].Options, "|") != "hw|fw" || a["product.purpose"].Text != "Switches.\nAt home." {
		t.Fatalf("answers are %+v", a)
	}
}

// A signal in the middle of a word loses nothing.
func TestSignalInATerminal(t *testing.T) {
	s, store := onScreen(t, assessment.Assessment{}, Options{At: "product.purpose"}, 80, 24)
	s.Type("half a sent")
	s.Expect("half a sent")
	s.Message(Stop{})
	s.Ended()
	if got := store.saved.Text("product.purpose"); got != "half a sent" {
		t.Fatalf("saved is %q", got)
	}
}

// A storm of resizes with keys in between ends in a whole frame.
func TestResizeStorm(t *testing.T) {
	s, _ := onScreen(t, exampleOf(t, "smart-plug"), Options{At: "product.purpose"}, 80, 24)
	for i := range 20 {
		s.Resize(40+i*7, 12+i*2)
		s.Type("x")
		s.CheckFrame()
	}
	s.Resize(80, 24)
	s.Expect(strings.Repeat("x", 20))
	s.CheckFrame()
}
