package file

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"selfmark/assessment"
)

// MaxEvidence is the largest evidence file that is read, in bytes: the largest number
// that the file of the assessment holds.
const MaxEvidence = 999_999_999

// OpenEvidence opens a file that is named as evidence by its path from the folder of
// the assessment. What lies outside of the folder is refused, also behind a symbolic
// link. Errors are sentences.
func OpenEvidence(folder, name string) (io.ReadCloser, error) {
	if !filepath.IsLocal(name) {
		return nil, errors.New(evidenceOutside(name))
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	// Looked at before it is opened: opening a pipe would wait for its other end.
	if info, err := root.Stat(name); err == nil {
		switch {
		case !info.Mode().IsRegular():
			return nil, errors.New(evidenceNoFile(name))
		case info.Size() > MaxEvidence:
			return nil, errors.New(evidenceTooLarge(name))
		}
	}
	f, err := root.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return nil, err
	case err != nil: // of a link that leads out the standard library only says so in words
		return nil, errors.New(evidenceOutside(name))
	}
	return f, nil
}

// HashEvidence is the SHA-256, in hexadecimal, and the size in bytes of a file that
// OpenEvidence opens. The file is read as a stream. Errors are sentences.
func HashEvidence(folder, name string) (sum string, size int, err error) {
	f, err := OpenEvidence(folder, name)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, MaxEvidence+1))
	switch {
	case err != nil:
		return "", 0, err
	case n > MaxEvidence:
		return "", 0, errors.New(evidenceTooLarge(name))
	}
	return hex.EncodeToString(h.Sum(nil)), int(n), nil
}

// LookAtEvidence compares the files named as evidence with the SHA-256 and the size that
// were noted of each. Links are left alone, and what is known already is not looked at again.
func LookAtEvidence(folder string, list []assessment.Evidence, known map[assessment.EvidenceFile]assessment.EvidenceState) map[assessment.EvidenceFile]assessment.EvidenceState {
	found := map[assessment.EvidenceFile]assessment.EvidenceState{}
	for _, e := range list {
		if e.File == "" || e.SHA256 == "" && e.Size == 0 {
			continue
		}
		noted := e.Noted()
		if state, ok := known[noted]; ok {
			found[noted] = state
			continue
		}
		sum, size, err := HashEvidence(folder, e.File)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			found[noted] = assessment.EvidenceMissing
		case err != nil:
			found[noted] = assessment.EvidenceUnreadable
		case e.Size != 0 && size != e.Size:
			found[noted] = assessment.EvidenceResized
		case e.SHA256 != "" && sum != e.SHA256:
			found[noted] = assessment.EvidenceChanged
		default:
			found[noted] = assessment.EvidenceSame
		}
	}
	return found
}
