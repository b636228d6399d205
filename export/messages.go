package export

import (
	"fmt"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/export/signature"
)

// This file holds what the document says in its own words, apart from the
// labels and headings of the Markdown rendering in messages_markdown.go.

// The states of an answer.
const (
	stateAnswered    = "answered"
	stateNotSure     = "not sure"
	stateUnanswered  = "not answered"
	stateUnconfirmed = "from the template, not confirmed"
	stateOptional    = "not answered, optional"
	stateNoEffect    = "no longer asked, without effect"
)

// The states of an item of the law.
const (
	lawFilled          = "filled in"
	lawInPlace         = "in place"
	lawPlanned         = "planned"
	lawMissing         = "missing"
	lawWhereApplicable = "not given, asked where applicable"
	itemHere           = "covered here"
	itemElsewhere      = "kept elsewhere"
	itemMissing        = "missing"
)

// The kinds of open points.
const (
	pointOpen    = "open point"
	pointNotSure = "not sure"
)

// The states of an approval.
const (
	approvalValid      = "valid"
	approvalVoid       = "void: the risk has changed since"
	approvalMissing    = "missing"
	approvalImpossible = "not possible above R3"
)

const (
	msgStatement = "This is a risk assessment and self-assessment under Art. 13(2) to (4) of Regulation (EU) 2024/2847. It is not the EU " +
		"declaration of conformity, which is a document of its own (Art. 28), and it does not replace one."
	msgMemoStatement   = "This memo records the answers to the scope questions of Regulation (EU) 2024/2847 and what follows from them. It is no legal advice."
	msgNone            = "None"
	msgNotSure         = "Not sure (the more demanding answer is assumed)"
	msgNoCategory      = "None of the categories of Annex III and IV"
	msgOpen            = "open"
	msgNotComputable   = "cannot be computed yet"
	msgImpact          = "Impact"
	msgInherent        = "Inherent risk"
	msgDismissal       = "Dismissal"
	msgConsidered      = "considered"
	msgDismissed       = "dismissed"
	msgReason          = "reason"
	msgCompensation    = "compensating measure"
	msgUserInformation = "information to users"
	msgApprover        = "approver"
	msgReviewDate      = "review date"
	msgNoGround        = "no ground given"
	msgNoReference     = "no reference given"
	msgNoAssetDecides  = "none of the assets it hits exists"
	msgRatingKey       = "R1 and R2 are acceptable; R3 only with reason, compensation, information to users, approval and review; R4 and R5 are not."
	msgNotAMeasurement = "Ratings are reasoned judgement, not a measurement."

	msgOnlyIndirect     = "Only indirect remote processing is left out."
	msgOnlyIndirectText = "By the text (Art. 3(2), recital 11) every own processing at a distance without which a function fails belongs to the " +
		"product. The milder reading is that of non-binding guidance (C(2026) 5252, points 205 and 206): confirm with counsel."

	msgBelowUse     = "The support period is shorter than the expected time in use."
	msgBelowUseText = "By the text (Art. 13(8), recital 60) the support period reflects the time during which the product is expected to be in " +
		"use; five years are the least, not the rule. That it need not equal that time is a milder, non-binding reading " +
		"(Commission FAQ 4.5.1): confirm with counsel."

	msgLawData         = "Given with --law-data in place of the program's own. "
	msgReadingNoReason = "A milder reading was chosen without a recorded reason."
	msgDeadlines       = "At the latest; the first two of each kind without undue delay:"

	msgAssumed        = "Not known: the most demanding answer is assumed."
	msgNoRemote       = "No remote data processing is named."
	msgScopeOpen      = "The scope cannot be decided yet: questions of the scope are open."
	msgClassOpen      = "The class is open: no category, or “none”, has been chosen."
	msgRouteOpen      = "No conformity route has been chosen."
	msgNoAssets       = "No assets follow from the answers yet."
	msgNoThreats      = "No threats follow from the answers yet."
	msgNoMeasures     = "No measures are asked for yet."
	msgNoEvidence     = "No evidence is attached."
	msgNoRequirements = "The requirements of Annex I Part I have not been judged."
	msgNoPartTwo      = "The items of Annex I Part II have not been judged."
	msgNoComponents   = "No third-party components are listed."
	msgNoSBOM         = "No evidence of kind “sbom” says where the software bill of materials lies."
	msgNoDiligence    = "what was done to check it (Art. 13(5))"
	msgNoReportTo     = "how and where vulnerabilities are reported to its maker (Art. 13(6))"
	msgNoSupportEnd   = "The end of the support period is not set."
	msgNoKeepUntil    = "The keep-until date cannot be computed: the date of the first or of the last unit is missing."
	msgNoReporting    = "Nothing is recorded about roles, CSIRT and how awareness is recorded."
	msgNothingOpen    = "Nothing is open: no open points, no assumptions, no findings."
	msgNoReviewDate   = "No review date is set; no residual risk at R3 or above asks for one. Look again at the latest one year from the date of this document."
	msgNoSigners      = "No signers are named."

	msgSignerRole         = "role"
	msgSignerName         = "name"
	msgSignerFunction     = "function"
	msgSignerOrganisation = "organisation"
	msgSignerPrincipal    = "principal"
	msgSignerFingerprint  = "fingerprint"
	msgSignerStatement    = "statement"

	msgSignature = "Signatures stand in files of their own beside this one. A signature shows that this file has not changed since the holder " +
		"of the key with the fingerprint below signed it, and that the holder states what is written there, no more. It is not a " +
		"qualified electronic signature."
)

