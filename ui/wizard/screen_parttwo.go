package wizard

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/interview"
)

// partTwoScreen is Annex I Part II (1) to (8) in step 9: how vulnerabilities are
// handled, each with what is missing.
type partTwoScreen struct {
	page
	marked  marks
	replace int // the item whose own words the proposal would replace
}

func newPartTwo(d *Desk) Screen {
	s := &partTwoScreen{page: page{desk: d, at: pagePartTwo}, marked: marks{}}
	s.table = table{empty: noRequirements, marks: true, columns: []column{{title: colState, width: 10}, {title: colPartTwo}, {title: colEvidence, width: 14, from: 66}}}
	s.Refresh()
	return s
}

// Show moves the cursor to an item.
func (s *partTwoScreen) Show(p interview.Place) {
	if s.table.show(p) {
		s.describe()
	}
}

// Refresh reads the items as they are now.
func (s *partTwoScreen) Refresh() {
	var rows []row
	for _, r := range s.desk.Result().PartTwo {
		answer := s.desk.State.Assessment.PartTwo[r.Number]
		state := said(markOpen+" "+openState, warn)
		switch {
		case answer.NotMet:
			state = said(markBlocking+" "+notMetWord, bad)
		case r.Met:
			state = said(markAnswered+" "+metWord, good)
		}
		n := strconv.Itoa(r.Number)
		rows = append(rows, row{id: n, place: interview.Place("part." + n), marked: s.marked[n], cells: []span{state, said(requirementTitle(s.desk, r.ID), plain), said(strings.Join(answer.Evidence, " "), quiet)}})
	}
	s.table.fill(rows)
	s.describe()
}

func (s *partTwoScreen) item() *assessment.PartTwoResult {
	r := s.table.current()
	if r == nil {
		return nil
	}
	list := s.desk.Result().PartTwo
	for i := range list {
		if strconv.Itoa(list[i].Number) == r.id {
			return &list[i]
		}
	}
	return nil
}

// describe collects what is said below about the item under the cursor.
func (s *partTwoScreen) describe() {
	s.facts = nil
	r := s.item()
	if r == nil {
		return
	}
	answer := s.desk.State.Assessment.PartTwo[r.Number]
	s.facts = []fact{{"", requirementTitle(s.desk, r.ID), strong}}
	known := s.desk.Catalogue().Requirement(r.ID)
	if len(r.Missing) > 0 {
		s.facts = append(s.facts, fact{labelMissing, missingWords(r.Missing), warn})
	}
	s.facts = append(s.facts, howFacts(answer.How, r.Proposal)...)
	if known != nil && known.Duty != "" {
		s.facts = append(s.facts, fact{labelDuty, known.Duty + " (" + citations(known.Cite) + ")", plain})
	}
	if len(answer.Evidence) > 0 {
		s.facts = append(s.facts, fact{labelEvidence, evidenceWords(s.desk, answer.Evidence), plain})
	}
	if known != nil && known.Evidence != "" {
		s.facts = append(s.facts, fact{labelProof, known.Evidence, quiet})
	}
	if len(r.Measures) > 0 {
		s.facts = append(s.facts, fact{labelMeasures, measuresInPlace(s.desk, r.Measures), plain})
	}
	s.facts = append(s.facts, fact{labelAside, neverPartTwo, quiet})
}

// HandleKey edits an item or takes the proposal.
func (s *partTwoScreen) HandleKey(k tea.KeyPressMsg) Move {
	replace := s.replace
	s.replace = 0
	r := s.item()
	switch {
	case r == nil:
	case s.marked.turn(s.desk, k, &s.table, s.unproved()):
		s.Refresh()
		return Move{}
	case key.Matches(k, tableKeys.proposals):
		return openProposals(s.desk, interview.ProposedPartTwo, s.at)
	case key.Matches(k, tableKeys.edit) && len(s.marked) > 0:
		return open(newManyForm(s.desk, s.marked.places(&s.table), s.names(), "evidence"))
	case key.Matches(k, tableKeys.edit):
		intro := ""
		if known := s.desk.Catalogue().Requirement(r.ID); known != nil {
			intro = known.Duty
		}
		return open(newForm(s.desk, interview.Place("part."+strconv.Itoa(r.Number)), requirementTitle(s.desk, r.ID), withIntro(intro)))
	case key.Matches(k, tableKeys.proposal):
		s.takeProposal(r, replace == r.Number)
		return Move{}
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// unproved are the items without evidence.
func (s *partTwoScreen) unproved() []string {
	var out []string
	for _, r := range s.desk.Result().PartTwo {
		if a := s.desk.State.Assessment.PartTwo[r.Number]; len(a.Evidence) == 0 && !a.NotMet {
			out = append(out, strconv.Itoa(r.Number))
		}
	}
	return out
}

// names are the short forms of the marked items.
func (s *partTwoScreen) names() string {
	var list []int
	for _, r := range s.desk.Result().PartTwo {
		if s.marked[strconv.Itoa(r.Number)] {
			list = append(list, r.Number)
		}
	}
	return partTwoWords(list)
}

func (s *partTwoScreen) takeProposal(r *assessment.PartTwoResult, sure bool) {
	how := s.desk.State.Assessment.PartTwo[r.Number].How
	switch {
	case s.desk.refuses():
	case r.Proposal == "":
		s.desk.Flash(noProposal)
	case how == r.Proposal:
		s.desk.Flash(sameAsProposal)
	case how != "" && !sure:
		s.replace = r.Number
		s.desk.Flash(pressToReplace)
	default:
		if err := s.desk.Set(interview.Place("part."+strconv.Itoa(r.Number)), "how", assessment.Answer{Text: r.Proposal}); err != nil {
			s.desk.Flash(err.Error())
			return
		}
		s.Refresh()
		s.desk.Flash(proposalTaken)
	}
}

// View draws the table and the details.
func (s *partTwoScreen) View(width, height int) string {
	return s.draw(width, height, s.marked.head(s.desk, evidenceForMarked))
}

// Keys are those of the row.
func (s *partTwoScreen) Keys() []key.Binding {
	if len(s.marked) > 0 {
		return s.with(rekeyed(tableKeys.edit, doesEvidence), tableKeys.mark, rekeyed(tableKeys.all, doesMarkUnproved))
	}
	return s.with(tableKeys.edit, tableKeys.proposals, tableKeys.proposal, tableKeys.mark, rekeyed(tableKeys.all, doesMarkUnproved))
}

// Help says when an item is fulfilled.
func (s *partTwoScreen) Help() Help {
	h := Help{Title: pageTitle(pagePartTwo), Why: whyPartTwo, Text: helpPartTwo, Cite: interview.Steps()[8].Cite}
	if r := s.item(); r != nil {
		if known := s.desk.Catalogue().Requirement(r.ID); known != nil {
			h.Title, h.Cite = known.Name(), known.Cite
			h.Text = append([]string{known.Duty}, h.Text...)
		}
	}
	return h
}
