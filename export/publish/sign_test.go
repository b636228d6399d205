package publish

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/export/signature"
)

func newKey(t testing.TB) ssh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// signed is a document of the smart plug with two signers and their keys.
type signed struct {
	dir        string
	lead, boss ssh.Signer
	doc        Document
	allowed    signature.AllowedSigners
}

func setUp(t *testing.T, format Format) signed {
	t.Helper()
	s := signed{dir: t.TempDir(), lead: newKey(t), boss: newKey(t)}
	a := s.adopted(t, example(t, "smart-plug"))
	s.doc = s.write(t, "plug", Render(cat, a, day, version, format))
	s.allowed = list(t, s.doc, s.lead, s.boss)
	return s
}

// adopted gives both signers their keys.
func (s signed) adopted(t *testing.T, a assessment.Assessment) assessment.Assessment {
	t.Helper()
	for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
		var err error
		if a, err = Adopt(a, id, signature.Fingerprint(key.PublicKey())); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

func (s signed) write(t *testing.T, name string, r Rendered) Document {
	t.Helper()
	d, err := ReadDocument(put(t, filepath.Join(s.dir, name+"."+string(r.Format)), r.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// list says whose keys are whose, in the order of the signers.
func list(t *testing.T, d Document, keys ...ssh.Signer) signature.AllowedSigners {
	t.Helper()
	var text string
	for i, key := range keys {
		line, err := signature.Line(d.Trailer.Signers[i].Principal, key.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		text += line + "\n"
	}
	l, err := signature.ParseAllowedSigners([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func (s signed) sign(t *testing.T, d Document) {
	t.Helper()
	for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
		if path, err := d.Sign(id, key, false, false, rand.Reader); err != nil || path != d.Path+"."+id+".sig" {
			t.Fatalf("%s %v", path, err)
		}
	}
}

func verdicts(r Report) string {
	var out []string
	for _, c := range r.Checks {
		out = append(out, c.Signer+" "+string(c.Verdict))
	}
	return strings.Join(out, ", ")
}

func TestSignAndVerify(t *testing.T) {
	for _, format := range []Format{Markdown, JSON} {
		t.Run(string(format), func(t *testing.T) {
			s := setUp(t, format)
			check := func(want string, complete bool) Report {
				t.Helper()
				r := s.doc.Verify(version, &s.allowed)
				if verdicts(r) != want || r.Complete != complete {
					t.Errorf("%s, complete %v", verdicts(r), r.Complete)
				}
				return r
			}
			check("tech-lead missing, management missing", false)
			if _, err := s.doc.Sign("tech-lead", s.lead, false, false, rand.Reader); err != nil {
				t.Fatal(err)
			}
			check("tech-lead valid, management missing", false)
			if _, err := s.doc.Sign("tech-lead", s.lead, false, false, rand.Reader); !errors.Is(err, signature.ErrSignatureExists) {
				t.Errorf("%v", err)
			}
			if _, err := s.doc.Sign("management", s.boss, false, false, rand.Reader); err != nil {
				t.Fatal(err)
			}
			r := check("tech-lead valid, management valid", true)
			if r.Document != "plug."+string(format) || r.Status != "final" || r.Revision != 1 || r.Warning != "" {
				t.Errorf("%+v", r)
			}
			if c := r.Checks[0]; c.Fingerprint != signature.Fingerprint(s.lead.PublicKey()) || c.Name != "Anna Berger" || c.Principal == "" || c.Detail != "" {
				t.Errorf("%+v", c)
			}
			if _, err := s.doc.Sign("tech-lead", s.lead, false, true, rand.Reader); err != nil {
				t.Error(err)
			}
			only(t, s.dir, "plug."+string(format), "plug."+string(format)+".management.sig", "plug."+string(format)+".tech-lead.sig")

			// Without a list, and with lists that do not know the keys.
			if r := s.doc.Verify(version, nil); r.Complete || verdicts(r) != "tech-lead good, identity not checked, management good, identity not checked" {
				t.Error(verdicts(r))
			}
			for _, tc := range []struct {
				keys []ssh.Signer
				want string
			}{
				{nil, "tech-lead unknown key, management unknown key"},
				{[]ssh.Signer{s.lead}, "tech-lead valid, management unknown key"},
				{[]ssh.Signer{s.lead, s.lead}, "tech-lead valid, management unknown key"},
				{[]ssh.Signer{s.boss, s.lead}, "tech-lead unknown key, management unknown key"},
			} {
				l := list(t, s.doc, tc.keys...)
				if r := s.doc.Verify(version, &l); r.Complete || verdicts(r) != tc.want {
					t.Error(verdicts(r))
				}
			}
		})
	}
}

// TestVerifyAttacks starts each time with a document that both have signed.
func TestVerifyAttacks(t *testing.T) {
	copyOf := func(t *testing.T, from, to string) { t.Helper(); put(t, to, get(t, from)) }
	sig := func(s signed, id string) string { return signature.Name(s.doc.Path, id) }
	const (
		bothValid   = "tech-lead valid, management valid"
		bothInvalid = "tech-lead invalid, management invalid"
	)
	for _, tc := range []struct {
		name   string
		attack func(t *testing.T, s signed) // changes files
		want   string
		detail string
	}{
		{"stripped", func(t *testing.T, s signed) { os.Remove(sig(s, "management")) }, "tech-lead valid, management missing", ""},
		{"the lead's signature in the name of the boss", func(t *testing.T, s signed) { copyOf(t, sig(s, "tech-lead"), sig(s, "management")) }, "tech-lead valid, management invalid", "names another key"},
		{"both exchanged", func(t *testing.T, s signed) {
			lead := get(t, sig(s, "tech-lead"))
			copyOf(t, sig(s, "management"), sig(s, "tech-lead"))
			put(t, sig(s, "management"), lead)
		}, bothInvalid, "names another key"},
		{"a stranger signed for the lead", func(t *testing.T, s signed) {
			armored, err := signature.Sign(newKey(t), s.doc.Bytes, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			put(t, sig(s, "tech-lead"), armored)
		}, "tech-lead invalid, management valid", "names another key"},
		{"of another document", func(t *testing.T, s signed) {
			other := s.write(t, "other", Render(cat, s.adopted(t, example(t, "smart-plug")), day.AddDate(0, 0, 1), version, s.format()))
			s.sign(t, other)
			for _, id := range []string{"tech-lead", "management"} {
				copyOf(t, signature.Name(other.Path, id), sig(s, id))
			}
		}, bothInvalid, "does not belong to this text"},
		{"text after a signature", func(t *testing.T, s signed) {
			put(t, sig(s, "tech-lead"), append(get(t, sig(s, "tech-lead")), "approved\n"...))
		}, "tech-lead invalid, management valid", "exactly one"},
		{"two blocks", func(t *testing.T, s signed) {
			put(t, sig(s, "tech-lead"), append(get(t, sig(s, "tech-lead")), get(t, sig(s, "management"))...))
		}, "tech-lead invalid, management valid", "exactly one"},
		{"empty", func(t *testing.T, s signed) { put(t, sig(s, "tech-lead"), nil) }, "tech-lead invalid, management valid", "must begin with"},
		{"large", func(t *testing.T, s signed) { put(t, sig(s, "tech-lead"), make([]byte, signature.MaxSize+1)) }, "tech-lead invalid, management valid", "larger than 16 kB"},
		{"a folder", func(t *testing.T, s signed) {
			os.Remove(sig(s, "tech-lead"))
			os.Mkdir(sig(s, "tech-lead"), 0o755)
		}, "tech-lead invalid, management valid", "is a folder"},
		{"the signature file with CRLF", func(t *testing.T, s signed) {
			put(t, sig(s, "tech-lead"), bytes.ReplaceAll(get(t, sig(s, "tech-lead")), []byte("\n"), []byte("\r\n")))
		}, bothValid, ""},
		{"the document with CRLF", func(t *testing.T, s signed) {
			put(t, s.doc.Path, bytes.ReplaceAll(s.doc.Bytes, []byte("\n"), []byte("\r\n")))
		}, bothInvalid, "fits the version with LF line ends"},
		{"the document with a byte order mark", func(t *testing.T, s signed) {
			put(t, s.doc.Path, append([]byte("\ufeff"), s.doc.Bytes...))
		}, bothInvalid, "without the byte order mark"},
		{"signed after it got CRLF", func(t *testing.T, s signed) {
			crlf := bytes.ReplaceAll(s.doc.Bytes, []byte("\n"), []byte("\r\n"))
			put(t, s.doc.Path, crlf)
			armored, err := signature.Sign(s.lead, crlf, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			put(t, sig(s, "tech-lead"), armored)
		}, bothInvalid, "was signed after its line ends"},
	} {
		for _, format := range []Format{Markdown, JSON} {
			t.Run(tc.name+" "+string(format), func(t *testing.T) {
				s := setUp(t, format)
				s.sign(t, s.doc)
				tc.attack(t, s)
				d, err := ReadDocument(s.doc.Path)
				if err != nil {
					t.Fatal(err)
				}
				r := d.Verify(version, &s.allowed)
				if verdicts(r) != tc.want || r.Complete != (tc.want == bothValid) {
					t.Errorf("%s, complete %v", verdicts(r), r.Complete)
				}
				for _, c := range r.Checks {
					if c.Verdict == Invalid && !strings.Contains(c.Detail, tc.detail) && !strings.Contains(c.Detail, "converted on the way") {
						t.Errorf("%+v", c)
					}
				}
			})
		}
	}
}

func (s signed) format() Format { return Format(strings.TrimPrefix(filepath.Ext(s.doc.Path), ".")) }

// TestEdited: a text that was changed, with a document that still reads well.
func TestEdited(t *testing.T) {
	s := setUp(t, Markdown)
	s.sign(t, s.doc)
	put(t, s.doc.Path, bytes.Replace(s.doc.Bytes, []byte("Acme Plug S2"), []byte("Acme Plug S3"), 1))
	d, err := ReadDocument(s.doc.Path)
	if err != nil {
		t.Fatal(err)
	}
	r := d.Verify(version, &s.allowed)
	if r.Complete || verdicts(r) != "tech-lead invalid, management invalid" || r.Checks[0].Detail != signature.ErrMismatch.Error() {
		t.Errorf("%+v", r)
	}
}

// TestNoSigners: a document that requires no signature is never complete.
func TestNoSigners(t *testing.T) {
	a := example(t, "smart-plug")
	a.Signers = nil
	s := signed{dir: t.TempDir()}
	d := s.write(t, "plug", Render(cat, a, day, version, Markdown))
	if r := d.Verify(version, &signature.AllowedSigners{}); r.Complete || len(r.Checks) != 0 {
		t.Errorf("%+v", r)
	}
	if _, err := d.Signer("tech-lead"); err == nil || !strings.Contains(err.Error(), "names no signers") {
		t.Errorf("%v", err)
	}
}

func TestSignerIDs(t *testing.T) {
	a := example(t, "smart-plug")
	a.Signers[0].ID = "../../etc/passwd"
	s := signed{dir: t.TempDir()}
	d := s.write(t, "plug", Render(cat, a, day, version, Markdown))
	if r := d.Verify(version, nil); r.Checks[0].Verdict != Invalid || !strings.Contains(r.Checks[0].Detail, "cannot stand in a file name") {
		t.Errorf("%+v", r)
	}
}

func TestMaySign(t *testing.T) {
	key, other := newKey(t).PublicKey(), newKey(t).PublicKey()
	for _, final := range []bool{true, false} {
		for _, fingerprint := range []string{"", signature.Fingerprint(key), signature.Fingerprint(other)} {
			a := example(t, "smart-plug")
			if !final {
				delete(a.Answers, catalogue.QuestionID("Q13"))
			}
			a.Signers[0].Fingerprint = fingerprint
			s := signed{dir: t.TempDir()}
			d := s.write(t, "plug", Render(cat, a, day, version, JSON))
			if (d.Trailer.Status == "final") != final {
				t.Fatal(d.Trailer.Status)
			}
			for _, draft := range []bool{false, true} {
				err := d.MaySign("tech-lead", key, draft)
				switch {
				case !final && !draft:
					if !errors.Is(err, ErrDraft) {
						t.Errorf("a draft without --draft: %v", err)
					}
				case fingerprint == "":
					if !errors.Is(err, ErrFingerprint) {
						t.Errorf("no key named: %v", err)
					}
				case fingerprint == signature.Fingerprint(key):
					if err != nil {
						t.Errorf("final %v, draft %v: %v", final, draft, err)
					}
				default:
					if err == nil || !strings.Contains(err.Error(), fingerprint) || !strings.Contains(err.Error(), signature.Fingerprint(key)) {
						t.Errorf("another key: %v", err)
					}
				}
				if err := d.MaySign("ceo", key, draft); err == nil || !strings.Contains(err.Error(), "it requires tech-lead, management") {
					t.Errorf("unknown signer: %v", err)
				}
			}
		}
	}
}

// TestSignRefused: nothing is written when signing is refused.
func TestSignRefused(t *testing.T) {
	s := setUp(t, Markdown)
	for id, key := range map[string]ssh.Signer{"tech-lead": s.boss, "management": newKey(t), "ceo": s.boss} {
		if _, err := s.doc.Sign(id, key, true, true, rand.Reader); err == nil {
			t.Errorf("%s signed with a key that is not theirs", id)
		}
	}
	put(t, s.doc.Path, bytes.ReplaceAll(s.doc.Bytes, []byte("\n"), []byte("\r\n")))
	d, err := ReadDocument(s.doc.Path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Sign("tech-lead", s.lead, true, true, rand.Reader); !errors.Is(err, ErrConverted) {
		t.Errorf("%v", err)
	}
	only(t, s.dir, "plug.md")
}

func TestAdopt(t *testing.T) {
	a := example(t, "smart-plug")
	b, err := Adopt(a, "management", "SHA256:abc")
	if err != nil {
		t.Fatal(err)
	}
	if a.Signers[1].Fingerprint != "" || b.Signers[1].Fingerprint != "SHA256:abc" || b.Signers[0].Fingerprint != "" {
		t.Errorf("%+v %+v", a.Signers, b.Signers)
	}
	if _, err := Adopt(b, "tech-lead", "SHA256:abc"); err == nil || !strings.Contains(err.Error(), "the key of management") {
		t.Errorf("one key for two signers: %v", err)
	}
	if _, err := Adopt(a, "ceo", "SHA256:abc"); err == nil {
		t.Error("a signer who is none")
	}
}

// TestTwin: Markdown and JSON side by side, each signed well, must say the same.
func TestTwin(t *testing.T) {
	s := setUp(t, Markdown)
	a := s.adopted(t, example(t, "smart-plug"))
	twin := s.write(t, "plug", Render(cat, a, day, version, JSON))
	for _, d := range []Document{s.doc, twin} {
		s.sign(t, d)
		if r := d.Verify(version, &s.allowed); !r.Complete || r.Warning != "" {
			t.Errorf("%+v", r)
		}
	}
	a.Signers[0].Name = "Somebody Else"
	twin = s.write(t, "plug", Render(cat, a, day, version, JSON))
	for other, d := range map[string]Document{"plug.json": s.doc, "plug.md": twin} {
		if r := d.Verify(version, &s.allowed); r.Warning != other+" beside it does not say the same" {
			t.Errorf("%q", r.Warning)
		}
	}
	put(t, twin.Path, Render(cat, s.adopted(t, example(t, "smart-plug")), day, version, JSON).Bytes)
	put(t, s.doc.Path, bytes.Replace(s.doc.Bytes, []byte("Acme Plug S2"), []byte("Acme Plug S3"), 1))
	d, err := ReadDocument(s.doc.Path)
	if err != nil {
		t.Fatal(err)
	}
	if r := d.Verify(version, &s.allowed); !strings.Contains(r.Warning, "reads differently") {
		t.Errorf("%q", r.Warning)
	}
}

// TestTwinOfOtherVersion: what an older selfmark wrote stays valid years later, also
// when the present one writes it differently; then the formats are not compared, and
// that is said.
func TestTwinOfOtherVersion(t *testing.T) {
	s := setUp(t, Markdown)
	a := s.adopted(t, example(t, "smart-plug"))
	older := Render(cat, a, day, "0.9.0", Markdown)
	older.Bytes = bytes.Replace(older.Bytes, []byte("Acme Plug S2"), []byte("Acme  Plug S2"), 1) // a custom of then
	md, js := s.write(t, "old", older), s.write(t, "old", Render(cat, a, day, "0.9.0", JSON))
	put(t, filepath.Join(filepath.Dir(md.Path), "old.html"), []byte("<p>of then</p>"))
	s.sign(t, md)
	s.sign(t, js)
	for other, d := range map[string]Document{"old.json": md, "old.md": js} {
		r := d.Verify(version, &s.allowed)
		if r.Outcome != OutcomeComplete || !strings.Contains(r.Warning, other+" beside it was written by selfmark 0.9.0") {
			t.Errorf("%s: %s %q", d.Path, r.Outcome, r.Warning)
		}
		if r := d.Verify("0.9.0", &s.allowed); r.Outcome != OutcomeInvalid || !strings.Contains(r.Warning, "reads differently") {
			t.Errorf("%s, by its own version: %s %q", d.Path, r.Outcome, r.Warning)
		}
	}
}

func TestReportJSON(t *testing.T) {
	s := setUp(t, Markdown)
	data, err := json.Marshal(s.doc.Verify(version, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"document":"plug.md"`, `"complete":false`, `"signatures":[{"signer":"tech-lead"`, `"verdict":"missing"`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("%s lacks %s", data, want)
		}
	}
}
