package wizard

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// numbersScreen lists the figures and badges of the frame (f6). Enter on one
// shows the rule behind it and the answers and items it is made of.
type numbersScreen struct{ page }

// figure is one number or badge: what it says, the rule, and what makes it up.
type figure struct {
	id, name, value string
	rule            []paragraph
	goes            interview.Place // where enter leads instead, "" to show the rule
	opens           func() Screen   // what enter opens instead, nil to show the rule
}

func newNumbers(d *Desk) Screen {
	s := &numbersScreen{page{desk: d, at: ""}}
	s.table = table{empty: nothingFound, columns: []column{{title: colNumber, width: 26}, {title: colSays}}}
	s.Refresh()
	return s
}

// Place is none: the numbers stand on top of everything.
func (s *numbersScreen) Place() interview.Place { return "" }

// Refresh reads the figures as they are now.
func (s *numbersScreen) Refresh() {
	var rows []row
	s.facts = nil
	for _, f := range figures(s.desk) {
		rows = append(rows, row{id: f.id, cells: []span{said(f.name, plain), said(f.value, plain)}})
	}
	s.table.fill(rows)
}

// figures are all the numbers of the frame, in the order in which it shows them.
func figures(d *Desk) []figure {
	r := d.Result()
	done, needed := progress(r)
	list := []figure{{id: "scope", name: numberScope, value: capital(r.Scope.Title), goes: pageScope}}
	assessed := assessment.Assessed(r.Scope.Regime)
	if assessed {
		list = append(list, figure{id: "class", name: labelClass, value: classWords(r), rule: reasonParagraphs(d, r.Class.Reason)},
			figure{id: "route", name: numberRoute, value: routeWords(r), goes: pageClass})
		for level := assessment.Rating(5); level >= 1; level-- {
			list = append(list, levelFigure(d, level))
		}
		list = append(list, figure{id: "met", name: panelMet, value: ofNumber(r.Counts.Met, r.Counts.Applicable), rule: metParagraphs(d)})
	}
	list = append(list, figure{id: "open", name: panelOpen, value: number(r.Counts.OpenPoints), rule: openParagraphs(r)},
		figure{id: "blocking", name: panelBlocking, value: number(r.Counts.Blocking), goes: pageReview},
		figure{id: "answered", name: panelAnswered, value: ofNumber(r.Counts.Answered, r.Counts.Questions), rule: answeredParagraphs(d)},
		figure{id: "bar", name: numberBar, value: ofNumber(done, needed), rule: doneParagraphs(d)},
		figure{id: "unconfirmed", name: numberUnconfirmed, value: number(len(unconfirmedQuestions(d))), opens: func() Screen { return newUnconfirmed(d) }})
	if assessed {
		list = append(list, figure{id: "support", name: panelSupport, value: orDash(r.Support.End), rule: supportParagraphs(d)})
	}
	return list
}

// levelFigure is how many risks have a level now, each with its rule.
func levelFigure(d *Desk, level assessment.Rating) figure {
	r := d.Result()
	f := figure{id: level.String(), name: riskNow(level), value: nowAndBefore(r.Counts.Residual[level], r.Counts.Inherent[level]),
		rule: []paragraph{{words: numberRisks}}}
	for i := range r.Threats {
		t := &r.Threats[i]
		if t.Residual != level || t.Dismissed {
			continue
		}
		f.rule = append(f.rule, paragraph{words: string(t.ID) + " " + t.Title, head: true}, paragraph{words: riskWords(d, t, t.ResidualReason)},
			paragraph{label: labelAskedBy, words: because(d.State, t.Because)}, paragraph{label: labelHelps, words: helpWords(d, t)})
	}
	return f
}

