package publish

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/export"
	"selfmark/export/signature"
)

// ManifestName is the list of all files of a bundle with their SHA-256, in the form
// of sha256sum.
const ManifestName = "MANIFEST.sha256"

// Bundle is everything for the technical file and for whoever verifies it.
type Bundle struct {
	Trailer  export.Trailer
	Signed   int // signatures of documents in it
	files    []bundleFile
	evidence []bundleFile // without bytes: they are read when the bundle is written
	folder   string       // where the evidence lies
	most     int64        // bytes of all files together
	signer   *export.TrailerSigner
	keys     map[string]ssh.PublicKey // by signer, of good signatures
}

type bundleFile struct {
	name   string // with slashes
	data   []byte
	digest string // that evidence must have, "" for any
}

// NewBundle collects the documents of a source in all formats, the papers, and what was
// signed beside the source, whose file is path. Evidence is named by the assessment and
// lies in the same folder. The documents take the name of an exported one.
func NewBundle(cat *catalogue.Catalogue, s Source, date time.Time, version, source string) (*Bundle, error) {
	b := &Bundle{folder: filepath.Dir(source), most: maxBundle, keys: map[string]ssh.PublicKey{}}
	if err := b.name(s.Assessment.Evidence); err != nil {
		return nil, err
	}
	formats := Formats()
	result, opts := assessment.Evaluate(cat, s.Assessment, date), export.Options{ToolVersion: version}
	document := export.Build(cat, s.Assessment, result, opts)
	exported := Rendered{Model: document, Date: result.Date}
	if s.Document != nil {
		exported = Rendered{Model: *s.Document, Date: s.Date(date)}
	}
	b.Trailer = exported.Model.Trailer()
	for _, format := range formats {
		r := rendered(exported.Model, exported.Date, format)
		name := r.FileName()
		if s.Document != nil {
			name = strings.TrimSuffix(filepath.Base(source), filepath.Ext(source)) + "." + string(format)
		}
		if strings.ContainsFunc(name, outsideShell) {
			return nil, errBundleStem(name)
		}
		b.signed(name, r.Bytes)
	}
	for _, kind := range export.PaperKinds() {
		paper := export.PaperBeside(document, kind, cat, s.Assessment, result, opts, "")
		for _, format := range formats {
			p := paperAs(paper, format)
			b.signed(filepath.Base(p.Beside("x")), p.Bytes)
		}
	}
	b.files = append(b.files, bundleFile{name: ".gitattributes", data: []byte("* -text\n")})
	return b, b.distinct()
}

// name notes the files of evidence, each once; they are read when the bundle is written.
func (b *Bundle) name(list []assessment.Evidence) error {
	for _, e := range list {
		name := path.Clean(e.File)
		if e.File == "" || slices.ContainsFunc(b.evidence, func(f bundleFile) bool { return f.name == name }) {
			continue
		}
		if why := nameFault(name); why != "" {
			return errBundleName(e.ID, e.File, why)
		}
		b.evidence = append(b.evidence, bundleFile{name: name, digest: e.SHA256})
	}
	if len(b.evidence) > maxBundleFiles-forDocuments {
		return errBundleMany
	}
	return nil
}

// signed adds a document, and the good signatures of its signers that lie in the folder.
func (b *Bundle) signed(name string, data []byte) {
	b.files = append(b.files, bundleFile{name: name, data: data})
	for _, s := range b.Trailer.Signers {
		if !signature.ValidSignerID(s.ID) {
			continue
		}
		armored, err := readFile(filepath.Join(b.folder, signature.Name(name, s.ID)), signature.MaxSize)
		if err != nil {
			continue
		}
		sig, err := signature.Parse(armored)
		if err != nil || sig.Verify(data) != nil || s.Fingerprint != "" && s.Fingerprint != signature.Fingerprint(sig.Key) {
			continue
		}
		b.keys[s.ID] = sig.Key
		b.Signed++
		b.files = append(b.files, bundleFile{name: signature.Name(name, s.ID), data: armored})
	}
}

// allowedSigners lists whose key signed, in the form of ssh's allowed_signers.
func (b *Bundle) allowedSigners() []byte {
	list := ""
	for _, s := range b.Trailer.Signers {
		if b.keys[s.ID] == nil {
			continue
		}
		if line, err := signature.Line(s.Principal, b.keys[s.ID]); err == nil {
			list += line + "\n"
		}
	}
	return []byte(list)
}

// outsideShell says of a letter that it does not stand for itself in every shell, as the
// names in the commands of VERIFY.txt must.
func outsideShell(r rune) bool {
	return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r))
}

