package wizard

import (
	"bytes"

	"selfmark/assessment"
	"selfmark/export/signature"
)

// Signing is what writing and signing documents needs from outside. Every
// function takes the desk, whose answers, path and date count at that moment.
// A nil function is something that cannot be done here.
type Signing struct {
	// Documents makes the documents as the answers are now, in memory, and says
	// what lies on disk under their names.
	Documents func(*Desk) ([]SignDoc, error)
	// Export writes them and returns the paths; a file with other content is
	// replaced only with force.
	Export func(d *Desk, force bool) ([]string, error)
	// Keys lists the keys that are at hand: key files in the usual places, keys
	// of an agent.
	Keys func(*Desk) ([]KeyChoice, error)
	// Key looks at one key file.
	Key func(path string) (KeyChoice, error)
	// New makes a key for a signer, protected by a passphrase, in the user's own folder of
	// keys. It keeps no copy of the passphrase.
	New func(d *Desk, signer assessment.Signer, passphrase []byte) (KeyChoice, error)
	// Try finds out whether a key can be used with a passphrase, before anything is
	// changed for it; it keeps no copy of the passphrase. Nil opens the key file,
	// and takes the word of an agent and of ssh-keygen.
	Try func(*Desk, KeyChoice, []byte) error
	// Sign signs one document that lies on disk. It refuses when the bytes there
	// do not have the digest that was shown. It keeps no copy of the passphrase.
	Sign func(*Desk, SignRequest) error
	// Issue gives the assessment with a new revision in its history when everyone has
	// signed a final document; false when it is not that far. Nil notes nothing.
	Issue func(*Desk, []SignDoc) (assessment.Assessment, bool)
	// Status says of every required signer and document whether it is signed.
	Status func(*Desk) ([]SignerStatus, error)
}

// try opens a key as Try says.
func (s Signing) try(d *Desk, k KeyChoice, passphrase []byte) error {
	if s.Try != nil {
		return s.Try(d, k, passphrase)
	}
	if k.Agent || k.Outside {
		return nil
	}
	// Loading wipes what it is given; the signature still needs the passphrase.
	_, err := signature.Load(k.Path, func() ([]byte, error) { return bytes.Clone(passphrase), nil })
	return err
}

// SignDoc is one document to be signed.
type SignDoc struct {
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

// KeyChoice is a key that a signer may use.
type KeyChoice struct {
	Name        string // how it is shown, a path or a comment
	Path        string // of a key file, "" for a key in an agent
	Fingerprint string // "SHA256:…"
	Encrypted   bool   // needs a passphrase
	Agent       bool
	Outside     bool // only ssh-keygen signs with it, such as a security key, and asks on the terminal
}

// SignRequest is one signature to be made.
type SignRequest struct {
	Doc        SignDoc // with the digest that was shown
	Signer     string  // id
	Key        KeyChoice
	Passphrase []byte // wiped by the caller when Sign returns
	Draft      bool   // the user confirmed to sign a draft as a draft
}

// SignerStatus says whether one signer has signed one document.
type SignerStatus struct {
	Signer string // id
	Doc    string // name
	State  SignState
	Detail string // why it is invalid, or the time and key
}

// SignState is how far one signature is.
type SignState int

// The states of a signature.
const (
	SignMissing SignState = iota
	Signed
	SignInvalid // there is a signature that does not fit the bytes
)
