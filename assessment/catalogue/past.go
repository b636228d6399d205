package catalogue

import "slices"

// Edition is what an earlier version of the catalogue had otherwise than the next
// one: enough to rate an assessment as it was rated then, and to keep its answers.
//
// It holds what enters a rating, the class, a requirement, or which questions are
// asked. What stays out changes none of them: wording; themes, which only group
// threats for the screens; routes, whose rules are code; the status of standards,
// which has a day of its own and is renewed within a version; findings, which are
// said of the present state only.
type Edition struct {
	Version string // the earlier version
	// Lacks names the questions, assets, threats, measures, requirements and
	// categories that it did not have yet.
	Lacks []string
	// Those that it had otherwise, or that are gone since, as they were then.
	Questions    []Question
	Assets       []Asset
	Threats      []Threat
	Measures     []Measure
	Requirements []Requirement
	Categories   []Category
	Method       Method // the tables that it had otherwise
}

// Before is the catalogue as it was in an earlier version; nil when what changed
// since then is not recorded.
func (c *Catalogue) Before(version string) *Catalogue {
	old := *c
	old.Past = nil
	for _, e := range c.Past { // newest first
		old.Questions = asBefore(old.Questions, e.Questions, e.Lacks, func(q *Question) string { return string(q.ID) })
		old.Assets = asBefore(old.Assets, e.Assets, e.Lacks, func(a *Asset) string { return string(a.ID) })
		old.Threats = asBefore(old.Threats, e.Threats, e.Lacks, func(t *Threat) string { return string(t.ID) })
		old.Measures = asBefore(old.Measures, e.Measures, e.Lacks, func(m *Measure) string { return string(m.ID) })
		old.Requirements = asBefore(old.Requirements, e.Requirements, e.Lacks, func(r *Requirement) string { return string(r.ID) })
		old.Categories = asBefore(old.Categories, e.Categories, e.Lacks, func(x *Category) string { return string(x.ID) })
		old.Method = old.Method.asBefore(e.Method)
		if old.Version = e.Version; e.Version == version {
			return &old
		}
	}
	return nil
}

// asBefore is a list without what an edition lacks, with what it had otherwise in
// its place, and with what is gone at the end.
func asBefore[T any](now, then []T, lacks []string, id func(*T) string) []T {
	list := slices.Clone(now)
	list = slices.DeleteFunc(list, func(v T) bool { return slices.Contains(lacks, id(&v)) })
	for _, old := range then {
		i := slices.IndexFunc(list, func(v T) bool { return id(&v) == id(&old) })
		if i < 0 {
			list = append(list, old)
		} else {
			list[i] = old
		}
	}
	return list
}

// asBefore is a method with the tables that an edition had otherwise.
func (m Method) asBefore(then Method) Method {
	if then.FeasibilityUpTo != nil {
		m.FeasibilityUpTo = then.FeasibilityUpTo
	}
	if then.Matrix != nil {
		m.Matrix = then.Matrix
	}
	if then.NotSureLeaves != nil {
		m.NotSureLeaves = then.NotSureLeaves
	}
	return m
}

// GoneQuestions are those that earlier versions asked and this one does not. Their
// answers stay in the file and have no effect.
func (c *Catalogue) GoneQuestions() []*Question {
	var gone []*Question
	for i := range c.Past {
		for j := range c.Past[i].Questions {
			q := &c.Past[i].Questions[j]
			if c.Question(q.ID) == nil && !slices.ContainsFunc(gone, func(g *Question) bool { return g.ID == q.ID }) {
				gone = append(gone, q)
			}
		}
	}
	return gone
}

// What follows finds something as the latest of the earlier versions had it that
// tells of it; nil if there is none. What people wrote about it stays in the file
// when it is gone.

// EarlierThreat finds a threat of an earlier version.
func (c *Catalogue) EarlierThreat(id ThreatID) *Threat {
	return earlier(c, func(e *Edition) *Threat { return find(e.Threats, func(t *Threat) bool { return t.ID == id }) })
}

// EarlierMeasure finds a measure of an earlier version.
func (c *Catalogue) EarlierMeasure(id MeasureID) *Measure {
	return earlier(c, func(e *Edition) *Measure { return find(e.Measures, func(m *Measure) bool { return m.ID == id }) })
}

// EarlierAsset finds an asset of an earlier version that had a concern; any for "".
func (c *Catalogue) EarlierAsset(id AssetID, concern Concern) *Asset {
	return earlier(c, func(e *Edition) *Asset {
		return find(e.Assets, func(a *Asset) bool {
			return a.ID == id && (concern == "" || slices.Contains(a.Concerns, concern))
		})
	})
}

// EarlierCategory finds a category of an earlier version.
func (c *Catalogue) EarlierCategory(id CategoryID) *Category {
	return earlier(c, func(e *Edition) *Category {
		return find(e.Categories, func(x *Category) bool { return x.ID == id })
	})
}

// EarlierCondition finds a part of a requirement of an earlier version.
func (c *Catalogue) EarlierCondition(id string) *Condition {
	return earlier(c, func(e *Edition) *Condition { return condition(e.Requirements, id) })
}

// EarlierOption finds an option that a question had in an earlier version.
func (c *Catalogue) EarlierOption(question QuestionID, id string) *Option {
	return earlier(c, func(e *Edition) *Option {
		q := find(e.Questions, func(q *Question) bool { return q.ID == question })
		if q == nil {
			return nil
		}
		return q.Option(id)
	})
}

// OnceNotSure reports whether a question offered "not sure" in an earlier version.
func (c *Catalogue) OnceNotSure(question QuestionID) bool {
	return earlier(c, func(e *Edition) *Question {
		return find(e.Questions, func(q *Question) bool { return q.ID == question && q.NotSure })
	}) != nil
}

func earlier[T any](c *Catalogue, of func(*Edition) *T) *T {
	for i := range c.Past {
		if found := of(&c.Past[i]); found != nil {
			return found
		}
	}
	return nil
}

// Condition returns the part of a requirement with this id, nil if there is none.
func (c *Catalogue) Condition(id string) *Condition { return condition(c.Requirements, id) }

func condition(list []Requirement, id string) *Condition {
	for i := range list {
		if found := find(list[i].Conditions, func(x *Condition) bool { return x.ID == id }); found != nil {
			return found
		}
	}
	return nil
}
