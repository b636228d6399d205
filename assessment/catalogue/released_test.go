package catalogue_test

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/catalogue/source"
)

var release = flag.Bool("release", false, "write down the present version of the catalogue as released")

const releasedDir = "testdata/released"

// TestReleased: every version of the catalogue that was released can be built again
// from the present one and past.yaml, so that nothing that enters a rating, the
// class, a requirement or the questions asked changes without a word about it.
func TestReleased(t *testing.T) {
	now := catalogue.Load()
	if *release {
		writeReleased(t, now)
	}
	files, err := filepath.Glob(filepath.Join(releasedDir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no released version is kept (%v)", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		version := strings.TrimSuffix(filepath.Base(name), ".txt")
		for _, what := range unsaid(now, version, strings.Split(strings.TrimSpace(string(data)), "\n")) {
			t.Error(what)
		}
	}
}

// writeReleased keeps what is there: what was released does not change.
func writeReleased(t *testing.T, c *catalogue.Catalogue) {
	f, err := os.OpenFile(filepath.Join(releasedDir, c.Version+".txt"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return
	}
	if err == nil {
		_, err = f.WriteString(strings.Join(shape(c), "\n") + "\n")
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
}

// shape is what a version of the catalogue knows that past.yaml has to tell of,
// one thing a line: its list, its id, and what enters a rating, the class, a
// requirement or the questions asked (see catalogue.Edition for what does not).
func shape(c *catalogue.Catalogue) []string {
	var lines []string
	add := func(list, id string, v any) {
		b, err := json.Marshal(v)
		var plain any
		if err == nil {
			err = json.Unmarshal(b, &plain)
		}
		if err == nil {
			b, err = json.Marshal(short(plain))
		}
		if err != nil {
			panic(err)
		}
		lines = append(lines, list+" "+id+" "+string(b))
	}
	type object map[string]any
	for _, q := range c.Questions {
		options := []object{}
		for _, o := range q.Options {
			options = append(options, object{"id": o.ID, "tags": o.Tags})
		}
		add("questions", string(q.ID), object{"at": q.Section + "." + q.Key, "kind": q.Kind, "options": options, "ask_when": q.AskWhen, "not_sure": q.NotSure, "optional": q.Optional})
	}
	for _, a := range c.Assets {
		add("assets", string(a.ID), object{"trigger": a.Trigger, "concerns": a.Concerns})
	}
	for _, t := range c.Threats {
		add("threats", string(t.ID), object{"trigger": t.Trigger, "vector": t.Vector, "factors": t.Factors, "hits": t.Hits, "requirements": t.Requirements, "scales": t.Scales, "measures": t.Measures})
	}
	for _, m := range c.Measures {
		add("measures", string(m.ID), object{"effect": m.Effect, "requirements": m.Requirements, "part_two": m.PartTwo})
	}
	for _, r := range c.Requirements {
		conditions := []string{}
		for _, x := range r.Conditions {
			conditions = append(conditions, x.ID)
		}
		rules := object{"conditions": conditions}
		if x := r.Claim; x != nil {
			rules["possible"], rules["grounds"], rules["blocked_by"] = x.Possible, x.Grounds, x.BlockedBy
			rules["blocked_by_risk"], rules["warns_by_risk"] = x.BlockedByRisk, x.WarnsByRisk
		}
		add("requirements", string(r.ID), rules)
	}
	for _, x := range c.Categories {
		add("categories", string(x.ID), object{"class": x.Class, "review": x.Review, "long_use": x.LongUse, "chip": x.Chip})
	}
	add("method", "feasibility_up_to", c.Method.FeasibilityUpTo)
	add("method", "matrix", c.Method.Matrix)
	add("method", "not_sure_leaves_out", c.Method.NotSureLeaves)
	return lines
}

// short leaves out what says nothing.
func short(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, inner := range v {
			inner = short(inner)
			if v[k] = inner; inner == nil || inner == false || inner == "" || inner == 0.0 {
				delete(v, k)
			}
		}
	case []any:
		for i := range v {
			v[i] = short(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	}
	return v
}

// unsaid compares a released version with what the present catalogue and its past
// make of it. It says what is missing, and where it belongs.
func unsaid(now *catalogue.Catalogue, version string, released []string) []string {
	then := now
	if now.Version != version {
		if then = now.Before(version); then == nil {
			return []string{"past.yaml has no entry for " + version + ", which was released"}
		}
	}
	where := fmt.Sprintf("past.yaml, in the entry of the version that follows %s or of a later one", version)
	if now.Version == version {
		where = "past.yaml, under " + version + ", after giving catalogue.yaml a new version: this one was released (if it never left this repository, remove testdata/released/" + version + ".txt and run this test with -release)"
	}
	was, is := byName(released), byName(shape(then))
	var list []string
	for name, line := range was {
		kind, id, _ := strings.Cut(name, " ")
		switch have, there := is[name]; {
		case !there:
			list = append(list, fmt.Sprintf("%s is gone since %s: write it as it was into %s of %s", id, version, kind, where))
		case have != line:
			list = append(list, fmt.Sprintf("%s is not as %s had it: write it as it was into %s of %s\n  was %s\n  is  %s", id, version, kind, where, line, have))
		}
	}
	for name := range is {
		if was[name] == "" {
			_, id, _ := strings.Cut(name, " ")
			list = append(list, fmt.Sprintf("%s is newer than %s: name it under lacks of %s", id, version, where))
		}
	}
	for _, e := range now.Past {
		for _, old := range e.Questions {
			if q := now.Question(old.ID); q != nil && (q.Kind != old.Kind || q.Section != old.Section || q.Key != old.Key) {
				list = append(list, fmt.Sprintf("%s is another question than in %s (kind or place in the file): give it a new id, its answers could not be read", q.ID, e.Version))
			}
		}
	}
	slices.Sort(list)
	return list
}

// byName finds lines by their first two words.
func byName(lines []string) map[string]string {
	m := make(map[string]string, len(lines))
	for _, line := range lines {
		words := strings.SplitN(line, " ", 3)
		m[words[0]+" "+words[1]] = line
	}
	return m
}

// TestForgotten: whatever changes without a word in past.yaml is named, and nothing
// is missed once it is said.
func TestForgotten(t *testing.T) {
	now := catalogue.Load()
	released := shape(now)
	for _, test := range []struct {
		what   string
		change func(*catalogue.Catalogue)
		said   catalogue.Edition
		want   string // the beginning of the complaint when it is not said
	}{
		{"a question more", func(c *catalogue.Catalogue) {
			c.Questions = append(c.Questions, catalogue.Question{ID: "Q70", Section: "device", Key: "Q70", Kind: catalogue.KindYesNo})
		}, catalogue.Edition{Lacks: []string{"Q70"}}, "Q70 is newer"},
		{"a question fewer", func(c *catalogue.Catalogue) { c.Questions = without(c.Questions, "Q15", questionID) },
			catalogue.Edition{Questions: []catalogue.Question{*now.Question("Q15")}}, "Q15 is gone"},
		{"an option fewer", func(c *catalogue.Catalogue) {
			question(c, "Q13").Options = slices.Clone(now.Question("Q13").Options[1:])
		}, catalogue.Edition{Questions: []catalogue.Question{*now.Question("Q13")}}, "Q13 is not as"},
		{"another fact of an option", func(c *catalogue.Catalogue) {
			q := question(c, "Q13")
			q.Options = slices.Clone(q.Options)
			q.Options[0].Tags = []catalogue.Tag{"if:smoke"}
		}, catalogue.Edition{Questions: []catalogue.Question{*now.Question("Q13")}}, "Q13 is not as"},
		{"asked at another time", func(c *catalogue.Catalogue) {
			question(c, "Q13").AskWhen = &catalogue.Expr{Always: true}
		}, catalogue.Edition{Questions: []catalogue.Question{*now.Question("Q13")}}, "Q13 is not as"},
		{"not sure withdrawn", func(c *catalogue.Catalogue) { question(c, "Q14").NotSure = !now.Question("Q14").NotSure },
			catalogue.Edition{Questions: []catalogue.Question{*now.Question("Q14")}}, "Q14 is not as"},
		{"a threat more", func(c *catalogue.Catalogue) {
			more := *now.Threat("T18")
			more.ID = "T68"
			c.Threats = append(c.Threats, more)
		}, catalogue.Edition{Lacks: []string{"T68"}}, "T68 is newer"},
		{"other factors", func(c *catalogue.Catalogue) { threat(c, "T18").Factors.Time = 19 },
			catalogue.Edition{Threats: []catalogue.Threat{*now.Threat("T18")}}, "T18 is not as"},
		{"another trigger", func(c *catalogue.Catalogue) { threat(c, "T18").Trigger = catalogue.Expr{Always: true} },
			catalogue.Edition{Threats: []catalogue.Threat{*now.Threat("T18")}}, "T18 is not as"},
		{"a measure fewer", func(c *catalogue.Catalogue) {
			c.Measures = without(c.Measures, "M53", func(m catalogue.Measure) string { return string(m.ID) })
		}, catalogue.Edition{Measures: []catalogue.Measure{*now.Measure("M53")}}, "M53 is gone"},
		{"another effect", func(c *catalogue.Catalogue) { c.Measures[0].Effect.Kind = catalogue.Records },
			catalogue.Edition{Measures: now.Measures[:1]}, "M01 is not as"},
		{"a concern more", func(c *catalogue.Catalogue) { c.Assets[0].Concerns = []catalogue.Concern{"Au"} },
			catalogue.Edition{Assets: now.Assets[:1]}, "AS01 is not as"},
		{"another class", func(c *catalogue.Catalogue) { c.Categories[0].Class = "critical" },
			catalogue.Edition{Categories: now.Categories[:1]}, string(now.Categories[0].ID) + " is not as"},
		{"another claim", func(c *catalogue.Catalogue) {
			claim := *c.Requirements[1].Claim
			claim.BlockedByRisk = !claim.BlockedByRisk
			c.Requirements[1].Claim = &claim
		}, catalogue.Edition{Requirements: now.Requirements[1:2]}, string(now.Requirements[1].ID) + " is not as"},
		{"another matrix", func(c *catalogue.Catalogue) { c.Method.Matrix = c.Method.Matrix[1:] },
			catalogue.Edition{Method: now.Method}, "matrix is not as"},
		{"other limits", func(c *catalogue.Catalogue) { c.Method.FeasibilityUpTo = []int{1, 2, 3} },
			catalogue.Edition{Method: now.Method}, "feasibility_up_to is not as"},
		{"not sure sets more", func(c *catalogue.Catalogue) { c.Method.NotSureLeaves = []catalogue.Tag{"if:ble"} },
			catalogue.Edition{Method: now.Method}, "not_sure_leaves_out is not as"},
	} {
		next := *now
		next.Questions, next.Threats, next.Measures = slices.Clone(now.Questions), slices.Clone(now.Threats), slices.Clone(now.Measures)
		next.Assets, next.Categories, next.Requirements = slices.Clone(now.Assets), slices.Clone(now.Categories), slices.Clone(now.Requirements)
		test.change(&next)
		begins := func(how string, want string) {
			t.Helper()
			if got := unsaid(&next, now.Version, released); len(got) != 1 || !strings.HasPrefix(got[0], want) {
				t.Errorf("%s, %s: %q, want %q", test.what, how, got, want)
			}
		}
		begins("under the same version", test.want)
		next.Version = "2027.05"
		begins("without an entry", "past.yaml has no entry for "+now.Version)
		next.Past = []catalogue.Edition{{Version: now.Version}}
		begins("with an empty entry", test.want)
		test.said.Version = now.Version
		next.Past = []catalogue.Edition{test.said}
		if got := unsaid(&next, now.Version, released); len(got) > 0 {
			t.Errorf("%s, said: %q", test.what, got)
		}
	}
}

// TestAnotherKind: a question that is another one keeps no id.
func TestAnotherKind(t *testing.T) {
	now := catalogue.Load()
	next := *now
	next.Version, next.Questions = "2027.05", slices.Clone(now.Questions)
	next.Past = []catalogue.Edition{{Version: now.Version, Questions: []catalogue.Question{*now.Question("Q13")}}}
	question(&next, "Q13").Kind = catalogue.KindText
	if got := unsaid(&next, now.Version, shape(now)); len(got) != 1 || !strings.Contains(got[0], "give it a new id") {
		t.Errorf("%q", got)
	}
}

// TestPastInYAML: what is written in past.yaml in the words of the other files gives
// the earlier versions, two of them, with threats that name measures that are gone or
// that worked otherwise then.
func TestPastInYAML(t *testing.T) {
	now := catalogue.Load()
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join("data", name))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	dir := fstest.MapFS{}
	names, err := os.ReadDir("data")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		dir[n.Name()] = &fstest.MapFile{Data: []byte(read(n.Name()))}
	}
	write := func(name, text string) { dir[name] = &fstest.MapFile{Data: []byte(text)} }
	entry := func(name, id string) string {
		for _, item := range strings.Split("\n"+read(name), "\n- ")[1:] {
			if strings.HasPrefix(item, "id: "+id+"\n") {
				return "\n    - " + strings.ReplaceAll(strings.TrimSpace(item), "\n", "\n    ")
			}
		}
		t.Fatalf("%s has no %s", name, id)
		return ""
	}
	write("catalogue.yaml", strings.Replace(read("catalogue.yaml"), now.Version, "2028.05", 1))
	measure := entry("measures.yaml", "M07")
	weaker := strings.Replace(measure, "effect: main", "effect: supporting", 1)
	if weaker == measure {
		t.Fatal("M07 is no main measure any more; choose another one")
	}
	dedented := func(s string) string {
		return strings.ReplaceAll(strings.TrimPrefix(s, "\n    - "), "\n    ", "\n")
	}
	write("measures.yaml", strings.Replace(read("measures.yaml"), dedented(measure), dedented(weaker), 1))
	empty := "- version: \"2027.05\"\n- version: \"" + now.Version + "\"\n"
	write("past.yaml", empty)
	next, err := source.Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	forgotten := unsaid(next, now.Version, shape(now))
	if len(forgotten) < 2 || !strings.HasPrefix(forgotten[0], "M07 is not as") {
		t.Fatalf("%q", forgotten)
	}
	past := "- version: \"2027.05\"\n  measures:" + measure + "\n- version: \"" + now.Version + "\"\n  threats:"
	for _, what := range forgotten[1:] {
		id, _, _ := strings.Cut(what, " ")
		past += entry("threats.yaml", id)
	}
	write("past.yaml", past)
	if next, err = source.Read(dir); err != nil {
		t.Fatal(err)
	}
	if got := unsaid(next, now.Version, shape(now)); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

func questionID(q catalogue.Question) string { return string(q.ID) }

func without[T any](list []T, id string, of func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(list), func(v T) bool { return of(v) == id })
}

func question(c *catalogue.Catalogue, id catalogue.QuestionID) *catalogue.Question {
	return &c.Questions[slices.IndexFunc(c.Questions, func(q catalogue.Question) bool { return q.ID == id })]
}

func threat(c *catalogue.Catalogue, id catalogue.ThreatID) *catalogue.Threat {
	return &c.Threats[slices.IndexFunc(c.Threats, func(t catalogue.Threat) bool { return t.ID == id })]
}
