package inventory

import (
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"selfmark/assessment"
	"selfmark/export"
	"selfmark/export/publish"
	"selfmark/export/signature"
)

// folders remembers what lies in a folder beside the assessments, so that it is read
// once, however many of them lie there.
type folders struct {
	mu    sync.Mutex
	known map[string]beside
}

// beside is what lies beside assessments: the signed documents by their id, and the
// cases that are to be reported.
type beside struct {
	papers map[string][]paper
	clocks clocks
}

// paper is a document with at least one signature file beside it.
type paper struct {
	name    string
	trailer export.Trailer
	by      []string // ids of the signers whose signature file is there
}

func (f *folders) in(dir string, now time.Time) beside {
	f.mu.Lock()
	defer f.mu.Unlock()
	if found, known := f.known[dir]; known {
		return found
	}
	if f.known == nil {
		f.known = map[string]beside{}
	}
	f.known[dir] = beside{readPapers(dir), readClocks(dir, now)}
	return f.known[dir]
}

func readPapers(dir string) map[string][]paper {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	signers := map[string][]string{}
	for _, e := range entries {
		if document, signer, ok := signature.Split(e.Name()); ok {
			signers[document] = append(signers[document], signer)
		}
	}
	found := map[string][]paper{}
	for name, by := range signers {
		d, err := publish.ReadDocument(filepath.Join(dir, name))
		if err != nil {
			continue // not one of ours, or damaged: verify says so
		}
		found[d.Trailer.ID] = append(found[d.Trailer.ID], paper{name, d.Trailer, by})
	}
	return found
}

// signed lists the documents of an assessment beside it that carry at least one
// signature file, the newest revision first. Whose the signatures are is the
// business of verify.
func (l *Looker) signed(papers map[string][]paper, a assessment.Assessment) []Signed {
	var list []Signed
	for _, p := range papers[export.DocumentID(a)] {
		list = append(list, l.compare(p, a))
	}
	sort.SliceStable(list, func(i, j int) bool {
		if list[i].Revision != list[j].Revision {
			return list[i].Revision > list[j].Revision
		}
		return list[i].Document < list[j].Document
	})
	return list
}

// compare sets a signed document against the one the assessment gives now for the
// same day.
func (l *Looker) compare(p paper, a assessment.Assessment) Signed {
	s := Signed{Document: p.name, Revision: p.trailer.Revision, Status: p.trailer.Status, Changed: true}
	if last := len(a.History) - 1; last >= 0 && a.History[last].Digest == p.trailer.Digest {
		a = assessment.BeforeIssue(a) // the issue itself is no change
	}
	if day, err := time.Parse(time.DateOnly, p.trailer.Date); err == nil {
		s.Changed = publish.Render(l.cat, a, day, l.version, publish.JSON).Model.Digest != p.trailer.Content()
	}
	for _, signer := range p.trailer.Signers {
		if slices.Contains(p.by, signer.ID) {
			s.By = append(s.By, signer.ID)
		} else {
			s.Missing = append(s.Missing, signer.ID)
		}
	}
	return s
}

// Words says a signed document in one line.
func (s Signed) Words() string {
	words := "r" + strconv.Itoa(s.Revision)
	if s.Changed {
		words += " " + changedSince
	}
	words += ": " + strings.Join(s.By, ", ")
	if len(s.Missing) > 0 {
		words += "; " + missingWord + " " + strings.Join(s.Missing, ", ")
	}
	return words
}
