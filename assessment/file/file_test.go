package file

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// testCatalogue has one question of every kind, in the sections of the real one.
func testCatalogue() *catalogue.Catalogue {
	options := func(list ...string) []catalogue.Option {
		var out []catalogue.Option
		for _, id := range list {
			out = append(out, catalogue.Option{ID: id})
		}
		return out
	}
	q := func(id, section, key string, kind catalogue.Kind, notSure bool, list ...string) catalogue.Question {
		return catalogue.Question{ID: catalogue.QuestionID(id), Section: section, Key: key, Kind: kind, NotSure: notSure, Options: options(list...)}
	}
	return &catalogue.Catalogue{
		Version: "2026.11",
		Questions: []catalogue.Question{
			q("product.name", "product", "name", catalogue.KindText, false),
			q("product.versions", "product", "versions", catalogue.KindList, false),
			q("product.purpose", "product", "purpose", catalogue.KindProse, false),
			q("Q01", "product", "essential_functions", catalogue.KindList, false),
			q("product.last_unit", "product", "last_unit", catalogue.KindDate, false),
			q("Q08", "product", "years_in_use", catalogue.KindNumber, false),
			q("manufacturer.size", "manufacturer", "size", catalogue.KindOne, false, "micro", "small", "other"),
			q("scope.role", "scope", "role", catalogue.KindOne, false, "manufacturer", "importer"),
			q("scope.commercial", "scope", "commercial", catalogue.KindYesNo, true, "yes", "no"),
			q("scope.excluded", "scope", "excluded", catalogue.KindMulti, false, "cars", "planes", "ships"),
			q("classification.category", "classification", "category", catalogue.KindCategory, false),
			q("Q26", "device", "Q26", catalogue.KindOne, true, "fixed", "mcu", "os", "software"),
			q("Q06", "device", "Q06", catalogue.KindYesNo, true, "yes"),
			q("Q09", "device", "Q09", catalogue.KindYesNo, false, "yes", "no"),
			q("Q13", "device", "Q13", catalogue.KindMulti, true, "wifi", "ble", "mesh"),
			q("life.support_end", "life", "support_end", catalogue.KindMonth, false),
			q("life.how_long", "life", "how_long", catalogue.KindText, true),
			q("marking.ce", "marking", "ce", catalogue.KindYesNo, false, "yes", "no"),
		},
		Assets: []catalogue.Asset{
			{ID: "AS01", Concerns: []catalogue.Concern{"I", "A", "Au"}},
			{ID: "AS10", Concerns: []catalogue.Concern{"I", "A"}},
		},
		Threats:    []catalogue.Threat{{ID: "T01"}, {ID: "T02"}, {ID: "T18"}, {ID: "T67"}},
		Measures:   []catalogue.Measure{{ID: "M01"}, {ID: "M07"}, {ID: "M54"}},
		Categories: []catalogue.Category{{ID: "III.I.17"}, {ID: "IV.2"}},
	}
}

// random makes assessments that say something in every part of the file.
type random struct {
	*rand.Rand
	cat *catalogue.Catalogue
}

var awkward = []string{
	"plain text", "no", "Yes", "null", "~", "1.10", "0x1f", "2028-01-15", "a: b", "#1", "- x", "[x]", `"q"`, "it's", "x:", "Grüße", "日本語", "🧀",
	"two\nlines", "a\n\n  b", "  indented\nx", "tab\tinside", "\x1b[31m", "\u202eabc", "line\u2028sep", "{a: b}", "a, b", "https://acme.example/?a=b#c", "true", strings.Repeat("long ", 60) + "end",
	"👨‍👩‍👧 one\n🧀 two", "@x", "`x", "%x", "!x", "&x", "*x", "|", ">", "---", "...", "key: |",
}

func (r random) word() string { return awkward[r.IntN(len(awkward))] }
func (r random) maybe() string {
	if r.IntN(3) == 0 {
		return ""
	}
	return r.word()
}
func (r random) flag() bool   { return r.IntN(2) == 0 }
func (r random) date() string { return pick(r, "", "2027-12-11", "2030-02-28") }
func (r random) words() []string {
	var out []string
	for range r.IntN(4) {
		out = append(out, r.word())
	}
	return out
}

func pick[T any](r random, list ...T) T { return list[r.IntN(len(list))] }

// some picks members of a list, in its order; nil for none.
func some[T any](r random, list ...T) []T {
	var out []T
	for _, v := range list {
		if r.flag() {
			out = append(out, v)
		}
	}
	return out
}

func several[T any](r random, one func(n int) T) []T {
	var out []T
	for n := range r.IntN(4) {
		out = append(out, one(n+1))
	}
	return out
}

