package publish

import (
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/export"
)

// Since makes the document of a source with what differs from an earlier one: listed,
// screened and marked. name says which one it was. Both are evaluated on the same date
// with the present catalogue, so that only the maker's changes show. The same input
// gives the same bytes; a revision that was issued this way is given again.
func (s Source) Since(cat *catalogue.Catalogue, earlier Source, name string, date time.Time, version string, format Format) Rendered {
	then := assessment.Evaluate(cat, earlier.Assessment, date)
	opts := export.Options{ToolVersion: version}
	before := export.Build(cat, earlier.Assessment, then, opts)
	since := func(a assessment.Assessment) export.Document {
		now := assessment.Evaluate(cat, a, date)
		changes := compare.Between(cat, compare.Side{Assessment: earlier.Assessment, Result: then}, compare.Side{Assessment: a, Result: now})
		return export.Build(cat, a, now, opts).Since(name, before, earlier.Document, changes)
	}
	if last := len(s.Assessment.History) - 1; last >= 0 {
		if d := since(assessment.BeforeIssue(s.Assessment)); d.Digest == s.Assessment.History[last].Digest {
			return rendered(d, then.Date, format)
		}
	}
	return rendered(since(s.Assessment), then.Date, format)
}
