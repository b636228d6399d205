//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/creack/pty"
)

// TestFirstFrame: from the start of the process to the first frame at most 1.5
// times what an empty Bubble Tea program needs in the same run.
func TestFirstFrame(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "empty")
	if out, err := exec.Command("go", "build", "-tags", "e2e", "-o", empty, "selfmark/ui/e2e/empty").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	selfmark(t, dir, "new", "g", "--example", "gateway")
	const runs = 21
	var base, ours []time.Duration
	for range runs { // in turns, so that both see the same machine
		base = append(base, firstFrame(t, dir, "READY", empty))
		ours = append(ours, firstFrame(t, dir, "LinkWorks", binary, "g.selfmark.yaml"))
	}
	b, o := median(base), median(ours)
	t.Logf("first frame: empty program %v, selfmark %v, ratio %.2f", b, o, float64(o)/float64(b))
	if float64(o) > 1.5*float64(b) {
		t.Errorf("the first frame takes %v, an empty program %v", o, b)
	}
}

func median(list []time.Duration) time.Duration {
	slices.Sort(list)
	return list[len(list)/2]
}

// firstFrame runs a program in a pseudo-terminal that answers no query, until the
// words are in its output.
func firstFrame(t *testing.T, dir, words, program string, args ...string) time.Duration {
	t.Helper()
	c := exec.Command(program, args...)
	c.Dir = dir
	c.Env = append(os.Environ(), "TERM=xterm-256color", "SOURCE_DATE_EPOCH=1795564800")
	start := time.Now()
	tty, err := pty.StartWithSize(c, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Process.Kill(); _ = c.Wait(); _ = tty.Close() }()
	var seen bytes.Buffer
	chunk := make([]byte, 64<<10)
	for !bytes.Contains(seen.Bytes(), []byte(words)) {
		n, err := tty.Read(chunk)
		if err != nil {
			t.Fatalf("%s ended before its first frame: %v\n%s", program, err, seen.String())
		}
		seen.Write(chunk[:n])
		if time.Since(start) > 10*time.Second {
			t.Fatalf("no frame after 10 s: %q", seen.String())
		}
	}
	return time.Since(start)
}
