package assessment

import (
	"slices"
	"testing"

	"selfmark/assessment/catalogue"
)

// TestSubstantialModification: one row per rule of Art. 3(30) with recitals 38, 39
// and 42, and the cases of classification_examples.md 7.
func TestSubstantialModification(t *testing.T) {
	for _, c := range []struct {
		name     string
		in       Screening
		want     Ternary
		placing  bool
		doubtful bool
		cite     catalogue.Citation
	}{
		{"Art. 3(30) nothing of it", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: No}, No, false, false, "Art. 3(30)"},
		{"136 security fix, tighter configuration", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: No, MadeAvailable: Yes}, No, false, false, "recital 39"},
		{"Art. 3(30) affects compliance, not foreseen", Screening{AffectsCompliance: Yes, PurposeAltered: No, RiskRisen: No, Foreseen: No, MadeAvailable: Yes}, Yes, true, false, "Art. 3(30)"},
		{"131 dashboard gains control functions", Screening{AffectsCompliance: No, PurposeAltered: Yes, RiskRisen: No, Foreseen: No, MadeAvailable: Yes}, Yes, true, false, "recital 39"},
		{"recital 38 foreseen, requirements stay met", Screening{AffectsCompliance: Yes, PurposeAltered: No, RiskRisen: No, Foreseen: Yes, MadeAvailable: Yes}, No, false, false, "recital 38"},
		{"recital 39 foreseen change of purpose", Screening{AffectsCompliance: No, PurposeAltered: Yes, RiskRisen: No, Foreseen: Yes}, No, false, false, "recital 39"},
		{"recital 39 second limb: higher risk counts though foreseen", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: Yes, Foreseen: Yes, MadeAvailable: Yes}, Yes, true, false, "recital 39"},
		{"≠ G 104 altered risk considered before", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: Yes, Foreseen: Yes, MilderReading: true}, No, false, true, "Commission guidance C(2026) 5252 point 104"},
		{"≠ G 104 needs that it was considered", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: Yes, Foreseen: No, MilderReading: true, MadeAvailable: Yes}, Yes, true, false, "recital 39"},
		{"not made available: no new placing", Screening{AffectsCompliance: Yes, PurposeAltered: No, RiskRisen: No, Foreseen: No, MadeAvailable: No}, Yes, false, false, "Art. 3(30)"},
		{"not sure counts as substantial", Screening{AffectsCompliance: NotSure, PurposeAltered: No, RiskRisen: No, Foreseen: No, MadeAvailable: Yes}, Yes, true, true, "Art. 3(30)"},
		{"foreseen not sure counts as not foreseen", Screening{AffectsCompliance: Yes, PurposeAltered: No, RiskRisen: No, Foreseen: NotSure, MadeAvailable: Yes}, Yes, true, true, "Art. 3(30)"},
		{"risk not sure", Screening{AffectsCompliance: No, PurposeAltered: No, RiskRisen: NotSure, Foreseen: Yes, MadeAvailable: Yes}, Yes, true, true, "recital 39"},
		{"open", Screening{}, "", false, false, "Art. 3(30)"},
		{"foreseen is open", Screening{AffectsCompliance: Yes, PurposeAltered: No, RiskRisen: No}, "", false, false, "Art. 3(30)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := SubstantialModification(c.in)
			if m.Substantial != c.want || m.NewPlacing != c.placing || m.Doubtful != c.doubtful {
				t.Errorf("substantial %q, new placing %v, doubtful %v (%s)", m.Substantial, m.NewPlacing, m.Doubtful, m.Reason.Text)
			}
			if m.Reason.Text == "" || m.Title == "" || !slices.Contains(m.Reason.Cite, c.cite) {
				t.Errorf("%q citing %v, want %s", m.Reason.Text, m.Reason.Cite, c.cite)
			}
		})
	}
}

