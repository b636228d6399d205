package cli

import (
	"cmp"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/assessment/yamlstrict"
	"selfmark/export/publish"
)

// The findings of check --sarif, for code hosts: SARIF 2.1.0, an OASIS standard.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool    sarifTool     `json:"tool"`
	Results []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Help  sarifText `json:"help"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifResult struct {
	Rule      string          `json:"ruleId"`
	Index     int             `json:"ruleIndex"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
}

type sarifLocation struct {
	Physical sarifPhysical  `json:"physicalLocation"`
	Logical  []sarifLogical `json:"logicalLocations,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI string `json:"uri"`
}

type sarifRegion struct {
	Line int `json:"startLine"`
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
}

// sarifLevels are the levels of a finding's severity, SARIF section 3.27.10.
var sarifLevels = map[assessment.Severity]string{assessment.Blocking: "error", assessment.Advice: "warning", assessment.Open: "note"}

func newSarif(cat *catalogue.Catalogue) sarifLog {
	driver := sarifDriver{Name: "selfmark", Version: version(), Rules: []sarifRule{}}
	for _, f := range cat.Findings {
		driver.Rules = append(driver.Rules, sarifRule{f.ID, sarifText{f.Text}, sarifText{f.Remedy}})
	}
	return sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{{Tool: sarifTool{driver}, Results: []sarifResult{}}},
	}
}

// sarifSections are the sections of the file in which places stand that are no questions.
var sarifSections = map[string]string{
	"asset": "assets", "component": "components", "evidence": "evidence", "impact": "impacts", "measure": "measures",
	"note": "notes", "part": "part_two", "requirement": "requirements", "risk": "risks", "signer": "signers",
	"standard": "standards", "threat": "threats",
}

// lineOf is the line of a place, else that of its section, else the first. A document
// that was exported has no lines of its own.
func lineOf(cat *catalogue.Catalogue, lines map[string]int, place interview.Place) int {
	kind, key, _ := strings.Cut(string(place), ".")
	section := sarifSections[kind]
	if q := cat.Question(catalogue.QuestionID(place)); q != nil {
		section, key = q.Section, q.Key
	}
	return cmp.Or(lines[section+"."+key], lines[section], 1)
}

// results are the findings of one file. What comes from an internal note stays out:
// a code host may be public.
func (l *sarifLog) results(cat *catalogue.Catalogue, name string, r *assessment.Result) []sarifResult {
	var list []sarifResult
	var lines map[string]int
	if !publish.IsExported(name) {
		if data, err := file.ReadWhole(name, yamlstrict.MaxBytes); err == nil {
			lines = file.Lines(data)
		}
	}
	for _, f := range r.Findings {
		if f.Internal {
			continue
		}
		rule := slices.IndexFunc(l.Runs[0].Tool.Driver.Rules, func(r sarifRule) bool { return r.ID == f.ID })
		place := interview.PlaceOf(f)
		location := sarifLocation{Physical: sarifPhysical{sarifArtifact{fileURI(name)}, sarifRegion{lineOf(cat, lines, place)}}}
		if place != "" {
			location.Logical = []sarifLogical{{string(place)}}
		}
		list = append(list, sarifResult{f.ID, rule, sarifLevels[f.Severity], sarifText{text.Visible(findingLine(f))}, []sarifLocation{location}})
	}
	return list
}

func (l *sarifLog) add(list []sarifResult) {
	l.Runs[0].Results = append(l.Runs[0].Results, list...)
}

// findingLine is a finding with what to do and the provision behind it.
func findingLine(f assessment.Finding) string {
	line := f.Text
	if f.Remedy != "" {
		line += " " + f.Remedy
	}
	if len(f.Cite) > 0 {
		line += " [" + citations(f.Cite) + "]"
	}
	return line
}

// fileURI is the name of a file as a URI reference, RFC 3986.
func fileURI(name string) string {
	u := url.URL{Path: filepath.ToSlash(name)}
	if filepath.IsAbs(name) {
		u.Scheme = "file"
	}
	return u.String()
}
