package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// blank stands in for screens that are still to come.
type blank struct{ page }

func (b *blank) HandleKey(k tea.KeyPressMsg) Move { return b.onward(k) }
func (b *blank) Refresh()                         {}
func (b *blank) View(w, h int) string             { return b.draw(w, h, nil) }
func (b *blank) Keys() []key.Binding              { return []key.Binding{keys.Back} }
func (b *blank) Help() Help                       { return Help{} }
