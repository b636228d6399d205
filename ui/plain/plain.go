// Package plain is the line mode: the same interview as the wizard, as plain
// sentences in one column, for screen readers, simple terminals and pipes.
//
// Rules: the important word comes first in a line; nothing is redrawn; one
// reader reads all input; end of input saves and leaves.
package plain

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
)

// Session is one sitting in the line mode.
type Session struct {
	State interview.State
	Date  time.Time
	Save  func(assessment.Assessment) error
	// Outside settles what to do when another program changed the file; nil: it is only said.
	Outside Outside
	// Notice is what the user has to know before the first answer, "" for nothing.
	Notice string
	// ReadOnly is why nothing can be saved, "" if it can.
	ReadOnly string
	// HashFile gives the SHA-256 and the size of a file of evidence; nil: it is typed.
	HashFile func(path string) (sum string, size int, err error)
	// Look says how the files named as evidence are found on disk; nil leaves them alone.
	Look func([]assessment.Evidence) map[assessment.EvidenceFile]assessment.EvidenceState
	// Path is the file of the answers; documents lie beside it.
	Path string
	// Signing writes and signs the documents; empty: it cannot be done here.
	Signing signing.Tools
	// Screener suggests answers about a change since the last final revision; nil: nothing.
	Screener *signing.Screener
	// Passphrase asks unseen for the passphrase of a key, NewPassphrase for that of a new one.
	Passphrase    func(key string) ([]byte, error)
	NewPassphrase func() ([]byte, error)
	// At is where the sitting begins, "" at the first open place.
	At interview.Place
	// Stop ends the sitting from outside, keeping what is typed; nil: nothing does.
	Stop <-chan struct{}

	in      *bufio.Reader
	out     io.Writer
	broken  error // of the output
	over    error // io.EOF or ErrStopped once the input has ended
	history []interview.Place
	undo    []step
	redo    []step
	unsaved error        // why the last save failed, nil if it did not
	by      string       // who says the notes
	since   compare.Side // the state to compare with
	moment  string       // and its name
	changed bool
}

// step is what one undo takes back.
type step struct {
	before assessment.Assessment
	what   string
	place  interview.Place
}

// ErrStopped is returned by Run after Stop.
var ErrStopped = errors.New("stopped")

// errLeave ends the sitting; everything accepted is saved already.
var errLeave = errors.New("leave")

// Run asks from At, else the first open place, until the user leaves or the input ends.
// It returns an error if something accepted could not be saved, or not be said.
func (s *Session) Run(in io.Reader, out io.Writer) error {
	s.in, s.out, s.over = bufio.NewReader(in), out, nil
	s.remember(msgStartOfSitting)
	s.welcome()
	if err := s.knowledge(); err != nil {
		return s.end(err)
	}
	place := s.begin()
	for s.broken == nil {
		next, err := s.visit(place)
		if err != nil {
			return s.end(err)
		}
		place = next
	}
	return s.end(s.broken)
}

// Rescue saves once more what was accepted, after a fault of the program, and reports
// whether it could not.
func (s *Session) Rescue() (unsaved bool) {
	defer func() { unsaved = recover() != nil || unsaved }() // the store itself may be at fault
	if !s.changed {
		return false
	}
	err := s.Save(s.State.Assessment)
	if s.Outside != nil && errors.Is(err, file.ErrChangedOutside) {
		err = s.keepBeside()
	}
	return err != nil
}

// end says how the sitting ended, and tries once more to save what is not saved.
func (s *Session) end(why error) error {
	switch {
	case errors.Is(why, io.EOF):
		s.say("\n" + msgEndOfInput)
	case errors.Is(why, ErrStopped):
		s.say("\n" + msgStopped)
	case errors.Is(why, errLeave):
	default:
		return why
	}
	if s.unsaved != nil {
		s.unsaved = s.Save(s.State.Assessment)
	}
	if s.Outside != nil && errors.Is(s.unsaved, file.ErrChangedOutside) {
		s.unsaved = s.keepBeside()
	}
	switch {
	case s.unsaved != nil:
		return fmt.Errorf(msgNotSavedExit, s.unsaved)
	case !s.changed:
		s.say(msgUnchanged)
	default:
		s.say(msgSaved)
	}
	if errors.Is(why, ErrStopped) {
		return ErrStopped
	}
	return s.broken
}

// width is where lines are broken.
const width = 78

