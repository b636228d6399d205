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

// record is what fields are read from and written to: a place of the interview,
// or a note that is not part of the answers yet.
type record interface {
	get(key string) assessment.Answer
	set(key string, a assessment.Answer) error
	check(key string, a assessment.Answer) error
	clear(key string)
	draft() string // names the record for text that is not valid yet
}

// placeRecord is a place of the interview.
type placeRecord struct {
	desk  *Desk
	place interview.Place
}

func (r placeRecord) get(key string) assessment.Answer {
	a, _ := interview.Get(r.desk.State, r.place, key)
	return a
}

func (r placeRecord) check(key string, a assessment.Answer) error {
	_, err := interview.Set(r.desk.State, r.place, key, a)
	return err
}

// set accepts one answer. For the file of a piece of evidence its SHA-256 and
// size are taken in the same change.
func (r placeRecord) set(key string, a assessment.Answer) error {
	next, err := interview.Set(r.desk.State, r.place, key, a)
	if err != nil {
		return err
	}
	var failed error
	if key == "file" && r.desk.HashFile != nil && strings.HasPrefix(string(r.place), "evidence.") && a.Text != r.get(key).Text {
		sum, size := "", 0
		if a.Text != "" {
			sum, size, failed = r.desk.HashFile(strings.TrimSpace(a.Text))
		}
		next = assessment.Hashed(next, strings.TrimPrefix(string(r.place), "evidence."), sum, size)
	}
	r.desk.Accept(next, changeOf(r.desk.State, r.place, key), r.place)
	if failed != nil {
		r.desk.Flash(cannotHash(a.Text, failed))
	}
	return nil
}

func (r placeRecord) clear(key string) {
	if question(r.desk.State, r.place) != nil {
		r.desk.Accept(interview.Clear(r.desk.State, catalogue.QuestionID(r.place)), titleOf(r.desk.State, r.place), r.place)
		return
	}
	_ = r.set(key, assessment.Answer{})
}

func (r placeRecord) draft() string { return string(r.place) }

// field is one thing to fill in on the screen: a text or a list of choices.
type field struct {
	desk    *Desk
	record  record
	f       interview.Field
	text    *typed      // for text, prose, list, number, date and month
	choices *choices    // for one, multi and yes/no
	search  *categories // for the category
	err     string      // why what is typed is not accepted, until it is
}

func newField(d *Desk, r record, f interview.Field) *field {
	w := &field{desk: d, record: r, f: f}
	switch f.Kind {
	case catalogue.KindOne, catalogue.KindMulti, catalogue.KindYesNo:
		w.choices = newChoices(f.Options, f.Kind == catalogue.KindMulti, f.NotSure && !slices.ContainsFunc(f.Options, func(o catalogue.Option) bool { return o.ID == "not sure" }))
	case catalogue.KindCategory:
		w.search = newCategories(d)
	default:
		w.text = newTyped(f.Kind != catalogue.KindProse && f.Kind != catalogue.KindList)
	}
	w.load()
	return w
}

// load shows the answer on record; what is being typed and not accepted stays.
func (w *field) load() {
	a := w.record.get(w.f.Key)
	switch {
	case w.choices != nil:
		w.choices.load(w.chosenIn(a))
	case w.search != nil:
		w.search.load(a.Text)
	case w.text.touched:
	default:
		w.text.load(textOf(w.f.Kind, a))
		if draft, ok := w.desk.drafts[w.draftKey()]; ok {
			w.text.load(draft)
			w.text.touched = true
			w.check()
		}
	}
}

func (w *field) draftKey() string { return w.record.draft() + "\x00" + w.f.Key }

// chosenIn lists the rows that an answer stands for.
func (w *field) chosenIn(a assessment.Answer) []string {
	switch {
	case a.NotSure:
		return []string{idNotSure}
	case !w.given():
		return nil
	case w.f.Kind == catalogue.KindYesNo && len(a.Options) == 0:
		return []string{"no"}
	case w.f.Kind == catalogue.KindMulti && len(a.Options) == 0:
		return []string{idNone}
	}
	return slices.DeleteFunc(slices.Clone(a.Options), func(id string) bool { // gone since
		return !slices.ContainsFunc(w.choices.rows, func(r choice) bool { return r.id == id })
	})
}

