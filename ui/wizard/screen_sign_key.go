package wizard

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/ui/signing"
)

func (s *signScreen) offerKeys(signer assessment.Signer, place interview.Place, record bool) {
	list, err := s.tools.Keys(s.desk.answers())
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.signer, s.place, s.keys, s.record, s.sure = signer, place, list, record, ""
	s.fillKeys()
	s.stage = stageKey
}

// keyless lists the other signers whose key is not noted yet.
func (s *signScreen) keyless() []string {
	var out []string
	for _, g := range s.desk.State.Assessment.Signers {
		if g.ID != s.signer.ID && g.Fingerprint == "" {
			out = append(out, g.ID)
		}
	}
	return out
}

// signedAlready lists who has signed the documents as they are.
func (s *signScreen) signedAlready() []string {
	var out []string
	for _, st := range s.statuses {
		if st.State == signing.Signed && !slices.Contains(out, st.Signer) {
			out = append(out, st.Signer)
		}
	}
	return out
}

func (s *signScreen) fillKeys() {
	var rows []row
	for i, k := range s.keys {
		usable := said(markAnswered+" "+usableWord, good)
		if why := s.keyBarred(k); why != "" {
			usable = said(markNotApply+" "+otherSigner, quiet)
		}
		rows = append(rows, row{id: strconv.Itoa(i), cells: []span{said(k.Name, plain), said(k.Fingerprint, quiet), usable}})
	}
	if s.tools.New != nil && s.signer.Fingerprint == "" {
		rows = append(rows, row{id: rowNew, cells: []span{said(newKey, plain), {}, {}}})
	}
	if s.tools.Key != nil {
		rows = append(rows, row{id: rowPath, cells: []span{said(anotherFile, plain), {}, {}}})
	}
	s.choice.cursor, s.choice.top = s.firstUsable(), 0
	s.choice.fill(rows)
}

// firstUsable is the first key that this signer can sign with, 0 when there is none.
func (s *signScreen) firstUsable() int {
	return max(0, slices.IndexFunc(s.keys, func(k signing.Key) bool { return s.keyBarred(k) == "" }))
}

// keyBarred says why a key is not this signer's.
func (s *signScreen) keyBarred(k signing.Key) string {
	if s.signer.Fingerprint != "" && k.Fingerprint != "" && k.Fingerprint != s.signer.Fingerprint {
		return notTheKey(s.signer.ID, s.signer.Fingerprint)
	}
	return ""
}

func (s *signScreen) chooseKey(k tea.KeyPressMsg) Move {
	switch {
	case k.String() == "esc":
		s.abandon()
	case k.String() == "enter":
		r := s.choice.current()
		if r == nil {
			s.desk.Flash(noKeys)
			return Move{}
		}
		switch r.id {
		case rowNew:
			s.beginNew()
			return Move{}
		case rowPath:
			s.path.load("")
			s.stage = stagePath
			return Move{}
		}
		i, _ := strconv.Atoi(r.id)
		return s.take(s.keys[i])
	default:
		s.choice.turn(k)
	}
	return Move{}
}

func (s *signScreen) typePath(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		s.stage = stageKey
	case "enter":
		choice, err := s.tools.Key(strings.TrimSpace(s.path.value()))
		if err != nil {
			s.desk.Flash(err.Error())
			return Move{}
		}
		return s.take(choice)
	default:
		s.path.handle(k)
	}
	return Move{}
}

// take goes on with a key: to its passphrase where it has one, otherwise to the
// confirmation.
func (s *signScreen) take(k signing.Key) Move {
	if why := s.keyBarred(k); why != "" {
		s.desk.Flash(why)
		return Move{}
	}
	if done := s.signedAlready(); s.signer.Fingerprint == "" && len(done) > 0 && s.sure != k.Fingerprint {
		s.sure = k.Fingerprint
		s.desk.Flash(breaksSignatures(done))
		return Move{}
	}
	s.key = k
	s.wipe()
	if s.record {
		return s.begun(writingWords, s.note)
	}
	if k.Encrypted {
		s.stage = stagePhrase
		return Move{}
	}
	return s.begun(openingWords(k.Name), s.open)
}

// note writes the fingerprint of the key down, and the documents anew where they
// were written.
func (s *signScreen) note() {
	written := !slices.ContainsFunc(s.docs, func(d signing.Document) bool { return d.OnDisk != signing.Written })
	id := s.signer.ID
	if written {
		if s.adopt(s.key.Fingerprint) {
			s.abandon()
			s.desk.Flash(keyNoted(id))
		}
		return
	}
	if err := s.desk.Set(s.place, "fingerprint", assessment.Answer{Text: s.key.Fingerprint}); err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.abandon()
	s.load()
	s.desk.Flash(keyNoted(id))
}

// open tries the key. Only one that opens changes anything: a signer without a
// fingerprint takes the key's, and the documents, in which it stands, are written
// anew before they are shown.
func (s *signScreen) open() {
	if err := s.tools.Opens(s.key, s.phrase); err != nil {
		s.wipe()
		s.desk.Flash(err.Error())
		return
	}
	if s.signer.Fingerprint == "" && !s.adopt(s.key.Fingerprint) {
		s.wipe()
		return
	}
	s.toConfirm()
}

// adopt writes the fingerprint of the key into the signer and the documents.
func (s *signScreen) adopt(fingerprint string) bool {
	stage := s.stage
	if err := s.desk.Set(s.place, "fingerprint", assessment.Answer{Text: fingerprint}); err != nil {
		s.desk.Flash(err.Error())
		return false
	}
	if s.tools.Write != nil {
		if _, err := s.tools.Write(s.desk.answers(), true); err != nil {
			s.abandon()
			s.load()
			s.desk.Flash(err.Error())
			return false
		}
	}
	s.load()
	s.signer.Fingerprint, s.stage = fingerprint, stage
	return s.err == ""
}

func (s *signScreen) typePhrase(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		s.wipe()
		s.stage = stageKey
	case "enter":
		return s.begun(openingWords(s.key.Name), s.open)
	default:
		s.editPhrase(k)
	}
	return Move{}
}

// editPhrase types into the passphrase.
func (s *signScreen) editPhrase(k tea.KeyPressMsg) {
	switch k.String() {
	case "ctrl+u":
		clear(s.phrase)
		s.phrase = s.phrase[:0]
	case "backspace", "ctrl+h":
		n := len(s.phrase)
		for n > 0 && s.phrase[n-1]&0xC0 == 0x80 {
			n--
		}
		n = max(0, n-1)
		clear(s.phrase[n:])
		s.phrase = s.phrase[:n]
	default:
		if k.Mod&^tea.ModShift == 0 {
			s.addPhrase(k.Text)
		}
	}
}

// addPhrase appends to the passphrase without ever growing its buffer.
func (s *signScreen) addPhrase(words string) {
	if len(s.phrase)+len(words) <= cap(s.phrase) {
		s.phrase = append(s.phrase, words...)
	}
}

// wipe overwrites the passphrase.
func (s *signScreen) wipe() {
	clear(s.phrase[:cap(s.phrase)])
	clear(s.first[:cap(s.first)])
	s.phrase, s.first = s.phrase[:0], s.first[:0]
}
