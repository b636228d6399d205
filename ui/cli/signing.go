package cli

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/crypto/ssh"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/text"
	"selfmark/export/publish"
	"selfmark/export/signature"
	"selfmark/ui/signing"
	"selfmark/ui/wizard"
)

// wizardStore is the file on disk, and draws the document for the preview.
type wizardStore struct {
	*file.Store
	app *app
}

// Render draws the document as the answers are now; it is what export writes.
func (s wizardStore) Render(d *wizard.Desk) ([]byte, error) {
	return publish.Render(s.app.cat, d.State.Assessment, d.Date, version(), publish.Markdown).Bytes, nil
}

func (a *app) rendered(now signing.Answers, format publish.Format) publish.Rendered {
	return publish.Render(a.cat, now.Assessment, now.Date, version(), format)
}

// signing gives the wizard and the line mode what the verbs export, sign and verify do.
func (a *app) signing() signing.Tools {
	t := signing.Tools{Documents: a.documents, Write: a.exportAll, Keys: a.keysAtHand, Key: a.keyCalled, Sign: a.signShown, Signatures: a.signatures, Issue: a.issueShown,
		Preview: func(now signing.Answers) []byte { return a.rendered(now, publish.Markdown).Bytes }}
	if a.keyFolder() != "" {
		t.New = a.newKeyOf
	}
	return t
}

// newKeyOf makes a key for a signer in the user's own folder of keys, under a name
// that is free.
func (a *app) newKeyOf(signer assessment.Signer, passphrase []byte) (signing.Key, error) {
	if err := os.MkdirAll(a.keyFolder(), 0o700); err != nil {
		return signing.Key{}, err
	}
	name := keyName(cmp.Or(signer.Principal, signer.ID))
	path := filepath.Join(a.keyFolder(), name+".key")
	for n := 2; exists(path) || exists(path+".pub"); n++ {
		path = filepath.Join(a.keyFolder(), fmt.Sprintf("%s-%d.key", name, n))
	}
	if _, err := a.generate(path, passphrase, oneLine(signer.Principal), false); err != nil {
		return signing.Key{}, err
	}
	return inspected(path)
}

// formats are the documents that the wizard writes and has signed.
var formats = []publish.Format{publish.Markdown, publish.JSON}

