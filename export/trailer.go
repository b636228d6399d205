package export

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"strings"

	"selfmark/assessment"
)

// Trailer is what a machine needs to know of a document without reading it all:
// what it is, its status, its digest, and whose signatures it requires.
type Trailer struct {
	ID       string `json:"document_id"`
	Revision int    `json:"revision"`
	Status   string `json:"status"`
	Date     string `json:"date"` // ISO 8601, the day of the document
	Digest   string `json:"digest"`
	// DigestWithout is that of the document without its changes since an earlier state,
	// "" where it shows none.
	DigestWithout string          `json:"digest_without_changes,omitempty"`
	Required      int             `json:"signatures_required"` // as many as there are signers
	Signers       []TrailerSigner `json:"signers"`
}

// TrailerSigner is a required signer.
type TrailerSigner struct {
	ID          string `json:"id"`
	Role        string `json:"role"`
	Name        string `json:"name"`
	Principal   string `json:"principal"`
	Fingerprint string `json:"fingerprint"`
	Statement   string `json:"statement"`
}

// Person is what tells who signs and in which role, as in the assessment.
func (s TrailerSigner) Person() assessment.Signer {
	return assessment.Signer{ID: s.ID, Role: s.Role, Name: s.Name, Principal: s.Principal}
}

// Trailer returns the machine-readable summary of the document.
func (d Document) Trailer() Trailer {
	t := trailer(d.Title.DocumentID, d.Title.Revision, d.Title.Status, d.Title.Date, d.Digest, d.Signatures)
	if c := d.Review.Changes; c != nil {
		t.DigestWithout = c.DigestWithout
	}
	return t
}

// Content is the digest of what the assessment gives by itself: the document without
// its changes since an earlier state.
func (t Trailer) Content() string { return cmp.Or(t.DigestWithout, t.Digest) }

func trailer(id string, revision int, status, date, digest string, s Signatures) Trailer {
	t := Trailer{ID: id, Revision: revision, Status: status, Date: date, Digest: digest, Required: s.Required, Signers: []TrailerSigner{}}
	for _, s := range s.Signers {
		t.Signers = append(t.Signers, TrailerSigner{ID: s.ID, Role: s.Role, Name: s.Name, Principal: s.Principal,
			Fingerprint: s.Fingerprint, Statement: s.Statement})
	}
	return t
}

// The lines around the trailer in Markdown. No text of a user can produce the
// first: such text stands in table rows and quoted blocks only, never at the
// beginning of a line.
const (
	trailerOpen  = "```json selfmark-document-v1"
	trailerClose = "```"
)

// whole says why the trailer contradicts itself, as none that selfmark writes does.
func (t Trailer) whole() error {
	if len(t.Signers) > assessment.MaxSigners {
		return fmt.Errorf(msgDocumentNamesTooMany, len(t.Signers), assessment.MaxSigners)
	}
	if t.Required != len(t.Signers) {
		return fmt.Errorf(msgDocumentRequiresSignaturesNames, t.Required, len(t.Signers))
	}
	return nil
}

// block is the trailer as the last lines of the Markdown document.
func (t Trailer) block() string { return trailerOpen + "\n" + t.json() + trailerClose + "\n" }

// json is the trailer as JSON, indented.
func (t Trailer) json() string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(t); err != nil {
		panic("bug: a trailer holds text and numbers only: " + err.Error())
	}
	return out.String()
}

// ParseTrailer reads the trailer of a Markdown document. The block must be the
// last thing in it, the only one, and exactly as the program writes it.
func ParseTrailer(md []byte) (Trailer, error) {
	text := string(md)
	if strings.ContainsRune(text, '\r') {
		return Trailer{}, errors.New(msgLineEndsWereChanged)
	}
	if strings.Count("\n"+text, "\n"+trailerOpen+"\n") != 1 {
		return Trailer{}, fmt.Errorf(msgNotDocumentBlock, strings.TrimLeft(trailerOpen, "`"))
	}
	_, rest, _ := strings.Cut("\n"+text, "\n"+trailerOpen+"\n")
	body, found := strings.CutSuffix(rest, "\n"+trailerClose+"\n")
	if !found {
		return Trailer{}, errors.New(msgSomethingStandsAfterLast)
	}
	var t Trailer
	if err := readStrict([]byte(body), &t); err != nil {
		return Trailer{}, fmt.Errorf(msgLastBlockDocument, err)
	}
	if !strings.HasSuffix("\n"+text, "\n"+t.block()) {
		return Trailer{}, errors.New(msgLastBlockDocumentNot)
	}
	return t, t.whole()
}

// The lines around the trailer in HTML. Text of a user is escaped, so that it cannot
// produce the first.
const (
	trailerOpenHTML  = "<pre id=\"selfmark-document-v1\">\n"
	trailerCloseHTML = "</pre>\n</main>\n</body>\n</html>\n"
)

// ParseHTML reads the trailer of an HTML document. The block must be the last thing
// in it, the only one, and exactly as the program writes it.
func ParseHTML(page []byte) (Trailer, error) {
	text := string(page)
	if strings.Count(text, trailerOpenHTML) != 1 {
		return Trailer{}, errors.New(msgNotDocumentBlockHTML)
	}
	_, rest, _ := strings.Cut(text, trailerOpenHTML)
	body, found := strings.CutSuffix(rest, trailerCloseHTML)
	if !found {
		return Trailer{}, errors.New(msgSomethingStandsAfterLast)
	}
	var t Trailer
	if err := readStrict([]byte(html.UnescapeString(body)), &t); err != nil {
		return Trailer{}, fmt.Errorf(msgLastBlockDocument, err)
	}
	if html.EscapeString(t.json()) != body {
		return Trailer{}, errors.New(msgLastBlockDocumentNot)
	}
	return t, t.whole()
}

// ParseJSON reads the trailer of a JSON document or paper, which must be valid as a
// whole.
func ParseJSON(data []byte) (Trailer, error) {
	if isPaper(data) {
		p, err := ReadPaper(data)
		if err != nil {
			return Trailer{}, err
		}
		return p.Trailer(), p.Trailer().whole()
	}
	d, err := ReadJSON(data)
	if err != nil {
		return Trailer{}, err
	}
	return d.Trailer(), d.Trailer().whole()
}

// isPaper looks at the schema that a JSON text names; ReadPaper checks the rest.
func isPaper(data []byte) bool {
	var head struct {
		Schema string `json:"$schema"`
	}
	return json.Unmarshal(data, &head) == nil && head.Schema == PaperSchemaID
}