func msgUnanswered(question, id string) string {
	return fmt.Sprintf("%s (%s) is not answered.", question, id)
}

func msgMeasureUnanswered(id string) string { return id + " is not answered." }

// msgRequired says how many signatures make the document complete.
func msgRequired(n int) string {
	switch n {
	case 0:
		return "No signature is required yet, so that this document is never complete."
	case 1:
		return "One signature is required: the document is complete only with it."
	}
	return fmt.Sprintf("%d signatures are required, one of each signer below: the document is complete only with all of them.", n)
}

func msgSignerLacks(id string, what []string) string {
	return fmt.Sprintf("Of signer %s: %s.", id, strings.Join(what, ", "))
}

func msgResidual(n int) string {
	if n == 0 {
		return "No risk that counts is left at R3 or above."
	}
	return fmt.Sprintf("Risks left at R3 or above: %d.", n)
}

// msgStatus says what a status means, and how many findings follow.
func msgStatus(status assessment.Status, assessed bool, reasons int) string {
	switch {
	case status == assessment.NotReady:
		return "Not ready to be placed on the market, because of " + plural(reasons, "reason") + ":"
	case status == assessment.Draft && reasons > 0:
		return "Draft, because " + plural(reasons, "finding") + " must be settled before it can be final:"
	case status == assessment.Final && assessed:
		return "Final: all questions are answered, this document shows for each requirement how it is met or why it does not apply, and no " +
			"risk is left that the method does not accept. This is the judgement of the signers named in section 17."
	case status == assessment.Final:
		return "Final: nothing stands against it. The summary says what is owed under this regime."
	}
	return "Draft: it is not finished."
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func msgUpdateExample(issued, until time.Time) string {
	return fmt.Sprintf("A security update issued on %s stays available until %s at least.", issued.Format(time.DateOnly), until.Format(time.DateOnly))
}

func conditionWord(state string) string {
	switch state {
	case assessment.ConditionMet:
		return wordYes
	case assessment.ConditionNotMet:
		return wordNo
	case assessment.ConditionExempt:
		return "not owed"
	default:
		return "not answered"
	}
}

// transitionDuties are what is owed for units placed before 11 December 2027.
var transitionDuties = []Duty{
	{Text: "Report actively exploited vulnerabilities and severe incidents, since 11 September 2026, for these units too.", Citations: []string{"Art. 14(1)", "Art. 14(3)", "Art. 69(3)"}},
	{Text: "Inform the users of the product about such a vulnerability or incident, and about what they can do.", Citations: []string{"Art. 14(8)"}},
	{Text: "Ask again before anything is changed: a unit that is substantially modified from 11 December 2027 must meet the whole act.", Citations: []string{"Art. 69(2)", "Art. 3(30)"}},
	{Text: "Assess the product before a unit of the same design is placed on the market from 11 December 2027.", Citations: []string{"Art. 69(2)", "Art. 71(2)"}},
}

// msgNotOwed says that a regime owes no assessment, and why.
func msgNotOwed(regime, reason string, cite []string) string {
	if len(cite) > 0 {
		reason = strings.TrimSuffix(reason, ".") + " (" + strings.Join(cite, "; ") + ")."
	}
	return fmt.Sprintf("The scope questions say: %s. %s So no assessment of risks, measures and requirements is owed, and none is in this memo. "+
		"Look at it again when the product or its use changes.", regime, reason)
}

// msgKey explains levels of risk that mean the same.
func msgKey(same []catalogue.Level) string {
	titles := make([]string, 0, len(same))
	for _, l := range same {
		titles = append(titles, l.Title)
	}
	return strings.Join(titles, ", ") + ": " + same[0].Text
}

// joined lists items in one line, set apart by semicolons where none of them
// holds one, else each on a line of its own.
func joined(items []string) string {
	for _, item := range items {
		if strings.ContainsAny(item, ";\n") {
			return strings.Join(items, "\n")
		}
	}
	return strings.Join(items, "; ")
}

// msgEvidenceIDs names evidence, and where the document lists it.
func msgEvidenceIDs(ids []string) string { return strings.Join(ids, ", ") + " (§ 7)" }

func msgSumBetween(from, to int) string { return fmt.Sprintf("sum %d to %d", from, to) }

func msgSumFrom(from int) string { return fmt.Sprintf("sum %d and more", from) }

func msgSigner(s Signer) string {
	name, role := s.Name, s.Role
	if name == "" {
		name = s.ID
	}
	if role == "" {
		return name
	}
	return name + ", " + role
}

func msgCSIRTs(c catalogue.CSIRTs) string {
	if c.Date == "" {
		return ""
	}
	return fmt.Sprintf("List of coordinating CSIRTs as of %s. %s", c.Date, c.Note)
}

var (
	impactWords      = []string{assessment.Negligible.String(), assessment.Moderate.String(), assessment.Major.String(), assessment.Severe.String()}
	feasibilityWords = []string{assessment.VeryLow.String(), assessment.Low.String(), assessment.Medium.String(), assessment.High.String()}
	factorWords      = []string{"Time", "Skill", "Knowledge", "Tools", "Access"}
)

func effectWord(k catalogue.EffectKind) string {
	switch k {
	case catalogue.Main:
		return "main"
	case catalogue.Supporting:
		return "supporting"
	case catalogue.Records:
		return "records or informs"
	}
	return string(k)
}

func stateWord(s assessment.State) string {
	switch s {
	case "":
		return stateUnanswered
	case assessment.NotDone:
		return "not in place"
	case assessment.Partly:
		return "partly in place"
	case assessment.Tested:
		return "tested"
	case assessment.Done:
		return "done"
	case assessment.Planned:
		return "planned"
	}
	return string(s)
}

func decisionWord(d string) string {
	switch d {
	case "":
		return "not decided"
	case "keep":
		return "keep"
	case "hand-over":
		return "hand over to the integrator or operator"
	}
	return d
}

func groundWord(g string) string {
	switch g {
	case "nature":
		return "nature of the product (recital 55)"
	case "no-risk":
		return "no risk that needs treatment under this requirement (Annex I Part I (2), Art. 13(3), recital 54)"
	case "interoperability":
		return "widely recognised interoperability standard that the purpose requires (recital 55)"
	case "union-law":
		return "other Union law that prescribes interoperability requirements (recital 55)"
	}
	return g
}

func diligenceWord(d string) string {
	switch d {
	case "ce-marking":
		return "CE marking and conformity"
	case "updates":
		return "regular updates"
	case "vulnerability-databases":
		return "vulnerability databases"
	case "tests":
		return "extra tests"
	case "other":
		return "other means"
	}
	return d
}

// requirementName is the short name of a requirement of Annex I Part I.
func requirementName(letter string) string {
	if letter == "1" {
		return "Part I (1)"
	}
	return "(" + letter + ")"
}

func requirementNames(letters []string) []string {
	out := make([]string, 0, len(letters))
	for _, l := range letters {
		out = append(out, requirementName(l))
	}
	return out
}

func partTwoName(n int) string { return fmt.Sprintf("Part II (%d)", n) }

var msgMethodIntro = []string{
	"Assets follow from the answers about the device. For each asset and each concern the worst harm to users and third parties is rated; the harm of the manufacturer does not count.",
	"Threats follow from the answers by fixed conditions. Each has four fixed factors of attack potential, and a fifth, the window, that comes from the interfaces of the device. Their sum gives the feasibility.",
	"Impact and feasibility give the risk by the matrix below. Inherent risk is without any measure and decides which requirements apply; residual risk is with the measures in place.",
	"Where the deciding harm is to safety and severe, the rating is never below R3.",
	"“Not sure” counts like the most demanding answer. Computed values that somebody changed are printed with both values, the name, the day and the reason.",
}

// windowRules are the table of method 7 in words.
func windowRules() []MethodRule {
	return []MethodRule{
		{"cloud: back-end reachable from the Internet", "0 points"},
		{"net, the lowest that applies: a connection can be opened from the Internet", "0 points"},
		{"net: local or mobile IP network", "1 point"},
		{"net: short-range radio, or a port or panel the user reaches", "1 point if worn or in public places, else 4"},
		{"net: wired connection to other machines", "4 points if worn or in public places, else 10"},
		{"net: none of these", "10 points"},
		{"rad: by radio", "1 point if worn or in public places, else 4; without any radio or IP network 10"},
		{"port: reachable port, theft", "1 point if worn or in public places, else 4"},
		{"phys: opening the device to get at secrets", "4 points if worn, in public places, in a machine or resold, else 10"},
		{"site: physical manipulation in place", "4 points if worn, in public places or in a machine, else 10"},
		{"sup: supply chain", "4 points"},
		{"inh: happens without an attacker", "0 points"},
	}
}

// effectRules are the rules of method 10 in words.
func effectRules() []MethodRule {
	return []MethodRule{
		{"main measure, done and tested", "3 steps of feasibility"},
		{"main measure, done", "2 steps"},
		{"main measure, partly done", "1 step"},
		{"supporting measure, done or tested", "1 step"},
		{"supporting measure, partly done", "nothing"},
		{"measure that records or informs", "nothing"},
		{"all measures together", "at most 3 steps, and never below Very low"},
		{"measure that lowers impact, done or tested", "1 level of impact, at most 1 in total, and never below Negligible"},
		{"planned, not in place or not answered", "nothing"},
		{"tested without evidence of a test", "counts as done"},
	}
}

// threatImpactRules are how method 6 finds the impact of a threat.
func threatImpactRules() []MethodRule {
	return []MethodRule{
		{"which assets", "Each threat has its list of assets and concerns; those that exist count, each with its impact from section 5."},
		{"the worst decides", "The highest level; at equal level the category, in the order safety, other networks and services, privacy, property and money, " +
			"operation; then the order of the list. Within one asset the same order decides among its grounds."},
		{"one attack works on many units", "One level more, at most Severe, where more than 100 000 units are in the field (Q07) and the harm is to privacy or to " +
			"other networks and services. The step comes before the assets are compared."},
		{"one attack works on one unit", "The size of the fleet counts as the smallest."},
		{"none of its assets exists", "Negligible, operation."},
		{"impact of an asset changed by somebody", "The changed level counts for every threat, in place of the computed one; the category stays."},
		{"impact of a threat changed by somebody", "The changed level counts as it is; the category stays."},
	}
}

// asideRules are method 13 in words.
func asideRules() []MethodRule {
	return []MethodRule{
		{"grounds for the whole", "The nature of the product (recital 55), or no risk that needs treatment under the requirement (Annex I Part I (2), Art. 13(3), recital 54)."},
		{"grounds for a part", "A widely recognised interoperability standard, or other Union law on interoperability (recital 55), for a named interface or function; " +
			"not for (a) and (j). The rest of the requirement stays applicable."},
		{"(1), (a), (b), (j)", "Never as a whole."},
		{"(c), (k)", "Only where the software cannot change."},
		{"(d), (f), (h), (l)", "Not while an answer bars it, nor while a threat with its letter has an inherent risk of R2 or above."},
		{"(e), (g), (i), (m)", "Not while an answer bars it; a threat with its letter and an inherent risk of R2 or above is a warning."},
		{"thin", "One level of impact more would bring a threat with its letter from R1 to R2 or above: a second signer must consent."},
		{"whose rules", "These bars are selfmark’s, not the law’s. What the law asks is a clear justification (Art. 13(4)). Part II is never set aside (recital 54)."},
	}
}

// metRules are when a requirement counts as met.
func metRules() []MethodRule {
	return []MethodRule{
		{"(1)", "No residual risk is above R2, or R3 with a valid approval."},
		{"(a) to (m)", "It is written how; at least one measure that serves it is done or tested; every threat with its letter is at R2 or below, or at R3 with a valid " +
			"approval; and the parts answered apart are there or not owed. Dismissed threats do not count. Or a complete claim of non-applicability stands."},
		{"(a) besides", "The release gate M17 is done or tested, the day of the last look into vulnerability databases is given, and no vulnerability that is exploitable, or not shown to be harmless, is open."},
		{"Part II (1) to (8)", "It is written how, and evidence is given."},
		{"approval", "It is bound to the factors, the impact, the measures and the level of the risk: when one of them changes, it is void."},
	}
}

// statusRules are what the status of the document follows from.
func statusRules() []MethodRule {
	return []MethodRule{
		{string(assessment.NotReady), "A residual risk is R4 or R5, a requirement of Part I or an item of Part II is declared not met, or a vulnerability that is exploitable, or not shown to be harmless, is open."},
		{string(assessment.Draft), "Otherwise, while a finding blocks: section 15 lists them."},
		{string(assessment.Final), "Otherwise. An answer “not sure” does not stand against it: the most demanding answer was taken."},
	}
}

// ruleWords say where in this document a rule of the method stands; conditions of the
// catalogue stand in the sentence itself.
func ruleWords(rule string) string {
	number, vector, _ := strings.Cut(rule, ", ")
	switch number {
	case "method 5", "method 9":
		return ""
	case "method 6", "method 8", "method 10", "method 13", "decisions":
		return "section 4"
	case "method 7":
		return "section 4, " + strings.TrimPrefix(vector, "vector ")
	}
	return rule
}

// keptDocuments are kept until the same day (Art. 13(13), 13(18), Annex VIII).
var keptDocuments = []string{
	"Technical documentation (Art. 13(13))",
	"EU declaration of conformity (Art. 13(13))",
	"Certificates and approvals (Annex VIII)",
	"Information and instructions to the user (Art. 13(18))",
}

var ruleUpdates = Rule{
	Text:     "Each security update stays available for at least ten years after it was issued, or for the remainder of the support period, whichever is longer.",
	Citation: "Art. 13(9)",
}

var deadlines = []Deadline{
	{"Actively exploited vulnerability", "Early warning", "24 hours after becoming aware", "Art. 14(2)(a)"},
	{"Actively exploited vulnerability", "Notification", "72 hours after becoming aware", "Art. 14(2)(b)"},
	{"Actively exploited vulnerability", "Final report", "14 days after a measure is available", "Art. 14(2)(c)"},
	{"Severe incident", "Early warning", "24 hours after becoming aware", "Art. 14(4)(a)"},
	{"Severe incident", "Notification", "72 hours after becoming aware", "Art. 14(4)(b)"},
	{"Severe incident", "Final report", "one month after the notification was submitted", "Art. 14(4)(c)"},
}

// lawText is an item the law asks for, and the provisions that the questions about it cite.
type lawText struct {
	id, title  string
	provisions []string
	onProduct  bool // on the product or at sale: what is only planned is not there yet
}

var annexII = []lawText{
	{"Annex II (1)", "Name or mark of the manufacturer, postal and digital contact, website", []string{"Annex II (1)", "Art. 13(16)"}, false},
	{"Annex II (2)", "Single point of contact for vulnerabilities, and where the disclosure policy is", []string{"Annex II (2)", "Art. 13(17)"}, false},
	{"Annex II (3)", "Name, type and unique identification of the product", []string{"Annex II (3)", "Art. 13(15)"}, false},
	{"Annex II (4)", "Intended purpose, security environment, essential functions, security properties", []string{"Annex II (4)"}, false},
	{"Annex II (5)", "Circumstances of use or misuse that may lead to significant cybersecurity risks", []string{"Annex II (5)"}, false},
	{"Annex II (6)", "Internet address of the EU declaration of conformity, where applicable", []string{"Annex II (6)"}, false},
	{"Annex II (7)", "Technical security support and end date of the support period", []string{"Annex II (7)"}, false},
	{"Annex II (8)", "Instructions on commissioning, changes, updates, decommissioning, switching off automatic updates, integration", []string{"Annex II (8)"}, false},
	{"Annex II (9)", "Where the software bill of materials is offered to users, its place", []string{"Annex II (9)"}, false},
}

var saleItems = []lawText{
	{"Art. 13(15)", "Type, batch or serial number or other identification on the product", []string{"Art. 13(15)"}, true},
	{"Art. 13(16)", "Name or mark of the manufacturer and contact, on product, packaging or document", []string{"Art. 13(16)"}, true},
	{"Art. 13(19)", "End date of the support period, month and year, at the time of purchase", []string{"Art. 13(19)"}, true},
	{"Art. 13(20)", "EU declaration of conformity, full or simplified, with the product", []string{"Art. 13(20)"}, true},
	{"Art. 30", "CE marking; with module H the number of the notified body", []string{"Art. 29", "Art. 30(1)", "Art. 30(3)", "Art. 30(4)"}, true},
}

// annexVIIText is an item of Annex VII: where this document covers it, or which
// answers and which kind of evidence refer to it.
type annexVIIText struct {
	lawText
	section  string
	here     func(*Document) bool
	evidence string
}

var annexVII = []annexVIIText{
	{lawText{"1(a)", "Intended purpose", []string{"Annex VII (1)(a)"}, false}, "§ 2", purposeStated, ""},
	{lawText{"1(b)", "Software versions that affect compliance", []string{"Annex VII (1)(b)"}, false}, "title block", func(d *Document) bool { return len(d.Title.Versions) > 0 }, ""},
	{lawText{"1(c)", "Hardware: pictures of outside, marking, inside", []string{"Annex VII (1)(c)"}, false}, "", nil, ""},
	{lawText{"1(d)", "User information (Annex II)", []string{"Annex VII (1)(d)"}, false}, "§ 13", func(d *Document) bool { return len(d.UserInformation.Missing) == 0 }, ""},
	{lawText{"2(a)", "Design, drawings, system architecture", []string{"Annex VII (2)(a)"}, false}, "", nil, "design"},
	{lawText{"2(b)", "Vulnerability handling: SBOM, policy, contact", []string{"Annex VII (2)(b)"}, false}, "", nil, "sbom"},
	{lawText{"2(c)", "Production, monitoring and their validation", []string{"Annex VII (2)(c)"}, false}, "", nil, ""},
	{lawText{"3", "Risk assessment, and how Annex I Part I applies", []string{"Annex VII (3)"}, false}, "§§ 4 to 8, 10", func(d *Document) bool { return len(d.Threats.Threats) > 0 && len(d.PartOne.Requirements) > 0 }, ""},
	{lawText{"4", "Information used to set the support period", []string{"Annex VII (4)"}, false}, "§ 11", func(d *Document) bool { return d.Support.End != "" }, ""},
	{lawText{"5", "Standards applied, or the solutions adopted", []string{"Annex VII (5)"}, false}, "§§ 7 to 9", solutionsDescribed, ""},
	{lawText{"6", "Test reports", []string{"Annex VII (6)"}, false}, "", nil, "test"},
	{lawText{"7", "Copy of the EU declaration of conformity", []string{"Annex VII (7)"}, false}, "", nil, ""},
	{lawText{"8", "SBOM, on a reasoned request", []string{"Annex VII (8)", "recital 77"}, false}, "", nil, "sbom"},
}

var reviewTriggers = []string{
	"A new version with a new interface, new data or a new component; ask then whether the modification is substantial (Art. 3(30), recitals 38, 39).",
	"A vulnerability that changes a rating.",
	"An incident with an impact on the security of the product.",
	"A change of the intended purpose or of the foreseeable use.",
	"A change of the standards, specifications or certification schemes applied (Art. 13(14)).",
	"Every year during the support period: the practice of this tool; the act asks for an update as appropriate (Art. 13(3), 13(7)).",
}

// howToVerify are lines for stock OpenSSH; FILE, SIGNER and PRINCIPAL stand for
// this file, and for the id and the principal of a signer of the table. The first
// is a comment, for who pastes them all into a shell.
var howToVerify = []string{
	"# allowed_signers, one line a signer: PRINCIPAL namespaces=\"" + signature.Namespace + "\" ssh-ed25519 AAAA…",
	"ssh-keygen -Y verify -f allowed_signers -I PRINCIPAL -n " + signature.Namespace + " -s FILE.SIGNER.sig < FILE",
	"ssh-keygen -Y find-principals -f allowed_signers -s FILE.SIGNER.sig",
	"jq 'del(.digest)' FILE.json | sha256sum",
}

// Said in json.go.
const (
	msgNotDocumentVersionSchema     = "not a document of this version: $schema is %q, not %q"
	msgDigestDoesNotFit             = "the digest does not fit the content: it says %.16q, the content gives %.16q"
	msgNoDocumentID                 = "selfmark calls no document %q: the id has small letters, digits and single hyphens only, 80 at most"
	msgTooLargeBytesMost            = "too large: %d bytes, at most %d"
	msgNotValidJSONSomething        = "not valid JSON, or something stands after the document"
	msgNotValidUTF8                 = "not valid UTF-8"
	msgSomethingStandsAfterDocument = "something stands after the document"
	msgNestedTooDeeply              = "%s: nested too deeply"
	msgText                         = "a text"
	msgTrueFalse                    = "true or false"
	msgSmallWholeNumber             = "a small whole number"
	msgExpectedHere                 = "%s: %s is expected here"
	msgList                         = "a list"
	msgAnObject                     = "an object"
	msgFieldStandsTwice             = "%s: the field %q stands twice"
	msgUnknownField                 = "%s: unknown field %q"
	msgFieldMissing                 = "%s: a field is missing: %s"
)

// Said in paper_write.go.
const (
	msgNotPaperVersionSchema = "not a paper of this version: $schema is %q, not %q"
)

// Said in trailer.go.
const (
	msgDocumentNamesTooMany            = "the document names %d signers; at most %d are looked at"
	msgDocumentRequiresSignaturesNames = "the document requires %d signatures and names %d signers"
	msgLineEndsWereChanged             = "the line ends were changed (CR LF): the file was converted on the way"
	msgNotDocumentBlock                = "not a selfmark document: there must be exactly one block %s"
	msgSomethingStandsAfterLast        = "something stands after the last block of the document"
	msgLastBlockDocument               = "the last block of the document: %w"
	msgLastBlockDocumentNot            = "the last block of the document is not as selfmark writes it"
	msgNotDocumentBlockHTML            = "not a selfmark document: there must be exactly one block selfmark-document-v1"
)
