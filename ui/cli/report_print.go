package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
	"selfmark/assessment/text"
	"selfmark/ui/inventory"
)

// showCase prints what to do first, then the clocks.
func (a *app) showCase(name string, c reporting.Case, now time.Time) {
	d := reporting.Load()
	verdict := reporting.Reportable(d, c)
	fmt.Fprintf(a.Out, "%s: %s\n", text.Visible(filepath.Base(name)), oneLine(caseTitle(c)))
	if at := reporting.Ahead(c, now); !at.IsZero() {
		paragraph(a.Out, msgClockOfComputer, clockBehindCase(at.In(c.Location()), now))
	}
	paragraph(a.Out, msgDo, verdict.Text+" ("+citations(verdict.Cite)+")")
	if !verdict.Report {
		paragraph(a.Out, "", caseNotReported)
		return
	}
	deadlines := reporting.Deadlines(d, c)
	if next, running := reporting.Next(deadlines, now); running {
		paragraph(a.Out, msgFirst, firstThing(next, now))
		paragraph(a.Out, msgMissing, missingFields(d, c, next.Stage))
	}
	paragraph(a.Out, msgAware, c.Aware.In(c.Location()).Format(localForm))
	for _, x := range deadlines {
		paragraph(a.Out, d.Stage(x.Stage).Short, clockWords(x, now)+" ("+citations(x.Cite)+")")
	}
	paragraph(a.Out, msgUsers, caseUsers)
	paragraph(a.Out, msgPlatform, fmt.Sprintf(msgAsOf, d.Platform, d.Date))
}

func missingFields(d *reporting.Data, c reporting.Case, stage reporting.StageID) string {
	var ids []string
	for _, f := range reporting.Missing(d, c, stage) {
		ids = append(ids, f.ID)
	}
	return strings.Join(ids, ", ")
}

// clockBehindCase says that a moment of a case lies after the present one.
func clockBehindCase(at, now time.Time) string {
	return fmt.Sprintf(msgClockBehindCase, bothTimes(at), now.In(at.Location()).Format(localForm))
}

func caseTitle(c reporting.Case) string {
	if c.Title != "" {
		return c.Title
	}
	if c.Kind == reporting.Incident {
		return msgSevereIncident
	}
	return msgActivelyExploitedVulnerability
}

// localForm shows a local time with the name of its zone.
const localForm = "2006-01-02 15:04 MST"

// clockWords is one clock in local time and UTC with the time left.
func clockWords(d reporting.Deadline, now time.Time) string {
	if d.Due.IsZero() && d.Submitted.IsZero() {
		return fmt.Sprintf(msgClockRuns, d.Title, d.From)
	}
	form := msgWithoutUndueDelayLatest
	if d.Stage == reporting.Final { // the act sets only its latest moment
		form = msgLatest
	}
	words := fmt.Sprintf(form, d.Title, bothTimes(d.Due))
	switch d.State(now) {
	case reporting.Overdue:
		return fmt.Sprintf(msgOVERDUE, words, span(-d.Left(now)))
	case reporting.Running:
		return fmt.Sprintf(msgLeft, words, span(d.Left(now)))
	case reporting.Late:
		return fmt.Sprintf(msgSubmittedAfterLatestMoment, d.Title, bothTimes(d.Submitted), bothTimes(d.Due))
	default:
		return fmt.Sprintf(msgSubmitted, d.Title, bothTimes(d.Submitted))
	}
}

// bothTimes is a moment in local time and, where that is another, in UTC.
func bothTimes(t time.Time) string {
	here, utc := t.Format(localForm), t.UTC().Format(localForm)
	if here == utc {
		return here
	}
	return here + " = " + utc
}

func firstThing(d reporting.Deadline, now time.Time) string {
	if d.State(now) == reporting.Overdue {
		return fmt.Sprintf(msgSubmitNowOverdue, d.Title, span(-d.Left(now)))
	}
	return fmt.Sprintf(msgSubmitSoonYouCan, d.Title, span(d.Left(now)))
}

