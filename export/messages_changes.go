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

	labelFrom   = "From"
	labelTo     = "To"
	labelScope  = "Scope"
	labelRoutes = "Routes open"

	msgNoChanges inline = "Nothing differs."

	msgScreening inline = "A change after a product was placed on the market is substantial when it affects compliance with Annex I Part I, or changes the intended purpose that was assessed (Art. 3(30)); a new kind of hazard or a higher level of risk points to it (recital 39). Below stands what the changes suggest. The maker answers, with a reason."

	msgPurposeChanged inline = "**Is the intended purpose another one?**"
	msgRiskRisen      inline = "**Is there a new hazard, or a higher level of risk?**"
	msgNothingSpeaks  inline = "Nothing among these changes speaks for it."
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
