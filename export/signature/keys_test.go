package signature

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
)

var secret = []byte("five random words or more")

func says(words []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return bytes.Clone(words), nil }
}

func TestGenerate(t *testing.T) {
	for _, tc := range []struct {
		name, comment string
		passphrase    []byte
	}{
		{"with passphrase", "tech.lead@acme.example", secret},
		{"open", "", nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "tech-lead.key")
			public, err := Generate(path, tc.passphrase, tc.comment, tc.passphrase == nil, rand.Reader, createNew)
			if err != nil {
				t.Fatal(err)
			}
			if public.Type() != ssh.KeyAlgoED25519 {
				t.Error(public.Type())
			}
			checkMode(t, path, 0o600)
			if got, want := string(get(t, path+".pub")), strings.TrimSpace(AuthorizedKey(public)+" "+tc.comment)+"\n"; got != want {
				t.Errorf("%q", got)
			}
			fromFile, err := ParsePublic(get(t, path+".pub"))
			if err != nil || Fingerprint(fromFile) != Fingerprint(public) {
				t.Errorf("%v", err)
			}
			ask := noPassphrase(t)
			if tc.passphrase != nil {
				ask = says(tc.passphrase)
			}
			signer, err := Load(path, ask)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(signer.PublicKey().Marshal(), public.Marshal()) {
				t.Error("another key was loaded")
			}
			if _, err := Sign(signer, message, rand.Reader); err != nil {
				t.Error(err)
			}
			info, err := Inspect(path)
			if err != nil || Fingerprint(info.Public) != Fingerprint(public) || info.Encrypted != (tc.passphrase != nil) {
				t.Errorf("%+v %v", info, err)
			}
		})
	}
}

func checkMode(t *testing.T, path string, want fs.FileMode) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm() != want {
		t.Errorf("%s has mode %o", path, info.Mode().Perm())
	}
}

// meanwhile does something before the first random byte.
type meanwhile func()

func (do meanwhile) Read(p []byte) (int, error) {
	do()
	return rand.Read(p)
}

// TestGenerateMeanwhile: what appears during the slow work is not overwritten, and
// nothing is left of the key.
func TestGenerateMeanwhile(t *testing.T) {
	for _, half := range []string{"", ".pub"} {
		path := filepath.Join(t.TempDir(), "key")
		_, err := Generate(path, nil, "", true, meanwhile(func() { put(t, path+half, []byte("precious")) }), createNew)
		if !errors.Is(err, ErrKeyExists) || string(get(t, path+half)) != "precious" {
			t.Errorf("key%s: %v", half, err)
		}
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
			t.Errorf("key%s: left over %v", half, files)
		}
	}
}

