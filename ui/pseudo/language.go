// Package pseudo makes a second language out of the first, so that a test can prove
// that no text for people is hard-wired and none is cut where words are longer. It is
// test code only: the texts of the messages files and of the catalogue are rewritten
// for one build, by the -overlay flag of the go command.
package pseudo

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
)

// Open and Close stand around every text, so that one that is cut is seen.
const (
	Open  = "«"
	Close = "»"
)

// alone is what stands in texts and is the same in every language: verbs of formats,
// places to fill in, ids and citations, names of keys and of flags, addresses, markup,
// words in capitals and the name of the program.
var alone = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(strings.Join([]string{
		`%[-+#0-9.\[\]]*[a-zA-Z%]`, `\{[^}]*\}`, `<[^>]*>`, "`[^`]*`", `https?://\S+`, `&[a-z]+;`,
		`\b(Annex|Part|[Cc]lass|Art\.|recitals?|points?|Regulation|Directive|Example) [IVX\d(][\w./()]*`, `\(EU\) [\d/]+`,
		`(ctrl|alt|shift)\+\S+`, `--[a-z][a-z-]*`, `[a-z_]+([._][a-z0-9_]+)+`, `\b[A-Z]+(\.[A-Za-z0-9]+)+`, `\w*\d\w*`, `\b[A-Z]{2,}\w*\b`, `\bselfmark(-[\w-]+)?\b`, `\bssh-\w+`, `method \d+(, vector [a-z]+)?`, `decisions, Part I \(1\)`, `\]\(#[^)]*\)`,
	}, "|"))
})

var vowels = map[rune]string{
	'a': "åa", 'e': "ée", 'i': "îi", 'o': "öo", 'u': "ûu", 'y': "ý",
	'A': "Åa", 'E': "Ée", 'I': "Îi", 'O': "Öo", 'U': "Ûu", 'Y': "Ý",
}

// Text puts a text into the pseudo-language: accented, a third longer, in brackets.
// Spaces around it and marks before it stay outside, and a text without words stays as it is.
func Text(s string) string {
	inner := strings.TrimLeft(strings.TrimSpace(s), "#*> ") // the marks of comments, lists and quotes begin a line
	var b strings.Builder
	last := 0
	for _, at := range alone().FindAllStringIndex(inner, -1) {
		b.WriteString(accented(inner[last:at[0]]))
		b.WriteString(inner[at[0]:at[1]])
		last = at[1]
	}
	b.WriteString(accented(inner[last:]))
	if b.String() == inner {
		return s
	}
	before, after, _ := strings.Cut(s, inner)
	return before + Open + b.String() + Close + after
}

func accented(s string) string {
	var b strings.Builder
	for _, r := range s {
		if v, ok := vowels[r]; ok {
			b.WriteString(v)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// English lists the words of a text that are plain English, each once: written in ASCII
// letters, three or more, not in capitals, and not among those known.
func English(s string, known map[string]bool) []string {
	s = strings.Join(strings.Fields(s), " ")
	for _, spelled := range Spelled {
		s = strings.ReplaceAll(s, spelled, " ")
	}
	s = alone().ReplaceAllString(s, " ")
	var list []string
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		plain := len(word) >= 3 && word != strings.ToUpper(word) && strings.IndexFunc(word, func(r rune) bool { return r > unicode.MaxASCII }) < 0
		if plain && !known[word] && !slices.Contains(list, word) {
			list = append(list, word)
		}
	}
	return list
}

// Words are the words of a text that somebody typed: they are known.
func Words(texts ...string) map[string]bool {
	known := map[string]bool{}
	for _, s := range texts {
		for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
			known[word] = true
		}
	}
	return known
}

// Cut reports whether a row shows the beginning of a text without its end, or the end
// without its beginning.
func Cut(row string) bool {
	return strings.Count(row, Open) != strings.Count(row, Close)
}
