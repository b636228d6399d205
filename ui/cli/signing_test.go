package cli

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/starters"
	"selfmark/export/publish"
	"selfmark/export/signature"
	"selfmark/ui/signing"
)

// TestSignsWhatWasShown: a document that changed since its digest was shown is not
// signed.
func TestSignsWhatWasShown(t *testing.T) {
	cat := catalogue.Load()
	example, err := starters.Example("smart-plug")
	if err != nil {
		t.Fatal(err)
	}
	answers, err := example.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	key := filepath.Join(folder, "key")
	public, err := signature.Generate(key, nil, "", true, rand.Reader, createNew)
	if err != nil {
		t.Fatal(err)
	}
	answers.Signers[0].Fingerprint = signature.Fingerprint(public)
	path := filepath.Join(folder, "plug.md")
	shown := publish.Render(cat, answers, time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), "test", publish.Markdown).Bytes
	sum := sha256.Sum256(shown)
	a := &app{World: World{Rand: rand.Reader}, cat: cat}
	r := signing.Request{Signer: answers.Signers[0].ID, Key: signing.Key{Path: key}, Draft: true,
		Document: signing.Document{Name: "plug.md", Path: path, SHA256: hex.EncodeToString(sum[:])}}
	other := publish.Render(cat, answers, time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC), "test", publish.Markdown).Bytes
	if err := os.WriteFile(path, other, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := a.signShown(r); err == nil || !strings.Contains(err.Error(), "plug.md is not what was shown") || len(publish.Signatures(path)) > 0 {
		t.Errorf("%v, signatures %q", err, publish.Signatures(path))
	}
	if err := errors.Join(os.WriteFile(path, shown, 0o644), a.signShown(r)); err != nil || len(publish.Signatures(path)) != 1 {
		t.Errorf("%v, signatures %q", err, publish.Signatures(path))
	}
}
