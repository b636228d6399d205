package wizard

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"syscall"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/inventory"
)

// The texts for people of the frame, the questions, the forms and the start. A
// second language needs no other change.

const (
	programName = "selfmark"
	noName      = "New product"

	markAnswered = "✓"
	markOpen     = "○"
	markFinding  = "!"
	markNotApply = "–"
	markBlocking = "✕"
	cursorMark   = "❯" // stands before the row of the cursor in a list
	legend       = "✓ answered · ○ open · ! finding · – does not apply"

	noneOfThese      = "None of these"
	notSureLabel     = "Not sure"
	notSureNote      = "takes the careful branch and goes on the list of open points"
	notSureElsewhere = "goes on the list of open points"
	moreAbove        = "↑ more"
	moreBelow        = "↓ more"
	moreInHelp       = "… f1 shows the rest"

	labelWhy       = "Why we ask"
	labelEffect    = "Effect"
	labelGone      = "Open again"
	labelSuggested = "Suggested"
	labelNote      = "Note"
	labelCounts    = "What counts"
	labelExample   = "Example"
	labelCite      = "Law"
	labelNotAsked  = "Not asked"
	labelAnswer    = "Answer"
	labelDecides   = "Decides"
	labelIn        = "In"
	labelOut       = "Not in"
	labelReview    = "Expert"
	labelWhyNone   = "In none"
	labelEvidence  = "Evidence"

	noEffect     = "no change to threats, class or requirements"
	noneDecides  = "The core function of the product is that of no category of Annex III or IV."
	searchLabel  = "Search:"
	searchHint   = "type what the product is, in everyday words"
	chooseAll    = "Choose all that apply with space, then enter."
	tabGoesOn    = "Enter is a new line, tab goes on."
	oneALine     = "One a line: enter is a new line, tab goes on."
	dateFormat   = "A date such as 2027-12-11."
	dateOrOpen   = "A date such as 2027-12-11, or open while units are still placed."
	monthFormat  = "A month such as 2033-01."
	numberFormat = "A whole number."
	mayStayEmpty = "May stay empty."
	mayStayOpen  = "May stay open: tab goes on without an answer."

	wordQuestion, wordThreat, wordMeasure, wordRisk = "question", "threat", "measure", "risk"
	wordMore, wordFewer, wordHigher, wordLower      = " more", " fewer", " higher", " lower"
	wordScope, wordClass, wordRoute                 = "scope", "class", "route"
	wordRouteClosed                                 = ", not open"

	classOpen    = "Class open"
	stepWord     = "step "
	questionWord = "question "
	notAsked     = "not asked"

	panelRisks    = "Risks   before      now"
	panelMet      = "Requirements met"
	panelBlocking = "✕ Blocking"
	panelOpen     = "Open points"
	panelAnswered = "Questions answered"
	panelSupport  = "Support until"

	pressAgain   = "press ctrl+c again to leave"
	atTheEnd     = "this is the last place; f2 shows all"
	lastStep     = "this is the last step; f2 shows all places"
	firstStep    = "this is the first step; f2 shows all places"
	atTheStart   = "this is the first place; ctrl+c twice leaves"
	noHistory    = "no other place was visited yet"
	nothingOpen  = "nothing is open"
	onlyThisOpen = "nothing else is open"

	undoWord = "undo"
	redoWord = "redo"
	noteWord = "note on"

	outlineTitle = "Outline"
	goToTitle    = "Go to"
	outlineHint  = "type words or ids: Q13, T18, M07, (l), III.I.16"
	outlineHelp  = "Type to filter by words, ids or notes; enter jumps; esc returns to where you were."
	nothingFound = "nothing found; backspace widens the search"
	jumpWord     = "jump"

	keysHere       = "Keys here"
	keysEverywhere = "Keys everywhere"
	readingHead    = "What the frame says"

	notPrivileged = "Notes are not privileged: on a reasoned request authorities reach internal documentation too (Art. 53). Internal notes stay out of every export."

	confirmHint    = "These answers come from the template and nobody has confirmed them yet. Enter confirms all of them; esc leaves them as they are."
	confirmAllWord = "confirm all"
	nothingAdded   = "nothing was entered, so nothing was added"

	scopeTests = "The tests"
	scopeMeans = "What that means"
	scopeWhy   = "The scope decides which duties there are at all."

	manyVulnerabilities = "Known vulnerabilities"
	oneVulnerability    = "vulnerability"
	whyVulnerabilities  = "A component with a vulnerability that can be exploited in this product stands against placing it on the market."
	manyPartialClaims   = "Set aside for an interface or function"
	onePartialClaim     = "partial claim"
	whyPartialClaims    = "A standard or other Union law may prevent meeting a requirement at one interface; the rest of it stays applicable."

	noTitle    = "(no name yet)"
	goOnRow    = "→ Go on"
	backRow    = "← Back"
	removeWord = "remove"
	keepWord   = "keep"
	addWord    = "add"
	anyOther   = "any other key"
	openWord   = "open"
	createWord = "create"

	startFound    = "Assessments in this folder"
	startNew      = "New assessment"
	startExamples = "Look at a complete example"
	startEmptyRow = "Empty: none of these is like our product"
	startHelpKey  = "what these are"
	startHelp     = "A template answers most questions for such a product; you check each and confirm it. An empty one asks everything. An example is complete, to look at; its copy lands in this folder. Your own file is made when you give a name."
	chooseWord    = "choose"
	leaveTwice    = "twice: leave"
	startLeave    = "press ctrl+c twice to leave"
	whatItIs      = "selfmark guides a manufacturer through the risk assessment and the self-assessment that the Cyber Resilience Act, Regulation (EU) 2024/2847, asks for, and writes the documents."
	whatItIsNot   = "It is no legal advice and certifies nothing: what your answers say, you answer for."
	askName       = "What is the product called?"
	nameNeeded    = "a name is needed; it also names the file"
	nameHint      = "Also names the file. Enter creates it; everything is saved as you go."
)