func TestGenerateRefuses(t *testing.T) {
	dir := t.TempDir()
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o700); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "there"), []byte("precious"))
	put(t, filepath.Join(dir, "half.pub"), []byte("precious"))
	for _, tc := range []struct {
		name, comment string
		passphrase    []byte
		want          error
	}{
		{"new", "", nil, ErrNoPassphrase},
		{"new", "two\nlines", secret, nil},
		{"there", "", secret, ErrKeyExists},
		{"half", "", secret, ErrKeyExists},
		{"folder", "", secret, ErrKeyExists},
		{"link", "", secret, ErrKeyExists},
		{"no/such/folder", "", secret, fs.ErrNotExist},
	} {
		key, err := Generate(filepath.Join(dir, tc.name), tc.passphrase, tc.comment, false, rand.Reader, createNew)
		if err == nil || key != nil || tc.want != nil && !errors.Is(err, tc.want) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	for _, name := range []string{"there", "half.pub"} {
		if string(get(t, filepath.Join(dir, name))) != "precious" {
			t.Errorf("%s was overwritten", name)
		}
	}
	for _, name := range []string{"new", "new.pub", "half", "nowhere", "there.pub"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is left: %v", name, err)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, data []byte) string { return put(t, filepath.Join(dir, name), data) }
	protected := filepath.Join(dir, "protected")
	if _, err := Generate(protected, secret, "", false, rand.Reader, createNew); err != nil {
		t.Fatal(err)
	}
	public := get(t, protected+".pub")
	private := get(t, protected)
	torn := bytes.Clone(private[:len(private)/2])
	wrong := says([]byte("wrong"))
	noTerminal := errors.New("no terminal")
	for _, tc := range []struct {
		name, path string
		ask        func() ([]byte, error)
		want       error
		says       string
	}{
		{"wrong passphrase", protected, wrong, ErrPassphrase, ""},
		{"no passphrase", protected, says(nil), ErrPassphrase, ""},
		{"nobody to ask", protected, func() ([]byte, error) { return nil, noTerminal }, noTerminal, ""},
		{"no such file", filepath.Join(dir, "none"), nil, fs.ErrNotExist, ""},
		{"a folder", dir, nil, nil, "not a file"},
		{"empty", file("empty", nil), nil, ErrKeyUnreadable, ""},
		{"a public key", file("public", public), nil, ErrKeyUnreadable, ""},
		{"torn", file("torn", torn), nil, ErrKeyUnreadable, ""},
		{"a document", file("document", message), nil, ErrKeyUnreadable, ""},
		{"binary", file("binary", []byte{0, 1, 2, 0xff}), nil, ErrKeyUnreadable, ""},
		{"too large", file("large", bytes.Repeat([]byte("A"), maxKeySize+1)), nil, ErrKeyUnreadable, ""},
		{"RSA 2048", file("rsa", pemOf(t, rsaKeys[2048]())), nil, ErrKeyShort, "at least 3072 bits"},
		{"RSA 2048, protected", file("rsap", lockedPEM(t, rsaKeys[2048]())), nil, ErrKeyShort, "at least 3072 bits"},
		{"P-384", file("p384", pemOf(t, ecKey(t, elliptic.P384()))), nil, KindError{ssh.KeyAlgoECDSA384}, "not accepted"},
		{"P-384 in PKCS#8", file("p384-8", pkcs8(t, ecKey(t, elliptic.P384()))), nil, KindError{ssh.KeyAlgoECDSA384}, "not accepted"},
		{"a security key", file("sk", skFile(t)), nil, ErrSecurityKey, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if tc.ask == nil {
				tc.ask = noPassphrase(t)
			}
			signer, err := Load(tc.path, tc.ask)
			if info, err := Inspect(tc.path); tc.path != protected && (err == nil || info.Public != nil || tc.want != nil && !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says)) {
				t.Errorf("inspected: %v", err)
			}
			if signer != nil || err == nil || tc.want != nil && !errors.Is(err, tc.want) || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
		})
	}
}

func ecKey(t *testing.T, curve elliptic.Curve) *ecdsa.PrivateKey {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func pemOf(t *testing.T, key any) []byte {
	t.Helper()
	block, err := ssh.MarshalPrivateKey(key, "")
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block)
}

func lockedPEM(t *testing.T, key any) []byte {
	t.Helper()
	block, err := ssh.MarshalPrivateKeyWithPassphrase(key, "", secret)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(block)
}

func pkcs8(t *testing.T, key any) []byte {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
}

// skFile is a key file as ssh-keygen -t ed25519-sk writes it, as far as it counts.
func skFile(t *testing.T) []byte {
	t.Helper()
	body := append([]byte("openssh-key-v1\x00"), ssh.Marshal(struct {
		Cipher, KDF, Options string
		Keys                 uint32
		Public, Private      []byte
	}{"none", "none", "", 1, touched(t).PublicKey().Marshal(), make([]byte, 32)})...)
	return pem.EncodeToMemory(&pem.Block{Type: "OPENSSH PRIVATE KEY", Bytes: body})
}

// TestLoadPermission: a key that others may read is not used. It needs no rights,
// so it runs for root and for nobody alike.
func TestLoadPermission(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("access on Windows is not told by the mode")
	}
	path := filepath.Join(t.TempDir(), "key")
	if _, err := Generate(path, nil, "", true, rand.Reader, createNew); err != nil {
		t.Fatal(err)
	}
	for mode, open := range map[fs.FileMode]bool{0o600: false, 0o400: false, 0o640: true, 0o604: true, 0o620: true, 0o644: true, 0o666: true, 0o601: true} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		_, err := Load(path, noPassphrase(t))
		if open != (err != nil) || open && (!errors.Is(err, ErrKeyOpen) || !strings.Contains(err.Error(), "chmod 600")) {
			t.Errorf("mode %o: %v", mode, err)
		}
	}
}

