package wizard

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// heatMap shows impact by feasibility, before and after the measures, side by
// side. The cursor walks over the cells; what is in the cell is listed below.
type heatMap struct {
	desk   *Desk
	maps   [2]heatGrid // inherent, residual
	side   int         // which map the cursor is in
	row    assessment.Impact
	column assessment.Feasibility
	inList bool // the list has the cursor
	most   int  // threats in the fullest cell
	list   table
	since  string // what changed since the remembered moment

	y, x, listY int // where the cell and the list were last drawn
}

// heatGrid is the threats of each cell, [impact][feasibility].
type heatGrid [4][4][]catalogue.ThreatID

func newHeatMap(d *Desk) Screen {
	h := &heatMap{desk: d, row: assessment.Severe, column: assessment.High}
	h.list = table{empty: emptyCell, columns: []column{{title: colRisk, width: 7}, {title: colThreat}, {title: colImpactOn, width: 24, from: 80}}}
	h.Refresh()
	return h
}

// Place is none: the map stands on top of everything.
func (h *heatMap) Place() interview.Place { return "" }

// Refresh sorts the threats into their cells. In a what-if the residual risks as
// answered stand at the left.
func (h *heatMap) Refresh() {
	h.maps = [2]heatGrid{}
	h.since = h.desk.since()
	if h.desk.real != nil {
		putResidual(&h.maps[0], h.desk.real.Result())
	} else {
		for i := range h.desk.Result().Threats {
			t := &h.desk.Result().Threats[i]
			put(&h.maps[0], t.Impact.Level, t.Feasibility, t.ID)
		}
	}
	putResidual(&h.maps[1], h.desk.Result())
	h.most = 1
	for _, g := range h.maps {
		for _, r := range g {
			for _, c := range r {
				h.most = max(h.most, len(c))
			}
		}
	}
	h.fill()
}

func putResidual(g *heatGrid, r *assessment.Result) {
	for i := range r.Threats {
		if t := &r.Threats[i]; !t.Dismissed {
			put(g, t.ResidualImpact, t.ResidualFeasibility, t.ID)
		}
	}
}

func put(g *heatGrid, i assessment.Impact, f assessment.Feasibility, id catalogue.ThreatID) {
	g[i][f] = append(g[i][f], id)
}

// fill lists the threats of the cell under the cursor.
func (h *heatMap) fill() {
	var rows []row
	d := h.desk
	if h.side == 0 && d.real != nil {
		d = d.real
	}
	for _, id := range h.maps[max(0, h.side)][h.row][h.column] {
		t := threatResult(d, id)
		r := threatRow(t, "")
		r.cells = []span{r.cells[0], r.cells[2], said(strings.TrimSpace(string(t.Decides)+" "+shortHarm(t.Impact.Category)), quiet)}
		rows = append(rows, r)
	}
	sort.SliceStable(rows, func(i, j int) bool { return rows[i].cells[0].text > rows[j].cells[0].text })
	h.list.fill(rows)
}

// HandleKey walks over the cells or through the list of a cell.
func (h *heatMap) HandleKey(k tea.KeyPressMsg) Move {
	if h.inList {
		return h.onList(k)
	}
	switch k.String() {
	case "esc", "f3":
		return Move{Kind: MoveClose}
	case "up", "k":
		h.row = min(assessment.Severe, h.row+1)
	case "down", "j":
		h.row = max(assessment.Negligible, h.row-1)
	case "left", "h":
		h.sideways(-1)
	case "right", "l":
		h.sideways(1)
	case "tab", "shift+tab":
		h.side = 1 - h.side
	case "home":
		h.row, h.column = assessment.Severe, assessment.High
	case "enter", "space":
		return h.enter()
	}
	h.list.cursor, h.list.top = 0, 0
	h.fill()
	return Move{}
}

