package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"selfmark/export"
	"selfmark/export/signature"
)

// FaultKind is what is wrong with a file of a bundle.
type FaultKind string

// The kinds of faults. What is missing, not signed or not compared makes a bundle
// incomplete, everything else invalid.
const (
	FaultMissing     FaultKind = "missing"
	FaultChanged     FaultKind = "changed"
	FaultNotListed   FaultKind = "not listed"   // in the manifest
	FaultDiffers     FaultKind = "differs"      // from what the same document says as JSON
	FaultNotCompared FaultKind = "not compared" // with the same document as JSON
	FaultStray       FaultKind = "stray"        // a signature that nobody is required to give, or a second self-assessment
)

// Fault is something wrong with a file of a bundle.
type Fault struct {
	File   string    `json:"file"`
	Kind   FaultKind `json:"fault"`
	Detail string    `json:"detail"`
}

// BundleReport is the outcome of verifying a bundle.
type BundleReport struct {
	Bundle   string  `json:"bundle"`
	ID       string  `json:"document_id"`
	Revision int     `json:"revision"`
	Status   string  `json:"status"`
	Date     string  `json:"date"`
	Outcome  Outcome `json:"outcome"`
	Complete bool    `json:"complete"`
	Files    int     `json:"files"`    // that the manifest lists
	Evidence int     `json:"evidence"` // files that the self-assessment names
	Faults   []Fault `json:"faults"`
	Manifest Check   `json:"manifest"` // the management's signature of the manifest
	// Documents are those that somebody has signed, and the self-assessment.
	Documents []Report `json:"documents"`
	// Unsigned are documents that only the manifest covers.
	Unsigned []string `json:"unsigned"`
	Warning  string   `json:"warning"`
}

// VerifyBundle checks a folder or a ZIP made by a Bundle: that the manifest lists every
// file as it is, that the management signed the manifest, every signature of a document,
// that all formats say the same, and the files of evidence. Only the list given says
// whose key is whose, never the one in the bundle. version is that of the program: what
// another version wrote cannot be written again to compare it.
func VerifyBundle(path, version string, allowed *signature.AllowedSigners) (BundleReport, error) {
	o, err := openBundle(path)
	if err != nil {
		return BundleReport{}, err
	}
	defer o.close()
	manifest, err := o.read(ManifestName, maxManifest)
	if errors.Is(err, fs.ErrNotExist) {
		return BundleReport{}, errNoBundle(path)
	}
	if err != nil {
		return BundleReport{}, err
	}
	listed, err := parseManifest(string(unconverted(manifest)))
	if err != nil {
		return BundleReport{}, err
	}
	v := inspection{opened: o, version: version, allowed: allowed, models: map[string]*model{}, there: map[string]found{},
		r: &BundleReport{Bundle: filepath.Base(path), Files: len(listed), Faults: []Fault{}, Documents: []Report{}, Unsigned: []string{}}}
	if err := v.files(listed); err != nil {
		return BundleReport{}, err
	}
	v.documents()
	v.evidence()
	for _, d := range v.docs {
		v.content(d)
	}
	v.signed()
	v.manifest(manifest)
	v.r.Outcome = v.outcome()
	v.r.Complete = v.r.Outcome == OutcomeComplete
	return *v.r, nil
}

// maxManifest is the largest manifest that is read, in bytes.
const maxManifest = 4 << 20

// listing is one line of a manifest.
type listing struct{ name, digest string }

// parseManifest reads a manifest as strictly as Bundle writes it.
func parseManifest(text string) ([]listing, error) {
	var list []listing
	taken := names{}
	for text != "" {
		line, rest, _ := strings.Cut(text, "\n")
		text = rest
		digest, name, ok := strings.Cut(line, "  ")
		sum, err := hex.DecodeString(digest)
		why := nameFault(name)
		switch {
		case !ok || err != nil || len(sum) != sha256.Size || digest != strings.ToLower(digest):
			why = manifestForm
		case why == "" && taken.clash(name):
			why = manifestTwice
		}
		if why != "" {
			return nil, errManifestLine(len(list)+1, why)
		}
		list = append(list, listing{name, digest})
	}
	return list, nil
}

// found is a file as it is in the bundle.
type found struct {
	digest string
	size   int64
}

