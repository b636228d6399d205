package interview

import (
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// AskedPlace finds a place as people write it, in any case: a place ("threat.T18"),
// the id of what stands there ("T18", "M07", "AS10:I", "I.II.5", "(d)"), or a list
// of records ("component"). It is false for what is no place in this assessment.
func AskedPlace(s State, asked string) (Place, bool) {
	asked = strings.TrimSpace(asked)
	for i := range s.Catalogue.Questions {
		if id := string(s.Catalogue.Questions[i].ID); strings.EqualFold(id, asked) {
			return Place(id), true
		}
	}
	for _, c := range collections {
		if strings.EqualFold(c.ID, asked) {
			return Place(c.ID), true
		}
		for _, m := range Members(s, c.ID) {
			if strings.EqualFold(string(m.Place), asked) {
				return m.Place, true
			}
		}
	}
	named := []string{asked, string(placeOfItem(strings.ToUpper(asked)))}
	if r := s.Catalogue.AskedRequirement(asked); r != nil {
		named = append(named, string(placeOfRequirement(r.ID)))
	}
	for _, e := range Outline(s) {
		if slices.ContainsFunc(named, func(n string) bool { return strings.EqualFold(n, string(e.Place)) }) {
			return e.Place, true
		}
	}
	return "", false
}

func placeOfRequirement(id catalogue.RequirementID) Place {
	if number, partTwo := strings.CutPrefix(string(id), "I.II."); partTwo {
		return Place("part." + number)
	}
	if letter := id.Letter(); letter != "" {
		return Place("requirement." + letter)
	}
	return "requirement.1"
}
