package plain

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// command handles the short commands that work at every prompt.
func (s *Session) command(line string, p interview.Place, f interview.Field) (bool, move, error) {
	line = strings.TrimSpace(line)
	words := strings.TrimSpace(line[min(1, len(line)):]) // without the sign
	switch {
	case line == "?":
		s.help(p, f)
	case strings.HasPrefix(line, "?"):
		s.meaning(words)
	case line == "<":
		return true, move{back: true}, nil
	case line == ">":
		return true, move{to: s.next(p)}, nil
	case line == "=":
		return true, move{to: reviewPlace}, nil
	case strings.HasPrefix(line, "="):
		s.results(words)
	case line == "c!":
		m, err := s.confirm(p)
		return true, m, err
	case line == "p!":
		return true, move{}, s.proposals(p)
	case line == "!":
		return true, move{}, errLeave
	case line == "u!":
		return true, move{to: s.takeBack()}, nil
	case line == "r!":
		return true, move{to: s.again()}, nil
	case line == "/":
		s.outline()
	case line == "+", line == "+?":
		s.say(msgWordsToo, line)
	case strings.HasPrefix(line, "/"):
		return true, move{to: s.find(words)}, nil
	case strings.HasPrefix(line, "+ "):
		s.note(p, words, false)
	case strings.HasPrefix(line, "+?"):
		s.note(p, strings.TrimSpace(words[1:]), true)
	default:
		return s.workshop(line), move{}, nil
	}
	return true, move{}, nil
}

// next is the next open place, "" if there is none other.
func (s *Session) next(p interview.Place) interview.Place {
	next, ok := interview.NextOpen(s.State, p)
	switch {
	case !ok:
		s.say(msgNothingOpen)
		return ""
	case next == p:
		s.say(msgOnlyOpen)
		return ""
	}
	return next
}

// takeBack undoes the last accepted answer and leads to where it was given.
func (s *Session) takeBack() interview.Place {
	return s.turn(&s.undo, &s.redo, msgUndone, msgNoUndo)
}

// again accepts once more what was undone last.
func (s *Session) again() interview.Place {
	return s.turn(&s.redo, &s.undo, msgRedone, msgNoRedo)
}

// turn takes the newest change from one pile and puts its opposite on the other.
func (s *Session) turn(from, to *[]step, done, none string) interview.Place {
	if len(*from) == 0 {
		s.say("%s", none)
		return ""
	}
	last := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, step{s.State.Assessment, last.what, last.place})
	s.put(last.before)
	s.say(done, text.Visible(last.what))
	if _, err := interview.Fields(s.State, last.place); err != nil && !isList(last.place) && last.place != signPlace {
		return outer(s.places(), last.place)
	}
	return last.place
}

// outline says the steps, and how much of each is open.
func (s *Session) outline() {
	all, open := map[int]int{}, map[int]int{}
	for _, e := range s.places() {
		all[e.Step]++
		if e.Mark == interview.Open {
			open[e.Step]++
		}
	}
	for _, step := range interview.Steps() {
		s.say("  "+msgOutline, step.Number, step.Title, all[step.Number], open[step.Number])
	}
	s.say(msgOutlineHow)
}

// results says what follows from the answers of a step, by its number.
func (s *Session) results(words string) {
	step, err := strconv.Atoi(words)
	if err != nil || step < 1 || step > interview.StepCount {
		s.say(msgMistake, msgWhatResult)
		return
	}
	s.result(step)
}

