package compare

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/starters"
)

var (
	cat  = catalogue.Load()
	date = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
)

func example(t *testing.T, id string) assessment.Assessment {
	t.Helper()
	st, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func side(a assessment.Assessment) Side { return Side{a, assessment.Evaluate(cat, a, date)} }

// changed compares the smart plug with what the change makes of it.
func changed(t *testing.T, change func(*assessment.Assessment)) Changes {
	t.Helper()
	before := example(t, "smart-plug")
	after := before.Clone()
	change(&after)
	return Between(cat, side(before), side(after))
}

func TestNothingDiffers(t *testing.T) {
	for _, id := range []string{"smart-plug", "wearable", "gateway"} {
		a := side(example(t, id))
		if c := Between(cat, a, a); !c.Empty() || len(suggested(c)) > 0 {
			t.Errorf("%s differs from itself: %+v", id, c)
		}
	}
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*assessment.Assessment)
		want   []Answer
	}{
		{"text", func(a *assessment.Assessment) { a.Answers["product.name"] = assessment.Answer{Text: "Acme Plug S3"} },
			[]Answer{{"product.name", "Product name", Change{"Acme Plug S2", "Acme Plug S3"}}}},
		{"no longer answered", func(a *assessment.Assessment) { delete(a.Answers, "product.name") },
			[]Answer{{"product.name", "Product name", Change{"Acme Plug S2", ""}}}},
		{"choice in its words", func(a *assessment.Assessment) { a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}} },
			[]Answer{{"device.Q15", cat.Question("Q15").Short, Change{"no", "yes"}}}},
		{"not sure", func(a *assessment.Assessment) { a.Answers["Q15"] = assessment.Answer{NotSure: true} },
			[]Answer{{"device.Q15", cat.Question("Q15").Short, Change{"no", "not sure"}}}},
		{"measure", func(a *assessment.Assessment) {
			m := a.Measures["M07"]
			m.State = assessment.Planned
			a.Measures["M07"] = m
		}, []Answer{{"measures.M07.state", cat.Measure("M07").Title, Change{"tested", "planned"}}}},
		{"a record before others", func(a *assessment.Assessment) {
			a.Evidence = slices.Insert(a.Evidence, 0, assessment.Evidence{ID: "E99", Kind: "test", Link: "https://acme.example/x"})
		}, []Answer{{"evidence.E99.kind", "", Change{"", "test"}}, {"evidence.E99.link", "", Change{"", "https://acme.example/x"}}}},
		{"version of the catalogue", func(a *assessment.Assessment) { a.Catalogue = "2025.01" },
			[]Answer{{"catalogue", "", Change{"2026.11", "2025.01"}}}},
		{"internal note", func(a *assessment.Assessment) {
			a.Notes = append(a.Notes, assessment.Note{On: "Q15", Text: "secret", Internal: true})
		}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := changed(t, test.change).Answers; !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// TestEveryRecordCounts: no section of the file is forgotten.
func TestEveryRecordCounts(t *testing.T) {
	for name, change := range map[string]func(*assessment.Assessment){
		"component": func(a *assessment.Assessment) { a.Components[0].Supplier = "Another" },
		"note":      func(a *assessment.Assessment) { a.Notes = append(a.Notes, assessment.Note{On: "Q15", Text: "ask"}) },
		"signer":    func(a *assessment.Assessment) { a.Signers[0].Name = "Another" },
		"part two":  func(a *assessment.Assessment) { a.PartTwo[1] = assessment.PartTwoAnswer{How: "Another"} },
		"requirement": func(a *assessment.Assessment) {
			r := a.Requirements["d"]
			r.How = "Another"
			a.Requirements["d"] = r
		},
		"own threat": func(a *assessment.Assessment) {
			a.OwnThreats = append(a.OwnThreats, assessment.OwnThreat{ID: "OT1", Title: "Own", Vector: "net"})
		},
		"history": func(a *assessment.Assessment) {
			a.History = append(a.History, assessment.Revision{Revision: 9, Date: "2026-11-25", Status: assessment.Final, Digest: strings.Repeat("0", 64), Change: "x"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			if len(changed(t, change).Answers) == 0 {
				t.Error("no change seen")
			}
		})
	}
}

// TestThreats: what an answer changes is what the two evaluations differ in.
func TestThreats(t *testing.T) {
	c := changed(t, func(a *assessment.Assessment) { a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}} })
	came := map[catalogue.ThreatID]bool{}
	for _, th := range c.Threats {
		if th.Went() {
			t.Errorf("%s went by one more answer", th.ID)
		}
		if th.Came() {
			came[th.ID] = true
			if th.Because == "" {
				t.Errorf("%s does not say why it came", th.ID)
			}
		}
	}
	if len(came) == 0 {
		t.Fatal("a USB port brings no threat")
	}
	if got := suggested(c)["modification.risk_risen"]; len(got) < len(came) {
		t.Errorf("%d threats came, the screening names %q", len(came), got)
	}
	back := Between(cat, side(afterUSB(t)), side(example(t, "smart-plug")))
	went := 0
	for _, th := range back.Threats {
		if came[th.ID] && th.Went() && !th.Came() && th.Title != "" {
			went++
		}
	}
	if went != len(came) {
		t.Errorf("%d threats came, %d go when the answer is taken back", len(came), went)
	}
	if got := suggested(back)["modification.risk_risen"]; len(got) != 0 {
		t.Errorf("fewer threats are no higher risk: %q", got)
	}
}

