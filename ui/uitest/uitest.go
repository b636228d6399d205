// Package uitest runs a Bubble Tea program against a terminal inside the process,
// so that a test reads like a sitting: press, type, expect text at a place. It is
// test code only.
package uitest

import (
	"flag"
	"image/color"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"selfmark/assessment/text"
)

var update = flag.Bool("golden", false, "write the golden files anew")

// Screen is the terminal of a program under test.
type Screen struct {
	t       testing.TB
	mu      sync.Mutex
	em      *vt.Emulator
	program *tea.Program
	in      *io.PipeWriter
	ended   chan struct{}
	bell    chan struct{} // a token each time output arrived
	width   int
	height  int
}

// Option chooses what the terminal is like.
type Option func(*settings)

type settings struct {
	light   bool
	profile colorprofile.Profile
}

// Light gives the terminal a white background.
func Light(s *settings) { s.light = true }

// NoColour is a terminal with NO_COLOR set.
func NoColour(s *settings) { s.profile = colorprofile.ASCII }

// Start runs a program in a terminal of that size until the test ends.
func Start(t testing.TB, model tea.Model, width, height int, options ...Option) *Screen {
	t.Helper()
	set := settings{profile: colorprofile.TrueColor}
	for _, o := range options {
		o(&set)
	}
	reader, writer := io.Pipe()
	s := &Screen{t: t, em: vt.NewEmulator(width, height), in: writer, ended: make(chan struct{}), bell: make(chan struct{}, 1), width: width, height: height}
	background := color.Color(color.Black)
	if set.light {
		background = color.White
	}
	s.em.SetDefaultBackgroundColor(background)
	// A pipe has no driver that turns a bare line feed into a new line.
	if _, err := s.em.Write([]byte("\x1b[20h")); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(writer, s.em) }() // the terminal's answers
	s.program = tea.NewProgram(model, tea.WithInput(reader), tea.WithOutput(s), tea.WithWindowSize(width, height),
		tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(set.profile), tea.WithoutSignals())
	go func() {
		defer close(s.ended)
		if _, err := s.program.Run(); err != nil && err != tea.ErrProgramKilled {
			t.Errorf("the program ended with %v", err)
		}
	}()
	t.Cleanup(s.stop)
	return s
}

func (s *Screen) stop() {
	select {
	case <-s.ended:
	default:
		s.program.Kill()
		<-s.ended
	}
	_ = s.in.Close()
	if c, ok := s.em.InputPipe().(io.Closer); ok {
		_ = c.Close()
	}
}

// Write makes Screen the program's output.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	n, err := s.em.Write(p)
	s.mu.Unlock()
	select {
	case s.bell <- struct{}{}:
	default:
	}
	return n, err
}

// keys as a terminal sends them.
var keys = map[string]string{
	"enter": "\r", "tab": "\t", "shift+tab": "\x1b[Z", "esc": "\x1b", "space": " ", "backspace": "\x7f", "delete": "\x1b[3~",
	"up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "home": "\x1b[H", "end": "\x1b[F", "pgup": "\x1b[5~", "pgdown": "\x1b[6~",
	"f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~", "f6": "\x1b[17~",
	"ctrl+c": "\x03", "ctrl+g": "\x07", "ctrl+p": "\x10", "ctrl+s": "\x13", "ctrl+_": "\x1f", "ctrl+j": "\n",
	"alt+n": "\x1bn", "alt+o": "\x1bo", "alt+z": "\x1bz", "ctrl+right": "\x1b[1;5C", "ctrl+left": "\x1b[1;5D", "alt+left": "\x1b[1;3D", "alt+right": "\x1b[1;3C",
}

// Press sends keys by name, each in a write of its own: "enter", "down", "ctrl+c",
// or a single letter.
func (s *Screen) Press(names ...string) {
	s.t.Helper()
	for _, name := range names {
		raw, ok := keys[name]
		if !ok && len([]rune(name)) != 1 {
			s.t.Fatalf("uitest knows no key %q", name)
		}
		if !ok {
			raw = name
		}
		s.Send(raw)
		// A lone escape is told from the start of a sequence by the time after it.
		if name == "esc" {
			s.Quiet()
		}
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

// Quiet waits until the program has written nothing for a while.
func (s *Screen) Quiet() {
	for {
		select {
		case <-s.bell:
		case <-s.ended:
			return
		case <-time.After(60 * time.Millisecond):
			return
		}
	}
}

// limit is how long an expectation waits.
const limit = 5 * time.Second

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
		if y < 0 {
			return lines[len(lines)+y]
		}
		return lines[y]
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

// Ended waits until the program has ended.
func (s *Screen) Ended() {
	s.t.Helper()
	select {
	case <-s.ended:
	case <-time.After(limit):
		s.t.Fatalf("the program goes on:\n%s", s.Text())
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

// Cell is one cell of the screen with its colours and attributes, nil outside.
func (s *Screen) Cell(x, y int) *uv.Cell {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.em.CellAt(x, y)
}

// Size is the size of the terminal.
func (s *Screen) Size() (width, height int) { return s.width, s.height }

// CheckFrame fails when a row is wider than the screen or there are too many.
func (s *Screen) CheckFrame() {
	s.t.Helper()
	lines := strings.Split(s.Text(), "\n")
	if len(lines) > s.height {
		s.t.Errorf("%d rows on a screen of %d", len(lines), s.height)
	}
	for y, line := range lines {
		if w := text.Width(line); w > s.width {
			s.t.Errorf("row %d is %d columns wide on a screen of %d: %q", y, w, s.width, line)
		}
	}
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