// riskWords is the rule of a risk with the name of the asset that decides:
// "R5: severe impact (safety, AS10 Control …, integrity) × high feasibility …".
func riskWords(d *Desk, t *assessment.ThreatResult, reason assessment.Reason) string {
	if t.Decides == "" {
		return reason.Text
	}
	return strings.Replace(reason.Text, string(t.Decides), hitWords(d.State, t.Decides), 1)
}

func reasonParagraphs(d *Desk, reason assessment.Reason) []paragraph {
	out := []paragraph{{words: reason.Text}}
	if reason.Rule != "" {
		out = append(out, paragraph{label: labelBasis, words: reason.Rule})
	}
	if words := answersWords(d.State, reason.Answers); words != "" {
		out = append(out, paragraph{label: labelDecided, words: words})
	}
	if len(reason.Cite) > 0 {
		out = append(out, paragraph{label: labelCite, words: citations(reason.Cite)})
	}
	return out
}

func metParagraphs(d *Desk) []paragraph {
	out := []paragraph{{words: helpRequirements[0]}}
	for i := range d.Result().Requirements {
		r := &d.Result().Requirements[i]
		words, _ := requirementState(r, d.State.Assessment.Requirements[r.Letter].NotMet)
		if len(r.Missing) > 0 && r.Applicable {
			words += ": " + missingWords(r.Missing)
		}
		out = append(out, paragraph{words: requirementTitle(d, r.ID) + " – " + words})
	}
	return out
}

func openParagraphs(r *assessment.Result) []paragraph {
	out := []paragraph{{words: numberOpen}}
	for _, f := range r.Findings {
		if f.Severity == assessment.Open {
			out = append(out, paragraph{words: markOpen + " " + f.Text})
		}
	}
	return out
}

func answeredParagraphs(d *Desk) []paragraph {
	out := []paragraph{{words: numberAnswered}}
	for _, e := range interview.Outline(d.State) {
		if q := question(d.State, e.Place); q != nil && e.Mark == interview.Open && !q.Optional {
			out = append(out, paragraph{words: markOpen + " " + questionTitle(q)})
		}
	}
	return out
}

func doneParagraphs(d *Desk) []paragraph {
	out := []paragraph{{words: numberDone}}
	var l live
	l.derive(d)
	for n := 1; n <= interview.StepCount; n++ {
		s := l.steps[n]
		words := openOf(s.open, s.total)
		if s.why != "" {
			words = s.why
		}
		out = append(out, paragraph{label: strconv.Itoa(n), words: interview.StepTitle(n) + "  " + words})
	}
	return out
}

func supportParagraphs(d *Desk) []paragraph {
	s := d.Result().Support
	out := reasonParagraphs(d, s.Reason)
	for _, each := range []struct{ name, value string }{{supportLeast, s.MinimumMonth}, {supportUse, s.ExpectedMonth}, {supportKeep, s.KeepUntil}} {
		out = append(out, paragraph{words: each.name + ": " + orDash(each.value)})
	}
	return out
}

// HandleKey moves, and explains the figure under the cursor.
func (s *numbersScreen) HandleKey(k tea.KeyPressMsg) Move {
	switch {
	case key.Matches(k, keys.Back), k.String() == "tab", k.String() == "right":
		return Move{Kind: MoveClose}
	case k.String() == "enter", k.String() == "space":
		return s.explain()
	}
	s.table.turn(k)
	return Move{}
}

func (s *numbersScreen) explain() Move {
	r := s.table.current()
	if r == nil {
		return Move{}
	}
	list := figures(s.desk)
	i := slices.IndexFunc(list, func(f figure) bool { return f.id == r.id })
	if i < 0 {
		return Move{}
	}
	switch {
	case list[i].goes != "":
		return Move{Kind: MoveTo, Place: list[i].goes}
	case list[i].opens != nil:
		return open(list[i].opens())
	}
	id := r.id
	return open(newReading(s.desk, "", MoveClose, func() []paragraph {
		for _, f := range figures(s.desk) {
			if f.id == id {
				return append([]paragraph{{words: f.name + "  " + f.value, head: true}}, f.rule...)
			}
		}
		return nil
	}, s.Help()))
}

