package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// reading is a text to scroll through: help, results.
type reading struct {
	desk   *Desk
	place  interview.Place
	make   func() []paragraph
	text   []paragraph
	onward MoveKind // what enter does
	help   Help

	scroll, last int
	seen         int // the first line of the lowest view that was drawn; -1 before
}

// paragraph is a heading, or a text with an optional label at its left.
type paragraph struct {
	label string
	words string
	head  bool
}

func newReading(d *Desk, place interview.Place, onward MoveKind, make func() []paragraph, help Help) *reading {
	r := &reading{desk: d, place: place, make: make, onward: onward, help: help, seen: -1}
	r.Refresh()
	return r
}

func (r *reading) Place() interview.Place { return r.place }
func (r *reading) HandlePaste(string)     {}
func (r *reading) Typing() bool           { return false }
func (r *reading) Leave()                 {}
func (r *reading) Refresh()               { r.text = r.make() }
func (r *reading) Help() Help             { return r.help }

func (r *reading) Cursor() *tea.Cursor { return nil }

func (r *reading) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc", "shift+tab":
		return Move{Kind: Backward}
	case "enter", "tab":
		return Move{Kind: r.onward}
	case "up", "k":
		r.scroll--
	case "down", "j":
		r.scroll++
	case "pgup":
		r.scroll -= 12
	case "pgdown", "space":
		r.scroll += 12
	case "home", "g":
		r.scroll = 0
	case "end", "G":
		r.scroll = r.last
	}
	r.scroll = min(max(0, r.scroll), r.last)
	return Move{}
}

func (r *reading) View(width, height int) string {
	st := r.desk.theme
	lines := []string{""}
	for _, p := range r.text {
		if r.desk.presenter && !p.head && len(lines) > 1 {
			lines = append(lines, "")
		}
		switch {
		case p.head:
			if len(lines) > 1 {
				lines = append(lines, "")
			}
			for _, line := range text.Wrap(text.Visible(p.words), width-2) {
				lines = append(lines, " "+st.Title.Render(line))
			}
		case p.label != "":
			lines = append(lines, labelled(st, p.label, p.words, width)...)
		default:
			for _, line := range text.Wrap(text.VisibleLines(p.words), width-2) {
				lines = append(lines, " "+st.Text.Render(line))
			}
		}
	}
	r.last = max(0, len(lines)-height)
	from := min(r.scroll, r.last)
	r.seen = max(r.seen, from)
	out := append([]string(nil), lines[from:min(len(lines), from+height)]...)
	if from < r.last && height > 2 {
		out[height-1] = " " + st.Dim.Render(moreBelow)
	}
	return strings.Join(out, "\n")
}

// wasRead reports whether the last line was on the screen.
func (r *reading) wasRead() bool { return r.seen >= r.last }

func (r *reading) Keys() []key.Binding {
	list := []key.Binding{keys.Back}
	if r.onward == Forward {
		list = []key.Binding{keys.Next, keys.Back}
	}
	if r.last > 0 {
		list = append(list, keys.Move)
	}
	return list
}

// newHelp explains the screen on show: why it is asked, what counts, the
// citation, and every key, those that do not work here with the reason.
func (m *Model) newHelp() Screen {
	top := m.top()
	h, own, typing := top.Help(), top.Keys(), top.Typing()
	desk := m.desk
	return newReading(desk, "", MoveClose, func() []paragraph {
		var out []paragraph
		if h.Title != "" {
			out = append(out, paragraph{words: h.Title, head: true})
		}
		if h.Why != "" {
			out = append(out, paragraph{label: labelWhy, words: h.Why})
		}
		for _, p := range h.Text {
			out = append(out, paragraph{words: p})
		}
		if len(h.Cite) > 0 {
			out = append(out, paragraph{label: labelCite, words: citations(h.Cite)})
		}
		for _, c := range h.Cite {
			if words := desk.Catalogue().PlainWords(c); words != "" {
				out = append(out, paragraph{words: c.Words() + ": " + words})
			}
		}
		out = append(out, paragraph{words: keysHere, head: true})
		out = append(out, keyWords(own)...)
		out = append(out, paragraph{words: keysEverywhere, head: true})
		for _, b := range everywhereKeys() {
			p := paragraph{label: b.Help().Key, words: b.Help().Desc}
			if why := disabled(desk, b, typing); why != "" {
				p.words += " – " + why
			}
			out = append(out, p)
		}
		out = append(out, paragraph{words: readingHead, head: true})
		for _, words := range readingFrame {
			out = append(out, paragraph{words: words})
		}
		return append(out, paragraph{words: whatThisIs(m.opts.Version, desk.Catalogue()), head: false})
	}, Help{})
}

func keyWords(list []key.Binding) []paragraph {
	var out []paragraph
	for _, b := range list {
		if h := b.Help(); h.Key != "" {
			out = append(out, paragraph{label: h.Key, words: h.Desc})
		}
	}
	return out
}

func everywhereKeys() []key.Binding {
	return []key.Binding{keys.Help, keys.Outline, keys.GoTo, keys.HeatMap, keys.NextOpen, keys.Numbers, keys.Preview, keys.Changes, keys.WhatIf, keys.Notes, keys.Save, keys.Note, keys.OpenPoint,
		keys.Undo, keys.Redo, keys.TextUndo, keys.HistoryBack, keys.HistoryForward, keys.NextStep, keys.PrevStep, keys.Quit}
}

// disabled says why a key does not work now, "" when it does.
func disabled(d *Desk, b key.Binding, typing bool) string {
	name := b.Help().Key
	switch {
	case typing && (name == keys.Note.Help().Key || name == keys.OpenPoint.Help().Key):
		return whileTyping("alt+" + name)
	case typing && (name == keys.Undo.Help().Key || name == keys.Redo.Help().Key):
		return whileTyping(keys.TextUndo.Help().Key)
	case !b.Enabled():
		return ""
	case name == keys.Undo.Help().Key && len(d.undo) == 0:
		return nothingTo(undoWord)
	case name == keys.Redo.Help().Key && len(d.redo) == 0:
		return nothingTo(redoWord)
	}
	if only, why := d.Store.ReadOnly(); only && (name == keys.Save.Help().Key || name == keys.Note.Help().Key || name == keys.OpenPoint.Help().Key) {
		return readOnlyWords(why)
	}
	return ""
}