// TestReadOnlyFolder and the next need a user whom permissions bind.
func TestReadOnlyFolder(t *testing.T) {
	unprivileged(t)
	dir := t.TempDir()
	document := put(t, filepath.Join(dir, "plug.md"), message)
	put(t, Name(document, "other"), []byte("precious"))
	if err := os.Chmod(dir, 0o500); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(dir, 0o700)
	if _, err := Generate(filepath.Join(dir, "key"), secret, "", false, rand.Reader, createNew); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v", err)
	}
	if string(get(t, Name(document, "other"))) != "precious" {
		t.Error("overwritten")
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("%v %v", entries, err)
	}
}

func TestLoadPermissionDenied(t *testing.T) {
	unprivileged(t)
	path := put(t, filepath.Join(t.TempDir(), "key"), pemOf(t, ecKey(t, elliptic.P256())))
	if err := os.Chmod(path, 0o200); err != nil {
		t.Fatal(err)
	}
	if _, err := Load(path, noPassphrase(t)); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("%v", err)
	}
}

func unprivileged(t *testing.T) {
	t.Helper()
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind root; .ci/unprivileged runs this as nobody")
	}
}

func TestParsePublic(t *testing.T) {
	k := AuthorizedKey(ed(t).PublicKey())
	for text, good := range map[string]bool{
		k: true, k + " comment\n": true, "# comment\n" + k + "\r\n": true,
		"": false, "hello": false, k + "\n" + k: false, "restrict " + k: false, `command="x" ` + k: false, k + "\nhello": false,
		AuthorizedKey(rs(t, 2048).PublicKey()): false, AuthorizedKey(certified(t).PublicKey()): false,
		"hello\n" + k: false, k[:len(k)-6] + "\n" + AuthorizedKey(ed(t).PublicKey()): false, "restrict x\n" + k: false, "\ufeff# comment\n" + k: false,
		"\n\n" + k + "\n\n# the end\n": true,
	} {
		key, err := ParsePublic([]byte(text))
		if good != (err == nil) || good != (key != nil) {
			t.Errorf("%.60q: %v", text, err)
		}
	}
}

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	replace := func(path string, data []byte) error { return os.WriteFile(path, data, 0o644) }
	document := put(t, filepath.Join(dir, "plug.md"), message)
	path, err := Write(document, "tech-lead", []byte("one"), false, replace)
	if err != nil || path != document+".tech-lead.sig" || string(get(t, path)) != "one" {
		t.Fatalf("%s %v", path, err)
	}
	if again, err := Write(document, "tech-lead", []byte("two"), false, replace); !errors.Is(err, ErrSignatureExists) || again != path || string(get(t, path)) != "one" {
		t.Errorf("%v", err)
	}
	if _, err := Write(document, "tech-lead", []byte("two"), true, replace); err != nil || string(get(t, path)) != "two" {
		t.Errorf("%v", err)
	}
	for _, bad := range []string{"", "../x", "a/b", `a\b`, "A", "-a", "a.b", "ä", "a b", "a\x00", strings.Repeat("a", 33)} {
		if path, err := Write(document, bad, []byte("x"), true, replace); err == nil {
			t.Errorf("%q wrote %s", bad, path)
		}
	}
	full := errors.New("the disk is full")
	if _, err := Write(document, "other", []byte("x"), false, func(string, []byte) error { return full }); !errors.Is(err, full) {
		t.Errorf("%v", err)
	}
}

// agentWith runs an ssh-agent in this process.
func agentWith(t *testing.T, keys ...any) string {
	t.Helper()
	ring := agent.NewKeyring()
	for _, key := range keys {
		if err := ring.Add(agent.AddedKey{PrivateKey: key}); err != nil {
			t.Fatal(err)
		}
	}
	return serve(t, ring)
}

