// Package wizard is the full-screen program: one Bubble Tea model, and a plain
// struct per screen.
package wizard

import (
	"reflect"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
	"selfmark/ui/wizard/theme"
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
	// HashFile returns the SHA-256 and the size of a file, its path taken from the folder of
	// this assessment. Nil leaves the digest to the user.
	HashFile func(path string) (sum string, size int, err error)
	// Look says how the files named as evidence are found on disk. Nil leaves them alone.
	Look func([]assessment.Evidence) map[assessment.EvidenceFile]assessment.EvidenceState

	// Notice is what the user has to know before the first answer, "" for nothing.
	Notice string

	// Screener suggests answers about a change since the last final revision. Nil
	// suggests nothing.
	Screener *signing.Screener

	// LeftAt is where the last sitting ended, "" when that is not known; Leave,
	// unless nil, notes where this one ends.
	LeftAt interview.Place
	Leave  func(interview.Place)

	undo, redo []change
	saved      time.Time // when the last save succeeded
	saveErr    error     // why the last save failed, nil if it did not
	flash      string    // one line for the user, until the next key
	version    int       // grows with every change of the answers
	by         string    // who spoke last, for the next note
	askedBy    bool      // who speaks was asked in this sitting

	theme      *theme.Theme
	presenter  bool
	opened     map[string]bool // groups of findings that the review shows open
	reviewed   string          // the row of the review where the user was
	reviewedAt int             // and its number

	drafts map[string]string // text that is not valid yet, by place and key

	moments []moment                                 // remembered to compare with, the start of the sitting first
	tried   map[catalogue.MeasureID]assessment.State // the what-if, not part of the answers
	real    *Desk                                    // of a what-if: the desk it was made from
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

// answers are what documents are made of and signed by.
func (d *Desk) answers() signing.Answers {
	return signing.Answers{Assessment: d.State.Assessment, Path: d.Store.Path(), Date: d.Date}
}

// Accept makes next the current answers: evaluate, save, keep the former ones
// for undo. A failed save does not stop the sitting; it is shown until a later
// save succeeds. Accepting what is already there changes nothing, and neither
// does accepting while the file can only be read: then the reason is shown.
func (d *Desk) Accept(next assessment.Assessment, what string, place interview.Place) {
	if reflect.DeepEqual(next, d.State.Assessment) {
		return
	}
	if d.refuses() {
		return
	}
	d.undo = append(d.undo, change{what, d.State.Assessment, place})
	d.redo = nil
	d.set(next)
}

// Set records one answer of a place and accepts it. The error says what is
// expected where the answer is not valid; then nothing changes.
func (d *Desk) Set(place interview.Place, key string, answer assessment.Answer) error {
	next, err := interview.Set(d.State, place, key, answer)
	if err != nil {
		return err
	}
	d.Accept(next, changeOf(d.State, place, key), place)
	return nil
}

// changeOf names a change for undo: the field, and where it stands.
func changeOf(s interview.State, place interview.Place, key string) string {
	title := titleOf(s, place)
	if question(s, place) != nil {
		return title
	}
	fields, _ := interview.Fields(s, place)
	for _, f := range fields {
		if f.Key == key && len(fields) > 1 {
			return fieldOf(text.Visible(f.Title), title)
		}
	}
	return title
}

// retrier is a store that may be written once the other window is closed.
type retrier interface{ Retry() bool }

// refuses reports whether nothing can be changed, and tells the user why. Screens
// ask before they take a key that edits.
func (d *Desk) refuses() bool {
	only, why := d.Store.ReadOnly()
	if r, ok := d.Store.(retrier); only && ok {
		only = !r.Retry()
	}
	if only {
		d.Flash(readOnlyRefusal(why))
	}
	return only
}

// Undo takes the last accepted answer back and says what it was and where.
func (d *Desk) Undo() (what string, place interview.Place, ok bool) {
	return d.turn(&d.undo, &d.redo)
}

// Redo accepts again what was last undone.
func (d *Desk) Redo() (what string, place interview.Place, ok bool) {
	return d.turn(&d.redo, &d.undo)
}

// turn takes the newest change from one pile and puts its opposite on the other.
func (d *Desk) turn(from, to *[]change) (string, interview.Place, bool) {
	if len(*from) == 0 {
		return "", "", false
	}
	c := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, change{c.what, d.State.Assessment, c.place})
	d.set(c.before)
	return c.what, c.place, true
}

// drop takes the last accepted answer back for good: it was no answer.
func (d *Desk) drop() {
	c := d.undo[len(d.undo)-1]
	d.undo = d.undo[:len(d.undo)-1]
	d.set(c.before)
}

// Try returns the result if next were accepted: the live effect of an option.
func (d *Desk) Try(next assessment.Assessment) assessment.Result {
	return d.derive(next)
}

// derive is all that follows from answers, and from the files that they name.
func (d *Desk) derive(next assessment.Assessment) assessment.Result {
	r := assessment.Evaluate(d.State.Catalogue, next, d.Date)
	if d.Look == nil {
		return r
	}
	return assessment.WithEvidence(d.State.Catalogue, next, r, d.Look(next.Evidence))
}

func (d *Desk) set(next assessment.Assessment) {
	d.State.Assessment = next
	d.State.Result = d.derive(next)
	d.version++
	d.Save()
}

// Save writes the current answers, unless the file can only be read.
func (d *Desk) Save() {
	if only, _ := d.Store.ReadOnly(); only {
		return
	}
	d.saveErr = d.Store.Save(d.State.Assessment)
	if d.saveErr == nil {
		d.saved = d.Now()
	}
}

// Flash shows one line to the user until the next key.
func (d *Desk) Flash(line string) { d.flash = line }
