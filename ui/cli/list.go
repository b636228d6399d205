package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/text"
	"selfmark/ui/inventory"
)

// listing is what list was asked for.
type listing struct {
	asJSON, asCSV bool
	blocking      bool
	unsorted      bool
	class         string
	due           string
}

// listVerb shows many assessments in one table.
func (a *app) listVerb() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use:     "list [DIR]",
		Short:   listVerbShort,
		Long:    listVerbLong,
		Example: listVerbExample,
		Args:    takes(0, 1, oneFolder),
		RunE: func(c *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.list(c.Context(), dir, l)
		},
	}
	c.Flags().BoolVar(&l.asJSON, "json", false, listVerbFlagJson)
	c.Flags().BoolVar(&l.asCSV, "csv", false, listVerbFlagCsv)
	c.Flags().BoolVar(&l.blocking, "blocking", false, listVerbFlagBlocking)
	c.Flags().StringVar(&l.class, "class", "", listVerbFlagClass)
	c.Flags().StringVar(&l.due, "due", "", listVerbFlagDue)
	c.Flags().BoolVar(&l.unsorted, "unsorted", false, listVerbFlagUnsorted)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

func (a *app) list(ctx context.Context, dir string, l listing) error {
	if l.asJSON && l.asCSV {
		return failHint(exitUsage, msgRunTwice, msgTwoResults, "csv")
	}
	day, err := a.evaluationDate()
	if err != nil {
		return err
	}
	keep, err := l.filter(day)
	if err != nil {
		return err
	}
	paths, unread, err := inventory.Find(dir)
	if err != nil {
		return inputError(err)
	}
	a.leftOut(unread)
	print := l.writer(a.Out)
	ranking := inventory.NewRanking(day, len(paths))
	found, worst := 0, exitDone
	inventory.New(a.cat, day, version()).All(ctx, paths, func(r inventory.Row) {
		if r.Problem != "" {
			worst = exitInput
			a.complain(fail(exitInput, "%s", r.Problem))
		}
		if r.Problem == "" && !keep(r) {
			return
		}
		found++
		if l.unsorted {
			print([]inventory.Row{r})
			return
		}
		ranking.Add(r)
	})
	print(ranking.Rows())
	if found == 0 {
		fmt.Fprintf(a.Err, msgNoteNoSuchAssessment, text.Visible(dir))
	}
	if worst != exitDone {
		return silent(worst)
	}
	return nil
}

// leftOut names the folders that could not be looked into.
func (a *app) leftOut(folders []string) {
	for _, path := range folders {
		fmt.Fprintf(a.Err, msgNoteFolderCannotRead, text.Visible(path))
	}
}

// filter makes of the flags what a row must be like.
func (l listing) filter(today time.Time) (func(inventory.Row) bool, error) {
	days := -1
	if l.due != "" {
		n, err := strconv.Atoi(strings.TrimSuffix(l.due, "d"))
		if err != nil || n < 0 || n > 36500 {
			return nil, fail(exitUsage, msgDueNotNumberDays, l.due)
		}
		days = n
	}
	if l.class != "" && !slices.Contains([]string{"default", "important-1", "important-2", "critical"}, l.class) {
		return nil, fail(exitUsage, msgNoClassDefaultImportant, l.class)
	}
	return func(r inventory.Row) bool {
		return (l.class == "" || r.Class == l.class) && (!l.blocking || r.Blocking > 0) && (days < 0 || r.Due(today, days))
	}, nil
}

// writer prints rows in one of the forms.
func (l listing) writer(out io.Writer) func([]inventory.Row) {
	switch {
	case l.asJSON:
		return func(rows []inventory.Row) { jsonRows(out, rows) }
	case l.asCSV:
		w := csv.NewWriter(out)
		_ = w.Write(inventory.Head())
		w.Flush()
		return func(rows []inventory.Row) { csvRows(w, rows) }
	default:
		return (&tableRows{out: out, unsorted: l.unsorted}).print
	}
}

// tableRows aligns the columns; while rows come one by one, by fixed widths.
type tableRows struct {
	out      io.Writer
	unsorted bool
	begun    bool
}

func (t *tableRows) print(rows []inventory.Row) {
	widths := inventory.UsualWidths()
	if !t.unsorted {
		widths = inventory.Widths(rows)
	}
	for _, r := range rows {
		if !t.begun {
			fmt.Fprintln(t.out, inventory.Line(inventory.Head(), widths, 0))
			t.begun = true
		}
		fmt.Fprintln(t.out, inventory.Line(r.Cells(), widths, 0))
	}
}

func csvRows(w *csv.Writer, rows []inventory.Row) {
	for _, r := range rows {
		cells := r.Cells()
		for i := range cells {
			cells[i] = text.NoFormula(oneLine(cells[i]))
		}
		_ = w.Write(cells)
	}
	w.Flush()
}

// listReport is a line of list --json.
type listReport struct {
	File      string            `json:"file"`
	Problem   string            `json:"problem,omitempty"`
	Product   string            `json:"product"`
	Status    assessment.Status `json:"status"`
	Scope     assessment.Regime `json:"scope"`
	Class     string            `json:"class"`
	Route     string            `json:"route"`
	Routes    []string          `json:"routes"` // open ones
	Answered  int               `json:"answered"`
	Questions int               `json:"questions"`
	Highest   assessment.Rating `json:"highest_residual"`
	Blocking  int               `json:"blocking"`
	Open      int               `json:"open_points"`
	Next      string            `json:"next_date"`
	What      string            `json:"next_what"`
	Signed    []signedReport    `json:"signed"`
}

type signedReport struct {
	Document string   `json:"document"`
	Revision int      `json:"revision"`
	Status   string   `json:"status"`
	By       []string `json:"by"`
	Missing  []string `json:"missing"`
	Changed  bool     `json:"file_changed_since"`
}

func jsonRows(out io.Writer, rows []inventory.Row) {
	for _, r := range rows {
		report := listReport{File: filepath.ToSlash(r.Path), Problem: r.Problem, Product: r.Product, Status: r.Status, Scope: r.Regime, Class: r.Class,
			Route: r.Route, Routes: append([]string{}, r.Routes...), Answered: r.Answered, Questions: r.Questions, Highest: r.Highest,
			Blocking: r.Blocking, Open: r.OpenPoints, Next: r.Next.Day, What: r.Next.What, Signed: []signedReport{}}
		for _, s := range r.Signed {
			report.Signed = append(report.Signed, signedReport{s.Document, s.Revision, s.Status, append([]string{}, s.By...), append([]string{}, s.Missing...), s.Changed})
		}
		printLine(out, report)
	}
}

// printLine writes a value as one line of JSON.
func printLine(out io.Writer, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic("bug: a report holds text, numbers and lists only: " + err.Error())
	}
	_, _ = out.Write(append(text.JSON(data), '\n')) // output remembers what fails
}
