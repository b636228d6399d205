package compare

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/yamlstrict"
)

// Merged is what becomes of two states that came from the same one.
type Merged struct {
	Assessment assessment.Assessment
	Mine       []Answer // what only the one side changed; it is in the result
	Theirs     []Answer // what only the other side changed; it is in the result
	Both       []Conflict
	Renamed    []Change // ids that both sides gave to another thing; theirs got a new one
}

// Conflict is one answer, or one record that is only true as a whole, that both
// sides changed to something else. Sides are in words, "" for "is not there".
type Conflict struct {
	Path, Title        string
	Base, Mine, Theirs string
	TakesTheirs        bool // what counts in the result
}

// Merge puts together what two sides made of one base. What only one side changed
// is taken over. Where both changed the same answer differently, mine counts, or
// theirs if the path of the conflict is in theirs: then nothing is decided silently,
// for each such answer is among Both. It fails only when the two together are no
// valid assessment, or more than one file may hold.
func Merge(cat *catalogue.Catalogue, base, mine, other *assessment.Assessment, theirs map[string]bool) (Merged, error) {
	b, o, t := tree(cat, *base), tree(cat, *mine), tree(cat, *other)
	questions := questionsByPath(cat)
	m := merger{take: theirs, mine: words{cat, questions, base, mine}, other: words{cat, questions, base, other}}
	m.rename(b, o, t)
	root := m.section("", b, o, t)
	var err error
	if m.out.Assessment, err = file.DecodeTree(root, cat); err == nil {
		_, err = file.Decode(file.Encode(m.out.Assessment, cat), cat) // it is to be opened again
	}
	if e, ok := errors.AsType[*file.Error](err); ok && e.Limit {
		err = fmt.Errorf(msgTogetherTooMuch, e.Problem)
	}
	return m.out, err
}

type merger struct {
	take        map[string]bool // conflicts in which the other side counts
	mine, other words
	out         Merged
}

type node = yamlstrict.Node

// wholes are the keys whose value one side alone decides, and ofWholes those whose
// records it decides one by one: a digest belongs to its file, an approval to its
// reason, a fingerprint to its signer.
var (
	wholes   = []string{"claim", "factors"}
	ofWholes = []string{"risks", "threats", "impacts", "evidence", "signers", "history", "concerns", "vulnerabilities", "parts", "conditions"}
)

// value merges what stands at a path, below a key of the file; nil is nothing.
func (m *merger) value(path, key string, whole bool, base, mine, other *node) *node {
	switch {
	case same(mine, other):
		return mine
	case same(other, base):
		m.took(&m.out.Mine, path, base, mine, m.mine)
		return mine
	case same(mine, base):
		m.took(&m.out.Theirs, path, base, other, m.other)
		return other
	case path == "catalogue":
		return later(mine, other)
	case path == "template.unconfirmed":
		return m.set(base, mine, other)
	case section(path):
		return m.section(path, base, mine, other)
	case !whole && mine != nil && other != nil && mine.Kind == yamlstrict.Mapping && other.Kind == yamlstrict.Mapping:
		return m.mapping(path, key, base, mine, other)
	case !whole && records(mine) && records(other):
		return m.list(path, key, base, mine, other)
	}
	return m.conflict(path, base, mine, other)
}

// section reports whether a path is a key of the file itself: a section that is
// missing is an empty one, a record that is missing was removed.
func section(path string) bool { return !strings.Contains(path, ".") }

func (m *merger) section(path string, base, mine, other *node) *node {
	if records(base) || records(mine) {
		return m.list(path, path, base, mine, other)
	}
	return m.mapping(path, path, base, mine, other)
}

func (m *merger) mapping(path, key string, base, mine, other *node) *node {
	out := yamlstrict.Map()
	done := map[string]bool{}
	for _, side := range []*node{base, mine, other} {
		for _, k := range keysOf(side) {
			if done[k] {
				continue
			}
			done[k] = true
			whole := slices.Contains(ofWholes, key) || slices.Contains(wholes, k)
			yamlstrict.Add(out, k, m.value(below(path, k), k, whole, child(base, k), child(mine, k), child(other, k)))
		}
	}
	if len(out.Content) == 0 && path != "" {
		return nil
	}
	return out
}

