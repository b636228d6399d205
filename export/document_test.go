package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// goldenExamples are the examples whose documents are compared byte by byte
// with files below testdata, besides the small device.
var goldenExamples = []string{"smart-plug", "wearable", "gateway"}

func TestGolden(t *testing.T) {
	small := smallDocument()
	golden(t, "testdata/small.md", Markdown(small))
	golden(t, "testdata/small.json", JSON(small))
	for _, id := range goldenExamples {
		cat, a := exampleAssessment(t, id)
		same := *cat
		same.Digest = "of the catalogue" // a change that no document shows is none
		d := Build(&same, a, assessment.Evaluate(&same, a, day), Options{ToolVersion: "test"})
		golden(t, "testdata/"+id+".md", Markdown(d))
		golden(t, "testdata/"+id+".json.sha256", fmt.Appendf(nil, "%x  %s.json\n", sha256.Sum256(JSON(d)), id))
	}
}

// TestDeterministic: the same input gives the same bytes, and building changes
// neither the answers nor the catalogue.
func TestDeterministic(t *testing.T) {
	for _, id := range []string{"smart-plug", "wearable", "gateway"} {
		cat, a := exampleAssessment(t, id)
		before := a.Clone()
		catBefore, err := json.Marshal(cat)
		if err != nil {
			t.Fatal(err)
		}
		d := Build(cat, a, assessment.Evaluate(cat, a, day), Options{})
		for range 3 {
			again := Build(cat, a, assessment.Evaluate(cat, a, day), Options{})
			if !bytes.Equal(JSON(d), JSON(again)) || !bytes.Equal(Markdown(d), Markdown(again)) {
				t.Errorf("%s: two builds differ", id)
			}
		}
		if !reflect.DeepEqual(before, a) {
			t.Errorf("%s: Build changed the assessment", id)
		}
		if catAfter, _ := json.Marshal(cat); !bytes.Equal(catBefore, catAfter) {
			t.Errorf("%s: Build changed the catalogue", id)
		}
	}
}

// TestForm: both renderings are UTF-8, NFC, LF, end in one newline, carry the
// same digest, and the lines of the Markdown fit the page.
func TestForm(t *testing.T) {
	for name, d := range documents(t) {
		md, js := Markdown(d), JSON(d)
		for kind, data := range map[string][]byte{"md": md, "json": js} {
			switch {
			case !norm.NFC.IsNormal(data):
				t.Errorf("%s %s: not NFC", name, kind)
			case bytes.ContainsAny(data, "\r\ufeff"):
				t.Errorf("%s %s: CR or BOM", name, kind)
			case !bytes.HasSuffix(data, []byte("\n")) || bytes.HasSuffix(data, []byte("\n\n")):
				t.Errorf("%s %s: does not end in one newline", name, kind)
			case !bytes.Contains(data, []byte(d.Digest)):
				t.Errorf("%s %s: digest is missing", name, kind)
			}
		}
		body, _, _ := strings.Cut(string(md), trailerOpen)
		for i, line := range strings.Split(body, "\n") {
			if columns(line) > 120 {
				t.Errorf("%s, line %d has %d columns: %s", name, i+1, columns(line), line)
			}
		}
	}
}

// TestAddsUp counts the sections by hand and compares with the summary.
func TestAddsUp(t *testing.T) {
	for name, d := range documents(t) {
		want := countedByHand(&d)
		if d.Summary.Counts != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, d.Summary.Counts, want)
		}
		if got := heatSum(d.Threats.InherentMap); got != want.Threats {
			t.Errorf("%s: the inherent map holds %d threats of %d", name, got, want.Threats)
		}
		if got := heatSum(d.Threats.ResidualMap); got != want.Threats-want.Dismissed {
			t.Errorf("%s: the residual map holds %d threats of %d", name, got, want.Threats-want.Dismissed)
		}
		if len(d.Summary.NotShown) != want.Open+want.PartTwoOpen {
			t.Errorf("%s: the summary lists %d requirements that are not shown to be met, want %d", name, len(d.Summary.NotShown), want.Open+want.PartTwoOpen)
		}
		if len(d.Summary.NotApplicable) != want.NotApplicable || len(d.Summary.Signers) != want.Signers {
			t.Errorf("%s: the lists of the summary do not match its numbers", name)
		}
	}
}

