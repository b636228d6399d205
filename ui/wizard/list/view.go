package list

import (
	"slices"
	"strings"

	"charm.land/lipgloss/v2"

	"selfmark/assessment/text"
	"selfmark/ui/wizard/theme"
)

// The words of the list.
const (
	nothingFound = "nothing found"
	filterLabel  = "/ "
	gap          = "  "
)

// noteFrom is the room that a note is worth showing in.
const noteFrom = 12

// View draws the list in width columns and at most height rows: the filter while
// there is one, the titles, and the rows around the cursor. However long the
// list is, only the rows that are seen are drawn.
func (l *List) View(st *theme.Theme, width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	var lines []string
	if l.typing || l.words != "" {
		style := st.Dim
		if l.typing {
			style = st.Focus
		}
		lines = append(lines, style.Render(text.Truncate(filterLabel+text.Visible(l.words), width)))
	}
	widths := l.widths(width)
	if l.titled() {
		cells := make([]string, len(l.columns))
		for i, c := range l.columns {
			cells[i] = c.Title
		}
		lines = append(lines, st.Dim.Render(text.Truncate(strings.Repeat(" ", l.gutter())+strings.Join(l.aligned(cells, widths), gap), width)))
	}
	if len(lines) >= height { // a row is worth more than what stands above it
		lines = lines[:height-1]
	}
	l.head, l.height = len(lines), height-len(lines)
	l.scroll()
	for i := l.top; i < min(l.top+l.height, len(l.shown)); i++ {
		lines = append(lines, l.line(st, i, widths, width))
	}
	if len(l.shown) == 0 && l.words != "" {
		lines = append(lines, st.Dim.Render(text.Truncate(strings.Repeat(" ", l.gutter())+nothingFound, width)))
	}
	return strings.Join(lines, "\n")
}

// CursorRow is the line of the last view where the cursor stands, or the filter
// that is typed into; -1 when there is neither.
func (l *List) CursorRow() int {
	switch {
	case l.typing:
		return 0
	case l.Current().ID == "":
		return -1
	default:
		return l.head + l.cursor - l.top
	}
}

// CursorColumn is the column of the real cursor in that line.
func (l *List) CursorColumn() int {
	if l.typing {
		return text.Width(filterLabel + text.Visible(l.words))
	}
	return 0
}

func (l *List) titled() bool {
	return slices.ContainsFunc(l.columns, func(c Column) bool { return c.Title != "" })
}

// scroll keeps the cursor in the window, with the heading above the first row.
func (l *List) scroll() {
	l.top = max(0, min(l.top, len(l.shown)-l.height))
	switch {
	case l.cursor < l.top:
		l.top = l.cursor
	case l.cursor >= l.top+l.height:
		l.top = l.cursor - l.height + 1
	}
	if l.top > 0 && l.top == l.cursor && l.height > 1 && l.rows[l.shown[l.top-1]].Heading {
		l.top--
	}
}

// gutter is the room before the cells: for the cursor, the box, and the mark.
func (l *List) gutter() int {
	if l.kind == Browse {
		return 4
	}
	return 8
}

// widths shares the width among the columns; a column left out gets -1.
func (l *List) widths(width int) []int {
	out := make([]int, len(l.columns))
	left, flexible := width-l.gutter(), -1
	for i, c := range l.columns {
		if c.From > width {
			out[i] = -1
			continue
		}
		if c.Width == 0 {
			flexible = i
		}
		out[i] = c.Width
		left -= c.Width + len(gap)
	}
	if flexible >= 0 {
		out[flexible] = max(1, left+len(gap))
	}
	return out
}

// aligned puts cells into their columns.
func (l *List) aligned(cells []string, widths []int) []string {
	var out []string
	for i, w := range widths {
		if w < 0 {
			continue
		}
		cell := ""
		if i < len(cells) {
			cell = text.Truncate(text.Visible(cells[i]), w)
		}
		if l.columns[i].Right {
			out = append(out, strings.Repeat(" ", max(0, w-text.Width(cell)))+cell)
		} else {
			out = append(out, text.Pad(cell, w))
		}
	}
	return out
}

// line draws one row in at most width columns.
func (l *List) line(st *theme.Theme, i int, widths []int, width int) string {
	r := l.rows[l.shown[i]]
	if r.Heading {
		return st.Title.Render(text.Truncate(" "+text.Visible(strings.Join(r.Cells, gap)), width))
	}
	style := st.Text
	lead := "  "
	switch {
	case i == l.cursor:
		lead, style = theme.MarkCursor+" ", st.Selected
	case r.Disabled != "":
		style = st.Dim
	}
	label := lead + l.box(r) + text.Pad(text.Visible(r.Mark), 1) + " "
	if len(l.columns) > 0 {
		label += strings.Join(l.aligned(r.Cells, widths), gap)
	} else if len(r.Cells) > 0 {
		label += text.Visible(r.Cells[0])
	}
	label = text.Truncate(strings.TrimRight(label, " "), width)
	return style.Render(label) + l.aside(st.Dim, r, width-text.Width(label))
}

// aside is the note of a row, or why it is disabled, in the room that is left.
func (l *List) aside(style lipgloss.Style, r Row, room int) string {
	note := r.Note
	if r.Disabled != "" {
		note = r.Disabled
	}
	if note == "" || room < noteFrom {
		return ""
	}
	return style.Render(gap + text.Truncate(text.Visible(note), room-len(gap)))
}

// box says whether a row is chosen, in a sign and not in a colour.
func (l *List) box(r Row) string {
	in := slices.Contains(l.chosen, r.ID)
	switch {
	case l.kind == Browse:
		return ""
	case r.Disabled != "" && !in:
		return " " + theme.MarkNotApply + "  "
	case l.kind == Multi && in:
		return "[x] "
	case l.kind == Multi:
		return "[ ] "
	case in:
		return "(" + theme.MarkBullet + ") "
	default:
		return "( ) "
	}
}
