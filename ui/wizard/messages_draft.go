package wizard

import (
	"fmt"
	"strconv"

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
