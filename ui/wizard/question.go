package wizard

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// questionScreen asks one question of the catalogue.
type questionScreen struct {
	desk   *Desk
	q      *catalogue.Question
	field  *field
	effect string
	notes  []string
	hints  []string // what the differences from the signed state suggest
	gone   string   // what was answered and is not offered any more
	why    string   // why it is not asked, "" when it is
	block  int      // how many answers of its block wait to be confirmed
	waits  bool     // its own does

	row int // of the widget in the last view

	bare   *assessment.Result // of unanswered
	bareAt int                // the version of the answers that it belongs to
}

func newQuestion(d *Desk, q *catalogue.Question) *questionScreen {
	s := &questionScreen{desk: d, q: q}
	f := interview.OfQuestion(q)
	if q.Kind == catalogue.KindYesNo {
		// The words of the catalogue where it has some.
		f.Options = slices.Clone(f.Options)
		for i, o := range f.Options {
			if own := q.Option(o.ID); own != nil {
				f.Options[i].Label, f.Options[i].Note = own.Label, own.Note
			}
		}
	}
	s.field = newField(d, placeRecord{d, s.Place()}, f)
	if q.Section != "device" && s.field.choices != nil {
		// Only questions about the device have a careful branch.
		for i, row := range s.field.choices.rows {
			if row.id == idNotSure {
				s.field.choices.rows[i].note = notSureElsewhere
			}
		}
	}
	s.compute()
	return s
}

func (s *questionScreen) Place() interview.Place { return interview.Place(s.q.ID) }

func (s *questionScreen) Typing() bool { return s.why == "" && s.field.typing() }

func (s *questionScreen) Leave() {
	if s.why == "" {
		s.field.commit(false)
	}
}

func (s *questionScreen) Refresh() {
	s.field.load()
	s.compute()
}

func (s *questionScreen) UndoText() bool { return s.field.undoText() }

func (s *questionScreen) HandlePaste(pasted string) {
	if s.why == "" {
		s.field.paste(pasted)
	}
	s.compute()
}

func (s *questionScreen) HandleKey(k tea.KeyPressMsg) Move {
	defer s.compute()
	switch {
	case key.Matches(k, keys.Back):
		return Move{Kind: Backward}
	case key.Matches(k, keys.Previous):
		return Move{Kind: Backward}
	case s.why != "":
		if key.Matches(k, keys.Next) {
			return Move{Kind: Forward}
		}
		return Move{}
	case k.String() == "tab", k.String() == "enter" && !s.field.multiline():
		if s.accept(k.String() == "enter" || s.field.typing() && s.field.search == nil) {
			return Move{Kind: Forward}
		}
		return Move{}
	case key.Matches(k, keys.ConfirmBlock) && (k.Mod != 0 || !s.Typing()) && len(s.unconfirmed()) > 0:
		return Move{Kind: MoveOpen, Open: newConfirmBlock(s.desk, s.q)}
	case k.String() == "enter" && strings.TrimSpace(s.field.text.value()) == "" && !s.desk.refuses():
		s.desk.Flash(tabGoesOn)
		return Move{}
	}
	s.field.handle(k)
	return Move{}
}

// accept records the answer, and says when the question stays open.
func (s *questionScreen) accept(explicit bool) bool {
	unseen := explicit && s.field.unseen()
	if !s.field.commit(explicit) {
		return false
	}
	if unseen && s.field.given() {
		s.desk.Flash(chosenWords(s.field.summary()))
	}
	if !s.field.given() && !s.q.Optional {
		s.desk.Flash(staysOpen(titleOf(s.desk.State, s.Place())))
	}
	return true
}

// unconfirmed lists the questions of this block that still hold the template's answer.
func (s *questionScreen) unconfirmed() []*catalogue.Question {
	return slices.DeleteFunc(interview.Block(s.desk.State, s.q), func(q *catalogue.Question) bool {
		return !interview.Unconfirmed(s.desk.State.Assessment, q.ID)
	})
}

