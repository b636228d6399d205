package signature

import (
	"bytes"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestSignAndVerify(t *testing.T) {
	for name, signer := range map[string]ssh.Signer{
		"ed25519": ed(t), "ecdsa": ec(t, elliptic.P256()), "rsa": rs(t, 3072), "sk-ed25519": touched(t), "sk-ecdsa": touchedEC(t),
	} {
		t.Run(name, func(t *testing.T) {
			armored, err := Sign(signer, message, rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Parse(armored)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(s.Key.Marshal(), signer.PublicKey().Marshal()) {
				t.Error("another key")
			}
			if err := s.Verify(message); err != nil {
				t.Error(err)
			}
			if err := s.Verify(append(bytes.Clone(message), '\n')); !errors.Is(err, ErrMismatch) {
				t.Errorf("one more line end: %v", err)
			}
			if err := s.Verify(nil); !errors.Is(err, ErrMismatch) {
				t.Errorf("nothing: %v", err)
			}
			checkBitFlips(t, armored)
		})
	}
}

// checkBitFlips: no change of one bit in the signature verifies.
func checkBitFlips(t *testing.T, armored []byte) {
	t.Helper()
	raw, err := unarmor(armored)
	if err != nil {
		t.Fatal(err)
	}
	most := 600
	if testing.Short() {
		most = 100
	}
	step := max(1, len(raw)*8/most)
	for bit := 0; bit < len(raw)*8; bit += step {
		changed := bytes.Clone(raw)
		changed[bit/8] ^= 1 << (bit % 8)
		s, err := Parse(block(changed))
		if err == nil && s.Verify(message) == nil {
			t.Errorf("bit %d does not matter", bit)
		}
	}
}

func block(raw []byte) []byte {
	return []byte(begin + "\n" + wrapped(base64.StdEncoding.EncodeToString(raw), lineLength) + end + "\n")
}

func wrapped(s string, n int) string {
	var b strings.Builder
	for ; len(s) > n; s = s[n:] {
		b.WriteString(s[:n] + "\n")
	}
	return b.String() + s + "\n"
}

func TestSignRefusesKeys(t *testing.T) {
	sha1 := brokenSigner{rs(t, 3072)}
	for _, tc := range []struct {
		name   string
		signer ssh.Signer
		says   string
	}{
		{"RSA 2048", rs(t, 2048), "RSA keys need at least 3072 bits"},
		{"ECDSA P-384", ec(t, elliptic.P384()), "ecdsa-sha2-nistp384 are not accepted"},
		{"an RSA key that only knows SHA-1", sha1, "cannot use SHA-512"},
		{"a key that signs something else", wrongSigner{ed(t)}, "does not verify"},
		{"a security key without a touch", securityKey{private: touched(t).private}, "without being touched"},
		{"a key that fails", failingSigner{ed(t)}, "cannot sign: no power"},
	} {
		if out, err := Sign(tc.signer, message, rand.Reader); err == nil || !strings.Contains(err.Error(), tc.says) || out != nil {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

type brokenSigner struct{ s ssh.Signer }

func (b brokenSigner) PublicKey() ssh.PublicKey { return b.s.PublicKey() }
func (b brokenSigner) Sign(r io.Reader, data []byte) (*ssh.Signature, error) {
	return b.s.Sign(r, data)
}

type wrongSigner struct{ ssh.Signer }

func (w wrongSigner) Sign(r io.Reader, data []byte) (*ssh.Signature, error) {
	return w.Signer.Sign(r, append(data, '!'))
}

type failingSigner struct{ ssh.Signer }

func (failingSigner) Sign(io.Reader, []byte) (*ssh.Signature, error) {
	return nil, errors.New("no power")
}

func TestParse(t *testing.T) {
	key := ed(t)
	good := string(forge(t, key, "", nil))
	body := strings.TrimSuffix(strings.TrimPrefix(good, begin+"\n"), end+"\n")
	flat := strings.ReplaceAll(body, "\n", "")
	raw, err := base64.StdEncoding.DecodeString(flat)
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*envelope)) string { return string(forge(t, key, "", change)) }
	for _, tc := range []struct{ name, armored, says string }{
		{"as it is", good, ""},
		{"CRLF", strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"no line end at the end", strings.TrimSuffix(good, "\n"), ""},
		{"lines of 64", begin + "\n" + wrapped(flat, 64) + end + "\n", ""},
		{"lines of 76", begin + "\n" + wrapped(flat, 76) + end + "\n", ""},
		{"sha256", with(func(e *envelope) { e.Hash = "sha256" }), ""},

		{"nothing", "", "must begin with"},
		{"only the marks", begin + "\n" + end + "\n", "exactly one"},
		{"leading text", "hello\n" + good, "must begin with"},
		{"leading line end", "\n" + good, "must begin with"},
		{"leading space", " " + good, "must begin with"},
		{"byte order mark", "\ufeff" + good, "must begin with"},
		{"trailing text", good + "hello\n", "exactly one"},
		{"trailing line end", good + "\n", "exactly one"},
		{"trailing space", strings.TrimSuffix(good, "\n") + " \n", "exactly one"},
		{"trailing NUL", good + "\x00", "exactly one"},
		{"two blocks", good + good, "exactly one"},
		{"a block in a block", begin + "\n" + good, "damaged"},
		{"no end", begin + "\n" + body, "exactly one"},
		{"end on the last line of base64", begin + "\n" + strings.TrimSuffix(body, "\n") + end + "\n", "exactly one"},
		{"begin and base64 on one line", begin + body + end + "\n", "must begin with"},
		{"PEM headers", begin + "\nComment: x\n\n" + body + end + "\n", "damaged"},
		{"another kind of block", strings.ReplaceAll(good, "SSH SIGNATURE", "PGP SIGNATURE"), "must begin with"},
		{"empty line inside", begin + "\n\n" + body + end + "\n", "damaged"},
		{"space inside", begin + "\n " + body + end + "\n", "damaged"},
		{"tab inside", begin + "\n" + strings.Replace(body, "A", "\tA", 1) + end + "\n", "damaged"},
		{"a lone carriage return", begin + "\n" + body[:20] + "\r" + body[20:] + end + "\n", "damaged"},
		{"carriage returns of old Macs", strings.ReplaceAll(good, "\n", "\r"), "must begin with"},
		{"one long line", begin + "\n" + flat + "\n" + end + "\n", "damaged"},
		{"base64 for URLs", begin + "\n" + wrapped(base64.URLEncoding.EncodeToString(append(raw[:len(raw)-1:len(raw)-1], 0xff, 0xff, 0xff)), lineLength) + end + "\n", "damaged"},
		{"truncated base64", begin + "\n" + flat[:40] + "\n" + end + "\n", "damaged"},
		{"base64 that is not canonical", block64(nonCanonical(flat, raw)), "damaged"},
		{"padding in the middle", begin + "\nQQ==\n" + body + end + "\n", "damaged"},
		{"oversize", begin + "\n" + strings.Repeat(strings.Repeat("A", lineLength)+"\n", 250) + end + "\n", "larger than 16384 bytes"},
		{"another magic", string(block(append([]byte("SSHSIX"), raw[6:]...))), "does not hold an SSH signature"},
		{"trailing bytes after the blob", string(block(append(bytes.Clone(raw), 0))), "holds more than a signature"},
		{"truncated blob", string(block(raw[:len(raw)-1])), "damaged"},
		{"a length beyond the blob", string(block(append(append([]byte(magic), 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff), raw[14:]...))), "damaged"},

		{"version 0", with(func(e *envelope) { e.Version = 0 }), "version 0"},
		{"version 2", with(func(e *envelope) { e.Version = 2 }), "version 2"},
		{"namespace file", with(func(e *envelope) { e.Namespace = "file" }), `made for "file"`},
		{"namespace git", with(func(e *envelope) { e.Namespace = "git" }), `made for "git"`},
		{"no namespace", with(func(e *envelope) { e.Namespace = "" }), `made for ""`},
		{"namespace with something after it", with(func(e *envelope) { e.Namespace = Namespace + "\x00" }), "made for"},
		{"namespace in capitals", with(func(e *envelope) { e.Namespace = strings.ToUpper(Namespace) }), "made for"},
		{"reserved set", with(func(e *envelope) { e.Reserved = "x" }), "reserved"},
		{"hash sha1", with(func(e *envelope) { e.Hash = "sha1" }), `unknown hash "sha1"`},
		{"hash SHA512", with(func(e *envelope) { e.Hash = "SHA512" }), "unknown hash"},
		{"no hash", with(func(e *envelope) { e.Hash = "" }), "unknown hash"},
		{"bytes after the signature", with(func(e *envelope) { e.Signature = []byte{0} }), "more than a signature"},
		{"bytes after the key", with(func(e *envelope) { e.PublicKey += "\x00" }), "unknown kind"},
		{"no key", with(func(e *envelope) { e.PublicKey = "" }), "unknown kind"},
		{"a key of an unknown kind", with(func(e *envelope) { e.PublicKey = string(ssh.Marshal(struct{ Name string }{"ssh-mldsa44"})) }), "unknown kind"},

		{"RSA with SHA-512", string(forge(t, rs(t, 3072), ssh.KeyAlgoRSASHA512, nil)), ""},
		{"RSA with SHA-256", string(forge(t, rs(t, 3072), ssh.KeyAlgoRSASHA256, nil)), ""},
		{"RSA with SHA-1", string(forge(t, rs(t, 3072), ssh.KeyAlgoRSA, nil)), "SHA-1"},
		{"RSA 2048", string(forge(t, rs(t, 2048), ssh.KeyAlgoRSASHA512, nil)), "at least 3072 bits"},
		{"ECDSA P-256", string(forge(t, ec(t, elliptic.P256()), "", nil)), ""},
		{"ECDSA P-384", string(forge(t, ec(t, elliptic.P384()), "", nil)), "not accepted"},
		{"ECDSA P-521", string(forge(t, ec(t, elliptic.P521()), "", nil)), "not accepted"},
		{"a certificate", string(forge(t, certified(t), "", nil)), "not accepted"},
		{"security key", string(forge(t, touched(t), "", nil)), ""},
		{"security key without a touch", string(forge(t, securityKey{private: touched(t).private, flags: 4}, "", nil)), "without being touched"},
		{"security key P-256", string(forge(t, touchedEC(t), "", nil)), ""},
		{"security key P-256 without a touch", string(forge(t, securityECKey{private: touchedEC(t).private, flags: 4}, "", nil)), "without being touched"},
		{"security key with more after the counter", string(forge(t, securityKey{touched(t).private, 1, []byte{0}}, "", nil)), "damaged"},
		{"the algorithm of another key", string(forge(t, renamed{key, "ssh-ed448"}, "", nil)), `uses "ssh-ed448"`},
		{"a browser's signature", string(forge(t, renamed{touched(t), "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"}, "", nil)), "not supported for a key"},
		{"a browser's signature by a P-256 key", string(forge(t, renamed{touchedEC(t), "webauthn-sk-ecdsa-sha2-nistp256@openssh.com"}, "", nil)), "not supported for a key"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, err := Parse([]byte(tc.armored))
			if tc.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Verify(message); err != nil {
					t.Error(err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), tc.says) {
				t.Errorf("%v", err)
			}
			if s.Key != nil || !errors.Is(s.Verify(message), ErrMismatch) {
				t.Error("what is refused can still be used")
			}
		})
	}
}

func block64(text string) string { return begin + "\n" + wrapped(text, lineLength) + end + "\n" }

// nonCanonical sets a bit that no byte takes up. It lengthens the blob so that
// there is such a bit, since that is refused only later.
func nonCanonical(flat string, raw []byte) string {
	if len(raw)%3 == 0 {
		flat = base64.StdEncoding.EncodeToString(append(bytes.Clone(raw), 0))
	}
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	i := strings.IndexByte(flat, '=') - 1
	return flat[:i] + string(alphabet[strings.IndexByte(alphabet, flat[i])|1]) + flat[i+1:]
}

// renamed gives the signatures of a key another algorithm.
type renamed struct {
	ssh.Signer
	algorithm string
}

func (r renamed) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	sig, err := r.Signer.Sign(rand, data)
	sig.Format = r.algorithm
	return sig, err
}

func certified(t *testing.T) ssh.Signer {
	t.Helper()
	key := ed(t)
	cert := &ssh.Certificate{Key: key.PublicKey(), CertType: ssh.UserCert, ValidBefore: ssh.CertTimeInfinity}
	if err := cert.SignCert(rand.Reader, ed(t)); err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewCertSigner(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestOtherKey: a signature whose key was exchanged does not verify.
func TestOtherKey(t *testing.T) {
	other := ed(t).PublicKey()
	s, err := Parse(forge(t, ed(t), "", func(e *envelope) { e.PublicKey = string(other.Marshal()) }))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(message); !errors.Is(err, ErrMismatch) {
		t.Errorf("%v", err)
	}
}

// TestOtherContext: what a key signs at a login, or for a certificate, is never a
// signature of ours, because the preamble differs.
func TestOtherContext(t *testing.T) {
	key := ed(t)
	sig, err := key.Sign(rand.Reader, message)
	if err != nil {
		t.Fatal(err)
	}
	s, err := Parse(armor(envelope{1, string(key.PublicKey().Marshal()), Namespace, "", "sha512", ssh.Marshal(sig)}))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(message); !errors.Is(err, ErrMismatch) {
		t.Errorf("%v", err)
	}
}

func TestDiagnose(t *testing.T) {
	const bom = "\ufeff"
	unix := string(message)
	windows := strings.ReplaceAll(unix, "\n", "\r\n")
	for _, tc := range []struct{ name, signed, got, says string }{
		{"line ends of Windows", unix, windows, "with LF line ends:"},
		{"byte order mark", unix, bom + unix, "without the byte order mark:"},
		{"both", unix, bom + windows, "LF line ends and without the byte order mark"},
		{"one more line end", unix, unix + "\n", "exactly one at its end"},
		{"no line end at the end", unix, strings.TrimSuffix(unix, "\n"), "exactly one at its end"},
		{"everything", unix, bom + windows + "\r\n", "exactly one at its end"},
		{"signed on Windows, got from git", windows, unix, "line ends of Windows"},
		{"edited", unix, strings.Replace(unix, "A document", "B document", 1), ""},
		{"nothing", unix, "", ""},
		{"as it is", unix, unix, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			armored, err := Sign(ed(t), []byte(tc.signed), rand.Reader)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Parse(armored)
			if err != nil {
				t.Fatal(err)
			}
			before := bytes.Clone([]byte(tc.got))
			says := s.Diagnose([]byte(tc.got))
			if (says == "") != (tc.says == "") || !strings.Contains(says, tc.says) {
				t.Errorf("%q", says)
			}
			if tc.signed != tc.got && s.Verify(before) == nil {
				t.Error("a converted text verifies")
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	good := forge(f, ed(f), "", nil)
	f.Add(good)
	f.Add(bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")))
	f.Add(append(bytes.Clone(good), good...))
	f.Add(forge(f, ec(f, elliptic.P256()), "", nil))
	f.Add(forge(f, touched(f), "", nil))
	f.Add(forge(f, ed(f), "", func(e *envelope) { e.Version = 2 }))
	f.Add([]byte(begin + "\n" + end))
	f.Add([]byte(begin + "\nU1NIU0lH\n" + end))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse(data)
		if err != nil {
			return
		}
		if err := acceptable(s.Key); err != nil {
			t.Errorf("accepted: %v", err)
		}
		_ = s.Verify(data)
		// What is accepted says the same when it is written in our form.
		again, err := Parse(armor(envelope{1, string(s.Key.Marshal()), Namespace, "", s.hash, ssh.Marshal(s.sig)}))
		if err != nil || !bytes.Equal(again.sig.Blob, s.sig.Blob) {
			t.Errorf("another form says something else: %v", err)
		}
	})
}

func BenchmarkSign(b *testing.B) {
	key, document := ed(b), bytes.Repeat(message, 8000)
	b.SetBytes(int64(len(document)))
	for b.Loop() {
		if _, err := Sign(key, document, rand.Reader); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkVerify(b *testing.B) {
	document := bytes.Repeat(message, 8000)
	armored, err := Sign(ed(b), document, rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	s, err := Parse(armored)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(document)))
	for b.Loop() {
		if err := s.Verify(document); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseAndVerify(b *testing.B) {
	document := bytes.Repeat(message, 8000)
	armored, err := Sign(ed(b), document, rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(document)))
	for b.Loop() {
		s, err := Parse(armored)
		if err != nil || s.Verify(document) != nil {
			b.Fatal(err)
		}
	}
}
