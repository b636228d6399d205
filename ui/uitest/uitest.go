// Package uitest runs a Bubble Tea program against a terminal inside the process,
// so that a test reads like a sitting: press, type, expect text at a place. It is
// test code only.
package uitest

import (
	"cmp"
	"flag"
	"fmt"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"selfmark/assessment/text"
)

var update = flag.Bool("golden", false, "write the golden files anew")

// Updating reports whether golden files are to be written anew.
func Updating() bool { return *update }

// Screen is the terminal of a program under test.
type Screen struct {
	t       testing.TB
	mu      sync.Mutex // guards em, written and the size
	em      *vt.Emulator
	frame   atomic.Value // string: what the model drew last, before the terminal clips it; the program never waits for the terminal here
	written int          // bytes from the program so far
	program *tea.Program
	in      *io.PipeWriter
	ended   chan struct{}
	err     error         // of the run, once ended is closed
	awaited bool          // the test asked for err
	bell    chan struct{} // a token each time output arrived
	marks   chan int      // the marks that came back through the program's input
	mark    int           // the last one that was sent
	escapes chan struct{} // a token for each escape key that arrived
	work    atomic.Int32  // commands of the program that have not returned
	ink     color.Color   // what the terminal writes in by itself
	paper   color.Color
	width   int
	height  int
}

// Option chooses what the terminal is like.
type Option func(*settings)

type settings struct {
	light   bool
	profile colorprofile.Profile
	env     []string
}

// Light gives the terminal a white background; without it, it is black.
func Light(s *settings) { s.light = true }

// NoColour is a terminal with NO_COLOR set.
func NoColour(s *settings) {
	s.profile = colorprofile.ASCII
	s.env = append(s.env, "NO_COLOR=1")
}

// Colours16 is a terminal of 16 colours.
func Colours16(s *settings) { s.profile = colorprofile.ANSI }

// Env adds variables, each as "NAME=value", to the program's environment.
func Env(variables ...string) Option {
	return func(s *settings) { s.env = append(s.env, variables...) }
}

// Start runs a program in a terminal of that size until the test ends.
func Start(t testing.TB, model tea.Model, width, height int, options ...Option) *Screen {
	t.Helper()
	set := settings{profile: colorprofile.TrueColor, env: []string{"TERM=xterm-256color"}}
	for _, o := range options {
		o(&set)
	}
	reader, writer := io.Pipe()
	s := &Screen{t: t, em: vt.NewEmulator(width, height), in: writer, ended: make(chan struct{}), bell: make(chan struct{}, 1), marks: make(chan int, 64), escapes: make(chan struct{}, 64), width: width, height: height}
	s.ink, s.paper = color.White, color.Black
	if set.light {
		s.ink, s.paper = color.Black, color.White
	}
	s.em.SetDefaultForegroundColor(s.ink)
	s.em.SetDefaultBackgroundColor(s.paper) // so that a question about it is answered
	// A pipe has no driver that turns a bare line feed into a new line.
	if _, err := s.em.Write([]byte("\x1b[20h")); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(writer, s.em) }() // the terminal's answers
	s.program = tea.NewProgram(watched{model, s}, tea.WithInput(reader), tea.WithOutput(s), tea.WithWindowSize(width, height),
		tea.WithEnvironment(set.env), tea.WithColorProfile(set.profile), tea.WithoutSignals())
	go func() {
		defer close(s.ended)
		_, s.err = s.program.Run()
	}()
	t.Cleanup(s.stop)
	return s
}

// watched is the model under test; what it draws is kept for CheckFrame.
type watched struct {
	tea.Model
	screen *Screen
}

func (w watched) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch m := msg.(type) {
	case tea.ModeReportMsg:
		if m.Mode.Mode() >= firstMark {
			w.screen.marks <- m.Mode.Mode() - firstMark
			return w, nil
		}
	case tea.KeyPressMsg:
		if m.Code == tea.KeyEscape {
			defer func() { w.screen.escapes <- struct{}{} }()
		}
	}
	next, cmd := w.Model.Update(msg)
	return watched{next, w.screen}, w.screen.follow(cmd)
}

