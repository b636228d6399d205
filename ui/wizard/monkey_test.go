package wizard

import (
	"bytes"
	"flag"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
)

var (
	monkeyKeys = flag.Int("monkey", 4000, "how many random keys the monkey presses")
	monkeyFrom = flag.Int("monkey-from", 0, "the seed of the first sitting, to share a long run out")
)

// keysASitting is how many keys the monkey presses before all is undone and redone.
const keysASitting = 500

// pastes are what the monkey pastes: prose, lines, nothing, and what a terminal
// must not be sent.
var pastes = []string{"", "two\nlines", "Gerät 東京 e\u0301", "2027-10-01", "https://acme.example/a", strings.Repeat("long ", 60), "\x1b[31mred\x1b]0;t\a", "\u202egpj.exe", "- [x] <b>&amp;|`"}

// A monkey presses keys, pastes and resizes at random over the examples: nothing
// panics, every frame holds, the file always loads and equals what the model
// holds, undo to the beginning gives the first state back and redo to the end the
// last.
func TestMonkey(t *testing.T) {
	keys := *monkeyKeys
	if testing.Short() {
		keys = min(keys, 1000)
	}
	examples := []assessment.Assessment{{}, templateOf(t, "smart-plug"), exampleOf(t, "smart-plug"), exampleOf(t, "gateway")}
	for seed := *monkeyFrom; seed < *monkeyFrom+keys/keysASitting; seed++ {
		monkeySitting(t, uint64(seed), examples[seed%len(examples)])
		if t.Failed() {
			t.Fatalf("with seed %d", seed)
		}
	}
}

func monkeySitting(t *testing.T, seed uint64, a assessment.Assessment) {
	t.Helper()
	names := slices.Sorted(maps.Keys(pressed))
	names = slices.DeleteFunc(names, func(s string) bool { return s == "ctrl+c" })
	names = append(names, "a", "x", "y", "n", "o", "u", "U", "c", "e", "d", "K", "D", "m", "p", "P", "*", "/", "5", ".", "é", "東")
	r := rand.New(rand.NewPCG(seed, 7))
	s := sit(t, a.Clone(), Options{HashFile: func(string) (string, int, error) { return strings.Repeat("0", 64), 1, nil }})
	places := interview.Outline(s.m.desk.State)
	for i := range keysASitting {
		switch {
		case i%97 == 0:
			s.size(60+r.IntN(140), 20+r.IntN(40))
		case i%131 == 0:
			s.send(tea.BlurMsg{})
		case i%53 == 0:
			s.send(tea.PasteMsg{Content: pastes[r.IntN(len(pastes))]})
		case i%61 == 0: // so that no part of the wizard is out of reach
			s.m.goTo(places[r.IntN(len(places))].Place)
		}
		s.keys(names[r.IntN(len(names))])
		if s.quit {
			t.Fatal("a key other than ctrl+c left the program")
		}
		if i%100 == 0 {
			checkSaved(t, s)
		}
	}
	s.send(tea.BlurMsg{})
	checkSaved(t, s)
	checkUndo(t, s, a)
	s.send(Stop{})
	if !s.quit {
		t.Fatal("a signal does not end the program")
	}
}

// checkSaved holds what was saved, as a file, against what the model holds.
func checkSaved(t *testing.T, s *sitting) {
	t.Helper()
	held := s.m.desk.State.Assessment
	if s.store.saves > 0 && !reflect.DeepEqual(s.store.saved, held.Clone()) {
		t.Fatalf("saved is not what is on screen:\n%+v\n%+v", s.store.saved, held)
	}
	written := file.Encode(held, catalogue.Load())
	read, err := file.Decode(written, catalogue.Load())
	if err != nil {
		t.Fatalf("the file does not load: %v\n%s", err, written)
	}
	if again := file.Encode(read, catalogue.Load()); !bytes.Equal(again, written) {
		t.Fatalf("the file was\n%s\nand after reading it is\n%s", written, again)
	}
}

// checkUndo takes back the whole sitting and accepts it again, by keys.
func checkUndo(t *testing.T, s *sitting, first assessment.Assessment) {
	t.Helper()
	for range 20 { // whatever is open over the page
		s.keys("esc")
	}
	end := s.m.desk.State.Assessment.Clone()
	changes := len(s.m.desk.undo)
	turn := func(key string) { // undoing leads to the place of the change, where a letter may be text
		s.m.goTo(pageReview)
		s.keys(key)
	}
	for range changes {
		turn("u")
	}
	if n := len(s.m.desk.undo); n != 0 {
		t.Fatalf("%d of %d changes are not undone:\n%s", n, changes, s.screen())
	}
	if got := s.m.desk.State.Assessment.Clone(); !reflect.DeepEqual(got, first.Clone()) {
		t.Fatalf("after %d times undo:\n%+v\nwant\n%+v", changes, got, first)
	}
	for range changes {
		turn("U")
	}
	if got := s.m.desk.State.Assessment.Clone(); !reflect.DeepEqual(got, end) {
		t.Fatalf("after redo:\n%+v\nwant\n%+v", got, end)
	}
	checkSaved(t, s)
}
