package file

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"selfmark/assessment"
	"selfmark/assessment/text"
	"selfmark/assessment/yamlstrict"
)

type node = yamlstrict.Node

// codec reads and writes one kind of value. Each record is described once, in
// schema.go, so that reading and writing cannot disagree.
type codec[V any] struct {
	read  func(*reader, *node) V
	write func(*index, V) *node // nil when there is nothing to write
}

// field is one key of a record.
type field[T any] struct {
	key       string
	mandatory bool
	read      func(*reader, *node, *T)
	write     func(*index, *T) *node
}

// at ties a key to a field of a struct. Like the other makers of fields and codecs
// it is not inlined: the tables of the file call them hundreds of times, and a
// tenth of a megabyte of the program would be copies of them.
//
//go:noinline
func at[T, V any](key string, c codec[V], get func(*T) *V) field[T] {
	return field[T]{
		key:   key,
		read:  func(r *reader, n *node, v *T) { *get(v) = c.read(r, n) },
		write: func(ix *index, v *T) *node { return c.write(ix, *get(v)) },
	}
}

// need makes a field mandatory.
//
//go:noinline
func need[T any](f field[T]) field[T] {
	f.mandatory = true
	return f
}

// reader keeps the first mistake and where it is reading.
type reader struct {
	*index
	path  []string
	err   *Error
	newer string // version of the catalogue the file names, if it is newer

	records int // that were read so far, of all lists together
}

func (r *reader) place() string { return strings.Join(r.path, ".") }

// within reads something below a key.
func (r *reader) within(key string, read func()) {
	r.path = append(r.path, key)
	read()
	r.path = r.path[:len(r.path)-1]
}

func (r *reader) fail(n *node, m message) {
	if r.err == nil {
		r.err = &Error{Line: n.Line, Column: n.Column, Place: r.place(), Problem: m.problem, Remedy: m.remedy, Limit: m.limit}
	}
}

// unknown fails for a word that this catalogue does not have.
func (r *reader) unknown(n *node, m message) {
	if r.newer != "" {
		m = ofNewerCatalogue(m, r.newer)
	}
	r.fail(n, m)
}

// pairs visits the keys of a mapping.
func (r *reader) pairs(n *node, visit func(key, value *node)) {
	if n.Kind != yamlstrict.Mapping {
		r.wrongKind(n, msgKeysTheirValuesBelow)
		return
	}
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		r.within(text.Visible(key.Value), func() { visit(key, n.Content[i+1]) })
	}
}

// items visits the members of a list.
func (r *reader) items(n *node, visit func(item *node)) {
	if n.Kind != yamlstrict.Sequence {
		r.wrongKind(n, msgListExample)
		return
	}
	if most := r.most(); len(n.Content) > most {
		r.fail(n, tooMany(r.place(), len(n.Content), most))
		return
	}
	if len(n.Content) > 0 && n.Content[0].Kind == yamlstrict.Mapping && !r.mayHold(n, len(n.Content)) {
		return
	}
	for i, item := range n.Content {
		r.within(strconv.Itoa(i+1), func() { visit(item) })
	}
}

// mayHold counts the records of all lists together.
func (r *reader) mayHold(n *node, more int) bool {
	r.records += more
	if r.records > assessment.MaxRecords {
		r.fail(n, tooManyRecords(assessment.MaxRecords))
	}
	return r.err == nil
}

// most is how many members the list may have that is being read.
func (r *reader) most() int {
	key, nested := r.path[len(r.path)-1], len(r.path) > 1
	switch {
	case key == "signers" && !nested:
		return assessment.MaxSigners
	case (key == "assets" || key == "own_threats" || key == "own_measures") && !nested:
		return assessment.MaxOwn
	case (key == "remote" || key == "modules" || key == "standards") && !nested:
		return assessment.MaxJudged
	case (key == "measures" || key == "threats") && nested:
		return assessment.MaxServed
	}
	return yamlstrict.MaxNodes
}

// scalar gives the text of a single value as it stands in the file. Only for a mistake
// what is called, which says what belongs there: that takes longer than to read it.
func (r *reader) scalar(n *node, what func() string) (string, bool) {
	if n.Kind != yamlstrict.Scalar || isNull(n) {
		r.wrongKind(n, what())
		return "", false
	}
	return n.Value, true
}

// always says the same.
func always(what string) func() string { return func() string { return what } }

func isNull(n *node) bool { return n.Kind == yamlstrict.Scalar && n.Tag == "!!null" }

func (r *reader) wrongKind(n *node, what string) {
	switch {
	case isNull(n):
		r.fail(n, noValue(r.subject()))
	case n.Kind == yamlstrict.Mapping:
		r.fail(n, mustBe(r.subject(), what, msgMapping))
	case n.Kind == yamlstrict.Sequence:
		r.fail(n, mustBe(r.subject(), what, msgList))
	default:
		r.fail(n, mustBe(r.subject(), what, quote(n.Value)))
	}
}