// given reports whether there is an answer on record.
func (w *field) given() bool {
	if r, ok := w.record.(placeRecord); ok {
		if q := question(w.desk.State, r.place); q != nil {
			answer, given := w.desk.State.Assessment.Answers[q.ID]
			if _, left, gone := assessment.Offered(w.desk.Catalogue(), q, answer); len(gone) > 0 {
				return left
			}
			return given
		}
	}
	a := w.record.get(w.f.Key)
	return a.NotSure || a.Text != "" || len(a.Options) > 0
}

func textOf(kind catalogue.Kind, a assessment.Answer) string {
	if kind == catalogue.KindList {
		return strings.Join(a.Options, "\n")
	}
	return a.Text
}

// answerOf makes an answer of chosen rows.
func answerOf(chosen []string) assessment.Answer {
	switch {
	case slices.Contains(chosen, idNotSure):
		return assessment.Answer{NotSure: true}
	case slices.Contains(chosen, idNone):
		return assessment.Answer{Options: []string{}}
	}
	return assessment.Answer{Options: slices.Clone(chosen)}
}

// answer is what the widget holds now; ok is false when that is nothing.
func (w *field) answer() (a assessment.Answer, ok bool) {
	switch {
	case w.choices != nil:
		return answerOf(w.choices.chosen), len(w.choices.chosen) > 0
	case w.search != nil:
		return assessment.Answer{Text: w.search.chosen}, w.search.chosen != ""
	}
	value := w.text.value()
	if w.f.Kind == catalogue.KindList {
		return assessment.Answer{Options: strings.Split(value, "\n")}, strings.TrimSpace(value) != ""
	}
	return assessment.Answer{Text: value}, strings.TrimSpace(value) != ""
}

// commit records what was typed or chosen. Explicit is a confirmation by the
// user; otherwise only what was touched counts. False means that what is typed
// is not valid: it stays, with a message under it.
func (w *field) commit(explicit bool) bool {
	if only, _ := w.desk.Store.ReadOnly(); only {
		if explicit && w.wouldPick() {
			w.desk.refuses()
		}
		return true
	}
	if explicit {
		switch {
		case w.choices != nil && !w.choices.multi:
			w.choices.pick()
		case w.search != nil:
			w.search.pick()
		}
	}
	a, ok := w.answer()
	if !explicit && !w.touched() {
		return w.err == ""
	}
	if !ok {
		w.settle()
		if w.given() && w.touched() {
			w.record.clear(w.f.Key)
		}
		w.rest()
		return true
	}
	if err := w.record.set(w.f.Key, a); err != nil {
		w.err = text.Visible(err.Error())
		if w.text != nil {
			w.desk.keepDraft(w.draftKey(), w.text.value())
		}
		return false
	}
	w.settle()
	w.rest()
	return true
}

// wouldPick reports whether confirming chooses something else than is on record.
func (w *field) wouldPick() bool {
	switch {
	case w.choices != nil && !w.choices.multi:
		row, ok := w.choices.current()
		return ok && !slices.Contains(w.choices.chosen, row.id)
	case w.search != nil:
		return w.search.touched
	}
	return false
}

// unseen reports whether enter chooses the option that the list merely begins with.
func (w *field) unseen() bool {
	return w.choices != nil && !w.choices.moved && len(w.choices.chosen) == 0 && w.wouldPick()
}

// nextKeys are the keys that go on: enter chooses what is under the cursor first,
// tab leaves the answer as it is.
func (w *field) nextKeys() []key.Binding {
	if w.choices != nil && w.wouldPick() {
		return []key.Binding{rekeyed(keys.Next, keyChooseNext), keys.NextText}
	}
	return []key.Binding{keys.Next}
}

// settle forgets the message and the draft: what is on screen is on record.
func (w *field) settle() {
	w.err = ""
	delete(w.desk.drafts, w.draftKey())
}

func (w *field) rest() {
	switch {
	case w.choices != nil:
		w.choices.touched = false
	case w.search != nil:
		w.search.touched = false
	default:
		w.text.touched = false
	}
}

func (w *field) touched() bool {
	switch {
	case w.choices != nil:
		return w.choices.touched
	case w.search != nil:
		return w.search.touched
	default:
		return w.text.touched
	}
}

