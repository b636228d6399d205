package assessment

import (
	"fmt"
	"strconv"
	"strings"

	"selfmark/assessment/catalogue"
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
	return "The core function is another one than that of “" + title + "”. That such a product is built in, or that its functions are there too, does not make the whole listed."
}

func classLacks(title string) string {
	return "The core function does not meet a condition that the description of “" + title + "” names, so the product is not of that category."
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

	routeOnlyHealthRecords = "Not for a health record system: it shows conformity by the procedure of Regulation (EU) 2025/327."
	routeOnlyHighRiskAI    = "Not for a high-risk AI system: here the procedure of Regulation (EU) 2024/1689 applies."
	routeOtherLawOnly      = "It is for health record systems and high-risk AI systems."
	routeOtherLaw          = "procedure of other Union law"

	conditionStandards       = "only with cited standards, common specifications or a certification scheme applied in full to Part I and Part II"
	conditionInternalControl = "only where Regulation (EU) 2024/1689 asks for internal control only; otherwise its own procedure applies"
	conditionSchemeDefault   = "only for the requirements the certificate covers"
	conditionScheme          = "level at least substantial, only for the requirements the certificate covers"
	conditionHealthRecords   = "which procedure applies between 11 December 2027 and the deferred dates of Regulation (EU) 2025/327: confirm with counsel"
	conditionHighRiskAI      = "not where the other act asks for internal control only: then the procedure of this regulation stays for its own requirements"
	conditionReading         = "by a reading that binds nobody: standards cover the core function, other documented measures the rest, without a presumption for it"
)

func conditionBody(date string, bodies int) string {
	return fmt.Sprintf("needs a notified body; on %s there were %d", date, bodies)
}