// list merges records, each known by what names it. Those that stay keep the order
// of the side that changed it; those that came stand behind, in one order.
func (m *merger) list(path, key string, base, mine, other *node) *node {
	b, o, t := named(key, base), named(key, mine), named(key, other)
	out := yamlstrict.List()
	seen := map[string]int{}
	for _, id := range order(b, o, t) {
		record := o[id].node
		if record == nil {
			record = t[id].node
		}
		if record == nil {
			continue // both removed it
		}
		name := below(path, nameOf(record))
		if seen[name]++; seen[name] > 1 {
			name += " #" + strconv.Itoa(seen[name])
		}
		if n := m.value(name, "", slices.Contains(ofWholes, key), b[id].node, o[id].node, t[id].node); n != nil {
			out.Content = append(out.Content, n)
		}
	}
	if len(out.Content) == 0 {
		return nil
	}
	return out
}

// place is a record and where it stands in its list.
type place struct {
	node *node
	at   int
}

// named finds the records of a list by what makes them the same record on all sides.
func named(key string, list *node) map[string]place {
	out := map[string]place{}
	if list == nil {
		return out
	}
	count := map[string]int{}
	for i, record := range list.Content {
		id := nameOf(record)
		if key == "notes" { // several may stand at one place
			id += "\x00" + valueOf(record, "text")
		}
		if count[id]++; count[id] > 1 {
			id += "\x00#" + strconv.Itoa(count[id])
		}
		out[id] = place{record, i}
	}
	return out
}

func order(base, mine, other map[string]place) []string {
	stay := func(side map[string]place) []string {
		return inOrder(side, func(id string) bool { return base[id].node != nil })
	}
	first, second := stay(mine), stay(other)
	if sort.SliceIsSorted(first, func(i, j int) bool { return base[first[i]].at < base[first[j]].at }) {
		first, second = second, first // mine did not change the order
	}
	listed := map[string]bool{}
	for _, id := range first {
		listed[id] = true
	}
	for _, id := range second {
		if !listed[id] {
			first = append(first, id)
		}
	}
	fresh := inOrder(mine, func(id string) bool { return base[id].node == nil })
	fresh = append(fresh, inOrder(other, func(id string) bool { return base[id].node == nil && mine[id].node == nil })...)
	sort.Slice(fresh, func(i, j int) bool {
		if len(fresh[i]) != len(fresh[j]) {
			return len(fresh[i]) < len(fresh[j])
		}
		return fresh[i] < fresh[j]
	})
	return append(first, fresh...)
}

func inOrder(side map[string]place, keep func(string) bool) []string {
	var ids []string
	for id := range side {
		if keep(id) {
			ids = append(ids, id)
		}
	}
	sort.Slice(ids, func(i, j int) bool { return side[ids[i]].at < side[ids[j]].at })
	return ids
}

// set merges a list of words in which each stands for itself.
func (m *merger) set(base, mine, other *node) *node {
	out := yamlstrict.Flow(yamlstrict.List())
	for _, side := range []*node{mine, other} {
		if side == nil {
			continue
		}
		for _, item := range side.Content {
			kept := holds(mine, item.Value) && holds(other, item.Value)
			if (kept || !holds(base, item.Value)) && !holds(out, item.Value) {
				out.Content = append(out.Content, item)
			}
		}
	}
	if len(out.Content) == 0 {
		return nil
	}
	return out
}

func holds(list *node, word string) bool {
	return list != nil && slices.ContainsFunc(list.Content, func(n *node) bool { return n.Value == word })
}

// conflict takes one side of an answer and says so.
func (m *merger) conflict(path string, base, mine, other *node) *node {
	c := Conflict{Path: path, Base: spoken(base), Mine: spoken(mine), Theirs: spoken(other), TakesTheirs: m.take[path]}
	a, b := m.mine.answer(path, c.Base, c.Mine), m.other.answer(path, c.Base, c.Theirs)
	c.Title, c.Base, c.Mine, c.Theirs = a.Title, a.Before, a.After, b.After
	m.out.Both = append(m.out.Both, c)
	if c.TakesTheirs {
		return other
	}
	return mine
}

// took lists what differs from the base at a path where one side alone changed
// something.
func (m *merger) took(list *[]Answer, path string, base, side *node, w words) {
	var old, now []leaf
	if base != nil {
		flatten(base, path, &old)
	}
	if side != nil {
		flatten(side, path, &now)
	}
	*list = append(*list, w.differences(old, now)...)
}