// say prints sentences, broken at the width; nothing in them acts on a terminal.
func (s *Session) say(format string, args ...any) {
	words := format
	if len(args) > 0 {
		words = fmt.Sprintf(format, args...)
	}
	for line := range strings.SplitSeq(text.VisibleLines(words), "\n") {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		indent = min(indent, width/2)
		hang := indent
		if number, _, _ := strings.Cut(line[indent:], " "); indent > 0 && number != "" && strings.Trim(number, "0123456789") == "" {
			hang += len(number) + 1
		}
		hang = min(hang, width/2)
		for i, part := range text.Wrap(strings.TrimRight(line[indent:], " "), width-hang) {
			before := strings.Repeat(" ", hang)
			if i == 0 {
				before = before[:indent]
			}
			if i > 0 {
				part = strings.TrimLeft(part, " ")
			}
			s.print(strings.TrimRight(before+part, " ") + "\n")
		}
	}
}

// mistake says why something is not accepted.
func (s *Session) mistake(err error) { s.say(msgMistake, text.Visible(err.Error())) }

func (s *Session) print(words string) {
	if _, err := io.WriteString(s.out, words); err != nil && s.broken == nil {
		s.broken = err
	}
}

// read reads one line, without control characters; at the end of input it returns
// io.EOF after the last one.
func (s *Session) read(prompt string) (string, error) {
	if s.over != nil {
		return "", s.over
	}
	s.print(prompt)
	line, err := s.line()
	if errors.Is(err, ErrStopped) || err != nil && line == "" {
		if errors.Is(err, errLongLine) {
			s.say(msgLongLine)
		}
		if !errors.Is(err, ErrStopped) {
			err = io.EOF
		}
		s.over = err // a terminal could go on after its end
		return "", err
	}
	return text.Clean(strings.TrimRight(line, "\r\n"), false), nil
}

func (s *Session) line() (string, error) {
	if s.Stop == nil {
		return s.whole()
	}
	type input struct {
		line string
		err  error
	}
	got := make(chan input, 1)
	go func() {
		line, err := s.whole()
		got <- input{line, err}
	}()
	select {
	case i := <-got:
		return i.line, i.err
	case <-s.Stop:
		return "", ErrStopped
	}
}

// longestLine is how many bytes a line may have.
const longestLine = 1 << 20

// whole reads a line to its end. One that has none for too long ends the input: it comes
// from no keyboard and may never end.
func (s *Session) whole() (string, error) {
	var line []byte
	for {
		part, err := s.in.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > longestLine:
			return "", errLongLine
		case err != bufio.ErrBufferFull:
			return string(line), err
		}
	}
}

var errLongLine = errors.New("endless")

// knowledge says what another version of the catalogue changes, and asks to confirm
// that it was heard. Until then nothing is final.
func (s *Session) knowledge() error {
	k := s.State.Result.Knowledge
	if !k.Changes() {
		return nil
	}
	s.say(msgKnowledge, k.To, text.Visible(k.From))
	for _, words := range assessment.KnowledgeWords(k) {
		s.say("  %s.", text.Visible(words))
	}
	if s.ReadOnly != "" {
		return nil
	}
	s.say(msgKnowledgeAsk)
	line, err := s.read(msgPrompt)
	if err == nil && strings.EqualFold(strings.TrimSpace(line), wordSeen) {
		s.set(assessment.TakeKnowledge(s.State.Catalogue, s.State.Assessment), msgKnowledgeSeen, "")
		s.say(msgConfirmed)
	}
	return err
}

func (s *Session) welcome() {
	s.say(msgWelcome, text.Visible(cmp.Or(s.State.Assessment.Name(), msgNoName)))
	if s.ReadOnly != "" {
		s.say(msgReadOnly, text.Visible(s.ReadOnly))
	}
	if s.Notice != "" {
		s.say("%s", text.Visible(s.Notice))
	}
	s.say(msgKeys)
	s.status()
}

// status says in one line what still blocks.
func (s *Session) status() {
	c := s.State.Result.Counts
	s.say(msgStatus, s.State.Result.Status, c.Answered, c.Questions, c.Blocking, c.OpenPoints)
}

// begin is the first open place, or the first of all.
func (s *Session) begin() interview.Place {
	if s.At != "" {
		return s.At
	}
	if p, ok := interview.NextOpen(s.State, ""); ok {
		return p
	}
	return s.places()[0].Place
}

