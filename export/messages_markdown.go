package export

import (
	"fmt"
	"strings"
)

// This file holds the headings and labels of the Markdown rendering.

const (
	titleDocument = "Cybersecurity self-assessment"
	titleMemo     = "Memo: does the Cyber Resilience Act apply?"

	labelMissing    = "Missing"
	labelNote       = "Note"
	msgBelow        = "see below "
	msgNothingHere  = "None."
	msgNothingNoted = "none noted"
	msgNoHistory    = "No revision was issued before this document."
	msgNoLook       = "not given"
)

// The headings of the sections.
const (
	subDuties        = "What is owed"
	headSummary      = "1 Summary"
	headProduct      = "2 Product and context"
	headScope        = "3 Scope and classification"
	headMethod       = "4 Method"
	headAssets       = "5 Assets and impact"
	headThreats      = "6 Threats and risks"
	headMeasures     = "7 Measures and evidence"
	headPartOne      = "8 Annex I Part I: essential requirements"
	headPartTwo      = "9 Annex I Part II: vulnerability handling"
	headComponents   = "9a Components"
	headResidual     = "10 Residual risks"
	headSupport      = "11 Support period and updates"
	headReporting    = "12 Reporting readiness"
	headUsers        = "13 Information for users, marking, sale"
	headCompleteness = "14 Completeness"
	headOpen         = "15 Open points and assumptions"
	headReview       = "16 Review"
	headSignatures   = "17 Signatures"
	headMachine      = "For machines"
)

// Headings within sections.
const (
	subAnswers       = "Answers"
	subDevice        = "Answers about the device"
	subRemote        = "Remote data processing"
	subTests         = "Tests of the scope"
	subClass         = "Class"
	subRoutes        = "Conformity routes"
	subSteps         = "What the chosen route asks"
	subModules       = "Modules also offered separately"
	subReadings      = "Milder readings chosen"
	subApplied       = "Standards applied"
	subStandards     = "Status of standards"
	subKey           = "Key to the ratings"
	subMatrix        = "Risk matrix"
	subWindow        = "Access, by the way of attack"
	subThreatImpact  = "Impact of a threat"
	subAside         = "When a requirement may be set aside"
	subMet           = "When a requirement counts as met"
	subStatusRules   = "Status of the document"
	subFeasibility   = "Feasibility from the sum of the five factors"
	subTerms         = "What decides the impact"
	subEffects       = "What measures take from a risk"
	subAcceptance    = "Acceptance"
	subSources       = "Where the scales come from"
	subLimits        = "What the ratings are not"
	subInherentMap   = "Heat map without measures (inherent)"
	subResidualMap   = "Heat map with the measures in place (residual)"
	subOverview      = "Overview"
	subEvidence      = "Evidence"
	subDeadlines     = "Deadlines"
	subKeep          = "Keep-until dates"
	subAnnexII       = "Annex II"
	subSale          = "On the product and at sale"
	subTold          = "Risks told to the users"
	subPoints        = "Open points"
	subFindings      = "Findings"
	subTriggers      = "Look again when"
	subHistory       = "History"
	subNotes         = "Notes"
	subNotApplicable = "Not applicable"
	subVerify        = "How to verify"
	subStatus        = "Why this status"
	subAbout         = "About this document"
	subNotShown      = "Not yet shown to be met"
)

