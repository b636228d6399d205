package wizard

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/file"
)

// chooser is a store that can settle what to do when the file was changed outside.
type chooser interface {
	Reload() (assessment.Assessment, error)
	Overwrite(assessment.Assessment) error
	SaveAs(path string, a assessment.Assessment) error
}

// conflict asks what to do with two versions of the file.
type conflict struct {
	*reading
	store chooser
}

// settle asks once when a save found the file changed outside.
func (m *Model) settle() {
	if m.desk == nil {
		return
	}
	if !errors.Is(m.desk.saveErr, file.ErrChangedOutside) {
		m.conflict = nil
		return
	}
	store, ok := m.desk.Store.(chooser)
	if !ok || m.conflict != nil {
		return
	}
	m.conflict = m.desk.saveErr
	text := func() []paragraph {
		return []paragraph{{words: conflictTitle, head: true}, {words: conflictText}, {words: " "},
			{label: "r", words: conflictReload}, {label: "b", words: conflictBoth}, {label: "o", words: conflictMine}}
	}
	m.overlays = append(m.overlays, &conflict{newReading(m.desk, "", MoveClose, text, Help{Title: conflictTitle, Why: conflictText}), store})
}

// Typing keeps the letters of the answers from being taken as global keys.
func (c *conflict) Typing() bool { return true }

// HandleKey does what was chosen.
func (c *conflict) HandleKey(k tea.KeyPressMsg) Move {
	d := c.desk
	var err error
	switch k.String() {
	case "r":
		var theirs assessment.Assessment
		if theirs, err = c.store.Reload(); err == nil {
			d.saveErr = nil
			d.Accept(theirs, reloadWords, "")
		}
	case "b":
		path := besides(d.Store.Path())
		if err = c.store.SaveAs(path, d.State.Assessment); err == nil {
			d.Save()
			d.Flash(keptBoth(path))
		}
	case "o":
		if err = c.store.Overwrite(d.State.Assessment); err == nil {
			d.Save()
		}
	case "esc":
		return Move{Kind: MoveClose}
	default:
		return Move{}
	}
	if err != nil {
		d.Flash(notDone(err))
		return Move{}
	}
	return Move{Kind: MoveClose}
}

// besides names a second file beside one.
func besides(path string) string {
	stem := strings.TrimSuffix(path, file.Suffix)
	return fmt.Sprintf("%s-mine%s", stem, file.Suffix)
}

// Keys lists the choices.
func (c *conflict) Keys() []key.Binding {
	return []key.Binding{global("r", "reload", "r"), global("b", "keep both", "b"), global("o", "overwrite", "o"), keys.Back}
}
