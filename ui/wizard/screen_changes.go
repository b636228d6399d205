package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
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
	about map[string][]fact // by row
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
	s.about = map[string][]fact{}
	s.words = compare.Summarize(&was.side.Result, s.desk.Result()).Words()
	s.table.empty = nothingChanged(momentWords(s.desk, was))
	s.table.fill(s.rows(c))
	s.describe()
}

// changed is one row to be: where it leads, what changed, from what to what.
type changed struct {
	place     interview.Place
	what, how string
	tone      tone
	facts     []fact
}

func (s *changesScreen) rows(c compare.Changes) []row {
	var out []row
	group := func(title string, list []changed) {
		if len(list) == 0 {
			return
		}
		out = append(out, row{id: "group " + title, heading: true, cells: []span{said(changesHead(title, len(list)), strong)}})
		for _, each := range list {
			r := row{id: title + " " + each.what + " " + each.how, place: each.place, cells: []span{said(oneRow(each.what), plain), said(oneRow(each.how), each.tone)}}
			s.about[r.id] = append([]fact{{"", each.what, strong}}, each.facts...)
			out = append(out, r)
		}
	}
	group(changesResult, resultChanges(c))
	group(changesRisks, s.threatChanges(c.Threats))
	group(changesRequirements, s.requirementChanges(c.Requirements))
	group(changesWent, findingChanges(c.Went, good, wentWord))
	group(changesCame, findingChanges(c.Came, warn, cameWord))
	group(changesAnswers, s.answerChanges(c.Answers))
	return out
}

// oneRow is text for a cell: line ends are spaces there.
func oneRow(words string) string { return strings.Join(strings.Fields(words), " ") }

func beforeAndNow(c compare.Change) []fact {
	return []fact{{labelWas, orDash(c.Before), plain}, {labelIs, orDash(c.After), plain}}
}

func resultChanges(c compare.Changes) []changed {
	var out []changed
	for _, r := range []struct {
		name  string
		place interview.Place
		compare.Change
	}{{labelStatus, pageReview, c.Status}, {numberScope, pageScope, c.Scope}, {labelClass, pageClass, c.Class}, {labelRoutes, pageClass, c.Routes}} {
		if r.Differs() {
			out = append(out, changed{r.place, r.name, fromTo(orDash(r.Before), orDash(r.After)), plain, beforeAndNow(r.Change)})
		}
	}
	return out
}

func (s *changesScreen) threatChanges(list []compare.Threat) []changed {
	var out []changed
	for _, t := range list {
		c := changed{place: interview.Place("threat." + string(t.ID)), what: string(t.ID) + " " + t.Title, how: t.Words(), tone: plain}
		switch {
		case t.Came():
			c.how, c.tone = cameAt(t.Inherent.After, t.Residual.After), toneOf(t.Residual.After)
			c.facts = []fact{{labelAskedBy, t.Because, plain}}
		case t.Went():
			c.how, c.place = wentFrom(t.Residual.Before), ""
		default:
			if t.Residual.Before > t.Residual.After {
				c.tone = good
			}
			if t.Residual.Before < t.Residual.After {
				c.tone = bad
			}
			c.facts = []fact{{labelIs, t.Words(), plain}}
			if now := threatResult(s.desk, t.ID); now != nil {
				c.facts = append(c.facts, fact{labelHelps, helpWords(s.desk, now), quiet})
			}
		}
		out = append(out, c)
	}
	return out
}

func (s *changesScreen) requirementChanges(list []compare.Requirement) []changed {
	var out []changed
	for _, r := range list {
		place := interview.Place("requirement." + r.ID.Letter())
		if number, ok := strings.CutPrefix(string(r.ID), "I.II."); ok {
			place = interview.Place("part." + number)
		}
		out = append(out, changed{place, requirementTitle(s.desk, r.ID), fromTo(orDash(r.Before), orDash(r.After)), plain, beforeAndNow(r.Change)})
	}
	return out
}

func findingChanges(list []assessment.Finding, t tone, word string) []changed {
	var out []changed
	for _, f := range list {
		out = append(out, changed{interview.PlaceOf(f), f.Text, word, t, []fact{{labelRemedy, f.Remedy, plain}}})
	}
	return out
}

func (s *changesScreen) answerChanges(list []compare.Answer) []changed {
	var out []changed
	for _, a := range list {
		place, what := s.placeOf(a)
		out = append(out, changed{place, what, fromTo(orDash(a.Before), orDash(a.After)), plain, beforeAndNow(a.Change)})
	}
	return out
}

// records says which places the sections of the file are.
var records = map[string]string{"measures": "measure", "threats": "threat", "risks": "risk", "impacts": "impact", "requirements": "requirement",
	"part_two": "part", "evidence": "evidence"}

// placeOf finds where an answer is given, "" where that is no place, and names it.
func (s *changesScreen) placeOf(a compare.Answer) (interview.Place, string) {
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
		s.facts = s.about[r.id]
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
	switch {
	case key.Matches(k, keys.Back):
		return Move{Kind: MoveClose}
	case key.Matches(k, workshopKeys.remember):
		s.remember()
	case key.Matches(k, workshopKeys.moment):
		s.turn()
	case key.Matches(k, tableKeys.there):
		return s.there()
	case key.Matches(k, tableKeys.view) && len(s.facts) > 0:
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
	list := []key.Binding{tableKeys.there, workshopKeys.remember, workshopKeys.moment, tableKeys.view, keys.Back}
	switch {
	case s.desk.real != nil:
		list[1], list[2] = barred(list[1], notInWhatIf), barred(list[2], notInWhatIf)
	case len(s.desk.moments) < 2:
		list[2] = barred(list[2], onlyOneMoment)
	}
	return list
}

// Help says what is compared.
func (s *changesScreen) Help() Help {
	return Help{Title: changesName, Why: whyChanges, Text: helpChanges}
}
