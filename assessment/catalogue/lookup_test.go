package catalogue

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"testing"
)

// TestFindProvisions: a citation leads to the rule and its paragraphs, everyday
// words to what is said about them.
func TestFindProvisions(t *testing.T) {
	c := Load()
	for query, want := range map[string][]string{
		"Art. 64": {"Art. 64(2)", "Art. 64(3)", "Art. 64(4)", "Art. 64(5)", "Art. 64(10)"}, "art. 64(10)": {"Art. 64(10)"},
		"fine": {"Art. 64(2)"}, "SME": {"Art. 64(10)", "Art. 32(6)", "Art. 33(5)"}, "corrigendum": {"Art. 64(10)"}, "EN 18031": {"Art. 27(1)"}, "EHDS": {"Art. 32(5a)"},
		"beta version": {"Art. 4(3)"}, "prototype": {"Art. 4(2)"}, "recall": {"Art. 54"},
	} {
		var ids []string
		for _, p := range c.FindProvisions(query) {
			ids = append(ids, p.ID)
		}
		for _, id := range want {
			if !slices.Contains(ids, id) {
				t.Errorf("%q leads to %v, not to %s", query, ids, id)
			}
		}
	}
	if found := c.FindProvisions("Art. 7"); len(found) > 0 {
		t.Errorf("Art. 6 leads to %s", found[0].ID)
	}
	for query, want := range map[string]string{"importer": "importer", "Art. 19": "importer", "Art. 20": "distributor", "Art. 18": "representative", "steward": "steward", "Art. 24": "steward"} {
		if !slices.ContainsFunc(c.FindRoles(query), func(r *Role) bool { return r.ID == want }) {
			t.Errorf("%q does not lead to %s", query, want)
		}
	}
	if len(c.FindProvisions("")) > 0 || len(c.FindRoles("")) > 0 {
		t.Error("no words lead somewhere")
	}
}

// TestLooksLikeID: the form of an id is that of the expression, which costs too much
// at every start.
func TestLooksLikeID(t *testing.T) {
	form := regexp.MustCompile(`^(Q|T|M|AS|OT|OM|OA)[0-9]+(:[A-Za-z]*)?$`)
	chance := rand.New(rand.NewPCG(2024, 2847))
	matches := 0
	for range 200_000 {
		id := ""
		for range chance.IntN(5) {
			id += []string{"Q", "T", "M", "AS", "OT", "A", "O", "1", "0", "99", ":", "I", "Au", "x", "-", "é"}[chance.IntN(16)]
		}
		if form.MatchString(id) {
			matches++
		}
		if LooksLikeID(id) != form.MatchString(id) {
			t.Errorf("%q looks like an id: %v", id, LooksLikeID(id))
		}
	}
	if matches < 1000 {
		t.Errorf("only %d ids were tried", matches)
	}
}