// Table headers.
var (
	headFacts       = []string{"What", "Value"}
	headAnswers     = []string{"Id", "Question", "Answer"}
	headRoutes      = []string{"Route", "Title", "Open", "Without a body", "Chosen"}
	headLevels      = []string{"Level", "Meaning"}
	headHeat        = []string{"Impact by feasibility", "Very low", "Low", "Medium", "High"}
	headConcerns    = []string{"Concern", "Impact", "Category"}
	headChanged     = []string{"Concern", "Impact", "Category", "Computed"}
	headChanges     = []string{"Changed", "Computed", "Now", "By", "Date"}
	headMeasureList = []string{"Measure", "Title", "State as it counts"}
	headEvidence    = []string{"Id", "Kind", "File or link", "Date", "Used for"}
	headRequirement = []string{"Requirement", "Title", "State", "Inherent"}
	headConditions  = []string{"Part answered apart", "Answer", "How, or why not owed"}
	headPartTwoList = []string{"Item", "Title", "State"}
	headVulns       = []string{"Id", "Exploitable", "State", "Why"}
	headDeadlines   = []string{"Event", "Step", "Latest", "Provision"}
	headAnnexVII    = []string{"Annex VII", "Item", "State", "Where"}
	headPoints      = []string{"On", "Kind", "Text", "Owner", "Due"}
	headHistory     = []string{"Revision", "Date", "Status", "Change"}
	headCounts      = []string{"What", "Number", "Of these"}
	headRatings     = []string{"Threats by rating", "R1", "R2", "R3", "R4", "R5"}
	headSums        = []string{"Id", "SHA-256"}
	headFiles       = []string{"Id", "Bytes", "SHA-256"}
	headRemote      = []string{"No", "Service", "Needed for a function", "Own", "Result"}
)

// Labels before values.
const (
	labelRefused          = "Rests on what is no reason"
	labelExample          = "Example"
	labelProduct          = "Product"
	labelIdentifier       = "Identifier"
	labelType             = "Type"
	labelVersions         = "Versions"
	labelRole             = "Role"
	labelDocument         = "Document"
	labelRevision         = "Revision"
	labelStatus           = "Status"
	labelDate             = "Date"
	labelLanguage         = "Language"
	labelTool             = "Tool"
	labelCatalogue        = "Catalogue"
	labelCatalogueSHA     = "Catalogue SHA-256"
	labelStandards        = "Status of standards as of"
	labelDigest           = "SHA-256 of the content"
	labelPurpose          = "Intended purpose"
	labelClass            = "Class"
	labelRoute            = "Conformity route"
	labelRegime           = "Regime"
	labelHighest          = "Highest residual risk"
	labelSupportEnd       = "Support period ends"
	labelKeepUntil        = "Keep this document until"
	labelSigners          = "To be signed by"
	labelBecause          = "Because"
	labelModule           = "Module "
	labelOpenRoutes       = "Open routes"
	labelOwnReason        = "Reason given"
	labelCategory         = "Category"
	labelDefinition       = "What decides"
	labelSources          = "Definition"
	labelReview           = "Needs the review of an expert"
	labelCondition        = "Condition"
	labelReason           = "Reason"
	labelChoice           = "Choice"
	labelText             = "What the text says"
	labelFeasibility      = "Feasibility"
	labelImpact           = "Impact"
	labelInherent         = "Inherent risk"
	labelResidual         = "Residual risk"
	labelSTRIDE           = "STRIDE"
	labelVector           = "Way of attack"
	labelWindow           = "Access"
	labelHits             = "Assets hit"
	labelServes           = "Requirements"
	labelThreat           = "Threat"
	labelThreats          = "Threats"
	labelMeasures         = "Measures"
	labelState            = "State"
	labelCounts           = "Counts as"
	labelDescription      = "Description"
	labelWhyNot           = "Why not"
	labelEvidence         = "Evidence"
	labelAsked            = "What would prove it"
	labelHappens          = "What happens"
	labelTitle            = "Title"
	labelDuty             = "The law asks"
	labelHow              = "How it is met"
	labelGround           = "Ground"
	labelJustify          = "Justification"
	labelRests            = "Rests on"
	labelRemaining        = "Remaining risks and their treatment"
	labelUserInfo         = "Information to users"
	labelBy               = "By"
	labelConsent          = "Consent of a second signer"
	labelPart             = "Set aside in part, for"
	labelSource           = "Standard or act"
	labelWhy              = "Why it cannot be met otherwise"
	labelTreatment        = "Treatment of the remaining risk"
	labelAlternative      = "Secure alternative"
	labelHelped           = "Clauses that helped"
	labelCountsAs         = "Counts as"
	labelExtent           = "Applied"
	labelCovers           = "Covers"
	labelClauses          = "Parts applied"
	labelPresumption      = "Presumption of conformity"
	labelSupplier         = "Supplier or maintainer"
	labelDiligence        = "Due diligence"
	labelDone             = "What was done"
	labelReportTo         = "Vulnerabilities are reported to"
	labelDecision         = "Decision"
	labelCompensation     = "Compensating measure"
	labelApproval         = "Approval"
	labelApprover         = "Approver"
	labelReviewDate       = "Review"
	labelHandOver         = "Condition of the hand-over"
	labelTold             = "Told"
	labelSBOM             = "Bill of materials"
	labelEarliest         = "Earliest end that Art. 13(8) allows"
	labelExpected         = "End of the expected time in use"
	labelUpdates          = "Updates"
	labelCSIRTs           = "CSIRTs"
	labelNext             = "Next review"
	labelGate             = "Release gate"
	labelLastLook         = "Last look into vulnerability databases"
	labelVulns            = "Known vulnerabilities"
	labelPrincipal        = "Principal"
	labelFingerprint      = "Key fingerprint"
	labelRead             = "Source"
	labelExpectedCitation = "citation expected"
	labelID               = "Id"
	labelName             = "Name"
	labelVersion          = "Version"
	labelFunction         = "Function"
	labelOrganisation     = "Organisation"
	labelStates           = "States"
	labelApproves         = "Approves"
	labelTwoRoles         = "Why one person signs in two roles"
	labelNotifiedBodies   = "Notified bodies"
	labelCited            = "Harmonised standards cited"
	labelSpecifications   = "Common specifications"
	labelSchemes          = "Certification schemes"
	labelMandatory        = "Certification mandatory for"
)

