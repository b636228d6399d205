package assessment

import (
	"strconv"
	"time"
)

// month is the form of a month in the file.
const month = "2006-01"

// floorYears is the least support period unless the product is used for a
// shorter time (Art. 13(8)).
const floorYears = 5

// retentionYears is how long the documentation is kept at least (Art. 13(13)).
const retentionYears = 10

// support computes the dates that follow from the support period: the earliest
// end that Art. 13(8) allows, and how long documents are kept (Art. 13(13)),
// both counted from the last unit placed on the market, or from the first while
// the last is open.
func support(a Assessment) SupportResult {
	r := SupportResult{End: a.Text("life.support_end"), Reason: Reason{Rule: "Art. 13(8)", Answers: ids("product.first_unit", "product.last_unit", "Q08", "life.support_end"), Cite: cite("Art. 13(8)", "Art. 13(13)")}}
	last, open := lastUnit(a)
	if last.IsZero() {
		r.Reason.Text = msgDatesFirstLastUnit
		return r
	}
	if years, err := strconv.Atoi(a.Text("Q08")); err == nil && years > 0 {
		r.MinimumMonth = yearsAfter(last, min(years, floorYears)).Format(month)
		r.ExpectedMonth = yearsAfter(last, years).Format(month)
	}
	keep := yearsAfter(last, retentionYears)
	if end, ok := EndOfMonth(r.End); ok && end.After(keep) {
		keep = end
	}
	r.KeepUntil = keep.Format(time.DateOnly)
	r.LastOpen = open
	r.Reason.Text = msgCountedFromLastUnit
	if open {
		r.Reason.Text = msgCountedFromFirstUnit
	}
	return r
}

// yearsAfter is the same day of a later year; where that February has no 29th day, its
// last (Regulation (EEC, Euratom) No 1182/71 Art. 3(2)(c)).
func yearsAfter(day time.Time, years int) time.Time {
	lastDay := time.Date(day.Year()+years, day.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return time.Date(day.Year()+years, day.Month(), min(day.Day(), lastDay), 0, 0, 0, 0, time.UTC)
}

// lastUnit is the date of the last unit, or of the first while the last is open.
func lastUnit(a Assessment) (day time.Time, open bool) {
	if day, err := time.Parse(time.DateOnly, a.Text("product.last_unit")); err == nil {
		return day, false
	}
	day, err := time.Parse(time.DateOnly, a.Text("product.first_unit"))
	if err != nil {
		return time.Time{}, true
	}
	return day, true
}

// UpdateAvailableUntil is the day until which a security update stays available
// that is issued on a day: ten years, or to the end of the support period, whichever
// is longer (Art. 13(9)). end is a month such as 2036-01, "" if it is not known.
func UpdateAvailableUntil(issued time.Time, end string) time.Time {
	until := yearsAfter(issued, updateYears)
	if last, ok := EndOfMonth(end); ok && last.After(until) {
		return last
	}
	return until
}

// EndOfMonth is the last day of a month such as 2036-01; false for what is none.
func EndOfMonth(s string) (day time.Time, ok bool) {
	first, err := time.Parse(month, s)
	return first.AddDate(0, 1, -1), err == nil
}

// updateYears is how long an issued security update stays available at least (Art. 13(9)).
const updateYears = 10
