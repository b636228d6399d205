package signing

import (
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
)

var day = time.Date(2026, 12, 2, 0, 0, 0, 0, time.UTC)

// issued is an example whose first revision was signed, as it was and with a change.
func issued(t *testing.T) (was, now assessment.Assessment) {
	t.Helper()
	example, err := starters.Example("smart-plug")
	if err != nil {
		t.Fatal(err)
	}
	if was, err = example.Assessment(catalogue.Load()); err != nil {
		t.Fatal(err)
	}
	now = assessment.Issued(was, "2026-12-01", "digest")
	now.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	return was, now
}

func state(a assessment.Assessment) interview.State {
	cat := catalogue.Load()
	return interview.State{Catalogue: cat, Assessment: a, Result: assessment.Evaluate(cat, a, day)}
}

// TestSuggest: what the differences speak for is said, what they do not speak for too,
// and nothing where there is nothing to compare with or to judge. It answers nothing.
func TestSuggest(t *testing.T) {
	was, now := issued(t)
	looked := 0
	s := &Screener{Find: func(assessment.Assessment) (assessment.Assessment, string, bool) {
		looked++
		return was, "plug\x1b_r1.json", true
	}}
	st := state(now)
	for place, want := range map[interview.Place]string{
		"modification.change":             "Answered otherwise than in revision 1 (plug\\u{001B}_r1.json): USB or card slot.",
		"modification.affects_compliance": "suggest yes: USB or card slot is answered otherwise. The answer is yours.",
		"modification.purpose_altered":    "Nothing among the differences from revision 1",
		"modification.risk_risen":         "suggest yes: T32 ",
		"modification.foreseen":           "",
		"Q15":                             "",
	} {
		if got := strings.Join(s.Suggest(st, day, place), " "); !strings.Contains(got, want) || (want == "") != (got == "") {
			t.Errorf("%s: %q, want %q", place, got, want)
		}
	}
	if looked != 1 {
		t.Errorf("looked for the signed state %d times", looked)
	}
	now = now.Clone()
	now.Answers["product.purpose"] = assessment.Answer{Text: "sings"}
	if got := s.Suggest(state(now), day, "modification.purpose_altered"); !strings.Contains(got[0], "suggest yes: Intended purpose") {
		t.Errorf("after another change %q", got)
	}
	now = now.Clone()
	m := now.Measures["M07"]
	m.State, m.How = assessment.Planned, "otherwise"
	now.Measures["M07"] = m
	now.Evidence[0].Note = "another"
	got := s.Suggest(state(now), day, "modification.change")
	if title := catalogue.Load().Measure("M07").Title; strings.Count(got[0], title) != 1 || !strings.Contains(got[0], "evidence.E1.note") {
		t.Errorf("each title once, and a path where there is none: %q", got)
	}
	for id := range now.Answers {
		if strings.HasPrefix(string(id), "modification.") {
			t.Errorf("%s was answered", id)
		}
	}
	unchanged := assessment.Issued(was, "2026-12-01", "digest")
	if got := s.Suggest(state(unchanged), day, "modification.risk_risen"); got != nil {
		t.Errorf("without a change %q", got)
	}
}

// TestNothingToCompare: where the signed state is not at hand, that is said on the
// questions that it could have spoken for, and on no other.
func TestNothingToCompare(t *testing.T) {
	_, now := issued(t)
	s := &Screener{Find: func(assessment.Assessment) (assessment.Assessment, string, bool) {
		return assessment.Assessment{}, "", false
	}}
	for place, want := range map[interview.Place]bool{"modification.change": true, "modification.risk_risen": true, "modification.foreseen": false, "Q15": false} {
		got := strings.Join(s.Suggest(state(now), day, place), " ")
		if strings.Contains(got, "does not lie beside the file") != want || strings.Contains(got, "FILE@REV") != want {
			t.Errorf("%s: %q", place, got)
		}
	}
	if got := (&Screener{}).Suggest(state(now), day, "modification.change"); got != nil {
		t.Errorf("nobody looks, and yet %q", got)
	}
	var none *Screener
	if got := none.Suggest(state(now), day, "modification.change"); got != nil {
		t.Errorf("%q", got)
	}
}

// TestFoundLater: what lies beside the file from the next revision on is compared with.
func TestFoundLater(t *testing.T) {
	was, now := issued(t)
	there := false
	s := &Screener{Find: func(assessment.Assessment) (assessment.Assessment, string, bool) { return was, "plug.json", there }}
	const place = "modification.risk_risen"
	if got := s.Suggest(state(now), day, place); len(got) != 1 || !strings.Contains(got[0], "does not lie beside the file") {
		t.Errorf("%q", got)
	}
	there, now = true, assessment.Issued(now, "2026-12-02", "digest")
	now.Answers["product.purpose"] = assessment.Answer{Text: "sings"}
	if got := s.Suggest(state(now), day, place); len(got) != 1 || !strings.Contains(got[0], "T32") {
		t.Errorf("%q", got)
	}
	there, now = false, assessment.Issued(now, "2026-12-03", "digest")
	now.Answers["product.purpose"] = assessment.Answer{Text: "dances"}
	if got := s.Suggest(state(now), day, place); len(got) != 1 || !strings.Contains(got[0], "does not lie beside the file") {
		t.Errorf("%q", got)
	}
}
