package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/text"
)

// typed is a text field with the real cursor and its own undo. A field of one
// line wraps where it is too long for the screen.
type typed struct {
	area    textarea.Model
	line    bool // one line: enter is no text
	past    []string
	touched bool
}

// pastDepth is how many states of a text can be taken back.
const pastDepth = 200

func newTyped(line bool) *typed {
	t := &typed{area: textarea.New(), line: line}
	t.area.Prompt, t.area.ShowLineNumbers, t.area.EndOfBufferCharacter = "", false, ' '
	t.area.MaxHeight, t.area.CharLimit = 0, 0
	t.area.SetVirtualCursor(false)
	t.area.SetStyles(textarea.Styles{})
	t.area.KeyMap.Paste.Unbind()
	t.area.KeyMap.CopySelection.Unbind()
	if line {
		t.area.KeyMap.InsertNewline.Unbind()
	} else {
		t.area.KeyMap.InsertNewline = key.NewBinding(key.WithKeys("enter", "ctrl+j", "alt+enter", "shift+enter"))
	}
	t.area.Focus()
	return t
}

// load shows a text, the cursor at its end.
func (t *typed) load(s string) {
	t.area.SetValue(s)
	t.area.MoveToEnd()
	t.past, t.touched = nil, false
}

func (t *typed) value() string { return t.area.Value() }

// handle edits; it reports whether the key was for the text.
func (t *typed) handle(k tea.KeyPressMsg) bool {
	before, line, column := t.value(), t.area.Line(), t.area.Column()
	if k.Text != "" && k.Mod&^tea.ModShift == 0 {
		if clean := text.Clean(k.Text, false); clean != "" {
			t.area.InsertString(clean)
		}
	} else {
		t.area, _ = t.area.Update(k)
	}
	if t.value() != before {
		t.keep(before)
		return true
	}
	return t.area.Line() != line || t.area.Column() != column
}

// paste inserts text that was cleaned already.
func (t *typed) paste(s string) {
	if t.line {
		s = strings.Join(strings.Fields(strings.ReplaceAll(s, "\n", " ")), " ")
	}
	before := t.value()
	t.area.InsertString(s)
	if t.value() != before {
		t.keep(before)
	}
}

func (t *typed) keep(before string) {
	t.touched = true
	t.past = append(t.past, before)
	if len(t.past) > pastDepth {
		t.past = t.past[1:]
	}
}

// undo takes the last edit back, false when there is none.
func (t *typed) undo() bool {
	if len(t.past) == 0 {
		return false
	}
	t.area.SetValue(t.past[len(t.past)-1])
	t.area.MoveToEnd()
	t.past = t.past[:len(t.past)-1]
	t.touched = len(t.past) > 0
	return true
}

// view draws the text in at most height rows; at least one.
func (t *typed) view(width, height int) []string {
	t.area.SetWidth(max(4, width))
	rows := 0
	for line := range strings.SplitSeq(t.value(), "\n") {
		rows += max(1, (text.Width(line)+width)/max(1, width))
	}
	least := 1
	if !t.line {
		least = 4
	}
	t.area.SetHeight(max(1, min(height, max(least, rows))))
	return strings.Split(t.area.View(), "\n")
}

// cursor is where the caret stands inside the view.
func (t *typed) cursor() *tea.Cursor { return t.area.Cursor() }