const (
	wordYes           = "yes"
	wordNo            = "no"
	wordMet           = "applicable, met"
	wordNotMet        = "applicable, declared not met"
	wordOpenReq       = "applicable, open"
	wordNotApplicable = "not applicable"
	wordFulfilled     = "fulfilled"
	wordNotShown      = "not yet shown to be fulfilled"
	wordDeclaredNot   = "declared not met"
	wordOpen          = "open"
	wordClosed        = "closed"
	wordLowersImpact  = "lowers impact"
	wordChanged       = "as changed"
	wordComputed      = "as computed"

	msgMachineIntro  = "This block repeats what a program needs to know. It is the last thing in this file, and the only block of its kind."
	msgVerifyIntro   = "FILE stands for this file, SIGNER and PRINCIPAL for the id and the principal of a signer, allowed_signers for your own list of principals and their public keys, of which the first line shows the form. The last line, for the document as JSON, gives the SHA-256 of the content, “digest” in the block for machines:"
	msgOverviewIntro = "Each threat with its inherent and, after the arrow, its residual risk:"
	msgTestsIntro    = "Each test, whether its answer speaks for or against the product being in scope, and the answer:"
	msgPipelineIntro = "Standards in the making for every product or for the category of this one:"
	msgNoHow         = "The maker has added no words of its own here; sections 5 to 10 show the risks and how they are treated."
	msgNotCounted    = "dismissed, so that it does not count; without that "
	msgNoDigest      = "missing"
	msgNoDescription = "The maker has not described it here."
	msgNoWhyNot      = "Why it is not in place is not said."
	msgAllThreats    = "all threats of section 6, also those without a letter"
	wordFor          = "for"
	wordAgainst      = "against"
	msgNothingClosed = "Every requirement is applicable."
)

// The headings of items that have no id of the catalogue: user text stays out.

func requirementHeading(letter string) string {
	if letter == "1" {
		return "Requirement (1)"
	}
	return "Requirement (2)(" + letter + ")"
}

func partTwoHeading(n int) string { return "Part II item " + number(n) }

func componentHeading(i int) string { return "Component " + number(i+1) }

func residualHeading(id string) string { return "Residual risk " + id }

func signerHeading(i int) string { return "Signer " + number(i+1) }

