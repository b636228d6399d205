package wizard

import (
	"reflect"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// FormScreen shows the fields of a record one under the other. Each accepted
// field is saved at once; tab, shift+tab and enter move the focus, which is the
// only field whose choices or caret are shown.
type FormScreen struct {
	desk   *Desk
	place  interview.Place
	record record
	title  string
	intro  string
	fields []*field
	subs   []interview.Collection // lists inside the record
	inside []int                  // how many each of them has
	focus  int                    // of fields, then of subs

	focusOn *field // where the focus goes once the fields to show are known

	base *assessment.Assessment // with the record just added, nil when it was there

	effect string   // of the choice under the cursor
	only   []string // keys of the fields to show, nil for all
	x, y   int      // where the cursor was last drawn, y < 0 when it is out of sight
	scroll int
}

// formOption changes a form as it is made.
type formOption func(*FormScreen)

// asAdded takes the record away again when it is left without a word in it. What
// the program wrote into it gives way to the first letter typed.
func asAdded() formOption {
	return func(f *FormScreen) {
		a := f.desk.State.Assessment
		f.base = &a
		for _, w := range f.fields {
			if w.text != nil {
				w.text.proposed = w.text.value() != ""
			}
		}
	}
}

// withFields shows only the fields with these keys, in the record's order.
func withFields(list ...string) formOption { return func(f *FormScreen) { f.only = list } }

// withIntro sets a line under the title.
func withIntro(s string) formOption { return func(f *FormScreen) { f.intro = s } }

// atOpen puts the focus on the first field that needs an answer and has none.
func atOpen() formOption {
	return func(f *FormScreen) {
		i := slices.IndexFunc(f.fields, func(w *field) bool {
			return !w.f.Optional && !w.given() && (f.only == nil || slices.Contains(f.only, w.f.Key))
		})
		if i >= 0 {
			f.focusOn = f.fields[i]
		}
	}
}

// withPlace says where the record stands, for the frame and the way back.
func withPlace(p interview.Place) formOption { return func(f *FormScreen) { f.place = p } }

// withFocus puts the focus on a field.
func withFocus(field string) formOption {
	return func(f *FormScreen) {
		for i := range f.fields {
			if f.fields[i].f.Key == field {
				f.focus = i
			}
		}
	}
}

// newForm makes the form of a place. Options apply after its fields are there.
func newForm(d *Desk, place interview.Place, title string, opts ...formOption) *FormScreen {
	f := &FormScreen{desk: d, place: place, record: placeRecord{d, place}, title: title, subs: subCollections(place)}
	fields, _ := interview.Fields(d.State, place)
	f.build(fields, opts)
	return f
}

// newRecordForm makes a form of fields that are not part of the answers yet.
func newRecordForm(d *Desk, r record, title string, fields []interview.Field, opts ...formOption) *FormScreen {
	f := &FormScreen{desk: d, record: r, title: title}
	f.build(fields, opts)
	return f
}

func (f *FormScreen) build(fields []interview.Field, opts []formOption) {
	for _, each := range fields {
		f.fields = append(f.fields, newField(f.desk, f.record, each))
	}
	for _, o := range opts {
		o(f)
	}
	if f.only != nil {
		f.fields = slices.DeleteFunc(f.fields, func(w *field) bool { return !slices.Contains(f.only, w.f.Key) })
		f.subs = nil
	}
	if i := slices.Index(f.fields, f.focusOn); i >= 0 {
		f.focus = i
	}
	f.focus = min(f.focus, max(0, f.count()-1))
	f.compute()
}

// compute says what the choice under the cursor would change, before it is chosen,
// and counts what the lists inside hold.
func (f *FormScreen) compute() {
	f.effect, f.inside = "", f.inside[:0]
	for _, sub := range f.subs {
		f.inside = append(f.inside, len(interview.Members(f.desk.State, sub.ID)))
	}
	r, ok := f.record.(placeRecord)
	w := f.current()
	if !ok || w == nil || w.choices == nil {
		return
	}
	next, err := interview.Set(f.desk.State, r.place, w.f.Key, answerOf(w.choices.with()))
	if err != nil || reflect.DeepEqual(next, f.desk.State.Assessment) {
		return
	}
	after := f.desk.Try(next)
	f.effect = effectOf(f.desk.Catalogue(), f.desk.Result(), &after)
}

// subCollections lists the lists inside a record: the vulnerabilities of a
// component, the partial claims of a requirement.
func subCollections(p interview.Place) []interview.Collection {
	if strings.Count(string(p), ".") != 1 {
		return nil
	}
	switch kind, rest, _ := strings.Cut(string(p), "."); {
	case kind == "component":
		return []interview.Collection{{ID: string(p) + ".vulnerability", Title: manyVulnerabilities, One: oneVulnerability, Why: whyVulnerabilities}}
	case kind == "requirement" && rest != "1":
		return []interview.Collection{{ID: string(p) + ".part", Title: manyPartialClaims, One: onePartialClaim, Why: whyPartialClaims}}
	}
	return nil
}

func (f *FormScreen) count() int { return len(f.fields) + len(f.subs) }

// current is the field that has the focus, nil on a list inside the record.
func (f *FormScreen) current() *field {
	if f.focus < len(f.fields) {
		return f.fields[f.focus]
	}
	return nil
}

// Place is the record.
func (f *FormScreen) Place() interview.Place { return f.place }

// Typing reports whether the focus is on a text.
func (f *FormScreen) Typing() bool { w := f.current(); return w != nil && w.typing() }

// Leave records what was typed or chosen.
func (f *FormScreen) Leave() {
	for _, w := range f.fields {
		w.commit(false)
	}
}

// Refresh shows the answers as they are now.
func (f *FormScreen) Refresh() {
	for _, w := range f.fields {
		w.load()
	}
	f.compute()
}

// UndoText takes the last edit of the text with the focus back.
func (f *FormScreen) UndoText() bool { w := f.current(); return w != nil && w.undoText() }

// HandlePaste puts cleaned text into the field with the focus.
func (f *FormScreen) HandlePaste(s string) {
	if w := f.current(); w != nil {
		w.paste(s)
	}
}

// HandleKey moves between the fields or edits the one with the focus.
func (f *FormScreen) HandleKey(k tea.KeyPressMsg) Move {
	defer f.compute()
	w := f.current()
	switch {
	case key.Matches(k, keys.Back):
		return f.leave()
	case key.Matches(k, keys.Previous):
		if w != nil {
			w.commit(false)
		}
		if f.focus == 0 {
			return f.leave()
		}
		f.focus--
		return Move{}
	case w == nil:
		return f.onList(k)
	case k.String() == "enter" && !w.multiline():
		if !w.commit(true) {
			return Move{}
		}
		return f.next()
	case k.String() == "tab":
		if !w.commit(false) {
			return Move{}
		}
		return f.next()
	case w.handle(k):
		if k.String() == "space" && w.choices != nil && !w.choices.multi {
			w.commit(false)
		}
		return Move{}
	case k.String() == "up" && f.focus > 0:
		w.commit(false)
		f.focus--
	case k.String() == "down" && f.focus < f.count()-1:
		w.commit(false)
		f.focus++
	}
	return Move{}
}

// leave goes back. A record that was just added and holds nothing is not kept.
func (f *FormScreen) leave() Move {
	f.Leave()
	wrong := slices.ContainsFunc(f.fields, func(w *field) bool { return w.err != "" })
	if f.base != nil && !wrong && len(f.desk.undo) > 0 && reflect.DeepEqual(*f.base, f.desk.State.Assessment) {
		f.base = nil
		f.desk.drop()
		f.desk.Flash(nothingAdded)
	}
	return Move{Kind: Backward}
}

// onList handles keys on a list inside the record.
func (f *FormScreen) onList(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "enter":
		if len(f.subs) > 0 {
			return Move{Kind: MoveOpen, Open: newCollectionOf(f.desk, f.subs[f.focus-len(f.fields)])}
		}
		return Move{Kind: Forward}
	case "tab", "down":
		return f.next()
	case "up":
		f.focus = max(0, f.focus-1)
	}
	return Move{}
}

