package wizard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// notesOn lists the notes on a place in words.
func notesOn(a assessment.Assessment, p interview.Place) []string {
	var out []string
	on := noteOnPlain(p)
	for _, n := range a.Notes {
		if on != "" && n.On == on {
			out = append(out, text.Visible(noteWords(n)))
		}
	}
	return out
}

// noteOnPlain is interview.NoteOn without asking the catalogue which places are questions.
func noteOnPlain(p interview.Place) string {
	if on := interview.NoteOn(interview.State{Catalogue: &catalogue.Catalogue{}}, p); on != "" {
		return on
	}
	return string(p)
}

// noteRecord is a note about a place that is not part of the answers until it
// has a text.
type noteRecord struct {
	desk    *Desk
	at      interview.Place
	pending interview.State
	place   interview.Place // of the note
	saved   bool
}

// note opens the note, or the open point, on the current place.
func (m *Model) note(open bool) {
	if m.desk == nil {
		return
	}
	if m.desk.refuses() {
		return
	}
	if a, ok := m.top().(*ask); ok && a.then != nil {
		return // the note comes after the initials
	}
	m.top().Leave()
	another := false // the key in a note begins one more
	if f, ok := m.top().(*FormScreen); ok {
		if r, ok := f.record.(*noteRecord); ok {
			if !r.saved {
				return
			}
			another = true
			m.close()
		}
	}
	m.sync()
	r := &noteRecord{desk: m.desk, at: m.place(), pending: m.desk.State}
	on := interview.NoteOn(m.desk.State, r.at)
	existing := slices.IndexFunc(m.desk.State.Assessment.Notes, func(n assessment.Note) bool { return n.On == on && n.Open == open && on != "" })
	if existing >= 0 && !another {
		r.place, r.saved = interview.Place("note."+strconv.Itoa(existing+1)), true
	} else if err := r.begin(on, open); err != nil {
		m.desk.Flash(err.Error())
		return
	}
	only := []string{"text", "by", "internal"}
	if open {
		only = []string{"text", "owner", "due", "by", "internal"}
	}
	form := r.form(noteTitle(open, on, titleOf(m.desk.State, r.at)), only...)
	m.overlays = append(m.overlays, r.begun(form))
}

// begun is the form of a note, after a question, once in a sitting, who speaks.
func (r *noteRecord) begun(form Screen) Screen {
	d := r.desk
	if r.saved || d.by != "" || d.askedBy {
		return form
	}
	a := newAsk(d, r.at, initialsTitle, initialsQuestion, initialsHint, "")
	a.then = form
	a.accept = func(words string) {
		d.askedBy = true
		_ = r.set("by", assessment.Answer{Text: strings.TrimSpace(words)}) // free words are always accepted
		form.Refresh()
	}
	return a
}

// form shows the fields of a note with these keys.
func (r *noteRecord) form(title string, only ...string) Screen {
	fields, _ := interview.Fields(r.state(), r.place)
	intro := oneMoreNote
	if len(r.desk.State.Assessment.Notes) == 0 {
		intro = notPrivileged
	}
	return newRecordForm(r.desk, r, title, fields, withFields(only...), withIntro(intro))
}

// begin prepares a note that is not accepted yet.
func (r *noteRecord) begin(on string, open bool) error {
	next, p, err := interview.Add(r.pending, "note")
	if err != nil {
		return err
	}
	n := &next.Notes[len(next.Notes)-1]
	n.On, n.Open, n.Date, n.By = on, open, r.desk.Now().Format(time.DateOnly), r.desk.by
	r.pending.Assessment, r.place = next, p
	return nil
}

func (r *noteRecord) state() interview.State {
	if r.saved {
		return r.desk.State
	}
	return r.pending
}

func (r *noteRecord) get(key string) assessment.Answer {
	a, _ := interview.Get(r.state(), r.place, key)
	return a
}

func (r *noteRecord) check(key string, a assessment.Answer) error {
	_, err := interview.Set(r.state(), r.place, key, a)
	return err
}

// set keeps a field; the note joins the answers as soon as it says something.
func (r *noteRecord) set(key string, a assessment.Answer) error {
	next, err := interview.Set(r.state(), r.place, key, a)
	if err != nil {
		return err
	}
	if key == "by" {
		r.desk.by = a.Text
	}
	r.pending.Assessment = next
	if r.saved || r.get("text").Text != "" {
		r.desk.Accept(next, noteWord+" "+titleOf(r.desk.State, r.at), r.at)
		r.saved = len(r.desk.State.Assessment.Notes) == len(next.Notes)
	}
	return nil
}

func (r *noteRecord) clear(key string) { _ = r.set(key, assessment.Answer{}) }

func (r *noteRecord) draft() string { return "note:" + string(r.at) }
