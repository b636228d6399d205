package publish

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// mostLooked is how many files beside an assessment are looked into at most.
const mostLooked = 50

// LastIssued finds the answers of which the last final revision was made, and the
// name of the file that holds them: a document exported as JSON beside the
// assessment, or its backup. The history proves that they are those.
func LastIssued(path string, a assessment.Assessment, cat *catalogue.Catalogue) (was assessment.Assessment, name string, found bool) {
	last := len(a.History) - 1
	if last < 0 || a.History[last].Status != assessment.Final {
		return assessment.Assessment{}, "", false
	}
	for _, name := range beside(path, a.History[last].Revision) {
		data, err := OnDisk(name)
		if err != nil || IsExported(name) && !bytes.Contains(data, []byte(a.History[last].Digest)) {
			continue
		}
		s, err := Decode(name, data, cat)
		if err == nil && a.IssuedOf(s.Assessment) {
			return s.Assessment, filepath.Base(name), true
		}
	}
	return assessment.Assessment{}, "", false
}

// beside lists the files that may hold a revision, the likeliest first.
func beside(path string, revision int) []string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var likely, others []string
	for _, e := range entries {
		name := filepath.Join(filepath.Dir(path), e.Name())
		switch {
		case !e.Type().IsRegular():
		case strings.HasSuffix(name, fmt.Sprintf("_r%d.%s", revision, JSON)):
			likely = append(likely, name)
		case IsExported(name), name == file.Backup(path):
			others = append(others, name)
		}
	}
	all := slices.Concat(likely, others)
	return all[:min(len(all), mostLooked)]
}
