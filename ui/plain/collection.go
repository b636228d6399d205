package plain

import (
	"reflect"
	"strconv"
	"strings"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// collection lists the members of a list and lets one add, change, remove.
func (s *Session) collection(id string) (move, error) {
	for {
		members := interview.Members(s.State, id)
		for i, m := range members {
			s.say("  %d %s", i+1, text.Visible(m.Title))
		}
		switch len(members) {
		case 0:
			s.say(msgNoEntries)
		case 1:
			s.say(msgOneEntry)
		default:
			s.say(msgEntries, len(members))
		}
		s.say(msgCollection)
		line, err := s.read(msgPrompt)
		if err != nil {
			return move{}, err
		}
		command, m, err := s.command(line, interview.Place(id), interview.Field{})
		switch {
		case err != nil, m != (move{}):
			return m, err
		case command:
			continue
		case strings.TrimSpace(line) == "":
			return move{}, nil
		}
		if m, err := s.edit(id, members, strings.Fields(strings.ToLower(line))); err != nil || m.to != "" {
			return m, err
		}
	}
}

// edit carries out one instruction on a list.
func (s *Session) edit(id string, members []interview.Member, words []string) (move, error) {
	number := func(word string) int {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(members) {
			return -1
		}
		return n - 1
	}
	switch {
	case words[0] == "a" && len(words) == 1:
		return s.add(id)
	case words[0] == "x" && len(words) == 2 && number(words[1]) >= 0:
		m := members[number(words[1])]
		next, err := interview.Remove(s.State, m.Place)
		if err != nil {
			s.mistake(err)
			return move{}, nil
		}
		s.set(next, m.Title, interview.Place(id))
		s.say(msgRemoved, text.Visible(m.Title))
	case len(words) == 1 && number(words[0]) >= 0:
		return s.record(members[number(words[0])].Place)
	default:
		s.say(msgMistake, msgWhatToDo)
	}
	return move{}, nil
}

// add asks for a new record; one in which nothing is entered is not kept.
func (s *Session) add(id string) (move, error) {
	next, p, err := interview.Add(s.State, id)
	if err != nil {
		s.mistake(err)
		return move{}, nil
	}
	before, steps := s.State.Assessment, len(s.undo)
	s.set(next, s.title(interview.Place(id)), interview.Place(id))
	m, err := s.record(p)
	if len(s.undo) > steps && reflect.DeepEqual(s.State.Assessment, next) {
		s.put(before)
		s.undo = s.undo[:steps]
		s.say(msgNothingKept)
		if m.to == p {
			m.to = interview.Place(id)
		}
	}
	return m, err
}
