package signature

import (
	"bytes"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"
)

var message = []byte("# Acme Plug S2\n\nA document.\n")

// oracle finds a program that judges us. A newcomer may lack it, CI may not.
func oracle(t testing.TB, program string) string {
	t.Helper()
	path, err := exec.LookPath(program)
	switch {
	case err == nil:
		return path
	case os.Getenv("CI") == "true":
		t.Fatalf("%s is missing: %v", program, err)
	default:
		t.Skipf("%s is not installed here", program)
	}
	return ""
}

// run starts the oracle without any agent and returns what it says.
func run(t testing.TB, stdin []byte, program string, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Env = append(os.Environ(), "SSH_AUTH_SOCK=", "LC_ALL=C")
	cmd.Stdin = bytes.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func must(t testing.TB, stdin []byte, program string, args ...string) string {
	t.Helper()
	out, err := run(t, stdin, program, args...)
	if err != nil {
		t.Fatalf("%s %s: %v\n%s", program, strings.Join(args, " "), err, out)
	}
	return out
}

func put(t testing.TB, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func get(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sshKey lets ssh-keygen make a key without a passphrase and loads it.
func sshKey(t testing.TB, kind string, bits string) (path string, signer ssh.Signer) {
	t.Helper()
	path = makeSSHKey(t, kind, bits, "")
	signer, err := Load(path, noPassphrase(t))
	if err != nil {
		t.Fatal(err)
	}
	return path, signer
}

func makeSSHKey(t testing.TB, kind, bits, passphrase string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), kind)
	args := []string{"-q", "-t", kind, "-N", passphrase, "-C", "a comment", "-f", path}
	if bits != "" {
		args = append(args, "-b", bits)
	}
	must(t, nil, oracle(t, "ssh-keygen"), args...)
	return path
}

func noPassphrase(t testing.TB) func() ([]byte, error) {
	return func() ([]byte, error) {
		t.Error("a passphrase was asked for")
		return nil, io.EOF
	}
}

func signerOf(t testing.TB, key crypto.Signer) ssh.Signer {
	t.Helper()
	s, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ed(t testing.TB) ssh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signerOf(t, key)
}

func ec(t testing.TB, curve elliptic.Curve) ssh.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return signerOf(t, key)
}

// rsaKeys are slow to make, so each length is made once.
var rsaKeys = map[int]func() *rsa.PrivateKey{
	2048: sync.OnceValue(func() *rsa.PrivateKey { return newRSA(2048) }),
	3072: sync.OnceValue(func() *rsa.PrivateKey { return newRSA(3072) }),
}

func newRSA(bits int) *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

func rs(t testing.TB, bits int) ssh.Signer { return signerOf(t, rsaKeys[bits]()) }

// securityKey signs as a FIDO key does, in software.
type securityKey struct {
	private ed25519.PrivateKey
	flags   byte
	rest    []byte // what stands after flags and counter, for forgeries
}

const application = "ssh:"

func (k securityKey) PublicKey() ssh.PublicKey {
	key, err := ssh.ParsePublicKey(ssh.Marshal(struct {
		Name string
		Key  []byte
		App  string
	}{ssh.KeyAlgoSKED25519, k.private.Public().(ed25519.PublicKey), application}))
	if err != nil {
		panic(err)
	}
	return key
}

func (k securityKey) Sign(_ io.Reader, data []byte) (*ssh.Signature, error) {
	signed, counter := assertion(k.flags, data)
	return &ssh.Signature{Format: ssh.KeyAlgoSKED25519, Blob: ed25519.Sign(k.private, signed), Rest: append(counter, k.rest...)}, nil
}

// securityECKey signs as a FIDO key of the kind sk-ecdsa does, in software.
type securityECKey struct {
	private *ecdsa.PrivateKey
	flags   byte
}

func (k securityECKey) PublicKey() ssh.PublicKey {
	point, err := k.private.PublicKey.Bytes()
	if err != nil {
		panic(err)
	}
	key, err := ssh.ParsePublicKey(ssh.Marshal(struct {
		Name, Curve string
		Point       []byte
		App         string
	}{ssh.KeyAlgoSKECDSA256, "nistp256", point, application}))
	if err != nil {
		panic(err)
	}
	return key
}

func (k securityECKey) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	signed, counter := assertion(k.flags, data)
	digest := sha256.Sum256(signed)
	r, s, err := ecdsa.Sign(rand, k.private, digest[:])
	if err != nil {
		return nil, err
	}
	return &ssh.Signature{Format: ssh.KeyAlgoSKECDSA256, Blob: ssh.Marshal(struct{ R, S *big.Int }{r, s}), Rest: counter}, nil
}

// assertion is what a FIDO key signs (PROTOCOL.u2f), and its flags and counter.
func assertion(flags byte, data []byte) (signed, counter []byte) {
	app, digest := sha256.Sum256([]byte(application)), sha256.Sum256(data)
	counter = binary.BigEndian.AppendUint32([]byte{flags}, 42)
	return slices.Concat(app[:], counter, digest[:]), counter
}

func touchedEC(t testing.TB) securityECKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return securityECKey{private: key, flags: 1}
}

func touched(t testing.TB) securityKey {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return securityKey{private: key, flags: 1}
}

// forge signs whatever an envelope says, with any key and algorithm.
func forge(t testing.TB, signer ssh.Signer, algorithm string, change func(*envelope)) []byte {
	t.Helper()
	e := envelope{Version: 1, PublicKey: string(signer.PublicKey().Marshal()), Namespace: Namespace, Hash: "sha512"}
	if change != nil {
		change(&e)
	}
	digest := crypto.SHA512.New()
	if e.Hash == "sha256" {
		digest = crypto.SHA256.New()
	}
	digest.Write(message)
	payload := append([]byte(magic), ssh.Marshal(signed{e.Namespace, e.Reserved, e.Hash, digest.Sum(nil)})...)
	var sig *ssh.Signature
	var err error
	if algorithm == "" {
		sig, err = signer.Sign(rand.Reader, payload)
	} else {
		sig, err = signer.(ssh.AlgorithmSigner).SignWithAlgorithm(rand.Reader, payload, algorithm)
	}
	if err != nil {
		t.Fatal(err)
	}
	e.Signature = append(ssh.Marshal(sig), e.Signature...)
	return armor(e)
}

// createNew writes a file that must not be there.
func createNew(path string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}
