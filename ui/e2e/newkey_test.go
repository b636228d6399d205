//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNewKeysInTheWizard: both signers make their keys in step 11, sign, and stock
// ssh-keygen and selfmark accept it.
func TestNewKeysInTheWizard(t *testing.T) {
	need(t, "ssh-keygen")
	w := open(t, t.TempDir(), 100, 36)
	selfmark(t, w.dir, "new", "plug", "--example", "smart-plug")
	w.command("export SOURCE_DATE_EPOCH=1795564800 XDG_CONFIG_HOME=$PWD/own; mkdir own")
	w.command("selfmark plug.selfmark.yaml --at page.sign")
	w.expect("not written")
	w.say("e")
	w.expect("on disk")
	keyFor := func(begin string) {
		t.Helper()
		w.say(begin)
		w.expect("make a new key")
		w.press("End", "Up", "Enter")
		w.expect("Passphrase for the new key")
		w.command("five words are good enough")
		w.expect("The same passphrase again")
		w.command("five words are good enough")
		w.expect("keep a copy of the new key in a safe place")
	}
	keyFor("k")
	w.press("Down")
	keyFor("k")
	for _, step := range []string{"Up", "Down"} {
		w.press(step, "Enter")
		w.expect("Which key?") // the signer's own is under the cursor
		w.press("Enter")
		w.expect("Passphrase of")
		w.command("five words are good enough")
		w.expect("Enter signs these bytes")
		time.Sleep(600 * time.Millisecond) // the quiet moment before a confirmation counts
		w.press("Enter")
		w.expect(" signed 2 documents")
	}
	folder := filepath.Join(w.dir, "own", "selfmark", "keys")
	allowed := ""
	for _, name := range []string{"anna.berger", "jonas.weiss"} {
		shown, code := selfmark(t, w.dir, "key", "show", filepath.Join(folder, name+".key"), name+"@acme.example")
		if code != 0 {
			t.Fatal(shown)
		}
		_, line, _ := strings.Cut(shown, "\n")
		allowed += line
		info, err := os.Stat(filepath.Join(folder, name+".key"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v", info, err)
		}
	}
	if err := os.WriteFile(filepath.Join(w.dir, "signers"), []byte(allowed), 0o644); err != nil {
		t.Fatal(err)
	}
	documents, err := filepath.Glob(filepath.Join(w.dir, "*_r1.*d*"))
	if err != nil || len(documents) == 0 {
		t.Fatalf("%v %v", documents, err)
	}
	for _, d := range documents {
		if strings.HasSuffix(d, ".sig") {
			continue
		}
		if out, code := selfmark(t, w.dir, "verify", d, "--signers", "signers"); code != 0 {
			t.Errorf("%d %s", code, out)
		}
	}
}
