package catalogue

import (
	"reflect"
	"slices"
	"strings"
)

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
	now := reflect.ValueOf(&old).Elem()
	for i := range c.Past { // newest first
		e := &c.Past[i]
		e.lists(func(name string, then reflect.Value) {
			now.FieldByName(name).Set(asBefore(now.FieldByName(name), then, e.Lacks))
		})
		old.Method = old.Method.asBefore(e.Method)
		if old.Version = e.Version; e.Version == version {
			return &old
		}
	}
	return nil
}

// lists visits what the edition had otherwise: the lists of things with an id, which
// the catalogue has under the same names.
func (e *Edition) lists(visit func(name string, list reflect.Value)) {
	v := reflect.ValueOf(e).Elem()
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.Type.Kind() == reflect.Slice && f.Type.Elem().Kind() == reflect.Struct {
			visit(f.Name, v.Field(i))
		}
	}
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

// asBefore is a list without what an edition lacks, with what it had otherwise in
// its place, and with what is gone at the end. One function for all lists: six
// copies of it would be a thousandth of the program.
func asBefore(now, then reflect.Value, lacks []string) reflect.Value {
	list := reflect.MakeSlice(now.Type(), 0, now.Len()+then.Len())
	used := make([]bool, then.Len())
	for i := range now.Len() {
		item := now.Index(i)
		for j := range used {
			if !used[j] && idOf(then.Index(j)) == idOf(item) {
				item, used[j] = then.Index(j), true
			}
		}
		if !slices.Contains(lacks, idOf(item)) {
			list = reflect.Append(list, item)
		}
	}
	for j := range used {
		if !used[j] {
			list = reflect.Append(list, then.Index(j))
		}
	}
	return list
}

func idOf(item reflect.Value) string { return item.FieldByName("ID").String() }

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

// Earlier is the name of a threat, a measure, an asset, one of its concerns ("AS10:I"),
// a category or a part of a requirement as an earlier version had it, and the list
// where it stood, such as "threats"; "" when there was none. What people wrote about it
// stays in the file when it is gone.
func (c *Catalogue) Earlier(id string) (list, name string) {
	for i := range c.Past {
		c.Past[i].lists(func(field string, members reflect.Value) {
			for j := range members.Len() {
				if title, is := titleOf(members.Index(j).Addr().Interface(), id); is && list == "" {
					list, name = strings.ToLower(field), title
				}
			}
		})
	}
	return list, name
}

// titleOf is the title of what an id names in a member of a list.
func titleOf(member any, id string) (title string, is bool) {
	switch x := member.(type) {
	case *Threat:
		return x.Title, string(x.ID) == id
	case *Measure:
		return x.Title, string(x.ID) == id
	case *Category:
		return x.Title, string(x.ID) == id
	case *Asset:
		asset, concern := Hit(id).Split()
		return x.Title, x.ID == asset && (concern == "" || slices.Contains(x.Concerns, concern))
	case *Requirement:
		if part := x.condition(id); part != nil {
			return part.Title, true
		}
	}
	return "", false
}

// EarlierOption finds an option that a question had in an earlier version, nil if it
// had none like it.
func (c *Catalogue) EarlierOption(question QuestionID, id string) *Option {
	for i := range c.Past {
		for j := range c.Past[i].Questions {
			if q := &c.Past[i].Questions[j]; q.ID == question && q.Option(id) != nil {
				return q.Option(id)
			}
		}
	}
	return nil
}

// OnceNotSure reports whether a question offered "not sure" in an earlier version.
func (c *Catalogue) OnceNotSure(question QuestionID) bool {
	return slices.ContainsFunc(c.Past, func(e Edition) bool {
		return slices.ContainsFunc(e.Questions, func(q Question) bool { return q.ID == question && q.NotSure })
	})
}

// Condition returns the part of a requirement with this id, nil if there is none.
func (c *Catalogue) Condition(id string) *Condition {
	for i := range c.Requirements {
		if x := c.Requirements[i].condition(id); x != nil {
			return x
		}
	}
	return nil
}

func (r *Requirement) condition(id string) *Condition {
	return find(r.Conditions, func(x *Condition) bool { return x.ID == id })
}
