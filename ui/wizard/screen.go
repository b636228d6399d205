package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// Screen is what fills the body of the frame. It holds editing state only; the
// desk is the only truth. It is a plain struct, not a tea.Model.
type Screen interface {
	// Place is where in the interview the screen stands, "" for overlays.
	Place() interview.Place
	// HandleKey takes a key that no global binding took.
	HandleKey(tea.KeyPressMsg) Move
	// HandlePaste takes pasted text, already cleaned.
	HandlePaste(string)
	// Typing reports whether a text field has the focus: then letters are text,
	// and no single-letter binding works.
	Typing() bool
	// Leave commits text that is being typed; it is called before every move,
	// on signals and before quitting. It never refuses.
	Leave()
	// Refresh is called after the answers changed elsewhere (undo, another screen).
	Refresh()
	// View draws the body in exactly that many columns and at most that many rows.
	View(width, height int) string
	// Cursor is where the real cursor stands inside the body, nil to hide it.
	Cursor() *tea.Cursor
	// Keys are the bindings of this place for the last line, most useful first.
	Keys() []key.Binding
	// Help says why this is asked, what counts, and the citation (f1).
	Help() Help
}

// Help is what f1 shows above the list of keys.
type Help struct {
	Title string
	Why   string
	Text  []string // paragraphs
	Cite  []catalogue.Citation
}

// Move says what happens after a key.
type Move struct {
	Kind  MoveKind
	Place interview.Place // for MoveTo
	Open  Screen          // for MoveOpen: an overlay or a sub-screen; esc returns
	Cmd   tea.Cmd
}

// MoveKind is the kind of a Move.
type MoveKind int

// The moves. Stay is the zero value.
const (
	Stay        MoveKind = iota
	Forward              // to the next place of the interview
	Backward             // esc: to where one came from
	MoveTo               // to a place
	MoveOpen             // show Open on top
	MoveClose            // close this overlay or sub-screen
	MoveInstead          // close it and show Open in its place
	Quit
)

// Shower is a screen that holds many places, a table for example: Show moves its
// cursor to one of them. A jump to such a place opens the table and shows it.
type Shower interface {
	Show(interview.Place)
}

// TextUndoer is a screen with text being typed that can be undone by itself.
// UndoText reports false when there is nothing left to take back.
type TextUndoer interface {
	UndoText() bool
}
