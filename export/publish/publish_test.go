package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/starters"
	"selfmark/export"
)

var (
	cat = catalogue.Load()
	day = time.Date(2026, 12, 1, 15, 4, 5, 0, time.FixedZone("somewhere", 3600))
)

const version = "test"

func example(t testing.TB, id string) assessment.Assessment {
	t.Helper()
	s, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func put(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if strings.Join(got, " ") != strings.Join(names, " ") {
		t.Errorf("in the folder are %q, not %q", got, names)
	}
}

func TestRender(t *testing.T) {
	a := example(t, "smart-plug")
	before := onDisk(t, a)
	md, js := Render(cat, a, day, version, Markdown), Render(cat, a, day, version, JSON)
	if md.Model.Digest != js.Model.Digest {
		t.Error("the formats have different digests")
	}
	if !bytes.Equal(md.Bytes, Render(cat, a, day, version, Markdown).Bytes) || !bytes.Equal(js.Bytes, Render(cat, a, day, version, JSON).Bytes) {
		t.Error("the same input gives other bytes")
	}
	if !bytes.Equal(md.Bytes, Render(cat, a, day.Add(8*time.Hour), version, Markdown).Bytes) {
		t.Error("the hour of the day matters")
	}
	if bytes.Equal(md.Bytes, Render(cat, a, day.AddDate(0, 0, 1), version, Markdown).Bytes) {
		t.Error("the date does not matter")
	}
	if onDisk(t, a) != before {
		t.Error("rendering changed the assessment")
	}
	id := md.Model.Title.DocumentID
	for r, want := range map[*Rendered]string{&md: id + "_2026-12-01_r1.md", &js: id + "_2026-12-01_r1.json"} {
		if r.FileName() != want {
			t.Errorf("%s, not %s", r.FileName(), want)
		}
		if got := Beside(filepath.Join("some", "where", "plug.selfmark.yaml"), *r); got != filepath.Join("some", "where", want) {
			t.Error(got)
		}
	}
	if trailer, err := export.ParseTrailer(md.Bytes); err != nil || len(trailer.Signers) != 2 || trailer.Digest != js.Model.Digest {
		t.Errorf("%v %+v", err, trailer)
	}
}

func onDisk(t *testing.T, a assessment.Assessment) string {
	t.Helper()
	return string(Render(cat, a, day, "before", JSON).Bytes)
}

func TestKnown(t *testing.T) {
	for format, want := range map[string]bool{"md": true, "json": true, "": false, "pdf": false, "MD": false} {
		if Known(format) != want {
			t.Errorf("%q", format)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plug.md")
	if err := Write(path, []byte("one"), false); err != nil || string(get(t, path)) != "one" {
		t.Fatal(err)
	}
	err := Write(path, []byte("two"), false)
	if !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), path) || string(get(t, path)) != "one" {
		t.Errorf("%v", err)
	}
	if err := Write(path, []byte("two"), true); !errors.Is(err, ErrForeign) || string(get(t, path)) != "one" {
		t.Errorf("what is no document is replaced: %v", err)
	}
	document := Render(cat, example(t, "smart-plug"), day, "test", Markdown).Bytes
	if err := os.WriteFile(path, document, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Write(path, []byte("two"), true); err != nil || string(get(t, path)) != "two" {
		t.Errorf("%v", err)
	}
	only(t, dir, "plug.md")

	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, force := range []bool{false, true} {
		if err := Write(filepath.Join(dir, "folder"), []byte("x"), force); err == nil || !strings.Contains(err.Error(), "folder") {
			t.Errorf("%v", err)
		}
		if err := Write(filepath.Join(dir, "no", "such", "plug.md"), []byte("x"), force); !errors.Is(err, fs.ErrNotExist) || strings.Contains(err.Error(), ".tmp") {
			t.Errorf("%v", err)
		}
		if err := Write(filepath.Join(path, "below"), []byte("x"), force); err == nil {
			t.Error("a file has a file in it")
		}
		if runtime.GOOS != "windows" {
			if err := Write(os.DevNull, []byte("x"), force); err == nil || !strings.Contains(err.Error(), "no ordinary file") {
				t.Errorf("%v", err)
			}
		}
	}
	only(t, dir, "folder", "plug.md")
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind root")
	}
	dir := t.TempDir()
	path := put(t, filepath.Join(dir, "plug.md"), []byte("one"))
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if err := Write(path, []byte("two"), true); !errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), ".tmp") {
		t.Errorf("%v", err)
	}
	if string(get(t, path)) != "one" {
		t.Error("overwritten")
	}
}

