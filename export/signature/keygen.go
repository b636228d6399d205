package signature

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"golang.org/x/crypto/ssh"
)

// Keygen signs with stock ssh-keygen where this package cannot: with security keys,
// private keys in ciphers that x/crypto does not know, and agents that are reached
// in another way than by a socket. ssh-keygen asks on the terminal itself for what it
// needs, a passphrase or a touch of the key.
type Keygen struct {
	// Program is the path of ssh-keygen.
	Program string
	// Path is the key file: a private key, or the public half of a key in an agent.
	Path string
	// Public is the key that must sign.
	Public ssh.PublicKey
}

// PublicKey is the key that signs.
func (k Keygen) PublicKey() ssh.PublicKey { return k.Public }

// Sign fails: ssh-keygen signs whole messages only, as the function Sign asks it to.
func (k Keygen) Sign(io.Reader, []byte) (*ssh.Signature, error) {
	return nil, errors.New(msgSshKeygenSignsWhole)
}

// signWhole lets ssh-keygen sign a message. The arguments are fixed, no shell is
// asked, and nothing is written but what comes back.
func (k Keygen) signWhole(message []byte) ([]byte, error) {
	c := exec.Command(k.Program, "-q", "-Y", "sign", "-n", Namespace, "-f", k.Path)
	c.Stdin = bytes.NewReader(message)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	if err := c.Run(); err != nil {
		lines := strings.Split(strings.TrimSpace(said.String()), "\n")
		return nil, fmt.Errorf(msgSshKeygenCannotSign, cmp.Or(lines[len(lines)-1], err.Error()))
	}
	return out.Bytes(), nil
}

// wholeSigner signs a message itself, instead of what stands for it.
type wholeSigner interface {
	signWhole(message []byte) ([]byte, error)
}

// ForKeygen looks at a key file that only ssh-keygen can use: a security key, or a
// private key in a cipher unknown here. It returns the public half, and false for all
// others.
func ForKeygen(path string) (ssh.PublicKey, bool) {
	data, err := readKey(path)
	if err != nil {
		return nil, false
	}
	o, ok := outerOf(data)
	if !ok || acceptable(o.key) != nil {
		return nil, false
	}
	return o.key, isSecurityKey(o.key) || !o.known()
}
