package publish

import (
	"bytes"
	"cmp"
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/binary"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/export"
	"selfmark/export/signature"
)

var golden = flag.Bool("golden", false, "write docs/attacks.md anew")

// attack is one way to make a document say what its signers never signed, or to make
// a good one look bad. It begins with a document that both signers have signed well,
// and a list that names their keys.
type attack struct {
	group, name string
	change      func(t *testing.T, s *scene)
	ours        Outcome // "" when the document or the list is refused as a whole
	says        string  // part of what we say
	theirs      bool    // ssh-keygen -Y verify accepts every signature that is there
}

// scene is what a verifier has: a document, its signatures, a list of signers, a list
// of keys that count no more.
type scene struct {
	signed
	a             assessment.Assessment
	list, revoked string
	namespace     string // that the verifier asks ssh-keygen for
	principals    map[string]string
}

func newScene(t *testing.T, format Format) *scene {
	t.Helper()
	s := &scene{signed: signed{dir: t.TempDir(), lead: newKey(t), boss: newKey(t)}, namespace: signature.Namespace}
	s.a = s.adopted(t, example(t, "smart-plug"))
	s.doc = s.write(t, "plug", Render(cat, s.a, day, version, format))
	s.sign(t, s.doc)
	s.principals = map[string]string{}
	for i, key := range []ssh.Signer{s.lead, s.boss} {
		signer := s.doc.Trailer.Signers[i]
		s.principals[signer.ID] = signer.Principal
		s.list += s.line(t, i, key.PublicKey()) + "\n"
	}
	return s
}

