package wizard

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
)

// The texts for people of the tables: assets, threats, measures, requirements,
// residual risk, review, preview and signing. A second language needs no other
// change.

// tableKeys are the keys of the tables.
var tableKeys = struct {
	accept, on, change, reset, details, rate, dismiss, find, themes, measures, edit, mark, draft,
	proposal, proposals, all, claim, part, remove, approve, decide, there, preview, sign, list, other, choose, export, key, refresh, begin, view key.Binding
}{
	accept:    global("enter", "accept", "enter"),
	on:        global("→", "go on", "right"),
	change:    global("enter", "change", "enter", "e"),
	reset:     global("r", "back to computed", "r"),
	details:   global("enter", "details", "enter"),
	rate:      global("e", "rate", "e"),
	dismiss:   global("d", "dismiss", "d"),
	find:      global("/", "find", "/"),
	themes:    global("tab", "theme", "tab"),
	measures:  global("m", "measures", "m"),
	edit:      global("enter", "write how", "enter", "e"),
	mark:      global("space", "mark", "space"),
	draft:     global("f", "take draft", "f"),
	proposal:  global("p", "take proposal", "p"),
	proposals: global("P", doesDraftAll, "P"),
	all:       global("*", doesMarkOpen, "*"),
	claim:     global("c", "claim: not applicable", "c"),
	part:      global("a", "set aside in part", "a"),
	remove:    global("x", "remove", "x"),
	approve:   global("y", "approve", "y"),
	there:     global("enter", "go there", "enter"),
	preview:   global("p", "preview", "p"),
	sign:      global("s", "sign", "s"),
	list:      global("enter", "threats of the cell", "enter"),
	other:     global("tab", "other map", "tab"),
	decide:    global("enter", "decide", "enter", "e"),
	choose:    global("enter", "choose a route", "enter", "e"),
	export:    global("e", "write files", "e"),
	key:       global("k", "note key", "k"),
	refresh:   global("r", "look again", "r"),
	view:      global("v", "all details", "v"),
	begin:     global("enter", "sign", "enter", "s"),
}

// stateKeys give a measure its state.
var stateKeys = []struct {
	state   assessment.State
	binding key.Binding
}{
	{assessment.Tested, global("t", "tested", "t")},
	{assessment.Done, global("d", "done", "d")},
	{assessment.Partly, global("p", "partly", "p")},
	{assessment.Planned, global("l", "planned", "l")},
	{assessment.NotDone, global("x", "not", "x")},
}

// rekeyed is a key with other words for what it does.
func rekeyed(b key.Binding, does string) key.Binding {
	b.SetHelp(b.Help().Key, does)
	return b
}

// barred is a key that does nothing here; help says why.
func barred(b key.Binding, why string) key.Binding {
	b.SetHelp(b.Help().Key, b.Help().Desc+" – "+why)
	b.SetEnabled(false)
	return b
}

// bar makes a key one that does nothing here.
func bar(b *key.Binding, why string) { *b = barred(*b, why) }

