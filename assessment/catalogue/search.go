package catalogue

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Search finds the categories that everyday words lead to, best first, and the
// products that are in no category, with the reason.
func (c *Catalogue) Search(query string) ([]*Category, []*Uncategorised) {
	words := strings.Fields(Fold(query))
	if len(words) == 0 {
		return nil, nil
	}
	var categories ranking[*Category]
	for i := range c.Categories {
		cat := &c.Categories[i]
		categories.add(cat, score(words, cat.Words, string(cat.ID)+" "+cat.Title+" "+strings.Join(cat.In, " ")+" "+cat.Decides))
	}
	var none ranking[*Uncategorised]
	for i := range c.Uncategorised {
		u := &c.Uncategorised[i]
		none.add(u, score(words, u.Words, u.Why))
	}
	return categories.sorted(), none.sorted()
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

// score says how well words fit: an everyday name that is exactly the query
// first, then one that holds all words, then the description. 0 is no fit.
func score(words, names []string, description string) int {
	query := strings.Join(words, " ")
	best := 0
	for _, name := range names {
		name = Fold(name)
		switch {
		case name == query:
			return 4
		case containsAll(name, words):
			best = max(best, 3)
		case len(name) > 3 && strings.Contains(query, name):
			best = max(best, 2)
		}
	}
	if best == 0 && containsAll(Fold(description), words) {
		return 1
	}
	return best
}

func containsAll(text string, words []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// ranking sorts by score and keeps the order of the catalogue where it is equal.
type ranking[T any] []struct {
	item  T
	score int
}

func (r *ranking[T]) add(item T, score int) {
	if score > 0 {
		*r = append(*r, struct {
			item  T
			score int
		}{item, score})
	}
}

func (r ranking[T]) sorted() []T {
	slices.SortStableFunc(r, func(a, b struct {
		item  T
		score int
	}) int {
		return b.score - a.score
	})
	var out []T
	for _, e := range r {
		out = append(out, e.item)
	}
	return out
}