// countedByHand counts words in the sections, not the fields that counts reads.
func countedByHand(d *Document) Counts {
	c := Counts{Assets: len(d.Assets.Assets), Threats: len(d.Threats.Threats), Measures: len(d.Measures.Measures),
		Components: len(d.Components.Components), OpenPoints: len(d.OpenPoints.Points), Signers: len(d.Signatures.Signers)}
	inherent, residual, words := map[string]int{}, map[string]int{}, map[string]int{}
	for _, t := range d.Threats.Threats {
		inherent[t.Inherent.Rating]++
		if t.Dismissed {
			c.Dismissed++
			continue
		}
		residual[t.Residual.Rating]++
	}
	c.Inherent = RiskCounts{inherent["R1"], inherent["R2"], inherent["R3"], inherent["R4"], inherent["R5"]}
	c.Residual = RiskCounts{residual["R1"], residual["R2"], residual["R3"], residual["R4"], residual["R5"]}
	for _, m := range d.Measures.Measures {
		words["counts "+m.Counts]++
		words["says "+m.State]++
	}
	c.MeasuresInPlace, c.MeasuresUnanswered = words["counts tested"]+words["counts done"], words["says "]
	for i := range d.PartOne.Requirements {
		words[requirementWord(&d.PartOne.Requirements[i])]++
	}
	c.Met, c.Open, c.NotApplicable = words[wordMet], words[wordOpenReq]+words[wordNotMet], words[wordNotApplicable]
	c.Applicable = c.Met + c.Open
	for i := range d.PartTwo.Items {
		words[partTwoWord(&d.PartTwo.Items[i])]++
	}
	c.PartTwoMet, c.PartTwoOpen = words[wordFulfilled], words[wordNotShown]+words[wordDeclaredNot]
	for _, comp := range d.Components.Components {
		for _, v := range comp.Vulnerabilities {
			if v.Open && v.Exploitable != "no" {
				c.Exploitable++
			}
		}
	}
	for _, f := range d.OpenPoints.Findings {
		words["finding "+f.Severity]++
	}
	c.Blocking, c.Advice = words["finding blocking"], words["finding advice"]
	return c
}

func heatSum(rows []HeatRow) int {
	sum := 0
	for _, r := range rows {
		sum += r.VeryLow + r.Low + r.Medium + r.High
	}
	return sum
}

// TestSameAsScreens: the figures are those of the results line.
func TestSameAsScreens(t *testing.T) {
	for _, id := range []string{"smart-plug", "wearable", "gateway"} {
		cat, a := exampleAssessment(t, id)
		r := assessment.Evaluate(cat, a, day)
		c := Build(cat, a, r, Options{}).Summary.Counts
		got := assessment.Counts{Inherent: [6]int{0, c.Inherent.R1, c.Inherent.R2, c.Inherent.R3, c.Inherent.R4, c.Inherent.R5},
			Residual:   [6]int{0, c.Residual.R1, c.Residual.R2, c.Residual.R3, c.Residual.R4, c.Residual.R5},
			Applicable: c.Applicable, Met: c.Met, NotApplicable: c.NotApplicable, Blocking: c.Blocking, Advice: c.Advice}
		want := r.Counts
		want.OpenPoints, want.Questions, want.Answered = 0, 0, 0 // the document lists the points themselves
		if got != want {
			t.Errorf("%s: document %+v, screen %+v", id, got, want)
		}
	}
}

// TestEveryAnswerOnce: each question that applies is printed in exactly one
// section, the title block apart.
func TestEveryAnswerOnce(t *testing.T) {
	cat := catalogue.Load()
	d := example(t, "smart-plug")
	seen := map[string]int{}
	for _, list := range [][]Answer{d.Product.Answers, d.Product.Device, d.Scope.Answers, d.PartOne.Answers, d.PartTwo.Answers,
		d.Components.Answers, d.Support.Answers, d.Reporting.Answers, d.UserInformation.Answers, d.Completeness.Answers, d.Review.Answers} {
		for _, a := range list {
			seen[a.ID]++
		}
	}
	_, a := exampleAssessment(t, "smart-plug")
	facts := assessment.Facts(cat, a)
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if want := one(assessment.Asked(q, facts)); want == 1 && seen[string(q.ID)] != 1 {
			t.Errorf("%s is printed %d times", q.ID, seen[string(q.ID)])
		}
		if placeOf(q) == placeReview {
			t.Errorf("%s has no section of its own", q.ID)
		}
	}
}

// TestNoEmptySection: where nothing is known, the section says what is missing.
func TestNoEmptySection(t *testing.T) {
	for name, d := range documents(t) {
		sections := strings.Split(string(Markdown(d)), "\n## ")[1:]
		if len(sections) != 21 {
			t.Errorf("%s: %d sections", name, len(sections))
		}
		for _, s := range sections {
			if head, body, _ := strings.Cut(s, "\n"); strings.TrimSpace(body) == "" {
				t.Errorf("%s: section %q is empty", name, head)
			}
		}
	}
}

