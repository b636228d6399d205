package wizard

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// measuresScreen is step 7, and the two measures of step 9: what lowers most
// comes first, each with what it buys.
type measuresScreen struct {
	page
	step   int
	order  steady
	marked marks
}

func newMeasures(d *Desk, step int) Screen {
	at := pageMeasures
	if step == 9 {
		at = pageLifeMeasures
	}
	s := &measuresScreen{page: page{desk: d, at: at}, step: step, order: steady{}, marked: marks{}}
	s.table = table{empty: noMeasures, marks: true, columns: []column{
		{title: colNow, width: 10}, {title: colMeasure}, {title: colLowers, width: 10}, {title: colServes, width: 12, from: 66}}}
	byEffect := make([]*assessment.MeasureResult, 0, len(d.Result().Measures))
	for i := range d.Result().Measures {
		byEffect = append(byEffect, &d.Result().Measures[i])
	}
	slices.SortStableFunc(byEffect, func(a, b *assessment.MeasureResult) int { return b.Lowers - a.Lowers })
	for _, m := range byEffect {
		s.order.rank(string(m.ID))
	}
	s.Refresh()
	return s
}

// Show moves the cursor to a measure.
func (s *measuresScreen) Show(p interview.Place) {
	if s.table.show(p) {
		s.describe()
	}
}

// Refresh reads the measures as they are now. Their order stays.
func (s *measuresScreen) Refresh() {
	var rows []row
	for i := range s.desk.Result().Measures {
		m := &s.desk.Result().Measures[i]
		if assessment.MeasureStep(m.ID) != s.step {
			continue
		}
		s.order.rank(string(m.ID))
		lowers := said(lowersWords(m.Lowers), plain)
		if m.Lowers == 0 {
			lowers.tone = quiet
		}
		rows = append(rows, row{id: string(m.ID), place: interview.Place("measure." + string(m.ID)), marked: s.marked[string(m.ID)],
			cells: []span{stateSpan(m), said(string(m.ID)+" "+m.Title, plain), lowers, said(letters(m.Serves), quiet)}})
	}
	sort.SliceStable(rows, func(i, j int) bool { return s.order.rank(rows[i].id) < s.order.rank(rows[j].id) })
	s.table.fill(rows)
	s.describe()
}

// stateSpan is a state in a word with a sign.
func stateSpan(m *assessment.MeasureResult) span {
	words := stateMark(m.Answer.State) + " " + stateWord(m.Answer.State)
	if m.Answer.State == assessment.Tested && m.State != assessment.Tested {
		words = markFinding + " " + stateWord(m.Answer.State)
	}
	return said(words, stateTone(m.State))
}

func stateTone(s assessment.State) tone {
	switch s {
	case assessment.Tested, assessment.Done:
		return good
	case assessment.Partly, assessment.Planned:
		return warn
	case assessment.NotDone:
		return quiet
	default:
		return bad
	}
}

func (s *measuresScreen) measure() *assessment.MeasureResult {
	if r := s.table.current(); r != nil {
		return measureResult(s.desk, catalogue.MeasureID(r.id))
	}
	return nil
}

// describe collects what is said below about the measure under the cursor.
func (s *measuresScreen) describe() {
	s.facts = nil
	m := s.measure()
	if m == nil {
		return
	}
	s.facts = []fact{{"", string(m.ID) + " " + m.Title, strong}, {labelState, stateChoice(m.Answer.State), plain}}
	if m.Answer.State == assessment.Tested && m.State != assessment.Tested {
		s.facts = append(s.facts, fact{sameLabel, countsAsDone, warn})
	}
	s.facts = append(s.facts, buys(s.desk, m)...)
	known := s.desk.Catalogue().Measure(m.ID)
	switch {
	case m.Answer.State == assessment.NotDone:
		s.facts = append(s.facts, fact{labelWhyNot, orMissing(m.Answer.Reason), missingTone(m.Answer.Reason)})
	case m.Answer.How != "":
		s.facts = append(s.facts, fact{labelHow, m.Answer.How, plain})
	case m.State.InPlace():
		s.facts = append(s.facts, fact{labelHow, orMissing(""), bad})
	}
	if len(m.Answer.Evidence) > 0 {
		s.facts = append(s.facts, fact{labelEvidence, evidenceWords(s.desk, m.Answer.Evidence), plain})
	}
	if known != nil {
		s.facts = append(s.facts, fact{labelDo, known.Do, plain}, fact{labelProof, known.Evidence, quiet})
		if m.Answer.How == "" && known.Propose != "" {
			s.facts = append(s.facts, fact{labelDraft, known.Propose, quiet})
		}
	}
	if len(m.Threats) > 0 {
		s.facts = append(s.facts, fact{labelAgainst, ids(m.Threats, 30), quiet})
	}
	if known != nil && len(known.PartTwo) > 0 {
		s.facts = append(s.facts, fact{labelServes, partTwoWords(known.PartTwo), quiet})
	}
}