func mandatoryFrom(day string) string {
	return "A delegated act makes a European certificate mandatory for this category from " + day + " on; what is placed on the market from then on needs it."
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

// Said in assets.go.
const (
	msgHarmPeoplePropertyAnswered = "harm to people or property, as answered in Q04"
	msgWhatFailureOneUnit         = "what the failure of one unit means, as answered in Q05"
	msgUnitsIPConnectionCan       = "units with an IP connection can be used against other networks"
	msgLeastCountsAsset           = "the least that counts for this asset"
	msgRaisedTheseAnswers         = "raised by these answers"
	msgDataAboutPeople            = "data about people"
	msgManyUnits                  = "a back-end for 1 000 units or more"
	msgExists                     = "exists with: %s"
	msgOwnAsset                   = "own asset"
	msgAddedAssessor              = "added by the assessor"
)

// Said in evidence.go.
const (
	msgNoted = "as noted"
)

// Said in findings.go.
const (
	msgCostCommercialStrategy         = "cost or commercial strategy"
	msgMakerOwnAppetiteRisk           = "the maker's own appetite for risk"
	msgInstructionsUsersOnlyTreatment = "instructions to users as the only treatment"
	msgIndustrialOTSite               = "Industrial or OT site"
	msgApprovalItself                 = "the approval itself"
	msgWhole                          = "the whole"
)

// Said in requirements.go.
const (
	msgDeclaredNotMet                    = "declared not met"
	msgHowMetNotWritten                  = "how it is met is not written"
	msgNoMeasureServesDone               = "no measure that serves it is done or tested"
	msgStays                             = "%s stays %s"
	msgNotAnswered                       = "%s is not answered"
	msgNotThere                          = "%s is not there"
	msgWhyNotOwedNot                     = "%s: why it is not owed is not said"
	msgReleaseGateM17Not                 = "the release gate M17 is not in place: step 7"
	msgDateLastLookInto                  = "the date of the last look into the vulnerability databases is missing: step %d, “%s”"
	msgVulnerabilityNotedExploitableOpen = "a vulnerability that is exploitable, or not shown to be harmless, is open in %s: step %d"
	msgProduct                           = "the product"
	msgVulnerabilityIn                   = "%[2]s (%[1]s)"
	msgGround                            = "the ground"
	msgJustification                     = "the justification"
	msgHowRemainingRisksTreated          = "how remaining risks are treated"
	msgAuthor                            = "the author"
	msgAnswersRests                      = "the answers it rests on"
	msgMetWhenNoResidual                 = "met when no residual risk is above R2, or R3 with approval"
	msgNotApplicableCompleteClaim        = "not applicable: a complete claim stands"
	msgApplicableClaimNonApplicability   = "applicable; a claim of non-applicability would be possible"
	msgApplicableNotSetAside             = "applicable; to set it aside as a whole is barred: %s"
	msgNeverDoes                         = "a rule of selfmark, not of the law"
	msgSoftwareCanChange                 = "the software can change"
	msgOneAnswer                         = "the answer to "
	msgSomeAnswers                       = "the answers to "
	msgOneThreat                         = "the threat "
	msgSomeThreats                       = "the threats "
	msgHowFulfilledNotWritten            = "how it is fulfilled is not written"
	msgEvidenceReferenceMissing          = "evidence or a reference is missing"
)

// Said in residual.go.
const (
	msgReason             = "reason"
	msgCompensation       = "compensation"
	msgApprover           = "approver"
	msgUserInformation    = "user information"
	msgReviewDateWithin12 = "review date within 12 months"
)

// Said in revision.go.
const (
	msgScreeningNotComplete               = "the screening is not complete"
	msgAlteredRiskConsideredRisk          = "the altered risk was considered in the risk assessment; this reading of the Commission binds nobody"
	msgKindHazardChangedLevel             = "the kind of hazard changed or the level of risk rose above what was assessed"
	msgAffectsNeitherComplianceAnnex      = "it affects neither compliance with Annex I Part I nor the intended purpose, and the risk has not risen"
	msgForeseenRiskAssessmentRequirements = "it was foreseen in the risk assessment and the requirements stay met"
	msgAffectsComplianceAnnexI            = "it affects compliance with Annex I Part I and was not foreseen"
	msgAltersIntendedPurposeAssessed      = "it alters the intended purpose that was assessed and was not foreseen"
	msgSubstantialModification            = "substantial modification"
	msgNoSubstantialModification          = "no substantial modification"
)

// Said in scales.go.
const (
	msgNegligible                    = "Negligible"
	msgModerate                      = "Moderate"
	msgMajor                         = "Major"
	msgSevere                        = "Severe"
	msgVeryLow                       = "Very low"
	msgLow                           = "Low"
	msgMedium                        = "Medium"
	msgHigh                          = "High"
	msgSafety                        = "safety"
	msgPrivacy                       = "privacy"
	msgOperation                     = "operation"
	msgOtherNetworksServices         = "other networks and services"
	msgPropertyMoney                 = "property and money"
	msgCloudBackEndReachable         = "cloud: the back-end, reachable from the Internet"
	msgNetOverInterfacesDevice       = "net: over the interfaces of the device"
	msgRadRadio                      = "rad: by radio"
	msgPortReachablePortTheft        = "port: a reachable port, or theft"
	msgPhysOpeningDeviceGet          = "phys: opening the device to get at secrets"
	msgSitePhysicalManipulationPlace = "site: physical manipulation in place"
	msgSupSupplyChain                = "sup: supply chain"
	msgInhHappensWithoutAttacker     = "inh: happens without an attacker"
	msgSpoofing                      = "Spoofing"
	msgTampering                     = "Tampering"
	msgRepudiation                   = "Repudiation"
	msgInformationDisclosure         = "Information disclosure"
	msgDenialService                 = "Denial of service"
	msgElevationPrivilege            = "Elevation of privilege"
)

// Said in scope.go.
const (
	msgScope                               = "in scope"
	msgScopeTransitionReportingOnly        = "in scope, transition: reporting only"
	msgOutScope                            = "out of scope"
	msgOpenSourceStewardArt                = "open-source steward: Art. 24 only, from 11 December 2027"
	msgAnotherRoleAssessmentManufacturer   = "another role: this assessment is the manufacturer's"
	msgConfirmedCounsel                    = "to be confirmed with counsel"
	msgNotAnsweredYet                      = "not answered yet"
	msgNotAsked                            = "not asked"
	msgAnotherTestDecidedBefore            = "another test decided before"
	msgAnswered                            = "answered: %s"
	msgRole                                = "Role"
	msgProductDigitalElements              = "Product with digital elements"
	msgMadeAvailableMarket                 = "Made available on the market"
	msgDataConnection                      = "Data connection"
	msgExcludedSectorLaw                   = "Excluded by sector law"
	msgOutsideCommerce                     = "Free and open-source software outside commerce"
	msgPlacedMarketFrom11                  = "Placed on the market from 11 December 2027"
	msgRoleOpenSourceSoftware              = "The role is open-source software steward."
	msgOwnNameSubstantialModification      = "Own name, or substantial modification"
	msgExtentModification                  = "Extent of the modification"
	msgAllTestsMetNo                       = "All tests are met and no exclusion applies."
	msgYourOwnNameMark                     = " Your own name or mark, or a substantial modification, makes you the manufacturer."
	msgYourModificationAffectsSecurity     = " Your modification affects security as a whole: you are the manufacturer of the entire product."
	msgManufacturerOfPart                  = " You are the manufacturer of the part that your modification affects."
	msgDutiesManufacturerFallAnother       = "The duties of the manufacturer fall on another."
	msgReadingCommissionBindsNobody        = "A reading of the Commission that binds nobody was chosen. %s"
	msgDonationsAboveCostPaid              = "Donations above cost or paid support may be commercial activity."
	msgSignsMonetisation                   = "Signs of monetisation"
	msgLegalPersonSupportsFree             = "A legal person supports the free software systematically."
	msgNotMonetised                        = "Free and open-source software that its maker does not monetise is not made available on the market."
	msgStewardTest                         = "Steward test"
	msgOlderUnitsReporting                 = " The units placed before 11 December 2027 owe reporting only, unless they are substantially modified since."
	msgModifiedUnitsWholeAct               = " The substantial modification brings the units placed before 11 December 2027 under the act as a whole."
	msgNotSure                             = "%s: not sure"
	msgQuestionNotAnswered                 = "%s is not answered yet."
	msgContradictsAllUnitsPlaced           = "“%s” is %s, which contradicts that all units are placed before 11 December 2027."
	msgAllUnitsWerePlaced                  = "All units were placed before 11 December 2027 and none is substantially modified: only reporting applies."
	msgSubstantialModificationNotSure      = "Substantial modification: not sure"
	msgWhetherProductSubstantiallyModified = "Whether the product was substantially modified is not answered yet."
	msgOutsideProductLookedPart            = "outside the product; looked at as part of its environment"
	msgAbsenceStopsNoFunction              = "its absence stops no function"
	msgOpenBothQuestionsNeed               = "open: both questions need an answer"
	msgTreatedLikeThirdParty               = "treated like a third-party component"
	msgFunctionNeedsOthersDeveloped        = "a function needs it, and others developed it on their own account"
	msgReadingCommissionOnlyUsed           = "by a reading of the Commission: only used indirectly, treated like a third-party component"
	msgActCountsPartProduct                = "the act counts it as a part of the product; the reading, which binds nobody, was chosen because: %s"
	msgRemoteDataProcessingPart            = "remote data processing: part of the product"
	msgFunctionNeedsDevelopedMaker         = "a function needs it, and it was developed by the maker or under its responsibility"
)

// Said in support.go.
const (
	msgDatesFirstLastUnit   = "The dates of the first and the last unit are needed."
	msgCountedFromLastUnit  = "Counted from the last unit placed on the market."
	msgCountedFromFirstUnit = "Counted from the first unit, because the last one is still open: the dates move with every further unit."
)

// riskWords says how a risk comes about; without is the feasibility without measures,
// "" when it is the same. It is said of every threat at every key, and so put together
// without a format.
func riskWords(rating Rating, impact, harm, feasibility string, potential int, without string) string {
	if without != "" {
		without = ", " + without + " without the measures"
	}
	return rating.String() + ": " + impact + " impact (" + harm + ") × " + feasibility + " feasibility (attack potential " + strconv.Itoa(potential) + without + ")"
}

// Said in threats.go.
const (
	msgConsidered            = "considered with: %s"
	msgOwnThreat             = "own threat"
	msgNoneAssetsHitsExists  = "none of the assets it hits exists: Negligible"
	msgSetAssessor           = "set by the assessor: %s"
	msgDecides               = "%s decides: %s"
	msgOneLevelMoreBecause   = ", one level more because one attack works on more than 100 000 units"
	msgSevereHarmSafetyNever = "; severe harm to safety is never below R3"
)

// The answers that no option words.
const (
	answerNotSure = "not sure"
	answerYes     = "yes"
	answerNo      = "no"
	answerNone    = "none"
)

// firstIssue stands in the history for a revision without a change.
const (
	firstIssue = "first issue"
)

// What another version of the catalogue changes.

func threatIsNew(t *ThreatResult) string {
	return fmt.Sprintf("new threat %s %s, inherent %s, residual %s", t.ID, t.Title, t.Inherent, t.Residual)
}

func threatIsRated(t RatedOtherwise) string {
	return fmt.Sprintf("%s %s is rated otherwise, inherent %s (was %s), residual %s (was %s)", t.ID, t.Title, t.Inherent, t.Before, t.Residual, t.Left)
}

func threatIsGone(id catalogue.ThreatID) string {
	return fmt.Sprintf("threat %s is gone", id)
}

func questionIsNew(q *catalogue.Question) string {
	return fmt.Sprintf("new question “%s”", questionName(q))
}

func questionIsGone(q *catalogue.Question) string {
	return fmt.Sprintf("question “%s” is no longer asked; your answer stays in the file and has no effect", questionName(q))
}

// What a day belongs to that lies after the date of evaluation.
const (
	msgCatalogueItself = "the catalogue of this program"
	msgNote            = "a note"
	msgChangedImpact   = "a changed impact"
	msgThreatDecision  = "a decision on a threat"
)

func revisionName(n int) string { return fmt.Sprintf("revision %d", n) }

func answerIsGone(g GoneAnswer) string {
	return fmt.Sprintf("“%s”: your answer “%s” is not offered any more; it stays in the file without effect, and the question is open", questionName(g.Question), g.Words)
}

func notOffered(id string) string { return id + " (not offered any more)" }

func keptThough(name string) string {
	return fmt.Sprintf("%s is gone; what you wrote about it stays in the file and has no effect", name)
}

func classIsOther(o Otherwise) string {
	return fmt.Sprintf("the class is %s (was %s)", o.Now, o.Before)
}

func judgedOtherwise(r JudgedOtherwise) string {
	return fmt.Sprintf("requirement %s is %s (was %s)", r.Requirement.Name(), r.Now, r.Before)
}

// RequirementState says how a requirement stands, in a word.
func RequirementState(applicable, met bool) string {
	switch {
	case !applicable:
		return "not applicable"
	case met:
		return RequirementMet
	default:
		return RequirementNotShown
	}
}

// The states of a requirement that applies.
const (
	RequirementMet      = "met"
	RequirementNotShown = "not shown to be met"
)

// EvidenceWord is the kind of a piece of evidence, as in Evidence.Kind, in a word.
func EvidenceWord(kind string) string {
	switch kind {
	case "test":
		return "test"
	case "design":
		return "design"
	case "sbom":
		return "sbom"
	case "certificate":
		return "certificate"
	case "other":
		return "other"
	}
	return kind
}

// SeverityWord is how much a finding weighs, in a word.
func SeverityWord(s Severity) string {
	switch s {
	case Blocking:
		return "blocking"
	case Advice:
		return "advice"
	}
	return "open"
}

func pointWords(n int) string {
	if n == 1 {
		return "1 point"
	}
	return fmt.Sprintf("%d points", n)
}
