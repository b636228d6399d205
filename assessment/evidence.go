package assessment

import (
	"slices"
	"strconv"

	"selfmark/assessment/catalogue"
)

// EvidenceState says how a file named as evidence is found on disk.
type EvidenceState string

// The states.
const (
	EvidenceSame       EvidenceState = msgNoted
	EvidenceChanged    EvidenceState = "changed"    // another SHA-256 than noted
	EvidenceResized    EvidenceState = "resized"    // another size than noted
	EvidenceMissing    EvidenceState = "missing"    // not there
	EvidenceUnreadable EvidenceState = "unreadable" // there, and not to be read, or outside the folder
)

// EvidenceFile is a file named as evidence with what was noted of it.
type EvidenceFile struct {
	File, SHA256 string
	Size         int // bytes, 0 where none was noted
}

// Noted is the file with what was noted of it.
func (e Evidence) Noted() EvidenceFile { return EvidenceFile{e.File, e.SHA256, e.Size} }

// Hashed notes the SHA-256 and the size of a file of evidence; "" and 0 for none.
func Hashed(a Assessment, id, sum string, size int) Assessment {
	a = a.Clone()
	for i := range a.Evidence {
		if a.Evidence[i].ID == id {
			a.Evidence[i].SHA256, a.Evidence[i].Size = sum, size
		}
	}
	return a
}

// evidenceFindings are the findings that a state leads to.
var evidenceFindings = map[EvidenceState]string{
	EvidenceChanged: "evidence-changed", EvidenceResized: "evidence-resized", EvidenceMissing: "evidence-missing", EvidenceUnreadable: "evidence-unreadable",
}

// WithEvidence adds to a result what was found of the files named as evidence, which
// Evaluate itself never looks at. It is advice: the status of the document stays.
func WithEvidence(cat *catalogue.Catalogue, a Assessment, r Result, found map[EvidenceFile]EvidenceState) Result {
	wrong := func(e Evidence) bool { return evidenceFindings[found[e.Noted()]] != "" }
	if !slices.ContainsFunc(a.Evidence, wrong) {
		return r
	}
	f := &finder{assessor: &assessor{cat: cat, a: a}, r: &r, list: slices.Clone(r.Findings)}
	for _, e := range a.Evidence {
		if wrong(e) {
			f.add(evidenceFindings[found[e.Noted()]], stepMeasures, e.ID, "evidence", e.ID, "file", e.File, "size", strconv.Itoa(e.Size))
			r.Counts.Advice++
		}
	}
	f.sort()
	r.Findings = f.list
	return r
}
