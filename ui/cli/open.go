package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
	"selfmark/assessment/text"
	"selfmark/assessment/yamlstrict"
	"selfmark/export"
	"selfmark/export/publish"
	"selfmark/ui/crash"
	"selfmark/ui/inventory"
	"selfmark/ui/plain"
	"selfmark/ui/signing"
	"selfmark/ui/wizard"
	"selfmark/ui/wizard/theme"
)

// look is how an assessment is shown.
type look struct {
	plain     bool
	theme     string
	presenter bool
	mouse     bool
	at        string
}

func (l look) check() error {
	if err := theme.Check(l.theme); err != nil {
		return fail(exitUsage, "%v", err)
	}
	return nil
}

// lookFlags adds the flags of open to a command.
func (a *app) lookFlags(c *cobra.Command) {
	c.Flags().BoolVar(&a.look.plain, "plain", false, lookFlagsFlagPlain)
	c.Flags().StringVar(&a.look.theme, "theme", "", lookFlagsFlagTheme)
	c.Flags().BoolVar(&a.look.presenter, "presenter", false, lookFlagsFlagPresenter)
	c.Flags().BoolVar(&a.look.mouse, "mouse", false, lookFlagsFlagMouse)
	c.Flags().StringVar(&a.look.at, "at", "", lookFlagsFlagAt)
}

func (a *app) openVerb() *cobra.Command {
	c := &cobra.Command{
		Use:     "open FILE",
		Short:   openVerbShort,
		Long:    openVerbLong,
		Example: openVerbExample,
		Args:    takes(1, 1, oneFile),
		RunE:    func(_ *cobra.Command, args []string) error { return a.open(args[0]) },
	}
	a.lookFlags(c)
	a.dateFlag(c)
	a.lawDataFlag(c)
	return c
}

// lineMode reports whether questions are asked line by line: when asked for, on a
// dumb terminal, for assistive programs (ACCESSIBLE), or without a terminal.
func (a *app) lineMode() bool {
	accessible := a.Getenv("ACCESSIBLE")
	return a.look.plain || !a.Terminal || a.Getenv("TERM") == "dumb" || accessible != "" && accessible != "0" && accessible != "false"
}

// open opens one assessment.
func (a *app) open(name string) error {
	if err := a.look.check(); err != nil {
		return err
	}
	if publish.IsExported(name) {
		made, err := a.unpack(name)
		if err != nil {
			return err
		}
		name = made
	}
	desk, closer, err := a.desk(name)
	if err != nil {
		return err
	}
	defer closer()
	if err := a.place(desk.State); err != nil {
		return err
	}
	if a.lineMode() {
		return a.runPlain(desk)
	}
	return a.runWizard(wizard.New(desk, a.wizardOptions()))
}

// unpack makes an assessment file of a document exported as JSON, beside it: a
// signed document stays as it is.
func (a *app) unpack(name string) (string, error) {
	source, err := publish.Load(name, a.cat)
	if err != nil {
		return "", inputError(err)
	}
	made := filepath.Join(filepath.Dir(name), source.Document.Title.DocumentID+file.Suffix)
	store, err := file.Create(made, a.cat, file.OS)
	if err != nil {
		return "", saveFailure(err)
	}
	if err := errors.Join(store.Save(source.Assessment), store.Close()); err != nil {
		return "", saveFailure(err)
	}
	fmt.Fprintf(a.Err, msgNoteMadeFromDocument, text.Visible(made))
	return made, nil
}

// place turns --at into a place of this assessment, or a page of the wizard.
func (a *app) place(s interview.State) error {
	at := interview.Place(a.look.at)
	if at == "" || wizard.IsPage(at) && !a.lineMode() {
		return nil
	}
	found, ok := interview.AskedPlace(s, a.look.at)
	if !ok {
		return failHint(exitUsage, msgWriteLikeQ13T18, msgNoPlaceAssessment, a.look.at)
	}
	a.look.at = string(found)
	return nil
}

