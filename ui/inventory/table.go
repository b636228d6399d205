package inventory

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/text"
)

// Head names the columns of the table, the same on every screen.
func Head() []string {
	return []string{headProduct, headStatus, headClass, headRoute, headDone, headRisk, headBlocks, headOpen, headNext, headDue, headSigned, headFile}
}

// Cells are the cells of a row below Head.
func (r Row) Cells() []string {
	if r.Problem != "" {
		return []string{unreadable, "", "", "", "", "", "", "", "", "", "", r.Path}
	}
	level := ""
	if r.Highest > 0 {
		level = r.Highest.String()
	}
	return []string{r.Product, r.shortStatus(), r.class(), r.route(), fmt.Sprintf("%d/%d", r.Answered, r.Questions), level,
		strconv.Itoa(r.Blocking), strconv.Itoa(r.OpenPoints), r.Next.Day, r.Next.What, r.SignedWords(), r.Path}
}

func (r Row) shortStatus() string {
	if r.Status == assessment.NotReady {
		return notReady
	}
	return string(r.Status)
}

func (r Row) class() string {
	if !assessment.Assessed(r.Regime) {
		return string(r.Regime)
	}
	return r.Class
}

// route is the chosen one, else those open with a question mark.
func (r Row) route() string {
	if r.Route != "" || len(r.Routes) == 0 {
		return r.Route
	}
	return strings.Join(r.Routes, ", ") + "?"
}

// SignedWords says by whom the newest revision is signed, and whether the file
// changed since. The same document in several formats counts once.
func (r Row) SignedWords() string {
	var words []string
	for _, s := range r.Signed {
		if w := s.Words(); s.Revision == r.Signed[0].Revision && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return strings.Join(words, " | ")
}

// widest is how much room a cell of a table gets at most; the last column, the
// file, is printed whole.
const widest = 32

// UsualWidths are those of columns whose rows are not known yet.
func UsualWidths() []int { return []int{24, 9, 12, 8, 8, 7, 8, 4, 10, 24, 24, 0} }

// Widths are those of the columns of some rows. A column that is empty below its
// heading has none.
func Widths(rows []Row) []int {
	head := Head()
	widths := make([]int, len(head))
	for _, r := range rows {
		for i, c := range r.Cells() {
			widths[i] = min(widest, max(widths[i], text.Width(text.OneLine(c))))
		}
	}
	for i := range widths {
		if widths[i] > 0 {
			widths[i] = max(widths[i], text.Width(head[i]))
		}
	}
	return widths
}

// Line aligns the cells of a row. With room for so many columns of the terminal,
// cells that do not fit are left out from the right; 0 leaves none out.
func Line(cells []string, widths []int, room int) string {
	last := len(cells) - 1
	line := ""
	for i, c := range cells[:last] {
		if widths[i] == 0 {
			continue
		}
		cell := text.Pad(text.Truncate(text.OneLine(c), widths[i]), widths[i])
		if room > 0 && text.Width(line)+widths[i] > room {
			return strings.TrimRight(line, " ")
		}
		line += cell + "  "
	}
	file := text.OneLine(cells[last])
	if room > 0 && text.Width(line+file) > room {
		return strings.TrimRight(line, " ")
	}
	return line + file
}
