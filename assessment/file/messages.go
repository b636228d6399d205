package file

import (
	"fmt"
	"strings"

	"selfmark/assessment/yamlstrict"
)

// The sentences of this package, in one place: what is wrong, and what to do.

type message struct {
	problem, remedy string
	limit           bool // nothing is wrong, but it is more than a file may hold
}

var quote = yamlstrict.Quote

func say(remedy, problem string, args ...any) message {
	return message{problem: fmt.Sprintf(problem, args...), remedy: remedy}
}

func limit(remedy, problem string, args ...any) message {
	m := say(remedy, problem, args...)
	m.limit = true
	return m
}

// didYouMean suggests what was probably meant, or else says what to do.
func didYouMean(word string, candidates []string, otherwise string) string {
	if c := closest(word, candidates); c != "" {
		return "did you mean " + c + "?"
	}
	return otherwise
}

// choice lists candidates as long as one can take them in.
func choice(candidates []string) string {
	if len(candidates) > 10 {
		return "write one of " + strings.Join(candidates[:8], ", ") + " …"
	}
	return "write one of " + strings.Join(candidates, ", ")
}

func unknownKey(key, place string, candidates []string) message {
	where := place
	if where == "" {
		where = "an assessment"
	}
	return say(didYouMean(key, candidates, "remove it, or write it as a note"), "%s has no key %s", where, quote(key))
}

func keyElsewhere(key, place, section string) message {
	return say("move it to "+section, "%s has no key %s", place, quote(key))
}

func unknownWord(place, word string, candidates []string) message {
	return say(didYouMean(word, candidates, choice(candidates)), "%s cannot be %s", place, quote(word))
}

func unknownOption(place, word string, candidates []string) message {
	return say(didYouMean(word, candidates, choice(candidates)), "%s has no option %s", place, quote(word))
}

func unknownID(kind, id string, candidates []string, example string) message {
	return say(didYouMean(id, candidates, "write an id such as "+example), "there is no %s %s", kind, quote(id))
}

func ofNewerCatalogue(m message, version string) message {
	m.remedy = "update selfmark, the file was last used with catalogue " + version
	return m
}

func noValue(place string) message {
	return say("write one, or remove the line to leave it unanswered", "%s has no value", place)
}

func mustBe(place, what, got string) message {
	return say("write "+what, "%s cannot be %s", place, got)
}

func mustBeText(place, word string) message {
	return say("put it in quotes", "%s must be text, and %s is none", place, word)
}

func oneOption(place string) message {
	return say("write one option, or remove the line to leave it unanswered", "%s takes exactly one option", place)
}

func notSureNotOffered(place string) message {
	return say("choose an answer, or remove the line to leave it unanswered", `%s does not offer "not sure"`, place)
}

func tooMany(place string, are, most int) message {
	return limit("remove the others", "%s has %d entries, and at most %d are looked at", place, are, most)
}

func tooLong(place string, most int) message {
	return limit("write the rest elsewhere, such as in a note", "%s is longer than %d characters", place, most)
}

func tooManyRecords(most int) message {
	return limit("remove some, such as parts of parts among the components", "all lists together have more than %d entries", most)
}

func twice(place, word string) message {
	return say("keep one of the two", "%s stands twice in %s", quote(word), place)
}

func required(place, key string) message {
	return say("add it", "%s lacks the key %s", place, quote(key))
}

func notAnAssessment() message {
	return say("check that it is the right file", `this is no assessment of selfmark: the key "selfmark" is missing`)
}

func badFormat(got string) message {
	return say("write selfmark: 1", "selfmark: %s is no format", quote(got))
}

func newerFormat(got string) message {
	return say("update selfmark", "made by a newer selfmark (format %s)", got)
}

// The words of a file that cannot be read.

func doesNotExist() message {
	return say("check the name, or begin one with selfmark new", "there is no such file")
}

func existsAlready() message {
	return say("open it, or choose another name", "the file exists already")
}

func notAFile() message {
	return say("name a file that ends in "+Suffix, "this is no file")
}

func notOrdinary() message {
	return say("move it away, or save under another name", "something that is no ordinary file lies in its place")
}

func tooLarge() message {
	return say("check that it is the right file", "larger than %d MB", yamlstrict.MaxBytes>>20)
}

