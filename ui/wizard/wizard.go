package wizard

import (
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"slices"
	"syscall"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
	"selfmark/ui/wizard/theme"
)

// Options are what a run may choose.
type Options struct {
	Theme     string          // "", which asks the terminal, or the name of a theme
	Presenter bool            // for the projector: empty lines, nothing faint
	Mouse     bool            // the wheel moves, a click goes to a row
	Version   string          // of the program
	At        interview.Place // where to open; "" is the first open question
	// HashFile returns the SHA-256 and the size of a file, its path taken from the folder of
	// the assessment. Nil leaves the digest to the user.
	HashFile func(path string) (sum string, size int, err error)
	Signing  signing.Tools // what signing needs
}

// Stop asks the wizard to keep what is being typed, save and leave. The program
// sends it for SIGINT, SIGTERM and SIGHUP.
type Stop struct{}

// Model is the one Bubble Tea model of the wizard. Screens are plain structs.
type Model struct {
	opts  Options
	theme *theme.Theme
	dark  bool         // the terminal has a dark background
	fewer string       // the theme of a terminal with few colours or none, otherwise ""
	desk  *Desk        // nil on the start screen
	start *startScreen // nil once an assessment is open

	screen   Screen   // the stop where the user is
	overlays []Screen // what stands on top of it, the last one on show
	back     []spot   // where esc and alt+left lead
	ahead    []spot   // where alt+right leads

	width, height int
	seen          int    // version of the answers that the frame shows
	live          live   // what the frame says
	armed         bool   // ctrl+c was pressed once
	conflict      error  // the change outside that the user was asked about
	stopped       bool   // left because of a signal
	beside        string // where the answers were kept then, "" for in the file
}

var _ tea.Model = (*Model)(nil)

// New opens the wizard on an assessment.
func New(desk *Desk, opts Options) *Model {
	m := &Model{opts: opts}
	m.dress(true)
	m.open(desk)
	return m
}

// open goes to work on an assessment: at the place asked for, or where it was left,
// with a line on what is missing.
func (m *Model) open(desk *Desk) {
	m.start, m.desk = nil, desk
	m.desk.theme, m.desk.presenter = m.theme, m.opts.Presenter
	if m.opts.HashFile != nil {
		m.desk.HashFile = m.opts.HashFile
	}
	m.back, m.ahead = nil, nil
	m.desk.moments = nil
	m.desk.remember(true)
	at := m.opts.At
	if at == "" {
		at = goesOnAt(desk)
		if what := stillMissing(desk.State); what != "" {
			desk.Flash(what)
		}
	}
	if desk.Notice != "" {
		desk.Flash(desk.Notice)
	}
	m.show(at)
	if desk.Result().Knowledge.Changes() {
		m.overlay(newKnowledge(desk))
	}
	m.sync()
}

// goesOnAt is where a sitting begins: where the last one ended, if that is still a
// place, otherwise at the first that is open.
func goesOnAt(d *Desk) interview.Place {
	if p := d.LeftAt; p != "" && exists(d.State, p) && (question(d.State, p) != nil || IsPage(p) || isCollection(p) || stationOf(d.State, p) != p) {
		if _, ok := applies(d.State, p, stepOf(d.State, p)); ok {
			return p
		}
	}
	return firstOpen(d.State)
}

// firstOpen is where a first sitting begins: the first question without an answer,
// otherwise whatever blocks first, otherwise the review.
func firstOpen(s interview.State) interview.Place {
	if p, ok := nextOpen(s, ""); ok {
		return p
	}
	return pageReview
}

// nextOpen is interview.NextOpen without the steps that do not apply.
func nextOpen(s interview.State, after interview.Place) (interview.Place, bool) {
	seen := map[interview.Place]bool{}
	for p, ok := interview.NextOpen(s, after); ok && !seen[p]; p, ok = interview.NextOpen(s, p) {
		if _, ok := applies(s, p, stepOf(s, p)); ok {
			return p, true
		}
		seen[p] = true
	}
	return "", false
}

