package publish

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/export/signature"
)

// TestOutcome: stripped, swapped, foreign and half signatures, one key for two and
// revoked keys name their signer and never make a document complete.
func TestOutcome(t *testing.T) {
	sig := func(s signed, id string) string { return signature.Name(s.doc.Path, id) }
	foreign := func(t *testing.T, s signed) {
		t.Helper()
		armored, err := signature.Sign(newKey(t), s.doc.Bytes, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		put(t, sig(s, "management"), armored)
	}
	for _, tc := range []struct {
		name   string
		attack func(t *testing.T, s *signed)
		want   string
		out    Outcome
		valid  int
	}{
		{"nothing done", func(*testing.T, *signed) {}, "tech-lead valid, management valid", OutcomeComplete, 2},
		{"stripped", func(t *testing.T, s *signed) { os.Remove(sig(*s, "management")) }, "tech-lead valid, management missing", OutcomeIncomplete, 1},
		{"both stripped", func(t *testing.T, s *signed) { os.Remove(sig(*s, "tech-lead")); os.Remove(sig(*s, "management")) }, "tech-lead missing, management missing", OutcomeIncomplete, 0},
		{"swapped", func(t *testing.T, s *signed) {
			lead := get(t, sig(*s, "tech-lead"))
			put(t, sig(*s, "tech-lead"), get(t, sig(*s, "management")))
			put(t, sig(*s, "management"), lead)
		}, "tech-lead invalid, management invalid", OutcomeInvalid, 0},
		{"one in the name of both", func(t *testing.T, s *signed) { put(t, sig(*s, "management"), get(t, sig(*s, "tech-lead"))) }, "tech-lead valid, management invalid", OutcomeInvalid, 1},
		{"the second in the name of the first", func(t *testing.T, s *signed) { put(t, sig(*s, "tech-lead"), get(t, sig(*s, "management"))) }, "tech-lead invalid, management valid", OutcomeInvalid, 1},
		{"foreign", func(t *testing.T, s *signed) { foreign(t, *s) }, "tech-lead valid, management invalid", OutcomeInvalid, 1},
		{"half a file", func(t *testing.T, s *signed) {
			data := get(t, sig(*s, "management"))
			put(t, sig(*s, "management"), data[:len(data)/2])
		}, "tech-lead valid, management invalid", OutcomeInvalid, 1},
		{"no list", func(t *testing.T, s *signed) { s.allowed = signature.AllowedSigners{} }, "tech-lead unknown key, management unknown key", OutcomeIncomplete, 0},
		{"a list without the management", func(t *testing.T, s *signed) { s.allowed = list(t, s.doc, s.lead) }, "tech-lead valid, management unknown key", OutcomeIncomplete, 1},
		{"one revoked", func(t *testing.T, s *signed) {
			revoked, err := signature.ParseRevoked([]byte(signature.AuthorizedKey(s.boss.PublicKey())))
			if err != nil {
				t.Fatal(err)
			}
			s.allowed = s.allowed.Without(revoked)
		}, "tech-lead valid, management revoked key", OutcomeInvalid, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := setUp(t, Markdown)
			s.sign(t, s.doc)
			tc.attack(t, &s)
			r := s.doc.Verify(version, &s.allowed)
			if verdicts(r) != tc.want || r.Outcome != tc.out || r.Complete != (tc.out == OutcomeComplete) || r.Valid != tc.valid || r.Required != 2 {
				t.Errorf("%s, %+v", verdicts(r), r)
			}
			for _, c := range r.Checks {
				if c.Name == "" || c.Verdict != Valid && c.Verdict != Missing && c.Detail == "" {
					t.Errorf("%+v", c)
				}
			}
			if r := s.doc.Verify(version, nil); r.Complete || r.Outcome == OutcomeComplete {
				t.Error("complete without a list")
			}
		})
	}
}

// TestOneKeyTwice: a document that names one key for two signers, both of which
// signed with it, has one signature.
func TestOneKeyTwice(t *testing.T) {
	for _, named := range []bool{true, false} {
		s := signed{dir: t.TempDir(), lead: newKey(t)}
		a := example(t, "smart-plug")
		for i := range a.Signers {
			if named {
				a.Signers[i].Fingerprint = signature.Fingerprint(s.lead.PublicKey())
			}
		}
		s.doc = s.write(t, "plug", Render(cat, a, day, version, JSON))
		s.allowed = list(t, s.doc, s.lead, s.lead)
		armored, err := signature.Sign(s.lead, s.doc.Bytes, rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"tech-lead", "management"} {
			put(t, signature.Name(s.doc.Path, id), armored)
		}
		r := s.doc.Verify(version, &s.allowed)
		if verdicts(r) != "tech-lead valid, management invalid" || r.Outcome != OutcomeInvalid || !strings.Contains(r.Checks[1].Detail, "the key of tech-lead too") {
			t.Errorf("%+v", r)
		}
		if s.doc.Signed() {
			t.Error("it counts as signed by all")
		}
	}
}

