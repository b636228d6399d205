package catalogue

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestSizes: nothing of the method is lost (method.md 4, 5, 9, 10; law.md 2, 4).
func TestSizes(t *testing.T) {
	c := Load()
	device := 0
	for _, q := range c.Questions {
		if strings.HasPrefix(string(q.ID), "Q") {
			device++
		}
	}
	for _, n := range []struct {
		what      string
		got, want int
	}{
		{"questions with a Q", device, 44}, {"assets", len(c.Assets), 21}, {"threats", len(c.Threats), 67}, {"measures", len(c.Measures), 53},
		{"requirements", len(c.Requirements), 1 + 13 + 8}, {"categories", len(c.Categories), 26}, {"themes", len(c.Themes), 8}, {"routes", len(c.Routes), 5},
	} {
		if n.got != n.want {
			t.Errorf("%d %s, want %d", n.got, n.what, n.want)
		}
	}
	perClass := map[string]int{}
	for _, cat := range c.Categories {
		perClass[cat.Class]++
	}
	if perClass["important-1"] != 19 || perClass["important-2"] != 4 || perClass["critical"] != 3 {
		t.Errorf("categories per class: %v, want 19, 4 and 3", perClass)
	}
}

// TestIDs: no id twice, none dangling.
func TestIDs(t *testing.T) {
	c := Load()
	seen := map[string]bool{}
	once := func(id string) {
		if seen[id] {
			t.Errorf("%s stands twice", id)
		}
		seen[id] = true
	}
	tags := map[Tag]bool{"class:listed": true, "class:important": true, "class:critical": true, "category:chip": true, "upd:none": true, "revision:changed": true}
	for _, q := range c.Questions {
		once(string(q.ID))
		options := map[string]bool{}
		for _, o := range q.Options {
			if options[o.ID] {
				t.Errorf("%s: option %s stands twice", q.ID, o.ID)
			}
			options[o.ID] = true
			for _, tag := range o.Tags {
				tags[tag] = true
			}
		}
	}
	for _, a := range c.Assets {
		once(string(a.ID))
	}
	for _, m := range c.Measures {
		once(string(m.ID))
	}
	for _, r := range c.Requirements {
		once(string(r.ID))
	}
	for _, cat := range c.Categories {
		once(string(cat.ID))
	}
	for _, f := range c.Findings {
		once(f.ID)
	}
	exists := func(where string) func(Tag) {
		return func(tag Tag) {
			if !tags[tag] && !isLevelOfSome(tags, tag) {
				t.Errorf("%s rests on %s, which no answer sets", where, tag)
			}
		}
	}
	for _, q := range c.Questions {
		if q.AskWhen != nil {
			q.AskWhen.Walk(exists(string(q.ID)))
		}
	}
	for _, a := range c.Assets {
		a.Trigger.Walk(exists(string(a.ID)))
	}
	for _, threat := range c.Threats {
		once(string(threat.ID))
		threat.Trigger.Walk(exists(string(threat.ID)))
		for _, hit := range threat.Hits {
			asset, concern := hit.Split()
			if a := c.Asset(asset); a == nil || !slices.Contains(a.Concerns, concern) {
				t.Errorf("%s hits %s, which does not exist", threat.ID, hit)
			}
		}
		for _, letter := range threat.Requirements {
			if c.Requirement(RequirementID("I.I.2."+letter)) == nil {
				t.Errorf("%s names letter %s", threat.ID, letter)
			}
		}
		if c.Theme(threat.ID) == nil {
			t.Errorf("%s is in no theme", threat.ID)
		}
	}
}

func isLevelOfSome(tags map[Tag]bool, tag Tag) bool {
	kind, n := tag.Level()
	return tags[LevelTag(kind, n)]
}

// TestMainMeasures: every threat has a main measure, or says why there is none.
func TestMainMeasures(t *testing.T) {
	for _, threat := range Load().Threats {
		has := slices.ContainsFunc(threat.Measures, func(m ThreatMeasure) bool { return m.Effect.Kind == Main })
		if has == (threat.NoMain != "") {
			t.Errorf("%s: main measure %v, reason why not %q", threat.ID, has, threat.NoMain)
		}
	}
}

// TestReached: every requirement is reached by a threat and a measure, every
// measure by a threat or a part of Annex I Part II.
func TestReached(t *testing.T) {
	c := Load()
	for _, r := range c.Requirements {
		if r.Claim == nil {
			continue
		}
		letter := r.ID.Letter()
		if !slices.ContainsFunc(c.Threats, func(t Threat) bool { return slices.Contains(t.Requirements, letter) }) {
			t.Errorf("no threat touches %s", r.ID)
		}
		if !slices.ContainsFunc(c.Measures, func(m Measure) bool { return slices.Contains(m.Requirements, letter) }) {
			t.Errorf("no measure serves %s", r.ID)
		}
	}
	for n := 1; n <= 8; n++ {
		if !slices.ContainsFunc(c.Measures, func(m Measure) bool { return slices.Contains(m.PartTwo, n) }) {
			t.Errorf("no measure serves Part II (%d)", n)
		}
	}
	for _, m := range c.Measures {
		named := slices.ContainsFunc(c.Threats, func(t Threat) bool {
			return slices.ContainsFunc(t.Measures, func(h ThreatMeasure) bool { return h.ID == m.ID })
		})
		if !named && len(m.PartTwo) == 0 && m.ID != "M41" {
			t.Errorf("nothing needs %s", m.ID)
		}
	}
}

