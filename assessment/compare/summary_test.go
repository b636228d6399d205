package compare

import (
	"testing"

	"selfmark/assessment"
)

// TestSummary: the counts are those of the full comparison, and an answer taken
// back counts the other way round.
func TestSummary(t *testing.T) {
	before := example(t, "smart-plug")
	for _, test := range []struct {
		name, want, back string
		change           func(*assessment.Assessment)
	}{
		{"nothing", "", "", func(*assessment.Assessment) {}},
		{"a text", "", "", func(a *assessment.Assessment) { a.Answers["product.name"] = assessment.Answer{Text: "Acme Plug S3"} }},
		{"a requirement", "1 requirement no longer met, 1 blocking finding more", "1 requirement met, 1 blocking finding fewer", func(a *assessment.Assessment) {
			r := a.Requirements["d"]
			r.How = ""
			a.Requirements["d"] = r
		}},
		{"a dismissal", "1 threat dismissed", "1 threat counts again", func(a *assessment.Assessment) {
			a.Threats["T18"] = assessment.ThreatDecision{Dismissed: true, Reason: "no radio"}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			after := before.Clone()
			test.change(&after)
			one, two := side(before), side(after)
			if got := Summarize(&one.Result, &two.Result).Words(); got != test.want {
				t.Errorf("says %q, want %q", got, test.want)
			}
			if got := Summarize(&two.Result, &one.Result).Words(); got != test.back {
				t.Errorf("back it says %q, want %q", got, test.back)
			}
		})
	}
}

// TestSummaryOfMeasures: levels that fall and rise are told by the two results
// alone, counted here by hand.
func TestSummaryOfMeasures(t *testing.T) {
	good := example(t, "smart-plug")
	poor := good.Clone()
	m := poor.Measures["M07"]
	m.State = assessment.Planned
	poor.Measures["M07"] = m
	one, two := side(poor), side(good)
	lower := 0
	for i := range one.Result.Threats {
		if one.Result.Threats[i].Residual > two.Result.Threats[i].Residual {
			lower++
		}
	}
	up, down := Summarize(&one.Result, &two.Result), Summarize(&two.Result, &one.Result)
	if lower == 0 || up.Lower != lower || up.Higher != 0 || down.Higher != lower || down.Lower != 0 {
		t.Errorf("%d are lower; the summaries are %+v and %+v", lower, up, down)
	}
	for _, c := range Between(cat, one, two).Threats {
		if c.Words() == "" {
			t.Errorf("%s differs and nothing is said", c.ID)
		}
	}
}