// sideways walks to the neighbouring cell, over the edge into the other map.
func (h *heatMap) sideways(by assessment.Feasibility) {
	switch c := h.column + by; {
	case c > assessment.High && h.side == 0:
		h.side, h.column = 1, assessment.VeryLow
	case c < assessment.VeryLow && h.side == 1:
		h.side, h.column = 0, assessment.High
	default:
		h.column = max(assessment.VeryLow, min(assessment.High, c))
	}
}

// enter goes into the list, or opens the threat of a cell with one.
func (h *heatMap) enter() Move {
	switch len(h.list.rows) {
	case 0:
		h.desk.Flash(emptyCell)
	case 1:
		return open(newThreatPage(h.desk, catalogue.ThreatID(h.list.rows[0].id)))
	default:
		h.inList = true
	}
	return Move{}
}

func (h *heatMap) onList(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc", "left", "tab", "shift+tab":
		h.inList = false
	case "enter":
		if r := h.list.current(); r != nil {
			return open(newThreatPage(h.desk, catalogue.ThreatID(r.id)))
		}
	default:
		h.list.turn(k)
	}
	return Move{}
}

// HandlePaste drops the text.
func (h *heatMap) HandlePaste(string) {}

// Typing is never true here.
func (h *heatMap) Typing() bool { return false }

// Leave has nothing to commit.
func (h *heatMap) Leave() {}

// shades fill a cell by its level of risk, R1 to R5; the numbers say the same.
var shades = [6]string{" ", "·", "░", "▒", "▓", "█"}

// heatLabel is the room for the names of the levels of impact.
func heatLabel() int {
	room := 12
	for impact := assessment.Negligible; impact <= assessment.Severe; impact++ {
		room = max(room, text.Width(impact.String())+2)
	}
	return room
}

// View draws both maps, a legend and the threats of the cell.
func (h *heatMap) View(width, height int) string {
	ink := h.desk.inks()
	rows := 4
	if height >= 26 || h.desk.presenter && height >= 20 {
		rows = 8
	}
	out := h.grid(ink, width, rows)
	if ink.airy {
		out = append(out, "")
	}
	legend := legendHeat
	if text.Width(legend) > width {
		legend = legendShort
	}
	out = append(out, ink.paint(quiet, text.Pad(legend, width)))
	if h.since != "" {
		out = append(out, ink.paint(strong, text.Pad(" "+h.since, width)))
	}
	out = append(out, h.cellHead(ink, width))
	h.listY = len(out)
	out = append(out, h.list.lines(ink, width, height-len(out))...)
	return block(out, width, height)
}

// grid draws both maps, each four rows of cells in so many lines.
func (h *heatMap) grid(ink inks, width, rows int) []string {
	cell := max(5, min(12, (width-heatLabel()-4)/8))
	out := []string{
		text.Pad(strings.Repeat(" ", heatLabel())+" "+ink.paint(strong, text.Pad(h.headOf(0, 4*cell), 4*cell))+"   "+ink.paint(strong, text.Pad(h.headOf(1, 4*cell), 4*cell)), width),
		h.columnTitles(ink, cell, width)}
	for impact := assessment.Severe; impact >= assessment.Negligible; impact-- {
		for part := range rows / 4 {
			out = append(out, h.gridLine(ink, impact, part, cell, width, len(out)))
		}
	}
	return out
}

// headOf is the head of a map, in little room without how many threats it holds.
func (h *heatMap) headOf(side, room int) string {
	n := 0
	for _, r := range h.maps[side] {
		for _, c := range r {
			n += len(c)
		}
	}
	words := heatHead(side)
	if h.desk.real != nil {
		words = heatHeadIf(side)
	}
	if full := words + "  " + strconv.Itoa(n); text.Width(full) <= room {
		return full
	}
	return words
}

func (h *heatMap) columnTitles(ink inks, cell, width int) string {
	line := strings.Repeat(" ", heatLabel()) + " "
	for side := range 2 {
		for f := assessment.VeryLow; f <= assessment.High; f++ {
			line += centred(feasibilityShort(f, cell), cell)
		}
		if side == 0 {
			line += "   "
		}
	}
	return ink.paint(quiet, text.Pad(line, width))
}