func (s *scene) line(t *testing.T, i int, key ssh.PublicKey) string {
	t.Helper()
	line, err := signature.Line(s.doc.Trailer.Signers[i].Principal, key)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func (s *scene) sig(id string) string { return signature.Name(s.doc.Path, id) }

// signAnew signs whatever bytes lie at the document now, without asking what they are.
func (s *scene) signAnew(t *testing.T) {
	t.Helper()
	for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
		armored, err := signature.Sign(key, get(t, s.doc.Path), rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		put(t, s.sig(id), armored)
	}
}

// edit changes the document, and signs nothing.
func (s *scene) edit(t *testing.T, old, new string) {
	t.Helper()
	data := get(t, s.doc.Path)
	if !bytes.Contains(data, []byte(old)) {
		t.Fatalf("%q is not in the document", old)
	}
	put(t, s.doc.Path, bytes.Replace(data, []byte(old), []byte(new), 1))
}

// forged puts a signature in the place of the technical lead's.
func (s *scene) forged(t *testing.T, armored []byte) { t.Helper(); put(t, s.sig("tech-lead"), armored) }

// ourWord is what selfmark verify says.
func (s *scene) ourWord() (Outcome, string) {
	d, err := ReadDocument(s.doc.Path)
	if err != nil {
		return "", strings.ReplaceAll(err.Error(), s.doc.Path, filepath.Base(s.doc.Path))
	}
	list, err := signature.ParseAllowedSigners([]byte(s.list))
	if err != nil {
		return "", "the list of signers, " + err.Error()
	}
	revoked, err := signature.ParseRevoked([]byte(s.revoked))
	if err != nil {
		return "", "the revocation list, " + err.Error()
	}
	list = list.Without(revoked)
	r := d.Verify(version, &list)
	var said []string
	for _, c := range r.Checks {
		if c.Verdict != Valid {
			said = append(said, c.Signer+": "+cmp.Or(c.Detail, string(c.Verdict)))
		}
	}
	return r.Outcome, join(append(said, r.Warning)...)
}

// theirWord is whether ssh-keygen -Y verify accepts every signature that is there.
func (s *scene) theirWord(t *testing.T) bool {
	t.Helper()
	dir := t.TempDir()
	list := put(t, filepath.Join(dir, "allowed_signers"), []byte(s.list))
	accepted := 0
	for id, principal := range s.principals {
		if _, err := os.Stat(s.sig(id)); err != nil {
			continue
		}
		args := []string{"-Y", "verify", "-f", list, "-I", principal, "-n", s.namespace, "-s", s.sig(id)}
		if s.revoked != "" {
			args = append(args, "-r", put(t, filepath.Join(dir, "revoked"), []byte(s.revoked)))
		}
		c := exec.Command(keygen(t), args...)
		c.Stdin = bytes.NewReader(get(t, s.doc.Path))
		if c.Run() != nil {
			return false
		}
		accepted++
	}
	return accepted > 0
}

func keygen(t *testing.T) string {
	t.Helper()
	path, err := exec.LookPath("ssh-keygen")
	if err != nil && os.Getenv("CI") == "true" {
		t.Fatal(err)
	}
	if err != nil {
		t.Skip("ssh-keygen is not installed here")
	}
	return path
}

// sshSign lets ssh-keygen sign the document with a key and options of its own.
func (s *scene) sshSign(t *testing.T, key ssh.Signer, namespace string) []byte {
	t.Helper()
	return sshsig(t, key, namespace, get(t, s.doc.Path))
}

// sshsig is a signature of any namespace.
func sshsig(t *testing.T, key ssh.Signer, namespace string, message []byte) []byte {
	t.Helper()
	digest := sha512.Sum512(message)
	return sshsigOf(t, key, namespace, "sha512", digest[:])
}

// sshsigOf is a signature of a digest.
func sshsigOf(t *testing.T, key ssh.Signer, namespace, hash string, digest []byte) []byte {
	t.Helper()
	payload := append([]byte("SSHSIG"), ssh.Marshal(struct {
		Namespace, Reserved, Hash string
		Digest                    []byte
	}{namespace, "", hash, digest})...)
	sig, err := key.Sign(rand.Reader, payload)
	if err != nil {
		t.Fatal(err)
	}
	return envelopedAs(key.PublicKey(), namespace, hash, sig)
}

// enveloped puts any signature into the form of SSHSIG.
func enveloped(key ssh.PublicKey, namespace string, sig *ssh.Signature) []byte {
	return envelopedAs(key, namespace, "sha512", sig)
}

func envelopedAs(key ssh.PublicKey, namespace, hash string, sig *ssh.Signature) []byte {
	text := base64.StdEncoding.EncodeToString(append([]byte("SSHSIG"), ssh.Marshal(struct {
		Version                        uint32
		Key, Namespace, Reserved, Hash string
		Signature                      []byte
	}{1, string(key.Marshal()), namespace, "", hash, ssh.Marshal(sig)})...))
	var b strings.Builder
	b.WriteString("-----BEGIN SSH SIGNATURE-----\n")
	for line := range slices.Chunk([]byte(text), 70) {
		b.WriteString(string(line) + "\n")
	}
	return []byte(b.String() + "-----END SSH SIGNATURE-----\n")
}

// token is a security key in software that can sign without being touched.
type token struct {
	private ed25519.PrivateKey
	flags   byte
}

func (k token) PublicKey() ssh.PublicKey {
	key, err := ssh.ParsePublicKey(ssh.Marshal(struct {
		Name string
		Key  []byte
		App  string
	}{ssh.KeyAlgoSKED25519, k.private.Public().(ed25519.PublicKey), "ssh:"}))
	if err != nil {
		panic(err)
	}
	return key
}

func (k token) Sign(_ io.Reader, data []byte) (*ssh.Signature, error) {
	app, digest := sha256.Sum256([]byte("ssh:")), sha256.Sum256(data)
	counter := binary.BigEndian.AppendUint32([]byte{k.flags}, 7)
	return &ssh.Signature{Format: ssh.KeyAlgoSKED25519, Blob: ed25519.Sign(k.private, slices.Concat(app[:], counter, digest[:])), Rest: counter}, nil
}

// withLead gives the technical lead another key, and a document that names it.
func (s *scene) withLead(t *testing.T, key ssh.Signer) {
	t.Helper()
	s.lead = key
	s.a.Signers[0].Fingerprint = signature.Fingerprint(key.PublicKey())
	s.doc = s.write(t, "plug", Render(cat, s.a, day, version, s.format()))
	armored, err := signature.Sign(s.boss, s.doc.Bytes, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s.sig("management"), armored)
	s.list = s.line(t, 0, key.PublicKey()) + "\n" + s.line(t, 1, s.boss.PublicKey()) + "\n"
}

// withKind gives the technical lead a key of another kind, which signs as ssh-keygen
// would.
func (s *scene) withKind(t *testing.T, key crypto.Signer, algorithm string) {
	t.Helper()
	signer, err := ssh.NewSignerFromSigner(key)
	if err != nil {
		t.Fatal(err)
	}
	s.withLead(t, by{signer.(ssh.AlgorithmSigner), algorithm})
	s.forged(t, s.sshSign(t, s.lead, signature.Namespace))
}

// by signs with one algorithm of a key.
type by struct {
	ssh.AlgorithmSigner
	algorithm string
}

func (k by) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	return k.SignWithAlgorithm(rand, data, k.algorithm)
}

