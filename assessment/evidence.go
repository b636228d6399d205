package assessment

import (
	"slices"

	"selfmark/assessment/catalogue"
)

// EvidenceState says how a file named as evidence is found on disk.
type EvidenceState string

// The states.
const (
	EvidenceSame       EvidenceState = msgNoted
	EvidenceChanged    EvidenceState = "changed"    // another SHA-256 than noted
	EvidenceMissing    EvidenceState = "missing"    // not there
	EvidenceUnreadable EvidenceState = "unreadable" // there, and not to be read, or outside the folder
)

// EvidenceFile is a file named as evidence with the SHA-256 that was noted of it.
type EvidenceFile struct{ File, SHA256 string }

// evidenceFindings are the findings that a state leads to.
var evidenceFindings = map[EvidenceState]string{
	EvidenceChanged: "evidence-changed", EvidenceMissing: "evidence-missing", EvidenceUnreadable: "evidence-unreadable",
}

// WithEvidence adds to a result what was found of the files named as evidence, which
// Evaluate itself never looks at. It is advice: the status of the document stays.
func WithEvidence(cat *catalogue.Catalogue, a Assessment, r Result, found map[EvidenceFile]EvidenceState) Result {
	wrong := func(e Evidence) bool { return evidenceFindings[found[EvidenceFile{e.File, e.SHA256}]] != "" }
	if !slices.ContainsFunc(a.Evidence, wrong) {
		return r
	}
	f := &finder{assessor: &assessor{cat: cat, a: a}, r: &r, list: slices.Clone(r.Findings)}
	for _, e := range a.Evidence {
		if wrong(e) {
			f.add(evidenceFindings[found[EvidenceFile{e.File, e.SHA256}]], stepMeasures, e.ID, "evidence", e.ID, "file", e.File)
			r.Counts.Advice++
		}
	}
	f.sort()
	r.Findings = f.list
	return r
}
