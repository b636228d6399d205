package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/export/publish"
	"selfmark/ui/signing"
)

// signPlace is the page of documents and signatures.
const signPlace interview.Place = "documents"

// documents says what is written and signed, and lets one write and sign.
func (s *Session) documents() (move, error) {
	s.say("")
	s.say(msgDocuments)
	if s.Signing.Documents == nil {
		s.say(msgNoSigning)
		return move{to: reviewPlace}, nil
	}
	s.documentStates()
	for {
		s.say(msgDocumentsHow)
		line, err := s.read(msgPrompt)
		if err != nil {
			return move{}, err
		}
		command, m, err := s.command(line, signPlace, interview.Field{})
		words := strings.Fields(strings.ToLower(line))
		switch {
		case err != nil, m != (move{}):
			return m, err
		case command:
		case len(words) == 0:
			return move{to: reviewPlace}, nil
		case len(words) == 1 && (words[0] == "w" || words[0] == "w!"):
			s.write(words[0] == "w!")
		case len(words) == 1 && words[0] == "p":
			s.say("%s", s.Signing.Preview(s.answers()))
		case len(words) == 2 && words[0] == "s":
			if err := s.signAs(words[1]); err != nil {
				return move{}, err
			}
		default:
			s.say(msgMistake, msgWhatToSign)
		}
	}
}

// answers are what documents are made of and signed by.
func (s *Session) answers() signing.Answers {
	return signing.Answers{Assessment: s.State.Assessment, Path: s.Path, Date: s.Date}
}

func (s *Session) documentStates() {
	docs, err := s.Signing.Documents(s.answers())
	if err != nil {
		s.mistake(err)
		return
	}
	for _, d := range docs {
		s.say("  "+msgDocument, text.Visible(d.Name), diskWords[d.OnDisk], d.SHA256)
	}
	if len(docs) > 0 && docs[0].Draft {
		s.say(msgIsDraft, s.State.Result.Status)
	}
	done, err := s.Signing.Signatures(s.answers())
	if err != nil {
		s.mistake(err)
	}
	for i, signer := range s.State.Assessment.Signers {
		s.say("  "+msgSigner, i+1, text.Visible(signer.Name), text.Visible(signer.Function), text.Visible(signer.ID))
		for _, d := range done {
			if d.Signer == signer.ID {
				s.say("    %s: %s.", text.Visible(d.Document), signatureWords(d))
			}
		}
	}
	if len(s.State.Assessment.Signers) == 0 {
		s.say(msgNoSigners)
	}
}

// write writes the documents.
func (s *Session) write(force bool) bool {
	paths, err := s.Signing.Write(s.answers(), force)
	for _, path := range paths {
		s.say(msgWritten, text.Visible(path))
	}
	if err != nil {
		s.mistake(err)
		s.say(msgWriteForce)
	}
	return err == nil
}

// signAs signs as the signer of a number: its key, its statement, the bytes, yes.
func (s *Session) signAs(number string) error {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(s.State.Assessment.Signers) {
		s.say(msgMistake, msgWhatToSign)
		return nil
	}
	signer := s.State.Assessment.Signers[n-1]
	if signer.Name == "" || signer.Principal == "" || signer.Statement == "" {
		s.say(msgSignerIncomplete, n)
		return nil
	}
	key, err := s.chooseKey(signer)
	if err != nil || key == (signing.Key{}) {
		return err
	}
	phrase, err := s.opened(key)
	defer clear(phrase)
	if err != nil {
		s.mistake(err)
		return nil
	}
	if signer.Fingerprint == "" && !s.adopt(signer, key) {
		return nil
	}
	docs, err := s.agreed(signer)
	if err != nil || docs == nil {
		return err
	}
	for _, d := range docs {
		if err := s.Signing.Sign(signing.Request{Document: d, Signer: signer.ID, Key: key, Passphrase: phrase, Draft: d.Draft}); err != nil {
			s.mistake(err)
			return nil
		}
	}
	s.say(msgSigned, text.Visible(signer.Name), key.Fingerprint)
	if next, issued := s.Signing.Issue(s.answers(), docs); issued {
		s.set(next, msgIssued, signPlace)
		s.say(msgAllSigned)
	}
	return nil
}

