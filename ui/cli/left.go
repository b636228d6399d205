package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"selfmark/assessment/file"
	"selfmark/assessment/interview"
)

// mostLeft is how many assessments are remembered, the last ones.
const mostLeft = 100

// leftFile is where selfmark notes at which place each assessment was left, so
// that the next sitting goes on there: in the user's folder for state, "" where
// there is none. The assessment itself holds answers only.
func (a *app) leftFile() string {
	for _, folder := range []string{a.Getenv("XDG_STATE_HOME"), a.Getenv("LOCALAPPDATA")} {
		if filepath.IsAbs(folder) {
			return filepath.Join(folder, "selfmark", "left")
		}
	}
	if home := a.Getenv("HOME"); filepath.IsAbs(home) {
		return filepath.Join(home, ".local", "state", "selfmark", "left")
	}
	return ""
}

// leftAt is the place where an assessment was left, "" when nothing is known.
func (a *app) leftAt(name string) interview.Place {
	path, err := filepath.Abs(name)
	if err != nil {
		return ""
	}
	for _, line := range a.leftLines() {
		if place, at, ok := strings.Cut(line, "\t"); ok && at == path {
			return interview.Place(place)
		}
	}
	return ""
}

func (a *app) leftLines() []string {
	path := a.leftFile()
	if path == "" {
		return nil
	}
	data, err := readSmall(path)
	if err != nil {
		return nil
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// leaveAt notes where an assessment was left. It is a comfort: where it cannot be
// written, the next sitting begins at the first open question.
func (a *app) leaveAt(name string, place interview.Place) {
	path, err := filepath.Abs(name)
	kept := a.leftFile()
	if err != nil || kept == "" || place == "" || strings.ContainsAny(path, "\t\n") {
		return
	}
	lines := slices.DeleteFunc(a.leftLines(), func(line string) bool { return line == "" || strings.HasSuffix(line, "\t"+path) })
	lines = slices.Insert(lines, 0, string(place)+"\t"+path)
	lines = lines[:min(len(lines), mostLeft)]
	if err := os.MkdirAll(filepath.Dir(kept), 0o700); err != nil {
		return
	}
	_ = file.Replace(file.OS, kept, []byte(strings.Join(lines, "\n")+"\n"))
}
