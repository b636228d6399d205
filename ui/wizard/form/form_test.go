package form

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/text"
)

func press(f *Field, keys ...string) {
	for _, k := range keys {
		f.Handle(named(k))
	}
}

func named(k string) tea.KeyPressMsg {
	codes := map[string]rune{"enter": tea.KeyEnter, "left": tea.KeyLeft, "right": tea.KeyRight, "up": tea.KeyUp, "down": tea.KeyDown,
		"backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd, "tab": tea.KeyTab, "esc": tea.KeyEscape}
	if code, ok := codes[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(k)
	return tea.KeyPressMsg{Code: r[0], Text: k}
}

func typing(f *Field, s string) {
	for _, r := range s {
		f.Handle(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func TestLine(t *testing.T) {
	f := Line()
	typing(f, "Acme 東京")
	if f.Value() != "Acme 東京" || !f.Touched {
		t.Fatalf("value %q, touched %v", f.Value(), f.Touched)
	}
	lines := f.View(30, 1)
	if len(lines) != 1 || lines[0] != "Acme 東京" {
		t.Fatalf("drawn as %q", lines)
	}
	if c := f.Cursor(); c == nil || c.X != 9 || c.Y != 0 {
		t.Fatalf("cursor %+v, want column 9 after two wide characters", c)
	}
	press(f, "home")
	f.View(30, 1)
	if c := f.Cursor(); c == nil || c.X != 0 {
		t.Fatalf("cursor %+v after home", c)
	}
}

func TestEnterAndOthersAreNotText(t *testing.T) {
	f := Line()
	typing(f, "a")
	for _, k := range []string{"enter", "tab", "esc", "up", "down"} {
		if f.Handle(named(k)) {
			t.Errorf("a line took %s", k)
		}
	}
	if f.Value() != "a" {
		t.Errorf("value %q", f.Value())
	}
}

func TestLines(t *testing.T) {
	f := Lines()
	typing(f, "one")
	press(f, "enter")
	typing(f, "two")
	if f.Value() != "one\ntwo" {
		t.Fatalf("value %q", f.Value())
	}
	lines := f.View(30, 8)
	if len(lines) < 4 || lines[0] != "one" || lines[1] != "two" {
		t.Fatalf("drawn as %q", lines)
	}
	if c := f.Cursor(); c == nil || c.Y != 1 || c.X != 3 {
		t.Fatalf("cursor %+v", c)
	}
	if !f.Handle(named("up")) || f.Handle(named("up")) {
		t.Error("up must move once, and then be free for the screen")
	}
}

// While there is room, nothing of the text leaves the field at the top.
func TestGrowsWithTheText(t *testing.T) {
	byHand := Lines()
	typing(byHand, "first")
	for range 8 {
		press(byHand, "enter")
		if lines := byHand.View(30, 14); lines[0] != "first" {
			t.Fatalf("after %q the field shows %q", byHand.Value(), lines)
		}
	}
	pasted := Lines()
	pasted.View(30, 14)
	pasted.Paste("first\n2\n3\n4\n5\n6\n7\n8\n9\nlast")
	lines := pasted.View(30, 14)
	if lines[0] != "first" || lines[9] != "last" || pasted.Cursor() == nil || pasted.Cursor().Y != 9 {
		t.Errorf("pasted, the field shows %q, cursor %+v", lines, pasted.Cursor())
	}
	small := pasted.View(30, 4)
	if lines := pasted.View(30, 6); pasted.Cursor() == nil || lines[pasted.Cursor().Y] != "last" {
		t.Errorf("grown from %q to %q the field loses the cursor %+v", small, lines, pasted.Cursor())
	}
}

func TestLongTextStays(t *testing.T) {
	f := Lines()
	long := strings.Repeat("a line of text\n", 150) + "end"
	f.Paste(long)
	if f.Value() != long {
		t.Fatalf("%d of %d characters kept", len(f.Value()), len(long))
	}
	for _, size := range [][2]int{{40, 6}, {20, 3}, {70, 12}} {
		if n := len(f.View(size[0], size[1])); n > size[1] {
			t.Errorf("%d rows in %d", n, size[1])
		}
		for _, line := range f.View(size[0], size[1]) {
			if len(line) > size[0] {
				t.Errorf("row %q is wider than %d", line, size[0])
			}
		}
	}
	if f.Value() != long {
		t.Error("drawing changed the text")
	}
}

func TestUndo(t *testing.T) {
	f := Lines()
	f.Load("start")
	typing(f, " word")
	f.Paste("PASTE")
	if !f.Undo() || f.Value() != "start word" {
		t.Fatalf("after one undo %q", f.Value())
	}
	for f.Undo() {
	}
	if f.Value() != "start" || f.Touched {
		t.Fatalf("after all undo %q, touched %v", f.Value(), f.Touched)
	}
}

func TestTwoFieldsAreApart(t *testing.T) {
	a, b := Lines(), Lines()
	typing(a, "AAA")
	typing(b, "BBB")
	press(a, "end")
	if a.Value() != "AAA" || b.Value() != "BBB" {
		t.Fatalf("%q and %q", a.Value(), b.Value())
	}
}

func BenchmarkKeyAndView(b *testing.B) {
	f := Lines()
	f.Load(strings.Repeat("some words of text ", 20))
	b.ReportAllocs()
	for b.Loop() {
		f.Handle(named("a"))
		f.View(70, 8)
		f.Handle(named("backspace"))
		f.View(70, 8)
	}
}

// Huh takes no enter after 99 lines; here there is no such limit.
func TestManyLinesByHand(t *testing.T) {
	f := Lines()
	f.Load(strings.Repeat("a\n", 95))
	for range 10 {
		press(f, "a", "enter")
	}
	if want := strings.Repeat("a\n", 105); f.Value() != want {
		t.Fatalf("%d lines of 105", strings.Count(f.Value(), "\n"))
	}
	if !f.Undo() || !strings.HasSuffix(f.Value(), "a") {
		t.Errorf("undo of a late line gives %q", f.Value()[len(f.Value())-4:])
	}
}

// What a file holds reaches the terminal as codes, and the cursor stands behind them.
func TestHiddenCharactersAreShown(t *testing.T) {
	for _, f := range []*Field{Line(), Lines()} {
		f.Load("a\u202eb\u200bc")
		lines := f.View(40, 4)
		if want := `a\u{202E}b\u{200B}c`; lines[0] != want {
			t.Errorf("drawn as %q, want %q", lines[0], want)
		}
		if c := f.Cursor(); c == nil || c.X != len(`a\u{202E}b\u{200B}c`) {
			t.Errorf("cursor %+v", c)
		}
		press(f, "left")
		f.View(40, 4)
		if c := f.Cursor(); c == nil || c.X != len(`a\u{202E}b\u{200B}`) && c.X != len(`a\u{202E}b`) {
			t.Errorf("cursor %+v, one to the left", c)
		}
		if f.Touched || f.Value() != "a\u202eb\u200bc" {
			t.Errorf("showing changed the text to %q", f.Value())
		}
		if lines := f.View(8, 4); text.Width(lines[0]) > 8 {
			t.Errorf("%q is wider than 8", lines[0])
		}
	}
}

func TestPasteIsCleaned(t *testing.T) {
	for _, c := range []struct {
		field *Field
		want  string
	}{{Line(), "one two"}, {Lines(), "one\ntwo"}} {
		c.field.Paste("o\u202ene\r\n\x1b[31mtwo\x1b[m")
		if c.field.Value() != c.want {
			t.Errorf("pasted %q, want %q", c.field.Value(), c.want)
		}
	}
}

// What is loaded is broken at the width it is drawn in, not at another.
func TestWrapsAtTheWidth(t *testing.T) {
	f := Lines()
	f.Load("Measure room temperature and humidity and send the readings.")
	if lines := f.View(73, 4); lines[0] != f.Value() {
		t.Errorf("drawn as %q", lines)
	}
	if lines := f.View(40, 4); lines[0] != "Measure room temperature and humidity" {
		t.Errorf("drawn as %q", lines)
	}
}