// subject is the place as the subject of a sentence.
func (r *reader) subject() string {
	if len(r.path) == 0 {
		return msgFile
	}
	return r.place()
}

// record describes a mapping with fixed keys.
//
//go:noinline
func record[T any](fields ...field[T]) codec[T] {
	return codec[T]{
		read: func(r *reader, n *node) T {
			var v T
			readRecord(r, n, &v, fields)
			return v
		},
		write: func(ix *index, v T) *node {
			m := yamlstrict.Map()
			for _, f := range fields {
				yamlstrict.Add(m, f.key, f.write(ix, &v))
			}
			if len(m.Content) == 0 {
				return nil
			}
			return m
		},
	}
}

func readRecord[T any](r *reader, n *node, v *T, fields []field[T]) {
	names := keys(fields)
	seen := make([]bool, len(fields))
	r.fields(n, names, seen, func(i int, value *node) { fields[i].read(r, value, v) })
	for i := range fields {
		if fields[i].mandatory && !seen[i] {
			r.fail(n, required(r.place(), names[i]))
		}
	}
}

// fields reads the keys of a mapping, each by its number, and notes which it saw.
func (r *reader) fields(n *node, names []string, seen []bool, read func(int, *node)) {
	where := r.place()
	r.pairs(n, func(key, value *node) {
		i := slices.Index(names, key.Value)
		if i < 0 {
			r.fail(key, unknownKey(key.Value, where, names))
			return
		}
		seen[i] = true
		read(i, value)
	})
}

func keys[T any](fields []field[T]) []string {
	return ids(fields, func(f *field[T]) string { return f.key })
}

// inFlow writes a value on one line.
//
//go:noinline
func inFlow[V any](c codec[V]) codec[V] {
	return codec[V]{c.read, func(ix *index, v V) *node {
		n := c.write(ix, v)
		if n != nil {
			yamlstrict.Flow(n)
		}
		return n
	}}
}

// list describes records, one below the other.
//
//go:noinline
func list[V any](c codec[V]) codec[[]V] {
	return codec[[]V]{
		read: func(r *reader, n *node) []V {
			var out []V
			r.items(n, func(item *node) { out = append(out, c.read(r, item)) })
			return out
		},
		write: func(ix *index, list []V) *node {
			if len(list) == 0 {
				return nil
			}
			out := yamlstrict.List()
			for _, v := range list {
				item := c.write(ix, v)
				if item == nil {
					item = yamlstrict.Flow(yamlstrict.Map())
				}
				out.Content = append(out.Content, item)
			}
			return out
		},
	}
}

// words describes a list of short values on one line.
//
//go:noinline
func words[V ~string](c codec[V]) codec[[]V] {
	return inFlow(codec[[]V]{list(c).read, func(ix *index, list []V) *node {
		out := yamlstrict.List()
		for _, v := range list {
			if item := c.write(ix, v); item != nil {
				out.Content = append(out.Content, item)
			}
		}
		if len(out.Content) == 0 {
			return nil
		}
		return out
	}})
}

// optional describes a value that may be missing.
//
//go:noinline
func optional[V any](c codec[V]) codec[*V] {
	return codec[*V]{
		read: func(r *reader, n *node) *V {
			v := c.read(r, n)
			return &v
		},
		write: func(ix *index, v *V) *node {
			if v == nil {
				return nil
			}
			return c.write(ix, *v)
		},
	}
}

// mapped describes a mapping whose keys are ids; empty members are left out.
//
//go:noinline
func mapped[K comparable, V any](key func(*reader, *node) K, name func(K) string, order func(*index, map[K]V) []K, c codec[V]) codec[map[K]V] {
	return codec[map[K]V]{
		read: func(r *reader, n *node) map[K]V {
			out := map[K]V{}
			r.pairs(n, func(k, value *node) {
				id := key(r, k)
				out[id] = c.read(r, value)
			})
			return out
		},
		write: func(ix *index, m map[K]V) *node {
			out := yamlstrict.Map()
			for _, k := range order(ix, m) {
				yamlstrict.Add(out, name(k), c.write(ix, m[k]))
			}
			if len(out.Content) == 0 {
				return nil
			}
			return out
		},
	}
}