const (
	markChanged = "✎"
	markVoid    = "!"

	colID, colAsset, colConcern, colComputed, colCounts, colHarm = "", "Asset", "Concern", "Computed", "  Counts", "Harm to"
	colRisk, colThreat, colBecause                               = "Risk", "Threat", "Because"
	colNow, colMeasure, colLowers, colServes                     = "Now", "Measure", "Lowers", "Serves"

	labelChanged   = "Changed"
	labelComputed  = "Computed"
	labelDecided   = "Decided by"
	labelMeans     = "Means"
	labelAsset     = "What it is"
	labelExists    = "Why listed"
	labelThreats   = "Decides in"
	labelDismissed = "Dismissed"
	labelFeasible  = "Feasibility"
	labelImpact    = "Impact"
	labelAskedBy   = "Asked by"
	labelHelps     = "Helps"
	labelServes    = "Serves"
	labelNotice    = "Notice"
	labelWindow    = "Access"
	labelInherent  = "Before"
	labelResidual  = "Now"
	labelState     = "State"
	labelApart     = "Apart"
	labelHow       = "How"
	labelWhyNot    = "Why not"
	labelDo        = "What to do"
	labelProof     = "Proof"
	labelDraft     = "Draft"
	labelAgainst   = "Against"
	labelBuys      = "Gain"

	headRating     = "Rating"
	headHits       = "What it hits"
	headMeasures   = "Measures that help"
	headReferences = "References"

	doesChange   = "change level"
	doesAddAsset = "add own"
	doesAddOwn   = "add own"
	doesTakeBack = "take back"
	doesFind     = "to the rows"

	noAssets   = "No asset yet: they follow from the device questions of step 4."
	noThreats  = "No threat here. They follow from the device questions of step 4; tab shows another theme, a adds your own."
	noMeasures = "No measure yet: they follow from the threats."

	themeLabel  = "Theme"
	themeAll    = "All"
	themeOwn    = "Own"
	findLabel   = "Find:"
	ownWord     = "added by you"
	alwaysWord  = "every product"
	threatGone  = "This threat no longer follows from the answers."
	hitsNothing = "None of the assets it hits exists."

	nothingHelps       = "no measure of the catalogue helps; add an own one in step 7"
	servesOnlyPartOne  = "no letter; Part I (1) covers it"
	dismissQuestion    = "Why does this threat not count for this product?"
	dismissHint        = "It stays listed with your reason, leaves the residual figures, and never makes a claim of non-applicability possible. Enter dismisses; esc does not, and keeps your words."
	dismissNeedsReason = "a dismissal needs a reason; nothing was changed"
	reminderAI         = "This is a high-risk AI system: look also at AI-specific vulnerabilities (data poisoning, adversarial attacks) and, as relevant, at risks to fundamental rights."

	alreadyComputed = "this level is as computed"
	notSureShort    = "(not sure)"
	decidesWords    = "  ← decides"
	scaledWords     = "; one level more because one attack works on many units"

	countsAsDone    = "counts as done until evidence of kind “test” is named"
	unknownEvidence = "(not in the list of evidence)"
	whyNotQuestion  = "Why is it not in place?"
	whyNotHint      = "“Does not fit this product” is a reason; cost is none. Enter records it; without a reason it stays a finding."
	noDraft         = "the catalogue has no draft for this measure"
	alreadyWritten  = "there is a text already; enter opens it"
	draftTaken      = "draft taken: fill in the places marked … (enter opens it)"

	whyAssets   = "Harm to users and to others decides how much protection is due; the maker's own loss does not count."
	whyThreats  = "The risk assessment lists what can happen to this product, how easily, and how bad it would be."
	whyMeasures = "Measures lower the risks. Only what some threat needs is asked, what lowers most first."
)

var (
	helpAssets = []string{
		"The level is computed from your answers: the highest term decides, at equal level in the order safety, networks, privacy, property, operation.",
		"You may raise a level freely; lowering it needs a reason, which is printed.",
		"Levels here are base levels: a threat that works on many units at once may see one step more."}
	helpThreats = []string{
		"Risk is impact times feasibility, before and after the measures. Feasibility is the sum of five factors: time, skill, knowledge, tools and access; up to 13 is High, to 19 Medium, to 24 Low, above Very low.",
		"“Nobody would attack us” is no reason: motivation is left out on purpose, because nobody can check it.",
		"A change of a factor or of the impact, and a dismissal, need a reason. Ratings are reasoned judgement, no measurement."}
	helpMeasures = []string{
		"A main measure takes three steps of feasibility when tested, two when done, one when partly in place; a supporting one takes one when done or tested; all together at most three.",
		"“Tested” needs evidence of kind test, otherwise it counts as done.",
		"Mark rows with space to give several the same state with one key."}
)

func keyOf(id, name string) string { return "The key of " + name + " (" + id + ")" }

func keyNoted(id string) string { return "the key of " + id + " is noted" }

func hasKey(id string) string {
	return "the key of " + id + " is noted already; the list of signers (a) has it"
}

