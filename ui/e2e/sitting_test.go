//go:build e2e

package e2e

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// sitting is the real binary in a pseudo-terminal whose screen the test can read.
type sitting struct {
	t    testing.TB
	cmd  *exec.Cmd
	tty  *os.File
	mu   sync.Mutex // guards the rest
	em   *vt.Emulator
	size int       // bytes written so far
	last time.Time // when the last of them arrived
	done chan struct{}
}

// sit starts selfmark in a terminal of that size.
func sit(t testing.TB, dir string, width, height int, args ...string) *sitting {
	t.Helper()
	return start(t, dir, width, height, binary, args...)
}

// start starts a program in a terminal of that size.
func start(t testing.TB, dir string, width, height int, program string, args ...string) *sitting {
	t.Helper()
	s := &sitting{t: t, cmd: exec.Command(program, args...), em: vt.NewEmulator(width, height), done: make(chan struct{})}
	s.cmd.Dir = dir
	s.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "SOURCE_DATE_EPOCH=1795564800", "XDG_STATE_HOME="+dir)
	tty, err := pty.StartWithSize(s.cmd, &pty.Winsize{Rows: uint16(height), Cols: uint16(width)})
	if err != nil {
		t.Fatal(err)
	}
	s.tty = closable(t, tty)
	go func() { _, _ = io.Copy(s.tty, s.em) }() // the terminal's answers
	go s.read()
	t.Cleanup(s.end)
	return s
}

// closable is the same terminal, which can be closed while somebody reads from it.
func closable(t testing.TB, tty *os.File) *os.File {
	t.Helper()
	fd, err := syscall.Dup(int(tty.Fd()))
	if err == nil {
		err = syscall.SetNonblock(fd, true)
	}
	if err != nil {
		t.Fatal(err)
	}
	_ = tty.Close()
	syscall.CloseOnExec(fd)
	return os.NewFile(uintptr(fd), tty.Name())
}

func (s *sitting) read() {
	defer close(s.done)
	chunk := make([]byte, 64<<10)
	for {
		n, err := s.tty.Read(chunk)
		now := time.Now()
		s.mu.Lock()
		_, _ = s.em.Write(chunk[:n])
		s.size, s.last = s.size+n, now
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// end kills what still runs and waits until it is gone.
func (s *sitting) end() {
	_ = s.cmd.Process.Kill()
	_ = s.cmd.Wait()
	_ = s.tty.Close()
	<-s.done
}

// send types bytes; a program that is gone does not mind.
func (s *sitting) send(keys string) { _, _ = io.WriteString(s.tty, keys) }

// screen is what the terminal shows now.
func (s *sitting) screen() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.em.String()
}

// shows waits until the words are on the screen; it reports whether they came
// before the program ended or the time was over.
func (s *sitting) shows(words string) bool {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		if strings.Contains(s.screen(), words) {
			return true
		}
		select {
		case <-s.done:
			return false
		default:
		}
	}
	return false
}

// expect fails unless the words come.
func (s *sitting) expect(words string) {
	s.t.Helper()
	if !s.shows(words) {
		s.t.Fatalf("no %q on the screen:\n%s", words, s.screen())
	}
}
