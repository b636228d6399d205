package publish

import (
	"errors"
	"fmt"
	"strings"

	"selfmark/export"
	"selfmark/export/signature"
)

var errBundleManagement = errors.New("the document names no signer with the role management, who would sign the manifest")

func errBundleKey(s export.TrailerSigner) error {
	return fmt.Errorf("the manifest is signed by the management, and the document names another key for %s: %s", s.ID, s.Fingerprint)
}

func errBundleStem(name string) error {
	return fmt.Errorf("the name %q cannot stand in the commands of VERIFY.txt; use letters, digits, points and hyphens only", name)
}

func errBundleName(id, name string) error {
	return fmt.Errorf("the file of evidence %s, %q, has a name that not every system can hold, or lies outside the folder; rename it", id, name)
}

func errBundleTwice(name string) error {
	return fmt.Errorf("two files of the bundle would have the name %s, which is one on Windows and macOS; rename the file of evidence", name)
}

func errBundleEvidence(name string) error {
	return fmt.Errorf("the file of evidence %s is not the one that was noted; look at it, then selfmark evidence refresh", name)
}

const verifyFiles = `How to verify this bundle with the tools of your system. selfmark is not needed.
Open a terminal in this folder.

1. Are the files those that the manifest lists?

Linux:
  sha256sum -c MANIFEST.sha256
macOS:
  shasum -a 256 -c MANIFEST.sha256
Windows, in PowerShell; it prints what is changed or missing, and nothing if all is well:
  Get-Content MANIFEST.sha256 | ForEach-Object { $h, $f = $_ -split '  ', 2; if (-not (Test-Path -LiteralPath $f) -or (Get-FileHash -Algorithm SHA256 -LiteralPath $f).Hash -ne $h) { "CHANGED: $f" } }

2. Who signed?

The file allowed_signers came with the bundle, so it proves nothing by itself. Ask the
manufacturer by another way, such as the telephone, for the fingerprints of these keys:
`

const verifyEnd = `
Each command must answer: Good "selfmark-document-v1" signature for the person named.
A .sig file holds exactly one block and nothing else; ssh-keygen looks at the first only.
The signature shows that the text has not changed since. It is not a qualified electronic
signature.
`

// howToVerify is VERIFY.txt.
func (b *Bundle) howToVerify() string {
	var w strings.Builder
	w.WriteString(verifyFiles)
	for _, s := range b.Trailer.Signers {
		if b.keys[s.ID] != nil && signature.ValidPrincipal(s.Principal) {
			fmt.Fprintf(&w, "  %s: %s\n", s.Principal, signature.Fingerprint(b.keys[s.ID]))
		}
	}
	w.WriteString("\nThen check each signature. On Linux and macOS as it stands; on Windows between\ncmd /c \" and \".\n\n")
	command := func(name string, s export.TrailerSigner) {
		fmt.Fprintf(&w, "  ssh-keygen -Y verify -f allowed_signers -I %s -n %s -s %s < %s\n", s.Principal, signature.Namespace, signature.Name(name, s.ID), name)
	}
	signers := map[string]export.TrailerSigner{}
	for _, s := range b.Trailer.Signers {
		signers[s.ID] = s
	}
	for _, f := range b.files {
		if name, id, ok := signature.Split(f.name); ok && signature.ValidPrincipal(signers[id].Principal) {
			command(name, signers[id])
		}
	}
	if b.Signed == 0 {
		w.WriteString("  No document of this bundle is signed.\n")
	}
	if b.signer != nil {
		command(ManifestName, *b.signer)
	} else {
		w.WriteString("  The manifest is not signed: it shows damage, not who put the files together.\n")
	}
	w.WriteString(verifyEnd)
	return w.String()
}
