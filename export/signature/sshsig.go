// Package signature makes and checks detached SSH signatures (SSHSIG, see
// PROTOCOL.sshsig of OpenSSH) over the exact bytes of a file, in one namespace of
// our own. It knows bytes, keys and lists of signers; it knows no assessments.
package signature

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Namespace separates our signatures from all others that a key may make. It is
// constant and never taken from a file.
const Namespace = "selfmark-document-v1"

const (
	magic      = "SSHSIG"
	version    = 1
	begin      = "-----BEGIN SSH SIGNATURE-----"
	end        = "-----END SSH SIGNATURE-----"
	lineLength = 70 // as OpenSSH writes it
	maxLine    = 76 // as others do

	// MaxSize is the largest signature file that is read, in bytes.
	MaxSize = 16 << 10
	// minRSA is the least length of an RSA key, in bits.
	minRSA = 3072
)

// signed is what the key signs, after the magic (PROTOCOL.sshsig, "Signed Data").
type signed struct {
	Namespace, Reserved, Hash string
	Digest                    []byte
}

// envelope is the signature file, after the magic (PROTOCOL.sshsig, "Blob format").
type envelope struct {
	Version                              uint32
	PublicKey, Namespace, Reserved, Hash string
	Signature                            []byte
}

// Signature is one parsed signature file.
type Signature struct {
	// Key is the key that claims to have signed. Trust in it comes from outside.
	Key  ssh.PublicKey
	hash string
	sig  ssh.Signature
}

// Sign signs the message with SHA-512, checks the result, and returns the armored
// signature. For Ed25519 and RSA the bytes equal those of ssh-keygen -Y sign.
func Sign(signer ssh.Signer, message []byte, rand io.Reader) ([]byte, error) {
	if err := acceptable(signer.PublicKey()); err != nil {
		return nil, err
	}
	armored, err := unchecked(signer, message, rand)
	if err != nil {
		return nil, err
	}
	parsed, err := Parse(armored)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(parsed.Key.Marshal(), signer.PublicKey().Marshal()) {
		return nil, errors.New(msgAnotherKeySigned)
	}
	if err := parsed.Verify(message); err != nil {
		return nil, fmt.Errorf(msgKeyMadeSignatureDoes, err)
	}
	return armored, nil
}

// unchecked makes a signature, by the key itself or by a program that holds it.
func unchecked(signer ssh.Signer, message []byte, rand io.Reader) ([]byte, error) {
	if program, ok := signer.(wholeSigner); ok {
		return program.signWhole(message)
	}
	sig, err := sign(signer, toSign(Namespace, "sha512", message), rand)
	if err != nil {
		return nil, fmt.Errorf(msgKeyCannotSign, err)
	}
	return armor(envelope{version, string(signer.PublicKey().Marshal()), Namespace, "", "sha512", ssh.Marshal(sig)}), nil
}

// sign asks RSA keys for SHA-512; SHA-1 is never used.
func sign(signer ssh.Signer, payload []byte, rand io.Reader) (*ssh.Signature, error) {
	if signer.PublicKey().Type() != ssh.KeyAlgoRSA {
		return signer.Sign(rand, payload)
	}
	rsaSigner, ok := signer.(ssh.AlgorithmSigner)
	if !ok {
		return nil, errors.New(msgRSAKeyCannotUse)
	}
	return rsaSigner.SignWithAlgorithm(rand, payload, ssh.KeyAlgoRSASHA512)
}

// toSign is what the key signs of a message; the hash must be a known one.
func toSign(namespace, hash string, message []byte) []byte {
	var digest []byte
	switch hash {
	case "sha512":
		sum := sha512.Sum512(message)
		digest = sum[:]
	case "sha256":
		sum := sha256.Sum256(message)
		digest = sum[:]
	default:
		panic("bug: Parse lets no other hash through than sha512 and sha256")
	}
	return append([]byte(magic), ssh.Marshal(signed{namespace, "", hash, digest})...)
}

func armor(e envelope) []byte {
	var b bytes.Buffer
	b.WriteString(begin + "\n")
	for text := base64.StdEncoding.EncodeToString(append([]byte(magic), ssh.Marshal(e)...)); text != ""; {
		n := min(lineLength, len(text))
		b.WriteString(text[:n] + "\n")
		text = text[n:]
	}
	b.WriteString(end + "\n")
	return b.Bytes()
}

