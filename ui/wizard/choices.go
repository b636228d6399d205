package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
	"selfmark/ui/wizard/theme"
)

// choice is one row of a list of choices.
type choice struct {
	id    string
	label string
	note  string
	alone bool // excludes all others: "none", "not sure"
}

// The ids of rows that are no options of the catalogue.
const (
	idNone    = "\x00none"
	idNotSure = "\x00not-sure"
)

// choices is a list of options with a cursor. Showing it chooses nothing.
type choices struct {
	rows    []choice
	multi   bool
	cursor  int
	chosen  []string
	touched bool // the user chose something that is not accepted yet
	loaded  bool
	moved   bool // the user moved the cursor

	airy      bool // rows stand apart
	cursorRow int  // where the cursor was drawn
}

func newChoices(options []catalogue.Option, multi, notSure bool) *choices {
	c := &choices{multi: multi}
	for _, o := range options {
		c.rows = append(c.rows, choice{id: o.ID, label: text.Visible(o.Label), note: text.Visible(o.Note)})
	}
	if multi {
		c.rows = append(c.rows, choice{id: idNone, label: noneOfThese, alone: true})
	}
	if notSure {
		c.rows = append(c.rows, choice{id: idNotSure, label: notSureLabel, note: notSureNote, alone: true})
	}
	return c
}

// load shows what is answered. The cursor goes to the first chosen row, unless
// that is no news; what was chosen and not accepted yet stays.
func (c *choices) load(chosen []string) {
	if c.touched || c.loaded && slices.Equal(chosen, c.chosen) {
		return
	}
	c.chosen, c.loaded = slices.Clone(chosen), true
	if i := slices.IndexFunc(c.rows, func(r choice) bool { return slices.Contains(chosen, r.id) }); i >= 0 {
		c.cursor = i
	}
}

// current is the row under the cursor.
func (c *choices) current() (choice, bool) {
	if c.cursor < 0 || c.cursor >= len(c.rows) {
		return choice{}, false
	}
	return c.rows[c.cursor], true
}

// with returns what would be chosen if the row under the cursor were, and
// without what would be if it were not.
func (c *choices) with() []string    { return c.put(true) }
func (c *choices) without() []string { return c.put(false) }

func (c *choices) put(in bool) []string {
	row, ok := c.current()
	if !ok {
		return c.chosen
	}
	if !c.multi || row.alone {
		if in {
			return []string{row.id}
		}
		return slices.DeleteFunc(slices.Clone(c.chosen), func(id string) bool { return id == row.id || !c.multi })
	}
	rest := slices.DeleteFunc(slices.Clone(c.chosen), func(id string) bool { return id == row.id || id == idNone || id == idNotSure })
	if in {
		rest = append(rest, row.id)
	}
	return rest
}

// pick chooses the row under the cursor, or takes it back where several may be chosen.
func (c *choices) pick() {
	row, ok := c.current()
	if !ok {
		return
	}
	in := !slices.Contains(c.chosen, row.id)
	if !c.multi {
		in = true
	}
	c.chosen, c.touched = c.put(in), true
}

// moving are the keys that move the cursor of a list.
var moving = []string{"up", "k", "down", "j", "home", "g", "end", "G", "pgup", "pgdown"}

// handle moves the cursor or picks; it reports whether the key was for the list.
func (c *choices) handle(k tea.KeyPressMsg) bool {
	last := len(c.rows) - 1
	c.moved = c.moved || slices.Contains(moving, k.String())
	switch k.String() {
	case "up", "k":
		c.cursor = max(0, c.cursor-1)
	case "down", "j":
		c.cursor = min(last, c.cursor+1)
	case "home", "g":
		c.cursor = 0
	case "end", "G":
		c.cursor = last
	case "pgup":
		c.cursor = max(0, c.cursor-8)
	case "pgdown":
		c.cursor = min(last, c.cursor+8)
	case "space":
		c.pick()
	default:
		return false
	}
	return true
}

// view draws the rows that fit, the one under the cursor among them.
func (c *choices) view(st *theme.Theme, width, height int) []string {
	blocks := make([][]string, len(c.rows))
	for i, row := range c.rows {
		blocks[i] = c.row(st, i, row, width)
	}
	if c.airy {
		blocks = airy(blocks, height)
	}
	var lines []string
	first, last := 0, 0
	for i, block := range blocks {
		start := len(lines)
		lines = append(lines, block...)
		if i == c.cursor {
			first, last = start, len(lines)-1
			if block[0] == "" {
				first++
			}
		}
	}
	from := 0
	if height > 0 && len(lines) > height {
		from = min(max(0, last-height+2), first, len(lines)-height)
		if from < 0 {
			from = 0
		}
		cut := lines[from : from+height]
		out := slices.Clone(cut)
		if from > 0 && first > from {
			out[0] = st.Dim.Render("   " + moreAbove)
		}
		if from+height < len(lines) && last < from+height-1 {
			out[height-1] = st.Dim.Render("   " + moreBelow)
		}
		lines = out
	}
	c.cursorRow = first - from
	return lines
}

func (c *choices) row(st *theme.Theme, i int, row choice, width int) []string {
	box := "( )"
	in := slices.Contains(c.chosen, row.id)
	switch {
	case c.multi && in:
		box = "[x]"
	case c.multi:
		box = "[ ]"
	case in:
		box = "(•)"
	}
	prefix, style := "   ", st.Text
	if i == c.cursor {
		prefix, style = " "+cursorMark+" ", st.Selected
	}
	room := max(8, width-7)
	wrapped := text.Wrap(row.label, room)
	var out []string
	for n, line := range wrapped {
		lead := prefix + box + " "
		if n > 0 {
			lead = strings.Repeat(" ", 7)
		}
		out = append(out, style.Render(lead+line))
	}
	if row.note == "" {
		return out
	}
	end := text.Width(wrapped[len(wrapped)-1])
	if end+3+text.Width(row.note) <= room {
		gap := max(3, min(24, room-text.Width(row.note))-end)
		out[len(out)-1] += st.Dim.Render(strings.Repeat(" ", gap) + row.note)
		return out
	}
	if i == c.cursor {
		for _, line := range text.Wrap(row.note, room) {
			out = append(out, st.Dim.Render(strings.Repeat(" ", 7)+line))
		}
	}
	return out
}