// follow counts the commands that have not returned.
func (s *Screen) follow(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	s.work.Add(1)
	return func() tea.Msg {
		defer s.work.Add(-1)
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			for i := range batch {
				batch[i] = s.follow(batch[i])
			}
		}
		return msg
	}
}

func (w watched) View() tea.View {
	v := w.Model.View()
	w.screen.frame.Store(v.Content)
	return v
}

// drew is what the model drew last.
func (s *Screen) drew() string {
	frame, _ := s.frame.Load().(string)
	return frame
}

// stop ends the program the gentle way, since Kill right after Run is a race
// inside Bubble Tea, and the hard way when it does not listen.
func (s *Screen) stop() {
	go s.program.Quit()
	select {
	case <-s.ended:
	case <-time.After(limit):
		s.program.Kill()
		<-s.ended
		s.t.Errorf("the program had to be killed")
	}
	if s.err != nil && !s.awaited {
		s.t.Errorf("the program ended with %v", s.err)
	}
	_ = s.in.Close()
	// Closing the emulator itself would race with a late Write.
	if c, ok := s.em.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
}

// Write makes Screen the program's output.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	n, err := s.em.Write(p)
	s.written += n
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
	return n, err
}

// Written is how many bytes the program wrote so far.
func (s *Screen) Written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.written
}

// keys as a terminal sends them.
var keys = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ", "backspace": "\x7f", "delete": "\x1b[3~",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
	"f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
	"ctrl+_": "\x1f", "ctrl+space": "\x00",
}

// modifiers of keys that are sent as sequences.
var modifiers = []struct{ prefix, code string }{{"ctrl+shift+", "6"}, {"ctrl+", "5"}, {"alt+", "3"}, {"shift+", "2"}}

// raw is what a terminal sends for a named key, false when there is no such key.
func raw(name string) (string, bool) {
	if seq, ok := keys[name]; ok {
		return seq, true
	}
	if utf8.RuneCountInString(name) == 1 {
		return name, true
	}
	if letter, ok := strings.CutPrefix(name, "ctrl+"); ok && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z' {
		return string(letter[0] - 'a' + 1), true
	}
	for _, m := range modifiers {
		seq, ok := keys[strings.TrimPrefix(name, m.prefix)]
		if !ok || !strings.HasPrefix(name, m.prefix) || len(seq) < 3 {
			continue
		}
		last := seq[len(seq)-1:]
		if last == "~" {
			return seq[:len(seq)-1] + ";" + m.code + "~", true
		}
		return "\x1b[1;" + m.code + last, true
	}
	if rest, ok := strings.CutPrefix(name, "alt+"); ok {
		if seq, ok := raw(rest); ok {
			return "\x1b" + seq, true
		}
	}
	return "", false
}

// Press sends keys by name, each in a write of its own: "enter", "down",
// "ctrl+c", "alt+z", "ctrl+right", or a single letter.
func (s *Screen) Press(names ...string) {
	s.t.Helper()
	for _, name := range names {
		seq, ok := raw(name)
		if !ok {
			s.t.Fatalf("uitest knows no key %q", name)
		}
		if name == "esc" {
			s.escape()
			continue
		}
		s.Send(seq)
	}
}

// Type sends text, all in one write, as a fast typist or a script would.
func (s *Screen) Type(words string) { s.t.Helper(); s.Send(words) }

// Paste sends text as a bracketed paste.
func (s *Screen) Paste(words string) { s.t.Helper(); s.Send("\x1b[200~" + words + "\x1b[201~") }

// Send writes raw bytes to the program's input.
func (s *Screen) Send(raw string) {
	s.t.Helper()
	if _, err := io.WriteString(s.in, raw); err != nil {
		s.t.Fatalf("the program takes no input: %v", err)
	}
}

// Message hands a message to the program, for example a signal.
func (s *Screen) Message(msg tea.Msg) { s.program.Send(msg) }

// Resize changes the size of the terminal.
func (s *Screen) Resize(width, height int) {
	s.mu.Lock()
	s.em.Resize(width, height)
	s.width, s.height = width, height
	s.mu.Unlock()
	s.program.Send(tea.WindowSizeMsg{Width: width, Height: height})
	s.Quiet()
}