// TestInternalNotesStayOut looks for the text of internal notes.
func TestInternalNotesStayOut(t *testing.T) {
	cat, a := exampleAssessment(t, "smart-plug")
	for _, on := range []string{"", "Q13", "T18", "M07", "e", "II.2", "AS01", "nowhere"} {
		a.Notes = append(a.Notes, assessment.Note{On: on, Text: "SECRET", Internal: true}, assessment.Note{On: on, Text: "SECRET", Internal: true, Open: true},
			assessment.Note{On: on, Text: "PUBLIC on " + on})
	}
	d := Build(cat, a, assessment.Evaluate(cat, a, day), Options{})
	for _, doc := range []Document{d, smallDocument()} {
		if text := string(Markdown(doc)) + string(JSON(doc)); strings.Contains(text, "SECRET") {
			t.Error("an internal note is in the document")
		}
	}
	if n := strings.Count(string(JSON(d)), `"PUBLIC on`); n != 8 {
		t.Errorf("%d of 8 notes are in the document", n)
	}
}

// TestNoClaimOfConformity: nothing in our own words says that the product conforms.
func TestNoClaimOfConformity(t *testing.T) {
	for name, d := range documents(t) {
		for _, words := range []string{"conforms", "is compliant", "complies with", "is in conformity", "in compliance with"} {
			if strings.Contains(strings.ToLower(string(Markdown(d))), words) {
				t.Errorf("%s says %q", name, words)
			}
		}
	}
}

// TestRevision: a final document that is exported again is the same revision.
func TestRevision(t *testing.T) {
	cat, a, r := smallCatalogue(), smallAssessment(), smallResult()
	r.Status, r.Findings = assessment.Final, nil
	d := Build(cat, a, r, Options{})
	if d.Title.Revision != 2 {
		t.Errorf("revision %d, want 2", d.Title.Revision)
	}
	a.History = append(slices.Clone(a.History), assessment.Revision{Revision: 2, Date: "2026-11-25", Status: assessment.Final, Digest: d.Digest, Change: "second"})
	if again := Build(cat, a, r, Options{}); again.Digest != d.Digest {
		t.Error("exporting the final document again changed it")
	}
	a.Answers["product.purpose"] = assessment.Answer{Text: "Another purpose."}
	if next := Build(cat, a, r, Options{}); next.Title.Revision != 3 || len(next.Review.History) != 2 {
		t.Errorf("after a change: revision %d with %d entries of history", next.Title.Revision, len(next.Review.History))
	}
}

func TestDocumentID(t *testing.T) {
	for _, tc := range []struct{ name, identifier, want string }{
		{"Acme Plug S2", "APS2-EU", "acme-plug-s2-aps2-eu"},
		{"Ärger/..\\x", "", "rger-x"},
		{"", "", "assessment"},
		{"日本", "—", "assessment"},
		{strings.Repeat("ab ", 60), "", strings.TrimSuffix(strings.Repeat("ab-", 27), "-")},
	} {
		b := newBuilder(&catalogue.Catalogue{}, assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{
			"product.name": {Text: tc.name}, "product.identifier": {Text: tc.identifier}}}, assessment.Result{}, Options{})
		if got := b.documentID(); got != tc.want {
			t.Errorf("%q, %q: %q, want %q", tc.name, tc.identifier, got, tc.want)
		}
	}
}

// TestAnchors: every link within the document leads to a heading.
func TestAnchors(t *testing.T) {
	for name, d := range documents(t) {
		md := string(Markdown(d))
		headings := map[string]bool{}
		for line := range strings.SplitSeq(md, "\n") {
			if text, found := strings.CutPrefix(strings.TrimLeft(line, "#"), " "); found && strings.HasPrefix(line, "#") {
				headings[headingAnchor(strings.ReplaceAll(text, `\`, ""))] = true
			}
		}
		for _, part := range strings.Split(md, "](#")[1:] {
			if target, _, _ := strings.Cut(part, ")"); !headings[target] {
				t.Errorf("%s: no heading for #%s", name, target)
			}
		}
	}
}

// TestEvidenceOfRequirement: evidence that a requirement names itself stands beside that
// of its measures, and the list of evidence says so.
func TestEvidenceOfRequirement(t *testing.T) {
	cat, a := exampleAssessment(t, "smart-plug")
	a.Evidence = append(a.Evidence, assessment.Evidence{ID: "E90", Kind: "test", File: "proof/scan.txt", Size: 18, Note: "scan"})
	r := a.Requirements["e"]
	r.Evidence = []string{"E90"}
	a.Requirements["e"] = r
	d := Build(cat, a, assessment.Evaluate(cat, a, day), Options{})
	last := d.Measures.Evidence[len(d.Measures.Evidence)-1]
	if strings.Join(last.UsedFor, " ") != "(e)" || last.Size != 18 {
		t.Errorf("%+v", last)
	}
	for _, r := range d.PartOne.Requirements {
		if slices.Contains(r.Evidence, "E90") != (r.Letter == "e") {
			t.Errorf("%s: %q", r.ID, r.Evidence)
		}
	}
}
