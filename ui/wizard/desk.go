// Package wizard is the full-screen program: one Bubble Tea model, and a plain
// struct per screen.
package wizard

import (
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// Store keeps the assessment on disk. Save is called inside Update, before the
// next screen is drawn: what is drawn as saved is on disk.
type Store interface {
	Save(assessment.Assessment) error
	// ReadOnly says whether nothing can be saved, and why in one sentence.
	ReadOnly() (bool, string)
	// Path is the file, as the user named it.
	Path() string
}

// Desk is what every screen shares: the answers, what follows from them, and the
// one way to change them.
type Desk struct {
	State interview.State
	Store Store
	Now   func() time.Time
	Date  time.Time // date of evaluation

	undo, redo []change
	saved      time.Time // when the last save succeeded
	saveErr    error     // why the last save failed, nil if it did not
	flash      string    // one line for the user, until the next key
}

// change is one accepted answer, for undo.
type change struct {
	what   string // names what was changed, for example "Q13 Short-range radio"
	before assessment.Assessment
	place  interview.Place // where it happened
}

// Catalogue returns the knowledge in use.
func (d *Desk) Catalogue() *catalogue.Catalogue { return d.State.Catalogue }

// Result returns what follows from the answers.
func (d *Desk) Result() *assessment.Result { return &d.State.Result }

// Accept makes next the current answers: evaluate, save, keep the former ones
// for undo. A failed save does not stop the sitting; it is shown until a later
// save succeeds. Accepting what is already there changes nothing.
func (d *Desk) Accept(next assessment.Assessment, what string, place interview.Place) {
	d.undo = append(d.undo, change{what, d.State.Assessment, place})
	d.redo = nil
	d.set(next)
}

// Try returns the result if next were accepted: the live effect of an option.
func (d *Desk) Try(next assessment.Assessment) assessment.Result {
	return assessment.Evaluate(d.State.Catalogue, next, d.Date)
}

func (d *Desk) set(next assessment.Assessment) {
	d.State.Assessment = next
	d.State.Result = assessment.Evaluate(d.State.Catalogue, next, d.Date)
	d.Save()
}

// Save writes the current answers.
func (d *Desk) Save() {
	d.saveErr = d.Store.Save(d.State.Assessment)
	if d.saveErr == nil {
		d.saved = d.Now()
	}
}

// Flash shows one line to the user until the next key.
func (d *Desk) Flash(line string) { d.flash = line }