// span says a time span in days, hours and minutes, never more than is left.
func span(d time.Duration) string {
	minutes := int(d.Minutes())
	days, hours := minutes/1440, minutes/60%24
	switch {
	case days > 0:
		return fmt.Sprintf(msgDaysHoursMinutes, days, hours, minutes%60)
	case minutes >= 60:
		return fmt.Sprintf(msgHoursMinutes, hours, minutes%60)
	default:
		return fmt.Sprintf(msgMinutes, minutes)
	}
}

// showFields lists the screening questions and all fields with what stands in them,
// to be filled with report set.
func (a *app) showFields(c reporting.Case) {
	d := reporting.Load()
	a.part(msgToBeReported)
	for _, q := range d.Questions(c.Kind) {
		fmt.Fprintf(a.Out, "  %s: %s\n      %s\n", q.ID, q.Text, cmp.Or(string(c.Screening[q.ID]), "–"))
	}
	stage := reporting.StageID("")
	for _, f := range d.Asked(c.Kind, reporting.Final) {
		if f.Stage != stage {
			stage = f.Stage
			a.part(d.Stage(stage).Title)
		}
		words := text.VisibleLines(c.Fields[f.ID])
		if words == "" {
			words = "–"
			if f.Must {
				words = msgNeeded
			}
		}
		fmt.Fprintf(a.Out, "  %s: %s\n", f.ID, f.Title)
		for line := range strings.SplitSeq(words, "\n") {
			fmt.Fprintf(a.Out, "      %s\n", line)
		}
	}
}

// exportCase prints one notification.
func (a *app) exportCase(name, stage, format, out string) error {
	d := reporting.Load()
	if d.Stage(reporting.StageID(stage)) == nil {
		return noStage(stage)
	}
	if format != "text" && format != "json" {
		return fail(exitUsage, msgNoFormatTextJson, format)
	}
	c, err := file.LoadForm(name, reporting.Form(d), file.OS)
	if err != nil {
		return inputError(err)
	}
	n := newNotification(d, c, *d.Stage(reporting.StageID(stage)))
	data := n.text()
	if format == "json" {
		data = append(encoded(n, ""), '\n')
	}
	if out == "-" {
		a.print(data)
	} else if err := writeNew(out, data); err != nil {
		return err
	} else {
		a.wrote(out)
	}
	if len(n.Missing) > 0 {
		fmt.Fprintf(a.Err, msgWarningFieldsNotificationNeeds, strings.Join(n.Missing, ", "))
	}
	if v := reporting.Reportable(d, c); !v.Report {
		fmt.Fprintf(a.Err, msgNoteAnswersCaseNot, oneLine(v.Text))
	}
	return nil
}

// writeNew writes a file that must not be there yet.
func writeNew(path string, data []byte) error {
	err := createNew(path, data, file.NewMode)
	if errors.Is(err, fs.ErrExist) {
		return failHint(exitUsage, msgChooseAnotherName, msgFileExistsAlready, path)
	}
	if err != nil {
		return writeFailure(err)
	}
	return nil
}

// notification is what report export prints.
type notification struct {
	Kind      reporting.Kind    `json:"kind"`
	Stage     reporting.StageID `json:"stage"`
	Title     string            `json:"title"`
	Provision string            `json:"provision"`
	Aware     string            `json:"aware"` // RFC 3339
	Fields    []notified        `json:"fields"`
	Missing   []string          `json:"missing"` // fields that are needed and empty
}

type notified struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func newNotification(d *reporting.Data, c reporting.Case, stage reporting.Stage) notification {
	n := notification{Kind: c.Kind, Stage: stage.ID, Title: caseTitle(c), Provision: citations(stage.Cite(c.Kind)), Aware: c.Aware.Format(time.RFC3339), Fields: []notified{}, Missing: []string{}}
	for _, f := range d.Asked(c.Kind, stage.ID) {
		if words := c.Fields[f.ID]; words != "" {
			n.Fields = append(n.Fields, notified{f.ID, f.Title, text.VisibleLines(words)})
		}
	}
	for _, f := range reporting.Missing(d, c, stage.ID) {
		n.Missing = append(n.Missing, f.ID)
	}
	return n
}

