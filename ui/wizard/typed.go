package wizard

import (
	tea "charm.land/bubbletea/v2"

	"selfmark/ui/wizard/form"
)

// typed is a text field with the real cursor and its own undo, by the adapter
// around huh.
type typed struct {
	field   *form.Field
	line    bool // one line: enter is no text
	touched bool

	proposed bool // the text is the program's: the first letter takes its place
}

func newTyped(line bool) *typed {
	if line {
		return &typed{field: form.Line(), line: true}
	}
	return &typed{field: form.Lines()}
}

// load shows a text, the caret at its end.
func (t *typed) load(s string) {
	t.field.Load(s)
	t.touched = false
}

func (t *typed) value() string { return t.field.Value() }

// handle edits; it reports whether the key was for the text.
func (t *typed) handle(k tea.KeyPressMsg) bool {
	before := t.value()
	if k.Text != "" {
		t.replace()
	}
	t.proposed = false
	handled := t.field.Handle(k)
	t.touched = t.touched || t.value() != before
	return handled
}

// paste inserts text that was cleaned already.
func (t *typed) paste(s string) {
	before := t.value()
	t.replace()
	t.field.Paste(s)
	t.touched = t.touched || t.value() != before
}

// replace empties a text that the program proposed; undo brings it back.
func (t *typed) replace() {
	if t.proposed {
		t.proposed = false
		t.field.Handle(tea.KeyPressMsg{Code: 'u', Mod: tea.ModCtrl})
	}
}

// undo takes the last edit back, false when there is none.
func (t *typed) undo() bool {
	if !t.field.Undo() {
		return false
	}
	t.touched = t.field.Touched
	return true
}

// view draws the text in at most height rows; at least one.
func (t *typed) view(width, height int) []string { return t.field.View(width, height) }

// cursor is where the caret stands inside the last view.
func (t *typed) cursor() *tea.Cursor { return t.field.Cursor() }
