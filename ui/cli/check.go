package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/export/publish"
	"selfmark/ui/inventory"
)

// checkOptions are the flags of check.
type checkOptions struct {
	all         bool // each finding by itself
	json, sarif bool
}

// checkVerb says what is missing, for people and for pipelines.
func (a *app) checkVerb() *cobra.Command {
	var o checkOptions
	c := &cobra.Command{
		Use:     "check FILE…",
		Short:   checkVerbShort,
		Long:    checkVerbLong,
		Example: checkVerbExample,
		Args:    takes(1, -1, checkVerbTakes),
		RunE: func(c *cobra.Command, args []string) error {
			return a.check(c.Context(), args, o)
		},
	}
	c.Flags().BoolVar(&o.all, "all", false, checkVerbFlagAll)
	c.Flags().BoolVar(&o.json, "json", false, checkVerbFlagJson)
	c.Flags().BoolVar(&o.sarif, "sarif", false, checkVerbFlagSarif)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

// check looks at every file; with several files the worst code counts.
func (a *app) check(ctx context.Context, files []string, o checkOptions) error {
	if o.json && o.sarif {
		return failHint(exitUsage, msgRunTwice, msgTwoResults, "sarif")
	}
	day, err := a.evaluationDate()
	if err != nil {
		return err
	}
	worst, looked := exitDone, 0
	show, end := a.checkForm(o)
	inventory.InOrder(ctx, files, func(name string) func() {
		source, err := publish.Load(name, a.cat)
		if err != nil {
			return func() {
				worst = max(worst, exitInput)
				a.complain(inputError(err))
			}
		}
		answers := source.Assessment
		r := assessment.WithEvidence(a.cat, answers, assessment.Evaluate(a.cat, answers, day), file.LookAtEvidence(filepath.Dir(name), answers.Evidence, nil))
		print := show(name, answers, &r)
		return func() {
			looked++
			if r.Counts.Blocking > 0 {
				worst = max(worst, exitNo)
			}
			print()
		}
	})
	end()
	if looked > 0 {
		fmt.Fprintln(a.Err, msgNoteExitCode0)
	}
	if worst != exitDone {
		return silent(worst)
	}
	return nil
}

// checkForm gives the form in which check speaks: show makes the result of a file ready,
// side by side with others, and returns what prints it; end comes last.
func (a *app) checkForm(o checkOptions) (show func(name string, answers assessment.Assessment, r *assessment.Result) (print func()), end func()) {
	switch {
	case o.json:
		list := &jsonList{out: a.Out}
		return func(name string, _ assessment.Assessment, r *assessment.Result) func() {
			item := encoded(newCheckReport(name, r), "  ")
			return func() { list.add(item) }
		}, list.end
	case o.sarif:
		log := newSarif(a.cat)
		return func(name string, _ assessment.Assessment, r *assessment.Result) func() {
			list := log.results(a.cat, name, r)
			return func() { log.add(list) }
		}, func() { a.printJSON(log) }
	default:
		return func(name string, answers assessment.Assessment, r *assessment.Result) func() {
			var printed bytes.Buffer
			printCheck(&printed, a.cat, name, answers, r, o.all)
			return func() { a.print(printed.Bytes()) }
		}, func() {}
	}
}

// jsonList writes a list item by item, as printJSON would write the whole.
type jsonList struct {
	out   io.Writer
	begun bool
}

func (l *jsonList) add(item []byte) {
	before := ",\n  "
	if !l.begun {
		before = "[\n  "
	}
	l.begun = true
	_, _ = l.out.Write(append([]byte(before), item...)) // output remembers what fails
}

func (l *jsonList) end() {
	after := "\n]\n"
	if !l.begun {
		after = "[]\n"
	}
	_, _ = io.WriteString(l.out, after)
}

func printCheck(out io.Writer, cat *catalogue.Catalogue, name string, answers assessment.Assessment, r *assessment.Result, all bool) {
	c := r.Counts
	fmt.Fprintf(out, "%s: %s\n", text.Visible(name), r.Status)
	subject := r.Class.Title
	if !assessment.Assessed(r.Scope.Regime) {
		subject = r.Scope.Title
	}
	if product := text.Visible(answers.Name()); product != "" {
		subject = product + " · " + subject
	}
	fmt.Fprintf(out, msgQuestionsAnswered, subject, c.Answered, c.Questions)
	if assessment.Assessed(r.Scope.Regime) {
		fmt.Fprintf(out, "  inherent  %s\n  residual  %s\n", levelWords(c.Inherent), levelWords(c.Residual))
	}
	last := assessment.Severity("")
	shortened := false
	for _, g := range grouped(cat, r.Findings, all) {
		f := g.Findings[0]
		if f.Severity != last {
			fmt.Fprintf(out, "%s (%d)\n", severityTitle(f.Severity), countOf(r, f.Severity))
			last = f.Severity
		}
		if g.Words != "" {
			fmt.Fprintf(out, msgStep, f.Step, g.Words)
			fmt.Fprintf(out, msgGroupMembers, items(cat, g.Findings), text.Visible(f.Remedy))
			shortened = true
			continue
		}
		fmt.Fprintf(out, msgStep, f.Step, text.Visible(f.Text))
		if f.Basis == "law" && len(f.Cite) > 0 {
			fmt.Fprintf(out, " [%s]", citations(f.Cite))
		}
		fmt.Fprintln(out)
		if f.Remedy != "" {
			fmt.Fprintf(out, "           %s\n", text.Visible(f.Remedy))
		}
	}
	if shortened {
		fmt.Fprintln(out, msgAllSaysEach)
	}
}

// grouped puts findings of a kind together, unless each is asked for.
func grouped(cat *catalogue.Catalogue, findings []assessment.Finding, all bool) []assessment.FindingGroup {
	if !all {
		return assessment.GroupFindings(cat, findings)
	}
	var out []assessment.FindingGroup
	for _, f := range findings {
		out = append(out, assessment.FindingGroup{Findings: []assessment.Finding{f}})
	}
	return out
}

// items names the first of what several findings are about.
func items(cat *catalogue.Catalogue, findings []assessment.Finding) string {
	const most = 8
	var names []string
	for _, f := range findings[:min(len(findings), most)] {
		name := f.Item
		if q := cat.Question(catalogue.QuestionID(f.Item)); q != nil {
			name = q.Short
		}
		names = append(names, text.Visible(name))
	}
	if rest := len(findings) - most; rest > 0 {
		names = append(names, fmt.Sprintf(msgAndSoManyMore, rest))
	}
	return strings.Join(names, ", ")
}

func severityTitle(s assessment.Severity) string {
	switch s {
	case assessment.Blocking:
		return msgBlocksFinalDocument
	case assessment.Advice:
		return msgAdvice
	default:
		return msgOpenPoints
	}
}

func countOf(r *assessment.Result, s assessment.Severity) int {
	switch s {
	case assessment.Blocking:
		return r.Counts.Blocking
	case assessment.Advice:
		return r.Counts.Advice
	default:
		return r.Counts.OpenPoints
	}
}

func levelWords(counts [6]int) string {
	s := ""
	for level := 5; level >= 1; level-- {
		s += fmt.Sprintf("R%d %d  ", level, counts[level])
	}
	return s[:len(s)-2]
}

// checkReport is one file in check --json; pipelines rely on its names and spellings.
type checkReport struct {
	File         string             `json:"file"`
	Status       assessment.Status  `json:"status"`
	Scope        assessment.Regime  `json:"scope"`
	Class        string             `json:"class"`
	Routes       []string           `json:"routes"` // open ones
	Inherent     map[string]int     `json:"inherent"`
	Residual     map[string]int     `json:"residual"`
	Threats      []threatReport     `json:"threats"`
	Requirements []requirementShort `json:"requirements"`
	Findings     []findingReport    `json:"findings"`
}

type threatReport struct {
	ID          catalogue.ThreatID      `json:"id"`
	Window      int                     `json:"window"`
	Potential   int                     `json:"attack_potential"`
	Feasibility string                  `json:"feasibility"`
	Impact      string                  `json:"impact"`
	Category    assessment.HarmCategory `json:"category"`
	Asset       *catalogue.Hit          `json:"asset"`
	Inherent    assessment.Rating       `json:"inherent"`
	Residual    assessment.Rating       `json:"residual"`
	Dismissed   bool                    `json:"dismissed"`
}

type requirementShort struct {
	ID            catalogue.RequirementID `json:"id"`
	Applicable    bool                    `json:"applicable"`
	ClaimPossible bool                    `json:"claim_possible"`
	BlockedBy     []string                `json:"blocked_by"`
	Met           bool                    `json:"met"`
}

type findingReport struct {
	ID       string               `json:"id"`
	Severity assessment.Severity  `json:"severity"`
	Basis    string               `json:"basis"`
	Step     int                  `json:"step"`
	Place    interview.Place      `json:"place"` // as open --at takes it, "" for the whole
	Text     string               `json:"text"`
	Remedy   string               `json:"remedy"`
	Cite     []catalogue.Citation `json:"cite"`
}

func newCheckReport(name string, r *assessment.Result) checkReport {
	c := checkReport{File: name, Status: r.Status, Scope: r.Scope.Regime, Routes: []string{}, Inherent: levelMap([6]int{}), Residual: levelMap([6]int{}),
		Threats: []threatReport{}, Requirements: []requirementShort{}, Findings: newFindings(r.Findings)}
	if !assessment.Assessed(r.Scope.Regime) {
		return c
	}
	c.Class, c.Inherent, c.Residual = r.Class.Class, levelMap(r.Counts.Inherent), levelMap(r.Counts.Residual)
	for _, route := range r.Routes {
		if route.Open {
			c.Routes = append(c.Routes, route.ID)
		}
	}
	for i := range r.Threats {
		c.Threats = append(c.Threats, newThreatReport(&r.Threats[i]))
	}
	for _, q := range r.Requirements {
		c.Requirements = append(c.Requirements, requirementShort{q.ID, q.Applicable, q.ClaimPossible, append([]string{}, q.BlockedBy...), q.Met})
	}
	return c
}

func newFindings(findings []assessment.Finding) []findingReport {
	list := []findingReport{}
	for _, f := range findings {
		list = append(list, findingReport{f.ID, f.Severity, f.Basis, f.Step, interview.PlaceOf(f), f.Text, f.Remedy, append([]catalogue.Citation{}, f.Cite...)})
	}
	return list
}

func newThreatReport(t *assessment.ThreatResult) threatReport {
	r := threatReport{ID: t.ID, Window: t.Window, Potential: t.Potential, Feasibility: t.Feasibility.String(), Impact: t.Impact.Level.String(),
		Category: t.Impact.Category, Inherent: t.Inherent, Residual: t.Residual, Dismissed: t.Dismissed}
	if t.Decides != "" {
		r.Asset = &t.Decides
	}
	return r
}

func levelMap(counts [6]int) map[string]int {
	m := map[string]int{}
	for level := 1; level <= 5; level++ {
		m[fmt.Sprintf("R%d", level)] = counts[level]
	}
	return m
}
