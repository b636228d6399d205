package interview

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"selfmark/assessment"
)

// Point is a note, an open point, or what else is open: an answer "not sure" for
// example.
type Point struct {
	assessment.Note
	Number int   // of the note, from 1; 0 where the answers leave something open
	Place  Place // what it is about; a note about the whole is a place itself
}

// Done reports whether it was an open point: it was settled, or it has an owner or a
// date and is not open.
func (p *Point) Done() bool { return !p.Open && (p.Settled || p.Owner != "" || p.Due != "") }

// Points lists all notes and open points, of one owner or, with "", of all: open
// ones first, those due first in front, then what is done, then notes.
func Points(s State, owner string) []*Point {
	var out []*Point
	for i := range s.Assessment.Notes {
		p := &Point{Note: s.Assessment.Notes[i], Number: i + 1}
		if p.Place = PlaceOfNote(p.On); p.Place == "note" {
			p.Place = Place("note." + strconv.Itoa(p.Number))
		}
		if owner == "" || SameOwner(p.Owner, owner) {
			out = append(out, p)
		}
	}
	for i := range s.Result.Findings {
		if f := &s.Result.Findings[i]; f.Severity == assessment.Open && f.ID != "open-point" && owner == "" {
			out = append(out, &Point{assessment.Note{On: f.Item, Text: f.Text, Open: true}, 0, PlaceOf(*f)})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].order() < out[j].order() })
	return out
}

// order is what points are sorted by.
func (p *Point) order() string {
	switch {
	case p.Open && p.Due != "":
		return "0" + p.Due
	case p.Open && p.Number > 0:
		return "1"
	case p.Open:
		return "2"
	case p.Done():
		return "3" + p.Due
	}
	return "4"
}

// SameOwner compares owners without regard to case.
func SameOwner(a, b string) bool { return strings.EqualFold(a, b) }

// Owners lists who owns a point, in the order of the alphabet, after "" for all.
func Owners(a assessment.Assessment) []string {
	out := []string{""}
	for _, n := range a.Notes {
		if n.Owner != "" && !slices.ContainsFunc(out, func(o string) bool { return SameOwner(o, n.Owner) }) {
			out = append(out, n.Owner)
		}
	}
	sort.Strings(out)
	return out
}

// Settle marks the note of a number, from 1, as open or, with false, as done.
func Settle(s State, number int, open bool) (assessment.Assessment, error) {
	word := map[bool]string{true: "yes", false: "no"}[open]
	return Set(s, Place("note."+strconv.Itoa(number)), "open", assessment.Answer{Options: []string{word}})
}
