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
		if c := Between(cat, a, a); !c.Empty() || len(c.Screening.Purpose)+len(c.Screening.Risk) > 0 {
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
	if len(c.Screening.Risk) < len(came) {
		t.Errorf("%d threats came, the screening names %q", len(came), c.Screening.Risk)
	}
	back := Between(cat, side(afterUSB(t)), side(example(t, "smart-plug")))
	for _, th := range back.Threats {
		if came[th.ID] && !th.Went() {
			t.Errorf("%s does not go when the answer is taken back", th.ID)
		}
	}
	if len(back.Screening.Risk) != 0 {
		t.Errorf("fewer threats are no higher risk: %q", back.Screening.Risk)
	}
}

func afterUSB(t *testing.T) assessment.Assessment {
	a := example(t, "smart-plug")
	a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	return a
}

// TestScreening: Art. 3(30) and recital 39, one row each.
func TestScreening(t *testing.T) {
	for _, test := range []struct {
		name          string
		change        func(*assessment.Assessment)
		purpose, risk bool
	}{
		{"another purpose", func(a *assessment.Assessment) { a.Answers["product.purpose"] = assessment.Answer{Text: "Heats water."} }, true, false},
		{"another version", func(a *assessment.Assessment) {
			a.Answers["product.versions"] = assessment.Answer{Options: []string{"firmware 1.4.1"}}
		}, false, false},
		{"a measure falls away", func(a *assessment.Assessment) {
			m := a.Measures["M14"]
			m.State, m.Reason = assessment.NotDone, "no time"
			a.Measures["M14"] = m
		}, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := changed(t, test.change).Screening
			if (len(s.Purpose) > 0) != test.purpose || (len(s.Risk) > 0) != test.risk {
				t.Errorf("purpose %q, risk %q", s.Purpose, s.Risk)
			}
		})
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
	if want := []Requirement{{"I.I.2.d", Change{"met", "not shown to be met"}}}; !slices.Equal(c.Requirements, want) {
		t.Errorf("requirements %v", c.Requirements)
	}
}
