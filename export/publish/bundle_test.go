package publish

import "testing"

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
}
