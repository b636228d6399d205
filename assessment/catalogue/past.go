package catalogue

import "slices"

// Edition is what an earlier version of the catalogue had otherwise than the next
// one: enough to rate an assessment as it was rated then, and to keep its answers.
type Edition struct {
	Version string // the earlier version
	// Lacks names the questions, threats and measures that it did not have yet.
	Lacks []string
	// Those that it had otherwise, or that are gone since, as they were then.
	Questions []Question
	Threats   []Threat
	Measures  []Measure
}

// Before is the catalogue as it was in an earlier version; nil when what changed
// since then is not recorded.
func (c *Catalogue) Before(version string) *Catalogue {
	old := *c
	old.Past = nil
	for _, e := range c.Past { // newest first
		old.Questions = asBefore(old.Questions, e.Questions, e.Lacks, func(q *Question) string { return string(q.ID) })
		old.Threats = asBefore(old.Threats, e.Threats, e.Lacks, func(t *Threat) string { return string(t.ID) })
		old.Measures = asBefore(old.Measures, e.Measures, e.Lacks, func(m *Measure) string { return string(m.ID) })
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

// Gone reports whether an id is that of a threat or measure of an earlier version.
func (c *Catalogue) Gone(id string) bool {
	return slices.ContainsFunc(c.Past, func(e Edition) bool {
		return slices.ContainsFunc(e.Threats, func(t Threat) bool { return string(t.ID) == id }) ||
			slices.ContainsFunc(e.Measures, func(m Measure) bool { return string(m.ID) == id })
	})
}
