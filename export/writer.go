package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"selfmark/assessment/catalogue"
)

// pageWidth is the number of columns in which the Markdown stays readable as
// plain text.
const pageWidth = 118

// columns is the width of a text in a terminal.
func columns(s string) int { return displaywidth.String(s) }

// mdWriter writes blocks of Markdown, one empty line between them. Texts of
// users go into table cells and quoted blocks only.
type mdWriter struct {
	out     strings.Builder
	anchors map[string]string // id of a threat, asset … to the anchor of its heading
	marks   map[string]string // id of an item to what differs from an earlier state
	matrix  []MatrixRow       // of the method, for the heat maps
	html    *htmlBlocks       // takes the blocks instead, nil for Markdown
}

func (w *mdWriter) lines(lines ...string) {
	if w.out.Len() > 0 {
		w.out.WriteByte('\n')
	}
	for _, l := range lines {
		w.out.WriteString(l)
		w.out.WriteByte('\n')
	}
}

// heading writes a heading; its text comes from us or is an id.
func (w *mdWriter) heading(level int, text string) {
	if w.html != nil {
		w.html.heading(level, text)
		return
	}
	w.lines(strings.Repeat("#", level) + " " + string(esc(text)))
}

// text writes a paragraph.
func (w *mdWriter) text(piece inline) {
	switch {
	case piece == "":
	case w.html != nil:
		w.html.paragraph(piece)
	default:
		w.lines(wrap(piece, "", "")...)
	}
}

// list writes bullets.
func (w *mdWriter) list(items ...inline) {
	items = slices.DeleteFunc(slices.Clone(items), func(item inline) bool { return item == "" })
	if len(items) == 0 {
		return
	}
	if w.html != nil {
		w.html.list(items)
		return
	}
	var lines []string
	for _, item := range items {
		lines = append(lines, wrap(item, "- ", "  ")...)
	}
	w.lines(lines...)
}

// label is a word before a value.
func label(name string, value inline) inline {
	if value == "" {
		return ""
	}
	return "**" + esc(name) + ":** " + value
}

// quote writes a text of the user as a quoted block, a paragraph for each line.
func (w *mdWriter) quote(text string) { w.quoteAfter("", text) }

// quoteAfter writes a quoted block that begins with a mark of ours.
func (w *mdWriter) quoteAfter(mark inline, text string) {
	var paragraphs []inline
	for line := range strings.SplitSeq(text, "\n") {
		piece := esc(line)
		if piece == "" {
			continue
		}
		if mark != "" {
			piece, mark = mark+" "+piece, ""
		}
		paragraphs = append(paragraphs, piece)
	}
	if paragraphs == nil {
		return
	}
	if w.html != nil {
		w.html.quote(paragraphs)
		return
	}
	var lines []string
	for _, piece := range paragraphs {
		if lines != nil {
			lines = append(lines, ">")
		}
		lines = append(lines, wrap(piece, "> ", "> ")...)
	}
	w.lines(lines...)
}

// code writes lines as they are.
func (w *mdWriter) code(lines ...string) {
	if w.html != nil {
		w.html.code(lines)
		return
	}
	indented := make([]string, len(lines))
	for i, l := range lines {
		indented[i] = "    " + l
	}
	w.lines(indented...)
}

// said writes a label and below it, quoted, what the user says; nothing when
// the user says nothing.
func (w *mdWriter) said(name, text string) {
	if strings.TrimSpace(text) != "" {
		w.text("**" + esc(name) + ":**")
		w.quote(text)
	}
}

// cell is a cell of a table: the Markdown, and the text it was made from when
// it may move below the table.
type cell struct {
	md  inline
	raw string
}

// plain is a cell with a text; an empty one shows a dash.
func plain(s string) cell {
	if strings.TrimSpace(s) == "" {
		return cell{md: "–"}
	}
	return cell{md: esc(s), raw: s}
}

// made is a cell of our own markup.
func made(piece inline) cell { return cell{md: piece} }