// agreed shows what a signer would sign, and returns it after a yes.
func (s *Session) agreed(signer assessment.Signer) ([]signing.Document, error) {
	docs, err := s.Signing.Documents(s.answers())
	if err != nil {
		s.mistake(err)
		return nil, nil
	}
	if slices.ContainsFunc(docs, func(d signing.Document) bool { return d.OnDisk != signing.Written }) {
		s.say(msgWriteFirst)
		return nil, nil
	}
	s.say(msgStates, text.Visible(signer.Name), text.Visible(signer.Statement))
	for _, d := range docs {
		s.say("  %s: %s", text.Visible(d.Name), d.SHA256)
	}
	if docs[0].Draft {
		s.say(msgIsDraft, s.State.Result.Status)
	}
	s.say(msgSignNow)
	line, err := s.read(msgPrompt)
	if err != nil || agrees(line) {
		return docs, err
	}
	s.say(msgNotSigned)
	return nil, nil
}

// opened asks for the passphrase of a key, unless it has none, and tries it. Only a
// key that opens changes anything.
func (s *Session) opened(key signing.Key) ([]byte, error) {
	var phrase []byte
	if key.Encrypted {
		var err error
		if phrase, err = s.Passphrase(key.Name); err != nil {
			return nil, err
		}
	}
	return phrase, s.Signing.Opens(key, phrase)
}

// signatureWords say how far a signature is, with the reason.
func signatureWords(d signing.Signature) string {
	words := signWords[d.State]
	if d.Detail != "" {
		words += ", " + text.Visible(d.Detail)
	}
	return words
}

// chooseKey lists the keys at hand and takes a number or the path of a file; the
// zero key is none.
func (s *Session) chooseKey(signer assessment.Signer) (signing.Key, error) {
	keys, err := s.Signing.Keys(s.answers())
	if err != nil {
		s.mistake(err)
	}
	for i, k := range keys {
		s.say("  %d %s, %s", i+1, text.Visible(k.Name), k.Fingerprint)
	}
	for {
		s.say(msgChooseKey)
		line, err := s.read(msgPrompt)
		if err != nil {
			return signing.Key{}, err
		}
		words := strings.TrimSpace(line)
		if words == "" {
			s.say(msgNotSigned)
			return signing.Key{}, nil
		}
		key, err := s.keyCalled(words, keys, signer)
		if err != nil {
			s.mistake(err)
			continue
		}
		if signer.Fingerprint == "" || signer.Fingerprint == key.Fingerprint {
			return key, nil
		}
		s.say(msgMistake, fmt.Sprintf(msgOtherKey, text.Visible(signer.ID), signer.Fingerprint))
	}
}

// keyCalled is the key of a number in the list, a new one, or that of a file.
func (s *Session) keyCalled(words string, keys []signing.Key, signer assessment.Signer) (signing.Key, error) {
	n, err := strconv.Atoi(words)
	switch {
	case err == nil && n >= 1 && n <= len(keys):
		return keys[n-1], nil
	case words == msgNewKey && signer.Fingerprint == "":
		return s.newKey(signer)
	}
	return s.Signing.Key(words)
}

func (s *Session) newKey(signer assessment.Signer) (signing.Key, error) {
	if s.Signing.New == nil {
		return signing.Key{}, errors.New(msgNoKeyFolder)
	}
	phrase, err := s.NewPassphrase()
	defer clear(phrase)
	if err != nil {
		return signing.Key{}, err
	}
	return s.Signing.New(signer, phrase)
}

// adopt notes the key of a signer, which becomes part of the documents: they are
// written anew, unless somebody has signed them already.
func (s *Session) adopt(signer assessment.Signer, key signing.Key) bool {
	done, err := s.Signing.Signatures(s.answers())
	if err != nil {
		s.mistake(err)
		return false
	}
	if i := slices.IndexFunc(done, func(d signing.Signature) bool { return d.State == signing.Signed }); i >= 0 {
		s.say(msgMistake, fmt.Sprintf(msgSignedAlready, text.Visible(done[i].Signer), text.Visible(signer.ID)))
		return false
	}
	next, err := publish.Adopt(s.State.Assessment, signer.ID, key.Fingerprint)
	if err != nil {
		s.mistake(err)
		return false
	}
	s.set(next, msgKeyNoted, signPlace)
	s.say(msgKeyNotedOf, text.Visible(signer.ID), key.Fingerprint)
	for _, other := range next.Signers {
		if other.Fingerprint == "" {
			s.say(msgKeyless, text.Visible(other.ID))
		}
	}
	return s.write(true)
}
