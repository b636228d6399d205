package publish

import (
	"archive/zip"
	"bytes"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestBundleNames: a name that leaves the folder, that a system cannot hold or that is
// another's on Windows and macOS does not come into a bundle.
func TestBundleNames(t *testing.T) {
	for name, want := range map[string]bool{"proof/scan.txt": true, "Prüfbericht 1.pdf": true, "../scan.txt": false, "a/../../b": false, "/etc/passwd": false, "": false,
		`a\b`: false, "C:x": false, "a\nb": false, "what?": false} {
		if (nameFault(name) == "") != want {
			t.Errorf("%q: %t", name, !want)
		}
	}
	for name, want := range map[string]bool{"proof/verify.txt": true, "Verify.TXT": false, "manifest.SHA256": false, "MANIFEST.sha256.management.sig": false, "ALLOWED_signers": false, "PLUG.md": false} {
		b := &Bundle{files: []bundleFile{{name: "plug.md"}}, evidence: []bundleFile{{name: name}}}
		if err := b.distinct(); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
	b := &Bundle{evidence: []bundleFile{{name: "proof/a"}, {name: "Proof/b"}}}
	if err := b.distinct(); err == nil || !strings.Contains(err.Error(), "Proof/b") {
		t.Errorf("folders that are one on Windows: %v", err)
	}
	b.evidence[1].name = "proof/b"
	if err := b.distinct(); err != nil {
		t.Error(err)
	}
}

// TestManagementInCapitals: who may approve a risk for the management may sign the
// manifest, however the role is written.
func TestManagementInCapitals(t *testing.T) {
	a := example(t, "smart-plug")
	a.Signers[1].Role, a.Signers[1].Fingerprint = "Management", ""
	model := Render(cat, a, day, version, JSON).Model
	b := &Bundle{Trailer: model.Trailer(), keys: map[string]ssh.PublicKey{}}
	if err := b.SignedBy(newKey(t).PublicKey()); err != nil {
		t.Error(err)
	}
	nothing := func(string) (io.ReadCloser, error) { return nil, fs.ErrNotExist }
	v := inspection{opened: &opened{open: nothing}, main: &model, r: &BundleReport{}}
	v.manifest(nil)
	if v.r.Manifest.Signer != "management" || v.r.Manifest.Verdict != Missing {
		t.Errorf("%+v", v.r.Manifest)
	}
}

// FuzzZIP: whatever a file holds, reading it as a bundle ends, and names that lead out
// never come of it.
func FuzzZIP(f *testing.F) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, data := range map[string]string{"MANIFEST.sha256": strings.Repeat("0", 64) + "  a/b\n", "a/b": "b", "a/": ""} {
		w, err := z.Create(name)
		if err != nil {
			f.Fatal(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			f.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	f.Add(bytes.Replace(out.Bytes(), []byte("a/b"), []byte("../"), -1))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := zipParts(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		for _, p := range list {
			folder, err := p.fault()
			if err != nil || folder {
				continue
			}
			if !filepath.IsLocal(filepath.FromSlash(p.name)) || strings.Contains(p.name, "..") && nameFault(p.name) != "" {
				t.Errorf("%q", p.name)
			}
			n, err := io.Copy(io.Discard, io.LimitReader(p.open(bytes.NewReader(data)), 1<<20))
			if err == nil && n < 1<<20 && n != p.size {
				t.Errorf("%q: %d bytes, not %d", p.name, n, p.size)
			}
		}
	})
}