func cannotRead(why string) message {
	return say("check the file and its permissions", "it cannot be read: %s", why)
}

func restoreFrom(remedy, backup string) string {
	return remedy + ", or take the copy from before the last sitting, " + backup
}

// The words of a file that cannot be written.

const (
	tryAgain  = "try again"
	elsewhere = "save it under another name"
)

func diskFull() message {
	return say("free room and try again", "the disk is full")
}

func quotaUsed() message {
	return say("free room and try again", "your share of the disk is used up")
}

func noPermission() message {
	return say("change the permissions and try again, or "+elsewhere, "the folder does not permit it")
}

func writeProtected() message {
	return say(elsewhere+" on another disk", "the disk is write-protected")
}

func nameTooLong() message {
	return say("save it under a shorter name", "the name of the file is too long")
}

func folderGone() message {
	return say("make the folder and try again, or "+elsewhere, "the folder is not there")
}

func diskFailed(why string) message {
	return say(tryAgain+", or "+elsewhere, "the disk reports: %s", why)
}

func changedOutside() message {
	return say("put both together, reload it, overwrite it, or save yours under another name", "%s", ErrChangedOutside)
}

func gone() message {
	return say("put yours in its place, or save it under another name", "the file is not there any more: another program renamed, moved or deleted it")
}

func lockedElsewhere() message {
	return say("close that window, or save under another name", "%s", ErrLocked)
}

// beyondLimit is about what was not written because it could not be opened again.
func beyondLimit(why string) message {
	return say("undo the last answer, or remove or shorten others", "the file would be too much to open again (%s)", why)
}

func cannotReadBack(why string) message {
	return say("undo the last answer and report this as a fault of selfmark", "it could not be read again (%s)", why)
}

func notConfirmed() message {
	return say(tryAgain, "it is written, but the disk has not confirmed it")
}

func closed() message {
	return say("open it again", "the assessment was closed")
}

const (
	reasonLocked    = "another selfmark window has it open"
	reasonProtected = "the file is write-protected"
)

func evidenceOutside(name string) string {
	return fmt.Sprintf("%q lies outside the folder of the assessment, or a link leads out of it; copy it there", name)
}

func evidenceNoFile(name string) string { return fmt.Sprintf("%q is no ordinary file", name) }

func evidenceTooLarge(name string) string { return fmt.Sprintf("%q is larger than 1 GB", name) }

// Said in answers.go.
const (
	msgDateOrOpen     = "a date such as 2027-12-11, or open"
	msgMonth          = "a month such as 2033-01"
	msgCategoryOrNone = "III.I.17, or none"
)

// Said in codec.go.
const (
	msgKeysTheirValuesBelow = "keys with their values below it"
	msgListExample          = "a list such as [a, b]"
	msgMapping              = "a mapping"
	msgList                 = "a list"
	msgFile                 = "the file"
	msgTrueFalse            = "true or false"
	msgOneOf                = "one of %s"
	msgIdSuch               = "an id such as %s"
	msgDate                 = "a date such as 2027-12-11"
	msgWholeNumber          = "a whole number such as 8"
)

// firstLine opens every file.
const firstLine = "# selfmark assessment. Comments are not kept; use notes.\n"

// Said in decode.go.
const (
	msgVersion = "a version such as 2026.11"
)

// Said in errors.go.
const (
	msgLineColumn                  = "line %d, column %d: "
	msgAnotherWindowAssessmentOpen = "another selfmark window has this assessment open"
	msgAnotherProgramChangedFile   = "another program changed the file since it was read"
	msgNotThereAnyMore             = "%w: it is not there any more"
	msgNoOrdinaryFile              = "it is no ordinary file"
	msgTooLarge                    = "it is too large"
	msgDriveNoLocks                = "the drive has no locks"
	msgFileCannotWrittenHere       = "the file cannot be written here"
	msgNotSaved                    = "not saved: %s; %s"
	msgReportFault                 = "report this as a fault of selfmark"
)

// Said in schema.go.
const (
	msgAssetConcern                     = "asset and concern"
	msgPartRequirement                  = "part of a requirement"
	msgQuestionThreatMeasureRequirement = "question, threat, measure or requirement"
)
