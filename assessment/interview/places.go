package interview

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Fields lists what a place asks, in order.
func Fields(s State, p Place) ([]Field, error) {
	if q := s.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		return []Field{OfQuestion(q)}, nil
	}
	f, err := s.form(p)
	if err != nil {
		return nil, err
	}
	return f.fields(), nil
}

// Get reads one answer of a place.
func Get(s State, p Place, key string) (assessment.Answer, error) {
	if q := s.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		answer, given := s.Assessment.Answers[q.ID]
		if left, still, gone := assessment.Offered(s.Catalogue, q, answer); len(gone) > 0 {
			answer, given = left, still
		}
		return shown(q, answer, given), nil
	}
	f, err := s.form(p)
	if err != nil {
		return assessment.Answer{}, err
	}
	return f.get(key)
}

// Set records one answer of a place after checking it. The assessment in s is
// left as it was.
func Set(s State, p Place, key string, answer assessment.Answer) (assessment.Assessment, error) {
	if s.Catalogue.Question(catalogue.QuestionID(p)) != nil {
		return Answer(s, catalogue.QuestionID(p), answer)
	}
	f, err := s.form(p)
	if err != nil {
		return s.Assessment, err
	}
	for _, field := range f.fields() {
		if field.Key != key {
			continue
		}
		if answer, err = Checked(s.Catalogue, field, answer); err != nil {
			return s.Assessment, err
		}
	}
	if err := s.checkIDs(p, key, answer); err != nil {
		return s.Assessment, err
	}
	if saysSomething(answer) && !applies(f, p, key) {
		return s.Assessment, errors.New(msgChooseImpactFirst)
	}
	return f.set(key, answer)
}

// Applies reports whether a field of a place matters, given its other answers:
// the reason why a measure is missing only where it is missing, the details of a
// claim only where one is made.
func Applies(s State, p Place, key string) bool {
	f, err := s.form(p)
	return err != nil || applies(f, p, key) && matters(f, p, key)
}

func saysSomething(a assessment.Answer) bool { return a.Text != "" || len(a.Options) > 0 }

// applies reports whether a field has a record to live in.
func applies(f form, p Place, key string) bool {
	kind, _, _ := strings.Cut(string(p), ".")
	says := func(key, nothing string) bool {
		a, err := f.get(key)
		return err == nil && first(a) != "" && first(a) != nothing
	}
	switch concern, detail, _ := strings.Cut(key, "_"); {
	case kind == "impact" && key != "level":
		return says("level", asComputed)
	case kind == "asset" && (detail == "category" || detail == "reason"):
		return says(concern+"_level", "none")
	}
	return true
}

// matters reports whether a field that could be filled in is worth asking.
func matters(f form, p Place, key string) bool {
	kind, _, _ := strings.Cut(string(p), ".")
	chosen := func(key string) string { a, _ := f.get(key); return first(a) }
	switch {
	case kind == "measure" && key == "reason":
		return chosen("state") == string(assessment.NotDone)
	case kind == "requirement" && strings.HasPrefix(key, "claim_") && key != "claim_ground":
		return chosen("claim_ground") != "" && chosen("claim_ground") != applicable
	case kind == "risk" && (key == "condition" || strings.HasPrefix(key, "told_")):
		return chosen("decision") == "hand-over"
	case kind == "threat" && (key == "reason" || key == "by"):
		changed := func(key string) bool { return chosen(key) != asComputed }
		return chosen("dismissed") == "yes" || slices.ContainsFunc([]string{"time", "expertise", "knowledge", "equipment", "impact"}, changed)
	}
	return true
}

// form finds the record of a place.
func (s State) form(p Place) (form, error) {
	kind, rest, _ := strings.Cut(string(p), ".")
	switch kind {
	case "measure":
		if s.isMeasure(rest) {
			return s.measureForm(catalogue.MeasureID(rest)), nil
		}
	case "threat":
		if s.isThreat(rest) {
			return s.threatForm(catalogue.ThreatID(rest)), nil
		}
	case "impact":
		if hit := s.someConcern(rest); s.isHit(hit) {
			return s.impactForm(catalogue.Hit(hit)), nil
		}
	case "risk":
		if s.isThreat(rest) {
			return s.riskForm(catalogue.ThreatID(rest)), nil
		}
	case "part":
		if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 8 {
			return s.partTwoForm(n), nil
		}
	case "requirement":
		if letter, sub, nested := strings.Cut(rest, "."); nested {
			return s.partialForm(letter, strings.TrimPrefix(sub, "part."))
		}
		if rest == "1" || isLetter(rest) {
			return s.requirementForm(rest), nil
		}
	case "component":
		if number, sub, nested := strings.Cut(rest, "."); nested {
			return s.vulnerabilityForm(number, strings.TrimPrefix(sub, "vulnerability."))
		}
		return s.componentForm(rest)
	case "remote":
		return s.remoteForm(rest)
	case "module":
		return s.moduleForm(rest)
	case "standard":
		return s.standardForm(rest)
	case "evidence":
		return s.evidenceForm(rest)
	case "signer":
		return s.signerForm(rest)
	case "note":
		return s.noteForm(rest)
	case "asset":
		return s.assetForm(numbered(s.Assessment.Assets, rest, func(r assessment.OwnAsset) string { return string(r.ID) }))
	case "ownthreat":
		return s.ownThreatForm(numbered(s.Assessment.OwnThreats, rest, func(r assessment.OwnThreat) string { return string(r.ID) }))
	case "ownmeasure":
		return s.ownMeasureForm(numbered(s.Assessment.OwnMeasures, rest, func(r assessment.OwnMeasure) string { return string(r.ID) }))
	}
	return form{}, fmt.Errorf(msgNoPlace, p)
}

func isLetter(s string) bool {
	return slices.ContainsFunc(letters, func(o catalogue.Option) bool { return o.ID == s })
}

// someConcern turns an asset without a concern into its first one.
func (s State) someConcern(hit string) string {
	if a := s.Catalogue.Asset(catalogue.AssetID(hit)); a != nil && len(a.Concerns) > 0 {
		return hit + ":" + string(a.Concerns[0])
	}
	return hit
}

// numbered turns the id of an own item into its number.
func numbered[T any](list []T, id string, of func(T) string) string {
	if i := slices.IndexFunc(list, func(r T) bool { return of(r) == id }); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return id
}

// index reads a member's number, from 1.
func index[T any](list []T, number string) (int, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(list) {
		return 0, fmt.Errorf(msgNoNumberList, number)
	}
	return n - 1, nil
}

// member makes a form of a copy of one member of a list.
func member[T any](s State, list func(*assessment.Assessment) *[]T, number string, bindings func(*T) []binding) (form, error) {
	i, err := index(*list(&s.Assessment), number)
	if err != nil {
		return form{}, err
	}
	r := (*list(&s.Assessment))[i]
	return form{bindings(&r), func() assessment.Assessment {
		a := s.Assessment.Clone()
		(*list(&a))[i] = r
		return a
	}}, nil
}

// asComputed is the answer that changes nothing; applicable is the one that
// makes no claim.
const (
	asComputed = "as-computed"
	applicable = "applicable"
)
