package assessment

import (
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// TagSet holds the facts that the answers establish, and which answers did.
type TagSet struct {
	origin map[catalogue.Tag][]catalogue.QuestionID
}

// Has reports whether the fact is established.
func (s TagSet) Has(t catalogue.Tag) bool { _, ok := s.origin[t]; return ok }

// Origin returns the questions whose answers established the fact.
func (s TagSet) Origin(t catalogue.Tag) []catalogue.QuestionID { return s.origin[t] }

// Sorted returns all facts in byte order.
func (s TagSet) Sorted() []catalogue.Tag {
	tags := make([]catalogue.Tag, 0, len(s.origin))
	for t := range s.origin {
		tags = append(tags, t)
	}
	slices.Sort(tags)
	return tags
}

// level returns the highest level of a kind such as "safety", 0 when none is set.
func (s TagSet) level(kind string) int {
	for n := 3; n > 0; n-- {
		if s.Has(catalogue.LevelTag(kind, n)) {
			return n
		}
	}
	return 0
}

// any reports whether one of the facts is established.
func (s TagSet) any(tags ...catalogue.Tag) bool { return slices.ContainsFunc(tags, s.Has) }

// answersFor returns the questions behind the facts, each once, in catalogue order.
func (s TagSet) answersFor(tags []catalogue.Tag) []catalogue.QuestionID {
	var ids []catalogue.QuestionID
	for _, t := range tags {
		for _, id := range s.origin[t] {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	slices.SortStableFunc(ids, byQuestion)
	return ids
}

// byQuestion orders device questions by number; others keep their place before them.
func byQuestion(a, b catalogue.QuestionID) int {
	if strings.HasPrefix(string(a), "Q") && strings.HasPrefix(string(b), "Q") {
		return strings.Compare(string(a), string(b))
	}
	return 0
}

// Facts takes the questions in catalogue order and collects the facts of those
// that are asked (method 4.1): a question that is no longer asked has no effect,
// "not sure" sets what the most demanding answer would.
func Facts(cat *catalogue.Catalogue, a Assessment) TagSet {
	s := TagSet{origin: make(map[catalogue.Tag][]catalogue.QuestionID, 64)}
	if changed(a) {
		s.add(changedFact, "modification.change")
	}
	for i := range cat.Questions {
		q := &cat.Questions[i]
		answer, given := a.Answers[q.ID]
		if !given || q.AskWhen != nil && !q.AskWhen.Holds(s) {
			continue
		}
		for _, t := range answerTags(cat, q, answer) {
			s.add(t, q.ID)
		}
		s.followed(q.ID)
	}
	return s
}

func (s TagSet) add(t catalogue.Tag, id catalogue.QuestionID) {
	if !slices.Contains(s.origin[t], id) {
		s.origin[t] = append(s.origin[t], id)
	}
}

// followed adds what follows from other facts without being asked.
func (s TagSet) followed(id catalogue.QuestionID) {
	if id == "Q26" && s.Has("sw:fixed") {
		s.add("upd:none", id)
	}
}

// answerTags returns the facts of one answer.
func answerTags(cat *catalogue.Catalogue, q *catalogue.Question, answer Answer) []catalogue.Tag {
	if q.Kind == catalogue.KindCategory {
		return categoryTags(cat, catalogue.CategoryID(answer.Text))
	}
	if answer.NotSure {
		return demandingTags(cat, q)
	}
	var tags []catalogue.Tag
	for i := range q.Options {
		if slices.Contains(answer.Options, q.Options[i].ID) {
			tags = append(tags, q.Options[i].Tags...)
		}
	}
	return tags
}

// demandingTags is the union of the facts of all options, without those that
// would make the device look simpler, and of level facts only the highest. Only
// device questions and the screening of a change have a demanding branch; elsewhere "not sure" sets nothing.
func demandingTags(cat *catalogue.Catalogue, q *catalogue.Question) []catalogue.Tag {
	if q.Section != "device" && q.Section != modificationSection {
		return nil
	}
	var tags []catalogue.Tag
	highest := map[string]int{}
	for i := range q.Options {
		for _, t := range q.Options[i].Tags {
			kind, n := t.Level()
			if isLevel(t) {
				highest[kind] = max(highest[kind], n)
				continue
			}
			if !slices.Contains(tags, t) && !slices.Contains(cat.Method.NotSureLeaves, t) {
				tags = append(tags, t)
			}
		}
	}
	for kind, n := range highest {
		tags = append(tags, catalogue.LevelTag(kind, n))
	}
	return tags
}

// isLevel reports whether a fact is a level, such as "safety:0".
func isLevel(t catalogue.Tag) bool {
	_, after, _ := strings.Cut(string(t), ":")
	return len(after) == 1 && after[0] >= '0' && after[0] <= '9'
}

// categoryTags says what a category of Annex III or IV means for later questions.
func categoryTags(cat *catalogue.Catalogue, id catalogue.CategoryID) []catalogue.Tag {
	c := cat.Category(id)
	if c == nil {
		return nil
	}
	tags := []catalogue.Tag{"class:listed", "class:important"}
	if c.Class == "critical" {
		tags[1] = "class:critical"
	}
	if c.Chip {
		tags = append(tags, "category:chip")
	}
	return tags
}

// Asked reports whether a question applies, given the facts.
func Asked(q *catalogue.Question, facts TagSet) bool {
	return q.AskWhen == nil || q.AskWhen.Holds(facts)
}