func (f *FormScreen) next() Move {
	if f.focus >= f.count()-1 {
		return Move{Kind: Forward}
	}
	f.focus++
	return Move{}
}

// View draws the fields around the focus.
func (f *FormScreen) View(width, height int) string {
	st := f.desk.theme
	head := []string{""}
	for _, line := range text.Wrap(text.Visible(f.title), width-2) {
		head = append(head, " "+st.Title.Render(line))
	}
	if f.intro != "" {
		for _, line := range text.Wrap(text.Visible(f.intro), width-2) {
			head = append(head, " "+st.Dim.Render(line))
		}
	}
	head = append(head, "")
	room := max(1, height-len(head))
	var lines []string
	first, last := 0, 0
	f.y = -1
	for i := range f.count() {
		if f.desk.presenter && i > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, "")
		}
		start := len(lines)
		lines = append(lines, f.fieldLines(i, width, room, len(lines))...)
		if i == f.focus {
			first, last = start, len(lines)-1
		}
	}
	from := 0
	if len(lines) > room {
		from = max(0, min(f.scroll, len(lines)-room))
		if last >= from+room {
			from = last - room + 1
		}
		from = min(from, first)
	}
	f.scroll = from
	lines = lines[from:min(len(lines), from+room)]
	if f.y >= 0 {
		f.y += len(head) - from
	}
	return strings.Join(append(head, lines...), "\n")
}

