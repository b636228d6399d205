package wizard

import (
	"bytes"

	tea "charm.land/bubbletea/v2"

	"selfmark/export/signature"
)

// A new key, on the way to the first signature: its passphrase twice, then it goes to
// the user's own folder of keys and is the signer's.

// beginNew asks for the passphrase of a new key. As with any key that is noted after
// somebody has signed, it is said first what that breaks.
func (s *signScreen) beginNew() {
	if done := s.signedAlready(); len(done) > 0 && s.sure != rowNew {
		s.sure = rowNew
		s.desk.Flash(breaksSignatures(done))
		return
	}
	s.wipe()
	s.stage = stageNew
}

// typeNew takes the passphrase of a new key, and the same again.
func (s *signScreen) typeNew(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		s.wipe()
		s.stage = stageKey
	case "enter":
		if s.stage == stageNew {
			s.firstPhrase()
			return Move{}
		}
		return s.secondPhrase()
	default:
		s.editPhrase(k)
	}
	return Move{}
}

// firstPhrase keeps a passphrase that is strong enough, to compare it with the second.
func (s *signScreen) firstPhrase() {
	err := signature.CheckPassphrase(s.phrase)
	if len(s.phrase) == 0 {
		err = signature.ErrNoPassphrase
	}
	if err != nil {
		s.wipe()
		s.desk.Flash(err.Error())
		return
	}
	s.first = append(s.first[:0], s.phrase...)
	clear(s.phrase)
	s.phrase = s.phrase[:0]
	s.stage = stageAgain
}

func (s *signScreen) secondPhrase() Move {
	if !bytes.Equal(s.first, s.phrase) {
		s.wipe()
		s.stage = stageNew
		s.desk.Flash(phrasesDiffer)
		return Move{}
	}
	return s.begun(makingWords, s.makeKey)
}

// makeKey makes the key and goes on with it, as with one that lay there before.
func (s *signScreen) makeKey() {
	made, err := s.tools.New(s.signer, s.phrase)
	if err != nil {
		s.wipe()
		s.stage = stageKey
		s.desk.Flash(err.Error())
		return
	}
	s.key = made
	if s.record {
		s.note()
	} else {
		s.open()
	}
	if s.stage == stageAgain { // it did not go on, and why has been said
		s.wipe()
		s.stage = stageKey
		return
	}
	s.desk.Flash(keyMade(made.Path))
}
