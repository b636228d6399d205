package plain

import (
	"selfmark/assessment"
	"selfmark/ui/signing"
)

// The sentences of the line mode. A second language needs no other change.
const (
	msgPrompt   = "> "
	msgWelcome  = "selfmark, line mode: %s."
	msgNoName   = "a new assessment"
	msgReadOnly = "Read only: %s. Nothing can be saved."
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
	msgNothingOffered = "there is nothing to choose from yet; empty goes on"
	msgNoNumber       = "there is no number %d; there are 1 to %d"
	msgNoOption       = "%q is none of the answers; write the number or the first words"
	msgSeveralOptions = "%q fits more than one answer; write the number"
	msgNothingWritten = "that says nothing; write a number or words"
	msgNoCategory     = "no category fits %q; try other words, or write none"
	msgChooseCategory = "choose one by its id, or write none"
	msgWhatToDo       = "write a, a number, x and a number, or nothing"
	msgWhatToReview   = "write the number of a finding, m, d, or one of the commands"
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
	msgRedone      = "Accepted again: %s."
	msgNoRedo      = "There is nothing to accept again."
	msgNoted       = "Note kept."
	msgOpenNoted   = "Open point kept."
	msgHashed      = "SHA-256 taken: %s"
	msgNotHashed   = "SHA-256 not taken: %s."

	// Saving and leaving.
	msgSaved      = "Everything is saved."
	msgUnchanged  = "Nothing was changed."
	msgNotSaved   = "NOT SAVED: %s"
	saidNotSaved  = "not saved: " // what such an error begins with
	msgSavedAgain = "Saved again, with everything before."
	msgEndOfInput = "End of input. Open the file again to go on."
	msgStopped    = "Stopped from outside."

	// Another version of the catalogue.
	msgKnowledge     = "Catalogue %s in place of %s, with which this was rated, changes this assessment:"
	msgLongLine      = "This line is longer than a person writes, so no more is read. Every answer that was accepted is saved."
	msgKnowledgeAsk  = "Write seen to confirm that you have heard it; enter leaves it open, and the document stays a draft until then."
	msgKnowledgeSeen = "what the new catalogue changes"
	wordSeen         = "seen"

	// The file was changed by another program.
	msgOutside     = "Another program changed the file. m puts both together, r takes the file's answers, b keeps both, yours in a file of its own, o puts yours in the place of the file's. Empty decides later; the next answer asks again."
	msgGone        = "The file is not there any more: another program renamed, moved or deleted it. o writes yours again in its place, b into a file of its own. Empty decides later; the next answer asks again."
	msgWhatOutside = "write one of the letters, or nothing"
	msgNotDone     = "Not done: %s."
	msgBeside      = "Both are kept. Yours is now in %s."
	msgReloading   = "taking what was in the file"
	msgReloaded    = "The file's answers count now. u! takes that back."
	msgFromYou     = "From you: %d."
	msgFromFile    = "From the file: %d."
	msgFromWhere   = "  %s: %s"
	msgRenamed     = "Both sides added %s; that of the file becomes %s."
	msgBothChanged = "Both changed %s. Write 1 for yours: %s. Write 2 for the file's: %s. It was: %s."
	msgWhichSide   = "write 1 or 2"
	msgPutTogether = "Enter puts both together; any word leaves it."
	msgNotMerged   = "nothing was put together"
	msgMerging     = "putting together with the file"
	msgMerged      = "Put together and saved: %d from you, %d from the file, %d chosen. u! takes that back."

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
  = review: what blocks, advice, open points, and from there (d) the documents and signatures; = and a number: the result of that step, such as =2
  / outline; / and an id, words or the number of a step: go there, such as /Q13 or /7
  c! hear the template's answers of this block and confirm them together
  p! hear the texts proposed for measures or requirements and accept them
  + and words: a note here; +? and words: an open point here, at its end @ and an owner, and a date, such as +? ask sales @PL 2026-12-01; +@ and initials: who says them from now on
  += all notes and open points; += and an owner: those of one; +x and the number of one: done, or open again; / and note.3: go to it
  ~ what changed since this sitting began; ~! remembers this moment to compare with instead
  ~ and measures with states: what they would change, such as ~M07 tested, M14 done
  u! undo; r! redo
  ! save and leave
  An answer that begins like a command: write \ before it.`

	// What follows from a step.
	msgResultOf      = "Result of step %d, %s."
	msgResultScope   = "Scope: %s. %s"
	msgResultClass   = "Class: %s. %s"
	msgRoute         = "%s: %s. %s"
	msgRouteOpen     = "open"
	msgRouteClosed   = "closed"
	msgRouteChosen   = "chosen"
	msgResultFacts   = "%d of %d questions answered, %d threats follow."
	msgConcern       = "%s %s"
	msgRisk          = "%s %s: inherent %s, residual %s."
	msgMet           = "met"
	msgOpen          = "open"
	msgNotApplicable = "%s: does not apply."
	msgWhatResult    = "write = and the number of a step, 1 to 11"

	// Several at once.
	msgConfirmAll       = "%d answers of the template. Write y to confirm all, the numbers to leave out, or nothing to confirm none."
	msgAcceptAll        = "%d texts. Write y to accept all, the numbers to leave out, or nothing to accept none."
	msgYes              = "y"
	msgYesWord          = "yes"
	msgNoneAccepted     = "Left as it is."
	msgWhatToAccept     = "write y, numbers, or nothing"
	msgNothingToConfirm = "Nothing here waits to be confirmed."
	msgNoBlock          = "Only questions are confirmed in blocks."
	msgNoProposals      = "No text is proposed here. Proposals exist for measures in place, for requirements and for Part II."
	msgProposalsOf      = "proposals accepted"
	msgAccepted         = "%d texts accepted."

	// The outline.
	msgOutline    = "%d %s: %d places, %d open."
	msgOutlineHow = "Write / and the number of a step, an id or words to go there."

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
	msgWhatIf       = "%s %s (%s to %s)"
	msgReason       = "Reason: %s"
	msgInherent     = "Inherent risk: %s"
	msgResidual     = "Residual risk: %s"
	msgImpact       = "Computed: %s (%s). Counts now: %s."
	msgProposal     = "Proposed from your measures:"
	msgStillMissing = "Missing: %s"

	// Documents and signatures.
	msgDocuments        = "Documents and signatures."
	msgNoSigning        = "Documents cannot be written or signed here; selfmark export and selfmark sign do."
	msgDocumentsHow     = "Write w to write the documents, p to hear the self-assessment, s and the number of a signer to sign, or nothing to go on."
	msgWhatToSign       = "write w, p, s and the number of a signer, or nothing"
	msgDocument         = "%s: %s. SHA-256 of what the answers make now: %s"
	msgIsDraft          = "This is not final: %s. A signature signs it as that, and says so."
	msgSigner           = "%d %s, %s (%s)"
	msgNoSigners        = "Nobody is named to sign. Write /signer to name who does."
	msgWritten          = "Written: %s"
	msgWriteForce       = "w! replaces documents of older answers; their signatures no longer fit then."
	msgWriteFirst       = "What lies on disk is not what the answers make now. Write w first."
	msgSignerIncomplete = "Name, principal and statement of this signer come first: write /signer and then %d."
	msgStates           = "%s signs: %s"
	msgSignNow          = "Write y to sign exactly these bytes, or nothing to leave it."
	msgNotSigned        = "Not signed."
	msgSigned           = "Signed by %s with the key %s."
	msgIssued           = "revision issued"
	msgAllSigned        = "Everyone has signed. The revision is noted in the history."
	msgChooseKey        = "Write the number of a key, the path of a key file, new to make a key, or nothing to leave it."
	msgNewKey           = "new"
	msgNoKeyFolder      = "there is no folder for keys of your own here; selfmark key new FILE makes one anywhere"
	msgOtherKey         = "the key noted for %s is %s"
	msgSignedAlready    = "%s has signed documents that do not name the key of %s yet; note all keys first"
	msgKeyNoted         = "key noted"
	msgKeyNotedOf       = "The key of %s is noted: %s. The documents are written anew with it."
	msgKeyless          = "Careful: no key is noted for %s yet. Noting it later changes the documents, and signatures made before no longer fit."

	// Lists that grow.
	msgNoEntries       = "No entries."
	msgOneEntry        = "1 entry."
	msgEntries         = "%d entries."
	msgCollection      = "Write a to add, a number to change, x and a number to remove, or nothing to go on."
	msgVulnerabilities = "Known vulnerabilities of this component."
	msgPartsList       = "Interfaces and functions for which this requirement is set aside."

	// Review.
	msgReview       = "Write the number of a finding to go there, nothing for the next open place, d to write and sign the documents, < back, ! leave."
	msgReviewMore   = "%d more: write m to hear them."
	msgNoFindings   = "No findings."
	msgReviewed     = "%d %s, step %d %s: %s"
	msgTogether     = "%s. The first: %s"
	msgRemedy       = "Remedy: %s"
	msgNotSavedExit = "not saved: %w"
)

// kindWords are what places are called.
var kindWords = map[string]string{"measure": "Measure", "threat": "Threat", "impact": "Impact", "risk": "Risk", "requirement": "Requirement", "part": "Requirement of Part II"}

// stateWords are the states of measures.
var stateWords = map[assessment.State]string{assessment.Tested: "Tested", assessment.Done: "Done", assessment.Partly: "Partly", assessment.Planned: "Planned", assessment.NotDone: "Not in place", "": "Not answered"}

// diskWords say what lies under the name of a document, signWords how far a signature is.
var (
	diskWords = [...]string{signing.NotWritten: "not written yet", signing.Written: "written", signing.Differs: "another content lies there, of older answers for example"}
	signWords = [...]string{signing.Missing: "no signature yet", signing.Signed: "signed", signing.Invalid: "the signature does not fit what lies there"}
)

// Words for places that are neither of these.
const (
	wordQuestion = "Question"
	wordList     = "List"
)
