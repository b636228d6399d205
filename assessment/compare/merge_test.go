package compare

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

func bytesOf(a assessment.Assessment) string { return string(file.Encode(a, cat)) }

func merged(t *testing.T, base, mine, theirs assessment.Assessment, take map[string]bool) Merged {
	t.Helper()
	m, err := Merge(cat, &base, &mine, &theirs, take)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// changeable is the smart plug with something in every collection.
func changeable(t *testing.T) assessment.Assessment {
	a := example(t, "smart-plug")
	time := 4
	a.Remote = append(a.Remote, assessment.RemoteService{Name: "Cloud", Purpose: "control"})
	a.Modules = []assessment.Module{{Name: "App", Core: "controls", Category: "none"}}
	a.Standards = []assessment.Standard{{Reference: "EN 18031-1:2024", Extent: "full", Covers: []string{"a", "d"}}}
	a.Components = append(a.Components, assessment.Component{Name: "zlib", Version: "1.3", Vulnerabilities: []assessment.Vulnerability{{ID: "CVE-1", Why: "x"}}})
	a.Notes = append(a.Notes, assessment.Note{On: "Q13", Text: "module is certified"}, assessment.Note{On: "Q13", Text: "ask sales", Open: true, Internal: true})
	a.Impacts = []assessment.ImpactOverride{{On: "AS10:I", Level: assessment.Severe, Reason: "r"}}
	a.Assets = []assessment.OwnAsset{{ID: "OA1", Title: "Relay", Concerns: []assessment.OwnConcern{{Concern: "I", Level: assessment.Major, Category: "S"}}}}
	a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T18": {Factors: &assessment.FactorChange{Time: &time}, Reason: "r"}}
	a.OwnThreats = []assessment.OwnThreat{{ID: "OT1", Title: "Sticks", Vector: "phys", Hits: []catalogue.Hit{"OA1:I"}, Measures: []catalogue.MeasureID{"M07"}}}
	a.OwnMeasures = []assessment.OwnMeasure{{ID: "OM1", Title: "Fuse", Threats: []catalogue.ThreatID{"OT1"}}}
	a.Risks = map[catalogue.ThreatID]assessment.RiskDecision{"OT1": {Decision: "keep", Reason: "rare"}}
	return a
}

// edits are changes of one place each, of every collection of the model.
var edits = []struct {
	place string
	edit  func(a *assessment.Assessment, word string)
}{
	{"question text", func(a *assessment.Assessment, w string) { a.Answers["product.name"] = assessment.Answer{Text: w} }},
	{"question list", func(a *assessment.Assessment, w string) {
		a.Answers["product.versions"] = assessment.Answer{Options: []string{w, "2"}}
	}},
	{"question removed", func(a *assessment.Assessment, w string) { delete(a.Answers, "product.type") }},
	{"question prose", func(a *assessment.Assessment, w string) {
		a.Answers["product.purpose"] = assessment.Answer{Text: w + "\nand more"}
	}},
	{"remote", func(a *assessment.Assessment, w string) { a.Remote[len(a.Remote)-1].Purpose = w }},
	{"remote added", func(a *assessment.Assessment, w string) {
		a.Remote = append(a.Remote, assessment.RemoteService{Name: "added " + w})
	}},
	{"module", func(a *assessment.Assessment, w string) { a.Modules[0].Reason = w }},
	{"standard", func(a *assessment.Assessment, w string) { a.Standards[0].Clauses = w }},
	{"component", func(a *assessment.Assessment, w string) { a.Components[len(a.Components)-1].Version = w }},
	{"component removed", func(a *assessment.Assessment, w string) { a.Components = a.Components[1:] }},
	{"component added first", func(a *assessment.Assessment, w string) {
		a.Components = append(slices.Clone(a.Components[:1]), append([]assessment.Component{{Name: "added " + w}}, a.Components[1:]...)...)
	}},
	{"vulnerability", func(a *assessment.Assessment, w string) {
		a.Components[len(a.Components)-1].Vulnerabilities[0].Why = w
	}},
	{"note", func(a *assessment.Assessment, w string) {
		a.Notes = append(a.Notes, assessment.Note{On: "Q13", Text: w, Internal: true})
	}},
	{"note changed", func(a *assessment.Assessment, w string) { a.Notes[len(a.Notes)-1].Owner = w }},
	{"impact", func(a *assessment.Assessment, w string) { a.Impacts[0].Reason = w }},
	{"asset", func(a *assessment.Assessment, w string) { a.Assets[0].Title = w }},
	{"concern", func(a *assessment.Assessment, w string) { a.Assets[0].Concerns[0].Reason = w }},
	{"threat", func(a *assessment.Assessment, w string) {
		a.Threats["T42"] = assessment.ThreatDecision{Dismissed: true, Reason: w}
	}},
	{"own threat", func(a *assessment.Assessment, w string) { a.OwnThreats[0].Description = w }},
	{"measure", func(a *assessment.Assessment, w string) {
		m := a.Measures["M07"]
		m.How = w
		a.Measures["M07"] = m
	}},
	{"own measure", func(a *assessment.Assessment, w string) { a.OwnMeasures[0].Title = w }},
	{"evidence", func(a *assessment.Assessment, w string) { a.Evidence[0].Note = w }},
	{"requirement", func(a *assessment.Assessment, w string) {
		r := a.Requirements["e"]
		r.How = w
		a.Requirements["e"] = r
	}},
	{"claim", func(a *assessment.Assessment, w string) {
		r := a.Requirements["i"]
		r.Claim = &assessment.Claim{Ground: "nature", Justification: w}
		a.Requirements["i"] = r
	}},
	{"condition", func(a *assessment.Assessment, w string) {
		r := a.Requirements["c"]
		r.Conditions = map[string]assessment.ConditionAnswer{"notice": {State: "yes", Why: w}}
		a.Requirements["c"] = r
	}},
	{"part two", func(a *assessment.Assessment, w string) { a.PartTwo[5] = assessment.PartTwoAnswer{How: w} }},
	{"risk", func(a *assessment.Assessment, w string) {
		a.Risks["OT1"] = assessment.RiskDecision{Decision: "keep", Reason: w}
	}},
	{"signer", func(a *assessment.Assessment, w string) { a.Signers[0].Function = w }},
	{"history", func(a *assessment.Assessment, w string) {
		a.History = append(a.History, assessment.Revision{Revision: len(a.History) + 1, Change: w})
	}},
}

func edited(a assessment.Assessment, word string, list ...int) assessment.Assessment {
	a = a.Clone()
	for _, i := range list {
		edits[i].edit(&a, word)
	}
	return a
}

// TestMergeCoversTheModel: every field of an assessment is edited by some test, so
// that a new collection cannot be forgotten.
func TestMergeCoversTheModel(t *testing.T) {
	base := changeable(t)
	touched := map[string]bool{"Catalogue": true, "Template": true} // tests of their own
	for i := range edits {
		now := edited(base, "w", i)
		for f := range reflect.TypeFor[assessment.Assessment]().NumField() {
			if !reflect.DeepEqual(reflect.ValueOf(base).Field(f).Interface(), reflect.ValueOf(now).Field(f).Interface()) {
				touched[reflect.TypeFor[assessment.Assessment]().Field(f).Name] = true
			}
		}
	}
	for f := range reflect.TypeFor[assessment.Assessment]().NumField() {
		if name := reflect.TypeFor[assessment.Assessment]().Field(f).Name; !touched[name] {
			t.Errorf("no edit of %s", name)
		}
	}
}

// TestMergeOfOneSide: what only one side changed is the result, byte for byte.
func TestMergeOfOneSide(t *testing.T) {
	base := changeable(t)
	for i, e := range edits {
		t.Run(e.place, func(t *testing.T) {
			a := edited(base, "changed", i)
			if bytesOf(a) == bytesOf(base) {
				t.Fatal("the edit changes nothing")
			}
			for _, m := range []Merged{merged(t, base, a, base, nil), merged(t, base, base, a, nil), merged(t, base, a, a, nil)} {
				if got := bytesOf(m.Assessment); got != bytesOf(a) || len(m.Both) > 0 {
					t.Errorf("conflicts %v, got\n%s", m.Both, got)
				}
			}
			if m := merged(t, base, a, base, nil); len(m.Mine) == 0 || len(m.Theirs) > 0 {
				t.Errorf("mine %v, theirs %v", m.Mine, m.Theirs)
			}
		})
	}
}

// TestMergePairs: two sides that change different places give both changes, whoever
// is mine; two that change the same place ask, and either answer is whole.
func TestMergePairs(t *testing.T) {
	base := changeable(t)
	apart, pairs := 0, 0
	for i, one := range edits {
		for _, step := range []int{0, 1, 9} {
			j := (i + step) % len(edits)
			other := edits[j]
			pairs++
			mine, theirs := edited(base, "left", i), edited(base, "right", j)
			there, back := merged(t, base, mine, theirs, nil), merged(t, base, theirs, mine, nil)
			name := one.place + " and " + other.place
			if len(there.Both) != len(back.Both) {
				t.Errorf("%s: %d and %d conflicts", name, len(there.Both), len(back.Both))
			}
			kept(t, name, base, mine, theirs, there)
			if len(there.Both) > 0 || i == j {
				take := map[string]bool{}
				for _, c := range there.Both {
					take[c.Path] = true
				}
				taken := merged(t, base, mine, theirs, take)
				kept(t, name+", theirs", base, mine, theirs, taken)
				continue
			}
			apart++
			if bytesOf(there.Assessment) != bytesOf(back.Assessment) {
				t.Errorf("%s: the two ways differ\n%s\n%s", name, bytesOf(there.Assessment), bytesOf(back.Assessment))
			}
		}
	}
	if apart < pairs/2 {
		t.Errorf("only %d of %d pairs go together without a question", apart, pairs)
	}
}

// kept checks that no change of either side is missing: it is in the result, or it
// is under a conflict that says its value.
func kept(t *testing.T, name string, base, mine, theirs assessment.Assessment, m Merged) {
	t.Helper()
	has := map[string]string{}
	for _, l := range leavesOf(m.Assessment) {
		has[l.path] = l.value
	}
	under := func(path string) bool {
		return slices.ContainsFunc(m.Both, func(c Conflict) bool { return path == c.Path || strings.HasPrefix(path, c.Path+".") })
	}
	was := byPath(leavesOf(base))
	for _, side := range []assessment.Assessment{mine, theirs} {
		for _, l := range leavesOf(side) {
			if was[l.path] != l.value && has[l.path] != l.value && !under(l.path) && !slices.Contains(valuesOf(has), l.value) {
				t.Errorf("%s: %s: %q is lost", name, l.path, l.value)
			}
		}
		is := byPath(leavesOf(side))
		for path := range was {
			if _, there := is[path]; !there && has[path] == was[path] && !under(path) && !strings.HasPrefix(path, "notes.") && !strings.HasPrefix(path, "components") {
				t.Errorf("%s: %s is back", name, path)
			}
		}
	}
}

func leavesOf(a assessment.Assessment) []leaf {
	var list []leaf
	flatten(tree(cat, a), "", &list)
	return list
}

func valuesOf(m map[string]string) []string {
	var list []string
	for _, v := range m {
		list = append(list, v)
	}
	return list
}

// TestMergeAtRandom: many changes on both sides at once, of different places.
func TestMergeAtRandom(t *testing.T) {
	base := changeable(t)
	random := rand.New(rand.NewPCG(7, 7))
	for round := range 8 {
		all := random.Perm(len(edits))
		cut := random.IntN(len(all))
		slices.Sort(all[:cut])
		slices.Sort(all[cut:])
		mine, theirs := edited(base, fmt.Sprint("l", round), all[:cut]...), edited(base, fmt.Sprint("r", round), all[cut:]...)
		there, back := merged(t, base, mine, theirs, nil), merged(t, base, theirs, mine, nil)
		kept(t, fmt.Sprint(round), base, mine, theirs, there)
		if len(there.Both) == 0 && bytesOf(there.Assessment) != bytesOf(back.Assessment) {
			t.Errorf("round %d: the two ways differ", round)
		}
		if again := merged(t, mine, there.Assessment, mine, nil); bytesOf(again.Assessment) != bytesOf(there.Assessment) {
			t.Errorf("round %d: merging again changes something", round)
		}
	}
}

// TestMergeConflict: both values are said in words, and the person chooses.
func TestMergeConflict(t *testing.T) {
	base := changeable(t)
	mine, theirs := base.Clone(), base.Clone()
	mine.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	theirs.Answers["Q15"] = assessment.Answer{NotSure: true}
	mine.Answers["product.name"] = assessment.Answer{Text: "Mine"}
	mine.Measures["M07"] = assessment.MeasureAnswer{State: mine.Measures["M07"].State, Evidence: []string{"E1", "E2"}}
	theirs.Measures["M07"] = assessment.MeasureAnswer{State: mine.Measures["M07"].State, Evidence: []string{"E2"}}
	base.Measures["M07"] = assessment.MeasureAnswer{State: mine.Measures["M07"].State, Evidence: []string{"E1"}}
	theirs.Answers["product.type"] = assessment.Answer{Text: "theirs"}
	m := merged(t, base, mine, theirs, nil)
	want := []Conflict{{Path: "device.Q15", Title: cat.Question("Q15").Short, Base: "no", Mine: "yes", Theirs: "not sure"},
		{Path: "measures.M07.evidence", Title: cat.Measure("M07").Title, Base: "E1", Mine: "E1; E2", Theirs: "E2"}}
	if !slices.Equal(m.Both, want) {
		t.Errorf("both %+v", m.Both)
	}
	if len(m.Mine) != 1 || m.Mine[0].Path != "product.name" || len(m.Theirs) != 1 || m.Theirs[0].Path != "product.type" {
		t.Errorf("mine %v, theirs %v", m.Mine, m.Theirs)
	}
	if got := m.Assessment.Answers["Q15"]; !slices.Equal(got.Options, []string{"yes"}) {
		t.Errorf("mine does not count: %+v", got)
	}
	if got := merged(t, base, mine, theirs, map[string]bool{"device.Q15": true}).Assessment; !got.Answers["Q15"].NotSure || got.Name() != "Mine" {
		t.Errorf("theirs does not count: %+v", got.Answers["Q15"])
	}
}

// TestMergeTemplate: two windows that each confirm an answer of the template do not
// stand in each other's way.
func TestMergeTemplate(t *testing.T) {
	base := example(t, "smart-plug")
	base.Template = &assessment.Template{ID: "smart-plug", Unconfirmed: []catalogue.QuestionID{"Q12", "Q13", "Q25"}}
	mine, theirs := base.Clone(), base.Clone()
	mine.Template.Unconfirmed = []catalogue.QuestionID{"Q13", "Q25"}
	theirs.Template.Unconfirmed = []catalogue.QuestionID{"Q12", "Q13"}
	m := merged(t, base, mine, theirs, nil)
	if got := m.Assessment.Template.Unconfirmed; len(m.Both) > 0 || !slices.Equal(got, []catalogue.QuestionID{"Q13"}) {
		t.Errorf("conflicts %v, unconfirmed %v", m.Both, got)
	}
	mine.Template.Unconfirmed = nil
	if got := merged(t, base, mine, theirs, nil).Assessment.Template; got != nil && len(got.Unconfirmed) > 0 {
		t.Errorf("unconfirmed again: %v", got)
	}
}

// TestMergeSameID: a new piece of evidence, asset, threat and measure on both sides
// under one id: both stay, and what mentions them still means the same.
func TestMergeSameID(t *testing.T) {
	base := changeable(t)
	next := fmt.Sprint("E", len(base.Evidence)+1)
	add := func(word string, on catalogue.MeasureID) assessment.Assessment {
		a := base.Clone()
		a.Evidence = append(a.Evidence, assessment.Evidence{ID: next, Kind: "test", Note: word})
		m := a.Measures[on]
		m.Evidence = append(m.Evidence, next)
		a.Measures[on] = m
		a.Assets = append(a.Assets, assessment.OwnAsset{ID: "OA2", Title: word})
		a.OwnThreats = append(a.OwnThreats, assessment.OwnThreat{ID: "OT2", Title: word, Vector: "net", Hits: []catalogue.Hit{"OA2:C"}})
		a.OwnMeasures = append(a.OwnMeasures, assessment.OwnMeasure{ID: "OM2", Title: word, Threats: []catalogue.ThreatID{"OT2"}})
		a.Measures["OM2"] = assessment.MeasureAnswer{State: assessment.Done, How: word}
		a.Risks["OT2"] = assessment.RiskDecision{Decision: "keep", Reason: word}
		a.Notes = append(a.Notes, assessment.Note{On: "OT2", Text: word})
		return a
	}
	m := merged(t, base, add("left", "M07"), add("right", "M14"), nil)
	a := m.Assessment
	if len(m.Both) > 0 || len(m.Renamed) != 4 {
		t.Fatalf("conflicts %+v, renamed %v", m.Both, m.Renamed)
	}
	note := func(id string) string {
		i := slices.IndexFunc(a.Evidence, func(e assessment.Evidence) bool { return e.ID == id })
		return a.Evidence[i].Note
	}
	last := func(list []string) string { return list[len(list)-1] }
	if note(last(a.Measures["M07"].Evidence)) != "left" || note(last(a.Measures["M14"].Evidence)) != "right" {
		t.Errorf("evidence %v and %v of %v", a.Measures["M07"].Evidence, a.Measures["M14"].Evidence, a.Evidence)
	}
	if a.OwnThreats[2].Hits[0] != "OA3:C" || a.OwnMeasures[2].Threats[0] != "OT3" || a.Measures["OM3"].How != "right" || a.Risks["OT3"].Reason != "right" || a.Risks["OT2"].Reason != "left" {
		t.Errorf("mentions: %+v %+v %+v", a.OwnThreats, a.OwnMeasures, a.Risks)
	}
	if last := a.Notes[len(a.Notes)-1]; last.On != "OT3" || last.Text != "right" {
		t.Errorf("note %+v", last)
	}
}

// TestMergeRemoved: a record that one side removed and the other changed is asked
// about as a whole.
func TestMergeRemoved(t *testing.T) {
	base := changeable(t)
	mine, theirs := base.Clone(), base.Clone()
	last := len(base.Components) - 1
	mine.Components = mine.Components[:last]
	theirs.Components[last].Version = "1.4"
	m := merged(t, base, mine, theirs, nil)
	if len(m.Both) != 1 || m.Both[0].Path != "components.zlib" || m.Both[0].Mine != "" || !strings.Contains(m.Both[0].Theirs, "version: 1.4") {
		t.Fatalf("both %+v", m.Both)
	}
	if len(m.Assessment.Components) != last {
		t.Error("mine is not taken")
	}
	m = merged(t, base, mine, theirs, map[string]bool{"components.zlib": true})
	if got := m.Assessment.Components; len(got) != last+1 || !reflect.DeepEqual(got[last], theirs.Components[last]) {
		t.Errorf("theirs is not taken: %+v", got)
	}
	m = merged(t, base, theirs, mine, nil) // the other way round
	if len(m.Both) != 1 || m.Both[0].Path != "components.zlib" || m.Both[0].Theirs != "" || len(m.Assessment.Components) != last+1 {
		t.Errorf("both %+v", m.Both)
	}
	mine.Components = append(slices.Clone(mine.Components[1:]), mine.Components[0]) // and moved
	if m = merged(t, base, mine, theirs, nil); len(m.Both) != 1 || m.Both[0].Path != "components.zlib" {
		t.Errorf("both %+v", m.Both)
	}
}

// TestMergeWithinRecord: two sides that changed different fields of one record. Both
// count, except where a record is only true as a whole: then it is asked about.
func TestMergeWithinRecord(t *testing.T) {
	base := changeable(t)
	claim := base.Requirements["i"]
	claim.Claim = &assessment.Claim{Ground: "nature", Justification: "none"}
	base.Requirements["i"] = claim
	base.Requirements["c"] = assessment.RequirementAnswer{Conditions: map[string]assessment.ConditionAnswer{"notice": {State: "yes", Why: "app"}}}
	type edit = func(a *assessment.Assessment)
	measure := func(change func(m *assessment.MeasureAnswer)) edit {
		return func(a *assessment.Assessment) {
			m := a.Measures["M07"]
			change(&m)
			a.Measures["M07"] = m
		}
	}
	requirement := func(id string, change func(r *assessment.RequirementAnswer)) edit {
		return func(a *assessment.Assessment) {
			r := a.Requirements[id]
			change(&r)
			a.Requirements[id] = r
		}
	}
	for _, test := range []struct {
		name         string
		mine, theirs edit
		asks         string // the path of the conflict
	}{
		{"measure", measure(func(m *assessment.MeasureAnswer) { m.How = "w" }), measure(func(m *assessment.MeasureAnswer) { m.State = assessment.Planned }), ""},
		{"requirement", requirement("e", func(r *assessment.RequirementAnswer) { r.How = "w" }), requirement("e", func(r *assessment.RequirementAnswer) { r.NotMet = true }), ""},
		{"part two", func(a *assessment.Assessment) { a.PartTwo[1] = assessment.PartTwoAnswer{How: "w"} },
			func(a *assessment.Assessment) {
				p := a.PartTwo[1]
				p.Evidence = nil
				a.PartTwo[1] = p
			}, ""},
		{"component", func(a *assessment.Assessment) { a.Components[0].Supplier = "w" }, func(a *assessment.Assessment) { a.Components[0].ReportTo = "w" }, ""},
		{"own threat", func(a *assessment.Assessment) { a.OwnThreats[0].Title = "w" }, func(a *assessment.Assessment) { a.OwnThreats[0].Description = "w" }, ""},
		{"measure removed", func(a *assessment.Assessment) { delete(a.Measures, "M07") }, measure(func(m *assessment.MeasureAnswer) { m.How = "w" }), "measures.M07"},
		{"measure changed and removed", measure(func(m *assessment.MeasureAnswer) { m.How = "w" }), func(a *assessment.Assessment) { delete(a.Measures, "M07") }, "measures.M07"},
		{"measure answered by both", func(a *assessment.Assessment) { a.Measures["OM1"] = assessment.MeasureAnswer{How: "w"} },
			func(a *assessment.Assessment) { a.Measures["OM1"] = assessment.MeasureAnswer{How: "w2"} }, "measures.OM1.how"},
		{"evidence", func(a *assessment.Assessment) { a.Evidence[0].File = "w" }, func(a *assessment.Assessment) { a.Evidence[0].Date = "2026-01-01" }, "evidence.E1"},
		{"risk", func(a *assessment.Assessment) {
			a.Risks["OT1"] = assessment.RiskDecision{Decision: "keep", Reason: "w"}
		},
			func(a *assessment.Assessment) {
				a.Risks["OT1"] = assessment.RiskDecision{Decision: "hand-over", Reason: "rare"}
			}, "risks.OT1"},
		{"threat", func(a *assessment.Assessment) {
			a.Threats["T18"] = assessment.ThreatDecision{Factors: a.Threats["T18"].Factors, Reason: "w"}
		},
			func(a *assessment.Assessment) {
				a.Threats["T18"] = assessment.ThreatDecision{Dismissed: true, Reason: "r"}
			}, "threats.T18"},
		{"impact", func(a *assessment.Assessment) { a.Impacts[0].Reason = "w" }, func(a *assessment.Assessment) { a.Impacts[0].Level = assessment.Moderate }, "impacts.AS10:I"},
		{"signer", func(a *assessment.Assessment) { a.Signers[0].Function = "w" }, func(a *assessment.Assessment) { a.Signers[0].Name = "w" }, "signers.tech-lead"},
		{"concern", func(a *assessment.Assessment) { a.Assets[0].Concerns[0].Reason = "w" }, func(a *assessment.Assessment) { a.Assets[0].Concerns[0].Level = assessment.Moderate }, "assets.OA1.concerns.I"},
		{"vulnerability", func(a *assessment.Assessment) {
			a.Components[len(a.Components)-1].Vulnerabilities = []assessment.Vulnerability{{ID: "CVE-1", Why: "w"}}
		}, func(a *assessment.Assessment) {
			a.Components[len(a.Components)-1].Vulnerabilities = []assessment.Vulnerability{{ID: "CVE-1", Why: "x", Open: true}}
		}, "components.zlib.vulnerabilities.CVE-1"},
		{"claim", requirement("i", func(r *assessment.RequirementAnswer) {
			r.Claim = &assessment.Claim{Ground: "nature", Justification: "w"}
		}), requirement("i", func(r *assessment.RequirementAnswer) {
			r.Claim = &assessment.Claim{Ground: "no-risk", Justification: "none"}
		}), "requirements.i.claim"},
		{"condition", requirement("c", func(r *assessment.RequirementAnswer) {
			r.Conditions = map[string]assessment.ConditionAnswer{"notice": {State: "yes", Why: "w"}}
		}), requirement("c", func(r *assessment.RequirementAnswer) {
			r.Conditions = map[string]assessment.ConditionAnswer{"notice": {State: "no", Why: "app"}}
		}), "requirements.c.conditions.notice"},
	} {
		t.Run(test.name, func(t *testing.T) {
			mine, theirs, both := base.Clone(), base.Clone(), base.Clone()
			test.mine(&mine)
			test.theirs(&theirs)
			m := merged(t, base, mine, theirs, nil)
			if test.asks == "" {
				test.mine(&both)
				test.theirs(&both)
				if bytesOf(m.Assessment) != bytesOf(both) || len(m.Both) > 0 {
					t.Errorf("conflicts %+v", m.Both)
				}
				return
			}
			if len(m.Both) != 1 || m.Both[0].Path != test.asks || bytesOf(m.Assessment) != bytesOf(mine) {
				t.Errorf("conflicts %+v", m.Both)
			}
			if m = merged(t, base, mine, theirs, map[string]bool{test.asks: true}); bytesOf(m.Assessment) != bytesOf(theirs) {
				t.Error("theirs is not taken whole")
			}
		})
	}
}

// TestMergeCatalogue: the later version counts, whoever has it, and nobody is asked.
func TestMergeCatalogue(t *testing.T) {
	of := func(version string) assessment.Assessment {
		a := changeable(t)
		a.Catalogue = version
		return a
	}
	for _, c := range [][3]string{{"2025.01", "2026.10", "2026.11"}, {"2025.01", "2026.11", "2026.10"}, {"2025.01", "", "2026.11"}, {"2025.01", "2026.11", ""}} {
		if m := merged(t, of(c[0]), of(c[1]), of(c[2]), nil); m.Assessment.Catalogue != "2026.11" || len(m.Both) > 0 {
			t.Errorf("%v: %s, conflicts %v", c, m.Assessment.Catalogue, m.Both)
		}
	}
}

// TestMergeLists: records keep their order and stay apart, whichever side moved,
// added or removed some.
func TestMergeLists(t *testing.T) {
	components := func(names ...string) func(a *assessment.Assessment) {
		return func(a *assessment.Assessment) {
			a.Components = nil
			for _, name := range names {
				name, version, _ := strings.Cut(name, " ")
				a.Components = append(a.Components, assessment.Component{Name: name, Version: version})
			}
		}
	}
	notes := func(list ...string) func(a *assessment.Assessment) {
		return func(a *assessment.Assessment) {
			a.Notes = nil
			for _, text := range list {
				text, owner, _ := strings.Cut(text, "/")
				a.Notes = append(a.Notes, assessment.Note{On: "Q13", Text: text, Owner: owner})
			}
		}
	}
	assets := func(ids ...catalogue.AssetID) func(a *assessment.Assessment) {
		return func(a *assessment.Assessment) {
			a.Assets = nil
			for _, id := range ids {
				a.Assets = append(a.Assets, assessment.OwnAsset{ID: id, Title: "w"})
			}
		}
	}
	unconfirmed := func(ids ...catalogue.QuestionID) func(a *assessment.Assessment) {
		return func(a *assessment.Assessment) { a.Template = &assessment.Template{ID: "smart-plug", Unconfirmed: ids} }
	}
	type edit = func(a *assessment.Assessment)
	for _, test := range []struct {
		name                     string
		base, mine, theirs, want edit
	}{
		{"mine moves, theirs changes", components("a", "b", "c"), components("c", "a", "b"), components("a 2", "b", "c"), components("c", "a 2", "b")},
		{"mine changes, theirs moves", components("a", "b", "c"), components("a 2", "b", "c"), components("c", "a", "b"), components("c", "a 2", "b")},
		{"mine moves and removes, theirs changes", components("a", "b", "c"), components("c", "b"), components("a", "b 2", "c"), components("c", "b 2")},
		{"both remove, one the same", components("a", "b", "c", "d"), components("a", "d"), components("a", "c"), components("a")},
		{"both add to nothing", components(), components("a"), components("b"), components("a", "b")},
		{"two of a name", components("a 1", "a 2"), components("a 1", "a 2", "a 3", "b"), components("a 1", "a 4"), components("a 1", "a 4", "b", "a 3")},
		{"one of several notes at a place", notes("one", "two"), notes("two"), notes("one", "two/Anna"), notes("two/Anna")},
		{"one note twice", notes("one", "one"), notes("one", "one", "two"), notes("one", "one", "three"), notes("one", "one", "two", "three")},
		{"all notes, one by each", notes("one", "two"), notes("one"), notes("two"), notes()},
		{"numbers in their order", assets(), assets("OA10"), assets("OA9"), assets("OA9", "OA10")},
		{"the same added by both", assets("OA1"), assets("OA1", "OA2"), assets("OA1", "OA2", "OA3"), assets("OA1", "OA2", "OA3")},
		{"words", unconfirmed("Q12"), unconfirmed("Q12", "Q13"), unconfirmed("Q12", "Q15"), unconfirmed("Q12", "Q13", "Q15")},
	} {
		t.Run(test.name, func(t *testing.T) {
			base := changeable(t)
			test.base(&base)
			mine, theirs, want := base.Clone(), base.Clone(), base.Clone()
			test.mine(&mine)
			test.theirs(&theirs)
			test.want(&want)
			m := merged(t, base, mine, theirs, nil)
			if bytesOf(m.Assessment) != bytesOf(want) || len(m.Both) > 0 || len(m.Renamed) > 0 {
				t.Errorf("conflicts %v, renamed %v, components %v, notes %v, assets %v", m.Both, m.Renamed, m.Assessment.Components, m.Assessment.Notes, m.Assessment.Assets)
			}
		})
	}
}

// TestMergeSameIDs: several ids are given anew in their order.
func TestMergeSameIDs(t *testing.T) {
	base := changeable(t)
	mine, theirs := base.Clone(), base.Clone()
	var want []Change
	for n := 2; n <= 20; n++ {
		id := fmt.Sprint("OA", n)
		mine.Assets = append(mine.Assets, assessment.OwnAsset{ID: catalogue.AssetID(id), Title: "mine"})
		theirs.Assets = append(theirs.Assets, assessment.OwnAsset{ID: catalogue.AssetID(id), Title: "theirs"})
		want = append(want, Change{id, fmt.Sprint("OA", n+19)})
	}
	m := merged(t, base, mine, theirs, nil)
	if !slices.Equal(m.Renamed, want) || len(m.Both) > 0 {
		t.Errorf("renamed %v, conflicts %v", m.Renamed, m.Both)
	}
}

// TestMergeTooMuch: what both sides added is within the limits on each side, and not
// together: then the merge is refused, because its file could not be opened again.
func TestMergeTooMuch(t *testing.T) {
	base := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{}}
	for _, tt := range []struct {
		list string
		fill func(a *assessment.Assessment, from, n int)
		half int
		want string // of the reason
	}{
		{"own assets", func(a *assessment.Assessment, from, n int) {
			for i := range n {
				a.Assets = append(a.Assets, assessment.OwnAsset{ID: catalogue.AssetID(fmt.Sprint("OA", i+1)), Title: fmt.Sprint("asset ", from+i)})
			}
		}, assessment.MaxOwn / 2, "assets has 202 entries, and at most 200 are looked at"},
		{"signers", func(a *assessment.Assessment, from, n int) {
			for i := range n {
				a.Signers = append(a.Signers, assessment.Signer{ID: fmt.Sprint("s", from+i)})
			}
		}, assessment.MaxSigners / 2, "signers has 52 entries, and at most 50 are looked at"},
		{"records", func(a *assessment.Assessment, from, n int) {
			for i := range n {
				a.Components = append(a.Components, assessment.Component{Name: fmt.Sprint("part ", from+i)})
			}
		}, assessment.MaxRecords / 2, "all lists together have more than 10000 entries"},
		{"bytes", func(a *assessment.Assessment, from, n int) {
			a.Notes = append(a.Notes, assessment.Note{Text: strings.Repeat(fmt.Sprint(from%10), n)})
		}, 3 << 19, "larger than 3 MB"},
	} {
		t.Run(tt.list, func(t *testing.T) {
			for more, want := range map[int]string{-100: "", 1: "both together are more than a file may hold (" + tt.want + "); keep both as two files, or remove some on one side"} {
				if tt.list == "signers" || tt.list == "own assets" {
					more = max(more, -10)
				}
				mine, theirs := base.Clone(), base.Clone()
				tt.fill(&mine, 0, tt.half+more)
				tt.fill(&theirs, tt.half+more, tt.half+more)
				for _, side := range []assessment.Assessment{mine, theirs} {
					if _, err := file.Decode([]byte(bytesOf(side)), cat); err != nil {
						t.Fatal(err)
					}
				}
				m, err := Merge(cat, &base, &mine, &theirs, nil)
				switch {
				case want != "" && (err == nil || err.Error() != want):
					t.Errorf("%v, want %s", err, want)
				case want == "" && err != nil:
					t.Errorf("%v", err)
				case want == "":
					if _, err := file.Decode([]byte(bytesOf(m.Assessment)), cat); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
}