// rename gives a new id to what the other side added under an id that my side gave
// to something else, and to every mention of it there.
func (m *merger) rename(base, mine, other *node) {
	to := map[string]string{}
	for _, section := range []string{"evidence", "assets", "own_threats", "own_measures"} {
		b, o, t := owned(child(base, section)), owned(child(mine, section)), owned(child(other, section))
		highest := 0
		for _, side := range []map[string]*node{b, o, t} {
			for id := range side {
				highest = max(highest, numberOf(id))
			}
		}
		for _, id := range sortedIDs(t) {
			if b[id] != nil || o[id] == nil || same(o[id], t[id]) {
				continue
			}
			highest++
			to[id] = strings.TrimRight(id, "0123456789") + strconv.Itoa(highest)
			m.out.Renamed = append(m.out.Renamed, Change{id, to[id]})
		}
	}
	if len(to) > 0 {
		renamed(other, "", to)
	}
}

func sortedIDs(m map[string]*node) []string {
	var ids []string
	for id := range m {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool { return numberOf(ids[i]) < numberOf(ids[j]) })
	return ids
}

func numberOf(id string) int {
	n, _ := strconv.Atoi(strings.TrimLeft(id, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}

// owned finds the records of a section by their ids.
func owned(n *node) map[string]*node {
	out := map[string]*node{}
	if n == nil {
		return out
	}
	if n.Kind == yamlstrict.Mapping {
		for _, k := range keysOf(n) {
			out[k] = child(n, k)
		}
		return out
	}
	for _, record := range n.Content {
		out[valueOf(record, "id")] = record
	}
	return out
}

// mentions are the keys under which ids of own records and of evidence stand.
var mentions = []string{"id", "on", "hits", "measures", "threats", "evidence"}

func renamed(n *node, key string, to map[string]string) {
	switch n.Kind {
	case yamlstrict.Mapping:
		for i := 0; i < len(n.Content); i += 2 {
			k := n.Content[i]
			renamed(n.Content[i+1], k.Value, to)
			if slices.Contains([]string{"evidence", "measures", "risks"}, key) {
				renamed(k, "id", to)
			}
		}
	case yamlstrict.Sequence:
		for _, item := range n.Content {
			renamed(item, key, to)
		}
	default:
		if !slices.Contains(mentions, key) {
			return
		}
		id, _, _ := strings.Cut(n.Value, ":") // OA1:C
		if next := to[id]; next != "" {
			n.Value = next + n.Value[len(id):]
		}
	}
}

// later is the later of two versions of the catalogue.
func later(a, b *node) *node {
	if a == nil || b != nil && b.Value > a.Value {
		return b
	}
	return a
}

func same(a, b *node) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a.Kind != b.Kind || a.Value != b.Value || len(a.Content) != len(b.Content) {
		return false
	}
	for i := range a.Content {
		if !same(a.Content[i], b.Content[i]) {
			return false
		}
	}
	return true
}

func records(n *node) bool {
	return n != nil && len(n.Content) > 0 && n.Content[0].Kind == yamlstrict.Mapping
}

func keysOf(n *node) []string {
	var keys []string
	if n != nil && n.Kind == yamlstrict.Mapping {
		for i := 0; i < len(n.Content); i += 2 {
			keys = append(keys, n.Content[i].Value)
		}
	}
	return keys
}

func child(n *node, key string) *node {
	if n == nil || n.Kind != yamlstrict.Mapping {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func valueOf(record *node, key string) string {
	if n := child(record, key); n != nil {
		return n.Value
	}
	return ""
}

// spoken is a value in one line.
func spoken(n *node) string {
	if n == nil {
		return ""
	}
	if n.Kind == yamlstrict.Scalar {
		return strings.TrimSuffix(n.Value, "\n")
	}
	var parts []string
	for i, inner := range n.Content {
		switch {
		case n.Kind == yamlstrict.Sequence:
			parts = append(parts, spoken(inner))
		case i%2 == 1:
			parts = append(parts, n.Content[i-1].Value+": "+spoken(inner))
		}
	}
	return strings.Join(parts, "; ")
}