// keysMissing warns before the first signature, while it costs nothing.
func keysMissing(list []string) string {
	return "No key is noted yet for: " + strings.Join(list, ", ") + ". Every key stands in the documents; a key noted later changes them, and a signature made now no longer fits. Esc, then k notes a key without signing."
}

func breaksSignatures(list []string) string {
	return "this key changes the documents: invalidates " + strings.Join(list, ", ") + "; enter again goes on"
}

func openingWords(name string) string { return "Opening the key " + name + " …" }

func found(n int) string {
	if n == 1 {
		return "1 found"
	}
	return strconv.Itoa(n) + " found"
}

func andMore(n int) string { return fmt.Sprintf(" and %d more", n) }

func changedImpact(from, to assessment.Impact, reason, by string) string {
	return fmt.Sprintf("from %s to %s: %s", from, to, reasonOr(reason, by))
}

// reasonOr is a reason with its author, or says that it is missing.
func reasonOr(reason, by string) string {
	if reason == "" {
		return "✕ the reason is missing"
	}
	if by != "" {
		reason += " (" + by + ")"
	}
	return reason
}

func computedIntro(i assessment.Impact, why string) string {
	if !strings.HasPrefix(why, i.String()) {
		why = i.String() + " (" + why + ")"
	}
	return "Computed: " + why + ". You may raise it freely; lowering it needs a reason."
}

func backToComputed(what string) string { return what + " is as computed again" }

func dismissedWords(reason string) string {
	if reason == "" {
		return "dismissed: ✕ no reason"
	}
	return "dismissed: " + reason
}

func dismissTitle(threat string) string   { return "Dismiss " + threat }
func dismissedTitle(threat string) string { return threat + " dismissed" }
func countsAgain(threat string) string    { return threat + " counts again" }

func shortHarm(c assessment.HarmCategory) string {
	if c == "N" {
		return "other networks"
	}
	return c.Title()
}

// factorWords sums the five factors: "High: time 1 + skill 3 + … = 5".
func factorWords(t *assessment.ThreatResult) string {
	f := t.Factors
	return fmt.Sprintf("%s: time %d + skill %d + knowledge %d + tools %d + access %d = %d", t.Feasibility, f.Time, f.Expertise, f.Knowledge, f.Equipment, t.Window, t.Potential)
}

// rangeWords is the range of points of a level of feasibility.
func rangeWords(f assessment.Feasibility) string {
	return f.String() + " is " + [...]string{"25 points and more", "20 to 24 points", "14 to 19 points", "0 to 13 points"}[f] + "."
}

func changedThreat(t *assessment.ThreatResult) string {
	var out []string
	for _, f := range []struct {
		name     string
		was, now int
	}{{"time", t.Catalogue.Time, t.Factors.Time}, {"skill", t.Catalogue.Expertise, t.Factors.Expertise},
		{"knowledge", t.Catalogue.Knowledge, t.Factors.Knowledge}, {"tools", t.Catalogue.Equipment, t.Factors.Equipment}} {
		if f.was != f.now {
			out = append(out, fmt.Sprintf("%s %d → %d", f.name, f.was, f.now))
		}
	}
	if t.Decision.Impact != nil {
		out = append(out, "impact set to "+t.Impact.Level.String())
	}
	if t.ComputedInherent != t.Inherent {
		out = append(out, fmt.Sprintf("%s → %s", t.ComputedInherent, t.Inherent))
	}
	return strings.Join(append(out, reasonOr(t.Decision.Reason, t.Decision.By)), "; ")
}

func catalogueRating(t *assessment.ThreatResult) string {
	f := t.Catalogue
	return fmt.Sprintf("In the catalogue: time %d, skill %d, knowledge %d, tools %d; access %d comes from your interfaces. Every change needs a reason.", f.Time, f.Expertise, f.Knowledge, f.Equipment, t.Window)
}

func effectWords(e catalogue.Effect) string {
	words := map[catalogue.EffectKind]string{catalogue.Main: "main measure", catalogue.Supporting: "supports", catalogue.Records: "records or informs only"}[e.Kind]
	if e.LowersImpact {
		words += ", also lowers the impact"
	}
	return words
}

