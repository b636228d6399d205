package form

import (
	"strings"
	"testing"
	"unicode"

	"selfmark/assessment/text"
)

// Whatever is pasted or loaded, nothing in it acts on a terminal, no row is wider
// than the field, and undo gives back what was there.
func FuzzPaste(f *testing.F) {
	for _, s := range []string{"", "two\nlines", "Gerät 東京 e\u0301", "\x1b[31mred\x1b]0;t\a", "\u202egpj.exe", strings.Repeat("long ", 90), "\r\n\t\x00\x7f\xff", "👩‍👩‍👧‍👦🇦🇹"} {
		f.Add(s, true)
		f.Add(s, false)
	}
	f.Fuzz(func(t *testing.T, pasted string, line bool) {
		field := Lines()
		if line {
			field = Line()
		}
		field.Load("before")
		field.Paste(pasted)
		if line && strings.ContainsAny(field.Value(), "\r\n") {
			t.Errorf("a line of several lines: %q", field.Value())
		}
		for _, row := range field.View(40, 8) {
			if w := text.Width(row); w > 40 {
				t.Errorf("a row of %d columns: %q", w, row)
			}
		}
		if i := strings.IndexFunc(field.Value(), func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }); i >= 0 {
			t.Errorf("%q is kept in %q", field.Value()[i:], field.Value())
		}
		if field.Value() != "before" {
			if !field.Undo() || field.Value() != "before" {
				t.Errorf("undo gives %q", field.Value())
			}
		}
	})
}