// evidenceWords lists evidence by id with file or link and date.
func evidenceWords(d *Desk, list []string) string {
	var out []string
	for _, id := range list {
		words := id + " " + unknownEvidence
		for _, e := range d.State.Assessment.Evidence {
			if e.ID == id {
				words = strings.Join(strings.Fields(id+" "+assessment.EvidenceWord(e.Kind)+" "+e.File+" "+e.Link+" "+e.Date), " ")
			}
		}
		out = append(out, words)
	}
	return strings.Join(out, " · ")
}

// buys says what better states of a measure would lower: "R2 → R1 for T11, T12".
func buys(d *Desk, m *assessment.MeasureResult) []fact {
	var out []fact
	for _, better := range betterStates(m.State) {
		if words := lowered(d, m.ID, better); words != "" {
			out = append(out, fact{labelBuys, withInstead(better, m.State) + words, good})
			break
		}
	}
	if len(out) == 0 && m.Lowers > 0 && (m.State == assessment.Tested || m.State == assessment.Done) {
		out = append(out, fact{labelBuys, lowersNow(m.Lowers), plain})
	}
	return out
}

// lowersFacts explains the number of risks that a measure lowers: each of them
// without it, and with it tested.
func lowersFacts(d *Desk, m *assessment.MeasureResult) []fact {
	without := d.Try(assessment.Tried(d.State.Assessment, m.ID, assessment.NotDone))
	with := d.Try(assessment.Tried(d.State.Assessment, m.ID, assessment.Tested))
	out := []fact{{labelCounted, lowersRule(m.Lowers), plain}}
	for i := range without.Threats {
		t := &without.Threats[i]
		if i < len(with.Threats) && !t.Dismissed && with.Threats[i].Residual < t.Residual {
			out = append(out, fact{sameLabel, string(t.ID) + " " + t.Title + ": " + t.Residual.String() + " → " + with.Threats[i].Residual.String(), plain})
		}
	}
	return out
}

// betterStates are the states worth trying after one.
func betterStates(s assessment.State) []assessment.State {
	switch s {
	case assessment.Tested:
		return nil
	case assessment.Done:
		return []assessment.State{assessment.Tested}
	default:
		return []assessment.State{assessment.Done, assessment.Tested}
	}
}

// lowered tries a state and says which risks would be lower.
func lowered(d *Desk, id catalogue.MeasureID, state assessment.State) string {
	with := d.Try(assessment.Tried(d.State.Assessment, id, state))
	byStep := map[string][]catalogue.ThreatID{}
	var order []string
	now := d.Result().Threats
	for i := range now {
		if i >= len(with.Threats) || now[i].Dismissed || with.Threats[i].Residual >= now[i].Residual {
			continue
		}
		change := now[i].Residual.String() + " → " + with.Threats[i].Residual.String()
		if byStep[change] == nil {
			order = append(order, change)
		}
		byStep[change] = append(byStep[change], now[i].ID)
	}
	slices.Sort(order)
	slices.Reverse(order)
	for i, change := range order {
		order[i] = loweredFor(change, ids(byStep[change], 12))
	}
	return strings.Join(order, "; ")
}

// HandleKey moves, marks, and answers for the measure under the cursor or for
// all marked ones.
func (s *measuresScreen) HandleKey(k tea.KeyPressMsg) Move {
	m := s.measure()
	switch {
	case m == nil:
		return s.onward(k)
	case s.marked.turn(s.desk, k, &s.table, s.unanswered()):
		s.Refresh()
	case key.Matches(k, tableKeys.proposals):
		return openProposals(s.desk, interview.ProposedMeasures, s.at)
	case key.Matches(k, tableKeys.edit) && len(s.marked) > 0:
		return open(newManyForm(s.desk, s.marked.places(&s.table), ids(s.targets(), 6), "evidence"))
	case key.Matches(k, tableKeys.edit):
		return open(newForm(s.desk, interview.Place("measure."+string(m.ID)), string(m.ID)+" "+m.Title, withIntro(proofIntro(s.desk.Catalogue().Measure(m.ID))), withFocus(formFocus(m))))
	case key.Matches(k, tableKeys.draft):
		s.draft(m)
	case key.Matches(k, tableKeys.view):
		s.facts = append(s.facts, lowersFacts(s.desk, m)...)
		mv := open(s.all())
		s.describe()
		return mv
	default:
		for _, each := range stateKeys {
			if key.Matches(k, each.binding) {
				return s.answer(each.state)
			}
		}
		mv := s.onward(k)
		s.describe()
		return mv
	}
	return Move{}
}

