package plain

import (
	"cmp"
	"errors"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/file"
	"selfmark/assessment/text"
)

// Outside is what a store can do when another program changed the file.
type Outside interface {
	Sides() (base, theirs *assessment.Assessment, err error)
	SaveMerged(assessment.Assessment) error
	Reload() (assessment.Assessment, error)
	Overwrite(assessment.Assessment) error
	SaveBeside(assessment.Assessment) (path string, err error)
}

// outside asks what to do about a file that another program changed. Every way out
// that does not settle it leaves the answers unsaved, and the next one asks again.
func (s *Session) outside(failed error) error {
	gone := errors.Is(failed, file.ErrGone)
	for {
		if gone {
			s.say(msgGone)
		} else {
			s.say(msgOutside)
		}
		line, err := s.read(msgPrompt)
		if err != nil {
			return failed // the input ended; end keeps the answers
		}
		switch choice := strings.ToLower(strings.TrimSpace(line)); {
		case choice == "":
			return failed
		case choice == "m" && !gone:
			err = s.merge()
		case choice == "r" && !gone:
			err = s.reload()
		case choice == "b":
			err = s.keepBeside()
		case choice == "o":
			err = s.Outside.Overwrite(s.State.Assessment)
		default:
			s.say(msgMistake, msgWhatOutside)
			continue
		}
		switch {
		case err == nil:
			return nil
		case s.over != nil:
			return failed
		}
		s.say(msgNotDone, text.Visible(err.Error()))
	}
}

// keepBeside saves in a file of its own and goes on there.
func (s *Session) keepBeside() error {
	path, err := s.Outside.SaveBeside(s.State.Assessment)
	if err == nil {
		s.say(msgBeside, text.Visible(path))
	}
	return err
}

// reload takes what the file holds.
func (s *Session) reload() error {
	theirs, err := s.Outside.Reload()
	if err != nil {
		return err
	}
	s.takeOver(theirs, msgReloading)
	s.say(msgReloaded)
	return nil
}

// takeOver makes other answers the present ones; u! takes that back.
func (s *Session) takeOver(next assessment.Assessment, what string) {
	s.undo = append(s.undo, step{before: s.State.Assessment, what: what})
	s.redo = nil
	s.unsaved = nil
	s.derive(next)
}

// merge says which answers come from where, asks about those that both sides
// changed, and puts all together once the user agrees.
func (s *Session) merge() error {
	base, theirs, err := s.Outside.Sides()
	if err != nil {
		return err
	}
	take := map[string]bool{}
	m, err := compare.Merge(s.State.Catalogue, base, &s.State.Assessment, theirs, take)
	if err != nil {
		return err
	}
	s.list(msgFromYou, m.Mine)
	s.list(msgFromFile, m.Theirs)
	for _, c := range m.Renamed {
		s.say(msgRenamed, text.Visible(c.Before), text.Visible(c.After))
	}
	for _, c := range m.Both {
		if take[c.Path], err = s.side(c); err != nil {
			return err
		}
	}
	s.say(msgPutTogether)
	if line, err := s.read(msgPrompt); err != nil || strings.TrimSpace(line) != "" {
		return cmp.Or(err, errNotMerged)
	}
	if m, err = compare.Merge(s.State.Catalogue, base, &s.State.Assessment, theirs, take); err != nil {
		return err
	}
	if err := s.Outside.SaveMerged(m.Assessment); err != nil {
		return err
	}
	s.takeOver(m.Assessment, msgMerging)
	s.say(msgMerged, len(m.Mine), len(m.Theirs), len(m.Both))
	return nil
}

var errNotMerged = errors.New(msgNotMerged)

func (s *Session) list(title string, answers []compare.Answer) {
	s.say(title, len(answers))
	for _, a := range answers {
		s.say(msgFromWhere, text.Visible(cmp.Or(a.Title, a.Path)), text.Visible(cmp.Or(a.After, msgNone)))
	}
}

// side asks which of two answers counts; it reports whether that of the file does.
func (s *Session) side(c compare.Conflict) (bool, error) {
	for {
		s.say(msgBothChanged, text.Visible(cmp.Or(c.Title, c.Path)), text.Visible(cmp.Or(c.Mine, msgNone)), text.Visible(cmp.Or(c.Theirs, msgNone)), text.Visible(cmp.Or(c.Base, msgNone)))
		line, err := s.read(msgPrompt)
		if err != nil {
			return false, err
		}
		switch strings.TrimSpace(line) {
		case "1":
			return false, nil
		case "2":
			return true, nil
		}
		s.say(msgMistake, msgWhichSide)
	}
}