// TestIssued: the screening is asked only for a change since an issued revision,
// moves into the next one, and issuing can be taken back.
func TestIssued(t *testing.T) {
	cat := catalogue.Load()
	a := answering(t, inScope(change{"classification.route": "B+C", "Q10": "lan"}))
	if Evaluate(cat, a, day).Modification != nil {
		t.Fatal("asked before anything was issued")
	}
	a = Issued(a, "2026-12-01", "digest 1")
	if r := a.History[0]; r.Revision != 1 || r.Status != Final || r.Answers == "" || r.Digest != "digest 1" {
		t.Fatalf("%+v", r)
	}
	notes := a.Clone()
	notes.Notes = []Note{{Text: "a note"}}
	notes.Signers = []Signer{{ID: "boss"}}
	if Evaluate(cat, a, day).Modification != nil || Evaluate(cat, notes, day).Modification != nil {
		t.Fatal("asked although no answer changed")
	}
	b := a.Clone()
	b.Measures = map[catalogue.MeasureID]MeasureAnswer{"M07": {State: Done, How: "h"}}
	r := Evaluate(cat, b, day)
	if r.Modification == nil || r.Modification.Substantial != "" || !has(r, "unanswered", "modification.affects_compliance") {
		t.Fatal("a change is not asked about")
	}
	for id, answer := range answering(t, change{"modification.change": "adds TLS", "modification.affects_compliance": "yes", "modification.purpose_altered": "no", "modification.risk_risen": "not sure",
		"modification.foreseen": "no", "modification.made_available": "yes", "modification.body": "yes", "modification.reason": "new interface"}).Answers {
		b.Answers[id] = answer
	}
	r = Evaluate(cat, b, day)
	for _, f := range [][2]string{{"modification-new-placing", "modification.affects_compliance"}, {"modification-confirm", "modification.affects_compliance"},
		{"addition-missing", "modification.addition"}, {"body-not-told", "modification.told"}, {"not-sure", "modification.risk_risen"}} {
		if !has(r, f[0], f[1]) {
			t.Errorf("no %s at %s", f[0], f[1])
		}
	}
	c := Issued(b, "2027-12-01", "digest 2")
	if last := c.History[1]; last.Revision != 2 || last.Change != "adds TLS" || len(last.Screening) != 8 {
		t.Errorf("%+v", last)
	}
	if _, there := c.Answers["modification.reason"]; there || Evaluate(cat, c, day).Modification != nil {
		t.Error("the screening is still asked after the issue")
	}
	if back := BeforeIssue(c); len(back.History) != 1 || back.Text("modification.reason") != "new interface" || Evaluate(cat, back, day).Modification == nil {
		t.Error("the issue cannot be taken back")
	}
	if len(b.History) != 1 || b.Text("modification.reason") == "" {
		t.Error("issuing changed the assessment it was given")
	}
}

// TestStateDigest: what says nothing does not count, everything else does.
func TestStateDigest(t *testing.T) {
	a := Assessment{Answers: map[catalogue.QuestionID]Answer{"Q13": {}}}
	same := Assessment{Answers: map[catalogue.QuestionID]Answer{"Q13": {Options: []string{}}}, Remote: []RemoteService{}, Threats: map[catalogue.ThreatID]ThreatDecision{"T01": {}}}
	if stateDigest(a) != stateDigest(same) {
		t.Error("empty lists and decisions count")
	}
	zero, level := 0, Negligible
	seen := map[string]bool{stateDigest(a): true}
	for name, b := range map[string]Assessment{
		"no answer": {}, "another": {Answers: map[catalogue.QuestionID]Answer{"Q13": {Options: []string{"a"}}}},
		"two options": {Answers: map[catalogue.QuestionID]Answer{"Q13": {Options: []string{"a", "b"}}}}, "joined": {Answers: map[catalogue.QuestionID]Answer{"Q13": {Options: []string{"ab"}}}},
		"zero factor": {Threats: map[catalogue.ThreatID]ThreatDecision{"T01": {Factors: &FactorChange{Time: &zero}}}},
		"zero impact": {Threats: map[catalogue.ThreatID]ThreatDecision{"T01": {Impact: &level}}},
		"component":   {Components: []Component{{Name: "x"}}}, "version": {Components: []Component{{Version: "x"}}},
	} {
		if d := stateDigest(b); seen[d] {
			t.Errorf("%s gives the digest of another", name)
		} else {
			seen[d] = true
		}
	}
}
