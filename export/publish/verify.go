package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/export"
	"selfmark/export/signature"
)

// Verdict is what is known of one required signature.
type Verdict string

// The verdicts.
const (
	Valid      Verdict = "valid"
	Missing    Verdict = "missing"
	Invalid    Verdict = "invalid"
	UnknownKey Verdict = msgUnknownKey
	Revoked    Verdict = msgRevokedKey
	NotChecked Verdict = msgGoodIdentityNotChecked
)

// Outcome is what all verdicts together mean.
type Outcome string

// The outcomes. A document that anybody required has not signed, or not with a key
// of the list, is incomplete; one with a signature that does not hold is invalid, and so
// is one beside which its signers have signed something else under the same name.
const (
	OutcomeComplete   Outcome = "COMPLETE"
	OutcomeIncomplete Outcome = "INCOMPLETE"
	OutcomeInvalid    Outcome = "INVALID"
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
	Outcome  Outcome `json:"outcome"`
	Complete bool    `json:"complete"` // every required signature is valid
	Required int     `json:"required"` // number of signatures
	Valid    int     `json:"valid"`    // number of those that are valid
	Checks   []Check `json:"signatures"`
	// Warning says that two signers share one key or are one person, or that the same
	// document in the other format, which lies beside this one, says something else;
	// "" for none of these.
	Warning string `json:"warning"`
}

// Verify checks every required signature of a document, and whether the same one in
// other formats beside it says the same. Without a list of signers nothing is complete:
// the structure is checked, the identity is not. version is that of the program: what
// another version wrote cannot be written again to compare it, which is said and changes
// no verdict.
func (d Document) Verify(version string, allowed *signature.AllowedSigners) Report {
	r := d.signatures(allowed)
	twin, differs := d.twin(version)
	r.Warning = join(r.Warning, twin)
	if differs && d.twinSigned() {
		r.Outcome, r.Complete = OutcomeInvalid, false // the signers have signed two things
	}
	return r
}

// signatures is Verify without a look at other formats.
func (d Document) signatures(allowed *signature.AllowedSigners) Report {
	r := Report{Document: filepath.Base(d.Path), ID: d.Trailer.ID, Revision: d.Trailer.Revision, Status: d.Trailer.Status,
		Required: d.Trailer.Required, Checks: []Check{}, Warning: join(d.sharedKey(), d.onePerson())}
	used := map[string]string{} // who signed with a key
	for _, s := range d.Trailer.Signers {
		c := d.check(s, allowed)
		if c.Verdict == Valid || c.Verdict == NotChecked {
			if other := used[c.Fingerprint]; other != "" {
				c.Verdict, c.Detail = Invalid, fmt.Sprintf(msgKeyTooEverySigner, other)
			}
			used[c.Fingerprint] = s.ID
		}
		if c.Verdict == Valid {
			r.Valid++
		}
		r.Checks = append(r.Checks, c)
	}
	r.Outcome = r.outcome()
	r.Complete = r.Outcome == OutcomeComplete
	return r
}

// outcome is complete only when every required signature is valid, and there is one.
func (r Report) outcome() Outcome {
	switch {
	case slices.ContainsFunc(r.Checks, func(c Check) bool { return c.Verdict == Invalid || c.Verdict == Revoked }):
		return OutcomeInvalid
	case r.Valid == 0 || r.Valid != len(r.Checks) || r.Valid != r.Required:
		return OutcomeIncomplete
	}
	return OutcomeComplete
}

func (d Document) check(s export.TrailerSigner, allowed *signature.AllowedSigners) Check {
	c := Check{Signer: s.ID, Name: s.Name, Principal: s.Principal, Verdict: Invalid}
	if !signature.ValidSignerID(s.ID) {
		c.Detail = msgIdSignerCannotStand
		return c
	}
	armored, err := d.read(signature.Name(d.Path, s.ID), signature.MaxSize)
	if errors.Is(err, fs.ErrNotExist) {
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
	case d.Converted:
		c.Detail = fmt.Sprintf(msgDocumentSignedAfter, ErrConverted.Error())
	case s.Fingerprint != "" && s.Fingerprint != c.Fingerprint:
		c.Detail = fmt.Sprintf(msgDocumentNamesAnotherKey, s.Fingerprint)
	case allowed != nil && allowed.Revoked(sig.Key):
		c.Verdict, c.Detail = Revoked, msgRevocationListNamesKey
	case allowed == nil:
		c.Verdict, c.Detail = NotChecked, msgGiveListSignersSigners
	case !allowed.Allows(s.Principal, sig.Key):
		c.Verdict, c.Detail = UnknownKey, fmt.Sprintf(msgListSignersDoesNot, s.Principal)
	default:
		c.Verdict = Valid
	}
	return c
}