// find looks for a place by the number of a step, an id or words, "" if there is
// no one place.
func (s *Session) find(words string) interview.Place {
	folded := catalogue.Fold(words)
	if p := interview.Place(words); p == signPlace || isList(p) {
		return interview.Place(words)
	}
	step, _ := strconv.Atoi(words)
	var exact, found []interview.Entry
	for _, e := range interview.Outline(s.State) {
		title, applies := catalogue.Fold(e.Title), e.Mark != interview.DoesNotApply
		id, _, _ := strings.Cut(title, " ")
		switch {
		case e.Step == step && applies, id == folded, title == folded, catalogue.Fold(string(e.Place)) == folded:
			exact = append(exact, e)
		case strings.Contains(title, folded) && applies:
			found = append(found, e)
		}
	}
	if len(exact) > 0 {
		found = exact[:1]
	}
	switch {
	case len(found) == 0:
		if _, err := interview.Fields(s.State, interview.Place(words)); err == nil {
			return interview.Place(words)
		}
		s.say(msgNotFound, text.Visible(words))
	case len(found) > 1:
		s.say(msgSeveral)
		for _, e := range found[:min(len(found), 10)] {
			s.say("  %s %s", e.Place, text.Visible(e.Title))
		}
		if len(found) > 10 {
			s.say("  "+msgAndMore, len(found)-10)
		}
	case found[0].Mark == interview.DoesNotApply:
		s.say(msgNotAsked, found[0].Title, found[0].Why)
	default:
		return found[0].Place
	}
	return ""
}

// note keeps a remark or an open point on a place.
func (s *Session) note(p interview.Place, words string, open bool) {
	if len(s.State.Assessment.Notes) == 0 {
		i := slices.IndexFunc(interview.Collections(0), func(c interview.Collection) bool { return c.ID == "note" })
		s.say("%s", interview.Collections(0)[i].Why)
	}
	next := s.State.Assessment.Clone()
	n := assessment.Note{On: interview.NoteOn(s.State, p), Text: words, Open: open, By: s.by, Date: s.dated()}
	if open {
		n.Text, n.Owner, n.Due = owned(words)
	}
	next.Notes = append(next.Notes, n)
	s.set(next, s.title(p), p)
	if open {
		s.say(msgOpenNoted)
	} else {
		s.say(msgNoted)
	}
}

// dated is the day of a note that says who spoke, as the file keeps it.
func (s *Session) dated() string {
	if s.by == "" {
		return ""
	}
	return s.Date.Format(time.DateOnly)
}

// law says where it stands, and what stands there in plain words.
func (s *Session) law(cite []catalogue.Citation) {
	s.say(msgLaw, cited(cite))
	for _, c := range cite {
		if words := s.State.Catalogue.PlainWords(c); words != "" {
			s.say(msgPlainWords, c.Words(), words)
		}
	}
}

// help says why this is asked, with the citation, and the commands.
func (s *Session) help(p interview.Place, f interview.Field) {
	kind, rest, _ := strings.Cut(string(p), ".")
	if q := s.State.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		s.say(msgWhy, q.Why)
		s.law(q.Cite)
	} else if i := slices.IndexFunc(interview.Collections(0), func(c interview.Collection) bool { return c.ID == kind && kind != "" }); i >= 0 {
		s.say(msgWhy, interview.Collections(0)[i].Why)
		s.law(interview.Collections(0)[i].Cite)
	} else if p != reviewPlace {
		s.law(interview.Steps()[interview.StepOf(s.State, p)-1].Cite)
	}
	if f.Example != "" {
		s.say(msgExample, f.Example)
	}
	if kind == "requirement" && rest != "1" {
		s.say(msgParts, p)
	}
	s.say(msgCommands)
}

// meaning looks a word up in the glossary.
func (s *Session) meaning(word string) {
	folded := catalogue.Fold(word)
	found := false
	for _, exact := range []bool{true, false} {
		for _, t := range s.State.Catalogue.Glossary {
			if term := catalogue.Fold(t.Term); term == folded || !exact && strings.Contains(term, folded) {
				s.say(msgMeaning, t.Term, t.Meaning)
				found = true
			}
		}
		if found {
			return
		}
	}
	s.say(msgNoTerm, text.Visible(word))
}

func cited(cite []catalogue.Citation) string {
	var list []string
	for _, c := range cite {
		list = append(list, c.Words())
	}
	return strings.Join(list, ", ")
}

