package wizard

import (
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/file"
)

// chooser is a store that can settle what to do when the file was changed outside.
type chooser interface {
	Reload() (assessment.Assessment, error)
	Overwrite(assessment.Assessment) error
	Sides() (base, theirs *assessment.Assessment, err error)
	SaveMerged(assessment.Assessment) error
	SaveBeside(a assessment.Assessment) (path string, err error)
}

// conflict asks what to do with two versions of the file.
type conflict struct {
	*reading
	store chooser
	gone  bool // there is no file any more
}

// settle asks once when a save found the file changed outside. The question goes
// once it is answered.
func (m *Model) settle() {
	if m.desk == nil {
		return
	}
	if !errors.Is(m.desk.saveErr, file.ErrChangedOutside) {
		m.conflict = nil
		if m.asks() {
			m.close()
		}
		return
	}
	store, ok := m.desk.Store.(chooser)
	if !ok || m.conflict != nil || m.asks() {
		return
	}
	m.conflict = m.desk.saveErr
	c := &conflict{store: store, gone: errors.Is(m.desk.saveErr, file.ErrGone)}
	title, why, both, mine := conflictTitle, conflictText, conflictBoth, conflictMine
	if c.gone {
		title, why, both, mine = goneTitle, goneText, goneBeside, goneAgain
	}
	text := func() []paragraph {
		list := []paragraph{{words: title, head: true}, {words: why}, {words: " "}}
		if !c.gone {
			list = append(list, paragraph{label: "m", words: conflictMerge}, paragraph{label: "r", words: conflictReload})
		}
		return append(list, paragraph{label: "b", words: both}, paragraph{label: "o", words: mine})
	}
	c.reading = newReading(m.desk, "", MoveClose, text, Help{Title: title, Why: why})
	m.overlays = append(m.overlays, c)
}

// asks reports whether the question, or the list for putting together, is on show.
func (m *Model) asks() bool {
	switch m.top().(type) {
	case *conflict, *mergeScreen:
		return true
	}
	return false
}

// keepBeside keeps, on leaving, what was not settled: the answers go into a file of
// their own.
func (m *Model) keepBeside() {
	store, ok := m.desk.Store.(chooser)
	if !ok || !errors.Is(m.desk.saveErr, file.ErrChangedOutside) {
		return
	}
	if path, err := store.SaveBeside(m.desk.State.Assessment); err == nil {
		m.desk.saveErr, m.beside = nil, path
	}
}

// Beside is the file where answers were kept that could not be saved, "" if none.
func (m *Model) Beside() string { return m.beside }

// Typing keeps the letters of the answers from being taken as global keys.
func (c *conflict) Typing() bool { return true }

// HandleKey does what was chosen.
func (c *conflict) HandleKey(k tea.KeyPressMsg) Move {
	d := c.desk
	var err error
	switch choice := k.String(); {
	case choice == "m" && !c.gone:
		var s *mergeScreen
		if s, err = newMerge(d, c.store); err == nil {
			return open(s)
		}
	case choice == "r" && !c.gone:
		var theirs assessment.Assessment
		if theirs, err = c.store.Reload(); err == nil {
			d.saveErr = nil
			d.Accept(theirs, reloadWords, "")
		}
	case choice == "b":
		var path string
		if path, err = c.store.SaveBeside(d.State.Assessment); err == nil {
			d.Save()
			d.Flash(keptBoth(path))
		}
	case choice == "o":
		if err = c.store.Overwrite(d.State.Assessment); err == nil {
			d.Save()
		}
	case choice == "esc":
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

// Keys lists the choices.
func (c *conflict) Keys() []key.Binding {
	if c.gone {
		return []key.Binding{global("b", doesAnotherName, "b"), global("o", doesWriteAgain, "o"), keys.Back}
	}
	return []key.Binding{global("m", doesMerge, "m"), global("r", doesReload, "r"), global("b", doesKeepBoth, "b"), global("o", doesOverwrite, "o"), keys.Back}
}
