// Package cli is the command line of selfmark: one file a verb, flags, exit
// codes and messages. Results go to standard output, everything else to
// standard error.
//
// Messages to the user are one sentence: what is wrong, where, what to do. They
// begin with "selfmark: error:" and carry a "selfmark: hint:" line where a
// further step helps.
package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"selfmark/assessment/catalogue"
)

// Exit codes, everywhere the same (decisions.md, "Names and bytes").
const (
	exitDone        = 0
	exitNo          = 1 // the answer is no
	exitUsage       = 2 // wrong use
	exitInput       = 3 // input cannot be read or is not valid
	exitOutput      = 4 // output cannot be written
	exitInterrupted = 130
)

// World is what comes in from outside: streams, environment, clock, randomness.
type World struct {
	Args     []string
	In       *os.File
	Out, Err io.Writer
	Getenv   func(string) string
	Now      func() time.Time
	Rand     io.Reader
	Terminal bool // input and output are a terminal
	TTY      func() (*os.File, error)
}

// System is the world of a real run.
func System() World {
	return World{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Rand: rand.Reader,
		Terminal: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())),
		TTY:      openTTY}
}

// Main runs one command and returns the exit code.
func Main(w World) int {
	app := &app{World: w, cat: catalogue.Load()}
	root := app.root()
	root.SetArgs(w.Args)
	root.SetIn(w.In)
	root.SetOut(w.Out)
	root.SetErr(w.Err)
	err := fang.Execute(context.Background(), root, fang.WithVersion(Version()), fang.WithErrorHandler(app.report))
	return code(err)
}

// app carries what every verb needs.
type app struct {
	World
	cat  *catalogue.Catalogue
	date string // --date
	look look
}

// failure is an error with an exit code and, where a further step helps, a hint.
type failure struct {
	code int
	err  error
	hint string
}

func (f *failure) Error() string { return f.err.Error() }
func (f *failure) Unwrap() error { return f.err }

func fail(code int, format string, args ...any) error {
	return &failure{code: code, err: fmt.Errorf(format, args...)}
}

func failHint(code int, hint, format string, args ...any) error {
	return &failure{code: code, err: fmt.Errorf(format, args...), hint: hint}
}

// silent ends with a code after everything has been said.
type silent int

func (silent) Error() string { return "" }

// code is the exit code of an error; what no verb classified is wrong use, as
// cobra reports unknown flags and missing arguments.
func code(err error) int {
	var f *failure
	var s silent
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &s):
		return int(s)
	case errors.As(err, &f):
		return f.code
	default:
		return exitUsage
	}
}

func (a *app) report(w io.Writer, _ fang.Styles, err error) {
	var s silent
	if errors.As(err, &s) {
		return
	}
	fmt.Fprintf(w, "selfmark: error: %s\n", oneLine(err.Error()))
	var f *failure
	if errors.As(err, &f) && f.hint != "" {
		fmt.Fprintf(w, "selfmark: hint: %s\n", f.hint)
	} else if code(err) == exitUsage {
		fmt.Fprintln(w, "selfmark: hint: selfmark --help shows the verbs, selfmark VERB --help one of them")
	}
}

// evaluationDate is --date, else SOURCE_DATE_EPOCH, else today.
func (a *app) evaluationDate() (time.Time, error) {
	if a.date != "" {
		day, err := time.Parse(time.DateOnly, a.date)
		if err != nil {
			return day, fail(exitUsage, "--date %q is not a date; write it like 2027-12-11", a.date)
		}
		return day, nil
	}
	if epoch := a.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		var seconds int64
		if _, err := fmt.Sscan(epoch, &seconds); err != nil || seconds < 0 {
			return time.Time{}, fail(exitUsage, "SOURCE_DATE_EPOCH %q is not a number of seconds", epoch)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	return a.Now(), nil
}

// dateFlag adds --date to a verb.
func (a *app) dateFlag(c *cobra.Command) {
	c.Flags().StringVar(&a.date, "date", "", "date of evaluation, like 2027-12-11 (default: SOURCE_DATE_EPOCH, else today)")
}
