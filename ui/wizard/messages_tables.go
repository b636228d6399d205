package wizard

import (
	"fmt"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// The texts for people of the tables: assets, threats, measures, requirements,
// residual risk, review, preview and signing. A second language needs no other
// change.

// tableKeys are the keys of the tables.
var tableKeys = struct {
	accept, on, change, reset, details, rate, dismiss, find, themes, measures, edit, mark, draft,
	proposal, claim, part, remove, approve, there, preview, sign, list, focus key.Binding
}{
	accept:   global("enter", "accept", "enter"),
	on:       global("→", "go on", "right"),
	change:   global("enter", "change", "enter", "e"),
	reset:    global("r", "back to computed", "r"),
	details:  global("enter", "details", "enter"),
	rate:     global("e", "change rating", "e"),
	dismiss:  global("d", "dismiss", "d"),
	find:     global("/", "find", "/"),
	themes:   global("tab", "theme", "tab"),
	measures: global("m", "measures", "m"),
	edit:     global("enter", "write how", "enter", "e"),
	mark:     global("space", "mark", "space"),
	draft:    global("f", "take draft", "f"),
	proposal: global("p", "take proposal", "p"),
	claim:    global("c", "claim: not applicable", "c"),
	part:     global("a", "set aside in part", "a"),
	remove:   global("x", "remove", "x"),
	approve:  global("y", "approve", "y"),
	there:    global("enter", "go there", "enter"),
	preview:  global("p", "preview", "p"),
	sign:     global("s", "sign", "s"),
	list:     global("enter", "threats of the cell", "enter"),
	focus:    global("tab", "other map", "tab"),
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
	labelExists    = "Exists"
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
	doesAddAsset = "own asset"
	doesAddOwn   = "own threat"
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
	return fmt.Sprintf("Computed: %s. You may raise it freely; lowering it needs a reason. (%s)", i, why)
}

func backToComputed(what string) string { return what + " is as computed again" }

func addedTo(collection string) string { return "added to " + collection }

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

func strideWords(list []string) string {
	names := map[string]string{"S": "Spoofing", "T": "Tampering", "R": "Repudiation", "I": "Information disclosure", "D": "Denial of service", "E": "Elevation of privilege"}
	var out []string
	for _, s := range list {
		out = append(out, names[s])
	}
	return strings.Join(out, ", ")
}

// factorWords sums the five factors: "High   time 1 + skill 3 + … = 5".
func factorWords(t *assessment.ThreatResult) string {
	f := t.Factors
	return fmt.Sprintf("%s   time %d + skill %d + knowledge %d + tools %d + access %d = %d  (%s)", t.Feasibility, f.Time, f.Expertise, f.Knowledge, f.Equipment, t.Window, t.Potential, feasibilityRange(t.Feasibility))
}

func feasibilityRange(f assessment.Feasibility) string {
	return [...]string{"25 and more", "20–24", "14–19", "0–13"}[f]
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
	case assessment.NotDone:
		return "not"
	case "":
		return "?"
	default:
		return string(s)
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
		return "✕ not written yet"
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

func markedWords(n int) string {
	return fmt.Sprintf("%d marked: t d p l x answers all of them; esc takes the marks away", n)
}