// stateWord is the state of a measure in a word.
func stateWord(s assessment.State) string {
	switch s {
	case assessment.Tested:
		return "tested"
	case assessment.Done:
		return "done"
	case assessment.Partly:
		return "partly"
	case assessment.Planned:
		return "planned"
	case assessment.NotDone:
		return "not"
	default:
		return "?"
	}
}

func stateMark(s assessment.State) string {
	switch s {
	case assessment.Tested, assessment.Done:
		return markAnswered
	case assessment.Partly:
		return "◐"
	case assessment.Planned:
		return markOpen
	case assessment.NotDone:
		return markNotApply
	default:
		return " "
	}
}

// stateChoice shows the states with the chosen one.
func stateChoice(s assessment.State) string {
	var out []string
	for _, each := range stateKeys {
		button := "( ) "
		if each.state == s {
			button = "(•) "
		}
		out = append(out, button+stateWord(each.state))
	}
	return strings.Join(out, "  ")
}

func lowersWords(n int) string {
	switch n {
	case 0:
		return "–"
	case 1:
		return "1 risk  ↓"
	default:
		return fmt.Sprintf("%d risks ↓", n)
	}
}

func lowersNow(n int) string {
	return "keeps " + strings.Replace(lowersWords(n), " ↓", "", 1) + " lower than without it"
}

func withInstead(better, now assessment.State) string {
	if now == "" {
		return fmt.Sprintf("With “%s”: ", stateWord(better))
	}
	return fmt.Sprintf("With “%s” instead of “%s”: ", stateWord(better), stateWord(now))
}

func loweredFor(change, threats string) string { return change + " for " + threats }

func orMissing(s string) string {
	if s == "" {
		return "✕ not written yet: enter writes it, P reads what is proposed"
	}
	return s
}

func missingTone(s string) tone {
	if s == "" {
		return bad
	}
	return plain
}

func proofIntro(m *catalogue.Measure) string {
	if m == nil {
		return ""
	}
	return "Proof expected: " + m.Evidence
}

func markedWords(n int, does string) string {
	return fmt.Sprintf("%d marked: %s; esc takes the marks away", n, does)
}

const (
	colState, colRequirement, colThreats, colHighest = "State", "Annex I Part I", "Threats", "Highest"
	colPartTwo, colEvidence                          = "Annex I Part II", "Evidence"
	colDecision                                      = "Decision"

	notApplicable, notMetWord, metWord, openState, inPart = "not appl.", "not met", "met", "open", "in part"

	labelDuty        = "Duty"
	labelMissing     = "Missing"
	labelApplies     = "Applicable"
	labelClaim       = "Claim"
	labelNoClaim     = "Set aside?"
	labelClaimable   = "Set aside?"
	labelMustSay     = "It must say"
	labelStandards   = "Standards"
	labelPresumption = "Presumption"
	labelMeasures    = "Measures"
	labelThreatsOf   = "Threats"
	labelProposal    = "Proposal"
	labelAside       = "Set aside?"
	labelMust        = "To do"
	labelVoid        = "Approval"
	labelTreat       = "Treatment"
	labelDecision    = "Decision"
	labelReason      = "Reason"
	labelInstead     = "Compensation"
	labelUsers       = "Users told"
	labelApprover    = "Approver"
	labelHandOver    = "Hand-over"

	doesEdit     = "edit"
	doesDetails  = "details"
	doesWithdraw = "withdraw approval"

	noRequirements  = "The catalogue has no requirements."
	noResidual      = "Nothing is left at R3 or above: there is nothing to decide here."
	noProposal      = "nothing is proposed: write how the measures that serve it are done (step 7)"
	sameAsProposal  = "the text is the proposal already"
	pressToReplace  = "there is a text already: press p again to replace it with the proposal (u undoes)"
	proposalTaken   = "proposal taken: your words count, enter opens them"
	howNotNeeded    = "not written; (1) is met without, your words add to it"
	moreWithKey     = "↓ more: v shows all"
	partHead        = "Set aside for one interface or function; the rest stays applicable"
	partRemoved     = "partial claim removed"
	neverInPart     = "this requirement is never set aside, not even in part"
	neverAside      = "It is never set aside."
	neverPartTwo    = "never: Part II applies to every product in scope"
	softwareChanges = "Its software can change."
	claimPossible   = "possible (c), with ground, answers it rests on, justification, treatment of remaining risks and author."
	claimThin       = "It has no margin: the second signer's consent is needed."

	mustTreat        = "must be treated"
	approvalVoid     = "approval is void"
	approvedWord     = "approved"
	notApproved      = "not approved"
	voidWords        = "The risk has changed since it was approved; look at it and approve it again (y)."
	noTreatment      = "no single measure of the list would lower it; avoid it: remove the interface, function or data, or change the intended purpose"
	onlyApproval     = "only the approval itself (y)"
	reviewWithin     = "date of the next look, within 12 months"
	approverGone     = "an approver among the signers who signs for the management"
	handOverPossible = "possible: a condition that the intended purpose really assures, who was told and where. The rating stays."
	handOverBarred   = "not for this product: only business products may hand a risk over to integrator or operator"

	whyRequirements = "The assessment says whether and how each requirement applies and how it is met (Art. 13(3))."
	whyPartTwo      = "How vulnerabilities are handled during the support period; no item can be set aside."
	whyResidual     = "What the measures leave must be acceptable, or be treated. Appetite for risk and cost are no criteria."
)

