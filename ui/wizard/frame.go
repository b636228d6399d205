package wizard

import (
	"cmp"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// The sizes at which the frame changes.
const (
	minWidth, minHeight = 60, 20
	panelFrom           = 100 // columns from which the results stand at the right
	outlineFrom         = 160 // columns from which the outline stands at the left
	panelWidth          = 30
	outlineWidth        = 40
	headRows, footRows  = 2, 2
)

// layout is how the columns are shared out.
type layout struct {
	outline, body, panel int // columns, 0 when not shown; each rule takes one more
	rows                 int
}

func (m *Model) layout() layout {
	l := layout{body: m.width, rows: m.height - headRows - footRows}
	if m.desk == nil {
		return l
	}
	if m.width >= panelFrom {
		l.panel = panelWidth
		l.body -= panelWidth + 1
	}
	if m.width >= outlineFrom {
		l.outline = outlineWidth
		l.body -= outlineWidth + 1
	}
	return l
}

// View draws the screen on show in its frame.
func (m *Model) View() tea.View {
	v := tea.View{AltScreen: true, ReportFocus: true, WindowTitle: m.title()}
	if m.opts.Mouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	switch {
	case m.width == 0:
	case m.width < minWidth || m.height < minHeight:
		v.Content = m.tooSmall()
	default:
		v.Content, v.Cursor = m.draw()
	}
	if m.desk != nil && m.live.needed > 0 {
		v.ProgressBar = tea.NewProgressBar(tea.ProgressBarDefault, 100*m.live.done/m.live.needed)
	}
	return v
}

func (m *Model) title() string {
	if m.desk == nil || m.live.product == "" {
		return programName
	}
	return text.Truncate(m.live.product, 60) + " – " + programName
}

// tooSmall is one sentence instead of everything.
func (m *Model) tooSmall() string {
	lines := text.Wrap(moreRoom(m.width, m.height), m.width)
	return strings.Join(lines[:min(len(lines), max(1, m.height))], "\n")
}

func (m *Model) draw() (string, *tea.Cursor) {
	l := m.layout()
	top := m.top()
	lines := make([]string, 0, m.height)
	lines = append(lines, m.header(), m.progressBar())
	body := fit(top.View(l.body, l.rows), l.body, l.rows)
	var left, right []string
	rule := m.theme.Rule.Render("│")
	if l.outline > 0 {
		left = m.sidebar(l.outline, l.rows)
	}
	if l.panel > 0 {
		right = m.panel(l.panel, l.rows)
	}
	for i := range l.rows {
		line := body[i]
		if left != nil {
			line = left[i] + rule + line
		}
		if right != nil {
			line += rule + right[i]
		}
		lines = append(lines, line)
	}
	results := m.results()
	covered := len(results) - 1 // rows of the body
	lines = append(append(lines[:len(lines)-covered], results...), m.keyLine())
	cursor := top.Cursor()
	if cursor != nil {
		if cursor.X < 0 || cursor.X >= l.body || cursor.Y < 0 || cursor.Y >= l.rows-covered {
			cursor = nil
		} else {
			c := *cursor
			c.Blink = false
			c.Y += headRows
			if l.outline > 0 {
				c.X += l.outline + 1
			}
			cursor = &c
		}
	}
	return strings.Join(lines, "\n"), cursor
}

// fit makes a block of exactly so many columns and rows.
func fit(s string, width, rows int) []string {
	out := strings.Split(s, "\n")
	if len(out) > rows {
		out = out[:rows]
	}
	for i, line := range out {
		out[i] = text.Pad(line, width)
	}
	for len(out) < rows {
		out = append(out, strings.Repeat(" ", width))
	}
	return out
}

// sides puts two texts at the ends of a line; the left one gives way.
func sides(left, right string, width int) string {
	right = text.Truncate(right, width)
	room := width - text.Width(right)
	return text.Pad(left, max(0, room)) + right
}

// completeWidth is the width from which titles, labels and keys are never cut.
const completeWidth = 80

func (m *Model) header() string {
	if m.desk == nil {
		return m.theme.Title.Render(text.Pad(" "+programName+" "+m.opts.Version, m.width))
	}
	saved := m.live.saved
	where := m.live.where
	room := m.width - 2 - min(text.Width(m.live.product), 24) - 2
	// What is wrong with saving is always shown; the place gives way first.
	saved = text.Truncate(saved, max(20, room-20))
	for _, where = range shorter(where) {
		if text.Width(where) <= room-text.Width(saved)-3 {
			break
		}
	}
	if number, _, ok := strings.Cut(where, " "); ok && number[0] <= '9' && m.width >= completeWidth && text.Width(where) > room-text.Width(saved)-3 {
		where = number // of the step: its title stands in the outline too, whole
	}
	where = text.Truncate(where, max(0, room-text.Width(saved)-3))
	style := m.theme.Dim
	if m.live.unsafe {
		style = m.theme.Bad
	}
	right := m.theme.Dim.Render(where)
	if where != "" {
		right += m.theme.Dim.Render(" · ")
	}
	right += style.Render(saved)
	left := m.theme.Title.Render(text.Truncate(m.live.product, max(0, m.width-2-2-text.Width(right))))
	return sides(" "+left, right+" ", m.width)
}

// shorter lists the wordings of a place, the fullest first. The number of the step
// says its phase and its title, which stand in the outline too.
func shorter(where string) []string {
	list := []string{where}
	_, step, ok := strings.Cut(where, " · ")
	if !ok {
		return list
	}
	list = append(list, step)
	title, question, ok := strings.Cut(step, " · ")
	if !ok {
		return list
	}
	number, _, _ := strings.Cut(title, " ")
	return append(list, title+" · "+strings.TrimPrefix(question, questionWord), stepWord+number+" · "+question, question)
}

func (m *Model) progressBar() string {
	width := m.width - 2
	done := 0
	if m.desk == nil {
		return m.theme.Rule.Render(strings.Repeat("─", m.width))
	}
	if m.live.needed > 0 {
		done = width * m.live.done / m.live.needed
	}
	return " " + m.theme.Bar.Render(strings.Repeat("━", done)) + m.theme.Rule.Render(strings.Repeat("─", width-done)) + " "
}

// noticeRows is how many rows the line for the user may take.
const noticeRows = 4

// notice is the line for the user, "" when there is none.
func (m *Model) notice() string {
	switch {
	case m.desk != nil:
		return cmp.Or(m.shown().flash, m.desk.flash)
	case m.start != nil:
		return m.start.flash
	}
	return ""
}

// results is the line of live results, or the line for the user while there is
// one. That may need more than one row: it is never cut at the end of the first.
func (m *Model) results() []string {
	width := m.width - 2
	if said := m.notice(); said != "" {
		rows := text.Wrap(text.Visible(said), width)
		if len(rows) > noticeRows {
			rest := strings.Join(rows[noticeRows-1:], " ")
			rows = append(rows[:noticeRows-1], rest)
		}
		for i, row := range rows {
			rows[i] = " " + m.theme.Notice.Render(text.Pad(row, width)) + " "
		}
		return rows
	}
	switch {
	case m.desk == nil:
		return []string{text.Pad("", m.width)}
	case m.width >= panelFrom:
		return []string{" " + m.theme.Dim.Render(text.Pad(nextLine(m.live.blocking), width)) + " "}
	}
	left := m.live.class
	if m.live.route != "" {
		left += ", " + m.live.route
	}
	left, right := together(append([]string{left}, m.live.briefs...), resultsWords(m.live.counts, m.live.assessed), width-3)
	left = text.Truncate(left, max(10, width-text.Width(right)-3))
	gap := max(3, (width-text.Width(left)-text.Width(right))/2)
	line := text.Pad(left+strings.Repeat(" ", min(gap, 6))+right, width)
	return []string{" " + m.theme.Text.Render(line) + " "}
}

// together is the fullest pair of two wordings that fits into so many columns, the
// briefest when none does.
func together(lefts, rights []string, width int) (left, right string) {
	for _, left = range lefts {
		for _, right = range rights {
			if text.Width(left)+text.Width(right) <= width {
				return left, right
			}
		}
	}
	return left, right
}

// keyLine shows the keys of the place, most useful first, as many as fit; the
// key for help is always among them.
func (m *Model) keyLine() string {
	width := m.width - 2
	own := m.top().Keys()
	if m.desk == nil {
		line, _ := m.keyWords(own, width)
		return " " + text.Pad(line, width) + " "
	}
	common := []key.Binding{keys.Help, keys.Outline, keys.NextOpen, keys.HeatMap}
	help := text.Width(keys.Help.Help().Key+keys.Help.Help().Desc) + 4
	line, used := m.keyWords(own, width-help)
	if line != "" {
		line += m.theme.Dim.Render(" · ")
		used += 3
	}
	more, _ := m.keyWords(common, width-used)
	return " " + text.Pad(line+more, width) + " "
}

// keyWords is as many keys as fit, and how many columns they take.
func (m *Model) keyWords(bindings []key.Binding, width int) (line string, used int) {
	for _, b := range bindings {
		h := b.Help()
		if h.Key == "" || !b.Enabled() && len(b.Keys()) > 0 {
			continue
		}
		w := text.Width(h.Key) + 1 + text.Width(h.Desc)
		if used > 0 {
			w += 3
		}
		if used+w > width {
			break
		}
		if used > 0 {
			line += m.theme.Dim.Render(" · ")
		}
		line += m.theme.Key.Render(h.Key) + " " + m.theme.Dim.Render(h.Desc)
		used += w
	}
	return line, used
}

// panel is the live results at the right.
func (m *Model) panel(width, rows int) []string {
	l := &m.live
	st := m.theme
	inner := width - 2
	var out []string
	add := func(style lipgloss.Style, s string) { out = append(out, " "+style.Render(text.Pad(s, inner))+" ") }
	blank := func() { out = append(out, strings.Repeat(" ", width)) }
	for i, line := range text.Wrap(l.class, inner) {
		if i < 2 {
			add(st.Title, line)
		}
	}
	for i, line := range text.Wrap(l.route, inner) {
		if i < 2 {
			add(st.Text, line)
		}
	}
	blank()
	if l.assessed {
		add(st.Dim, panelRisks)
		highest := 1
		for level := 1; level <= 5; level++ {
			highest = max(highest, l.counts.Inherent[level], l.counts.Residual[level])
		}
		for level := 5; level >= 1; level-- {
			out = append(out, " "+m.levelRow(level, highest, inner)+" ")
		}
		blank()
		add(st.Text, sides(panelMet, l.met, inner))
	}
	add(st.Text, sides(panelOpen, strconv.Itoa(l.counts.OpenPoints), inner))
	style := st.Bad
	if l.counts.Blocking == 0 {
		style = st.Good
	}
	add(style, sides(panelBlocking, strconv.Itoa(l.counts.Blocking), inner))
	add(st.Text, sides(panelAnswered, l.answered, inner))
	support := l.support
	if support == "" {
		support = "–"
	}
	add(st.Text, sides(panelSupport, support, inner))
	if l.since != "" {
		blank()
		for _, line := range text.Wrap(l.since, inner) {
			add(st.Title, line)
		}
	}
	for len(out) < rows {
		blank()
	}
	return out[:rows]
}

// levelRow shows one level of risk before and after measures, each with a bar.
func (m *Model) levelRow(level, highest, width int) string {
	half := (width - 4) / 2
	cell := func(n int) string {
		number := text.Pad(strconv.Itoa(n), 3)
		length := (half - 4) * n / highest
		if n > 0 {
			length = max(1, length)
		}
		return number + m.theme.Risk(level).Render(strings.Repeat("▇", length)) + strings.Repeat(" ", half-3-length)
	}
	return m.theme.Risk(level).Render("R"+strconv.Itoa(level)) + "  " + cell(m.live.counts.Inherent[level]) + cell(m.live.counts.Residual[level]) + strings.Repeat(" ", width-4-2*half)
}

// sidebar is the outline at the left, around the current place.
func (m *Model) sidebar(width, rows int) []string {
	var out []string
	current := -1
	here := stepOf(m.desk.State, m.live.at)
	inner := width - 2
	add := func(style lipgloss.Style, s string) { out = append(out, " "+style.Render(text.Pad(s, inner))+" ") }
	for _, step := range interview.Steps() {
		state := m.live.steps[step.Number]
		title := strconv.Itoa(step.Number) + " " + step.Title
		switch {
		case state.why != "":
			add(m.theme.Dim, markNotApply+" "+title)
		case step.Number == here:
			current = len(out)
			add(m.theme.Title, sides(title, openOf(state.open, state.total), inner))
		case state.open > 0:
			add(m.theme.Text, sides(markOpen+" "+title, strconv.Itoa(state.open), inner))
		case state.found:
			add(m.theme.Text, markFinding+" "+title)
		default:
			add(m.theme.Text, markAnswered+" "+title)
		}
		if step.Number != here {
			continue
		}
		for _, e := range m.live.entries {
			if e.Step != here {
				continue
			}
			style, prefix := m.theme.Text, "   "
			if e.Mark == interview.DoesNotApply {
				style = m.theme.Dim
			}
			if e.Place == m.live.at {
				style, prefix, current = m.theme.Selected, " "+cursorMark+" ", len(out)
			}
			add(style, prefix+markOf(e.Mark)+" "+text.Visible(e.Title))
		}
	}
	from := min(max(0, current-rows/2), max(0, len(out)-rows))
	out = out[from:]
	for len(out) < rows {
		out = append(out, strings.Repeat(" ", width))
	}
	return out[:rows]
}

// markOf is the sign of a mark; the outline says it in words as well.
func markOf(mark interview.Mark) string {
	switch mark {
	case interview.Answered:
		return markAnswered
	case interview.Open:
		return markOpen
	case interview.HasFinding:
		return markFinding
	default:
		return markNotApply
	}
}
