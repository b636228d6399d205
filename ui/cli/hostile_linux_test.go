package cli_test

import (
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"selfmark/ui/uitest"
)

// within fails a test that waits for something that never comes.
func within(t *testing.T, d time.Duration, what string, do func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(d):
		t.Fatalf("%s: still waiting", what)
	}
}

// TestNoFiles: pipes, devices, folders and files of the system in the place of every
// file that a verb reads or writes end in one sentence, at once.
func TestNoFiles(t *testing.T) {
	p := start(t)
	p.env["HOME"] = t.TempDir()
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "key", "new", "lead", "--no-passphrase")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "plug.md")
	p.run(0, "sign", "plug.md", "--key", "lead", "--signer", "tech-lead")
	for _, folder := range []string{"law", "mixed"} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	pipes := []string{"p", "p.md", "p.json", "p.zip", "p.pub", "p.selfmark.yaml", "p.selfmark-report.yaml", "law/standards.yaml", "mixed/p", "mixed/MANIFEST.sha256"}
	for _, pipe := range pipes {
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, bad := range []string{"p", "p.md", "p.json", "p.zip", "p.selfmark.yaml", "/dev/zero", "/dev/stdin", "/proc/self/pagemap", ".", "empty"} {
		p.put("empty", nil)
		for _, run := range []struct {
			code int
			args []string
		}{
			{3, []string{"check", bad}}, {3, []string{"export", bad, "--out", "-"}}, {3, []string{"diff", bad, "plug.selfmark.yaml"}}, {3, []string{"export", "plug.selfmark.yaml", "--since", bad, "--out", "-"}},
			{3, []string{"verify", bad}}, {3, []string{"sign", bad, "--key", "lead", "--signer", "tech-lead"}}, {3, []string{"sign", "plug.md", "--force", "--key", bad, "--signer", "tech-lead"}},
			{3, []string{"bundle", bad, "-o", "x"}}, {3, []string{"evidence", "list", bad}}, {3, []string{"report", "show", bad}}, {3, []string{"report", "new", bad, "--kind", "incident"}},
			{3, []string{"open", bad, "--plain"}}, {3, []string{"key", "assign", bad, "lead", "--signer", "tech-lead"}}, {3, []string{"check", "plug.selfmark.yaml", "--law-data", bad}},
		} {
			within(t, 10*time.Second, strings.Join(run.args, " "), func() {
				_, said := p.harmless(run.code, run.args...)
				if strings.Count(said, "selfmark: error: ") != 1 {
					t.Errorf("%q: %s", run.args, said)
				}
			})
		}
		if bad != "empty" {
			within(t, 10*time.Second, "lists "+bad, func() {
				p.harmless(3, "verify", "plug.md", "--signers", bad)
				p.harmless(3, "key", "trust", bad)
			})
		}
	}
	for _, out := range []string{"p.md", "/dev/zero", "."} {
		within(t, 10*time.Second, "export to "+out, func() { p.harmless(4, "export", "plug.selfmark.yaml", "--out", out, "--force") })
	}
	for code, runs := range map[int][][]string{3: {{"check", "plug.selfmark.yaml", "--law-data", "law"}, {"verify", "mixed"}, {"key", "show", "p"}, {"evidence", "add", "plug.selfmark.yaml", "p"}, {"evidence", "add", "plug.selfmark.yaml", "law"}},
		2: {{"key", "new", "p", "--no-passphrase"}, {"bundle", "plug.selfmark.yaml", "-o", "p"}}} {
		for _, args := range runs {
			within(t, 10*time.Second, strings.Join(args, " "), func() { p.harmless(code, args...) })
		}
	}
	within(t, 10*time.Second, "list", func() { p.harmless(0, "list"); p.harmless(0, "report", "list") })
	state := filepath.Join(p.env["HOME"], ".local", "state", "selfmark")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(state, "left"), 0o600); err != nil {
		t.Fatal(err)
	}
	within(t, 10*time.Second, "open", func() { p.harmless(0, "open", "plug.selfmark.yaml", "--plain") })
}

