package uitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
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
	s := Start(t, echo{}, 60, 5)
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
	s.Resize(40, 4)
	s.ExpectLine(1, strings.Repeat("─", 40))
	s.Press("ctrl+c")
	s.Ended()
}
