package wizard

import (
	"sort"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// outlineScreen lists all steps and places with their marks; typing filters,
// enter jumps.
type outlineScreen struct {
	desk   *Desk
	title  string
	from   interview.Place
	query  *typed
	all    []outlineRow
	shown  []outlineRow
	cursor int
	views  []view

	y int
}

// view is a screen that belongs to no place, by its name and key.
type view struct {
	title, key string
	open       func() Move
}

// outlineRow is a step or a place.
type outlineRow struct {
	place interview.Place // "" for the heading of a step that does not apply
	step  int
	head  bool
	title string
	mark  interview.Mark
	why   string
	find  string      // what typing is compared with
	near  int         // how well it is what was typed
	open  func() Move // a screen that belongs to no place
}

func newOutline(d *Desk, from interview.Place, title string, views ...view) *outlineScreen {
	if title == "" {
		title = outlineTitle
	}
	o := &outlineScreen{desk: d, title: title, from: from, query: newTyped(true), views: views}
	o.Refresh()
	for i, r := range o.shown {
		if r.place == from && !r.head {
			o.cursor = i
		}
	}
	return o
}

// Refresh reads the outline again.
func (o *outlineScreen) Refresh() {
	s := o.desk.State
	o.all = nil
	entries := interview.Outline(s)
	for _, step := range interview.Steps() {
		head := outlineRow{step: step.Number, head: true, title: strconv.Itoa(step.Number) + " " + step.Title}
		head.why, _ = stepApplies(&s.Result, step.Number)
		if p, ok := firstOf(s, step.Number); ok {
			head.place = p
		}
		head.find = catalogue.Fold(step.Title + " " + step.Phase)
		o.all = append(o.all, head)
		for _, st := range stations(s) {
			if st.step == step.Number && strings.HasPrefix(string(st.place), "page.") {
				title := pageTitle(st.place)
				o.all = append(o.all, outlineRow{place: st.place, step: step.Number, title: title, mark: interview.Answered, find: catalogue.Fold(title)})
			}
		}
		for _, e := range entries {
			if e.Step != step.Number {
				continue
			}
			r := outlineRow{place: e.Place, step: e.Step, title: text.Visible(e.Title), mark: e.Mark, why: text.Visible(e.Why)}
			if why, ok := applies(s, e.Place, e.Step); !ok {
				r.mark, r.why = interview.DoesNotApply, why
			}
			if r.mark == interview.Open && question(s, e.Place) != nil {
				r.why = "" // the sign says it
			}
			r.find = catalogue.Fold(strings.Join(append(notesOn(s.Assessment, e.Place), string(e.Place), e.Title, o.words(e.Place)), " "))
			o.all = append(o.all, r)
		}
	}
	if len(o.views) > 0 {
		o.all = append(o.all, outlineRow{head: true, title: viewsHead, find: catalogue.Fold(viewsHead)})
	}
	for _, v := range o.views {
		o.all = append(o.all, outlineRow{title: v.title, why: v.key, find: catalogue.Fold(v.title), open: v.open})
	}
	o.filter()
}

// words are what else a place is known by: the text of a question, the ids of the categories.
func (o *outlineScreen) words(p interview.Place) string {
	q := question(o.desk.State, p)
	if q == nil {
		return ""
	}
	words := q.Text + " " + q.Block
	if q.Kind == catalogue.KindCategory {
		for i := range o.desk.Catalogue().Categories {
			words += " " + string(o.desk.Catalogue().Categories[i].ID)
		}
	}
	return words
}

func (o *outlineScreen) filter() {
	words := strings.Fields(catalogue.Fold(o.query.value()))
	o.shown = nil
	for _, r := range o.all {
		hit := true
		for _, w := range words {
			hit = hit && strings.Contains(r.find, w)
		}
		if hit {
			r.near = closeness(r, words)
			o.shown = append(o.shown, r)
		}
	}
	o.cursor = min(o.cursor, max(0, len(o.shown)-1))
	if len(words) > 0 {
		o.cursor = 0
		sort.SliceStable(o.shown, func(i, j int) bool { return o.shown[i].near > o.shown[j].near })
	}
}

// closeness says how well a row is what was typed: its id, its title, the
// beginning of it, a part of it; what applies comes before what does not.
func closeness(r outlineRow, words []string) int {
	title, typed := catalogue.Fold(r.title), strings.Join(words, " ")
	if r.head {
		_, title, _ = strings.Cut(title, " ")
	}
	n := 0
	if r.mark != interview.DoesNotApply {
		n = 3
	}
	switch {
	case exact(r, words):
		return 7
	case title == typed:
		return n + 3
	case strings.HasPrefix(title, typed):
		return n + 2
	case strings.Contains(title, typed):
		return n + 1
	}
	return n
}

// exact reports whether a row is the very id that was typed.
func exact(r outlineRow, words []string) bool {
	id := catalogue.Fold(string(r.place))
	_, after, _ := strings.Cut(id, ".")
	return !r.head && r.open == nil && len(words) == 1 && (id == words[0] || after == strings.Trim(words[0], "()"))
}

// Place is "": the outline stands on top of a place.
func (o *outlineScreen) Place() interview.Place { return "" }

// Typing is always true: letters filter.
func (o *outlineScreen) Typing() bool { return true }

// Leave has nothing to commit.
func (o *outlineScreen) Leave() {}

// HandlePaste filters by what is pasted.
func (o *outlineScreen) HandlePaste(s string) { o.query.paste(s); o.filter() }

// HandleKey moves, filters and jumps.
func (o *outlineScreen) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		return Move{Kind: MoveClose}
	case "enter":
		if o.cursor >= len(o.shown) {
			return Move{}
		}
		r := o.shown[o.cursor]
		switch {
		case r.open != nil:
			return r.open()
		case r.place == "":
			o.desk.Flash(r.why)
			return Move{}
		}
		return Move{Kind: MoveTo, Place: r.place}
	case "up":
		o.cursor = max(0, o.cursor-1)
	case "down":
		o.cursor = min(max(0, len(o.shown)-1), o.cursor+1)
	case "pgup":
		o.cursor = max(0, o.cursor-15)
	case "pgdown":
		o.cursor = min(max(0, len(o.shown)-1), o.cursor+15)
	case "home":
		o.cursor = 0
	case "end":
		o.cursor = max(0, len(o.shown)-1)
	default:
		if o.query.handle(k) {
			o.filter()
		}
	}
	return Move{}
}

