// Package list is a list of rows with a cursor: to look through, to choose one
// from, or several. It is a plain struct; it holds no answers and sends no
// messages. Nothing is chosen by being shown or by the cursor passing over it.
package list

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment/text"
	"selfmark/ui/wizard/keys"
)

// Kind is what a list is for.
type Kind int

// The kinds of lists.
const (
	Browse Kind = iota // enter opens a row
	Single             // space chooses a row, and no other
	Multi              // space chooses a row, or takes it back
)

// Row is one row. Texts are data: what acts without being seen is shown by its code.
type Row struct {
	ID       string   // unique in the list
	Cells    []string // one a column; a list without columns shows the first
	Note     string   // beside the cells where there is room; found by the filter too
	Mark     string   // one column wide, before the cells
	Heading  bool     // a title above rows: the cursor passes over it
	Alone    bool     // excludes all other rows: "none", "not sure"
	Disabled string   // why the row cannot be chosen, "" when it can
}

// Column is one column of a table.
type Column struct {
	Title string
	Width int  // in columns of the terminal; of the one column with 0 what is left
	Right bool // aligned to the right
	From  int  // left out in lists narrower than this
}

// Event is what a key did.
type Event int

// The events. Ignored keys are free for the screen.
const (
	Ignored  Event = iota
	Moved          // the cursor, or nothing at an end
	Chosen         // what is chosen changed
	Accepted       // enter on the current row
	Refused        // the current row is disabled; Row.Disabled says why
	Filtered       // the filter, or which rows it shows
)

// List is the list. Use New.
type List struct {
	kind    Kind
	columns []Column
	rows    []Row
	chosen  []string // ids in the order of the rows
	keys    keys.List

	shown  []int // indexes of the rows that the filter lets through
	cursor int   // index in shown
	words  string
	typing bool     // keys write into the filter
	folded []string // of each row, for the filter; made when first needed

	top, height int // of the window when it was last drawn
	head        int // lines above the window then
}

// New makes an empty list. Without columns, a row shows its first cell and its note.
func New(kind Kind, columns ...Column) *List {
	return &List{kind: kind, columns: columns, keys: keys.New().List, height: 1}
}

// SetRows shows other rows. The cursor stays on its row, or near where it was;
// what was chosen and is no row any more is forgotten.
func (l *List) SetRows(rows []Row) {
	was := l.Current().ID
	l.rows, l.folded = rows, nil
	l.choose(l.chosen)
	l.sift(was)
}

// SetChosen chooses rows by their ids.
func (l *List) SetChosen(ids ...string) { l.choose(ids) }

// Chosen are the ids of what is chosen, in the order of the rows.
func (l *List) Chosen() []string { return slices.Clone(l.chosen) }

// choose keeps the ids that are rows.
func (l *List) choose(ids []string) {
	var chosen []string
	for _, r := range l.rows {
		if !r.Heading && slices.Contains(ids, r.ID) {
			chosen = append(chosen, r.ID)
		}
	}
	l.chosen = chosen
}

// Current is the row under the cursor, the zero Row when there is none.
func (l *List) Current() Row {
	if l.cursor < 0 || l.cursor >= len(l.shown) || l.rows[l.shown[l.cursor]].Heading {
		return Row{}
	}
	return l.rows[l.shown[l.cursor]]
}

// Find moves the cursor to a row and reports whether it is shown.
func (l *List) Find(id string) bool {
	at := slices.IndexFunc(l.shown, func(i int) bool { return l.rows[i].ID == id && !l.rows[i].Heading })
	if at >= 0 {
		l.cursor = at
	}
	return at >= 0
}

// Len is how many rows the filter lets through, headings not counted.
func (l *List) Len() int {
	n := 0
	for _, i := range l.shown {
		if !l.rows[i].Heading {
			n++
		}
	}
	return n
}

// Typing reports whether keys write into the filter.
func (l *List) Typing() bool { return l.typing }

// Filter is what is searched for, "" for nothing.
func (l *List) Filter() string { return l.words }

// SetFilter searches for words.
func (l *List) SetFilter(words string) {
	was := l.Current().ID
	l.words = text.Clean(words, false)
	l.sift(was)
}

// Paste writes into the filter while it is open.
func (l *List) Paste(s string) {
	if l.typing {
		l.SetFilter(l.words + text.Clean(s, false))
	}
}

