package wizard

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

// After a fault there is still a model: Bubble Tea asks it for a last frame, and
// ends in order only then.
func TestGuardKeepsTheModel(t *testing.T) {
	g := &guarded{Model: &Model{}} // has no desk: every key is a fault
	m, cmd := g.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if g.fault == nil {
		t.Fatal("no fault")
	}
	if m != tea.Model(g) || cmd == nil || cmd() != tea.Quit() {
		t.Errorf("model %v, command %v", m, cmd)
	}
	if v := m.View(); v.Content != "" {
		t.Errorf("draws %q", v.Content)
	}
}
