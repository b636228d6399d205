package wizard

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// page is what the table screens share: the desk, a table, and the answers of a
// Screen that most of them give. They embed it and say what is different.
type page struct {
	desk  *Desk
	at    interview.Place // the page itself
	table table
	facts []fact // about the row under the cursor
	noted bool   // the facts say the notes already
	y     int    // the row of the body where the table was last drawn
	cut   bool   // the facts did not all fit there

	height int // rows of the body when it was last drawn
}

// Place is the row under the cursor where rows are places, otherwise the page.
func (p *page) Place() interview.Place {
	if r := p.table.current(); r != nil && r.place != "" {
		return r.place
	}
	return p.at
}

// HandlePaste drops the text: no text field is open.
func (p *page) HandlePaste(string) {}

// Typing reports that no text field is open.
func (p *page) Typing() bool { return false }

// Leave has nothing to commit: every key of a table commits at once.
func (p *page) Leave() {}

// Cursor stands on the chosen row, for those who follow it by ear or magnifier.
func (p *page) Cursor() *tea.Cursor {
	if c := p.table.caret(p.y); c != nil && c.Y >= p.y && c.Y < p.height {
		return c
	}
	return nil
}

// about is what is said of the row under the cursor: its title, the notes on its
// place, and the rest.
func (p *page) about() []fact {
	r := p.table.current()
	if r == nil || r.place == "" || p.noted {
		return p.facts
	}
	at := min(1, len(p.facts))
	out := append([]fact(nil), p.facts[:at]...)
	for _, n := range notesOn(p.desk.State.Assessment, r.place) {
		out = append(out, fact{labelNote, n, plain})
	}
	return append(out, p.facts[at:]...)
}

// span is text of one tone, harmless to a terminal.
type span struct {
	text string
	tone tone
}

// said makes a span of text that may come from a file or a user.
func said(s string, t tone) span { return span{text.Visible(s), t} }

// column is one column of a table.
type column struct {
	title string
	width int  // in columns of the terminal; of the one column with 0 what is left
	right bool // aligned to the right
	from  int  // shown in tables of at least this width
}

// row is one row of a table.
type row struct {
	id      string // unique in the table
	place   interview.Place
	cells   []span // one a column
	heading bool   // a title above rows; the cursor passes over it
	group   string // rows of one group say their first cells only once
	marked  bool
}

// table is a list of rows in columns with a cursor. It holds no answers.
type table struct {
	columns []column
	rows    []row
	empty   string // said when there is no row
	marks   bool   // rows can be marked
	said    int    // cells said only once a group

	cursor, top, height int
	pitch               int // rows of the screen from one row to the next
}

// fill puts new rows in and keeps the cursor on its row, or near it when the row
// is gone.
func (t *table) fill(rows []row) {
	was := t.current()
	t.rows = rows
	if was != nil && t.find(was.id) {
		return
	}
	t.cursor = max(0, min(t.cursor, len(rows)-1))
	t.settle(1)
}

// find moves the cursor to a row and reports whether it exists.
func (t *table) find(id string) bool {
	return t.seek(func(r row) bool { return r.id == id })
}

// show moves the cursor to the first row of a place and reports whether it exists.
func (t *table) show(p interview.Place) bool {
	if r := t.current(); r != nil && r.place == p {
		return true
	}
	return t.seek(func(r row) bool { return r.place == p })
}

func (t *table) seek(is func(row) bool) bool {
	i := slices.IndexFunc(t.rows, func(r row) bool { return !r.heading && is(r) })
	if i >= 0 {
		t.cursor = i
	}
	return i >= 0
}

// current is the row under the cursor, nil in an empty table.
func (t *table) current() *row {
	if t.cursor < 0 || t.cursor >= len(t.rows) || t.rows[t.cursor].heading {
		return nil
	}
	return &t.rows[t.cursor]
}

// settle moves the cursor off a heading, in a direction, else the other way.
func (t *table) settle(by int) {
	for _, d := range []int{by, -by} {
		for i := t.cursor; i >= 0 && i < len(t.rows); i += d {
			if !t.rows[i].heading {
				t.cursor = i
				return
			}
		}
	}
}

// turn takes a key that moves the cursor and reports whether it was one.
func (t *table) turn(k tea.KeyPressMsg) bool {
	last := len(t.rows) - 1
	was, towards, at := t.cursor, 1, t.cursor
	switch k.String() {
	case "up", "k":
		towards, at = -1, at-1
	case "down", "j":
		at++
	case "pgup", "ctrl+b":
		towards, at = -1, at-max(1, t.height-1)
	case "pgdown", "ctrl+f":
		at += max(1, t.height-1)
	case "home", "g":
		at = 0
	case "end", "G":
		t.cursor = max(0, last)
		t.settle(-1)
		return true
	default:
		return false
	}
	t.cursor = max(0, min(at, last))
	t.settle(towards)
	if at != 0 && (t.cursor-was)*towards < 0 { // no row in that direction
		t.cursor = was
	}
	return true
}