func (r random) answer(q *catalogue.Question) assessment.Answer {
	if q.NotSure && r.IntN(4) == 0 {
		return assessment.Answer{NotSure: true}
	}
	switch q.Kind {
	case catalogue.KindOne:
		return assessment.Answer{Options: []string{pick(r, q.Options...).ID}}
	case catalogue.KindYesNo:
		switch {
		case r.flag():
			return assessment.Answer{Options: []string{"yes"}}
		case q.Option("no") != nil:
			return assessment.Answer{Options: []string{"no"}}
		}
		return assessment.Answer{Options: []string{}}
	case catalogue.KindMulti:
		out := []string{}
		for _, o := range some(r, q.Options...) {
			out = append(out, o.ID)
		}
		return assessment.Answer{Options: out}
	case catalogue.KindList:
		return assessment.Answer{Options: append([]string{r.word()}, r.words()...)}
	case catalogue.KindNumber:
		return assessment.Answer{Text: strconv.Itoa(r.IntN(1000))}
	case catalogue.KindDate:
		return assessment.Answer{Text: pick(r, "open", "2027-12-11")}
	case catalogue.KindMonth:
		return assessment.Answer{Text: "2033-01"}
	case catalogue.KindCategory:
		return assessment.Answer{Text: pick(r, "none", string(pick(r, r.cat.Categories...).ID))}
	default:
		return assessment.Answer{Text: r.word()}
	}
}

func (r random) threatID() catalogue.ThreatID {
	return pick(r, pick(r, r.cat.Threats...).ID, "OT1", "OT12")
}
func (r random) measureID() catalogue.MeasureID {
	return pick(r, pick(r, r.cat.Measures...).ID, "OM1", "OM12")
}
func (r random) hit() catalogue.Hit {
	a := pick(r, r.cat.Assets...)
	return pick(r, catalogue.Hit(string(a.ID)+":"+string(pick(r, a.Concerns...))), "OA1:C")
}
func (r random) ternary() assessment.Ternary { return pick(r, "", assessment.Yes, "no", "not sure") }

func (r random) assessment() assessment.Assessment {
	a := emptyAssessment()
	a.Catalogue = pick(r, "2026.11", "2026.10", "")
	if r.flag() {
		a.Template = &assessment.Template{ID: pick(r, "", "smart-plug"), Unconfirmed: some[catalogue.QuestionID](r, "Q13", "Q26")}
	}
	for i := range r.cat.Questions {
		if q := &r.cat.Questions[i]; r.flag() {
			a.Answers[q.ID] = r.answer(q)
		}
	}
	r.records(&a)
	r.decisions(&a)
	return a
}

func (r random) records(a *assessment.Assessment) {
	a.Remote = several(r, func(int) assessment.RemoteService {
		return assessment.RemoteService{Name: r.maybe(), Purpose: r.maybe(), Needed: r.ternary(), Own: r.ternary(), Reason: r.maybe()}
	})
	a.Components = several(r, func(int) assessment.Component {
		return assessment.Component{Name: r.maybe(), Version: r.maybe(), Supplier: r.maybe(), Diligence: some(r, "ce-marking", "tests"), DiligenceText: r.maybe(),
			Evidence: some(r, "E1", "E2"), ReportTo: r.maybe(), Vulnerabilities: several(r, func(int) assessment.Vulnerability {
				return assessment.Vulnerability{ID: r.maybe(), Exploitable: r.ternary(), Why: r.maybe(), Open: r.flag()}
			})}
	})
	a.Notes = several(r, func(int) assessment.Note {
		return assessment.Note{On: pick(r, "", "Q13", "scope.role", "T18", "M07", "OT3", "I.I.2.d", "d", "AS10:I", "II.5", "component.1"), Text: r.maybe(), By: r.maybe(),
			Date: r.date(), Open: r.flag(), Owner: r.maybe(), Due: r.date(), Internal: r.flag()}
	})
	a.Impacts = some(r, assessment.ImpactOverride{On: "AS01:Au", Level: 3, Reason: r.maybe(), By: r.maybe(), Date: r.date()}, assessment.ImpactOverride{On: "OA1:C"})
	a.Assets = several(r, func(n int) assessment.OwnAsset {
		return assessment.OwnAsset{ID: catalogue.AssetID(fmt.Sprint("OA", n)), Title: r.maybe(), Concerns: several(r, func(int) assessment.OwnConcern {
			return assessment.OwnConcern{Concern: pick(r, concerns...), Level: assessment.Impact(r.IntN(4)), Category: pick[assessment.HarmCategory](r, "", "S", "O"), Reason: r.maybe()}
		})}
	})
	a.Modules = several(r, func(int) assessment.Module {
		return assessment.Module{Name: r.maybe(), Core: r.maybe(), Category: pick[catalogue.CategoryID](r, "", "none"), Fit: pick(r, "", "match", "falls-short"), Reason: r.maybe()}
	})
	a.OwnThreats = several(r, func(n int) assessment.OwnThreat {
		return assessment.OwnThreat{ID: catalogue.ThreatID(fmt.Sprint("OT", n)), Title: r.maybe(), Description: r.maybe(), Vector: pick[catalogue.Vector](r, "", "net", "sup"),
			Factors: catalogue.Factors{Time: pick(r, 0, 19), Expertise: pick(r, 0, 8), Knowledge: pick(r, 0, 11), Equipment: pick(r, 0, 9)},
			Hits:    some(r, r.hit()), Requirements: some(r, letters...), Measures: some(r, r.measureID()), Scales: r.flag()}
	})
	a.OwnMeasures = several(r, func(n int) assessment.OwnMeasure {
		return assessment.OwnMeasure{ID: catalogue.MeasureID(fmt.Sprint("OM", n)), Title: r.maybe(), Threats: some(r, r.threatID())}
	})
	a.Evidence = several(r, func(n int) assessment.Evidence {
		return assessment.Evidence{ID: fmt.Sprint("E", 10-n), Kind: pick(r, "", "test", "sbom"), File: r.maybe(), Link: r.maybe(), SHA256: pick(r, "", strings.Repeat("0", 64)), Size: pick(r, 0, 1, MaxEvidence), Date: r.date(), Note: r.maybe()}
	})
	a.Signers = several(r, func(int) assessment.Signer {
		return assessment.Signer{ID: r.maybe(), Role: r.maybe(), Name: r.maybe(), Function: r.maybe(), Organisation: r.maybe(), Principal: r.maybe(), Fingerprint: r.maybe(), Statement: r.maybe(), Note: r.maybe()}
	})
	a.History = several(r, func(n int) assessment.Revision {
		return assessment.Revision{Revision: n, Date: r.date(), Status: pick(r, "", assessment.NotReady, assessment.Final), Digest: r.maybe(), Change: r.maybe(), Answers: r.maybe()}
	})
}

