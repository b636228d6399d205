package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/export"
	"selfmark/export/signature"
)

// maxDocument is the largest document that is signed or verified, in bytes.
const maxDocument = 64 << 20

// Reasons why a document is not signed.
var (
	ErrDraft       = errors.New("the document is not final")
	ErrFingerprint = errors.New("the document names no key for this signer yet")
)

// Document is a document on disk with what it says about itself.
type Document struct {
	Path    string
	Bytes   []byte
	Trailer export.Trailer
}

// ReadDocument reads a Markdown or JSON document and what it says of its signers.
func ReadDocument(path string) (Document, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Document{}, err
	}
	if info.IsDir() {
		return Document{}, fmt.Errorf("%s is a folder", path)
	}
	if info.Size() > maxDocument {
		return Document{}, fmt.Errorf("%s is larger than %d MB", path, maxDocument>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return Document{}, err
	}
	parse := export.ParseTrailer
	if bytes.HasPrefix(bytes.TrimSpace(data), []byte("{")) {
		parse = export.ParseJSON
	}
	trailer, err := parse(data)
	if err != nil {
		return Document{}, fmt.Errorf("%s is no selfmark document, or was changed: %w", path, err)
	}
	return Document{path, data, trailer}, nil
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
		return export.TrailerSigner{}, errors.New("the document names no signers; add them in step 11 and export it again")
	}
	return export.TrailerSigner{}, fmt.Errorf("the document does not require a signature by %q; it requires %s", id, strings.Join(ids, ", "))
}

// MaySign says whether a signer may sign this document with this key: the key
// must be the one the document names, and a document that is not final is signed
// only as what it is.
func (d Document) MaySign(id string, key ssh.PublicKey, draft bool) error {
	s, err := d.Signer(id)
	if err != nil {
		return err
	}
	if d.Trailer.Status != string(assessment.Final) && !draft {
		return ErrDraft
	}
	switch fingerprint := signature.Fingerprint(key); {
	case s.Fingerprint == "":
		return ErrFingerprint
	case s.Fingerprint != fingerprint:
		return fmt.Errorf("the document names the key %s for %s, and this key is %s", s.Fingerprint, id, fingerprint)
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
	return signature.Write(d.Path, id, armored, force)
}

// Adopt takes the key's fingerprint over for a signer who has none, so that the
// document can be exported anew with it before it is signed.
func Adopt(a assessment.Assessment, id, fingerprint string) (assessment.Assessment, error) {
	i := slices.IndexFunc(a.Signers, func(s assessment.Signer) bool { return s.ID == id })
	if i < 0 {
		return a, fmt.Errorf("the assessment has no signer %q", id)
	}
	a = a.Clone()
	a.Signers[i].Fingerprint = fingerprint
	return a, nil
}

// Verdict is what is known of one required signature.
type Verdict string

// The verdicts.
const (
	Valid      Verdict = "valid"
	Missing    Verdict = "missing"
	Invalid    Verdict = "invalid"
	UnknownKey Verdict = "unknown key"
	NotChecked Verdict = "good, identity not checked"
)

// Check is the verdict on one required signer.
type Check struct {
	Signer      string  `json:"signer"`
	Name        string  `json:"name"`
	Principal   string  `json:"principal"`
	Verdict     Verdict `json:"verdict"`
	Fingerprint string  `json:"fingerprint"` // of the key that signed, "" if none did
	Detail      string  `json:"detail"`
}

// Report is the outcome of a verification.
type Report struct {
	Document string  `json:"document"`
	ID       string  `json:"document_id"`
	Revision int     `json:"revision"`
	Status   string  `json:"status"`
	Complete bool    `json:"complete"` // every required signature is valid
	Checks   []Check `json:"signatures"`
}

// Verify checks every required signature of a document. Without a list of signers
// nothing is complete: the structure is checked, the identity is not.
func (d Document) Verify(allowed *signature.AllowedSigners) Report {
	r := Report{Document: filepath.Base(d.Path), ID: d.Trailer.ID, Revision: d.Trailer.Revision, Status: d.Trailer.Status, Checks: []Check{}}
	r.Complete = allowed != nil && len(d.Trailer.Signers) > 0
	for _, s := range d.Trailer.Signers {
		c := d.check(s, allowed)
		r.Complete = r.Complete && c.Verdict == Valid
		r.Checks = append(r.Checks, c)
	}
	return r
}

func (d Document) check(s export.TrailerSigner, allowed *signature.AllowedSigners) Check {
	c := Check{Signer: s.ID, Name: s.Name, Principal: s.Principal, Verdict: Invalid}
	if !signature.ValidSignerID(s.ID) {
		c.Detail = "the id of the signer cannot stand in a file name"
		return c
	}
	armored, err := readSignature(signature.Name(d.Path, s.ID))
	if errors.Is(err, os.ErrNotExist) {
		c.Verdict = Missing
		return c
	}
	var sig signature.Signature
	if err == nil {
		sig, err = signature.Parse(armored)
	}
	if err != nil {
		c.Detail = err.Error()
		return c
	}
	c.Fingerprint = signature.Fingerprint(sig.Key)
	if err := sig.Verify(d.Bytes); err != nil {
		c.Detail = err.Error()
		if why := sig.Diagnose(d.Bytes); why != "" {
			c.Detail = why
		}
		return c
	}
	return d.identity(c, s, sig, allowed)
}

// identity says whose signature a good one is.
func (d Document) identity(c Check, s export.TrailerSigner, sig signature.Signature, allowed *signature.AllowedSigners) Check {
	switch {
	case s.Fingerprint != "" && s.Fingerprint != c.Fingerprint:
		c.Detail = "the document names another key for this signer: " + s.Fingerprint
	case allowed == nil:
		c.Verdict, c.Detail = NotChecked, "give a list of signers with --signers"
	case !allowed.Allows(s.Principal, sig.Key):
		c.Verdict, c.Detail = UnknownKey, "the list of signers does not say that this key belongs to "+s.Principal
	default:
		c.Verdict = Valid
	}
	return c
}

func readSignature(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > signature.MaxSize {
		return nil, errors.New("the signature file is too large to be one")
	}
	return os.ReadFile(path)
}