var (
	helpRequirements = []string{
		"Met is: your words say how, at least one measure that serves it is done or tested, and every risk under it is R2 or below, or an approved R3.",
		"Not applicable needs a clear justification (Art. 13(4)). The grounds and what bars a claim are rules of this method, not of the law, unless said otherwise.",
		"In part: a widely recognised interoperability standard, or other Union law, may prevent meeting it at a named interface or function; the rest stays applicable.",
		"A requirement declared not met makes the document “not ready to be placed on the market” (Art. 6)."}
	helpPartTwo  = []string{"Fulfilled is: your words say how, and evidence or a reference is named."}
	helpResidual = []string{
		"R1 and R2 may stay. R3 may stay with the reason why the state of the art offers no more, a compensating measure, information to users, an approver and a review within twelve months.",
		"R4 and R5 cannot be approved: the document then says “not ready to be placed on the market”. Treat them, or change the intended purpose.",
		"An approval holds for this state of the risk; when factors, impact or measures change it is void."}
)

func number(n int) string { return strconv.Itoa(n) }

func partTitle(s string) string {
	if s == "" {
		return "(interface or function not named yet)"
	}
	return s
}

func orMissingUnless(s string, optional bool) string {
	if s == "" && optional {
		return "–"
	}
	return orMissing(s)
}

func appliesWords(r *assessment.RequirementResult) string {
	words := "yes"
	if !r.Applicable {
		words = "no: a complete claim stands"
	} else if r.Partly {
		words = "yes, set aside for a named interface or function"
	}
	if r.Letter == "1" {
		return words + ": met when no residual risk is above R2, or an approved R3"
	}
	if n := len(r.Threats); n > 0 {
		words += fmt.Sprintf(": %d threats, %d of them R2 or above, the highest %s", n, r.R2Up, r.Highest)
	} else {
		words += ": no threat maps to it"
	}
	return words
}

func claimWords(c assessment.Claim) string {
	ground := map[string]string{"nature": "nature of the product", "no-risk": "no risk that needs treatment"}[c.Ground]
	if ground == "" {
		ground = "✕ no ground"
	}
	return ground + ": " + orMissing(c.Justification) + " (" + orMissing(c.By) + ")"
}

func claimWarns(threats string) string {
	return "Risks of R2 or above speak against it: " + threats + "."
}

func barOf(bar string) string {
	if bar == "law" {
		return "The law says so."
	}
	return "This bar is selfmark's, not the law's."
}

func barFacts(words string) string   { return "No: answered " + words }
func barThreats(words string) string { return "risks of R2 or above: " + words }

