package file

import (
	"maps"
	"slices"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// formatKey names the format of the file.
const formatKey = "selfmark"

// Decode reads an assessment. It accepts only what the format and the catalogue
// know; every mistake is an *Error with its place. All maps of the result may be
// written to.
func Decode(data []byte, cat *catalogue.Catalogue) (assessment.Assessment, error) {
	root, err := yamlstrict.Parse(data)
	if err != nil {
		return assessment.Assessment{}, FromYAML(err)
	}
	return DecodeTree(root, cat)
}

// DecodeTree is Decode for a text that was parsed before.
func DecodeTree(root *yamlstrict.Node, cat *catalogue.Catalogue) (assessment.Assessment, error) {
	r := &reader{index: newIndex(cat)}
	a := r.root(root)
	if r.err != nil {
		return assessment.Assessment{}, r.err
	}
	return a, nil
}

func (r *reader) root(n *node) assessment.Assessment {
	a := emptyAssessment()
	if n.Kind != yamlstrict.Mapping {
		r.fail(n, notAnAssessment())
		return a
	}
	r.format(n)
	r.catalogueVersion(n)
	if r.err != nil {
		return a
	}
	fields := append(slices.Clone(head), tail...)
	r.pairs(n, func(key, value *node) {
		i := slices.IndexFunc(fields, func(f field[assessment.Assessment]) bool { return f.key == key.Value })
		switch {
		case key.Value == formatKey:
		case i >= 0:
			fields[i].read(r, value, &a)
		case r.questions[key.Value] != nil:
			r.readSection(key.Value, value, a.Answers)
		default:
			r.unknown(key, unknownKey(key.Value, "", slices.Concat(keys(head), r.sections, keys(tail))))
		}
	})
	return a
}

func emptyAssessment() assessment.Assessment {
	return assessment.Assessment{
		Answers:      map[catalogue.QuestionID]assessment.Answer{},
		Threats:      map[catalogue.ThreatID]assessment.ThreatDecision{},
		Measures:     map[catalogue.MeasureID]assessment.MeasureAnswer{},
		Requirements: map[string]assessment.RequirementAnswer{},
		PartTwo:      map[int]assessment.PartTwoAnswer{},
		Risks:        map[catalogue.ThreatID]assessment.RiskDecision{},
	}
}

// format checks the version of the format before anything else, since a newer
// one may look quite different.
func (r *reader) format(n *node) {
	value := lookup(n, formatKey)
	if value == nil {
		r.fail(n, notAnAssessment())
		return
	}
	v, isNumber := whole(value.Value)
	switch {
	case !isNumber || v == 0:
		r.fail(value, badFormat(value.Value))
	case v > assessment.Format:
		r.fail(value, newerFormat(value.Value))
	}
}

// catalogueVersion notes a catalogue newer than the program's.
func (r *reader) catalogueVersion(n *node) {
	if value := lookup(n, "catalogue"); value != nil && isVersion(value.Value) && value.Value > r.cat.Version {
		r.newer = value.Value
	}
}

func lookup(n *node, key string) *node {
	for i := 0; i < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func isVersion(s string) bool {
	_, err := time.Parse("2006.01", s)
	return err == nil && strings.HasPrefix(s, "20")
}

// version describes the version of a catalogue; YAML would take it for a number.
var version = codec[string]{
	read: func(r *reader, n *node) string {
		s, _ := r.scalar(n, always(msgVersion))
		return tidy(s)
	},
	write: func(_ *index, s string) *node { return word(tidy(s)) },
}

func sortedInts[V any](m map[int]V) []int { return slices.Sorted(maps.Keys(m)) }
