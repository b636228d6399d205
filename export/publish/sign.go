package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/export"
	"selfmark/export/signature"
)

// maxDocument is the largest document that is signed or verified, in bytes.
const maxDocument = export.MaxJSONSize

// Reasons why a document is not signed.
var (
	ErrDraft       = errors.New(msgDocumentNotFinal)
	ErrFingerprint = errors.New(msgDocumentNamesNoKey)
	ErrConverted   = errors.New(msgLineEndsFirstLast)
)

// Document is a document on disk with what it says about itself.
type Document struct {
	Path    string
	Bytes   []byte
	Trailer export.Trailer
	// Converted says that line ends were changed, or a byte order mark was put in
	// front. No signature fits such a document, and it is not signed.
	Converted bool
	read      reader // of what lies beside it
}

// reader reads a file that is not larger than so many bytes: from disk, or from a bundle.
type reader func(path string, most int64) ([]byte, error)

// ReadDocument reads a Markdown, JSON or HTML document and what it says of its signers.
func ReadDocument(path string) (Document, error) { return readDocument(path, readFile) }

func readDocument(path string, read reader) (Document, error) {
	data, err := read(path, maxDocument)
	if err != nil {
		return Document{}, err
	}
	original := unconverted(data)
	if why := noText(original); why != "" {
		return Document{}, fmt.Errorf(msgNoIntactDocument, path, why)
	}
	parse := map[Format]func([]byte) (export.Trailer, error){Markdown: export.ParseTrailer, JSON: export.ParseJSON, HTML: export.ParseHTML}
	trailer, err := parse[formatOf(original)](original)
	if err != nil {
		return Document{}, fmt.Errorf(msgNoIntactDocument, path, strings.TrimLeft(strings.TrimPrefix(err.Error(), msgNoDocumentOfOurs), ": "))
	}
	return Document{path, data, trailer, !bytes.Equal(original, data), read}, nil
}

// Format is the rendering of the document.
func (d Document) Format() Format { return formatOf(unconverted(d.Bytes)) }

// formatOf tells the formats apart by how they begin.
func formatOf(data []byte) Format {
	switch start := bytes.TrimSpace(data); {
	case bytes.HasPrefix(start, []byte("{")):
		return JSON
	case bytes.HasPrefix(start, []byte("<!DOCTYPE html>")):
		return HTML
	default:
		return Markdown
	}
}

// noText says why what was read cannot be a document at all, "" when it may be one.
func noText(data []byte) string {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return msgEmpty
	case !utf8.Valid(data):
		return msgNoUTF8
	}
	return ""
}

// unconverted takes back what mail, git and editors do to a text: line ends, a byte
// order mark, line ends at the end of the file.
func unconverted(data []byte) []byte {
	text := bytes.ReplaceAll(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), []byte("\r\n"), []byte("\n"))
	return append(bytes.TrimRight(text, "\n"), '\n')
}

// readFile reads an ordinary file that is not too large.
func readFile(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf(msgFolder2, path)
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf(msgNoOrdinaryFile2, path)
	case info.Size() > most:
		return nil, fmt.Errorf(msgLargerKB, path, most>>10)
	}
	return file.ReadWhole(path, most)
}

// Signer finds a required signer by id.
func (d Document) Signer(id string) (export.TrailerSigner, error) {
	var ids []string
	for _, s := range d.Trailer.Signers {
		if s.ID == id {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	if len(ids) == 0 {
		return export.TrailerSigner{}, errors.New(msgDocumentNamesNoSigners)
	}
	return export.TrailerSigner{}, fmt.Errorf(msgDocumentDoesNotRequire, id, strings.Join(ids, ", "))
}

// MaySign says whether a signer may sign this document with this key: the key
// must be the one the document names, and a document that is not final is signed
// only as what it is.
func (d Document) MaySign(id string, key ssh.PublicKey, draft bool) error {
	s, err := d.Signer(id)
	if err != nil {
		return err
	}
	if d.Converted {
		return fmt.Errorf("%s: %w", d.Path, ErrConverted)
	}
	if d.Trailer.Status != string(assessment.Final) && !draft {
		return ErrDraft
	}
	switch fingerprint := signature.Fingerprint(key); {
	case s.Fingerprint == "":
		return ErrFingerprint
	case s.Fingerprint != fingerprint:
		return fmt.Errorf(msgDocumentNamesKeyKey, s.Fingerprint, id, fingerprint)
	}
	return nil
}

// Sign signs the exact bytes of the document and writes <document>.<signer>.sig.
func (d Document) Sign(id string, signer ssh.Signer, draft, force bool, rand io.Reader) (string, error) {
	if err := d.MaySign(id, signer.PublicKey(), draft); err != nil {
		return "", err
	}
	armored, err := signature.Sign(signer, d.Bytes, rand)
	if err != nil {
		return "", err
	}
	return signature.Write(d.Path, id, armored, force, replace)
}

// Adopt takes the key's fingerprint over for a signer who has none, so that the
// document can be exported anew with it before it is signed.
func Adopt(a assessment.Assessment, id, fingerprint string) (assessment.Assessment, error) {
	i := slices.IndexFunc(a.Signers, func(s assessment.Signer) bool { return s.ID == id })
	if i < 0 {
		return a, fmt.Errorf(msgAssessmentNoSigner, id)
	}
	for _, other := range a.Signers {
		if other.ID != id && other.Fingerprint == fingerprint {
			return a, fmt.Errorf(msgKeyEverySignerSigns, other.ID)
		}
	}
	a = a.Clone()
	a.Signers[i].Fingerprint = fingerprint
	return a, nil
}

// RenderedOn finds the date for which this document was rendered from an
// assessment: the one among the dates it names that gives its digest again. It is
// false when the assessment, the catalogue or the program changed since.
func (d Document) RenderedOn(cat *catalogue.Catalogue, a assessment.Assessment, version string) (time.Time, bool) {
	seen := map[string]bool{}
	for _, date := range dateForm().FindAllString(string(d.Bytes), -1) {
		if seen[date] || len(seen) == maxDates {
			continue
		}
		seen[date] = true
		day, err := time.Parse(time.DateOnly, date)
		if err != nil {
			continue
		}
		if export.Build(cat, a, assessment.Evaluate(cat, a, day), export.Options{ToolVersion: version}).Digest == d.Trailer.Content() {
			return day, true
		}
	}
	return time.Time{}, false
}

var dateForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b`) })

// maxDates is how many dates of a document are tried; its own stands on its first
// page.
const maxDates = 8
