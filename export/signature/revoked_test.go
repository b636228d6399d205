package signature

import (
	"bytes"
	"crypto/elliptic"
	"encoding/binary"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
)

func TestParseRevoked(t *testing.T) {
	gone, other := ed(t).PublicKey(), ed(t).PublicKey()
	line := AuthorizedKey(gone)
	for _, tc := range []struct {
		name, list string
		revoked    bool
		says       string
	}{
		{"nothing", "", false, ""},
		{"comments and empty lines", "# none yet\n\n  \n", false, ""},
		{"the key", line + "\n", true, ""},
		{"without a line end", line, true, ""},
		{"with a comment, CRLF and spaces", "# gone\r\n  " + line + " Anna left\r\n", true, ""},
		{"beside others", AuthorizedKey(other) + "\n" + line + "\n", true, ""},
		{"another key", AuthorizedKey(other) + "\n", false, ""},
		{"keys of kinds that are not accepted", AuthorizedKey(ec(t, elliptic.P384()).PublicKey()) + "\n" + AuthorizedKey(rs(t, 2048).PublicKey()) + "\n" + line, true, ""},
		{"in a comment", "# " + line + "\n", false, ""},
		{"a damaged line", AuthorizedKey(other) + "\n" + line[:len(line)-9] + "\n", false, "line 2"},
		{"a line of allowed_signers", "a@acme.example " + line + "\n", false, "line 1"},
		{"with options", `namespaces="x" ` + line + "\n", false, "line 1"},
		{"a fingerprint", Fingerprint(gone) + "\n", false, "line 1"},
		{"a private key", "-----BEGIN OPENSSH PRIVATE KEY-----\n", false, "line 1"},
		{"binary", "\x00\x01\x02", false, "line 1"},
		{"too large", strings.Repeat("#\n", maxAllowed/2+1), false, "too large"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			r, err := ParseRevoked([]byte(tc.list))
			if (err != nil) != (tc.says != "") || err != nil && !strings.Contains(err.Error(), tc.says) {
				t.Fatalf("%v", err)
			}
			if r.Has(gone) != tc.revoked {
				t.Errorf("revoked: %v", r.Has(gone))
			}
		})
	}
	if (Revoked{}).Has(gone) {
		t.Error("no list revokes a key")
	}
}

// krl writes a binary list with one section.
func krl(kind byte, names ...[]byte) []byte {
	var body []byte
	for _, n := range names {
		body = append(binary.BigEndian.AppendUint32(body, uint32(len(n))), n...)
	}
	head := append([]byte(krlMagic), 0, 0, 0, 1)
	head = append(head, make([]byte, 8+8+8+4+4)...) // number, date, flags, reserved, comment
	head = append(head, kind)
	return append(binary.BigEndian.AppendUint32(head, uint32(len(body))), body...)
}

func TestBinaryRevocationList(t *testing.T) {
	gone := ed(t).PublicKey()
	blob := gone.Marshal()
	good := krl(krlKeys, blob)
	for _, tc := range []struct {
		name    string
		list    []byte
		revoked bool
		bad     bool
	}{
		{"a key", good, true, false},
		{"another key", krl(krlKeys, ed(t).PublicKey().Marshal()), false, false},
		{"certificates only", krl(krlCertificates, []byte("anything")), false, false},
		{"no section", []byte(krlMagic + "\x00\x00\x00\x01" + strings.Repeat("\x00", 32)), false, false},
		{"a SHA-256 of a wrong length", krl(krlSHA256, blob[:31]), false, true},
		{"a SHA-1 of a wrong length", krl(krlSHA1, blob[:32]), false, true},
		{"an empty name", krl(krlKeys, nil), false, true},
		{"an extension", krl(255, []byte("x")), false, true},
		{"a signature under the list", krl(4, []byte("x")), false, true},
		{"another format", []byte(krlMagic + "\x00\x00\x00\x02" + strings.Repeat("\x00", 32)), false, true},
		{"only the magic", []byte(krlMagic), false, true},
		{"trailing data", append(bytes.Clone(good), 0), false, true},
	} {
		r, err := ParseRevoked(tc.list)
		if (err != nil) != tc.bad {
			t.Errorf("%s: %v", tc.name, err)
		}
		if err == nil && r.Has(gone) != tc.revoked {
			t.Errorf("%s: revoked: %v", tc.name, r.Has(gone))
		}
	}
	for n := len(krlMagic); n < len(good); n++ {
		if n == len(krlMagic)+4+8+8+8+4+4 {
			continue // a list without sections
		}
		if _, err := ParseRevoked(good[:n]); err == nil {
			t.Errorf("a list cut to %d bytes is accepted", n)
		}
	}
}

// TestOracleRevoked: what stock ssh-keygen makes and says of revoked keys.
func TestOracleRevoked(t *testing.T) {
	keygen, dir := oracle(t, "ssh-keygen"), t.TempDir()
	gone, here := ed(t).PublicKey(), ed(t).PublicKey()
	pub := func(name string, key ssh.PublicKey) string {
		return put(t, filepath.Join(dir, name+".pub"), []byte(AuthorizedKey(key)+"\n"))
	}
	gonePub, herePub := pub("gone", gone), pub("here", here)
	for name, spec := range map[string]string{
		"public key": AuthorizedKey(gone), "by key:": "key: " + AuthorizedKey(gone), "by sha1:": "sha1: " + AuthorizedKey(gone),
		"by sha256:": "sha256: " + AuthorizedKey(gone), "by hash:": "hash: " + Fingerprint(gone),
	} {
		t.Run(name, func(t *testing.T) {
			list := filepath.Join(t.TempDir(), "krl")
			must(t, nil, keygen, "-q", "-k", "-f", list, put(t, filepath.Join(t.TempDir(), "spec"), []byte(spec+"\n")))
			ours, err := ParseRevoked(get(t, list))
			if err != nil {
				t.Fatal(err)
			}
			for path, key := range map[string]ssh.PublicKey{gonePub: gone, herePub: here} {
				_, err := run(t, nil, keygen, "-Q", "-f", list, path)
				if theirs := err != nil; ours.Has(key) != theirs {
					t.Errorf("%s: ours %v, theirs %v", path, ours.Has(key), theirs)
				}
			}
		})
	}
}

func FuzzParseRevoked(f *testing.F) {
	key := ed(f).PublicKey()
	f.Add([]byte(AuthorizedKey(key) + "\n# x\n"))
	f.Add(krl(krlKeys, key.Marshal()))
	f.Add(krl(krlSHA256, make([]byte, 32)))
	f.Add(krl(255, []byte("x")))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ParseRevoked(data)
		if err == nil && !bytes.HasPrefix(data, []byte(krlMagic)) && len(r.names) > bytes.Count(data, []byte("\n"))+1 {
			t.Error("more keys than lines")
		}
		r.Has(key)
	})
}
