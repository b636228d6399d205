package publish

import (
	"archive/zip"
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/export"
	"selfmark/export/signature"
)

// bundled is a bundle in a folder: all have signed the JSON, the management has signed
// the manifest, and one file of evidence is in it.
type bundled struct {
	signed
	bundle *Bundle
	folder string
}

func newBundled(t *testing.T) *bundled {
	t.Helper()
	s := &bundled{signed: signed{dir: t.TempDir(), lead: newKey(t), boss: newKey(t)}}
	a := s.adopted(t, example(t, "smart-plug"))
	proof := []byte("no known weakness\n")
	sum := sha256.Sum256(proof)
	a.Evidence = append(a.Evidence, assessment.Evidence{ID: "E90", Kind: "test", File: "proof/scan.txt", SHA256: hex.EncodeToString(sum[:])})
	if err := os.Mkdir(filepath.Join(s.dir, "proof"), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(s.dir, "proof", "scan.txt"), proof)
	s.doc = s.write(t, "plug", Render(cat, a, day, version, JSON))
	s.sign(t, s.doc)
	s.allowed = list(t, s.doc, s.lead, s.boss)
	source, err := Load(s.doc.Path, cat)
	if err != nil {
		t.Fatal(err)
	}
	if s.bundle, err = NewBundle(cat, source, day, version, s.doc.Path); err != nil {
		t.Fatal(err)
	}
	if err := s.bundle.SignedBy(s.boss.PublicKey()); err != nil {
		t.Fatal(err)
	}
	s.folder = t.TempDir()
	if err := s.bundle.WriteFolder(s.folder, s.signBy(s.boss)); err != nil {
		t.Fatal(err)
	}
	return s
}

// copied is the same bundle in a folder of its own.
func (s *bundled) copied(t *testing.T) *bundled {
	t.Helper()
	c := *s
	c.folder = t.TempDir()
	if err := os.CopyFS(c.folder, os.DirFS(s.folder)); err != nil {
		t.Fatal(err)
	}
	return &c
}

func (s *bundled) signBy(key ssh.Signer) func([]byte) ([]byte, error) {
	return func(data []byte) ([]byte, error) { return signature.Sign(key, data, rand.Reader) }
}

func (s *bundled) at(name string) string { return filepath.Join(s.folder, filepath.FromSlash(name)) }

func (s *bundled) edit(t *testing.T, name, old, new string) {
	t.Helper()
	data := get(t, s.at(name))
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%q is not in %s", old, name)
	}
	put(t, s.at(name), bytes.Replace(data, []byte(old), []byte(new), 1))
}

// listAnew writes the manifest of what is there now, signed by nobody or by a key.
func (s *bundled) listAnew(t *testing.T, key ssh.Signer) {
	t.Helper()
	manifest := ""
	for _, name := range inFolder(t, s.folder) {
		if !strings.HasPrefix(name, ManifestName) {
			sum := sha256.Sum256(get(t, s.at(name)))
			manifest += hex.EncodeToString(sum[:]) + "  " + name + "\n"
		}
	}
	put(t, s.at(ManifestName), []byte(manifest))
	if key == nil {
		os.Remove(s.at(ManifestName + ".management.sig"))
		return
	}
	armored, err := s.signBy(key)([]byte(manifest))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s.at(ManifestName+".management.sig"), armored)
}

func inFolder(t *testing.T, folder string) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// packed is the same bundle as a ZIP, as any program may pack it.
func (s *bundled) packed(t *testing.T) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range inFolder(t, s.folder) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(get(t, s.at(name))); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return put(t, filepath.Join(t.TempDir(), "bundle.zip"), out.Bytes())
}

func faults(r BundleReport) string {
	var list []string
	for _, f := range r.Faults {
		list = append(list, string(f.Kind)+" "+f.File)
	}
	return strings.Join(list, ", ")
}

