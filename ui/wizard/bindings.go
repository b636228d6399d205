package wizard

import "charm.land/bubbles/v2/key"

func global(keyName, words string, list ...string) key.Binding {
	return key.NewBinding(key.WithKeys(list...), key.WithHelp(keyName, words))
}

// typedNote and typedOpenPoint are the keys for notes where letters are text.
var typedNote, typedOpenPoint = global("alt+n", "note", "alt+n"), global("alt+o", "open", "alt+o")

// keys are the bindings that work everywhere, and those that screens share.
var keys = struct {
	Quit, Help, Outline, GoTo, HeatMap, Preview, NextOpen, Numbers, Changes, WhatIf, Notes, Save, HistoryBack, HistoryForward,
	NextStep, PrevStep, Note, OpenPoint, Undo, Redo, TextUndo, Next, NextText, Previous, Back, Choose, ConfirmBlock, Add, Remove, Edit, Search, Move key.Binding
}{
	Quit:           global("ctrl+c", "save; twice to leave", "ctrl+c"),
	Help:           global("f1", "why", "f1", "ctrl+g", "?"),
	Outline:        global("f2", "outline", "f2"),
	HeatMap:        global("f3", "map", "f3"),
	NextOpen:       global("f4", "next open", "f4"),
	Numbers:        global("f6", "numbers explained", "f6", "="),
	Preview:        global("f5", "preview", "f5"),
	Changes:        global("f7", "before and after", "f7"),
	WhatIf:         global("f8", "what if", "f8"),
	Notes:          global("f9", "notes and open points", "f9"),
	GoTo:           global("ctrl+p", "go to", "ctrl+p", ":"),
	Save:           global("ctrl+s", "save", "ctrl+s"),
	HistoryBack:    global("alt+←", "back in history", "alt+left"),
	HistoryForward: global("alt+→", "forward in history", "alt+right"),
	NextStep:       global("ctrl+→", "next step", "ctrl+right"),
	PrevStep:       global("ctrl+←", "previous step", "ctrl+left"),
	Note:           global("n", "note", "n", "alt+n"),
	OpenPoint:      global("o", "open", "o", "alt+o"),
	Undo:           global("u", "undo", "u"),
	Redo:           global("U", "redo", "U", "alt+shift+z", "alt+Z"),
	TextUndo:       global("alt+z", "undo", "alt+z", "ctrl+_", "ctrl+/", "ctrl+-"),
	Next:           global("enter", "next", "enter", "tab"),
	NextText:       global("tab", "next", "tab"),
	Previous:       global("shift+tab", "field before", "shift+tab"),
	Back:           global("esc", "back", "esc"),
	Choose:         global("space", "choose", "space"),
	ConfirmBlock:   global("c", "confirm block", "c", "alt+c"),
	Add:            global("a", "add", "a"),
	Remove:         global("x", "remove", "x"),
	Edit:           global("enter", "edit", "enter"),
	Search:         global("type", "search"),
	Move:           global("↑↓", "move"),
}