func TestReadDocument(t *testing.T) {
	dir := t.TempDir()
	a := example(t, "smart-plug")
	md, js := Render(cat, a, day, version, Markdown).Bytes, Render(cat, a, day, version, JSON).Bytes
	crlf := func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }
	withBOM := func(data []byte) []byte { return append([]byte("\ufeff"), data...) }
	edited := func(data []byte, old, new string) []byte {
		t.Helper()
		if !bytes.Contains(data, []byte(old)) {
			t.Fatalf("%q is not in the document", old)
		}
		return bytes.Replace(data, []byte(old), []byte(new), 1)
	}
	for _, tc := range []struct {
		name      string
		data      []byte
		converted bool
		says      string
	}{
		{"Markdown", md, false, ""},
		{"JSON", js, false, ""},
		{"Markdown with CRLF", crlf(md), true, ""},
		{"JSON with CRLF", crlf(js), true, ""},
		{"Markdown with a byte order mark", withBOM(md), true, ""},
		{"JSON with both", withBOM(crlf(js)), true, ""},
		{"nothing", nil, false, "is no intact selfmark document: nothing is in it"},
		{"another Markdown", []byte("# Hello\n"), false, "is no intact selfmark document: there must be"},
		{"another JSON", []byte("{}\n"), false, "is no intact selfmark document: a field is missing"},
		{"binary", []byte{0, 1, 2, 0xff, 0xfe}, false, "is no intact selfmark document: it is no text in UTF-8"},
		{"an assessment file", []byte("selfmark: 1\n"), false, "is no intact selfmark document: there must be"},
		{"something after the Markdown", append(bytes.Clone(md), "PS\n"...), false, "stands after"},
		{"something after the JSON", append(bytes.Clone(js), "{}"...), false, "after the document"},
		{"two documents", append(bytes.Clone(md), md...), false, "exactly one block"},
		{"cut Markdown", md[:len(md)/2], false, "exactly one block"},
		{"cut JSON", js[:len(js)/2], false, "not valid JSON"},
		{"edited JSON", edited(js, "Acme Plug S2", "Acme Plug S3"), false, "digest does not fit"},
		{"JSON with a key twice", edited(js, `"digest":`, `"digest": "0", "digest":`), false, "twice"},
		{"JSON with another case", edited(js, `"digest":`, `"Digest":`), false, "Digest"},
		{"JSON with an unknown key", edited(js, `"digest":`, `"extra": 1, "digest":`), false, "extra"},
		{"JSON of another version", edited(js, "document-v1.json", "document-v9.json"), false, "version"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := put(t, filepath.Join(t.TempDir(), "plug"), tc.data)
			d, err := ReadDocument(path)
			if tc.says != "" {
				if err == nil || !strings.Contains(err.Error(), tc.says) || !strings.Contains(err.Error(), path) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d.Converted != tc.converted || !bytes.Equal(d.Bytes, tc.data) || len(d.Trailer.Signers) != 2 || d.Trailer.Status != "final" {
				t.Errorf("%v %+v", d.Converted, d.Trailer)
			}
		})
	}
	if _, err := ReadDocument(filepath.Join(dir, "none.md")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if _, err := ReadDocument(dir); err == nil || !strings.Contains(err.Error(), "is a folder") {
		t.Errorf("%v", err)
	}
	if runtime.GOOS != "windows" {
		if _, err := ReadDocument(os.DevNull); err == nil || !strings.Contains(err.Error(), "no ordinary file") {
			t.Errorf("%v", err)
		}
	}
	big := filepath.Join(dir, "big.md")
	if err := errors.Join(os.WriteFile(big, nil, 0o644), os.Truncate(big, maxDocument+1)); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDocument(big); err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("%v", err)
	}
}

func TestRenderedOn(t *testing.T) {
	dir := t.TempDir()
	a := example(t, "smart-plug")
	for _, format := range []Format{Markdown, JSON} {
		d, err := ReadDocument(put(t, filepath.Join(dir, "plug."+string(format)), Render(cat, a, day, version, format).Bytes))
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := d.RenderedOn(cat, a, version); !ok || got.Format(time.DateOnly) != "2026-12-01" {
			t.Errorf("%s: %v %v", format, got, ok)
		}
		if _, ok := d.RenderedOn(cat, a, "another version"); ok {
			t.Errorf("%s: another version of the program", format)
		}
		if _, ok := d.RenderedOn(cat, example(t, "gateway"), version); ok {
			t.Errorf("%s: another assessment", format)
		}
		changed := a.Clone()
		changed.Signers[0].Name = "Somebody Else"
		if _, ok := d.RenderedOn(cat, changed, version); ok {
			t.Errorf("%s: a changed assessment", format)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	a := example(b, "gateway")
	for _, format := range []Format{Markdown, JSON} {
		b.Run(string(format), func(b *testing.B) {
			for b.Loop() {
				Render(cat, a, day, version, format)
			}
		})
	}
}

// TestGoneAnswers: whatever is not offered any more, every document can be made, none
// is final, and it says so.
func TestGoneAnswers(t *testing.T) {
	now := catalogue.Load()
	example, err := starters.Example("smart-plug")
	if err != nil {
		t.Fatal(err)
	}
	a, err := example.Assessment(now)
	if err != nil {
		t.Fatal(err)
	}
	day := time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
	tags := assessment.Evaluate(now, a, day).Tags
	for i := range now.Questions {
		q := &now.Questions[i]
		chosen := a.Answers[q.ID].Options
		if q.Kind != catalogue.KindOne && q.Kind != catalogue.KindMulti || len(chosen) == 0 || !assessment.Asked(q, tags) {
			continue
		}
		next := *now
		next.Version = "2027.05"
		next.Past = []catalogue.Edition{{Version: now.Version, Questions: []catalogue.Question{*q}}}
		next.Questions = slices.Clone(now.Questions)
		next.Question(q.ID).Options = nil
		d := Render(&next, assessment.TakeKnowledge(&next, a), day, "test", JSON)
		if d.Model.Title.Status == string(assessment.Final) || !strings.Contains(string(d.Bytes), "is not offered any more") {
			t.Errorf("%s: status %s, and it is not said", q.ID, d.Model.Title.Status)
		}
		for _, kind := range export.PaperKinds() {
			RenderPaper(kind, &next, a, day, "test", "", Markdown)
		}
	}
}
