package catalogue

import (
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Found is what everyday words lead to: a category, or products that are in none,
// with the reason. One of the two is set.
type Found struct {
	Category *Category
	None     *Uncategorised
}

// Find ranks the categories and the products without one by how well everyday
// words fit them, best first. Number, accents, hyphens, the order of the words,
// and whether they are written together do not matter.
func (c *Catalogue) Find(query string) []Found {
	words := newPhrase(query)
	if len(words.words) == 0 {
		return nil
	}
	type ranked struct {
		found Found
		score int
	}
	var hits []ranked
	for _, e := range c.index() {
		if s := e.score(words); s > 0 {
			hits = append(hits, ranked{e.found, s})
		}
	}
	sort.SliceStable(hits, func(i, j int) bool { return hits[i].score > hits[j].score })
	found := make([]Found, len(hits))
	for i, h := range hits {
		found[i] = h.found
	}
	return found
}

// Search is Find with the categories and the products without one apart.
func (c *Catalogue) Search(query string) (categories []*Category, none []*Uncategorised) {
	for _, f := range c.Find(query) {
		if f.Category != nil {
			categories = append(categories, f.Category)
		} else {
			none = append(none, f.None)
		}
	}
	return categories, none
}

// Fold makes words comparable: lower case, without accents.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}

// entry is one thing that can be found, made ready for the search.
type entry struct {
	found       Found
	names       []phrase
	description phrase
}

// builtinIndex is made at the first search, so that starting costs nothing.
var builtinIndex = sync.OnceValue(func() []entry { return newIndex(&builtin) })

func (c *Catalogue) index() []entry {
	// Newer law data leaves the words as they are.
	if len(c.Categories) > 0 && &c.Categories[0] == &builtin.Categories[0] {
		return builtinIndex()
	}
	return newIndex(c)
}

func newIndex(c *Catalogue) []entry {
	out := make([]entry, 0, len(c.Categories)+len(c.Uncategorised))
	for i := range c.Categories {
		cat := &c.Categories[i]
		out = append(out, entry{Found{Category: cat}, newPhrases(cat.Words),
			newPhrase(string(cat.ID) + " " + cat.Title + " " + strings.Join(cat.In, " ") + " " + cat.Decides)})
	}
	for i := range c.Uncategorised {
		u := &c.Uncategorised[i]
		out = append(out, entry{Found{None: u}, newPhrases(u.Words), newPhrase(u.Why)})
	}
	return out
}

// The steps of the ranking. Within a step the name nearest to the query wins.
const (
	scoreStep        = 1000
	scoreDescription = iota * scoreStep // the description has all words
	scorePart                           // the query holds the name: "wireless robot vacuum"
	scoreInside                         // the name has all words inside its own: "virus", "antivirus"
	scoreStart                          // the name has all words as starts of its own: "door l"
	scoreWords                          // the name has all words: "lock", "door lock"
	scoreSame                           // the name has the words of the query and no others
)

// score says how well the query fits; 0 is no fit.
func (e entry) score(query phrase) int {
	best := 0
	for _, name := range e.names {
		best = max(best, name.score(query))
	}
	if best == 0 && query.within(e.description, strings.HasPrefix) {
		return scoreDescription
	}
	return best
}

func (name phrase) score(query phrase) int {
	part := name.within(query, same)
	switch {
	case query.within(name, same) && part:
		return scoreSame
	case query.within(name, same):
		return scoreWords - name.letters()
	case query.within(name, strings.HasPrefix):
		return scoreStart - name.letters()
	case query.within(name, inside):
		return scoreInside - name.letters()
	case part:
		return scorePart + name.letters()
	default:
		return 0
	}
}

// phrase holds the words of a text, and each two neighbours written together.
type phrase struct {
	words, pairs []string
}

func newPhrases(texts []string) []phrase {
	out := make([]phrase, len(texts))
	for i, text := range texts {
		out[i] = newPhrase(text)
	}
	return out
}

// newPhrase folds a text and takes it apart into words, in the singular and
// without those that say nothing, unless there are no others.
func newPhrase(text string) phrase {
	folded := apostrophes.Replace(Fold(text))
	all := strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	telling := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(fillers, w) })
	if len(telling) == 0 {
		telling = all
	}
	var p phrase
	for i, w := range telling {
		p.words = append(p.words, singular(w))
		if i > 0 {
			p.pairs = append(p.pairs, telling[i-1]+singular(w))
		}
	}
	return p
}

var (
	apostrophes = strings.NewReplacer("'", "", "’", "")
	fillers     = []string{"a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"}
)

// singular takes the ending of the plural off. It need not be good English, only
// the same for the query and the names. Short words such as NAS keep theirs.
func singular(w string) string {
	if len(w) < 4 || strings.HasSuffix(w, "ss") {
		return w
	}
	for _, end := range []struct{ plural, singular string }{{"ies", "y"}, {"ches", "ch"}, {"shes", "sh"}, {"sses", "ss"}, {"xes", "x"}, {"s", ""}} {
		if stem, ok := strings.CutSuffix(w, end.plural); ok {
			return stem + end.singular
		}
	}
	return w
}

func (p phrase) letters() int {
	n := 0
	for _, w := range p.words {
		n += len(w)
	}
	return n
}

// within reports whether each word, or it and the next written together, fits a
// word or two neighbours of the other, in any order.
func (p phrase) within(other phrase, fits func(theirs, ours string) bool) bool {
	for i := 0; i < len(p.words); i++ {
		switch {
		case other.has(p.words[i], fits):
		case i < len(p.pairs) && other.has(p.pairs[i], fits):
			i++
		default:
			return false
		}
	}
	return true
}

func (p phrase) has(word string, fits func(theirs, ours string) bool) bool {
	fit := func(theirs string) bool { return fits(theirs, word) }
	return slices.ContainsFunc(p.words, fit) || slices.ContainsFunc(p.pairs, fit)
}

// same also takes the plural of a word of two letters, which singular leaves: TVs.
func same(theirs, ours string) bool {
	return theirs == ours || len(ours) == 3 && ours == theirs+"s" || len(theirs) == 3 && theirs == ours+"s"
}

func inside(theirs, ours string) bool { return len(ours) > 3 && strings.Contains(theirs, ours) }