func afterUSB(t *testing.T) assessment.Assessment {
	a := example(t, "smart-plug")
	a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	return a
}

// suggested are the questions of the screening for which something speaks, and what.
func suggested(c Changes) map[catalogue.QuestionID][]string {
	out := map[catalogue.QuestionID][]string{}
	for _, s := range c.Screening {
		if s.Suggests != "" {
			out[s.Question] = s.Because
		}
	}
	return out
}

// TestScreening: Art. 3(30) and recital 39, one row each.
func TestScreening(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*assessment.Assessment)
		want   string // short ids of the questions, in order
		says   string
	}{
		{"recital 39 another purpose", func(a *assessment.Assessment) { a.Answers["product.purpose"] = assessment.Answer{Text: "Heats water."} }, "purpose_altered", "Intended purpose"},
		{"a measure described otherwise", func(a *assessment.Assessment) {
			m := a.Measures["M14"]
			m.How = "Otherwise"
			a.Measures["M14"] = m
		}, "", ""},
		{"a measure that was not tested before", func(a *assessment.Assessment) {
			m := a.Measures["M20"]
			m.State = assessment.Tested
			a.Measures["M20"] = m
		}, "", ""},
		{"a dependency less", func(a *assessment.Assessment) { a.Components = a.Components[1:] }, "", ""},
		{"another version of a dependency", func(a *assessment.Assessment) { a.Components[0].Version = "99" }, "", ""},
		{"an inherent risk rises", func(a *assessment.Assessment) {
			a.Impacts = []assessment.ImpactOverride{{On: "AS10:I", Level: assessment.Severe, Reason: "r"}}
		}, "affects_compliance risk_risen", "T50 A command, allowed or not, drives the device into a dangerous state: its inherent risk rose from R4 to R5"},
		{"another version alone", func(a *assessment.Assessment) {
			a.Answers["product.versions"] = assessment.Answer{Options: []string{"firmware 1.4.1"}}
		}, "", ""},
		{"recital 39 a measure falls away", func(a *assessment.Assessment) {
			m := a.Measures["M14"]
			m.State, m.Reason = assessment.NotDone, "no time"
			a.Measures["M14"] = m
		}, "affects_compliance risk_risen", "M14"},
		{"the same, and the risk rises", func(a *assessment.Assessment) {
			m := a.Measures["M14"]
			m.State, m.Reason = assessment.NotDone, "no time"
			a.Measures["M14"] = m
		}, "affects_compliance risk_risen", "T25 Old vulnerable version is put back: its residual risk rose from R1 to R4"},
		{"a threat dismissed", func(a *assessment.Assessment) {
			a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T25": {Dismissed: true, Reason: "r"}}
		}, "", ""},
		{"Art. 3(30) a new interface", func(a *assessment.Assessment) { a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}} },
			"affects_compliance risk_risen", "USB or card slot"},
		{"Art. 3(30) a new dependency", func(a *assessment.Assessment) {
			a.Components = append(a.Components, assessment.Component{Name: "libnew", Version: "1"})
		}, "affects_compliance", "libnew"},
		{"Art. 3(30) a requirement no longer met", func(a *assessment.Assessment) {
			r := a.Requirements["d"]
			r.How = ""
			a.Requirements["d"] = r
		}, "affects_compliance", "(d)"},
		{"Annex VIII Part II (7) handling of vulnerabilities under module A", func(a *assessment.Assessment) {
			a.PartTwo[1] = assessment.PartTwoAnswer{How: "Another", Evidence: a.PartTwo[1].Evidence}
		}, "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			checkScreening(t, changed(t, test.change), test.want, test.says)
		})
	}
}

