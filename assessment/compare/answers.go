package compare

import (
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/yamlstrict"
)

// leaf is one value of the file: where it stands, and what it is.
type leaf struct{ path, value string }

// answers compares all that the file holds, so that no kind of record can be
// forgotten: the two states are written in the canonical form and compared value
// by value.
func answers(cat *catalogue.Catalogue, before, after assessment.Assessment) []Answer {
	return words{cat, questionsByPath(cat), &before, &after}.differences(leaves(cat, before), leaves(cat, after))
}

// differences lists the values that are not the same in both.
func (w words) differences(old, now []leaf) []Answer {
	was, is := byPath(old), byPath(now)
	var list []Answer
	for _, l := range now {
		if was[l.path] != l.value {
			list = append(list, w.answer(l.path, was[l.path], l.value))
		}
	}
	for _, l := range old {
		if _, there := is[l.path]; !there {
			list = append(list, w.answer(l.path, l.value, ""))
		}
	}
	return list
}

func byPath(list []leaf) map[string]string {
	m := make(map[string]string, len(list))
	for _, l := range list {
		m[l.path] = l.value
	}
	return m
}

func leaves(cat *catalogue.Catalogue, a assessment.Assessment) []leaf {
	a.Notes = slices.DeleteFunc(slices.Clone(a.Notes), func(n assessment.Note) bool { return n.Internal })
	var list []leaf
	flatten(tree(cat, a), "", &list)
	return list
}

// tree is the file of an assessment as a tree of values.
func tree(cat *catalogue.Catalogue, a assessment.Assessment) *yamlstrict.Node {
	root, err := yamlstrict.ParseOwn(file.Encode(a, cat))
	if err != nil {
		panic("bug: what was written cannot be read: " + err.Error())
	}
	return root
}

func flatten(n *yamlstrict.Node, path string, list *[]leaf) {
	switch n.Kind {
	case yamlstrict.Mapping:
		for i := 0; i < len(n.Content); i += 2 {
			flatten(n.Content[i+1], below(path, n.Content[i].Value), list)
		}
	case yamlstrict.Sequence:
		flattenList(n, path, list)
	default:
		*list = append(*list, leaf{path, strings.TrimSuffix(n.Value, "\n")})
	}
}

// flattenList tells records by what names them, so that one more of them does not
// make all that follow look changed. A list of words is one value.
func flattenList(n *yamlstrict.Node, path string, list *[]leaf) {
	var plain []string
	seen := map[string]int{}
	for _, item := range n.Content {
		if item.Kind == yamlstrict.Scalar {
			plain = append(plain, item.Value)
			continue
		}
		name := nameOf(item)
		seen[name]++
		if seen[name] > 1 {
			name += " #" + strconv.Itoa(seen[name])
		}
		flatten(item, below(path, name), list)
	}
	if len(plain) == len(n.Content) {
		*list = append(*list, leaf{path, strings.Join(plain, "; ")})
	}
}

// namingKeys are the keys that tell a record from its neighbours.
var namingKeys = []string{"id", "on", "name", "revision", "part", "concern", "reference"}

func nameOf(record *yamlstrict.Node) string {
	for _, key := range namingKeys {
		for i := 0; i+1 < len(record.Content); i += 2 {
			if record.Content[i].Value == key {
				return record.Content[i+1].Value
			}
		}
	}
	return ""
}

func below(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

// words says paths and values as people know them.
type words struct {
	cat           *catalogue.Catalogue
	questions     map[string]*catalogue.Question
	before, after *assessment.Assessment
}

func questionsByPath(cat *catalogue.Catalogue) map[string]*catalogue.Question {
	m := make(map[string]*catalogue.Question, len(cat.Questions))
	for i := range cat.Questions {
		q := &cat.Questions[i]
		m[q.Section+"."+q.Key] = q
	}
	return m
}

func (w words) answer(path, before, after string) Answer {
	if q := w.questions[path]; q != nil {
		return Answer{path, q.Short, Change{said(q, w.before), said(q, w.after)}}
	}
	return Answer{path, w.title(path), Change{before, after}}
}

func said(q *catalogue.Question, a *assessment.Assessment) string {
	answer, there := a.Answers[q.ID]
	if !there {
		return ""
	}
	return assessment.AnswerWords(q, answer)
}

// title names the measure, threat or requirement of a path.
func (w words) title(path string) string {
	parts := strings.Split(path, ".")
	if len(parts) < 2 {
		return ""
	}
	switch id := parts[1]; parts[0] {
	case "measures":
		if m := w.cat.Measure(catalogue.MeasureID(id)); m != nil {
			return m.Title
		}
	case "threats", "risks":
		if t := w.cat.Threat(catalogue.ThreatID(id)); t != nil {
			return t.Title
		}
	}
	return ""
}
