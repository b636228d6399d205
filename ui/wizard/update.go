package wizard

import (
	"reflect"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
)

// key takes a key press: ctrl+c, then what works everywhere, then the screen.
func (m *Model) key(k tea.KeyPressMsg) tea.Cmd {
	if key.Matches(k, keys.Quit) {
		return m.interrupt()
	}
	m.disarm()
	if m.desk != nil && m.everywhere(k) {
		return nil
	}
	return m.move(m.top().HandleKey(k))
}

// disarm forgets a first ctrl+c and the line shown to the user.
func (m *Model) disarm() {
	m.armed = false
	if m.desk != nil {
		m.desk.flash, m.shown().flash = "", ""
	}
}

// interrupt saves at the first ctrl+c and leaves at the second.
func (m *Model) interrupt() tea.Cmd {
	if m.armed || m.desk == nil && m.start == nil {
		return m.quit()
	}
	m.armed = true
	m.top().Leave()
	if m.desk == nil {
		m.start.flash = pressAgain
		return nil
	}
	m.desk.Save()
	m.desk.Flash(leaving(m.desk))
	return nil
}

// everywhere handles the keys that work on every screen, and reports whether it
// was one of them.
func (m *Model) everywhere(k tea.KeyPressMsg) bool {
	typing := m.top().Typing()
	switch {
	case key.Matches(k, keys.Help) && !(typing && k.String() == "?"):
		m.toggle(m.newHelp())
	case key.Matches(k, keys.Outline):
		m.toggle(newOutline(m.desk, m.place(), "", m.views()...))
	case key.Matches(k, keys.GoTo) && !(typing && k.String() == ":"), k.String() == "/" && !typing && !takes(m.top(), "/"):
		m.toggle(newOutline(m.desk, m.place(), goToTitle, m.views()...))
	case key.Matches(k, keys.HeatMap):
		m.toggle(newHeatMap(m.shown()))
	case key.Matches(k, keys.Numbers) && !(typing && k.String() == "="):
		m.toggle(newNumbers(m.shown()))
	case key.Matches(k, keys.Changes):
		m.toggle(newChanges(m.shown()))
	case key.Matches(k, keys.WhatIf):
		m.toggle(newWhatIf(m.desk, m.place()))
	case key.Matches(k, keys.Notes):
		m.toggle(newNotes(m.desk))
	case key.Matches(k, keys.Preview):
		m.toggle(newPreview(m.desk))
	case key.Matches(k, keys.NextOpen):
		m.nextOpen()
	case key.Matches(k, keys.Save):
		m.save()
	case key.Matches(k, keys.HistoryBack):
		m.history(&m.back, &m.ahead)
	case key.Matches(k, keys.HistoryForward):
		m.history(&m.ahead, &m.back)
	case key.Matches(k, keys.NextStep):
		m.step(1)
	case key.Matches(k, keys.PrevStep):
		m.step(-1)
	case key.Matches(k, keys.Note) && (!typing || k.Mod != 0):
		m.note(false)
	case key.Matches(k, keys.OpenPoint) && (!typing || k.Mod != 0):
		m.note(true)
	case key.Matches(k, keys.TextUndo):
		if u, ok := m.top().(TextUndoer); !typing || !ok || !u.UndoText() {
			m.undo(undoWord, m.desk.Undo)
		}
	case key.Matches(k, keys.Undo) && !typing:
		m.undo(undoWord, m.desk.Undo)
	case key.Matches(k, keys.Redo) && !(typing && k.Mod&^tea.ModShift == 0):
		m.undo(redoWord, m.desk.Redo)
	default:
		return false
	}
	return true
}

// takes reports whether a screen has a use of its own for a key.
func takes(s Screen, name string) bool {
	return slices.ContainsFunc(s.Keys(), func(b key.Binding) bool { return slices.Contains(b.Keys(), name) })
}

// views are the screens that belong to no place, for the outline and go-to.
func (m *Model) views() []view {
	instead := func(make func() Screen) func() Move {
		return func() Move { return Move{Kind: MoveInstead, Open: make()} }
	}
	remember := func() Move {
		m.desk.Remember()
		m.desk.Flash(rememberedWords(m.desk))
		return Move{Kind: MoveClose}
	}
	return []view{
		{heatTitle, keys.HeatMap.Help().Key, instead(func() Screen { return newHeatMap(m.shown()) })},
		{previewTitle, keys.Preview.Help().Key, instead(func() Screen { return newPreview(m.desk) })},
		{capital(keys.Numbers.Help().Desc), keys.Numbers.Help().Key, instead(func() Screen { return newNumbers(m.shown()) })},
		{changesName, keys.Changes.Help().Key, instead(func() Screen { return newChanges(m.shown()) })},
		{rememberMomentTitle, "", remember},
		{whatIfName, keys.WhatIf.Help().Key, instead(func() Screen { return newWhatIf(m.desk, m.place()) })},
		{notesName, keys.Notes.Help().Key, instead(func() Screen { return newNotes(m.desk) })},
	}
}

// toggle shows a screen on top, or takes it away when it is on show already.
func (m *Model) toggle(s Screen) {
	if n := len(m.overlays); n > 0 && reflect.TypeOf(m.overlays[n-1]) == reflect.TypeOf(s) {
		m.close()
		return
	}
	m.overlay(s)
}

