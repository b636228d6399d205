// Package form is the adapter around huh: the only place that imports it. Huh
// supplies the editing of one line and of several lines. What trips a wizard there
// is taken away: focus never moves by a command, nothing is validated on the way,
// nobody is trapped, no editor is started, and the real cursor stands where huh
// draws its own.
package form

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/huh/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment/text"
)

// pastDepth is how many states of a text can be taken back.
const pastDepth = 200

// Field is a text field of one line or of several, with its own undo.
type Field struct {
	// Touched reports whether the user changed the text since Load.
	Touched bool

	line   bool
	value  string
	form   *huh.Form
	past   []string
	typing bool // the last key was text: a word is taken back as a whole
	cursor *tea.Cursor
	width  int
	height int
}

// Line makes a field of one line; in it enter is no text.
func Line() *Field { return newField(&Field{line: true}) }

// Lines makes a field of several lines; in it enter is a new line.
func Lines() *Field { return newField(&Field{}) }

func newField(f *Field) *Field {
	f.width, f.height = 60, 4
	f.build()
	return f
}

// plain has no colours: the screen paints what the field draws.
var plain = huh.ThemeFunc(func(bool) *huh.Styles { return &unstyled })

var unstyled = huh.Styles{}

// keymap takes every moving key away from huh.
func keymap() *huh.KeyMap {
	km := huh.NewDefaultKeyMap()
	for _, b := range []*key.Binding{&km.Quit, &km.Input.Next, &km.Input.Prev, &km.Input.Submit, &km.Input.AcceptSuggestion,
		&km.Text.Next, &km.Text.Prev, &km.Text.Submit, &km.Text.Editor, &km.Confirm.Next, &km.Confirm.Prev, &km.Confirm.Submit} {
		b.Unbind()
	}
	km.Text.NewLine.SetKeys(newLine...)
	return km
}

// build makes the huh form anew around the present value; its cursor stands at
// the end. Sizes of huh only ever shrink, so a new size needs a new form too.
func (f *Field) build() {
	var field huh.Field
	if f.line {
		field = huh.NewInput().Prompt("").Value(&f.value)
	} else {
		field = huh.NewText().ShowLineNumbers(false).ExternalEditor(false).CharLimit(0).Value(&f.value)
	}
	f.form = huh.NewForm(huh.NewGroup(field)).WithKeyMap(keymap()).WithShowHelp(false).WithShowErrors(false).WithTheme(plain).WithWidth(f.width).WithHeight(f.height)
	f.form.Init()
	f.form.GetFocusedField().Focus()
}

// Load shows a text, the cursor at its end.
func (f *Field) Load(s string) {
	f.value = s
	f.past, f.Touched, f.typing = nil, false, false
	f.build()
}

// Value is the text as it stands.
func (f *Field) Value() string { return f.value }

// editing are the keys besides text that belong to a field.
var editing = []string{"left", "right", "ctrl+b", "ctrl+f", "home", "end", "ctrl+a", "ctrl+e", "alt+b", "alt+f", "alt+left", "alt+right",
	"backspace", "ctrl+h", "delete", "ctrl+d", "ctrl+w", "alt+backspace", "alt+d", "ctrl+u", "ctrl+k"}

// newLine are the keys that begin a line; shift+enter is one in few terminals.
var newLine = []string{"enter", "ctrl+j", "alt+enter", "shift+enter"}

// several are the further keys of a field of several lines.
var several = append([]string{"up", "down", "pgup", "pgdown", "ctrl+home", "ctrl+end"}, newLine...)

// Handle edits; it reports whether the key was for the text. At the first and the
// last row up and down are not.
func (f *Field) Handle(k tea.KeyPressMsg) bool {
	name := k.String()
	isText := text.Clean(k.Text, false) == k.Text && k.Text != "" && k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0
	switch {
	case isText, slices.Contains(editing, name):
	case !f.line && slices.Contains(several, name):
	default:
		return false
	}
	vertical := name == "up" || name == "down" || name == "pgup" || name == "pgdown"
	before, row := f.value, 0
	if vertical {
		row = f.row()
	}
	f.update(k)
	if f.value == before && !f.line && slices.Contains(newLine, name) {
		f.update(tea.PasteMsg{Content: "\n"}) // huh refuses the key after 99 lines, a paste it takes
	}
	if before != f.value {
		f.keep(before, isText && k.Text != " ")
		return true
	}
	return !vertical || f.row() != row
}

