// Structure lists every provision of Regulation (EU) 2024/2847 in canonical form,
// one a line. It reads a plain text of the articles and annexes ("## Art 13 …",
// "ANNEX I") and one of the recitals, and made regulation-structure.txt:
//
//	go run structure.go regulation-2024-2847.txt regulation-2024-2847-recitals.txt
package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strings"
)

var (
	article   = regexp.MustCompile(`^## Art (\d+) `)
	annex     = regexp.MustCompile(`^ANNEX ([IVX]+)$`)
	part      = regexp.MustCompile(`^Part ([IVX]+) `)
	class     = regexp.MustCompile(`^Class ([IVX]+)$`)
	paragraph = regexp.MustCompile(`^(\d+)\.\s`)
	subpoint  = regexp.MustCompile(`^(\d+\.\d+)\.$`)
	number    = regexp.MustCompile(`^\((\d+)\) `)
	letter    = regexp.MustCompile(`^\(([a-z]+)\)\s`)
)

// lister knows where in the text it is and writes each provision once.
type lister struct {
	seen                        map[string]bool
	article                     string // number of the article, "" in an annex
	whole, point, char, numeral string // "Art. 14", "(2)", "(c)", "(ii)"
	numbered                    bool   // points are numbered (1), (2) here
}

func main() {
	l := lister{seen: map[string]bool{}}
	each(os.Args[1], l.line)
	each(os.Args[2], func(s string) {
		if m := number.FindStringSubmatch(s); m != nil {
			l.write("recital " + m[1])
		}
	})
}

func each(name string, do func(string)) {
	f, err := os.Open(name)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<20)
	for s.Scan() {
		do(s.Text())
	}
}

func (l *lister) line(s string) {
	switch {
	case match(article, s) != "":
		l.article = match(article, s)
		l.start("Art. "+l.article, l.article == "3")
	case match(annex, s) != "":
		l.article = ""
		l.start("Annex "+match(annex, s), false)
	case l.whole == "":
	case l.article == "" && match(part, s) != "":
		l.start(l.annex()+" Part "+match(part, s), l.annex() == "Annex I")
	case l.article == "" && match(class, s) != "":
		l.start(l.annex()+" class "+match(class, s), false)
	case match(paragraph, s) != "":
		l.at(match(paragraph, s))
	case l.article == "" && match(subpoint, s) != "":
		l.at(match(subpoint, s))
	case l.numbered && match(number, s) != "":
		l.at(match(number, s))
	case match(letter, s) != "":
		l.letter(match(letter, s))
	}
}

func match(r *regexp.Regexp, s string) string {
	if m := r.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return ""
}

func (l *lister) annex() string {
	return strings.Join(strings.Fields(l.whole)[:2], " ")
}

func (l *lister) start(whole string, numbered bool) {
	l.whole, l.point, l.char, l.numeral, l.numbered = whole, "", "", "", numbered
	l.write(whole)
}

func (l *lister) at(point string) {
	l.point, l.char, l.numeral = "("+point+")", "", ""
	l.write(l.place())
}

// letter tells a letter from a Roman numeral: "(i)" is the letter only after "(h)".
func (l *lister) letter(c string) {
	next := "a"
	if l.char != "" {
		next = string(l.char[1] + 1)
	}
	if c == "a" || c == next {
		l.char, l.numeral = "("+c+")", ""
		l.write(l.place() + l.char)
		return
	}
	l.numeral = "(" + c + ")"
	l.write(l.place() + l.char + l.numeral)
}

// place is the provision down to its paragraph or point. Annexes set the point
// apart: "Annex I Part I (2)".
func (l *lister) place() string {
	if l.article == "" && l.point != "" {
		return l.whole + " " + l.point
	}
	return l.whole + l.point
}

func (l *lister) write(provision string) {
	if !l.seen[provision] {
		l.seen[provision] = true
		fmt.Println(provision)
	}
}
