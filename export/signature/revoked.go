package signature

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // lists of OpenSSH name keys by it too
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/crypto/ssh"
)

// Revoked is a list of keys that count no more, such as stolen ones and those of
// people who left.
type Revoked struct {
	names map[string]bool // key blobs, and their SHA-1 and SHA-256
}

// ParseRevoked reads a revocation list as ssh-keygen -Y verify -r takes it: public
// keys, one a line, or a binary list that ssh-keygen -k made (PROTOCOL.krl). A line
// or a section that cannot be read is an error: passing over it could let a revoked
// key through.
func ParseRevoked(data []byte) (Revoked, error) {
	if len(data) > maxAllowed {
		return Revoked{}, errors.New(msgRevocationListTooLarge)
	}
	r := Revoked{map[string]bool{}}
	if rest, binary := bytes.CutPrefix(data, []byte(krlMagic)); binary {
		return r, r.readKRL(rest)
	}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if !printable(line) {
			return Revoked{}, fmt.Errorf(msgLine, number, errUnprintable)
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		key, _, options, _, err := ssh.ParseAuthorizedKey(line)
		if err != nil || len(options) > 0 {
			return Revoked{}, fmt.Errorf(msgLinePublicKeyCannot, number)
		}
		r.names[string(key.Marshal())] = true
	}
	return r, nil
}

var errUnprintable = errors.New(msgLineControlCharacters)

// printable reports whether a line holds no control character. Behind a lone carriage
// return, as old systems end lines by, a key would be passed over.
func printable(line []byte) bool {
	line = bytes.TrimRight(line, "\r\n")
	return !bytes.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// Has reports whether a key is revoked.
func (r Revoked) Has(key ssh.PublicKey) bool {
	blob := key.Marshal()
	short, long := sha1.Sum(blob), sha256.Sum256(blob)
	return r.names[string(blob)] || r.names[string(short[:])] || r.names[string(long[:])]
}

// The parts of a binary list (PROTOCOL.krl).
const (
	krlMagic        = "SSHKRL\n\x00"
	krlVersion      = 1
	krlCertificates = 1
	krlKeys         = 2
	krlSHA1         = 3
	krlSHA256       = 5
)

var errKRL = errors.New(msgBinaryRevocationListDamaged)

func (r Revoked) readKRL(data []byte) error {
	const fixed = 4 + 8 + 8 + 8 // format, number, date, flags
	if len(data) < fixed || binary.BigEndian.Uint32(data) != krlVersion {
		return errKRL
	}
	data = data[fixed:]
	for range 2 { // reserved, comment
		var ok bool
		if _, data, ok = cutString(data); !ok {
			return errKRL
		}
	}
	for len(data) > 0 {
		kind := data[0]
		body, rest, ok := cutString(data[1:])
		if !ok || !r.section(kind, body) {
			return errKRL
		}
		data = rest
	}
	return nil
}

// section takes what one section revokes. Certificates are left out, because none
// is accepted. It is false for a section that cannot be read, and for a kind that is
// not known, such as an extension or a signature under the list.
func (r Revoked) section(kind byte, body []byte) bool {
	length := map[byte]int{krlKeys: 0, krlSHA1: sha1.Size, krlSHA256: sha256.Size}
	size, known := length[kind]
	if !known {
		return kind == krlCertificates
	}
	for len(body) > 0 {
		name, rest, ok := cutString(body)
		if !ok || len(name) == 0 || size > 0 && len(name) != size {
			return false
		}
		r.names[string(name)] = true
		body = rest
	}
	return true
}

// cutString takes a text with its length in front (RFC 4251 section 5, "string").
func cutString(data []byte) (text, rest []byte, ok bool) {
	if len(data) < 4 {
		return nil, nil, false
	}
	n := binary.BigEndian.Uint32(data)
	if data = data[4:]; uint64(n) > uint64(len(data)) {
		return nil, nil, false
	}
	return data[:n], data[n:], true
}
