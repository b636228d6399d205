package main

import (
	"bytes"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// selfAssessment is the assessment of selfmark by selfmark.
const selfAssessment = "docs/selfmark.selfmark.yaml"

func loadSelf(t *testing.T) (*catalogue.Catalogue, assessment.Assessment) {
	t.Helper()
	cat := catalogue.Load()
	a, err := file.Load(selfAssessment, cat, file.OS)
	if err != nil {
		t.Fatal(err)
	}
	return cat, a
}

// TestSelfAssessment: the assessment is complete as far as it honestly can be. What
// blocks a final document has an open note that says why; nothing else is missing.
func TestSelfAssessment(t *testing.T) {
	cat, a := loadSelf(t)
	if data, err := os.ReadFile(selfAssessment); err != nil || !bytes.Equal(data, file.Encode(a, cat)) {
		t.Error("the file is not in the form in which selfmark saves it: ", err)
	}
	day, err := time.Parse(time.DateOnly, cat.Date)
	if err != nil {
		t.Fatal(err)
	}
	explained := map[string]bool{}
	for _, n := range a.Notes {
		if n.Open && !n.Internal && n.Text != "" {
			explained[n.On] = true
		}
	}
	r := assessment.Evaluate(cat, a, day)
	for _, f := range r.Findings {
		if f.Severity == assessment.Advice || f.Severity == assessment.Blocking && !explained[f.Item] {
			t.Errorf("%s %s: %s %s", f.Severity, f.Item, f.Text, f.Remedy)
		}
	}
	if r.Status == assessment.NotReady || !assessment.Assessed(r.Scope.Regime) {
		t.Errorf("%s, %s", r.Status, r.Scope.Title)
	}
}

// TestSelfEvidence: every proof is a file of this repository, and the test it names
// is there.
func TestSelfEvidence(t *testing.T) {
	_, a := loadSelf(t)
	used := map[string]bool{}
	note := func(ids []string) {
		for _, id := range ids {
			used[id] = true
		}
	}
	for _, m := range a.Measures {
		note(m.Evidence)
	}
	for _, r := range a.Requirements {
		if r.Claim != nil {
			note(r.Claim.Evidence)
		}
	}
	for _, p := range a.PartTwo {
		note(p.Evidence)
	}
	for _, c := range a.Components {
		note(c.Evidence)
	}
	for _, e := range a.Evidence {
		path, test, _ := strings.Cut(e.Link, " ")
		source, err := os.ReadFile(path)
		if err != nil || test != "" && !bytes.Contains(source, []byte("func "+test+"(")) {
			t.Errorf("%s: there is no %q: %v", e.ID, e.Link, err)
		}
		if !used[e.ID] && e.Kind != "design" { // designs serve the index of the technical documentation
			t.Errorf("%s proves nothing", e.ID)
		}
		delete(used, e.ID)
	}
	for id := range used {
		t.Errorf("%s is named and not there", id)
	}
}

// TestSelfComponents: the components are the modules that are built in, on any system.
func TestSelfComponents(t *testing.T) {
	_, a := loadSelf(t)
	var built []string
	for _, system := range []string{"linux", "darwin", "windows"} {
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if .Version}}{{.Path}} {{.Version}}{{end}}{{end}}", ".")
		c.Env = append(os.Environ(), "GOOS="+system, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			t.Fatal(err)
		}
		built = append(built, strings.Split(strings.TrimSpace(string(out)), "\n")...)
	}
	slices.Sort(built)
	var listed []string
	for _, c := range a.Components[1:] { // the first is Go itself
		listed = append(listed, c.Name+" "+c.Version)
	}
	slices.Sort(listed)
	if built = slices.Compact(built); !slices.Equal(listed, built) {
		t.Errorf("listed %q\nbuilt  %q", listed, built)
	}
}