// inspection is the work on one bundle.
type inspection struct {
	*opened
	version string
	allowed *signature.AllowedSigners
	there   map[string]found
	docs    []*Document       // at the top of the bundle, in the order of their names
	models  map[string]*model // by the name of the JSON file
	main    *export.Document  // the self-assessment, nil where it is not there or not intact
	r       *BundleReport
}

func (v *inspection) fault(name string, kind FaultKind, detail string) {
	v.r.Faults = append(v.r.Faults, Fault{name, kind, detail})
}

func (v *inspection) warn(words string) {
	if !strings.Contains(v.r.Warning, words) {
		v.r.Warning = join(v.r.Warning, words)
	}
}

// files compares what is there with what the manifest lists.
func (v *inspection) files(listed []listing) error {
	sort.Strings(v.names)
	for _, name := range v.names {
		f, err := v.hash(name)
		if err != nil {
			return err
		}
		v.there[name] = f
	}
	known := map[string]bool{ManifestName: true}
	for _, l := range listed {
		known[l.name] = true
		switch f, ok := v.there[l.name]; {
		case !ok:
			v.fault(l.name, FaultMissing, faultListed)
		case f.digest == l.digest:
		case v.converted(l):
			v.fault(l.name, FaultChanged, faultConverted)
		default:
			v.fault(l.name, FaultChanged, faultDigest)
		}
	}
	for _, name := range v.names {
		if document, _, _ := signature.Split(name); !known[name] && document != ManifestName {
			v.fault(name, FaultNotListed, faultNotListed)
		}
	}
	return nil
}

func (v *inspection) hash(name string) (found, error) {
	r, err := v.open(name)
	if err != nil {
		return found{}, err
	}
	defer r.Close()
	h := &counted{Hash: sha256.New()}
	_, err = io.Copy(h, io.LimitReader(r, maxBundle))
	return found{hex.EncodeToString(h.Sum(nil)), h.n}, err
}

// converted reports whether a file is as listed but for its line ends.
func (v *inspection) converted(l listing) bool {
	data, err := v.read(l.name, maxDocument)
	sum := sha256.Sum256(unconverted(data))
	return err == nil && hex.EncodeToString(sum[:]) == l.digest
}

// documents finds the documents at the top of the bundle, and which of them is the
// self-assessment: the one in JSON that is not the evidence of another.
func (v *inspection) documents() {
	var mains []*model
	named := map[string]bool{} // as evidence
	var all []*Document
	for _, name := range v.names {
		if !Known(strings.TrimPrefix(path.Ext(name), ".")) || strings.Contains(name, "/") {
			continue
		}
		d, err := readDocument(name, v.read)
		if err != nil {
			continue // a file of evidence, or changed, which the manifest tells
		}
		all = append(all, &d)
		if m, err := readModel(unconverted(d.Bytes)); err == nil {
			v.models[name] = m
			m.name = name
			if m.document != nil {
				mains = append(mains, m)
				for _, file := range m.evidence() {
					named[file] = true
				}
			}
		}
	}
	mains = slices.DeleteFunc(mains, func(m *model) bool { return named[m.name] })
	if len(mains) == 0 {
		v.fault("", FaultMissing, faultNoMain)
		return
	}
	for _, m := range mains[1:] {
		v.fault(m.name, FaultStray, faultSecondMain)
	}
	if len(mains) > 1 {
		return
	}
	v.main = mains[0].document
	for _, d := range all {
		if !named[d.Path] {
			v.docs = append(v.docs, d)
		}
	}
	t := v.main.Title
	v.r.ID, v.r.Revision, v.r.Status, v.r.Date = t.DocumentID, t.Revision, t.Status, t.Date
}

// evidence are the files that a self-assessment names.
func (m *model) evidence() []string {
	var list []string
	for i := range m.document.Measures.Evidence {
		if name := m.document.Measures.Evidence[i].File; name != "" {
			list = append(list, path.Clean(name))
		}
	}
	return list
}

