package interview

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// binding ties one field of a form to the place in a record where its answer lives.
type binding[T any] struct {
	Field
	get func(*T) assessment.Answer
	set func(*T, assessment.Answer)
}

//go:noinline
func line[T any](key, title, help string, at func(*T) *string) binding[T] {
	return textual(Field{Key: key, Kind: catalogue.KindText, Title: title, Help: help}, at)
}

//go:noinline
func prose[T any](key, title, help string, at func(*T) *string) binding[T] {
	return textual(Field{Key: key, Kind: catalogue.KindProse, Title: title, Help: help}, at)
}

//go:noinline
func date[T any](key, title, help string, at func(*T) *string) binding[T] {
	return textual(Field{Key: key, Kind: catalogue.KindDate, Title: title, Help: help}, at)
}

//go:noinline
func textual[T any](f Field, at func(*T) *string) binding[T] {
	return binding[T]{f,
		func(r *T) assessment.Answer { return assessment.Answer{Text: *at(r)} },
		func(r *T, a assessment.Answer) { *at(r) = a.Text }}
}

//go:noinline
func lines[T any](key, title, help string, at func(*T) *[]string) binding[T] {
	return binding[T]{Field{Key: key, Kind: catalogue.KindList, Title: title, Help: help, Optional: true},
		func(r *T) assessment.Answer { return assessment.Answer{Options: *at(r)} },
		func(r *T, a assessment.Answer) { *at(r) = a.Options }}
}

//go:noinline
func multi[T any](key, title, help string, options []catalogue.Option, at func(*T) *[]string) binding[T] {
	b := lines(key, title, help, at)
	b.Kind, b.Options = catalogue.KindMulti, options
	return b
}

// one is a choice kept as a string; no choice is "".
//
//go:noinline
func one[T any, S ~string](key, title, help string, options []catalogue.Option, at func(*T) *S) binding[T] {
	return binding[T]{Field{Key: key, Kind: catalogue.KindOne, Title: title, Help: help, Options: options},
		func(r *T) assessment.Answer { return chosen(string(*at(r))) },
		func(r *T, a assessment.Answer) { *at(r) = S(first(a)) }}
}

//go:noinline
func yes[T any](key, title, help string, at func(*T) *bool) binding[T] {
	return binding[T]{Field{Key: key, Kind: catalogue.KindYesNo, Title: title, Help: help, Options: yesNo, Optional: true},
		func(r *T) assessment.Answer {
			if *at(r) {
				return chosen("yes")
			}
			return chosen("no")
		},
		func(r *T, a assessment.Answer) { *at(r) = first(a) == "yes" }}
}

// points is a choice of the points of one factor.
//
//go:noinline
func points[T any](key, title string, options []catalogue.Option, at func(*T) *int) binding[T] {
	return binding[T]{Field{Key: key, Kind: catalogue.KindOne, Title: title, Options: options},
		func(r *T) assessment.Answer { return chosen(strconv.Itoa(*at(r))) },
		func(r *T, a assessment.Answer) { *at(r), _ = strconv.Atoi(first(a)) }}
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
//
//go:noinline
func optional[T any](b binding[T]) binding[T] { b.Optional = true; return b }

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

// ids is a list of ids of one type.
func idList[T any, S ~string](key, title, help string, at func(*T) *[]S) binding[T] {
	return binding[T]{Field{Key: key, Kind: catalogue.KindList, Title: title, Help: help, Optional: true},
		func(r *T) assessment.Answer { return assessment.Answer{Options: strs(*at(r))} },
		func(r *T, a assessment.Answer) { *at(r) = typed[S](a.Options) }}
}

func impactID(i assessment.Impact) string { return strings.ToLower(i.String()) }

func impactOf(id string) assessment.Impact {
	return assessment.Impact(max(0, slices.IndexFunc(impactLevels, func(o catalogue.Option) bool { return o.ID == id })))
}

// form is one record of the assessment with its bindings: reading it, and
// putting a changed copy back.
type form interface {
	fields() []Field
	get(key string) (assessment.Answer, error)
	set(key string, a assessment.Answer) (assessment.Assessment, error)
}

type formOf[T any] struct {
	record   T
	bindings []binding[T]
	put      func(T) assessment.Assessment
}

func (f formOf[T]) fields() []Field {
	var out []Field
	for _, b := range f.bindings {
		out = append(out, b.Field)
	}
	return out
}

func (f formOf[T]) find(key string) (binding[T], error) {
	for _, b := range f.bindings {
		if b.Key == key {
			return b, nil
		}
	}
	var none binding[T]
	return none, fmt.Errorf(msgNoFieldHere, key)
}

func (f formOf[T]) get(key string) (assessment.Answer, error) {
	b, err := f.find(key)
	if err != nil {
		return assessment.Answer{}, err
	}
	return b.get(&f.record), nil
}

func (f formOf[T]) set(key string, a assessment.Answer) (assessment.Assessment, error) {
	b, err := f.find(key)
	if err != nil {
		return assessment.Assessment{}, err
	}
	b.set(&f.record, a)
	return f.put(f.record), nil
}
