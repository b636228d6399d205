package schema_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
	"selfmark/assessment/yamlstrict"
	"selfmark/export/schema"
)

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema.File()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource(schema.FileID, data); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(schema.FileID)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// plain reads YAML as the core schema of YAML 1.2 does, as JSON values.
func plain(t *testing.T, data []byte) any {
	t.Helper()
	root, err := yamlstrict.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var value func(n *yamlstrict.Node) any
	value = func(n *yamlstrict.Node) any {
		switch n.Kind {
		case yamlstrict.Mapping:
			out := map[string]any{}
			for i := 0; i < len(n.Content); i += 2 {
				out[n.Content[i].Value] = value(n.Content[i+1])
			}
			return out
		case yamlstrict.Sequence:
			out := []any{}
			for _, item := range n.Content {
				out = append(out, value(item))
			}
			return out
		}
		switch n.Tag {
		case "!!int", "!!float":
			return json.Number(n.Value)
		case "!!bool":
			return strings.EqualFold(n.Value, "true")
		case "!!null":
			return nil
		}
		return n.Value
	}
	return value(root)
}

func all() []starters.Starter { return append(starters.Templates(), starters.Examples()...) }

func TestFileSchemaAcceptsStarters(t *testing.T) {
	s := compiled(t)
	if len(all()) < 12 {
		t.Fatalf("only %d templates and examples", len(all()))
	}
	for _, starter := range all() {
		data, err := starter.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(plain(t, data)); err != nil {
			t.Errorf("%s (example %v): %v", starter.ID, starter.Example, err)
		}
	}
}

// full has every record that the starters leave out.
const full = `selfmark: 1
catalogue: 2026.11
template: {id: smart-plug, unconfirmed: [Q12, Q25]}
scope:
  modified: yes
  role: manufacturer
device:
  Q11: no
  Q12: [ours]
  Q35: not sure
remote:
  - name: cloud
    needed: not sure
    own: no
components:
  - name: mbed TLS
    version: 3.6
    diligence: [updates, tests]
    vulnerabilities:
      - {id: CVE-2026-1, exploitable: no, why: not built, open: true}
notes:
  - {on: Q13, text: certified, by: MK, date: 2026-11-23}
  - {on: AS10:I, text: "12", open: true, owner: PL, due: 2026-12-01, internal: true}
impacts:
  - {on: AS10:I, level: severe, reason: a reason}
assets:
  - id: OA1
    title: recipes
    concerns:
      - {concern: C, level: major, category: F, reason: a reason}
threats:
  - {on: T42, dismissed: true, reason: a reason}
  - {on: T18, factors: {equipment: 7}, impact: moderate, reason: a reason}
own_threats:
  - id: OT1
    title: theft of recipes
    vector: port
    factors: {time: 1, expertise: 3, knowledge: 3, equipment: 4}
    hits: [OA1:C, AS10:I]
    requirements: [e]
    measures: [M07, OM1]
    scales: true
measures:
  M07: {state: tested, how: TLS, evidence: [E1]}
  OM1: {state: not, reason: a reason}
own_measures:
  - {id: OM1, title: a lock, threats: [OT1, T18]}
evidence:
  E1: {kind: test, file: a.pdf, sha256: 3f9a, date: 2026-10-02}
requirements:
  "1": {how: so}
  e: {how: so, standards: [EN 18031-1 SCM-3]}
  i: {claim: {ground: nature, answers: [Q10], remaining: none}, parts: [{ground: union-law, part: x}]}
  j: {not_met: true}
part_two:
  1: {how: so, evidence: [E1]}
risks:
  T18: {decision: keep, reason: r, approver: management, approved: true, review: 2027-11-01, approved_state: 9c41}
signers:
  - {id: tech-lead, name: A, principal: a@acme.example}
history:
  - {revision: 1, date: 2026-12-01, status: final, digest: 0a, change: first}
`