// caret is the place of the cursor below a row of the body.
func (t *table) caret(y int) *tea.Cursor {
	if t.current() == nil {
		return nil
	}
	c := tea.NewCursor(0, y+t.titled()+(t.cursor-t.top)*max(1, t.pitch))
	c.Blink = false
	return c
}

// lines draws the titles and as many rows as fit, around the cursor.
func (t *table) lines(ink inks, width, height int) []string {
	if height <= 0 {
		return nil
	}
	widths := t.widths(width)
	var out []string
	if t.titled() > 0 {
		out = append(out, ink.paint(quiet, text.Pad(strings.Repeat(" ", t.gutter())+t.titles(widths), width)))
	}
	if len(t.rows) == 0 {
		for _, line := range text.Wrap(t.empty, max(1, width-4)) {
			out = append(out, text.Pad("  "+line, width))
		}
		return out[:min(len(out), height)]
	}
	t.pitch = ink.pitch(height-t.titled(), len(t.rows))
	t.height = max(1, (height-t.titled()+t.pitch-1)/t.pitch)
	t.scroll()
	for i := t.top; i < min(len(t.rows), t.top+t.height); i++ {
		if i > t.top && t.pitch > 1 {
			out = append(out, strings.Repeat(" ", width))
		}
		out = append(out, t.line(ink, i, widths, width))
	}
	return out
}

// titled is 1 when the columns have titles.
func (t *table) titled() int {
	if slices.ContainsFunc(t.columns, func(c column) bool { return c.title != "" }) {
		return 1
	}
	return 0
}

// scroll keeps the cursor in the window, with the heading above the first row.
func (t *table) scroll() {
	t.top = max(0, min(t.top, len(t.rows)-t.height))
	switch {
	case t.cursor < t.top:
		t.top = t.cursor
	case t.cursor >= t.top+t.height:
		t.top = t.cursor - t.height + 1
	}
	if t.top == t.cursor && t.top > 0 && t.rows[t.top-1].heading && t.height > 1 {
		t.top--
	}
}

// gutter is the room before the first column, for cursor and mark.
func (t *table) gutter() int {
	if t.marks {
		return 4
	}
	return 2
}

// widths shares the width among the columns; a column that is not shown gets -1.
func (t *table) widths(width int) []int {
	out := make([]int, len(t.columns))
	left, flexible := width-t.gutter(), -1
	for i, c := range t.columns {
		switch {
		case c.from > width:
			out[i] = -1
			continue
		case c.width == 0:
			flexible = i
		}
		out[i] = c.width
		left -= c.width + 2
	}
	if flexible >= 0 {
		out[flexible] = max(8, left+2)
	}
	return out
}

func (t *table) titles(widths []int) string {
	var parts []string
	for i, c := range t.columns {
		if widths[i] >= 0 {
			parts = append(parts, aligned(c.title, widths[i], c.right))
		}
	}
	return strings.Join(parts, "  ")
}

func aligned(s string, width int, right bool) string {
	if right {
		s = text.Truncate(s, width)
		return strings.Repeat(" ", max(0, width-text.Width(s))) + s
	}
	return text.Pad(s, width)
}

// line draws one row. The row under the cursor is marked with an arrow and
// stands out; the words of a group are said in its first row on the screen.
func (t *table) line(ink inks, i int, widths []int, width int) string {
	r := t.rows[i]
	if r.heading {
		return ink.paint(strong, text.Pad(" "+r.cells[0].text, width))
	}
	here := i == t.cursor
	var b strings.Builder
	b.WriteString(map[bool]string{true: ink.paint(chosen, cursorMark+" "), false: "  "}[here])
	if t.marks {
		b.WriteString(map[bool]string{true: ink.paint(chosen, "● "), false: "  "}[r.marked])
	}
	repeats := r.group != "" && i > t.top && t.rows[i-1].group == r.group && !here
	used := t.gutter()
	for c := range t.columns {
		if widths[c] < 0 || c >= len(r.cells) {
			continue
		}
		if used > t.gutter() {
			b.WriteString("  ")
			used += 2
		}
		words := r.cells[c].text
		if repeats && c < t.said {
			words = ""
		}
		tone := r.cells[c].tone
		if here && (tone == plain || tone == quiet) {
			tone = chosen
		}
		b.WriteString(ink.paint(tone, aligned(words, widths[c], t.columns[c].right)))
		used += widths[c]
	}
	return text.Pad(b.String(), width)
}

