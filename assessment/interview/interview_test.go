package interview

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
)

var (
	cat = catalogue.Load()
	day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
)

func stateOf(a assessment.Assessment) State {
	return State{cat, a, assessment.Evaluate(cat, a, day)}
}

// given are all templates and examples, an empty assessment, and one with a
// member of every collection.
func given(t testing.TB) map[string]State {
	t.Helper()
	out := map[string]State{"empty": stateOf(assessment.Assessment{})}
	for _, s := range slices.Concat(starters.Templates(), starters.Examples()) {
		a, err := s.Assessment(cat)
		if err != nil {
			t.Fatal(err)
		}
		out[fmt.Sprintf("%s example=%v", s.ID, s.Example)] = stateOf(a)
	}
	out["full"] = full(t)
	return out
}

func example(t testing.TB, id string) State {
	t.Helper()
	s, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return stateOf(a)
}

// every lists the ids of all collections, nested ones too.
func every() []string {
	var out []string
	for _, c := range Collections(0) {
		out = append(out, c.ID)
	}
	return append(out, "component.1.vulnerability", "requirement.e.part")
}

// full is the smart plug with one member more in every collection.
func full(t testing.TB) State {
	t.Helper()
	s := example(t, "smart-plug")
	for _, c := range every() {
		a, _, err := Add(s, c)
		if err != nil {
			t.Fatal(err)
		}
		s = stateOf(a)
	}
	a, err := Set(s, "asset.OA1", "i_level", chosen("major"))
	if err != nil {
		t.Fatal(err)
	}
	return stateOf(a)
}

// places lists every place that has fields.
func places(s State) []Place {
	var out []Place
	for _, e := range Outline(s) {
		if !slices.Contains(every(), string(e.Place)) {
			out = append(out, e.Place)
		}
	}
	for _, c := range every() {
		for _, m := range Members(s, c) {
			out = append(out, m.Place)
		}
	}
	return out
}

// other is a valid answer to a field that is not the one given.
func other(s State, f Field, now assessment.Answer) (assessment.Answer, bool) {
	switch f.Kind {
	case catalogue.KindOne, catalogue.KindYesNo:
		for _, o := range f.Options {
			if !slices.Contains(now.Options, o.ID) {
				return chosen(o.ID), true
			}
		}
		return assessment.Answer{}, false
	case catalogue.KindMulti:
		if len(now.Options) > 0 {
			return assessment.Answer{Options: []string{}}, true
		}
		return chosen(f.Options[len(f.Options)-1].ID), true
	case catalogue.KindList:
		return ofList(s, f)
	case catalogue.KindNumber:
		return assessment.Answer{Text: "13"}, true
	case catalogue.KindDate:
		return assessment.Answer{Text: "2031-02-03"}, true
	case catalogue.KindMonth:
		return assessment.Answer{Text: "2041-02"}, true
	case catalogue.KindCategory:
		return assessment.Answer{Text: "III.I.16"}, true
	case catalogue.KindProse:
		return assessment.Answer{Text: "Zwei Zeilen,\n\n- \"sí\": 'x' # … {a}\n  eingerückt"}, true
	}
	switch f.Key {
	case "sha256":
		return assessment.Answer{Text: strings.Repeat("ab", 32)}, true
	case "id":
		return assessment.Answer{Text: "other-signer"}, true
	case "on":
		return assessment.Answer{Text: "T18"}, true
	}
	return assessment.Answer{Text: "- another: answer #1"}, true
}

// ofList is a list of ids where ids are asked.
func ofList(s State, f Field) (assessment.Answer, bool) {
	one := func(list ...string) (assessment.Answer, bool) { return assessment.Answer{Options: list}, true }
	switch f.Key {
	case "evidence", "claim_evidence":
		if len(s.Assessment.Evidence) == 0 {
			return assessment.Answer{}, false
		}
		return one(s.Assessment.Evidence[0].ID)
	case "hits":
		return one("AS10:I", "AS10:A")
	case "measures":
		return one("M07", "M14")
	case "threats":
		return one("T18")
	case "claim_answers":
		return one("Q10", "product.name")
	}
	return one("first: entry", "second, \"entry\"", "[third]")
}

func same(a, b assessment.Answer) bool {
	return a.NotSure == b.NotSure && a.Text == b.Text && slices.Equal(a.Options, b.Options)
}

