package signature

import (
	"errors"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// KeyInfo is what can be known of a key without its passphrase.
type KeyInfo struct {
	Public    ssh.PublicKey
	Comment   string
	Encrypted bool
}

// Inspect looks at a private key file without asking for its passphrase: files in
// OpenSSH format hold the public half in the clear.
func Inspect(path string) (KeyInfo, error) {
	data, err := readKey(path)
	if err != nil {
		return KeyInfo{}, err
	}
	if err := usable(data); err != nil {
		return KeyInfo{}, err
	}
	signer, err := ssh.ParsePrivateKey(data)
	var missing *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &missing) && missing.PublicKey != nil:
		return KeyInfo{Public: missing.PublicKey, Encrypted: true}, nil
	case err != nil:
		return KeyInfo{}, ErrKeyUnreadable
	}
	if err := acceptable(signer.PublicKey()); err != nil {
		return KeyInfo{}, err
	}
	return KeyInfo{Public: signer.PublicKey()}, nil
}

// AgentKeys lists the accepted keys of the agent that listens on socket.
func AgentKeys(socket string) ([]KeyInfo, error) {
	conn, err := dial(socket)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	keys, err := agent.NewClient(conn).List()
	if err != nil {
		return nil, err
	}
	var out []KeyInfo
	for _, k := range keys {
		if public, err := ssh.ParsePublicKey(k.Marshal()); err == nil && acceptable(public) == nil {
			out = append(out, KeyInfo{Public: public, Comment: k.Comment})
		}
	}
	return out, nil
}
