// Package interview knows what can be asked and answered: the questions of the
// catalogue in their order, and the forms of everything else (measures,
// requirements, risks, components, signers …). The wizard, the line mode and the
// document use it alike, so that none of them knows where an answer lives.
package interview

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
)

// Place addresses something that can be answered: a question ("Q13",
// "product.name"), a form ("measure.M07", "threat.T18", "impact.AS10:I",
// "requirement.e", "part.5", "risk.T18") or a member of a collection
// ("component.1", "signer.2", "evidence.E1", "component.1.vulnerability.1"). Own
// items go by number or id: "asset.1" or "asset.OA1".
type Place string

// Step is one of the eleven steps.
type Step struct {
	Number int
	Phase  string
	Title  string
	Cite   []catalogue.Citation
}

// Steps lists the steps in order.
func Steps() []Step { return slices.Clone(steps) }

// StepTitle returns the title of a step, "" for a number out of range.
func StepTitle(number int) string {
	if number < 1 || number > len(steps) {
		return ""
	}
	return steps[number-1].Title
}

// Field is one thing to fill in, with all that a screen needs to ask for it.
type Field struct {
	Key      string
	Kind     catalogue.Kind
	Title    string
	Help     string
	Example  string
	Options  []catalogue.Option
	NotSure  bool
	Optional bool
}

// OfQuestion makes a field of a catalogue question.
func OfQuestion(q *catalogue.Question) Field {
	options := q.Options
	if q.Kind == catalogue.KindYesNo {
		options = yesNo
	}
	return Field{Key: string(q.ID), Kind: q.Kind, Title: q.Text, Help: q.Counts, Example: q.Example, Options: options, NotSure: q.NotSure, Optional: q.Optional}
}

// State carries what reading and changing answers needs.
type State struct {
	Catalogue  *catalogue.Catalogue
	Assessment assessment.Assessment
	Result     assessment.Result // of this assessment
}

// Questions lists the questions of a step in order, asked or not.
func Questions(cat *catalogue.Catalogue, step int) []*catalogue.Question {
	var out []*catalogue.Question
	for i := range cat.Questions {
		if cat.Questions[i].Step == step {
			out = append(out, &cat.Questions[i])
		}
	}
	return out
}

// Block lists the questions asked of the block that a question belongs to.
func Block(s State, of *catalogue.Question) []*catalogue.Question {
	var out []*catalogue.Question
	for _, q := range Questions(s.Catalogue, of.Step) {
		if q.Block == of.Block && assessment.Asked(q, s.Result.Tags) && assessment.Applies(q, s.Result.Scope.Regime) {
			out = append(out, q)
		}
	}
	return out
}

// Answer records the answer to a question. An answer of the template counts as
// confirmed by it; the zero answer takes the answer to anything but a multiple
// choice back. The assessment given is left as it was.
func Answer(s State, id catalogue.QuestionID, answer assessment.Answer) (assessment.Assessment, error) {
	q := s.Catalogue.Question(id)
	if q == nil {
		return s.Assessment, fmt.Errorf(msgNoQuestion, id)
	}
	empty := q.Kind == catalogue.KindYesNo && !answer.NotSure && answer.Options == nil
	answer, err := Checked(s.Catalogue, OfQuestion(q), answer)
	if err != nil {
		return s.Assessment, err
	}
	if !answer.Filled(q.Kind) || empty {
		return Clear(s, id), nil
	}
	a := s.Assessment.Clone()
	if a.Answers == nil {
		a.Answers = map[catalogue.QuestionID]assessment.Answer{}
	}
	a.Answers[id] = normalised(q, answer)
	return Confirm(a, id), nil
}

// normalised gives yes/no answers the one form that the file writes.
func normalised(q *catalogue.Question, answer assessment.Answer) assessment.Answer {
	if q.Kind != catalogue.KindYesNo || answer.NotSure || first(answer) == "yes" {
		return answer
	}
	answer.Options = []string{}
	if q.Option("no") != nil {
		answer.Options = []string{"no"}
	}
	return answer
}

