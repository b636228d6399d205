package interview

import (
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Mark is the state of an entry of the outline.
type Mark string

// The marks: answered, open, with a finding, or does not apply.
const (
	Answered     Mark = "answered"
	Open         Mark = "open"
	HasFinding   Mark = "finding"
	DoesNotApply Mark = msgDoesNotApply
)

// Entry is one line of the outline.
type Entry struct {
	Place Place
	Step  int
	Title string
	Mark  Mark
	Why   string // why it does not apply, or the finding
}

// Outline lists everything that can be answered, in the order of the steps.
func Outline(s State) []Entry {
	o := outliner{State: s, findings: make(map[Place]assessment.Finding, len(s.Result.Findings)), entries: make([]Entry, 0, 256)}
	for _, f := range slices.Backward(s.Result.Findings) {
		if f.Severity != assessment.Open {
			o.findings[listed(PlaceOf(f))] = f
		}
	}
	for step := range StepCount {
		o.step(step + 1)
	}
	return o.entries
}

// listed is the place of the outline that stands for another: a list for its
// members.
func listed(p Place) Place {
	kind, _, member := strings.Cut(string(p), ".")
	if member && slices.ContainsFunc(collections, func(c Collection) bool { return c.ID == kind }) {
		return Place(kind)
	}
	return p
}

// StepCount is the number of steps.
const StepCount = 11

type outliner struct {
	State
	findings map[Place]assessment.Finding
	entries  []Entry
}

func (o *outliner) step(n int) {
	for i := range o.Catalogue.Questions {
		if q := &o.Catalogue.Questions[i]; q.Step == n {
			o.question(q)
		}
	}
	switch n {
	case 5:
		for _, a := range o.Result.Assets {
			for _, c := range a.Concerns {
				o.add(Place("impact."+string(a.ID)+":"+string(c.Concern)), n, string(a.ID)+" "+a.Title+", "+ConcernTitle(c.Concern), Answered)
			}
		}
	case 6:
		for i := range o.Result.Threats {
			t := &o.Result.Threats[i]
			o.add(Place("threat."+string(t.ID)), n, string(t.ID)+" "+t.Title, Answered)
		}
	case 7, 9:
		o.measures(n)
	case 8:
		for i := range o.Result.Requirements {
			r := &o.Result.Requirements[i]
			o.add(Place("requirement."+r.Letter), n, o.Catalogue.Requirement(r.ID).Name(), met(r.Met))
		}
	case 10:
		for i := range o.Result.Threats {
			if t := &o.Result.Threats[i]; t.Stays() {
				o.add(Place("risk."+string(t.ID)), n, string(t.ID)+" "+t.Title, met(t.Approved))
			}
		}
	}
	if n == 9 {
		for _, p := range o.Result.PartTwo {
			o.add(Place(fmt.Sprintf("part.%d", p.Number)), n, o.Catalogue.Requirement(p.ID).Name(), met(p.Met))
		}
	}
	for _, c := range collections {
		if c.Step == n {
			o.add(Place(c.ID), n, c.Title, Answered)
		}
	}
}

func met(ok bool) Mark {
	if ok {
		return Answered
	}
	return Open
}

func (o *outliner) measures(step int) {
	for i := range o.Result.Measures {
		m := &o.Result.Measures[i]
		if assessment.MeasureStep(m.ID) == step {
			o.add(Place("measure."+string(m.ID)), step, string(m.ID)+" "+m.Title, met(m.Answer.State != ""))
		}
	}
}

func (o *outliner) question(q *catalogue.Question) {
	title := q.Short
	if strings.HasPrefix(string(q.ID), "Q") {
		title = string(q.ID) + " " + q.Short
	}
	_, _, gone := assessment.Offered(o.Catalogue, q, o.Assessment.Answers[q.ID])
	switch {
	case q.Section == "modification" && o.Result.Modification == nil: // only an issued assessment has a change to judge
	case !assessment.Asked(q, o.Result.Tags):
		o.entries = append(o.entries, Entry{Place(q.ID), q.Step, title, DoesNotApply, WhyNotAsked(o.State, q)})
	case assessment.Answered(o.Catalogue, o.Assessment, q), q.Optional && len(gone) == 0:
		o.add(Place(q.ID), q.Step, title, Answered)
	default:
		o.add(Place(q.ID), q.Step, title, Open)
	}
}

// GoneAt says which answers to a question are not offered any more.
func GoneAt(s State, p Place) []string {
	var words []string
	for i := range s.Result.Findings {
		if f := &s.Result.Findings[i]; f.ID == assessment.AnswerGone && Place(f.Item) == p {
			words = append(words, f.Text)
		}
	}
	return words
}

// add appends an entry; a finding at its place shows, unless it merely says that
// the answer is open.
func (o *outliner) add(p Place, step int, title string, mark Mark) {
	e := Entry{Place: p, Step: step, Title: title, Mark: mark}
	if f, ok := o.findings[p]; ok {
		e.Why = f.Text
		if mark == Answered {
			e.Mark = HasFinding
		}
	}
	o.entries = append(o.entries, e)
}

// WhyNotAsked says in words why a question does not apply: which answers would
// make it apply, or which answer takes it away.
func WhyNotAsked(s State, q *catalogue.Question) string {
	if q.AskWhen == nil {
		return ""
	}
	var asks []string
	q.AskWhen.Walk(func(t catalogue.Tag) {
		for i := range s.Catalogue.Questions {
			other := &s.Catalogue.Questions[i]
			for _, o := range other.Options {
				if slices.Contains(o.Tags, t) && !slices.Contains(asks, other.Short) {
					asks = append(asks, other.Short)
				}
			}
		}
		if t == "class:listed" || t == "class:important" || t == "category:chip" {
			asks = append(asks, msgCategory)
		}
	})
	return fmt.Sprintf(msgFollowsFrom, strings.Join(asks, ", "))
}

// NextOpen finds the next entry after a place that still needs an answer, round
// the end: one without an answer, or one with a finding that blocks.
func NextOpen(s State, after Place) (Place, bool) {
	entries := Outline(s)
	blocking := map[Place]bool{}
	for _, f := range s.Result.Findings {
		if f.Severity == assessment.Blocking {
			blocking[listed(PlaceOf(f))] = true
		}
	}
	after = listed(after)
	start := slices.IndexFunc(entries, func(e Entry) bool { return e.Place == after }) + 1
	for i := range entries {
		e := entries[(start+i)%len(entries)]
		if e.Mark == Open || e.Mark == HasFinding && blocking[e.Place] {
			return e.Place, true
		}
	}
	return "", false
}

// PlaceOf finds the place where a finding is mended, "" if it is about the whole.
func PlaceOf(f assessment.Finding) Place {
	switch {
	case f.Item == "signers":
		return "signer"
	case f.Item == "components":
		return "component"
	case f.Item == "standard":
		return "standard"
	case strings.HasPrefix(f.Item, "component "):
		return Place("component." + strings.TrimPrefix(f.Item, "component "))
	case f.ID == "open-point":
		return PlaceOfNote(f.Item)
	case f.Step == 5 && strings.HasPrefix(f.Item, "OA") && !strings.Contains(f.Item, ":"):
		return Place("asset." + f.Item)
	case f.Step == 5 && strings.Contains(f.Item, ":"):
		return Place("impact." + f.Item)
	case f.Step == 6:
		return Place("threat." + f.Item)
	case f.Step == 8:
		return Place("requirement." + f.Item)
	case f.Step == 10:
		return Place("risk." + f.Item)
	}
	return placeOfItem(f.Item)
}

// placeOfItem goes by the form of an id.
func placeOfItem(item string) Place {
	id, _, hit := strings.Cut(item, ":")
	prefix := strings.TrimRight(id, "0123456789")
	switch {
	case strings.HasPrefix(item, "II."):
		return Place("part." + strings.TrimPrefix(item, "II."))
	case prefix == id: // no number
	case prefix == "T" || prefix == "OT":
		return Place("threat." + item)
	case prefix == "M" || prefix == "OM":
		return Place("measure." + item)
	case prefix == "E":
		return Place("evidence." + item)
	case prefix == "OA" && !hit:
		return Place("asset." + item)
	case prefix == "AS" || prefix == "OA":
		return Place("impact." + item)
	}
	return Place(item)
}

// PlaceOfNote finds where the place of a note is, which may be in free words:
// then it is the list of notes.
func PlaceOfNote(on string) Place {
	p := placeOfItem(on)
	switch {
	case len(on) == 1 && (on == "1" || isLetter(on)):
		return Place("requirement." + on)
	case p != Place(on), len(on) == 3 && on[0] == 'Q', strings.Contains(on, ".") && !strings.Contains(on, " "):
		return p
	}
	return "note"
}

// NoteOn is how a note names a place: Q13, T18, M07, e, II.5, AS10:I, or "" for the
// whole.
func NoteOn(s State, p Place) string {
	if s.Catalogue.Question(catalogue.QuestionID(p)) != nil {
		return string(p)
	}
	kind, rest, _ := strings.Cut(string(p), ".")
	switch kind {
	case "threat", "risk", "measure", "impact":
		return rest
	case "requirement":
		letter, _, _ := strings.Cut(rest, ".")
		return letter
	case "part":
		return "II." + rest
	}
	return ""
}

// StepOf returns the step of a place.
func StepOf(s State, p Place) int {
	if q := s.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		return q.Step
	}
	kind, rest, _ := strings.Cut(string(p), ".")
	switch kind {
	case "impact":
		return 5
	case "threat":
		return 6
	case "measure":
		return assessment.MeasureStep(catalogue.MeasureID(rest))
	case "requirement":
		return 8
	case "part":
		return 9
	case "risk":
		return 10
	}
	for _, c := range collections {
		if c.ID == kind {
			return c.Step
		}
	}
	return 11
}

// Title names a place for people, for example "Q13 Short-range radio".
func Title(s State, p Place) string {
	for _, e := range Outline(s) {
		if e.Place == p {
			return e.Title
		}
	}
	if kind, rest, found := strings.Cut(string(p), "."); found {
		_, nested, _ := strings.Cut(rest, ".")
		switch list, _, _ := strings.Cut(nested, "."); list {
		case "vulnerability":
			return titleVulnerability
		case "part":
			return titlePart
		}
		for _, c := range collections {
			if c.ID == kind {
				return c.One
			}
		}
	}
	return string(p)
}

// ConcernTitle returns the word for a concern.
func ConcernTitle(c catalogue.Concern) string {
	return map[catalogue.Concern]string{"C": wordConfidentiality, "I": wordIntegrity, "A": wordAvailability, "Au": wordAuthenticity}[c]
}