var (
	errDamaged = errors.New(msgSignatureFileDamagedGet)
	errSurplus = errors.New(msgSignatureFileDamagedHolds)
)

// Parse reads a signature file strictly: exactly one block and nothing else,
// canonical base64, version 1, our namespace, a known hash and an accepted kind
// of key, and no trailing bytes. Line ends of Windows are accepted, since mail and
// git convert them.
func Parse(armored []byte) (Signature, error) { return parse(armored, Namespace) }

// parse reads a signature of a namespace; tests read those of others.
func parse(armored []byte, namespace string) (Signature, error) {
	raw, err := unarmor(armored)
	if err != nil {
		return Signature{}, err
	}
	rest, ok := bytes.CutPrefix(raw, []byte(magic))
	if !ok {
		return Signature{}, errors.New(msgSignatureFileDoesNot)
	}
	var e envelope
	if err := ssh.Unmarshal(rest, &e); err != nil {
		return Signature{}, errSurplus
	}
	switch {
	case e.Version != version:
		return Signature{}, fmt.Errorf(msgSignatureVersionOnlyVersion, e.Version, version)
	case e.Namespace != namespace:
		return Signature{}, fmt.Errorf(msgSignatureMadeNot, e.Namespace, namespace)
	case e.Reserved != "":
		return Signature{}, errors.New(msgSignatureUsesReservedField)
	case e.Hash != "sha512" && e.Hash != "sha256":
		return Signature{}, fmt.Errorf(msgSignatureUsesUnknownHash, e.Hash)
	}
	return keyed(e)
}

// keyed takes key and signature out of an envelope.
func keyed(e envelope) (Signature, error) {
	key, err := ssh.ParsePublicKey([]byte(e.PublicKey))
	if err != nil {
		return Signature{}, errors.New(msgSignatureNamesKeyUnknown)
	}
	if err := acceptable(key); err != nil {
		return Signature{}, err
	}
	s := Signature{Key: key, hash: e.Hash}
	if err := ssh.Unmarshal(e.Signature, &s.sig); err != nil {
		return Signature{}, errDamaged
	}
	if err := s.fits(); err != nil {
		return Signature{}, err
	}
	return s, nil
}

// fits checks that the algorithm is one of the key, and what stands after the
// signature itself.
func (s Signature) fits() error {
	kind, algorithm := s.Key.Type(), s.sig.Format
	switch {
	case kind == ssh.KeyAlgoRSA && algorithm == ssh.KeyAlgoRSA:
		return errors.New(msgSignatureUsesSHA1)
	case kind == ssh.KeyAlgoRSA && (algorithm == ssh.KeyAlgoRSASHA512 || algorithm == ssh.KeyAlgoRSASHA256):
	case algorithm != kind:
		return fmt.Errorf(msgSignatureUsesNotSupported, algorithm, kind)
	}
	if !isSecurityKey(s.Key) {
		if len(s.sig.Rest) > 0 {
			return errors.New(msgSignatureFileHoldsMore)
		}
		return nil
	}
	// Flags and counter of a security key follow; flag 1 says that it was touched.
	switch {
	case len(s.sig.Rest) != 5:
		return errSurplus
	case s.sig.Rest[0]&1 == 0:
		return errors.New(msgSecurityKeySignedWithout)
	}
	return nil
}

func isSecurityKey(key ssh.PublicKey) bool {
	return key.Type() == ssh.KeyAlgoSKED25519 || key.Type() == ssh.KeyAlgoSKECDSA256
}