// sharedKey names two signers for whom the document names one key.
func (d Document) sharedKey() string {
	owner := map[string]string{}
	for _, s := range d.Trailer.Signers {
		if other := owner[s.Fingerprint]; other != "" && s.Fingerprint != "" {
			return fmt.Sprintf(msgDocumentNamesSameKey, other, s.ID)
		}
		owner[s.Fingerprint] = s.ID
	}
	return ""
}

// onePerson names two signers who are one person by their e-mail address or name.
func (d Document) onePerson() string {
	for i, s := range d.Trailer.Signers {
		for _, other := range d.Trailer.Signers[:i] {
			if assessment.SamePerson(s.Person(), other.Person()) {
				return fmt.Sprintf(msgDocumentNamesOnePerson, other.ID, s.ID)
			}
		}
	}
	return ""
}

func join(warnings ...string) string {
	return strings.Join(slices.DeleteFunc(warnings, func(s string) bool { return s == "" }), "; ")
}

// twinPath is the name of the same document in the other format, "" where there is none.
func (d Document) twinPath() string {
	extension := filepath.Ext(d.Path)
	other := map[string]string{".md": ".json", ".json": ".md"}[extension]
	if other == "" {
		return ""
	}
	return strings.TrimSuffix(d.Path, extension) + other
}

// twinSigned reports whether somebody has signed the same document in the other
// format beside this one, as it is.
func (d Document) twinSigned() bool {
	other, err := readDocument(d.twinPath(), d.read)
	return err == nil && slices.ContainsFunc(other.Trailer.Signers, func(s export.TrailerSigner) bool { return other.check(s, nil).Verdict == NotChecked })
}

// twin compares a document with the same one in the other formats beside it: both
// may carry good signatures and yet say different things. It says what it found, and
// whether they differ.
func (d Document) twin(version string) (words string, differs bool) {
	path := d.twinPath()
	data, err := d.read(path, maxDocument)
	if path == "" || err != nil {
		return d.page(version, unconverted(d.Bytes))
	}
	md, js := unconverted(d.Bytes), unconverted(data)
	if filepath.Ext(path) == ".md" {
		md, js = js, md
	}
	model, err := readModel(js)
	trailer, trailerErr := export.ParseTrailer(md)
	switch name := filepath.Base(path); {
	case err != nil || trailerErr != nil || trailer.Digest != model.digest:
		return fmt.Sprintf(msgBesideDoesNotSay, name), true
	case bytes.Equal(model.in(Markdown), md):
		return d.pageOf(version, model)
	case model.version != version:
		return fmt.Sprintf(msgBesideOtherVersion, name, model.version, version), false
	default:
		return fmt.Sprintf(msgBesideSameDigestReads, name), true
	}
}

// page is pageOf for a text that may be JSON.
func (d Document) page(version string, js []byte) (words string, differs bool) {
	model, err := readModel(js)
	if err != nil {
		model = nil
	}
	return d.pageOf(version, model)
}

// pageOf compares the HTML page beside the document with what its JSON gives, nil for
// none.
func (d Document) pageOf(version string, model *model) (words string, differs bool) {
	extension := filepath.Ext(d.Path)
	if extension != ".md" && extension != ".json" {
		return "", false
	}
	path := strings.TrimSuffix(d.Path, extension) + ".html"
	data, err := d.read(path, maxDocument)
	if err != nil {
		return "", false
	}
	name := filepath.Base(path)
	switch {
	case model == nil: // only the Markdown is there: the page says which content it shows
		if trailer, err := export.ParseHTML(unconverted(data)); err == nil && trailer.Digest == d.Trailer.Digest {
			return "", false
		}
		return fmt.Sprintf(msgBesideDoesNotSay, name), true
	case bytes.Equal(model.in(HTML), unconverted(data)):
		return "", false
	case model.version != version:
		return fmt.Sprintf(msgBesideOtherVersion, name, model.version, version), false
	default:
		return fmt.Sprintf(msgBesideReadsDifferentlyFrom, name), true
	}
}

// model is a self-assessment or a paper in JSON.
type model struct {
	name            string // of its file in a bundle
	digest, version string // version is that of the selfmark that made it
	document        *export.Document
	paper           *export.Paper // nil for a self-assessment
}

func readModel(js []byte) (*model, error) {
	if p, err := export.ReadPaper(js); err == nil {
		return &model{digest: p.Digest, version: p.Title.ToolVersion, paper: &p}, nil
	}
	d, err := export.ReadJSON(js)
	return &model{digest: d.Digest, version: d.Title.ToolVersion, document: &d}, err
}

// in is the text that the JSON gives as Markdown or HTML.
func (m *model) in(format Format) []byte {
	switch {
	case m.paper != nil && format == HTML:
		return export.PaperHTML(*m.paper)
	case m.paper != nil:
		return export.PaperMarkdown(*m.paper)
	case format == HTML:
		return export.HTML(*m.document)
	}
	return export.Markdown(*m.document)
}