// TestStandardClauses: every clause id is in the id lists of method.md Appendix A.
func TestStandardClauses(t *testing.T) {
	known := readKnownIDs(t)
	check := func(where, standard string, ids []string) {
		for _, id := range ids {
			if !known[standard+" "+id] {
				t.Errorf("%s names %s %s, which is not in the list", where, standard, id)
			}
		}
	}
	c := Load()
	for _, m := range c.Measures {
		en := slices.DeleteFunc(slices.Clone(m.EN18031), func(s string) bool { return strings.HasPrefix(s, "(") })
		check(string(m.ID), "EN18031", en)
		check(string(m.ID), "EN303645", m.EN303645)
		check(string(m.ID), "IEC62443", m.IEC62443)
		check(string(m.ID), "EMB3D-MID", m.EMB3D)
	}
	for _, r := range c.Requirements {
		en := slices.DeleteFunc(slices.Clone(r.EN18031), func(s string) bool { return strings.HasPrefix(s, "(") })
		check(string(r.ID), "EN18031", en)
		check(string(r.ID), "EN303645", r.EN303645)
	}
	for _, threat := range c.Threats {
		check(string(threat.ID), "EMB3D-TID", threat.EMB3D)
	}
}

// readKnownIDs reads testdata/standard-ids.txt: "EN18031 ACM-1" a line.
func readKnownIDs(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("testdata/standard-ids.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		known[strings.TrimSpace(line)] = true
	}
	return known
}

// TestTexts: everything a person reads is there and is plain.
func TestTexts(t *testing.T) {
	c := Load()
	sentence := regexp.MustCompile(`[.?!]$`)
	need := func(where, what, words string, most int) {
		switch {
		case words == "":
			t.Errorf("%s has no %s", where, what)
		case len([]rune(words)) > most:
			t.Errorf("%s: %s is %d characters long, at most %d", where, what, len([]rune(words)), most)
		}
	}
	for _, q := range c.Questions {
		need(string(q.ID), "text", q.Text, 160)
		need(string(q.ID), "short name", q.Short, 28)
		need(string(q.ID), "reason why it is asked", q.Why, 100)
		need(string(q.ID), "block", q.Block, 40)
		if len(q.Cite) == 0 {
			t.Errorf("%s has no citation", q.ID)
		}
		if !sentence.MatchString(q.Text) {
			t.Errorf("%s is no sentence: %q", q.ID, q.Text)
		}
	}
	for _, threat := range c.Threats {
		need(string(threat.ID), "title", threat.Title, 120)
		need(string(threat.ID), "description", threat.Happens, 450)
		need(string(threat.ID), "sign", threat.Notice, 450)
	}
	for _, m := range c.Measures {
		need(string(m.ID), "title", m.Title, 120)
		need(string(m.ID), "advice", m.Do, 450)
		need(string(m.ID), "evidence", m.Evidence, 450)
		need(string(m.ID), "proposal", m.Propose, 450)
		need(string(m.ID), "statement", m.Statement, 220)
		if strings.Contains(m.Statement, "…") {
			t.Errorf("%s: the statement has a place to fill in, so it cannot be accepted as it stands", m.ID)
		}
	}
	for _, r := range c.Requirements {
		need(string(r.ID), "title", r.Title, 80)
		need(string(r.ID), "duty", r.Duty, 600)
		need(string(r.ID), "evidence", r.Evidence, 300)
	}
	for _, cat := range c.Categories {
		need(string(cat.ID), "title", cat.Title, 110)
		need(string(cat.ID), "description", cat.Decides, 600)
		if len(cat.Words) == 0 || len(cat.In) == 0 {
			t.Errorf("%s lacks words or examples", cat.ID)
		}
	}
}

// TestSearch: everyday words find the category, or say that there is none.
func TestSearch(t *testing.T) {
	c := Load()
	for words, want := range map[string]CategoryID{
		"door lock": "III.I.17", "fitness band": "III.I.19", "access point": "III.I.12", "esim": "IV.3", "eSIM": "IV.3", "baby monitor": "III.I.17",
		"firewall": "III.II.2", "password manager": "III.I.3", "smart meter gateway": "IV.2", "hypervisor": "III.II.1", "antivirus": "III.I.4", "router": "III.I.12",
	} {
		if hits, _ := c.Search(words); len(hits) == 0 || hits[0].ID != want {
			t.Errorf("%q leads to %v, want %s first", words, hits, want)
		}
	}
	for _, words := range []string{"NAS", "PLC", "thermostat", "washing machine"} {
		if _, none := c.Search(words); len(none) == 0 {
			t.Errorf("%q does not say why it is in no category", words)
		}
	}
}
