package wizard

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/interview"
)

// marks are the rows of a table that are answered together, by their ids. They
// are taken away when they were answered, and by esc.
type marks map[string]bool

// turn takes a key that marks and reports whether it was one. All are the ids
// that one key marks: what is open.
func (m marks) turn(d *Desk, k tea.KeyPressMsg, t *table, all []string) bool {
	r := t.current()
	switch {
	case r == nil:
		return false
	case key.Matches(k, tableKeys.mark):
		if m[r.id] {
			delete(m, r.id)
		} else {
			m[r.id] = true
		}
		t.cursor = min(t.cursor+1, len(t.rows)-1)
	case key.Matches(k, tableKeys.all):
		if len(all) == 0 {
			d.Flash(nothingToMark)
		}
		for _, id := range all {
			m[id] = true
		}
	case k.String() == "esc" && len(m) > 0:
		clear(m)
	default:
		return false
	}
	return true
}

// places are those of the marked rows, in the order of the table.
func (m marks) places(t *table) []interview.Place {
	var out []interview.Place
	for _, r := range t.rows {
		if m[r.id] {
			out = append(out, r.place)
		}
	}
	return out
}

// head says how many rows are marked and what can be done with them.
func (m marks) head(d *Desk, does string) []string {
	if len(m) == 0 {
		return nil
	}
	return []string{d.inks().paint(chosen, " "+markedWords(len(m), does))}
}

// manyRecords is one record that stands for several places: what is answered
// goes to each of them, as one change.
type manyRecords struct {
	desk   *Desk
	places []interview.Place
	name   string
}

// get is the answer that all of them share.
func (r manyRecords) get(key string) assessment.Answer {
	first, _ := interview.Get(r.desk.State, r.places[0], key)
	for _, p := range r.places[1:] {
		if a, _ := interview.Get(r.desk.State, p, key); !sameAnswer(a, first) {
			return assessment.Answer{}
		}
	}
	return first
}

func (r manyRecords) check(key string, a assessment.Answer) error {
	_, err := interview.SetAll(r.desk.State, r.places, key, a)
	return err
}

func (r manyRecords) set(key string, a assessment.Answer) error {
	next, err := interview.SetAll(r.desk.State, r.places, key, a)
	if err != nil {
		return err
	}
	what := r.name
	if fields, err := interview.Fields(r.desk.State, r.places[0]); err == nil {
		for _, f := range fields {
			if f.Key == key {
				what = fieldOf(f.Title, r.name)
			}
		}
	}
	r.desk.Accept(next, what, r.places[0])
	return nil
}

func (r manyRecords) clear(key string) { _ = r.set(key, assessment.Answer{}) }

func (r manyRecords) draft() string { return "together:" + r.name }

func sameAnswer(a, b assessment.Answer) bool {
	return a.NotSure == b.NotSure && a.Text == b.Text && slices.Equal(a.Options, b.Options)
}

// newManyForm asks once for several places. It shows the fields with these keys.
func newManyForm(d *Desk, places []interview.Place, name string, fields ...string) Screen {
	all, _ := interview.Fields(d.State, places[0])
	return newRecordForm(d, manyRecords{d, places, name}, name, all, withIntro(sameForMarked), withFields(fields...), withPlace(places[0]))
}
