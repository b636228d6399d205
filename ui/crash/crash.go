// Package crash tells of a fault of the program without telling what the user
// wrote: no values, only where it happened.
package crash

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
)

// Error is a fault of the program that was caught.
type Error struct {
	Kind    string   // what kind of fault; never a text with answers
	Trace   []string // functions with file and line, the innermost first
	File    string   // the assessment, "" if none was open
	Unsaved bool     // the last answers are not in it
}

// deepest is how many functions are named.
const deepest = 40

// Caught makes an Error of what recover returned. It must be called from the
// deferred function, so that the stack is still there.
func Caught(value any) *Error {
	e := &Error{Kind: fmt.Sprintf(msgKind, value)}
	if r, ok := value.(runtime.Error); ok {
		e.Kind = r.Error() // indices and types, no texts
	}
	pcs := make([]uintptr, deepest)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	for {
		f, more := frames.Next()
		e.Trace = append(e.Trace, fmt.Sprintf(msgFrame, f.Function, filepath.Base(f.File), f.Line))
		if !more {
			return e
		}
	}
}

// Error says in one sentence that the program is at fault.
func (e *Error) Error() string { return msgFault }

// Report is all that the user needs to know, and what a report to the makers needs.
func (e *Error) Report(version string) string {
	var b strings.Builder
	fmt.Fprintf(&b, msgErrorLine, msgFault)
	switch {
	case e.File != "" && e.Unsaved:
		fmt.Fprintf(&b, msgUnsaved, e.File)
	case e.File != "":
		fmt.Fprintf(&b, msgSaved, e.File)
	default:
		b.WriteString(msgWhole)
	}
	b.WriteString(msgHintLine)
	fmt.Fprintf(&b, msgMachine, version, runtime.Version(), runtime.GOOS, runtime.GOARCH, e.Kind)
	for _, line := range e.Trace {
		b.WriteString("  " + line + "\n")
	}
	return b.String()
}
