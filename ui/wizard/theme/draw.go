package theme

import (
	"strconv"
	"strings"
)

// The signs. They are one column wide in every terminal we know; ASCII replaces
// them where they are missing. There are no emoji among them.
const (
	MarkAnswered = "✓"
	MarkOpen     = "○"
	MarkFinding  = "!"
	MarkNotApply = "–"
	MarkBlocking = "✕"
	MarkChanged  = "✎"
	MarkCursor   = "❯"
	MarkBullet   = "•"
	MarkMore     = "…"
)

// The parts of bars and lines.
const (
	lineDone = "━"
	lineRest = "─"
	fullCell = "█"
)

var ascii = strings.NewReplacer(MarkAnswered, "v", MarkOpen, "o", MarkNotApply, "-", MarkBlocking, "x", MarkChanged, "*", MarkCursor, ">", MarkBullet, "*",
	MarkMore, "~", lineDone, "=", lineRest, "-", "│", "|", "┃", "|", fullCell, "#", "·", ".", "→", ">", "←", "<", "↑", "^", "↓", "v", "●", "*", "▏", " ", "▎", " ", "▍", " ", "▌", " ", "▋", "#", "▊", "#", "▉", "#")

// ASCII replaces the signs, lines and bars by characters that every terminal has,
// column for column.
func ASCII(s string) string { return ascii.Replace(s) }

// Progress is a line of width columns, heavy as far as done of total; it is
// never all heavy before the end, nor without a heavy part after a first step.
func Progress(done, total, width int) string {
	n := share(done, total, width)
	return strings.Repeat(lineDone, n) + strings.Repeat(lineRest, max(0, width-n))
}

// Progress is the line of Progress in colour.
func (t *Theme) Progress(done, total, width int) string {
	n := share(done, total, width)
	return t.Bar.Render(strings.Repeat(lineDone, n)) + t.Rule.Render(strings.Repeat(lineRest, max(0, width-n)))
}

// share is how much of width stands for done of total.
func share(done, total, width int) int {
	switch {
	case done <= 0 || total <= 0 || width <= 0:
		return 0
	case done >= total:
		return width
	default:
		return min(max(1, int(float64(done)*float64(width)/float64(total))), max(1, width-1), width)
	}
}

// eighths are blocks from an eighth of a column to seven.
var eighths = []string{"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"}

// Meter is a bar of exactly width columns for value of most, to an eighth of a
// column. What is more than nothing shows.
func Meter(value, most, width int) string {
	if value <= 0 || most <= 0 || width <= 0 {
		return strings.Repeat(" ", max(0, width))
	}
	n := min(max(1, int(float64(value)*float64(width*8)/float64(most))), width*8)
	s, used := strings.Repeat(fullCell, n/8), n/8
	if n%8 > 0 {
		s, used = s+eighths[n%8], used+1
	}
	return s + strings.Repeat(" ", width-used)
}

// RiskName is the name of a level of risk, "R1" to "R5", or "–" for none.
func RiskName(level int) string {
	if level < 1 || level > 5 {
		return MarkNotApply
	}
	return "R" + strconv.Itoa(level)
}

// RiskBadge is the name of a level of risk set off in its colour, four columns wide.
func (t *Theme) RiskBadge(level int) string {
	name := RiskName(level)
	if name == MarkNotApply {
		return t.Text.Render(" –  ")
	}
	return t.Risk(level).Bold(true).Reverse(true).Render(" " + name + " ")
}