func (r random) decisions(a *assessment.Assessment) {
	for range r.IntN(4) {
		d := assessment.ThreatDecision{Dismissed: r.flag(), Reason: r.word(), By: r.maybe(), Date: r.date()}
		if r.flag() {
			d.Factors = &assessment.FactorChange{Time: pick(r, nil, new(4)), Equipment: pick(r, nil, new(0))}
		}
		if r.flag() {
			d.Impact = new(assessment.Impact(r.IntN(4)))
		}
		a.Threats[r.threatID()] = d
		a.Measures[r.measureID()] = assessment.MeasureAnswer{State: pick(r, assessment.Tested, assessment.NotDone), How: r.maybe(), Reason: r.maybe(), Evidence: some(r, "E1", "E2")}
		q := assessment.RequirementAnswer{How: r.word(), Standards: r.words(), Evidence: some(r, "E1", "E2"), NotMet: r.flag()}
		if r.flag() {
			q.Claim = &assessment.Claim{Ground: pick(r, "", "nature", "no-risk"), Answers: some[catalogue.QuestionID](r, "Q13", "Q26"), Justification: r.maybe(), Remaining: r.maybe(),
				Evidence: some(r, "E1"), UserInformation: r.maybe(), By: r.maybe(), Consent: r.maybe()}
		}
		q.Parts = several(r, func(int) assessment.PartialClaim {
			return assessment.PartialClaim{Ground: pick(r, "", "union-law"), Part: r.maybe(), Source: r.maybe(), Why: r.maybe(), Treatment: r.maybe(), Alternative: r.maybe()}
		})
		a.Requirements[pick(r, append(letters, "1")...)] = q
		a.PartTwo[1+r.IntN(8)] = assessment.PartTwoAnswer{How: r.word(), Evidence: some(r, "E1"), NotMet: r.flag()}
		a.Risks[r.threatID()] = assessment.RiskDecision{Decision: pick(r, "keep", "hand-over"), Reason: r.maybe(), Compensation: r.maybe(), UserInformation: r.maybe(), Approver: r.maybe(),
			Approved: r.flag(), Review: r.date(), ApprovedState: r.maybe(), Condition: r.maybe(), ToldWhom: r.maybe(), ToldWhere: r.maybe()}
	}
}

func newRandom(seed uint64) random {
	return random{rand.New(rand.NewPCG(seed, 1)), testCatalogue()}
}

func TestRoundTrip(t *testing.T) {
	for seed := range uint64(400) {
		r := newRandom(seed)
		a := r.assessment()
		data := Encode(a, r.cat)
		got, err := Decode(data, r.cat)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, data)
		}
		if !reflect.DeepEqual(got, a) {
			t.Fatalf("seed %d: the value changed\ngot  %+v\nwant %+v\n%s", seed, got, a, data)
		}
		if again := Encode(got.Clone(), r.cat); string(again) != string(data) {
			t.Fatalf("seed %d: the bytes changed\n%s\n%s", seed, data, again)
		}
		crlf := "\ufeff" + strings.ReplaceAll(string(data), "\n", "\r\n")
		if got, err := Decode([]byte(crlf), r.cat); err != nil || !reflect.DeepEqual(got, a) {
			t.Fatalf("seed %d: line ends of Windows: %v\n%s", seed, err, data)
		}
	}
}

