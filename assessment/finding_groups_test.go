package assessment_test

import (
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Four findings of a kind are said together, in the place of the first; three are
// not, and neither are kinds whose findings differ, nor one that is mended in another
// step.
func TestGroupFindings(t *testing.T) {
	f := func(id, item string, severity assessment.Severity) assessment.Finding {
		return assessment.Finding{ID: id, Item: item, Severity: severity}
	}
	b, adv := assessment.Blocking, assessment.Advice
	list := []assessment.Finding{
		f("measure-unanswered", "M01", b), f("unanswered", "Q01", b), f("measure-unanswered", "M02", b), f("unanswered", "Q02", b), f("measure-unanswered", "M03", b),
		f("unanswered", "Q03", b), f("measure-unanswered", "M04", b), f("measure-unanswered", "M05", adv),
		{ID: "measure-unanswered", Item: "M41", Severity: b, Step: 9},
		f("scope-confirm", "1", adv), f("scope-confirm", "2", adv), f("scope-confirm", "3", adv), f("scope-confirm", "4", adv),
	}
	groups := assessment.GroupFindings(catalogue.Load(), list)
	var said []string
	n := 0
	for _, g := range groups {
		n += len(g.Findings)
		said = append(said, g.Words)
	}
	if n != len(list) {
		t.Errorf("%d findings in groups, %d given", n, len(list))
	}
	if len(groups) != 10 || len(groups[0].Findings) != 4 || groups[0].Words != "4 measures without an answer" || groups[0].Findings[3].Item != "M04" || groups[1].Words != "" || groups[1].Findings[0].Item != "Q01" {
		t.Errorf("%q %+v", said, groups)
	}
}
