package assessment

import (
	"fmt"
	"strings"
)

// This file holds the sentences of class and route, and of what standards count for.

const (
	classNoChoice = "No category is chosen yet."
	classNone     = "The core function is in no category of Annex III or IV."
	classFitOpen  = "How the core function relates to the category is not answered yet."
	chipOpen      = "A question about the chip is not answered yet."
	chipDefault   = "The chip secures nothing beyond itself, so it is in no category of Annex III or IV."
	chipNotSure   = "Whether it secures anything beyond itself needs an expert; until then it counts as if it did."
)

func classMatch(title, review string) string {
	return strings.TrimSpace("The core function matches the category “" + title + "”. " + review)
}

func classBuiltIn(title string) string {
	return "A product of the category “" + title + "” is only built in; that does not make the whole listed."
}

func classDoubt(title string) string {
	return "Whether the core function still is that of “" + title + "” needs an expert; until then the category counts."
}

func chipReason(title string) string {
	return "The answers about the chip lead to the category “" + title + "”."
}

// ClassTitle returns the words for a class of check --json.
func ClassTitle(class string) string {
	switch class {
	case "default":
		return "default class"
	case "important-1":
		return "important, class I"
	case "important-2":
		return "important, class II"
	case "critical":
		return "critical"
	default:
		return "open"
	}
}

const (
	routeDefault       = "Self-assessment is open to every product of the default class."
	routeCritical      = "Critical products need a third party or a certificate."
	routeFreeSoftware  = "Free and open-source software with public technical documentation."
	routeClassTwo      = "Class II needs a third party or a certificate."
	routeEvery         = "Open to every product."
	routeThirdClassI   = "Open to class I."
	routeThirdClassII  = "Open to class II."
	routeMandatory     = "A delegated act makes a European certificate mandatory for this category."
	routeNotMandatory  = "No delegated act makes a certificate mandatory for this category."
	routeSchemeNamed   = "A scheme is named; check that it covers the product."
	routeHealthRecords = "Health record systems show conformity by the procedure of Regulation (EU) 2025/327."
	routeHighRiskAI    = "High-risk AI systems follow the procedure of Regulation (EU) 2024/1689."
	routeOtherLawOnly  = "It is for health record systems and high-risk AI systems."
	routeOtherLaw      = "procedure of other Union law"

	conditionStandards     = "only with cited standards, common specifications or a certification scheme applied in full to Part I and Part II"
	conditionScheme        = "level at least substantial, only for the requirements the certificate covers"
	conditionHealthRecords = "which procedure applies between 11 December 2027 and the deferred dates of Regulation (EU) 2025/327: confirm with counsel"
	conditionHighRiskAI    = "important and critical products keep the procedure of this regulation where the other act asks internal control only"
	conditionReading       = "by a reading that binds nobody: standards cover the core function, other documented measures the rest, without a presumption for it"
)

func conditionBody(date string, bodies int) string {
	return fmt.Sprintf("needs a notified body; on %s there were %d", date, bodies)
}

func noScheme(date string) string { return "On " + date + " no scheme was named for this purpose." }

func nothingCited(date string) string {
	return fmt.Sprintf("On %s no harmonised standard was cited, no common specification and no scheme adopted: this route is closed.", date)
}

// notCovered names the requirements for which class I needs a third party.
func notCovered(date string, cited, specifications, schemes int, letters []string) string {
	words := make([]string, len(letters))
	for i, letter := range letters {
		words[i] = RequirementWord(letter)
	}
	return fmt.Sprintf("On %s cited standards: %d, common specifications: %d, schemes: %d. What you list as applied does not cover in full: %s. For these a third party is needed.",
		date, cited, specifications, schemes, strings.Join(words, ", "))
}

func allCovered(date string) string {
	return fmt.Sprintf("By the status of %s, what you list as applied covers every applicable requirement of Part I and Part II in full.", date)
}

func coreCovered(date string, letters []string) string {
	return fmt.Sprintf("By the status of %s, standards are applied, but %d requirements are not covered in full. By the guidance of the Commission it is enough that they cover the core function.", date, len(letters))
}

// RequirementWord is the short id of a requirement as screens show it: (e), II(5).
func RequirementWord(letter string) string {
	if number, partTwo := strings.CutPrefix(letter, "II."); partTwo {
		return "II(" + number + ")"
	}
	return "(" + letter + ")"
}

func standardTitle(k StandardKind) string {
	switch k {
	case KindCited:
		return "harmonised standard, cited"
	case KindSpecification:
		return "common specification"
	case KindScheme:
		return "certificate under a named scheme"
	case KindPending:
		return "not cited in this edition"
	}
	return "other specification"
}

func standardReason(k StandardKind, date string) string {
	switch k {
	case KindCited:
		return "On " + date + " its reference was in the Official Journal: a presumption of conformity for what it covers, as far as it is applied."
	case KindSpecification:
		return "On " + date + " it was adopted: the same effect as a cited standard."
	case KindScheme:
		return "On " + date + " the scheme was named: a presumption of conformity for what the certificate covers."
	case KindPending:
		return "On " + date + " its reference was not in the Official Journal in this edition: no presumption of conformity. Say in your own words how the requirement is met."
	}
	return "No presumption of conformity under this regulation, whatever it gives under other law. It helps to say how a requirement is met."
}
