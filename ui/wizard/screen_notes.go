package wizard

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// notesScreen lists all notes and open points (f9), those due first in front;
// answers "not sure" are open points too. Tab shows those of one owner.
type notesScreen struct {
	page
	owners []string // "" for all
	owner  int      // of owners
	open   int      // open points in the list
}

func newNotes(d *Desk) Screen {
	s := &notesScreen{page: page{desk: d, noted: true}}
	s.table = table{columns: []column{{title: colNote, width: 7}, {title: colDue, width: 10}, {title: colOwner, width: 8}, {title: colOn, width: 8, from: 70}, {title: colWords}}}
	s.Refresh()
	return s
}

// Refresh reads the notes as they are now.
func (s *notesScreen) Refresh() {
	was := ""
	if s.owner < len(s.owners) {
		was = s.owners[s.owner]
	}
	s.owners = interview.Owners(s.desk.State.Assessment)
	s.owner = max(0, slices.Index(s.owners, was))
	owner := s.owners[s.owner]
	var rows []row
	s.open = 0
	for _, p := range interview.Points(s.desk.State, owner) {
		if p.Open {
			s.open++
		}
		rows = append(rows, s.row(p))
	}
	s.table.empty = noNotes(owner)
	s.table.fill(rows)
	s.describe()
}

func (s *notesScreen) row(p interview.Point) row {
	id := "note." + strconv.Itoa(p.Number)
	place := interview.PlaceOfNote(p.On)
	switch {
	case p.Number == 0:
		id = "not sure " + p.On
	case place == "note":
		place = interview.Place(id) // a free one is a place itself
	}
	state, t := pointState(p, s.desk.Date.Format(time.DateOnly))
	words := p.Text
	if p.By != "" {
		words = p.By + ": " + words
	}
	return row{id: id, place: place, cells: []span{said(state, t), said(p.Due, plain), said(p.Owner, plain), said(p.On, quiet), said(oneRow(words), plain)}}
}

// pointState is what a note is, in a word with a sign.
func pointState(p interview.Point, today string) (string, tone) {
	switch {
	case p.Open && p.Due != "" && p.Due < today:
		return markBlocking + " late", bad
	case p.Open:
		return markOpen + " open", warn
	case p.Done():
		return markAnswered + " done", good
	}
	return "  note", quiet
}

// point is the one under the cursor.
func (s *notesScreen) point() (interview.Point, bool) {
	r := s.table.current()
	if r == nil {
		return interview.Point{}, false
	}
	for _, p := range interview.Points(s.desk.State, "") {
		if s.row(p).id == r.id {
			return p, true
		}
	}
	return interview.Point{}, false
}

func (s *notesScreen) describe() {
	s.facts = nil
	p, ok := s.point()
	if !ok {
		return
	}
	about := wholeAssessment
	if p.On != "" {
		about = p.On
		if place := interview.PlaceOfNote(p.On); exists(s.desk.State, place) && place != "note" {
			about = titleOf(s.desk.State, place)
		}
	}
	s.facts = []fact{{"", about, strong}, {labelNote, p.Text, plain}}
	for _, each := range []fact{{labelSaidBy, strings.TrimSpace(p.By + " " + p.Date), plain}, {labelOwner, p.Owner, plain}, {labelDue, p.Due, plain}} {
		if each.text != "" {
			s.facts = append(s.facts, each)
		}
	}
	if p.Internal {
		s.facts = append(s.facts, fact{sameLabel, internalWords, warn})
	}
}

// HandleKey moves, goes to the place of a note, edits it, marks it done.
func (s *notesScreen) HandleKey(k tea.KeyPressMsg) Move {
	p, ok := s.point()
	switch {
	case key.Matches(k, keys.Back):
		return Move{Kind: MoveClose}
	case key.Matches(k, workshopKeys.owner):
		s.owner = (s.owner + 1) % len(s.owners)
		s.Refresh()
	case key.Matches(k, workshopKeys.add):
		return s.add()
	case s.table.turn(k):
		s.describe()
	case !ok:
	case key.Matches(k, workshopKeys.done):
		s.done(p)
	case key.Matches(k, workshopKeys.edit), key.Matches(k, tableKeys.there) && p.On == "":
		return s.edit(p)
	case key.Matches(k, tableKeys.there):
		return s.there(p)
	case key.Matches(k, tableKeys.view):
		return open(s.all())
	}
	return Move{}
}

func (s *notesScreen) there(p interview.Point) Move {
	place := interview.PlaceOfNote(p.On)
	if place == "note" || !exists(s.desk.State, place) {
		return s.edit(p)
	}
	return Move{Kind: MoveTo, Place: place}
}

func (s *notesScreen) edit(p interview.Point) Move {
	if p.Number == 0 {
		s.desk.Flash(answerIt)
		return Move{}
	}
	place := interview.Place("note." + strconv.Itoa(p.Number))
	return open(newForm(s.desk, place, titleOf(s.desk.State, place)))
}

// done marks an open point as done, and opens it again.
func (s *notesScreen) done(p interview.Point) {
	if p.Number == 0 {
		s.desk.Flash(answerIt)
		return
	}
	if s.desk.refuses() {
		return
	}
	next, err := interview.Settle(s.desk.State, p.Number, !p.Open)
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.desk.Accept(next, settledWords(p), s.Place())
	s.Refresh()
	s.desk.Flash(settledWords(p))
}

// add begins a note on the whole assessment, an open point if it is said so.
func (s *notesScreen) add() Move {
	if s.desk.refuses() {
		return Move{}
	}
	r := &noteRecord{desk: s.desk, at: "note", pending: s.desk.State}
	if err := r.begin("", false); err != nil {
		s.desk.Flash(err.Error())
		return Move{}
	}
	return open(r.begun(r.form(noteTitle(false, "", ""), "text", "by", "open", "owner", "due", "internal")))
}

// View says whose notes these are above the list.
func (s *notesScreen) View(width, height int) string {
	ink := s.desk.inks()
	head := text.Pad(" "+notesHead(s.owners[s.owner], s.open, len(s.table.rows)), width)
	return s.draw(width, height, []string{ink.paint(strong, head), ruled(ink, width)})
}

// Keys are those of the list; what does not work says why.
func (s *notesScreen) Keys() []key.Binding {
	done, edit, owner := workshopKeys.done, workshopKeys.edit, workshopKeys.owner
	p, ok := s.point()
	if ok && p.Number == 0 {
		done, edit = barred(done, answerIt), barred(edit, answerIt)
	}
	if len(s.owners) < 2 {
		owner = barred(owner, noOwners)
	}
	list := []key.Binding{workshopKeys.add, owner, keys.Move, keys.Back}
	if ok {
		list = append([]key.Binding{tableKeys.there, done, edit}, list...)
	}
	return list
}

// Help says what notes are for.
func (s *notesScreen) Help() Help {
	return Help{Title: notesName, Why: whyNotes, Text: append(slices.Clone(helpNotes), notPrivileged)}
}
