package export

import (
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// builder holds what all sections are made from, indexed once.
type builder struct {
	cat       *catalogue.Catalogue
	a         assessment.Assessment
	r         assessment.Result
	opts      Options
	threatOf  map[catalogue.ThreatID]*assessment.ThreatResult
	assetName map[catalogue.AssetID]string
	notes     map[string][]Note
	shownOn   map[string]bool // places whose notes are printed
}

func newBuilder(cat *catalogue.Catalogue, a assessment.Assessment, r assessment.Result, opts Options) *builder {
	b := &builder{cat: cat, a: a, r: r, opts: opts,
		threatOf:  make(map[catalogue.ThreatID]*assessment.ThreatResult, len(r.Threats)),
		assetName: make(map[catalogue.AssetID]string, len(r.Assets)),
		notes:     make(map[string][]Note), shownOn: make(map[string]bool),
	}
	for i := range r.Threats {
		b.threatOf[r.Threats[i].ID] = &r.Threats[i]
	}
	for i := range r.Assets {
		b.assetName[r.Assets[i].ID] = r.Assets[i].Title
	}
	for _, n := range a.Notes {
		if !n.Internal && !n.Open { // open points have a section of their own
			b.notes[n.On] = append(b.notes[n.On], Note{On: n.On, Text: n.Text, By: n.By, Date: n.Date})
		}
	}
	return b
}

// reason turns a reason of the result into one that needs no catalogue.
func (b *builder) reason(r assessment.Reason) Reason {
	out := Reason{Rule: ruleWords(r.Rule), Text: r.Text, Citations: citations(r.Cite)}
	if len(r.Answers) > 0 {
		out.Answers = make([]AnswerRef, 0, len(r.Answers))
	}
	for _, id := range r.Answers {
		out.Answers = append(out.Answers, b.answerRef(id))
	}
	return out
}

func (b *builder) answerRef(id catalogue.QuestionID) AnswerRef {
	q := b.cat.Question(id)
	if q == nil {
		return AnswerRef{ID: string(id)}
	}
	return AnswerRef{ID: string(id), Question: questionTitle(q), Answer: strings.Join(b.answerWords(q), "; ")}
}

// answer is a question with its answer, as a table line of the document.
func (b *builder) answer(q *catalogue.Question) Answer {
	return Answer{
		ID: string(q.ID), Block: q.Block, Question: questionTitle(q), Prose: q.Kind == catalogue.KindProse,
		Answer: b.answerWords(q), State: b.answerState(q), Citations: citations(q.Cite), Notes: b.notesOn(string(q.ID)),
	}
}

// notesOn returns the notes at a place, as a list of its own.
func (b *builder) notesOn(place string) []Note {
	b.shownOn[place] = true
	return slices.Clone(b.notes[place])
}

// otherNotes returns the notes at places that no section has shown.
func (b *builder) otherNotes() []Note {
	var out []Note
	for _, n := range b.a.Notes {
		if !n.Internal && !n.Open && !b.shownOn[n.On] {
			out = append(out, Note{On: n.On, Text: n.Text, By: n.By, Date: n.Date})
		}
	}
	return out
}

func questionTitle(q *catalogue.Question) string {
	if q.Short != "" {
		return q.Short
	}
	return q.Text
}

// answerWords says in words what was answered; nothing when it is unanswered.
func (b *builder) answerWords(q *catalogue.Question) []string {
	answer := b.a.Answers[q.ID]
	switch {
	case !b.a.AnsweredOnce(q):
		return nil
	case answer.NotSure:
		return []string{msgNotSure}
	case q.Kind == catalogue.KindList:
		return clone(answer.Options)
	case q.Kind == catalogue.KindMulti && len(answer.Options) > 0:
		if assessment.Answered(b.cat, b.a, q) {
			return chosenLabels(q, answer.Options)
		}
	case q.Kind == catalogue.KindCategory:
		return []string{b.categoryTitle(answer.Text)}
	}
	return []string{assessment.AnswerWords(q, answer)}
}

// chosenLabels lists the labels of the chosen options, in the order of the question.
func chosenLabels(q *catalogue.Question, chosen []string) []string {
	var words []string
	for _, o := range q.Options {
		if slices.Contains(chosen, o.ID) {
			words = append(words, o.Label)
		}
	}
	return words
}

func (b *builder) categoryTitle(id string) string {
	if c := b.cat.Category(catalogue.CategoryID(id)); c != nil {
		return id + " " + c.Title
	}
	if list, name := b.cat.Earlier(id); list != "" { // gone since
		return id + " " + name
	}
	return msgNoCategory
}

// answerState says how far an answer can be relied on.
func (b *builder) answerState(q *catalogue.Question) string {
	given := b.a.AnsweredOnce(q)
	switch {
	case given && !b.asked(q):
		return stateNoEffect
	case !given && q.Optional:
		return stateOptional
	case !assessment.Answered(b.cat, b.a, q):
		return stateUnanswered
	case b.a.Answers[q.ID].NotSure:
		return stateNotSure
	case interview.Unconfirmed(b.a, q.ID):
		return stateUnconfirmed
	}
	return stateAnswered
}

func (b *builder) asked(q *catalogue.Question) bool { return assessment.Asked(q, b.r.Tags) }

// owed reports whether an answer is owed: the question is asked, and matters
// under the regime.
func (b *builder) owed(q *catalogue.Question) bool {
	return b.asked(q) && assessment.Applies(q, b.r.Scope.Regime)
}

// assessed reports whether the regime asks for risks, measures and requirements.
func (b *builder) assessed() bool { return assessment.Assessed(b.r.Scope.Regime) }

// shown reports whether a question belongs into the document: its answer is
// owed, or it has an answer, if only one that has no effect any more.
func (b *builder) shown(q *catalogue.Question) bool {
	return b.owed(q) || b.a.AnsweredOnce(q)
}

// answersOf lists the questions that live in a section, in catalogue order.
func (b *builder) answersOf(p place) []Answer {
	var out []Answer
	for i := range b.cat.Questions {
		q := &b.cat.Questions[i]
		if placeOf(q) == p && b.shown(q) {
			out = append(out, b.answer(q))
		}
	}
	return out
}

// missingAnswers names the unanswered questions among answers.
func missingAnswers(answers []Answer) []string {
	var missing []string
	for _, a := range answers {
		if a.State == stateUnanswered {
			missing = append(missing, msgUnanswered(a.Question, a.ID))
		}
	}
	return missing
}

// text is the answer to a question in one line, "" when there is none.
func (b *builder) text(id catalogue.QuestionID) string {
	if q := b.cat.Question(id); q != nil {
		return strings.Join(b.answerWords(q), "; ")
	}
	return b.a.Text(id)
}

// list is the answer to a list question, item by item.
func (b *builder) list(id catalogue.QuestionID) []string {
	if answer := b.a.Answers[id]; len(answer.Options) > 0 {
		return clone(answer.Options)
	}
	if s := b.a.Text(id); s != "" {
		return []string{s}
	}
	return nil
}

func (b *builder) finding(f assessment.Finding) Finding {
	return Finding{ID: f.ID, Severity: string(f.Severity), Basis: f.Basis, NotReady: f.NotReady, Step: f.Step,
		Item: f.Item, Title: b.placeTitle(f.Item), Text: f.Text, Remedy: f.Remedy, Citations: citations(f.Cite)}
}

// placeTitle is what people call a place: a question, an asset, a threat, a measure or a
// requirement; "" for places that have no name of their own.
func (b *builder) placeTitle(place string) string {
	if q := b.cat.Question(catalogue.QuestionID(place)); q != nil {
		return questionTitle(q)
	}
	if r := b.cat.Requirement(requirementAt(place)); r != nil {
		return r.Title
	}
	for _, title := range []string{b.threatItem(catalogue.ThreatID(place)).Title, b.measureItem(catalogue.MeasureID(place)).Title, b.assetName[catalogue.AssetID(place)]} {
		if title != "" {
			return title
		}
	}
	return ""
}

// requirementAt is the requirement whose letter, or number in Part II, a place is.
func requirementAt(place string) catalogue.RequirementID {
	if number, found := strings.CutPrefix(place, "II."); found {
		return catalogue.RequirementID("I.II." + number)
	}
	if place == "1" {
		return "I.I.1"
	}
	return catalogue.RequirementID("I.I.2." + place)
}

// measureItem is a measure with its title; own measures have theirs in the answers.
func (b *builder) measureItem(id catalogue.MeasureID) Item {
	if m := b.cat.Measure(id); m != nil {
		return Item{ID: string(id), Title: m.Title}
	}
	for _, m := range b.a.OwnMeasures {
		if m.ID == id {
			return Item{ID: string(id), Title: m.Title}
		}
	}
	return Item{ID: string(id)}
}

func (b *builder) threatItem(id catalogue.ThreatID) Item {
	if t := b.threatOf[id]; t != nil {
		return Item{ID: string(id), Title: t.Title}
	}
	return Item{ID: string(id)}
}

func (b *builder) threatItems(ids []catalogue.ThreatID) []Item {
	var out []Item
	for _, id := range ids {
		out = append(out, b.threatItem(id))
	}
	return out
}

func citations(cite []catalogue.Citation) []string {
	out := make([]string, 0, len(cite))
	for _, c := range cite {
		out = append(out, c.Words())
	}
	return out
}

func strs[T ~string](in []T) []string {
	out := make([]string, 0, len(in))
	for _, s := range in {
		out = append(out, string(s))
	}
	return out
}

// Slug makes an id of lower case ASCII letters, digits and single hyphens.
func Slug(s string) string {
	var out strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			out.WriteRune(r)
		case out.Len() > 0 && !strings.HasSuffix(out.String(), "-"):
			out.WriteByte('-')
		}
	}
	return strings.Trim(out.String(), "-")
}

// DocumentID is the id of the documents of an assessment: a slug of the product's
// name and identifier.
func DocumentID(a assessment.Assessment) string {
	id := Slug(a.Name() + " " + a.Text(qIdentifier))
	if len(id) > maxIDLength {
		id = strings.Trim(id[:maxIDLength], "-")
	}
	if id == "" {
		return "assessment"
	}
	return id
}

func (b *builder) documentID() string { return DocumentID(b.a) }

// maxIDLength keeps file names made from the id within what every file system takes.
const maxIDLength = 80

// revision counts the final documents issued before this one.
func (b *builder) revision() int {
	n := 1
	for _, rev := range b.a.History {
		if rev.Status == assessment.Final {
			n++
		}
	}
	return n
}

func number(n int) string { return strconv.Itoa(n) }
