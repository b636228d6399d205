//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TestSecurityKeyInTheWizard: a security key that no agent holds signs in step 11 through
// ssh-keygen, which asks for its passphrase on the terminal that the wizard lends it.
func TestSecurityKeyInTheWizard(t *testing.T) {
	need(t, "ssh-keygen")
	provider := os.Getenv("SELFMARK_SK_DUMMY")
	if provider == "" && os.Getenv("CI") == "true" {
		t.Fatal("SELFMARK_SK_DUMMY does not name OpenSSH's sk-dummy.so, and CI needs it")
	}
	if provider == "" {
		t.Skip("SELFMARK_SK_DUMMY does not name OpenSSH's sk-dummy.so")
	}
	w := open(t, t.TempDir(), 100, 36)
	made := exec.Command("ssh-keygen", "-q", "-t", "ed25519-sk", "-w", provider, "-N", "five words are good enough", "-f", filepath.Join(w.dir, "lead.key"))
	made.Env = append(os.Environ(), "SSH_SK_PROVIDER="+provider)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	selfmark(t, w.dir, "new", "plug", "--example", "smart-plug")
	w.command("export SOURCE_DATE_EPOCH=1795564800 XDG_CONFIG_HOME=$PWD/own SSH_SK_PROVIDER=" + provider)
	w.command("selfmark plug.selfmark.yaml --at page.sign")
	w.expect("not written")
	w.say("e")
	w.expect("on disk")
	w.press("Enter")
	w.expect("lead.key")
	w.press("Enter")
	w.expect("Enter signs these bytes")
	time.Sleep(600 * time.Millisecond) // the quiet moment before a confirmation counts
	w.press("Enter")
	w.expect("ssh-keygen signs with")
	for range 2 { // Markdown and JSON
		w.expect("Enter passphrase")
		w.command("five words are good enough")
		time.Sleep(time.Second)
	}
	w.expect(" signed 2 documents")
	w.press("C-c", "C-c")
	w.command("echo over and out")
	w.expect("READY echo over and out") // nothing is written to the folder any more
	signatures, err := filepath.Glob(filepath.Join(w.dir, "*.tech-lead.sig"))
	if err != nil || len(signatures) != 2 {
		t.Fatalf("%v %v", signatures, err)
	}
	shown, code := selfmark(t, w.dir, "key", "show", "lead.key.pub", "anna.berger@acme.example")
	if code != 0 {
		t.Fatal(shown)
	}
	if out, code := selfmark(t, w.dir, "verify", signatures[0][:len(signatures[0])-len(".tech-lead.sig")]); code != 1 {
		t.Errorf("%d %s", code, out)
	}
}