func unarmor(armored []byte) ([]byte, error) {
	if len(armored) > MaxSize {
		return nil, fmt.Errorf(msgSignatureFileLargerBytes, MaxSize)
	}
	text := strings.ReplaceAll(string(armored), "\r\n", "\n")
	body, ok := strings.CutPrefix(text, begin+"\n")
	if !ok {
		return nil, errors.New(msgSignatureFileMustBegin)
	}
	body, rest, ok := strings.Cut(body, end)
	if !ok || rest != "" && rest != "\n" || !strings.HasSuffix(body, "\n") {
		return nil, errors.New(msgSignatureFileMustHold)
	}
	for line := range strings.Lines(body) {
		// The decoder skips carriage returns, so they are refused here.
		if line == "\n" || len(line) > maxLine+1 || strings.ContainsRune(line, '\r') {
			return nil, errDamaged
		}
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(strings.ReplaceAll(body, "\n", ""))
	if err != nil {
		return nil, errDamaged
	}
	return raw, nil
}

// ErrMismatch says that a well-formed signature is not one of this message.
var ErrMismatch = errors.New(msgSignatureDoesNotBelong)

// Verify checks that the signature is one of the message by s.Key; ErrMismatch if
// it is not, and for a Signature that Parse did not make. It says nothing about
// whose key that is.
func (s Signature) Verify(message []byte) error {
	if s.Key == nil || !s.holds(toSign(Namespace, s.hash, message)) {
		return ErrMismatch
	}
	return nil
}

// holds reports whether the key made the signature of these very bytes.
func (s Signature) holds(payload []byte) bool { return s.Key.Verify(payload, &s.sig) == nil }

// Diagnose looks for the reason why a signature does not fit: "" when none of the
// usual conversions explains it. A conversion found is never reported as valid.
func (s Signature) Diagnose(message []byte) string {
	lf := bytes.ReplaceAll(message, []byte("\r\n"), []byte("\n"))
	plain := bytes.TrimPrefix(lf, []byte("\xef\xbb\xbf"))
	for _, attempt := range []struct {
		text []byte
		what string
	}{
		{lf, msgLFLineEnds},
		{bytes.TrimPrefix(message, []byte("\xef\xbb\xbf")), msgWithoutByteOrderMark},
		{plain, msgLFLineEndsWithout},
		{slices.Concat(bytes.TrimRight(plain, "\n"), []byte("\n")), msgLFLineEndsExactly},
		{bytes.ReplaceAll(lf, []byte("\n"), []byte("\r\n")), msgLineEndsWindows},
	} {
		if !bytes.Equal(attempt.text, message) && s.Verify(attempt.text) == nil {
			return fmt.Sprintf(msgSignatureFitsVersionFile, attempt.what)
		}
	}
	return ""
}

// acceptable refuses kinds of keys that are not accepted: only Ed25519 (no points of
// small order), ECDSA P-256, their security key forms, and RSA from 3072 bits.
func acceptable(key ssh.PublicKey) error {
	switch key.Type() {
	case ssh.KeyAlgoED25519, ssh.KeyAlgoSKED25519:
		if smallOrder(key) {
			return ErrKeyEmpty
		}
		return nil
	case ssh.KeyAlgoECDSA256, ssh.KeyAlgoSKECDSA256:
		return nil
	case ssh.KeyAlgoRSA:
		if bits(key) >= minRSA {
			return nil
		}
		return ErrKeyShort
	default:
		return KindError{key.Type()}
	}
}

// smallOrder reports whether an Ed25519 key is one of the few points that sign
// nothing: one signature by such a key fits many texts (RFC 8032 section 5.1.7 lets
// it pass, and so does OpenSSH).
func smallOrder(key ssh.PublicKey) bool {
	var wire struct {
		Name string
		Key  []byte
		Rest []byte `ssh:"rest"` // the application of a security key
	}
	if err := ssh.Unmarshal(key.Marshal(), &wire); err != nil || len(wire.Key) != ed25519.PublicKeySize {
		return true
	}
	point := bytes.Clone(wire.Key)
	point[len(point)-1] &= 0x7f // the sign
	return slices.Contains(smallOrderPoints, hex.EncodeToString(point))
}

// smallOrderPoints are the points of order 1, 2, 4 and 8 of edwards25519 without their
// sign, also those of them that are written with a coordinate of p or above.
var smallOrderPoints = []string{
	"0000000000000000000000000000000000000000000000000000000000000000",
	"0100000000000000000000000000000000000000000000000000000000000000",
	"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
	"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
	"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
	"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
}

// bits is the length of an RSA key. It is parsed anew, since a key from ssh-agent
// is known by its bytes only.
func bits(key ssh.PublicKey) int {
	parsed, err := ssh.ParsePublicKey(key.Marshal())
	if err != nil {
		return 0
	}
	if k, ok := parsed.(ssh.CryptoPublicKey); ok {
		if k, ok := k.CryptoPublicKey().(*rsa.PublicKey); ok {
			return k.N.BitLen()
		}
	}
	return 0
}
