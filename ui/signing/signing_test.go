package signing

import (
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"selfmark/export/signature"
)

// TestOpens: a key file is opened with its passphrase, which stays whole for the
// signature; an agent and ssh-keygen are trusted; what is tried otherwise is asked.
func TestOpens(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	if _, err := signature.Generate(path, []byte("a long passphrase"), "tech-lead", false, rand.Reader, os.WriteFile); err != nil {
		t.Fatal(err)
	}
	right, none := []byte("a long passphrase"), Key{Path: filepath.Join(t.TempDir(), "none")}
	if err := (Tools{}).Opens(Key{Path: path, Encrypted: true}, right); err != nil || string(right) != "a long passphrase" {
		t.Errorf("%v, the passphrase is now %q", err, right)
	}
	if err := (Tools{}).Opens(Key{Path: path, Encrypted: true}, []byte("another")); err == nil {
		t.Error("a wrong passphrase opens it")
	}
	for _, k := range []Key{{Path: none.Path, Agent: true}, {Path: none.Path, Outside: true}} {
		if err := (Tools{}).Opens(k, nil); err != nil {
			t.Errorf("%+v: %v", k, err)
		}
	}
	if err := (Tools{}).Opens(none, nil); err == nil {
		t.Error("there is no key")
	}
	refused := errors.New("refused")
	tools := Tools{Try: func(Key, []byte) error { return refused }}
	if err := tools.Opens(Key{Agent: true}, nil); err != refused {
		t.Errorf("%v", err)
	}
}