// fact is one labelled statement below a table.
type fact struct {
	label string
	text  string
	tone  tone
}

// labelWidth is the room for labels in the pane of details.
const labelWidth = 14

// sameLabel continues the fact before: its text stands under that one's.
const sameLabel = " "

// factLines wraps facts to lines, each text beside its label.
func factLines(ink inks, facts []fact, width int) []string {
	var out []string
	for _, f := range facts {
		if f.label == "" && f.text == "" {
			out = append(out, strings.Repeat(" ", width))
			continue
		}
		indent := labelWidth
		if f.label == "" {
			indent = 1
		}
		if f.label == sameLabel {
			f.label = ""
		}
		long := f.label != "" && text.Width(" "+f.label) > indent // it stands above then, whole
		if long {
			out = append(out, ink.paint(quiet, text.Pad(" "+f.label, width)))
		}
		for i, line := range text.Wrap(text.VisibleLines(f.text), max(10, width-indent-1)) {
			label := ""
			if i == 0 && !long {
				label = f.label
			}
			out = append(out, ink.paint(quiet, text.Pad(" "+label, indent))+ink.paint(f.tone, text.Pad(strings.TrimRight(line, " "), width-indent)))
		}
	}
	return out
}

// ruled is the line between the parts of a screen.
func ruled(ink inks, width int) string { return ink.paint(edge, strings.Repeat("─", max(0, width))) }

// draw puts a head, the table and the facts of the row under the cursor into the
// room there is. The table gets what the facts leave, at least two fifths.
func (p *page) draw(width, height int, head []string) string {
	ink := p.desk.inks()
	about := factLines(ink, p.about(), width)
	least := max(5, height*2/5)
	wanted := max(len(p.table.rows), 3) + 1
	if ink.airy {
		least, wanted = max(least, 2*leastAiry+1), 2*wanted
		head = append(head, "")
	}
	rooms := height - len(head) - 1
	tableHeight := min(max(least, rooms-len(about)), wanted, rooms+1)
	left := max(0, rooms-tableHeight)
	if ink.airy && len(about) < left {
		about = airyFacts(ink, p.about(), width, left)
	}
	if p.cut = len(about) > left; p.cut {
		about = about[:left]
		if left > 0 {
			about[left-1] = ink.paint(quiet, text.Pad(strings.Repeat(" ", labelWidth)+moreWithKey, width))
		}
	}
	p.y, p.height = len(head), height
	out := append(head, p.table.lines(ink, width, tableHeight)...)
	if len(about) > 0 {
		out = append(out, ruled(ink, width))
		out = append(out, about...)
	}
	return block(out, width, height)
}

// block makes rows exactly as wide as the body, and no more of them than fit.
func block(lines []string, width, height int) string {
	lines = lines[:min(len(lines), max(0, height))]
	for i := range lines {
		lines[i] = text.Pad(lines[i], width)
	}
	return strings.Join(lines, "\n")
}

// steady keeps rows in the order they had when the screen was opened, so that
// nothing jumps while one answers; what is new comes last.
type steady map[string]int

func (s steady) rank(id string) int {
	if _, known := s[id]; !known {
		s[id] = len(s)
	}
	return s[id]
}

// onward takes the keys that every table knows: along the rows, back and on.
func (p *page) onward(k tea.KeyPressMsg) Move {
	switch {
	case p.table.turn(k):
	case key.Matches(k, keys.Back), k.String() == "left", k.String() == "shift+tab":
		return Move{Kind: Backward}
	case key.Matches(k, tableKeys.on), k.String() == "tab":
		return Move{Kind: Forward}
	case key.Matches(k, tableKeys.view) && len(p.facts) > 0:
		return open(p.all())
	}
	return Move{}
}

// all is a page with everything that is said about the row under the cursor.
func (p *page) all() Screen {
	facts := p.about()
	return newReading(p.desk, p.Place(), MoveClose, func() []paragraph {
		var out []paragraph
		for _, f := range facts {
			out = append(out, paragraph{label: strings.TrimSpace(f.label), words: f.text, head: f.tone == strong})
		}
		return out
	}, Help{Title: pageTitle(p.at)})
}

// with adds the keys that every table has to its own.
func (p *page) with(list ...key.Binding) []key.Binding {
	at := min(2, len(list)) // going on is always in sight
	list = slices.Insert(list, at, tableKeys.on)
	if len(p.facts) > 0 {
		list = append(list, tableKeys.view)
	}
	return append(list, keys.Back)
}

// open shows a screen on top of the table.
func open(s Screen) Move { return Move{Kind: MoveOpen, Open: s} }