var readingFrame = []string{
	"R1 to R5 are levels of risk, R5 the highest; the counts are the risks left with the measures answered so far. R4 and R5 must go, R3 needs an approval (step 10).",
	"Open points are what you marked as open or answered with “not sure”. Blocking is what still stands against a final document; the review in step 11 lists all of it, and enter leads to each.",
	"The bar shows how much is done of all that is needed: questions, measures, requirements and items of Part II (f6 has the figures), not how far you are in the steps. Answers are saved as you give them.",
}

func questionOf(n, of int) string { return questionWord + fmt.Sprintf("%d of %d", n, of) }

func openOf(open, total int) string {
	if total == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", total-open, total)
}

func moreRoom(width, height int) string {
	return fmt.Sprintf("selfmark needs a window of %d × %d; this one has %d × %d. Make it larger: nothing is lost.", minWidth, minHeight, width, height)
}

// saveState is the word on saving in the header, and whether it is bad news.
func saveState(d *Desk) (words string, bad bool) {
	if d.real != nil {
		return whatIfState, true
	}
	if only, why := d.Store.ReadOnly(); only {
		return readOnlyWords(why), true
	}
	switch {
	case d.saveErr != nil:
		return "SAVE FAILED: " + saveCause(d.saveErr), true
	case d.saved.IsZero() && d.waiting() > 0:
		return whatIfPending, false
	case d.saved.IsZero():
		return "no changes yet", false
	}
	words = "saved " + d.saved.Format("15:04")
	if d.waiting() > 0 {
		words += ", " + whatIfShort
	}
	return words, false
}

func readOnlyWords(why string) string { return "read only: " + why }

func readOnlyRefusal(why string) string { return "not changed, read only: " + why }

// saveCause is why a save failed, in a few words.
func saveCause(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "disk full"
	case errors.Is(err, fs.ErrPermission):
		return "no permission to write"
	}
	return strings.TrimPrefix(err.Error(), "not saved: ")
}

func saveWords(d *Desk) string {
	words, _ := saveState(d)
	return words
}

// leaving is what the first ctrl+c says.
func leaving(d *Desk) string {
	words, bad := saveState(d)
	switch {
	case len(d.drafts) > 0:
		words = "what you typed is not valid yet and is not saved"
	case !bad:
		words = "saved"
	}
	if d.waiting() > 0 {
		words += ", the what-if is not (f8)"
	}
	return words + "; " + pressAgain
}

const (
	conflictTitle  = "The file was changed by another program since it was read"
	conflictText   = "Your answers are kept here and are not saved. Choose what to do with the two versions; esc decides later, ctrl+s asks again."
	goneTitle      = "The file is not there any more: another program renamed, moved or deleted it"
	conflictMerge  = "put both together: shows first which answers come from where; one undo takes it back"
	conflictReload = "take what is on disk; your unsaved answers can be had back with undo"
	conflictBoth   = "keep both: yours under another name, and go on with that file"
	conflictMine   = "put yours in its place; what was there becomes the backup"
	goneText       = "Your answers are kept here and are not saved. Choose where to write them; esc decides later, ctrl+s asks again."
	goneBeside     = "write them under another name, and go on with that file"
	goneAgain      = "write the file again, where it was"
	reloadWords    = "taking what was on disk"
)