func msgMoreReasons(n int) string { return "More of these are in section 15: " + number(n) + "." }

// countRows names the figures of the summary.
func countRows(c Counts) [][]cell {
	of := func(parts ...any) string {
		var words []string
		for i := 0; i < len(parts); i += 2 {
			words = append(words, fmt.Sprintf("%d %s", parts[i], parts[i+1]))
		}
		return strings.Join(words, ", ")
	}
	var rows [][]cell
	for _, line := range []struct {
		name string
		n    int
		of   string
	}{
		{"Requirements of Annex I Part I", c.Applicable + c.NotApplicable, of(c.Met, "met", c.Open, "open", c.NotApplicable, "not applicable")},
		{"Items of Annex I Part II", c.PartTwoMet + c.PartTwoOpen, of(c.PartTwoMet, "fulfilled", c.PartTwoOpen, "open")},
		{"Assets", c.Assets, ""},
		{"Threats", c.Threats, of(c.Dismissed, "dismissed")},
		{"Measures", c.Measures, of(c.MeasuresInPlace, "done or tested", c.MeasuresUnanswered, "not answered")},
		{"Components of others", c.Components, ""},
		{"Open vulnerabilities not shown to be harmless", c.Exploitable, ""},
		{"Findings that block or advise", c.Blocking + c.Advice, of(c.Blocking, "block", c.Advice, "advise")},
		{"Open points and assumptions", c.OpenPoints, ""},
		{"Signers required", c.Signers, ""},
	} {
		rows = append(rows, plains(line.name, number(line.n), line.of))
	}
	return rows
}

// scaleWord says on how many units one attack works.
func scaleWord(scales bool) string {
	if scales {
		return "one attack works on many units"
	}
	return "one attack works on one unit"
}

// msgNotAskedOfOwn stands for what the catalogue says of its threats and nobody asks for
// own ones.
const msgNotAskedOfOwn = "not asked of own threats"

// strideWord is a letter of STRIDE with its meaning.
func strideWord(letter string) string {
	switch letter {
	case "S":
		return "S (pretending to be another)"
	case "T":
		return "T (manipulation)"
	case "R":
		return "R (denying what was done)"
	case "I":
		return "I (disclosure)"
	case "D":
		return "D (loss of service)"
	case "E":
		return "E (gaining rights)"
	}
	return letter
}

// servesGroups are the parts of Annex I as the status of standards names them,
// with how many items each has.
var servesGroups = []struct {
	prefix, one, all string
	size             int
}{
	{"I.I.2.", "Part I (2)(%s)", "Part I (2)(a) to (m)", 13},
	{"I.II.", "Part II (%s)", "Part II (1) to (8)", 8},
	{"I.I.", "Part I (%s)", "Part I (1)", 1},
}

// servesWords says in short what a standard serves: categories stay ids.
func servesWords(ids []string) string {
	var words, rest []string
	for _, g := range servesGroups {
		var of []string
		rest = nil
		for _, id := range ids {
			if item, found := strings.CutPrefix(id, g.prefix); found {
				of = append(of, fmt.Sprintf(g.one, item))
			} else {
				rest = append(rest, id)
			}
		}
		if len(of) == g.size {
			of = []string{g.all}
		}
		words, ids = append(words, of...), rest
	}
	return strings.Join(append(words, rest...), ", ")
}

func ternaryWord(answer string) string {
	switch answer {
	case "yes":
		return wordYes
	case "no":
		return wordNo
	}
	return answer
}

func extentWord(extent string) string {
	switch extent {
	case "full":
		return "in full"
	case "part":
		return "in part"
	}
	return ""
}

func presumptionWord(given bool) string {
	if given {
		return "yes, for what it covers, as far as it is applied"
	}
	return "none"
}

// coverWord says how far a requirement is covered; "" where it is not.
func coverWord(cover string) string {
	switch cover {
	case "full":
		return "yes, by what section 3 lists as applied"
	case "part":
		return "for the parts that section 3 lists as applied"
	}
	return ""
}
