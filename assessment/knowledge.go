package assessment

import (
	"selfmark/assessment/catalogue"
)

// KnowledgeChanged is the id of the findings that say what another version of the
// catalogue changes.
const KnowledgeChanged = "knowledge-changed"

// Knowledge is what another version of the catalogue changes for an assessment that
// was rated with an earlier one.
type Knowledge struct {
	From, To string // versions
	Recorded bool   // false when what changed between them is not known
	Came     []*ThreatResult
	Went     []catalogue.ThreatID // no longer there, though the answers are the same
	Rated    []RatedOtherwise
	Asked    []*catalogue.Question // asked now, and not before
	Gone     []*catalogue.Question // answered, and asked no longer
}

// RatedOtherwise is a threat whose risk another version rates otherwise.
type RatedOtherwise struct {
	ID               catalogue.ThreatID
	Title            string
	Inherent, Before Rating // without measures, now and before
	Residual, Left   Rating // with the measures, now and before
}

// Changes reports whether the assessment is not what it was.
func (k *Knowledge) Changes() bool {
	return k != nil && len(k.Came)+len(k.Went)+len(k.Rated)+len(k.Asked)+len(k.Gone) > 0
}

// knowledge compares a result with what the version gives that the answers were
// rated with; nil when it is this one, or none.
func knowledge(cat *catalogue.Catalogue, a Assessment, now *Result) *Knowledge {
	if a.Catalogue == "" || a.Catalogue == cat.Version {
		return nil
	}
	k := &Knowledge{From: a.Catalogue, To: cat.Version}
	old := cat.Before(a.Catalogue)
	if k.Recorded = old != nil; !k.Recorded {
		return k
	}
	then := Evaluate(old, a, now.Date)
	was := map[catalogue.ThreatID]*ThreatResult{}
	for i := range then.Threats {
		was[then.Threats[i].ID] = &then.Threats[i]
	}
	for i := range now.Threats {
		t := &now.Threats[i]
		before := was[t.ID]
		delete(was, t.ID)
		switch {
		case before == nil:
			k.Came = append(k.Came, t)
		case before.Inherent != t.Inherent || before.Residual != t.Residual:
			k.Rated = append(k.Rated, RatedOtherwise{t.ID, t.Title, t.Inherent, before.Inherent, t.Residual, before.Residual})
		}
	}
	for i := range then.Threats {
		if id := then.Threats[i].ID; was[id] != nil {
			k.Went = append(k.Went, id)
		}
	}
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if old.Question(q.ID) == nil && Applies(q, now.Scope.Regime) && Asked(q, now.Tags) {
			k.Asked = append(k.Asked, q)
		}
	}
	for _, q := range cat.GoneQuestions() {
		if _, answered := a.Answers[q.ID]; answered {
			k.Gone = append(k.Gone, q)
		}
	}
	return k
}

// TakeKnowledge records that the assessment was looked at with this version of the
// catalogue.
func TakeKnowledge(cat *catalogue.Catalogue, a Assessment) Assessment {
	a.Catalogue = cat.Version
	return a
}

// KnowledgeWords are the changes of another version of the catalogue, one a line.
func KnowledgeWords(k *Knowledge) []string {
	var list []string
	for _, t := range k.Came {
		list = append(list, threatIsNew(t))
	}
	for _, t := range k.Rated {
		list = append(list, threatIsRated(t))
	}
	for _, id := range k.Went {
		list = append(list, threatIsGone(id))
	}
	for _, q := range k.Asked {
		list = append(list, questionIsNew(q))
	}
	for _, q := range k.Gone {
		list = append(list, questionIsGone(q))
	}
	return list
}

// renewal finds what another version of the catalogue changes.
func (f *finder) renewal() {
	k := knowledge(f.cat, f.a, f.r)
	f.r.Knowledge = k
	switch {
	case k == nil || k.Recorded && !k.Changes():
	case !k.Recorded:
		f.add("catalogue-changed", stepReview, "", "old", k.From, "new", k.To)
	default:
		for _, words := range KnowledgeWords(k) {
			f.add(KnowledgeChanged, stepReview, "", "old", k.From, "new", k.To, "what", words)
		}
	}
}
