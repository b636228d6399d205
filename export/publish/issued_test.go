package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/file"
)

// TestLastIssued: the answers of the last final revision are found in the document
// beside the file, whatever its name, or in the backup; and only if the history proves
// that they are those.
func TestLastIssued(t *testing.T) {
	signed := example(t, "smart-plug")
	doc := Render(cat, signed, day, version, JSON)
	issued := assessment.Issued(signed, "2026-12-01", doc.Model.Digest)
	now := issued.Clone()
	now.Answers["product.name"] = assessment.Answer{Text: "Another"}
	other := Render(cat, now, day, version, JSON)
	for _, c := range []struct {
		what  string
		files map[string][]byte
		now   assessment.Assessment
		want  string
	}{
		{"nothing there", nil, now, ""},
		{"the document", map[string][]byte{doc.FileName(): doc.Bytes}, now, doc.FileName()},
		{"under another name", map[string][]byte{"mine.json": doc.Bytes, "x.json": []byte("{}"), "readme.txt": doc.Bytes}, now, "mine.json"},
		{"the backup", map[string][]byte{"p.selfmark.yaml.bak": file.Encode(issued, cat)}, now, "p.selfmark.yaml.bak"},
		{"a backup of another state", map[string][]byte{"p.selfmark.yaml.bak": file.Encode(now, cat)}, now, ""},
		{"another document", map[string][]byte{other.FileName(): other.Bytes}, now, ""},
		{"a document that was changed", map[string][]byte{doc.FileName(): []byte(strings.Replace(string(doc.Bytes), "Acme Plug S2", "Acme Plug S3", 1))}, now, ""},
		{"never issued", map[string][]byte{doc.FileName(): doc.Bytes}, signed, ""},
	} {
		dir := t.TempDir()
		for name, data := range c.files {
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		was, name, found := LastIssued(filepath.Join(dir, "p.selfmark.yaml"), c.now, cat)
		if name != c.want || found != (c.want != "") {
			t.Errorf("%s: %q, %v, want %q", c.what, name, found, c.want)
		}
		if found && was.Name() != "Acme Plug S2" {
			t.Errorf("%s: the answers are those of %q", c.what, was.Name())
		}
	}
}
