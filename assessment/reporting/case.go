package reporting

import (
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Case is one exploited vulnerability or severe incident with what was reported of
// it: exactly what its file holds.
type Case struct {
	Kind             Kind
	Title            string
	Assessment       string // name of the assessment file beside the case
	Zone             string // of local times: an IANA name, or "UTC"
	Aware            time.Time
	Screening        map[string]assessment.Ternary
	Reason           string    // why it is not reported, where a "no" needs one
	MeasureAvailable time.Time // a corrective or mitigating measure; zero while there is none
	Submitted        map[StageID]time.Time
	Fields           map[string]string
}

// Verdict says whether a case is to be reported.
type Verdict struct {
	Report bool
	Open   bool   // a screening question is not answered yet; report unless it is
	Text   string // one plain sentence
	Cite   []catalogue.Citation
}

// Reportable applies the screening (Art. 14(1), (3), (5)). Doubt means to report:
// only a clear "no" ends the duty, and where the act itself does not say so, only
// with a reason. What was known before Art. 14 applied (Art. 71(2)) is not reported.
func Reportable(d *Data, c Case) Verdict {
	if began := time.Date(2026, 9, 11, 0, 0, 0, 0, c.Location()); !c.Aware.IsZero() && c.Aware.Before(began) {
		return Verdict{Text: knownBefore, Cite: []catalogue.Citation{"Art. 71(2)", "Commission guidance C(2026) 5252 point 217"}}
	}
	open := ""
	for _, q := range d.Questions(c.Kind) {
		switch answer := c.Screening[q.ID]; {
		case answer == assessment.No && (!q.NeedsReason || strings.TrimSpace(c.Reason) != ""):
			return Verdict{Text: q.Otherwise, Cite: q.Cite}
		case answer == assessment.No:
			return Verdict{Report: true, Text: q.Otherwise, Cite: q.Cite}
		case answer == "" && open == "":
			open = q.Text
		}
	}
	v := Verdict{Report: true, Open: open != "", Text: mustReport(c.Kind)}
	if c.Kind == Incident {
		v.Cite = []catalogue.Citation{"Art. 14(3)"}
	} else {
		v.Cite = []catalogue.Citation{"Art. 14(1)"}
	}
	if v.Open {
		v.Text = stillOpen(open)
	}
	return v
}

// Missing lists the fields without which a stage cannot go out.
func Missing(d *Data, c Case, stage StageID) []Field {
	var list []Field
	for _, f := range d.Asked(c.Kind, stage) {
		if f.Must && strings.TrimSpace(c.Fields[f.ID]) == "" {
			list = append(list, f)
		}
	}
	return list
}
