//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// replace changes words of a file as git does: a new file, renamed over the old one.
func replace(t *testing.T, path, old, now string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.Replace(string(data), old, now, 1)
	if changed == string(data) {
		t.Fatalf("no %q in %s", old, path)
	}
	if err := os.WriteFile(path+".git", []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".git", path); err != nil {
		t.Fatal(err)
	}
}

// TestTwoWindowsMerge: the second window may only read while the first is open; once
// that is closed it goes on, is offered to put both together, and keeps both answers.
func TestTwoWindowsMerge(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	path := filepath.Join(dir, "plug.selfmark.yaml")
	first, second := open(t, dir, 80, 24), open(t, dir, 80, 24)
	first.command("selfmark plug.selfmark.yaml --at product.type")
	first.expect("What kind of product")
	second.command("selfmark plug.selfmark.yaml --at product.name")
	second.expect("read only")
	first.say(" with a meter")
	first.press("Tab")
	first.expect("saved")
	first.press("C-c", "C-c")
	first.expect("READY")
	second.say(" pro")
	second.press("Tab")
	second.expect("changed by another program")
	second.press("m")
	second.expect("From the file (1)")
	second.press("Enter")
	second.expect("put together: 1 from you, 1 from the file")
	holds(t, path, "Acme Plug S2 pro", "with a meter")
	second.press("M-z")
	second.expect("undo: putting together")
	data, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(data), "with a meter") || !strings.Contains(string(data), "Acme Plug S2 pro") {
		t.Errorf("after undo: %v\n%.600s", err, data)
	}
	holds(t, path+".bak", "with a meter")
}

// TestPullUnderTheWindow: both changed the same answer; the value of the file is
// chosen, the own other answer stays.
func TestPullUnderTheWindow(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	path := filepath.Join(dir, "plug.selfmark.yaml")
	w := open(t, dir, 80, 24)
	w.command("selfmark plug.selfmark.yaml --at product.name")
	w.expect("What is the product called?")
	replace(t, path, "name: Acme Plug S2", "name: Acme Plug S9")
	w.say(" pro")
	w.press("Tab")
	w.expect("changed by another program")
	w.press("m")
	w.expect("Changed on both sides (1)")
	w.press("Space", "Space")
	w.expect("In the file: Acme Plug S9")
	w.press("Enter")
	w.expect("1 chosen")
	holds(t, path, "name: Acme Plug S9")
	w.press("C-c", "C-c")
	w.expect("READY")
}

// TestLineModeMerges: the line mode says the same in sentences; and when its input
// ends in the middle of the question, both sides are kept.
func TestLineModeMerges(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	path := filepath.Join(dir, "plug.selfmark.yaml")
	w := open(t, dir, 80, 24)
	w.command("selfmark plug.selfmark.yaml --plain --at product.name")
	w.expect("What is the product called?")
	replace(t, path, "name: Acme Plug S2", "name: Acme Plug S9")
	w.command("Plug of mine")
	w.expect("m puts both together")
	w.command("m")
	w.expect("Write 1 for yours: Plug of mine.")
	w.press("C-d")
	w.expect("Yours is now in")
	holds(t, path, "name: Acme Plug S9")
	holds(t, filepath.Join(dir, "plug-mine.selfmark.yaml"), "name: Plug of mine")
}

// TestFileGoneUnderTheWindow: a sync folder renames the file; a signal then ends the
// sitting; the answers are in a file of their own and the user is told.
func TestFileGoneUnderTheWindow(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	path := filepath.Join(dir, "plug.selfmark.yaml")
	w := open(t, dir, 80, 24)
	w.command("selfmark plug.selfmark.yaml --at product.name")
	w.expect("What is the product called?")
	if err := os.Rename(path, filepath.Join(dir, "plug (conflicted copy).yaml")); err != nil {
		t.Fatal(err)
	}
	w.say(" pro")
	w.press("Tab")
	w.expect("not there any more")
	w.signal("TERM")
	w.expect("your answers are in")
	holds(t, filepath.Join(dir, "plug-mine.selfmark.yaml"), "Acme Plug S2 pro")
	if out, err := exec.Command("ls", "-A", dir).Output(); err != nil || strings.Contains(string(out), ".tmp") {
		t.Errorf("left over: %s %v", out, err)
	}
}

func holds(t *testing.T, path string, words ...string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if !strings.Contains(string(data), w) {
			t.Errorf("%s lacks %q:\n%.800s", path, w, data)
		}
	}
}
