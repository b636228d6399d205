package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
	"selfmark/assessment/text"
	"selfmark/export"
)

// reportVerb keeps the clocks of Art. 14 and what is reported.
func (a *app) reportVerb() *cobra.Command {
	c := &cobra.Command{
		Use:     "report",
		Short:   reportVerbShort,
		Long:    reportVerbLong,
		Example: reportVerbExample,
		RunE:    helpOr(msgReportHelpShowsThem, msgNoReport),
	}
	c.AddCommand(a.reportNew(), a.reportShow(), a.reportSet(), a.reportSubmitted(), a.reportList(), a.reportExport())
	for _, sub := range c.Commands() {
		sub.Flags().StringVar(&a.now, "now", "", reportVerbFlagNow)
	}
	return c
}

// moment is --now, else SOURCE_DATE_EPOCH, else the clock.
func (a *app) moment() (time.Time, error) {
	if a.now != "" {
		return parseMoment("--now", a.now)
	}
	if a.Getenv("SOURCE_DATE_EPOCH") != "" {
		return a.evaluationDate()
	}
	return a.Now(), nil
}

// momentForms are the ways to write a moment; each says its offset.
var momentForms = []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04Z07:00", "2006-01-02 15:04 Z07:00"}

func parseMoment(what, s string) (time.Time, error) {
	for _, form := range momentForms {
		if t, err := time.Parse(form, strings.TrimSpace(s)); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fail(exitUsage, msgNotMomentTimeZone, what, s)
}

// caseOptions are the flags of report new.
type caseOptions struct {
	kind, aware, zone, title, reason, out string
	answers, fields                       []string
}

func (a *app) reportNew() *cobra.Command {
	var o caseOptions
	c := &cobra.Command{
		Use:     "new FILE",
		Short:   reportNewShort,
		Long:    reportNewLong,
		Example: reportNewExample,
		Args:    takes(1, 1, reportNewTakes),
		RunE:    func(_ *cobra.Command, args []string) error { return a.newCase(args[0], o) },
	}
	c.Flags().StringVar(&o.kind, "kind", "", reportNewFlagKind)
	c.Flags().StringVar(&o.aware, "aware", "", reportNewFlagAware)
	c.Flags().StringVar(&o.zone, "zone", "", reportNewFlagZone)
	c.Flags().StringVar(&o.title, "title", "", reportNewFlagTitle)
	c.Flags().StringArrayVar(&o.answers, "answer", nil, reportNewFlagAnswer)
	c.Flags().StringVar(&o.reason, "reason", "", reportNewFlagReason)
	c.Flags().StringArrayVar(&o.fields, "set", nil, reportNewFlagSet)
	c.Flags().StringVar(&o.out, "out", "", reportNewFlagOut)
	return c
}

func (a *app) newCase(name string, o caseOptions) error {
	now, err := a.moment()
	if err != nil {
		return err
	}
	answers, err := file.Load(name, a.cat, file.OS)
	if err != nil {
		return inputError(err)
	}
	c := reporting.Case{Kind: reporting.Kind(o.kind), Title: o.title, Assessment: filepath.Base(name), Reason: o.reason, Aware: now,
		Screening: map[string]assessment.Ternary{}, Submitted: map[reporting.StageID]time.Time{}, Fields: a.known(answers, now)}
	if err := a.begin(&c, o, now); err != nil {
		return err
	}
	out := o.out
	if out == "" {
		out = filepath.Join(filepath.Dir(name), fmt.Sprintf("%s_%s_%s%s", export.DocumentID(answers), c.Kind, c.Aware.In(c.Location()).Format(time.DateOnly), reporting.Suffix))
	}
	if !strings.HasSuffix(out, reporting.Suffix) {
		out += reporting.Suffix
	}
	store, err := file.CreateForm(out, reporting.Form(reporting.Load()), file.OS)
	if errors.Is(err, fs.ErrExist) {
		return failHint(exitUsage, msgOutNamesAnotherCase, msgFileExistsAlready, out)
	}
	if err != nil {
		return saveFailure(err)
	}
	defer store.Close()
	if err := store.Save(c); err != nil {
		return saveFailure(err)
	}
	a.wrote(out)
	a.showCase(out, c, now)
	return nil
}

// begin fills in a new case: what the flags say, and what is asked of the rest.
func (a *app) begin(c *reporting.Case, o caseOptions, now time.Time) (err error) {
	if o.aware != "" {
		if c.Aware, err = parseMoment("--aware", o.aware); err != nil {
			return err
		}
	}
	if c.Aware.After(now) {
		return fail(exitUsage, msgAwareLiesFuture, c.Aware.Format(time.RFC3339))
	}
	if c.Zone, err = a.zone(o.zone); err != nil {
		return err
	}
	ask := a.asker()
	if err := ask.kind(c); err != nil {
		return err
	}
	if err := screened(c, o.answers); err != nil {
		return err
	}
	if err := ask.screening(c); err != nil {
		return err
	}
	for _, pair := range o.fields {
		if err := setField(c, pair); err != nil {
			return err
		}
	}
	return nil
}

// zone checks a time zone; without one it is that of the system, else UTC.
func (a *app) zone(given string) (string, error) {
	if given == "" {
		given = a.Getenv("TZ")
	}
	if given == "" {
		given = time.Local.String()
	}
	if given == "" || given == "Local" {
		return "UTC", nil
	}
	if _, err := time.LoadLocation(given); err != nil {
		return "", fail(exitUsage, msgNoTimeZoneWrite, given)
	}
	return given, nil
}

// known fills the fields that the assessment answers.
func (a *app) known(answers assessment.Assessment, now time.Time) map[string]string {
	r := assessment.Evaluate(a.cat, answers, now)
	maker := strings.TrimSuffix(answers.Text("manufacturer.name")+", "+answers.Text("manufacturer.address"), ", ")
	fields := map[string]string{
		"manufacturer":    maker,
		"contact":         answers.Text("manufacturer.contact"),
		"product_name":    strings.TrimSpace(answers.Name() + " " + answers.Text("product.identifier")),
		"product_version": strings.Join(answers.Answers["product.versions"].Options, "; "),
		"product_type":    r.Class.Title,
	}
	if q := a.cat.Question("reporting.csirt"); q != nil {
		if answer, given := answers.Answers[q.ID]; given && !answer.NotSure {
			fields["csirt"] = assessment.AnswerWords(q, answer)
		}
	}
	for id, words := range fields {
		if words == "" {
			delete(fields, id)
		}
	}
	return fields
}

// screened takes answers to the screening questions.
func screened(c *reporting.Case, pairs []string) error {
	ids := screeningIDs(c.Kind)
	for _, pair := range pairs {
		id, words, _ := strings.Cut(pair, "=")
		answer, ok := ternary(words)
		if !slices.Contains(ids, id) || !ok {
			return failHint(exitUsage, fmt.Sprintf(msgWriteLikeExploitedYes, strings.Join(ids, ", ")), msgAnswerAnswersNoQuestion, pair)
		}
		c.Screening[id] = answer
	}
	return nil
}

func screeningIDs(kind reporting.Kind) []string {
	var ids []string
	for _, q := range reporting.Load().Questions(kind) {
		ids = append(ids, q.ID)
	}
	return ids
}

func ternary(words string) (assessment.Ternary, bool) {
	switch strings.ToLower(strings.TrimSpace(words)) {
	case "yes", "y":
		return assessment.Yes, true
	case "no", "n":
		return assessment.No, true
	case "not sure", "?":
		return assessment.NotSure, true
	}
	return "", false
}

// asker asks on a terminal what the flags do not say; without one it asks nothing.
type asker struct {
	*app
	in *bufio.Reader
}

func (a *app) asker() *asker {
	if !a.Terminal {
		return &asker{app: a}
	}
	return &asker{a, bufio.NewReader(a.In)}
}

func (q *asker) line(prompt string) (string, error) {
	fmt.Fprint(q.Err, prompt)
	s, err := q.in.ReadString('\n')
	if err != nil && s == "" {
		return "", failHint(exitInput, msgAnswerQuestionsGiveAnswer, msgInputEndedBeforeCase)
	}
	return strings.TrimSpace(s), nil
}

func (q *asker) kind(c *reporting.Case) error {
	for c.Kind != reporting.Vulnerability && c.Kind != reporting.Incident {
		if c.Kind != "" || q.in == nil {
			return fail(exitUsage, msgKindNoneWriteVulnerability, c.Kind)
		}
		s, err := q.line(msgWhatHappenedWeaknessProduct)
		if err != nil {
			return err
		}
		switch strings.ToLower(s) {
		case "v", "vulnerability":
			c.Kind = reporting.Vulnerability
		case "i", "incident":
			c.Kind = reporting.Incident
		}
	}
	return nil
}

// screening asks whether the case is to be reported, and stops at a clear no.
func (q *asker) screening(c *reporting.Case) error {
	if q.in == nil {
		return nil
	}
	for _, s := range reporting.Load().Questions(c.Kind) {
		if c.Screening[s.ID] != "" {
			continue
		}
		for _, line := range text.Wrap(strings.TrimSpace(s.Text+" "+s.Counts)+" ("+citations(s.Cite)+")", 78) {
			fmt.Fprintln(q.Err, line)
		}
		for c.Screening[s.ID] == "" {
			words, err := q.line(msgYesNoNotSure)
			if err != nil {
				return err
			}
			c.Screening[s.ID], _ = ternary(words)
		}
		if c.Screening[s.ID] == assessment.No && s.NeedsReason && c.Reason == "" {
			words, err := q.line(msgWhyEmptyReport)
			if err != nil {
				return err
			}
			c.Reason = words
		}
		if !reporting.Reportable(reporting.Load(), *c).Report {
			return nil
		}
	}
	return nil
}

// setField puts one field, a moment of the case or a screening answer in its place.
func setField(c *reporting.Case, pair string) error {
	key, words, found := strings.Cut(pair, "=")
	if !found {
		return fail(exitUsage, msgNoFieldTextWrite, pair)
	}
	words = text.Clean(words, true)
	switch key {
	case "title":
		c.Title = words
	case "reason":
		c.Reason = words
	case "measure_available", "aware":
		at, err := parseMoment(key, words)
		if err != nil {
			return err
		}
		if key == "aware" {
			c.Aware = at
		} else {
			c.MeasureAvailable = at
		}
	default:
		if slices.Contains(screeningIDs(c.Kind), key) {
			return screened(c, []string{pair})
		}
		if reporting.Load().Field(c.Kind, key) == nil {
			return failHint(exitUsage, msgReportShowCASELists, msgNoFieldCaseKind, key)
		}
		c.Fields[key] = words
	}
	return nil
}

func (a *app) reportSet() *cobra.Command {
	return &cobra.Command{
		Use:     "set CASE FIELD=TEXT…",
		Short:   reportSetShort,
		Example: reportSetExample,
		Args:    takes(2, -1, reportSetTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.changeCase(args[0], func(c *reporting.Case, now time.Time) error {
				was := reporting.Ahead(*c, now)
				for _, pair := range args[1:] {
					if err := setField(c, pair); err != nil {
						return err
					}
				}
				if at := reporting.Ahead(*c, now); !at.IsZero() && !at.Equal(was) {
					return fail(exitUsage, "%s", clockBehindCase(at.In(c.Location()), now))
				}
				return nil
			})
		},
	}
}

func (a *app) reportSubmitted() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "submitted CASE STAGE",
		Short:   reportSubmittedShort,
		Example: reportSubmittedExample,
		Args:    takes(2, 2, reportSubmittedTakes),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.changeCase(args[0], func(c *reporting.Case, now time.Time) error { return a.submit(c, args[1], at, now) })
		},
	}
	c.Flags().StringVar(&at, "at", "", reportSubmittedFlagAt)
	return c
}