// TestScreeningBack: a stronger measure, and what is met by it, speak for nothing.
func TestScreeningBack(t *testing.T) {
	before := example(t, "smart-plug")
	m := before.Measures["M14"]
	m.State = assessment.NotDone
	before.Measures["M14"] = m
	c := Between(cat, side(before), side(example(t, "smart-plug")))
	if len(c.Requirements) == 0 {
		t.Fatal("no requirement is met by it")
	}
	checkScreening(t, c, "", "")
}

func checkScreening(t *testing.T, c Changes, want, says string) {
	t.Helper()
	var got, because []string
	for _, s := range c.Screening {
		if s.Text == "" || s.Text != cat.Question(s.Question).Text {
			t.Errorf("%s asks %q", s.Question, s.Text)
		}
		if s.Suggests != "" {
			got = append(got, strings.TrimPrefix(string(s.Question), "modification."))
			because = append(because, s.Because...)
		}
	}
	if strings.Join(got, " ") != want || !strings.Contains(strings.Join(because, "\n"), says) {
		t.Errorf("suggests %q because of %q", got, because)
	}
}

// TestScreeningBody: with a certificate the body is told, substantial or not
// (Annex VIII Part II (7), recital 41).
func TestScreeningBody(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*assessment.Assessment)
		want   string
		says   string
	}{
		{"recital 41", func(a *assessment.Assessment) { a.Answers["product.purpose"] = assessment.Answer{Text: "Heats water."} }, "purpose_altered body", mightBeSubstantial},
		{"Annex VIII Part II (7)", func(a *assessment.Assessment) {
			a.PartTwo[1] = assessment.PartTwoAnswer{How: "Another", Evidence: a.PartTwo[1].Evidence}
		}, "body", handlingDiffers("part_two.1.how")},
		{"a requirement of Part II no longer met", func(a *assessment.Assessment) {
			a.PartTwo[2] = assessment.PartTwoAnswer{How: a.PartTwo[2].How, Evidence: a.PartTwo[2].Evidence, NotMet: true}
		}, "body", handlingState(Requirement{"I.II.2", Change{"met", "not shown to be met"}})},
		{"a text alone", func(a *assessment.Assessment) {
			a.Answers["product.versions"] = assessment.Answer{Options: []string{"2"}}
		}, "", ""},
	} {
		before := example(t, "wearable") // modules B and C
		after := before.Clone()
		test.change(&after)
		t.Run(test.name, func(t *testing.T) { checkScreening(t, Between(cat, side(before), side(after)), test.want, test.says) })
	}
}