// overlay shows a screen on top.
func (m *Model) overlay(s Screen) {
	m.top().Leave()
	m.overlays = append(m.overlays, s)
}

// move does what a screen asks for after a key.
func (m *Model) move(mv Move) tea.Cmd {
	switch mv.Kind {
	case Forward:
		m.forward()
	case Backward:
		m.backward()
	case MoveTo:
		m.goTo(mv.Place)
	case MoveOpen:
		m.overlay(mv.Open)
	case MoveClose:
		m.close()
	case MoveInstead:
		m.close()
		m.overlay(mv.Open)
	case Quit:
		return m.quit()
	}
	if m.start != nil && m.start.opened != nil {
		m.open(m.start.opened)
	}
	return mv.Cmd
}

// forward goes to the next stop; a screen on top is done and closes.
func (m *Model) forward() {
	if len(m.overlays) > 0 {
		m.close()
		return
	}
	m.top().Leave()
	if m.start != nil {
		return
	}
	m.sync()
	if next, ok := after(m.desk.State, m.place()); ok {
		m.goTo(next)
		return
	}
	m.desk.Flash(atTheEnd)
}

// backward closes what stands on top, or goes back to where the user came from,
// or to the stop before. Nothing is lost and nothing is checked.
func (m *Model) backward() {
	if len(m.overlays) > 0 {
		m.close()
		return
	}
	m.top().Leave()
	if m.start != nil {
		return
	}
	if len(m.back) > 0 {
		m.history(&m.back, &m.ahead)
		return
	}
	if p, ok := before(m.desk.State, m.place()); ok {
		m.show(p)
		return
	}
	m.desk.Flash(atTheStart)
}

// close takes the uppermost screen away.
func (m *Model) close() {
	if len(m.overlays) == 0 {
		return
	}
	m.top().Leave()
	m.overlays = m.overlays[:len(m.overlays)-1]
	if s := m.top(); s != nil {
		s.Refresh()
	}
}

// exists reports whether a place can still be shown: a member of a list may be gone.
func exists(s interview.State, p interview.Place) bool {
	if stationOf(s, p) == p {
		return true
	}
	_, err := interview.Fields(s, p)
	return err == nil
}

func (m *Model) nextOpen() {
	m.top().Leave()
	p, ok := nextOpen(m.desk.State, m.place())
	if !ok {
		m.desk.Flash(nothingOpen)
		return
	}
	if p == m.place() {
		m.desk.Flash(onlyThisOpen)
		return
	}
	m.goTo(p)
}

func (m *Model) save() {
	m.top().Leave()
	m.conflict = nil // ask again what was put off
	m.desk.Save()
	m.desk.Flash(saveWords(m.desk))
}

// step goes to the next or former step, to its first stop.
func (m *Model) step(by int) {
	m.top().Leave()
	from := stepOf(m.desk.State, m.place())
	for n := from + by; n >= 1 && n <= interview.StepCount; n += by {
		if p, ok := firstOf(m.desk.State, n); ok {
			m.goTo(p)
			if n != from+by {
				why, _ := stepApplies(&m.desk.State.Result, from+by)
				m.desk.Flash(stepsLeftOut(from+by, n-by, why))
			}
			return
		}
	}
	m.desk.Flash(map[bool]string{true: lastStep, false: firstStep}[by > 0])
}

// undo takes an answer back, or accepts it again, and goes to where it was given.
func (m *Model) undo(word string, turn func() (string, interview.Place, bool)) {
	m.top().Leave()
	what, p, ok := turn()
	if !ok {
		m.desk.Flash(nothingTo(word))
		return
	}
	if p != "" && p != m.place() && exists(m.desk.State, p) {
		m.goTo(p)
	} else if !exists(m.desk.State, m.place()) {
		m.show(stationOf(m.desk.State, m.place()))
	}
	m.desk.Flash(word + ": " + what)
}

// screenFor makes the screen of a place.
func (m *Model) screenFor(p interview.Place) Screen {
	at := stationOf(m.desk.State, p)
	switch at {
	case pageScope:
		return newScopePage(m.desk)
	case pageClass:
		return newClassAndRoute(m.desk)
	case pageAssets:
		return newAssets(m.desk)
	case pageThreats:
		return newThreats(m.desk)
	case pageMeasures:
		return newMeasures(m.desk, 7)
	case pageLifeMeasures:
		return newMeasures(m.desk, 9)
	case pageRequirements:
		return newRequirements(m.desk)
	case pagePartTwo:
		return newPartTwo(m.desk)
	case pageResidual:
		return newResidual(m.desk)
	case pageReview:
		return newReview(m.desk)
	case pageSign:
		return newSign(m.desk, m.opts.Signing)
	}
	if q := question(m.desk.State, at); q != nil {
		return newQuestion(m.desk, q)
	}
	return newCollection(m.desk, string(at))
}

// formFor is the form of a record that stands on top of its table.
func (m *Model) formFor(p interview.Place) Screen {
	return newForm(m.desk, p, interview.Title(m.desk.State, p))
}