// rsa3072 is slow to make, so it is made once.
var rsa3072 = sync.OnceValue(func() crypto.Signer { return newRSA(3072) })

func newRSA(bits int) crypto.Signer {
	key, err := rsa.GenerateKey(rand.Reader, bits)
	if err != nil {
		panic(err)
	}
	return key
}

func ecOf(t *testing.T, curve elliptic.Curve) crypto.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(curve, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// company has a certificate for the management's key made by stock ssh-keygen, and a
// list that trusts the company's authority instead of single keys.
func (s *scene) company(t *testing.T) {
	t.Helper()
	program, dir := keygen(t), t.TempDir()
	do := func(args ...string) {
		if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
	}
	ca, user := filepath.Join(dir, "ca"), filepath.Join(dir, "user")
	do("-q", "-t", "ed25519", "-N", "", "-f", ca)
	do("-q", "-t", "ed25519", "-N", "", "-f", user)
	do("-q", "-s", ca, "-I", "boss", "-n", s.principals["management"], user+".pub")
	for id := range s.principals {
		os.Remove(s.sig(id))
	}
	do("-q", "-Y", "sign", "-n", signature.Namespace, "-f", user+"-cert.pub", s.doc.Path)
	if err := os.Rename(s.doc.Path+".sig", s.sig("management")); err != nil {
		t.Fatal(err)
	}
	s.list = "*@acme.example cert-authority,namespaces=\"" + signature.Namespace + "\" " + string(get(t, ca+".pub"))
}

// throughGit checks document and signatures in and out of a repository that converts
// line ends, with or without the file that forbids it.
func (s *scene) throughGit(t *testing.T, attributes bool) {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Skip("git is not installed here")
	}
	do := func(dir string, args ...string) {
		c := exec.Command(git, append([]string{"-C", dir, "-c", "user.name=x", "-c", "user.email=x@x.example"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
	}
	if attributes {
		put(t, filepath.Join(s.dir, ".gitattributes"), []byte("*.md -text\n*.json -text\n*.sig -text\n"))
	}
	do(s.dir, "init", "-q")
	do(s.dir, "add", "-A")
	do(s.dir, "commit", "-q", "-m", "x")
	clone := t.TempDir()
	do(clone, "clone", "-q", "-c", "core.autocrlf=true", s.dir, "c")
	s.doc.Path = filepath.Join(clone, "c", filepath.Base(s.doc.Path))
}

const context, stripped, content, keysAndLists, converted, appearance = "Signatures of another context", "Signatures that are missing or exchanged", "Documents that say two things",
	"Keys and lists of signers", "Files that were converted", "What signatures do not cover"

func crlf(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }

// attacks are the rows of the table of attacks and of the experiments that the
// format of the signatures rests on.
var attacks = []attack{
	{context, "nothing: a document that both have signed", func(*testing.T, *scene) {}, OutcomeComplete, "", true},
	{context, "a signature made for git", func(t *testing.T, s *scene) { s.forged(t, s.sshSign(t, s.lead, "git")) }, OutcomeInvalid, `made for "git"`, false},
	{context, "a signature made for files in general", func(t *testing.T, s *scene) { s.forged(t, s.sshSign(t, s.lead, "file")) }, OutcomeInvalid, `made for "file"`, false},
	{context, "such a one, a list without namespaces=, and a verifier who asks for that", func(t *testing.T, s *scene) {
		for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
			put(t, s.sig(id), s.sshSign(t, key, "file"))
		}
		s.list, s.namespace = strings.ReplaceAll(s.list, `namespaces="`+signature.Namespace+`" `, ""), "file"
	}, OutcomeInvalid, `made for "file"`, true},
	{context, "the same with namespaces=", func(t *testing.T, s *scene) {
		for id, key := range map[string]ssh.Signer{"tech-lead": s.lead, "management": s.boss} {
			put(t, s.sig(id), s.sshSign(t, key, "file"))
		}
		s.namespace = "file"
	}, OutcomeInvalid, `made for "file"`, false},
	{context, "what the key signed at a login, in an envelope of ours", func(t *testing.T, s *scene) {
		sig, err := s.lead.Sign(rand.Reader, s.doc.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		s.forged(t, enveloped(s.lead.PublicKey(), signature.Namespace, sig))
	}, OutcomeInvalid, "does not belong to this text", false},
	{context, "a key in the envelope that did not sign", func(t *testing.T, s *scene) {
		stranger := newKey(t)
		sig, err := stranger.Sign(rand.Reader, s.doc.Bytes)
		if err != nil {
			t.Fatal(err)
		}
		s.forged(t, enveloped(s.lead.PublicKey(), signature.Namespace, sig))
	}, OutcomeInvalid, "does not belong to this text", false},

	{stripped, "the management's signature stripped, or never given", func(t *testing.T, s *scene) { os.Remove(s.sig("management")) }, OutcomeIncomplete, "management: missing", true},
	{stripped, "both stripped", func(t *testing.T, s *scene) { os.Remove(s.sig("management")); os.Remove(s.sig("tech-lead")) }, OutcomeIncomplete, "missing", false},
	{stripped, "exchanged", func(t *testing.T, s *scene) {
		lead := get(t, s.sig("tech-lead"))
		s.forged(t, get(t, s.sig("management")))
		put(t, s.sig("management"), lead)
	}, OutcomeInvalid, "names another key", false},
	{stripped, "the lead signs in the name of the management", func(t *testing.T, s *scene) { put(t, s.sig("management"), get(t, s.sig("tech-lead"))) }, OutcomeInvalid, "management: the document names another key", false},
	{stripped, "one key for two signers, named in document and list", func(t *testing.T, s *scene) {
		s.a.Signers[1].Fingerprint, s.boss = s.a.Signers[0].Fingerprint, s.lead
		s.doc = s.write(t, "plug", Render(cat, s.a, day, version, Markdown))
		s.list = s.line(t, 0, s.lead.PublicKey()) + "\n" + s.line(t, 1, s.lead.PublicKey()) + "\n"
		s.signAnew(t)
	}, OutcomeInvalid, "management: this is the key of tech-lead too", true},
	{stripped, "a stranger's signature", func(t *testing.T, s *scene) { s.forged(t, s.sshSign(t, newKey(t), signature.Namespace)) }, OutcomeInvalid, "tech-lead: the document names another key", false},
	{stripped, "half a signature file", func(t *testing.T, s *scene) {
		data := get(t, s.sig("tech-lead"))
		s.forged(t, data[:len(data)/2])
	}, OutcomeInvalid, "exactly one", false},
	{stripped, "the signature of another revision", func(t *testing.T, s *scene) {
		s.forged(t, sshsig(t, s.lead, signature.Namespace, Render(cat, s.a, day.AddDate(0, 1, 0), version, Markdown).Bytes))
	}, OutcomeInvalid, "does not belong to this text", false},
	{stripped, "the signature of another product", func(t *testing.T, s *scene) {
		s.forged(t, sshsig(t, s.lead, signature.Namespace, Render(cat, s.adopted(t, example(t, "wearable")), day, version, Markdown).Bytes))
	}, OutcomeInvalid, "does not belong to this text", false},
	{stripped, "text after the signature", func(t *testing.T, s *scene) {
		s.forged(t, append(get(t, s.sig("tech-lead")), "approved by the management\n"...))
	}, OutcomeInvalid, "exactly one", true},
	{stripped, "text before the signature", func(t *testing.T, s *scene) {
		s.forged(t, append([]byte("approved by the management\n"), get(t, s.sig("tech-lead"))...))
	}, OutcomeInvalid, "must begin with", false},
	{stripped, "two signatures in one file", func(t *testing.T, s *scene) {
		s.forged(t, append(get(t, s.sig("tech-lead")), get(t, s.sig("management"))...))
	}, OutcomeInvalid, "exactly one", true},
	{stripped, "fewer signers required than named", func(t *testing.T, s *scene) {
		s.edit(t, `"signatures_required": 2`, `"signatures_required": 1`)
		s.signAnew(t)
	}, "", "requires 1 signatures and names 2 signers", true},

	{content, "an edited text", func(t *testing.T, s *scene) { s.edit(t, "Acme Plug S2", "Acme Plug S3") }, OutcomeInvalid, "does not belong to this text", false},
	{content, "Markdown and JSON with different content, each signed well", func(t *testing.T, s *scene) {
		s.a.Signers[0].Function = "Somebody else"
		other := s.write(t, "plug", Render(cat, s.a, day, version, JSON))
		s.sign(t, other)
	}, OutcomeInvalid, "plug.json beside it", true},
	{content, "the same, and nobody signed the JSON", func(t *testing.T, s *scene) {
		s.a.Signers[0].Function = "Somebody else"
		s.write(t, "plug", Render(cat, s.a, day, version, JSON))
	}, OutcomeComplete, "plug.json beside it", true},
	{content, "a second block for programs, signed", func(t *testing.T, s *scene) {
		data := get(t, s.doc.Path)
		block := data[bytes.LastIndex(data, []byte("\n```json")):]
		put(t, s.doc.Path, append(data, block...))
		s.signAnew(t)
	}, "", "exactly one block", true},
	{content, "text after the last block, signed", func(t *testing.T, s *scene) {
		put(t, s.doc.Path, append(get(t, s.doc.Path), "Addendum\n"...))
		s.signAnew(t)
	}, "", "something stands after", true},
	onJSON("a JSON key twice, signed", `"status": "final"`, `"status": "draft", "status": "final"`, "twice"),
	onJSON("a JSON key in another case, signed", `"status": "final"`, `"status": "final", "Status": "draft"`, "twice"),
	onJSON("an unknown JSON key, signed", `"status": "final"`, `"status": "final", "approved": true`, "unknown field"),
	onJSON("a huge number, signed", `"revision": 1,`, `"revision": 9007199254740993,`, "whole number"),
	onJSON("a fraction, signed", `"revision": 1,`, `"revision": 1.0,`, "whole number"),
	onJSON("text with a changed digest, signed", "Acme Plug S2", "Acme Plug S3", "digest does not fit"),
	onJSON("bytes that are no UTF-8, signed", "Acme Plug S2", "Acme Plug \xff", "UTF-8"),
	{content, "data after the JSON, signed", func(t *testing.T, s *scene) {
		*s = *newScene(t, JSON)
		put(t, s.doc.Path, append(get(t, s.doc.Path), "{}\n"...))
		s.signAnew(t)
	}, "", "after the document", true},

	{keysAndLists, "a list with the principal *", func(t *testing.T, s *scene) {
		s.list = "* namespaces=\"" + signature.Namespace + "\" " + signature.AuthorizedKey(s.lead.PublicKey()) + "\n"
		os.Remove(s.sig("management"))
		s.principals["tech-lead"] = "ceo@acme.example"
	}, "", `"*" is not an e-mail address`, true},
	{keysAndLists, "a name with ,* put into the list as it is", func(t *testing.T, s *scene) {
		s.list = "tech.lead@acme.example,* namespaces=\"" + signature.Namespace + "\" " + signature.AuthorizedKey(s.lead.PublicKey()) + "\n"
		os.Remove(s.sig("management"))
		s.principals["tech-lead"] = "ceo@acme.example"
	}, "", `"*" is not an e-mail address`, true},
	{keysAndLists, "a name with a line end and a second line in it", func(t *testing.T, s *scene) {
		if _, err := signature.Line("a@acme.example\n* ", s.lead.PublicKey()); err == nil {
			t.Error("the line is written")
		}
		s.list = "a@acme.example\n* " + signature.AuthorizedKey(s.lead.PublicKey()) + "\n"
		os.Remove(s.sig("management"))
	}, "", "line 1", true},
	{keysAndLists, "a list that does not know the management", func(t *testing.T, s *scene) { s.list, _, _ = strings.Cut(s.list, "\n") }, OutcomeIncomplete, "management: the list of signers does not say", false},
	{keysAndLists, "a list whose time has passed (valid-before)", func(t *testing.T, s *scene) {
		s.list = strings.ReplaceAll(s.list, "namespaces=", `valid-before="20200101Z",namespaces=`)
	}, "", `"valid-before" is not supported`, false},
	{keysAndLists, "a list with an unknown option", func(t *testing.T, s *scene) { s.list = strings.ReplaceAll(s.list, "namespaces=", `wonder,namespaces=`) }, "", `"wonder" is not supported`, false},
	{keysAndLists, "a certificate of a company, and a list that trusts its authority", func(t *testing.T, s *scene) { s.company(t) }, "", `"cert-authority" is not supported`, true},
	{keysAndLists, "a revoked key", func(t *testing.T, s *scene) { s.revoked = signature.AuthorizedKey(s.boss.PublicKey()) + "\n" }, OutcomeInvalid, "management: the revocation list names this key", false},
	{keysAndLists, "a revocation list that cannot be read", func(t *testing.T, s *scene) { s.revoked = "SHA256:of the boss\n" }, "", "line 1", false},
	{keysAndLists, "a list that names the lead's key for the management only", func(t *testing.T, s *scene) {
		_, boss, _ := strings.Cut(s.list, "\n")
		s.list = s.line(t, 1, s.lead.PublicKey()) + "\n" + boss
	}, OutcomeIncomplete, "tech-lead: the list of signers does not say", false},
	{keysAndLists, "a list that calls the signing key an authority", func(t *testing.T, s *scene) {
		s.list = strings.ReplaceAll(s.list, "namespaces=", "cert-authority,namespaces=")
	}, "", `"cert-authority" is not supported`, false},
	{keysAndLists, "ECDSA P-256", func(t *testing.T, s *scene) { s.withKind(t, ecOf(t, elliptic.P256()), ssh.KeyAlgoECDSA256) }, OutcomeComplete, "", true},
	{keysAndLists, "ECDSA P-384", func(t *testing.T, s *scene) { s.withKind(t, ecOf(t, elliptic.P384()), ssh.KeyAlgoECDSA384) }, "", "are not accepted", true},
	{keysAndLists, "RSA of 3072 bits with SHA-512", func(t *testing.T, s *scene) { s.withKind(t, rsa3072(), ssh.KeyAlgoRSASHA512) }, OutcomeComplete, "", true},
	{keysAndLists, "RSA of 3072 bits with SHA-256", func(t *testing.T, s *scene) { s.withKind(t, rsa3072(), ssh.KeyAlgoRSASHA256) }, OutcomeComplete, "", true},
	{keysAndLists, "RSA of 3072 bits with SHA-1", func(t *testing.T, s *scene) { s.withKind(t, rsa3072(), ssh.KeyAlgoRSA) }, OutcomeInvalid, "uses SHA-1", false},
	{keysAndLists, "RSA of 2048 bits", func(t *testing.T, s *scene) { s.withKind(t, newRSA(2048), ssh.KeyAlgoRSASHA512) }, "", "at least 3072 bits", true},
	{keysAndLists, "the text hashed with SHA-256", func(t *testing.T, s *scene) {
		digest := sha256.Sum256(s.doc.Bytes)
		s.forged(t, sshsigOf(t, s.lead, signature.Namespace, "sha256", digest[:]))
	}, OutcomeComplete, "", true},
	{keysAndLists, "the text hashed with SHA-1", func(t *testing.T, s *scene) {
		digest := sha1.Sum(s.doc.Bytes)
		s.forged(t, sshsigOf(t, s.lead, signature.Namespace, "sha1", digest[:]))
	}, OutcomeInvalid, `unknown hash "sha1"`, false},
	{keysAndLists, "a security key that was touched", func(t *testing.T, s *scene) {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		s.withLead(t, token{private, 1})
		s.forged(t, s.sshSign(t, s.lead, signature.Namespace))
	}, OutcomeComplete, "", true},
	{keysAndLists, "a security key that signed without a touch", func(t *testing.T, s *scene) {
		_, private, err := ed25519.GenerateKey(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		s.withLead(t, token{private, 0})
		s.forged(t, s.sshSign(t, s.lead, signature.Namespace))
	}, OutcomeInvalid, "without being touched", true},
	{keysAndLists, "an Ed25519 key that fits every text", func(t *testing.T, s *scene) {
		point, nothing := make([]byte, ed25519.PublicKeySize), make([]byte, ed25519.SignatureSize)
		point[0], nothing[0] = 1, 1
		key, err := ssh.NewPublicKey(ed25519.PublicKey(point))
		if err != nil {
			t.Fatal(err)
		}
		s.list = s.line(t, 0, key) + "\n" + s.line(t, 1, s.boss.PublicKey()) + "\n"
		s.forged(t, enveloped(key, signature.Namespace, &ssh.Signature{Format: ssh.KeyAlgoED25519, Blob: nothing}))
	}, "", "signs nothing", true},
	{keysAndLists, "an Ed25519 signature with the order of the group added (malleable)", func(t *testing.T, s *scene) {
		order := []byte{0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10}
		armored := s.sshSign(t, tampering{s.lead, func(blob []byte) {
			carry := 0
			for i := range order {
				sum := int(blob[32+i]) + int(order[i]) + carry
				blob[32+i], carry = byte(sum), sum>>8
			}
		}}, signature.Namespace)
		s.forged(t, armored)
	}, OutcomeInvalid, "does not belong to this text", true},

	{converted, "the document with CRLF line ends", func(t *testing.T, s *scene) { put(t, s.doc.Path, crlf(s.doc.Bytes)) }, OutcomeInvalid, "fits the version with LF line ends: the file was converted", false},
	{converted, "the document with a byte order mark", func(t *testing.T, s *scene) { put(t, s.doc.Path, append([]byte("\ufeff"), s.doc.Bytes...)) }, OutcomeInvalid, "without the byte order mark: the file was converted", false},
	{converted, "the document with one more line end", func(t *testing.T, s *scene) { put(t, s.doc.Path, append(bytes.Clone(s.doc.Bytes), '\n')) }, OutcomeInvalid, "exactly one at its end: the file was converted", false},
	{converted, "a table of the document laid out anew", func(t *testing.T, s *scene) { s.edit(t, "| Role ", "|  Role ") }, OutcomeInvalid, "does not belong to this text", false},
	{converted, "the signature file with CRLF line ends", func(t *testing.T, s *scene) { s.forged(t, crlf(get(t, s.sig("tech-lead")))) }, OutcomeComplete, "", false},
	{converted, "through git with core.autocrlf=true", func(t *testing.T, s *scene) { s.throughGit(t, false) }, OutcomeInvalid, "fits the version with LF line ends: the file was converted", false},
	{converted, "the same with the .gitattributes of docs/signing.md", func(t *testing.T, s *scene) { s.throughGit(t, true) }, OutcomeComplete, "", true},

	{appearance, "an HTML comment put into the Markdown before it was signed", func(t *testing.T, s *scene) {
		s.edit(t, "## 1 Summary\n", "## 1 Summary\n\n<!-- hidden -->\n")
		s.signAnew(t)
	}, OutcomeComplete, "", true},
	{appearance, "the same, with the JSON beside it", func(t *testing.T, s *scene) {
		s.write(t, "plug", Render(cat, s.a, day, version, JSON))
		s.edit(t, "## 1 Summary\n", "## 1 Summary\n\n<!-- hidden -->\n")
		s.signAnew(t)
	}, OutcomeComplete, "reads differently", true},
	{appearance, "right-to-left, zero-width and terminal controls in a product name", func(t *testing.T, s *scene) {
		s.rename(t, "Acme \u202eknalp\u2066 \u200b\ufeff\x1b[8mhidden\x1b[0m\x07\u0085")
		for _, hidden := range []string{"\u202e", "\u2066", "\u200b", "\ufeff", "\x1b", "\x07", "\u0085"} {
			if bytes.Contains(s.doc.Bytes, []byte(hidden)) {
				t.Errorf("the document holds %q", hidden)
			}
		}
	}, OutcomeComplete, "", true},
	{appearance, "a product name that imitates the block for programs", func(t *testing.T, s *scene) {
		s.rename(t, "Plug\n\n## 17 Signatures\n\n```json selfmark-document-v1\n{\"status\": \"final\"}\n```\n")
	}, OutcomeComplete, "", true},
	{appearance, "two names that look alike", func(t *testing.T, s *scene) {
		s.a.Signers[1].Name = strings.ReplaceAll(s.a.Signers[0].Name, "e", "\u0435") // Cyrillic
		s.doc = s.write(t, "plug", Render(cat, s.a, day, version, Markdown))
		s.signAnew(t)
	}, OutcomeComplete, "", true},
	{appearance, "a document dated last year", func(t *testing.T, s *scene) {
		s.doc = s.write(t, "plug", Render(cat, s.a, day.AddDate(0, -6, 0), version, Markdown))
		s.signAnew(t)
	}, OutcomeComplete, "", true},
}

// protection says what helps where the signatures are good, and stands for what
// verify says there.
var protection = map[string]string{
	"the signature file with CRLF line ends":                            "(the line ends of a signature file carry no meaning)",
	"an HTML comment put into the Markdown before it was signed":        "(selfmark writes none; keep the JSON beside it)",
	"right-to-left, zero-width and terminal controls in a product name": "(shown as \\u{…})",
	"a product name that imitates the block for programs":               "(text of users stands in tables and quotes only)",
	"two names that look alike":                                         "(the fingerprint stands beside every name)",
	"a document dated last year":                                        "(a date is a claim; only a time stamp proves one)",
}

// rename gives the product a name, and signs that.
func (s *scene) rename(t *testing.T, name string) {
	t.Helper()
	answer := s.a.Answers["product.name"]
	answer.Text = name
	s.a.Answers["product.name"] = answer
	s.doc = s.write(t, "plug", Render(cat, s.a, day, version, Markdown))
	if got, err := export.ParseTrailer(s.doc.Bytes); err != nil || len(got.Signers) != 2 {
		t.Errorf("%v %+v", err, got)
	}
	s.signAnew(t)
}

// onJSON is an attack on the JSON document that both sign all the same.
func onJSON(name, old, new, says string) attack {
	return attack{content, name, func(t *testing.T, s *scene) {
		t.Helper()
		*s = *newScene(t, JSON)
		s.edit(t, old, new)
		s.signAnew(t)
	}, "", says, true}
}

// tampering changes the signatures of a key.
type tampering struct {
	ssh.Signer
	change func([]byte)
}

func (k tampering) Sign(rand io.Reader, data []byte) (*ssh.Signature, error) {
	sig, err := k.Signer.Sign(rand, data)
	k.change(sig.Blob)
	return sig, err
}

// TestAttacks holds us and stock ssh-keygen against the same files, and keeps the
// table of who accepts what.
func TestAttacks(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, and nothing in it runs side by side")
	}
	keygen(t)
	var table strings.Builder
	table.WriteString("# Who accepts what\n\nA test keeps these tables (`export/publish/attacks_test.go`): each row begins with a document that two signers have signed and a list that names their keys, and changes one thing. The third column is what stock `ssh-keygen -Y verify` says of every signature that is there, with the same list.\n")
	group := ""
	for _, a := range attacks {
		t.Run(a.name, func(t *testing.T) {
			s := newScene(t, Markdown)
			a.change(t, s)
			outcome, said := s.ourWord()
			if outcome != a.ours || !strings.Contains(said, a.says) || a.says == "" && said != "" {
				t.Errorf("we say %q: %s", outcome, said)
			}
			theirs := s.theirWord(t)
			if theirs != a.theirs {
				t.Errorf("ssh-keygen accepts: %v", theirs)
			}
		})
		if a.group != group {
			group = a.group
			table.WriteString("\n## " + group + "\n\n| What | selfmark verify | ssh-keygen | What selfmark says (or what helps) |\n|---|---|---|---|\n")
		}
		theirs := map[bool]string{true: "accepts", false: "refuses"}[a.theirs]
		table.WriteString("| " + strings.Join([]string{cell(a.name), cmp.Or(string(a.ours), "refuses to read it"), theirs, cell(cmp.Or(a.says, protection[a.name]))}, " | ") + " |\n")
	}
	table.WriteString("\n## Bundles\n\nEach row begins with a bundle in which everybody has signed the JSON and the management the manifest, and changes one thing. unzip unpacks it where it is a ZIP; sha256sum and ssh-keygen look at what comes out, as VERIFY.txt says, with the list of signers that came with the bundle; selfmark has its own list.\n")
	table.WriteString(bundleTable(t))
	path := filepath.Join("..", "..", "docs", "attacks.md")
	if *golden {
		put(t, path, []byte(table.String()))
	}
	if string(get(t, path)) != table.String() {
		t.Error("docs/attacks.md is not this table: go test ./export/publish -run TestAttacks -golden, and read the difference")
	}
}

func cell(s string) string { return strings.NewReplacer("|", `\|`, "*", `\*`).Replace(s) }
