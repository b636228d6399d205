// Package signing is what the full screen and the line mode write and sign documents
// with. It says what they need, without files, keys or a terminal of its own.
package signing

import (
	"bytes"
	"time"

	"selfmark/assessment"
	"selfmark/export/signature"
)

// Answers are the answers of a sitting as they are at that moment.
type Answers struct {
	assessment.Assessment
	Path string    // of their file; documents lie beside it
	Date time.Time // of evaluation
}

// Tools is what writing and signing documents needs from outside. A nil function is
// something that cannot be done here. None keeps a copy of a passphrase.
type Tools struct {
	// Documents makes the documents as the answers are now, in memory, and says what
	// lies on disk under their names.
	Documents func(Answers) ([]Document, error)
	// Preview is the document as the answers make it now, as Markdown.
	Preview func(Answers) []byte
	// Write writes the documents and returns the paths; a file with other content is
	// replaced only with force.
	Write func(a Answers, force bool) ([]string, error)
	// Signatures says of every required signer and document whether it is signed.
	Signatures func(Answers) ([]Signature, error)
	// Keys lists the keys that are at hand: key files in the usual places, keys of an
	// agent.
	Keys func(Answers) ([]Key, error)
	// Key looks at one key file.
	Key func(path string) (Key, error)
	// New makes a key for a signer, protected by a passphrase, in the user's own folder
	// of keys.
	New func(signer assessment.Signer, passphrase []byte) (Key, error)
	// Try finds out whether a key can be used with a passphrase. Nil opens the key file,
	// and takes the word of an agent and of ssh-keygen.
	Try func(Key, []byte) error
	// Sign signs one document that lies on disk. It refuses when the bytes there do not
	// have the digest that was shown.
	Sign func(Request) error
	// Issue gives the assessment with a new revision in its history when everyone has
	// signed a final document; false when it is not that far. Nil notes nothing.
	Issue func(Answers, []Document) (assessment.Assessment, bool)
}

// Opens finds out whether a key can be used, before anything is changed for it.
func (t Tools) Opens(k Key, passphrase []byte) error {
	if t.Try != nil {
		return t.Try(k, passphrase)
	}
	if k.Agent || k.Outside {
		return nil
	}
	// Loading wipes what it is given; the signature still needs the passphrase.
	_, err := signature.Load(k.Path, func() ([]byte, error) { return bytes.Clone(passphrase), nil })
	return err
}

// Document is one document to be signed.
type Document struct {
	Name   string // file name
	Path   string
	SHA256 string // of the bytes as the answers make them now, hexadecimal
	Bytes  int
	OnDisk DiskState
	Draft  bool // draft or not ready: signed only as what it is
}

// DiskState says what lies under the name of a document.
type DiskState int

// The states on disk.
const (
	NotWritten DiskState = iota
	Written              // with these very bytes
	Differs              // another content, of older answers for example
)

// Key is a key that a signer may use.
type Key struct {
	Name        string // how it is shown, a path or a comment
	Path        string // of a key file, "" for a key in an agent
	Fingerprint string // "SHA256:…"
	Encrypted   bool   // needs a passphrase
	Agent       bool
	Outside     bool // only ssh-keygen signs with it, such as a security key, and asks on the terminal
}

// Request is one signature to be made.
type Request struct {
	Document   Document // with the digest that was shown
	Signer     string   // id
	Key        Key
	Passphrase []byte // wiped by the caller when Sign returns
	Draft      bool   // the user confirmed to sign a draft as a draft
}

// Signature says whether one signer has signed one document.
type Signature struct {
	Signer   string // id
	Document string // name
	State    State
	Detail   string // why it is invalid, or the key
}

// State is how far one signature is.
type State int

// The states of a signature.
const (
	Missing State = iota
	Signed
	Invalid // there is a signature that does not fit the bytes
)
