package plain

import (
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// confirm says the answers of a template in the block of a question and confirms
// all of them on yes.
func (s *Session) confirm(p interview.Place) (move, error) {
	q := s.State.Catalogue.Question(catalogue.QuestionID(p))
	if q == nil {
		s.say(msgNoBlock)
		return move{}, nil
	}
	var ids []catalogue.QuestionID
	block := interview.Block(s.State, q)
	for _, each := range block {
		if interview.Unconfirmed(s.State.Assessment, each.ID) {
			ids = append(ids, each.ID)
			s.say("  %d %s: %s.", len(ids), each.Short, strings.TrimSuffix(text.Visible(assessment.AnswerWords(each, s.State.Assessment.Answers[each.ID])), "."))
		}
	}
	if len(ids) == 0 {
		s.say(msgNothingToConfirm)
		return move{}, nil
	}
	yes, out, err := s.together(msgConfirmAll, len(ids))
	if err != nil || !yes {
		return move{}, err
	}
	for _, n := range out {
		ids[n-1] = ""
	}
	ids = slices.DeleteFunc(ids, func(id catalogue.QuestionID) bool { return id == "" })
	s.set(interview.Confirm(s.State.Assessment, ids...), q.Block, p)
	s.say(msgConfirmed)
	places := s.places()
	if i := indexOf(places, interview.Place(block[len(block)-1].ID)); i >= 0 && i+1 < len(places) {
		s.leaveStep(p, places[i+1].Place)
		return move{to: places[i+1].Place}, nil
	}
	return move{}, nil
}

// kindsProposed are the kinds of places for which texts are proposed.
var kindsProposed = map[string]string{"measure": interview.ProposedMeasures, "requirement": interview.ProposedRequirements, "part": interview.ProposedPartTwo}

// proposals says the texts that are proposed for places of the same kind, and
// accepts them on yes; numbers are left out.
func (s *Session) proposals(p interview.Place) error {
	kind, _, _ := strings.Cut(string(p), ".")
	list := interview.Proposals(s.State, kindsProposed[kind])
	if len(list) == 0 {
		s.say(msgNoProposals)
		return nil
	}
	for i, each := range list {
		s.say("  %d %s:", i+1, text.Visible(each.Title))
		for line := range strings.SplitSeq(each.Words, "\n") {
			s.say("    %s", text.Visible(line))
		}
	}
	yes, out, err := s.together(msgAcceptAll, len(list))
	if err != nil || !yes {
		return err
	}
	var taken []interview.Proposal
	for i, each := range list {
		if !slices.Contains(out, i+1) {
			taken = append(taken, each)
		}
	}
	next, err := interview.Take(s.State, taken)
	if err != nil {
		s.mistake(err)
		return nil
	}
	s.set(next, msgProposalsOf, p)
	s.say(msgAccepted, len(taken))
	return nil
}

// agrees reports whether a reply is yes, as a word or a letter.
func agrees(reply string) bool {
	reply = strings.ToLower(strings.TrimSpace(reply))
	return reply == msgYes || reply == msgYesWord
}

// together asks whether several things that were said are accepted: y for all,
// numbers for all but these, nothing for none.
func (s *Session) together(message string, of int) (yes bool, out []int, err error) {
	for {
		s.say(message, of)
		line, err := s.read(msgPrompt)
		if err != nil {
			return false, nil, err
		}
		words := strings.FieldsFunc(strings.ToLower(line), func(r rune) bool { return r == ' ' || r == ',' })
		switch {
		case len(words) == 0:
			s.say(msgNoneAccepted)
			return false, nil, nil
		case len(words) == 1 && agrees(words[0]):
			return true, nil, nil
		}
		if out = numbers(words, of); out != nil {
			return true, out, nil
		}
		s.say(msgMistake, msgWhatToAccept)
	}
}

// numbers reads numbers from 1 to most, nil where one is none.
func numbers(words []string, most int) []int {
	var out []int
	for _, w := range words {
		n, err := strconv.Atoi(w)
		if err != nil || n < 1 || n > most {
			return nil
		}
		out = append(out, n)
	}
	return out
}
