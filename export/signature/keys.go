package signature

import (
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

// Why a key is not made, or not used.
var (
	ErrPassphrase    = errors.New(msgPassphraseWrong)
	ErrNoPassphrase  = errors.New(msgPassphraseEmpty)
	ErrKeyExists     = errors.New(msgKeyExists)
	ErrKeyUnreadable = errors.New(msgNoPrivateKeyOpenSSH)
	ErrSecurityKey   = errors.New(msgSecurityKeysSignThrough)
	ErrCipher        = errors.New(msgOnlySshKeygenCan)
	ErrKeyOpen       = errors.New(msgKeyReadable)
	ErrKeyEmpty      = errors.New(msgKeySignsNothing)
	ErrKeyShort      = fmt.Errorf(msgRSAKeysNeedLeast, minRSA)
)

// KindError says that keys of a kind (RFC 4253 6.6, "public key format") are not
// accepted.
type KindError struct{ Kind string }

// Error is the sentence for the user.
func (e KindError) Error() string {
	return fmt.Sprintf(msgKeysKindNotAccepted, e.Kind)
}

// Generate makes an Ed25519 key in OpenSSH format at path, mode 0600, with its
// public half in path.pub. Nothing is ever overwritten. An empty passphrase is
// refused unless open says that it is wanted, a weak one in any case. create writes a
// file, all or nothing, and fails with fs.ErrExist where one is.
func Generate(path string, passphrase []byte, comment string, open bool, rand io.Reader, create func(path string, data []byte, mode fs.FileMode) error) (ssh.PublicKey, error) {
	if len(passphrase) == 0 && !open {
		return nil, ErrNoPassphrase
	}
	if err := CheckPassphrase(passphrase); err != nil {
		return nil, err
	}
	if strings.ContainsAny(comment, "\r\n") || !printable([]byte(comment)) {
		return nil, errors.New(msgCommentKeyMustOne)
	}
	// Before the slow work; what appears meanwhile is not overwritten either.
	for _, name := range []string{path, path + ".pub"} {
		if _, err := os.Lstat(name); err == nil {
			return nil, ErrKeyExists
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	public, private, err := ed25519.GenerateKey(rand)
	if err != nil {
		return nil, err
	}
	var block *pem.Block
	if len(passphrase) == 0 {
		block, err = ssh.MarshalPrivateKey(private, comment)
	} else {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, comment, passphrase)
	}
	if err != nil {
		return nil, err
	}
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		return nil, err
	}
	if err := create(path, pem.EncodeToMemory(block), 0o600); err != nil {
		return nil, taken(err)
	}
	line := strings.TrimSpace(AuthorizedKey(key) + " " + comment)
	if err := create(path+".pub", []byte(line+"\n"), 0o644); err != nil {
		return nil, errors.Join(taken(err), os.Remove(path))
	}
	return key, nil
}

func taken(err error) error {
	if errors.Is(err, fs.ErrExist) {
		return ErrKeyExists
	}
	return err
}

// maxKeySize is the largest key file that is read, in bytes.
const maxKeySize = 64 << 10

// Load reads a private key in OpenSSH format. The passphrase is asked for only
// where one is needed. A key file that others may read is refused, and so is a
// kind of key that is not accepted, before the passphrase is asked for.
func Load(path string, passphrase func() ([]byte, error)) (ssh.Signer, error) {
	data, err := readKey(path)
	if err != nil {
		return nil, err
	}
	if err := usable(data); err != nil {
		return nil, err
	}
	signer, err := ssh.ParsePrivateKey(data)
	var missing *ssh.PassphraseMissingError
	if errors.As(err, &missing) {
		signer, err = decrypt(data, passphrase)
	} else if err != nil {
		err = ErrKeyUnreadable
	}
	if err != nil {
		return nil, err
	}
	if err := acceptable(signer.PublicKey()); err != nil {
		return nil, err
	}
	return signer, nil
}

func decrypt(data []byte, passphrase func() ([]byte, error)) (ssh.Signer, error) {
	secret, err := passphrase()
	if err != nil {
		return nil, err
	}
	defer clear(secret)
	if len(secret) == 0 {
		return nil, ErrPassphrase
	}
	signer, err := ssh.ParsePrivateKeyWithPassphrase(data, secret)
	switch {
	case errors.Is(err, x509.IncorrectPasswordError):
		return nil, ErrPassphrase
	case err != nil:
		return nil, fmt.Errorf(msgKeyCannotDecrypted, err)
	}
	return signer, nil
}

// usable says why a private key file cannot be used; nil if it can, or if the file
// does not tell before it is decrypted.
func usable(data []byte) error {
	o, ok := outerOf(data)
	switch {
	case !ok:
		return nil
	case isSecurityKey(o.key):
		return ErrSecurityKey
	case acceptable(o.key) != nil:
		return acceptable(o.key)
	case !o.known():
		return ErrCipher
	default:
		return nil
	}
}

// outer is what an OpenSSH private key file (PROTOCOL.key) holds unencrypted.
type outer struct {
	key    ssh.PublicKey
	cipher string
}

// known reports whether x/crypto opens the cipher of the file.
func (o outer) known() bool {
	return o.cipher == "none" || o.cipher == "aes256-ctr" || o.cipher == "aes256-cbc"
}

// outerOf reads the outer part of a private key file; false if it is not in that
// format, or the key is of an unknown kind.
func outerOf(data []byte) (outer, bool) {
	block, _ := pem.Decode(data)
	if block == nil {
		return outer{}, false
	}
	body, ok := bytes.CutPrefix(block.Bytes, []byte("openssh-key-v1\x00"))
	if !ok {
		return outer{}, false
	}
	var file struct {
		Cipher, KDF, Options string
		Keys                 uint32
		Public, Private      []byte
		Rest                 []byte `ssh:"rest"` // the tag of some ciphers
	}
	if err := ssh.Unmarshal(body, &file); err != nil {
		return outer{}, false
	}
	key, err := ssh.ParsePublicKey(file.Public)
	return outer{key, file.Cipher}, err == nil
}

func readKey(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New(msgNotFile)
	}
	if info.Size() > maxKeySize {
		return nil, ErrKeyUnreadable
	}
	if err := private(info); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxKeySize)) // some files of the system have no size and no end
}

