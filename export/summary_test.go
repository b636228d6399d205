package export

import (
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// changed is the smart plug with other answers.
func changed(t *testing.T, change func(*assessment.Assessment)) Document {
	t.Helper()
	cat, a := exampleAssessment(t, "smart-plug")
	change(&a)
	return Build(cat, a, assessment.Evaluate(cat, a, day), Options{})
}

// section is the Markdown of one section.
func section(t *testing.T, d Document, heading string) string {
	t.Helper()
	_, rest, found := strings.Cut(string(Markdown(d)), "\n## "+heading+"\n")
	if !found {
		t.Fatalf("no section %q", heading)
	}
	body, _, _ := strings.Cut(rest, "\n## ")
	return body
}

// TestNotOwed: under a regime that asks for no assessment the summary says so
// with the reason, and nothing that is not asked is called missing.
func TestNotOwed(t *testing.T) {
	d := changed(t, func(a *assessment.Assessment) {
		a.Answers["scope.placed"] = assessment.Answer{Options: []string{"before"}}
		a.Answers["scope.modified"] = assessment.Answer{Options: []string{"no"}}
		a.Answers["product.first_unit"] = assessment.Answer{Text: "2026-01-15"}
		delete(a.Answers, "classification.category")
		delete(a.Answers, "life.support_end")
	})
	if d.Scope.Regime != string(assessment.Transition) {
		t.Fatalf("regime %q", d.Scope.Regime)
	}
	md := string(Markdown(d))
	if got := section(t, d, headSummary); !strings.Contains(strings.Join(strings.Fields(got), " "), "only reporting applies (Art. 69(2); Art. 69(3)). So no assessment") {
		t.Errorf("the summary does not say that nothing is owed:\n%s", got)
	}
	if !strings.HasPrefix(md, "# "+titleMemo+"\n") {
		t.Errorf("the document is not called a memo: %.80s", md)
	}
	for _, heading := range []string{headThreats, headMeasures, headPartOne, headPartTwo, headComponents, headResidual, headSupport, headUsers} {
		if strings.Contains(md, "\n## "+heading+"\n") {
			t.Errorf("the memo has a section %q", heading)
		}
	}
	for _, words := range []string{"Class |", "Route |", "Keep this document", "Highest residual"} {
		if strings.Contains(md, words) {
			t.Errorf("the memo says %q", words)
		}
	}
	for _, heading := range []string{headScope, headReporting, headSignatures} {
		if !strings.Contains(md, "\n## "+heading+"\n") {
			t.Errorf("the memo lacks the section %q", heading)
		}
	}
	if !strings.Contains(strings.Join(strings.Fields(md), " "), "Art. 14(1)") || d.Summary.Class+d.Summary.Route+d.Summary.KeepUntil != "" {
		t.Errorf("%+v", d.Summary)
	}
	for _, missing := range [][]string{d.Scope.Missing, d.Support.Missing, d.UserInformation.Missing} {
		if len(missing) > 0 {
			t.Errorf("called missing though not asked: %q", missing)
		}
	}
	if d := example(t, "smart-plug"); d.Summary.NotOwed != "" || strings.Contains(string(Markdown(d)), titleMemo) {
		t.Error("a product in scope is said to owe nothing")
	}
}

// TestPlannedMarking: what is planned is not printed as being there.
func TestPlannedMarking(t *testing.T) {
	for option, want := range map[string]string{"yes": lawInPlace, "planned": lawPlanned, "no": lawMissing} {
		d := changed(t, func(a *assessment.Assessment) {
			a.Answers["marking.ce"] = assessment.Answer{Options: []string{option}}
			a.Answers["marking.maker"] = assessment.Answer{Options: []string{option}}
		})
		for _, item := range d.UserInformation.Sale {
			if (item.ID == "Art. 30" || item.ID == "Art. 13(16)") && item.State != want {
				t.Errorf("%s answered %q: %s", item.ID, option, item.State)
			}
		}
		if got := d.UserInformation.AnnexII[0].State; got != lawFilled {
			t.Errorf("the marking, answered %q, makes Annex II (1) %s", option, got)
		}
	}
}

// TestListedOnce: open notes and doubtful answers stand among the points, not
// again among the findings; internal ones nowhere.
func TestListedOnce(t *testing.T) {
	d := changed(t, func(a *assessment.Assessment) {
		a.Answers["Q16"] = assessment.Answer{NotSure: true}
		a.Notes = append(a.Notes, assessment.Note{On: "Q13", Text: "PUBLIC point", Open: true}, assessment.Note{On: "Q13", Text: "SECRET point", Open: true, Internal: true})
	})
	if len(d.OpenPoints.Points) != 2 {
		t.Errorf("points: %+v", d.OpenPoints.Points)
	}
	for _, f := range d.OpenPoints.Findings {
		if f.ID == "open-point" || f.ID == "not-sure" {
			t.Errorf("listed twice: %+v", f)
		}
	}
	all := string(Markdown(d)) + string(JSON(d))
	if n := strings.Count(all, "PUBLIC point"); n != 3 {
		t.Errorf("the open point stands %d times, want 3: in both renderings and in the assessment behind them", n)
	}
	if strings.Contains(all, "SECRET") {
		t.Error("an internal open point is in the document")
	}
}

// TestInternalFinding: also a finding that would decide the status stays out.
func TestInternalFinding(t *testing.T) {
	r := smallResult()
	r.Findings = append(r.Findings, assessment.Finding{ID: "x", Severity: assessment.Blocking, NotReady: true, Internal: true, Text: "HIDDEN"})
	d := Build(smallCatalogue(), smallAssessment(), r, Options{})
	if strings.Contains(string(JSON(d)), "HIDDEN") {
		t.Error("an internal finding is in the document")
	}
}

// TestChangedImpact: both values are printed, in the table and before the reason.
func TestChangedImpact(t *testing.T) {
	moderate := assessment.Moderate
	d := changed(t, func(a *assessment.Assessment) {
		a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T05": {Impact: &moderate, Reason: "local only", By: "AB", Date: "2026-11-20"}}
	})
	for _, threat := range d.Threats.Threats {
		if threat.ID != "T05" {
			continue
		}
		if threat.Impact.Level != "Moderate" || threat.ComputedImpact.Level == "Moderate" || threat.Changes[0].Computed != threat.ComputedImpact.Level {
			t.Errorf("impact %+v, computed %+v, changes %+v", threat.Impact, threat.ComputedImpact, threat.Changes)
		}
	}
}

// TestHowOfPartOne: the maker's words about requirement (1) are printed.
func TestHowOfPartOne(t *testing.T) {
	d := changed(t, func(a *assessment.Assessment) {
		a.Requirements["1"] = assessment.RequirementAnswer{How: "Reviewed by the whole team."}
	})
	if got := section(t, d, headPartOne); !strings.Contains(got, "Reviewed by the whole team.") || strings.Contains(got, msgNoHow) {
		t.Error("section 8 does not print how requirement (1) is met")
	}
}

// TestFirstPage: the first page stays short however much is open.
func TestFirstPage(t *testing.T) {
	for name, d := range documents(t) {
		first, _, _ := strings.Cut(string(Markdown(d)), "\n## ")
		if n := strings.Count(first, "\n"); n > 80 {
			t.Errorf("%s: the first page has %d lines", name, n)
		}
		if d.Title.StatusMeaning == "" {
			t.Errorf("%s: the status is not explained", name)
		}
	}
}

func TestJoined(t *testing.T) {
	for _, tc := range []struct {
		items []string
		want  string
	}{
		{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "b"}, "a; b"}, {[]string{"a; b", "c"}, "a; b\nc"},
	} {
		if got := joined(tc.items); got != tc.want {
			t.Errorf("%q: %q, want %q", tc.items, got, tc.want)
		}
	}
}

func TestServesWords(t *testing.T) {
	for _, tc := range []struct {
		ids  string
		want string
	}{
		{"I.I.1", "Part I (1)"},
		{"I.I.2.a I.I.2.b", "Part I (2)(a), Part I (2)(b)"},
		{"I.II.1 I.II.2 I.II.3 I.II.4 I.II.5 I.II.6 I.II.7 I.II.8 III.I.3", "Part II (1) to (8), III.I.3"},
	} {
		if got := servesWords(strings.Fields(tc.ids)); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.ids, got, tc.want)
		}
	}
}