// View draws the rows around the cursor.
func (o *outlineScreen) View(width, height int) string {
	st := o.desk.theme
	query := o.query.value()
	search := st.Text.Render(query)
	if query == "" {
		search = st.Dim.Render(outlineHint)
	}
	lines := []string{"", text.Truncate(" "+st.Title.Render(o.title)+"  "+st.Dim.Render(searchLabel)+" "+search, width), ""}
	pitch := o.desk.inks().pitch(height-len(lines)-2, len(o.shown))
	room := max(1, (height-len(lines)-2)/pitch)
	from := min(max(0, o.cursor-room/2), max(0, len(o.shown)-room))
	for i := from; i < min(len(o.shown), from+room); i++ {
		if i == o.cursor {
			o.y = len(lines)
		}
		lines = append(lines, o.row(i, width))
		if pitch > 1 {
			lines = append(lines, "")
		}
	}
	if len(o.shown) == 0 {
		o.y = len(lines)
		lines = append(lines, "   "+st.Dim.Render(nothingFound))
	}
	for len(lines) < height-1 {
		lines = append(lines, "")
	}
	return strings.Join(append(lines, " "+st.Dim.Render(text.Truncate(legend, width-2))), "\n")
}

func (o *outlineScreen) row(i, width int) string {
	st := o.desk.theme
	r := o.shown[i]
	prefix, style := "   ", st.Text
	switch {
	case i == o.cursor:
		prefix, style = " "+cursorMark+" ", st.Selected
	case r.head:
		style = st.Title
	case r.mark == interview.DoesNotApply:
		style = st.Dim
	}
	label := r.title
	if r.open != nil {
		label = "    " + label
	}
	switch {
	case r.head && r.why != "":
		label = markNotApply + " " + label
	case !r.head && r.open == nil:
		label = "  " + markOf(r.mark) + " " + label
	}
	line := style.Render(text.Truncate(prefix+label, width))
	if r.why != "" {
		if room := width - text.Width(line) - 3; room > 12 {
			line += st.Dim.Render("  " + text.Truncate(r.why, room))
		}
	}
	return line
}

// Cursor is the row under the cursor.
func (o *outlineScreen) Cursor() *tea.Cursor { return tea.NewCursor(1, o.y) }

// Keys lists what can be done.
func (o *outlineScreen) Keys() []key.Binding {
	return []key.Binding{global("enter", jumpWord, "enter"), keys.Search, keys.Move, keys.Back}
}

// Help explains the marks.
func (o *outlineScreen) Help() Help { return Help{Title: o.title, Text: []string{legend, outlineHelp}} }
