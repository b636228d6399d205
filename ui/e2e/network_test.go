//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// offline are lines of every verb; a case of report and a key are made on the way.
var offline = []string{
	"new plug --example smart-plug", "new --list", "open --plain plug.selfmark.yaml",
	"check plug.selfmark.yaml", "check --sarif plug.selfmark.yaml", "list .", "diff plug.selfmark.yaml plug.selfmark.yaml",
	"evidence list plug.selfmark.yaml", "bundle plug.selfmark.yaml -o bundle.zip",
	"export plug.selfmark.yaml --out d.md", "export plug.selfmark.yaml --format json --out d.json", "export plug.selfmark.yaml --format html --out d.html",
	"export plug.selfmark.yaml --document declaration --out declaration.md",
	"key show tech-lead.key.pub", "sign d.md --key tech-lead.key --signer tech-lead --assessment plug.selfmark.yaml", "verify d.md",
	"report new plug.selfmark.yaml --kind vulnerability --aware 2026-11-24T10:00:00+01:00 --out case.yaml", "report list",
	"law", "law door lock", "threat T18", "schema document", "man", "completion bash", "help check", "--version",
}

// TestNoNetwork: every verb prints and writes the same, and ends with the same code,
// where there is no network interface at all.
func TestNoNetwork(t *testing.T) {
	need(t, "unshare")
	unshare := []string{"unshare", "--net"}
	if os.Geteuid() != 0 {
		unshare = append(unshare, "--map-root-user")
	}
	if out, err := exec.Command(unshare[0], append(unshare[1:], "true")...).CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no network namespace: %v %s", err, out)
		}
		t.Skipf("no network namespace here: %v %s", err, out)
	}
	with, without := t.TempDir(), t.TempDir()
	selfmark(t, with, "key", "new", "tech-lead.key", "--comment", "anna.berger@acme.example", "--no-passphrase")
	if err := os.CopyFS(without, os.DirFS(with)); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(without, "tech-lead.key"), 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(dir string, command ...string) (string, int) {
		c := exec.Command(command[0], command[1:]...)
		c.Dir, c.Env = dir, append(os.Environ(), "SOURCE_DATE_EPOCH=1795564800", "HOME="+dir, "SSH_AUTH_SOCK=")
		out, err := c.CombinedOutput()
		if _, exited := err.(*exec.ExitError); err != nil && !exited {
			t.Fatal(err)
		}
		return string(out), c.ProcessState.ExitCode()
	}
	for _, line := range offline {
		command := append([]string{binary}, strings.Fields(line)...)
		want, code := run(with, command...)
		got, offlineCode := run(without, append(slices.Clone(unshare), command...)...)
		if got != want || code != offlineCode || code > 1 {
			t.Errorf("%s: exit code %d with a network, %d without\n%s\n%s", line, code, offlineCode, want, got)
		}
	}
	same(t, with, without)
	verbs, _ := run(with, binary, "__complete", "")
	for verb := range strings.Lines(verbs) {
		name, _, isVerb := strings.Cut(strings.TrimSpace(verb), "\t")
		if isVerb && !slices.ContainsFunc(offline, func(line string) bool { return strings.Fields(line)[0] == name }) {
			t.Errorf("%s was not tried", name)
		}
	}
}

// same compares all files of two folders.
func same(t *testing.T, a, b string) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(a, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, _ := filepath.Rel(a, path)
		x, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		y, err := os.ReadFile(filepath.Join(b, name))
		if err != nil || string(x) != string(y) {
			t.Errorf("%s is another file without a network: %v", name, err)
		}
		files++
		return nil
	})
	if err != nil || files < 8 {
		t.Errorf("%d files compared: %v", files, err)
	}
}