// escape sends a lone escape and waits until it is a key: only the time after it
// tells it from the start of a sequence.
func (s *Screen) escape() {
	s.t.Helper()
	for len(s.escapes) > 0 {
		<-s.escapes
	}
	s.Send(keys["esc"])
	select {
	case <-s.escapes:
	case <-s.ended:
	case <-time.After(limit):
		s.t.Fatalf("an escape key did not arrive:\n%s", s.Text())
	}
}

// firstMark is a mode no terminal has. A report on it passes through the input
// behind all keys sent before, so that its arrival says they were worked off.
const firstMark = 9000

// Quiet waits until the program has worked off what was sent and shows what it
// drew. Keys are read beside the test: call it between a key and a look at what
// did not change.
func (s *Screen) Quiet() {
	s.t.Helper()
	if !s.arrived() {
		return
	}
	if s.work.Load() > 0 {
		s.until(func() bool { return s.work.Load() == 0 })
		s.arrived()
	}
	s.until(s.drawn)
	s.silence()
}

// silence waits until nothing was written for a while. What is drawn tells text,
// not colour, and the terminal answers questions about itself by its own time.
func (s *Screen) silence() {
	deadline := time.After(limit)
	for {
		select {
		case <-s.bell:
		case <-s.ended:
			return
		case <-time.After(pause):
			return
		case <-deadline:
			s.t.Fatalf("the program does not stop writing:\n%s", s.Text())
		}
	}
}

// pause is longer than two frames of the renderer.
const pause = 40 * time.Millisecond

// arrived sends a mark and waits for it, false when the program ended before.
func (s *Screen) arrived() bool {
	s.t.Helper()
	s.mark++
	if _, err := fmt.Fprintf(s.in, "\x1b[?%d;0$y", firstMark+s.mark); err != nil {
		return false
	}
	deadline := time.After(limit)
	for {
		select {
		case got := <-s.marks:
			if got == s.mark {
				return true
			}
		case <-s.ended:
			return false
		case <-deadline:
			s.t.Fatalf("the program does not read its input:\n%s", s.Text())
		}
	}
}

// drawn reports whether the terminal shows the text of the last frame.
func (s *Screen) drawn() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	frame := strings.Split(s.drew(), "\n")
	for y, shown := range strings.Split(s.em.String(), "\n") {
		want := ""
		if y < len(frame) {
			want = ansi.Strip(ansi.Truncate(frame[y], s.width, ""))
		}
		if strings.TrimRight(shown, " \r") != strings.TrimRight(want, " ") {
			return false
		}
	}
	return true
}

// limit is how long an expectation waits.
const limit = 20 * time.Second

// Expect waits until the screen shows the words, and fails with the screen if
// they do not come.
func (s *Screen) Expect(words string) {
	s.t.Helper()
	if !s.until(func() bool { return strings.Contains(s.Text(), words) }) {
		s.t.Fatalf("no %q on the screen:\n%s", words, s.Text())
	}
}

// ExpectNot waits until the words are gone.
func (s *Screen) ExpectNot(words string) {
	s.t.Helper()
	if !s.until(func() bool { return !strings.Contains(s.Text(), words) }) {
		s.t.Fatalf("%q is still on the screen:\n%s", words, s.Text())
	}
}

// ExpectLine waits until row y (from 0; negative counts from the last) shows the words.
func (s *Screen) ExpectLine(y int, words string) {
	s.t.Helper()
	row := func() string {
		lines := strings.Split(s.Text(), "\n")
		at := y
		if y < 0 {
			at += len(lines)
		}
		if at < 0 || at >= len(lines) {
			return ""
		}
		return lines[at]
	}
	if !s.until(func() bool { return strings.Contains(row(), words) }) {
		s.t.Fatalf("row %d is %q, want %q in:\n%s", y, row(), words, s.Text())
	}
}

func (s *Screen) until(holds func() bool) bool {
	deadline := time.After(limit)
	for !holds() {
		select {
		case <-s.bell:
		case <-time.After(20 * time.Millisecond):
		case <-deadline:
			return false
		}
	}
	return true
}