// evidence compares the files of evidence with what the self-assessment says of them.
func (v *inspection) evidence() {
	if v.main == nil {
		return
	}
	for i := range v.main.Measures.Evidence {
		e := &v.main.Measures.Evidence[i]
		if e.File == "" {
			continue
		}
		v.r.Evidence++
		name := path.Clean(e.File)
		f, ok := v.there[name]
		if !ok {
			v.fault(name, FaultMissing, faultEvidence(e.ID))
			continue
		}
		if e.SHA256 != "" && f.digest != e.SHA256 || e.Size != 0 && f.size != int64(e.Size) {
			v.fault(name, FaultChanged, faultEvidenceOther(e.ID))
		}
	}
}

// content writes a document anew from its JSON, and compares.
func (v *inspection) content(d *Document) {
	m := v.models[strings.TrimSuffix(d.Path, path.Ext(d.Path))+".json"]
	if m == nil {
		v.fault(d.Path, FaultNotCompared, faultNoJSON)
		return
	}
	format := d.Format()
	switch {
	case format == JSON:
		if m.paper != nil && m.paper.Title.Assessment != v.main.Digest {
			v.warn(warnPaper(d.Path))
		}
	case d.Trailer.Digest != m.digest:
		v.fault(d.Path, FaultDiffers, faultContent(m.name))
	case bytes.Equal(m.in(format), unconverted(d.Bytes)):
	case m.version != v.version:
		v.fault(d.Path, FaultNotCompared, faultVersion(m.version, v.version))
	default:
		v.fault(d.Path, FaultDiffers, faultText(m.name))
	}
}

// signed verifies the documents that anybody has signed. One format of the
// self-assessment at least must be signed: that the others say the same is known.
func (v *inspection) signed() {
	by := map[string][]string{} // who signed a document
	for _, name := range v.names {
		document, id, _ := signature.Split(name)
		by[document] = append(by[document], id)
	}
	mainSigned := false
	var main *Document
	for _, d := range v.docs {
		for _, id := range by[d.Path] {
			if _, err := d.Signer(id); err != nil {
				v.fault(signature.Name(d.Path, id), FaultStray, err.Error())
			}
		}
		isMain := d.Trailer.Digest == v.main.Digest
		if isMain && d.Format() == JSON {
			main = d
		}
		if by[d.Path] == nil {
			v.r.Unsigned = append(v.r.Unsigned, d.Path)
			continue
		}
		mainSigned = mainSigned || isMain
		v.report(d)
	}
	if main != nil && !mainSigned {
		v.report(main)
	}
}

func (v *inspection) report(d *Document) {
	r := d.signatures(v.allowed)
	v.r.Documents = append(v.r.Documents, r)
	v.warn(r.Warning)
}

// manifest checks the signature of the management under the manifest.
func (v *inspection) manifest(data []byte) {
	v.r.Manifest = Check{Signer: ManifestName, Verdict: Missing, Detail: manifestNobody}
	if v.main == nil { // nothing says who the management is
		return
	}
	management := ""
	d := Document{Path: ManifestName, Bytes: data, Converted: !bytes.Equal(unconverted(data), data), read: v.read}
	t := v.main.Trailer()
	for i := range t.Signers {
		if t.Signers[i].Person().ForManagement() {
			management = t.Signers[i].ID
			v.r.Manifest = d.check(t.Signers[i], v.allowed)
			break
		}
	}
	for _, name := range v.names {
		if document, id, _ := signature.Split(name); document == ManifestName && id != management {
			v.fault(name, FaultStray, manifestSigner)
		}
	}
}

// outcome is complete only when nothing is wrong with any file, the manifest and every
// document that is signed, and the self-assessment is among those.
func (v *inspection) outcome() Outcome {
	complete := v.r.Manifest.Verdict == Valid && len(v.r.Documents) > 0
	invalid := v.r.Manifest.Verdict == Invalid || v.r.Manifest.Verdict == Revoked
	for i := range v.r.Documents {
		complete = complete && v.r.Documents[i].Complete
		invalid = invalid || v.r.Documents[i].Outcome == OutcomeInvalid
	}
	for i := range v.r.Faults {
		complete = false
		kind := v.r.Faults[i].Kind
		invalid = invalid || kind != FaultMissing && kind != FaultNotCompared
	}
	switch {
	case invalid:
		return OutcomeInvalid
	case !complete:
		return OutcomeIncomplete
	}
	return OutcomeComplete
}