// TestRealCatalogue repeats the round trip with every question of the built-in
// catalogue.
func TestRealCatalogue(t *testing.T) {
	r := newRandom(1)
	r.cat = catalogue.Load()
	if len(r.cat.Questions) == 0 || len(r.cat.Categories) == 0 {
		t.Skip("the built-in catalogue has no questions yet")
	}
	places := map[string]bool{}
	for _, q := range r.cat.Questions {
		if place := q.Section + "." + q.Key; places[place] {
			t.Errorf("two questions live at %s", place)
		} else {
			places[place] = true
		}
		if i := slices.IndexFunc(append(head, tail...), func(f field[assessment.Assessment]) bool { return f.key == q.Section }); i >= 0 || q.Section == formatKey {
			t.Errorf("%s: the section %s is a record of the file", q.ID, q.Section)
		}
	}
	for range 100 {
		a := emptyAssessment()
		for i := range r.cat.Questions {
			a.Answers[r.cat.Questions[i].ID] = r.answer(&r.cat.Questions[i])
		}
		data := Encode(a, r.cat)
		if got, err := Decode(data, r.cat); err != nil || !reflect.DeepEqual(got, a) {
			t.Fatalf("%v\n%s", err, data)
		}
	}
}

// TestNil shows that an assessment without anything can be written and read.
func TestNil(t *testing.T) {
	cat := testCatalogue()
	data := Encode(assessment.Assessment{}, cat)
	if want := firstLine + "selfmark: 1\n"; string(data) != want {
		t.Errorf("got %q, want %q", data, want)
	}
	got, err := Decode(data, cat)
	if err != nil || !reflect.DeepEqual(got, emptyAssessment()) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// TestUntidy shows what writing normalises, and that this happens once.
func TestUntidy(t *testing.T) {
	cat := testCatalogue()
	a := emptyAssessment()
	a.Answers["product.name"] = assessment.Answer{Text: "  Acme \t\n\n"}
	a.Answers["product.purpose"] = assessment.Answer{Text: "one  \r\ntwo\rthree\xff\n \n"}
	a.Answers["Q13"] = assessment.Answer{Options: []string{"mesh", "wifi"}}
	a.Answers["Q06"] = assessment.Answer{Options: []string{"no"}}
	a.Answers["Q09"] = assessment.Answer{}
	a.Answers["Q26"] = assessment.Answer{}
	a.Answers["product.versions"] = assessment.Answer{Options: []string{" ", "1.10"}}
	a.Answers["unknown"] = assessment.Answer{Text: "x"}
	a.Measures["M07"] = assessment.MeasureAnswer{}
	a.Remote = []assessment.RemoteService{{}}
	want := firstLine + `selfmark: 1
product:
  name: "  Acme"
  versions: ["1.10"]
  purpose: |
    one
    two
    three�
device:
  Q06: []
  Q09: [no]
  Q13: [wifi, mesh]
remote:
  - {}
`
	data := Encode(a, cat)
	if string(data) != want {
		t.Errorf("got\n%s\nwant\n%s", data, want)
	}
	got, err := Decode(data, cat)
	if err != nil || string(Encode(got, cat)) != want {
		t.Errorf("%v", err)
	}
}

// TestLayout compares a file in every detail.
func TestLayout(t *testing.T) {
	want, err := os.ReadFile("testdata/plug.selfmark.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Decode(want, testCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	if got := Encode(a, testCatalogue()); string(got) != string(want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSmallDiff changes one answer at a time and counts the lines that change.
func TestSmallDiff(t *testing.T) {
	for seed := range uint64(200) {
		r := newRandom(seed)
		a := r.assessment()
		before := string(Encode(a, r.cat))
		for i := range r.cat.Questions {
			q := &r.cat.Questions[i]
			if old, answered := a.Answers[q.ID]; !answered || strings.Contains(old.Text, "\n") {
				continue
			}
			b := a.Clone()
			for b.Answers[q.ID] = r.answer(q); strings.Contains(b.Answers[q.ID].Text, "\n"); {
				b.Answers[q.ID] = r.answer(q)
			}
			if n := changedLines(before, string(Encode(b, r.cat))); n > 2 {
				t.Fatalf("seed %d: %s changed %d lines", seed, q.ID, n)
			}
		}
	}
}

// changedLines counts lines between the common beginning and end.
func changedLines(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for len(x) > 0 && len(y) > 0 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return max(len(x), len(y))
}

func TestDecodeRefuses(t *testing.T) {
	const one = "selfmark: 1\n"
	tests := []struct{ name, in, place, want string }{
		{"empty", "", "", "nothing is in it; restore it from a copy or start again"},
		{"only a comment", firstLine, "", "nothing is in it; restore it from a copy or start again"},
		{"not a mapping", "- a\n", "", `line 1, column 1: this is no assessment of selfmark: the key "selfmark" is missing; check that it is the right file`},
		{"no format", "product: {name: x}\n", "", `line 1, column 1: this is no assessment of selfmark: the key "selfmark" is missing; check that it is the right file`},
		{"newer format", "selfmark: 2\nwhatever: [x]\n", "", "line 1, column 11: made by a newer selfmark (format 2); update selfmark"},
		{"bad format", "selfmark: one\n", "", `line 1, column 11: selfmark: "one" is no format; write selfmark: 1`},
		{"format 0", "selfmark: 0\n", "", `line 1, column 11: selfmark: "0" is no format; write selfmark: 1`},
		{"not UTF-8", one + "product:\n  name: M\xfcller\n", "", "line 3, column 10: the byte 0xfc is not UTF-8 text; save it as UTF-8 text"},
		{"two documents", one + "---\nselfmark: 1\n", "", "line 2, column 1: more than one document is in it; keep one and remove the line ---"},
		{"alias bomb", one + "a: &a [x, x]\nb: [*a, *a]\n", "", "line 2, column 4: anchors and aliases (& and *) are not allowed; write the value out, or put it in quotes when it is text"},
		{"merge key", one + "product:\n  <<: {name: x}\n", "", "line 3, column 3: the merge key << is not allowed; write the keys out"},
		{"tag", one + "product:\n  name: !!str x\n", "", `line 3, column 9: the tag "!!str" is not allowed; remove it, or put the value in quotes when it is text`},

		{"unknown section", one + "produkt:\n  name: x\n", "produkt", `line 2, column 1: an assessment has no key "produkt"; did you mean product?`},
		{"quite unknown section", one + "kitchen: 1\n", "kitchen", `line 2, column 1: an assessment has no key "kitchen"; remove it, or write it as a note`},
		{"escapes in a key", one + "\"a\\e[31m\\u202e\": 1\n", `a\u{001B}[31m\u{202E}`, `line 2, column 1: an assessment has no key "a\u{001B}[31m\u{202E}"; remove it, or write it as a note`},
		{"duplicate section", one + "scope: {role: importer}\nscope: {}\n", "", `line 3, column 1: the key "scope" stands twice, first in line 2; keep one of the two`},
		{"misspelt key", one + "product:\n  nmae: x\n", "product.nmae", `line 3, column 3: product has no key "nmae"; did you mean name?`},
		{"key of another section", one + "product:\n  role: importer\n", "product.role", `line 3, column 3: product has no key "role"; move it to scope`},
		{"unknown question", one + "device:\n  Q6: [yes]\n", "device.Q6", `line 3, column 3: device has no key "Q6"; did you mean Q06?`},
		{"section is a list", one + "device: [Q06]\n", "device", "line 2, column 9: device cannot be a list; write keys with their values below it"},
		{"section without answers", one + "device:\n", "device", "line 2, column 8: device has no value; write one, or remove the line to leave it unanswered"},

		{"option", one + "device:\n  Q13: [wifi, bel]\n", "device.Q13", `line 3, column 15: device.Q13 has no option "bel"; did you mean ble?`},
		{"option far off", one + "device:\n  Q13: [zigbee]\n", "device.Q13", `line 3, column 9: device.Q13 has no option "zigbee"; write one of wifi, ble, mesh`},
		{"option twice", one + "device:\n  Q13: [ble, ble]\n", "device.Q13", `line 3, column 14: "ble" stands twice in device.Q13; keep one of the two`},
		{"several of one", one + "device:\n  Q26: [mcu, os]\n", "device.Q26", "line 3, column 8: device.Q26 takes exactly one option; write one option, or remove the line to leave it unanswered"},
		{"none of one", one + "device:\n  Q26: []\n", "device.Q26", "line 3, column 8: device.Q26 takes exactly one option; write one option, or remove the line to leave it unanswered"},
		{"multi as a word", one + "device:\n  Q13: ble\n", "device.Q13", `line 3, column 8: device.Q13 cannot be "ble"; write a list such as [a, b]`},
		{"yes or no", one + "scope:\n  commercial: maybe\n", "scope.commercial", `line 3, column 15: scope.commercial has no option "maybe"; write one of yes, no`},
		{"true is no yes", one + "scope:\n  commercial: true\n", "scope.commercial", `line 3, column 15: scope.commercial has no option "true"; write one of yes, no`},
		{"not sure", one + "device:\n  Q09: not sure\n", "device.Q09", `line 3, column 8: device.Q09 does not offer "not sure"; choose an answer, or remove the line to leave it unanswered`},
		{"no value", one + "product:\n  name:\n", "product.name", "line 3, column 8: product.name has no value; write one, or remove the line to leave it unanswered"},
		{"text is a list", one + "product:\n  name: [x]\n", "product.name", "line 3, column 9: product.name cannot be a list; write text"},
		{"text is true", one + "product:\n  name: true\n", "product.name", "line 3, column 9: product.name must be text, and true is none; put it in quotes"},
		{"list is text", one + "product:\n  versions: x\n", "product.versions", `line 3, column 13: product.versions cannot be "x"; write a list such as [a, b]`},
		{"list in list", one + "product:\n  versions: [[x]]\n", "product.versions.1", "line 3, column 14: product.versions.1 cannot be a list; write text"},
		{"number", one + "product:\n  years_in_use: many\n", "product.years_in_use", `line 3, column 17: product.years_in_use cannot be "many"; write a whole number such as 8`},
		{"number in quotes", one + "product:\n  years_in_use: \"8\"\n", "product.years_in_use", `line 3, column 17: product.years_in_use cannot be "8"; write a whole number such as 8`},
		{"octal", one + "product:\n  years_in_use: 010\n", "product.years_in_use", `line 3, column 17: product.years_in_use cannot be "010"; write a whole number such as 8`},
		{"negative", one + "product:\n  years_in_use: -1\n", "product.years_in_use", `line 3, column 17: product.years_in_use cannot be "-1"; write a whole number such as 8`},
		{"date", one + "product:\n  last_unit: 11.12.2027\n", "product.last_unit", `line 3, column 14: product.last_unit cannot be "11.12.2027"; write a date such as 2027-12-11, or open`},
		{"no such day", one + "product:\n  last_unit: 2027-02-30\n", "product.last_unit", `line 3, column 14: product.last_unit cannot be "2027-02-30"; write a date such as 2027-12-11, or open`},
		{"month", one + "life:\n  support_end: 2033-13\n", "life.support_end", `line 3, column 16: life.support_end cannot be "2033-13"; write a month such as 2033-01`},
		{"category", one + "classification:\n  category: III.I.99\n", "classification.category", `line 3, column 13: there is no category "III.I.99"; write an id such as III.I.17, or none`},

		{"unconfirmed", one + "template: {id: x, unconfirmed: [Q99]}\n", "template.unconfirmed.1", `line 2, column 33: there is no question "Q99"; write an id such as Q13`},
		{"ternary", one + "remote:\n  - needed: perhaps\n", "remote.1.needed", `line 3, column 13: remote.1.needed cannot be "perhaps"; write one of yes, no, not sure`},
		{"diligence", one + "components:\n  - diligence: [test]\n", "components.1.diligence.1", `line 3, column 17: components.1.diligence.1 cannot be "test"; did you mean tests?`},
		{"flag", one + "notes:\n  - open: yes\n", "notes.1.open", `line 3, column 11: notes.1.open cannot be "yes"; write true or false`},
		{"note on nothing", one + "notes:\n  - on: Q99\n", "notes.1.on", `line 3, column 9: there is no question, threat, measure or requirement "Q99"; write an id such as Q13`},
		{"due", one + "notes:\n  - due: soon\n", "notes.1.due", `line 3, column 10: notes.1.due cannot be "soon"; write a date such as 2027-12-11`},
		{"key of a note", one + "notes:\n  - txt: x\n", "notes.1.txt", `line 3, column 5: notes.1 has no key "txt"; did you mean text?`},
		{"impact without place", one + "impacts:\n  - level: severe\n", "impacts.1", `line 3, column 5: impacts.1 lacks the key "on"; add it`},
		{"concern", one + "impacts:\n  - {on: AS10:C, level: severe}\n", "impacts.1.on", `line 3, column 10: there is no asset and concern "AS10:C"; did you mean AS10:I?`},
		{"level", one + "impacts:\n  - {on: AS10:I, level: sever}\n", "impacts.1.level", `line 3, column 25: impacts.1.level cannot be "sever"; did you mean severe?`},
		{"impact twice", one + "impacts:\n  - {on: AS10:I, level: major}\n  - {on: AS10:I, level: major}\n", "impacts", `line 4, column 5: "AS10:I" stands twice in impacts; keep one of the two`},
		{"too many remote services", one + "remote: [" + strings.Repeat("{}, ", 1001) + "]\n", "remote", "line 2, column 9: remote has 1001 entries, and at most 1000 are looked at; remove the others"},
		{"too many modules", one + "modules: [" + strings.Repeat("{}, ", 1001) + "]\n", "modules", "line 2, column 10: modules has 1001 entries, and at most 1000 are looked at; remove the others"},
		{"too many standards", one + "standards: [" + strings.Repeat("{}, ", 1001) + "]\n", "standards", "line 2, column 12: standards has 1001 entries, and at most 1000 are looked at; remove the others"},
		{"too many records in one list", one + "components: [" + strings.Repeat("{}, ", 10001) + "]\n", "components", "line 2, column 13: all lists together have more than 10000 entries; remove some, such as parts of parts among the components"},
		{"too many records in two lists", one + "components:\n  - vulnerabilities: [" + strings.Repeat("{}, ", 5000) + "]\nnotes: [" + strings.Repeat("{}, ", 5000) + "]\n", "notes", "line 4, column 8: all lists together have more than 10000 entries; remove some, such as parts of parts among the components"},
		{"too many records with evidence", one + "components: [" + strings.Repeat("{}, ", 9999) + "]\nevidence: {E1: {}, E2: {}}\n", "evidence", "line 3, column 11: all lists together have more than 10000 entries; remove some, such as parts of parts among the components"},
		{"too many signers", one + "signers: [" + strings.Repeat("{}, ", 51) + "]\n", "signers", "line 2, column 10: signers has 51 entries, and at most 50 are looked at; remove the others"},
		{"long text about a signer", one + "signers: [{name: " + strings.Repeat("ü", 1001) + "}]\n", "signers.1.name", "line 2, column 18: signers.1.name is longer than 1000 characters; write the rest elsewhere, such as in a note"},
		{"too many own assets", one + "assets: [" + strings.Repeat("{}, ", 201) + "]\n", "assets", "line 2, column 9: assets has 201 entries, and at most 200 are looked at; remove the others"},
		{"too many own threats", one + "own_threats: [" + strings.Repeat("{}, ", 201) + "]\n", "own_threats", "line 2, column 14: own_threats has 201 entries, and at most 200 are looked at; remove the others"},
		{"too many own measures", one + "own_measures: [" + strings.Repeat("{}, ", 201) + "]\n", "own_measures", "line 2, column 15: own_measures has 201 entries, and at most 200 are looked at; remove the others"},
		{"too many measures of an own threat", one + "own_threats:\n  - {id: OT1, measures: [" + strings.Repeat("M07, ", 301) + "]}\n", "own_threats.1.measures", "line 3, column 25: own_threats.1.measures has 301 entries, and at most 300 are looked at; remove the others"},
		{"too many threats of an own measure", one + "own_measures:\n  - {id: OM1, threats: [" + strings.Repeat("T18, ", 301) + "]}\n", "own_measures.1.threats", "line 3, column 24: own_measures.1.threats has 301 entries, and at most 300 are looked at; remove the others"},
		{"own asset", one + "assets:\n  - id: A1\n", "assets.1.id", `line 3, column 9: assets.1.id cannot be "A1"; write an id such as OA1`},
		{"own asset OA0", one + "assets:\n  - id: OA0\n", "assets.1.id", `line 3, column 9: assets.1.id cannot be "OA0"; write an id such as OA1`},
		{"own asset OA01", one + "assets:\n  - id: OA01\n", "assets.1.id", `line 3, column 9: assets.1.id cannot be "OA01"; write an id such as OA1`},
		{"own asset OA12345", one + "assets:\n  - id: OA12345\n", "assets.1.id", `line 3, column 9: assets.1.id cannot be "OA12345"; write an id such as OA1`},
		{"own asset OA1x", one + "assets:\n  - id: OA1x\n", "assets.1.id", `line 3, column 9: assets.1.id cannot be "OA1x"; write an id such as OA1`},
		{"threat", one + "threats:\n  - {on: T99, dismissed: true}\n", "threats.1.on", `line 3, column 10: there is no threat "T99"; write an id such as T18`},
		{"threat short", one + "threats:\n  - on: t1\n", "threats.1.on", `line 3, column 9: there is no threat "t1"; did you mean T01?`},
		{"threat twice", one + "threats:\n  - on: T01\n  - on: T01\n", "threats.2", `line 4, column 5: "T01" stands twice in threats; keep one of the two`},
		{"factor", one + "threats:\n  - {on: T18, factors: {equipment: 5}}\n", "threats.1.factors.equipment", `line 3, column 36: threats.1.factors.equipment cannot be "5"; write one of 0, 4, 7, 9`},
		{"vector", one + "own_threats:\n  - {id: OT1, vector: web}\n", "own_threats.1.vector", `line 3, column 23: own_threats.1.vector cannot be "web"; write one of cloud, net, rad, port, phys, site, sup, inh`},
		{"measure", one + "measures:\n  M99: {state: done}\n", "measures.M99", `line 3, column 3: there is no measure "M99"; write an id such as M07`},
		{"measure twice", one + "measures:\n  M07: {}\n  M07: {}\n", "", `line 4, column 3: the key "M07" stands twice, first in line 3; keep one of the two`},
		{"state", one + "measures:\n  M07: {state: finished}\n", "measures.M07.state", `line 3, column 16: measures.M07.state cannot be "finished"; write one of tested, done, partly, planned, not`},
		{"evidence id", one + "evidence:\n  scan: {kind: test}\n", "evidence.scan", `line 3, column 3: evidence.scan cannot be "scan"; write an id such as E1`},
		{"evidence kind", one + "evidence:\n  E1: {kind: tst}\n", "evidence.E1.kind", `line 3, column 14: evidence.E1.kind cannot be "tst"; did you mean test?`},
		{"letter", one + "requirements:\n  n: {how: x}\n", "requirements.n", `line 3, column 3: requirements.n cannot be "n"; write one of 1, a, b, c, d, e, f, g …`},
		{"ground", one + "requirements:\n  i: {claim: {ground: union-law}}\n", "requirements.i.claim.ground", `line 3, column 23: requirements.i.claim.ground cannot be "union-law"; write one of nature, no-risk`},
		{"part two", one + "part_two:\n  9: {how: x}\n", "part_two.9", `line 3, column 3: part_two.9 cannot be "9"; write one of 1, 2, 3, 4, 5, 6, 7, 8`},
		{"decision", one + "risks:\n  T18: {decision: accept}\n", "risks.T18.decision", `line 3, column 19: risks.T18.decision cannot be "accept"; write one of keep, hand-over`},
		{"status", one + "history:\n  - {status: finall}\n", "history.1.status", `line 3, column 14: history.1.status cannot be "finall"; did you mean final?`},
		{"no version", one + "catalogue: zzz\ndevice:\n  Q55: [yes]\n", "device.Q55", `line 4, column 3: device has no key "Q55"; remove it, or write it as a note`},
		{"no version of this century", one + "catalogue: 9999.01\ndevice:\n  Q55: [yes]\n", "device.Q55", `line 4, column 3: device has no key "Q55"; remove it, or write it as a note`},
		{"newer catalogue", one + "catalogue: 2027.03\ndevice:\n  Q55: [yes]\n", "device.Q55", `line 4, column 3: device has no key "Q55"; update selfmark, the file was last used with catalogue 2027.03`},
	}
	cat := testCatalogue()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Decode([]byte(tt.in), cat)
			e, ok := errors.AsType[*Error](err)
			if !ok {
				t.Fatalf("got %v, want an *Error", err)
			}
			if e.Error() != tt.want || e.Place != tt.place {
				t.Errorf("\ngot  %s (%s)\nwant %s (%s)", e, e.Place, tt.want, tt.place)
			}
		})
	}
}

