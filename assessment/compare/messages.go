package compare

import (
	"fmt"
	"strings"
)

// The words of comparisons.

func routeWords(open []string, chosen string) string {
	s := strings.Join(open, ", ")
	if s == "" {
		s = "none"
	}
	if chosen != "" {
		s += " (chosen: " + chosen + ")"
	}
	return s
}

func dismissedWord(dismissed bool) string {
	if dismissed {
		return "dismissed"
	}
	return ""
}

func requirementWord(applicable, met bool) string {
	switch {
	case !applicable:
		return "not applicable"
	case met:
		return "met"
	default:
		return "not shown to be met"
	}
}

func anotherAnswer(title string) string { return title + " is answered otherwise" }

func newThreat(t Threat) string {
	return fmt.Sprintf("%s %s is new, with an inherent risk of R%d", t.ID, t.Title, t.Inherent.After)
}

const (
	inherent = "inherent"
	residual = "residual"
)

func higherRisk(t Threat, which string, l Levels) string {
	return fmt.Sprintf("%s %s: its %s risk rose from R%d to R%d", t.ID, t.Title, which, l.Before, l.After)
}