// FromAgent finds the private half of a public key in the agent that listens on
// socket; security keys are reached only this way. Close the closer when done.
func FromAgent(socket string, key ssh.PublicKey) (ssh.Signer, io.Closer, error) {
	if err := acceptable(key); err != nil {
		return nil, nil, err
	}
	if socket == "" {
		return nil, nil, errors.New(msgNoAgent)
	}
	conn, err := dial(socket)
	if err != nil {
		return nil, nil, fmt.Errorf(msgAgentSilent, err)
	}
	signers, err := agent.NewClient(conn).Signers()
	if err == nil {
		err = conn.SetDeadline(time.Time{}) // a touch or a passphrase may take as long as it does
	}
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf(msgAgentSilent, err), conn.Close())
	}
	for _, s := range signers {
		if bytes.Equal(s.PublicKey().Marshal(), key.Marshal()) {
			return s, conn, nil
		}
	}
	return nil, nil, errors.Join(errors.New(msgAgentLacksKey), conn.Close())
}

// patience is how long an agent may take to say which keys it holds.
const patience = 3 * time.Second

// dial reaches an agent, which must answer soon.
func dial(socket string) (net.Conn, error) {
	conn, err := net.DialTimeout("unix", socket, patience)
	if err != nil {
		return nil, err
	}
	if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}

// ParsePublic reads a public key as .pub files and authorized_keys hold it
// (sshd(8), "AUTHORIZED_KEYS FILE FORMAT"): one key without options, and comments.
// A key of a kind that is not accepted is an error, as for Load.
func ParsePublic(data []byte) (ssh.PublicKey, error) {
	key, _, options, _, err := ssh.ParseAuthorizedKey(onlyLine(data))
	if err != nil || len(options) > 0 {
		return nil, errors.New(msgNoPublicKeyFile)
	}
	if err := acceptable(key); err != nil {
		return nil, err
	}
	return key, nil
}

// onlyLine is the one line that is neither empty nor a comment; nil if there is
// none, or more than one: ssh.ParseAuthorizedKey passes over lines that it cannot
// read, and would take a later key for the one that is meant.
func onlyLine(data []byte) []byte {
	var only []byte
	for line := range bytes.Lines(data) {
		if !printable(line) {
			return nil
		}
		line = bytes.TrimSpace(line)
		if len(line) == 0 || line[0] == '#' {
			continue
		}
		if only != nil {
			return nil
		}
		only = line
	}
	return only
}

// Fingerprint is the SHA-256 fingerprint of a key, as ssh-keygen shows it.
func Fingerprint(key ssh.PublicKey) string { return ssh.FingerprintSHA256(key) }

// AuthorizedKey is a key in one line, without a comment.
func AuthorizedKey(key ssh.PublicKey) string {
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}