func serve(t *testing.T, a agent.Agent) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "agent") // short, as the path of a socket must be
	if err != nil {
		t.Fatal(err)
	}
	socket := filepath.Join(dir, "s")
	l, err := net.Listen("unix", socket)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close(); os.RemoveAll(dir) })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() { defer conn.Close(); _ = agent.ServeAgent(a, conn) }()
		}
	}()
	return socket
}

// skAgent is an agent that holds a security key.
type skAgent struct {
	agent.Agent
	key ssh.Signer
}

func (a skAgent) List() ([]*agent.Key, error) {
	return []*agent.Key{{Format: a.key.PublicKey().Type(), Blob: a.key.PublicKey().Marshal()}}, nil
}

func (a skAgent) Sign(_ ssh.PublicKey, data []byte) (*ssh.Signature, error) {
	return a.key.Sign(rand.Reader, data)
}

func TestAgent(t *testing.T) {
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	p256, rsaKey, sk, skEC := ecKey(t, elliptic.P256()), rsaKeys[3072](), touched(t), touchedEC(t)
	ring := agentWith(t, &edKey, p256, rsaKey)
	for name, tc := range map[string]struct {
		socket string
		key    ssh.PublicKey
		same   ssh.Signer // gives the same bytes without an agent
	}{
		"ed25519":     {ring, signerOf(t, edKey).PublicKey(), signerOf(t, edKey)},
		"ecdsa":       {ring, signerOf(t, p256).PublicKey(), nil},
		"rsa":         {ring, signerOf(t, rsaKey).PublicKey(), signerOf(t, rsaKey)},
		"sk-ed25519":  {serve(t, skAgent{agent.NewKeyring(), sk}), sk.PublicKey(), sk},
		"sk-ecdsa":    {serve(t, skAgent{agent.NewKeyring(), skEC}), skEC.PublicKey(), nil},
		"first of it": {ring, signerOf(t, edKey).PublicKey(), nil},
	} {
		t.Run(name, func(t *testing.T) {
			signer, closer, err := FromAgent(tc.socket, tc.key)
			if err != nil {
				t.Fatal(err)
			}
			defer closer.Close()
			armored, err := Sign(signer, message, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Parse(armored)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(message); err != nil || !bytes.Equal(s.Key.Marshal(), tc.key.Marshal()) {
				t.Errorf("%v", err)
			}
			if tc.same == nil {
				return
			}
			direct, err := Sign(tc.same, message, rand.Reader)
			if err != nil || !bytes.Equal(direct, armored) {
				t.Errorf("the agent gives other bytes: %v", err)
			}
		})
	}
}

func TestAgentKeys(t *testing.T) {
	keys, err := AgentKeys(agentWith(t, ecKey(t, elliptic.P256()), rsaKeys[2048](), rsaKeys[3072](), ecKey(t, elliptic.P384())))
	if err != nil || len(keys) != 2 || keys[0].Public.Type() != ssh.KeyAlgoECDSA256 || keys[1].Public.Type() != ssh.KeyAlgoRSA {
		t.Errorf("%+v %v", keys, err)
	}
	if _, err := AgentKeys(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no agent")
	}
}

func TestAgentRefuses(t *testing.T) {
	key := ed(t).PublicKey()
	dead := filepath.Join(t.TempDir(), "none")
	for _, tc := range []struct {
		name, socket string
		key          ssh.PublicKey
		says         string
	}{
		{"no agent", "", key, "no ssh-agent is running"},
		{"a dead agent", dead, key, "does not answer"},
		{"a file", put(t, filepath.Join(t.TempDir(), "f"), nil), key, "does not answer"},
		{"an empty agent", agentWith(t), key, "does not hold this key"},
		{"another key", agentWith(t, ecKey(t, elliptic.P256())), key, "does not hold this key"},
		{"a key that is not accepted", agentWith(t, rsaKeys[2048]()), rs(t, 2048).PublicKey(), "at least 3072 bits"},
	} {
		if s, closer, err := FromAgent(tc.socket, tc.key); err == nil || s != nil || closer != nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}