func (a *app) submit(c *reporting.Case, stage, at string, now time.Time) error {
	if reporting.Load().Stage(reporting.StageID(stage)) == nil {
		return noStage(stage)
	}
	when := now
	if at != "" {
		var err error
		if when, err = parseMoment("--at", at); err != nil {
			return err
		}
	}
	switch {
	case when.After(now):
		return fail(exitUsage, msgLiesFuture, when.Format(time.RFC3339))
	case when.Before(c.Aware):
		return fail(exitUsage, msgLiesBeforeYouBecame, when.Format(time.RFC3339))
	}
	a.doubtSubmission(*c, reporting.StageID(stage))
	c.Submitted[reporting.StageID(stage)] = when.Truncate(time.Second)
	return nil
}

// doubtSubmission says what speaks for a slip: a stage that was noted already, that
// lacks fields, or before which another comes. What was submitted is noted all the same.
func (a *app) doubtSubmission(c reporting.Case, stage reporting.StageID) {
	d := reporting.Load()
	for _, x := range reporting.Deadlines(d, c) {
		if x.Stage == stage {
			if !x.Submitted.IsZero() {
				fmt.Fprintf(a.Err, msgNoteSubmittedReplaced, bothTimes(x.Submitted))
			}
			break
		}
		if x.Submitted.IsZero() {
			fmt.Fprintf(a.Err, msgWarningStageBefore, x.Title, x.Stage)
		}
	}
	if missing := missingFields(d, c, stage); missing != "" {
		fmt.Fprintf(a.Err, msgWarningFieldsNotificationNeeds, missing)
	}
}

