// Package cli is the command line of selfmark: one file a verb, flags, exit
// codes and messages. Results go to standard output, everything else to
// standard error.
//
// Messages to the user are one sentence: what is wrong, where, what to do. They
// begin with "selfmark: error:" and carry a "selfmark: hint:" line where a
// further step helps.
package cli

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

	"charm.land/fang/v2"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/catalogue/lawdata"
	"selfmark/assessment/file"
	"selfmark/ui/crash"
)

// Exit codes, everywhere the same, as the README lists them.
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
	TTY      func() (TTY, error)
	Customs  Customs // of the system
}

// System is the world of a real run.
func System() World {
	return World{Args: os.Args[1:], In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Getenv: os.Getenv, Now: time.Now, Rand: rand.Reader,
		Terminal: term.IsTerminal(int(os.Stdin.Fd())) && term.IsTerminal(int(os.Stdout.Fd())),
		TTY:      openTTY, Customs: here}
}

// Main runs one command and returns the exit code.
func Main(w World) (exit int) {
	out := &output{Writer: w.Out}
	app := &app{World: w, screen: w.Out, cat: catalogue.Load()}
	defer func() {
		if v := recover(); v != nil {
			exit = code(app.crashed(crash.Caught(v)))
		}
	}()
	app.Out = out
	root := app.root()
	root.SetArgs(w.Args)
	root.SetIn(w.In)
	root.SetOut(app.Out)
	if f, ok := w.Out.(*os.File); ok {
		root.SetOut(&outputFile{f, out})
	}
	root.SetErr(w.Err)
	app.strictCompletion(root) // it keeps the output of this moment
	app.keepErrors(root)
	err := fang.Execute(context.Background(), root, fang.WithVersion(version()), fang.WithoutManpage(), fang.WithErrorHandler(func(io.Writer, fang.Styles, error) {})) // Main says what cobra itself found
	err = cmp.Or(out.failure(), err, app.err)
	app.complain(err)
	return code(err)
}

// keepErrors takes the errors of verbs out of the hands of fang, which would ask
// the terminal for its colours before every message.
func (a *app) keepErrors(c *cobra.Command) {
	for _, sub := range c.Commands() {
		a.keepErrors(sub)
	}
	run, args := c.RunE, c.Args
	if run == nil {
		return
	}
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, list []string) error {
		if args != nil {
			a.err = args(c, list)
		}
		if a.err == nil {
			a.err = a.readLawData()
		}
		if a.err == nil {
			a.err = run(c, list)
		}
		return nil
	}
}

// output remembers that results could not be written, so that verbs need not ask
// after every line.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	o.err = cmp.Or(o.err, err)
	return n, err
}

func (o *output) failure() error {
	if o.err == nil {
		return nil
	}
	return fail(exitOutput, msgResultCannotWritten, file.Cause(o.err))
}

// app carries what every verb needs.
type app struct {
	World
	screen io.Writer // the terminal itself, for the wizard
	cat    *catalogue.Catalogue
	date   string // --date
	now    string // --now, for report
	dated  string // --law-data
	look   look
	err    error // of the verb that ran
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
	return failHint(code, "", format, args...)
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

// complain says what went wrong: one sentence, and a hint where a step helps.
func (a *app) complain(err error) {
	var s silent
	if err == nil || errors.As(err, &s) {
		return
	}
	fmt.Fprintf(a.Err, msgError, oneLine(err.Error()))
	var f *failure
	if errors.As(err, &f) && f.hint != "" {
		fmt.Fprintf(a.Err, msgHint, oneLine(f.hint))
	}
}

// takes checks the number of arguments of a verb; most below 0 is any number.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return failHint(exitUsage, fmt.Sprintf(msgWrite, c.UseLine()), msgNeeds, c.CommandPath(), what)
		case most >= 0 && len(args) > most:
			return failHint(exitUsage, fmt.Sprintf(msgWrite, c.UseLine()), msgTakesNothingMoreToo, c.CommandPath(), what, args[most])
		}
		return nil
	}
}

// evaluationDate is --date, else SOURCE_DATE_EPOCH, else today.
func (a *app) evaluationDate() (time.Time, error) {
	if a.date != "" {
		day, err := time.Parse(time.DateOnly, a.date)
		if err != nil {
			return day, fail(exitUsage, msgDateNotDateWrite, a.date)
		}
		return day, nil
	}
	if epoch := a.Getenv("SOURCE_DATE_EPOCH"); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil || seconds < 0 || seconds > lastSecond {
			return time.Time{}, fail(exitUsage, msgSOURCEDATEEPOCHNot, epoch)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	return a.Now(), nil
}

// lastSecond of the year 9999, the last that a date has room for.
const lastSecond = 253402300799

// dateFlag adds --date to a verb.
func (a *app) dateFlag(c *cobra.Command) {
	c.Flags().StringVar(&a.date, "date", "", dateFlagFlagDate)
}

// lawDataFlag adds --law-data to a verb.
func (a *app) lawDataFlag(c *cobra.Command) {
	c.Flags().StringVar(&a.dated, "law-data", "", lawDataFlagFlagLawData)
}

// readLawData puts the data of --law-data in place of the program's own.
func (a *app) readLawData() error {
	if a.dated == "" {
		return nil
	}
	cat, err := lawdata.Read(os.DirFS(a.dated), a.cat)
	if err != nil {
		return fail(exitInput, msgLawData, a.dated, err)
	}
	a.cat = cat
	return nil
}
