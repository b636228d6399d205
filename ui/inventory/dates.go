package inventory

import (
	"fmt"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// dates collects what will be due by the assessment alone: reviews of residual risks,
// open points, the end of support, and the next look at the status of standards.
func dates(cat *catalogue.Catalogue, a assessment.Assessment, r *assessment.Result) []Date {
	var list []Date
	for i := range r.Threats {
		t := &r.Threats[i]
		if d := a.Risks[t.ID]; d.Review != "" && t.Stays() {
			list = append(list, Date{d.Review, fmt.Sprintf(reviewOf, t.ID)})
		}
	}
	for _, n := range a.Notes {
		if n.Open && n.Due != "" {
			list = append(list, Date{n.Due, openPointOf(n)})
		}
	}
	if end, ok := assessment.EndOfMonth(r.Support.End); ok {
		list = append(list, Date{end.Format(time.DateOnly), supportEnds})
	}
	if day, err := time.Parse(time.DateOnly, cat.Standards.Date); err == nil && assessment.Assessed(r.Scope.Regime) {
		list = append(list, Date{day.AddDate(0, 0, assessment.StandardsMaxAge+1).Format(time.DateOnly), lookAtStandards})
	}
	return list
}

// nextDate is the earliest date, overdue ones first.
func nextDate(list []Date) Date {
	var next Date
	for _, d := range list {
		if next.Day == "" || d.Day < next.Day {
			next = d
		}
	}
	return next
}

func openPointOf(n assessment.Note) string {
	s := msgOpenPoint
	if n.On != "" {
		s += fmt.Sprintf(msgDateOn, n.On)
	}
	if n.Owner != "" {
		s += " (" + n.Owner + ")"
	}
	return s
}