// TestDecodeAccepts shows what people may write by hand beside the canonical form.
func TestDecodeAccepts(t *testing.T) {
	cat := testCatalogue()
	for in, want := range map[string]string{
		"device: {Q06: yes}":                  "device:\n  Q06: [yes]\n",
		"device: {Q06: [no]}":                 "device:\n  Q06: []\n",
		"device: {Q09: []}":                   "device:\n  Q09: [no]\n",
		"device: {Q26: mcu}":                  "device:\n  Q26: [mcu]\n",
		"device: {Q13: [mesh, wifi]}":         "device:\n  Q13: [wifi, mesh]\n",
		"device: {Q13: \"not sure\"}":         "device:\n  Q13: not sure\n",
		"life: {how_long: not sure}":          "life:\n  how_long: not sure\n",
		"scope: {role: [importer]}":           "scope:\n  role: importer\n",
		"scope: {}":                           "",
		"product: {name: \"\"}":               "",
		"product: {versions: [1.10, 2026-1]}": "product:\n  versions: [\"1.10\", \"2026-1\"]\n",
		"product: {name: 0x1f}":               "product:\n  name: \"0x1f\"\n",
		"product: {purpose: one line}":        "product:\n  purpose: |\n    one line\n",
		"measures: {M54: {state: done}, OM2: {state: not}, M01: {state: partly}}": "measures:\n  M01:\n    state: partly\n  M54:\n    state: done\n  OM2:\n    state: not\n",
	} {
		a, err := Decode([]byte("selfmark: 1\n"+in+"\n"), cat)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := strings.TrimPrefix(string(Encode(a, cat)), firstLine+"selfmark: 1\n"); got != want {
			t.Errorf("%s:\ngot  %q\nwant %q", in, got, want)
		}
	}
}

