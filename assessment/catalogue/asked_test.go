package catalogue

import (
	"slices"
	"testing"
)

func TestAskedProvision(t *testing.T) {
	for query, want := range map[string]Citation{
		"Art. 13(8)": "Art. 13(8)", "13(8)": "Art. 13(8)", "Art 13(8)": "Art. 13(8)", "art. 13 (8)": "Art. 13(8)", "Article 13(8)": "Art. 13(8)",
		"13": "Art. 13", "32(5a)": "Art. 32(5a)", "14(2)(c)": "Art. 14(2)(c)", "Recital 55": "recital 55", "recital (55)": "recital 55",
		"annex i part ii (5)": "Annex I Part II (5)", "Annex I Part I (2)(d)": "Annex I Part I (2)(d)", "Annex III class I (17)": "Annex III class I (17)",
		"Annex V (7)": "Annex V (7)", "Annex VII (1)(c)": "Annex VII (1)(c)", "ANNEX VIII": "Annex VIII",
		"": "", "door lock": "", "(8)": "", "annexe": "", "13(": "", "art.": "", "0": "",
	} {
		if got, ok := AskedProvision(query); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", query, got, want)
		}
	}
}

func TestAskedRequirement(t *testing.T) {
	c := Load()
	for query, want := range map[string]RequirementID{
		"(d)": "I.I.2.d", "d": "I.I.2.d", "D)": "I.I.2.d", "(2)(d)": "I.I.2.d", "i.i.2.D": "I.I.2.d", "Annex I Part I (2)(d)": "I.I.2.d",
		"II(5)": "I.II.5", "ii (5)": "I.II.5", "Part II (5)": "I.II.5", "I.II.5": "I.II.5", "annex I part II (5)": "I.II.5", "I.I.1": "I.I.1",
		"n": "", "(z)": "", "II(9)": "", "I": "I.I.2.i", "13(8)": "",
	} {
		got := RequirementID("")
		if r := c.AskedRequirement(query); r != nil {
			got = r.ID
		}
		if got != want {
			t.Errorf("%q is %q, want %q", query, got, want)
		}
	}
	for _, r := range c.Requirements {
		if got := c.AskedRequirement(string(r.Cite[0])); got == nil || got.ID != r.ID {
			t.Errorf("%s is not found by %s", r.ID, r.Cite[0])
		}
	}
}

func TestAskedCategory(t *testing.T) {
	c := Load()
	for _, query := range []string{"III.I.17", "iii.i.17", "Annex III class I (17)"} {
		if got := c.AskedCategory(query); got == nil || got.ID != "III.I.17" {
			t.Errorf("%q: %v", query, got)
		}
	}
	if got := c.AskedCategory("Art. 7(1)"); got != nil {
		t.Errorf("an article is no category: %s", got.ID)
	}
}

func TestWithin(t *testing.T) {
	for _, test := range []struct {
		cite, provision Citation
		want            bool
	}{
		{"Art. 13(8)", "Art. 13", true}, {"Art. 13(8)", "Art. 13(8)", true}, {"Art. 13", "Art. 13(8)", false}, {"Art. 13(18)", "Art. 13(1)", false},
		{"Annex V (7)", "Annex V", true}, {"Annex VII (7)", "Annex V", false}, {"Art. 1", "", false},
	} {
		if got := test.cite.Within(test.provision); got != test.want {
			t.Errorf("%s within %s: %v", test.cite, test.provision, got)
		}
	}
}

func TestTellingQuestions(t *testing.T) {
	c := Load()
	if got := c.TellingQuestions([]Tag{"data:pers"}); !slices.Equal(got, []QuestionID{"Q33"}) {
		t.Errorf("data:pers: %v", got)
	}
	if got := c.TellingQuestions([]Tag{"auth:*"}); !slices.Contains(got, "Q22") || !slices.Contains(got, "Q23") {
		t.Errorf("auth:*: %v", got)
	}
}
