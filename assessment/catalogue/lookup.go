package catalogue

import (
	"slices"
	"strings"
)

// Load returns the built-in catalogue. It costs nothing: the compact form is
// part of the program's initialised data. Nobody may change what it points to.
func Load() *Catalogue { return &builtin }

// Question returns the question with this id, nil if there is none.
func (c *Catalogue) Question(id QuestionID) *Question {
	return find(c.Questions, func(x *Question) bool { return x.ID == id })
}

// Option returns the option of a question with this id, nil if there is none.
func (q *Question) Option(id string) *Option {
	return find(q.Options, func(x *Option) bool { return x.ID == id })
}

// Asset returns the asset with this id, nil if there is none.
func (c *Catalogue) Asset(id AssetID) *Asset {
	return find(c.Assets, func(x *Asset) bool { return x.ID == id })
}

// Threat returns the threat with this id, nil if there is none.
func (c *Catalogue) Threat(id ThreatID) *Threat {
	return find(c.Threats, func(x *Threat) bool { return x.ID == id })
}

// Measure returns the measure with this id, nil if there is none.
func (c *Catalogue) Measure(id MeasureID) *Measure {
	return find(c.Measures, func(x *Measure) bool { return x.ID == id })
}

// Requirement returns the requirement with this id, nil if there is none.
func (c *Catalogue) Requirement(id RequirementID) *Requirement {
	return find(c.Requirements, func(x *Requirement) bool { return x.ID == id })
}

// PlainWords says in plain words what stands in a provision: its entry in the law
// data, or the duty of the requirement it is; "" for others.
func (c *Catalogue) PlainWords(provision Citation) string {
	if p := find(c.Provisions, func(x *Provision) bool { return Citation(x.ID) == provision }); p != nil {
		return p.Text
	}
	if r := find(c.Requirements, func(x *Requirement) bool { return x.Cite[0] == provision }); r != nil {
		return r.Duty
	}
	return ""
}

// Category returns the category with this id, nil if there is none.
func (c *Catalogue) Category(id CategoryID) *Category {
	return find(c.Categories, func(x *Category) bool { return x.ID == id })
}

// Route returns the conformity route with this id, nil if there is none.
func (c *Catalogue) Route(id string) *Route {
	return find(c.Routes, func(x *Route) bool { return x.ID == id })
}

// Role returns what the role with this id owes, nil if there is none.
func (c *Catalogue) Role(id string) *Role {
	return find(c.Roles, func(x *Role) bool { return x.ID == id })
}

// Reading returns the milder reading with this id, nil if there is none.
func (c *Catalogue) Reading(id string) *Reading {
	return find(c.Readings, func(x *Reading) bool { return x.ID == id })
}

// FindProvisions returns the provisions that a citation or everyday words lead
// to: "Art. 64" leads to its paragraphs, "fine" to what is said of fines.
func (c *Catalogue) FindProvisions(query string) []*Provision {
	words := newPhrase(query)
	if len(words.words) == 0 {
		return nil
	}
	var out []*Provision
	for i := range c.Provisions {
		p := &c.Provisions[i]
		if partOf(p.ID, query) || slices.ContainsFunc(newPhrases(p.Words), func(name phrase) bool { return name.score(words) > 0 }) {
			out = append(out, p)
		}
	}
	return out
}

// partOf reports whether a provision is the one that the query names in any case, or a
// part of it: Art. 19(3) of "art. 19".
func partOf(provision, query string) bool {
	return Citation(strings.ToLower(provision)).Within(Citation(strings.ToLower(strings.TrimSpace(query))))
}

// FindRoles returns the roles that a citation or everyday words name: "Art. 19",
// "importer".
func (c *Catalogue) FindRoles(query string) []*Role {
	words := newPhrase(query)
	if len(words.words) == 0 {
		return nil
	}
	var out []*Role
	for i := range c.Roles {
		r := &c.Roles[i]
		cited := slices.ContainsFunc(r.Cite, func(p Citation) bool { return partOf(string(p), query) })
		if cited || r.ID == query || newPhrase(r.Title).score(words) > 0 {
			out = append(out, r)
		}
	}
	return out
}

// Finding returns the text of a finding, nil if there is none.
func (c *Catalogue) Finding(id string) *FindingText {
	return find(c.Findings, func(x *FindingText) bool { return x.ID == id })
}

// Theme returns the theme a threat belongs to, nil for own threats.
func (c *Catalogue) Theme(id ThreatID) *Theme {
	for i := range c.Themes {
		for _, t := range c.Themes[i].Threats {
			if t == id {
				return &c.Themes[i]
			}
		}
	}
	return nil
}

// Split takes a hit apart, "AS01:I" into AS01 and I.
func (h Hit) Split() (AssetID, Concern) {
	asset, concern, _ := strings.Cut(string(h), ":")
	return AssetID(asset), Concern(concern)
}

// Letter returns the short form of a requirement: "1", "a" to "m", or "II.5".
func (id RequirementID) Letter() string {
	s := string(id)
	switch {
	case strings.HasPrefix(s, "I.I.2."):
		return s[len("I.I.2."):]
	case strings.HasPrefix(s, "I.I."):
		return s[len("I.I."):]
	default:
		return strings.TrimPrefix(s, "I.")
	}
}

// find returns the first element that matches, nil if there is none.
func find[T any](list []T, matches func(*T) bool) *T {
	for i := range list {
		if matches(&list[i]) {
			return &list[i]
		}
	}
	return nil
}

// Letters gives the letters of an id that is made of letters and a number, such as
// "OT" of "OT12"; "" if it has no number.
func Letters(id string) string {
	letters := strings.TrimRight(id, "0123456789")
	if letters == id {
		return ""
	}
	return letters
}

// LooksLikeID reports whether a text is written like the id of a question, threat,
// measure or asset, with or without a concern. Whether there is one is another
// question.
func LooksLikeID(s string) bool {
	id, concern, _ := strings.Cut(s, ":")
	isID := slices.Contains([]string{"Q", "T", "M", "AS", "OT", "OM", "OA"}, Letters(id))
	return isID && strings.Trim(concern, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}

// Certification reports whether a delegated act makes a certificate mandatory for a
// category, and from which day on; "" is from the beginning (Art. 8(1)).
func (s Standards) Certification(id CategoryID) (from string, listed bool) {
	for _, entry := range s.Mandatory {
		if category, from := SplitMandatory(entry); category == id {
			return from, true
		}
	}
	return "", false
}

// SplitMandatory takes an entry such as "IV.1 from 2028-06-01" apart.
func SplitMandatory(entry string) (id CategoryID, from string) {
	category, from, _ := strings.Cut(entry, " from ")
	return CategoryID(category), from
}

// Name is how a requirement is called: its short number and its title.
func (r *Requirement) Name() string { return r.Short + " " + r.Title }
