package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// changesScreen compares now with a remembered moment (f7): what follows from the
// answers first, then the answers. Enter goes to the place of a change.
type changesScreen struct {
	page
	which int // of the moments
	words string
	said  map[string][]fact // of each row, by its id
	next  []row             // being listed
	group string            // in which group
}

func newChanges(d *Desk) Screen {
	s := &changesScreen{page: page{desk: d}, which: len(d.moments) - 1}
	s.table = table{columns: []column{{}, {width: 34, from: 60}}}
	s.Refresh()
	return s
}

// compared is the moment on the other side.
func (s *changesScreen) compared() moment {
	if s.desk.real == nil && s.which < len(s.desk.moments) && s.which >= 0 {
		return s.desk.moments[s.which]
	}
	m, _ := s.desk.moment()
	return m
}

// Refresh compares anew.
func (s *changesScreen) Refresh() {
	was := s.compared()
	c := compare.Between(s.desk.Catalogue(), was.side, s.desk.side())
	s.said, s.next = map[string][]fact{}, nil
	s.list(&c)
	s.words = compare.Summarize(&was.side.Result, s.desk.Result()).Words()
	s.table.empty = nothingChanged(momentWords(s.desk, was))
	s.table.fill(s.next)
	s.table.settle(1)
	s.describe()
}

// list lists what follows from the answers, then the answers.
func (s *changesScreen) list(c *compare.Changes) {
	s.result(changesResult, c)
	s.head(changesRisks, len(c.Threats))
	for i := range c.Threats {
		s.threat(&c.Threats[i])
	}
	s.head(changesRequirements, len(c.Requirements))
	for i := range c.Requirements {
		r := &c.Requirements[i]
		s.change(requirementPlace(r.ID), requirementTitle(s.desk, r.ID), r.Change)
	}
	s.findings(changesWent, c.Went, wentWord, good)
	s.findings(changesCame, c.Came, cameWord, warn)
	s.head(changesAnswers, len(c.Answers))
	for i := range c.Answers {
		place, what := s.placeOf(&c.Answers[i])
		s.change(place, what, c.Answers[i].Change)
	}
}

// head begins a group of rows; one without rows has no title.
func (s *changesScreen) head(title string, n int) {
	s.group = title
	if n > 0 {
		s.next = append(s.next, row{id: "group " + title, heading: true, cells: []span{said(changesHead(title, n), strong)}})
	}
}

// put adds a row: where it leads, what changed and how, and what is said of it.
func (s *changesScreen) put(place interview.Place, what, how string, t tone, facts ...fact) {
	id := s.group + " " + what + " " + how
	s.next = append(s.next, row{id: id, place: place, cells: []span{said(oneRow(what), plain), said(oneRow(how), t)}})
	s.said[id] = append([]fact{{"", what, strong}}, facts...)
}

// change adds a row for words before and after.
func (s *changesScreen) change(place interview.Place, what string, c compare.Change) {
	before, after := orDash(c.Before), orDash(c.After)
	s.put(place, what, fromTo(before, after), plain, fact{labelWas, before, plain}, fact{labelIs, after, plain})
}

// oneRow is text for a cell: line ends are spaces there.
func oneRow(words string) string { return strings.Join(strings.Fields(words), " ") }

func (s *changesScreen) result(title string, c *compare.Changes) {
	n := 0
	all := [4]compare.Change{c.Status, c.Scope, c.Class, c.Routes}
	for _, each := range all {
		if each.Differs() {
			n++
		}
	}
	s.head(title, n)
	for i, place := range [4]interview.Place{pageReview, pageScope, pageClass, pageClass} {
		if all[i].Differs() {
			s.change(place, resultWords[i], all[i])
		}
	}
}

func (s *changesScreen) threat(t *compare.Threat) {
	place, what := interview.Place("threat."+string(t.ID)), string(t.ID)+" "+t.Title
	switch {
	case t.Came():
		s.put(place, what, cameAt(t.Inherent.After, t.Residual.After), toneOf(t.Residual.After), fact{labelAskedBy, t.Because, plain})
	case t.Went():
		s.put("", what, wentFrom(t.Residual.Before), plain)
	default:
		tone, words := plain, t.Words()
		if t.Residual.Before > t.Residual.After {
			tone = good
		} else if t.Residual.Before < t.Residual.After {
			tone = bad
		}
		s.put(place, what, words, tone, fact{labelIs, words, plain}, fact{labelHelps, helpWords(s.desk, threatResult(s.desk, t.ID)), quiet})
	}
}