func (a *app) documents(now signing.Answers) ([]signing.Document, error) {
	var docs []signing.Document
	for _, format := range formats {
		r := a.rendered(now, format)
		sum := sha256.Sum256(r.Bytes)
		doc := signing.Document{Name: r.FileName(), Path: publish.Beside(now.Path, r), SHA256: hex.EncodeToString(sum[:]), Bytes: len(r.Bytes), Draft: r.Model.Title.Status != "final"}
		switch there, err := publish.OnDisk(doc.Path); {
		case err == nil && bytes.Equal(there, r.Bytes):
			doc.OnDisk = signing.Written
		case err == nil:
			doc.OnDisk = signing.Differs
		case !errors.Is(err, os.ErrNotExist):
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

func (a *app) exportAll(now signing.Answers, force bool) ([]string, error) {
	var paths []string
	for _, format := range formats {
		r := a.rendered(now, format)
		path := publish.Beside(now.Path, r)
		if there, err := publish.OnDisk(path); err == nil && bytes.Equal(there, r.Bytes) {
			paths = append(paths, path)
			continue
		}
		if err := publish.Write(path, r.Bytes, force); err != nil {
			return paths, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

// keysAtHand lists key files in the user's own folder of keys, beside the assessment
// and in the usual folder of ssh, and the keys of a running agent. What cannot be used
// is left out.
func (a *app) keysAtHand(now signing.Answers) ([]signing.Key, error) {
	var paths []string
	if own := a.keyFolder(); own != "" {
		paths = called(own, "*.key")
	}
	paths = append(paths, called(filepath.Dir(now.Path), "*.key")...)
	paths = append(paths, called(filepath.Join(a.Getenv("HOME"), ".ssh"), "id_*")...)
	var keys []signing.Key
	for _, path := range paths {
		if key, err := inspected(path); err == nil {
			keys = append(keys, key)
		}
	}
	socket := a.Getenv("SSH_AUTH_SOCK")
	if socket == "" {
		return keys, nil
	}
	held, err := signature.AgentKeys(socket)
	if err != nil {
		return keys, nil // an agent that does not answer is like none
	}
	for _, k := range held {
		keys = append(keys, signing.Key{Name: text.Visible(k.Comment), Fingerprint: signature.Fingerprint(k.Public), Agent: true})
	}
	return keys, nil
}

// called lists the files of a folder whose name is like a pattern. The name of the folder
// is none, whatever stands in it.
func called(folder, pattern string) []string {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil
	}
	var paths []string
	for _, e := range entries {
		if like, err := filepath.Match(pattern, e.Name()); err == nil && like {
			paths = append(paths, filepath.Join(folder, e.Name()))
		}
	}
	return paths
}

// keyCalled is the key that the user names: a path, or the name of a key in the user's
// own folder of keys.
func (a *app) keyCalled(path string) (signing.Key, error) {
	k, err := inspected(a.ownKey(path))
	if err != nil {
		return signing.Key{}, keyFailure(path, err)
	}
	return k, nil
}

func inspected(path string) (signing.Key, error) {
	if key, ok := signature.ForKeygen(path); ok {
		return signing.Key{Name: text.Visible(filepath.Base(path)), Path: path, Fingerprint: signature.Fingerprint(key), Outside: true}, nil
	}
	info, err := signature.Inspect(path)
	if err != nil {
		return signing.Key{}, err
	}
	return signing.Key{Name: text.Visible(filepath.Base(path)), Path: path, Fingerprint: signature.Fingerprint(info.Public), Encrypted: info.Encrypted}, nil
}

// signShown signs a document on disk, if it still is the one that was shown.
func (a *app) signShown(r signing.Request) error {
	doc, err := publish.ReadDocument(r.Document.Path)
	if err != nil {
		return err
	}
	if sum := sha256.Sum256(doc.Bytes); hex.EncodeToString(sum[:]) != r.Document.SHA256 {
		return fmt.Errorf(msgNotWhatShownLook, r.Document.Name)
	}
	signer, closer, err := a.chosenKey(r)
	if err != nil {
		return err
	}
	defer closer()
	_, err = doc.Sign(r.Signer, signer, r.Draft, true, a.Rand)
	return err
}

// issueShown is the assessment with the revision that everyone has signed now.
func (a *app) issueShown(now signing.Answers, docs []signing.Document) (assessment.Assessment, bool) {
	for _, shown := range docs {
		doc, err := publish.ReadDocument(shown.Path)
		if err != nil {
			continue
		}
		if next, issued := publish.Issue(a.cat, now.Assessment, version(), doc); issued {
			return next, true
		}
	}
	return assessment.Assessment{}, false
}

// chosenKey loads the key of a request. The passphrase is copied, because loading
// wipes what it is given and a second document needs it again.
func (a *app) chosenKey(r signing.Request) (ssh.Signer, func(), error) {
	if key, ok := signature.ForKeygen(r.Key.Path); ok && r.Key.Outside {
		return a.keygen(r.Key.Path, key)
	}
	if !r.Key.Agent {
		s, err := signature.Load(r.Key.Path, func() ([]byte, error) { return bytes.Clone(r.Passphrase), nil })
		return s, func() {}, err
	}
	held, err := signature.AgentKeys(a.Getenv("SSH_AUTH_SOCK"))
	if err != nil {
		return nil, nil, err
	}
	for _, k := range held {
		if signature.Fingerprint(k.Public) == r.Key.Fingerprint {
			s, closer, err := signature.FromAgent(a.Getenv("SSH_AUTH_SOCK"), k.Public)
			if err != nil {
				return nil, nil, err
			}
			return s, func() { closer.Close() }, nil
		}
	}
	return nil, nil, errors.New(msgSshAgentNoLonger)
}

// signatures says of every document and required signer whether it is signed. The
// identity is not judged here: that takes a list of signers (selfmark verify).
func (a *app) signatures(now signing.Answers) ([]signing.Signature, error) {
	docs, err := a.documents(now)
	if err != nil {
		return nil, err
	}
	var out []signing.Signature
	for _, doc := range docs {
		if doc.OnDisk == signing.NotWritten {
			for _, s := range now.Signers {
				out = append(out, signing.Signature{Signer: s.ID, Document: doc.Name})
			}
			continue
		}
		written, err := publish.ReadDocument(doc.Path)
		if err != nil {
			return nil, err
		}
		for _, c := range written.Verify(version(), nil).Checks {
			detail := c.Detail
			if c.Verdict == publish.NotChecked {
				detail = c.Fingerprint
			}
			out = append(out, signing.Signature{Signer: c.Signer, Document: doc.Name, State: signState(doc, c), Detail: detail})
		}
	}
	return out, nil
}

func signState(doc signing.Document, c publish.Check) signing.State {
	switch {
	case c.Verdict == publish.Missing:
		return signing.Missing
	case c.Verdict == publish.NotChecked && doc.OnDisk == signing.Written:
		return signing.Signed
	default:
		return signing.Invalid
	}
}
