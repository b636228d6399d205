package plain

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// workshop takes the commands that begin with ~ and those about notes; it reports
// whether it was one of them.
func (s *Session) workshop(line string) bool {
	switch {
	case line == "~":
		s.changes()
	case line == "~!":
		s.remember(msgRemembered)
		s.say(msgNowRemembered)
	case strings.HasPrefix(line, "~"):
		s.whatIf(line[1:])
	case strings.HasPrefix(line, "+="):
		s.notes(strings.TrimSpace(line[2:]))
	case strings.HasPrefix(line, "+x"):
		s.settle(strings.TrimSpace(line[2:]))
	case strings.HasPrefix(line, "+@"):
		s.by = strings.TrimSpace(line[2:])
		s.say(msgSpeaks, text.Visible(s.by))
	default:
		return false
	}
	return true
}

// remember keeps the present state to compare with, under a name.
func (s *Session) remember(name string) {
	s.since, s.moment = compare.Side{Assessment: s.State.Assessment, Result: s.State.Result}, name
}

// changes says what differs from the remembered moment.
func (s *Session) changes() {
	now := compare.Side{Assessment: s.State.Assessment, Result: s.State.Result}
	c := compare.Between(s.State.Catalogue, s.since, now)
	if c.Empty() {
		s.say(msgNoChange, s.moment)
		return
	}
	s.say(msgSince, s.moment, orNoRisk(compare.Summarize(&s.since.Result, &now.Result)))
	for _, r := range c.Result(resultNames) {
		s.differs(r.Name, r.Change)
	}
	for i := range c.Threats {
		s.say("  %s", threatChange(&c.Threats[i]))
	}
	for _, r := range c.Requirements {
		s.differs(string(r.ID), r.Change)
	}
	s.say(msgFindingsChanged, len(c.Came), len(c.Went))
	for i := range c.Answers {
		a := &c.Answers[i]
		s.differs(strings.TrimSpace(a.Path+" "+a.Title), a.Change)
	}
}

func (s *Session) differs(what string, c compare.Change) {
	s.say(msgChanged, text.Visible(what), text.Visible(cmp.Or(c.Before, msgNothing)), text.Visible(cmp.Or(c.After, msgNothing)))
}

// orNoRisk is a summary in words.
func orNoRisk(c compare.Summary) string {
	if words := c.Words(); words != "" {
		return words
	}
	return msgNoRiskChanged
}

// whatIf says what states of measures would change: "M07 tested, M14 done".
// Nothing is recorded.
func (s *Session) whatIf(words string) {
	a := s.State.Assessment
	for part := range strings.SplitSeq(words, ",") {
		id, word, _ := strings.Cut(strings.TrimSpace(part), " ")
		measure, state := catalogue.MeasureID(strings.ToUpper(id)), assessment.State(strings.TrimSpace(strings.ToLower(word)))
		known := slices.ContainsFunc(s.State.Result.Measures, func(m assessment.MeasureResult) bool { return m.ID == measure })
		if !known || !slices.Contains(assessment.States(), state) {
			s.say(msgMistake, msgHowWhatIf)
			return
		}
		a = assessment.Tried(a, measure, state)
	}
	after := assessment.Evaluate(s.State.Catalogue, a, s.Date)
	s.say(msgIfSo, orNoRisk(compare.Summarize(&s.State.Result, &after)))
	s.effect(&s.State.Result, &after)
}

// owned takes owner and date from the end of an open point: "ask sales @PL 2026-12-01".
func owned(words string) (what, owner, due string) {
	fields := strings.Fields(words)
	last := len(fields) - 1
	if _, err := time.Parse(time.DateOnly, fields[last]); err == nil && last > 0 {
		due, last = fields[last], last-1
	}
	if name, at := strings.CutPrefix(fields[last], "@"); at && name != "" && last > 0 {
		return strings.Join(fields[:last], " "), name, due
	}
	return words, "", "" // a date alone belongs to the words
}

// notes lists notes and open points, of one owner or, with "", of all.
func (s *Session) notes(owner string) {
	list := interview.Points(s.State, owner)
	if len(list) == 0 {
		s.say(msgNoNotes)
	}
	for _, p := range list {
		s.say("  %s", text.Visible(pointWords(p, s.Date)))
	}
}

// settle marks the open point of a number as done, or opens it again.
func (s *Session) settle(number string) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(s.State.Assessment.Notes) {
		s.say(msgMistake, msgWhichNote)
		return
	}
	open := !s.State.Assessment.Notes[n-1].Open
	next, err := interview.Settle(s.State, n, open)
	if err != nil {
		s.mistake(err)
		return
	}
	s.set(next, strings.TrimSpace(s.State.Assessment.Notes[n-1].Text), interview.Place("note."+number))
	s.say("%s", map[bool]string{true: msgOpenAgain, false: msgDone}[open])
}
