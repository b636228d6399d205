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

func (s *notesScreen) row(p *interview.Point) row {
	state, t := pointState(p, s.desk.Date.Format(time.DateOnly))
	words := p.Text
	if p.By != "" {
		words = p.By + ": " + words
	}
	return row{id: pointRow(p), place: p.Place, cells: []span{said(state, t), said(p.Due, plain), said(p.Owner, plain), said(p.On, quiet), said(oneRow(words), plain)}}
}

// pointRow is the id of the row of a point.
func pointRow(p *interview.Point) string {
	if p.Number == 0 {
		return "open:" + p.On
	}
	return "note." + strconv.Itoa(p.Number)
}

// pointState is what a note is, in a word with a sign.
func pointState(p *interview.Point, today string) (string, tone) {
	switch {
	case p.Open && p.Due != "" && p.Due < today:
		return pointLate, bad
	case p.Open:
		return pointOpen, warn
	case p.Done():
		return pointDone, good
	}
	return pointNote, quiet
}

// point is the one under the cursor, nil in an empty list.
func (s *notesScreen) point() *interview.Point {
	r := s.table.current()
	if r == nil {
		return nil
	}
	for _, p := range interview.Points(s.desk.State, "") {
		if pointRow(p) == r.id {
			return p
		}
	}
	return nil
}

// free reports whether a point is about no place that can be gone to.
func (s *notesScreen) free(p *interview.Point) bool {
	return strings.HasPrefix(string(p.Place), "note.") || !exists(s.desk.State, p.Place)
}

func (s *notesScreen) describe() {
	s.facts = nil
	p := s.point()
	if p == nil {
		return
	}
	about := wholeAssessment
	switch {
	case !s.free(p):
		about = titleOf(s.desk.State, p.Place)
	case p.On != "":
		about = p.On
	}
	s.facts = []fact{{"", about, strong}, {labelNote, p.Text, plain}}
	s.fact(labelSaidBy, strings.TrimSpace(p.By+" "+p.Date))
	s.fact(labelOwner, p.Owner)
	s.fact(labelDue, p.Due)
	if p.Internal {
		s.fact(sameLabel, internalWords)
	}
}

func (s *notesScreen) fact(label, words string) {
	if words != "" {
		s.facts = append(s.facts, fact{label, words, plain})
	}
}

// HandleKey moves, goes to the place of a note, edits it, marks it done.
func (s *notesScreen) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		return Move{Kind: MoveClose}
	case "tab":
		s.owner = (s.owner + 1) % len(s.owners)
		s.Refresh()
		return Move{}
	case "a":
		return s.add()
	}
	p := s.point()
	if p == nil {
		return Move{}
	}
	switch k.String() {
	case "d":
		s.done(p)
	case "e":
		return s.edit(p)
	case "enter":
		if s.free(p) {
			return s.edit(p)
		}
		return Move{Kind: MoveTo, Place: p.Place}
	case "v":
		return open(s.all())
	default:
		s.table.turn(k)
		s.describe()
	}
	return Move{}
}

func (s *notesScreen) edit(p *interview.Point) Move {
	if p.Number == 0 {
		s.desk.Flash(answerIt)
		return Move{}
	}
	place := interview.Place(pointRow(p))
	return open(newForm(s.desk, place, titleOf(s.desk.State, place)))
}

// done marks an open point as done, and opens it again.
func (s *notesScreen) done(p *interview.Point) {
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
	s.desk.Accept(next, settledWords(p), p.Place)
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
	list := []key.Binding{workshopKeys.add, workshopKeys.owner, keys.Move, keys.Back}
	if len(s.owners) < 2 {
		bar(&list[1], noOwners)
	}
	p := s.point()
	if p == nil {
		return list
	}
	own := []key.Binding{tableKeys.there, workshopKeys.done, workshopKeys.edit, tableKeys.view}
	if p.Number == 0 {
		bar(&own[1], answerIt)
		bar(&own[2], answerIt)
	}
	return append(own, list...)
}

// Help says what notes are for.
func (s *notesScreen) Help() Help {
	return Help{Title: notesName, Why: whyNotes, Text: append(slices.Clone(helpNotes), notPrivileged)}
}