// Wait waits until the program has ended and returns its error.
func (s *Screen) Wait() error {
	s.t.Helper()
	select {
	case <-s.ended:
	case <-time.After(limit):
		s.t.Fatalf("the program goes on:\n%s", s.Text())
	}
	s.awaited = true
	return s.err
}

// Ended waits until the program has ended, and fails when it ended in an error.
func (s *Screen) Ended() {
	s.t.Helper()
	if err := s.Wait(); err != nil {
		s.t.Errorf("the program ended with %v", err)
	}
}

// Text is what the screen shows, without spaces at the ends of rows.
func (s *Screen) Text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := strings.Split(s.em.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \r")
	}
	return strings.Join(lines, "\n")
}

// Cursor is where the cursor stands.
func (s *Screen) Cursor() (x, y int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.em.CursorPosition()
	return p.X, p.Y
}

// Cell is a copy of one cell with its colours and attributes, nil outside the screen.
func (s *Screen) Cell(x, y int) *uv.Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.cell(x, y)
}

func (s *Screen) cell(x, y int) *uv.Cell {
	c := s.em.CellAt(x, y)
	if c == nil {
		return nil
	}
	return c.Clone()
}

// Cells are copies of all cells, row by row, taken at one moment.
func (s *Screen) Cells() [][]uv.Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := make([][]uv.Cell, s.height)
	for y := range rows {
		rows[y] = make([]uv.Cell, s.width)
		for x := range rows[y] {
			if c := s.cell(x, y); c != nil {
				rows[y][x] = *c
			}
		}
	}
	return rows
}

// Size is the size of the terminal.
func (s *Screen) Size() (width, height int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.width, s.height
}

// CheckFrame fails when the model drew a row wider than the screen, or more rows
// than there are. It looks at what was drawn: the terminal has clipped the rest.
func (s *Screen) CheckFrame() {
	s.t.Helper()
	s.mu.Lock()
	frame, width, height := s.drew(), s.width, s.height
	s.mu.Unlock()
	lines := strings.Split(frame, "\n")
	if len(lines) > height {
		s.t.Errorf("%d rows on a screen of %d:\n%s", len(lines), height, s.Text())
	}
	for y, line := range lines {
		if w := text.Width(line); w > width {
			s.t.Errorf("row %d is %d columns wide on a screen of %d: %q", y, w, width, line)
		}
	}
}

// CheckContrast fails for every character that stands out from its background by
// less than 4.5:1, lines and bars by less than 3:1, and for everything faint.
func (s *Screen) CheckContrast() {
	s.t.Helper()
	s.CheckContrastOn(s.paper)
}

// Readable reports whether CheckContrast would find nothing: the colours of the
// terminal have arrived.
func (s *Screen) Readable() bool { return len(s.pale(s.paper)) == 0 }

// CheckContrastOn is CheckContrast for a terminal of another background.
func (s *Screen) CheckContrastOn(paper color.Color) {
	s.t.Helper()
	for _, words := range s.pale(paper) {
		s.t.Errorf("%s", words)
	}
}

// pale lists what stands out too little.
func (s *Screen) pale(paper color.Color) []string {
	var out []string
	for y, row := range s.Cells() {
		for x, c := range row {
			if strings.TrimSpace(c.Content) == "" {
				continue
			}
			fg, bg := cmp.Or(c.Style.Fg, s.ink), cmp.Or(c.Style.Bg, paper)
			least := 4.5
			if r, _ := utf8.DecodeRuneInString(c.Content); r >= '─' && r <= '▟' {
				least = 3
			}
			faint := c.Style.Attrs&uv.AttrFaint != 0
			if got := Contrast(fg, bg); got < least || faint {
				out = append(out, fmt.Sprintf("%q at %d,%d has a contrast of %.2f:1, faint %v", c.Content, x, y, got, faint))
			}
		}
	}
	return out
}

// Golden compares the screen with testdata/<name>.golden; -golden writes it anew.
func (s *Screen) Golden(name string) {
	s.t.Helper()
	s.Quiet()
	s.CheckFrame()
	got := s.Text() + "\n"
	path := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			s.t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			s.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	if got != string(want) {
		s.t.Errorf("%s differs (write it anew with -golden)\n--- want\n%s--- got\n%s", path, want, got)
	}
}
