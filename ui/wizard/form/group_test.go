package form

import (
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment/text"
	"selfmark/ui/uitest"
	"selfmark/ui/wizard/theme"
)

var look = theme.New(theme.Options{Dark: true})

func needed(s string) error {
	if strings.TrimSpace(s) == "" {
		return errors.New("Write the name on the type plate")
	}
	return nil
}

func product() *Form {
	return NewForm(
		Item{Key: "name", Kind: Input, Title: "Name", Check: needed, Placeholder: "such as Acme Plug"},
		Item{Key: "purpose", Kind: Text, Title: "Purpose", Help: "What it is for.", Limit: 20},
		Item{Key: "radio", Kind: YesNo, Title: "Has it a radio?"},
		Item{Key: "id", Kind: Input, Title: "Identifier"},
	)
}

// feed sends keys as a terminal names them: \r enter, \t tab, < shift+tab. No
// command is ever run.
func feed(f *Form, s string) (last Leave) {
	for _, r := range s {
		k := tea.KeyPressMsg{Code: r, Text: string(r)}
		switch r {
		case '\r':
			k = tea.KeyPressMsg{Code: tea.KeyEnter}
		case '\t':
			k = tea.KeyPressMsg{Code: tea.KeyTab}
		case '<':
			k = tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
		case '\b':
			k = tea.KeyPressMsg{Code: tea.KeyBackspace}
		case '\x1a':
			k = tea.KeyPressMsg{Code: 'z', Mod: tea.ModAlt}
		}
		last, _ = f.Update(k)
	}
	return last
}

func shown(f *Form) string { return ansi.Strip(f.View(look)) }

func values(t *testing.T, f *Form, want map[string]string) {
	t.Helper()
	if got := f.Values(); !maps.Equal(got, want) {
		t.Errorf("values %q, want %q", got, want)
	}
}

func TestTypedAhead(t *testing.T) {
	f := product()
	if leave := feed(f, "Acme\rone\rtwo\ty\rid-1"); leave != Stay {
		t.Errorf("left %v", leave)
	}
	values(t, f, map[string]string{"name": "Acme", "purpose": "one\ntwo", "radio": "yes", "id": "id-1"})
	if leave := feed(f, "\r"); leave != Forward {
		t.Errorf("left %v after the last field", leave)
	}
}

func TestNothingIsAnsweredByPassing(t *testing.T) {
	f := product()
	feed(f, "x\r\t\r\r")
	values(t, f, map[string]string{"name": "x", "purpose": "", "radio": "", "id": ""})
	if !strings.Contains(shown(f), "( ) yes   ( ) no") {
		t.Errorf("drawn:\n%s", shown(f))
	}
	f.Focus("radio")
	feed(f, "n")
	if f.Values()["radio"] != "no" || f.Typing() || !strings.Contains(shown(f), "(•) no") {
		t.Errorf("drawn:\n%s", shown(f))
	}
}

// A refused value keeps its message until it is mended, and never holds anyone
// who wants to go back.
func TestRefused(t *testing.T) {
	f := product()
	if strings.Contains(shown(f), "✕") {
		t.Error("a message before the first leave")
	}
	feed(f, "\r")
	if f.Focused() != "name" || !strings.Contains(shown(f), "✕ Write the name on the type plate") {
		t.Errorf("drawn:\n%s", shown(f))
	}
	feed(f, " ")
	if !strings.Contains(shown(f), "✕") {
		t.Error("the message went although nothing is mended")
	}
	if got := f.Invalid(); !slices.Equal(got, []string{"name"}) {
		t.Errorf("invalid %v", got)
	}
	if leave := feed(f, "<"); leave != Back {
		t.Error("the first field holds the user")
	}
	f.Focus("purpose")
	feed(f, "<")
	if f.Focused() != "name" {
		t.Errorf("back leads to %s", f.Focused())
	}
	feed(f, "A")
	if strings.Contains(shown(f), "✕") {
		t.Error("the message stayed although it is mended")
	}
	f.Set("name", "")
	if strings.Contains(shown(f), "✕") || f.Values()["name"] != "" || !strings.Contains(shown(f), "such as Acme Plug") {
		t.Errorf("after Set:\n%s", shown(f))
	}
}