// HandleKey takes a key press and says what it did.
func (l *List) HandleKey(k tea.KeyPressMsg) Event {
	if l.typing {
		if e := l.write(k); e != Ignored {
			return e
		}
	}
	is := func(b keys.Binding) bool { return b.Match(k, l.typing) }
	switch {
	case is(l.keys.Up):
		l.move(l.cursor-1, -1)
	case is(l.keys.Down):
		l.move(l.cursor+1, 1)
	case is(l.keys.PageUp):
		l.move(l.cursor-max(1, l.height-1), -1)
	case is(l.keys.PageDown):
		l.move(l.cursor+max(1, l.height-1), 1)
	case is(l.keys.Top):
		l.move(0, 1)
	case is(l.keys.Bottom):
		l.move(len(l.shown)-1, -1)
	case is(l.keys.Filter):
		l.typing = true
		return Filtered
	case k.String() == "esc" && l.words != "":
		l.SetFilter("")
		return Filtered
	case is(l.keys.Choose) && l.kind != Browse:
		return l.pick()
	case is(l.keys.Accept) && l.Current().ID != "":
		if l.Current().Disabled != "" {
			return Refused
		}
		return Accepted
	default:
		return Ignored
	}
	return Moved
}

// write takes a key of the open filter.
func (l *List) write(k tea.KeyPressMsg) Event {
	name := k.String()
	switch {
	case keys.Writes(k):
		l.SetFilter(l.words + k.Text)
	case name == "backspace" && l.words == "":
		l.typing = false
	case name == "backspace":
		l.SetFilter(withoutLast(l.words))
	case name == "ctrl+u":
		l.SetFilter("")
	case name == "enter", name == "tab":
		l.typing = false
	case name == "esc":
		l.typing = false
		l.SetFilter("")
	default:
		return Ignored
	}
	return Filtered
}

// withoutLast takes the last character off, however many code points it has.
func withoutLast(s string) string { return ansi.Truncate(s, max(0, text.Width(s)-1), "") }

// move brings the cursor near a place; past headings in a direction, and back
// when there is no row beyond them.
func (l *List) move(to, by int) {
	to = max(0, min(to, len(l.shown)-1))
	for _, d := range []int{by, -by} {
		for i := to; i >= 0 && i < len(l.shown); i += d {
			if !l.rows[l.shown[i]].Heading {
				l.cursor = i
				return
			}
		}
	}
}

// pick chooses the current row, or takes it back where several may be chosen.
func (l *List) pick() Event {
	r := l.Current()
	switch {
	case r.ID == "":
		return Ignored
	case r.Disabled != "":
		return Refused
	case l.kind == Single:
		l.chosen = []string{r.ID}
	case slices.Contains(l.chosen, r.ID):
		l.chosen = slices.DeleteFunc(l.chosen, func(id string) bool { return id == r.ID })
	case r.Alone:
		l.chosen = []string{r.ID}
	default:
		rest := append(l.Chosen(), r.ID)
		for _, other := range l.rows {
			if other.Alone {
				rest = slices.DeleteFunc(rest, func(id string) bool { return id == other.ID })
			}
		}
		l.choose(rest)
	}
	return Chosen
}

// sift applies the filter and brings the cursor to a row, if it is still shown.
func (l *List) sift(id string) {
	l.shown = l.shown[:0]
	for i, r := range l.rows {
		switch {
		case r.Heading:
			// A heading without a row under it goes.
			if n := len(l.shown); n > 0 && l.rows[l.shown[n-1]].Heading {
				l.shown = l.shown[:n-1]
			}
			l.shown = append(l.shown, i)
		case l.matches(i):
			l.shown = append(l.shown, i)
		}
	}
	if n := len(l.shown); n > 0 && l.words != "" && l.rows[l.shown[n-1]].Heading {
		l.shown = l.shown[:n-1]
	}
	if id == "" || !l.Find(id) {
		l.move(l.cursor, 1)
	}
}

// matches reports whether a row holds every word of the filter, in any order,
// whatever the case and the accents.
func (l *List) matches(i int) bool {
	if l.words == "" {
		return true
	}
	if l.folded == nil {
		l.folded = make([]string, len(l.rows))
		for j, r := range l.rows {
			l.folded[j] = fold(r.ID + "\n" + strings.Join(r.Cells, "\n") + "\n" + r.Note)
		}
	}
	for _, word := range strings.Fields(fold(l.words)) {
		if !strings.Contains(l.folded[i], word) {
			return false
		}
	}
	return true
}
