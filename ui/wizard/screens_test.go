package wizard

import (
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/ui/uitest"
)

func onScreen(t *testing.T, a assessment.Assessment, opts Options, w, h int, options ...uitest.Option) (*uitest.Screen, *memory) {
	t.Helper()
	store := &memory{}
	s := uitest.Start(t, New(NewDesk(catalogue.Load(), a, store, testNow), opts), w, h, options...)
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
		Entries:   []StartEntry{{Path: "acme.selfmark.yaml", Product: "Acme Plug S2", Class: "default", Done: 31, Needed: 159, Highest: "R5"}},
		Templates: []StartChoice{{"smart-plug", "Smart plug or switch, Wi-Fi"}, {"sensor", "Wireless sensor"}}, Examples: []StartChoice{{"smart-plug", "Wi-Fi smart plug, complete"}}}, Options{Version: "1.0"})
	s := uitest.Start(t, m, 80, 24)
	s.Expect("New assessment")
	s.Golden("start-80x24")
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