func plains(texts ...string) []cell {
	row := make([]cell, 0, len(texts))
	for _, t := range texts {
		row = append(row, plain(t))
	}
	return row
}

// table writes an aligned table. Where it would be wider than the page, its
// longest texts move into a quoted block below it and leave a number behind.
func (w *mdWriter) table(header []string, rows [][]cell) {
	if len(rows) == 0 {
		return
	}
	if w.html != nil {
		w.html.table(header, rows)
		return
	}
	notes := moveBelow(header, rows)
	widths := tableWidths(header, rows)
	lines := []string{tableLine(widths, func(i int) string { return header[i] }), ruler(widths)}
	for _, row := range rows {
		lines = append(lines, tableLine(widths, func(i int) string { return string(row[i].md) }))
	}
	w.lines(lines...)
	for i, note := range notes {
		w.quoteAfter(noteMark(i), note)
	}
}

func noteMark(i int) inline { return inline("(" + number(i+1) + ")") }

// shortest is the width up to which a cell never moves below the table.
const shortest = 20

// wideCell is a cell that may move below its table, and where it stands.
type wideCell struct{ row, column, width int }

// moveBelow replaces the widest cells by a number until the table fits, and
// returns their texts in reading order, each once.
func moveBelow(header []string, rows [][]cell) []string {
	list, widths := movable(header, rows)
	moved := make(map[[2]int]bool)
	for i := 0; i < len(list) && tableWidth(widths(list[i:])) > pageWidth; i++ {
		moved[[2]int{list[i].row, list[i].column}] = true
	}
	if len(moved) == 0 {
		return nil
	}
	var notes []string
	numbers := make(map[string]int)
	for r := range rows {
		for c := range rows[r] {
			if !moved[[2]int{r, c}] {
				continue
			}
			i, known := numbers[rows[r][c].raw]
			if !known {
				i = len(notes)
				numbers[rows[r][c].raw], notes = i, append(notes, rows[r][c].raw)
			}
			rows[r][c].md = inline(msgBelow) + noteMark(i)
		}
	}
	return notes
}

// movable lists the cells that may move, the widest first and then in reading order,
// and gives what tells how wide the columns are while the rest of that list stays. A
// large table is walked through once, not once for each cell that moves.
func movable(header []string, rows [][]cell) ([]wideCell, func(rest []wideCell) []int) {
	fixed := tableWidths(header, nil)
	var list []wideCell
	for r := range rows {
		for c, cell := range rows[r] {
			n := columns(string(cell.md))
			if cell.raw != "" && n > shortest {
				list = append(list, wideCell{r, c, n})
			} else {
				fixed[c] = max(fixed[c], n)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b wideCell) int { return cmp.Compare(b.width, a.width) })
	next := make([]int, len(fixed)) // of each column: where its widest cell stands that has not moved
	return list, func(rest []wideCell) []int {
		widths, gone := slices.Clone(fixed), len(list)-len(rest)
		for c := range widths {
			for next[c] = max(next[c], gone); next[c] < len(list) && list[next[c]].column != c; {
				next[c]++
			}
			if next[c] < len(list) {
				widths[c] = max(widths[c], list[next[c]].width)
			}
		}
		return widths
	}
}

func tableWidths(header []string, rows [][]cell) []int {
	widths := make([]int, len(header))
	for i, h := range header {
		widths[i] = max(3, columns(h))
	}
	for _, row := range rows {
		for i, c := range row {
			widths[i] = max(widths[i], columns(string(c.md)))
		}
	}
	return widths
}

func tableWidth(widths []int) int {
	n := 1
	for _, w := range widths {
		n += w + 3
	}
	return n
}

func tableLine(widths []int, text func(int) string) string {
	var out strings.Builder
	out.Grow(2 * pageWidth)
	for i, width := range widths {
		s := text(i)
		out.WriteString("| ")
		out.WriteString(s)
		for range width - columns(s) + 1 {
			out.WriteByte(' ')
		}
	}
	out.WriteByte('|')
	return out.String()
}

func ruler(widths []int) string {
	var out strings.Builder
	for _, width := range widths {
		out.WriteString("|" + strings.Repeat("-", width+2))
	}
	return out.String() + "|"
}

// facts writes a table of two columns.
func (w *mdWriter) facts(rows [][]cell) { w.table(headFacts, rows) }

// missing lists what a section lacks.
func (w *mdWriter) missing(items []string) {
	if len(items) == 0 {
		return
	}
	w.text("**" + labelMissing + ":**")
	w.escaped(items)
}

// escaped lists texts as bullets.
func (w *mdWriter) escaped(items []string) {
	var list []inline
	for _, item := range items {
		list = append(list, esc(item))
	}
	w.list(list...)
}

// anchorID accepts ids whose heading gives a certain anchor.
func anchorID(id string) bool {
	return slices.Contains([]string{"T", "OT", "AS", "OA", "M", "OM"}, catalogue.Letters(id))
}

// anchor notes the heading that belongs to an id. Renderers make the anchor of a
// heading from its letters, digits and hyphens.
func (w *mdWriter) anchor(id, heading string) { w.anchors[id] = headingAnchor(heading) }

func headingAnchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r < 0x80 && !isWordByte(byte(r)) && r != '-' && r != '_':
			return -1
		}
		return r
	}, strings.ToLower(heading))
}

