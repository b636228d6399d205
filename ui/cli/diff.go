package cli

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/text"
	"selfmark/assessment/yamlstrict"
	"selfmark/export"
	"selfmark/export/publish"
)

// diffVerb says what changed between two states of an assessment.
func (a *app) diffVerb() *cobra.Command {
	var format string
	var exitCode bool
	c := &cobra.Command{
		Use:     "diff OLD NEW",
		Short:   diffVerbShort,
		Long:    diffVerbLong,
		Example: diffVerbExample,
		Args:    takes(2, 2, diffVerbTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.diff(args[0], args[1], format, exitCode)
		},
	}
	c.Flags().StringVar(&format, "format", "text", diffVerbFlagFormat)
	c.Flags().BoolVar(&exitCode, "exit-code", false, diffVerbFlagExitCode)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

func (a *app) diff(from, to, format string, exitCode bool) error {
	day, err := a.evaluationDate()
	if err != nil {
		return err
	}
	if format != "text" && format != "md" && format != "json" {
		return fail(exitUsage, msgNoFormatTextMd, format)
	}
	before, err := a.side(from, day)
	if err != nil {
		return err
	}
	after, err := a.side(to, day)
	if err != nil {
		return err
	}
	changes := compare.Between(a.cat, before, after)
	switch format {
	case "json":
		a.printJSON(newDiffReport(from, to, changes))
	case "md":
		a.print(export.ChangesReport(changes, after.Assessment.Name(), from, to))
	default:
		a.printDiff(from, to, changes)
	}
	if exitCode && !changes.Empty() {
		return silent(exitNo)
	}
	return nil
}

// side reads one of the two states.
func (a *app) side(name string, day time.Time) (compare.Side, error) {
	source, err := a.state(name)
	if err != nil {
		return compare.Side{}, err
	}
	answers := source.Assessment
	return compare.Side{Assessment: answers, Result: assessment.Evaluate(a.cat, answers, day)}, nil
}

// state reads a file, or a file as it stands in a git revision.
func (a *app) state(name string) (publish.Source, error) {
	path, revision := splitRevision(name)
	if revision == "" {
		source, err := publish.Load(name, a.cat)
		return source, inputError(err)
	}
	data, err := fromGit(path, revision)
	if err != nil {
		return publish.Source{}, err
	}
	source, err := publish.Decode(path, data, a.cat)
	if err != nil {
		return source, fail(exitInput, "%s: %w", name, err)
	}
	return source, nil
}

// stateName names a state without its folder, so that a document does not depend on
// where it was made.
func stateName(name string) string {
	path, revision := splitRevision(name)
	if revision == "" {
		return filepath.Base(name)
	}
	return filepath.Base(path) + "@" + revision
}

// splitRevision takes FILE@REV apart; without a git revision it is "". A file that is
// there by the whole name is that file.
func splitRevision(name string) (path, revision string) {
	at := strings.LastIndexByte(name, '@')
	if _, err := os.Stat(name); err == nil || at < 0 {
		return name, ""
	}
	return name[:at], name[at+1:]
}

// fromGit reads a file of a revision, at most a byte more than one of ours may hold.
func fromGit(path, revision string) ([]byte, error) {
	if strings.HasPrefix(revision, "-") {
		return nil, fail(exitUsage, msgNotGitRevision, revision)
	}
	git, err := exec.LookPath("git")
	if err != nil {
		return nil, failHint(exitInput, msgInstallGitSaveOld, msgFileGitRevisionGit, path, revision)
	}
	c := exec.Command(git, "show", "--end-of-options", revision+":./"+filepath.Base(path))
	c.Dir, c.Env = filepath.Dir(path), append(os.Environ(), gitAlone...)
	var complaint bytes.Buffer
	c.Stderr = &limited{&complaint, 4096}
	most := yamlstrict.MaxBytes
	if publish.IsExported(path) {
		most = export.MaxJSONSize
	}
	data, err := firstOf(c, most+1)
	if err != nil {
		why := strings.TrimPrefix(oneLine(complaint.String()), "fatal: ")
		if why == "" {
			why = oneLine(err.Error())
		}
		hint := msgGitLogShowsRevisions
		if strings.Contains(why, gitSaysNoRepository) {
			hint = msgNoRepository
		}
		return nil, failHint(exitInput, hint, msgNotInRevision, path, revision, why)
	}
	return data, nil
}

// firstOf runs a program and returns what it prints, at most so many bytes: then the
// program is not waited for.
func firstOf(c *exec.Cmd, most int) ([]byte, error) {
	out, err := c.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(out, int64(most)))
	out.Close()
	if ended := c.Wait(); len(data) < most {
		err = cmp.Or(ended, err)
	}
	return data, err
}

// gitAlone keeps git from fetching what a partial clone left out: a repository of
// somebody else says from where, and by which program. And git speaks English, as we do.
var gitAlone = []string{"GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C", "LANGUAGE="}

// limited writes so many bytes and drops the rest.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	keep := p[:min(len(p), l.left)]
	l.left -= len(keep)
	if _, err := l.w.Write(keep); err != nil {
		return 0, err
	}
	return len(p), nil
}

// longestValue is how much of an answer the text shows; JSON has all of it.
const longestValue = 100

