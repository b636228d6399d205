package export

import (
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/compare"
)

// TestChanges: one change of every kind, and hostile text in each.
func TestChanges(t *testing.T) {
	cat, before := exampleAssessment(t, "smart-plug")
	after := before.Clone()
	after.Answers["product.name"] = assessment.Answer{Text: "A|<b>\n# \u202e`x` [l](http://e)"}
	after.Answers["product.purpose"] = assessment.Answer{Text: "Heats water."}
	after.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	delete(after.Answers, "product.identifier")
	m := after.Measures["M14"]
	m.State, m.Reason = assessment.NotDone, "| no time |\n\n# heading"
	after.Measures["M14"] = m
	c := compare.Between(cat, compare.Side{Assessment: before, Result: assessment.Evaluate(cat, before, day)},
		compare.Side{Assessment: after, Result: assessment.Evaluate(cat, after, day)})
	md := ChangesReport(c, "Acme <i>Plug</i>", "plug@v1|", "plug\u202e")
	golden(t, "testdata/changes.md", md)
	if strings.ContainsRune(string(md), '\u202e') {
		t.Error("a bidi control reached the document")
	}
	if got := headings(string(md)); got != 7 {
		t.Errorf("%d headings, 7 are ours", got)
	}
}

func headings(md string) int {
	n := 0
	for line := range strings.Lines(md) {
		if strings.HasPrefix(line, "#") {
			n++
		}
	}
	return n
}

func TestNoChanges(t *testing.T) {
	if md := string(ChangesReport(compare.Changes{}, "Plug", "a", "b")); !strings.Contains(md, "Nothing differs.") || strings.Contains(md, "##") {
		t.Error(md)
	}
}
