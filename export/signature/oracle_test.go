package signature

import (
	"bytes"
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// The tests of this file hold us against stock ssh-keygen.

func sshSign(t *testing.T, key, namespace string, data []byte) []byte {
	t.Helper()
	document := put(t, filepath.Join(t.TempDir(), "plug.md"), data)
	must(t, nil, oracle(t, "ssh-keygen"), "-q", "-Y", "sign", "-n", namespace, "-f", key, document)
	return get(t, document+".sig")
}

// sshVerify asks ssh-keygen whether a signature is by a person of a list.
func sshVerify(t *testing.T, list, principal, namespace string, armored, data []byte) (string, error) {
	t.Helper()
	dir := t.TempDir()
	return run(t, data, oracle(t, "ssh-keygen"), "-Y", "verify", "-f", put(t, filepath.Join(dir, "allowed_signers"), []byte(list)),
		"-I", principal, "-n", namespace, "-s", put(t, filepath.Join(dir, "plug.md.sig"), armored))
}

func TestOracleSameBytes(t *testing.T) {
	for _, kind := range []struct{ name, bits string }{{"ed25519", ""}, {"rsa", "3072"}} {
		path, signer := sshKey(t, kind.name, kind.bits)
		for name, data := range map[string][]byte{"a document": message, "nothing": {}, "CRLF": []byte("a\r\nb"), "binary": {0, 0xff, 0}, "long": bytes.Repeat(message, 40000)} {
			ours, err := Sign(signer, data, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			if theirs := sshSign(t, path, Namespace, data); !bytes.Equal(ours, theirs) {
				t.Errorf("%s, %s: ours\n%s\ntheirs\n%s", kind.name, name, ours, theirs)
			}
		}
	}
}

func TestOracleBothDirections(t *testing.T) {
	const principal = "tech.lead@acme.example"
	for _, kind := range []struct{ name, bits string }{{"ed25519", ""}, {"ecdsa", "256"}, {"rsa", "3072"}} {
		t.Run(kind.name, func(t *testing.T) {
			path, signer := sshKey(t, kind.name, kind.bits)
			line, err := Line(principal, signer.PublicKey())
			if err != nil {
				t.Fatal(err)
			}

			// We sign, they verify.
			ours, err := Sign(signer, message, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			if out, err := sshVerify(t, line+"\n", principal, Namespace, ours, message); err != nil || !strings.HasPrefix(out, "Good ") {
				t.Errorf("%v %s", err, out)
			}
			for what, try := range map[string]func() (string, error){
				"another namespace": func() (string, error) { return sshVerify(t, line, principal, "file", ours, message) },
				"another person":    func() (string, error) { return sshVerify(t, line, "ceo@acme.example", Namespace, ours, message) },
				"another text": func() (string, error) {
					return sshVerify(t, line, principal, Namespace, ours, append(bytes.Clone(message), ' '))
				},
			} {
				if out, err := try(); err == nil {
					t.Errorf("%s: %s", what, out)
				}
			}
			checkFindPrincipals(t, line, ours, principal)

			// They sign, we verify.
			theirs, err := Parse(sshSign(t, path, Namespace, message))
			if err != nil {
				t.Fatal(err)
			}
			if err := theirs.Verify(message); err != nil {
				t.Error(err)
			}
			list, err := ParseAllowedSigners([]byte(line))
			if err != nil || !list.Allows(principal, theirs.Key) {
				t.Errorf("%v", err)
			}
			if _, err := Parse(sshSign(t, path, "file", message)); err == nil || !strings.Contains(err.Error(), `made for "file"`) {
				t.Errorf("%v", err)
			}
		})
	}
}

func checkFindPrincipals(t *testing.T, line string, armored []byte, principal string) {
	t.Helper()
	dir := t.TempDir()
	out := must(t, nil, oracle(t, "ssh-keygen"), "-Y", "find-principals", "-f", put(t, filepath.Join(dir, "list"), []byte(line+"\n")), "-s", put(t, filepath.Join(dir, "sig"), armored))
	if strings.TrimSpace(out) != principal {
		t.Errorf("%q", out)
	}
}

// TestOracleRefuses: kinds of keys that ssh-keygen knows and we do not accept.
func TestOracleRefuses(t *testing.T) {
	for _, tc := range []struct{ kind, bits, says string }{{"rsa", "2048", "at least 3072 bits"}, {"ecdsa", "384", "not accepted"}, {"ecdsa", "521", "not accepted"}} {
		path := makeSSHKey(t, tc.kind, tc.bits, "")
		if _, err := Load(path, noPassphrase(t)); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s %s: %v", tc.kind, tc.bits, err)
		}
		if _, err := Parse(sshSign(t, path, Namespace, message)); err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s %s: %v", tc.kind, tc.bits, err)
		}
	}
}

func TestOracleSecurityKey(t *testing.T) {
	for name, key := range map[string]ssh.Signer{"sk-ed25519": touched(t), "sk-ecdsa": touchedEC(t)} {
		armored, err := Sign(key, message, rand.Reader)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		line, err := Line("tech.lead@acme.example", key.PublicKey())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if out, err := sshVerify(t, line, "tech.lead@acme.example", Namespace, armored, message); err != nil {
			t.Errorf("%s: %v %s", name, err, out)
		}
	}
}

// TestOracleReadsOurKeys: the key we make is an ordinary OpenSSH key.
func TestOracleReadsOurKeys(t *testing.T) {
	keygen := oracle(t, "ssh-keygen")
	for _, passphrase := range [][]byte{secret, nil} {
		path := filepath.Join(t.TempDir(), "key")
		public, err := Generate(path, passphrase, "tech.lead@acme.example", passphrase == nil, rand.Reader, createNew)
		if err != nil {
			t.Fatal(err)
		}
		out := must(t, nil, keygen, "-y", "-P", string(passphrase), "-f", path)
		if got, want := strings.TrimSpace(out), AuthorizedKey(public)+" tech.lead@acme.example"; got != want {
			t.Errorf("%q, not %q", got, want)
		}
		if out := must(t, nil, keygen, "-l", "-f", path+".pub"); !strings.Contains(out, Fingerprint(public)) {
			t.Error(out)
		}
		if passphrase != nil {
			if out, err := run(t, nil, keygen, "-y", "-P", "wrong", "-f", path); err == nil {
				t.Error(out)
			}
		}
	}
}

// TestOracleKeysWithPassphrase: protected keys of every kind that ssh-keygen makes.
func TestOracleKeysWithPassphrase(t *testing.T) {
	for _, kind := range []struct{ name, bits string }{{"ed25519", ""}, {"ecdsa", "256"}, {"rsa", "3072"}} {
		path := makeSSHKey(t, kind.name, kind.bits, string(secret))
		if _, err := Load(path, says(secret)); err != nil {
			t.Errorf("%s: %v", kind.name, err)
		}
		if _, err := Load(path, says([]byte("wrong"))); err != ErrPassphrase {
			t.Errorf("%s: %v", kind.name, err)
		}
	}
}

// TestOracleAgent: stock ssh-keygen signs with a key in our agent as we do.
func TestOracleAgent(t *testing.T) {
	path, signer := sshKey(t, "ed25519", "")
	raw, err := ssh.ParseRawPrivateKey(get(t, path))
	if err != nil {
		t.Fatal(err)
	}
	socket := agentWith(t, raw)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	fromAgent, closer, err := FromAgent(socket, signer.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	defer closer.Close()
	ours, err := Sign(fromAgent, message, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("SSH_AUTH_SOCK", socket)
	document := put(t, filepath.Join(t.TempDir(), "plug.md"), message)
	out, err := exec.Command(oracle(t, "ssh-keygen"), "-q", "-Y", "sign", "-n", Namespace, "-f", path+".pub", document).CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, out)
	}
	if !bytes.Equal(ours, get(t, document+".sig")) {
		t.Error("other bytes")
	}
}

// TestOracleIsLax shows why our parser is strict: the stock tool looks at the
// first block only.
func TestOracleIsLax(t *testing.T) {
	signer := ed(t)
	armored, err := Sign(signer, message, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	line, err := Line("a@acme.example", signer.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"text after": append(bytes.Clone(armored), "PS: approved by the CEO\n"...), "two blocks": append(bytes.Clone(armored), armored...)} {
		if out, err := sshVerify(t, line, "a@acme.example", Namespace, text, message); err != nil {
			t.Logf("%s: this ssh-keygen refuses it too: %s", name, out)
		}
		if _, err := Parse(text); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}