// TestSetGet: every field of every place takes another answer and gives it back,
// in memory and through the file, and the assessment given is left as it was.
func TestSetGet(t *testing.T) {
	for name, s := range given(t) {
		before := s.Assessment.Clone()
		written := map[string]int{}
		for _, p := range places(s) {
			fields, err := Fields(s, p)
			if err != nil {
				t.Errorf("%s: %s: %v", name, p, err)
				continue
			}
			for _, f := range fields {
				where := name + ": " + string(p) + " " + f.Key
				now, err := Get(s, p, f.Key)
				if err != nil {
					t.Fatalf("%s: %v", where, err)
				}
				if next, err := Set(s, p, f.Key, now); err != nil {
					t.Errorf("%s: what is there is refused: %v", where, err)
				} else if f.Kind != catalogue.KindMulti || now.Options != nil {
					if again, _ := Get(stateWith(s, next), p, f.Key); !same(again, now) {
						t.Errorf("%s: setting what is there changes %+v to %+v", where, now, again)
					}
				}
				want, ok := other(s, f, now)
				if !ok {
					continue
				}
				next, err := Set(s, p, f.Key, want)
				if err != nil {
					if err.Error() != "choose the impact first" {
						t.Errorf("%s: %+v is refused: %v", where, want, err)
					}
					continue
				}
				if got, _ := Get(stateWith(s, next), p, f.Key); !same(got, want) {
					t.Errorf("%s: set %+v, got %+v", where, want, got)
				}
				kind, _, _ := strings.Cut(where, ".")
				if written[kind+" "+f.Key]++; name != "full" || written[kind+" "+f.Key] > 2 {
					continue
				}
				read, err := file.Decode(file.Encode(next, cat), cat)
				if err != nil {
					t.Errorf("%s: the file refuses it: %v", where, err)
				} else if got, _ := Get(stateWith(s, read), p, f.Key); !same(got, want) {
					t.Errorf("%s: set %+v, the file gives %+v", where, want, got)
				}
			}
		}
		if !reflect.DeepEqual(before, s.Assessment) {
			t.Errorf("%s: Set changed the assessment that was given", name)
		}
	}
}

func stateWith(s State, a assessment.Assessment) State {
	s.Assessment = a
	return s
}

