package signature

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/ssh"
)

// skDummy is the security key in software that OpenSSH tests itself with; the
// environment names its library, since it comes with a package of tests.
func skDummy(t *testing.T) string {
	t.Helper()
	path := os.Getenv("SELFMARK_SK_DUMMY")
	if path == "" && os.Getenv("CI") == "true" {
		t.Fatal("SELFMARK_SK_DUMMY does not name OpenSSH's sk-dummy.so, and CI needs it")
	}
	if path == "" {
		t.Skip("SELFMARK_SK_DUMMY does not name OpenSSH's sk-dummy.so")
	}
	return path
}

// realAgent starts stock ssh-agent on a socket of its own.
func realAgent(t *testing.T, args ...string) (socket string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("agents of Windows listen on no socket")
	}
	dir, err := os.MkdirTemp("", "agent") // the name of a socket must be short
	if err != nil {
		t.Fatal(err)
	}
	socket = filepath.Join(dir, "s")
	agent := exec.Command(oracle(t, "ssh-agent"), append([]string{"-D", "-a", socket}, args...)...)
	if err := agent.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		agent.Process.Kill()
		agent.Wait()
		os.RemoveAll(dir)
	})
	for range 200 {
		if c, err := net.Dial("unix", socket); err == nil { // the file is there before somebody listens
			c.Close()
			return socket
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("ssh-agent does not begin to listen")
	return ""
}

// add gives a key to an agent and takes the file away.
func add(t *testing.T, socket, path string) {
	t.Helper()
	t.Setenv("SSH_AUTH_SOCK", socket)
	out, err := exec.Command(oracle(t, "ssh-add"), "-q", path).CombinedOutput()
	if err != nil {
		t.Fatalf("ssh-add: %v %s", err, out)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
}

func publicOf(t *testing.T, path string) ssh.PublicKey {
	t.Helper()
	key, err := ParsePublic(get(t, path+".pub"))
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// accepted signs, and holds the signature to us and to stock ssh-keygen.
func accepted(t *testing.T, signer ssh.Signer) []byte {
	t.Helper()
	armored, err := Sign(signer, message, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	line, err := Line("tech.lead@acme.example", signer.PublicKey())
	if err != nil {
		t.Fatal(err)
	}
	if out, err := sshVerify(t, line, "tech.lead@acme.example", Namespace, armored, message); err != nil {
		t.Errorf("%v %s", err, out)
	}
	return armored
}

// TestRealAgent: keys that stock ssh-agent holds, of every kind.
func TestRealAgent(t *testing.T) {
	socket := realAgent(t)
	if held, err := AgentKeys(socket); err != nil || len(held) != 0 {
		t.Fatalf("%v %v", held, err)
	}
	for _, kind := range []struct{ name, bits string }{{"ed25519", ""}, {"ecdsa", "256"}, {"rsa", "3072"}} {
		t.Run(kind.name, func(t *testing.T) {
			path, byFile := sshKey(t, kind.name, kind.bits)
			key := publicOf(t, path)
			if _, _, err := FromAgent(socket, key); err == nil || !strings.Contains(err.Error(), "does not hold this key") {
				t.Errorf("%v", err)
			}
			add(t, socket, path)
			byAgent, closer, err := FromAgent(socket, key)
			if err != nil {
				t.Fatal(err)
			}
			defer closer.Close()
			armored := accepted(t, byAgent)
			same, err := Sign(byFile, message, rand.Reader)
			if err != nil || kind.name != "ecdsa" && !bytes.Equal(armored, same) {
				t.Errorf("other bytes than by the file: %v", err)
			}
			// ssh-keygen reaches the same agent, as on Windows.
			accepted(t, Keygen{oracle(t, "ssh-keygen"), path + ".pub", key})
		})
	}
	held, err := AgentKeys(socket)
	if err != nil || len(held) != 3 || held[0].Comment != "a comment" {
		t.Errorf("%+v %v", held, err)
	}
}

// TestSecurityKey: hardware keys sign through the agent and through ssh-keygen.
func TestSecurityKey(t *testing.T) {
	keygen, provider := oracle(t, "ssh-keygen"), skDummy(t)
	t.Setenv("SSH_SK_PROVIDER", provider)
	for _, kind := range []string{"ed25519-sk", "ecdsa-sk"} {
		t.Run(kind, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "key")
			must(t, nil, keygen, "-q", "-t", kind, "-N", "", "-f", path)
			if _, err := Load(path, noPassphrase(t)); !errors.Is(err, ErrSecurityKey) {
				t.Errorf("%v", err)
			}
			key, ok := ForKeygen(path)
			if !ok || !bytes.Equal(key.Marshal(), publicOf(t, path).Marshal()) {
				t.Fatal("not left to ssh-keygen")
			}
			accepted(t, Keygen{keygen, path, key})

			socket := realAgent(t, "-P", filepath.Dir(provider)+"/*")
			add(t, socket, path)
			signer, closer, err := FromAgent(socket, key)
			if err != nil {
				t.Fatal(err)
			}
			defer closer.Close()
			accepted(t, signer)
		})
	}
}

// TestForKeygen: what only ssh-keygen can use, and what it is not needed for.
func TestForKeygen(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, and nothing in it runs side by side")
	}
	keygen := oracle(t, "ssh-keygen")
	for cipher, want := range map[string]bool{"aes256-ctr": false, "aes256-cbc": false, "aes128-ctr": true, "aes256-gcm@openssh.com": true, "chacha20-poly1305@openssh.com": true} {
		path := filepath.Join(t.TempDir(), "key")
		must(t, nil, keygen, "-q", "-t", "ed25519", "-N", string(secret), "-Z", cipher, "-f", path)
		key, ok := ForKeygen(path)
		if ok != want || ok && !bytes.Equal(key.Marshal(), publicOf(t, path).Marshal()) {
			t.Errorf("%s: %v", cipher, ok)
		}
		_, err := Load(path, says(secret))
		if want != errors.Is(err, ErrCipher) || !want && err != nil {
			t.Errorf("%s: %v", cipher, err)
		}
	}
	open, _ := sshKey(t, "ed25519", "")
	for what, path := range map[string]string{"an open key": open, "a public key": open + ".pub", "no file": open + "x", "another file": put(t, filepath.Join(t.TempDir(), "x"), message)} {
		if _, ok := ForKeygen(path); ok {
			t.Errorf("%s is left to ssh-keygen", what)
		}
	}
}

// TestKeygenIsChecked: what the program gives back is believed as little as any
// signature, and what it complains of is said.
func TestKeygenIsChecked(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the stand-ins are shell scripts")
	}
	path, _ := sshKey(t, "ed25519", "")
	_, stranger := sshKey(t, "ed25519", "")
	byStranger, err := Sign(stranger, message, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	const good = "ssh-keygen"
	for _, tc := range []struct{ name, script, says string }{
		{"as it is", "exec ssh-keygen \"$@\"", ""},
		{"another namespace", "exec ssh-keygen -Y sign -n file -f \"$7\"", `made for "file"`},
		{"another text", "echo | exec ssh-keygen -q -Y sign -n " + Namespace + " -f \"$7\"", "does not verify"},
		{"another key", "cat >/dev/null; cat <<'X'\n" + string(byStranger) + "X\n", "another key has signed"},
		{"nothing", "cat >/dev/null", "must begin with"},
		{"more than a signature", "ssh-keygen \"$@\"; echo approved", "exactly one"},
		{"an error", "echo 'first line' >&2; echo 'no such device' >&2; exit 1", "ssh-keygen cannot sign: no such device"},
	} {
		script := filepath.Join(t.TempDir(), good)
		if err := os.WriteFile(script, []byte("#!/bin/sh\n"+tc.script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		armored, err := Sign(Keygen{script, path, publicOf(t, path)}, message, rand.Reader)
		if tc.says == "" && err != nil || tc.says != "" && (err == nil || !strings.Contains(err.Error(), tc.says) || armored != nil) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
	if _, err := Sign(Keygen{filepath.Join(t.TempDir(), "none"), path, publicOf(t, path)}, message, rand.Reader); err == nil {
		t.Error("a program that is not there signs")
	}
}

func TestCheckPassphrase(t *testing.T) {
	for words, want := range map[string]error{
		"": nil, "five random words": nil, "correcthorse": nil, "Grüße aus Wien!": nil, "短い": ErrPassphraseShort, "secret": ErrPassphraseShort,
		"elevenchars": ErrPassphraseShort, "aaaaaaaaaaaaaaaa": ErrPassphraseSimple, "abababababababab": ErrPassphraseSimple, "123123123123": ErrPassphraseSimple,
	} {
		if err := CheckPassphrase([]byte(words)); err != want {
			t.Errorf("%q: %v", words, err)
		}
	}
	path := filepath.Join(t.TempDir(), "key")
	if _, err := Generate(path, []byte("secret"), "", false, rand.Reader, createNew); err != ErrPassphraseShort {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a weak key was made")
	}
}

// FuzzKeyFile: what stands in a key file before it is opened.
func FuzzKeyFile(f *testing.F) {
	for _, kind := range []string{"ed25519", "ecdsa"} {
		f.Add(get(f, makeSSHKey(f, kind, "", string(secret))))
	}
	f.Add([]byte("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n"))
	f.Add(get(f, makeSSHKey(f, "ed25519", "", "")+".pub"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o, ok := outerOf(data); ok && o.key == nil {
			t.Error("a key without a key")
		}
		if err := usable(data); err != nil && err.Error() == "" {
			t.Error("an error without words")
		}
		if key, err := ParsePublic(data); err == nil && acceptable(key) != nil {
			t.Error("a key that is not accepted")
		}
	})
}
