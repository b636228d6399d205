package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTerminalEnds: where typing and showing are two files, the prompt goes to the
// one that is shown.
func TestTerminalEnds(t *testing.T) {
	dir := t.TempDir()
	typed, shown := filepath.Join(dir, "typed"), filepath.Join(dir, "shown")
	for _, path := range []string{typed, shown} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	a := &app{World: World{Err: &out, TTY: func() (TTY, error) { return openEnds(typed, shown) }}}
	if _, err := a.passphrase("Passphrase:", "x"); err == nil {
		t.Error("a file took a passphrase")
	}
	for path, want := range map[string]string{typed: "", shown: "Passphrase: \n"} {
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%s holds %q, want %q (%v)", filepath.Base(path), got, want, err)
		}
	}
	if _, err := openEnds(typed, filepath.Join(dir, "none")); err == nil {
		t.Error("half a terminal was opened")
	}
	one, err := openEnds(typed, typed)
	if err != nil || one.In != one.Out || one.Close() != nil {
		t.Errorf("one file for both: %v", err)
	}
}

// TestCustoms: the folder of settings and the agent, as on Windows and elsewhere.
func TestCustoms(t *testing.T) {
	env := map[string]string{"AppData": "/home/me/AppData"}
	a := &app{World: World{Err: new(bytes.Buffer), Getenv: func(name string) string { return env[name] }}}
	if got := a.configFolder(); got != "" {
		t.Errorf("elsewhere AppData counts: %q", got)
	}
	key := filepath.Join(t.TempDir(), "key.pub")
	if err := os.WriteFile(key, []byte("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKkZ2Yh0P4jZ3kQm6Q3QyV1dBv3Jq1pQ2m0m5sF3a1kS x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", "")
	for byKeygen, want := range map[bool]string{false: "no ssh-agent is running", true: "only ssh-keygen can sign"} {
		a.Customs = Customs{AgentByKeygen: byKeygen, ConfigVariable: "AppData"}
		if _, _, err := a.agentSigner(key); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("agent by ssh-keygen %v: %v", byKeygen, err)
		}
	}
	if got := a.configFolder(); got != filepath.Join("/home/me/AppData", "selfmark") {
		t.Errorf("on Windows the folder is %q", got)
	}
}
