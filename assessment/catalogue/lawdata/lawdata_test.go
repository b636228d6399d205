package lawdata

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"selfmark/assessment/catalogue"
)

// builtin is the dated data of the program as a folder.
func builtin(t *testing.T) fstest.MapFS {
	t.Helper()
	dir := fstest.MapFS{"README.md": {Data: []byte("no data")}}
	for _, name := range []string{standardsFile, csirtsFile} {
		data, err := os.ReadFile("../data/" + name)
		if err != nil {
			t.Fatal(err)
		}
		dir[name] = &fstest.MapFile{Data: data}
	}
	return dir
}

// TestBuiltin: the program's own data passes the checks that it asks of others.
func TestBuiltin(t *testing.T) {
	base := catalogue.Load()
	c, err := Read(builtin(t), base)
	if err != nil {
		t.Fatal(err)
	}
	if c.Standards.Date != base.Standards.Date || len(c.Standards.Pipeline) != len(base.Standards.Pipeline) || len(c.CSIRTs.CSIRTs) != len(base.CSIRTs.CSIRTs) {
		t.Error("something got lost")
	}
	if !c.Standards.Given || base.Standards.Given || c.Digest == base.Digest {
		t.Error("it is not marked as given, or the built-in catalogue was changed")
	}
}

// TestNewer: newer data replaces what it holds and nothing else.
func TestNewer(t *testing.T) {
	dir := builtin(t)
	delete(dir, csirtsFile)
	text := string(dir[standardsFile].Data)
	text = strings.Replace(text, `date: "2026-10-06"`, `date: "2027-03-01"`, 1)
	text = strings.Replace(text, "cited: []", `cited: ["EN 304 627"]`, 1)
	text = strings.Replace(text, "notified_bodies: 0", "notified_bodies: 3", 1)
	text = strings.Replace(text, "mandatory_certification: []", "mandatory_certification: [IV.1 from 2028-06-01, IV.3]", 1)
	dir[standardsFile].Data = []byte(text)
	c, err := Read(dir, catalogue.Load())
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[catalogue.CategoryID]string{"IV.1": "2028-06-01 true", "IV.2": " false", "IV.3": " true"} {
		if from, listed := c.Standards.Certification(id); fmt.Sprint(from, " ", listed) != want {
			t.Errorf("%s: %q %v", id, from, listed)
		}
	}
	if c.Standards.Date != "2027-03-01" || len(c.Standards.Cited) != 1 || c.Standards.NotifiedBodies != 3 || c.CSIRTs.Date != catalogue.Load().CSIRTs.Date {
		t.Errorf("%+v", c.Standards)
	}
}

// TestRefused: each mistake is named with its file and line.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, file, old, new, want string }{
		{"older", standardsFile, `date: "2026-10-06"`, `date: "2026-10-05"`, "standards.yaml: line 6, column 7: it is of 2026-10-05"},
		{"no date", standardsFile, `date: "2026-10-06"`, `date: "soon"`, `standards.yaml: line 6, column 7: "soon" is no date`},
		{"unknown key", standardsFile, "cited: []", "cited: []\nsighted: []", "standards.yaml: line 9"},
		{"missing key", standardsFile, "schemes: []\n", "", "schemes is missing"},
		{"no number", standardsFile, "notified_bodies: 0", "notified_bodies: many", "standards.yaml: line 12"},
		{"negative", standardsFile, "notified_bodies: 0", "notified_bodies: -1", "line 12, column 18: the number of notified bodies is negative"},
		{"mandatory outside Annex IV", standardsFile, "mandatory_certification: []", "mandatory_certification: [III.I.17]", `"III.I.17" is not possible`},
		{"mandatory unknown", standardsFile, "mandatory_certification: []", "mandatory_certification: [IV.9]", `line 11, column 27: "IV.9" is not possible`},
		{"mandatory from no day", standardsFile, "mandatory_certification: []", "mandatory_certification: [IV.1 from 2028-02-30]", `line 11, column 27: "IV.1 from 2028-02-30" is not possible`},
		{"mandatory from nothing", standardsFile, "mandatory_certification: []", "mandatory_certification: ['IV.1 from ']", `"IV.1 from " is not possible`},
		{"mandatory with a time", standardsFile, "mandatory_certification: []", "mandatory_certification: [IV.1 from 2028-06-01T00:00]", `is not possible`},
		{"mandatory twice", standardsFile, "mandatory_certification: []", "mandatory_certification: [IV.1, IV.1 from 2028-06-01]", `line 11, column 33: "IV.1" stands twice`},
		{"serves unknown", standardsFile, "serves: [I.I.1]", "serves: [I.I.9]", `"I.I.9" is not possible for serves`},
		{"cited twice", standardsFile, "cited: []", "cited: [a, a]", `"a" stands twice`},
		{"no status", standardsFile, `status: "in development"`, `status: ""`, "status says nothing"},
		{"hidden characters", standardsFile, "cited: []", `cited: ["\e[2J"]`, "line 8, column 9: hidden or control characters"},
		{"a direction override", standardsFile, `status: "in development"`, "status: \"in \u202edevelopment\"", "hidden or control characters"},
		{"no YAML", standardsFile, "cited: []", "cited: [", "standards.yaml: line"},
		{"older CSIRTs", csirtsFile, `date: "2026-09-10"`, `date: "2025-09-10"`, "csirts.yaml: line 3"},
		{"country unknown", csirtsFile, "country: at", "country: xx", `"xx" is not possible for country`},
		{"country twice", csirtsFile, "country: at", "country: be", `"be" stands twice`},
		{"country missing", csirtsFile, "  - {country: at, name: \"Austria: CERT.at\"}\n", "", "at is missing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := builtin(t)
			text := string(dir[c.file].Data)
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s does not hold %q", c.file, c.old)
			}
			dir[c.file].Data = []byte(strings.Replace(text, c.old, c.new, 1))
			if _, err := Read(dir, catalogue.Load()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
	dir := builtin(t)
	dir["standard.yaml"] = &fstest.MapFile{}
	if _, err := Read(dir, catalogue.Load()); err == nil || !strings.Contains(err.Error(), "standard.yaml") {
		t.Errorf("a mistyped name: %v", err)
	}
	if _, err := Read(fstest.MapFS{}, catalogue.Load()); err == nil {
		t.Error("an empty folder passes")
	}
}
