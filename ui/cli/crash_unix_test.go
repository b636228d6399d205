//go:build unix

package cli

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"golang.org/x/term"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/export/signature"
	"selfmark/ui/wizard"
)

// faultyStore panics at a save, with the answers in its mouth, as a fault would.
type faultyStore struct {
	*file.Store
	saves, at int
	full      bool // the disk, from then on
}

func (f *faultyStore) Save(a assessment.Assessment) error {
	if f.full && f.saves >= f.at {
		return syscall.ENOSPC
	}
	if f.saves++; f.saves == f.at {
		panic("cannot write " + a.Name() + a.Text("product.identifier"))
	}
	return f.Store.Save(a)
}

const secret = "SECRETPLUG"

// crashing is an open assessment whose store fails at a save.
func crashing(t *testing.T, at int) (*wizard.Desk, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plug"+file.Suffix)
	cat := catalogue.Load()
	store, err := file.Create(path, cat, file.OS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	day := time.Now()
	return &wizard.Desk{Store: &faultyStore{Store: store, at: at}, Now: time.Now, Date: day,
		State: interview.State{Catalogue: cat, Result: assessment.Evaluate(cat, assessment.Assessment{}, day)}}, path
}

// reports checks the report: where the file is, what to do, where it happened, and
// nothing of what was written.
func reports(t *testing.T, said, path string) {
	t.Helper()
	for _, want := range []string{"selfmark: error: selfmark stopped because of a fault of its own", "saved in " + path, "report it", "panic of type string", "faultyStore", "crash_unix_test.go:"} {
		if !strings.Contains(said, want) {
			t.Errorf("the report lacks %q:\n%s", want, said)
		}
	}
	if strings.Contains(said, secret) || strings.Contains(said, "cannot write") {
		t.Errorf("the report tells answers:\n%s", said)
	}
}

// TestCrashOfTheWizard: the terminal is as it was, the report says where the saved
// file is and holds no answers, and what was accepted is in the file.
func TestCrashOfTheWizard(t *testing.T) {
	tty, screen, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer tty.Close()
	defer screen.Close()
	before, err := term.GetState(int(screen.Fd()))
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var drawn bytes.Buffer
	go func() {
		part := make([]byte, 4096)
		for {
			n, err := tty.Read(part)
			mu.Lock()
			drawn.Write(part[:n])
			mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	expect := func(words string) {
		t.Helper()
		for range 200 {
			mu.Lock()
			seen := strings.Contains(drawn.String(), words)
			mu.Unlock()
			if seen {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("%q is not drawn: %q", words, drawn.String())
	}
	if err := pty.Setsize(screen, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	desk, path := crashing(t, 2)
	var errs bytes.Buffer
	a := &app{World: World{In: screen, Out: screen, Err: &errs}, screen: screen, cat: catalogue.Load()}
	done := make(chan error, 1)
	go func() { done <- a.runWizard(wizard.New(desk, wizard.Options{Theme: "dark"})) }()
	expect("What is the product called?")
	io.WriteString(tty, secret+"\r")
	expect("question 2 of")
	io.WriteString(tty, secret+"TYPE\r")
	select {
	case err = <-done:
	case <-time.After(20 * time.Second):
		t.Fatal("the program hangs after its fault")
	}
	if code(err) != exitOutput {
		t.Errorf("exit code %d", code(err))
	}
	reports(t, errs.String(), path)
	for _, restores := range []string{"\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l"} {
		expect(restores)
	}
	after, err := term.GetState(int(screen.Fd()))
	if err != nil || *after != *before {
		t.Errorf("the terminal is not as it was: %v", err)
	}
	saved, err := file.Load(path, catalogue.Load(), file.OS)
	if err != nil || saved.Name() != secret || saved.Text("product.type") != secret+"TYPE" {
		t.Errorf("%v: saved %q, %q", err, saved.Name(), saved.Text("product.type"))
	}
}

// TestCrashOfTheLineMode: the same report, and what was accepted is in the file; where
// it cannot be, that is told.
func TestCrashOfTheLineMode(t *testing.T) {
	desk, path := crashing(t, 1)
	reports(t, crashLineMode(t, desk), path)
	if saved, err := file.Load(path, catalogue.Load(), file.OS); err != nil || saved.Name() != secret {
		t.Errorf("%v: saved %q", err, saved.Name())
	}
	desk, path = crashing(t, 1)
	desk.Store.(*faultyStore).full = true
	if said := crashLineMode(t, desk); !strings.Contains(said, "the last answers could not be saved; what was saved before is in "+path) || strings.Contains(said, "is saved in") {
		t.Errorf("the report says\n%s", said)
	}
}

// crashLineMode answers one question in the line mode and returns the report.
func crashLineMode(t *testing.T, desk *wizard.Desk) string {
	t.Helper()
	in, typist, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	io.WriteString(typist, secret+"\n")
	typist.Close()
	var out, errs bytes.Buffer
	a := &app{World: World{In: in, Out: &out, Err: &errs, Getenv: func(string) string { return "" }}, screen: &out, cat: catalogue.Load()}
	if err := a.runPlain(desk); code(err) != exitOutput {
		t.Errorf("%v", err)
	}
	return errs.String()
}

// TestCrashOfAVerb: a fault anywhere else is reported too, with its exit code.
func TestCrashOfAVerb(t *testing.T) {
	var out, errs bytes.Buffer
	exit := Main(World{Args: []string{"check", "x" + file.Suffix}, Out: &out, Err: &errs, Getenv: func(string) string { return "" },
		Now: func() time.Time { panic(errors.New(secret)) }})
	said := errs.String()
	if exit != exitOutput || !strings.Contains(said, "a fault of its own") || !strings.Contains(said, "crash_unix_test.go:") || strings.Contains(said, secret) {
		t.Errorf("exit code %d:\n%s", exit, said)
	}
}

// noLocks is a drive without locks, as some network shares.
type noLocks struct{ file.FS }

func (noLocks) TryLock(string) (func() error, error) { return nil, file.ErrNoLocks }

// TestOpeningNotice: what one has to know before the first answer is said.
func TestOpeningNotice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "plug"+file.Suffix)
	cat := catalogue.Load()
	if err := os.WriteFile(path, file.Encode(assessment.Assessment{}, cat), 0o644); err != nil {
		t.Fatal(err)
	}
	for disk, want := range map[file.FS]string{file.OS: "", noLocks{file.OS}: msgNoLocks} {
		store, _, err := file.Open(path, cat, disk)
		if err != nil {
			t.Fatal(err)
		}
		if got := openingNotice(store, &assessment.Result{}); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		store.Close()
	}
}

// TestFoldersOfTheUser: what is made for keys, settings and the last place is for the
// user alone.
func TestFoldersOfTheUser(t *testing.T) {
	home := t.TempDir()
	a := &app{World: World{Err: io.Discard, Out: io.Discard, Getenv: func(name string) string {
		return map[string]string{"XDG_STATE_HOME": filepath.Join(home, "state"), "XDG_CONFIG_HOME": filepath.Join(home, "config")}[name]
	}}, cat: catalogue.Load()}
	a.leaveAt("plug"+file.Suffix, "Q13")
	public, err := signature.Generate(filepath.Join(home, "key"), nil, "", true, rand.Reader, createNew)
	if err != nil {
		t.Fatal(err)
	}
	signers := filepath.Join(home, "allowed_signers")
	line := `a@acme.example namespaces="` + signature.Namespace + `" ` + signature.AuthorizedKey(public) + "\n"
	if err := errors.Join(os.WriteFile(signers, []byte(line), 0o644), a.trust(trusted{Signers: signers})); err != nil {
		t.Fatal(err)
	}
	key, err := a.newKeyOf(assessment.Signer{ID: "tech-lead"}, []byte("a long passphrase"))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]os.FileMode{filepath.Join(home, "state", "selfmark"): 0o700, filepath.Join(home, "config", "selfmark"): 0o700, filepath.Dir(key.Path): 0o700, key.Path: 0o600} {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", path, info, err)
		}
	}
}
