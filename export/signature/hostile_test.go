package signature

import (
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestListsOfOneLine: a list is refused in which a reader of lines, such as ssh-keygen or
// an editor, sees other lines than we do. A revoked key behind a lone carriage return, as
// old systems end lines by, would count on.
func TestListsOfOneLine(t *testing.T) {
	key, other := ed(t).PublicKey(), ed(t).PublicKey()
	line, err := Line("a@acme.example", key)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(s string) string {
		return "\xff\xfe" + strings.Join(strings.Split(s, ""), "\x00") + "\x00"
	}
	public := AuthorizedKey(key)
	for name, text := range map[string]string{
		"lone carriage returns": "%\r" + AuthorizedKey(other) + "\n", "behind a comment": "# revoked\r%\n", "behind the key's comment": "% a comment\r" + AuthorizedKey(other) + "\n",
		"NUL": "%\x00\n", "form feed": "%\f\n# x", "escape": "# \x1b[2J\n%\n", "UTF-16": wide("%\n"),
	} {
		fill := func(with string) []byte { return []byte(strings.ReplaceAll(text, "%", with)) }
		if name == "UTF-16" {
			fill = func(with string) []byte { return []byte(wide(with + "\n")) }
		}
		if r, err := ParseRevoked(fill(public)); err == nil {
			t.Errorf("%s: a revocation list is read; it revokes the second key: %v", name, r.Has(other))
		}
		if _, err := ParseAllowedSigners(fill(line)); err == nil {
			t.Errorf("%s: a list of signers is read", name)
		}
		if _, err := ParsePublic(fill(public)); err == nil {
			t.Errorf("%s: a public key is read", name)
		}
	}
	for _, good := range []string{public + "\r\n", "# a\tcomment é\n" + public, "\r\n" + public + "\tcomment"} {
		if r, err := ParseRevoked([]byte(good)); err != nil || !r.Has(key) {
			t.Errorf("%q: %v", good, err)
		}
		if _, err := ParsePublic([]byte(good)); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

// TestSilentAgent: an agent that takes the call and says nothing is not waited for.
func TestSilentAgent(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the agent is no socket there")
	}
	t.Parallel()
	dir, err := os.MkdirTemp("", "agent") // sockets have short names
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	socket := filepath.Join(dir, "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	done := make(chan error, 2)
	go func() { _, err := AgentKeys(socket); done <- err }()
	go func() { _, _, err := FromAgent(socket, ed(t).PublicKey()); done <- err }()
	for range 2 {
		select {
		case err := <-done:
			if err == nil {
				t.Error("the agent said nothing, and that was taken for an answer")
			}
		case <-time.After(5 * patience):
			t.Fatal("still waiting")
		}
	}
}