// TestVerifyBundle: whatever is done to a bundle, or left undone, is told by its file,
// and never complete; as a folder and as a ZIP alike.
func TestVerifyBundle(t *testing.T) {
	remove := func(t *testing.T, path string) {
		t.Helper()
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	whole := newBundled(t) // made once, for it takes its time
	for _, tc := range []struct {
		name     string
		change   func(t *testing.T, s *bundled)
		outcome  Outcome
		faults   string
		manifest Verdict
		verdicts string // of the JSON, or of what else is signed
	}{
		{"nothing", func(*testing.T, *bundled) {}, OutcomeComplete, "", Valid, "tech-lead valid, management valid"},
		{"evidence changed", func(t *testing.T, s *bundled) { put(t, s.at("proof/scan.txt"), []byte("weak\n")) }, OutcomeInvalid,
			"changed proof/scan.txt, changed proof/scan.txt", Valid, "tech-lead valid, management valid"},
		{"evidence changed, and the manifest signed again", func(t *testing.T, s *bundled) {
			put(t, s.at("proof/scan.txt"), []byte("weak\n"))
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "changed proof/scan.txt", Valid, "tech-lead valid, management valid"},
		{"evidence missing", func(t *testing.T, s *bundled) { remove(t, s.at("proof/scan.txt")) }, OutcomeIncomplete,
			"missing proof/scan.txt, missing proof/scan.txt", Valid, "tech-lead valid, management valid"},
		{"evidence left out of the manifest too", func(t *testing.T, s *bundled) { remove(t, s.at("proof/scan.txt")); s.listAnew(t, s.boss) }, OutcomeIncomplete,
			"missing proof/scan.txt", Valid, "tech-lead valid, management valid"},
		{"an extra file", func(t *testing.T, s *bundled) { put(t, s.at("proof/more.txt"), nil) }, OutcomeInvalid, "not listed proof/more.txt", Valid, "tech-lead valid, management valid"},
		{"a changed text, the list of files made anew and not signed", func(t *testing.T, s *bundled) { s.edit(t, "VERIFY.txt", "1.", "2."); s.listAnew(t, nil) }, OutcomeIncomplete,
			"", Missing, "tech-lead valid, management valid"},
		{"the same with the old signature", func(t *testing.T, s *bundled) {
			old := get(t, s.at(ManifestName+".management.sig"))
			s.edit(t, "VERIFY.txt", "1.", "2.")
			s.listAnew(t, nil)
			put(t, s.at(ManifestName+".management.sig"), old)
		}, OutcomeInvalid, "", Invalid, "tech-lead valid, management valid"},
		{"the same signed by a stranger", func(t *testing.T, s *bundled) { s.edit(t, "VERIFY.txt", "1.", "2."); s.listAnew(t, newKey(t)) }, OutcomeInvalid, "", Invalid, "tech-lead valid, management valid"},
		{"the manifest signed by the lead", func(t *testing.T, s *bundled) {
			s.listAnew(t, s.lead)
			if err := os.Rename(s.at(ManifestName+".management.sig"), s.at(ManifestName+".tech-lead.sig")); err != nil {
				t.Fatal(err)
			}
		}, OutcomeInvalid, "stray MANIFEST.sha256.tech-lead.sig", Missing, "tech-lead valid, management valid"},
		{"the lead signs the manifest as the management", func(t *testing.T, s *bundled) { s.listAnew(t, s.lead) }, OutcomeInvalid, "", Invalid, "tech-lead valid, management valid"},
		{"a signature stripped", func(t *testing.T, s *bundled) { remove(t, s.at("plug.json.management.sig")) }, OutcomeIncomplete,
			"missing plug.json.management.sig", Valid, "tech-lead valid, management missing"},
		{"stripped from the manifest too", func(t *testing.T, s *bundled) { remove(t, s.at("plug.json.management.sig")); s.listAnew(t, s.boss) }, OutcomeIncomplete,
			"", Valid, "tech-lead valid, management missing"},
		{"no document signed", func(t *testing.T, s *bundled) {
			remove(t, s.at("plug.json.management.sig"))
			remove(t, s.at("plug.json.tech-lead.sig"))
			s.listAnew(t, s.boss)
		}, OutcomeIncomplete, "", Valid, "tech-lead missing, management missing"},
		{"signatures swapped", func(t *testing.T, s *bundled) {
			lead := get(t, s.at("plug.json.tech-lead.sig"))
			put(t, s.at("plug.json.tech-lead.sig"), get(t, s.at("plug.json.management.sig")))
			put(t, s.at("plug.json.management.sig"), lead)
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "", Valid, "tech-lead invalid, management invalid"},
		{"a foreign signature", func(t *testing.T, s *bundled) {
			armored, err := s.signBy(newKey(t))(get(t, s.at("plug.json")))
			if err != nil {
				t.Fatal(err)
			}
			put(t, s.at("plug.json.management.sig"), armored)
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "", Valid, "tech-lead valid, management invalid"},
		{"a signature that nobody asked for", func(t *testing.T, s *bundled) {
			put(t, s.at("plug.json.somebody.sig"), get(t, s.at("plug.json.management.sig")))
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "stray plug.json.somebody.sig", Valid, "tech-lead valid, management valid"},
		{"a list of strangers that came with the bundle", func(t *testing.T, s *bundled) {
			stranger, line := newKey(t), ""
			line, err := signature.Line(s.doc.Trailer.Signers[1].Principal, stranger.PublicKey())
			if err != nil {
				t.Fatal(err)
			}
			put(t, s.at("allowed_signers"), []byte(line+"\n"))
			s.listAnew(t, stranger)
		}, OutcomeInvalid, "", Invalid, "tech-lead valid, management valid"},
		{"a list that does not know the management", func(t *testing.T, s *bundled) { s.allowed = list(t, s.doc, s.lead) }, OutcomeIncomplete,
			"", UnknownKey, "tech-lead valid, management unknown key"},
		{"the Markdown reads differently, and the management signed the manifest", func(t *testing.T, s *bundled) {
			s.edit(t, "plug.md", "Acme Plug S2", "Acme Plug S3")
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "differs plug.md", Valid, "tech-lead valid, management valid"},
		{"the page is that of another document", func(t *testing.T, s *bundled) {
			put(t, s.at("plug.html"), Render(cat, example(t, "wearable"), day, version, HTML).Bytes)
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "differs plug.html", Valid, "tech-lead valid, management valid"},
		{"a paper reads differently", func(t *testing.T, s *bundled) {
			name := paperOf(t, s, export.UserInformationPaper, "md")
			s.edit(t, name, "Acme Plug S2", "Acme Plug S3")
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "differs acme-plug-s2-aps2-eu-user-information_2026-12-01_r1.md", Valid, "tech-lead valid, management valid"},
		{"the JSON of a paper left out", func(t *testing.T, s *bundled) {
			remove(t, s.at(paperOf(t, s, export.Declaration, "json")))
			s.listAnew(t, s.boss)
		}, OutcomeIncomplete, "not compared acme-plug-s2-aps2-eu-declaration_2026-12-01_r1.html, not compared acme-plug-s2-aps2-eu-declaration_2026-12-01_r1.md", Valid, "tech-lead valid, management valid"},
		{"the self-assessment left out", func(t *testing.T, s *bundled) { remove(t, s.at("plug.json")); s.listAnew(t, s.boss) }, OutcomeIncomplete,
			"missing ", Missing, ""},
		{"the self-assessment changed", func(t *testing.T, s *bundled) { s.edit(t, "plug.json", "Acme Plug S2", "Acme Plug S3") }, OutcomeInvalid,
			"changed plug.json, missing ", Missing, ""},
		{"two self-assessments", func(t *testing.T, s *bundled) {
			put(t, s.at("plug2.json"), get(t, s.at("plug.json")))
			s.listAnew(t, s.boss)
		}, OutcomeInvalid, "stray plug2.json", Missing, ""},
		{"converted by git", func(t *testing.T, s *bundled) { put(t, s.at("plug.json"), crlf(get(t, s.at("plug.json")))) }, OutcomeInvalid,
			"changed plug.json", Valid, "tech-lead invalid, management invalid"},
		{"the manifest converted", func(t *testing.T, s *bundled) { put(t, s.at(ManifestName), crlf(get(t, s.at(ManifestName)))) }, OutcomeInvalid,
			"", Invalid, "tech-lead valid, management valid"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := whole.copied(t)
			tc.change(t, s)
			for _, path := range []string{s.folder, s.packed(t)} {
				r, err := VerifyBundle(path, version, &s.allowed)
				if err != nil {
					t.Fatal(err)
				}
				got := ""
				if len(r.Documents) > 0 {
					got = verdicts(r.Documents[0])
				}
				if r.Outcome != tc.outcome || r.Complete != (tc.outcome == OutcomeComplete) || faults(r) != tc.faults || r.Manifest.Verdict != tc.manifest || got != tc.verdicts {
					t.Errorf("%s: %s; faults %s; manifest %s; %s", filepath.Base(path), r.Outcome, faults(r), r.Manifest.Verdict, got)
				}
				for _, f := range r.Faults {
					if f.Detail == "" {
						t.Errorf("%+v says not why", f)
					}
				}
			}
		})
	}
}

func paperOf(t *testing.T, s *bundled, kind export.PaperKind, extension string) string {
	t.Helper()
	for _, name := range inFolder(t, s.folder) {
		if strings.Contains(name, "-eu-"+string(kind)+"_") && strings.HasSuffix(name, "."+extension) {
			return name
		}
	}
	t.Fatalf("there is no %s", kind)
	return ""
}

// TestVerifyBundleWithoutList: nothing is complete without a list of signers.
func TestVerifyBundleWithoutList(t *testing.T) {
	s := newBundled(t)
	r, err := VerifyBundle(s.folder, version, nil)
	if err != nil || r.Outcome != OutcomeIncomplete || r.Manifest.Verdict != NotChecked || verdicts(r.Documents[0]) != "tech-lead good, identity not checked, management good, identity not checked" {
		t.Errorf("%v %+v", err, r)
	}
}

// TestVerifyBundleOfOtherVersion: what another version of selfmark wrote cannot be
// compared here, and so is not complete, but not invalid either.
func TestVerifyBundleOfOtherVersion(t *testing.T) {
	s := newBundled(t)
	s.edit(t, "plug.md", "Acme Plug S2", "ACME Plug S2")
	s.listAnew(t, s.boss)
	r, err := VerifyBundle(s.folder, "a later version", &s.allowed)
	if err != nil || r.Outcome != OutcomeIncomplete || faults(r) != "not compared plug.md" || !strings.Contains(r.Faults[0].Detail, `"a later version"`) {
		t.Errorf("%v %s %+v", err, r.Outcome, r.Faults)
	}
}

// TestVerifyBundleRefuses: what is no bundle, or is listed in no way that Bundle
// writes, is not looked at further.
func TestVerifyBundleRefuses(t *testing.T) {
	sum := strings.Repeat("0", 64)
	for name, tc := range map[string]struct{ manifest, says string }{
		"nothing in a line": {"\n", "line 1: a line is a SHA-256"},
		"one space":         {sum + " plug.md\n", "line 1: a line is a SHA-256"},
		"half a sum":        {sum[:62] + "  plug.md\n", "line 1: a line is a SHA-256"},
		"capitals":          {strings.Repeat("A", 64) + "  plug.md\n", "line 1: a line is a SHA-256"},
		"a way out":         {sum + "  plug.md\n" + sum + "  ../plug.md\n", `line 2: the name has ".." in it`},
		"twice":             {sum + "  plug.md\n" + sum + "  plug.md\n", "line 2: the name stands twice"},
		"by case":           {sum + "  plug.md\n" + sum + "  PLUG.md\n", "line 2: the name stands twice"},
	} {
		folder := t.TempDir()
		put(t, filepath.Join(folder, ManifestName), []byte(tc.manifest))
		if _, err := VerifyBundle(folder, version, nil); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := VerifyBundle(t.TempDir(), version, nil); err == nil || !strings.Contains(err.Error(), "is no bundle of selfmark") {
		t.Error(err)
	}
}

// hostile makes ZIPs that selfmark never wrote.
type hostile struct {
	t   *testing.T
	out bytes.Buffer
	z   *zip.Writer
}

func (h *hostile) file(name string, data []byte, change func(*zip.FileHeader)) {
	h.t.Helper()
	header := &zip.FileHeader{Name: name, Method: zip.Deflate}
	if change != nil {
		change(header)
	}
	w, err := h.z.CreateHeader(header)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		h.t.Fatal(err)
	}
}

// raw adds bytes as they are under a header of our own.
func (h *hostile) raw(header zip.FileHeader, data []byte) {
	h.t.Helper()
	header.CompressedSize64 = uint64(len(data))
	w, err := h.z.CreateRaw(&header)
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		h.t.Fatal(err)
	}
}

func little16(v uint16) []byte { return binary.LittleEndian.AppendUint16(nil, v) }

// TestHostileZIPs: every way in which a ZIP could write elsewhere, hide something, show
// two programs two things, or fill the memory or the disk is refused with its own words.
func TestHostileZIPs(t *testing.T) {
	noise := make([]byte, 6<<20)
	if _, err := rand.Read(noise); err != nil {
		t.Fatal(err)
	}
	mode := func(m fs.FileMode) func(*zip.FileHeader) { return func(h *zip.FileHeader) { h.SetMode(m) } }
	name := func(n string) func(*hostile) { return func(h *hostile) { h.file(n, nil, nil) } }
	const central, local = "PK\x01\x02", "PK\x03\x04"
	for _, tc := range []struct {
		name  string
		fill  func(*hostile)
		bytes func([]byte) []byte // done to the finished ZIP
		says  string              // "" when the ZIP is read, so that only the manifest is missing
	}{
		{"nothing wrong", name("a.txt"), nil, "there is no MANIFEST.sha256"},
		{"a folder, and a file with a Unix mode", func(h *hostile) { h.file("a/", nil, mode(fs.ModeDir|0o755)); h.file("a/b", nil, mode(0o644)) }, nil, "there is no MANIFEST.sha256"},
		{"zip slip", name("a/../../b"), nil, `has ".." in it`},
		{"zip slip at once", name("../b"), nil, `has ".." in it`},
		{"absolute", name("/etc/passwd"), nil, "absolute path"},
		{"backslash", name(`a\..\..\b`), nil, "backslash"},
		{"drive letter", name("C:/b"), nil, "drive letter"},
		{"drive letter without a slash", name("c:b"), nil, "drive letter"},
		{"folder that leads out", name("../"), nil, `has ".." in it`},
		{"detour", name("a/./b"), nil, "single point"},
		{"empty part", name("a//b"), nil, "empty part"},
		{"no name", name(""), nil, "the name is empty"},
		{"only a slash", name("/"), nil, "the name is empty"},
		{"control character", name("a\x1b[2Jb"), nil, "control characters"},
		{"no UTF-8", func(h *hostile) { h.file("a\xff", nil, func(f *zip.FileHeader) { f.NonUTF8 = true }) }, nil, "no UTF-8"},
		{"device of Windows", name("proof/NUL.txt"), nil, "Windows cannot hold"},
		{"stream of Windows", name("proof/a:b"), nil, "Windows cannot hold"},
		{"point at the end", name("proof./b"), nil, "Windows cannot hold"},
		{"symbolic link", func(h *hostile) { h.file("a", []byte("/etc/passwd"), mode(fs.ModeSymlink|0o777)) }, nil, "is a link"},
		{"pipe", func(h *hostile) { h.file("a", nil, mode(fs.ModeNamedPipe|0o644)) }, nil, "neither a file nor a folder"},
		{"device", func(h *hostile) { h.file("a", nil, mode(fs.ModeDevice|0o644)) }, nil, "neither a file nor a folder"},
		{"folder with a file's name", func(h *hostile) { h.file("a", nil, mode(fs.ModeDir|0o755)) }, nil, "neither a file nor a folder"},
		{"file with a folder's name", func(h *hostile) { h.file("a/", nil, mode(0o644)) }, nil, "neither a file nor a folder"},
		{"a folder with something in it", func(h *hostile) { h.raw(zip.FileHeader{Name: "ab", UncompressedSize64: 1}, []byte("x")) },
			func(z []byte) []byte { return bytes.ReplaceAll(z, []byte("ab"), []byte("a/")) }, "neither a file nor a folder"},
		{"twice", func(h *hostile) { h.file("a", nil, nil); h.file("a", []byte("b"), nil) }, nil, "stands twice"},
		{"by case", func(h *hostile) { h.file("proof/a", nil, nil); h.file("proof/A", nil, nil) }, nil, "stands twice, or is the same"},
		{"folders by case", func(h *hostile) { h.file("proof/a", nil, nil); h.file("Proof/b", nil, nil) }, nil, "stands twice, or is the same"},
		{"a file where a folder is", func(h *hostile) { h.file("proof/a", nil, nil); h.file("proof", nil, nil) }, nil, "stands twice, or is the same"},
		{"a folder where a file is", func(h *hostile) { h.file("proof", nil, nil); h.file("PROOF/a", nil, nil) }, nil, "stands twice, or is the same"},
		{"one letter in two spellings", func(h *hostile) { h.file("é", nil, nil); h.file("e\u0301", nil, nil) }, nil, "stands twice, or is the same"},
		{"bomb", func(h *hostile) { h.file("a", make([]byte, 3<<20), nil) }, nil, "more than 200 times"},
		{"a file too large", func(h *hostile) {
			h.raw(zip.FileHeader{Name: "a", Method: zip.Deflate, UncompressedSize64: 1<<30 + 1}, noise)
		}, nil, "larger than 1 GB"},
		{"too large together", func(h *hostile) {
			for _, n := range []string{"a", "b", "c"} {
				h.raw(zip.FileHeader{Name: n, Method: zip.Deflate, UncompressedSize64: 900 << 20}, noise)
			}
		}, nil, "larger than 2 GB together"},
		{"too many files", func(h *hostile) {
			for i := range maxBundleFiles + 1 {
				h.file("f"+hex.EncodeToString(little16(uint16(i))), nil, nil)
			}
		}, nil, "more than 10000 files"},
		{"a directory that fills the memory", func(h *hostile) {
			for i := range 9000 {
				h.file(strings.Repeat("d", 500)+hex.EncodeToString(little16(uint16(i))), nil, nil)
			}
		}, nil, "more than 10000 files"},
		{"more than it says", func(h *hostile) {
			h.raw(zip.FileHeader{Name: ManifestName, Method: zip.Store, UncompressedSize64: 1}, []byte("much more"))
		}, nil, "cannot be unpacked"},
		{"less than it says", func(h *hostile) {
			h.raw(zip.FileHeader{Name: ManifestName, Method: zip.Store, UncompressedSize64: 100}, []byte("less"))
		}, nil, "cannot be unpacked"},
		{"another sum", func(h *hostile) {
			h.raw(zip.FileHeader{Name: ManifestName, Method: zip.Store, UncompressedSize64: 4, CRC32: 1}, []byte("less"))
		}, nil, "cannot be unpacked"},
		{"no deflate", func(h *hostile) {
			h.raw(zip.FileHeader{Name: ManifestName, Method: zip.Deflate, UncompressedSize64: 100}, []byte("\xff\xff\xff"))
		}, nil, "cannot be unpacked"},
		{"encrypted", func(h *hostile) { h.file("a", nil, func(f *zip.FileHeader) { f.Flags |= 1 }) }, nil, "encrypted"},
		{"packed in another way", func(h *hostile) { h.raw(zip.FileHeader{Name: "a", Method: 12}, []byte("x")) }, nil, "packed in a way"},
		{"another name in front of the bytes", name("good"), func(z []byte) []byte { return bytes.Replace(z, []byte("good"), []byte("evil"), 1) }, "names it in another way"},
		{"one part over the other", func(h *hostile) { h.file("a", nil, nil); h.file("b", nil, nil) }, func(z []byte) []byte {
			second := bytes.LastIndex(z, []byte(central))
			copy(z[second+42:], []byte{0, 0, 0, 0})
			return z
		}, "lies over other files"},
		{"something between the parts", func(h *hostile) { h.raw(zip.FileHeader{Name: "a"}, make([]byte, 100)); h.file("b", nil, nil) }, func(z []byte) []byte {
			copy(z[bytes.Index(z, []byte(central))+20:], []byte{0, 0, 0, 0}) // the first is empty, and its bytes belong to nobody
			return z
		}, "before, between or after"},
		{"something in front", name("a"), func(z []byte) []byte { return append([]byte("#!/bin/sh\n"), z...) }, "before, between or after"},
		{"something in front, counted in", func(h *hostile) {
			h.z.SetOffset(10)
			h.file("a", nil, nil)
		}, func(z []byte) []byte { return append([]byte("#!/bin/sh\n"), z...) }, "before, between or after"},
		{"trailing data", name("a"), func(z []byte) []byte { return append(z, 0) }, "before, between or after"},
		{"a comment", func(h *hostile) {
			h.file("a", nil, nil)
			if err := h.z.SetComment("hello"); err != nil {
				t.Fatal(err)
			}
		}, nil, "before, between or after"},
		{"two ZIPs in one", name("a"), func(z []byte) []byte { return append(z, z...) }, "before, between or after"},
		{"fewer parts than it says", name("a"), func(z []byte) []byte { z[len(z)-sizeOfEnd+10]++; return z }, "before, between or after"},
		{"cut off", name("a"), func(z []byte) []byte { return z[:len(z)-1] }, "before, between or after"},
		{"no part", func(*hostile) {}, nil, "there is no MANIFEST.sha256"},
		{"nothing at all", func(*hostile) {}, func([]byte) []byte { return nil }, "before, between or after"},
		{"no ZIP", func(*hostile) {}, func([]byte) []byte { return bytes.Repeat([]byte("x"), 100) }, "before, between or after"},
		{"only a beginning", func(*hostile) {}, func([]byte) []byte { return []byte(local) }, "before, between or after"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			h := &hostile{t: t}
			h.z = zip.NewWriter(&h.out)
			tc.fill(h)
			if err := h.z.Close(); err != nil {
				t.Fatal(err)
			}
			data := h.out.Bytes()
			if tc.bytes != nil {
				data = tc.bytes(data)
			}
			path := put(t, filepath.Join(t.TempDir(), "bundle.zip"), data)
			if _, err := VerifyBundle(path, version, nil); err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
		})
	}
	large := put(t, filepath.Join(t.TempDir(), "bundle.zip"), nil)
	if err := os.Truncate(large, maxBundle+1); err != nil {
		t.Skip(err)
	}
	if _, err := VerifyBundle(large, version, nil); err == nil || !strings.Contains(err.Error(), "the ZIP is larger than 2 GB") {
		t.Error(err)
	}
}

// TestHostileFolders: links and too much are refused in a folder too.
func TestHostileFolders(t *testing.T) {
	for name, tc := range map[string]struct {
		fill func(folder string) error
		says string
	}{
		"a link to a file":   {func(f string) error { return os.Symlink("/etc/passwd", filepath.Join(f, "a")) }, `"a": it is a link`},
		"a link to a folder": {func(f string) error { return os.Symlink("/etc", filepath.Join(f, "a")) }, `"a": it is a link`},
		"a link inside":      {func(f string) error { return os.Symlink(ManifestName, filepath.Join(f, "a")) }, `"a": it is a link`},
		"a name of Unix":     {func(f string) error { return os.WriteFile(filepath.Join(f, `a\b`), nil, 0o644) }, "backslash"},
		"a file too large": {func(f string) error {
			path := filepath.Join(f, "a")
			if err := os.WriteFile(path, nil, 0o644); err != nil {
				return err
			}
			return os.Truncate(path, 1<<30+1)
		}, "larger than 1 GB"},
		"too large together": {func(f string) error {
			for _, name := range []string{"a", "b", "c"} {
				path := filepath.Join(f, name)
				if err := os.WriteFile(path, nil, 0o644); err != nil {
					return err
				}
				if err := os.Truncate(path, 999_999_999); err != nil {
					return err
				}
			}
			return nil
		}, "larger than 2 GB together"},
		"by case": {func(f string) error {
			if err := os.WriteFile(filepath.Join(f, "a"), nil, 0o644); err != nil {
				return err
			}
			return os.WriteFile(filepath.Join(f, "A"), nil, 0o644)
		}, "stands twice, or is the same"},
	} {
		folder := t.TempDir()
		put(t, filepath.Join(folder, ManifestName), nil)
		if err := tc.fill(folder); err != nil {
			t.Logf("%s: %v", name, err)
			continue
		}
		if _, err := VerifyBundle(folder, version, nil); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestBundleLimits: what a verifier would refuse is not made.
func TestBundleLimits(t *testing.T) {
	s := newBundled(t)
	s.bundle.most = 1000
	if err := s.bundle.WriteFolder(t.TempDir(), s.signBy(s.boss)); err == nil || !strings.Contains(err.Error(), "larger than 2 GB together") {
		t.Errorf("%v", err)
	}
	s.bundle.most = maxBundle
	put(t, filepath.Join(s.dir, "proof", "zeros"), make([]byte, 3<<20))
	s.bundle.evidence = append(s.bundle.evidence, bundleFile{name: "proof/zeros"})
	if err := s.bundle.WriteZIP(&bytes.Buffer{}, s.signBy(s.boss)); err == nil || !strings.Contains(err.Error(), "proof/zeros takes more than 200 times") {
		t.Errorf("%v", err)
	}
	if err := s.bundle.WriteFolder(t.TempDir(), s.signBy(s.boss)); err != nil {
		t.Errorf("a folder can hold it: %v", err)
	}
	large := put(t, filepath.Join(s.dir, "proof", "zeros"), nil)
	if err := os.Truncate(large, 1<<30+1); err != nil {
		t.Skip(err)
	}
	if err := s.bundle.WriteFolder(t.TempDir(), s.signBy(s.boss)); err == nil || !strings.Contains(err.Error(), "larger than 1 GB") {
		t.Errorf("%v", err)
	}
	a := example(t, "smart-plug")
	for i := range maxBundleFiles {
		a.Evidence = append(a.Evidence, assessment.Evidence{ID: "E1", File: "proof/" + hex.EncodeToString(little16(uint16(i)))})
	}
	if _, err := NewBundle(cat, Source{Assessment: a}, day, version, filepath.Join(s.dir, "plug.selfmark.yaml")); err == nil || !strings.Contains(err.Error(), "more than 10000 files") {
		t.Errorf("%v", err)
	}
}

// TestReadOfBundle: a file of a bundle is read whole or not at all.
func TestReadOfBundle(t *testing.T) {
	gone := errors.New("gone")
	o := opened{open: func(name string) (io.ReadCloser, error) {
		if name == "gone" {
			return nil, gone
		}
		return io.NopCloser(strings.NewReader("12345")), nil
	}}
	if data, err := o.read("f", 5); err != nil || string(data) != "12345" {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := o.read("f", 4); err == nil || !strings.Contains(err.Error(), "f") {
		t.Errorf("too large: %v", err)
	}
	if _, err := o.read("gone", 4); err != gone {
		t.Errorf("%v", err)
	}
}

// TestEvidenceOfBundle: digest and size, whichever the self-assessment notes.
func TestEvidenceOfBundle(t *testing.T) {
	for _, tc := range []struct {
		name, sha256 string
		size         int
		want         string
	}{
		{"a", "", 0, ""},
		{"a", "aa", 0, ""},
		{"a", "bb", 0, "changed a"},
		{"a", "", 7, ""},
		{"a", "", 8, "changed a"},
		{"a", "aa", 8, "changed a"},
		{"./a", "aa", 7, ""},
		{"b", "", 0, "missing b"},
		{"", "bb", 8, ""},
	} {
		v := inspection{main: &export.Document{}, there: map[string]found{"a": {"aa", 7}}, r: &BundleReport{}}
		v.main.Measures.Evidence = []export.Evidence{{ID: "E1", File: tc.name, SHA256: tc.sha256, Size: tc.size}}
		v.evidence()
		if got := faults(*v.r); got != tc.want {
			t.Errorf("%+v: %q", tc, got)
		}
	}
}

// TestPackedBundle: the ZIP that a bundle writes is complete as its folder is.
func TestPackedBundle(t *testing.T) {
	s := newBundled(t)
	var out bytes.Buffer
	if err := s.bundle.WriteZIP(&out, s.signBy(s.boss)); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(z.File) == 0 {
		t.Fatal(err)
	}
	for _, f := range z.File {
		if !f.Modified.Equal(time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s: %v is no day that a ZIP can name, or not the same in two runs", f.Name, f.Modified)
		}
	}
	r, err := VerifyBundle(put(t, filepath.Join(t.TempDir(), "bundle.zip"), out.Bytes()), version, &s.allowed)
	if err != nil || !r.Complete || r.Files != len(inFolder(t, s.folder))-2 || r.Evidence != 1 {
		t.Errorf("%v %+v", err, r)
	}
}
