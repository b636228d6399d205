package cli

import (
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/assessment/interview"
	"selfmark/export/signature"
	"selfmark/ui/signing"
)

// Where each assessment was left is kept, the last ones, and nothing of it is an
// error where it cannot be kept.
func TestLeftAt(t *testing.T) {
	state := t.TempDir()
	a := &app{World: World{Getenv: func(name string) string { return map[string]string{"XDG_STATE_HOME": state}[name] }}}
	if got := a.leftAt("plug.selfmark.yaml"); got != "" {
		t.Errorf("before the first sitting: %q", got)
	}
	a.leaveAt("plug.selfmark.yaml", "Q13")
	a.leaveAt("other.selfmark.yaml", "measure.M07")
	a.leaveAt("plug.selfmark.yaml", "page.review")
	if got := a.leftAt("./plug.selfmark.yaml"); got != "page.review" {
		t.Errorf("plug was left at %q", got)
	}
	if got := a.leftAt("other.selfmark.yaml"); got != "measure.M07" {
		t.Errorf("other was left at %q", got)
	}
	for i := range mostLeft + 5 {
		a.leaveAt(fmt.Sprintf("%d.selfmark.yaml", i), "Q01")
	}
	data, err := os.ReadFile(filepath.Join(state, "selfmark", "left"))
	if n := strings.Count(string(data), "\n"); err != nil || n != mostLeft {
		t.Errorf("%d lines, %v", n, err)
	}
	if got := a.leftAt("plug.selfmark.yaml"); got != "" {
		t.Errorf("the oldest is still there: %q", got)
	}
	left, err := os.ReadDir(filepath.Join(state, "selfmark"))
	if err != nil || len(left) != 1 {
		t.Errorf("files left over: %v %v", left, err)
	}
	nowhere := &app{World: World{Getenv: func(string) string { return "" }}}
	nowhere.leaveAt("plug.selfmark.yaml", "Q13")
	if got := nowhere.leftAt("plug.selfmark.yaml"); got != interview.Place("") {
		t.Errorf("without a folder: %q", got)
	}
}

// TestNamesOfKeys: a key file may be called anything, and a list of keys shows it.
func TestNamesOfKeys(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "a\x1b[2J\u202e\nb.key")
	if _, err := signature.Generate(path, nil, "", true, rand.Reader, createNew); err != nil {
		t.Skip("no such name here: ", err)
	}
	a := &app{World: World{Getenv: func(string) string { return "" }}}
	keys, err := a.keysAtHand(signing.Answers{Path: filepath.Join(folder, "plug.selfmark.yaml")})
	if err != nil || len(keys) != 1 || keys[0].Path != path || keys[0].Name != `a\u{001B}[2J\u{202E}\u{000A}b.key` {
		t.Errorf("%v %+v", err, keys)
	}
}

// TestCalled: the name of a folder is no pattern, whatever stands in it.
func TestCalled(t *testing.T) {
	for _, name := range []string{"plain", "Plug [EU]", "Plug [EU", "a*b", "a?b", `back\slash`} {
		folder := filepath.Join(t.TempDir(), name)
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Log(err)
			continue
		}
		for _, file := range []string{"lead.key", "lead.key.pub", "boss.key", "other"} {
			if err := os.WriteFile(filepath.Join(folder, file), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got := called(folder, "*.key"); len(got) != 2 || got[0] != filepath.Join(folder, "boss.key") || got[1] != filepath.Join(folder, "lead.key") {
			t.Errorf("%s: %q", name, got)
		}
	}
	if got := called("nowhere", "*"); got != nil {
		t.Errorf("%q", got)
	}
}
