package keys

import (
	"reflect"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// bindings lists the bindings of a place by their field names.
func bindings(place any) map[string]Binding {
	out := map[string]Binding{}
	v := reflect.ValueOf(place)
	for i := range v.NumField() {
		out[v.Type().Field(i).Name] = v.Field(i).Interface().(Binding)
	}
	return out
}

// letter makes the press of a key that writes.
func letter(r rune) tea.KeyPressMsg { return tea.KeyPressMsg{Code: r, Text: string(r)} }

func TestEveryBindingIsNamed(t *testing.T) {
	v := reflect.ValueOf(*New())
	for i := range v.NumField() {
		for name, b := range bindings(v.Field(i).Interface()) {
			if len(b.Keys()) == 0 || b.Help().Key == "" || b.Help().Desc == "" || b.Reason() != "" {
				t.Errorf("%s.%s is not complete: %v %+v", v.Type().Field(i).Name, name, b.Keys(), b.Help())
			}
		}
	}
}

// No key means two things in one place: the keys of a place, those of lists and
// those that work everywhere are told apart. Space and enter are the list's own,
// where a place gives them another name.
func TestNoKeyMeansTwoThings(t *testing.T) {
	m := New()
	for place, sets := range map[string][]any{
		"question": {m.Global, m.List, m.Question},
		"threats":  {m.Global, m.List, m.Threats},
		"measures": {m.Global, m.List, m.Measures},
		"review":   {m.Global, m.List, m.Review},
		"sign":     {m.Global, m.Sign},
	} {
		taken := map[string]string{}
		for _, set := range sets {
			for name, b := range bindings(set) {
				for _, k := range b.Keys() {
					if other, ok := taken[k]; ok && k != "enter" && k != "space" {
						t.Errorf("%s: %s is both %s and %s", place, k, other, name)
					}
					taken[k] = name
				}
			}
		}
	}
}

// Keys that the terminal or the shell keeps for itself are left alone.
func TestReserved(t *testing.T) {
	v := reflect.ValueOf(*New())
	for i := range v.NumField() {
		for name, b := range bindings(v.Field(i).Interface()) {
			for _, k := range b.Keys() {
				if k == "ctrl+z" || k == "ctrl+u" || k == "ctrl+q" || k == "ctrl+\\" {
					t.Errorf("%s takes %s", name, k)
				}
			}
		}
	}
}

// Letters are text while text is being typed; keys that write nothing go on working.
func TestTyping(t *testing.T) {
	m := New()
	for _, c := range []struct {
		b            Binding
		k            tea.KeyPressMsg
		calm, typing bool
	}{
		{m.Global.Note, letter('n'), true, false},
		{m.Global.Note, tea.KeyPressMsg{Code: 'n', Mod: tea.ModAlt}, true, true},
		{m.Global.Why, letter('?'), true, false},
		{m.Global.Why, tea.KeyPressMsg{Code: tea.KeyF1}, true, true},
		{m.Global.Why, tea.KeyPressMsg{Code: 'g', Mod: tea.ModCtrl}, true, true},
		{m.Global.GoTo, letter(':'), true, false},
		{m.Global.GoTo, tea.KeyPressMsg{Code: 'p', Mod: tea.ModCtrl}, true, true},
		{m.Global.Redo, tea.KeyPressMsg{Code: 'u', ShiftedCode: 'U', Text: "U", Mod: tea.ModShift}, true, false},
		{m.Global.Undo, tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl}, false, false},
		{m.List.Choose, tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, true, false},
		{m.Global.Quit, tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}, true, true},
		{m.Text.Undo, tea.KeyPressMsg{Code: 'z', Mod: tea.ModAlt}, true, true},
		{m.Text.Undo, tea.KeyPressMsg{Code: '_', Mod: tea.ModCtrl}, true, true},
	} {
		if got := c.b.Match(c.k, false); got != c.calm {
			t.Errorf("%s for %q: %v", c.k, c.b.Help().Desc, got)
		}
		if got := c.b.Match(c.k, true); got != c.typing {
			t.Errorf("%s for %q while typing: %v", c.k, c.b.Help().Desc, got)
		}
	}
}

func TestReason(t *testing.T) {
	m := New()
	m.Review.Sign.Off("2 findings block")
	b, why := Pressed(letter('s'), false, &m.Review.Preview, &m.Review.Sign)
	if b != &m.Review.Sign || why != "2 findings block" {
		t.Errorf("pressed %v, %q", b, why)
	}
	if got := Help(m.Review.Preview, m.Review.Sign); len(got) != 1 || got[0].Key != "p" {
		t.Errorf("help is %v", got)
	}
	m.Review.Sign.On()
	if b, why := Pressed(letter('s'), false, &m.Review.Sign); b == nil || why != "" {
		t.Errorf("pressed %v, %q after it is on again", b, why)
	}
	if b, _ := Pressed(letter('y'), false, &m.Review.Sign); b != nil {
		t.Errorf("y is taken by %v", b.Help())
	}
}
