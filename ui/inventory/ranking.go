package inventory

import (
	"cmp"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
)

// Ranking keeps rows and gives them back, the most urgent first. Each waits as one
// short text, so ten thousand of them take little memory.
type Ranking struct {
	today  string
	rows   []packed
	signed map[string][]Signed // of the few rows that have them, by path
}

// NewRanking makes room for so many rows, to be ranked on a day.
func NewRanking(today time.Time, room int) *Ranking {
	return &Ranking{today: today.Format(time.DateOnly), rows: make([]packed, 0, room), signed: map[string][]Signed{}} // growing would leave twice as much behind
}

// Add keeps a row.
func (k *Ranking) Add(r Row) {
	k.rows = append(k.rows, pack(r))
	if len(r.Signed) > 0 {
		k.signed[r.Path] = r.Signed
	}
}

// Rows are those added so far, the most urgent first.
func (k *Ranking) Rows() []Row {
	rows := make([]Row, 0, len(k.rows))
	for _, p := range k.rows {
		r := p.row()
		r.Signed = k.signed[r.Path]
		rows = append(rows, r)
	}
	sort.Slice(rows, func(i, j int) bool { return byUrgency(rows[i], rows[j], k.today) < 0 })
	return rows
}

// byUrgency orders rows: what cannot be read; what is overdue; what is not ready;
// then by the highest residual risk, by what blocks, by the next date, by name.
func byUrgency(a, b Row, today string) int {
	return cmp.Or(
		first(a.Problem != "", b.Problem != ""),
		first(a.Next.before(today), b.Next.before(today)),
		first(a.Status == assessment.NotReady, b.Status == assessment.NotReady),
		cmp.Compare(b.Highest, a.Highest),
		cmp.Compare(b.Blocking, a.Blocking),
		cmp.Compare(a.Next.orNever(), b.Next.orNever()),
		cmp.Compare(a.Path, b.Path),
	)
}

func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

func (d Date) before(day string) bool { return d.Day != "" && d.Day < day }

func (d Date) orNever() string { return cmp.Or(d.Day, "9999-12-31") }

// packed is a row without its signatures: the path, and the rest one text after the
// other, each behind its length.
type packed struct{ path, rest string }

func pack(r Row) packed {
	texts := append([]string{r.Problem, r.Product, string(r.Status), string(r.Regime), r.Class, r.Route,
		strconv.Itoa(r.Answered), strconv.Itoa(r.Questions), strconv.Itoa(int(r.Highest)), strconv.Itoa(r.Blocking), strconv.Itoa(r.OpenPoints),
		r.Next.Day, r.Next.What}, r.Routes...)
	var rest []byte
	for _, s := range texts {
		rest = fmt.Appendf(rest, "%d:%s", len(s), s)
	}
	return packed{r.Path, string(rest)}
}

// row is what pack was given; its texts are parts of the packed one.
func (p packed) row() Row {
	rest := p.rest
	text := func() string {
		length, after, _ := strings.Cut(rest, ":")
		n, _ := strconv.Atoi(length)
		rest = after[n:]
		return after[:n]
	}
	number := func() int {
		n, _ := strconv.Atoi(text())
		return n
	}
	r := Row{Path: p.path, Problem: text(), Product: text(), Status: assessment.Status(text()), Regime: assessment.Regime(text()), Class: text(), Route: text(),
		Answered: number(), Questions: number(), Highest: assessment.Rating(number()), Blocking: number(), OpenPoints: number(),
		Next: Date{Day: text(), What: text()}}
	for rest != "" {
		r.Routes = append(r.Routes, text())
	}
	return r
}
