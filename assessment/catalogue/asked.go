package catalogue

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// askedForms are the ways in which people write provisions, white space and case
// left out.
var askedForms = sync.OnceValue(func() struct{ letter, partTwo, article, annex, recital *regexp.Regexp } {
	return struct{ letter, partTwo, article, annex, recital *regexp.Regexp }{
		letter:  regexp.MustCompile(`^(?:\(?2\)?)?\(?([a-m])\)?$`),
		partTwo: regexp.MustCompile(`^(?:part)?ii\(?([1-8])\)?$`),
		article: regexp.MustCompile(`^(?:articles?|arts?\.?)?([1-9][0-9]*)((?:\([0-9a-z]+\))*)$`),
		annex:   regexp.MustCompile(`^annex([ivx]+?)(?:,?(part|class)([ivx]+))?,?((?:\([0-9a-z.]+\))*)$`),
		recital: regexp.MustCompile(`^recital\(?([1-9][0-9]*)\)?$`),
	}
})

// AskedProvision is the canonical form of a provision as people write it:
// "13(8)", "art 13 (8)" and "Article 13(8)" are "Art. 13(8)". It is false for what
// is no provision.
func AskedProvision(query string) (Citation, bool) {
	q, forms := squeezed(query), askedForms()
	if m := forms.article.FindStringSubmatch(q); m != nil {
		return Citation("Art. " + m[1] + m[2]), true
	}
	if m := forms.recital.FindStringSubmatch(q); m != nil {
		return Citation("recital " + m[1]), true
	}
	m := forms.annex.FindStringSubmatch(q)
	if m == nil {
		return "", false
	}
	provision := "Annex " + strings.ToUpper(m[1])
	switch m[2] {
	case "part":
		provision += " Part " + strings.ToUpper(m[3])
	case "class":
		provision += " class " + strings.ToUpper(m[3])
	}
	if m[4] != "" {
		provision += " " + m[4]
	}
	return Citation(provision), true
}

// AskedRequirement finds a requirement of Annex I by its id in any case, or by
// what screens and people write: "(d)", "d)", "(2)(d)", "II(5)", "Annex I Part II (5)".
func (c *Catalogue) AskedRequirement(query string) *Requirement {
	q, forms := squeezed(query), askedForms()
	if m := forms.letter.FindStringSubmatch(q); m != nil {
		return c.Requirement(RequirementID("I.I.2." + m[1]))
	}
	if m := forms.partTwo.FindStringSubmatch(q); m != nil {
		return c.Requirement(RequirementID("I.II." + m[1]))
	}
	provision, _ := AskedProvision(query)
	return find(c.Requirements, func(r *Requirement) bool {
		return strings.EqualFold(string(r.ID), q) || provision != "" && r.Cite[0] == provision
	})
}

// AskedCategory finds a category by its id in any case, or by its place in the
// Annexes: "III.I.17", "Annex III class I (17)".
func (c *Catalogue) AskedCategory(query string) *Category {
	q := squeezed(query)
	provision, _ := AskedProvision(query)
	return find(c.Categories, func(x *Category) bool {
		return strings.EqualFold(string(x.ID), q) || provision != "" && slices.Contains(x.Cite, provision) && strings.HasPrefix(string(provision), "Annex")
	})
}

// squeezed is a query in lower case without white space.
func squeezed(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), "")) }

// Within reports whether a citation is the provision or a part of it: "Annex II (8)(a)"
// lies within "Annex II (8)", "Annex III" not within "Annex II".
func (c Citation) Within(provision Citation) bool {
	rest, ok := strings.CutPrefix(string(c), string(provision))
	return ok && provision != "" && (rest == "" || rest[0] == '(' || rest[0] == ' ')
}

// TellingQuestions are the questions with an answer that states a fact; "data:*"
// stands for all facts of that kind.
func (c *Catalogue) TellingQuestions(facts []Tag) []QuestionID {
	var ids []QuestionID
	for i := range c.Questions {
		if q := &c.Questions[i]; slices.ContainsFunc(q.Options, func(o Option) bool {
			return slices.ContainsFunc(o.Tags, func(t Tag) bool { return slices.ContainsFunc(facts, t.Fits) })
		}) {
			ids = append(ids, q.ID)
		}
	}
	return ids
}

// Fits compares a fact with a pattern: "data:*" is any fact of that kind.
func (t Tag) Fits(pattern Tag) bool {
	if kind, all := strings.CutSuffix(string(pattern), "*"); all {
		return strings.HasPrefix(string(t), kind)
	}
	return t == pattern
}
