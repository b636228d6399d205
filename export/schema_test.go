package export

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"errors"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"selfmark/export/schema"
)

var update = flag.Bool("golden", false, "write golden files and the JSON Schema anew")

// TestSchemaFresh makes the schema from the types and compares it with the
// published one.
func TestSchemaFresh(t *testing.T) {
	golden(t, "schema/document-v1.json", makeSchema(t))
	if *update {
		writeDeflated(t, "schema/document-v1.json.deflate", makeSchema(t))
	} else if !bytes.Equal(schema.Document(), makeSchema(t)) {
		t.Error("schema/document-v1.json.deflate is not document-v1.json: go test ./export -run Schema -golden")
	}
	golden(t, "schema/paper-v1.json", makePaperSchema(t))
}

// writeDeflated writes the form of a schema that the program carries.
func writeDeflated(t *testing.T, name string, data []byte) {
	t.Helper()
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.Close(), os.WriteFile(name, out.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestSchemaAccepts validates documents of every kind.
func TestSchemaAccepts(t *testing.T) {
	s := compiled(t)
	for name, d := range documents(t) {
		if err := s.Validate(parsed(t, JSON(d))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSchemaRejects proves that the schema notices what is wrong.
func TestSchemaRejects(t *testing.T) {
	s := compiled(t)
	good := func() map[string]any { return parsed(t, JSON(smallDocument())).(map[string]any) }
	for name, spoil := range map[string]func(map[string]any){
		"missing section":        func(m map[string]any) { delete(m, "threats") },
		"missing digest":         func(m map[string]any) { delete(m, "digest") },
		"digest not hexadecimal": func(m map[string]any) { m["digest"] = "x" },
		"extra section":          func(m map[string]any) { m["more"] = 1 },
		"extra field deep":       func(m map[string]any) { first(m, "threats", "threats")["extra"] = "x" },
		"wrong status":           func(m map[string]any) { m["title"].(map[string]any)["status"] = "fine" },
		"revision 0":             func(m map[string]any) { m["title"].(map[string]any)["revision"] = json.Number("0") },
		"rating R6":              func(m map[string]any) { first(m, "threats", "threats")["inherent"].(map[string]any)["rating"] = "R6" },
		"text for a number":      func(m map[string]any) { first(m, "threats", "threats")["attack_potential"] = "11" },
		"fraction":               func(m map[string]any) { first(m, "threats", "threats")["attack_potential"] = json.Number("1.5") },
		"null list":              func(m map[string]any) { m["assets"].(map[string]any)["missing"] = nil },
		"other schema":           func(m map[string]any) { m["$schema"] = "https://example.org/other" },
		"date in words":          func(m map[string]any) { m["title"].(map[string]any)["date"] = "today" },
	} {
		m := good()
		if err := s.Validate(m); err != nil {
			t.Fatalf("before spoiling: %v", err)
		}
		spoil(m)
		if s.Validate(m) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// first is the first object of a list within a section.
func first(m map[string]any, section, list string) map[string]any {
	return m[section].(map[string]any)[list].([]any)[0].(map[string]any)
}

func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	return compile(t, SchemaID, schema.Document())
}

func compile(t *testing.T, id string, data []byte) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	if err := c.AddResource(id, parsed(t, data)); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func parsed(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// golden compares with a file below the package, or writes it with -golden.
func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; look at the difference, then: go test ./export -golden\n%s", path, firstDifference(got, want))
	}
}

func firstDifference(got, want []byte) string {
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "line " + strconv.Itoa(i+1) + "\n got: " + g[i] + "\nwant: " + w[i]
		}
	}
	return "one is longer"
}

// object keeps the order of keys in the schema.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var out bytes.Buffer
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		key, _ := json.Marshal(m.key)
		value, err := marshal(m.value)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(value)
	}
	out.WriteByte('}')
	return out.Bytes(), nil
}

func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return bytes.TrimSpace(out.Bytes()), err
}