func treatWords(r assessment.Rating) string {
	return r.String() + " cannot be approved: treat it, or change the intended purpose. Until then the document is “not ready to be placed on the market”."
}

func treatedBy(list string) string { return "when tested: " + list }

func decisionWords(d assessment.RiskDecision) string {
	switch d.Decision {
	case "keep":
		return "keep"
	case "hand-over":
		return "hand over: " + orMissing(d.Condition) + "; told " + orMissing(d.ToldWhom) + " in " + orMissing(d.ToldWhere)
	default:
		return ""
	}
}

func needsFirst(missing string) string { return "needed first: " + missing }
func approvedFlash(id string) string   { return id + " approved as it stands" }
func approvalTaken(id string) string   { return "approval of " + id + " withdrawn" }

func nextLook(date string) string {
	if date == "" {
		return ""
	}
	return ", next look " + date
}

const (
	colImpactOn                           = "Impact"
	colRouteState, colRoute, colWho       = "", "Route", "By"
	colSigned, colSigner, colKey          = "", "Signer", "Key"
	colKeyFile, colFingerprint, colUsable = "Key", "Fingerprint", ""

	emptyCell     = "no threat in this cell"
	heatTitle     = "Heat map"
	legendHeat    = " · R1   ░ R2   ▒ R3   ▓ R4   █ R5   numbers: threats in the cell"
	legendShort   = " · R1  ░ R2  ▒ R3  ▓ R4  █ R5  numbers: threats"
	heatShades    = "Shades: %s R1, %s R2, %s R3, %s R4, %s R5; the number in a cell is how many threats it holds."
	doesBackToMap = "back to the map"
	doesWalk      = "cells"
	whyHeat       = "Where the risks stand before the measures, and where they are with the measures answered so far."

	labelClass     = "Class"
	labelCategory  = "Category"
	labelModule    = "Module"
	labelExpert    = "Expert"
	labelCondition = "Condition"
	labelWho       = "Who"
	labelSteps     = "Steps"
	labelStatus    = "Status"
	noRoutes       = "The routes follow from the class, which is still open."
	expertNeeded   = "the class needs the look of an expert; until then the category counts"
	routeOpen      = "open"
	routeClosed    = "closed"
	whyClass       = "The class decides whether you may assess the product yourself or need a third party."

	nothingFoundToMend = "Nothing blocks, nothing is open: the document would be final."
	labelRemedy        = "Remedy"
	labelBasis         = "Basis"
	standsAgainst      = "Stands against placing the product on the market, not only against a final document."
	whyReview          = "What stands against a final document, what is advice and what is open, each one key away."

	noPreview    = "The document cannot be shown here: this program was started without a way to draw it."
	nothingMore  = "nothing more in this direction"
	doesScroll   = "scroll"
	doesSideways = "wide tables"
	doesHeading  = "next heading"
	doesAgain    = "find again"
	previewTitle = "Preview"
	whyPreview   = "This is the Markdown of the document, byte for byte what is written and signed; only characters that a terminal would obey are shown as their codes."

	noSigners        = "No signer yet. Enter leads to the list of signers, where you add them; come back here with esc."
	doesAddSigner    = "add signers"
	doesSigners      = "signers"
	writingWords     = "Writing the documents …"
	lookingWords     = "Looking at the documents and signatures …"
	signingWords     = "Signing …"
	noKeys           = "No key found: make one with `selfmark key new`, or name a key file."
	noSigning        = "writing and signing are not available here"
	keyAtFirst       = "taken at first signature"
	missingWord      = "missing"
	signedWord       = "signed"
	invalidWord      = "invalid"
	usableWord       = "usable"
	otherSigner      = "not this signer"
	anotherFile      = "another key file …"
	newKey           = "make a new key …"
	newPhraseWords   = "Passphrase for the new key"
	newPhraseHint    = "12 characters at least; five random words make a good one. It is not shown and not kept."
	againWords       = "The same passphrase again"
	phrasesDiffer    = "the two passphrases differ: type it again"
	makingWords      = "Making the key …"
	otherOnDisk      = "another content lies under this name; E replaces it (its signatures no longer fit then)"
	writeFirst       = "write the files first (e): what is signed lies on disk"
	notYetQuiet      = "a key came before the quiet moment and did nothing; look, then press again"
	tickDraft        = "tick with space that a draft is signed as a draft"
	revisionNoted    = "revision noted in the history"
	documentsChanged = "the documents are no longer what was shown; nothing was signed"
	chooseKeyWords   = "Which key?"
	pathWords        = "Path of the private key file"
	phraseHint       = "It is not shown, not kept, and wiped after use. Enter goes on."
	confirmSign      = "Enter signs these bytes. Esc signs nothing."
	confirmDraft     = "Space ticks it, enter signs these bytes, esc nothing."
	moreInWindow     = "↓ more: it shows in a larger window"
	labelStates      = "States"
	labelSignature   = "Signature"
	labelAsDraft     = "Draft"
	labelProblem     = "Problem"
	labelKey         = "Key"
	doesUseKey       = "use this key"
	doesGoOn         = "go on"
	doesSign         = "sign"
	doesTick         = "tick"
	doesReplace      = "replace files"
	whySign          = "A signature shows that the text has not changed since it was signed by the holder of the key. It is not a qualified electronic signature. Signing the self-assessment is selfmark's own method: the law asks for a signature under the declaration of conformity only."
)

