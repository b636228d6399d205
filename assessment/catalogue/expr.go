package catalogue

import (
	"strconv"
	"strings"
)

// Expr is a condition over tags. Exactly one of its forms is set; it is data so
// that an authority can read when a threat is considered.
type Expr struct {
	Always  bool
	Any     []Tag
	All     []Tag
	None    []Tag
	And     []Expr
	Or      []Expr
	AtLeast int // that many of Of
	Of      []Tag
	Level   Tag // for example "safety:1": that level or higher
}

// Tags answers whether a fact is established.
type Tags interface {
	Has(Tag) bool
}

// Holds reports whether the condition is met.
func (e *Expr) Holds(tags Tags) bool {
	switch {
	case e.Always:
		return true
	case e.Any != nil:
		return count(e.Any, tags) > 0
	case e.All != nil:
		return count(e.All, tags) == len(e.All)
	case e.None != nil:
		return count(e.None, tags) == 0
	case e.And != nil:
		for i := range e.And {
			if !e.And[i].Holds(tags) {
				return false
			}
		}
		return true
	case e.Or != nil:
		for i := range e.Or {
			if e.Or[i].Holds(tags) {
				return true
			}
		}
		return false
	case e.Of != nil:
		return count(e.Of, tags) >= e.AtLeast
	case e.Level != "":
		return levelHolds(e.Level, tags)
	}
	return false
}

// Because adds to found the established tags that the condition rests on, in
// the order of the expression; it is called for a condition that holds.
func (e *Expr) Because(tags Tags, found []Tag) []Tag {
	for _, list := range [][]Tag{e.Any, e.All, e.Of} {
		for _, t := range list {
			if tags.Has(t) {
				found = append(found, t)
			}
		}
	}
	for i := range e.And {
		found = e.And[i].Because(tags, found)
	}
	for i := range e.Or {
		if e.Or[i].Holds(tags) {
			found = e.Or[i].Because(tags, found)
		}
	}
	if e.Level != "" {
		kind, min := e.Level.Level()
		for n := min; n <= maxLevel; n++ {
			if t := LevelTag(kind, n); tags.Has(t) {
				found = append(found, t)
			}
		}
	}
	return found
}

// maxLevel is the highest level of any level tag (method 4).
const maxLevel = 3

// Level splits a level tag such as "safety:2"; n is 0 for any other tag.
func (t Tag) Level() (kind string, n int) {
	kind, number, _ := strings.Cut(string(t), ":")
	n, err := strconv.Atoi(number)
	if err != nil {
		return kind, 0
	}
	return kind, n
}

// LevelTag builds a level tag.
func LevelTag(kind string, n int) Tag {
	for i := range levelTags {
		if levelTags[i].kind == kind && n >= 0 && n <= maxLevel {
			return levelTags[i].tags[n]
		}
	}
	return Tag(kind + ":" + strconv.Itoa(n))
}

// levelTags spares building the level tags of the method again and again.
var levelTags = [...]struct {
	kind string
	tags [maxLevel + 1]Tag
}{
	{"safety", [...]Tag{"safety:0", "safety:1", "safety:2", "safety:3"}},
	{"avail", [...]Tag{"avail:0", "avail:1", "avail:2", "avail:3"}},
	{"fleet", [...]Tag{"fleet:0", "fleet:1", "fleet:2", "fleet:3"}},
}

// Walk calls visit for every tag named in the condition.
func (e *Expr) Walk(visit func(Tag)) {
	for _, list := range [][]Tag{e.Any, e.All, e.None, e.Of} {
		for _, t := range list {
			visit(t)
		}
	}
	for i := range e.And {
		e.And[i].Walk(visit)
	}
	for i := range e.Or {
		e.Or[i].Walk(visit)
	}
	if e.Level != "" {
		visit(e.Level)
	}
}

func count(list []Tag, tags Tags) int {
	n := 0
	for _, t := range list {
		if tags.Has(t) {
			n++
		}
	}
	return n
}

func levelHolds(level Tag, tags Tags) bool {
	kind, min := level.Level()
	for n := min; n <= maxLevel; n++ {
		if tags.Has(LevelTag(kind, n)) {
			return true
		}
	}
	return false
}