// Init asks the terminal for its background, to choose the colours, and on the start
// screen looks at the assessments found.
func (m *Model) Init() tea.Cmd {
	var cmds []tea.Cmd
	if theme.Follows(m.opts.Theme) {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	if m.start != nil && m.start.opts.Look != nil {
		cmds = append(cmds, m.start.look)
	}
	return tea.Batch(cmds...)
}

// dress chooses the theme for a background.
func (m *Model) dress(dark bool) {
	m.dark = dark
	m.theme = theme.Named(cmp.Or(m.opts.Theme, m.fewer), dark, m.opts.Presenter)
	if m.desk != nil {
		m.desk.theme = m.theme
	}
	if m.start != nil {
		m.start.theme = m.theme
	}
}

// Update takes one message. Everything a key changes is changed, evaluated and
// saved before it returns.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if theme.Follows(m.opts.Theme) {
			m.dress(msg.IsDark())
			m.refresh()
		}
	case tea.ColorProfileMsg:
		switch msg.Profile {
		case colorprofile.ANSI:
			m.fewer = "16"
		case colorprofile.ASCII, colorprofile.NoTTY:
			m.fewer = "none"
		}
		m.dress(m.dark)
		m.refresh()
	case tea.BlurMsg:
		m.top().Leave()
	case Stop:
		m.stopped = true
		cmd = m.quit()
	case tea.InterruptMsg:
		m.stopped = true
		cmd = m.quit()
	case tea.PasteMsg:
		m.disarm()
		m.top().HandlePaste(text.Clean(msg.Content, true))
	case tea.KeyPressMsg:
		cmd = m.key(msg)
	case tea.MouseWheelMsg:
		cmd = m.wheel(msg)
	case tea.MouseClickMsg:
		m.click(msg)
	default:
		if r, ok := m.top().(receiver); ok {
			cmd = m.move(r.Receive(msg))
		}
	}
	m.sync()
	m.settle()
	return m, cmd
}

// receiver is a screen that waits for messages of its own commands.
type receiver interface {
	Receive(tea.Msg) Move
}

// quit keeps what is being typed, saves, and ends the program.
func (m *Model) quit() tea.Cmd {
	m.top().Leave()
	for _, s := range slices.Backward(m.overlays) {
		s.Leave()
	}
	if m.screen != nil {
		m.screen.Leave()
	}
	if m.desk != nil {
		m.desk.Save()
		m.keepBeside()
		if m.desk.Leave != nil {
			m.desk.Leave(m.place())
		}
	}
	return tea.Quit
}

// top is the screen on show.
func (m *Model) top() Screen {
	switch {
	case len(m.overlays) > 0:
		return m.overlays[len(m.overlays)-1]
	case m.start != nil:
		return m.start
	default:
		return m.screen
	}
}

// place is where the user is in the interview.
func (m *Model) place() interview.Place {
	for _, s := range slices.Backward(m.overlays) {
		if p := s.Place(); p != "" {
			return p
		}
	}
	if m.screen == nil {
		return ""
	}
	return m.screen.Place()
}

// show opens the screen of a place.
func (m *Model) show(p interview.Place) {
	m.overlays = nil
	m.screen = m.screenFor(p)
	if m.screen.Place() == p {
		return
	}
	if s, ok := m.screen.(Shower); ok {
		s.Show(p)
	}
	if m.screen.Place() != p && opensOnTop(m.desk.State, p) {
		m.overlays = []Screen{m.formFor(p)}
	}
}

// opensOnTop reports whether a place is a record to fill in, which stands on top
// of its table or list.
func opensOnTop(s interview.State, p interview.Place) bool {
	if stationOf(s, p) == p {
		return false
	}
	fields, err := interview.Fields(s, p)
	return err == nil && len(fields) > 0
}

// refresh tells every screen that the answers or the colours changed.
func (m *Model) refresh() {
	if m.screen != nil {
		m.screen.Refresh()
	}
	for _, s := range m.overlays {
		s.Refresh()
	}
	if m.desk != nil {
		m.seen = m.desk.version
	}
}

// sync brings what the frame shows up to date with the answers.
func (m *Model) sync() {
	if m.desk == nil {
		return
	}
	if m.seen != m.desk.version {
		m.refresh()
	}
	m.live.update(m.shown(), m.place())
}

// shown is the desk whose figures the frame shows: the tentative one while a
// what-if is on show.
func (m *Model) shown() *Desk {
	for _, s := range m.overlays {
		if w, ok := s.(*whatIfScreen); ok {
			return w.trial
		}
	}
	return m.desk
}

// Err says how the wizard was left: ErrStopped after a signal, the reason of the
// last failed save, or nil.
func (m *Model) Err() error {
	if m.desk != nil && m.desk.saveErr != nil {
		return m.desk.saveErr
	}
	if m.stopped {
		return ErrStopped
	}
	return nil
}

// ErrStopped says that a signal ended the wizard, after everything was saved.
var ErrStopped = errors.New(msgStoppedSignalEverythingSaved)

// Run runs the wizard in a terminal until the user leaves it. Signals keep what
// is being typed and save before the terminal is given back. A fault of the program
// is a *crash.Error.
func Run(ctx context.Context, m *Model, in io.Reader, out io.Writer, env []string) error {
	g := &guarded{Model: m}
	p := tea.NewProgram(g, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out), tea.WithEnvironment(env), tea.WithoutSignalHandler())
	g.stop = func() { p.Send(Stop{}) }
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case <-signals:
				p.Send(Stop{})
			case <-done:
				return
			}
		}
	}()
	_, err := p.Run()
	switch {
	case g.fault != nil:
		return g.fault
	case err != nil:
		return err
	}
	return m.Err()
}