// valueLeast is how many columns of a value stand beside the name of its field;
// where there are fewer it stands below.
const valueLeast = 20

// fieldLines draws one field; at is the row it begins at.
func (f *FormScreen) fieldLines(i, width, room, at int) []string {
	st := f.desk.theme
	if i >= len(f.fields) {
		sub := f.subs[i-len(f.fields)]
		line := listLine(sub.Title, f.inside[i-len(f.fields)])
		if i == f.focus {
			f.x, f.y = 1, at
			return []string{" " + st.Selected.Render(cursorMark+" "+line), ""}
		}
		return []string{"   " + st.Text.Render(line), ""}
	}
	w := f.fields[i]
	if i != f.focus {
		value, style := w.summary(), st.Text
		if value == "" {
			value, style = emptyValue(w.f.Optional), st.Dim
		}
		var lines []string
		label := text.Wrap(text.Visible(w.f.Title), width-5)
		last := len(label) - 1
		for _, line := range label[:last] {
			lines = append(lines, "   "+st.Dim.Render(line))
		}
		room := width - 6 - text.Width(label[last])
		if room < min(valueLeast, text.Width(value)) { // the name is whole; the value is, where it has the focus
			lines = append(lines, "   "+st.Dim.Render(label[last]))
			label[last], room = "", width-6
		}
		lines = append(lines, "   "+st.Dim.Render(label[last]+"  ")+style.Render(text.Truncate(value, room)))
		if w.err != "" {
			lines = append(lines, "   "+st.Bad.Render(text.Truncate(markBlocking+" "+w.err, width-3)))
		}
		return lines
	}
	var lines []string
	for _, line := range text.Wrap(text.Visible(w.f.Title), width-2) {
		lines = append(lines, " "+st.Selected.Render(line))
	}
	for _, help := range []string{w.f.Help, withLabel(labelExample, w.f.Example)} {
		if help == "" {
			continue
		}
		for _, line := range text.Wrap(text.Visible(help), width-4) {
			lines = append(lines, "   "+st.Dim.Render(line))
		}
	}
	row := at + len(lines)
	lines = append(lines, w.view(width, max(2, room-len(lines)-1))...)
	if c := w.cursor(); c != nil {
		f.x, f.y = c.X, row+c.Y
	}
	if f.effect != "" {
		lines = append(lines, labelled(st, labelEffect, f.effect, width)...)
	}
	return append(lines, "")
}

// Cursor is the caret, or the row of the list with the focus.
func (f *FormScreen) Cursor() *tea.Cursor {
	if f.y < 0 {
		return nil
	}
	return tea.NewCursor(f.x, f.y)
}

// Keys are those of the field with the focus.
func (f *FormScreen) Keys() []key.Binding {
	w := f.current()
	switch {
	case w == nil:
		return []key.Binding{global("enter", openWord, "enter"), keys.Previous, keys.Back}
	case w.multiline():
		return []key.Binding{keys.NextText, keys.Previous, keys.Back}
	case w.choices != nil:
		return append(append([]key.Binding{keys.Choose}, w.nextKeys()...), keys.Previous, keys.Back)
	}
	return []key.Binding{keys.Next, keys.Previous, keys.Back}
}

// Help explains the record and the field with the focus.
func (f *FormScreen) Help() Help {
	h := Help{Title: f.title, Why: f.intro}
	if w := f.current(); w != nil {
		h.Text = append(h.Text, titled(w.f.Title, w.f.Help))
	}
	kind, rest, _ := strings.Cut(string(f.place), ".")
	cat := f.desk.Catalogue()
	switch kind {
	case "threat", "risk":
		if t := cat.Threat(catalogue.ThreatID(rest)); t != nil {
			h.Why = t.Happens
		}
	case "measure":
		if m := cat.Measure(catalogue.MeasureID(rest)); m != nil {
			h.Why = m.Do
			h.Text = append(h.Text, withLabel(labelEvidence, m.Evidence), withLabel(labelExample, m.Propose))
		}
	case "requirement":
		for _, r := range cat.Requirements {
			if r.ID.Letter() == rest {
				h.Why, h.Cite = r.Duty, r.Cite
			}
		}
	}
	for _, c := range interview.Collections(0) {
		if c.ID == kind && h.Why == "" {
			h.Why, h.Cite = c.Why, c.Cite
		}
	}
	h.Text = slices.DeleteFunc(h.Text, func(s string) bool { return s == "" })
	return h
}