// TestFileSchemaAgreesWithReader holds the schema against the strict reader: what
// one refuses, the other refuses.
func TestFileSchemaAgreesWithReader(t *testing.T) {
	s, cat := compiled(t), catalogue.Load()
	for _, tc := range []struct {
		name, old, new string
		good           bool
	}{
		{name: "as it is", good: true},
		{name: "empty list is no", old: "modified: yes", new: "modified: []", good: true},
		{name: "empty list is no option", old: "Q11: no", new: "Q11: []"},
		{name: "one option in a list", old: "Q11: no", new: "Q11: [no]", good: true},
		{name: "misspelt key", old: "title: recipes", new: "titel: recipes"},
		{name: "misspelt section", old: "own_measures:", new: "own_mesures:"},
		{name: "misspelt question", old: "Q35: not sure", new: "Q99: not sure"},
		{name: "wrong option", old: "Q12: [ours]", new: "Q12: [theirs-alone]"},
		{name: "option twice", old: "Q12: [ours]", new: "Q12: [ours, ours]"},
		{name: "text for a list", old: "Q12: [ours]", new: "Q12: ours"},
		{name: "two answers to yes or no", old: "Q11: no", new: "Q11: [yes, no]"},
		{name: "text for a flag", old: "internal: true", new: "internal: maybe"},
		{name: "list for text", old: "title: recipes", new: "title: [recipes]"},
		{name: "flag for text", old: "title: recipes", new: "title: true"},
		{name: "nothing for text", old: "title: recipes", new: "title:"},
		{name: "not a date", old: "date: 2026-11-23", new: "date: 23.11.2026"},
		{name: "impossible month", old: "date: 2026-11-23", new: "date: 2026-13-23"},
		{name: "points not in the table", old: "equipment: 7", new: "equipment: 5"},
		{name: "points as text", old: "equipment: 7", new: `equipment: "7"`},
		{name: "unknown threat", old: "on: T42", new: "on: T99"},
		{name: "unknown measure", old: "  M07: {", new: "  M99: {"},
		{name: "unknown evidence id", old: "  E1: {", new: "  F1: {"},
		{name: "unknown hit", old: "- {on: AS10:I, level", new: "- {on: AS10:X, level"},
		{name: "own asset with any concern", old: "- {on: AS10:I, level", new: "- {on: OA1:Au, level", good: true},
		{name: "unknown state", old: "state: tested", new: "state: perhaps"},
		{name: "unknown letter", old: "  j: {not_met", new: "  n: {not_met"},
		{name: "item of Part II out of range", old: "  1: {how: so, evidence", new: "  9: {how: so, evidence"},
		{name: "missing id", old: "  - {id: OM1, title", new: "  - {title"},
		{name: "missing level", old: "level: severe, ", new: ""},
		{name: "newer format", old: "selfmark: 1", new: "selfmark: 2"},
		{name: "no format", old: "selfmark: 1\n", new: ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			text := strings.Replace(full, tc.old, tc.new, 1)
			if tc.old != "" && text == full {
				t.Fatalf("%q is not in the file", tc.old)
			}
			_, reader := file.Decode([]byte(text), cat)
			if (reader == nil) != tc.good {
				t.Errorf("the reader says %v", reader)
			}
			validator := s.Validate(plain(t, []byte(text)))
			if (validator == nil) != tc.good {
				t.Errorf("the schema says %v", validator)
			}
		})
	}
}

// TestFileSchemaKnowsEveryKey finds what the schema and the reader call by other
// names: every key of the schema must be one that the reader knows.
func TestFileSchemaKnowsEveryKey(t *testing.T) {
	var root struct {
		Properties map[string]json.RawMessage `json:"properties"`
	}
	if err := json.Unmarshal(schema.File(), &root); err != nil {
		t.Fatal(err)
	}
	cat := catalogue.Load()
	for key := range maps.Keys(root.Properties) {
		if key == "selfmark" {
			continue
		}
		for _, empty := range []string{"[]", "{}", "2026.11"} {
			if _, err := file.Decode([]byte("selfmark: 1\n"+key+": "+empty+"\n"), cat); err != nil && strings.Contains(err.Error(), "has no key") {
				t.Errorf("%s: %v", key, err)
			}
		}
	}
}

func TestFileSchemaIsStable(t *testing.T) {
	one, two := schema.File(), schema.File()
	if !bytes.Equal(one, two) || !bytes.HasSuffix(one, []byte("}\n")) {
		t.Error("the schema differs from call to call, or does not end with a line end")
	}
	one[0] = 'x'
	if schema.File()[0] != '{' {
		t.Error("a caller can change the schema")
	}
}
