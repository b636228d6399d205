package interview

import (
	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// The texts for people of this package. A second language needs no other change.

var steps = []Step{
	{1, "Product", "Product", cite("Art. 13(2)", "Art. 13(3)", "Annex II (1)", "Annex VII (1)")},
	{2, "Product", "Scope", cite("Art. 2(1)", "Art. 3", "Art. 21", "Art. 22", "Art. 24", "Art. 69")},
	{3, "Product", "Class and route", cite("Art. 6", "Art. 7(1)", "Art. 8(1)", "Art. 32(1)")},
	{4, "Risks", "Device", cite("Art. 13(3)")},
	{5, "Risks", "Assets and harm", cite("Art. 13(3)")},
	{6, "Risks", "Threats", cite("Art. 13(2)", "Art. 13(3)")},
	{7, "Security", "Measures", cite("Annex I Part I (2)", "Annex VII (5)", "Annex VII (6)")},
	{8, "Security", "Requirements", cite("Annex I Part I (1)", "Annex I Part I (2)", "Art. 13(3)", "Art. 13(4)")},
	{9, "Security", "Vulnerability handling", cite("Annex I Part II (1)", "Art. 13(5)", "Art. 13(8)", "Art. 14(1)")},
	{10, "Security", "Residual risk", cite("Art. 13(2)", "Annex I Part I (1)")},
	{11, "Sign", "Review and sign", cite("Art. 13(12)", "Art. 28(1)", "Art. 31(1)", "Annex VII (3)")},
}

func cite(list ...catalogue.Citation) []catalogue.Citation { return list }

func option(id, label string) catalogue.Option { return catalogue.Option{ID: id, Label: label} }

var (
	yesNo   = []catalogue.Option{option("yes", "Yes"), option("no", "No")}
	ternary = []catalogue.Option{option("yes", "Yes"), option("no", "No"), option("not sure", "Not sure")}

	measureStates = []catalogue.Option{
		option(string(assessment.Tested), "Tested: in place, and a test shows it"),
		option(string(assessment.Done), "Done: in place"),
		option(string(assessment.Partly), "Partly in place"),
		option(string(assessment.Planned), "Planned"),
		option(string(assessment.NotDone), "Not in place (say why)")}

	impactLevels = []catalogue.Option{option("negligible", "Negligible"), option("moderate", "Moderate"), option("major", "Major"), option("severe", "Severe")}

	harmCategories = []catalogue.Option{option("S", "Safety"), option("N", "Other networks and services"), option("P", "Privacy"), option("F", "Property and money"), option("O", "Operation")}

	vectors = []catalogue.Option{
		option("cloud", "Back-end reachable from the Internet"), option("net", "Network or port of the device"), option("rad", "Radio"),
		option("port", "A port in reach, or theft"), option("phys", "Opening the device for secrets"), option("site", "Physical manipulation in place"),
		option("sup", "Supply chain"), option("inh", "Happens without an attacker")}

	timeLevels      = []catalogue.Option{option("0", "up to a day (0)"), option("1", "up to a week (1)"), option("4", "up to a month (4)"), option("17", "up to six months (17)"), option("19", "longer (19)")}
	expertiseLevels = []catalogue.Option{option("0", "layman (0)"), option("3", "proficient (3)"), option("6", "expert (6)"), option("8", "several experts (8)")}
	knowledgeLevels = []catalogue.Option{option("0", "public (0)"), option("3", "restricted (3)"), option("7", "confidential (7)"), option("11", "strictly confidential (11)")}
	equipmentLevels = []catalogue.Option{option("0", "standard (0)"), option("4", "specialised (4)"), option("7", "made for the purpose (7)"), option("9", "several made for the purpose (9)")}

	letters = []catalogue.Option{option("a", "(a)"), option("b", "(b)"), option("c", "(c)"), option("d", "(d)"), option("e", "(e)"), option("f", "(f)"), option("g", "(g)"),
		option("h", "(h)"), option("i", "(i)"), option("j", "(j)"), option("k", "(k)"), option("l", "(l)"), option("m", "(m)")}

	evidenceKinds = []catalogue.Option{option("test", "Test report"), option("design", "Design document"), option("sbom", "Component list (SBOM)"), option("certificate", "Certificate"), option("other", "Other")}

	diligence = []catalogue.Option{
		option("ce-marking", "CE marking and conformity looked at"), option("updates", "It gets regular security updates"),
		option("vulnerability-databases", "No known vulnerability in the EUVD or another database"), option("tests", "Extra security tests"), option("other", "Other means")}

	fits = []catalogue.Option{option("match", "It is the core function of the module"), option("integrated", "Another core function; such a product is at most built in"),
		option("lacks", "Its core function does not meet a condition of the description"),
		option("exceeds", "Not clear: it does substantially more than the category describes"), option("falls-short", "Not clear: it does substantially less than the category describes")}

	extents = []catalogue.Option{option(assessment.ExtentFull, "In full"), option(assessment.ExtentPart, "In part")}

	wholeGrounds   = []catalogue.Option{option("nature", "Nature of the product"), option("no-risk", "No risk that needs treatment under it")}
	refusedReasons = []catalogue.Option{option("cost", "Cost, or commercial strategy"), option("risk-appetite", "Our own appetite for risk"), option("instructions-only", "Instructions to users, and nothing else")}
	partGrounds    = []catalogue.Option{option("interoperability", "A widely recognised interoperability standard"), option("union-law", "Other Union law on interoperability")}
	decisions      = []catalogue.Option{option("keep", "Keep, with reason and approval"), option("hand-over", "Hand over to the integrator or operator (business products only)")}

	signerRoles      = []catalogue.Option{option(assessment.RoleTechnicalLead, "Technical lead"), option(assessment.RoleManagement, "Management"), option(assessment.RoleReviewer, "External reviewer")}
	signerStatements = []catalogue.Option{option("technical content correct", "The technical content is correct"), option("issued on behalf of the manufacturer; residual risks approved", "Issued on behalf of the manufacturer; residual risks approved"),
		option("reviewed independently; no objection", "Reviewed independently; no objection")}
)

// The words of the parts of a requirement that are answered apart.
const (
	conditionYes     = "Yes"
	conditionNo      = "No"
	conditionExempt  = "Not owed: "
	conditionWhy     = ": how or why"
	conditionWhyHelp = "How it is done. Where it is not owed, say why: that is needed then."
)

// What the members of lists inside records are called.
const (
	titleVulnerability = "known vulnerability"
	titlePart          = "interface or function set aside"
)

// collections are the lists that grow, with where and why they are asked.
var collections = []Collection{
	{ID: "remote", Step: 1, Title: "Remote services", One: "remote service", Why: "A service without which a function fails, and that you developed, is part of the product.", Cite: cite("Art. 3(2)", "recital 11")},
	{ID: "module", Step: 3, Title: "Modules offered separately", One: "module", Why: "A module that can also be had alone is classified for itself.", Cite: cite("Art. 7(1)")},
	{ID: "asset", Step: 5, Title: "Own assets", One: "own asset", Why: "Something worth protecting that the catalogue does not know.", Cite: cite("Art. 13(3)")},
	{ID: "ownthreat", Step: 6, Title: "Own threats", One: "own threat", Why: "A way of harm that the catalogue does not know.", Cite: cite("Art. 13(2)")},
	{ID: "ownmeasure", Step: 7, Title: "Own measures", One: "own measure", Why: "Something you do that the catalogue does not know; it takes one step of feasibility.", Cite: cite("Annex I Part I (1)")},
	{ID: "evidence", Step: 7, Title: "Evidence", One: "piece of evidence", Why: "Tests and documents make a claim checkable.", Cite: cite("Annex VII (6)")},
	{ID: "standard", Step: 8, Title: "Standards applied", One: "standard", Why: "Only what is cited, adopted or certified gives a presumption, and only for the requirements and parts that you applied.", Cite: cite("Art. 27(1)", "Art. 32(2)", "Annex VII (5)")},
	{ID: "component", Step: 9, Title: "Components", One: "component", Why: "For every part of others, free ones too, you owe due care.", Cite: cite("Art. 13(5)", "Art. 13(6)", "recital 34")},
	{ID: "signer", Step: 11, Title: "Signers", One: "signer", Why: "The document says who answers for what. Who signs it is selfmark's own method: the law asks for a signature under the declaration of conformity only."},
	{ID: "note", Step: 11, Title: "Notes and open points", One: "note", Why: "Who said what, and what is still to be found out. Notes are not privileged: authorities may ask for internal documentation too.", Cite: cite("Art. 53")},
}

// Said in forms.go.
const (
	msgNoFieldHere = "there is no field %q here"
)

// Said in interview.go.
const (
	msgNoQuestion              = "there is no question %q"
	msgNotSureNotOffered       = "“not sure” is not offered here"
	msgNoCategoryAnnexIII      = "%q is no category of Annex III or IV; write its id such as III.I.17, or none"
	msgWriteWholeNumberExample = "write a whole number, for example 8"
	msgNotOneAnswers           = "%q is not one of the answers"
	msgChooseOneAnswer         = "choose one answer"
	msgOpen                    = ", or open"
	msgWriteItLike             = "write it like %s%s"
)

// What can be lost of an asset.
const (
	wordConfidentiality = "confidentiality"
	wordIntegrity       = "integrity"
	wordAvailability    = "availability"
	wordAuthenticity    = "authenticity"
)

// Said in outline.go.
const (
	msgDoesNotApply = "does not apply"
	msgFollowsFrom  = "follows from: %s"
	msgCategory     = "Category"
)

// Said in places.go, checks.go and collections.go, and what the forms ask.
const (
	msgChooseImpactFirst                  = "choose the impact first"
	msgNoPlace                            = "there is no place %q"
	msgNoNumberList                       = "there is no number %q in this list"
	msgHowFarPlace                        = "How far is it in place?"
	msgHowDone                            = "How is it done?"
	msgOneTwoSentencesYour                = "One or two sentences in your own words."
	msgWhyNot                             = "Why not?"
	msgOnlyWhereNotPlace                  = "Only where it is not in place; “does not fit this product” is a reason."
	msgChooseEvidence                     = "From the list of evidence in step 7."
	msgEvidenceFirst                      = "None is listed yet: first add the file, link or paper to the list “Evidence” of step 7."
	msgEvidenceExample                    = "E1 (add it to the list of evidence first)"
	msgNotInList                          = " (not in the list of evidence)"
	msgCatalogue                          = "As in the catalogue"
	msgComputedFromAssets                 = "As computed from the assets"
	msgDismissThreat                      = "Dismiss this threat?"
	msgStaysListedYourReason              = "It stays listed with your reason."
	msgTimeAttackTakes                    = "Time an attack takes"
	msgSkillAttackerNeeds                 = "Skill an attacker needs"
	msgKnowledgeProduct                   = "Knowledge of the product"
	msgToolsAttackerNeeds                 = "Tools an attacker needs"
	msgNeededEveryChangeDismissal         = "Needed for every change and for a dismissal."
	msgWhoDecidedInitials                 = "Who decided (initials)"
	msgComputed                           = "As computed"
	msgNeededWhereLevelLower              = "Needed where the level is lower than computed."
	msgHowMet                             = "How is it met?"
	msgProposedFromYourMeasures           = "In your own words; P in the table proposes those of your measures."
	msgClausesHelped                      = "Clauses that helped"
	msgClausesHelp                        = "One a line, for example EN 18031-1 SCM-3. What gives a presumption stands in the list of standards applied."
	msgDeclareNotMet                      = "Declare it not met?"
	msgProductMayNotPlaced                = "The product may not be placed on the market like this (Art. 6)."
	msgNotApplicableGround                = "Not applicable: on which ground?"
	msgClaimSetsWholeRequirement          = "A claim sets the whole requirement aside (Art. 13(4))."
	msgApplicable                         = "It is applicable"
	msgNotApplicableJustification         = "Not applicable: the justification"
	msgWhatRequirementWouldProtect        = "What this requirement would protect, and why there is nothing of it."
	msgNotApplicableAnswersRests          = "Not applicable: answers it rests on"
	msgIdsQuestionsSuchQ10                = "Ids of questions, such as Q10."
	msgNotApplicableRemainingRisks        = "Not applicable: remaining risks and their treatment"
	msgNotApplicableEvidence              = "Not applicable: evidence"
	msgNotApplicableInformationUsers      = "Not applicable: information for users"
	msgNotApplicableDoesReason            = "Not applicable: does the reason rest on one of these?"
	msgNoneThemReasonClaim                = "None of them is a reason; the claim is refused then (guidance points 157, 158, 161)."
	msgNotApplicableAuthor                = "Not applicable: author"
	msgNotApplicableConsentSecond         = "Not applicable: consent of the second signer"
	msgNeededWhereClaimNo                 = "Needed where the claim has no margin."
	msgInterfaceFunction                  = "Interface or function"
	msgRestRequirementStaysApplicable     = "The rest of the requirement stays applicable."
	msgStandardAct                        = "Standard or act"
	msgWhyCannotMetOtherwise              = "Why it cannot be met otherwise"
	msgHowRemainingRiskTreated            = "How the remaining risk is treated"
	msgTrustedEnvironmentInformationUsers = "A trusted environment, or information to users."
	msgSecureAlternativeDefault           = "Secure alternative, on by default"
	msgWhereFeasible                      = "Where feasible."
	msgHowFulfilled                       = "How is it fulfilled?"
	msgEvidenceReference                  = "Evidence or reference"
	msgApprovedStands                     = "Approved as it stands?"
	msgApprovalHoldsStateRisk             = "The approval holds for this state of the risk; a later change voids it."
	msgWhatDoneAbout                      = "What is done about it?"
	msgWhyStateArtOffers                  = "Why the state of the art offers no more"
	msgCostAppetiteRiskNo                 = "Cost and appetite for risk are no reasons."
	msgWhatMakesUp                        = "What makes up for it"
	msgWhatUsersTold                      = "What users are told"
	msgAnnexII5                           = "Annex II (5)."
	msgHandOverCondition                  = "Hand-over: the condition"
	msgHandOverWhoTold                    = "Hand-over: who was told"
	msgHandOverWhereWritten               = "Hand-over: where it is written"
	msgDateNextLook                       = "Date of the next look"
	msgWithinTwelveMonths                 = "Within twelve months, written like 2027-06-30."
	msgWhoApproves                        = "Who approves"
	msgSignerRoleManagementAdd            = "The signer with the role management; add signers in step 11 first."
	msgWhatDoesProduct                    = "What it does for the product"
	msgWouldAbsenceStopOne                = "Would its absence stop one of the product's functions?"
	msgAnyFunctionCountsNot               = "Any function counts, not only the main one."
	msgSoftwareDevelopedYouYou            = "Was the software developed by you, or for you under your responsibility?"
	msgWhoHostsDoesNot                    = "Who hosts it does not matter."
	msgReasonMilderReading                = "Why it counts as outside, if you read it so"
	msgOnlyYouCountIndirect               = "By the wording of the act it is part of the product. Guidance that does not bind sees deeper back ends, used only indirectly, as components: if you follow it, say why."
	msgCoreFunctionOneSentence            = "Its core function, in one sentence"
	msgCategoryAnnexIIIIV                 = "Which category of Annex III or IV has this core function?"
	msgSearchEverydayWords                = "Search with everyday words."
	msgHowDoesCoreFunction                = "How does the core function relate to that category?"
	msgLeaveOpenNone                      = "Leave it open for none."
	msgNumberEdition                      = "Number and edition"
	msgTitlePageCertificateScheme         = "As on its title page; for a certificate the scheme and the number."
	msgRequirementsDoesCoverYour          = "Which requirements does it cover for your product?"
	msgThoseScopeNamesNot                 = "Those that its scope names, not those you wish for. A standard for routers says nothing of the firewall in it."
	msgHowFarApplied                      = "How far is it applied?"
	msgFullMeansEveryClause               = "In full means: every clause that concerns these requirements."
	msgPartsApplied                       = "Which parts are applied?"
	msgNumbersClausesNeededWhere          = "Numbers of clauses. Needed where it is applied in part."
	msgSupplierMaintainer                 = "Supplier or maintainer"
	msgWhatChecked                        = "What was checked?"
	msgOneMoreRisk                        = "One or more, by risk."
	msgYourWords                          = "In your words"
	msgHowMakerToldVulnerabilities        = "How its maker is told of vulnerabilities"
	msgAddressTrackerSecurityContact      = "Address, tracker or security contact."
	msgCVEEUVDNumber                      = "CVE or EUVD number."
	msgExploitableProduct                 = "Exploitable in this product?"
	msgStillOpen                          = "Still open?"
	msgWhatShows                          = "What it shows"
	msgPathFromFolderAssessment           = "Path from the folder of the assessment; its SHA-256 is taken."
	msgSHA256File                         = "SHA-256 of the file"
	msgShortId                            = "Short id"
	msgSmallLettersHyphensSuch            = "Small letters and hyphens, such as tech-lead; part of the signature's file name."
	msgOnlyManagementApprovesResidual     = "Only the management approves residual risks."
	msgEMailAddress                       = "E-mail address"
	msgStandsListAllowedSigners           = "Stands in the list of allowed signers."
	msgWhatSignatureStates                = "What the signature states"
	msgOnePersonTwoRoles                  = "One person in two roles: why"
	msgOnlyWhereSamePerson                = "Only where the same person signs in two roles, as in a micro-enterprise."
	msgFingerprintKey                     = "Fingerprint of the key"
	msgTakenFromKeyFirst                  = "Taken from the key at the first signature."
	msgWhoSaidInitials                    = "Who said it (initials)"
	msgQuestionThreatMeasureRequirement   = "A question, threat, measure or requirement, such as Q13; empty for the whole."
	msgOpenPoint                          = "Open point?"
	msgLeftOutEveryExport                 = "Left out of every export."
	msgImpactWhenLost                     = "Impact when its %s is lost"
	msgFieldDoesNotApply                  = "Does not apply"
	msgKindHarm                           = "Kind of harm (%s)"
	msgReason                             = "Reason (%s)"
	msgWhatHappensLine                    = "What happens, in a line"
	msgHowAttackReachesProduct            = "How the attack reaches the product"
	msgAssetsHits                         = "Assets it hits"
	msgAssetConcernSuchAS10               = "Asset and concern, such as AS10:I; one a line."
	msgRequirementsAnnexIPart             = "Requirements of Annex I Part I (2) it touches"
	msgNoneAnswer                         = "None is an answer."
	msgMeasuresHelp                       = "Measures that help"
	msgIdsSuchM07One                      = "Ids such as M07; one a line."
	msgDoesOneAttackWork                  = "Does one attack work on many units?"
	msgWhatDone                           = "What is done"
	msgThreatsHelpsAgainst                = "Threats it helps against"
	msgIdsSuchT18One                      = "Ids such as T18; one a line."
	msgDoesNotExistWrite                  = "%q does not exist; write ids such as %s"
	msgAnotherSignerCalled                = "another signer is called %q"
	msgWriteSmallLettersDigits            = "write small letters, digits and hyphens, such as tech-lead"
	msgHashDigits                         = "a SHA-256 has 64 digits from 0 to 9 and a to f"
	msgNoPlaceWrite                       = "%q does not exist; write an id such as Q13, or nothing"
	msgNoList                             = "there is no list %q"
	msgListFull                           = "the list has all the %d entries that it may have; remove one first"
	msgNoMemberList                       = "%q is no member of a list"
)

// Titles of fields in several forms.
const (
	msgEvidence     = "Evidence"
	msgImpact       = "Impact"
	msgReasonOf     = "Reason"
	msgGround       = "Ground"
	msgName         = "Name"
	msgVersion      = "Version"
	msgId           = "Id"
	msgWhy          = "Why"
	msgKind         = "Kind"
	msgFile         = "File"
	msgLink         = "Link"
	msgDate         = "Date"
	msgRole         = "Role"
	msgFunction     = "Function"
	msgOrganisation = "Organisation"
	msgNote         = "Note"
	msgAbout        = "About"
	msgOwner        = "Owner"
	msgDue          = "Due"
	msgInternal     = "Internal?"
	msgDescription  = "Description"
)
