package catalogue

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// named finds the provisions that a text names, and what stands around them.
var named = regexp.MustCompile(`(` + articleForm + `|` + annexForm + `|` + recitalForm + `)`)

// ofAnother tells that a provision is one of another act.
var ofAnother = regexp.MustCompile(`^(,? (and|to|or) [0-9()a-z]+)* of (Implementing |Delegated )?(Regulation|Directive)|^\) No`)
var afterAnother = regexp.MustCompile(`(Regulation \((EU|EC)[^)]*\) (No )?[0-9]+/[0-9]+|Directive (\(EU\) )?[0-9]+/[0-9]+(/(EU|EC))?|1182/71)[^.;]{0,12}$`)

// TestPrintedCitations walks every text that the program can print, in its code and
// in its data, and looks up each provision that stands in it.
func TestPrintedCitations(t *testing.T) {
	s := loadStructure(t)
	count := 0
	check := func(where, text string) {
		for _, at := range named.FindAllStringIndex(text, -1) {
			if ofAnother.MatchString(text[at[1]:]) || afterAnother.MatchString(text[:at[0]]) {
				continue
			}
			count++
			if err := s.check(Citation(text[at[0]:at[1]])); err != nil {
				t.Errorf("%s: %v in %q", where, err, text)
			}
		}
	}
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && (e.Name() == "testdata" || strings.HasPrefix(e.Name(), ".") && path != root):
			return fs.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && e.Name() != "citation.go":
			literals(t, path, check)
		case strings.HasSuffix(path, ".yaml") && strings.Contains(filepath.ToSlash(path), "/data/"):
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			for n, line := range strings.Split(string(data), "\n") {
				check(path+":"+strconv.Itoa(n+1), line)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if count < 1000 {
		t.Errorf("only %d provisions found", count)
	}
}

// literals hands over every text of a Go file.
func literals(t *testing.T, path string, check func(where, text string)) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			if text, err := strconv.Unquote(lit.Value); err == nil {
				check(set.Position(lit.Pos()).String(), text)
			}
		}
		return true
	})
}

// BenchmarkSearch is one search over categories, roles and provisions, as a key
// press of the wizard or the verb law asks for it.
func BenchmarkSearch(b *testing.B) {
	c := Load()
	c.Find("x") // the index is made once
	for b.Loop() {
		c.Find("door lock")
		c.FindRoles("door lock")
		c.FindProvisions("door lock")
	}
}
