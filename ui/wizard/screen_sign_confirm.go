package wizard

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"selfmark/ui/signing"
)

// toConfirm shows everything once more; from here on the documents may not change.
func (s *signScreen) toConfirm() {
	s.stage, s.draft, s.calm, s.since = stageConfirm, false, false, s.desk.Now()
	s.shown = slices.Clone(s.docs)
}

// confirm takes a key only after a quiet moment. A draft is ticked explicitly.
func (s *signScreen) confirm(k tea.KeyPressMsg) Move {
	if k.String() == "esc" {
		s.abandon()
		return Move{}
	}
	now := s.desk.Now()
	if !s.calm && now.Sub(s.since) < quietTime {
		s.since = now
		s.desk.Flash(notYetQuiet)
		return Move{}
	}
	s.calm = true
	switch k.String() {
	case "space":
		if s.needsDraft() {
			s.draft = !s.draft
		}
	case "enter":
		if s.needsDraft() && !s.draft {
			s.desk.Flash(tickDraft)
			return Move{}
		}
		if s.key.Outside {
			s.busy = signingWords
			return Move{Cmd: tea.Exec(handedOver{s.sign}, func(error) tea.Msg { return signWork{} })}
		}
		return s.begun(signingWords, s.sign)
	}
	return Move{}
}

// needsDraft reports whether what is signed is a draft or not ready.
func (s *signScreen) needsDraft() bool {
	return slices.ContainsFunc(s.shown, func(d signing.Document) bool { return d.Draft })
}

// sign signs every document shown, if they are still what was shown.
func (s *signScreen) sign() {
	shown, signer, chosenKey, draft := s.shown, s.signer.ID, s.key, s.draft
	now, err := s.tools.Documents(s.desk.answers())
	if err == nil && !slices.Equal(digests(now), digests(shown)) {
		s.abandon()
		s.load()
		s.desk.Flash(documentsChanged)
		return
	}
	done := 0
	for _, doc := range shown {
		if err != nil {
			break
		}
		if err = s.tools.Sign(signing.Request{Document: doc, Signer: signer, Key: chosenKey, Passphrase: s.phrase, Draft: draft}); err == nil {
			done++
		}
	}
	s.abandon()
	s.issue(shown)
	s.load()
	if err != nil {
		s.desk.Flash(signFailed(done, len(shown), err.Error()))
		return
	}
	s.desk.Flash(signedBy(signer, done))
}

// issue notes the revision in the history once everyone has signed it.
func (s *signScreen) issue(shown []signing.Document) {
	if s.tools.Issue == nil {
		return
	}
	if next, issued := s.tools.Issue(s.desk.answers(), shown); issued {
		s.desk.Accept(next, revisionNoted, pageSign)
	}
}

func digests(docs []signing.Document) []string {
	var out []string
	for _, d := range docs {
		out = append(out, d.Name+" "+d.SHA256)
	}
	return out
}
