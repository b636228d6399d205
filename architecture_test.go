package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"selfmark/assessment/catalogue"
)

// TestImports keeps the rules of the house: which room may import which.
func TestImports(t *testing.T) {
	seen := map[string]int{}
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := filepath.ToSlash(filepath.Dir(file))
		for _, spec := range parsed.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			seen[name]++
			if why := forbidden(room, name, strings.HasSuffix(file, "_test.go")); why != "" {
				t.Errorf("%s imports %s: %s", file, name, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, must := range []string{"charm.land/huh/v2", "go.yaml.in/yaml/v4", "selfmark/assessment"} {
		if seen[must] == 0 {
			t.Errorf("nothing imports %s: this test looks at the wrong folder", must)
		}
	}
}

// forbidden says why a room may not import something, "" if it may.
func forbidden(room, name string, test bool) string {
	inside := func(parent string) bool { return room == parent || strings.HasPrefix(room, parent+"/") }
	switch {
	case inside("assessment") && (strings.HasPrefix(name, "selfmark/export") || strings.HasPrefix(name, "selfmark/ui")):
		return "the domain imports nothing of ours outside itself"
	case inside("export") && strings.HasPrefix(name, "selfmark/ui"):
		return "documents know no user interface"
	case room == "export/signature" && strings.HasPrefix(name, "selfmark/"):
		return "signatures know bytes, not assessments"
	case name == "charm.land/huh/v2" && room != "ui/wizard/form":
		return "only ui/wizard/form imports huh"
	case strings.HasPrefix(name, "go.yaml.in/yaml") && room != "assessment/yamlstrict" && room != "assessment/file":
		return "one place knows YAML"
	case strings.HasPrefix(name, "charm.land/") && !inside("ui"):
		return "the terminal lives in ui"
	case room == "assessment" && name == "os" && !test:
		return "the domain has no file system"
	case path.Base(room) == "util" || path.Base(room) == "common" || path.Base(room) == "helpers":
		return "no room has such a name"
	}
	return ""
}

// TestNothingCompiledAtStart: every run of the program pays for the regular
// expressions of package variables, needed or not.
func TestNothingCompiledAtStart(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata") || strings.Contains(file, "uitest") {
			return err
		}
		files++
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range parsed.Decls {
			variables, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			ast.Inspect(variables, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if ok && call.Sel.Name == "MustCompile" {
					t.Errorf("%s compiles a regular expression at every start", file)
				}
				_, later := n.(*ast.FuncLit)
				return !later
			})
		}
		return nil
	})
	if err != nil || files < 100 {
		t.Fatalf("%d files read: %v", files, err)
	}
}

