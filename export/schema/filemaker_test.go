package schema

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

var update = flag.Bool("golden", false, "write file-v1.json.deflate anew")

// TestFileFresh makes the schema of the assessment file from the catalogue and
// compares it with the one that the program carries.
func TestFileFresh(t *testing.T) {
	data, err := json.MarshalIndent(newFileSchema(catalogue.Load()), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, '\n')
	if *update {
		var out bytes.Buffer
		w, err := flate.NewWriter(&out, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Write(data)
		if err := errors.Join(err, w.Close(), os.WriteFile("file-v1.json.deflate", out.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(File(), data) {
		t.Error("file-v1.json.deflate is not what the catalogue gives: go test ./export/schema -golden")
	}
}

// object is one JSON object of the schema.
type object = map[string]any

// Values that several records share.
var (
	// text is free text; YAML takes some of it for numbers, such as 2026.11.
	text    = object{"type": []string{"string", "number"}}
	boolean = object{"type": "boolean"}
	texts   = listOf(text)
	day     = object{"type": "string", "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`}
	month   = object{"type": "string", "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])$`}
	whole   = object{"type": "integer", "minimum": 0, "maximum": 999_999_999}
	level   = oneOf("negligible", "moderate", "major", "severe")
	letters = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}
)

func oneOf[S ~string](words ...S) object { return object{"enum": words} }

func points(allowed ...int) object { return object{"enum": allowed} }

func listOf(item object) object { return object{"type": "array", "items": item} }

func matching(pattern string) object { return object{"type": "string", "pattern": pattern} }

// record is a mapping with these keys and no others.
func record(properties object, required ...string) object {
	r := object{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		r["required"] = required
	}
	return r
}

// keyed is a mapping whose keys are ids.
func keyed(key, value object) object {
	return object{"type": "object", "propertyNames": key, "additionalProperties": value}
}

func newFileSchema(cat *catalogue.Catalogue) object {
	properties := object{
		"selfmark":  object{"type": "integer", "minimum": 1, "maximum": assessment.Format, "description": msgFormatFile},
		"catalogue": described(text, msgVersionCatalogueAnswersWere),
	}
	defs := catalogueIDs(cat)
	for section, questions := range sections(cat) {
		properties[section] = record(questions)
	}
	for key, value := range fixedSections(cat) {
		properties[key] = value
	}
	root := record(properties, "selfmark")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["$id"] = FileID
	root["title"] = fmt.Sprintf(msgAssessmentFileFormat1, cat.Version)
	root["$defs"] = defs
	return root
}

func described(value object, words string) object {
	out := object{"description": words}
	for k, v := range value {
		out[k] = v
	}
	return out
}

// The ids of the catalogue, and those of own items, each in one place.
const (
	ownThreat  = "^OT[1-9][0-9]{0,3}$"
	ownMeasure = "^OM[1-9][0-9]{0,3}$"
	ownAsset   = "^OA[1-9][0-9]{0,3}$"
	evidenceID = "^E[1-9][0-9]{0,3}$"
	ownHit     = "^OA[1-9][0-9]{0,3}:(C|I|A|Au)$"
)

func ref(name string) object { return object{"$ref": "#/$defs/" + name} }

func catalogueIDs(cat *catalogue.Catalogue) object {
	var questions []catalogue.QuestionID
	for _, q := range cat.Questions {
		questions = append(questions, q.ID)
	}
	var threats []catalogue.ThreatID
	for _, t := range cat.Threats {
		threats = append(threats, t.ID)
	}
	var measures []catalogue.MeasureID
	for _, m := range cat.Measures {
		measures = append(measures, m.ID)
	}
	var hits []string
	for _, a := range cat.Assets {
		for _, c := range a.Concerns {
			hits = append(hits, string(a.ID)+":"+string(c))
		}
	}
	categories := []catalogue.CategoryID{"none"}
	for _, c := range cat.Categories {
		categories = append(categories, c.ID)
	}
	return object{
		"question": oneOf(questions...),
		"threat":   either(oneOf(threats...), matching(ownThreat)),
		"measure":  either(oneOf(measures...), matching(ownMeasure)),
		"hit":      either(oneOf(hits...), matching(ownHit)),
		"category": oneOf(categories...),
	}
}

func either(options ...object) object { return object{"anyOf": options} }

// sections gives the questions of the catalogue as they lie in the file.
func sections(cat *catalogue.Catalogue) map[string]object {
	out := map[string]object{}
	for i := range cat.Questions {
		q := &cat.Questions[i]
		if out[q.Section] == nil {
			out[q.Section] = object{}
		}
		out[q.Section][q.Key] = described(answer(q), q.Text)
	}
	return out
}

// answer describes what may stand for a question.
func answer(q *catalogue.Question) object {
	value := answerByKind(q)
	if q.NotSure {
		value = either(value, object{"const": "not sure"})
	}
	return value
}

func answerByKind(q *catalogue.Question) object {
	var options []string
	for _, o := range q.Options {
		options = append(options, o.ID)
	}
	switch q.Kind {
	case catalogue.KindYesNo:
		return oneOrList(0, "yes", "no")
	case catalogue.KindOne:
		return oneOrList(1, options...)
	case catalogue.KindMulti:
		return object{"type": "array", "items": oneOf(options...), "uniqueItems": true}
	case catalogue.KindList:
		return texts
	case catalogue.KindNumber:
		return whole
	case catalogue.KindDate:
		return either(day, object{"const": "open"})
	case catalogue.KindMonth:
		return month
	case catalogue.KindCategory:
		return ref("category")
	default:
		return text
	}
}

// oneOrList is a single option, alone or as a list of one; a yes or no may be the
// empty list, which is no.
func oneOrList(least int, options ...string) object {
	return either(oneOf(options...), object{"type": "array", "items": oneOf(options...), "minItems": least, "maxItems": 1})
}

// fixedSections are the sections that no question of the catalogue fills, in the
// order of package assessment/file.
func fixedSections(cat *catalogue.Catalogue) object {
	return object{
		"template":     record(object{"id": text, "unconfirmed": listOf(ref("question"))}),
		"remote":       listOf(remoteService()),
		"modules":      listOf(record(object{"name": text, "core_function": text, "category": moduleCategories(cat), "fit": oneOf("match", "integrated", "lacks", "exceeds", "falls-short"), "reason": text})),
		"standards":    listOf(record(object{"reference": text, "extent": oneOf(assessment.ExtentFull, assessment.ExtentPart), "clauses": text, "covers": listOf(oneOf(append([]string{"1", "II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "II.7", "II.8"}, letters...)...))})),
		"components":   listOf(component()),
		"notes":        listOf(note()),
		"impacts":      listOf(record(object{"on": ref("hit"), "level": level, "reason": text, "by": text, "date": day}, "on", "level")),
		"assets":       listOf(ownAssetRecord()),
		"threats":      listOf(threat()),
		"own_threats":  listOf(ownThreatRecord()),
		"measures":     keyed(ref("measure"), record(object{"state": oneOf(assessment.Tested, assessment.Done, assessment.Partly, assessment.Planned, assessment.NotDone), "how": text, "reason": text, "evidence": texts})),
		"own_measures": listOf(record(object{"id": matching(ownMeasure), "title": text, "threats": listOf(ref("threat"))}, "id")),
		"evidence":     keyed(matching(evidenceID), record(object{"kind": oneOf("test", "design", "sbom", "certificate", "other"), "file": text, "link": text, "sha256": text, "size": whole, "date": day, "note": text})),
		"requirements": keyed(oneOf(append([]string{"1"}, letters...)...), requirement()),
		"part_two":     keyed(matching("^[1-8]$"), record(object{"how": text, "evidence": texts, "not_met": boolean})),
		"risks":        keyed(ref("threat"), risk()),
		"signers":      listOf(signer()),
		"history":      listOf(record(object{"revision": whole, "date": day, "status": oneOf(assessment.NotReady, assessment.Draft, assessment.Final), "digest": text, "change": text, "answers": text, "screening": record(sections(cat)["modification"])})),
	}
}

func ternary() object { return oneOf(assessment.Yes, assessment.No, assessment.NotSure) }

func moduleCategories(cat *catalogue.Catalogue) object {
	words := []catalogue.CategoryID{"none"}
	for i := range cat.Categories {
		words = append(words, cat.Categories[i].ID)
	}
	return oneOf(words...)
}

func remoteService() object {
	return record(object{"name": text, "purpose": text, "needed": ternary(), "own": ternary(), "reason": text})
}

func component() object {
	vulnerability := record(object{"id": text, "exploitable": ternary(), "why": text, "open": boolean})
	return record(object{
		"name": text, "version": text, "supplier": text,
		"diligence":      listOf(oneOf("ce-marking", "updates", "vulnerability-databases", "tests", "other")),
		"diligence_text": text, "evidence": texts, "vulnerabilities": listOf(vulnerability), "report_to": text,
	})
}

func note() object {
	return record(object{"on": text, "text": text, "by": text, "date": day, "open": boolean, "done": boolean, "owner": text, "due": day, "internal": boolean})
}

func concern() object { return oneOf("C", "I", "A", "Au") }

func ownAssetRecord() object {
	damage := record(object{"concern": concern(), "level": level, "category": oneOf("S", "N", "P", "F", "O"), "reason": text}, "concern", "level")
	return record(object{"id": matching(ownAsset), "title": text, "concerns": listOf(damage)}, "id")
}

// factors are the points of attack potential (method 7).
func factors() object {
	return record(object{"time": points(0, 1, 4, 17, 19), "expertise": points(0, 3, 6, 8), "knowledge": points(0, 3, 7, 11), "equipment": points(0, 4, 7, 9)})
}

func threat() object {
	return record(object{"on": ref("threat"), "dismissed": boolean, "factors": factors(), "impact": level, "reason": text, "by": text, "date": day}, "on")
}

func ownThreatRecord() object {
	return record(object{
		"id": matching(ownThreat), "title": text, "description": text,
		"vector":  oneOf("cloud", "net", "rad", "port", "phys", "site", "sup", "inh"),
		"factors": factors(), "hits": listOf(ref("hit")), "requirements": listOf(oneOf(letters...)),
		"measures": listOf(ref("measure")), "scales": boolean,
	}, "id")
}

func requirement() object {
	claim := record(object{
		"ground": oneOf("nature", "no-risk"), "answers": listOf(ref("question")), "justification": text, "remaining": text,
		"evidence": texts, "user_information": text, "by": text, "consent": text,
		"rests_on": listOf(oneOf("cost", "risk-appetite", "instructions-only")),
	})
	part := record(object{"ground": oneOf("interoperability", "union-law"), "part": text, "source": text, "why": text, "treatment": text, "alternative": text})
	condition := record(object{"state": oneOf("yes", "no", "exempt"), "why": text})
	conditions := object{}
	for _, id := range []string{"automatic", "defaults", "notice", "opt-out", "report", "reset", "transfer"} {
		conditions[id] = condition
	}
	return record(object{"how": text, "standards": texts, "evidence": texts, "not_met": boolean, "claim": claim, "parts": listOf(part), "conditions": record(conditions)})
}

func risk() object {
	return record(object{
		"decision": oneOf("keep", "hand-over"), "reason": text, "compensation": text, "user_information": text, "approver": text,
		"approved": boolean, "review": day, "approved_state": text, "condition": text, "told_whom": text, "told_where": text,
	})
}

func signer() object {
	return record(object{"id": text, "role": text, "name": text, "function": text, "organisation": text, "principal": text, "fingerprint": text, "statement": text, "note": text})
}
