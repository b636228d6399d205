package assessment

import (
	"slices"
	"strings"
	"unicode"

	"selfmark/assessment/catalogue"
)

// StandardKind says what a document that the maker applied counts for, by the dated
// status of standards (Art. 27).
type StandardKind string

// The kinds. The first three give a presumption of conformity.
const (
	KindCited         StandardKind = "cited"         // harmonised, its reference is in the Official Journal: Art. 27(1)
	KindSpecification StandardKind = "specification" // common specification: Art. 27(5)
	KindScheme        StandardKind = "scheme"        // certificate under a named scheme: Art. 27(8), (9)
	KindPending       StandardKind = "pending"       // in the making, or not yet cited
	KindOther         StandardKind = "other"         // EN 18031 and EN 303 645 among them
)

// Presumes reports whether the kind gives a presumption of conformity, for what
// the document covers.
func (k StandardKind) Presumes() bool {
	return k == KindCited || k == KindSpecification || k == KindScheme
}

// StandardResult is a standard, specification or certificate that the maker applied,
// with what it counts for on the date of the status.
type StandardResult struct {
	Reference string
	Kind      StandardKind
	Title     string // the kind in words
	Whole     bool   // applied in full
	Covers    []string
	Reason    Reason
}

// Cover says how far a requirement is covered by what gives a presumption of
// conformity, applied in full or in part.
type Cover string

// The covers; partly is also a standard of which parts only are applied (Art. 27(1),
// "or parts thereof").
const (
	CoverNone Cover = ""
	CoverPart Cover = "part"
	CoverFull Cover = "full"
)

// standards judges what the maker applied by the dated status (Art. 27(1), (5), (8), (9)).
func standards(cat *catalogue.Catalogue, a Assessment) []StandardResult {
	var out []StandardResult
	for _, s := range a.Standards {
		kind := standardKind(cat.Standards, s.Reference)
		out = append(out, StandardResult{Reference: s.Reference, Kind: kind, Title: standardTitle(kind), Whole: s.Extent == ExtentFull, Covers: s.Covers,
			Reason: Reason{Rule: "Art. 27(1)", Text: standardReason(kind, cat.Standards.Date), Cite: standardCite(kind)}})
	}
	return out
}

// standardKind compares a reference with the lists of the status: the whole
// reference counts, since the Official Journal cites one edition.
func standardKind(s catalogue.Standards, reference string) StandardKind {
	is := func(listed string) bool { return sameWords(listed, reference) }
	switch {
	case slices.ContainsFunc(s.Cited, is):
		return KindCited
	case slices.ContainsFunc(s.Specifications, is):
		return KindSpecification
	case slices.ContainsFunc(s.Schemes, is):
		return KindScheme
	case slices.ContainsFunc(s.Pipeline, func(p catalogue.Pending) bool { return sameNumber(p.ID, reference) }),
		slices.ContainsFunc(s.Cited, func(listed string) bool { return sameNumber(listed, reference) }):
		return KindPending
	}
	return KindOther
}

// sameWords compares texts without regard to case and white space.
func sameWords(a, b string) bool {
	for {
		var x, y string
		x, a = firstWord(a)
		y, b = firstWord(b)
		if !strings.EqualFold(x, y) {
			return false
		}
		if x == "" {
			return true
		}
	}
}

func firstWord(s string) (word, rest string) {
	s = strings.TrimLeftFunc(s, unicode.IsSpace)
	if i := strings.IndexFunc(s, unicode.IsSpace); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// sameNumber compares numbers of European standards without draft marks and
// editions: "FprEN 40000-1-2 (principles)" is EN 40000-1-2:2026.
func sameNumber(a, b string) bool {
	return standardNumber(a) != "" && standardNumber(a) == standardNumber(b)
}

func standardNumber(reference string) string {
	_, rest, found := strings.Cut(strings.ToUpper(reference), "EN ")
	if !found {
		return ""
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return (r < '0' || r > '9') && r != '-' })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

func standardCite(k StandardKind) []catalogue.Citation {
	switch k {
	case KindSpecification:
		return cite("Art. 27(5)")
	case KindScheme:
		return cite("Art. 27(8)", "Art. 27(9)")
	}
	return cite("Art. 27(1)")
}

// cover is how far what gives a presumption covers a requirement, by its short id.
func cover(applied []StandardResult, letter string) Cover {
	found := CoverNone
	for _, s := range applied {
		switch {
		case !s.Kind.Presumes() || !slices.Contains(s.Covers, letter):
		case s.Whole:
			return CoverFull
		default:
			found = CoverPart
		}
	}
	return found
}

// uncovered lists the applicable requirements of Annex I Part I and Part II that
// are not covered in full: for these a class I product needs a third party
// (Art. 32(2)). Part I (1) is the risk assessment itself and counts like the others.
func uncovered(r *Result) []string {
	var list []string
	for _, q := range r.Requirements {
		if q.Applicable && q.Cover != CoverFull {
			list = append(list, q.Letter)
		}
	}
	for _, q := range r.PartTwo {
		if q.Cover != CoverFull {
			list = append(list, q.ID.Letter())
		}
	}
	return list
}