// TestTexts holds that texts for people stand in the messages files of the program's
// packages, or in the data of the catalogue, so that a second language needs no change
// of logic. It looks at every package that the program is made of.
func TestTexts(t *testing.T) {
	rooms, seen, files := []string{"."}, map[string]bool{".": true}, 0
	for len(rooms) > 0 {
		room := rooms[0]
		rooms = rooms[1:]
		sources, err := filepath.Glob(filepath.Join(room, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range sources {
			if strings.HasSuffix(source, "_test.go") {
				continue
			}
			set := token.NewFileSet()
			parsed, err := parser.ParseFile(set, source, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, spec := range parsed.Imports {
				name, _ := strconv.Unquote(spec.Path.Value)
				if next, ours := strings.CutPrefix(name, "selfmark/"); ours && !seen[next] {
					seen[next] = true
					rooms = append(rooms, next)
				}
			}
			if strings.HasPrefix(filepath.Base(source), "messages") || ast.IsGenerated(parsed) || citing[filepath.ToSlash(source)] {
				continue
			}
			files++
			for _, x := range literals(parsed) {
				if forPeople(x.text) {
					t.Errorf("%s: %q is a text for people: it belongs into a messages file", set.Position(x.at), x.text)
				}
			}
		}
	}
	if files < 100 || !seen["ui/wizard"] || !seen["export/signature"] || !seen["assessment/interview"] {
		t.Errorf("looked at %d files of %d rooms: this test looks at the wrong folder", files, len(seen))
	}
}

func TestForPeople(t *testing.T) {
	for _, s := range []string{
		"the passphrase is wrong", "there is no key %s", "%s exists already", "write \x00", "Evidence", "Internal?", "step %-2d",
		"No legal advice. ", ": submitted \x00", "“not sure” is not offered", "; R3 at most", "Requirements of Annex I", `<p class="x">Nothing here</p>`,
	} {
		if !forPeople(s) {
			t.Errorf("%q is a text for people", s)
		}
	}
	for _, s := range []string{
		"", "%s (%s)", "  %s: %s\n", "scope.role", "not sure", "Annex I Part I (2)(d)", "Art. 13(3)", "recital 55", "bug: no such finding", "\x00.sig",
		"2006-01-02", "sign DOC --key KEY --signer ID", `<a href="#%s">%s</a>`, "EN 18031-1", "alt+left", "R%d → R%d", "T18",
		"classification.route, classification.certificate",
	} {
		if forPeople(s) {
			t.Errorf("%q is no text for people", s)
		}
	}
}

// A literal is a string in the source, or a sum with strings in it, in which every other
// part is a zero byte.
type literal struct {
	text string
	at   token.Pos
}

func literals(parsed *ast.File) []literal {
	var list []literal
	var look func(ast.Node) bool
	look = func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.Field:
			ast.Inspect(x.Type, look)
			return false
		case *ast.KeyValueExpr:
			// An id is for the program.
			if key, ok := x.Key.(*ast.Ident); ok && strings.EqualFold(key.Name, "id") {
				return false
			}
		case *ast.BinaryExpr:
			if x.Op != token.ADD {
				return true
			}
			joined, text := "", false
			for _, part := range summands(x) {
				if s, ok := stringOf(part); ok {
					joined, text = joined+s, true
					continue
				}
				joined += "\x00"
				ast.Inspect(part, look)
			}
			if text {
				list = append(list, literal{joined, x.Pos()})
			}
			return false
		case *ast.BasicLit:
			if s, ok := stringOf(x); ok {
				list = append(list, literal{s, x.Pos()})
			}
		}
		return true
	}
	ast.Inspect(parsed, look)
	return list
}

func summands(e ast.Expr) []ast.Expr {
	if sum, ok := e.(*ast.BinaryExpr); ok && sum.Op == token.ADD {
		return append(summands(sum.X), summands(sum.Y)...)
	}
	return []ast.Expr{e}
}

func stringOf(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

var (
	identifier = regexp.MustCompile(`[a-z_]+(\.[a-z_]+)+`)
	formatVerb = regexp.MustCompile(`%[-+#0-9.\[\]]*[a-zA-Z]`)
	markup     = regexp.MustCompile(`<[^>]*>`)
	// Two words, of which one begins with a small letter: "as noted", "the key %s", "): it is".
	sentence = regexp.MustCompile(`[\pL)”\x00][,:;.?]? [(“]?[a-z]{2,}|[a-z]{2,}:? \x00|[A-Z][a-z]+ [A-Z][a-z]`)
	// One word as it stands at the head of a row: "Evidence", "Internal?".
	label = regexp.MustCompile(`^ ?[A-Z][a-z]{2,}[:.?]?\s*$`)
)

// citing are the files that know how citations are spelled, which is the same in every
// language.
var citing = map[string]bool{"assessment/catalogue/citation.go": true, "assessment/catalogue/asked.go": true}

// spelled are words that a program reads too: in files and JSON, or as the names of
// rules. They are the same in every language.
var spelled = map[string]string{
	"not sure":                             "answer in a file",
	"technical lead":                       "role in a file",
	"external reviewer":                    "role in a file",
	"not ready to be placed on the market": "status in JSON",
	"software can change":                  "bar of a requirement in JSON",
	"decisions, Part I (1)":                "name of a rule",
	"method 7, vector \x00":                "name of a rule",
	"component %d":                         "place of a finding",
	"component \x00":                       "id of an item in JSON",
	"residual \x00":                        "id of an item in JSON",
	"signer \x00":                          "id of an item in JSON",
	"not listed":                           "fault of a bundle in JSON",
	"not compared":                         "fault of a bundle in JSON",
	"```json selfmark-document-v1":         "line that a program looks for",
	"%s namespaces=%q %s":                  "line of allowed_signers",
	"Local":                                "name of a time zone in Go",
}

// forPeople tells whether a string of the source is written for people. What begins
// with "bug: " is for developers: users see it only where the program is at fault.
func forPeople(s string) bool {
	if spelled[s] != "" || strings.HasPrefix(s, "bug: ") || catalogue.Citation(s).Valid() == nil {
		return false
	}
	s = identifier.ReplaceAllString(s, "")
	s = markup.ReplaceAllString(formatVerb.ReplaceAllString(s, "\x00"), "\x00")
	return sentence.MatchString(s) || label.MatchString(s)
}
