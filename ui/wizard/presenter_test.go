package wizard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	uv "github.com/charmbracelet/ultraviolet"

	"charm.land/lipgloss/v2"

	"selfmark/ui/uitest"
)

// On a projector nothing on any screen is faint, and everything stands out from
// white and from black by 7:1 at least.
func TestPresenterContrast(t *testing.T) {
	for name, look := range map[string]struct {
		ink, paper string
		options    []uitest.Option
	}{"dark": {"#ffffff", "#000000", nil}, "light": {"#000000", "#ffffff", []uitest.Option{uitest.Light}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := draftPlug(t)
			tour(t, deskModel(a, Options{Theme: name, Presenter: true}), stopsOf(a), 100, 30, func(t *testing.T, at stop, s *uitest.Screen) {
				s.CheckFrame()
				eachCell(s, func(x, y int, c uv.Cell) {
					ink := c.Style.Fg
					if ink == nil {
						ink = lipgloss.Color(look.ink)
					}
					if strings.TrimSpace(c.Content) == "" {
						return
					}
					if got := uitest.Contrast(ink, lipgloss.Color(look.paper)); got < 7 || c.Style.Attrs&uv.AttrFaint != 0 {
						t.Errorf("%v: %q at %d,%d has %.1f:1", at, c.Content, x, y, got)
					}
				})
			}, look.options...)
		})
	}
}

// air counts the empty rows between rows with words in the body.
func air(screen string) int {
	n, gap, words := 0, 0, false
	lines := strings.Split(screen, "\n")
	for _, line := range lines[headRows : len(lines)-footRows] {
		body, _, _ := strings.Cut(line, "│")
		if strings.Trim(body, " ┃") == "" {
			gap++
			continue
		}
		if words {
			n += gap
		}
		words, gap = true, 0
	}
	return n
}

// On a projector every screen is spaced more widely than without; where the next
// row stands is where the cursor is.
func TestPresenterSpacing(t *testing.T) {
	a := draftPlug(t)
	usual, wide := sit(t, a, Options{Signing: newSigningBench().signing()}), sit(t, a, Options{Presenter: true, Signing: newSigningBench().signing()})
	for _, at := range stopsOf(a) {
		seen := [2]int{}
		for i, s := range []*sitting{usual, wide} {
			s.size(100, 30)
			for range 6 { // whatever is on top
				s.keys("esc")
			}
			s.m.goTo(at.place)
			s.keys(at.keys...)
			seen[i] = air(s.screen())
		}
		// The preview is the bytes of the document; a search that finds nothing has no rows.
		if bare := slices.Contains(at.keys, "f5") || slices.Contains(at.keys, "q"); !bare && seen[1] <= seen[0] {
			t.Errorf("%v: %d empty rows, %d on a projector:\n%s", at, seen[0], seen[1], wide.screen())
		}
		if c := wide.m.View().Cursor; c != nil {
			line := strings.Split(wide.screen(), "\n")[c.Y]
			if strings.Contains(wide.screen(), cursorMark) && strings.TrimSpace(strings.Split(line, "│")[0]) == "" {
				t.Errorf("%v: the cursor is on an empty row, %d:\n%s", at, c.Y, wide.screen())
			}
		}
	}
}

// The question stands as a block, framed, and the effect of the option under the
// cursor is shown before it is chosen, first of what stands below.
func TestPresenterQuestion(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {100, 30}, {160, 50}} {
		s := sit(t, exampleOf(t, "smart-plug"), Options{At: "Q13", Presenter: true})
		s.size(size[0], size[1])
		for range 4 {
			before := s.m.desk.State.Assessment
			s.keys("down")
			lines := strings.Split(s.screen(), "\n")
			i := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "Which short-range radios") })
			for y, want := range map[int]string{i - 1: "┃", i: "┃ Which", i + 1: "┃ Choose", i + 2: "┃", i + 3: ""} {
				words := lines[y]
				if size[0] >= outlineFrom {
					words = words[strings.Index(words, "│"):]
					words = strings.TrimPrefix(words, "│")
				}
				words, _, _ = strings.Cut(words, "│")
				if got := strings.TrimSpace(words); want == "" && got != "" || !strings.HasPrefix(got, want) {
					t.Errorf("%v: row %d is %q, want %q", size, y, got, want)
				}
			}
			effect, why := strings.Index(s.screen(), labelEffect), strings.Index(s.screen(), labelWhy)
			if effect < 0 || why >= 0 && effect > why {
				t.Errorf("%v: the effect is not first:\n%s", size, s.screen())
			}
			if fmt.Sprint(before) != fmt.Sprint(s.m.desk.State.Assessment) {
				t.Fatal("moving chose something")
			}
		}
	}
}

// In a form the effect of a choice is shown before it is chosen too.
func TestFormShowsEffect(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: "threat.T18"})
	s.keys("e")
	f := s.m.top().(*FormScreen)
	for range f.count() {
		if f.current().f.Key != "equipment" {
			s.keys("tab")
		}
	}
	was := s.m.desk.version
	shown := map[string]bool{}
	for range 5 {
		shown[f.effect] = true
		if f.effect != "" {
			s.shows(labelEffect, strings.Fields(f.effect)[0])
		}
		s.keys("down")
	}
	if len(shown) < 2 || s.m.desk.version != was {
		t.Errorf("effects are %v:\n%s", shown, s.screen())
	}
}
