// Package compare says what differs between two states of one assessment: in the
// answers, and in everything that follows from them.
package compare

import (
	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Side is one of the two states: the answers, and what follows from them.
type Side struct {
	Assessment assessment.Assessment
	Result     assessment.Result
}

// Changes is what differs from the first state to the second.
type Changes struct {
	Answers      []Answer // in the order of the file
	Scope        Change   // titles; equal sides are no change
	Class        Change
	Routes       Change // those open, and the chosen one
	Status       Change
	Threats      []Threat
	Requirements []Requirement // Part I, then Part II
	Came         []assessment.Finding
	Went         []assessment.Finding
	Screening    []Suggestion
}

// Change is a word before and after; "" when there was nothing.
type Change struct{ Before, After string }

// Differs reports whether there is a change.
func (c Change) Differs() bool { return c.Before != c.After }

// Named is a change of what has a name.
type Named struct {
	Name string
	Change
}

// Result lists what differs of status, scope, class and routes, under names for them in
// this order.
func (c Changes) Result(names [4]string) []Named {
	var list []Named
	for i, each := range [4]Change{c.Status, c.Scope, c.Class, c.Routes} {
		if each.Differs() {
			list = append(list, Named{names[i], each})
		}
	}
	return list
}

// Answer is one answer, decision or record that differs.
type Answer struct {
	Path  string // where it stands in the file, for example "measures.M07.state"
	Title string // in words, "" where the path says it
	Change
}

// Threat is a threat that came, went or is rated otherwise. A level of 0 stands
// for "is not there".
type Threat struct {
	ID                 catalogue.ThreatID
	Title              string
	Inherent, Residual Levels
	Dismissed          Change // "dismissed" or ""
	Because            string // why it is there, for one that came
}

// Levels of a risk before and after.
type Levels struct{ Before, After assessment.Rating }

// Came reports whether the threat is new.
func (t Threat) Came() bool { return t.Inherent.Before == 0 }

// Went reports whether the threat is gone.
func (t Threat) Went() bool { return t.Inherent.After == 0 }

// Requirement is a requirement whose state differs, in words.
type Requirement struct {
	ID catalogue.RequirementID
	Change
}

// Between compares two states of an assessment. Internal notes are left out, as
// in every export.
func Between(cat *catalogue.Catalogue, before, after Side) Changes {
	a, b := &before.Result, &after.Result
	c := Changes{
		Answers:      answers(cat, before.Assessment, after.Assessment),
		Scope:        Change{a.Scope.Title, b.Scope.Title},
		Class:        Change{a.Class.Title, b.Class.Title},
		Routes:       Change{routes(a), routes(b)},
		Status:       Change{string(a.Status), string(b.Status)},
		Threats:      threats(a, b),
		Requirements: requirements(a, b),
		Came:         missing(a.Findings, b.Findings),
		Went:         missing(b.Findings, a.Findings),
	}
	c.Screening = screening(cat, c, b)
	return c
}

// Empty reports whether the two states are the same.
func (c Changes) Empty() bool {
	return len(c.Answers)+len(c.Threats)+len(c.Requirements)+len(c.Came)+len(c.Went)+len(c.Result([4]string{})) == 0
}
