package plain

// The sentences of the line mode. A second language needs no other change.
const (
	msgPrompt   = "> "
	msgWelcome  = "selfmark, line mode: %s."
	msgNoName   = "a new assessment"
	msgReadOnly = "Read only: %s Nothing can be saved."
	msgKeys     = "At every prompt: ? help, < back, > next open place, = review, /words go to a place, ! save and leave."
	msgStatus   = "Status: %s. %d of %d questions answered, %d findings block, %d open points."

	// Where one is: a kind of place, its number, of how many, step, title.
	msgPosition  = "%s %d of %d, step %d, %s."
	msgStep      = "Step %d, %s."
	msgFinding   = "Finding: %s"
	msgStillOpen = "Still open here: %s"

	// How to answer.
	msgChooseOne   = "Write a number or words. Empty keeps, - clears."
	msgChooseMany  = "Write numbers or words, with commas between, 0 for none. Empty keeps, - clears."
	msgWriteProse  = "Write as many lines as you like, then a line with only a dot. Empty keeps, - clears."
	msgWriteList   = "Write one entry a line, then a line with only a dot. Empty keeps, - clears."
	msgWriteLine   = "Write one line. Empty keeps, - clears."
	msgWriteDate   = "Write a date such as 2027-12-11. Empty keeps, - clears."
	msgWriteMonth  = "Write a month such as 2033-01. Empty keeps, - clears."
	msgWriteNumber = "Write a whole number. Empty keeps, - clears."
	msgCategory    = "Write an id such as III.I.17, or none, or words to search such as door lock. Empty keeps, - clears."
	msgAgree       = "Nothing to do if you agree. Enter goes on, c changes it."
	msgChosen      = " (chosen)"
	msgNotSure     = "Not sure: takes the careful branch and becomes an open point"
	msgNotSurePart = "not s"
	msgNow         = "Now: %s"
	msgNowLines    = "Now:"
	msgNone        = "none"
	msgUnanswered  = "Now: not answered."
	msgUnconfirmed = "From the template, not confirmed yet. Empty keeps it and confirms it."
	msgConfirmed   = "Confirmed."

	// What is wrong with an answer.
	msgMistake        = "Not accepted: %s."
	msgNoNumber       = "there is no number %d; there are 1 to %d"
	msgNoOption       = "%q is none of the answers; write the number or the first words"
	msgSeveralOptions = "%q fits more than one answer; write the number"
	msgNothingWritten = "that says nothing; write a number or words"
	msgNoCategory     = "no category fits %q; try other words, or write none"
	msgChooseCategory = "choose one by its id, or write none"
	msgWhatToDo       = "write a, a number, x and a number, or nothing"
	msgWhatToReview   = "write the number of a finding, m, or one of the commands"
	msgWhatToAgree    = "write c, or nothing to go on"

	// What happened.
	msgEffect      = "Effect: inherent %s; residual %s."
	msgNewRisks    = "New: %s."
	msgGoneRisks   = "Gone: %s."
	msgLower       = "Lower: %s."
	msgHigher      = "Higher: %s."
	msgFromTo      = "%s %s to %s"
	msgAndMore     = "and %d more"
	msgRemoved     = "Removed: %s. u! takes that back."
	msgNothingKept = "Nothing was entered; nothing is added."
	msgUndone      = "Undone: %s."
	msgNoUndo      = "There is nothing to undo."
	msgNoted       = "Note kept."
	msgOpenNoted   = "Open point kept."
	msgHashed      = "SHA-256 taken: %s"
	msgNotHashed   = "SHA-256 not taken: %s."

	// Saving and leaving.
	msgSaved      = "Everything is saved."
	msgUnchanged  = "Nothing was changed."
	msgNotSaved   = "NOT SAVED: %s"
	msgSavedAgain = "Saved again, with everything before."
	msgEndOfInput = "End of input. Open the file again to go on."
	msgStopped    = "Stopped from outside."

	// Help.
	msgWhy        = "Why: %s"
	msgExample    = "Example: %s"
	msgLaw        = "Law: %s"
	msgPlainWords = "%s: %s"
	msgMeaning    = "%s: %s"
	msgNoTerm     = "The glossary has no word like %s."
	msgParts      = "A part of this requirement is set aside under /%s.part"
	msgCommands   = `Commands:
  ? help; ? and a word asks the glossary
  < back
  > next open place
  = review: what blocks, advice, open points
  / and an id, words or the number of a step: go there, such as /Q13 or /7
  + and words: a note here; +? and words: an open point here
  u! undo
  ! save and leave
  An answer that begins like a command: write \ before it.`

	// Going to places.
	msgWordsToo    = "Write %s and words."
	msgNotFound    = "Nothing here is called %s. If that was an answer, write \\ before it."
	msgNotAsked    = "%s does not apply: %s."
	msgSeveral     = "Several places fit. Write / and the first word of one:"
	msgNothingOpen = "Nothing is open."
	msgOnlyOpen    = "This is the only open place."
	msgFirst       = "This is the first place."
	msgAboutWhole  = "This is about the whole document, not about one place."

	// What one must know before answering.
	msgEvidence     = "Evidence: %s"
	msgLowers       = "Lowers %s when tested: %s."
	msgLowersNone   = "Lowers no risk by itself as things stand."
	msgOneRisk      = "1 risk"
	msgRisks        = "risks"
	msgServes       = "Serves: %s."
	msgReason       = "Reason: %s"
	msgInherent     = "Inherent risk: %s"
	msgResidual     = "Residual risk: %s"
	msgImpact       = "Computed: %s (%s). Counts now: %s."
	msgProposal     = "Proposed from your measures:"
	msgStillMissing = "Missing: %s"

	// Lists that grow.
	msgNoEntries       = "No entries."
	msgOneEntry        = "1 entry."
	msgEntries         = "%d entries."
	msgCollection      = "Write a to add, a number to change, x and a number to remove, or nothing to go on."
	msgVulnerabilities = "Known vulnerabilities of this component."
	msgPartsList       = "Interfaces and functions for which this requirement is set aside."

	// Review.
	msgReview       = "Write the number of a finding to go there, nothing for the next open place, < back, ! leave. selfmark export and selfmark sign make the documents."
	msgReviewMore   = "%d more: write m to hear them."
	msgNoFindings   = "No findings."
	msgReviewed     = "%d %s, step %d %s: %s"
	msgRemedy       = "Remedy: %s"
	msgNotSavedExit = "not saved: %w"
)

// kindWords are what places are called.
var kindWords = map[string]string{"measure": "Measure", "threat": "Threat", "impact": "Impact", "risk": "Risk", "requirement": "Requirement", "part": "Requirement of Part II"}

// Words for places that are neither of these.
const (
	wordQuestion = "Question"
	wordList     = "List"
)