// compute derives what the view shows beside the field.
func (s *questionScreen) compute() {
	s.why = ""
	if !asked(s.desk.State, s.q) {
		s.why = whyNotAsked(s.desk.State, s.q)
	}
	s.block, s.waits = len(s.unconfirmed()), interview.Unconfirmed(s.desk.State.Assessment, s.q.ID)
	s.notes = notesOn(s.desk.State.Assessment, s.Place())
	s.gone = strings.Join(interview.GoneAt(s.desk.State, s.Place()), " ")
	s.hints = s.desk.Screener.Suggest(s.desk.State, s.desk.Date, s.Place())
	s.effect = s.liveEffect()
}

// documentary are the sections whose answers go into documents and lists of what is
// missing, and rate nothing: their options change no threat, class or requirement.
var documentary = []string{"reporting", "user_information", "declaration", "marking", "technical_file"}

// liveEffect compares the result with and without the option under the cursor.
func (s *questionScreen) liveEffect() string {
	if slices.Contains(documentary, s.q.Section) {
		return noEffect
	}
	var with, without assessment.Answer
	none := false
	switch {
	case s.field.choices != nil:
		on, off := s.field.choices.with(), s.field.choices.without()
		with, without, none = answerOf(on), answerOf(off), len(off) == 0
	case s.field.search != nil:
		with, none = assessment.Answer{Text: string(s.field.search.rows[s.field.search.at])}, true
	default:
		return ""
	}
	a, err := interview.Answer(s.desk.State, s.q.ID, with)
	if err != nil {
		return ""
	}
	after := s.desk.Try(a)
	before := after
	if none {
		before = *s.unanswered()
	} else if b, err := interview.Answer(s.desk.State, s.q.ID, without); err == nil {
		before = s.desk.Try(b)
	}
	if e := effectOf(s.desk.Catalogue(), &before, &after); e != "" {
		return e
	}
	return noEffect
}

// unanswered is the result without any answer to the question; all options are
// compared with it where only one can be chosen, so it is kept.
func (s *questionScreen) unanswered() *assessment.Result {
	if s.bare == nil || s.bareAt != s.desk.version {
		r := s.desk.Try(interview.Clear(s.desk.State, s.q.ID))
		s.bare, s.bareAt = &r, s.desk.version
	}
	return s.bare
}

func (s *questionScreen) View(width, height int) string {
	st := s.desk.theme
	lines, edge := []string{""}, " "
	if s.desk.presenter {
		edge = " " + st.Bar.Render("┃") + " "
		lines = append(lines, edge)
	}
	id := text.Visible(s.q.Block)
	if strings.HasPrefix(string(s.q.ID), "Q") {
		id = strings.TrimPrefix(id+" · "+string(s.q.ID), " · ")
	}
	for i, line := range text.Wrap(text.Visible(s.q.Text), width-3-text.Width(id)-text.Width(edge)) {
		right := ""
		if i == 0 {
			right = st.Dim.Render(id)
		}
		lines = append(lines, sides(edge+st.Title.Render(line), right+" ", width))
	}
	if hint := s.hint(); hint != "" {
		lines = append(lines, edge+st.Dim.Render(text.Truncate(hint, width-1-text.Width(edge))))
	}
	if s.desk.presenter {
		lines = append(lines, edge)
	}
	lines = append(lines, "")
	if s.why != "" {
		lines = append(lines, labelled(st, labelNotAsked, s.why, width)...)
		return strings.Join(append(lines, labelled(st, labelAnswer, s.field.summary(), width)...), "\n")
	}
	s.row = len(lines)
	info := s.info(width)
	room := height - len(lines)
	least := min(len(info)+1, 5)
	if height > 24 {
		least = min(len(info)+1, 9)
	}
	if s.field.search != nil {
		least = 3
	}
	widget := s.field.view(width, max(3, room-least))
	lines = append(lines, widget...)
	if left := height - len(lines) - 1; left > 0 && len(info) > 0 {
		lines = append(lines, "")
		if len(info) > left {
			info = info[:left]
			info[left-1] = " " + st.Dim.Render(moreInHelp)
		}
		lines = append(lines, info...)
	}
	return strings.Join(lines, "\n")
}