func (s *changesScreen) findings(title string, list []assessment.Finding, word string, t tone) {
	s.head(title, len(list))
	for i := range list {
		s.put(interview.PlaceOf(list[i]), list[i].Text, word, t, fact{labelRemedy, list[i].Remedy, plain})
	}
}

// requirementPlace is where a requirement of Part I or Part II is looked after.
func requirementPlace(id catalogue.RequirementID) interview.Place {
	if number, ok := strings.CutPrefix(string(id), "I.II."); ok {
		return interview.Place("part." + number)
	}
	return interview.Place("requirement." + id.Letter())
}

// records says which places the sections of the file are.
var records = map[string]string{"measures": "measure", "threats": "threat", "risks": "risk", "impacts": "impact", "requirements": "requirement",
	"part_two": "part", "evidence": "evidence"}

// placeOf finds where an answer is given, "" where that is no place, and names it.
func (s *changesScreen) placeOf(a *compare.Answer) (interview.Place, string) {
	cat := s.desk.Catalogue()
	for i := range cat.Questions {
		if q := &cat.Questions[i]; q.Section+"."+q.Key == a.Path {
			return interview.Place(q.ID), questionTitle(q)
		}
	}
	section, rest, _ := strings.Cut(a.Path, ".")
	if section == "notes" {
		on, field, _ := strings.Cut(rest, ".")
		return interview.PlaceOfNote(on), noteWord + " " + strings.TrimSpace(on+" "+field)
	}
	kind, ok := records[section]
	if !ok {
		return "", a.Path
	}
	id, field, _ := strings.Cut(rest, ".")
	name := id
	if a.Title != "" {
		name += " " + a.Title
	}
	return interview.Place(kind + "." + id), fieldOf(name, field)
}

func (s *changesScreen) describe() {
	s.facts = nil
	if r := s.table.current(); r != nil {
		s.facts = s.said[r.id]
	}
}

// Place is the place of the row under the cursor, where that is still one.
func (s *changesScreen) Place() interview.Place {
	if r := s.table.current(); r != nil && r.place != "" && exists(s.desk.State, r.place) {
		return r.place
	}
	return ""
}

// HandleKey moves, goes to the place of a change, or remembers this moment.
func (s *changesScreen) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		return Move{Kind: MoveClose}
	case "m":
		s.remember()
	case "tab":
		s.turn()
	case "enter":
		return s.there()
	case "v":
		return open(s.all())
	default:
		s.table.turn(k)
		s.describe()
	}
	return Move{}
}

func (s *changesScreen) remember() {
	if s.desk.real != nil {
		s.desk.Flash(notInWhatIf)
		return
	}
	s.desk.Remember()
	s.which = len(s.desk.moments) - 1
	s.Refresh()
	s.desk.Flash(rememberedWords(s.desk))
}

// turn compares with another of the remembered moments.
func (s *changesScreen) turn() {
	if s.desk.real != nil || len(s.desk.moments) < 2 {
		s.desk.Flash(onlyOneMoment)
		return
	}
	s.which = (s.which + 1) % len(s.desk.moments)
	s.Refresh()
}

func (s *changesScreen) there() Move {
	switch p := s.Place(); {
	case p != "":
		return Move{Kind: MoveTo, Place: p}
	case s.table.current() != nil:
		s.desk.Flash(noLongerThere)
	}
	return Move{}
}

// View says with what is compared, in one line what changed, and then each change.
func (s *changesScreen) View(width, height int) string {
	ink := s.desk.inks()
	head := []string{ink.paint(strong, text.Pad(" "+changesTitle(momentWords(s.desk, s.compared())), width))}
	words := s.words
	if words == "" {
		words = nothingRisky
	}
	for _, line := range text.Wrap(words, max(10, width-2)) {
		head = append(head, " "+ink.paint(plain, line))
	}
	return s.draw(width, height, append(head, ruled(ink, width)))
}

// Keys are those of the list; what does not work says why.
func (s *changesScreen) Keys() []key.Binding {
	list := []key.Binding{tableKeys.there, workshopKeys.remember, workshopKeys.moment, tableKeys.view, keys.Move, keys.Back}
	if s.desk.real != nil {
		bar(&list[1], notInWhatIf)
		bar(&list[2], notInWhatIf)
	} else if len(s.desk.moments) < 2 {
		bar(&list[2], onlyOneMoment)
	}
	return list
}

// Help says what is compared.
func (s *changesScreen) Help() Help {
	return Help{Title: changesName, Why: whyChanges, Text: helpChanges}
}