var (
	helpHeat    = []string{"Severe harm to safety is never below R3, wherever its cell stands.", "Dismissed threats stand in the left map only."}
	helpClass   = []string{"Only the core function counts: that a listed product is built in does not make the whole listed.", "An important or critical product needs a third party, a certificate, or standards applied in full; the dated status says what exists."}
	helpReview  = []string{"Blocking stands against a final document; some of it, marked ✕, against placing the product on the market at all.", "Advice and open points do not block; they are printed."}
	helpPreview = []string{"Rows of tables are not wrapped: … stands where one goes on, and ← and → show it.", "Tab goes to the next heading, / finds words, . finds them again."}
	helpSign    = []string{
		"What is shown is what is signed: the digest is compared again before every signature.",
		"The keys of all signers stand in the documents: note them (k) before the first one signs. A signer without a key takes the one used first, the documents are written anew, and signatures made before no longer fit.",
		"A draft is signed as what it is, and only when you tick it. Keys typed ahead confirm nothing."}
)

func heatHead(side int) string {
	if side == 0 {
		return "BEFORE MEASURES"
	}
	return "AS ANSWERED SO FAR"
}

func feasibilityShort(f assessment.Feasibility, width int) string {
	if width < 8 {
		return [...]string{"v.low", "low", "med.", "high"}[f]
	}
	return strings.ToLower(f.String())
}

// heatWhen says what a map shows.
func heatWhen(side int, whatIf bool) string {
	switch {
	case side == 0 && !whatIf:
		return "before measures"
	case side == 1 && whatIf:
		return "if so"
	}
	return "as answered"
}

// cellWords names a cell, the fuller wording first.
func cellWords(when string, i assessment.Impact, f assessment.Feasibility, rating, n int) []string {
	return []string{
		fmt.Sprintf("%s impact, %s feasibility = R%d, %s: %s", i, strings.ToLower(f.String()), rating, when, threatsWord(n)),
		fmt.Sprintf("%s × %s = R%d, %s: %s", i, strings.ToLower(f.String()), rating, when, threatsWord(n)),
	}
}

func threatsWord(n int) string {
	if n == 1 {
		return "1 threat"
	}
	return fmt.Sprintf("%d threats", n)
}

func classTitleWords(c assessment.ClassResult) string {
	if c.Class == "" {
		return "open"
	}
	return c.Title
}

func routeMark(isChosen, recommended bool) string {
	switch {
	case isChosen:
		return "← chosen"
	case recommended:
		return "★ recommended"
	default:
		return ""
	}
}

func whoWords(self bool) string {
	if self {
		return "yourself"
	}
	return "third party"
}

