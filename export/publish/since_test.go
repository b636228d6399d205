package publish

import (
	"bytes"
	"crypto/rand"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
)

// TestSince: an assessment and its exported JSON are the same earlier state; the
// document is the same each time and is read back to the same bytes in every format.
func TestSince(t *testing.T) {
	before := example(t, "smart-plug")
	after := before.Clone()
	after.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	path := put(t, filepath.Join(t.TempDir(), "old.json"), Render(cat, before, day.AddDate(0, -1, 0), version, JSON).Bytes)
	exported, err := Load(path, cat)
	if err != nil {
		t.Fatal(err)
	}
	now := Source{Assessment: after}
	fromFile, fromJSON := now.Since(cat, Source{Assessment: before}, "old", day, version, JSON), now.Since(cat, exported, "old", day, version, JSON)
	a, b := fromFile.Model.Review.Changes, fromJSON.Model.Review.Changes
	if len(a.Answers) != 1 || len(a.Marks) == 0 || len(a.Marks) != len(b.Marks) || len(b.Answers) != 1 || a.DigestWithout != b.DigestWithout {
		t.Errorf("from the file %+v\nfrom the JSON %+v", a, b)
	}
	if h := b.History[0]; h.Date != "2026-11-01" || h.Digest != exported.Document.Digest || !strings.HasPrefix(h.Change, "earlier state") {
		t.Errorf("the document exported then is not in the history: %+v", b.History)
	}
	if want := Render(cat, after, day, version, JSON).Model.Digest; a.DigestWithout != want || fromFile.Model.Trailer().Content() != want {
		t.Error("without its changes it is not what the assessment gives")
	}
	if again := now.Since(cat, exported, "old", day, version, JSON); !bytes.Equal(again.Bytes, fromJSON.Bytes) {
		t.Error("two documents differ")
	}
	back, err := Decode("new.json", fromJSON.Bytes, cat)
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []Format{Markdown, JSON, HTML} {
		if got := back.Render(cat, day.AddDate(1, 0, 0), "another", format).Bytes; !bytes.Equal(got, now.Since(cat, exported, "old", day, version, format).Bytes) {
			t.Errorf("%s: other bytes come back", format)
		}
	}
}

// TestSinceIssued: a document with changes that all have signed becomes a revision,
// and that revision is given again.
func TestSinceIssued(t *testing.T) {
	s := setUp(t, Markdown)
	before := s.adopted(t, example(t, "smart-plug"))
	after := before.Clone()
	after.Answers["product.type"] = assessment.Answer{Text: "Another type"}
	since := func(a assessment.Assessment) Rendered {
		return Source{Assessment: a}.Since(cat, Source{Assessment: before}, "old", day, version, Markdown)
	}
	d := s.write(t, "since", since(after))
	if got, ok := d.RenderedOn(cat, after, version); !ok || got.Format(time.DateOnly) != "2026-12-01" {
		t.Errorf("it is not known as the document of its assessment: %v %v", got, ok)
	}
	if _, ok := d.RenderedOn(cat, before, version); ok {
		t.Error("it is taken for the document of the earlier state")
	}
	s.doc = d
	for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
		if _, err := d.Sign(id, key, false, false, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if !d.Signed() {
		t.Fatal("not all have signed")
	}
	issued, ok := Issue(cat, after, version, d)
	if !ok || len(issued.History) != 1 || issued.History[0].Digest != d.Trailer.Digest {
		t.Fatalf("it is not issued: %+v", issued.History)
	}
	if again := since(issued); !bytes.Equal(again.Bytes, d.Bytes) {
		t.Errorf("the issued revision is not given again: revision %d", again.Model.Title.Revision)
	}
}
