package plain

import (
	"fmt"
	"strings"
	"time"

	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
)

// The sentences about changes, what-if and notes.
const (
	msgStartOfSitting  = "the start of this sitting"
	msgRemembered      = "the moment you remembered"
	msgNowRemembered   = "This moment is remembered. ~ compares with it."
	msgNoChange        = "Nothing differs from %s."
	msgSince           = "Since %s: %s."
	msgNoRiskChanged   = "no risk and no requirement changed"
	msgNothing         = "nothing"
	msgChanged         = "  %s: from %s to %s."
	msgFindingsChanged = "Findings: %d came, %d went. = says those that are left."
	msgIfSo            = "If so, and nothing is recorded: %s."
	msgHowWhatIf       = "write measures with the state to try, such as ~M07 tested, M14 done; states are tested, done, partly, planned, not. An answer that begins with ~ needs \\ before it"
	msgNoNotes         = "No note and no open point."
	msgWhichNote       = "write the number of a note; += lists them"
	msgDone            = "Done. The same opens it again."
	msgOpenAgain       = "Open again."
	msgSpeaks          = "Notes are from now on those of: %s."
)

// resultNames name the status, the scope, the class and the routes.
var resultNames = [4]string{"Status", "Scope", "Class", "Routes"}

func threatChange(t *compare.Threat) string {
	name := string(t.ID) + " " + t.Title
	switch {
	case t.Came():
		return fmt.Sprintf("%s is new: inherent %s, residual %s.", name, t.Inherent.After, t.Residual.After)
	case t.Went():
		return fmt.Sprintf("%s is gone; its residual risk was %s.", name, t.Residual.Before)
	}
	return name + ": " + strings.ReplaceAll(t.Words(), "→", "to") + "."
}

// pointWords says a note or an open point in a sentence, what it is first.
func pointWords(p *interview.Point, day time.Time) string {
	kind := "Note"
	switch {
	case p.Open && p.Due != "" && p.Due < day.Format(time.DateOnly):
		kind = "Late"
	case p.Open:
		kind = "Open"
	case p.Done():
		kind = "Done"
	}
	words := kind
	if p.Number > 0 {
		words += fmt.Sprintf(" %d", p.Number)
	}
	for _, each := range []struct{ before, text string }{{", on ", p.On}, {", owner ", p.Owner}, {", due ", p.Due}, {", said by ", p.By}} {
		if each.text != "" {
			words += each.before + each.text
		}
	}
	return words + ": " + strings.Join(strings.Fields(p.Text), " ")
}
