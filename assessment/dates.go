package assessment

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment/catalogue"
)

// appliesFrom is the day from which the regulation applies as a whole (Art. 71(2)).
const appliesFrom = "2027-12-11"

// contradictingDate finds a day of placing that contradicts the answer about when
// units are placed (Art. 69(2)): the question of the day and the day. Units that are
// still being placed from the day on which the act applies are not all placed before.
func contradictingDate(a Assessment, facts TagSet, today time.Time) (catalogue.QuestionID, string, bool) {
	first, last := dateOnly(a.Text("product.first_unit")), dateOnly(a.Text("product.last_unit"))
	before, from := facts.Has("placed:before"), facts.Has("placed:from")
	both := facts.Has("placed:both")
	switch {
	case before && first >= appliesFrom, both && first >= appliesFrom:
		return "product.first_unit", first, true
	case before && a.Text("product.last_unit") == unitsOpen && today.Format(time.DateOnly) >= appliesFrom:
		return "product.last_unit", unitsOpen, true
	case before && last >= appliesFrom:
		return "product.last_unit", last, true
	case from && !both && first != "" && first < appliesFrom:
		return "product.first_unit", first, true
	case both && last != "" && last < appliesFrom:
		return "product.last_unit", last, true
	}
	return "", "", false
}

// unitsOpen is the answer to product.last_unit while units are still being placed.
const unitsOpen = "open"

// dateOnly keeps dates and drops the word "open".
func dateOnly(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// longestUse is the longest expected time in use, in years, that is not asked
// about again.
const longestUse = 60

// dates finds days and years that cannot be, or contradict each other.
func (f *finder) dates() {
	if id, at, found := contradictingDate(f.a, f.facts, f.r.Date); found {
		f.add("dates-contradict", stepProduct, string(id), "what", f.cat.Question(id).Short, "date", at, "answer", AnswerWords(f.cat.Question("scope.placed"), f.a.Answers["scope.placed"]))
	}
	first, last := dateOnly(f.a.Text("product.first_unit")), dateOnly(f.a.Text("product.last_unit"))
	if first != "" && last != "" && last < first {
		f.add("last-before-first", stepProduct, "product.last_unit", "first", first, "last", last)
	}
	if years, err := strconv.Atoi(f.a.Text("Q08")); err == nil && (years == 0 || years > longestUse) {
		f.add("years-unlikely", stepProduct, "Q08", "years", strconv.Itoa(years))
	}
	today := f.r.Date.Format(time.DateOnly)
	if look := dateOnly(f.a.Text("life.vulnerability_check")); look > today && Assessed(f.r.Scope.Regime) {
		f.add("check-in-future", stepLife, "life.vulnerability_check", "date", look)
	}
	if what, latest := f.latest(); latest > today {
		f.add(ClockBehind, stepReview, "", "date", today, "what", what, "latest", latest)
	}
	f.lateMarkings(first, today)
}

// ClockBehind is the id of the finding that the date of evaluation lies before
// something that happened already.
const ClockBehind = "clock-behind"

// latest is the latest day on which something of the assessment was written down, or
// on which the catalogue can have been made, and what that was. Of the catalogue only
// the month counts: its day is that of the last change of its data. Days that are no
// word of the program about the past, such as those of evidence, are left out.
func (f *finder) latest() (what, day string) {
	what, day = msgCatalogueItself, strings.ReplaceAll(f.cat.Version, ".", "-")+"-01"
	later := func(name, at string) {
		if at = dateOnly(at); at > day {
			what, day = name, at
		}
	}
	for _, r := range f.a.History {
		later(revisionName(r.Revision), r.Date)
	}
	for _, n := range f.a.Notes {
		later(msgNote, n.Date)
	}
	for _, o := range f.a.Impacts {
		later(msgChangedImpact, o.Date)
	}
	for _, d := range f.a.Threats {
		later(msgThreatDecision, d.Date)
	}
	return what, day
}

// lateMarkings: what is only planned must be there when the first unit is placed
// (Art. 13(15), (16), (19), (20), 30).
func (f *finder) lateMarkings(first, today string) {
	if first == "" || first > today || first < appliesFrom {
		return
	}
	for i := range f.cat.Questions {
		q := &f.cat.Questions[i]
		if q.Section == "marking" && Applies(q, f.r.Scope.Regime) && Asked(q, f.facts) && slices.Contains(f.a.Answers[q.ID].Options, "planned") {
			f.add("marking-late", stepReview, string(q.ID), "what", q.Short, "first", first).Cite = q.Cite
		}
	}
}
