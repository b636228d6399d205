package plain

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// Signing writes and signs the documents of a sitting. Every method takes the
// answers as they are at that moment.
type Signing interface {
	// Documents says how the documents that the answers make now lie on disk.
	Documents(assessment.Assessment) ([]Document, error)
	// Write writes them and returns the paths; other content is replaced only with force.
	Write(a assessment.Assessment, force bool) ([]string, error)
	// Signatures says of every signer and document how far the signature is.
	Signatures(assessment.Assessment) ([]Signature, error)
	// Keys lists the keys at hand.
	Keys(assessment.Assessment) ([]Key, error)
	// Key looks at a key file.
	Key(path string) (Key, error)
	// NewKey makes a key for a signer in the user's own folder of keys. It asks for the
	// passphrase itself.
	NewKey(assessment.Signer) (Key, error)
	// Preview is the document as the answers make it now, as Markdown.
	Preview(assessment.Assessment) string
	// Adopt notes the fingerprint of a signer's key in the answers.
	Adopt(a assessment.Assessment, signer, fingerprint string) (assessment.Assessment, error)
	// Sign signs the documents as they lie on disk, if they are what Documents said,
	// drafts as drafts. It asks for the passphrase itself.
	Sign(a assessment.Assessment, signer string, key Key) error
	// Issue gives the answers with a new revision in their history when everyone has
	// signed a final document; false when it is not that far.
	Issue(assessment.Assessment) (assessment.Assessment, bool)
}

// Document is one document on disk.
type Document struct {
	Name   string
	SHA256 string // of the bytes that the answers make now, hexadecimal
	State  string // in words: written, not written, other content
	Ready  bool   // these very bytes lie on disk
	Draft  bool   // not final: signed only as what it is
}

// Signature is how far a signer is with a document.
type Signature struct {
	Signer, Document string
	State            string // in words, with the reason
	Signed           bool
}

// Key is a key that a signer may use.
type Key struct {
	Name, Path, Fingerprint string
	Agent                   bool
}

// signPlace is the page of documents and signatures.
const signPlace interview.Place = "documents"

// documents says what is written and signed, and lets one write and sign.
func (s *Session) documents() (move, error) {
	s.say("")
	s.say(msgDocuments)
	if s.Signing == nil {
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
			s.say("%s", s.Signing.Preview(s.State.Assessment))
		case len(words) == 2 && words[0] == "s":
			if err := s.signAs(words[1]); err != nil {
				return move{}, err
			}
		default:
			s.say(msgMistake, msgWhatToSign)
		}
	}
}

func (s *Session) documentStates() {
	docs, err := s.Signing.Documents(s.State.Assessment)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
		return
	}
	for _, d := range docs {
		s.say("  "+msgDocument, text.Visible(d.Name), d.State, d.SHA256)
	}
	if len(docs) > 0 && docs[0].Draft {
		s.say(msgIsDraft, s.State.Result.Status)
	}
	done, err := s.Signing.Signatures(s.State.Assessment)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
	}
	for i, signer := range s.State.Assessment.Signers {
		s.say("  "+msgSigner, i+1, text.Visible(signer.Name), text.Visible(signer.Function), text.Visible(signer.ID))
		for _, d := range done {
			if d.Signer == signer.ID {
				s.say("    %s: %s.", text.Visible(d.Document), text.Visible(d.State))
			}
		}
	}
	if len(s.State.Assessment.Signers) == 0 {
		s.say(msgNoSigners)
	}
}

// write writes the documents.
func (s *Session) write(force bool) bool {
	paths, err := s.Signing.Write(s.State.Assessment, force)
	for _, path := range paths {
		s.say(msgWritten, text.Visible(path))
	}
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
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
	if err != nil || key == (Key{}) {
		return err
	}
	if signer.Fingerprint == "" && !s.adopt(signer, key) {
		return nil
	}
	docs, err := s.Signing.Documents(s.State.Assessment)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
		return nil
	}
	if slices.ContainsFunc(docs, func(d Document) bool { return !d.Ready }) {
		s.say(msgWriteFirst)
		return nil
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
	switch {
	case err != nil:
		return err
	case strings.ToLower(strings.TrimSpace(line)) != msgYes:
		s.say(msgNotSigned)
		return nil
	}
	if err := s.Signing.Sign(s.State.Assessment, signer.ID, key); err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
		return nil
	}
	s.say(msgSigned, text.Visible(signer.Name), key.Fingerprint)
	if next, issued := s.Signing.Issue(s.State.Assessment); issued {
		s.set(next, msgIssued, signPlace)
		s.say(msgAllSigned)
	}
	return nil
}

// chooseKey lists the keys at hand and takes a number or the path of a file; the
// zero key is none.
func (s *Session) chooseKey(signer assessment.Signer) (Key, error) {
	keys, err := s.Signing.Keys(s.State.Assessment)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
	}
	for i, k := range keys {
		s.say("  %d %s, %s", i+1, text.Visible(k.Name), k.Fingerprint)
	}
	for {
		s.say(msgChooseKey)
		line, err := s.read(msgPrompt)
		if err != nil {
			return Key{}, err
		}
		words := strings.TrimSpace(line)
		if words == "" {
			s.say(msgNotSigned)
			return Key{}, nil
		}
		key, err := s.keyCalled(words, keys, signer)
		if err != nil {
			s.say(msgMistake, text.Visible(err.Error()))
			continue
		}
		if signer.Fingerprint == "" || signer.Fingerprint == key.Fingerprint {
			return key, nil
		}
		s.say(msgMistake, fmt.Sprintf(msgOtherKey, text.Visible(signer.ID), signer.Fingerprint))
	}
}

// keyCalled is the key of a number in the list, a new one, or that of a file.
func (s *Session) keyCalled(words string, keys []Key, signer assessment.Signer) (Key, error) {
	n, err := strconv.Atoi(words)
	switch {
	case err == nil && n >= 1 && n <= len(keys):
		return keys[n-1], nil
	case words == msgNewKey && signer.Fingerprint == "":
		return s.Signing.NewKey(signer)
	}
	return s.Signing.Key(words)
}

// adopt notes the key of a signer, which becomes part of the documents: they are
// written anew, unless somebody has signed them already.
func (s *Session) adopt(signer assessment.Signer, key Key) bool {
	done, err := s.Signing.Signatures(s.State.Assessment)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
		return false
	}
	if i := slices.IndexFunc(done, func(d Signature) bool { return d.Signed }); i >= 0 {
		s.say(msgMistake, fmt.Sprintf(msgSignedAlready, text.Visible(done[i].Signer), text.Visible(signer.ID)))
		return false
	}
	next, err := s.Signing.Adopt(s.State.Assessment, signer.ID, key.Fingerprint)
	if err != nil {
		s.say(msgMistake, text.Visible(err.Error()))
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
