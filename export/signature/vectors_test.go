package signature

import (
	"bytes"
	"crypto/ed25519"
	"encoding/asn1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/big"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

// TestOpenSSHVectors: signatures of OpenSSH's own unit tests, and what stock
// ssh-keygen says of the same files.
func TestOpenSSHVectors(t *testing.T) {
	folder := filepath.Join("testdata", "openssh")
	namespace, text := string(get(t, filepath.Join(folder, "namespace"))), get(t, filepath.Join(folder, "signed-data"))
	for _, tc := range []struct{ name, says string }{
		{"ed25519", ""}, {"ecdsa", ""}, {"rsa", ""}, {"ed25519_sk", ""}, {"ecdsa_sk", ""},
		{"ecdsa_sk_webauthn", "not supported for a key"}, // made by a browser
		{"dsa", "not accepted"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			armored := get(t, filepath.Join(folder, tc.name+".sig"))
			if _, err := Parse(armored); err == nil || tc.says == "" && !strings.Contains(err.Error(), `made for "unittest"`) {
				t.Errorf("in our namespace: %v", err)
			}
			theirs := func(data []byte) bool {
				_, err := run(t, data, oracle(t, "ssh-keygen"), "-Y", "check-novalidate", "-n", namespace, "-s", filepath.Join(folder, tc.name+".sig"))
				return err == nil
			}
			if !theirs(text) && tc.name != "dsa" { // newer releases know no DSA
				t.Error("ssh-keygen refuses its own signature")
			}
			s, err := parse(armored, namespace)
			if tc.says != "" {
				if err == nil || !strings.Contains(err.Error(), tc.says) {
					t.Errorf("%v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			key, err := ParsePublic(get(t, filepath.Join(folder, tc.name+".pub")))
			if err != nil || !bytes.Equal(key.Marshal(), s.Key.Marshal()) {
				t.Errorf("another key: %v", err)
			}
			if !s.holds(toSign(namespace, s.hash, text)) {
				t.Error("the signature does not verify")
			}
			for name, payload := range map[string][]byte{
				"another text": toSign(namespace, s.hash, append(bytes.Clone(text), ' ')), "no text": toSign(namespace, s.hash, nil),
				"another namespace": toSign(Namespace, s.hash, text), "the bare text": text,
			} {
				if s.holds(payload) {
					t.Errorf("%s verifies", name)
				}
			}
			if theirs(append(bytes.Clone(text), ' ')) {
				t.Error("ssh-keygen takes another text")
			}
		})
	}
}

// wycheproof is a trimmed file of vectors.
type wycheproof struct {
	Groups []struct {
		Key   struct{ PK, Point, N, E string }
		Tests []struct {
			ID      int `json:"tcId"`
			Comment string
			Msg     string
			Sig     string
			Result  string // valid, invalid, acceptable
		}
	}
}

// TestWycheproof: known attacks on the three kinds of keys, through the same steps as
// any signature.
func TestWycheproof(t *testing.T) {
	for _, tc := range []struct {
		file, algorithm string
		count, accepted int
		key             func(pk, point, n, e []byte) []byte
		sig             func([]byte) ([]byte, error)
	}{
		{"ed25519", ssh.KeyAlgoED25519, 145, 84, func(pk, _, _, _ []byte) []byte {
			return ssh.Marshal(struct {
				Name string
				Key  []byte
			}{ssh.KeyAlgoED25519, pk})
		}, plainBytes},
		{"ecdsa_p256_sha256", ssh.KeyAlgoECDSA256, 253, 147, func(_, point, _, _ []byte) []byte {
			return ssh.Marshal(struct {
				Name, Curve string
				Point       []byte
			}{ssh.KeyAlgoECDSA256, "nistp256", point})
		}, twoNumbers},
		{"rsa_3072_sha256", ssh.KeyAlgoRSASHA256, 239, 8, rsaKey, plainBytes},
		{"rsa_3072_sha512", ssh.KeyAlgoRSASHA512, 240, 8, rsaKey, plainBytes},
	} {
		t.Run(tc.file, func(t *testing.T) {
			var file wycheproof
			if err := json.Unmarshal(get(t, filepath.Join("testdata", "wycheproof", tc.file+".json")), &file); err != nil {
				t.Fatal(err)
			}
			count, accepted := 0, 0
			for _, g := range file.Groups {
				blob := tc.key(unhex(t, g.Key.PK), unhex(t, g.Key.Point), unhex(t, g.Key.N), unhex(t, g.Key.E))
				for _, v := range g.Tests {
					count++
					ok := false
					if sig, err := tc.sig(unhex(t, v.Sig)); err == nil {
						s, err := keyed(envelope{PublicKey: string(blob), Hash: "sha512", Signature: ssh.Marshal(ssh.Signature{Format: tc.algorithm, Blob: sig})})
						ok = err == nil && s.holds(unhex(t, v.Msg))
					}
					if ok {
						accepted++
					}
					if ok && v.Result == "invalid" || !ok && v.Result == "valid" {
						t.Errorf("test %d (%s) is %s, and we say %v", v.ID, v.Comment, v.Result, ok)
					}
				}
			}
			// None may get lost: neither a test, nor the way by which the good ones pass.
			if count != tc.count || accepted != tc.accepted {
				t.Errorf("%d tests, %d accepted", count, accepted)
			}
		})
	}
}

func plainBytes(sig []byte) ([]byte, error) { return sig, nil }

// twoNumbers turns a signature of X.509 into one of SSH (RFC 5656 section 3.1.2).
func twoNumbers(der []byte) ([]byte, error) {
	var pair struct{ R, S *big.Int }
	if rest, err := asn1.Unmarshal(der, &pair); err != nil || len(rest) > 0 {
		return nil, fmt.Errorf("not two numbers: %v", err)
	}
	return ssh.Marshal(pair), nil
}

func rsaKey(_, _, n, e []byte) []byte {
	return ssh.Marshal(struct {
		Name string
		E, N *big.Int
	}{ssh.KeyAlgoRSA, new(big.Int).SetBytes(e), new(big.Int).SetBytes(n)})
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	data, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestSmallOrder: each key that is refused signs texts it never saw, by the signature
// of which all is zero.
func TestSmallOrder(t *testing.T) {
	nothing := make([]byte, ed25519.SignatureSize)
	nothing[0] = 1 // the neutral point and the number zero
	if len(smallOrderPoints) != 7 {
		t.Error("there are five points without their sign; two can be written in another way too")
	}
	for _, name := range smallOrderPoints {
		for _, sign := range []byte{0, 0x80} {
			point := unhex(t, name)
			point[31] |= sign
			blob := ssh.Marshal(struct {
				Name string
				Key  []byte
			}{ssh.KeyAlgoED25519, point})
			key, err := ssh.ParsePublicKey(blob)
			if err != nil {
				t.Fatal(err)
			}
			fits := 0
			for i := range 400 {
				if ed25519.Verify(point, []byte{byte(i), byte(i >> 8)}, nothing) {
					fits++
				}
			}
			// Some writings of the points are no points for crypto/ed25519.
			if fits == 0 && sign == 0 {
				t.Errorf("%s signs nothing by chance: it is no such point", name)
			}
			if err := acceptable(key); err != ErrKeyEmpty {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := Parse(armor(envelope{1, string(blob), Namespace, "", "sha512", ssh.Marshal(ssh.Signature{Format: ssh.KeyAlgoED25519, Blob: nothing})})); err != ErrKeyEmpty {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := ParseAllowedSigners([]byte("a@acme.example " + AuthorizedKey(key))); err == nil {
				t.Errorf("%s: a list may name it", name)
			}
		}
	}
	if smallOrder(ed(t).PublicKey()) || smallOrder(touched(t).PublicKey()) {
		t.Error("an ordinary key is refused")
	}
}