// context prints what one must know before answering: the reason of a threat,
// what a measure is, the duty of a requirement.
func (s *Session) context(p interview.Place) {
	kind, rest, _ := strings.Cut(string(p), ".")
	r := &s.State.Result
	switch kind {
	case "threat", "risk":
		for i := range r.Threats {
			if t := &r.Threats[i]; string(t.ID) == rest {
				s.threat(t)
			}
		}
	case "measure":
		s.measure(catalogue.MeasureID(rest))
	case "requirement":
		for i := range r.Requirements {
			if q := &r.Requirements[i]; q.Letter == rest {
				s.requirement(q.ID, q.Reason.Text, q.Missing, q.Proposal)
			}
		}
	case "part":
		for _, q := range r.PartTwo {
			if strconv.Itoa(q.Number) == rest {
				s.requirement(q.ID, "", q.Missing, q.Proposal)
			}
		}
	case "impact":
		for _, a := range r.Assets {
			for _, c := range a.Concerns {
				if rest == string(a.ID)+":"+string(c.Concern) {
					s.say(msgReason, text.Visible(c.Reason.Text))
					s.say(msgImpact, c.Computed.Level, c.Computed.Category.Title(), c.Impact.Level)
				}
			}
		}
	}
}

func (s *Session) threat(t *assessment.ThreatResult) {
	if c := s.State.Catalogue.Threat(t.ID); c != nil {
		s.say("%s", c.Happens)
	}
	s.say(msgReason, text.Visible(t.Because.Text))
	s.say(msgInherent, text.Visible(t.RiskReason.Text))
	s.say(msgResidual, text.Visible(t.ResidualReason.Text))
}

// measure says what a measure is and which risks it lowers, the highest first.
func (s *Session) measure(id catalogue.MeasureID) {
	if m := s.State.Catalogue.Measure(id); m != nil {
		s.say("%s", m.Do)
		s.say(msgEvidence, m.Evidence)
		if len(m.Requirements) > 0 {
			s.say(msgServes, "("+strings.Join(m.Requirements, ") (")+")")
		}
	}
	without, with := s.measured(id, assessment.NotDone), s.measured(id, assessment.Tested)
	var lowered []int
	for i := range without {
		if !without[i].Dismissed && i < len(with) && with[i].Residual < without[i].Residual {
			lowered = append(lowered, i)
		}
	}
	slices.SortStableFunc(lowered, func(a, b int) int { return cmp.Compare(without[b].Residual, without[a].Residual) })
	var list []string
	for _, i := range lowered {
		list = append(list, fmt.Sprintf(msgWhatIf, without[i].ID, text.Visible(without[i].Title), without[i].Residual, with[i].Residual))
	}
	switch len(list) {
	case 0:
		s.say(msgLowersNone)
	case 1:
		s.say(msgLowers, msgOneRisk, list[0])
	default:
		s.say(msgLowers, strconv.Itoa(len(list))+" "+msgRisks, few(list))
	}
}

// measured is the threats as they would be with one measure in a state.
func (s *Session) measured(id catalogue.MeasureID, state assessment.State) []assessment.ThreatResult {
	return assessment.Evaluate(s.State.Catalogue, assessment.Tried(s.State.Assessment, id, state), s.Date).Threats
}

// mostMissing is how much of what is missing is said at once.
const mostMissing = 8

// requirement says what a requirement asks and what is still missing.
func (s *Session) requirement(id catalogue.RequirementID, reason string, missing []string, proposal string) {
	s.say("%s", s.State.Catalogue.Requirement(id).Duty)
	if reason != "" {
		s.say(msgReason, text.Visible(reason))
	}
	for _, m := range missing[:min(len(missing), mostMissing)] {
		s.say(msgStillMissing, text.Visible(m))
	}
	if len(missing) > mostMissing {
		s.say(msgAndMore, len(missing)-mostMissing)
	}
	if proposal != "" {
		s.say(msgProposal)
		for line := range strings.SplitSeq(proposal, "\n") {
			s.say("  %s", text.Visible(line))
		}
	}
}
