package wizard

import (
	"fmt"
	"strconv"

	"selfmark/assessment"
	"selfmark/assessment/interview"
)

// The texts for people of what brings a template to a first draft: proposals,
// several rows answered together, and what is not confirmed yet.

const (
	doesReadOn    = "read on"
	doesAcceptAll = "accept these"
	doesLeaveOut  = "leave out"
	doesMarkOpen  = "mark all open"
	doesDraftAll  = "read proposals"
	doesEvidence  = "evidence for all marked"
	doesDecideAll = "decide for all marked"

	doesMarkUnproved = "mark all without"

	statesForMarked   = "t d p l x answers all of them"
	evidenceForMarked = "enter names evidence for all of them"
	decisionForMarked = "enter decides on all of them; each is approved alone"

	nothingTaken  = "all are left out: space takes one in, esc leaves without a change"
	proposalsHint = "Proposed, not yet yours. Accept only what is true of this product; space leaves one out, and each can be changed later."
	nothingToMark = "no row here is open"
	sameForMarked = "What you answer here counts for each of them."
)

const labelCounted = "Counted"

// lowersRule says how the risks in the column “Lowers” are counted.
func lowersRule(n int) string {
	return plural(n, wordRisk) + " would be lower with it tested than without it, all other measures as they are:"
}

const (
	colNumber, colSays = "Number", "Now"
	numbersTitle       = "The numbers of the frame; enter explains one"
	doesExplain        = "explain"
	numberScope        = "Scope"
	numberRoute        = "Route"
	numberUnconfirmed  = "To confirm"
	numberRisks        = "Impact × feasibility gives the level, R1 to R5; measures in place lower it (section 4 of the document). f3 shows the map."
	numberOpen         = "Answers “not sure” and what you marked as open. They do not block; they are printed."
	numberAnswered     = "Of the questions that are asked; those that may stay empty do not count. “check” and “list” say the same figure. Those still open (f4 leads there):"
	numberBar          = "Done, as the bar shows"
	numberDone         = "Questions and measures that are answered, requirements and items of Part II that are met or not applicable, of all that are needed; by step:"
	supportLeast       = "The earliest end that Art. 13(8) allows"
	supportUse         = "The end of the expected time in use"
	supportKeep        = "Documents are kept until (Art. 13(13))"
	nothingUnconfirmed = "Every answer of the template is confirmed, or there was no template."
	whyUnconfirmed     = "A template answers what products of its kind answer alike. Nothing of it counts as yours before you have read and confirmed it; while something is not, the document is a draft."
)

func ofNumber(n, of int) string { return fmt.Sprintf("%d of %d", n, of) }

func riskNow(r assessment.Rating) string { return "Risks at " + r.String() }

func nowAndBefore(now, before int) string {
	return fmt.Sprintf("%d now, %d before measures", now, before)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func unconfirmedTitle(n int) string {
	return plural(n, "answer") + " of the template to confirm"
}

const (
	markOpened, markClosed = "▾", "▸"

	doesOpenGroup  = "show each"
	doesCloseGroup = "close"
	opensGroup     = "Enter shows each of them; enter on one leads there, f4 to the next that is open."
)

// groupRemedy says how several findings of a kind are mended with few keys.
func groupRemedy(id string) string {
	switch id {
	case "unconfirmed":
		return "Read each block and confirm it as a whole: c on one of its questions. f6 lists all that is not confirmed."
	case "measure-unanswered":
		return "Step 7: * marks all that are open, one key gives the marked ones their state."
	case "measure-no-how":
		return "Step 7: P shows what is proposed for them, to read and accept."
	case "requirement-not-shown", "part-two-not-shown":
		return "P on their table shows what your measures propose, to read and accept."
	case "residual-unacceptable":
		return "Measures lower them: say in step 7 which are in place, and the levels follow."
	case "residual-open":
		return "Step 10: * marks them, enter decides on all of them; each is approved alone."
	}
	return "One by one, with f4."
}

var helpProposals = []string{
	"A proposal is not in the document until you accept it. Texts of measures come from the catalogue and name no detail; those of requirements and of Part II are the words of your own measures.",
	"Enter turns the page; it accepts only after the last proposal was on the screen.",
	"One undo (u) takes all of them back."}

func kindWords(kind string, n int) string {
	switch {
	case kind == interview.ProposedMeasures && n == 1:
		return "1 measure"
	case kind == interview.ProposedMeasures:
		return strconv.Itoa(n) + " measures"
	case kind == interview.ProposedPartTwo && n == 1:
		return "1 item of Annex I Part II"
	case kind == interview.ProposedPartTwo:
		return strconv.Itoa(n) + " items of Annex I Part II"
	case n == 1:
		return "1 requirement"
	}
	return strconv.Itoa(n) + " requirements"
}

func proposalsTitle(kind string, n int) string {
	if kind == interview.ProposedMeasures {
		return "How it is done: proposed for " + kindWords(kind, n) + " in place"
	}
	return "How it is met: proposed for " + kindWords(kind, n) + " from your measures"
}

func proposalsAccepted(kind string, n int) string {
	return "proposals accepted for " + kindWords(kind, n)
}

func proposalsFlash(n int) string {
	if n == 1 {
		return "1 proposal accepted: it is your text now"
	}
	return strconv.Itoa(n) + " proposals accepted: they are your texts now"
}

func noProposals(kind string) string {
	if kind == interview.ProposedMeasures {
		return "nothing to propose: every measure that is done or tested has a text"
	}
	return "nothing to propose: what is empty has no measure in place with a text (step 7)"
}

func readSoFar(end, lines, taken int) string {
	if end < lines {
		return fmt.Sprintf("%d%% read; enter reads on", 100*end/lines)
	}
	return fmt.Sprintf("all read; enter accepts %d", taken)
}
