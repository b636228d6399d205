package form

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/text"
	"selfmark/ui/wizard/keys"
	"selfmark/ui/wizard/theme"
)

// Kind is what an item of a form is filled in with.
type Kind int

// The kinds of items.
const (
	Input Kind = iota // one line; enter goes on
	Text              // several lines; enter is a new line, tab goes on
	YesNo             // "yes", "no", or "" while nobody answered
)

// Item describes one field of a Form.
type Item struct {
	Key         string
	Kind        Kind
	Title       string
	Help        string // one sentence under the title
	Placeholder string // shown while there is no text
	Value       string
	Limit       int                // of characters, 0 for none
	Check       func(string) error // says why a value is not accepted; nil accepts all
}

// tooLong says how far a text goes beyond its limit.
const tooLong = "At most %d characters: take %d away"

// Leave says how the user left a form.
type Leave int

// The ways out. Stay is none.
const (
	Stay Leave = iota
	Forward
	Back
)

// Form is several fields on one screen. The focus moves inside Update and never
// by a command: keys typed ahead reach the field the user sees next. Going back
// checks nothing, and no field holds anyone that cannot be filled in now.
type Form struct {
	items  []Item
	fields []*Field // nil for YesNo
	said   []string // yes, no or "" of a YesNo
	errs   []string // shown from the first refusal until it is mended
	at     int
	keys   keys.Text

	width, height int
	cursor        *tea.Cursor
}

// NewForm makes a form with the focus on its first field.
func NewForm(items ...Item) *Form {
	f := &Form{items: items, fields: make([]*Field, len(items)), said: make([]string, len(items)), errs: make([]string, len(items)),
		keys: keys.New().Text, width: 60, height: 20}
	for i, item := range items {
		switch item.Kind {
		case Input:
			f.fields[i] = Line()
		case Text:
			f.fields[i] = Lines()
		}
		f.put(i, item.Value)
	}
	return f
}

func (f *Form) put(i int, value string) {
	if f.fields[i] == nil {
		f.said[i] = value
		return
	}
	f.fields[i].Load(value)
}

func (f *Form) value(i int) string {
	if f.fields[i] == nil {
		return f.said[i]
	}
	return f.fields[i].Value()
}

// Values are the texts as they stand, of the field in focus too, by key.
func (f *Form) Values() map[string]string {
	out := make(map[string]string, len(f.items))
	for i, item := range f.items {
		out[item.Key] = f.value(i)
	}
	return out
}

// Set shows another value and forgets what was said about the last one.
func (f *Form) Set(key, value string) {
	if i := f.index(key); i >= 0 {
		f.put(i, value)
		f.errs[i] = ""
	}
}

// Focus moves to a field and reports whether there is such a one.
func (f *Form) Focus(key string) bool {
	i := f.index(key)
	if i >= 0 {
		f.at = i
	}
	return i >= 0
}

// Focused is the key of the field in focus.
func (f *Form) Focused() string { return f.items[f.at].Key }

func (f *Form) index(key string) int {
	return slices.IndexFunc(f.items, func(item Item) bool { return item.Key == key })
}

// Invalid are the keys of the fields whose value is not accepted as it stands,
// in their order, for a list of what is missing.
func (f *Form) Invalid() []string {
	var out []string
	for i, item := range f.items {
		if f.refusal(i) != "" {
			out = append(out, item.Key)
		}
	}
	return out
}

// refusal is why a value is not accepted. Text beyond the limit is refused and
// never cut.
func (f *Form) refusal(i int) string {
	if over := utf8.RuneCountInString(f.value(i)) - f.items[i].Limit; f.items[i].Limit > 0 && over > 0 {
		return fmt.Sprintf(tooLong, f.items[i].Limit, over)
	}
	if check := f.items[i].Check; check != nil {
		if err := check(f.value(i)); err != nil {
			return err.Error()
		}
	}
	return ""
}

// Typing reports whether letters are text here.
func (f *Form) Typing() bool { return f.fields[f.at] != nil }

// SetSize shares out the room.
func (f *Form) SetSize(width, height int) { f.width, f.height = max(8, width), max(1, height) }

// Update takes a message and says whether the user left the form. There is never
// a command to run.
func (f *Form) Update(msg tea.Msg) (Leave, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		f.edit(func(field *Field) { field.Paste(msg.Content) })
	case tea.KeyPressMsg:
		return f.key(msg), nil
	}
	return Stay, nil
}

func (f *Form) key(k tea.KeyPressMsg) Leave {
	next := f.keys.Next
	if f.items[f.at].Kind == Text {
		next = f.keys.NextField
	}
	switch {
	case next.Match(k, f.Typing()):
		return f.next()
	case f.keys.Previous.Match(k, f.Typing()):
		return f.previous()
	case f.fields[f.at] == nil:
		f.answer(k.String())
	case f.keys.Undo.Match(k, true):
		f.edit(func(field *Field) { field.Undo() })
	default:
		f.edit(func(field *Field) { field.Handle(k) })
	}
	return Stay
}

