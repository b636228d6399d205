package signature

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
)

// signerForm is what may name a signer in a file name.
var signerForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`) })

// ValidSignerID reports whether a text may stand in the name of a signature file.
func ValidSignerID(id string) bool { return len(id) <= 32 && signerForm().MatchString(id) }

// Name is the name of a signer's signature file: <document>.<signer>.sig.
func Name(document, signer string) string { return document + "." + signer + ".sig" }

// Split takes the name of a signature file apart; ok is false when it is none.
func Split(name string) (document, signer string, ok bool) {
	rest, isSignature := strings.CutSuffix(name, ".sig")
	i := strings.LastIndexByte(rest, '.')
	if !isSignature || i <= 0 || !ValidSignerID(rest[i+1:]) {
		return "", "", false
	}
	return rest[:i], rest[i+1:], true
}

// ErrSignatureExists says that this signer has already signed under that name.
var ErrSignatureExists = errors.New(msgSignatureSignerExistsAlready)

// Write puts a signature beside its document. What is there is replaced only with
// force. replace writes a file, all or nothing.
func Write(document, signer string, armored []byte, force bool, replace func(path string, data []byte) error) (string, error) {
	if !ValidSignerID(signer) {
		return "", fmt.Errorf(msgCannotStandFileName, signer)
	}
	path := Name(document, signer)
	if _, err := os.Lstat(path); err == nil && !force {
		return path, ErrSignatureExists
	}
	return path, replace(path, armored)
}