func standardsStatus(date string, cited, specifications, schemes, bodies int) string {
	return fmt.Sprintf("on %s: %d harmonised standards cited, %d common specifications, %d schemes, %d notified bodies (newer data: --law-data)", date, cited, specifications, schemes, bodies)
}

func comingWords(list string) string { return "; in the making: " + list }

func expectedWords(date string) string {
	if date == "" {
		return ""
	}
	return "(expected " + date + ")"
}

func severityHead(s assessment.Severity, n int) string {
	switch s {
	case assessment.Blocking:
		return fmt.Sprintf("✕ Blocks a final document (%d)", n)
	case assessment.Advice:
		return fmt.Sprintf("! Advice (%d)", n)
	default:
		return fmt.Sprintf("○ Open points (%d)", n)
	}
}

func statusHead(s assessment.Status) string {
	switch s {
	case assessment.Final:
		return "✓ Final"
	case assessment.NotReady:
		return "✕ Not ready to be placed on the market"
	default:
		return "○ Draft"
	}
}

func whyFinal(advice, open int) string {
	return fmt.Sprintf("nothing blocks; %d advice, %d open points are printed", advice, open)
}

func whyNotReady(n int) string {
	return plural(n, "finding") + " against it"
}
func whyDraft(n int) string { return plural(n, "finding") + " against a final document" }

func basisWords(basis, cite string) string {
	words := map[string]string{"law": "the law", "method": "this risk method", "practice": "good practice", "program": "this program"}[basis]
	if cite != "" {
		words += ", " + cite
	}
	return words
}

func signWords(s assessment.Status) string {
	switch s {
	case assessment.Final:
		return "sign"
	case assessment.NotReady:
		return "sign (not ready)"
	default:
		return "sign (draft)"
	}
}

func previewHead(from, to, of int) string { return fmt.Sprintf("lines %d–%d of %d", from, to, of) }

func signStateWords(s signing.State) string {
	return [...]string{"○ missing", "✓ signed", "✕ invalid"}[s]
}

func draftWords(s assessment.Status) string {
	return "the document says “" + string(s) + "” and is signed as that"
}

func draftTick(s assessment.Status) string { return "I sign it as what it is: " + string(s) }

func writtenWords(n int) string {
	if n == 1 {
		return "1 file written"
	}
	return fmt.Sprintf("%d files written", n)
}

func signerIncomplete(id string) string {
	return id + " has no name, e-mail address or statement yet: complete it in the list of signers"
}

func notTheKey(id, fingerprint string) string { return id + " signs with another key: " + fingerprint }

func signFailed(done, of int, why string) string {
	return fmt.Sprintf("%d of %d signed, then: %s", done, of, why)
}

func signedBy(id string, n int) string { return fmt.Sprintf("%s signed %s", id, documentsWord(n)) }

func documentsWord(n int) string {
	if n == 1 {
		return "1 document"
	}
	return fmt.Sprintf("%d documents", n)
}

func signingAs(id, name string) string { return "Signing as " + name + " (" + id + ")" }
func keyMade(path string) string       { return "keep a copy of the new key in a safe place: " + path }
func phraseWords(name string) string   { return "Passphrase of " + name }
func sizeWords(n int) string           { return strconv.Itoa(n) + " bytes" }

func diskWords(s signing.DiskState) (string, tone) {
	switch s {
	case signing.Written:
		return "✓ on disk", good
	case signing.Differs:
		return "! other content on disk", warn
	default:
		return "○ not written", warn
	}
}

// conditionWords says how a part of a requirement stands that is answered apart.
func conditionWords(a assessment.ConditionAnswer) string {
	words := map[string]string{assessment.ConditionMet: "yes", assessment.ConditionNotMet: "no", assessment.ConditionExempt: "not owed", "": "not answered"}[a.State]
	if a.Why != "" {
		words += "; " + text.Visible(a.Why)
	}
	return words
}

// coverWords says how far standards cover a requirement.
func coverWords(c assessment.Cover) string {
	if c == assessment.CoverFull {
		return "of conformity, by a standard applied in full"
	}
	return "of conformity, for the parts of a standard that are applied"
}