// gridLine draws one line of a row of cells in both maps. A cell under the
// cursor stands in brackets.
func (h *heatMap) gridLine(ink inks, impact assessment.Impact, part int, cell, width, y int) string {
	label := ""
	if part == 0 {
		label = impact.String()
	}
	line := ink.paint(quiet, text.Pad(" "+label, heatLabel())) + " "
	for side := range 2 {
		for f := assessment.VeryLow; f <= assessment.High; f++ {
			n := len(h.maps[side][impact][f])
			rating := h.desk.Catalogue().Method.Matrix[impact][f]
			here := side == h.side && impact == h.row && f == h.column
			if here && part == 0 {
				h.y, h.x = y, heatLabel()+1+side*(4*cell+3)+int(f)*cell
			}
			line += ink.paint(cellTone(rating, n, here), cellText(n, rating, h.most, here, part > 0, cell))
		}
		if side == 0 {
			line += "   "
		}
	}
	return text.Pad(line, width)
}

func cellTone(rating, n int, here bool) tone {
	switch {
	case here:
		return chosen
	case n == 0:
		return quiet
	default:
		return risk0 + tone(rating)
	}
}

// cellText is the number among the shades of the level; an empty cell is not
// shaded. The second line of a tall cell is a bar as long as the number is large.
func cellText(n, rating, most int, here, bar bool, width int) string {
	left, right := " ", " "
	if here {
		left, right = "[", "]"
	}
	inner := width - 2
	shade := shades[rating]
	if n == 0 {
		shade = " "
	}
	switch {
	case bar:
		length := 0
		if n > 0 {
			length = max(1, inner*n/most)
		}
		return left + text.Pad(strings.Repeat(shade, length), inner) + right
	case inner < 6:
		return left + aligned(strconv.Itoa(n), inner-1, true) + shade + right
	}
	words := " " + strconv.Itoa(n) + " "
	side := max(0, inner-text.Width(words))
	return left + strings.Repeat(shade, side/2) + words + strings.Repeat(shade, side-side/2) + right
}

func centred(s string, width int) string {
	s = text.Truncate(s, width)
	side := max(0, width-text.Width(s))
	return strings.Repeat(" ", side/2) + s + strings.Repeat(" ", side-side/2)
}

// cellHead names the cell under the cursor above the list of its threats.
func (h *heatMap) cellHead(ink inks, width int) string {
	rating := h.desk.Catalogue().Method.Matrix[h.row][h.column]
	var words, line string
	for _, words = range cellWords(heatWhen(h.side, h.desk.real != nil), h.row, h.column, rating, len(h.list.rows)) {
		if line = "── " + words + " "; text.Width(line) <= width {
			break
		}
	}
	return ink.paint(edge, "── ") + ink.paint(strong, words) + ink.paint(edge, " "+strings.Repeat("─", max(0, width-text.Width(line))))
}

// Cursor stands in the cell, or on the row of the list.
func (h *heatMap) Cursor() *tea.Cursor {
	if h.inList {
		return h.list.caret(h.listY)
	}
	return tea.NewCursor(h.x, h.y)
}

// Keys are those of the maps or of the list.
func (h *heatMap) Keys() []key.Binding {
	if h.inList {
		return []key.Binding{tableKeys.details, keys.Move, rekeyed(keys.Back, doesBackToMap)}
	}
	return []key.Binding{rekeyed(keys.Move, doesWalk), tableKeys.list, tableKeys.other, keys.Back}
}

// Help says how to read the map.
func (h *heatMap) Help() Help {
	return Help{Title: heatTitle, Why: whyHeat, Text: append([]string{fmt.Sprintf(heatShades, shades[1], shades[2], shades[3], shades[4], shades[5])}, helpHeat...), Cite: []catalogue.Citation{"method of selfmark"}}
}
