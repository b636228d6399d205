package export

import (
	"fmt"
	"strings"
)

// The words of papers.

const (
	headIdentification    = "Name, type and identification"
	headManufacturer      = "Manufacturer"
	headResponsibility    = "Responsibility"
	headObject            = "Object of the declaration"
	headConformity        = "Conformity"
	headStandardsDeclared = "Standards, specifications and certificates"
	headProcedure         = "Procedure, body and certificate"
	headAdditional        = "Additional information"
	headSimplified        = "Simplified EU declaration of conformity"
	headRisksTold         = "Risks that remain"
	headKeep              = "How long it is kept"
	headPaperSignatures   = "Signatures"
	headOpenPoints        = "Open points"
	headAnnexVIIPaper     = "What it holds, and where"
	headBlocked           = "What stands against it"

	labelAddress        = "Address"
	labelRepresentative = "Authorised representative"
	labelPictures       = "Pictures"
	labelAct            = "Union act"
	labelReference      = "Reference"
	labelProcedure      = "Procedure"
	labelCertificate    = "Body and certificate"
	labelOnBehalf       = "Signed for and on behalf of"
	labelPlace          = "Place of issue"
	labelIssuer         = "Name and function"
	labelSignature      = "Signature"
	labelFullText       = "Internet address of the full declaration"
	labelAssessment     = "Rests on the self-assessment with SHA-256"

	msgCRA                = "Regulation (EU) 2024/2847 (OJ L, 2024/2847, 20.11.2024)"
	msgObject             = "The product named under 1, in all units that bear this identification."
	msgSoleResponsibility = "This declaration of conformity is issued under the sole responsibility of the manufacturer."
	msgConformity         = "The object described above is in conformity with the Union harmonisation legislation named here."
	msgDemonstrated       = "It has been demonstrated that the applicable essential cybersecurity requirements of Annex I of Regulation (EU) 2024/2847 are fulfilled."
	msgHighRiskAI         = "The product is a high-risk AI system. It achieves the level of cybersecurity protection that Art. 15 of Regulation (EU) 2024/1689 requires, as the technical documentation shows."
	msgNoStandards        = "None. The solutions adopted stand in the technical documentation."
	msgNoBody             = "The manufacturer carried out the procedure alone (Annex VIII Part I). No notified body was involved."
	msgWhereApplicable    = "Not given; it is asked only where it applies."
	msgKeep               = "The technical documentation and the declaration are kept for ten years after the last unit is placed on the market or until the end of its support period, whichever is later. While units are placed, the date moves on."
	msgElectronic         = "electronic, in a file of its own beside this one: see “Signatures” below"
	itemInAssessment      = "in the self-assessment"
	msgSameAsTable        = "The table below says the same."
	msgNoPoints           = "There are no open points."
	msgNoOpenRoute        = "no conformity route that is open to the product has been chosen (Art. 32)"
)

var (
	headIndex     = []string{"Annex VII", "Item", "State", "Where"}
	headOpenPaper = []string{"Due", "Owner", "On", "Open point", "By"}
)

func paperHeading(k PaperKind) string {
	switch k {
	case Declaration:
		return "EU declaration of conformity"
	case SimplifiedDeclaration:
		return "Simplified EU declaration of conformity"
	case UserInformationPaper:
		return "Information and instructions for users"
	case TechnicalFile:
		return "Index of the technical documentation"
	default:
		return "Open points"
	}
}

func msgPartLacks(item, what string) string {
	if item == "" {
		return "missing: " + what
	}
	return "missing under " + item + ": " + what
}

func msgMakerMissing(what string) string { return "not filled in: " + what + " (step 1)" }

func msgNotOwedPaper(regime string) string {
	return "the scope questions say: " + regime + ", so this paper is not drawn up"
}

func msgScopeNotSettled(regime string) string {
	return "the scope is not settled: " + regime
}

func msgAssessmentNot(status string, reasons int) string {
	if reasons == 0 {
		return "the self-assessment is " + status
	}
	return fmt.Sprintf("the self-assessment is %s; findings that stand against it: %d", status, reasons)
}

func msgCertificateMissing(route string) string {
	return "the procedure has not been carried out: no body and certificate is entered for " + route + " (Annex V (7))"
}

func msgRouteNotSure(question string) string {
	return "the procedure hangs on an answer “not sure”: " + question + " (Art. 12(2), Art. 32(5a))"
}

func msgActsNotSure(question string) string {
	return "which Union acts it must name hangs on an answer “not sure”: " + question + " (Art. 28(3))"
}

func msgSimplified(maker, product string) string {
	return fmt.Sprintf("Hereby, %s declares that the product with digital elements type %s is in compliance with Regulation (EU) 2024/2847 (OJ L, 2024/2847, 20.11.2024).", maker, product)
}

func msgFullText(address string) string {
	return "The full text of the EU declaration of conformity is available at the following internet address: " + address
}

// annexIIPoints are the items of Annex II, number 8 point by point.
func annexIIPoints() []lawText {
	var list []lawText
	for _, item := range annexII {
		if item.id == "Annex II (8)" {
			list = append(list, annexIIEight...)
			continue
		}
		list = append(list, item)
	}
	return list
}

var annexIIEight = []lawText{
	{"Annex II (8)(a)", "Secure commissioning and use over the whole life", []string{"Annex II (8)(a)"}, false},
	{"Annex II (8)(b)", "How changes to the product can affect the security of data", []string{"Annex II (8)(b)"}, false},
	{"Annex II (8)(c)", "How security updates are installed", []string{"Annex II (8)(c)"}, false},
	{"Annex II (8)(d)", "Secure decommissioning, and how user data are removed", []string{"Annex II (8)(d)"}, false},
	{"Annex II (8)(e)", "How automatic security updates are switched off", []string{"Annex II (8)(e)"}, false},
	{"Annex II (8)(f)", "What an integrator must know", []string{"Annex II (8)(f)"}, false},
}

// appliedWords is a standard in the declaration: how far it is applied, and to what.
func appliedWords(s AppliedStandard) string {
	words := s.Reference + ", " + extentWord(s.Extent)
	if s.Clauses != "" {
		words += " (" + strings.Join(strings.Fields(s.Clauses), " ") + ")"
	}
	return words + ", for " + strings.Join(s.Covers, ", ")
}
