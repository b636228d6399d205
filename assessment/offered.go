package assessment

import (
	"maps"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// AnswerGone is the id of the findings that name answers which are not offered any
// more.
const AnswerGone = "answer-gone"

// Offered is what is left of an answer when options that the catalogue does not
// offer any more are taken away, whether that says anything, and what was taken
// away, in words. Only files written with an earlier catalogue hold such answers.
func Offered(cat *catalogue.Catalogue, q *catalogue.Question, a Answer) (left Answer, given bool, gone []string) {
	switch {
	case whole(cat, q, a):
		return a, a.Filled(q.Kind), nil
	case a.NotSure:
		return Answer{}, false, []string{answerNotSure}
	case q.Kind == catalogue.KindCategory:
		return Answer{}, false, []string{categoryWords(cat, a.Text)}
	}
	for _, id := range a.Options {
		if q.Option(id) != nil {
			left.Options = append(left.Options, id)
			continue
		}
		words := id
		if o := cat.EarlierOption(q.ID, id); o != nil {
			words = o.Label
		}
		gone = append(gone, words)
	}
	return left, len(left.Options) > 0, gone
}

// whole reports whether an answer is offered as it is.
func whole(cat *catalogue.Catalogue, q *catalogue.Question, a Answer) bool {
	switch {
	case a.NotSure:
		return q.NotSure
	case q.Kind == catalogue.KindCategory:
		return categoryOffered(cat, catalogue.CategoryID(a.Text))
	case q.Kind == catalogue.KindOne, q.Kind == catalogue.KindMulti:
		return !slices.ContainsFunc(a.Options, func(id string) bool { return q.Option(id) == nil })
	}
	return true
}

func categoryWords(cat *catalogue.Catalogue, id string) string {
	_, name := cat.Earlier(id)
	return strings.TrimSpace(id + " " + name)
}

// Answered reports whether a question has an answer, all of which is offered still.
func Answered(cat *catalogue.Catalogue, a Assessment, q *catalogue.Question) bool {
	return a.AnsweredOnce(q) && whole(cat, q, a.Answers[q.ID])
}

// AnsweredOnce reports whether a question has an answer, if only one that is not
// offered any more.
func (a Assessment) AnsweredOnce(q *catalogue.Question) bool {
	answer, given := a.Answers[q.ID]
	return given && answer.Filled(q.Kind)
}

// offered is the assessment without the answers that the catalogue does not offer
// any more, so that no rule meets one.
func offered(cat *catalogue.Catalogue, a Assessment) Assessment {
	own := false
	for i := range cat.Questions {
		q := &cat.Questions[i]
		answer, there := a.Answers[q.ID]
		if !there || whole(cat, q, answer) {
			continue
		}
		if !own {
			a.Answers, own = maps.Clone(a.Answers), true
		}
		if left, given, _ := Offered(cat, q, answer); given {
			a.Answers[q.ID] = left
		} else {
			delete(a.Answers, q.ID)
		}
	}
	if slices.ContainsFunc(a.Modules, func(m Module) bool { return !categoryOffered(cat, m.Category) }) {
		a.Modules = slices.Clone(a.Modules)
		for i := range a.Modules {
			if m := &a.Modules[i]; !categoryOffered(cat, m.Category) {
				m.Category = ""
			}
		}
	}
	return a
}

// categoryOffered reports whether a category can be chosen, none and an open one too.
func categoryOffered(cat *catalogue.Catalogue, id catalogue.CategoryID) bool {
	return id == "" || id == noCategory || cat.Category(id) != nil
}

// gone finds the answers that are not offered any more.
func (f *finder) gone() {
	for i := range f.cat.Questions {
		q := &f.cat.Questions[i]
		if !Applies(q, f.r.Scope.Regime) || !Asked(q, f.facts) {
			continue
		}
		_, _, gone := Offered(f.cat, q, f.full.Answers[q.ID])
		for _, words := range gone {
			f.add(AnswerGone, q.Step, string(q.ID), "question", questionName(q), "answer", words)
		}
	}
	for _, m := range f.full.Modules {
		if !categoryOffered(f.cat, m.Category) {
			f.add(AnswerGone, stepClass, "module", "question", m.Name, "answer", categoryWords(f.cat, string(m.Category)))
		}
	}
}
