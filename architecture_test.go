package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
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
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") || strings.Contains(file, "testdata") {
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
