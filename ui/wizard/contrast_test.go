package wizard

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
	"selfmark/ui/inventory"
	"selfmark/ui/uitest"
)

// stop is one screen of a tour: a place, and keys pressed there.
type stop struct {
	place interview.Place
	keys  []string
}

// moved is the stop a row further down.
func (s stop) moved() stop { return stop{s.place, append(slices.Clone(s.keys), "down")} }

func (s stop) String() string { return strings.Join(append([]string{string(s.place)}, s.keys...), " ") }

// stopsOf are the screens of the wizard on an assessment: one question of every
// kind, every page, what stands on top, and what is said when something is wrong.
func stopsOf(a assessment.Assessment) []stop {
	var out []stop
	d := newDesk(catalogue.Load(), a, &memory{}, testNow)
	kinds := map[catalogue.Kind]bool{}
	for _, e := range interview.Outline(d.State) {
		if q := question(d.State, e.Place); q != nil && e.Mark != interview.DoesNotApply && !kinds[q.Kind] {
			kinds[q.Kind] = true
			out = append(out, stop{e.Place, nil})
			if q.Kind == catalogue.KindMonth || q.Kind == catalogue.KindDate {
				out = append(out, stop{e.Place, []string{"x", "enter"}})
			}
		}
	}
	for _, p := range []interview.Place{"Q13", pageScope, pageClass, pageAssets, pageThreats, pageMeasures, pageRequirements, pagePartTwo, pageLifeMeasures,
		pageResidual, pageReview, pageSign, "evidence", "component", "signer", "note", "threat.T18", "measure.M07", "requirement.e", "risk.T18", "impact.AS10:I", "part.5"} {
		out = append(out, stop{p, nil})
	}
	return append(out, stop{"Q13", []string{"f1"}}, stop{"Q13", []string{"f2"}}, stop{"Q13", []string{"f2", "x", "q"}}, stop{"Q13", []string{"f3"}}, stop{"Q13", []string{"f3", "tab", "left"}},
		stop{"Q13", []string{"f5"}}, stop{"Q13", []string{"f7"}}, stop{"Q13", []string{"f8"}}, stop{"Q13", []string{"f8", "x", "down", "l"}}, stop{"Q13", []string{"f8", "D", "f9"}}, stop{"Q13", []string{"n"}}, stop{"Q13", []string{"n", "enter"}}, stop{"Q13", []string{"u"}}, stop{"Q13", []string{"ctrl+c"}},
		stop{pageThreats, []string{"enter"}}, stop{pageThreats, []string{"f1"}}, stop{pageSign, []string{"enter"}})
}

// guided is a wizard that is led from stop to stop and says which one it drew.
type guided struct {
	*Model
	at    int
	drawn atomic.Pointer[drawn]
}

type drawn struct {
	at      int
	content string
}

type visit struct {
	at int
	stop
}

func (g *guided) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	v, ok := msg.(visit)
	if !ok {
		_, cmd := g.Model.Update(msg)
		return g, cmd
	}
	g.goTo(v.place)
	for _, name := range v.keys {
		k, named := pressed[name]
		if !named {
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		g.Model.Update(k)
	}
	g.sync()
	g.at = v.at
	return g, nil
}

func (g *guided) View() tea.View {
	v := g.Model.View()
	g.drawn.Store(&drawn{g.at, v.Content})
	return v
}

// tour leads a wizard through stops in a terminal and looks at every screen.
func tour(t *testing.T, m *Model, stops []stop, width, height int, look func(*testing.T, stop, *uitest.Screen), options ...uitest.Option) {
	t.Helper()
	g := &guided{Model: m}
	s := uitest.Start(t, g, width, height, options...)
	s.Quiet()
	for i, at := range stops {
		s.Message(visit{i + 1, at})
		there := func() bool {
			d := g.drawn.Load()
			return d != nil && d.at == i+1 && trimmed(ansi.Strip(d.content)) == trimmed(s.Text())
		}
		for begun := time.Now(); !there(); time.Sleep(2 * time.Millisecond) {
			if time.Since(begun) > 20*time.Second {
				t.Fatalf("%v does not come on the screen:\n%s", at, s.Text())
			}
		}
		look(t, at, s)
		if t.Failed() {
			t.Fatalf("%v at %d columns:\n%s", at, width, s.Text())
		}
	}
}

