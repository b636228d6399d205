// Package inventory looks at many assessments at once: one row each, the most
// urgent first.
package inventory

import (
	"context"
	"io/fs"
	"path/filepath"
	"runtime"
	"runtime/debug"
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
	Class      string            // default, important-1, important-2, critical, "" while open
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

// Find lists the assessments in a folder and below it, as Files does.
func Find(dir string) (paths, unread []string, err error) { return Files(dir, file.Suffix) }

// Files lists the files of a kind in a folder and below it, in the order of the
// folders. Hidden folders are passed over and links are not followed; folders that
// cannot be read are left out and named.
func Files(dir, suffix string) (paths, unread []string, err error) {
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
		case e.Type().IsRegular() && !hidden && strings.HasSuffix(e.Name(), suffix):
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
	if len(paths) == 1 { // what most runs are: starting others for it takes longer
		work(paths[0])()
		return
	}
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
		row.Class, row.Route, row.Highest = r.Class.Class, r.Route, highest(r.Counts.Residual)
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

// Due reports whether something is due within so many days, or overdue.
func (r Row) Due(today time.Time, days int) bool {
	return r.Next.Day != "" && r.Next.Day <= today.AddDate(0, 0, days).Format(time.DateOnly)
}
