package interview

import (
	"fmt"

	"selfmark/assessment"
)

// Proposal is a text that is offered where nothing is written yet: the
// catalogue's statement of a measure in place, or the words of the measures
// stated for what they serve. It is no answer until somebody accepts it.
type Proposal struct {
	Place Place
	Title string
	Words string
}

// The kinds of places with proposals.
const (
	ProposedMeasures     = "measure"
	ProposedRequirements = "requirement"
	ProposedPartTwo      = "part"
)

// Proposals lists what can be accepted for a kind of place, in catalogue order:
// only where nothing is written, and never for what is said not to be met or not
// to apply.
func Proposals(s State, kind string) []Proposal {
	var out []Proposal
	add := func(p Place, title, how, words string) {
		if how == "" && words != "" {
			out = append(out, Proposal{p, title, words})
		}
	}
	switch kind {
	case ProposedMeasures:
		for i := range s.Result.Measures {
			m := &s.Result.Measures[i]
			if known := s.Catalogue.Measure(m.ID); known != nil && m.State.InPlace() {
				add(Place("measure."+string(m.ID)), string(m.ID)+" "+m.Title, m.Answer.How, known.Statement)
			}
		}
	case ProposedRequirements:
		for i := range s.Result.Requirements {
			r := &s.Result.Requirements[i]
			if a := s.Assessment.Requirements[r.Letter]; r.Applicable && !a.NotMet {
				add(Place("requirement."+r.Letter), s.Catalogue.Requirement(r.ID).Name(), a.How, r.Proposal)
			}
		}
	case ProposedPartTwo:
		for _, r := range s.Result.PartTwo {
			if a := s.Assessment.PartTwo[r.Number]; !a.NotMet {
				add(Place(fmt.Sprintf("part.%d", r.Number)), s.Catalogue.Requirement(r.ID).Name(), a.How, r.Proposal)
			}
		}
	}
	return out
}

// SetAll records the same answer for several places as one change; an error
// leaves all of them as they were.
func SetAll(s State, places []Place, key string, answer assessment.Answer) (assessment.Assessment, error) {
	was := s.Assessment
	for _, p := range places {
		next, err := Set(s, p, key, answer)
		if err != nil {
			return was, err
		}
		s.Assessment = next
	}
	return s.Assessment, nil
}

// Take writes proposals into the answers as if their words had been typed.
func Take(s State, list []Proposal) (assessment.Assessment, error) {
	was := s.Assessment
	for _, p := range list {
		next, err := Set(s, p.Place, "how", assessment.Answer{Text: p.Words})
		if err != nil {
			return was, err
		}
		s.Assessment = next
	}
	return s.Assessment, nil
}
