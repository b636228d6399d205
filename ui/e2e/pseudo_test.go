//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"selfmark/ui/pseudo"
)

// TestPseudoLanguage builds the program with every text in a language of longer, accented
// words, and walks every screen at 80x24, the line mode and every document in it: what
// is left of English is hard-wired, and what is cut has no room for another language.
func TestPseudoLanguage(t *testing.T) {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := pseudo.Overlay(root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := exec.Command("go", "test", "-count=1", "-tags", "pseudo", "-overlay", overlay, "-run", "TestPseudo", "./ui/wizard", "./ui/pseudo")
	c.Dir, c.Env = root, os.Environ()
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