// Paste inserts text, cleaned, as one edit.
func (f *Field) Paste(s string) {
	s = text.Clean(s, !f.line)
	if f.line {
		s = strings.Join(strings.Fields(s), " ")
	}
	before := f.value
	f.update(tea.PasteMsg{Content: s})
	if before != f.value {
		f.keep(before, false)
	}
}

// update hands a message to huh; the command it answers with is never run.
func (f *Field) update(msg tea.Msg) {
	m, _ := f.form.Update(msg)
	f.form = m.(*huh.Form)
}

// keep remembers the text before an edit; a run of letters is one edit.
func (f *Field) keep(before string, typing bool) {
	f.Touched = true
	if !typing || !f.typing {
		f.past = append(f.past, before)
		f.past = f.past[max(0, len(f.past)-pastDepth):]
	}
	f.typing = typing
}

// Undo takes the last edit back, false when there is none.
func (f *Field) Undo() bool {
	if len(f.past) == 0 {
		return false
	}
	f.value = f.past[len(f.past)-1]
	f.past, f.typing = f.past[:len(f.past)-1], false
	f.Touched = len(f.past) > 0
	f.build()
	return true
}

// row is the row of the cursor in the last drawing.
func (f *Field) row() int {
	_, cursor := found(f.form.View())
	if cursor == nil {
		return 0
	}
	return cursor.Y
}

// View draws the text in at most height rows, unstyled, and finds the cursor. A
// field of several lines has at least four rows where there is room.
func (f *Field) View(width, height int) []string {
	rows := 1
	if !f.line {
		rows = min(max(1, height), max(4, len(text.Wrap(f.value, max(4, width-1)))+1))
	}
	if width = max(4, width); width != f.width || rows != f.height {
		f.resize(width, rows)
	}
	var lines []string
	lines, f.cursor = found(f.form.View())
	for y, line := range lines {
		lines[y] = f.visible(line, y, width)
	}
	return lines[:min(len(lines), max(1, height))]
}

// visible shows the characters of a file that act without being seen by their
// codes, and moves the cursor by the room they take.
func (f *Field) visible(line string, y, width int) string {
	shown := text.Visible(line)
	if shown == line {
		return line
	}
	if f.cursor != nil && f.cursor.Y == y {
		before := ansi.Truncate(line, f.cursor.X, "")
		f.cursor.X = min(f.cursor.X+text.Width(text.Visible(before))-text.Width(before), width-1)
	}
	return text.Truncate(shown, width)
}

// resize gives huh a new size; the cursor stays where it is in the text. What had
// left a field of several lines at the top comes back as far as there is room.
func (f *Field) resize(width, rows int) {
	grown := rows > f.height
	f.width, f.height = width, rows
	f.form.WithWidth(width).WithHeight(rows)
	if f.line {
		f.update(nil) // huh breaks the lines anew only when it is sent something
		return
	}
	f.form.GetFocusedField().WithHeight(rows) // the form makes its fields lower, never higher
	f.update(nil)
	for n := 0; grown && n < rows; n += 3 { // the wheel rolls three rows, the text and not the cursor
		f.update(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	}
}

// Cursor is where the cursor stands inside the last view, nil if it was not found.
func (f *Field) Cursor() *tea.Cursor { return f.cursor }

// found takes the styling off a drawing and finds huh's own cursor in it: the
// first cell in reverse video.
func found(view string) ([]string, *tea.Cursor) {
	var lines []string
	var cursor *tea.Cursor
	for y, line := range strings.Split(view, "\n") {
		if x := reversed(line); x >= 0 && cursor == nil {
			cursor = tea.NewCursor(x, y)
		}
		lines = append(lines, strings.TrimRight(ansi.Strip(line), " "))
	}
	return lines, cursor
}

// reversed is the column of the first cell in reverse video, -1 if there is none.
func reversed(line string) int {
	x, state := 0, byte(0)
	for line != "" {
		seq, width, n, next := ansi.DecodeSequence(line, state, nil)
		if width == 0 && strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m") && slices.Contains(strings.Split(seq[2:len(seq)-1], ";"), "7") {
			return x
		}
		x, state, line = x+width, next, line[n:]
	}
	return -1
}
