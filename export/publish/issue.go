package publish

import (
	"slices"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Signed reports whether every required signature lies beside the document and
// fits its bytes. Whose keys they are is not judged here.
func (d Document) Signed() bool {
	checks := d.signatures(nil).Checks
	return len(checks) > 0 && !slices.ContainsFunc(checks, func(c Check) bool { return c.Verdict != NotChecked })
}

// Issue writes a final document that everyone has signed into the history of its
// assessment. It is false when the document is not that far, when the history has
// it already, or when the answers are no longer those of the document.
func Issue(cat *catalogue.Catalogue, a assessment.Assessment, version string, d Document) (assessment.Assessment, bool) {
	if d.Trailer.Status != string(assessment.Final) || !d.Signed() {
		return a, false
	}
	for _, r := range a.History {
		if r.Digest == d.Trailer.Digest {
			return a, false
		}
	}
	day, same := d.RenderedOn(cat, a, version)
	if !same {
		return a, false
	}
	return assessment.Issued(a, day.Format(time.DateOnly), d.Trailer.Digest), true
}
