package interview

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// binding ties one field of a form to the place in a record where its answer lives.
type binding struct {
	Field
	get func() assessment.Answer
	set func(assessment.Answer)
}

func line(key, title, help string, at *string) binding {
	return textual(Field{Key: key, Kind: catalogue.KindText, Title: title, Help: help}, at)
}

func prose(key, title, help string, at *string) binding {
	return textual(Field{Key: key, Kind: catalogue.KindProse, Title: title, Help: help}, at)
}

func date(key, title, help string, at *string) binding {
	return textual(Field{Key: key, Kind: catalogue.KindDate, Title: title, Help: help}, at)
}

func textual(f Field, at *string) binding {
	return binding{f, func() assessment.Answer { return assessment.Answer{Text: *at} }, func(a assessment.Answer) { *at = a.Text }}
}

func lines(key, title, help string, at *[]string) binding {
	return binding{Field{Key: key, Kind: catalogue.KindList, Title: title, Help: help, Optional: true},
		func() assessment.Answer { return assessment.Answer{Options: *at} },
		func(a assessment.Answer) { *at = a.Options }}
}

func multi(key, title, help string, options []catalogue.Option, at *[]string) binding {
	b := lines(key, title, help, at)
	b.Kind, b.Options = catalogue.KindMulti, options
	return b
}

// proofs is a choice among the list of evidence. What is named and not in the list
// stays to be seen, and can be taken out.
func (s State) proofs(key, title string, at *[]string) binding {
	var options []catalogue.Option
	for i := range s.Assessment.Evidence {
		e := &s.Assessment.Evidence[i]
		options = append(options, option(e.ID, e.ID+" "+cmp.Or(e.Note, e.File, e.Link)))
	}
	for _, id := range *at {
		if !s.isEvidence(id) {
			options = append(options, option(id, id+msgNotInList))
		}
	}
	if len(options) == 0 { // there is nothing to choose from yet
		return lines(key, title, msgEvidenceFirst, at)
	}
	b := multi(key, title, msgChooseEvidence, options, at)
	b.set = func(a assessment.Answer) {
		if *at = a.Options; len(a.Options) == 0 {
			*at = nil
		}
	}
	return b
}

// one is a choice kept as a string; no choice is "".
func one[S ~string](key, title, help string, options []catalogue.Option, at *S) binding {
	return binding{Field{Key: key, Kind: catalogue.KindOne, Title: title, Help: help, Options: options},
		func() assessment.Answer { return chosen(string(*at)) },
		func(a assessment.Answer) { *at = S(first(a)) }}
}

func yes(key, title, help string, at *bool) binding {
	return binding{Field{Key: key, Kind: catalogue.KindYesNo, Title: title, Help: help, Options: yesNo, Optional: true},
		func() assessment.Answer {
			if *at {
				return chosen("yes")
			}
			return chosen("no")
		},
		func(a assessment.Answer) { *at = first(a) == "yes" }}
}

// points is a choice of the points of one factor.
func points(key, title string, options []catalogue.Option, at *int) binding {
	return binding{Field{Key: key, Kind: catalogue.KindOne, Title: title, Options: options},
		func() assessment.Answer { return chosen(strconv.Itoa(*at)) },
		func(a assessment.Answer) { *at, _ = strconv.Atoi(first(a)) }}
}

func chosen(id string) assessment.Answer {
	if id == "" {
		return assessment.Answer{}
	}
	return assessment.Answer{Options: []string{id}}
}

func first(a assessment.Answer) string {
	if len(a.Options) == 0 {
		return ""
	}
	return a.Options[0]
}

// optional marks a field that may stay empty.
func optional(b binding) binding { b.Optional = true; return b }

func strs[T ~string](list []T) []string {
	var out []string
	for _, s := range list {
		out = append(out, string(s))
	}
	return out
}

func typed[T ~string](list []string) []T {
	var out []T
	for _, s := range list {
		out = append(out, T(s))
	}
	return out
}

// idList is a list of ids of one type.
func idList[S ~string](key, title, help string, at *[]S) binding {
	return binding{Field{Key: key, Kind: catalogue.KindList, Title: title, Help: help, Optional: true},
		func() assessment.Answer { return assessment.Answer{Options: strs(*at)} },
		func(a assessment.Answer) { *at = typed[S](a.Options) }}
}

func impactID(i assessment.Impact) string { return strings.ToLower(i.String()) }

func impactOf(id string) assessment.Impact {
	return assessment.Impact(max(0, slices.IndexFunc(impactLevels, func(o catalogue.Option) bool { return o.ID == id })))
}

// form is a copy of one record of the assessment with its bindings; put gives the
// assessment with the copy as it is then.
type form struct {
	bindings []binding
	put      func() assessment.Assessment
}

func (f form) fields() []Field {
	var out []Field
	for _, b := range f.bindings {
		out = append(out, b.Field)
	}
	return out
}

func (f form) find(key string) (binding, error) {
	for _, b := range f.bindings {
		if b.Key == key {
			return b, nil
		}
	}
	return binding{}, fmt.Errorf(msgNoFieldHere, key)
}

func (f form) get(key string) (assessment.Answer, error) {
	b, err := f.find(key)
	if err != nil {
		return assessment.Answer{}, err
	}
	return b.get(), nil
}

func (f form) set(key string, a assessment.Answer) (assessment.Assessment, error) {
	b, err := f.find(key)
	if err != nil {
		return assessment.Assessment{}, err
	}
	b.set(a)
	return f.put(), nil
}