// places are the entries of the outline that apply.
func (s *Session) places() []interview.Entry {
	return slices.DeleteFunc(interview.Outline(s.State), func(e interview.Entry) bool { return e.Mark == interview.DoesNotApply })
}

func indexOf(places []interview.Entry, p interview.Place) int {
	return slices.IndexFunc(places, func(e interview.Entry) bool { return e.Place == p })
}

// reviewPlace is the list of findings.
const reviewPlace interview.Place = "="

// move is where an input leads; the zero value goes on.
type move struct {
	back bool
	to   interview.Place
}

// visit asks everything of one place and says where to go next.
func (s *Session) visit(p interview.Place) (interview.Place, error) {
	if p == reviewPlace {
		return s.review()
	}
	before := s.places()
	var m move
	var err error
	switch {
	case p == signPlace:
		m, err = s.documents()
	case isList(p):
		s.heading(p)
		m, err = s.collection(string(p))
	default:
		s.heading(p)
		m, err = s.record(p)
	}
	switch {
	case err != nil:
		return p, err
	case m.back:
		return s.back(p), nil
	}
	s.history = append(s.history, p)
	if m.to != "" {
		return m.to, nil
	}
	if dot := strings.LastIndexByte(string(p), '.'); dot > 0 && !isList(p) && isList(p[:dot]) {
		return p[:dot], nil // from a record to its list
	}
	next := s.after(p, before)
	s.leaveStep(p, next)
	return next, nil
}

// leaveStep says the result of a step when its last place is done.
func (s *Session) leaveStep(from, to interview.Place) {
	if step := interview.StepOf(s.State, from); slices.Contains(stepsWithResult, step) && interview.StepOf(s.State, to) != step {
		s.say("")
		s.result(step)
	}
}

// stepsWithResult are the steps whose result is said at their end.
var stepsWithResult = []int{2, 3, 5, 6, 8}

// isList reports whether a place is a list of records.
func isList(p interview.Place) bool {
	return strings.HasSuffix(string(p), ".vulnerability") || strings.HasSuffix(string(p), ".part") ||
		slices.ContainsFunc(interview.Collections(0), func(c interview.Collection) bool { return interview.Place(c.ID) == p })
}

// after is the place that follows in the order of before and still applies, or
// applies newly; the end leads to the review.
func (s *Session) after(p interview.Place, before []interview.Entry) interview.Place {
	now := s.places()
	if i := indexOf(now, outer(now, p)); i >= 0 {
		if i+1 < len(now) {
			return now[i+1].Place
		}
		return reviewPlace
	}
	for _, e := range before[indexOf(before, p)+1:] {
		if indexOf(now, e.Place) >= 0 {
			return e.Place
		}
	}
	return reviewPlace
}

// outer is the entry of the outline that a place belongs to: its list, or the
// record that holds it.
func outer(places []interview.Entry, p interview.Place) interview.Place {
	for indexOf(places, p) < 0 {
		dot := strings.LastIndexByte(string(p), '.')
		if dot < 0 {
			return p
		}
		p = p[:dot]
	}
	return p
}

// back is the place visited before, or the one before it in order.
func (s *Session) back(p interview.Place) interview.Place {
	if n := len(s.history); n > 0 {
		p = s.history[n-1]
		s.history = s.history[:n-1]
		return p
	}
	places := s.places()
	i := indexOf(places, outer(places, p))
	if i <= 0 {
		s.say(msgFirst)
		return places[0].Place
	}
	return places[i-1].Place
}

// saidAnyway are findings that the place itself says in other words.
var saidAnyway = []string{"unanswered", "unconfirmed", "measure-unanswered", "requirement-not-shown", "part-two-not-shown"}

// heading says where one is: "Question 3 of 14, step 2, Scope."
func (s *Session) heading(p interview.Place) {
	step := interview.StepOf(s.State, p)
	n, of := 0, 0
	for _, e := range s.places() {
		if e.Step == step && s.word(e.Place) == s.word(p) {
			of++
			if e.Place == p {
				n = of
			}
		}
	}
	s.say("")
	if n > 0 {
		s.say(msgPosition, s.word(p), n, of, step, interview.StepTitle(step))
	} else {
		s.say(msgStep, step, interview.StepTitle(step))
	}
	s.say("%s.", text.Visible(s.title(p)))
	for _, f := range s.State.Result.Findings {
		if !slices.Contains(saidAnyway, f.ID) && interview.PlaceOf(f) == p {
			s.say(msgFinding, text.Visible(f.Text+" "+f.Remedy))
		}
	}
	s.context(p)
}