// TestClearing: an empty answer empties every field that may be empty, and a
// record that says nothing is not kept.
func TestClearing(t *testing.T) {
	s := example(t, "gateway")
	a := s.Assessment
	for _, p := range places(s) {
		kind, _, _ := strings.Cut(string(p), ".")
		if !slices.Contains([]string{"measure", "threat", "impact", "requirement", "part", "risk"}, kind) {
			continue
		}
		fields, err := Fields(s, p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range fields {
			next, err := Set(stateWith(s, a), p, f.Key, assessment.Answer{})
			if err != nil {
				t.Errorf("%s %s: %v", p, f.Key, err)
				continue
			}
			a = next
		}
	}
	for letter := range a.Requirements {
		if len(a.Requirements[letter].Parts) == 0 {
			t.Errorf("requirement %s is kept: %+v", letter, a.Requirements[letter])
		}
	}
	if len(a.Measures)+len(a.Threats)+len(a.Impacts)+len(a.PartTwo)+len(a.Risks) != 0 {
		t.Errorf("kept: %v %v %v %v %v", a.Measures, a.Threats, a.Impacts, a.PartTwo, a.Risks)
	}
}

func TestQuestionAnswers(t *testing.T) {
	s := stateOf(assessment.Assessment{Template: &assessment.Template{ID: "x", Unconfirmed: []catalogue.QuestionID{"Q13", "Q14"}}})
	a, err := Set(s, "Q14", "Q14", chosen("no"))
	if err != nil {
		t.Fatal(err)
	}
	if got, given := a.Answers["Q14"]; !given || len(got.Options) != 0 {
		t.Errorf("no is kept as %+v", got)
	}
	if got, _ := Get(stateWith(s, a), "Q14", "Q14"); !same(got, chosen("no")) {
		t.Errorf("no reads as %+v", got)
	}
	if Unconfirmed(a, "Q14") || !Unconfirmed(a, "Q13") || !Unconfirmed(s.Assessment, "Q14") {
		t.Error("an answer confirms its own question, and only in the copy")
	}
	if got, _ := Get(s, "Q14", "Q14"); got.Options != nil {
		t.Errorf("no answer reads as %+v", got)
	}
	a, err = Set(s, "Q13", "Q13", assessment.Answer{Options: []string{}})
	if got, _ := Get(stateWith(s, a), "Q13", "Q13"); err != nil || got.Options == nil || len(got.Options) != 0 {
		t.Errorf("none reads as %#v", got)
	}
	a, _ = Set(s, "product.name", "product.name", assessment.Answer{Text: "Plug"})
	a, err = Set(stateWith(s, a), "product.name", "product.name", assessment.Answer{Text: "  "})
	if _, kept := a.Answers["product.name"]; err != nil || kept {
		t.Error("an empty answer is no answer")
	}
	if _, err := Answer(s, "Q99", chosen("yes")); err == nil {
		t.Error("Q99 is answered")
	}
	if a := Clear(stateWith(s, a), "Q13"); Unconfirmed(a, "Q13") {
		t.Error("a cleared answer is still the template's")
	}
}

func TestChecked(t *testing.T) {
	role, radios := *cat.Question("scope.role"), *cat.Question("Q13")
	for _, c := range []struct {
		name   string
		field  Field
		answer assessment.Answer
		want   string // the error says so; "" takes it
	}{
		{"option", OfQuestion(&role), chosen("manufacturer"), ""},
		{"unknown option", OfQuestion(&role), chosen("owner"), "not one of the answers"},
		{"two options", OfQuestion(&role), assessment.Answer{Options: []string{"manufacturer", "steward"}}, "choose one"},
		{"not sure", OfQuestion(&role), assessment.Answer{NotSure: true}, ""},
		{"not sure where it is not offered", Field{Kind: catalogue.KindYesNo, Options: yesNo}, assessment.Answer{NotSure: true}, "not offered"},
		{"several", OfQuestion(&radios), assessment.Answer{Options: []string{"nfc", "bluetooth", "nfc"}}, ""},
		{"none", OfQuestion(&radios), assessment.Answer{Options: []string{}}, ""},
		{"date", Field{Kind: catalogue.KindDate}, assessment.Answer{Text: " 2028-02-29 "}, ""},
		{"no such day", Field{Kind: catalogue.KindDate}, assessment.Answer{Text: "2027-02-29"}, "2027-12-11"},
		{"date in words", Field{Kind: catalogue.KindDate}, assessment.Answer{Text: "soon"}, "2027-12-11"},
		{"open", Field{Key: "product.last_unit", Kind: catalogue.KindDate}, assessment.Answer{Text: "open"}, ""},
		{"open elsewhere", Field{Key: "product.first_unit", Kind: catalogue.KindDate}, assessment.Answer{Text: "open"}, "2027-12-11"},
		{"no date", Field{Kind: catalogue.KindDate}, assessment.Answer{}, ""},
		{"month", Field{Kind: catalogue.KindMonth}, assessment.Answer{Text: "2033-01"}, ""},
		{"month 13", Field{Kind: catalogue.KindMonth}, assessment.Answer{Text: "2033-13"}, "2033-01"},
		{"a day for a month", Field{Kind: catalogue.KindMonth}, assessment.Answer{Text: "2033-01-01"}, "2033-01"},
		{"number", Field{Kind: catalogue.KindNumber}, assessment.Answer{Text: "008"}, ""},
		{"no number", Field{Kind: catalogue.KindNumber}, assessment.Answer{Text: "eight"}, "whole number"},
		{"negative", Field{Kind: catalogue.KindNumber}, assessment.Answer{Text: "-1"}, "whole number"},
		{"too large", Field{Kind: catalogue.KindNumber}, assessment.Answer{Text: "1001"}, "whole number"},
		{"fraction", Field{Kind: catalogue.KindNumber}, assessment.Answer{Text: "1.5"}, "whole number"},
		{"category", Field{Kind: catalogue.KindCategory}, assessment.Answer{Text: "IV.2"}, ""},
		{"no category", Field{Kind: catalogue.KindCategory}, assessment.Answer{Text: "none"}, ""},
		{"unknown category", Field{Kind: catalogue.KindCategory}, assessment.Answer{Text: "III.I.99"}, "III.I.17"},
	} {
		_, err := Checked(cat, c.field, c.answer)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	got, _ := Checked(cat, OfQuestion(&radios), assessment.Answer{Options: []string{"nfc", "bluetooth", "nfc"}})
	if !slices.Equal(got.Options, []string{"bluetooth", "nfc"}) {
		t.Errorf("options in the order of the question, each once: %v", got.Options)
	}
	got, _ = Checked(cat, Field{Kind: catalogue.KindText}, assessment.Answer{Text: " a\x1b[31mb\u202ec\nd "})
	if got.Text != "abc d" {
		t.Errorf("control characters stay: %q", got.Text)
	}
	got, _ = Checked(cat, Field{Kind: catalogue.KindList}, assessment.Answer{Options: []string{" a ", "", "\x07b"}})
	if !slices.Equal(got.Options, []string{"a", "b"}) {
		t.Errorf("list: %q", got.Options)
	}
}

// TestIDs: an id that does not exist is refused where ids are asked.
func TestIDs(t *testing.T) {
	s := full(t)
	list := func(id string) assessment.Answer { return assessment.Answer{Options: []string{id}} }
	for _, c := range []struct {
		place  Place
		key    string
		answer assessment.Answer
		ok     bool
	}{
		{"measure.M07", "evidence", list("E999"), false},
		{"measure.M07", "evidence", list(s.Assessment.Evidence[0].ID), true},
		{"requirement.e", "claim_answers", list("Q99"), false},
		{"requirement.e", "claim_evidence", list("E999"), false},
		{"requirement.e", "evidence", list("E999"), false},
		{"requirement.e", "evidence", list(s.Assessment.Evidence[0].ID), true},
		{"part.5", "evidence", list("E999"), false},
		{"ownthreat.1", "hits", list("AS10:X"), false},
		{"ownthreat.1", "hits", list("OA1:C"), false}, // that asset has no such concern yet
		{"ownthreat.OT1", "measures", list("M99"), false},
		{"ownthreat.OT1", "measures", list("OM1"), true},
		{"ownmeasure.1", "threats", list("T99"), false},
		{"ownmeasure.OM1", "threats", list("OT1"), true},
		{"note.1", "on", assessment.Answer{Text: "Q99"}, false},
		{"note.1", "on", assessment.Answer{Text: "AS10:I"}, true},
		{"note.1", "on", assessment.Answer{Text: "the radio"}, true},
		{"signer.1", "id", assessment.Answer{Text: "Tech Lead"}, false},
		{"signer.1", "id", assessment.Answer{Text: "../x"}, false},
		{"signer.1", "id", assessment.Answer{}, false},
		{"signer.1", "id", assessment.Answer{Text: s.Assessment.Signers[1].ID}, false},
		{"signer.1", "id", assessment.Answer{Text: s.Assessment.Signers[0].ID}, true},
		{Place("evidence." + s.Assessment.Evidence[0].ID), "sha256", assessment.Answer{Text: "3f9a"}, false},
	} {
		if _, err := Set(s, c.place, c.key, c.answer); (err == nil) != c.ok {
			t.Errorf("%s %s %+v: %v", c.place, c.key, c.answer, err)
		}
	}
	for _, p := range []Place{"", "=", "measure.M99", "threat.T99", "risk.T99", "impact.AS99:C", "impact.AS10:X", "requirement.z", "requirement.",
		"part.0", "part.9", "component.0", "component.99", "component.1.vulnerability.9", "requirement.e.part.9", "evidence.E99", "note.x", "Q99", "nothing.1"} {
		if _, err := Fields(s, p); err == nil {
			t.Errorf("%q is a place", p)
		}
		if _, err := Set(s, p, "how", assessment.Answer{Text: "x"}); err == nil {
			t.Errorf("%q takes an answer", p)
		}
		if _, err := Get(s, p, "how"); err == nil {
			t.Errorf("%q has an answer", p)
		}
	}
	if _, err := Set(s, "measure.M07", "nothing", assessment.Answer{Text: "x"}); err == nil {
		t.Error("an unknown field takes an answer")
	}
}

func TestClaims(t *testing.T) {
	s := stateOf(assessment.Assessment{})
	ground, _ := Get(s, "requirement.i", "claim_ground")
	if !same(ground, chosen("applicable")) {
		t.Errorf("without a claim: %+v", ground)
	}
	for _, key := range []string{"claim_ground", "claim_justification", "claim_answers", "claim_by"} {
		a, err := Set(s, "requirement.i", key, assessment.Answer{})
		if err != nil || len(a.Requirements) != 0 {
			t.Errorf("emptying %s makes %+v, %v", key, a.Requirements, err)
		}
		if _, err := Get(s, "requirement.i", key); err != nil || len(s.Assessment.Requirements) != 0 {
			t.Errorf("reading %s makes a claim", key)
		}
	}
	a, err := Set(s, "requirement.i", "claim_ground", chosen("nature"))
	if err != nil || a.Requirements["i"].Claim.Ground != "nature" {
		t.Fatalf("%+v %v", a.Requirements, err)
	}
	s = stateOf(a)
	if !Applies(s, "requirement.i", "claim_by") {
		t.Error("a claim has an author")
	}
	a, err = Set(s, "requirement.i", "claim_ground", chosen("applicable"))
	if err != nil || len(a.Requirements) != 0 || Applies(stateOf(a), "requirement.i", "claim_by") {
		t.Errorf("the claim is taken back: %+v %v", a.Requirements, err)
	}
	fields, _ := Fields(s, "requirement.1")
	if slices.ContainsFunc(fields, func(f Field) bool { return strings.HasPrefix(f.Key, "claim") }) {
		t.Error("Part I (1) may not be set aside")
	}
}

func TestApplies(t *testing.T) {
	s := stateOf(assessment.Assessment{})
	set := func(p Place, key string, a assessment.Answer) {
		t.Helper()
		next, err := Set(s, p, key, a)
		if err != nil {
			t.Fatal(err)
		}
		s = stateOf(next)
	}
	check := func(p Place, key string, want bool) {
		t.Helper()
		if Applies(s, p, key) != want {
			t.Errorf("%s %s applies: %v", p, key, !want)
		}
	}
	check("measure.M07", "reason", false)
	set("measure.M07", "state", chosen("not"))
	check("measure.M07", "reason", true)
	check("threat.T18", "reason", false)
	set("threat.T18", "equipment", chosen("7"))
	check("threat.T18", "reason", true)
	set("threat.T18", "equipment", chosen("as-computed"))
	if len(s.Assessment.Threats) != 0 {
		t.Errorf("nothing is changed, yet kept: %+v", s.Assessment.Threats)
	}
	check("impact.AS10:I", "reason", false)
	set("impact.AS10:I", "level", chosen("severe"))
	check("impact.AS10:I", "reason", true)
	check("risk.T18", "told_whom", false)
	set("risk.T18", "decision", chosen("hand-over"))
	check("risk.T18", "told_whom", true)
	set("threat.T18", "dismissed", chosen("yes"))
	set("threat.T18", "by", assessment.Answer{Text: "MK"})
	if d := s.Assessment.Threats["T18"]; d.Date != "2026-11-25" {
		t.Errorf("the day stands with who decided: %+v", d)
	}
	set("threat.T18", "by", assessment.Answer{})
	if d := s.Assessment.Threats["T18"]; d.Date != "" {
		t.Errorf("no day without who decided: %+v", d)
	}
}

// TestApproval: an approval holds for the state of the risk it was given for.
func TestApproval(t *testing.T) {
	s := full(t)
	i := slices.IndexFunc(s.Result.Threats, func(r assessment.ThreatResult) bool { return r.Residual == 3 })
	if i < 0 {
		t.Fatal("the example has no R3")
	}
	r := s.Result.Threats[i]
	p := Place("risk." + string(r.ID))
	a, err := Set(s, p, "approved", chosen("no"))
	if err != nil || a.Risks[r.ID].Approved || a.Risks[r.ID].ApprovedState != "" {
		t.Fatalf("%+v %v", a.Risks[r.ID], err)
	}
	a, err = Set(stateWith(s, a), p, "approved", chosen("yes"))
	if err != nil || a.Risks[r.ID].ApprovedState != r.StateDigest || r.StateDigest == "" {
		t.Fatalf("%+v, want the digest %q, %v", a.Risks[r.ID], r.StateDigest, err)
	}
	a, err = Set(stateOf(a), Place("threat."+string(r.ID)), "impact", chosen("severe"))
	if err != nil {
		t.Fatal(err)
	}
	for _, now := range stateOf(a).Result.Threats {
		if now.ID == r.ID && now.Approved {
			t.Error("the approval outlives a change of the risk")
		}
	}
}

// TestRename: approvals follow a signer who gets another short id.
func TestRename(t *testing.T) {
	s := full(t)
	i := slices.IndexFunc(s.Assessment.Signers, assessment.Signer.ForManagement)
	a, err := Set(s, "risk.T18", "approver", chosen(s.Assessment.Signers[i].ID))
	if err != nil {
		t.Fatal(err)
	}
	a, err = Set(stateOf(a), Place("signer."+strconv.Itoa(i+1)), "id", assessment.Answer{Text: "somebody-else"})
	if err != nil || a.Risks["T18"].Approver != "somebody-else" || a.Signers[i].ID != "somebody-else" {
		t.Errorf("%+v %v", a.Risks["T18"], err)
	}
}

// TestCollections: what is added is at the end, empty, and goes away again.
func TestCollections(t *testing.T) {
	for name, s := range given(t) {
		for _, c := range every() {
			if c == "component.1.vulnerability" && len(s.Assessment.Components) == 0 {
				if _, _, err := Add(s, c); err == nil {
					t.Errorf("%s: a vulnerability of no component", name)
				}
				continue
			}
			before := s.Assessment.Clone()
			a, p, err := Add(s, c)
			if err != nil {
				t.Errorf("%s: %s: %v", name, c, err)
				continue
			}
			next := stateOf(a)
			members := Members(next, c)
			if len(members) != len(Members(s, c))+1 || members[len(members)-1].Place != p {
				t.Errorf("%s: %s: %v, added %s", name, c, members, p)
			}
			if _, err := Fields(next, p); err != nil {
				t.Errorf("%s: %v", p, err)
			}
			if StepOf(next, p) != StepOf(next, Place(c)) || Title(next, p) == string(p) {
				t.Errorf("%s: step %d, title %q", p, StepOf(next, p), Title(next, p))
			}
			if _, err := file.Decode(file.Encode(a, cat), cat); err != nil {
				t.Errorf("%s: the file refuses an empty member: %v", c, err)
			}
			during := a.Clone()
			back, err := Remove(next, p)
			if err != nil {
				t.Errorf("%s: %v", p, err)
				continue
			}
			if !slices.Equal(file.Encode(back, cat), file.Encode(before, cat)) {
				t.Errorf("%s: %s: adding and removing leaves something", name, c)
			}
			if !reflect.DeepEqual(before, s.Assessment) || !reflect.DeepEqual(during, a) {
				t.Errorf("%s: %s: the assessment given is changed", name, c)
			}
		}
	}
	s := full(t)
	for _, c := range []string{"", "nothing", "component.1.part", "component.9.vulnerability", "requirement.z.part", "requirement.1.part", "requirement.e", "Q13"} {
		if _, _, err := Add(s, c); err == nil {
			t.Errorf("something is added to %q", c)
		}
	}
	for _, p := range []Place{"", "Q13", "component.99", "measure.M07", "signer.0", "evidence.E99", "component.1.vulnerability.99", "requirement.e.part.99"} {
		if _, err := Remove(s, p); err == nil {
			t.Errorf("%q is removed", p)
		}
	}
}

// TestRemoveForgets: what named a removed record does so no longer, or the file
// could not be read back; and a new piece of evidence never stands in for an old one.
func TestRemoveForgets(t *testing.T) {
	s := stateOf(assessment.Assessment{})
	add := func(c string) Place {
		t.Helper()
		a, p, err := Add(s, c)
		if err != nil {
			t.Fatal(err)
		}
		s = stateOf(a)
		return p
	}
	set := func(p Place, key string, a assessment.Answer) {
		t.Helper()
		next, err := Set(s, p, key, a)
		if err != nil {
			t.Fatal(err)
		}
		s = stateOf(next)
	}
	list := func(id string) assessment.Answer { return assessment.Answer{Options: []string{id}} }
	asset, threat, measure, proof, note := add("asset"), add("ownthreat"), add("ownmeasure"), add("evidence"), add("note")
	set(asset, "c_level", chosen("major"))
	set(threat, "hits", list("OA1:C"))
	set(threat, "measures", list("OM1"))
	set(measure, "threats", list("OT1"))
	set("impact.OA1:C", "level", chosen("severe"))
	set("threat.OT1", "dismissed", chosen("yes"))
	set("measure.OM1", "state", chosen("done"))
	set("measure.M07", "evidence", list("E1"))
	set("part.1", "evidence", list("E1"))
	set("requirement.e", "evidence", list("E1"))
	set("requirement.i", "claim_evidence", list("E1"))
	set(note, "on", assessment.Answer{Text: "OT1"})
	for _, p := range []Place{asset, threat, measure, proof} {
		a, err := Remove(s, p)
		if err != nil {
			t.Fatal(err)
		}
		s = stateOf(a)
		if _, err := file.Decode(file.Encode(a, cat), cat); err != nil {
			t.Errorf("without %s: %v", p, err)
		}
	}
	if got := string(file.Encode(s.Assessment, cat)); strings.Contains(got, "OA1") || strings.Contains(got, "OT1") || strings.Contains(got, "OM1") || strings.Contains(got, "E1") {
		t.Errorf("something is still named:\n%s", got)
	}
	dangling := stateOf(assessment.Assessment{Measures: map[catalogue.MeasureID]assessment.MeasureAnswer{"M07": {Evidence: []string{"E1"}}}})
	if _, p, _ := Add(dangling, "evidence"); p != "evidence.E2" {
		t.Errorf("the new evidence is %s, which M07 names already", p)
	}
}

// TestPlaces: every finding has a place where it is mended, and every entry of
// the outline a step, a title and fields or members.
func TestPlaces(t *testing.T) {
	states := given(t)
	noted := full(t)
	for _, on := range []string{"", "Q13", "product.name", "T18", "M07", "M41", "AS10", "AS10:I", "e", "1", "II.5", "E1", "OT1", "OA1", "OM1", "the radio", "x", "measure.M07", "part.3"} {
		noted.Assessment.Notes = append(noted.Assessment.Notes, assessment.Note{On: on, Text: "?", Open: true})
	}
	states["noted"] = stateOf(noted.Assessment)
	for name, s := range states {
		for _, f := range s.Result.Findings {
			p := PlaceOf(f)
			if _, err := Fields(s, p); err != nil && !slices.Contains(every(), string(p)) && (p != "" || f.Item != "") {
				t.Errorf("%s: %s (step %d, %q) leads to %q: %v", name, f.ID, f.Step, f.Item, p, err)
			}
			if f.Severity == assessment.Blocking && p == "" {
				t.Errorf("%s: %s blocks and has no place", name, f.ID)
			}
		}
		step := 0
		for _, e := range Outline(s) {
			if e.Step < step || e.Title == "" || StepOf(s, e.Place) != e.Step || Title(s, e.Place) != e.Title {
				t.Errorf("%s: %+v: step %d, title %q", name, e, StepOf(s, e.Place), Title(s, e.Place))
			}
			step = e.Step
			if e.Mark == DoesNotApply && strings.TrimSpace(strings.TrimPrefix(e.Why, "follows from:")) == "" {
				t.Errorf("%s: %s does not apply, and no word why", name, e.Place)
			}
		}
	}
}

// TestNextOpen goes round all open places, once each, and ends when nothing is.
func TestNextOpen(t *testing.T) {
	for name, s := range given(t) {
		var seen []Place
		p, ok := NextOpen(s, "")
		for ok && !slices.Contains(seen, p) {
			seen = append(seen, p)
			p, ok = NextOpen(s, p)
		}
		if ok && p != seen[0] {
			t.Errorf("%s: after the last comes %s, not the first", name, p)
		}
		for _, f := range s.Result.Findings {
			if p := listed(PlaceOf(f)); f.Severity == assessment.Blocking && !slices.Contains(seen, p) {
				t.Errorf("%s: %s blocks at %s, and NextOpen never goes there", name, f.ID, p)
			}
		}
		if open := s.Result.Counts.Blocking > 0; open != (len(seen) > 0) {
			t.Errorf("%s: %d findings block, %d places are open", name, s.Result.Counts.Blocking, len(seen))
		}
	}
}

func TestWhyNotAsked(t *testing.T) {
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if why := WhyNotAsked(State{Catalogue: cat}, q); q.AskWhen != nil && !strings.Contains(why, ": ") {
			t.Errorf("%s: %q", q.ID, why)
		}
	}
}

func TestSteps(t *testing.T) {
	if len(Steps()) != StepCount || StepTitle(0) != "" || StepTitle(12) != "" || StepTitle(4) != "Device" {
		t.Errorf("%v", Steps())
	}
	if len(Collections(0)) != len(collections) || len(Collections(7)) != 2 || ConcernTitle("Au") != "authenticity" {
		t.Error("collections")
	}
	n := 0
	for step := range StepCount {
		n += len(Questions(cat, step+1))
	}
	if n != len(cat.Questions) {
		t.Errorf("%d questions in steps, %d in the catalogue", n, len(cat.Questions))
	}
}

func BenchmarkOutline(b *testing.B) {
	s := example(b, "gateway")
	b.ReportAllocs()
	for b.Loop() {
		Outline(s)
	}
}

// TestEvidenceIsChosen: measures, requirements, claims, items of Part II and components
// choose from the list of evidence, by id and words; what is named and not listed stays
// to be seen.
func TestEvidenceIsChosen(t *testing.T) {
	a := assessment.Assessment{
		Evidence: []assessment.Evidence{{ID: "E1", Note: "TLS scan"}, {ID: "E2", File: "proof/sbom.json"}, {ID: "E3", Link: "https://acme.example/cvd"}},
		PartTwo:  map[int]assessment.PartTwoAnswer{5: {How: "x", Evidence: []string{"E9"}}},
	}
	a.Components = []assessment.Component{{Name: "mbedTLS"}}
	s := stateOf(a)
	for place, key := range map[Place]string{"measure.M07": "evidence", "requirement.e": "evidence", "requirement.1": "evidence", "requirement.i": "claim_evidence", "part.5": "evidence", "component.1": "evidence"} {
		fields, err := Fields(s, place)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(fields, func(f Field) bool { return f.Key == key })
		var labels []string
		for _, o := range fields[i].Options {
			labels = append(labels, o.Label)
		}
		want := "E1 TLS scan|E2 proof/sbom.json|E3 https://acme.example/cvd"
		if place == "part.5" {
			want += "|E9 (not in the list of evidence)"
		}
		if fields[i].Kind != catalogue.KindMulti || strings.Join(labels, "|") != want {
			t.Errorf("%s: %s %q", place, fields[i].Kind, labels)
		}
		next, err := Set(s, place, key, assessment.Answer{Options: []string{"E2", "E1"}})
		if err != nil {
			t.Fatalf("%s: %v", place, err)
		}
		if got, _ := Get(stateOf(next), place, key); !slices.Equal(got.Options, []string{"E1", "E2"}) {
			t.Errorf("%s: %q", place, got.Options)
		}
	}
	none := stateOf(assessment.Assessment{})
	if fields, _ := Fields(none, "measure.M07"); !slices.ContainsFunc(fields, func(f Field) bool { return f.Key == "evidence" && strings.Contains(f.Help, "step 7") }) {
		t.Errorf("%+v", fields)
	}
}

// TestAddToFull: no list grows beyond what its file may hold.
func TestAddToFull(t *testing.T) {
	for collection, most := range map[string]int{"signer": assessment.MaxSigners, "asset": assessment.MaxOwn, "ownthreat": assessment.MaxOwn, "ownmeasure": assessment.MaxOwn,
		"remote": assessment.MaxJudged, "module": assessment.MaxJudged, "standard": assessment.MaxJudged} {
		s := State{Catalogue: cat}
		for len(Members(s, collection)) < most {
			next, _, err := Add(s, collection)
			if err != nil {
				t.Fatalf("%s %d: %v", collection, len(Members(s, collection)), err)
			}
			s.Assessment = next
		}
		if _, err := file.Decode(file.Encode(s.Assessment, cat), cat); err != nil {
			t.Errorf("%s: %v", collection, err)
		}
		want := fmt.Sprintf("the list has all the %d entries that it may have; remove one first", most)
		if _, _, err := Add(s, collection); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", collection, err, want)
		}
	}
}

// TestSignersLaw: no provision asks for a signature under the self-assessment, so none is
// cited for it; Annex V is about the declaration.
func TestSignersLaw(t *testing.T) {
	i := slices.IndexFunc(Collections(11), func(c Collection) bool { return c.ID == "signer" })
	if c := Collections(11)[i]; len(c.Cite) > 0 || !strings.Contains(c.Why, "selfmark's own method") {
		t.Errorf("%s %v", c.Why, c.Cite)
	}
}