// The words of a new version of the catalogue.
const (
	knowledgeName    = "what the new catalogue changes"
	knowledgeText    = "The assessment was rated with an earlier version of the catalogue. Look at what this one changes for it. Enter confirms that you have seen it; esc leaves it open, and the document stays a draft until then. The review leads back here."
	knowledgeNothing = "The catalogue changes nothing for this assessment any more."
	knowledgeConfirm = "confirm: seen"
)

func knowledgeTitle(k *assessment.Knowledge) string {
	return "Catalogue " + k.To + " in place of " + k.From
}

// The words of putting two sides together.
const (
	mergeHead      = "Putting together your answers and those in the file"
	mergeHelp      = "Answers that only one side changed are taken over. Where both changed the same answer, you choose. Nothing is written before enter; undo takes it all back, and what was in the file becomes the backup."
	mergeNothing   = "Both sides say the same."
	mergeOpen      = "○ both changed it: choose with space"
	mergeDecide    = "both changed this answer: choose with space which one counts"
	mergeAgain     = "the file changed once more; look at the list again"
	mergeWords     = "putting together with the file"
	mergeNone      = "(nothing)"
	labelYours     = "Yours"
	labelInFile    = "In the file"
	labelBefore    = "Before"
	labelBecomes   = "Becomes"
	colAnswer      = "Answer"
	colBecomes     = "Becomes"
	doesMerge      = "put together"
	doesChooseSide = "yours or the file's"
	doesReload     = "reload"
	doesKeepBoth   = "keep both"

	doesAnotherName = "another name"
	doesWriteAgain  = "write again"
	doesOverwrite   = "overwrite"
)

func mergeBoth(n int) string { return "Changed on both sides (" + strconv.Itoa(n) + "): you choose" }

func mergeMine(n int) string { return "From you (" + strconv.Itoa(n) + ")" }

func mergeTheirs(n int) string { return "From the file (" + strconv.Itoa(n) + ")" }

func mergeTitle(title, path string) string {
	if title == "" {
		return path
	}
	if _, key, deep := strings.Cut(path, "."); deep && strings.Contains(key, ".") {
		return title + " – " + key
	}
	return title
}

func mergeRenamed(to string) string { return "both sides added one; that of the file becomes " + to }

func mergeTakes(side, value string) string { return "● " + side + ": " + value }

func mergeDone(m compare.Merged) string {
	return fmt.Sprintf("put together: %d from you, %d from the file, %d chosen; undo takes it back", len(m.Mine), len(m.Theirs), len(m.Both))
}

func keptBoth(path string) string { return "saved; you go on with " + path }

func notDone(err error) string { return "not done: " + err.Error() }

// missingLine opens a sitting: what is missing, and the key that leads to it.
func missingLine(open, unconfirmed, measures int, first string) string {
	var parts []string
	if open > 0 {
		parts = append(parts, plural(open, wordQuestion)+" open")
	}
	if unconfirmed > 0 {
		parts = append(parts, strconv.Itoa(unconfirmed)+" to confirm")
	}
	if measures > 0 {
		parts = append(parts, plural(measures, wordMeasure)+" open")
	}
	switch {
	case len(parts) > 0:
		return strings.Join(parts, ", ") + "; f4 goes to the next"
	case first == "":
		return "nothing is missing"
	}
	return "every question is answered; most important: " + first
}

func nextLine(blocking string) string {
	if blocking == "" {
		return "nothing blocks a final document"
	}
	return markBlocking + " " + blocking
}

// resultsWords are the figures of the results line, the fullest form first.
func resultsWords(c assessment.Counts, assessed bool) []string {
	r := c.Residual
	if !assessed {
		return []string{fmt.Sprintf("Open points %d   %s %d blocking", c.OpenPoints, markBlocking, c.Blocking)}
	}
	return []string{
		fmt.Sprintf("Risks R5 %d  R4 %d  R3 %d   Open points %d   %s %d blocking", r[5], r[4], r[3], c.OpenPoints, markBlocking, c.Blocking),
		fmt.Sprintf("Risks R5 %d R4 %d R3 %d  Open %d  %s %d blocking", r[5], r[4], r[3], c.OpenPoints, markBlocking, c.Blocking),
		fmt.Sprintf("R5 %d R4 %d R3 %d  Open %d  %s %d blocking", r[5], r[4], r[3], c.OpenPoints, markBlocking, c.Blocking),
	}
}