// word is what a place is called.
func (s *Session) word(p interview.Place) string {
	kind, _, _ := strings.Cut(string(p), ".")
	switch {
	case isList(p):
		return wordList
	case kindWords[kind] != "" && p != interview.Place(kind):
		return kindWords[kind]
	}
	return wordQuestion
}

// title names a place; a member of a list by its own name.
func (s *Session) title(p interview.Place) string {
	if dot := strings.LastIndexByte(string(p), '.'); dot > 0 {
		for _, m := range interview.Members(s.State, string(p[:dot])) {
			if m.Place == p && strings.TrimSpace(m.Title) != "" {
				return strings.TrimSpace(m.Title)
			}
		}
	}
	switch {
	case strings.HasSuffix(string(p), ".vulnerability"):
		return strings.TrimSuffix(msgVulnerabilities, ".")
	case strings.HasSuffix(string(p), ".part"):
		return strings.TrimSuffix(msgPartsList, ".")
	}
	return interview.Title(s.State, p)
}

// set takes a changed assessment over: derives, saves, and says what it changes.
func (s *Session) set(next assessment.Assessment, what string, p interview.Place) {
	s.undo = append(s.undo, step{s.State.Assessment, what, p})
	s.redo = nil
	s.put(next)
}

func (s *Session) put(next assessment.Assessment) {
	before := s.State.Result
	s.derive(next)
	s.save()
	s.effect(&before, &s.State.Result)
}

// derive takes answers over with all that follows from them.
func (s *Session) derive(next assessment.Assessment) {
	s.State.Assessment = next
	s.State.Result = assessment.Evaluate(s.State.Catalogue, next, s.Date)
	if s.Look != nil {
		s.State.Result = assessment.WithEvidence(s.State.Catalogue, next, s.State.Result, s.Look(next.Evidence))
	}
}

// save says once for each failure that it failed, and when it works again.
func (s *Session) save() {
	s.changed = true
	err := s.Save(s.State.Assessment)
	if err != nil {
		s.say(msgNotSaved, text.Visible(strings.TrimPrefix(err.Error(), saidNotSaved)))
	}
	if s.Outside != nil && errors.Is(err, file.ErrChangedOutside) {
		err = s.outside(err)
	}
	if err == nil && s.unsaved != nil {
		s.say(msgSavedAgain)
	}
	s.unsaved = err
}

// effect says what an answer changed about the risks.
func (s *Session) effect(before, after *assessment.Result) {
	was := map[string]*assessment.ThreatResult{}
	for i := range before.Threats {
		was[string(before.Threats[i].ID)] = &before.Threats[i]
	}
	var fresh, gone, lower, higher []string
	for i := range after.Threats {
		t := &after.Threats[i]
		old := was[string(t.ID)]
		delete(was, string(t.ID))
		switch {
		case old == nil:
			fresh = append(fresh, string(t.ID)+" "+t.Inherent.String())
		case t.Residual < old.Residual:
			lower = append(lower, fmt.Sprintf(msgFromTo, t.ID, old.Residual, t.Residual))
		case t.Residual > old.Residual:
			higher = append(higher, fmt.Sprintf(msgFromTo, t.ID, old.Residual, t.Residual))
		}
	}
	for id := range was {
		gone = append(gone, id)
	}
	slices.Sort(gone)
	for _, group := range []struct {
		message string
		list    []string
	}{{msgNewRisks, fresh}, {msgGoneRisks, gone}, {msgLower, lower}, {msgHigher, higher}} {
		if len(group.list) > 0 {
			s.say(group.message, few(group.list))
		}
	}
	if before.Counts.Inherent != after.Counts.Inherent || before.Counts.Residual != after.Counts.Residual {
		s.say(msgEffect, levels(after.Counts.Inherent), levels(after.Counts.Residual))
	}
}

// few lists the first of many.
func few(list []string) string {
	const most = 6
	if len(list) > most+1 {
		list = append(slices.Clone(list[:most]), fmt.Sprintf(msgAndMore, len(list)-most))
	}
	return strings.Join(list, ", ")
}

func levels(counts [6]int) string {
	var parts []string
	for level := 5; level >= 1; level-- {
		if counts[level] > 0 {
			parts = append(parts, fmt.Sprintf("R%d %d", level, counts[level]))
		}
	}
	if len(parts) == 0 {
		return msgNone
	}
	return strings.Join(parts, ", ")
}
