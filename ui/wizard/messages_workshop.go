package wizard

import (
	"fmt"

	"charm.land/bubbles/v2/key"

	"selfmark/assessment"
	"selfmark/assessment/interview"
)

// The texts for people of what a workshop needs: before and after, what-if, notes
// and open points. A second language needs no other change.

// workshopKeys are the keys of these screens.
var workshopKeys = struct{ remember, moment, keep, drop, asIs, details, done, edit, add, owner key.Binding }{
	remember: global("m", "remember this moment", "m"),
	moment:   global("tab", "another moment", "tab"),
	keep:     global("K", "keep", "K"),
	drop:     global("D", "drop", "D"),
	asIs:     global("r", "as it is", "r"),
	details:  global("enter", "what changes", "enter", "v"),
	done:     global("d", "done or open", "d"),
	edit:     global("e", "edit", "e"),
	add:      global("a", "add a free one", "a"),
	owner:    global("tab", "owner", "tab"),
}

const (
	changesName  = "Before and after"
	whyChanges   = "What the answers since a moment have changed: how far a workshop has come, and what an answer did."
	nothingRisky = "no risk and no requirement changed"

	changesResult       = "Result"
	changesRisks        = "Threats and risks"
	changesRequirements = "Requirements"
	changesWent         = "Findings that went"
	changesCame         = "Findings that came"
	changesAnswers      = "Answers"

	wentWord, cameWord  = "went", "new"
	labelWas, labelIs   = "Before", "Now"
	labelRoutes         = "Routes"
	onlyOneMoment       = "there is one moment only; m remembers another"
	notInWhatIf         = "a what-if is compared with the answers"
	noLongerThere       = "this has no place to go to: it is gone, or stands in the file only"
	rememberMomentTitle = "Remember this moment"
	viewsHead           = "Screens of their own"
)

// resultWords name the status, the scope, the class and the routes.
var resultWords = [4]string{labelStatus, numberScope, labelClass, labelRoutes}

var helpChanges = []string{
	"The start of the sitting is remembered by itself, m remembers another moment, and tab turns to the next of them. They last until you leave.",
	"The comparison is that of selfmark diff, which compares files and git revisions as well. Internal notes are left out.",
	"Enter goes to the place of a change; esc there comes back to this list."}

// momentWords names a moment.
func momentWords(d *Desk, m moment) string {
	switch {
	case d.real != nil:
		return "the answers"
	case m.start:
		return "the start of this sitting, " + m.at.Format("15:04")
	}
	return m.at.Format("15:04")
}

// sinceWords is one line on what changed since a moment; in a what-if, on what
// would.
func sinceWords(d *Desk, m moment, words string) string {
	if d.real != nil {
		return "If so: " + words
	}
	return "Since " + momentWords(d, m) + ": " + words
}

func changesTitle(moment string) string { return changesName + " · compared with " + moment }

func nothingChanged(moment string) string { return "Nothing differs from " + moment + "." }

func changesHead(title string, n int) string { return fmt.Sprintf("%s (%d)", title, n) }

func rememberedWords(d *Desk) string {
	return "remembered as " + d.Now().Format("15:04") + "; tab compares with the moments before"
}

func fromTo(before, after string) string { return before + " → " + after }

func cameAt(inherent, residual assessment.Rating) string {
	return fmt.Sprintf("new: %s, now %s", inherent, residual)
}

func wentFrom(residual assessment.Rating) string { return "gone; it was " + residual.String() }

const (
	whatIfName    = "What if"
	whatIfState   = "WHAT-IF, NOT SAVED"
	whatIfPending = "a what-if waits"
	whatIfShort   = "what-if" // after the time, the header has 20 columns for both
	colIf         = "If"
	whatIfHint    = "t d p l x give the measure under the cursor a state to try; the maps and the figures follow."
	whatIfRefuses = "this is a what-if; K keeps it, D drops it (f8)"
	nothingTried  = "nothing is tried"
	triedTested   = "tried as if its test were named as evidence; without, it counts as done"
	whyWhatIf     = "What measures would do to the risks, before anybody decides on them."
)

var helpWhatIf = []string{
	"Nothing here is saved. K makes the tried states answers, as one change that one undo takes back; D drops them.",
	"Esc and jumps leave them as they are: f8 comes back to them. Leaving the program drops them, and the first ctrl+c says so.",
	"The left map shows the residual risks as answered, the right one as they would be. The frame shows what would be. F3 opens the maps, f7 what would change.",
	"A state of “tested” is tried as if evidence of a test were named. When it is kept without, it counts as done."}

func whatIfHead(n int) string {
	if n == 0 {
		return "WHAT-IF, NOT SAVED · nothing tried yet"
	}
	return "WHAT-IF, NOT SAVED · " + plural(n, wordMeasure) + " tried · K keeps, D drops"
}

func whatIfWaits(n int) string {
	return plural(n, wordMeasure) + " tried, not saved, not dropped: f8 goes back, K keeps, D drops"
}

func triedWord(s assessment.State) string { return "→ " + stateWord(s) }

func keptWhatIf(list string) string { return "what-if kept: " + list }

func keptFlash(n int) string {
	return plural(n, wordMeasure) + " kept as answered; undo takes all back"
}

func droppedWords(n int) string {
	if n == 0 {
		return nothingTried
	}
	return plural(n, wordMeasure) + " dropped: all is as answered"
}

func heatHeadIf(side int) string {
	if side == 0 {
		return "NOW, AS ANSWERED"
	}
	return "IF SO, NOT SAVED"
}

const (
	notesName                                  = "Notes and open points"
	colNote, colDue, colOwner, colOn, colWords = "", "Due", "Owner", "On", "Note"
	labelSaidBy, labelOwner, labelDue          = "Said by", "Owner", "Due"
	wholeAssessment                            = "The whole assessment"
	internalWords                              = "internal: stays out of every export"
	answerIt                                   = "the answers leave this open: enter goes to where it is settled"
	noOwners                                   = "no point has an owner"
	oneMoreNote                                = "alt+n and alt+o begin another here; f9 lists all."
	whyNotes                                   = "Who said what, what nobody knows yet, who finds it out and by when."
	initialsTitle                              = "Who speaks?"
	initialsQuestion                           = "The initials for notes of this sitting"
	initialsHint                               = "Such as MK. Asked once; each note takes the last ones and may name another. Empty is fine."
)

var helpNotes = []string{
	"n writes a note and o an open point on the place at hand, wherever you are; alt+n and alt+o do in a text. Here a adds one that belongs to no place.",
	"Enter goes to the place and esc there comes back. d marks an open point as done, or opens it again; e edits it. Tab shows the points of one owner.",
	"Late is an open point whose date has passed. What the answers leave open, such as “not sure”, stands here too.",
	"selfmark export FILE --document open-points writes the list, --format csv as a table, --owner for one person; internal notes are left out."}

func notesHead(owner string, open, all int) string {
	whose := "of all"
	if owner != "" {
		whose = "of " + owner
	}
	return fmt.Sprintf("%s %s · %d open of %d", notesName, whose, open, all)
}

func noNotes(owner string) string {
	if owner != "" {
		return "Nothing of " + owner + "."
	}
	return "No note and no open point yet: n and o write them wherever you are, a adds one here."
}

func settledWords(p *interview.Point) string {
	if p.Open {
		return "done: " + oneRow(p.Text)
	}
	return "open: " + oneRow(p.Text)
}
