package assessment

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment/catalogue"
)

// The errors that tools in this field are known to make, one test each; that on
// the clock of incidents stands in package reporting, those on declarations and
// placeholders in package export.

// TestThirteenLetters: (a) to (m), none merged, none renumbered.
func TestThirteenLetters(t *testing.T) {
	cat := catalogue.Load()
	var letters []string
	for _, r := range cat.Requirements {
		if l := r.ID.Letter(); l != "" && strings.HasPrefix(string(r.ID), "I.I.2.") {
			letters = append(letters, l)
			if want := catalogue.Citation("Annex I Part I (2)(" + l + ")"); r.Cite[0] != want || r.Short != "("+l+")" {
				t.Errorf("%s cites %s and is called %s", r.ID, r.Cite[0], r.Short)
			}
		}
	}
	if got := strings.Join(letters, ""); got != "abcdefghijklm" {
		t.Errorf("letters %q", got)
	}
	for letter, words := range map[string]string{"a": "known", "b": "default", "c": "updates", "d": "unauthorised", "e": "confidential", "f": "intact", "g": "data", "h": "available",
		"i": "other", "j": "attack", "k": "incident", "l": "recorded", "m": "remove"} {
		r := cat.Requirement(catalogue.RequirementID("I.I.2." + letter))
		if !strings.Contains(strings.ToLower(r.Title+" "+r.Duty), words) {
			t.Errorf("(%s) does not speak of %q: %s", letter, words, r.Title)
		}
	}
}

// texts are all words of the catalogue that a person may read.
func texts(cat *catalogue.Catalogue) []string {
	var all []string
	for _, q := range cat.Questions {
		all = append(all, q.Text, q.Counts, q.Why, q.Example)
		for _, o := range q.Options {
			all = append(all, o.Label, o.Note)
		}
	}
	for _, r := range cat.Requirements {
		all = append(all, r.Title, r.Duty, r.Evidence)
	}
	for _, c := range cat.Categories {
		all = append(all, append(append([]string{c.Title, c.Decides}, c.In...), c.Out...)...)
	}
	for _, f := range cat.Findings {
		all = append(all, f.Text, f.Remedy)
	}
	for _, p := range cat.Provisions {
		all = append(all, p.Title, p.Text)
	}
	for _, r := range cat.Routes {
		for _, s := range r.Steps {
			all = append(all, s.Text)
		}
	}
	return all
}

// TestDraftArticleNumbers: the proposal had other numbers. The risk assessment is
// Art. 13(2) and (3), the technical documentation Art. 31, retention Art. 13(13).
func TestDraftArticleNumbers(t *testing.T) {
	cat := catalogue.Load()
	for question, want := range map[catalogue.QuestionID]catalogue.Citation{"Q10": "Art. 13(3)", "product.purpose": "Art. 13(3)"} {
		if !slices.Contains(cat.Question(question).Cite, want) {
			t.Errorf("%s cites %v", question, cat.Question(question).Cite)
		}
	}
	if !slices.Contains(cat.Finding("technical-file-missing").Cite, "Art. 31(1)") {
		t.Error("the technical documentation is not that of Art. 31")
	}
	r := support(answering(t, change{"product.first_unit": "2028-01-15", "product.last_unit": "2029-01-15", "Q08": "8", "life.support_end": "2037-01"}))
	if !slices.Contains(r.Reason.Cite, "Art. 13(13)") || r.KeepUntil != "2039-01-15" {
		t.Errorf("retention %v until %s", r.Reason.Cite, r.KeepUntil)
	}
}

// TestNoPhaseOf2029: the act applies from 11 September 2026 and 11 December 2027;
// there is no later phase.
func TestNoPhaseOf2029(t *testing.T) {
	late := regexp.MustCompile(`(applies|apply|phase|from) [^.]*2029`)
	for _, words := range texts(catalogue.Load()) {
		if late.MatchString(words) {
			t.Errorf("a phase of 2029: %q", words)
		}
	}
}

