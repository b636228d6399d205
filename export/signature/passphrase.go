package signature

import (
	"errors"
	"unicode/utf8"
)

// The least that a passphrase for a new key needs. A key file may be stolen and its
// passphrase tried millions of times; five random words withstand that.
const (
	minPassphrase = 12 // characters
	minDifferent  = 6  // different ones among them
)

// Errors of passphrases for new keys.
var (
	ErrPassphraseShort  = errors.New(msgPassphraseTooShortNeeds)
	ErrPassphraseSimple = errors.New(msgPassphraseRepeatsTooFew)
)

// CheckPassphrase says why a passphrase is too weak for a new key; nil if it is not,
// and for none at all, which is another question.
func CheckPassphrase(secret []byte) error {
	if len(secret) == 0 {
		return nil
	}
	different := map[rune]bool{}
	for rest := secret; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		different[r], rest = true, rest[size:]
	}
	switch {
	case utf8.RuneCount(secret) < minPassphrase:
		return ErrPassphraseShort
	case len(different) < minDifferent:
		return ErrPassphraseSimple
	}
	return nil
}