// shortRoute is a route in a word or two.
func shortRoute(r assessment.RouteResult) string {
	switch r.ID {
	case "A":
		return "self-assessment"
	case "B+C":
		return "type examination (B+C)"
	case "H":
		return "quality assurance (H)"
	case "scheme":
		return "certification scheme"
	case "other-law":
		return "procedure of other law"
	}
	return r.Title
}

// classShort is a class in a word or two.
func classShort(class string) string {
	switch class {
	case "important-1":
		return "class I"
	case "important-2":
		return "class II"
	case "default":
		return "default"
	case "critical":
		return "critical"
	}
	return class
}

// titled is a title with what explains it.
func titled(title, words string) string {
	switch {
	case words == "":
		return title
	case strings.HasSuffix(title, "?"):
		return title + " " + words
	}
	return title + ": " + words
}

// briefly is class and route where there is little room, the fuller wording first;
// words is what the class is called where there is none.
func briefly(words string, r *assessment.Result) []string {
	if r.Class.Class == "" || !assessment.Assessed(r.Scope.Regime) {
		return []string{words}
	}
	class := capital(classShort(string(r.Class.Class)))
	for _, route := range r.Routes {
		if route.ID != r.Route && (r.Route != "" || !route.Recommended) {
			continue
		}
		switch route.ID {
		case "A", "B+C", "H":
			return []string{words + ", module " + route.ID, class + ", " + route.ID}
		}
		return []string{words + ", " + shortRoute(route), class}
	}
	return []string{words, class}
}

func becomes(what, to string) string { return what + " → " + to }

func ofThem(n, all int, r assessment.Rating) string {
	if all == 1 {
		return ", " + r.String()
	}
	return fmt.Sprintf(", %d of them %s", n, r)
}

func mustBeMet(list string) string    { return list + " must be met" }
func mayBeClaimed(list string) string { return list + " may be declared not applicable" }

func stepNotNeeded(s assessment.ScopeResult) string { return "does not apply: " + s.Title }

func stepsLeftOut(first, last int, why string) string {
	if first > last {
		first, last = last, first
	}
	if first == last {
		return fmt.Sprintf("step %d %s", first, why)
	}
	return fmt.Sprintf("steps %d to %d %s", first, last, strings.Replace(why, "does", "do", 1))
}

// fromTemplate says which key confirms the answer, and which all of its block, ""
// for none.
func fromTemplate(confirm, block string) string {
	words := "From the template: " + confirm + " confirms"
	if block != "" {
		words += ", " + block + " the whole block"
	}
	return words + "."
}

// fieldOf names a field of a record.
func fieldOf(field, record string) string { return field + " – " + record }

// stillAt says which threats keep a requirement open.
func stillAt(level string, threats []string) string {
	if len(threats) == 1 {
		return threats[0] + " stays " + level
	}
	return strconv.Itoa(len(threats)) + " stay " + level + ": " + strings.Join(threats, " ")
}

func staysOpen(what string) string { return what + " stays open; f4 leads back to open questions" }

// chosenWords says what enter chose where the user had not moved in the list.
func chosenWords(words string) string {
	return "chosen: " + text.Truncate(words, 44) + "; esc goes back to it"
}

// openWords says how much of a member of a list is open.
func openWords(n int) string {
	if n == 0 {
		return ""
	}
	return "  " + markOpen + " " + strconv.Itoa(n) + " open"
}

func nothingTo(word string) string { return "nothing to " + word }

func whileTyping(use string) string { return "types a letter here; use " + use }

func cannotHash(path string, err error) string {
	return fmt.Sprintf("no SHA-256 taken of %q: %v", path, err)
}

func noteTitle(open bool, on, title string) string {
	word := "Note"
	if open {
		word = "Open point"
	}
	if on == "" {
		return word + " on the whole assessment"
	}
	return word + " on " + title
}

// noteWords is a note in one line.
func noteWords(n assessment.Note) string {
	words := strings.ReplaceAll(n.Text, "\n", " ")
	if n.By != "" {
		words = n.By + ": " + words
	}
	if n.Open {
		words = "open – " + words
	}
	if n.Owner != "" || n.Due != "" {
		words += " (" + strings.TrimSpace(n.Owner+" "+n.Due) + ")"
	}
	return words
}

func withLabel(label, s string) string {
	if s == "" {
		return ""
	}
	return label + ": " + s
}

func confirmTitle(block string) string   { return "Confirm the template's answers: " + block }
func confirmedWords(block string) string { return "confirmation of the block " + block }
func confirmedFlash(n int) string        { return plural(n, "answer") + " confirmed" }

