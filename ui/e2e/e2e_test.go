//go:build e2e

package e2e

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestFromTemplateAndBack: a newcomer starts without a file, names a product,
// answers, is killed in the middle, comes back, and nothing accepted is lost.
func TestFromTemplateAndBack(t *testing.T) {
	w := open(t, t.TempDir(), 80, 24)
	w.command("selfmark")
	w.expect("Smart plug")
	w.press("Enter")
	w.expect("What is the product called?")
	w.command("Acme Plug S2")
	w.expect("Wi-Fi smart plug")
	w.press("Enter")
	w.command("APS2-EU") // typed ahead of the next screen
	w.expect("saved")
	w.say("firmware 1.4.0")
	w.press("Tab")
	w.expect("question 5 of")
	w.signal("KILL")
	w.expect("READY")
	data, err := os.ReadFile(filepath.Join(w.dir, "acme-plug-s2.selfmark.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, answer := range []string{"name: Acme Plug S2", "identifier: APS2-EU", "firmware 1.4.0"} {
		if !strings.Contains(string(data), answer) {
			t.Errorf("%q is lost:\n%s", answer, data)
		}
	}
	again := open(t, w.dir, 80, 24)
	again.command("selfmark")
	again.expect("What is it intended for") // goes on at the first open question
}

// TestSecondWindow: the file is locked; the second window may read only.
func TestSecondWindow(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	first, second := open(t, dir, 80, 24), open(t, dir, 80, 24)
	first.command("selfmark plug.selfmark.yaml")
	first.expect("Acme Plug S2")
	second.command("selfmark plug.selfmark.yaml")
	second.expect("read only")
}

// TestLeaving: every way out gives the terminal back and keeps what was typed.
func TestLeaving(t *testing.T) {
	for _, way := range []struct {
		name string
		code string
		do   func(*terminal)
	}{
		{"ctrl+c twice", "0", func(w *terminal) { w.press("C-c"); w.expect("again"); w.press("C-c") }},
		{"SIGTERM", "130", func(w *terminal) { w.signal("TERM") }},
		{"SIGHUP", "130", func(w *terminal) { w.signal("HUP") }},
		{"SIGINT", "130", func(w *terminal) { w.signal("INT") }},
	} {
		t.Run(way.name, func(t *testing.T) {
			w := open(t, t.TempDir(), 80, 24)
			w.command("selfmark new p --template sensor; selfmark p.selfmark.yaml --at product.name; echo CODE $?")
			w.expect("What is the product called?")
			w.say("Typed but not entered")
			time.Sleep(300 * time.Millisecond)
			way.do(w)
			w.expect("CODE " + way.code)
			data, err := os.ReadFile(filepath.Join(w.dir, "p.selfmark.yaml"))
			if err != nil || !strings.Contains(string(data), "Typed but not entered") {
				t.Errorf("what was typed is lost: %v\n%s", err, data)
			}
			w.clear()
			w.command("stty -a | tr ' ' '\\n' | grep -x echo; echo O''N")
			w.expect("echo\nON")
		})
	}
}

// TestStoppedAtPassphrase: what is typed shows again after a signal, also after a hangup.
func TestStoppedAtPassphrase(t *testing.T) {
	for _, name := range []string{"TERM", "HUP", "INT"} {
		w := open(t, t.TempDir(), 80, 24)
		w.command("selfmark key new k.key; echo CODE $?")
		w.expect("New passphrase")
		time.Sleep(300 * time.Millisecond)
		w.signal(name)
		w.expect("CODE 130")
		w.clear()
		w.command("stty -a | tr ' ' '\\n' | grep -x echo; echo O''N")
		w.expect("echo\nON")
	}
}

// TestSmallAndResized: too small says so and loses nothing.
func TestSmallAndResized(t *testing.T) {
	w := open(t, t.TempDir(), 20, 5)
	w.command("selfmark new p --template sensor >x 2>&1; selfmark p.selfmark.yaml")
	w.expect("60")
	w.tmux("resize-window", "-x", "80", "-y", "24")
	w.expect("What is the product called?")
	w.tmux("resize-window", "-x", "160", "-y", "50")
	w.expect("What is the product called?")
}

// TestSignedDocument: the example is exported, signed by both signers and
// verified by stock ssh-keygen and by selfmark.
func TestSignedDocument(t *testing.T) {
	need(t, "ssh-keygen")
	w := open(t, t.TempDir(), 100, 30)
	selfmark(t, w.dir, "new", "plug", "--example", "smart-plug")
	w.command("export SOURCE_DATE_EPOCH=1795564800")
	for _, who := range []string{"tech", "boss"} {
		w.command("selfmark key new " + who + ".key --comment " + who + "@acme.example")
		w.expect("New passphrase")
		w.command("five words are good enough")
		w.expect("The same again")
		w.command("five words are good enough")
		w.expect("SHA256:")
		w.clear()
	}
	out, code := selfmark(t, w.dir, "export", "plug.selfmark.yaml", "--format", "md", "--out", "plug.md")
	if code != 0 {
		t.Fatalf("export: %d %s", code, out)
	}
	// The first signature fixes the key of its signer in the document; the second
	// key is entered first, because nothing may change once somebody has signed.
	enterFingerprint(t, w, "management", "boss")
	for _, s := range []struct{ id, key string }{{"tech-lead", "tech.key"}, {"management", "boss.key"}} {
		w.command("selfmark sign plug.md --signer " + s.id + " --key " + s.key)
		w.expect("Passphrase of " + s.key)
		w.command("five words are good enough")
		w.expect("plug.md." + s.id + ".sig")
		w.clear()
	}
	allowed := ""
	for _, p := range []struct{ principal, key string }{{"anna.berger@acme.example", "tech"}, {"jonas.weiss@acme.example", "boss"}} {
		shown, _ := selfmark(t, w.dir, "key", "show", p.key+".key", p.principal)
		_, line, _ := strings.Cut(shown, "\n")
		allowed += line
	}
	if err := os.WriteFile(filepath.Join(w.dir, "allowed_signers"), []byte(allowed), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, code := selfmark(t, w.dir, "verify", "plug.md", "--signers", "allowed_signers"); code != 0 || !strings.Contains(out, "COMPLETE") {
		t.Fatalf("verify: %d %s", code, out)
	}
	document, err := os.ReadFile(filepath.Join(w.dir, "plug.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []struct{ id, principal string }{{"tech-lead", "anna.berger@acme.example"}, {"management", "jonas.weiss@acme.example"}} {
		c := exec.Command("ssh-keygen", "-Y", "verify", "-f", "allowed_signers", "-I", s.principal, "-n", "selfmark-document-v1", "-s", "plug.md."+s.id+".sig")
		c.Dir, c.Stdin = w.dir, bytes.NewReader(document)
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("ssh-keygen does not accept the signature of %s: %s", s.id, out)
		}
	}
}

// enterFingerprint writes the key of a signer into the assessment, as step 11 does.
func enterFingerprint(t *testing.T, w *terminal, id, key string) {
	t.Helper()
	shown, _ := selfmark(t, w.dir, "key", "show", key+".key")
	path := filepath.Join(w.dir, "plug.selfmark.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before := "principal: jonas.weiss@acme.example"
	after := before + "\n    fingerprint: " + strings.TrimSpace(shown)
	changed := strings.Replace(string(data), before, after, 1)
	if changed == string(data) {
		t.Fatalf("no signer %s in the file", id)
	}
	if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
		t.Fatal(err)
	}
	if out, code := selfmark(t, w.dir, "export", "plug.selfmark.yaml", "--format", "md", "--out", "plug.md", "--force"); code != 0 {
		t.Fatalf("export: %d %s", code, out)
	}
}