// TestEachCounts: no kind of change alone is taken for none.
func TestEachCounts(t *testing.T) {
	if !(Changes{}).Empty() {
		t.Error("no change is one")
	}
	for i, c := range []Changes{{Answers: make([]Answer, 1)}, {Threats: make([]Threat, 1)}, {Requirements: make([]Requirement, 1)}, {Came: make([]assessment.Finding, 1)}, {Went: make([]assessment.Finding, 1)},
		{Scope: Change{"a", "b"}}, {Class: Change{"a", "b"}}, {Routes: Change{"a", "b"}}, {Status: Change{"a", "b"}}} {
		if c.Empty() {
			t.Errorf("change %d is taken for none", i)
		}
	}
}

// TestSummarize counts by one row a kind of change, and back.
func TestSummarize(t *testing.T) {
	for _, test := range []struct {
		name       string
		change     func(*assessment.Assessment)
		want, back Summary
	}{
		{"nothing", func(*assessment.Assessment) {}, Summary{}, Summary{}},
		{"a threat", func(a *assessment.Assessment) { a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}} }, Summary{Came: 1}, Summary{Went: 1}},
		{"a measure", func(a *assessment.Assessment) {
			m := a.Measures["M14"]
			m.State = assessment.NotDone
			a.Measures["M14"] = m
		}, Summary{Higher: 2, Unmet: 3, Blocking: 4}, Summary{Lower: 2, Met: 3, Blocking: -4}},
		{"a dismissal", func(a *assessment.Assessment) {
			a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T25": {Dismissed: true, Reason: "r"}}
		}, Summary{Dismissed: 1}, Summary{Dismissed: -1}},
	} {
		before := example(t, "smart-plug")
		after := before.Clone()
		test.change(&after)
		a, b := side(before), side(after)
		if got, back := Summarize(&a.Result, &b.Result), Summarize(&b.Result, &a.Result); got != test.want || back != test.back {
			t.Errorf("%s: %+v, back %+v", test.name, got, back)
		}
	}
}

// TestResults: status, requirements and findings follow.
func TestResults(t *testing.T) {
	c := changed(t, func(a *assessment.Assessment) { delete(a.Answers, "product.name") })
	if c.Status != (Change{"final", "draft"}) {
		t.Errorf("status %v", c.Status)
	}
	if len(c.Came) == 0 || len(c.Went) != 0 {
		t.Errorf("came %v, went %v", c.Came, c.Went)
	}
	c = changed(t, func(a *assessment.Assessment) {
		r := a.Requirements["d"]
		r.How = ""
		a.Requirements["d"] = r
	})
	if c.Scope.Differs() || c.Class.Differs() || c.Routes.Differs() {
		t.Errorf("scope %v, class %v, routes %v", c.Scope, c.Class, c.Routes)
	}
	if want := []Requirement{{"I.I.2.d", Change{"met", "not shown to be met"}}}; !slices.Equal(c.Requirements, want) {
		t.Errorf("requirements %v", c.Requirements)
	}
	c = changed(t, func(a *assessment.Assessment) {
		a.Answers["scope.data_connection"] = assessment.Answer{Options: []string{"none"}}
	})
	if want := (Change{"in scope", "out of scope"}); c.Scope != want {
		t.Errorf("scope %v", c.Scope)
	}
	c = changed(t, func(a *assessment.Assessment) {
		a.Answers["classification.category"] = assessment.Answer{Text: "III.I.17"}
	})
	if want := (Change{"A, B+C, H (chosen: A)", "none (chosen: A)"}); c.Routes != want || c.Class != (Change{"default class", "open"}) {
		t.Errorf("class %v, routes %v", c.Class, c.Routes)
	}
	c = changed(t, func(a *assessment.Assessment) {
		a.Notes = append(a.Notes, assessment.Note{On: "Q13", Text: "secret", Open: true, Internal: true})
	})
	if len(c.Came) > 0 || len(c.Answers) > 0 {
		t.Errorf("an internal note shows: %v %v", c.Came, c.Answers)
	}
}
