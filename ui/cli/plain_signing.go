package cli

import (
	"errors"
	"fmt"

	"selfmark/assessment"
	"selfmark/export/publish"
	"selfmark/ui/plain"
	"selfmark/ui/wizard"
)

// plainSigning gives the line mode what the full screen signs with.
type plainSigning struct {
	app  *app
	desk *wizard.Desk
}

// at is the desk with the answers as they are in the line mode.
func (p plainSigning) at(a assessment.Assessment) *wizard.Desk {
	p.desk.State.Assessment = a
	return p.desk
}

func (p plainSigning) Documents(a assessment.Assessment) ([]plain.Document, error) {
	docs, err := p.app.documents(p.at(a))
	var out []plain.Document
	for _, d := range docs {
		state := map[wizard.DiskState]string{wizard.NotWritten: msgNotWrittenYet, wizard.Written: msgWrittenNow, wizard.Differs: msgOlderOnDisk}[d.OnDisk]
		out = append(out, plain.Document{Name: d.Name, SHA256: d.SHA256, State: state, Ready: d.OnDisk == wizard.Written, Draft: d.Draft})
	}
	return out, err
}

func (p plainSigning) Write(a assessment.Assessment, force bool) ([]string, error) {
	return p.app.exportAll(p.at(a), force)
}

func (p plainSigning) Signatures(a assessment.Assessment) ([]plain.Signature, error) {
	list, err := p.app.signatures(p.at(a))
	var out []plain.Signature
	for _, s := range list {
		state := map[wizard.SignState]string{wizard.SignMissing: msgSignatureMissing, wizard.Signed: msgSignatureThere, wizard.SignInvalid: msgSignatureInvalid}[s.State]
		if s.Detail != "" {
			state += ", " + s.Detail
		}
		out = append(out, plain.Signature{Signer: s.Signer, Document: s.Doc, State: state, Signed: s.State == wizard.Signed})
	}
	return out, err
}

func (p plainSigning) Keys(a assessment.Assessment) ([]plain.Key, error) {
	list, err := p.app.keysAtHand(p.at(a))
	var out []plain.Key
	for _, k := range list {
		out = append(out, plain.Key{Name: k.Name, Path: k.Path, Fingerprint: k.Fingerprint, Agent: k.Agent})
	}
	return out, err
}

func (p plainSigning) Key(path string) (plain.Key, error) {
	k, err := inspected(p.app.ownKey(path))
	if err != nil {
		return plain.Key{}, keyFailure(path, err)
	}
	return plain.Key{Name: k.Name, Path: k.Path, Fingerprint: k.Fingerprint}, nil
}

func (p plainSigning) NewKey(signer assessment.Signer) (plain.Key, error) {
	if p.app.keyFolder() == "" {
		return plain.Key{}, errors.New(msgNoKeyFolder)
	}
	passphrase, err := p.app.newPassphrase()
	if err != nil {
		return plain.Key{}, err
	}
	k, err := p.app.newKeyOf(p.desk, signer, passphrase)
	return plain.Key{Name: k.Name, Path: k.Path, Fingerprint: k.Fingerprint}, err
}

func (p plainSigning) Preview(a assessment.Assessment) string {
	return string(p.app.rendered(p.at(a), publish.Markdown).Bytes)
}

func (p plainSigning) Adopt(a assessment.Assessment, signer, fingerprint string) (assessment.Assessment, error) {
	return publish.Adopt(a, signer, fingerprint)
}

func (p plainSigning) Sign(a assessment.Assessment, signer string, k plain.Key) error {
	docs, err := p.app.documents(p.at(a))
	if err != nil {
		return err
	}
	request := wizard.SignRequest{Signer: signer, Key: wizard.KeyChoice{Name: k.Name, Path: k.Path, Fingerprint: k.Fingerprint, Agent: k.Agent}}
	if !k.Agent {
		if request.Key, err = inspected(k.Path); err != nil {
			return keyFailure(k.Path, err)
		}
	}
	if request.Key.Encrypted {
		if request.Passphrase, err = p.app.passphrase(fmt.Sprintf(msgPassphrase, k.Name), msgRunTerminalPutKey); err != nil {
			return err
		}
		defer clear(request.Passphrase)
	}
	for _, request.Doc = range docs {
		request.Draft = request.Doc.Draft
		if err := p.app.signShown(p.desk, request); err != nil {
			return err
		}
	}
	return nil
}

func (p plainSigning) Issue(a assessment.Assessment) (assessment.Assessment, bool) {
	docs, err := p.app.documents(p.at(a))
	if err != nil {
		return a, false
	}
	return p.app.issueShown(p.desk, docs)
}