// TestOnePersonBySpaces: verify takes for one person whom check does.
func TestOnePersonBySpaces(t *testing.T) {
	a := example(t, "smart-plug")
	a.Signers[1].Name = strings.ReplaceAll(a.Signers[0].Name, " ", "  ")
	s := signed{dir: t.TempDir()}
	if r := s.write(t, "plug", Render(cat, a, day, version, JSON)).Verify(version, nil); !strings.Contains(r.Warning, "one person as tech-lead and management") {
		t.Errorf("%q", r.Warning)
	}
}

// TestOnePersonIsTold: one person in two roles is told to who verifies.
func TestOnePersonIsTold(t *testing.T) {
	a := example(t, "smart-plug")
	a.Signers[1].Name, a.Signers[1].Note = strings.ToUpper(a.Signers[0].Name), "Two of us run the company."
	s := signed{dir: t.TempDir()}
	for _, format := range []Format{Markdown, JSON, HTML} {
		d := s.write(t, "plug-"+string(format), Render(cat, a, day, version, format))
		if r := d.Verify(version, nil); !strings.Contains(r.Warning, "one person as tech-lead and management") {
			t.Errorf("%s: %q", format, r.Warning)
		}
		v := inspection{r: &BundleReport{}} // a bundle tells it once, however many documents do
		v.report(&d)
		v.report(&d)
		if want := d.onePerson(); v.r.Warning != want {
			t.Errorf("%s: the bundle warns %q, not %q", format, v.r.Warning, want)
		}
		if !bytes.Contains(d.Bytes, []byte("Two of us run the company.")) {
			t.Errorf("%s: the note is not in the document", format)
		}
	}
}

// TestNumberRequired: a document whose number of signatures and list of signers
// contradict each other is none.
func TestNumberRequired(t *testing.T) {
	s := setUp(t, Markdown)
	for _, other := range []string{"0", "1", "3"} {
		changed := bytes.Replace(s.doc.Bytes, []byte(`"signatures_required": 2`), []byte(`"signatures_required": `+other), 1)
		if bytes.Equal(changed, s.doc.Bytes) {
			t.Fatal("the document names no number")
		}
		if _, err := ReadDocument(put(t, filepath.Join(s.dir, "other.md"), changed)); err == nil || !strings.Contains(err.Error(), "requires "+other+" signatures and names 2 signers") {
			t.Errorf("%v", err)
		}
	}
}

// TestConvertedEnds: line ends added or lost at the end of a file are told, never
// valid.
func TestConvertedEnds(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, and nothing in it runs side by side")
	}
	for _, format := range []Format{Markdown, JSON, HTML} {
		for name, change := range map[string]func([]byte) []byte{
			"one more line end": func(b []byte) []byte { return append(bytes.Clone(b), '\n') },
			"three more":        func(b []byte) []byte { return append(bytes.Clone(b), "\n\n\n"...) },
			"none at the end":   func(b []byte) []byte { return bytes.TrimSuffix(b, []byte("\n")) },
		} {
			s := setUp(t, format)
			s.sign(t, s.doc)
			d, err := ReadDocument(put(t, s.doc.Path, change(s.doc.Bytes)))
			if err != nil {
				t.Errorf("%s, %s: %v", format, name, err)
				continue
			}
			r := d.Verify(version, &s.allowed)
			if r.Outcome != OutcomeInvalid || r.Valid != 0 || !strings.Contains(r.Checks[0].Detail, "exactly one at its end: the file was converted on the way") {
				t.Errorf("%s, %s: %+v", format, name, r)
			}
			if _, err := d.Sign("tech-lead", s.lead, true, true, rand.Reader); err == nil {
				t.Errorf("%s, %s: signed", format, name)
			}
		}
	}
}

// TestReportFields: what programs read stays under these names.
func TestReportFields(t *testing.T) {
	s := setUp(t, JSON)
	s.sign(t, s.doc)
	data, err := json.Marshal(s.doc.Verify(version, &s.allowed))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"outcome":"COMPLETE"`, `"complete":true`, `"required":2`, `"valid":2`, `"warning":""`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %s", data, want)
		}
	}
}

// TestConvertedBeyondReading: what mail and editors make of a document, so that nobody
// can read it any more, is told for what it is, in each format.
func TestConvertedBeyondReading(t *testing.T) {
	a := example(t, "smart-plug")
	for _, format := range []Format{Markdown, JSON, HTML} {
		data := Render(cat, a, day, version, format).Bytes
		for name, tc := range map[string]struct {
			data []byte
			says string
		}{
			"empty":       {nil, "nothing is in it"},
			"a line end":  {[]byte("\r\n"), "nothing is in it"},
			"a mark only": {[]byte("\ufeff"), "nothing is in it"},
			"UTF-16":      {append([]byte("\xff\xfe"), bytes.ReplaceAll(data, []byte("\n"), []byte("\n\x00"))...), "no text in UTF-8"},
			"Latin-1":     {bytes.Replace(data, []byte("Acme"), []byte("Acm\xe9"), 1), "no text in UTF-8"},
			"half":        {data[:len(data)/2], "no intact selfmark document"},
		} {
			_, err := ReadDocument(put(t, filepath.Join(t.TempDir(), "plug."+string(format)), tc.data))
			if err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%s, %s: %v", format, name, err)
			}
		}
	}
}
