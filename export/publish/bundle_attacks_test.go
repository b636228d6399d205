package publish

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/export/signature"
)

// bundleAttack is one way to make a bundle say what nobody signed, or to harm whoever
// unpacks it. It begins with a bundle in which everything is signed.
type bundleAttack struct {
	group, name         string
	change              func(t *testing.T, s *bundled)             // done to the folder
	pack                func(t *testing.T, h *hostile, s *bundled) // nil where the folder is given, not a ZIP; what it adds to the ZIP
	bytes               func(z []byte) []byte                      // done to the finished ZIP
	ours                Outcome                                    // "" when the bundle is refused as a whole
	says                string                                     // part of what we say
	unzip, sums, keygen word
}

// word is what a stock tool says; "" where it has nothing to look at.
type word string

const (
	yes word = "accepts"
	no  word = "refuses"
	na  word = "–"
)

const listed, taken, packing = "What the manifest lists", "Documents and evidence", "ZIPs"

// bare adds nothing to the ZIP.
func bare(*testing.T, *hostile, *bundled) {}

// extra adds a part to the ZIP.
func extra(name, content string, mode fs.FileMode) func(*testing.T, *hostile, *bundled) {
	return func(_ *testing.T, h *hostile, _ *bundled) {
		h.file(name, []byte(content), func(f *zip.FileHeader) {
			if mode != 0 {
				f.SetMode(mode)
			}
		})
	}
}

// manifest puts lines at the end of the manifest, which the management signs.
func (s *bundled) manifest(t *testing.T, lines string) {
	t.Helper()
	data := append(get(t, s.at(ManifestName)), lines...)
	armored, err := s.signBy(s.boss)(data)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s.at(ManifestName), data)
	put(t, s.at(ManifestName+".management.sig"), armored)
}

func sumOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func remove(t *testing.T, path string) {
	t.Helper()
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

var bundleAttacks = []bundleAttack{
	{group: listed, name: "nothing: a bundle as selfmark writes it", pack: bare, ours: OutcomeComplete, unzip: yes, sums: yes, keygen: yes},
	{group: listed, name: "a file changed", change: func(t *testing.T, s *bundled) { s.edit(t, "VERIFY.txt", "1.", "2.") }, ours: OutcomeInvalid, says: "changed VERIFY.txt", sums: no, keygen: yes},
	{group: listed, name: "a file changed, and the manifest with it", change: func(t *testing.T, s *bundled) {
		old := get(t, s.at(ManifestName+".management.sig"))
		s.edit(t, "VERIFY.txt", "1.", "2.")
		s.listAnew(t, nil)
		put(t, s.at(ManifestName+".management.sig"), old)
	}, ours: OutcomeInvalid, says: "MANIFEST.sha256: invalid", sums: yes, keygen: no},
	{group: listed, name: "the same, and the signature of the manifest taken away", change: func(t *testing.T, s *bundled) {
		s.edit(t, "VERIFY.txt", "1.", "2.")
		s.listAnew(t, nil)
	}, ours: OutcomeIncomplete, says: "MANIFEST.sha256: missing", sums: yes, keygen: na},
	{group: listed, name: "the same, signed by a foreign key", change: func(t *testing.T, s *bundled) {
		s.edit(t, "VERIFY.txt", "1.", "2.")
		s.listAnew(t, newKey(t))
	}, ours: OutcomeInvalid, says: "MANIFEST.sha256: invalid", sums: yes, keygen: no},
	{group: listed, name: "the same, and the foreign key put into the list of the bundle", change: func(t *testing.T, s *bundled) {
		stranger := newKey(t)
		line, err := signature.Line(s.doc.Trailer.Signers[1].Principal, stranger.PublicKey())
		if err != nil {
			t.Fatal(err)
		}
		s.edit(t, "VERIFY.txt", "1.", "2.")
		put(t, s.at("allowed_signers"), []byte(line+"\n"))
		s.listAnew(t, stranger)
	}, ours: OutcomeInvalid, says: "MANIFEST.sha256: invalid", sums: yes, keygen: yes},
	{group: listed, name: "a manifest signed by the lead", change: func(t *testing.T, s *bundled) { s.listAnew(t, s.lead) }, ours: OutcomeInvalid, says: "MANIFEST.sha256: invalid", sums: yes, keygen: no},
	{group: listed, name: "a file missing", change: func(t *testing.T, s *bundled) { remove(t, s.at("plug.html")) }, ours: OutcomeIncomplete, says: "missing plug.html", sums: no, keygen: yes},
	{group: listed, name: "a file added", change: func(t *testing.T, s *bundled) { put(t, s.at("proof/more.txt"), nil) }, ours: OutcomeInvalid, says: "not listed proof/more.txt", sums: yes, keygen: yes},
	{group: listed, name: "a manifest that lists a file outside of the folder, signed", change: func(t *testing.T, s *bundled) {
		put(t, filepath.Join(filepath.Dir(s.folder), "outside"), []byte("x"))
		s.manifest(t, sumOf([]byte("x"))+"  ../outside\n")
	}, says: `has ".." in it`, sums: yes, keygen: yes},
	{group: listed, name: "a manifest that lists a file twice, signed", change: func(t *testing.T, s *bundled) {
		s.manifest(t, sumOf(get(t, s.at("plug.md")))+"  plug.md\n")
	}, says: "the name stands twice", sums: yes, keygen: yes},
	{group: listed, name: "a line of the manifest that sha256sum passes over, signed", change: func(t *testing.T, s *bundled) { s.manifest(t, "not a line\n") }, says: "a line is a SHA-256", sums: yes, keygen: yes},
	{group: listed, name: "a manifest with CRLF line ends", change: func(t *testing.T, s *bundled) { put(t, s.at(ManifestName), crlf(get(t, s.at(ManifestName)))) }, ours: OutcomeInvalid, says: "MANIFEST.sha256: invalid", sums: yes, keygen: no},

	{group: taken, name: "a file of evidence exchanged, and the manifest signed again", change: func(t *testing.T, s *bundled) {
		put(t, s.at("proof/scan.txt"), []byte("weak\n"))
		s.listAnew(t, s.boss)
	}, ours: OutcomeInvalid, says: "changed proof/scan.txt", sums: yes, keygen: yes},
	{group: taken, name: "a file of evidence left out, and the manifest signed again", change: func(t *testing.T, s *bundled) {
		remove(t, s.at("proof/scan.txt"))
		s.listAnew(t, s.boss)
	}, ours: OutcomeIncomplete, says: "missing proof/scan.txt", sums: yes, keygen: yes},
	{group: taken, name: "a link in the place of the evidence, to the same bytes elsewhere", change: func(t *testing.T, s *bundled) {
		outside := put(t, filepath.Join(filepath.Dir(s.folder), "scan.txt"), get(t, s.at("proof/scan.txt")))
		remove(t, s.at("proof/scan.txt"))
		if err := os.Symlink(outside, s.at("proof/scan.txt")); err != nil {
			t.Skip(err)
		}
	}, says: "it is a link", sums: yes, keygen: yes},
	{group: taken, name: "the Markdown says something else, and the manifest is signed again", change: func(t *testing.T, s *bundled) {
		s.edit(t, "plug.md", "Acme Plug S2", "Acme Plug S3")
		s.listAnew(t, s.boss)
	}, ours: OutcomeInvalid, says: "differs plug.md", sums: yes, keygen: yes},
	{group: taken, name: "a signature stripped, and the manifest signed again", change: func(t *testing.T, s *bundled) {
		remove(t, s.at("plug.json.management.sig"))
		s.listAnew(t, s.boss)
	}, ours: OutcomeIncomplete, says: "management: missing", sums: yes, keygen: yes},
	{group: taken, name: "a signature that nobody asked for, listed", change: func(t *testing.T, s *bundled) {
		put(t, s.at("plug.json.somebody.sig"), get(t, s.at("plug.json.management.sig")))
		s.listAnew(t, s.boss)
	}, ours: OutcomeInvalid, says: "stray plug.json.somebody.sig", sums: yes, keygen: yes},
	{group: taken, name: "a second self-assessment, listed", change: func(t *testing.T, s *bundled) {
		put(t, s.at("plug2.json"), get(t, s.at("plug.json")))
		s.listAnew(t, s.boss)
	}, ours: OutcomeInvalid, says: "missing", sums: yes, keygen: yes},

	{group: packing, name: "a way out of the folder (zip slip)", pack: extra("../evil", "x", 0), says: `has ".." in it`, unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "an absolute path", pack: extra("/tmp/selfmark-evil", "x", 0), says: "absolute path", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a way out by backslashes", pack: extra(`a\..\..\evil`, "x", 0), says: "backslash", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a drive letter", pack: extra("C:/evil", "x", 0), says: "drive letter", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a link", pack: extra("evil", "/etc/passwd", fs.ModeSymlink|0o777), says: "it is a link", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a link to a folder, and a file behind it", pack: func(t *testing.T, h *hostile, s *bundled) {
		extra("evil", "..", fs.ModeSymlink|0o777)(t, h, s)
		extra("evil/file", "x", 0)(t, h, s)
	}, says: "it is a link", unzip: no, sums: na, keygen: na},
	{group: packing, name: "a document once more with other words, and then as it was", pack: func(t *testing.T, h *hostile, s *bundled) {
		h.file("plug.md", bytes.Replace(get(t, s.at("plug.md")), []byte("Acme Plug S2"), []byte("Acme Plug S3"), 1), nil)
		h.file("plug.md", get(t, s.at("plug.md")), nil)
	}, says: "stands twice", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "names that are one on Windows and macOS", pack: extra("PLUG.md", "x", 0), says: "stands twice, or is the same", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a name that Windows takes for a device", pack: extra("NUL.txt", "x", 0), says: "Windows cannot hold", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a name with a direction override", pack: extra("a\u202etxt.exe", "x", 0), says: "hidden ones", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a bomb: three megabytes from three kilobytes", pack: extra("zeros", string(make([]byte, 3<<20)), 0), says: "more than 200 times", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a bomb of parts that lie over each other", pack: func(t *testing.T, h *hostile, s *bundled) {
		extra("a", "", 0)(t, h, s)
		extra("b", "", 0)(t, h, s)
	}, bytes: func(z []byte) []byte {
		second := bytes.LastIndex(z, []byte("PK\x01\x02"))
		first := bytes.LastIndex(z[:second], []byte("PK\x01\x02"))
		copy(z[second+42:second+46], z[first+42:first+46])
		return z
	}, says: "lies over other files", unzip: no, sums: na, keygen: na},
	{group: packing, name: "a part that says it has more than 1 GB", pack: func(_ *testing.T, h *hostile, _ *bundled) {
		h.raw(zip.FileHeader{Name: "large", Method: zip.Store, UncompressedSize64: 1<<30 + 1}, make([]byte, 6<<20))
	}, says: "larger than 1 GB", unzip: no, sums: na, keygen: na},
	{group: packing, name: "another name in front of the bytes than in the directory", pack: extra("good", "x", 0),
		bytes: func(z []byte) []byte { return bytes.Replace(z, []byte("good"), []byte("evil"), 1) }, says: "names it in another way", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a program in front of the ZIP", pack: bare, bytes: func(z []byte) []byte { return append([]byte("#!/bin/sh\nexit\n"), z...) }, says: "before, between or after", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a second ZIP behind it", pack: bare, bytes: func(z []byte) []byte { return append(bytes.Clone(z), z...) }, says: "before, between or after", unzip: yes, sums: yes, keygen: yes},
	{group: packing, name: "a ZIP cut off", pack: bare, bytes: func(z []byte) []byte { return z[:len(z)-10] }, says: "before, between or after", unzip: no, sums: na, keygen: na},
}

// zipped is the bundle as a ZIP with what the attack adds.
func (a *bundleAttack) zipped(t *testing.T, s *bundled) string {
	t.Helper()
	h := &hostile{t: t}
	h.z = zip.NewWriter(&h.out)
	for _, name := range inFolder(t, s.folder) {
		h.file(name, get(t, s.at(name)), nil)
	}
	a.pack(t, h, s)
	if err := h.z.Close(); err != nil {
		t.Fatal(err)
	}
	data := h.out.Bytes()
	if a.bytes != nil {
		data = a.bytes(data)
	}
	return put(t, filepath.Join(t.TempDir(), "bundle.zip"), data)
}

// ourWord is what selfmark verify says of a bundle.
func (s *bundled) ourWord(path string) (Outcome, string) {
	r, err := VerifyBundle(path, version, &s.allowed)
	if err != nil {
		return "", err.Error()
	}
	said := []string{faults(r)}
	if r.Manifest.Verdict != Valid {
		said = append(said, ManifestName+": "+string(r.Manifest.Verdict))
	}
	for i := range r.Documents {
		for _, c := range r.Documents[i].Checks {
			if c.Verdict != Valid {
				said = append(said, c.Signer+": "+string(c.Verdict))
			}
		}
	}
	return r.Outcome, join(said...)
}

// theirWord is what the stock tools say that VERIFY.txt names, and unzip before them.
func (s *bundled) theirWord(t *testing.T, path string) (unzip, sums, keys word) {
	t.Helper()
	folder := path
	if strings.HasSuffix(path, ".zip") {
		folder = filepath.Join(t.TempDir(), "unpacked")
		c := exec.Command(stock(t, "unzip"), "-q", "-o", path, "-d", folder)
		err := c.Run()
		if err != nil && c.ProcessState.ExitCode() != 1 { // a warning
			return no, na, na
		}
		unzip = yes
	}
	c := exec.Command(stock(t, "sha256sum"), "-c", "--status", ManifestName)
	c.Dir = folder
	sums = answer(c.Run() == nil)
	sig := filepath.Join(folder, ManifestName+".management.sig")
	if _, err := os.Stat(sig); err != nil {
		return unzip, sums, na
	}
	c = exec.Command(keygen(t), "-Y", "verify", "-f", "allowed_signers", "-I", s.doc.Trailer.Signers[1].Principal, "-n", signature.Namespace, "-s", sig)
	c.Dir, c.Stdin = folder, bytes.NewReader(get(t, filepath.Join(folder, ManifestName)))
	return unzip, sums, answer(c.Run() == nil)
}

func answer(accepted bool) word {
	if accepted {
		return yes
	}
	return no
}

func stock(t *testing.T, tool string) string {
	t.Helper()
	path, err := exec.LookPath(tool)
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip(tool + " is not installed here")
	}
	return path
}

// bundleTable holds us and the stock tools against the same bundles.
func bundleTable(t *testing.T) string {
	t.Helper()
	whole := newBundled(t)
	var table strings.Builder
	group := ""
	for i := range bundleAttacks {
		a := &bundleAttacks[i]
		t.Run(a.name, func(t *testing.T) {
			s := whole.copied(t)
			if a.change != nil {
				a.change(t, s)
			}
			path := s.folder
			if a.pack != nil {
				path = a.zipped(t, s)
			}
			outcome, said := s.ourWord(path)
			if outcome != a.ours || !strings.Contains(said, a.says) || a.says == "" && said != "" {
				t.Errorf("we say %q: %s", outcome, said)
			}
			if unzip, sums, keys := s.theirWord(t, path); unzip != a.unzip || sums != a.sums || keys != a.keygen {
				t.Errorf("unzip %s, sha256sum %s, ssh-keygen %s", unzip, sums, keys)
			}
		})
		if a.group != group {
			group = a.group
			table.WriteString("\n### " + group + "\n\n| What | selfmark verify | unzip | sha256sum -c | ssh-keygen | What selfmark says |\n|---|---|---|---|---|---|\n")
		}
		table.WriteString("| " + strings.Join([]string{cell(a.name), cmp.Or(string(a.ours), "refuses to read it"), string(cmp.Or(a.unzip, na)), string(a.sums), string(a.keygen), cell(a.says)}, " | ") + " |\n")
	}
	return table.String()
}
