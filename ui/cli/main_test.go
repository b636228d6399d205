package cli_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"selfmark/export/signature"
	"selfmark/ui/cli"
)

// program runs selfmark in this process, in the present folder, on 1 December
// 2026, without a terminal.
type program struct {
	t   *testing.T
	env map[string]string
}

func (p program) run(code int, args ...string) (stdout, stderr string) {
	p.t.Helper()
	stdout, stderr, got := p.do(args)
	if got != code {
		p.t.Errorf("selfmark %s: exit code %d, not %d\n%s%s", strings.Join(args, " "), got, code, stdout, stderr)
	}
	return stdout, stderr
}

// do is run with any exit code.
func (p program) do(args []string) (stdout, stderr string, code int) {
	p.t.Helper()
	in, err := os.Open(os.DevNull)
	if err != nil {
		p.t.Fatal(err)
	}
	defer in.Close()
	var out, errs bytes.Buffer
	code = cli.Main(cli.World{
		Args: args, In: in, Out: &out, Err: &errs, Getenv: func(name string) string { return p.env[name] }, Rand: rand.Reader,
		Now: func() time.Time { return time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC) },
		TTY: func() (cli.TTY, error) { return cli.TTY{}, errors.New("no terminal") },
	})
	return out.String(), errs.String(), code
}

func (p program) says(code int, sentence string, args ...string) {
	p.t.Helper()
	stdout, stderr := p.run(code, args...)
	if !strings.Contains(stderr, sentence) || code > 1 && strings.Count(stderr, "selfmark: error: ") != 1 || code > 1 && stdout != "" {
		p.t.Errorf("selfmark %s:\n%s%s", strings.Join(args, " "), stdout, stderr)
	}
}

func start(t *testing.T) program {
	t.Helper()
	t.Chdir(t.TempDir())
	return program{t, map[string]string{"TERM": "dumb"}}
}

func TestExitCodes(t *testing.T) {
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "new", "gateway", "--example", "gateway")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "plug.md")
	p.says(0, "it is not conformity", "check", "plug.selfmark.yaml")
	p.says(1, "it is not conformity", "check", "plug.selfmark.yaml", "gateway.selfmark.yaml")
	p.says(1, "there is no threat", "threat", "T99")
	p.says(2, "did you mean selfmark check?", "chekc", "plug.selfmark.yaml")
	p.says(2, "--help shows the flags", "check", "--bogus")
	p.says(2, "needs at least one FILE", "check")
	p.says(2, "--force overwrites it", "export", "plug.selfmark.yaml", "--out", "plug.md")
	p.says(2, "needs --key and --signer", "sign", "plug.md")
	p.says(2, "there are 2 assessments")
	p.says(3, "none.yaml: there is no such file", "check", "none.yaml")
	p.says(3, "none.md: there is no such file", "verify", "none.md")
	p.says(3, "there is no terminal to ask on", "key", "new", "k")
	p.says(4, "its folder is not there", "export", "plug.selfmark.yaml", "--out", filepath.Join("nowhere", "a.md"))
}

// TestAgent signs with a key whose private half is only in ssh-agent.
func TestAgent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("ssh-agent is no socket on Windows")
	}
	p := start(t)
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	ring := agent.NewKeyring()
	if err := ring.Add(agent.AddedKey{PrivateKey: private}); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("unix", "agent.sock") // relative, for sockets have short names
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer conn.Close(); _ = agent.ServeAgent(ring, conn) }()
		}
	}()
	line, err := signature.Line("anna.berger@acme.example", public)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"lead.pub": signature.AuthorizedKey(public) + "\n", "allowed_signers": line + "\n"} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "plug.md")
	p.says(3, "no ssh-agent is running", "sign", "plug.md", "--key", "lead.pub", "--signer", "tech-lead")
	p.env["SSH_AUTH_SOCK"] = "agent.sock"
	if out, _ := p.run(0, "sign", "plug.md", "--key", "lead.pub", "--signer", "tech-lead"); out != "plug.md.tech-lead.sig\n" {
		t.Errorf("%q", out)
	}
	if out, _ := p.run(1, "verify", "plug.md", "--signers", "allowed_signers"); !strings.Contains(out, "tech-lead    valid") {
		t.Error(out)
	}
}

// TestKeyByName: a key in the user's own folder is named without its ending, by every
// verb that takes a key; a file of the very name goes first.
func TestKeyByName(t *testing.T) {
	p := start(t)
	p.env["XDG_CONFIG_HOME"] = t.TempDir()
	p.run(0, "new", "plug", "--example", "smart-plug")
	for _, name := range []string{"tech.lead", "boss"} {
		p.run(0, "key", "new", "--no-passphrase", "--comment", name+"@acme.example")
	}
	show := func(name string) string { out, _ := p.run(0, "key", "show", name); return out }
	lead := show("tech.lead.key")
	for _, name := range []string{"tech.lead", "tech.lead.pub", "tech.lead.key.pub"} {
		if got := show(name); got != lead {
			t.Errorf("%s is %q, not %q", name, got, lead)
		}
	}
	p.run(0, "key", "assign", "plug.selfmark.yaml", "boss", "--signer", "management")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "plug.md")
	p.run(0, "sign", "plug.md", "--key", "tech.lead", "--signer", "tech-lead")
	p.run(0, "sign", "plug.md", "--key", "boss", "--signer", "management")
	p.run(0, "bundle", "plug.selfmark.yaml", "-o", "b", "--key", "boss")

	p.run(0, "key", "new", "boss", "--no-passphrase") // here, of the very name
	if show("boss") == show("boss.key") {
		t.Error("the key in the folder of keys goes before the file here")
	}
	if err := os.Remove("boss.pub"); err != nil {
		t.Fatal(err)
	}
	p.says(3, "boss.pub", "key", "show", "boss")
	p.says(3, "the key chief: there is no such file", "sign", "plug.md", "--key", "chief", "--signer", "management", "--force")
}

// TestSignKeepsTheDate: a document that is exported anew for its first key keeps
// the date it was made for, so that nothing else in it changes.
func TestSignKeepsTheDate(t *testing.T) {
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "key", "new", "k", "--no-passphrase")
	p.run(0, "export", "plug.selfmark.yaml", "--date", "2026-11-30", "--out", "plug.md")
	p.run(0, "sign", "plug.md", "--key", "k", "--signer", "tech-lead")
	again, _ := p.run(0, "export", "plug.selfmark.yaml", "--date", "2026-11-30", "--out", "-")
	if signed, err := os.ReadFile("plug.md"); err != nil || string(signed) != again {
		t.Errorf("the signed document is not that of 30 November: %v", err)
	}
}