// start opens the one assessment in the folder, or the start screen.
func (a *app) start() error {
	if err := a.look.check(); err != nil {
		return err
	}
	found := file.Find(".")
	if len(found) == 1 {
		return a.open(found[0])
	}
	if a.lineMode() && len(found) == 0 {
		return failHint(exitUsage, msgNewFILETemplateSmart, msgNoAssessmentLineMode)
	}
	if a.lineMode() {
		return failHint(exitUsage, msgNewFILETemplateSmart, msgAssessmentsFolderLineMode, len(found))
	}
	var open []func()
	defer func() {
		for _, closer := range open {
			closer()
		}
	}()
	opened := func(d *wizard.Desk, closer func(), err error) (*wizard.Desk, error) {
		if err == nil {
			open = append(open, closer)
		}
		return d, err
	}
	options := wizard.StartOptions{
		Found: found, Look: func() []inventory.Row { return a.urgent(found) }, Templates: choices(starters.Templates()), Examples: choices(starters.Examples()), First: len(found) == 0,
		Open: func(path string) (*wizard.Desk, error) { return opened(a.desk(path)) },
		Create: func(template, name string) (*wizard.Desk, error) {
			return opened(a.create(template, "", name))
		},
		Example: func(id string) (*wizard.Desk, error) { return opened(a.create("", id, "example-"+id)) },
	}
	return a.runWizard(wizard.NewStart(options, a.wizardOptions()))
}

// urgent looks at assessments, the most urgent first, as list does.
func (a *app) urgent(paths []string) []inventory.Row {
	day, err := a.evaluationDate()
	if err != nil {
		day = a.Now()
	}
	ranking := inventory.NewRanking(day, len(paths))
	inventory.New(a.cat, day, version()).All(context.Background(), paths, ranking.Add)
	return ranking.Rows()
}

func choices(list []starters.Starter) []wizard.StartChoice {
	var out []wizard.StartChoice
	for _, s := range list {
		out = append(out, wizard.StartChoice{ID: s.ID, Title: s.Title})
	}
	return out
}

// create makes a new file named after the product and opens it.
func (a *app) create(template, example, name string) (*wizard.Desk, func(), error) {
	answers, err := a.beginning(template, example)
	if err != nil {
		return nil, nil, err
	}
	if example == "" {
		state := interview.State{Catalogue: a.cat, Assessment: answers}
		if answers, err = interview.Answer(state, "product.name", assessment.Answer{Text: name}); err != nil {
			return nil, nil, err
		}
	}
	store, err := file.Create(fileName(name), a.cat, file.OS)
	if err != nil {
		return nil, nil, err
	}
	if err := store.Save(answers); err != nil {
		return nil, nil, errors.Join(err, store.Close())
	}
	if err := store.Close(); err != nil {
		return nil, nil, err
	}
	return a.desk(fileName(name))
}

// fileName makes a file name of a product name: small letters, digits, hyphens.
func fileName(product string) string {
	name := cmp.Or(export.Slug(catalogue.Fold(product)), "product")
	return name[:min(len(name), 60)] + file.Suffix
}

