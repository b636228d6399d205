package assessment

import (
	"maps"
	"slices"

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
	Open     []GoneAnswer          // answered with what is offered no longer
	Kept     []string              // threats, measures and other things that are gone, though something is written about them
	Class    Otherwise             // titles; equal sides are no change
	Judged   []JudgedOtherwise
}

// GoneAnswer is an answer that is not offered any more.
type GoneAnswer struct {
	Question *catalogue.Question
	Words    string
}

// Otherwise is a word before and now.
type Otherwise struct{ Before, Now string }

// JudgedOtherwise is a requirement that another version judges otherwise.
type JudgedOtherwise struct {
	Requirement *catalogue.Requirement
	Otherwise
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
	return k != nil && (len(k.Came)+len(k.Went)+len(k.Rated)+len(k.Asked)+len(k.Gone)+len(k.Open)+len(k.Kept)+len(k.Judged) > 0 || k.Class.Before != k.Class.Now)
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
	k.threats(&then, now)
	k.questions(cat, old, a, now)
	k.judgements(cat, &then, now)
	k.Kept = kept(cat, a)
	return k
}

// threats compares those that are rated.
func (k *Knowledge) threats(then, now *Result) {
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
}

// questions compares what is asked, and what can be answered.
func (k *Knowledge) questions(cat, old *catalogue.Catalogue, a Assessment, now *Result) {
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if !Applies(q, now.Scope.Regime) || !Asked(q, now.Tags) {
			continue
		}
		_, _, gone := Offered(cat, q, a.Answers[q.ID])
		for _, words := range gone {
			k.Open = append(k.Open, GoneAnswer{q, words})
		}
		if old.Question(q.ID) == nil {
			k.Asked = append(k.Asked, q)
		}
	}
	for _, q := range cat.GoneQuestions() {
		if _, answered := a.Answers[q.ID]; answered {
			k.Gone = append(k.Gone, q)
		}
	}
}

// judgements compares the class and the requirements of Annex I Part I.
func (k *Knowledge) judgements(cat *catalogue.Catalogue, then, now *Result) {
	k.Class = Otherwise{then.Class.Title, now.Class.Title}
	was := map[catalogue.RequirementID]string{}
	for _, r := range then.Requirements {
		was[r.ID] = RequirementState(r.Applicable, r.Met)
	}
	for _, r := range now.Requirements {
		if o := (Otherwise{was[r.ID], RequirementState(r.Applicable, r.Met)}); o.Before != o.Now {
			k.Judged = append(k.Judged, JudgedOtherwise{cat.Requirement(r.ID), o})
		}
	}
}

// kept names what is gone and still has something written about it in the file.
func kept(cat *catalogue.Catalogue, a Assessment) []string {
	var names []string
	for _, id := range slices.Sorted(maps.Keys(writtenAbout(a))) {
		if list, name := cat.Earlier(id); list != "" && !stillThere(cat, id) {
			names = append(names, id+" "+name)
		}
	}
	return names
}

// stillThere reports whether there is a threat, measure, concern or part of a requirement.
func stillThere(cat *catalogue.Catalogue, id string) bool {
	asset, concern := catalogue.Hit(id).Split()
	known := cat.Asset(asset)
	return cat.Threat(catalogue.ThreatID(id)) != nil || cat.Measure(catalogue.MeasureID(id)) != nil || cat.Condition(id) != nil ||
		known != nil && slices.Contains(known.Concerns, concern)
}

// writtenAbout are the ids of threats, measures, concerns and parts of requirements
// about which the assessment says something.
func writtenAbout(a Assessment) map[string]bool {
	ids := map[string]bool{}
	for id := range a.Threats {
		ids[string(id)] = true
	}
	for id := range a.Risks {
		ids[string(id)] = true
	}
	for id := range a.Measures {
		ids[string(id)] = true
	}
	for _, o := range a.Impacts {
		ids[string(o.On)] = true
	}
	for _, t := range a.OwnThreats {
		for _, id := range t.Measures {
			ids[string(id)] = true
		}
		for _, hit := range t.Hits {
			ids[string(hit)] = true
		}
	}
	for _, m := range a.OwnMeasures {
		for _, id := range m.Threats {
			ids[string(id)] = true
		}
	}
	for _, r := range a.Requirements {
		for id := range r.Conditions {
			ids[id] = true
		}
	}
	return ids
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
	for _, g := range k.Open {
		list = append(list, answerIsGone(g))
	}
	for _, name := range k.Kept {
		list = append(list, keptThough(name))
	}
	if k.Class.Before != k.Class.Now {
		list = append(list, classIsOther(k.Class))
	}
	for _, r := range k.Judged {
		list = append(list, judgedOtherwise(r))
	}
	return list
}

// renewal finds what another version of the catalogue changes.
func (f *finder) renewal() {
	k := knowledge(f.cat, f.full, f.r)
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
