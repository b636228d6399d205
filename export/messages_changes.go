package export

import (
	"fmt"

	"selfmark/assessment/compare"
)

// The words of a comparison of two states.

const (
	titleChanges             = "Changes of a self-assessment"
	titleChangedResult       = "Status, scope, class and routes"
	titleChangedAnswers      = "Answers and decisions"
	titleChangedThreats      = "Threats"
	titleChangedRequirements = "Requirements"
	titleCame                = "Findings that came"
	titleWent                = "Findings that are gone"
	titleScreening           = "Is it a substantial modification?"

	subSince    = "Changes since an earlier state"
	titleMarked = "Items marked"

	labelNotifiedBody  = "Notified body"
	labelDigestWithout = "Digest of this document without its changes"

	labelFrom   = "From"
	labelTo     = "To"
	labelScope  = "Scope"
	labelRoutes = "Routes open"

	msgDigestWithout = "the digest of the document without its changes does not fit the content"

	msgNoChanges inline = "Nothing differs."

	msgScreening inline = "A change after a product was placed on the market is substantial when it affects compliance with Annex I Part I, or changes the intended purpose that was assessed (Art. 3(30)); a new kind of hazard or a higher level of risk points to it (recital 39). Below stands what the changes suggest. The maker answers, with a reason."

	msgNothingSpeaks inline = "Nothing among these changes speaks for it."
)

var (
	headChange        = []string{"What", "Before", "After"}
	headChangedAnswer = []string{"Place in the file", "What", "Before", "After"}
	headChangedThreat = []string{"Id", "Threat", "Change", "Inherent", "Residual"}
)

func msgThreatChange(t compare.Threat) string {
	switch {
	case t.Came():
		return "new"
	case t.Went():
		return "gone"
	case t.Dismissed.After != "" && t.Dismissed.Differs():
		return "dismissed"
	case t.Dismissed.Differs():
		return "no longer dismissed"
	default:
		return "rated otherwise"
	}
}

func msgLevels(l compare.Levels) string {
	switch {
	case l.Before == 0:
		return fmt.Sprintf("R%d", l.After)
	case l.After == 0:
		return fmt.Sprintf("was R%d", l.Before)
	case l.Before == l.After:
		return fmt.Sprintf("R%d", l.After)
	default:
		return fmt.Sprintf("R%d → R%d", l.Before, l.After)
	}
}

func msgSuggests(answer string) inline { return "The changes suggest " + esc(answer) + ":" }

func msgRevision(n int) string { return fmt.Sprintf("%s %d", labelRevision, n) }

func msgMarked(change string) string {
	if change == markNew {
		return "New since the earlier state."
	}
	return "Changed since the earlier state."
}

// msgMarksIntro stands on the first page of a document with marks.
func msgMarksIntro(name string) string {
	return "This document marks what is new or reads otherwise than in the earlier state " + name + ". Section 16 lists the changes. The marks show differences of the text; they are no judgement."
}

// msgEarlierState stands in the history where the earlier state is no issued document.
func msgEarlierState(name string) string { return "earlier state: " + name }

// msgThisDocument says in the history what this document changes.
func msgThisDocument(said string, c *Changes) string {
	counts := fmt.Sprintf("this document; since the earlier state: answers and decisions %d, threats %d, requirements %d", len(c.Answers), len(c.Threats), len(c.Requirements))
	if said == "" {
		return counts
	}
	return said + " (" + counts + ")"
}

// msgBody says what a notified body knows of a change.
func msgBody(told, addition string) string {
	switch {
	case told == "" && addition == "":
		return ""
	case addition == "":
		return "told on " + told
	case told == "":
		return addition
	}
	return "told on " + told + "; " + addition
}