func (n notification) text() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s (%s)\n", reporting.Load().Stage(n.Stage).Title, oneLine(n.Title), n.Provision)
	fmt.Fprintf(&b, msgBecameAware, n.Aware)
	for _, f := range n.Fields {
		fmt.Fprintf(&b, "\n%s\n%s\n", f.Title, f.Text)
	}
	for _, id := range n.Missing {
		fmt.Fprintf(&b, msgMissingField, id)
	}
	return []byte(b.String())
}

// clockReport is a line of report list --json.
type clockReport struct {
	Case      string               `json:"case"`
	Problem   string               `json:"problem,omitempty"`
	Title     string               `json:"title"`
	Kind      reporting.Kind       `json:"kind"`
	Reported  bool                 `json:"to_be_reported"`
	Ahead     string               `json:"ahead,omitempty"` // a moment of the case lies after the present one
	Deadlines []clockReportOfStage `json:"deadlines"`

	next reporting.Deadline
}

type clockReportOfStage struct {
	Stage     reporting.StageID `json:"stage"`
	State     reporting.State   `json:"state"`
	Due       string            `json:"due"`       // RFC 3339, "" while its clock has not begun
	Submitted string            `json:"submitted"` // RFC 3339, "" if it was not
}

// listCases shows all cases, the most urgent first.
func (a *app) listCases(dir string, asJSON bool) error {
	now, err := a.moment()
	if err != nil {
		return err
	}
	paths, unread, err := inventory.Files(dir, reporting.Suffix)
	if err != nil {
		return inputError(err)
	}
	a.leftOut(unread)
	var cases []clockReport
	worst := exitDone
	for _, path := range paths {
		r := clockOf(path, now)
		if r.Ahead != "" {
			fmt.Fprintf(a.Err, msgNoteClockBehind, text.Visible(r.Case), r.Ahead)
		}
		if r.Problem != "" {
			worst = exitInput
			a.complain(fail(exitInput, "%s", r.Problem))
		}
		cases = append(cases, r)
	}
	sort.SliceStable(cases, func(i, j int) bool { return moreUrgent(cases[i], cases[j]) < 0 })
	for _, r := range cases {
		switch {
		case asJSON:
			printLine(a.Out, r)
		case r.Problem == "":
			fmt.Fprintln(a.Out, r.line(now))
		}
	}
	if len(cases) == 0 {
		fmt.Fprintf(a.Err, msgNoteNoCaseBelow, text.Visible(dir))
	}
	if worst != exitDone {
		return silent(worst)
	}
	return nil
}

func clockOf(path string, now time.Time) clockReport {
	d := reporting.Load()
	r := clockReport{Case: filepath.ToSlash(path), Deadlines: []clockReportOfStage{}}
	c, err := file.LoadForm(path, reporting.Form(d), file.OS)
	if err != nil {
		r.Problem = err.Error()
		return r
	}
	r.Title, r.Kind, r.Reported = caseTitle(c), c.Kind, reporting.Reportable(d, c).Report
	if at := reporting.Ahead(c, now); !at.IsZero() {
		r.Ahead = clockBehindCase(at.In(c.Location()), now)
	}
	list := reporting.Deadlines(d, c)
	for _, x := range list {
		r.Deadlines = append(r.Deadlines, clockReportOfStage{x.Stage, x.State(now), rfc(x.Due), rfc(x.Submitted)})
	}
	if r.Reported {
		r.next, _ = reporting.Next(list, now)
	}
	return r
}

func rfc(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// moreUrgent puts the earliest running clock first; without one a case comes last.
func moreUrgent(x, y clockReport) int {
	switch a, b := x.next.Due, y.next.Due; {
	case a.IsZero() && b.IsZero():
		return strings.Compare(x.Case, y.Case)
	case a.IsZero():
		return 1
	case b.IsZero():
		return -1
	default:
		return a.Compare(b)
	}
}

func (r clockReport) line(now time.Time) string {
	what := msgNothingDue
	switch {
	case !r.Reported:
		what = msgNotReported
	case r.next.Due.IsZero() && slices.ContainsFunc(r.Deadlines, func(d clockReportOfStage) bool { return d.State == reporting.Waiting }):
		what = msgWaitsClockFinalReport
	case !r.next.Due.IsZero():
		what = clockWords(r.next, now)
	}
	return text.Visible(r.Case) + "  " + oneLine(r.Title) + "  " + what
}