func addRow(one string) string        { return "+ Add: " + one }
func addedWords(one string) string    { return "added " + one }
func removedWords(name string) string { return "removed " + name }
func askRemove(name string) string {
	return "Remove “" + name + "”? y removes it, any other key keeps it."
}
func listLine(t string, n int) string { return fmt.Sprintf("%s (%d) – enter opens the list", t, n) }
func emptyValue(optional bool) string {
	if optional {
		return "–"
	}
	return "○ open"
}

// pageTitle names the pages that are no place of the interview.
func pageTitle(p interview.Place) string {
	switch p {
	case pageScope:
		return "Result: scope"
	case pageClass:
		return "Result: class and route"
	case pageAssets:
		return "Table of assets"
	case pageThreats:
		return "Table of threats"
	case pageMeasures:
		return "Table of measures"
	case pageRequirements:
		return "Table of requirements"
	case pagePartTwo:
		return "Table of Annex I Part II"
	case pageLifeMeasures:
		return "Measures of vulnerability handling"
	case pageResidual:
		return "Table of residual risks"
	case pageReview:
		return "Review"
	case pageSign:
		return "Sign"
	}
	return string(p)
}

func scopeHead(title string) string { return "Scope: " + title }

func roleHead(title string) string { return "What the role owes: " + title }

// regimeNote says what follows from a regime.
func regimeNote(r assessment.Regime) string {
	switch r {
	case assessment.InScope:
		return "All duties of the manufacturer apply. Next: class and route."
	case assessment.Transition:
		return "Reporting under Art. 14 applies; the other requirements do not while no unit is placed or substantially modified from 11 December 2027. Step 9 asks for the reporting readiness; a memo can be exported and signed in step 11."
	case assessment.Steward:
		return "From 11 December 2027: a cybersecurity policy, cooperation with authorities, and reporting as far as involved (Art. 24). No class, no declaration, no CE marking. A memo can be exported and signed in step 11."
	case assessment.OutOfScope:
		return "The regulation does not apply on these answers. A memo can be exported and signed in step 11."
	case assessment.OtherRole:
		return "This assessment is the manufacturer's. What your role owes stands below; a memo can be exported and signed in step 11."
	case assessment.ConfirmScope:
		return "Go on as if in scope, and confirm the open test with counsel."
	}
	return ""
}

func whatThisIs(version string, cat *catalogue.Catalogue) string {
	return strings.TrimSpace(programName+" "+version) + " · knowledge " + cat.Version + " of " + cat.Date
}

// startDetail says of an assessment which file it is, why it cannot be read, what is
// due next, and who has signed it.
func startDetail(r inventory.Row) []string {
	lines := []string{r.Path}
	if r.Problem != "" {
		return append(lines, r.Problem)
	}
	if r.Next.Day != "" {
		lines = append(lines, "next "+r.Next.Day+": "+r.Next.What)
	}
	if signed := r.SignedWords(); signed != "" {
		lines = append(lines, "signed "+signed)
	}
	return lines
}

// What the keys of bindings.go do.
const (
	keyQuit           = "save; twice to leave"
	keyHelp           = "why"
	keyOutline        = "outline"
	keyHeatMap        = "map"
	keyNextOpen       = "next open"
	keyNumbers        = "numbers explained"
	keyPreview        = "preview"
	keyChanges        = "before and after"
	keyWhatIf         = "what if"
	keyNotes          = "notes and open points"
	keyGoTo           = "go to"
	keySave           = "save"
	keyHistoryBack    = "back in history"
	keyHistoryForward = "forward in history"
	keyNextStep       = "next step"
	keyPrevStep       = "previous step"
	keyNote           = "note"
	keyOpenPoint      = "open"
	keyUndo           = "undo"
	keyRedo           = "redo"
	keyNext           = "next"
	keyPrevious       = "field before"
	keyBack           = "back"
	keyChoose         = "choose"
	keyChooseNext     = "choose, next"
	keyConfirmBlock   = "confirm block"
	keyAdd            = "add"
	keyRemove         = "remove"
	keyEdit           = "edit"
	keyType           = "type"
	keySearch         = "search"
	keyMove           = "move"
)

// Said in wizard.go.
const (
	msgStoppedSignalEverythingSaved = "stopped by a signal; everything is saved"
)

// What a note is, in a word with a sign.
const (
	pointLate = markBlocking + " late"
	pointOpen = markOpen + " open"
	pointDone = markAnswered + " done"
	pointNote = "  note"
)
