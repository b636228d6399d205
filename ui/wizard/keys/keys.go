// Package keys names every key of the wizard once: what it is called on screen,
// what it does, and where it works. A key that does not work at the moment says
// why instead of doing nothing.
package keys

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Binding is a key with its help. While it is off, it has a reason.
type Binding struct {
	key.Binding
	reason string
}

// Off turns the binding off, for a reason that is shown to who presses it.
func (b *Binding) Off(reason string) { b.reason = reason }

// On turns the binding on again.
func (b *Binding) On() { b.reason = "" }

// Reason is why the binding is off, "" when it is on.
func (b Binding) Reason() string { return b.reason }

// Match reports whether a key press is meant for this binding. While text is
// being typed, keys that write are not: letters and signs, with shift or without.
// A binding that is off matches too, so that its reason can be shown.
func (b Binding) Match(k tea.KeyPressMsg, typing bool) bool {
	if typing && Writes(k) {
		return false
	}
	return key.Matches(k, b.Binding)
}

// Writes reports whether a key puts text into a field.
func Writes(k tea.KeyPressMsg) bool {
	return k.Text != "" && k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) == 0
}

// Map holds every binding, the places of the program one by one.
type Map struct {
	Global   Global
	Text     Text
	List     List
	Question Question
	Threats  Threats
	Measures Measures
	Review   Review
	Sign     Sign
}

// Global keys work everywhere; while text is being typed, all but the letters.
type Global struct {
	Why, Outline, HeatMap, NextOpen, Preview, GoTo, Save, Quit Binding
	Back, HistoryBack, HistoryForward, NextStep, PrevStep      Binding
	Note, OpenPoint, Undo, Redo                                Binding
}

// Text keys work in text fields.
type Text struct {
	Next, NextField, Previous, NewLine, Undo Binding
}

// List keys work in lists, tables and choices.
type List struct {
	Up, Down, PageUp, PageDown, Top, Bottom, Choose, Accept, Filter Binding
}

// Question keys work on questions.
type Question struct{ ConfirmBlock, Add, Remove Binding }

// Threats keys work in the table of threats.
type Threats struct{ Details, Edit, Dismiss, Add, Theme Binding }

// Measures keys work in the table of measures.
type Measures struct{ State, How, Evidence Binding }

// Review keys work in the list of findings.
type Review struct{ GoThere, Preview, Sign Binding }

// Sign keys work where a document is signed.
type Sign struct{ Sign, Draft, Preview Binding }

func bind(shown, words string, list ...string) Binding {
	return Binding{Binding: key.NewBinding(key.WithKeys(list...), key.WithHelp(shown, words))}
}

// New returns the bindings. Help comes first on f1 and ctrl+g, which work while
// text is typed as well; ctrl+z is left to the shell and ctrl+u to text fields.
func New() *Map {
	return &Map{
		Global: Global{
			Why:            bind("f1", "why", "f1", "ctrl+g", "?"),
			Outline:        bind("f2", "outline", "f2"),
			HeatMap:        bind("f3", "map", "f3"),
			NextOpen:       bind("f4", "next open", "f4"),
			Preview:        bind("f5", "preview", "f5"),
			GoTo:           bind("ctrl+p", "go to", "ctrl+p", ":"),
			Save:           bind("ctrl+s", "save", "ctrl+s"),
			Quit:           bind("ctrl+c", "save; twice to leave", "ctrl+c"),
			Back:           bind("esc", "back", "esc"),
			HistoryBack:    bind("alt+←", "back in history", "alt+left"),
			HistoryForward: bind("alt+→", "forward in history", "alt+right"),
			NextStep:       bind("ctrl+→", "next step", "ctrl+right"),
			PrevStep:       bind("ctrl+←", "previous step", "ctrl+left"),
			Note:           bind("n", "note", "n", "alt+n"),
			OpenPoint:      bind("o", "open", "o", "alt+o"),
			Undo:           bind("u", "undo", "u"),
			Redo:           bind("U", "redo", "U"),
		},
		Text: Text{
			Next:      bind("enter", "next", "enter", "tab"),
			NextField: bind("tab", "next", "tab"),
			Previous:  bind("shift+tab", "field before", "shift+tab"),
			NewLine:   bind("enter", "new line", "enter", "ctrl+j", "alt+enter", "shift+enter"),
			// Terminals send ctrl+_ for ctrl+/ and ctrl+- too, or under these names.
			Undo: bind("alt+z", "undo", "alt+z", "ctrl+_", "ctrl+/", "ctrl+-"),
		},
		List: List{
			Up:       bind("↑", "up", "up", "k"),
			Down:     bind("↓", "down", "down", "j"),
			PageUp:   bind("pgup", "page up", "pgup", "ctrl+b"),
			PageDown: bind("pgdn", "page down", "pgdown", "ctrl+f"),
			Top:      bind("g", "first", "home", "g"),
			Bottom:   bind("G", "last", "end", "G"),
			Choose:   bind("space", "choose", "space"),
			Accept:   bind("enter", "next", "enter"),
			Filter:   bind("/", "find", "/"),
		},
		Question: Question{
			ConfirmBlock: bind("c", "confirm block", "c"),
			Add:          bind("a", "add", "a"),
			Remove:       bind("x", "remove", "x"),
		},
		Threats: Threats{
			Details: bind("enter", "details", "enter"),
			Edit:    bind("e", "change rating", "e"),
			Dismiss: bind("d", "dismiss", "d"),
			Add:     bind("a", "add own", "a"),
			Theme:   bind("tab", "theme", "tab"),
		},
		Measures: Measures{
			State:    bind("space", "state", "space"),
			How:      bind("enter", "how and proof", "enter"),
			Evidence: bind("e", "evidence", "e"),
		},
		Review: Review{
			GoThere: bind("enter", "go there", "enter"),
			Preview: bind("p", "preview", "p"),
			Sign:    bind("s", "sign", "s"),
		},
		Sign: Sign{
			Sign:    bind("s", "sign", "s"),
			Draft:   bind("d", "sign as draft", "d"),
			Preview: bind("p", "preview", "p"),
		},
	}
}

// Help returns the keys and words of bindings for the last line and for f1, those
// that are off left out.
func Help(list ...Binding) []key.Help {
	var out []key.Help
	for _, b := range list {
		if b.reason == "" {
			out = append(out, b.Help())
		}
	}
	return out
}

// Pressed finds the binding that a key press is meant for. The second result is
// why it does nothing, "" when it does; nil means that no binding wants the key.
func Pressed(k tea.KeyPressMsg, typing bool, list ...*Binding) (*Binding, string) {
	for _, b := range list {
		if b.Match(k, typing) {
			return b, b.reason
		}
	}
	return nil, ""
}