// TestCriticalWithoutMandatoryScheme: a scheme is mandatory only once a delegated act
// says so (Art. 8(1)); until then critical products go by Art. 32(4) with the routes
// of class II.
func TestCriticalWithoutMandatoryScheme(t *testing.T) {
	cat := catalogue.Load()
	if len(cat.Standards.Mandatory) > 0 {
		t.Skip("a delegated act stands in the data")
	}
	r := Evaluate(cat, answering(t, inScope(change{"classification.category": "IV.1", "classification.fit": "match"})), day)
	if r.Class.Class != "critical" {
		t.Fatalf("class %q", r.Class.Class)
	}
	for _, route := range r.Routes {
		switch route.ID {
		case "B+C", "H":
			if !route.Open {
				t.Errorf("%s is closed: %s", route.ID, route.Reason.Text)
			}
		case "scheme":
			if strings.Contains(strings.ToLower(route.Condition+route.Reason.Text), "mandatory for") {
				t.Errorf("the scheme is called mandatory: %s", route.Reason.Text)
			}
		case "A":
			if route.Open {
				t.Error("module A is open to a critical product")
			}
		}
	}
}

// TestPartTwoIsNeverSetAside: Part II has no "where applicable" (recital 54).
func TestPartTwoIsNeverSetAside(t *testing.T) {
	for _, r := range catalogue.Load().Requirements {
		if strings.HasPrefix(string(r.ID), "I.II.") && r.Claim != nil {
			t.Errorf("%s can be claimed not applicable", r.ID)
		}
	}
}

// TestNotApplicableNeedsAReason: a claim without its fields leaves the requirement
// applicable and not met.
func TestNotApplicableNeedsAReason(t *testing.T) {
	cat := catalogue.Load()
	a := answering(t, inScope(change{"Q26": "mcu", "Q10": "lan"}))
	a.Requirements = map[string]RequirementAnswer{"g": {Claim: &Claim{Ground: "no-risk"}}}
	for _, r := range Evaluate(cat, a, day).Requirements {
		if r.Letter == "g" && (r.Met || !r.Applicable) {
			t.Errorf("met %v, applicable %v", r.Met, r.Applicable)
		}
	}
}

// TestClassTwoIsNotAnnexFour: four entries of class II, three of Annex IV, none in
// both.
func TestClassTwoIsNotAnnexFour(t *testing.T) {
	count := map[string]int{}
	for _, c := range catalogue.Load().Categories {
		count[c.Class]++
		want := map[string]string{"III.I.": "important-1", "III.II": "important-2", "IV.1": "critical", "IV.2": "critical", "IV.3": "critical"}
		for prefix, class := range want {
			if strings.HasPrefix(string(c.ID), prefix) && c.Class != class {
				t.Errorf("%s is %s", c.ID, c.Class)
			}
		}
	}
	if count["important-1"] != 19 || count["important-2"] != 4 || count["critical"] != 3 {
		t.Errorf("%v", count)
	}
}

// TestNoIndustrialCategory: the proposal listed industrial control; the act does not.
// The words lead to the explanation, not to a category.
func TestNoIndustrialCategory(t *testing.T) {
	cat := catalogue.Load()
	for _, c := range cat.Categories {
		if strings.Contains(strings.ToLower(c.Title), "industrial") {
			t.Errorf("%s %s", c.ID, c.Title)
		}
	}
	for _, words := range []string{"PLC", "industrial control system", "SCADA", "robot controller", "IIoT"} {
		hits := cat.Find(words)
		if len(hits) == 0 || hits[0].None == nil {
			t.Errorf("%q does not lead to the explanation", words)
		}
	}
}

// TestNoDraftStandardIsCited: what is in the making gives no presumption and does not
// stand among the cited standards.
func TestNoDraftStandardIsCited(t *testing.T) {
	s := catalogue.Load().Standards
	for _, p := range s.Pipeline {
		if slices.Contains(s.Cited, p.ID) {
			t.Errorf("%s is in the making and cited", p.ID)
		}
	}
	for _, id := range s.Cited {
		if strings.HasPrefix(strings.ToLower(id), "pr") {
			t.Errorf("%s is a draft", id)
		}
	}
}

// TestNoDraftStandardIsDeclared: a standard in the making in the declaration is found,
// one of another act is not held against it.
func TestNoDraftStandardIsDeclared(t *testing.T) {
	for reference, found := range map[string]bool{"EN 40000-1-3": true, "prEN 40000-1-4": true, "EN 304 617": true, "EN 18031-1:2024": false, "EN IEC 62368-1:2024": false} {
		a := answering(t, inScope(nil))
		a.Answers["declaration.standards"] = Answer{Options: []string{reference}}
		r := Evaluate(catalogue.Load(), a, day)
		if got := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == "declared-not-cited" }); got != found {
			t.Errorf("%s: found %v", reference, got)
		}
	}
}
