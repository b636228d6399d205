package reporting

import (
	"maps"
	"slices"
	"time"

	"selfmark/assessment/catalogue"
)

// Deadline is until when a notification must have been submitted at the latest.
// Without undue delay comes first: the latest moment is no plan.
type Deadline struct {
	Stage     StageID
	Title     string
	From      string    // what it is counted from
	Due       time.Time // zero while the moment it is counted from is not there yet
	Submitted time.Time // zero while it is not
	Cite      []catalogue.Citation
}

// State of a deadline.
type State string

// The states.
const (
	Waiting State = "waiting"   // its clock has not begun
	Running State = "running"   // not submitted, in time
	Overdue State = "overdue"   // not submitted, too late
	OnTime  State = "submitted" // submitted in time
	Late    State = "late"      // submitted too late
)

// State says how a deadline stands at a moment.
func (d Deadline) State(now time.Time) State {
	switch {
	case !d.Submitted.IsZero() && !d.Due.IsZero() && d.Submitted.After(d.Due):
		return Late
	case !d.Submitted.IsZero():
		return OnTime
	case d.Due.IsZero():
		return Waiting
	case now.After(d.Due):
		return Overdue
	default:
		return Running
	}
}

// Left is the time until the latest moment, negative when it has passed.
func (d Deadline) Left(now time.Time) time.Duration { return d.Due.Sub(now) }

// The periods of Art. 14(2) and (4).
const (
	earlyWarningHours = 24
	notificationHours = 72
	finalDays         = 14
)

// Deadlines are the clocks of a case. Each counts from what the law counts it from:
// the first two from awareness, in hours as they pass; the final report on a
// vulnerability from the day a corrective or mitigating measure is available
// (Art. 14(2)(c)), and where that was there before, from awareness, because nothing
// is to be reported earlier; that on an incident from the moment the notification
// was actually submitted (Art. 14(4)(c)). Days and months are those of the local
// calendar, to the same time of day, which is the careful reading.
func Deadlines(d *Data, c Case) []Deadline {
	zone := c.Location()
	var list []Deadline
	for _, s := range d.Stages {
		due, from := due(c, s.ID)
		list = append(list, Deadline{Stage: s.ID, Title: s.Title, From: from, Due: local(due, zone), Submitted: local(c.Submitted[s.ID], zone), Cite: s.Cite(c.Kind)})
	}
	return list
}

// local is a moment in a zone; one that is not there stays so.
func local(t time.Time, zone *time.Location) time.Time {
	if t.IsZero() {
		return t
	}
	return t.In(zone)
}

func due(c Case, stage StageID) (time.Time, string) {
	zone := c.Location()
	switch {
	case stage == EarlyWarning:
		return after(c.Aware, earlyWarningHours*time.Hour), fromAware
	case stage == Notification:
		return after(c.Aware, notificationHours*time.Hour), fromAware
	case c.Kind == Vulnerability && c.MeasureAvailable.IsZero():
		return time.Time{}, fromMeasure
	case c.Kind == Vulnerability && c.MeasureAvailable.Before(c.Aware):
		return c.Aware.In(zone).AddDate(0, 0, finalDays), fromAware
	case c.Kind == Vulnerability:
		return c.MeasureAvailable.In(zone).AddDate(0, 0, finalDays), fromMeasure
	case c.Submitted[Notification].IsZero():
		return time.Time{}, fromNotification
	default:
		return oneMonthAfter(c.Submitted[Notification].In(zone)), fromNotification
	}
}

func after(t time.Time, d time.Duration) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(d)
}

// oneMonthAfter is the same day and time of the next month; where that month has
// no such day, its last day (Regulation (EEC, Euratom) No 1182/71 Art. 3(2)(c)).
func oneMonthAfter(t time.Time) time.Time {
	lastDay := time.Date(t.Year(), t.Month()+2, 0, 0, 0, 0, 0, t.Location()).Day()
	return time.Date(t.Year(), t.Month()+1, min(t.Day(), lastDay), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), t.Location())
}

// Location is the zone of local times; what is no zone counts as UTC.
func (c Case) Location() *time.Location {
	if l, err := time.LoadLocation(c.Zone); err == nil {
		return l
	}
	return time.UTC
}

// Next is the deadline that comes first among those not submitted; overdue ones
// come before all. It is false when nothing is left to do or no clock runs.
func Next(list []Deadline, now time.Time) (Deadline, bool) {
	var next Deadline
	for _, d := range list {
		if s := d.State(now); (s == Running || s == Overdue) && (next.Due.IsZero() || d.Due.Before(next.Due)) {
			next = d
		}
	}
	return next, !next.Due.IsZero()
}

// Ahead is the latest moment of a case that lies after the present one, although it
// is over: the clock was set back, or the moment is wrong. It is zero when none does.
func Ahead(c Case, now time.Time) time.Time {
	var latest time.Time
	for _, at := range append(slices.Collect(maps.Values(c.Submitted)), c.Aware, c.MeasureAvailable) {
		if at.After(now) && at.After(latest) {
			latest = at
		}
	}
	return latest
}