// View draws the figures.
func (s *numbersScreen) View(width, height int) string {
	ink := s.desk.inks()
	return s.draw(width, height, []string{ink.paint(strong, text.Pad(" "+numbersTitle, width)), ruled(ink, width)})
}

// Keys are those of the list.
func (s *numbersScreen) Keys() []key.Binding {
	return []key.Binding{global("enter", doesExplain, "enter"), keys.Move, keys.Back}
}

// Help says what the list is for.
func (s *numbersScreen) Help() Help { return Help{Title: numbersTitle, Text: readingFrame} }

// unconfirmedQuestions are those that still hold the template's answer and are asked.
func unconfirmedQuestions(d *Desk) []*catalogue.Question {
	var out []*catalogue.Question
	for i := range d.Catalogue().Questions {
		if q := &d.Catalogue().Questions[i]; interview.Unconfirmed(d.State.Assessment, q.ID) && asked(d.State, q) {
			out = append(out, q)
		}
	}
	return out
}

// unconfirmedScreen lists every answer of the template that nobody has confirmed,
// block by block: enter goes there, c reads and confirms the block.
type unconfirmedScreen struct {
	page
	title string
}

func newUnconfirmed(d *Desk) Screen {
	s := &unconfirmedScreen{page: page{desk: d}}
	s.table = table{empty: nothingUnconfirmed, columns: []column{{width: 30}, {}}}
	s.Refresh()
	return s
}

// Place is none: the list stands on top of everything.
func (s *unconfirmedScreen) Place() interview.Place { return "" }

// Refresh reads what is unconfirmed now.
func (s *unconfirmedScreen) Refresh() {
	var rows []row
	block := ""
	list := unconfirmedQuestions(s.desk)
	s.title = unconfirmedTitle(len(list))
	for _, q := range list {
		if head := fmt.Sprintf("%d %s · %s", q.Step, interview.StepTitle(q.Step), q.Block); head != block {
			block = head
			rows = append(rows, row{id: "block:" + head, heading: true, cells: []span{said(head, strong)}})
		}
		rows = append(rows, row{id: string(q.ID), cells: []span{said(questionTitle(q), plain), said(assessment.AnswerWords(q, s.desk.State.Assessment.Answers[q.ID]), quiet)}})
	}
	s.table.fill(rows)
	s.table.settle(1)
}

// HandleKey moves, goes to a question, or confirms its block.
func (s *unconfirmedScreen) HandleKey(k tea.KeyPressMsg) Move {
	r := s.table.current()
	switch {
	case key.Matches(k, keys.Back), k.String() == "tab":
		return Move{Kind: MoveClose}
	case r != nil && k.String() == "enter":
		return Move{Kind: MoveTo, Place: interview.Place(r.id)}
	case r != nil && key.Matches(k, keys.ConfirmBlock):
		if q := s.desk.Catalogue().Question(catalogue.QuestionID(r.id)); q != nil && !s.desk.refuses() {
			c := newConfirmBlock(s.desk, q)
			c.stays = true
			return open(c)
		}
	}
	s.table.turn(k)
	return Move{}
}

// View draws the list.
func (s *unconfirmedScreen) View(width, height int) string {
	ink := s.desk.inks()
	return s.draw(width, height, []string{ink.paint(strong, text.Pad(" "+s.title, width)), ruled(ink, width)})
}

// Keys are those of the list.
func (s *unconfirmedScreen) Keys() []key.Binding {
	if s.table.current() == nil {
		return []key.Binding{keys.Back}
	}
	return []key.Binding{tableKeys.there, keys.ConfirmBlock, keys.Move, keys.Back}
}

// Help says what confirming is.
func (s *unconfirmedScreen) Help() Help {
	return Help{Title: numberUnconfirmed, Why: whyUnconfirmed}
}