// hint says how to answer.
func (s *questionScreen) hint() string {
	if s.waits && s.why == "" {
		confirm, block := "enter", ""
		if s.field.multiline() {
			confirm = "tab"
		}
		if s.block > 1 {
			block = "c"
			if s.Typing() {
				block = "alt+c"
			}
		}
		return fromTemplate(confirm, block)
	}
	switch s.q.Kind {
	case catalogue.KindMulti:
		return chooseAll
	case catalogue.KindProse:
		return tabGoesOn
	case catalogue.KindList:
		return oneALine
	case catalogue.KindDate:
		if s.q.ID == "product.last_unit" {
			return dateOrOpen
		}
		return dateFormat
	case catalogue.KindMonth:
		return monthFormat
	case catalogue.KindNumber:
		return numberFormat
	}
	switch {
	case s.q.Optional && s.field.choices != nil:
		return mayStayOpen
	case s.q.Optional:
		return mayStayEmpty
	}
	return ""
}

// info is what stands below the field, most useful first.
func (s *questionScreen) info(width int) []string {
	st := s.desk.theme
	var lines []string
	add := func(label, words string) { lines = append(lines, labelled(st, label, words, width)...) }
	add(labelGone, s.gone)
	add(labelSuggested, strings.Join(s.hints, " "))
	if s.desk.presenter { // the room watches it; nothing above can push it out of sight
		add(labelEffect, s.effect)
	}
	add(labelWhy, s.q.Why)
	if !s.desk.presenter {
		add(labelEffect, s.effect)
	}
	for _, n := range s.notes {
		add(labelNote, n)
	}
	add(labelCounts, s.q.Counts)
	add(labelExample, s.q.Example)
	add(labelCite, citations(s.q.Cite))
	return lines
}

func citations(list []catalogue.Citation) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Words())
	}
	return strings.Join(out, " · ")
}

func (s *questionScreen) Cursor() *tea.Cursor {
	if s.why != "" {
		return nil
	}
	c := s.field.cursor()
	if c != nil {
		c.Y += s.row
	}
	return c
}

func (s *questionScreen) Keys() []key.Binding {
	list := []key.Binding{keys.Next, keys.Back}
	switch {
	case s.why != "":
	case s.field.choices != nil:
		list = append(append([]key.Binding{keys.Choose}, s.field.nextKeys()...), keys.Back, keys.Note, keys.OpenPoint)
		if s.block > 0 {
			list = append(list, keys.ConfirmBlock)
		}
	case s.field.search != nil:
		list = []key.Binding{keys.Search, keys.Next, keys.Back}
	case s.field.multiline():
		list = []key.Binding{keys.NextText, keys.Back, typedNote, typedOpenPoint}
	default:
		list = append(list, typedNote, typedOpenPoint)
	}
	return list
}

func (s *questionScreen) Help() Help {
	h := Help{Title: s.q.Text, Why: s.q.Why, Cite: s.q.Cite}
	if s.why != "" {
		h.Text = append(h.Text, labelNotAsked+": "+s.why)
	}
	for _, p := range append(slices.Clone(s.hints), s.q.Counts, withLabel(labelExample, s.q.Example), withLabel(labelEffect, s.effect)) {
		if p != "" {
			h.Text = append(h.Text, p)
		}
	}
	h.Text = append(h.Text, glossary(s.desk.Catalogue(), s.q.Text+" "+s.q.Counts+" "+s.q.Why)...)
	return h
}

// glossary explains the terms that occur in a text.
func glossary(cat *catalogue.Catalogue, s string) []string {
	var out []string
	folded := " " + catalogue.Fold(s) + " "
	for _, t := range cat.Glossary {
		if strings.Contains(folded, catalogue.Fold(t.Term)) && len(out) < 6 {
			out = append(out, capital(t.Term)+": "+t.Meaning)
		}
	}
	return out
}
