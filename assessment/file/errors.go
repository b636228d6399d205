package file

import (
	"errors"
	"fmt"

	"selfmark/assessment/yamlstrict"
)

// Error is a mistake in an assessment file, or a file that cannot be read.
type Error struct {
	File         string // name of the file, "" when only its content is known
	Line, Column int    // from 1; 0 when the mistake has no place
	Place        string // the answer it is about, such as "device.Q13"
	Problem      string // what is wrong
	Remedy       string // what to do
	Limit        bool   // nothing is wrong, but it is more than a file may hold

	cause error
}

// Error returns one sentence: where, what is wrong, what to do.
func (e *Error) Error() string {
	where := e.File
	switch {
	case e.Line > 0 && where != "":
		where = fmt.Sprintf("%s:%d:%d: ", where, e.Line, e.Column)
	case e.Line > 0:
		where = fmt.Sprintf(msgLineColumn, e.Line, e.Column)
	case where != "":
		where += ": "
	}
	return where + e.Problem + "; " + e.Remedy
}

// Unwrap returns the error of the file system, if there was one.
func (e *Error) Unwrap() error { return e.cause }

// ErrLocked says that another process holds the lock of the assessment.
var ErrLocked = errors.New(msgAnotherWindowAssessmentOpen)

// ErrChangedOutside says that the file is no longer what the store read or wrote
// last. Sides and SaveMerged put both together, Reload takes what is there, Overwrite
// puts the own answers in its place, SaveAs keeps both.
var ErrChangedOutside = errors.New(msgAnotherProgramChangedFile)

// ErrGone says that the file is not there any more: renamed, moved or deleted. It
// is an ErrChangedOutside.
var ErrGone = fmt.Errorf(msgNotThereAnyMore, ErrChangedOutside)

// ErrNoLocks says that a drive has no locks, such as some network shares. The check
// for changes from outside still protects the file there.
var ErrNoLocks = errors.New(msgDriveNoLocks)

// ErrReadOnly says that the file or its folder may not be written.
var ErrReadOnly = errors.New(msgFileCannotWrittenHere)

// ErrNoFile says that what should be read or locked is no ordinary file.
var ErrNoFile = errors.New(msgNoOrdinaryFile)

// ErrTooLarge says that a file is larger than any of its kind.
var ErrTooLarge = errors.New(msgTooLarge)

// SaveError says that answers are not on disk, why, and what to do. The file is
// as it was before.
type SaveError struct {
	Path    string
	Problem string
	Remedy  string

	cause error
}

// Error returns one sentence: "not saved", why, and what to do.
func (e *SaveError) Error() string { return fmt.Sprintf(msgNotSaved, e.Problem, e.Remedy) }

// Unwrap returns the cause: ErrLocked, ErrChangedOutside, ErrReadOnly or an error
// of the file system.
func (e *SaveError) Unwrap() error { return e.cause }

// FromYAML turns a mistake in the YAML itself into one of a file.
func FromYAML(err error) *Error {
	var y *yamlstrict.Error
	if !errors.As(err, &y) {
		return &Error{Problem: err.Error(), Remedy: msgReportFault}
	}
	return &Error{Line: y.Line, Column: y.Column, Problem: y.Problem, Remedy: y.Remedy, Limit: y.Limit}
}