// next goes on, unless the value is not accepted: then the field says why, and
// keeps the keys.
func (f *Form) next() Leave {
	if f.errs[f.at] = f.refusal(f.at); f.errs[f.at] != "" {
		return Stay
	}
	if f.at == len(f.items)-1 {
		return Forward
	}
	f.at++
	return Stay
}

// previous goes back, whatever the value is.
func (f *Form) previous() Leave {
	if f.at == 0 {
		return Back
	}
	f.at--
	return Stay
}

// answer takes a key of yes or no.
func (f *Form) answer(name string) {
	switch name {
	case "y":
		f.said[f.at] = "yes"
	case "n":
		f.said[f.at] = "no"
	case "left", "right", "h", "l", "space":
		f.said[f.at] = map[string]string{"yes": "no", "no": "yes", "": "yes"}[f.said[f.at]]
	default:
		return
	}
	f.recheck()
}

// edit changes the text in focus.
func (f *Form) edit(change func(*Field)) {
	if field := f.fields[f.at]; field != nil {
		change(field)
		f.recheck()
	}
}

// recheck keeps a message that was shown until what it says is mended.
func (f *Form) recheck() {
	if f.errs[f.at] != "" {
		f.errs[f.at] = f.refusal(f.at)
	}
}

// View draws the fields, the one in focus among what fits.
func (f *Form) View(st *theme.Theme) string {
	var lines []string
	var first, last int
	f.cursor = nil
	for i := range f.items {
		start := len(lines)
		lines = append(lines, f.drawItem(st, i, start)...)
		if i == f.at {
			first, last = start, len(lines)
		}
		if i < len(f.items)-1 {
			lines = append(lines, "")
		}
	}
	if len(lines) <= f.height {
		return strings.Join(lines, "\n")
	}
	// All of the field in focus, or what is around its cursor.
	from := max(0, min(last-f.height, first))
	if f.cursor != nil {
		from = max(min(from, f.cursor.Y), f.cursor.Y-f.height+1)
		f.cursor.Y -= from
	}
	lines = lines[from:min(from+f.height, len(lines))]
	return strings.Join(lines, "\n")
}

// Cursor is where the real cursor stands inside the last view, nil when it does
// not show.
func (f *Form) Cursor() *tea.Cursor { return f.cursor }

// edge stands left of what is filled in, a bar where the focus is.
var edge = map[bool]string{true: " ┃ ", false: "   "}

const edgeWidth = 3

// drawItem draws one field, top lines below the first line of the form.
func (f *Form) drawItem(st *theme.Theme, i, top int) []string {
	item, here := f.items[i], i == f.at
	title := st.Title
	if here {
		title = st.Focus
	}
	lines := []string{title.Render(text.Truncate(" "+text.Visible(item.Title), f.width))}
	if item.Help != "" {
		for _, line := range text.Wrap(text.VisibleLines(item.Help), f.width-1) {
			lines = append(lines, st.Dim.Render(" "+strings.TrimRight(line, " ")))
		}
	}
	if here {
		f.cursor = tea.NewCursor(0, top+len(lines))
	}
	for n, line := range f.drawValue(st, i) {
		if c := f.caret(i); here && c != nil && n == 0 {
			f.cursor = tea.NewCursor(min(c.X+edgeWidth, f.width-1), top+len(lines)+c.Y)
		}
		lines = append(lines, st.Bar.Render(edge[here])+line)
	}
	if f.cursor != nil {
		f.cursor.Blink = false
	}
	if f.errs[i] != "" {
		lines = append(lines, st.Bad.Render(text.Truncate(" "+theme.MarkBlocking+" "+text.Visible(f.errs[i]), f.width)))
	}
	return lines
}

func (f *Form) caret(i int) *tea.Cursor {
	if f.fields[i] == nil {
		return nil
	}
	return f.fields[i].Cursor()
}

func (f *Form) drawValue(st *theme.Theme, i int) []string {
	item, width := f.items[i], f.width-edgeWidth
	if f.fields[i] == nil {
		parts := make([]string, 2)
		for n, word := range []string{"yes", "no"} {
			parts[n] = map[bool]string{true: "(" + theme.MarkBullet + ") ", false: "( ) "}[f.said[i] == word] + word
		}
		return []string{st.Text.Render(text.Truncate(strings.Join(parts, "   "), width))}
	}
	rows := f.fields[i].View(width, max(1, f.height/2))
	if f.value(i) == "" && item.Placeholder != "" {
		rows[0] = st.Dim.Render(text.Truncate(text.Visible(item.Placeholder), width))
	}
	return rows
}
