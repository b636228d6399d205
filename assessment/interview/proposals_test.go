package interview

import (
	"strings"
	"testing"

	"selfmark/assessment"
)

// Proposals stand only where nothing is written and something is in place; what
// is taken is there word for word, and the rest is as it was.
func TestProposals(t *testing.T) {
	s := example(t, "smart-plug")
	if list := Proposals(s, ProposedMeasures); len(list) != 0 {
		t.Fatalf("the complete example has %d proposals", len(list))
	}
	next, err := SetAll(s, []Place{"measure.M07", "measure.M14", "measure.M22"}, "how", assessment.Answer{})
	if err != nil {
		t.Fatal(err)
	}
	s = stateOf(next)
	next, err = SetAll(s, []Place{"measure.M22"}, "state", assessment.Answer{Options: []string{"planned"}})
	if err != nil {
		t.Fatal(err)
	}
	s = stateOf(next)
	list := Proposals(s, ProposedMeasures)
	if len(list) != 2 || list[0].Place != "measure.M07" || list[1].Place != "measure.M14" {
		t.Fatalf("proposals %+v", list)
	}
	next, err = Take(s, list[:1])
	if err != nil {
		t.Fatal(err)
	}
	if got := next.Measures["M07"].How; got != s.Catalogue.Measure("M07").Statement || next.Measures["M14"].How != "" {
		t.Errorf("M07 %q, M14 %q", got, next.Measures["M14"].How)
	}
	s = stateOf(next)
	next, err = SetAll(s, []Place{"requirement.e", "part.1"}, "how", assessment.Answer{})
	if err != nil {
		t.Fatal(err)
	}
	s = stateOf(next)
	for kind, place := range map[string]Place{ProposedRequirements: "requirement.e", ProposedPartTwo: "part.1"} {
		list := Proposals(s, kind)
		if len(list) != 1 || list[0].Place != place || !strings.Contains(list[0].Words, ": ") {
			t.Errorf("%s: %+v", kind, list)
		}
	}
	if next, err = SetAll(s, []Place{"requirement.e", "part.1"}, "not_met", assessment.Answer{Options: []string{"yes"}}); err != nil {
		t.Fatal(err)
	}
	if s = stateOf(next); len(Proposals(s, ProposedRequirements))+len(Proposals(s, ProposedPartTwo)) != 0 {
		t.Error("what is declared not met has a proposal")
	}
	if _, err := SetAll(s, []Place{"measure.M07", "measure.M99"}, "how", assessment.Answer{Text: "x"}); err == nil {
		t.Error("a place that is none is taken")
	}
}