// formFocus is the field to write first: how, or why not; the state has its keys.
func formFocus(m *assessment.MeasureResult) string {
	switch m.Answer.State {
	case "":
		return "state"
	case assessment.NotDone:
		return "reason"
	default:
		return "how"
	}
}

// unanswered are the measures without a state.
func (s *measuresScreen) unanswered() []string {
	var out []string
	for _, r := range s.table.rows {
		if m := measureResult(s.desk, catalogue.MeasureID(r.id)); m != nil && m.Answer.State == "" {
			out = append(out, r.id)
		}
	}
	return out
}

// targets are the marked measures, otherwise the one under the cursor.
func (s *measuresScreen) targets() []catalogue.MeasureID {
	var out []catalogue.MeasureID
	for _, r := range s.table.rows {
		if s.marked[r.id] {
			out = append(out, catalogue.MeasureID(r.id))
		}
	}
	if len(out) == 0 {
		out = append(out, s.measure().ID)
	}
	return out
}

// answer gives the targets a state; where a measure is not in place, the reason
// is asked for next.
func (s *measuresScreen) answer(state assessment.State) Move {
	if s.desk.refuses() {
		return Move{}
	}
	list := s.targets()
	place := interview.Place("measure." + string(list[0]))
	s.setAll(list, "state", assessment.Answer{Options: []string{string(state)}}, stateWord(state))
	clear(s.marked)
	s.Refresh()
	if state != assessment.NotDone {
		if state == assessment.Tested && s.measure().State != assessment.Tested {
			s.desk.Flash(countsAsDone)
		}
		return Move{}
	}
	title := ids(list, 6)
	if len(list) == 1 {
		title = titleOf(s.desk.State, place)
	}
	q := newAsk(s.desk, place, title, whyNotQuestion, whyNotHint, s.desk.State.Assessment.Measures[list[0]].Reason)
	record := func(reason string) {
		s.setAll(list, "reason", assessment.Answer{Text: reason}, labelWhyNot)
		s.Refresh()
	}
	q.accept, q.keep = record, record
	return open(q)
}

// setAll records the same answer for several measures as one change.
func (s *measuresScreen) setAll(list []catalogue.MeasureID, field string, answer assessment.Answer, what string) {
	var places []interview.Place
	for _, id := range list {
		places = append(places, interview.Place("measure."+string(id)))
	}
	next, err := interview.SetAll(s.desk.State, places, field, answer)
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.desk.Accept(next, ids(list, 6)+": "+what, places[0])
}

// draft takes the catalogue's draft text where nothing is written yet.
func (s *measuresScreen) draft(m *assessment.MeasureResult) {
	known := s.desk.Catalogue().Measure(m.ID)
	switch {
	case s.desk.refuses():
	case known == nil || known.Propose == "":
		s.desk.Flash(noDraft)
	case m.Answer.How != "":
		s.desk.Flash(alreadyWritten)
	default:
		s.setAll([]catalogue.MeasureID{m.ID}, "how", assessment.Answer{Text: known.Propose}, labelDraft)
		s.Refresh()
		s.desk.Flash(draftTaken)
	}
}

// View draws the table and the details.
func (s *measuresScreen) View(width, height int) string {
	return s.draw(width, height, s.marked.head(s.desk, statesForMarked))
}

// Keys are the states, then the other keys.
func (s *measuresScreen) Keys() []key.Binding {
	var list []key.Binding
	for _, each := range stateKeys {
		list = append(list, each.binding)
	}
	if len(s.marked) > 0 {
		return s.with(append(list, rekeyed(tableKeys.edit, doesEvidence), tableKeys.mark, tableKeys.all)...)
	}
	return s.with(append(list, tableKeys.edit, tableKeys.mark, tableKeys.all, tableKeys.proposals, tableKeys.draft)...)
}

// Help says how measures work.
func (s *measuresScreen) Help() Help {
	return Help{Title: pageTitle(s.at), Why: whyMeasures, Text: helpMeasures, Cite: interview.Steps()[s.step-1].Cite}
}

// partTwoWords names items of Annex I Part II.
func partTwoWords(list []int) string {
	var out []string
	for _, n := range list {
		out = append(out, "II("+strconv.Itoa(n)+")")
	}
	return strings.Join(out, " ")
}
