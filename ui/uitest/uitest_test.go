package uitest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// echo shows what it is sent.
type echo struct {
	said  string
	width int
}

func (echo) Init() tea.Cmd { return nil }

func (e echo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		e.width = msg.Width
	case tea.PasteMsg:
		e.said += "<" + msg.Content + ">"
	case tea.KeyPressMsg:
		switch {
		case msg.String() == "ctrl+c":
			return e, tea.Quit
		case msg.Text != "":
			e.said += msg.Text
		default:
			e.said += "[" + msg.String() + "]"
		}
	}
	return e, nil
}

func (e echo) View() tea.View {
	v := tea.NewView("said " + e.said + "\n" + strings.Repeat("─", e.width))
	v.AltScreen = true
	v.Cursor = tea.NewCursor(2, 0)
	return v
}

func TestSitting(t *testing.T) {
	s := Start(t, echo{}, 150, 5)
	s.Expect("said")
	s.Type("Acme 東京")
	s.Expect("said Acme 東京")
	s.Press("f4", "shift+tab", "down", "esc")
	s.Expect("[f4][shift+tab][down][esc]")
	s.Paste("a b")
	s.Expect("<a b>")
	s.CheckFrame()
	if x, y := s.Cursor(); x != 2 || y != 0 {
		t.Errorf("cursor at %d,%d", x, y)
	}
	s.Press("ctrl+right", "alt+z", "alt+left", "shift+up", "ctrl+o", "f7", "ctrl+pgdown", "alt+enter")
	s.Expect("[ctrl+right][alt+z][alt+left][shift+up][ctrl+o][f7][ctrl+pgdown][alt+enter]")
	s.Resize(40, 4)
	s.ExpectLine(1, strings.Repeat("─", 40))
	s.Press("ctrl+c")
	s.Ended()
}

func TestKeyNames(t *testing.T) {
	for name, want := range map[string]string{"a": "a", "é": "é", "?": "?", "ctrl+a": "\x01", "ctrl+_": "\x1f", "alt+z": "\x1bz", "alt+enter": "\x1b\r",
		"ctrl+left": "\x1b[1;5D", "shift+up": "\x1b[1;2A", "ctrl+shift+right": "\x1b[1;6C", "ctrl+pgup": "\x1b[5;5~", "shift+f5": "\x1b[15;2~", "alt+f1": "\x1b[1;3P"} {
		if got, ok := raw(name); !ok || got != want {
			t.Errorf("%s is sent as %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"", "nokey", "ctrl+", "ctrl+?", "hyper+a"} {
		if got, ok := raw(name); ok {
			t.Errorf("%q is sent as %q", name, got)
		}
	}
}

// page shows a text that does not change.
type page string

func (page) Init() tea.Cmd                         { return nil }
func (p page) Update(tea.Msg) (tea.Model, tea.Cmd) { return p, nil }
func (p page) View() tea.View                      { return tea.View{Content: string(p), AltScreen: true} }

// complaints collects what a check finds, instead of failing.
type complaints struct {
	testing.TB
	list []string
}

func (c *complaints) Helper() {}
func (c *complaints) Errorf(format string, args ...any) {
	c.list = append(c.list, fmt.Sprintf(format, args...))
}

// The checks find what the terminal itself hides or does not mind.
func TestChecksFind(t *testing.T) {
	for _, c := range []struct {
		name, page string
		check      func(*Screen)
		found      bool
	}{
		{"a frame that fits", "12345\n東京x", (*Screen).CheckFrame, false},
		{"a row too wide", "123456", (*Screen).CheckFrame, true},
		{"a wide character too many", "東京東", (*Screen).CheckFrame, true},
		{"a row too many", "1\n2\n3\n4", (*Screen).CheckFrame, true},
		{"the terminal's own colours", "abc", (*Screen).CheckContrast, false},
		{"a dark grey on black", "\x1b[38;2;70;70;70mabc\x1b[m", (*Screen).CheckContrast, true},
		{"the same in reverse", "\x1b[7;38;2;70;70;70mabc\x1b[m", (*Screen).CheckContrast, true},
		{"a grey line", "\x1b[38;2;110;110;110m──\x1b[m", (*Screen).CheckContrast, false},
		{"faint text", "\x1b[2mabc\x1b[m", (*Screen).CheckContrast, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := Start(t, page(c.page), 5, 3)
			s.Quiet()
			found := &complaints{TB: t}
			s.t = found
			c.check(s)
			s.t = t
			if (len(found.list) > 0) != c.found {
				t.Errorf("found %q", found.list)
			}
		})
	}
}

func TestCells(t *testing.T) {
	s := Start(t, page("\x1b[1;31mA\x1b[m東"), 5, 3, Light)
	s.Expect("A東")
	cells := s.Cells()
	if len(cells) != 3 || len(cells[0]) != 5 {
		t.Fatalf("%d rows of %d", len(cells), len(cells[0]))
	}
	if a := cells[0][0]; a.Content != "A" || a.Style.Attrs&uv.AttrBold == 0 || a.Style.Fg == nil {
		t.Errorf("the first cell is %+v", a)
	}
	if c := s.Cell(1, 0); c == nil || c.Content != "東" || c.Width != 2 {
		t.Errorf("the second cell is %+v", c)
	}
	if s.Cell(9, 9) != nil {
		t.Error("there is a cell outside the screen")
	}
}

// asks shows what the terminal says about itself.
type asks struct{ dark, profile, env string }

func (asks) Init() tea.Cmd { return tea.RequestBackgroundColor }
func (a asks) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.BackgroundColorMsg:
		a.dark = fmt.Sprint(msg.IsDark())
	case tea.ColorProfileMsg:
		a.profile = msg.String()
	case tea.EnvMsg:
		a.env = msg.Getenv("NO_COLOR") + msg.Getenv("ACCESSIBLE")
	}
	return a, nil
}

func (a asks) View() tea.View {
	return tea.View{Content: fmt.Sprintf("dark %s, profile %s, env %s.", a.dark, a.profile, a.env), AltScreen: true}
}

func TestOptions(t *testing.T) {
	for want, options := range map[string][]Option{
		"dark true, profile TrueColor, env .":  nil,
		"dark false, profile TrueColor, env .": {Light},
		"dark true, profile Ascii, env 1.":     {NoColour},
		"dark true, profile ANSI, env yes.":    {Colours16, Env("ACCESSIBLE=yes")},
	} {
		Start(t, asks{}, 60, 3, options...).Expect(want)
	}
}

func TestWaitReturnsTheError(t *testing.T) {
	s := Start(t, echo{}, 20, 3)
	s.Expect("said")
	s.Message(tea.InterruptMsg{})
	if err := s.Wait(); !errors.Is(err, tea.ErrInterrupted) {
		t.Errorf("the program ended with %v", err)
	}
}
