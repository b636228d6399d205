package compare

import (
	"fmt"
	"strings"

	"selfmark/assessment/catalogue"
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

func summaryWords(s Summary) string {
	var parts []string
	for _, each := range []struct {
		n         int
		one, many string
	}{
		{s.Lower, "risk lower", "risks lower"}, {s.Higher, "risk higher", "risks higher"},
		{s.Met, "requirement met", "requirements met"}, {s.Unmet, "requirement no longer met", "requirements no longer met"},
		{s.Came, "threat more", "threats more"}, {s.Went, "threat fewer", "threats fewer"},
		{s.Dismissed, "threat dismissed", "threats dismissed"}, {-s.Dismissed, "threat counts again", "threats count again"},
		{-s.Blocking, "blocking finding fewer", "blocking findings fewer"}, {s.Blocking, "blocking finding more", "blocking findings more"},
	} {
		if each.n == 1 {
			parts = append(parts, "1 "+each.one)
		} else if each.n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", each.n, each.many))
		}
	}
	return strings.Join(parts, ", ")
}

func threatWords(t Threat) string {
	var parts []string
	for _, l := range []struct {
		which string
		Levels
	}{{inherent, t.Inherent}, {residual, t.Residual}} {
		if l.Before != l.After {
			parts = append(parts, fmt.Sprintf("%s R%d → R%d", l.which, l.Before, l.After))
		}
	}
	if t.Dismissed.Differs() {
		parts = append(parts, map[bool]string{true: "dismissed", false: "no longer dismissed"}[t.Dismissed.After != ""])
	}
	return strings.Join(parts, ", ")
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

func requirementChanged(cat *catalogue.Catalogue, r Requirement) string {
	name := string(r.ID)
	if q := cat.Requirement(r.ID); q != nil {
		name = q.Name()
	}
	return name + ": " + sides(r.Change)
}

// sides says both sides of a change.
func sides(c Change) string { return orNothing(c.Before) + " → " + orNothing(c.After) }

func orNothing(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func weakerMeasure(id string, a Answer) string {
	return strings.TrimSpace(id+" "+a.Title) + ": " + sides(a.Change)
}

func newPart(section, name string) string {
	return map[string]string{"components": "a new component: ", "remote": "a new remote service: "}[section] + name
}

const mightBeSubstantial = "the notified body is told of a change that might be substantial (recital 41)"

func handlingState(r Requirement) string { return string(r.ID) + ": " + sides(r.Change) }

func handlingDiffers(path string) string {
	return path + " is answered otherwise (handling of vulnerabilities)"
}

// Said in merge.go.
const msgTogetherTooMuch = "both together are more than a file may hold (%s); keep both as two files, or remove some on one side"
