package wizard

import (
	"time"

	"selfmark/assessment/compare"
)

// moment is a state of the assessment to compare with, for this sitting.
type moment struct {
	at    time.Time
	start bool // of the sitting
	side  compare.Side
}

// Remember keeps the present state to compare with later.
func (d *Desk) Remember() { d.remember(false) }

func (d *Desk) remember(start bool) {
	d.moments = append(d.moments, moment{d.Now(), start, d.side()})
}

// side is the present state, for a comparison.
func (d *Desk) side() compare.Side {
	return compare.Side{Assessment: d.State.Assessment, Result: d.State.Result}
}

// since says in one line what changed since the last remembered moment, "" when
// there is none or nothing changed. A what-if is compared with the answers.
func (d *Desk) since() string {
	m, ok := d.moment()
	if !ok {
		return ""
	}
	words := compare.Summarize(&m.side.Result, d.Result()).Words()
	if words == "" {
		return ""
	}
	return sinceWords(d, m, words)
}

// moment is what is compared with unless another is chosen.
func (d *Desk) moment() (moment, bool) {
	switch {
	case d.real != nil:
		return moment{side: d.real.side()}, true
	case len(d.moments) > 0:
		return d.moments[len(d.moments)-1], true
	}
	return moment{}, false
}
