package file

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// nextYear is the catalogue as a later version may be: a threat more, one rated
// otherwise, a question more and one gone, a measure gone.
func nextYear() *catalogue.Catalogue {
	now := catalogue.Load()
	next := *now
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: now.Version, Lacks: []string{"T68", "Q70"},
		Questions: []catalogue.Question{*now.Question("Q15")}, Threats: []catalogue.Threat{*now.Threat("T18")}, Measures: []catalogue.Measure{*now.Measure("M53")}}}
	next.Questions = slices.DeleteFunc(slices.Clone(now.Questions), func(q catalogue.Question) bool { return q.ID == "Q15" })
	next.Questions = append(next.Questions, catalogue.Question{ID: "Q70", Section: "device", Key: "Q70", Step: 4, Kind: catalogue.KindYesNo, Text: "Does it hover?", Short: "Hovers", Block: "Device"})
	next.Measures = slices.DeleteFunc(slices.Clone(now.Measures), func(m catalogue.Measure) bool { return m.ID == "M53" })
	next.Threats = slices.Clone(now.Threats)
	for i := range next.Threats {
		next.Threats[i].Measures = slices.DeleteFunc(slices.Clone(next.Threats[i].Measures), func(m catalogue.ThreatMeasure) bool { return m.ID == "M53" })
	}
	i := slices.IndexFunc(next.Threats, func(t catalogue.Threat) bool { return t.ID == "T18" })
	more := next.Threats[i]
	more.ID, more.Title = "T68", "Hovers away"
	next.Threats[i].Factors = catalogue.Factors{Time: 19, Expertise: 8, Knowledge: 11, Equipment: 9}
	next.Threats = append(next.Threats, more)
	return &next
}

// TestFormatVersions: a file of every format that ever was opens, is written in the
// present format and says no other thing after that.
func TestFormatVersions(t *testing.T) {
	cat := catalogue.Load()
	for format := 1; format <= assessment.Format; format++ {
		files, err := filepath.Glob(filepath.Join("testdata", "format-"+string(rune('0'+format)), "*"+Suffix))
		if err != nil || len(files) == 0 {
			t.Fatalf("no file of format %d is kept (%v)", format, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a, err := Decode(data, cat)
			if err != nil {
				t.Errorf("%s does not open any more: %v", name, err)
				continue
			}
			if format == assessment.Format && string(Encode(a, cat)) != string(data) {
				t.Errorf("%s is written otherwise now; if that is meant, it is a new format, and this file stays", name)
			}
			again, err := Decode(Encode(a, cat), cat)
			if err != nil || string(Encode(again, cat)) != string(Encode(a, cat)) {
				t.Errorf("%s does not survive the upgrade: %v", name, err)
			}
		}
	}
}

// TestEverySection: the files kept of the present format hold every key that the
// format has, so that none can change unseen.
func TestEverySection(t *testing.T) {
	all := ""
	files, _ := filepath.Glob(filepath.Join("testdata", "format-1", "*"+Suffix))
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all += string(data)
	}
	for _, key := range slices.Concat(keys(head), newIndex(catalogue.Load()).sections, keys(tail)) {
		if !strings.Contains(all, "\n"+key+":") {
			t.Errorf("no kept file has %s", key)
		}
	}
}

// TestGoneQuestion: an answer to a question that is gone, and to a measure that is
// gone, stays in the file, has no effect and is said.
func TestGoneQuestion(t *testing.T) {
	data, err := os.ReadFile("testdata/format-1/plug" + Suffix)
	if err != nil {
		t.Fatal(err)
	}
	next := nextYear()
	a, err := Decode(data, next)
	if err != nil {
		t.Fatal(err)
	}
	if before, after := sortedLines(data), sortedLines(Encode(a, next)); !slices.Equal(before, after) {
		t.Errorf("an answer is lost with the next catalogue:\n%s", after)
	}
	r := assessment.Evaluate(next, a, time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC))
	k := r.Knowledge
	if !k.Changes() || len(k.Gone) != 1 || k.Gone[0].ID != "Q15" || len(k.Asked) != 1 || k.Asked[0].ID != "Q70" {
		t.Errorf("knowledge %+v", k)
	}
	if len(k.Came) != 1 || k.Came[0].ID != "T68" || !slices.ContainsFunc(k.Rated, func(t assessment.RatedOtherwise) bool { return t.ID == "T18" && t.Inherent < t.Before }) {
		t.Errorf("threats that came %v, rated otherwise %v", k.Came, k.Rated)
	}
	if r.Status == assessment.Final {
		t.Error("it would be signed as final before anybody looked")
	}
	seen := assessment.Evaluate(next, assessment.TakeKnowledge(next, a), r.Date)
	if seen.Knowledge != nil || slices.ContainsFunc(seen.Findings, func(f assessment.Finding) bool { return f.ID == assessment.KnowledgeChanged }) {
		t.Error("it is said again after it was confirmed")
	}
}

// sortedLines are the lines of a file; gone answers stand behind the others.
func sortedLines(data []byte) []string {
	lines := strings.Split(string(data), "\n")
	slices.Sort(lines)
	return lines
}
