package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestLargeRevision: an exported document of a git revision may be as large as one on
// disk, and one that is larger is refused with the limit.
func TestLargeRevision(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed here")
	}
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "export", "plug.selfmark.yaml", "--format", "json", "--out", "small.json")
	small, err := os.ReadFile("small.json")
	if err != nil {
		t.Fatal(err)
	}
	p.put("large.json", append(bytes.Clone(small), bytes.Repeat([]byte("\n"), 6<<20)...))
	p.put("huge.json", append(bytes.Clone(small), bytes.Repeat([]byte("\n"), 16<<20)...))
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"commit", "-q", "-m", "x"}} {
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@acme.example"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	if out, _ := p.run(0, "diff", "large.json@HEAD", "small.json"); !strings.Contains(out, "nothing differs") {
		t.Errorf("%s", out)
	}
	if _, said := p.run(3, "diff", "huge.json@HEAD", "small.json"); !strings.Contains(said, "huge.json@HEAD: larger than 16 MB; check that it is the right file") {
		t.Errorf("%s", said)
	}
}
