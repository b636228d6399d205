package file

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// index finds what the catalogue knows, and the order in which it is written.
type index struct {
	cat       *catalogue.Catalogue
	sections  []string // in the order of the questions
	questions map[string][]*catalogue.Question
	places    map[string]int // of positions
}

func newIndex(cat *catalogue.Catalogue) *index {
	ix := &index{cat: cat, questions: map[string][]*catalogue.Question{}}
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if ix.questions[q.Section] == nil {
			ix.sections = append(ix.sections, q.Section)
		}
		ix.questions[q.Section] = append(ix.questions[q.Section], q)
	}
	for _, q := range cat.GoneQuestions() { // what was answered stays
		if ix.questions[q.Section] == nil {
			ix.sections = append(ix.sections, q.Section)
		}
		ix.questions[q.Section] = append(ix.questions[q.Section], q)
	}
	return ix
}

// positions are those of threats, measures and questions in the catalogue. Reading
// a file hardly ever needs them.
func (ix *index) positions() map[string]int {
	if ix.places != nil {
		return ix.places
	}
	ix.places = map[string]int{}
	for i := range ix.cat.Questions {
		ix.places[string(ix.cat.Questions[i].ID)] = i
	}
	for i := range ix.cat.Threats {
		ix.places[string(ix.cat.Threats[i].ID)] = i
	}
	for i := range ix.cat.Measures {
		ix.places[string(ix.cat.Measures[i].ID)] = i
	}
	return ix.places
}

// question finds a question by its place in the file.
func (ix *index) question(section, key string) *catalogue.Question {
	for _, q := range ix.questions[section] {
		if q.Key == key {
			return q
		}
	}
	return nil
}

// ordered lists the ids of a map: catalogue first, in its order, then own ones by
// number.
func ordered[K ~string, V any](ix *index, m map[K]V) []K {
	return slices.SortedFunc(maps.Keys(m), func(a, b K) int {
		return cmp.Or(
			cmp.Compare(ix.position(string(a)), ix.position(string(b))),
			cmp.Compare(len(a), len(b)),
			cmp.Compare(a, b))
	})
}

func (ix *index) position(id string) int {
	if p, known := ix.positions()[id]; known {
		return p
	}
	return len(ix.positions())
}

// Ids of own items are letters and a number from 1 to 9999.
func ownThreat(id string) bool  { return isNumbered(id, "OT") }
func ownMeasure(id string) bool { return isNumbered(id, "OM") }
func ownAsset(id string) bool   { return isNumbered(id, "OA") }
func evidenceID(id string) bool { return isNumbered(id, "E") }

func isNumbered(id, letters string) bool {
	number, found := strings.CutPrefix(id, letters)
	return found && number != "" && len(number) <= 4 && number[0] != '0' && digits(number) == number
}

// What earlier versions of the catalogue knew is known here, so that no answer is
// lost; it has no effect.
func (ix *index) isQuestion(id string) bool {
	return ix.cat.Question(catalogue.QuestionID(id)) != nil ||
		slices.ContainsFunc(ix.cat.GoneQuestions(), func(q *catalogue.Question) bool { return string(q.ID) == id })
}
func (ix *index) isThreat(id string) bool {
	return ownThreat(id) || ix.cat.Threat(catalogue.ThreatID(id)) != nil || ix.was(id, "threats")
}
func (ix *index) isMeasure(id string) bool {
	return ownMeasure(id) || ix.cat.Measure(catalogue.MeasureID(id)) != nil || ix.was(id, "measures")
}
func (ix *index) isAsset(id string) bool {
	return ownAsset(id) || ix.cat.Asset(catalogue.AssetID(id)) != nil || ix.was(id, "assets")
}
func (ix *index) isCategory(id string) bool {
	return ix.cat.Category(catalogue.CategoryID(id)) != nil || ix.was(id, "categories")
}
func (ix *index) isCondition(id string) bool {
	return ix.cat.Condition(id) != nil || ix.was(id, "requirements")
}

// was reports whether an earlier version of the catalogue had an id in a list.
func (ix *index) was(id, list string) bool {
	stood, _ := ix.cat.Earlier(id)
	return stood == list
}

// isHit knows assets with one of their concerns; an own asset may have any.
func (ix *index) isHit(id string) bool {
	asset, concern := catalogue.Hit(id).Split()
	if ownAsset(string(asset)) {
		return slices.Contains(concerns, concern)
	}
	a := ix.cat.Asset(asset)
	return a != nil && slices.Contains(a.Concerns, concern) || concern != "" && ix.was(id, "assets")
}

// isPlace knows what a note may be about. Only what looks like an id of the
// catalogue has to be one; other places are the program's own.
func (ix *index) isPlace(id string) bool {
	return !catalogue.LooksLikeID(id) ||
		ix.isQuestion(id) || ix.isThreat(id) || ix.isMeasure(id) || ix.isAsset(id) || ix.isHit(id)
}

// hits lists the hits of the catalogue, to suggest one.
func (ix *index) hits() []string {
	var out []string
	for _, a := range ix.cat.Assets {
		for _, c := range a.Concerns {
			out = append(out, string(a.ID)+":"+string(c))
		}
	}
	return out
}

// ids lists the ids of the catalogue that a function gives.
func ids[T any, K ~string](list []T, id func(*T) K) []string {
	out := make([]string, len(list))
	for i := range list {
		out[i] = string(id(&list[i]))
	}
	return out
}

// closest finds the candidate that was probably meant, "" if none is near. An id
// with another number is another thing, however near.
func closest(word string, candidates []string) string {
	best, limit := "", min(2, (len(word)+1)/3)+1
	for _, c := range candidates {
		if c == "" || word == "" {
			continue
		}
		if strings.EqualFold(c, word) || padded(word) == c {
			return c
		}
		if d := distance(word, c, limit); d < limit && c[0] == word[0] && digits(c) == digits(word) {
			best, limit = c, d
		}
	}
	return best
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// padded writes the number of an id with two digits: q1 becomes Q01.
func padded(id string) string {
	letters := catalogue.Letters(id)
	if len(id) != len(letters)+1 || letters == "" {
		return id
	}
	return strings.ToUpper(letters) + "0" + id[len(letters):]
}

// distance counts the letters to change, add, remove or swap, up to a limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	before, last, row := []int(nil), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range last {
		last[j] = j
	}
	for i := range x {
		row[0] = i + 1
		for j := range y {
			d := last[j]
			if x[i] != y[j] {
				d++
			}
			row[j+1] = min(d, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && x[i] == y[j-1] && x[i-1] == y[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, make([]int, len(y)+1)
	}
	return min(last[len(y)], limit)
}
