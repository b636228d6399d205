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

// withoutOptions is the next catalogue, in which a question has lost some options.
func withoutOptions(now *catalogue.Catalogue, id catalogue.QuestionID, gone []string) *catalogue.Catalogue {
	next := *now
	next.Version = "2027.05"
	next.Past = []catalogue.Edition{{Version: now.Version, Questions: []catalogue.Question{*now.Question(id)}}}
	next.Questions = slices.Clone(now.Questions)
	q := next.Question(id)
	q.Options = slices.DeleteFunc(slices.Clone(q.Options), func(o catalogue.Option) bool { return slices.Contains(gone, o.ID) })
	return &next
}

// TestGoneOption: whatever was chosen and is not offered any more, the file opens and
// keeps it, the question is open, and it says so until it is answered anew, also after
// the new catalogue was looked at.
func TestGoneOption(t *testing.T) {
	now, day := catalogue.Load(), time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC)
	data, err := os.ReadFile("testdata/format-1/plug" + Suffix)
	if err != nil {
		t.Fatal(err)
	}
	given, err := Decode(data, now)
	if err != nil {
		t.Fatal(err)
	}
	before := assessment.Evaluate(now, given, day)
	tried := 0
	for i := range now.Questions {
		q := &now.Questions[i]
		options := given.Answers[q.ID].Options
		if q.Kind != catalogue.KindOne && q.Kind != catalogue.KindMulti || len(options) == 0 || !assessment.Asked(q, before.Tags) {
			continue
		}
		tried++
		next := withoutOptions(now, q.ID, options[:1])
		a, err := Decode(data, next)
		if err != nil {
			t.Errorf("%s: %v", q.ID, err)
			continue
		}
		if string(Encode(a, next)) != string(data) {
			t.Errorf("%s: the answer is lost, or stands otherwise", q.ID)
		}
		for _, state := range []assessment.Assessment{a, assessment.TakeKnowledge(next, a)} {
			r := assessment.Evaluate(next, state, day)
			if !slices.ContainsFunc(r.Findings, func(f assessment.Finding) bool {
				return f.ID == assessment.AnswerGone && f.Item == string(q.ID) && f.Severity == assessment.Blocking && strings.Contains(f.Text, q.Option(options[0]).Label)
			}) || r.Status == assessment.Final {
				t.Errorf("%s: it is not said", q.ID)
			}
			if r.Counts.Answered >= r.Counts.Questions && !q.Optional {
				t.Errorf("%s: all %d questions count as answered", q.ID, r.Counts.Questions)
			}
		}
		if issued := assessment.Issued(given, "2027-01-01", "x"); assessment.Evaluate(next, mustDecode(t, Encode(issued, now), next), day).Modification != nil {
			t.Errorf("%s: what was signed looks changed by the new catalogue", q.ID)
		}
		k := assessment.Evaluate(next, a, day).Knowledge
		if !k.Changes() || len(k.Open) != 1 || k.Open[0].Question.ID != q.ID || !slices.ContainsFunc(assessment.KnowledgeWords(k), func(s string) bool { return strings.Contains(s, "not offered any more") }) {
			t.Errorf("%s: the notice of the new catalogue does not say it: %+v", q.ID, k)
		}
		if last := len(next.Question(q.ID).Options) - 1; last >= 0 {
			a.Answers[q.ID] = assessment.Answer{Options: []string{next.Question(q.ID).Options[last].ID}}
			if r := assessment.Evaluate(next, a, day); slices.ContainsFunc(r.Findings, func(f assessment.Finding) bool { return f.ID == assessment.AnswerGone }) {
				t.Errorf("%s: it is said after it was answered anew", q.ID)
			}
		}
	}
	if tried < 20 {
		t.Errorf("only %d questions tried", tried)
	}
}

func mustDecode(t *testing.T, data []byte, cat *catalogue.Catalogue) assessment.Assessment {
	t.Helper()
	a, err := Decode(data, cat)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestGoneThings: a category, a part of a requirement, an asset, "not sure" and a note
// on a question that are gone stay in the file; what never was stays refused.
func TestGoneThings(t *testing.T) {
	now := catalogue.Load()
	next := *now
	next.Version = "2027.05"
	sure := *now.Question("Q14")
	sure.NotSure = true
	then := catalogue.Edition{Version: now.Version,
		Questions:    []catalogue.Question{*now.Question("Q15"), sure},
		Categories:   []catalogue.Category{{ID: "III.I.99", Class: "important-1", Title: "Talking doormats"}},
		Requirements: []catalogue.Requirement{*now.Requirement("I.I.2.c")},
		Assets:       []catalogue.Asset{{ID: "AS98", Title: "Doormat", Concerns: []catalogue.Concern{"I"}}}}
	then.Requirements[0].Conditions = append(slices.Clone(then.Requirements[0].Conditions), catalogue.Condition{ID: "Tdoorbell", Title: "rings"})
	next.Past = []catalogue.Edition{then}
	next.Questions = slices.DeleteFunc(slices.Clone(now.Questions), func(q catalogue.Question) bool { return q.ID == "Q15" })
	next.Question("Q14").NotSure = false
	const text = `selfmark: 1
catalogue: 2026.11
classification:
  category: III.I.99
  fit: match
device:
  Q14: not sure
modules:
  - name: Mat
    category: III.I.99
notes:
  - {on: Q15, text: was asked}
  - {on: AS98, text: stood here}
impacts:
  - on: AS98:I
    level: severe
    reason: heavy
requirements:
  c:
    conditions:
      Tdoorbell: {state: yes, why: it rings}
`
	a, err := Decode([]byte(text), &next)
	if err != nil {
		t.Fatal(err)
	}
	written := string(Encode(a, &next))
	for _, want := range []string{"category: III.I.99", "Q14: not sure", "on: Q15", "on: AS98", "AS98:I", "Tdoorbell"} {
		if strings.Count(written, want) != strings.Count(text, want) {
			t.Errorf("%s is lost:\n%s", want, written)
		}
	}
	r := assessment.Evaluate(&next, a, time.Date(2027, 6, 1, 0, 0, 0, 0, time.UTC))
	if r.Class.Class != "" || r.Modules[0].Class.Class != "" {
		t.Errorf("a category that is gone makes the class %q, and %q for the module", r.Class.Class, r.Modules[0].Class.Class)
	}
	said := strings.Join(assessment.KnowledgeWords(r.Knowledge), "\n")
	for _, f := range r.Findings {
		if f.ID == assessment.AnswerGone {
			said += "\n" + f.Text
		}
	}
	for _, want := range []string{"“Category”: the answer “III.I.99 Talking doormats”", "“Mat”: the answer “III.I.99 Talking doormats”", "the answer “not sure” is not offered", "AS98:I Doormat is gone", "Tdoorbell rings is gone", "the class is"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not said in:\n%s", want, said)
		}
	}
	for _, never := range [][2]string{{"III.I.99", "III.I.98"}, {"AS98:I", "AS98:A"}, {"Tdoorbell", "Tdoorbel"}, {"Q14: not sure", "Q14: [whatever]"}, {"on: Q15", "on: Q75"}} {
		if _, err := Decode([]byte(strings.Replace(text, never[0], never[1], 1)), &next); err == nil {
			t.Errorf("%s, which never was, is accepted", never[1])
		}
	}
}