func (a *app) printDiff(from, to string, c compare.Changes) {
	fmt.Fprintf(a.Out, "%s → %s\n", text.Visible(from), text.Visible(to))
	if c.Empty() {
		fmt.Fprintln(a.Out, diffNothing)
		return
	}
	for _, r := range c.Result([4]string{"status", "scope", "class", msgRoutesOpen}) {
		fmt.Fprintf(a.Out, "  %s: %s\n", r.Name, arrow(r.Change))
	}
	a.diffPart(diffAnswers, len(c.Answers))
	for _, x := range c.Answers {
		fmt.Fprintf(a.Out, "  %s\n", answerLine(x))
	}
	a.diffPart(msgThreats, len(c.Threats))
	for _, x := range c.Threats {
		fmt.Fprintf(a.Out, "  %s\n", threatLine(x))
	}
	a.diffPart(msgRequirements, len(c.Requirements))
	for _, x := range c.Requirements {
		fmt.Fprintf(a.Out, "  %s: %s\n", x.ID, arrow(x.Change))
	}
	a.diffPart(msgFindings, len(c.Came)+len(c.Went))
	for _, f := range c.Came {
		fmt.Fprintf(a.Out, "  + %s\n", text.Visible(f.Text))
	}
	for _, f := range c.Went {
		fmt.Fprintf(a.Out, "  - %s\n", text.Visible(f.Text))
	}
	fmt.Fprintln(a.Out, diffScreening)
	for _, s := range c.Screening {
		a.screened(s)
	}
}

func (a *app) diffPart(title string, n int) {
	if n > 0 {
		fmt.Fprintf(a.Out, "%s (%d)\n", title, n)
	}
}

func (a *app) screened(s compare.Suggestion) {
	fmt.Fprintf(a.Out, "  %s (%s)\n", s.Text, s.Question)
	if s.Suggests == "" {
		fmt.Fprintf(a.Out, "    %s\n", diffNothingSpeaks)
		return
	}
	fmt.Fprintf(a.Out, "    %s\n", diffSpeaks)
	for _, r := range s.Because {
		fmt.Fprintf(a.Out, "      %s\n", text.Visible(r))
	}
}

func answerLine(x compare.Answer) string {
	line := text.Visible(x.Path)
	if x.Title != "" {
		line += " (" + text.Visible(x.Title) + ")"
	}
	return line + ": " + arrow(x.Change)
}

func arrow(c compare.Change) string { return shortValue(c.Before) + " → " + shortValue(c.After) }

func shortValue(s string) string {
	if s == "" {
		return "–"
	}
	return text.Truncate(oneLine(s), longestValue)
}

func threatLine(t compare.Threat) string {
	title := string(t.ID) + " " + text.Visible(t.Title)
	switch {
	case t.Came():
		return fmt.Sprintf(msgInherentRResidualR, title, t.Inherent.After, t.Residual.After, text.Visible(t.Because))
	case t.Went():
		return fmt.Sprintf(msgInherentRResidualR2, title, t.Inherent.Before, t.Residual.Before)
	}
	return "~ " + title + ": " + t.Words()
}

// diffReport is diff --format json.
type diffReport struct {
	From         string           `json:"from"`
	To           string           `json:"to"`
	Differs      bool             `json:"differs"`
	Result       []diffWord       `json:"result"` // status, scope, class, routes that differ
	Answers      []diffWord       `json:"answers"`
	Threats      []diffThreat     `json:"threats"`
	Requirements []diffWord       `json:"requirements"`
	Came         []findingReport  `json:"findings_came"`
	Went         []findingReport  `json:"findings_went"`
	Screening    []diffSuggestion `json:"screening"`
}

type diffWord struct {
	Place  string `json:"place"`
	Title  string `json:"title,omitempty"`
	Before string `json:"before"`
	After  string `json:"after"`
}

type diffThreat struct {
	ID             string `json:"id"`
	Title          string `json:"title"`
	Change         string `json:"change"` // new, gone, rated
	InherentBefore int    `json:"inherent_before"`
	InherentAfter  int    `json:"inherent_after"`
	ResidualBefore int    `json:"residual_before"`
	ResidualAfter  int    `json:"residual_after"`
	Dismissed      bool   `json:"dismissed"`
	Because        string `json:"because,omitempty"`
}

// diffSuggestion is what the changes suggest for a question; suggests is yes, or
// empty when nothing speaks for it.
type diffSuggestion struct {
	Question string   `json:"question"`
	Text     string   `json:"text"`
	Suggests string   `json:"suggests"`
	Because  []string `json:"because"`
}

func newDiffReport(from, to string, c compare.Changes) diffReport {
	r := diffReport{From: from, To: to, Differs: !c.Empty(), Result: []diffWord{}, Answers: []diffWord{}, Threats: []diffThreat{},
		Requirements: []diffWord{}, Came: newFindings(c.Came), Went: newFindings(c.Went), Screening: []diffSuggestion{}}
	for _, s := range c.Screening {
		r.Screening = append(r.Screening, diffSuggestion{string(s.Question), s.Text, string(s.Suggests), append([]string{}, s.Because...)})
	}
	for _, x := range c.Result([4]string{"status", "scope", "class", "routes"}) {
		r.Result = append(r.Result, diffWord{Place: x.Name, Before: x.Before, After: x.After})
	}
	for _, x := range c.Answers {
		r.Answers = append(r.Answers, diffWord{x.Path, x.Title, x.Before, x.After})
	}
	for _, x := range c.Requirements {
		r.Requirements = append(r.Requirements, diffWord{Place: string(x.ID), Before: x.Before, After: x.After})
	}
	for _, t := range c.Threats {
		change := "rated"
		switch {
		case t.Came():
			change = "new"
		case t.Went():
			change = "gone"
		}
		r.Threats = append(r.Threats, diffThreat{string(t.ID), t.Title, change, int(t.Inherent.Before), int(t.Inherent.After),
			int(t.Residual.Before), int(t.Residual.After), t.Dismissed.After != "", t.Because})
	}
	return r
}