// shown is a stored answer as it was given: a "no" says so, "none" is an empty
// list and no answer is none at all.
func shown(q *catalogue.Question, answer assessment.Answer, given bool) assessment.Answer {
	switch {
	case !given || answer.NotSure:
		return answer
	case q.Kind == catalogue.KindYesNo && len(answer.Options) == 0:
		return chosen("no")
	case q.Kind == catalogue.KindMulti && answer.Options == nil:
		answer.Options = []string{}
	}
	return answer
}

// Clear takes an answer back: the question is unanswered again.
func Clear(s State, id catalogue.QuestionID) assessment.Assessment {
	a := s.Assessment.Clone()
	delete(a.Answers, id)
	return Confirm(a, id)
}

// Confirm marks answers of the template as confirmed.
func Confirm(a assessment.Assessment, ids ...catalogue.QuestionID) assessment.Assessment {
	if a.Template == nil {
		return a
	}
	t := *a.Template
	t.Unconfirmed = slices.DeleteFunc(slices.Clone(t.Unconfirmed), func(id catalogue.QuestionID) bool { return slices.Contains(ids, id) })
	a.Template = &t
	return a
}

// Unconfirmed reports whether a question still holds the template's answer.
func Unconfirmed(a assessment.Assessment, id catalogue.QuestionID) bool {
	return a.Template != nil && slices.Contains(a.Template.Unconfirmed, id)
}

// Checked validates an answer against its field and cleans it: options exist and
// are in the field's order, a date is a date, text has no control characters. An
// empty answer passes. Errors say what is expected.
func Checked(cat *catalogue.Catalogue, f Field, answer assessment.Answer) (assessment.Answer, error) {
	if answer.NotSure {
		if !f.NotSure {
			return answer, errors.New(msgNotSureNotOffered)
		}
		return assessment.Answer{NotSure: true}, nil
	}
	switch f.Kind {
	case catalogue.KindOne, catalogue.KindMulti, catalogue.KindYesNo:
		return checkedChoice(f, answer)
	case catalogue.KindList:
		return assessment.Answer{Options: nonEmpty(answer.Options)}, nil
	}
	answer.Text = strings.TrimSpace(text.Clean(answer.Text, f.Kind == catalogue.KindProse))
	if answer.Text == "" {
		return assessment.Answer{}, nil
	}
	switch f.Kind {
	case catalogue.KindCategory:
		if answer.Text != "none" && cat.Category(catalogue.CategoryID(answer.Text)) == nil {
			return answer, fmt.Errorf(msgNoCategoryAnnexIII, answer.Text)
		}
	case catalogue.KindNumber:
		n, err := strconv.Atoi(answer.Text)
		if err != nil || n < 0 || n > 1000 {
			return answer, errors.New(msgWriteWholeNumberExample)
		}
		answer.Text = strconv.Itoa(n)
	case catalogue.KindDate:
		return checkedTime(answer, time.DateOnly, "2027-12-11", f.Key == "product.last_unit")
	case catalogue.KindMonth:
		return checkedTime(answer, "2006-01", "2033-01", false)
	}
	return assessment.Answer{Text: answer.Text}, nil
}

func checkedChoice(f Field, answer assessment.Answer) (assessment.Answer, error) {
	out := []string{}
	for _, o := range f.Options {
		if slices.Contains(answer.Options, o.ID) {
			out = append(out, o.ID)
		}
	}
	for _, id := range answer.Options {
		if !slices.Contains(out, id) {
			return answer, fmt.Errorf(msgNotOneAnswers, id)
		}
	}
	if f.Kind != catalogue.KindMulti && len(out) > 1 {
		return answer, errors.New(msgChooseOneAnswer)
	}
	return assessment.Answer{Options: out}, nil
}

func checkedTime(answer assessment.Answer, layout, example string, open bool) (assessment.Answer, error) {
	answer = assessment.Answer{Text: answer.Text}
	if open && answer.Text == "open" {
		return answer, nil
	}
	if _, err := time.Parse(layout, answer.Text); err != nil {
		hint := ""
		if open {
			hint = msgOpen
		}
		return answer, fmt.Errorf(msgWriteItLike, example, hint)
	}
	return answer, nil
}

func nonEmpty(lines []string) []string {
	out := []string{}
	for _, line := range lines {
		if line = strings.TrimSpace(text.Clean(line, false)); line != "" {
			out = append(out, line)
		}
	}
	return out
}
