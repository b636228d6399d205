package wizard

import (
	"slices"
	"sort"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// A what-if sets states of measures tentatively. They stand on the desk apart from
// the answers, so that nothing of them is saved before they are kept.

// tentative is a store that takes nothing.
type tentative struct{ Store }

func (tentative) Save(assessment.Assessment) error { return nil }
func (tentative) ReadOnly() (bool, string)         { return true, whatIfRefuses }

// whatIf is a desk on which the tried states are answered. It can only be looked
// at; the desk it was made from is its real one.
func (d *Desk) whatIf() *Desk {
	t := *d
	t.Store, t.real, t.undo, t.redo, t.flash = tentative{d.Store}, d, nil, nil, ""
	if len(d.tried) == 0 {
		return &t
	}
	proved := d.State.Assessment // with evidence for what is tried as tested
	t.State.Assessment = d.State.Assessment.Clone()
	for id, state := range d.tried {
		proved = assessment.Tried(proved, id, state)
		m := t.State.Assessment.Measures[id]
		m.State = state
		if t.State.Assessment.Measures == nil {
			t.State.Assessment.Measures = map[catalogue.MeasureID]assessment.MeasureAnswer{}
		}
		t.State.Assessment.Measures[id] = m
	}
	t.State.Result = d.derive(proved)
	return &t
}

// triedIn lists the measures with a tried state, in the order of the results.
func triedIn(d *Desk) []catalogue.MeasureID {
	var out []catalogue.MeasureID
	for i := range d.Result().Measures {
		if id := d.Result().Measures[i].ID; d.tried[id] != "" {
			out = append(out, id)
		}
	}
	return out
}

// waiting is how many tried states wait to be kept or dropped. One of a measure that
// the answers no longer ask for is none of them: it changes nothing until it is
// asked again.
func (d *Desk) waiting() int { return len(triedIn(d)) }

// try gives a measure a tentative state; its own state or "" takes that away.
func (d *Desk) try(id catalogue.MeasureID, state assessment.State) {
	if state == "" || state == d.State.Assessment.Measures[id].State {
		delete(d.tried, id)
		return
	}
	if d.tried == nil {
		d.tried = map[catalogue.MeasureID]assessment.State{}
	}
	d.tried[id] = state
}

// keepTried makes the tried states of a list of measures answers, as one change.
func (d *Desk) keepTried(list []catalogue.MeasureID) error {
	s := d.State
	for _, id := range list {
		next, err := interview.Set(s, interview.Place("measure."+string(id)), "state", assessment.Answer{Options: []string{string(d.tried[id])}})
		if err != nil {
			return err
		}
		s.Assessment = next
	}
	d.Accept(s.Assessment, keptWhatIf(ids(list, 6)), interview.Place("measure."+string(list[0])))
	for _, id := range list { // a measure that is not asked now waits for its return
		delete(d.tried, id)
	}
	return nil
}

// whatIfScreen tries states of measures (f8): the residual risks as answered and
// as they would be, side by side, above the measures.
type whatIfScreen struct {
	page
	order steady
	trial *Desk
	heat  *heatMap
	words string
	head  string // how many states are tried
	tried bool   // any at all
}

// newWhatIf begins at the measure of a place, where that is one.
func newWhatIf(d *Desk, at interview.Place) Screen {
	s := &whatIfScreen{page: page{desk: d}, order: steady{}}
	s.table = table{empty: noMeasures, columns: []column{
		{title: colNow, width: 9}, {title: colIf, width: 11}, {title: colMeasure}, {title: colLowers, width: 9}, {title: colServes, width: 12, from: 76}}}
	byEffect := append([]assessment.MeasureResult(nil), d.Result().Measures...)
	sort.SliceStable(byEffect, func(i, j int) bool { return byEffect[i].Lowers > byEffect[j].Lowers })
	for i := range byEffect {
		s.order.rank(string(byEffect[i].ID))
	}
	s.Refresh()
	s.table.show(at)
	return s
}

// Refresh evaluates the tried states on top of the answers as they are now.
func (s *whatIfScreen) Refresh() {
	d := s.desk
	fresh := d.whatIf()
	if s.trial == nil {
		s.trial = fresh
	} else { // the same desk, for what stands on top and shows it
		fresh.version = s.trial.version + 1
		*s.trial = *fresh
	}
	s.heat = newHeatMap(s.trial).(*heatMap)
	s.heat.side = -1 // no cell has the cursor
	n := d.waiting()
	s.head, s.tried = whatIfHead(n), n > 0
	s.words = compare.Summarize(d.Result(), s.trial.Result()).Words()
	switch {
	case !s.tried:
		s.words = whatIfHint
	case s.words == "":
		s.words = nothingRisky
	}
	var rows []row
	for i := range d.Result().Measures {
		m := &d.Result().Measures[i]
		s.order.rank(string(m.ID))
		tried := span{}
		if state := d.tried[m.ID]; state != "" {
			tried = said(triedWord(state), chosen)
		}
		rows = append(rows, row{id: string(m.ID), place: interview.Place("measure." + string(m.ID)),
			cells: []span{stateSpan(m), tried, said(string(m.ID)+" "+m.Title, plain), said(lowersWords(m.Lowers), quiet), said(letters(m.Serves), quiet)}})
	}
	sort.SliceStable(rows, func(i, j int) bool { return s.order.rank(rows[i].id) < s.order.rank(rows[j].id) })
	s.table.fill(rows)
}

// HandleKey tries a state, takes it back, keeps or drops all.
func (s *whatIfScreen) HandleKey(k tea.KeyPressMsg) Move {
	d := s.desk
	switch k.String() {
	case "esc":
		if n := d.waiting(); n > 0 {
			d.Flash(whatIfWaits(n))
		}
		return Move{Kind: MoveClose}
	case "K":
		return s.keep()
	case "D":
		d.Flash(droppedWords(d.waiting()))
		d.tried = nil
		s.Refresh()
	case "enter", "v":
		return open(newChanges(s.trial))
	case "r":
		s.try("")
	default:
		for i := range stateKeys {
			if slices.Contains(stateKeys[i].binding.Keys(), k.String()) {
				s.try(stateKeys[i].state)
				return Move{}
			}
		}
		s.table.turn(k)
	}
	return Move{}
}

// try gives the measure under the cursor a tentative state.
func (s *whatIfScreen) try(state assessment.State) {
	if r := s.table.current(); r != nil {
		s.desk.try(catalogue.MeasureID(r.id), state)
		s.Refresh()
		s.noted(catalogue.MeasureID(r.id))
	}
}

// noted says what a state that was just tried rests on.
func (s *whatIfScreen) noted(id catalogue.MeasureID) {
	if s.desk.tried[id] == assessment.Tested {
		s.desk.Flash(triedTested)
	}
}

// keep makes the tried states answers and goes back.
func (s *whatIfScreen) keep() Move {
	d, list := s.desk, triedIn(s.desk)
	if len(list) == 0 {
		d.Flash(nothingTried)
		return Move{}
	}
	if d.refuses() {
		return Move{}
	}
	if err := d.keepTried(list); err != nil {
		d.Flash(err.Error())
		return Move{}
	}
	d.Flash(keptFlash(len(list)))
	return Move{Kind: MoveClose}
}

// View draws what would change, both maps and the measures.
func (s *whatIfScreen) View(width, height int) string {
	ink := s.desk.inks()
	head := []string{ink.paint(warn, text.Pad(" "+s.head, width))}
	for _, line := range text.Wrap(s.words, max(10, width-2)) {
		head = append(head, " "+ink.paint(plain, line))
	}
	if height-len(head) >= 12 {
		head = append(head, s.heat.grid(ink, width, 4)...)
	}
	return s.draw(width, height, append(head, ruled(ink, width)))
}

// Keys are the states, then keeping and dropping; what does not work says why.
func (s *whatIfScreen) Keys() []key.Binding {
	own := []key.Binding{workshopKeys.keep, workshopKeys.drop, workshopKeys.asIs, workshopKeys.details, keys.Move, keys.Back}
	if !s.tried {
		bar(&own[0], nothingTried)
		bar(&own[1], nothingTried)
	}
	var list []key.Binding
	for i := range stateKeys {
		list = append(list, stateKeys[i].binding)
	}
	return append(list, own...)
}

// Help says what trying is.
func (s *whatIfScreen) Help() Help {
	return Help{Title: whatIfName, Why: whyWhatIf, Text: helpWhatIf}
}
