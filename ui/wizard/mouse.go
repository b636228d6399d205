package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// wheelRows is how many rows one turn of the wheel moves.
const wheelRows = 3

// wheel moves as the arrow keys do.
func (m *Model) wheel(turned tea.MouseWheelMsg) tea.Cmd {
	code := tea.KeyDown
	switch turned.Button {
	case tea.MouseWheelUp:
		code = tea.KeyUp
	case tea.MouseWheelDown:
	default:
		return nil
	}
	var cmds []tea.Cmd
	for range wheelRows {
		cmds = append(cmds, m.key(tea.KeyPressMsg{Code: code}))
		m.sync()
	}
	return tea.Batch(cmds...)
}

// click leads the cursor of a list to the row that was clicked, as the arrow keys
// would. It chooses and changes nothing: that takes a key.
func (m *Model) click(at tea.MouseClickMsg) {
	if at.Button != tea.MouseLeft || at.Y < headRows || at.Y >= m.height-footRows {
		return
	}
	from := m.cursorRow()
	for range m.height {
		now := m.cursorRow()
		if now < 0 || now == at.Y || (now < at.Y) != (from < at.Y) {
			return // there, or the row that was clicked goes on the one above
		}
		code := tea.KeyDown
		if at.Y < now {
			code = tea.KeyUp
		}
		m.key(tea.KeyPressMsg{Code: code})
		m.sync()
		if m.cursorRow() == now {
			return // the end of the list
		}
	}
}

// cursorRow is the row of the screen where the cursor of a list is, -1 without one.
func (m *Model) cursorRow() int {
	l := m.layout()
	row := slices.IndexFunc(strings.Split(m.top().View(l.body, l.rows), "\n"), func(line string) bool {
		return strings.HasPrefix(strings.TrimLeft(ansi.Strip(line), " "), cursorMark)
	})
	if row < 0 {
		return -1
	}
	return row + headRows
}
