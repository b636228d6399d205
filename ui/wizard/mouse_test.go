package wizard

import (
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func (s *sitting) wheel(button tea.MouseButton) { s.send(tea.MouseWheelMsg{Button: button}); s.check() }

// clickOn clicks on the row that shows the words.
func (s *sitting) clickOn(words string) {
	s.t.Helper()
	for y, row := range strings.Split(s.screen(), "\n") {
		if strings.Contains(row, words) {
			s.send(tea.MouseClickMsg{X: 5, Y: y, Button: tea.MouseLeft})
			s.check()
			return
		}
	}
	s.t.Fatalf("no row with %q:\n%s", words, s.screen())
}

// The mouse moves and never answers: it is off unless asked for.
func TestMouse(t *testing.T) {
	a := exampleOf(t, "smart-plug")
	s := sit(t, a, Options{At: "Q13", Mouse: true})
	if v := s.m.View(); v.MouseMode != tea.MouseModeCellMotion {
		t.Errorf("the mouse is in mode %v", v.MouseMode)
	}
	if v := sit(t, a, Options{At: "Q13"}).m.View(); v.MouseMode != tea.MouseModeNone {
		t.Errorf("the mouse is on by itself: %v", v.MouseMode)
	}
	s.shows("❯ [x] Bluetooth")
	s.clickOn("NFC")
	s.shows("❯ [ ] NFC")
	s.clickOn("Zigbee")
	s.shows("❯ [ ] Zigbee")
	s.clickOn("Why we ask") // not a row of the list: the last one that is
	s.shows("❯")
	s.wheel(tea.MouseWheelUp)
	s.wheel(tea.MouseWheelUp)
	s.shows("❯ [x] Bluetooth")
	s.wheel(tea.MouseWheelDown)
	s.shows("❯ [ ] None of these")
	s.wheel(tea.MouseWheelLeft)
	s.send(tea.MouseClickMsg{X: 5, Y: 6, Button: tea.MouseRight})
	s.shows("❯ [ ] None of these")

	s = sit(t, a, Options{At: pageMeasures, Mouse: true})
	s.clickOn("M07 ")
	s.shows("❯   ✓ tested    M07")
	s.clickOn("State") // below the table
	s.send(tea.MouseClickMsg{X: 5, Y: 0, Button: tea.MouseLeft})
	s.send(tea.MouseClickMsg{X: 5, Y: 23, Button: tea.MouseLeft})

	s = sit(t, a, Options{At: "product.purpose", Mouse: true})
	s.clickOn("Why we ask") // no list: nothing happens
	if !reflect.DeepEqual(s.m.desk.State.Assessment, a) || s.store.saves > 0 {
		t.Error("the mouse changed an answer")
	}
}