// TestTruncated cuts a file at every byte: an error or an assessment, no panic.
func TestTruncated(t *testing.T) {
	r := newRandom(7)
	data := Encode(r.assessment(), r.cat)
	for n := range data {
		_, err := Decode(data[:n], r.cat)
		if _, ok := errors.AsType[*Error](err); err != nil && !ok {
			t.Fatalf("%d bytes: %v", n, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for seed := range uint64(5) {
		r := newRandom(seed)
		f.Add(Encode(r.assessment(), r.cat))
	}
	f.Add([]byte("selfmark: 1\nproduct: {name: x}\nnotes: [{}]\n"))
	cat := testCatalogue()
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Decode(data, cat)
		if err != nil {
			e, ok := errors.AsType[*Error](err)
			if !ok || strings.ContainsAny(e.Error(), "\n\x1b\u202e") || e.Problem == "" || e.Remedy == "" {
				t.Fatalf("no clean error: %q", err)
			}
			return
		}
		once := Encode(a, cat)
		b, err := Decode(once, cat)
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, once)
		}
		if twice := Encode(b, cat); string(once) != string(twice) {
			t.Fatalf("not canonical:\n%s\n%s", once, twice)
		}
	})
}

// benchmarkAssessment is as large as a thorough one: about 40 kB.
func benchmarkAssessment() (assessment.Assessment, *catalogue.Catalogue) {
	r := newRandom(3)
	a := r.assessment()
	for range 60 {
		b := r.assessment()
		a.Components = append(a.Components, b.Components...)
		a.Notes = append(a.Notes, b.Notes...)
	}
	return a, r.cat
}

func BenchmarkEncode(b *testing.B) {
	a, cat := benchmarkAssessment()
	b.SetBytes(int64(len(Encode(a, cat))))
	b.ReportAllocs()
	for b.Loop() {
		Encode(a, cat)
	}
}

func BenchmarkDecode(b *testing.B) {
	a, cat := benchmarkAssessment()
	data := Encode(a, cat)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(data, cat); err != nil {
			b.Fatal(err)
		}
	}
}
