package export

import "selfmark/assessment/catalogue"

// The questions whose answers the document names outside their tables.
const (
	qType          = catalogue.QuestionID("product.type")
	qIdentifier    = catalogue.QuestionID("product.identifier")
	qVersions      = catalogue.QuestionID("product.versions")
	qPurpose       = catalogue.QuestionID("product.purpose")
	qMaker         = catalogue.QuestionID("manufacturer.name")
	qMakerAddress  = catalogue.QuestionID("manufacturer.address")
	qMakerContact  = catalogue.QuestionID("manufacturer.contact")
	qRole          = catalogue.QuestionID("scope.role")
	qSupportReason = catalogue.QuestionID("life.support_reason")
	qLastLook      = catalogue.QuestionID("life.vulnerability_check")
)

// releaseGate is the measure that stops a release while a known vulnerability can be used.
const releaseGate = "M17"

// place is the section of the document in which the answer to a question is printed.
type place int

const (
	placeReview place = iota // also what has no other place
	placeProduct
	placeDevice
	placeScope
	placeRequirements
	placePartTwo
	placeComponents
	placeSupport
	placeReporting
	placeUsers
	placeTechnical
)

// placeBySection says where the answers of each section of the file are printed.
var placeBySection = map[string]place{
	"product":          placeProduct,
	"manufacturer":     placeProduct,
	"device":           placeDevice,
	"scope":            placeScope,
	"classification":   placeScope,
	"life":             placeSupport,
	"reporting":        placeReporting,
	"user_information": placeUsers,
	"modification":     placeProduct,
	"marking":          placeUsers,
	"technical_file":   placeTechnical,
	"declaration":      placeTechnical,
}

// placesByLaw are questions about the life of the product that serve another
// section than the support period, by the provision they are asked for.
var placesByLaw = []struct {
	provision string
	place     place
}{
	{"Annex I Part I (2)(a)", placeRequirements},
	{"Annex I Part II (1)", placeComponents},
	{"Annex I Part II", placePartTwo},
	{"Art. 13(17)", placePartTwo},
}

// placeOf finds the section for a question.
func placeOf(q *catalogue.Question) place {
	if q.Section == "life" {
		for _, p := range placesByLaw {
			if citesAny(q.Cite, []string{p.provision}) {
				return p.place
			}
		}
	}
	return placeBySection[q.Section]
}

// citesAny reports whether one of the citations lies within one of the provisions.
func citesAny(cites []catalogue.Citation, provisions []string) bool {
	for _, c := range cites {
		for _, p := range provisions {
			if c.Within(catalogue.Citation(p)) {
				return true
			}
		}
	}
	return false
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