// handle takes a key that edits or moves inside the field.
func (w *field) handle(k tea.KeyPressMsg) bool {
	if w.edits(k) && w.desk.refuses() {
		return true
	}
	switch {
	case w.choices != nil:
		return w.choices.handle(k)
	case w.search != nil:
		return w.search.handle(k)
	}
	handled := w.text.handle(k)
	if w.err != "" && w.text.touched {
		w.check()
	}
	return handled
}

// edits reports whether a key changes what the field holds.
func (w *field) edits(k tea.KeyPressMsg) bool {
	switch {
	case w.choices != nil:
		return k.String() == "space"
	case w.search != nil:
		return false // searching is reading
	}
	return k.Text != "" || slices.Contains([]string{"enter", "backspace", "delete", "ctrl+h", "ctrl+d", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+j", "alt+backspace", "alt+d"}, k.String())
}

// check keeps the message until what is typed is valid.
func (w *field) check() {
	w.err = ""
	if a, ok := w.answer(); ok {
		if err := w.record.check(w.f.Key, a); err != nil {
			w.err = text.Visible(err.Error())
		}
	}
}

func (w *field) paste(s string) {
	switch {
	case w.search != nil:
		w.search.paste(s)
	case w.text != nil && !w.desk.refuses():
		w.text.paste(s)
		if w.err != "" {
			w.check()
		}
	}
}

func (w *field) typing() bool { return w.text != nil || w.search != nil }

// undoText takes the last edit back.
func (w *field) undoText() bool {
	if w.text == nil || !w.text.undo() {
		return false
	}
	if w.err != "" {
		w.check()
	}
	return true
}

// multiline reports whether enter is a new line here.
func (w *field) multiline() bool { return w.text != nil && !w.text.line }

// view draws the widget and the message under it.
func (w *field) view(width, height int) []string {
	st := w.desk.theme
	var wrong []string
	if w.err != "" {
		wrong = text.Wrap(markBlocking+" "+w.err, width-1)
		height = max(1, height-len(wrong))
	}
	var lines []string
	switch {
	case w.choices != nil:
		w.choices.airy = w.desk.presenter
		lines = w.choices.view(st, width, height)
	case w.search != nil:
		lines = w.search.view(st, width, height)
	default:
		for _, line := range w.text.view(width-3, height) {
			if w.text.proposed {
				line = st.Selected.Reverse(true).Render(strings.TrimRight(line, " "))
			}
			lines = append(lines, " "+st.Bar.Render("┃")+" "+line)
		}
	}
	for _, line := range wrong {
		lines = append(lines, " "+st.Bad.Render(line))
	}
	return lines
}

// cursor is where the real cursor stands inside the last view.
func (w *field) cursor() *tea.Cursor {
	switch {
	case w.choices != nil:
		return tea.NewCursor(1, w.choices.cursorRow)
	case w.search != nil:
		return w.search.cursorAt()
	}
	c := w.text.cursor()
	if c != nil {
		c.X += 3
	}
	return c
}

// summary is the answer on record in one line.
func (w *field) summary() string {
	if w.text != nil && w.text.touched {
		return text.Visible(strings.ReplaceAll(w.text.value(), "\n", " / "))
	}
	a := w.record.get(w.f.Key)
	switch {
	case a.NotSure:
		return notSureLabel
	case w.choices != nil:
		var labels []string
		for _, id := range w.chosenIn(a) {
			for _, row := range w.choices.rows {
				if row.id == id {
					labels = append(labels, row.label)
				}
			}
		}
		return strings.Join(labels, "; ")
	}
	return text.Visible(strings.ReplaceAll(textOf(w.f.Kind, a), "\n", " / "))
}

// titleOf names a place for people, members of lists by what they hold.
func titleOf(s interview.State, p interview.Place) string {
	if dot := strings.LastIndexByte(string(p), '.'); dot > 0 && question(s, p) == nil {
		for _, m := range interview.Members(s, string(p[:dot])) {
			if m.Place == p && strings.TrimSpace(m.Title) != "" {
				return text.Visible(m.Title)
			}
		}
		if strings.Contains(string(p), ".vulnerability.") {
			return oneVulnerability
		}
		if strings.Contains(string(p), ".part.") {
			return onePartialClaim
		}
	}
	return text.Visible(interview.Title(s, p))
}

// keepDraft remembers text that is not valid yet, so that no way out loses it.
func (d *Desk) keepDraft(key, value string) {
	if d.drafts == nil {
		d.drafts = map[string]string{}
	}
	d.drafts[key] = value
}
