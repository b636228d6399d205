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

func errBundleName(id, name, why string) error {
	return fmt.Errorf("the file of evidence %s, %q: %s; rename it, or put it into the folder of the assessment", id, name, why)
}

func errBundleTwice(name string) error {
	return fmt.Errorf("two files or folders of the bundle would have the name %s, which is one on Windows and macOS; rename the file of evidence", name)
}

func errBundleEvidence(name string) error {
	return fmt.Errorf("the file of evidence %s is not the one that was noted; look at it, then selfmark evidence refresh", name)
}

// Limits, where a bundle is made and where one is read.
var (
	errBundleMany = fmt.Errorf("the bundle has more than %d files", maxBundleFiles)
	errNoZIP      = errors.New("it is no ZIP from its first to its last byte: it is cut off, or something stands before, between or after its files")
	errZIPSize    = fmt.Errorf("the ZIP is larger than %d GB", maxBundle>>30)
)

func errBundleFileSize(name string) error {
	return fmt.Errorf("%s is larger than 1 GB, too large for a bundle", name)
}

func errBundleSize(name string) error {
	return fmt.Errorf("with %s the files of the bundle are larger than %d GB together", name, maxBundle>>30)
}

func errBundleTight(name string) error {
	return fmt.Errorf("%s takes more than %d times its packed size, which readers of ZIPs take for a bomb; a folder instead of a ZIP can hold it", name, maxRatio)
}

func errTooLarge(name string, most int64) error {
	return fmt.Errorf(msgLargerKB, name, most>>10)
}

// What a bundle cannot be, so that it is not read on.
const (
	isLink           = "it is a link, and a bundle holds files only"
	isNoFile         = "it is neither a file nor a folder"
	partEncrypted    = "it is encrypted"
	partMethod       = "it is packed in a way that selfmark does not read"
	partBroken       = "it cannot be unpacked: it is damaged, or not of the size that the ZIP says"
	partHeader       = "the directory of the ZIP names it in another way than the place where it lies"
	partsOverlap     = "it lies over other files of the ZIP, as in a bomb"
	nameUnreadable   = "the name is empty, no UTF-8 or has control characters or hidden ones in it"
	nameBackslash    = "the name has a backslash in it, which leads elsewhere on Windows"
	nameAbsolute     = "the name is an absolute path, which leads out of the folder"
	nameDrive        = "the name begins with a drive letter, which leads out of the folder"
	nameLeavesFolder = `the name has ".." in it, which leads out of the folder`
	nameDetour       = "the name has an empty part or a single point in it"
	nameWindows      = "Windows cannot hold a file of that name"
)

func errBundlePath(name, why string) error { return fmt.Errorf("%q: %s", name, why) }

func errBundleClash(name string) error {
	return fmt.Errorf("%q stands twice, or is the same as another file or folder on Windows and macOS", name)
}

const verifyFiles = `How to verify this bundle with the tools of your system. selfmark is not needed.
Open a terminal in this folder.

1. Are the files those that the manifest lists?

Linux:
  sha256sum -c MANIFEST.sha256
macOS:
  shasum -a 256 -c MANIFEST.sha256
Windows, in PowerShell; it prints what is changed or missing, and nothing if all is well:
  Get-Content -Encoding UTF8 MANIFEST.sha256 | ForEach-Object { $h, $f = $_ -split '  ', 2; if (-not (Test-Path -LiteralPath $f) -or (Get-FileHash -Algorithm SHA256 -LiteralPath $f).Hash -ne $h) { "CHANGED: $f" } }
A file that the manifest does not list is no part of this bundle: nobody has signed it.

2. Who signed?

The file allowed_signers came with the bundle, so it proves nothing by itself. Ask the
manufacturer by another way, such as the telephone, for the fingerprints of these keys:
`

const verifyEnd = `
Each command must answer: Good "selfmark-document-v1" signature for the person named, and
end with the fingerprint that the manufacturer told you. Section 17 of the document names
everybody who must sign: a signature that is not here is missing.
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

func errNoBundle(path string) error {
	return fmt.Errorf("%s is no bundle of selfmark: there is no %s in it", path, ManifestName)
}

func errManifestLine(line int, why string) error {
	return fmt.Errorf("%s, line %d: %s", ManifestName, line, why)
}

// What is said of the manifest.
const (
	manifestForm   = "a line is a SHA-256 in small letters, two spaces and the name of a file"
	manifestTwice  = "the name stands twice, or is the same as another on Windows and macOS"
	manifestNobody = "no intact self-assessment in the bundle names a signer with the role management"
	manifestSigner = "the manifest is signed by the management only"
)

// Faults of files.
const (
	faultListed    = "the manifest lists it, and it is not there"
	faultDigest    = "its SHA-256 is not the one in the manifest"
	faultConverted = "the manifest lists it with other line ends: the file was converted on the way (mail, git or an editor)"
	faultNotListed = "the manifest does not list it, so that nobody has signed it"
	faultNoJSON    = "the same document as JSON is not there or not intact, so that its content was not compared"

	faultNoMain     = "there is no intact self-assessment as JSON, so that nobody can say who had to sign"
	faultSecondMain = "there is more than one self-assessment as JSON"
)

func faultEvidence(id string) string { return "the self-assessment names it as evidence " + id }

func faultEvidenceOther(id string) string {
	return "it is not the file that the self-assessment names as evidence " + id
}

func faultContent(name string) string { return "it does not have the same content as " + name }

func faultText(name string) string { return "it reads differently from what " + name + " gives" }

func faultVersion(theirs, ours string) string {
	return fmt.Sprintf("it was written by selfmark %q, and this is %q: verify it with that version to compare the formats", theirs, ours)
}

func warnPaper(name string) string {
	return name + " was made from another state of the assessment, or by another version of selfmark"
}
