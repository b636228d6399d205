package wizard

import (
	"strings"
	"syscall"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/ui/crash"
)

// After a fault there is still a model: Bubble Tea asks it for a last frame, and
// ends in order only then.
func TestGuardKeepsTheModel(t *testing.T) {
	g := &guarded{Model: &Model{}} // has no desk: every key is a fault
	m, cmd := g.Update(tea.KeyPressMsg{Code: 'x', Text: "x"})
	if g.fault == nil {
		t.Fatal("no fault")
	}
	if m != tea.Model(g) || cmd == nil || cmd() != tea.Quit() {
		t.Errorf("model %v, command %v", m, cmd)
	}
	if v := m.View(); v.Content != "" {
		t.Errorf("draws %q", v.Content)
	}
}

// TestGuardCatchesCommands: what runs beside the wizard ends it in order too.
func TestGuardCatchesCommands(t *testing.T) {
	if guard(nil) != nil {
		t.Error("no command became one")
	}
	msg := guard(func() tea.Msg { panic("secret") })()
	g := &guarded{Model: &Model{}}
	_, cmd := g.Update(msg)
	if g.fault == nil || g.fault.Kind != "panic of type string" || cmd == nil || cmd() != tea.Quit() {
		t.Fatalf("fault %v", g.fault)
	}
	first := g.fault
	if _, cmd = g.Update(faulty{&crash.Error{Kind: "another"}}); g.fault != first || cmd == nil {
		t.Errorf("the first fault is replaced by %q", g.fault.Kind)
	}
}

// TestGuardCatchesDrawing: a fault while drawing stops the program from outside.
func TestGuardCatchesDrawing(t *testing.T) {
	stopped := make(chan bool, 1)
	g := &guarded{Model: &Model{width: 80, height: 24}, stop: func() { stopped <- true }} // has no desk to draw
	if v := g.View(); v.Content != "" || g.fault == nil {
		t.Fatalf("draws %q, fault %v", v.Content, g.fault)
	}
	select {
	case <-stopped:
	case <-time.After(5 * time.Second):
		t.Error("the program goes on")
	}
}

// broken is a store that falls over.
type broken struct{ memory }

func (*broken) Save(assessment.Assessment) error { panic("store") }

// TestGuardSaves: after a fault what was accepted is saved once more, beside the file
// where another program changed it; what cannot be is called unsaved.
func TestGuardSaves(t *testing.T) {
	full, outside := &contested{}, &contested{}
	full.err, outside.err = syscall.ENOSPC, file.ErrChangedOutside
	for _, test := range []struct {
		name, path string
		store      Store
		unsaved    bool
	}{
		{"saved", "acme.selfmark.yaml", &memory{}, false},
		{"read only", "acme.selfmark.yaml", &memory{readOnly: "locked", err: file.ErrLocked}, false},
		{"disk full", "acme.selfmark.yaml", full, true},
		{"the store is at fault", "acme.selfmark.yaml", &broken{}, true},
		{"changed outside", "acme-mine.selfmark.yaml", outside, false},
	} {
		g := &guarded{Model: New(newDesk(catalogue.Load(), assessment.Assessment{}, test.store, testNow), Options{})}
		g.caught(&crash.Error{})
		if e := g.fault; e.File != test.path || e.Unsaved != test.unsaved || strings.Contains(e.Report(""), "could not be saved") != test.unsaved {
			t.Errorf("%s: %+v", test.name, e)
		}
	}
}
