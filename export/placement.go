package export

import (
	"strings"

	"selfmark/assessment/catalogue"
)

// The questions whose answers the document names outside their tables.
const (
	qIdentifier = catalogue.QuestionID("product.identifier")
	qVersions   = catalogue.QuestionID("product.versions")
	qPurpose    = catalogue.QuestionID("product.purpose")
	qRole       = catalogue.QuestionID("scope.role")
)

// place is the section of the document in which the answer to a question is printed.
type place int

const (
	placeProduct place = iota
	placeDevice
	placeScope
	placeRequirements
	placePartTwo
	placeComponents
	placeResidual
	placeSupport
	placeReporting
	placeUsers
	placeTechnical
	placeReview
)

// placeOf finds the section for a question: by where its answer lives, by its step,
// and within step 9 and 11, which feed several sections, by the provision it is
// asked for.
func placeOf(q *catalogue.Question) place {
	switch q.Section {
	case "marking":
		return placeUsers
	case "technical_file":
		return placeTechnical
	}
	switch q.Step {
	case 1:
		return placeProduct
	case 2, 3:
		return placeScope
	case 4, 5, 6, 7:
		return placeDevice
	case 8:
		return placeRequirements
	case 10:
		return placeResidual
	case 9:
		return placeByLaw(q, placePartTwo)
	}
	return placeByLaw(q, placeReview)
}

// placesByLaw says which provisions belong to which section; the first match counts.
var placesByLaw = []struct {
	place      place
	provisions []string
}{
	{placeComponents, []string{"Art. 13(5)", "Art. 13(6)"}},
	{placeSupport, []string{"Art. 13(8)", "Art. 13(9)", "Art. 13(10)", "Art. 13(13)", "Annex VII(4)"}},
	{placeReporting, []string{"Art. 14", "Art. 15", "Art. 16"}},
	{placeUsers, []string{"Annex II", "Art. 13(15)", "Art. 13(16)", "Art. 13(17)", "Art. 13(18)", "Art. 13(19)", "Art. 13(20)", "Art. 28", "Art. 29", "Art. 30"}},
	{placePartTwo, []string{"Annex I Part II"}},
}

func placeByLaw(q *catalogue.Question, otherwise place) place {
	for _, cite := range q.Cite {
		for _, p := range placesByLaw {
			for _, provision := range p.provisions {
				if within(string(cite), provision) {
					return p.place
				}
			}
		}
	}
	return otherwise
}

// within reports whether a citation names a provision or a part of it: "Annex
// II(5)" lies within "Annex II", "Annex III" does not.
func within(cite, provision string) bool {
	rest, found := strings.CutPrefix(cite, provision)
	if !found {
		return false
	}
	return rest == "" || !isWordByte(rest[0])
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
