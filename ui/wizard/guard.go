package wizard

import (
	tea "charm.land/bubbletea/v2"

	"selfmark/ui/crash"
)

// guarded is the wizard behind a net: a fault of the program saves what was
// accepted and leaves in order, so that the terminal is given back.
type guarded struct {
	*Model
	fault *crash.Error
	stop  func() // ends the program from outside of Update
}

// faulty is the fault of a command, which runs beside the wizard.
type faulty struct{ *crash.Error }

func (g *guarded) Init() tea.Cmd { return guard(g.Model.Init()) }

func (g *guarded) Update(msg tea.Msg) (m tea.Model, cmd tea.Cmd) {
	defer func() {
		if v := recover(); v != nil {
			g.caught(crash.Caught(v))
			m, cmd = g, tea.Quit // without a model, Bubble Tea itself would fall over and print its own report
		}
	}()
	if f, ok := msg.(faulty); ok {
		g.caught(f.Error)
	}
	if g.fault != nil {
		return g, tea.Quit
	}
	_, cmd = g.Model.Update(msg)
	return g, guard(cmd)
}

func (g *guarded) View() (v tea.View) {
	defer func() {
		if value := recover(); value != nil {
			g.caught(crash.Caught(value))
			go g.stop()
		}
	}()
	if g.fault != nil {
		return v
	}
	return g.Model.View()
}

// guard catches the fault of a command.
func guard(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (msg tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				msg = faulty{crash.Caught(v)}
			}
		}()
		return cmd()
	}
}

// caught keeps the first fault, and once more what was accepted.
func (g *guarded) caught(e *crash.Error) {
	if g.fault != nil {
		return
	}
	g.fault = e
	if g.desk == nil {
		return
	}
	e.File, e.Unsaved = g.desk.Store.Path(), true
	defer func() { _ = recover() }() // the store itself may be at fault
	g.desk.Save()
	g.keepBeside()
	e.File, e.Unsaved = g.desk.Store.Path(), g.desk.saveErr != nil
}
