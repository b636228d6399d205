//go:build e2e

// Package e2e drives the real binary in tmux, from the first question to a signed
// document, interrupted and resumed.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var binary string

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	dir, err := os.MkdirTemp("", "selfmark-e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	// Where sittings are left is noted there, not in the folder of whoever runs the tests.
	if err := os.Setenv("XDG_STATE_HOME", filepath.Join(dir, "state")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	binary = filepath.Join(dir, "selfmark")
	build := exec.Command("go", "build", "-o", binary, "selfmark")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "the binary cannot be built:", err)
		return 1
	}
	return m.Run()
}

// need skips a test whose oracle is missing on a newcomer's machine, and fails it
// in CI.
func need(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("%s is missing", program)
	}
	t.Skipf("%s is not installed", program)
}

// terminal is one tmux server with one window, in a folder of its own.
type terminal struct {
	t      *testing.T
	socket string
	dir    string
}

var servers atomic.Int64

// open starts a shell in a terminal of that size.
func open(t *testing.T, dir string, width, height int) *terminal {
	t.Helper()
	need(t, "tmux")
	term := &terminal{t, fmt.Sprintf("selfmark-%d-%d", os.Getpid(), servers.Add(1)), dir}
	term.tmux("-f", "/dev/null", "new-session", "-d", "-x", fmt.Sprint(width), "-y", fmt.Sprint(height), "-c", dir, "env", "PS1=READY ", "PATH="+filepath.Dir(binary)+":"+os.Getenv("PATH"), "sh")
	t.Cleanup(term.stop)
	term.expect("READY")
	return term
}

// stop ends what runs in the terminal, and waits until it is gone, before its folder
// is removed: after a hangup selfmark would still be saving.
func (w *terminal) stop() {
	shell, err := exec.Command("tmux", "-L", w.socket, "display-message", "-p", "#{pane_pid}").Output()
	for range 200 {
		if err != nil || exec.Command("pkill", "-KILL", "-P", strings.TrimSpace(string(shell))).Run() != nil {
			break // no process is left
		}
		time.Sleep(20 * time.Millisecond)
	}
	_ = exec.Command("tmux", "-L", w.socket, "kill-server").Run()
}

func (w *terminal) tmux(args ...string) string {
	w.t.Helper()
	out, err := exec.Command("tmux", append([]string{"-L", w.socket}, args...)...).CombinedOutput()
	if err != nil {
		w.t.Fatalf("tmux %v: %v: %s", args, err, out)
	}
	return string(out)
}

func (w *terminal) screen() string { w.t.Helper(); return w.tmux("capture-pane", "-p") }

// press sends keys by tmux's names.
func (w *terminal) press(keys ...string) {
	w.t.Helper()
	for _, k := range keys {
		w.tmux("send-keys", k)
		time.Sleep(60 * time.Millisecond)
	}
}

// say types text.
func (w *terminal) say(text string) { w.t.Helper(); w.tmux("send-keys", "-l", text) }

// command types a command line.
func (w *terminal) command(line string) { w.t.Helper(); w.say(line); w.press("Enter") }

// clear empties the screen, so that what is expected next is new.
func (w *terminal) clear() {
	w.t.Helper()
	w.command(`printf '\033[2J\033[HCLEAR%s\n' ED`)
	w.expect("CLEARED")
}

func (w *terminal) expect(words string) {
	w.t.Helper()
	for range 100 {
		if strings.Contains(w.screen(), words) {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	w.t.Fatalf("no %q on the screen:\n%s", words, w.screen())
}

// pid is the process of selfmark in this terminal's folder.
func (w *terminal) pid() string {
	w.t.Helper()
	shell := strings.TrimSpace(w.tmux("display-message", "-p", "#{pane_pid}"))
	for range 50 {
		out, err := exec.Command("pgrep", "-P", shell).Output()
		if pid := strings.TrimSpace(string(out)); err == nil && pid != "" {
			return pid
		}
		time.Sleep(50 * time.Millisecond)
	}
	w.t.Fatal("selfmark does not run")
	return ""
}

func (w *terminal) signal(name string) {
	w.t.Helper()
	if out, err := exec.Command("kill", "-"+name, w.pid()).CombinedOutput(); err != nil {
		w.t.Fatalf("kill: %v: %s", err, out)
	}
}

// selfmark runs a verb to its end and returns what it printed and its exit code.
func selfmark(t testing.TB, dir string, args ...string) (string, int) {
	t.Helper()
	c := exec.Command(binary, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=1795564800") // 2026-11-25
	out, err := c.CombinedOutput()
	if _, exited := err.(*exec.ExitError); err != nil && !exited {
		t.Fatal(err)
	}
	return string(out), c.ProcessState.ExitCode()
}
