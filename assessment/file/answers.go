package file

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// The questions of the catalogue, one mapping a section.

// deviceSection writes every choice as a list of option ids, [] for none or no.
const deviceSection = "device"

const (
	yes     = "yes"
	no      = "no"
	notSure = "not sure"
	open    = "open"
	none    = "none"
)

// readSection reads the answers of one section.
func (r *reader) readSection(section string, n *node, answers map[catalogue.QuestionID]assessment.Answer) {
	r.pairs(n, func(key, value *node) {
		q := r.question(section, key.Value)
		if q == nil {
			r.unknown(key, r.noQuestion(section, key.Value))
			return
		}
		if a := r.answer(q, value); a.Filled(q.Kind) {
			answers[q.ID] = a
		}
	})
}

func (r *reader) noQuestion(section, key string) message {
	for _, other := range r.sections {
		if other != section && r.question(other, key) != nil {
			return keyElsewhere(key, section, other)
		}
	}
	return unknownKey(key, section, ids(r.questions[section], func(q **catalogue.Question) string { return (*q).Key }))
}

// answer reads one answer by the kind of its question.
func (r *reader) answer(q *catalogue.Question, n *node) assessment.Answer {
	if n.Kind == yamlstrict.Scalar && n.Value == notSure && (q.NotSure || isChoice(q.Kind)) {
		if !q.NotSure && !r.cat.OnceNotSure(q.ID) {
			r.fail(n, notSureNotOffered(r.place()))
		}
		return assessment.Answer{NotSure: true}
	}
	switch q.Kind {
	case catalogue.KindOne, catalogue.KindYesNo, catalogue.KindMulti:
		return assessment.Answer{Options: r.choice(q, n)}
	case catalogue.KindList:
		return assessment.Answer{Options: r.lines(n)}
	default:
		return assessment.Answer{Text: r.answerText(q, n)}
	}
}

func isChoice(kind catalogue.Kind) bool {
	return kind == catalogue.KindOne || kind == catalogue.KindYesNo || kind == catalogue.KindMulti
}

func (r *reader) answerText(q *catalogue.Question, n *node) string {
	switch q.Kind {
	case catalogue.KindNumber:
		return strconv.Itoa(number().read(r, n))
	case catalogue.KindDate:
		if n.Kind == yamlstrict.Scalar && n.Value == open {
			return open
		}
		return readTime(r, n, time.DateOnly, msgDateOrOpen)
	case catalogue.KindMonth:
		return readTime(r, n, "2006-01", msgMonth)
	case catalogue.KindCategory:
		if n.Kind == yamlstrict.Scalar && n.Value == none {
			return none
		}
		return string(category.read(r, n))
	default:
		return free.read(r, n)
	}
}

var category = known[catalogue.CategoryID]("category", msgCategoryOrNone, (*index).isCategory, func(ix *index) []string {
	return ids(ix.cat.Categories, func(c *catalogue.Category) catalogue.CategoryID { return c.ID })
})

// lines reads a list of short texts.
func (r *reader) lines(n *node) []string {
	out := []string{}
	r.items(n, func(item *node) {
		if s := free.read(r, item); s != "" {
			out = append(out, s)
		}
	})
	return out
}

// choice reads the options of a question, in the order of the catalogue.
func (r *reader) choice(q *catalogue.Question, n *node) []string {
	nodes := []*node{n}
	if n.Kind == yamlstrict.Sequence || q.Kind == catalogue.KindMulti {
		nodes = nil
		r.items(n, func(item *node) { nodes = append(nodes, item) })
	}
	allowed := optionIDs(q)
	var chosen []string
	for _, n := range nodes {
		s, ok := r.scalar(n, func() string { return choice(allowed)[len("write "):] })
		switch {
		case ok && !slices.Contains(allowed, s) && r.cat.EarlierOption(q.ID, s) == nil:
			r.unknown(n, unknownOption(r.place(), s, allowed))
		case slices.Contains(chosen, s):
			r.fail(n, twice(r.place(), s))
		}
		chosen = append(chosen, s)
	}
	if q.Kind != catalogue.KindMulti && len(chosen) > 1 || q.Kind == catalogue.KindOne && len(chosen) == 0 {
		r.fail(n, oneOption(r.place()))
	}
	return canonicalOptions(q, chosen)
}

// optionIDs lists what may be chosen; a yes/no question has both, whatever
// options carry tags.
func optionIDs(q *catalogue.Question) []string {
	if q.Kind == catalogue.KindYesNo {
		return []string{yes, no}
	}
	return ids(q.Options, func(o *catalogue.Option) string { return o.ID })
}

// canonicalOptions puts options into the order of the catalogue. Where it does not
// offer one any more they stay as they were, so that what was signed does not look
// changed. A no is the option "no" where the question has one, otherwise no option.
func canonicalOptions(q *catalogue.Question, chosen []string) []string {
	out := []string{}
	if q.Kind == catalogue.KindYesNo {
		switch {
		case slices.Contains(chosen, yes):
			out = append(out, yes)
		case q.Option(no) != nil:
			out = append(out, no)
		}
		return out
	}
	if slices.ContainsFunc(chosen, func(id string) bool { return q.Option(id) == nil }) {
		return append(out, chosen...)
	}
	for _, o := range q.Options {
		if slices.Contains(chosen, o.ID) {
			out = append(out, o.ID)
		}
	}
	return out
}

// writeSection writes the answers of one section; nil if there are none.
func (ix *index) writeSection(section string, answers map[catalogue.QuestionID]assessment.Answer) *node {
	out := yamlstrict.Map()
	for _, q := range ix.questions[section] {
		if a, answered := answers[q.ID]; answered && a.Filled(q.Kind) {
			yamlstrict.Add(out, q.Key, answerNode(q, a))
		}
	}
	if len(out.Content) == 0 {
		return nil
	}
	return out
}

func answerNode(q *catalogue.Question, a assessment.Answer) *node {
	if a.NotSure {
		return yamlstrict.Plain(notSure)
	}
	switch q.Kind {
	case catalogue.KindOne, catalogue.KindYesNo, catalogue.KindMulti:
		return choiceNode(q, a.Options)
	case catalogue.KindList:
		return texts.write(nil, a.Options)
	case catalogue.KindProse:
		if s := tidy(a.Text); s != "" {
			return yamlstrict.Block(s + "\n")
		}
		return nil
	case catalogue.KindNumber:
		if v, err := strconv.Atoi(strings.TrimSpace(a.Text)); err == nil {
			return yamlstrict.Plain(strconv.Itoa(v))
		}
	case catalogue.KindDate:
		return timeNode(tidy(a.Text), time.DateOnly)
	case catalogue.KindMonth:
		return timeNode(tidy(a.Text), "2006-01")
	case catalogue.KindCategory:
		return word(tidy(a.Text))
	}
	return textNode(tidy(a.Text))
}

func choiceNode(q *catalogue.Question, options []string) *node {
	chosen := canonicalOptions(q, options)
	if q.Kind == catalogue.KindMulti || q.Section == deviceSection {
		out := yamlstrict.Flow(yamlstrict.List())
		for _, id := range chosen {
			out.Content = append(out.Content, word(id))
		}
		return out
	}
	if len(chosen) > 0 {
		return word(chosen[0])
	}
	if q.Kind == catalogue.KindYesNo {
		return yamlstrict.Plain(no)
	}
	return nil
}