// desk opens a file for the wizard or the line mode.
func (a *app) desk(name string) (*wizard.Desk, func(), error) {
	day, err := a.evaluationDate()
	if err != nil {
		return nil, nil, err
	}
	store, answers, err := file.Open(name, a.cat, file.OS)
	if err != nil {
		return nil, nil, inputError(err)
	}
	folder := filepath.Dir(name)
	hash := func(path string) (string, int, error) { return file.HashEvidence(folder, path) }
	look := evidenceOf(folder)
	result := assessment.Evaluate(a.cat, answers, day)
	notice := openingNotice(store, &result)
	if !result.Knowledge.Changes() {
		answers = assessment.TakeKnowledge(a.cat, answers)
		if result.Knowledge != nil {
			result = assessment.Evaluate(a.cat, answers, day)
		}
	}
	result = assessment.WithEvidence(a.cat, answers, result, look(answers.Evidence))
	d := &wizard.Desk{Store: wizardStore{store, a}, Notice: notice, HashFile: hash, Look: look, Now: a.Now, Date: day,
		Screener: &signing.Screener{Find: func(now assessment.Assessment) (assessment.Assessment, string, bool) {
			return publish.LastIssued(store.Path(), now, a.cat)
		}},
		LeftAt: a.leftAt(name), Leave: func(p interview.Place) { a.leaveAt(name, p) },
		State: interview.State{Catalogue: a.cat, Assessment: answers, Result: result}}
	return d, func() { store.Close() }, nil
}

// openingNotice is what one has to know before the first answer.
func openingNotice(store *file.Store, r *assessment.Result) string {
	k := r.Knowledge
	behind := slices.IndexFunc(r.Findings, func(f assessment.Finding) bool { return f.ID == assessment.ClockBehind })
	switch {
	case store.WithoutLock():
		return msgNoLocks
	case k != nil && !k.Recorded:
		return fmt.Sprintf(msgCatalogueUnknown, text.Visible(k.From), k.To)
	case behind >= 0:
		return r.Findings[behind].Text
	}
	if comment := store.Comment(); comment != "" {
		return fmt.Sprintf(msgCommentNotKept, yamlstrict.Quote(comment))
	}
	return ""
}

func (a *app) wizardOptions() wizard.Options {
	return wizard.Options{Theme: a.look.theme, Presenter: a.look.presenter, Mouse: a.look.mouse, Version: version(), At: interview.Place(a.look.at), Signing: a.signing()}
}

func (a *app) runWizard(m *wizard.Model) error {
	err := wizard.Run(context.Background(), m, a.In, a.screen, os.Environ())
	if path := m.Beside(); path != "" {
		fmt.Fprintf(a.Err, msgAnswersBeside, text.Visible(path))
	}
	var fault *crash.Error
	switch {
	case errors.As(err, &fault):
		return a.crashed(fault)
	case errors.Is(err, wizard.ErrStopped):
		return silent(exitInterrupted)
	case err != nil:
		return &failure{code: exitOutput, err: err}
	}
	return nil
}

// crashed tells of a fault of the program.
func (a *app) crashed(fault *crash.Error) error {
	fault.File = text.Visible(fault.File)
	fmt.Fprint(a.Err, fault.Report(version()))
	return silent(exitOutput)
}

// runPlain asks line by line. A signal keeps what is being typed and saves, as in
// the wizard.
func (a *app) runPlain(d *wizard.Desk) (err error) {
	var s *plain.Session
	defer func() {
		if v := recover(); v != nil {
			fault := crash.Caught(v)
			fault.Unsaved = s.Rescue()
			fault.File = d.Store.Path()
			err = a.crashed(fault)
		}
	}()
	_, why := d.Store.ReadOnly()
	outside, _ := d.Store.(plain.Outside)
	stop := make(chan struct{})
	defer whenStopped(func() { close(stop) })()
	s = &plain.Session{State: d.State, Date: d.Date, Save: d.Store.Save, Outside: outside, Notice: d.Notice, ReadOnly: why, HashFile: d.HashFile, Look: d.Look, Screener: d.Screener,
		At: interview.Place(a.look.at), Stop: stop, Path: d.Store.Path(), Signing: a.signing(), NewPassphrase: a.newPassphrase,
		Passphrase: func(key string) ([]byte, error) {
			return a.passphrase(fmt.Sprintf(msgPassphrase, key), msgRunTerminalPutKey)
		}}
	switch err := s.Run(a.In, a.Out); {
	case errors.Is(err, plain.ErrStopped):
		return silent(exitInterrupted)
	case err != nil:
		return saveFailure(err)
	}
	return nil
}
