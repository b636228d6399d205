package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// ask is a sub-screen with one question that is answered in a sentence, such as
// the reason for a dismissal. Enter accepts. Leaving in any other way keeps what
// was typed through keep, so that esc and signals lose nothing.
type ask struct {
	desk     *Desk
	at       interview.Place
	title    string
	question string
	hint     string
	typed    *typed
	done     bool
	accept   func(string) // after enter
	keep     func(string) // on leaving in any other way, nil to drop it
	then     Screen       // shown after enter, nil to go back

	y, height int // the row where the text was last drawn, and all rows
}

func newAsk(d *Desk, at interview.Place, title, question, hint, start string) *ask {
	a := &ask{desk: d, at: at, title: title, question: question, hint: hint, typed: newTyped(true)}
	a.typed.load(text.Clean(start, false))
	return a
}

// Place is what the question is about.
func (a *ask) Place() interview.Place { return a.at }

// HandleKey edits, accepts with enter and goes back with esc.
func (a *ask) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "enter", "tab":
		a.done = true
		a.accept(a.typed.value())
		if a.then != nil {
			return Move{Kind: MoveInstead, Open: a.then}
		}
		return Move{Kind: MoveClose}
	case "esc":
		return Move{Kind: MoveClose}
	}
	a.typed.handle(k)
	return Move{}
}

// HandlePaste puts pasted text at the caret, in one line.
func (a *ask) HandlePaste(s string) { a.typed.paste(s) }

// Typing is always true here.
func (a *ask) Typing() bool { return true }

// UndoText takes the last edit back.
func (a *ask) UndoText() bool { return a.typed.undo() }

// Leave keeps what was typed and not accepted.
func (a *ask) Leave() {
	if !a.done && a.keep != nil && a.typed.touched {
		a.typed.touched = false
		a.keep(a.typed.value())
	}
}

// Refresh has nothing to compute.
func (a *ask) Refresh() {}

// View draws the question with the text below.
func (a *ask) View(width, height int) string {
	ink := a.desk.inks()
	out := []string{""}
	for _, line := range text.Wrap(text.Visible(a.title), max(10, width-2)) {
		out = append(out, ink.paint(strong, text.Pad(" "+line, width)))
	}
	out = append(out, "")
	for _, line := range text.Wrap(text.Visible(a.question), max(10, width-2)) {
		out = append(out, " "+line)
	}
	out = append(out, "")
	if ink.airy {
		out = append(out, "")
	}
	a.y, a.height = len(out), height
	for i, line := range a.typed.view(width-4, max(1, height-len(out)-2)) {
		mark := "   "
		if i == 0 {
			mark = ink.paint(chosen, " "+cursorMark+" ")
		}
		out = append(out, mark+line)
	}
	out = append(out, "")
	for _, line := range text.Wrap(a.hint, max(10, width-4)) {
		out = append(out, ink.paint(quiet, "   "+line))
	}
	return block(out, width, height)
}

// Cursor is the caret.
func (a *ask) Cursor() *tea.Cursor {
	if c := a.typed.cursor(); c != nil && c.Y+a.y < a.height {
		return tea.NewCursor(c.X+3, c.Y+a.y)
	}
	return nil
}

// Keys says that enter accepts.
func (a *ask) Keys() []key.Binding { return []key.Binding{tableKeys.accept, keys.Back} }

// Help repeats the question.
func (a *ask) Help() Help { return Help{Title: a.title, Why: a.question, Text: []string{a.hint}} }
