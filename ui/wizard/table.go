package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
)

// page is what the table screens share: the desk and the answers of a Screen
// that most of them give. They embed it and say what is different.
type page struct {
	desk *Desk
	at   interview.Place // the page itself
}

// Place is the page; a table that shows a row returns the row's place instead.
func (p *page) Place() interview.Place { return p.at }

// HandlePaste drops the text: no text field is open.
func (p *page) HandlePaste(string) {}

// Typing reports that no text field is open.
func (p *page) Typing() bool { return false }

// Leave has nothing to commit: every key of a table commits at once.
func (p *page) Leave() {}

// Cursor hides the caret.
func (p *page) Cursor() *tea.Cursor { return nil }

// HandleKey knows no key.
func (p *page) HandleKey(tea.KeyPressMsg) Move { return Move{} }

// Refresh has nothing to compute.
func (p *page) Refresh() {}

// View draws nothing.
func (p *page) View(int, int) string { return "" }

// Keys lists nothing.
func (p *page) Keys() []key.Binding { return nil }

// Help has nothing to say.
func (p *page) Help() Help { return Help{} }
