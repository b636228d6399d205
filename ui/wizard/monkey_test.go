package wizard

import (
	"flag"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
)

var monkeyKeys = flag.Int("monkey", 1500, "how many random keys the monkey presses")

// A monkey presses keys at random: nothing panics, every frame holds, and what
// is saved is always what is on screen.
func TestMonkey(t *testing.T) {
	names := slices.Sorted(maps.Keys(pressed))
	names = slices.DeleteFunc(names, func(s string) bool { return s == "ctrl+c" })
	names = append(names, "a", "x", "y", "n", "o", "u", "U", "c", "e", "d", "/", "5", ".", "é", "東")
	for seed, a := range []assessment.Assessment{{}, templateOf(t, "smart-plug"), exampleOf(t, "gateway")} {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		s := sit(t, a, Options{HashFile: func(string) (string, error) { return strings.Repeat("0", 64), nil }})
		for i := range *monkeyKeys / 3 {
			if i%97 == 0 {
				s.size(60+r.IntN(140), 20+r.IntN(40))
			}
			if i%131 == 0 {
				s.send(tea.BlurMsg{})
			}
			s.keys(names[r.IntN(len(names))])
			if s.quit {
				t.Fatal("a key other than ctrl+c left the program")
			}
		}
		s.send(Stop{})
		if got, want := s.store.saved, s.m.desk.State.Assessment.Clone(); !reflect.DeepEqual(got, want) {
			t.Fatalf("saved is not what is on screen:\n%+v\n%+v", got, want)
		}
		if !s.quit {
			t.Fatal("a signal does not end the program")
		}
	}
}
