package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
	"selfmark/export"
)

// TestReadBack: from the JSON of every example come the same answers, and the same
// bytes in every format, on whatever day.
func TestReadBack(t *testing.T) {
	cat, day := catalogue.Load(), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	for _, s := range starters.Examples() {
		a, err := s.Assessment(cat)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), s.ID+".json")
		if err := os.WriteFile(path, Render(cat, a, day, "test", JSON).Bytes, 0o644); err != nil {
			t.Fatal(err)
		}
		back, err := Load(path, cat)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(file.Encode(back.Assessment, cat), file.Encode(a, cat)) {
			t.Errorf("%s: other answers came back", s.ID)
		}
		for _, format := range []Format{Markdown, JSON, HTML} {
			got := back.Render(cat, day.AddDate(5, 0, 0), "another version", format)
			want := Render(cat, a, day, "test", format)
			if !bytes.Equal(got.Bytes, want.Bytes) || got.FileName() != want.FileName() {
				t.Errorf("%s: another %s, or another name: %s", s.ID, format, got.FileName())
			}
		}
		if r := assessment.Evaluate(cat, back.Assessment, day); !reflect.DeepEqual(r, assessment.Evaluate(cat, a, day)) {
			t.Errorf("%s: another result", s.ID)
		}
	}
}

// TestReadBackHostile: what is invisible or turned around comes back as it was, and
// never stands raw in the document; what is internal does not come back at all.
func TestReadBackHostile(t *testing.T) {
	cat, day := catalogue.Load(), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	name := "Plug \u202egnp.\u2066 \x1b[31m e\u0301 \"<b>"
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{"product.name": {Text: name}},
		Notes: []assessment.Note{{On: "Q13", Text: "for everybody"}, {On: "Q13", Text: "for the house", Internal: true}}}
	data := Render(cat, a, day, "test", JSON).Bytes
	if bytes.ContainsAny(data, "\u202e\u2066\x1b") || bytes.Contains(data, []byte("for the house")) {
		t.Error("the document holds what it must not")
	}
	back, err := Decode("x.json", data, cat)
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Assessment.Name(); got != name {
		t.Errorf("came back as %q", got)
	}
	if n := back.Assessment.Notes; len(n) != 1 || n[0].Text != "for everybody" {
		t.Errorf("notes: %+v", n)
	}
}

// TestReadBackRefuses: only an intact document is read, and the assessment in it as
// strictly as a file.
func TestReadBackRefuses(t *testing.T) {
	cat, day := catalogue.Load(), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	good := Render(cat, assessment.Assessment{}, day, "test", JSON).Bytes
	var model export.Document
	model, err := export.ReadJSON(good)
	if err != nil {
		t.Fatal(err)
	}
	forged := func(answers string) []byte {
		d := model
		d.Assessment = answers
		d.Digest = sealOf(export.JSON(d))
		return export.JSON(d)
	}
	if _, err := Decode("x.json", forged(model.Assessment), cat); err != nil {
		t.Fatal("a document with its own digest is refused: ", err)
	}
	for name, data := range map[string][]byte{
		"a changed letter":       bytes.Replace(good, []byte("selfmark: 1"), []byte("selfmark: 2"), 1),
		"no document":            []byte("{}"),
		"an empty file":          nil,
		"a file of another kind": []byte("selfmark: 1\n"),
		"two documents":          append(bytes.Clone(good), good...),
		"a newer format inside":  forged("selfmark: 99\n"),
		"an unknown key inside":  forged("selfmark: 1\nnothing: x\n"),
		"an alias inside":        forged("selfmark: 1\nproduct: &a {name: x}\nscope: *a\n"),
		"deep nesting inside":    forged("selfmark: 1\nproduct:\n  name: " + strings.Repeat("[", 20000) + "\n"),
		"nothing inside":         forged(""),
	} {
		if _, err := Decode("x.json", data, cat); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// TestReadBackSays: of a document that was converted on the way, and of what is none,
// check, export, diff and open say what verify says.
func TestReadBackSays(t *testing.T) {
	cat, day := catalogue.Load(), time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	good := Render(cat, assessment.Assessment{}, day, "test", JSON).Bytes
	for name, tc := range map[string]struct {
		data []byte
		want string
	}{
		"a byte order mark": {append([]byte("\ufeff"), good...), "it is no intact selfmark document: its line ends, its first or its last bytes were changed on the way (mail, git or an editor); get the original"},
		"empty":             {nil, "it is no intact selfmark document: nothing is in it"},
		"UTF-16":            {append([]byte("\xff\xfe"), bytes.ReplaceAll(good, []byte("\n"), []byte("\n\x00"))...), "it is no intact selfmark document: it is no text in UTF-8: another kind of file, or one that was converted on the way"},
		"half":              {good[:len(good)/2], "it is no intact selfmark document: not valid JSON, or something stands after the document"},
		"too large":         {append(bytes.Clone(good), bytes.Repeat([]byte("\n"), 16<<20)...), "larger than 16 MB; check that it is the right file"},
	} {
		if _, err := Decode("x.json", tc.data, cat); err == nil || err.Error() != tc.want {
			t.Errorf("%s: %v\nwant %s", name, err, tc.want)
		}
	}
}

// sealOf computes the digest as the documentation says: SHA-256 over the document
// without its digest line.
func sealOf(data []byte) string {
	lines := slices.DeleteFunc(bytes.SplitAfter(data, []byte("\n")), func(line []byte) bool { return bytes.HasPrefix(line, []byte("  \"digest\": ")) })
	return fmt.Sprintf("%x", sha256.Sum256(bytes.Join(lines, nil)))
}