// Text beyond the limit is refused in words; nothing of it is cut.
func TestLimit(t *testing.T) {
	f := product()
	f.Focus("purpose")
	f.Update(tea.PasteMsg{Content: "Schaltet 東京 und \u202emisst\r\nStrom"})
	if got, want := f.Values()["purpose"], "Schaltet 東京 und misst\nStrom"; got != want {
		t.Errorf("pasted %q, want %q", got, want)
	}
	feed(f, "\t")
	if f.Focused() != "purpose" || !strings.Contains(shown(f), "At most 20 characters: take 7 away") {
		t.Errorf("drawn:\n%s", shown(f))
	}
	feed(f, strings.Repeat("\b", 7))
	if strings.Contains(shown(f), "✕") {
		t.Errorf("drawn:\n%s", shown(f))
	}
	feed(f, "\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a\x1a")
	if got := f.Values()["purpose"]; got != "" {
		t.Errorf("undone to %q", got)
	}
}

// The cursor stands behind what was typed in the field in focus, and the frame
// holds in every size.
func TestFrameAndCursor(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	f := product()
	for range 400 {
		feed(f, string([]rune("ab 東\r\t<y\b\x1aé")[rng.IntN(11)]))
		w, h := 12+rng.IntN(60), 3+rng.IntN(20)
		f.SetSize(w, h)
		lines := strings.Split(shown(f), "\n")
		if len(lines) > h {
			t.Fatalf("%d lines in %d", len(lines), h)
		}
		for _, line := range lines {
			if text.Width(line) > w {
				t.Fatalf("%q is wider than %d", line, w)
			}
		}
		c := f.Cursor()
		if c == nil || c.Y >= len(lines) || c.X >= w || !strings.HasPrefix(lines[c.Y], " ┃") {
			t.Fatalf("cursor %+v in %dx%d, focus on %s:\n%s", c, w, h, f.Focused(), strings.Join(lines, "\n"))
		}
	}
}

// sitting is a program around one form.
type sitting struct {
	form *Form
	look *theme.Theme
}

func (s sitting) Init() tea.Cmd { return nil }

func (s sitting) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.form.SetSize(size.Width, size.Height)
	}
	leave, cmd := s.form.Update(msg)
	if leave == Forward {
		return s, tea.Quit
	}
	return s, cmd
}

func (s sitting) View() tea.View {
	return tea.View{Content: s.form.View(s.look), Cursor: s.form.Cursor(), AltScreen: true}
}

func TestSittingInATerminal(t *testing.T) {
	for _, c := range []struct {
		look    theme.Options
		options []uitest.Option
	}{
		{theme.Options{Dark: true}, nil},
		{theme.Options{}, []uitest.Option{uitest.Light}},
		{theme.Options{Dark: true, Colours: theme.NoColours}, []uitest.Option{uitest.NoColour}},
		{theme.Options{Dark: true, Colours: theme.Colours16}, []uitest.Option{uitest.Colours16}},
	} {
		f := product()
		s := uitest.Start(t, sitting{f, theme.New(c.look)}, 50, 16, c.options...)
		s.Expect("such as Acme Plug")
		s.Send("東京\rone\rtwo")
		s.Expect("two")
		s.Quiet()
		if x, y := s.Cursor(); x != 6 || y != 6 {
			t.Errorf("the cursor is at %d,%d:\n%s", x, y, s.Text())
		}
		s.CheckFrame()
		s.CheckContrast()
		s.Resize(30, 8)
		s.Expect("two")
		s.CheckFrame()
		s.Press("tab")
		s.Send("yid\x7f\r")
		s.Press("enter")
		s.Ended()
		values(t, f, map[string]string{"name": "東京", "purpose": "one\ntwo", "radio": "yes", "id": ""})
	}
}

func BenchmarkForm(b *testing.B) {
	f := product()
	f.Focus("purpose")
	b.ReportAllocs()
	for b.Loop() {
		feed(f, "a")
		f.View(look)
		feed(f, "\b")
		f.View(look)
	}
}