// schemaMaker turns the types of the document into definitions, with their
// comments as descriptions.
type schemaMaker struct {
	comments map[string]string // "Type" and "Type.Field"
	defs     object
	seen     map[string]bool
	id       string // of the schema
}

func makeSchema(t *testing.T) []byte {
	t.Helper()
	return schemaFor(t, reflect.TypeFor[Document](), SchemaID, "selfmark self-assessment document, version 1")
}

func makePaperSchema(t *testing.T) []byte {
	t.Helper()
	return schemaFor(t, reflect.TypeFor[Paper](), PaperSchemaID, "selfmark paper, version 1")
}

func schemaFor(t *testing.T, of reflect.Type, id, title string) []byte {
	t.Helper()
	m := &schemaMaker{comments: comments(t), seen: make(map[string]bool), id: id}
	root := m.structSchema(of)
	slices.SortFunc(m.defs, func(a, b member) int { return strings.Compare(a.key, b.key) })
	all := append(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"$id", id},
		{"title", title},
	}, root...)
	all = append(all, member{"$defs", m.defs})
	data, err := marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := json.Indent(&out, data, "", "  "); err != nil {
		t.Fatal(err)
	}
	return append(out.Bytes(), '\n')
}

func (m *schemaMaker) structSchema(t reflect.Type) object {
	var properties object
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		name, optional := jsonName(f)
		property := m.schemaOf(f.Type, f.Tag.Get("schema"))
		if name == "$schema" {
			property = object{{"const", m.id}}
		}
		if c := m.comments[t.Name()+"."+f.Name]; c != "" {
			property = append(property, member{"description", c})
		}
		properties = append(properties, member{name, property})
		if !optional {
			required = append(required, name)
		}
	}
	out := object{{"type", "object"}}
	if c := m.comments[t.Name()]; c != "" {
		out = append(out, member{"description", c})
	}
	return append(out, member{"properties", properties}, member{"required", required}, member{"additionalProperties", false})
}

func (m *schemaMaker) schemaOf(t reflect.Type, rule string) object {
	switch t.Kind() {
	case reflect.Pointer:
		return m.schemaOf(t.Elem(), rule)
	case reflect.Struct:
		if !m.seen[t.Name()] {
			m.seen[t.Name()] = true
			m.defs = append(m.defs, member{t.Name(), m.structSchema(t)})
		}
		return object{{"$ref", "#/$defs/" + t.Name()}}
	case reflect.Slice:
		return object{{"type", "array"}, {"items", m.schemaOf(t.Elem(), rule)}}
	case reflect.Bool:
		return object{{"type", "boolean"}}
	case reflect.Int:
		return object{{"type", "integer"}, {"minimum", minimum(rule)}, {"maximum", maxJSONInt}}
	}
	return append(object{{"type", "string"}}, stringRule(rule)...)
}

func minimum(rule string) int {
	if n, err := strconv.Atoi(strings.TrimPrefix(rule, "min=")); err == nil {
		return n
	}
	return 0
}

func stringRule(rule string) object {
	kind, value, _ := strings.Cut(rule, "=")
	switch kind {
	case "enum":
		return object{{"enum", strings.Split(value, "|")}}
	case "pattern":
		return object{{"pattern", value}}
	case "sha256":
		return object{{"pattern", "^[0-9a-f]{64}$"}}
	}
	return nil
}

// comments reads the comments of the types and fields of this package.
func comments(t *testing.T) map[string]string {
	t.Helper()
	out := make(map[string]string)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.TYPE {
				typeComments(out, g)
			}
		}
	}
	return out
}

func typeComments(out map[string]string, g *ast.GenDecl) {
	for _, spec := range g.Specs {
		ts := spec.(*ast.TypeSpec)
		st, ok := ts.Type.(*ast.StructType)
		if !ok {
			continue
		}
		out[ts.Name.Name] = strings.Join(strings.Fields(g.Doc.Text()), " ")
		for _, f := range st.Fields.List {
			for _, n := range f.Names {
				out[ts.Name.Name+"."+n.Name] = strings.Join(strings.Fields(f.Doc.Text()), " ")
			}
		}
	}
}
