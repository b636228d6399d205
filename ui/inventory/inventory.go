// Package inventory looks at many assessments at once: one row each, the most
// urgent first.
package inventory

import (
	"cmp"
	"context"
	"io/fs"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sort"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// Row is one assessment.
type Row struct {
	Path       string
	Problem    string // why it cannot be read; then the rest is empty
	Product    string
	Status     assessment.Status
	Regime     assessment.Regime
	Class      string // default, important-1, important-2, critical, "" while open
	ClassTitle string
	Routes     []string          // those open
	Route      string            // the chosen one, "" if none
	Answered   int               // of …
	Questions  int               // … so many
	Highest    assessment.Rating // the highest residual risk, 0 if none is rated
	Blocking   int               // findings that block a final document
	OpenPoints int
	Next       Date // the next date that matters, zero if none
	Signed     []Signed
}

// Date is a day on which something is due.
type Date struct {
	Day  string // ISO 8601
	What string // in words
}

// Signed is a document beside the assessment that carries signatures.
type Signed struct {
	Document string // name of the file
	Revision int
	Status   string
	By       []string // ids of the signers whose signature file is there; not verified
	Missing  []string // required signers without one
	Changed  bool     // the document made now, for the same day, would be another
}

// Looker looks at assessments on a date. It may be used by several at once.
type Looker struct {
	cat     *catalogue.Catalogue
	date    time.Time
	version string
	folders folders
}

// New prepares to look at assessments on a date; version is that of the program,
// as it stands in documents.
func New(cat *catalogue.Catalogue, date time.Time, version string) *Looker {
	return &Looker{cat: cat, date: date, version: version}
}

// Find lists the assessments in a folder and below it, in the order of the
// folders. Hidden folders are passed over and links are not followed; folders that
// cannot be read are left out and named.
func Find(dir string) (paths, unread []string, err error) {
	err = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil && path == dir {
			return err
		}
		switch hidden := strings.HasPrefix(e.Name(), ".") && path != dir; {
		case err != nil:
			unread = append(unread, path)
			return fs.SkipDir
		case e.IsDir() && hidden:
			return fs.SkipDir
		case e.Type().IsRegular() && !hidden && strings.HasSuffix(e.Name(), file.Suffix):
			paths = append(paths, path)
		}
		return nil
	})
	return paths, unread, err
}

// All looks at every path and hands the rows over in the order of the paths.
func (l *Looker) All(ctx context.Context, paths []string, row func(Row)) {
	InOrder(ctx, paths, func(path string) func() {
		r := l.Look(path)
		return func() { row(r) }
	})
}

// InOrder works on every path, on all processors. What work returns is called one at
// a time in the order of the paths, as soon as it can be; few of them wait, so memory
// does not grow with the number of paths. It ends early when the context does.
func InOrder(ctx context.Context, paths []string, work func(path string) (then func())) {
	// Each file leaves a megabyte behind and little is kept: collecting less often saves
	// a fifth of the time, and less often still would let memory grow with what is kept.
	defer debug.SetGCPercent(debug.SetGCPercent(200))
	type job struct {
		path string
		done chan func()
	}
	processors := min(len(paths), runtime.GOMAXPROCS(0))
	jobs, queue := make(chan job), make(chan job, 4*processors)
	for range processors {
		go func() {
			for j := range jobs {
				j.done <- work(j.path)
			}
		}()
	}
	go func() {
		defer close(queue)
		defer close(jobs)
		for _, path := range paths {
			j := job{path, make(chan func(), 1)}
			select {
			case queue <- j:
				jobs <- j
			case <-ctx.Done():
				return
			}
		}
	}()
	for j := range queue {
		then := <-j.done
		then()
	}
}

// Look looks at one assessment.
func (l *Looker) Look(path string) Row {
	a, err := file.Load(path, l.cat, file.OS)
	if err != nil {
		return Row{Path: path, Problem: err.Error()}
	}
	r := assessment.Evaluate(l.cat, a, l.date)
	row := Row{Path: path, Product: a.Name(), Status: r.Status, Regime: r.Scope.Regime, Answered: r.Counts.Answered, Questions: r.Counts.Questions,
		Blocking: r.Counts.Blocking, OpenPoints: r.Counts.OpenPoints}
	if assessment.Assessed(r.Scope.Regime) {
		row.Class, row.ClassTitle, row.Route, row.Highest = r.Class.Class, r.Class.Title, r.Route, highest(r.Counts.Residual)
		for _, route := range r.Routes {
			if route.Open {
				row.Routes = append(row.Routes, route.ID)
			}
		}
	}
	beside := l.folders.in(filepath.Dir(path), l.date)
	row.Next = nextDate(append(dates(l.cat, a, &r), beside.clocks[filepath.Base(path)]...))
	row.Signed = l.signed(beside.papers, a)
	return row
}

func highest(counts [6]int) assessment.Rating {
	for level := 5; level >= 1; level-- {
		if counts[level] > 0 {
			return assessment.Rating(level)
		}
	}
	return 0
}

// ByUrgency orders rows: what cannot be read; what is overdue; what is not ready;
// then by the highest residual risk, by what blocks, by the next date, by name.
func ByUrgency(today time.Time) func(a, b Row) int {
	day := today.Format(time.DateOnly)
	return func(a, b Row) int {
		return cmp.Or(
			first(a.Problem != "", b.Problem != ""),
			first(a.Next.before(day), b.Next.before(day)),
			first(a.Status == assessment.NotReady, b.Status == assessment.NotReady),
			cmp.Compare(b.Highest, a.Highest),
			cmp.Compare(b.Blocking, a.Blocking),
			cmp.Compare(a.Next.orNever(), b.Next.orNever()),
			cmp.Compare(a.Path, b.Path),
		)
	}
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

// Sort puts the most urgent rows first.
func Sort(rows []Row, today time.Time) {
	urgency := ByUrgency(today)
	sort.SliceStable(rows, func(i, j int) bool { return urgency(rows[i], rows[j]) < 0 })
}

// Due reports whether something is due within so many days, or overdue.
func (r Row) Due(today time.Time, days int) bool {
	return r.Next.Day != "" && r.Next.Day <= today.AddDate(0, 0, days).Format(time.DateOnly)
}