// holds is what a folder holds, by name; locks and backups may come.
func holds(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || strings.HasSuffix(path, ".lock") || strings.HasSuffix(path, ".bak") {
			return err
		}
		if d.IsDir() {
			found[path] = "folder"
			return nil
		}
		data, err := os.ReadFile(path)
		found[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestDiskFull lets the disk take only so many bytes of each file that a verb writes:
// either all is written, or the folder is as it was, and a sentence says so.
func TestDiskFull(t *testing.T) {
	if os.Getenv("SELFMARK_DISK_FULL") == "" { // in a process of its own: go test keeps a log in this one
		c := exec.Command(os.Args[0], "-test.run=^TestDiskFull$")
		c.Env = append(os.Environ(), "SELFMARK_DISK_FULL=1")
		if out, err := c.CombinedOutput(); err != nil || !strings.Contains(string(out), "PASS") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	p := start(t)
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	p.env["HOME"] = filepath.Join(here, "home")
	p.run(0, "new", "plug", "--example", "smart-plug")
	for _, key := range []string{"lead", "boss"} {
		p.run(0, "key", "new", key, "--no-passphrase")
	}
	p.run(0, "export", "plug.selfmark.yaml", "--out", "signed.md", "--date", "2026-12-01")
	p.run(0, "sign", "signed.md", "--key", "lead", "--signer", "tech-lead")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "old.md", "--date", "2026-11-01")
	p.run(0, "report", "new", "plug.selfmark.yaml", "--kind", "incident", "--out", "case")
	line, _ := p.run(0, "key", "show", "lead", "a@acme.example")
	p.put("allowed", []byte(strings.Split(line, "\n")[1]+"\n"))
	p.run(0, "key", "trust", "allowed")
	p.put("revoked", nil)
	if err := os.Mkdir("empty", 0o700); err != nil {
		t.Fatal(err)
	}
	var unlimited syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &unlimited); err != nil {
		t.Fatal(err)
	}
	limited := func(most uint64) {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: unlimited.Max}); err != nil {
			t.Fatal(err)
		}
	}
	defer limited(unlimited.Cur)
	for _, verb := range [][]string{
		{"new", "other", "--example", "gateway"}, {"export", "plug.selfmark.yaml", "--out", "old.md", "--force"}, {"export", "plug.selfmark.yaml", "--format", "html", "--out", "new.html"},
		{"sign", "signed.md", "--key", "lead", "--signer", "tech-lead", "--force"}, {"key", "new", "third", "--no-passphrase"}, {"key", "trust", "allowed", "--revoked", "revoked"},
		{"key", "assign", "plug.selfmark.yaml", "boss", "--signer", "management"}, {"evidence", "add", "plug.selfmark.yaml", "allowed"},
		{"bundle", "plug.selfmark.yaml", "-o", "bundle"}, {"bundle", "plug.selfmark.yaml", "-o", "empty"}, {"bundle", "plug.selfmark.yaml", "-o", "bundle.zip"},
		{"report", "new", "plug.selfmark.yaml", "--kind", "incident", "--out", "new"}, {"report", "set", "case.selfmark-report.yaml", "title=x"},
		{"report", "export", "case.selfmark-report.yaml", "--stage", "final", "--out", "note"},
	} {
		before, failed := holds(t), false
		for _, most := range []uint64{0, 1, 90, 20_000} {
			limited(most)
			_, said, exit := p.do(verb)
			limited(unlimited.Cur)
			uitest.Harmless(t, verb[0], said)
			if exit == 0 {
				break // these files are smaller than that
			}
			if failed = true; exit != 4 || strings.Count(said, "selfmark: error: ") != 1 || strings.Contains(said, ".selfmark") && strings.Contains(said, ".tmp") {
				t.Errorf("%q with %d bytes: exit code %d: %s", verb, most, exit, said)
			}
			if after := holds(t); !maps.Equal(before, after) {
				t.Errorf("%q with %d bytes changed the folder", verb, most)
				for name := range after {
					if after[name] != before[name] {
						t.Errorf("%s: %d bytes were %d", name, len(after[name]), len(before[name]))
					}
				}
			}
		}
		if !failed {
			t.Errorf("%q was never short of room", verb)
		}
	}
}