// distinct refuses two files whose names are one on Windows and macOS.
func (b *Bundle) distinct() error {
	taken := names{}
	for _, name := range []string{ManifestName, "VERIFY.txt", "allowed_signers"} {
		taken.clash(name)
	}
	for _, f := range slices.Concat(b.files, b.evidence) {
		if taken.clash(f.name) || strings.HasPrefix(strings.ToLower(f.name), strings.ToLower(ManifestName)+".") {
			return errBundleTwice(f.name)
		}
	}
	return nil
}

// SignedBy names the signer whose key signs the manifest: the management.
func (b *Bundle) SignedBy(key ssh.PublicKey) error {
	for i, s := range b.Trailer.Signers {
		if !s.Person().ForManagement() {
			continue
		}
		if s.Fingerprint != "" && s.Fingerprint != signature.Fingerprint(key) {
			return errBundleKey(s)
		}
		b.signer, b.keys[s.ID] = &b.Trailer.Signers[i], key
		return nil
	}
	return errBundleManagement
}

// WriteZIP writes the bundle as one ZIP file. The same bundle gives the same bytes.
// sign signs the manifest; it is called only after SignedBy. What readers of ZIPs would
// take for a bomb is an error.
func (b *Bundle) WriteZIP(w io.Writer, sign func([]byte) ([]byte, error)) error {
	z := zip.NewWriter(w)
	var parts []*zip.FileHeader
	err := b.write(func(name string, r io.Reader) error {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: firstDay}
		parts = append(parts, header)
		part, err := z.CreateHeader(header)
		if err == nil {
			_, err = io.Copy(part, r)
		}
		return err
	}, sign)
	if err != nil {
		return err
	}
	if err := z.Close(); err != nil { // from here on the sizes are known
		return err
	}
	for _, part := range parts {
		if tooTight(int64(part.CompressedSize64), int64(part.UncompressedSize64)) {
			return errBundleTight(part.Name)
		}
	}
	return nil
}

// firstDay is the first that a ZIP can name: without a date of its own a file would be of
// the month 0, which strict readers refuse, and with the date of today no two runs would
// give the same bytes.
var firstDay = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// WriteFolder writes the bundle into an empty folder; it overwrites nothing.
func (b *Bundle) WriteFolder(folder string, sign func([]byte) ([]byte, error)) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	return b.write(func(name string, r io.Reader) error {
		name = filepath.FromSlash(name)
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		if _, err = io.Copy(f, r); err == nil {
			err = f.Sync()
		}
		return errors.Join(err, f.Close())
	}, sign)
}

// UnreadError says which file of evidence cannot be read, and why.
type UnreadError struct {
	Name  string
	Cause string
}

// Error is one sentence.
func (e *UnreadError) Error() string { return fmt.Sprintf(msgEvidence, e.Name, e.Cause) }

func unread(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &UnreadError{name, msgNotThere}
	}
	return &UnreadError{name, file.Cause(err).Error()}
}

// evidenceReader tells errors of reading from those of writing.
type evidenceReader struct {
	io.Reader
	name string
}

func (r evidenceReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	if err != nil && err != io.EOF {
		err = unread(r.name, err)
	}
	return n, err
}

// write hands every file over, the manifest last, for it lists the others.
func (b *Bundle) write(put func(string, io.Reader) error, sign func([]byte) ([]byte, error)) error {
	manifest, rest := "", b.most
	hashed := func(name string, r io.Reader) (string, error) {
		h := &counted{Hash: sha256.New()}
		if err := put(name, io.TeeReader(io.LimitReader(r, rest+1), h)); err != nil {
			return "", err
		}
		if rest -= h.n; rest < 0 {
			return "", errBundleSize(name)
		}
		digest := hex.EncodeToString(h.Sum(nil))
		manifest += digest + "  " + name + "\n"
		return digest, nil
	}
	files := append(slices.Clone(b.files), bundleFile{name: "VERIFY.txt", data: []byte(b.howToVerify())}, bundleFile{name: "allowed_signers", data: b.allowedSigners()})
	sort.SliceStable(files, func(i, j int) bool { return files[i].name < files[j].name })
	for _, f := range files {
		if _, err := hashed(f.name, strings.NewReader(string(f.data))); err != nil {
			return err
		}
	}
	for _, e := range b.evidence {
		f, err := file.OpenEvidence(b.folder, filepath.FromSlash(e.name))
		if err != nil {
			return unread(e.name, err)
		}
		digest, err := hashed(e.name, evidenceReader{f, e.name})
		f.Close()
		switch {
		case err != nil:
			return err
		case e.digest != "" && digest != e.digest:
			return errBundleEvidence(e.name)
		}
	}
	if err := put(ManifestName, strings.NewReader(manifest)); err != nil || b.signer == nil {
		return err
	}
	armored, err := sign([]byte(manifest))
	if err != nil {
		return err
	}
	return put(signature.Name(ManifestName, b.signer.ID), strings.NewReader(string(armored)))
}
