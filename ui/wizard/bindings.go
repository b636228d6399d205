package wizard

import "charm.land/bubbles/v2/key"

func global(keyName, words string, list ...string) key.Binding {
	return key.NewBinding(key.WithKeys(list...), key.WithHelp(keyName, words))
}

// typedNote and typedOpenPoint are the keys for notes where letters are text.
var typedNote, typedOpenPoint = global("alt+n", keyNote, "alt+n"), global("alt+o", keyOpenPoint, "alt+o")

// keys are the bindings that work everywhere, and those that screens share.
var keys = struct {
	Quit, Help, Outline, GoTo, HeatMap, Preview, NextOpen, Numbers, Changes, WhatIf, Notes, Save, HistoryBack, HistoryForward,
	NextStep, PrevStep, Note, OpenPoint, Undo, Redo, TextUndo, Next, NextText, Previous, Back, Choose, ConfirmBlock, Add, Remove, Edit, Search, Move key.Binding
}{
	Quit:           global("ctrl+c", keyQuit, "ctrl+c"),
	Help:           global("f1", keyHelp, "f1", "ctrl+g", "?"),
	Outline:        global("f2", keyOutline, "f2"),
	HeatMap:        global("f3", keyHeatMap, "f3"),
	NextOpen:       global("f4", keyNextOpen, "f4"),
	Numbers:        global("f6", keyNumbers, "f6", "="),
	Preview:        global("f5", keyPreview, "f5"),
	Changes:        global("f7", keyChanges, "f7"),
	WhatIf:         global("f8", keyWhatIf, "f8"),
	Notes:          global("f9", keyNotes, "f9"),
	GoTo:           global("ctrl+p", keyGoTo, "ctrl+p", ":"),
	Save:           global("ctrl+s", keySave, "ctrl+s"),
	HistoryBack:    global("alt+←", keyHistoryBack, "alt+left"),
	HistoryForward: global("alt+→", keyHistoryForward, "alt+right"),
	NextStep:       global("ctrl+→", keyNextStep, "ctrl+right"),
	PrevStep:       global("ctrl+←", keyPrevStep, "ctrl+left"),
	Note:           global("n", keyNote, "n", "alt+n"),
	OpenPoint:      global("o", keyOpenPoint, "o", "alt+o"),
	Undo:           global("u", keyUndo, "u"),
	Redo:           global("U", keyRedo, "U", "alt+shift+z", "alt+Z", "ctrl+y"),
	TextUndo:       global("ctrl+z", keyUndo, "ctrl+z", "alt+z", "ctrl+_", "ctrl+/", "ctrl+-"),
	Next:           global("enter", keyNext, "enter", "tab"),
	NextText:       global("tab", keyNext, "tab"),
	Previous:       global("shift+tab", keyPrevious, "shift+tab"),
	Back:           global("esc", keyBack, "esc"),
	Choose:         global("space", keyChoose, "space"),
	ConfirmBlock:   global("c", keyConfirmBlock, "c", "alt+c"),
	Add:            global("a", keyAdd, "a"),
	Remove:         global("x", keyRemove, "x"),
	Edit:           global("enter", keyEdit, "enter"),
	Search:         global(keyType, keySearch),
	Move:           global("↑↓", keyMove),
}