func trimmed(s string) string {
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

func deskModel(a assessment.Assessment, opts Options) *Model {
	opts.Signing = newSigningBench().signing()
	return New(newDesk(catalogue.Load(), a, &memory{}, testNow), opts)
}

// startModel is the start screen of a folder with two assessments.
func startModel(opts Options) *Model {
	offered := func(list []starters.Starter) []StartChoice {
		var out []StartChoice
		for _, s := range list {
			out = append(out, StartChoice{ID: s.ID, Title: s.Title})
		}
		return out
	}
	return NewStart(StartOptions{First: true, Templates: offered(starters.Templates()), Examples: offered(starters.Examples()),
		Found: []string{"acme-plug.selfmark.yaml", "acme-hub.selfmark.yaml"}, Look: func() []inventory.Row {
			return []inventory.Row{
				{Path: "acme-plug.selfmark.yaml", Product: "Acme Plug S2", Status: assessment.NotReady, Regime: assessment.InScope, Class: "default", Answered: 31, Questions: 159, Highest: 5, Blocking: 90},
				{Path: "acme-hub.selfmark.yaml", Product: "Acme Hub", Status: assessment.Draft, Regime: assessment.InScope, Class: "important-1", Answered: 140, Questions: 171, Highest: 3},
			}
		}}, opts)
}

// toured are the assessments whose screens are looked at.
func toured(t *testing.T) map[string]assessment.Assessment {
	return map[string]assessment.Assessment{"plug": draftPlug(t), "gateway": exampleOf(t, "gateway")}
}

// Everything on every screen can be read in every theme, on the backgrounds that
// terminals have.
func TestContrast(t *testing.T) {
	sizes := [][2]int{{80, 24}, {160, 50}}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, look := range []struct {
		theme     string
		presenter bool
		papers    []string
		options   []uitest.Option
	}{
		{"dark", false, []string{"#000000", "#1e1e1e"}, nil}, {"light", false, []string{"#ffffff"}, []uitest.Option{uitest.Light}},
		{"dark", true, []string{"#000000", "#1e1e1e"}, nil}, {"light", true, []string{"#ffffff"}, []uitest.Option{uitest.Light}},
	} {
		measure := func(_ *testing.T, _ stop, s *uitest.Screen) {
			for _, paper := range look.papers {
				s.CheckContrastOn(lipgloss.Color(paper))
			}
		}
		opts := Options{Theme: look.theme, Presenter: look.presenter}
		for _, size := range sizes {
			for name, a := range toured(t) {
				t.Run(fmt.Sprint(look.theme, look.presenter, size, name), func(t *testing.T) {
					t.Parallel()
					tour(t, deskModel(a, opts), stopsOf(a), size[0], size[1], measure, look.options...)
				})
			}
			t.Run(fmt.Sprint(look.theme, look.presenter, size, "start"), func(t *testing.T) {
				s := uitest.Start(t, startModel(opts), size[0], size[1], look.options...)
				s.Expect("❯")
				measure(t, stop{}, s)
				s.Press("end", "up", "up", "up", "enter", "enter")
				s.Quiet()
				measure(t, stop{}, s)
			})
		}
	}
}

// Without the name of a theme, the wizard follows the terminal.
func TestThemeFollowsTheTerminal(t *testing.T) {
	for name, option := range map[string]uitest.Option{"light": uitest.Light, "dark": uitest.Env()} {
		t.Run(name, func(t *testing.T) {
			s := uitest.Start(t, deskModel(exampleOf(t, "smart-plug"), Options{At: "Q13"}), 80, 24, option)
			s.Expect("❯")
			for end := time.Now().Add(10 * time.Second); time.Now().Before(end) && !s.Readable(); { // the terminal answers by its own time
				s.Quiet()
			}
			s.CheckContrast()
		})
	}
}

// No state is told by colour alone: with NO_COLOR every screen says the same
// words and signs, and the cursor of a list stands out by a sign and by weight.
func TestWithoutColour(t *testing.T) {
	for name, a := range toured(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			stops := stopsOf(a)
			for _, s := range stopsOf(a) {
				stops = append(stops, s.moved())
			}
			said := map[string]string{}
			tour(t, deskModel(a, Options{}), stops, 100, 30, func(_ *testing.T, at stop, s *uitest.Screen) { said[at.String()] = s.Text() })
			tour(t, deskModel(a, Options{}), stops, 100, 30, func(t *testing.T, at stop, s *uitest.Screen) {
				if s.Text() != said[at.String()] {
					t.Errorf("in colour it says:\n%s", said[at.String()])
				}
				eachCell(s, func(x, y int, c uv.Cell) {
					if c.Style.Fg != nil || c.Style.Bg != nil {
						t.Errorf("%q at %d,%d has a colour", c.Content, x, y)
					}
					if c.Content == "❯" && !heavyAfter(s, x, y) {
						t.Errorf("the row of the cursor, %d, looks like the others", y)
					}
				})
			}, uitest.NoColour)
			for _, p := range []interview.Place{"Q13", pageAssets, pageThreats, pageMeasures, pageRequirements, pagePartTwo, pageResidual, pageSign, "evidence"} {
				if at := (stop{p, nil}); said[at.String()] == said[at.moved().String()] {
					t.Errorf("%s: no sign tells where the cursor is", p)
				}
			}
		})
	}
}

// heavyAfter reports whether something in a row from a column on is bold, in
// reverse or underlined.
func heavyAfter(s *uitest.Screen, x, y int) bool {
	width, _ := s.Size()
	for ; x < width; x++ {
		if c := s.Cell(x, y); c.Style.Attrs&(uv.AttrBold|uv.AttrReverse) != 0 || c.Style.Underline != uv.UnderlineNone {
			return true
		}
	}
	return false
}

func eachCell(s *uitest.Screen, do func(x, y int, c uv.Cell)) {
	for y, row := range s.Cells() {
		for x, c := range row {
			do(x, y, c)
		}
	}
}

// In a terminal of 16 colours, and with the theme for it, there are no others.
func TestSixteenColours(t *testing.T) {
	for name, c := range map[string]struct {
		theme   string
		options []uitest.Option
	}{"theme": {"16", nil}, "terminal": {"", []uitest.Option{uitest.Colours16}}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := draftPlug(t)
			tour(t, deskModel(a, Options{Theme: c.theme}), stopsOf(a), 100, 30, func(t *testing.T, _ stop, s *uitest.Screen) {
				eachCell(s, func(x, y int, cell uv.Cell) {
					for _, colour := range []color.Color{cell.Style.Fg, cell.Style.Bg} {
						if _, ok := colour.(ansi.BasicColor); colour != nil && !ok {
							t.Errorf("%q at %d,%d is in %v", cell.Content, x, y, colour)
						}
					}
				})
			}, c.options...)
		})
	}
}