// ref is an id, as a link where it has a section.
func (w *mdWriter) ref(id string) inline {
	if a, known := w.anchors[id]; known {
		return inline("[" + id + "](#" + a + ")")
	}
	return esc(id)
}

func (w *mdWriter) refs(ids []string) inline {
	parts := make([]string, 0, len(ids))
	for _, id := range ids {
		parts = append(parts, string(w.ref(id)))
	}
	return inline(strings.Join(parts, ", "))
}

func (w *mdWriter) itemRefs(items []Item) inline {
	ids := make([]string, 0, len(items))
	for _, i := range items {
		ids = append(ids, i.ID)
	}
	return w.refs(ids)
}

// reason is a reason in one piece: the sentence, and in parentheses the rule,
// the answers and the provisions.
func (w *mdWriter) reason(r Reason) inline {
	var basis []string
	if r.Rule != "" {
		basis = append(basis, string(esc(r.Rule)))
	}
	for _, a := range r.Answers {
		if columns(a.Answer) > shortAnswer && strings.Contains(r.Text, a.Answer) {
			a.Answer = "" // the sentence says it
		}
		basis = append(basis, string(answerPiece(a)))
	}
	for _, c := range r.Citations {
		if c != r.Rule {
			basis = append(basis, string(esc(c)))
		}
	}
	text := string(esc(r.Text))
	if len(basis) == 0 {
		return inline(text)
	}
	return inline(strings.TrimSpace(text + " (" + strings.Join(basis, "; ") + ")"))
}

// shortAnswer is up to where an answer may stand in a sentence by chance.
const shortAnswer = 10

// longestAnswer is how much of an answer is repeated in a reason; the table of
// answers has it all.
const longestAnswer = 60

func answerPiece(a AnswerRef) inline {
	name := answerName(a)
	if a.Answer == "" || columns(a.Answer) > longestAnswer {
		return esc(name)
	}
	return esc(name + " = " + a.Answer)
}

// answerName is what people call a question: its title, after the number where it has one.
func answerName(a AnswerRef) string {
	switch {
	case a.Question == "":
		return a.ID
	case strings.Contains(a.ID, "."):
		return a.Question
	}
	return a.ID + " " + a.Question
}

// notes writes remarks as quoted blocks, with who and when in the mark.
func (w *mdWriter) notes(notes []Note) {
	for _, n := range notes {
		who := []string{}
		for _, s := range []string{n.On, n.By, n.Date} {
			if s != "" {
				who = append(who, s)
			}
		}
		mark := inline("**" + labelNote + "**")
		if len(who) > 0 {
			mark += " (" + esc(strings.Join(who, ", ")) + ")"
		}
		w.quoteAfter(mark+":", n.Text)
	}
}