// tidy cuts what nobody sees: spaces at the ends of lines, empty lines at the
// end, and the line ends of other systems.
func tidy(s string) string {
	if strings.ContainsRune(s, '\r') {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.ToValidUTF8(strings.TrimRight(s, " \t\n"), "\ufffd")
	if !strings.Contains(s, " \n") && !strings.Contains(s, "\t\n") {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t")
	}
	return strings.Join(lines, "\n")
}

// textOf describes free text. Numbers and dates are taken as they are written.
//
//go:noinline
func textOf[S ~string]() codec[S] {
	return codec[S]{
		read: func(r *reader, n *node) S {
			s, ok := r.scalar(n, always("text"))
			if ok && n.Tag == "!!bool" {
				r.fail(n, mustBeText(r.place(), s))
			}
			return S(tidy(s))
		},
		write: func(_ *index, s S) *node { return textNode(tidy(string(s))) },
	}
}

// free is text without a type of its own.
var free = textOf[string]()

// short describes any text of at most assessment.MaxSignerText characters.
var short = codec[string]{func(r *reader, n *node) string {
	s := free.read(r, n)
	if utf8.RuneCountInString(s) > assessment.MaxSignerText {
		r.fail(n, tooLong(r.place(), assessment.MaxSignerText))
	}
	return s
}, free.write}

func textNode(s string) *node {
	switch {
	case s == "":
		return nil
	case strings.Contains(s, "\n"):
		return yamlstrict.Block(s + "\n")
	default:
		return yamlstrict.Text(s)
	}
}

// flag describes yes or no where no is the rule.
var flag = codec[bool]{
	read: func(r *reader, n *node) bool {
		s, ok := r.scalar(n, always(msgTrueFalse))
		if ok && n.Tag != "!!bool" {
			r.fail(n, mustBe(r.place(), msgTrueFalse, quote(s)))
		}
		return strings.EqualFold(s, "true")
	},
	write: func(_ *index, v bool) *node {
		if !v {
			return nil
		}
		return yamlstrict.Plain("true")
	},
}

// oneOf describes a word out of a fixed set.
//
//go:noinline
func oneOf[S ~string](candidates ...S) codec[S] {
	all := ids(candidates, func(s *S) S { return *s })
	return codec[S]{
		read: func(r *reader, n *node) S {
			s, ok := r.scalar(n, func() string { return fmt.Sprintf(msgOneOf, strings.Join(all, ", ")) })
			if ok && !slices.Contains(all, s) {
				r.fail(n, unknownWord(r.place(), s, all))
			}
			return S(s)
		},
		write: func(_ *index, s S) *node { return word(s) },
	}
}

// word writes an id or a word of the program, without quotes where it is one.
func word[S ~string](s S) *node {
	switch {
	case s == "":
		return nil
	case safeWord(string(s)):
		return yamlstrict.Plain(string(s))
	default:
		return yamlstrict.Text(string(s))
	}
}

// safeWord reports whether a word needs no quotes anywhere in the file.
func safeWord(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		inner := i > 0 && i < len(s)-1 && strings.IndexByte("-_.: +", c) >= 0
		if !letter && !inner || c == ':' && (s[i+1] < '0') || c == ' ' && s[i+1] < '0' {
			return false
		}
	}
	return !strings.EqualFold(s, "null") && !strings.EqualFold(s, "true") && !strings.EqualFold(s, "false")
}

// known describes an id that the catalogue, or an own item, has.
//
//go:noinline
func known[S ~string](kind, example string, has func(*index, string) bool, all func(*index) []string) codec[S] {
	return codec[S]{
		read: func(r *reader, n *node) S {
			s, ok := r.scalar(n, func() string { return fmt.Sprintf(msgIdSuch, example) })
			if ok && !has(r.index, s) {
				r.unknown(n, unknownID(kind, s, all(r.index), example))
			}
			return S(s)
		},
		write: func(_ *index, s S) *node { return word(s) },
	}
}

// day describes a date.
var day = codec[string]{
	read: func(r *reader, n *node) string {
		return readTime(r, n, time.DateOnly, msgDate)
	},
	write: func(_ *index, s string) *node { return timeNode(tidy(s), time.DateOnly) },
}

func readTime(r *reader, n *node, layout, what string) string {
	s, ok := r.scalar(n, always(what))
	if ok && !isTime(s, layout) {
		r.fail(n, mustBe(r.place(), what, quote(s)))
	}
	return s
}

func isTime(s, layout string) bool {
	_, err := time.Parse(layout, s)
	return err == nil
}

// timeNode writes a date without quotes if it is one.
func timeNode(s, layout string) *node {
	if isTime(s, layout) {
		return yamlstrict.Plain(s)
	}
	return textNode(s)
}

// number describes a whole number, out of a set if one is given.
func number(allowed ...int) codec[int] {
	what := func() string {
		if len(allowed) == 0 {
			return msgWholeNumber
		}
		return fmt.Sprintf(msgOneOf, strings.Trim(strings.ReplaceAll(fmt.Sprint(allowed), " ", ", "), "[]"))
	}
	return codec[int]{
		read: func(r *reader, n *node) int {
			s, ok := r.scalar(n, what)
			v, isNumber := whole(s)
			if ok && (!isNumber || n.Tag != "!!int" || len(allowed) > 0 && !slices.Contains(allowed, v)) {
				r.fail(n, mustBe(r.place(), what(), quote(s)))
			}
			return v
		},
		write: func(_ *index, v int) *node { return yamlstrict.Plain(strconv.Itoa(v)) },
	}
}

// whole reads a number that is written as this package writes it.
func whole(s string) (int, bool) {
	v, err := strconv.Atoi(s)
	return v, err == nil && v >= 0 && len(s) <= 9 && strconv.Itoa(v) == s
}
