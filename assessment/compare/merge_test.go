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
	theirs.Answers["product.type"] = assessment.Answer{Text: "theirs"}
	m := merged(t, base, mine, theirs, nil)
	want := []Conflict{{Path: "device.Q15", Title: cat.Question("Q15").Short, Base: "no", Mine: "yes", Theirs: "not sure"}}
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
}