func noStage(stage string) error {
	if stage == "" {
		return fail(exitUsage, msgStageNeeded)
	}
	return fail(exitUsage, msgNoStageEarlyWarning, stage)
}

// changeCase opens a case, changes it, saves it and shows its clocks.
func (a *app) changeCase(name string, change func(*reporting.Case, time.Time) error) error {
	now, err := a.moment()
	if err != nil {
		return err
	}
	store, c, err := file.OpenForm(name, reporting.Form(reporting.Load()), file.OS)
	if err != nil {
		return inputError(err)
	}
	defer store.Close()
	if err := change(&c, now); err != nil {
		return err
	}
	if err := store.Save(c); err != nil {
		return saveFailure(err)
	}
	a.showCase(name, c, now)
	return nil
}

func (a *app) reportShow() *cobra.Command {
	return &cobra.Command{
		Use:   "show CASE",
		Short: reportShowShort,
		Args:  takes(1, 1, oneCase),
		RunE: func(_ *cobra.Command, args []string) error {
			now, err := a.moment()
			if err != nil {
				return err
			}
			c, err := file.LoadForm(args[0], reporting.Form(reporting.Load()), file.OS)
			if err != nil {
				return inputError(err)
			}
			a.showCase(args[0], c, now)
			a.showFields(c)
			return nil
		},
	}
}

func (a *app) reportList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list [DIR]",
		Short: reportListShort,
		Args:  takes(0, 1, oneFolder),
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return a.listCases(dir, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, listVerbFlagJson)
	return c
}

func (a *app) reportExport() *cobra.Command {
	var stage, format, out string
	c := &cobra.Command{
		Use:     "export CASE --stage STAGE",
		Short:   reportExportShort,
		Example: reportExportExample,
		Args:    takes(1, 1, oneCase),
		RunE:    func(_ *cobra.Command, args []string) error { return a.exportCase(args[0], stage, format, out) },
	}
	c.Flags().StringVar(&stage, "stage", "", reportExportFlagStage)
	c.Flags().StringVar(&format, "format", "text", reportExportFlagFormat)
	c.Flags().StringVar(&out, "out", "-", reportExportFlagOut)
	return c
}
