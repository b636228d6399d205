package pseudo

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// Overlay writes the messages files and the catalogue below root in the pseudo-language
// into dir, and the file for the -overlay flag of the go command, whose path it returns.
func Overlay(root, dir string) (string, error) {
	replaced := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && d.Name() == "testdata" {
			return skipped(err)
		}
		name := d.Name()
		messages := strings.HasPrefix(name, "messages") && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
		if !messages && name != "builtin.go" || filepath.Base(filepath.Dir(path)) == "cli" && name == "builtin.go" {
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, err := rewritten(source, !messages)
		if err != nil {
			return err
		}
		to := filepath.Join(dir, strings.ReplaceAll(strings.TrimPrefix(path, root), string(filepath.Separator), "_"))
		replaced[path] = to
		return os.WriteFile(to, out, 0o600)
	})
	if err != nil {
		return "", err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "overlay.json")
	return path, os.WriteFile(path, overlay, 0o600)
}

// skipped leaves a folder out, unless it cannot be read.
func skipped(err error) error {
	if err != nil {
		return err
	}
	return filepath.SkipDir
}

// rewritten is a source file whose texts are in the pseudo-language.
func rewritten(source []byte, catalogue bool) ([]byte, error) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, "", source, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	f := &finder{catalogue: catalogue}
	for _, d := range parsed.Decls {
		if g, ok := d.(*ast.GenDecl); !ok || g.Tok == token.CONST || g.Tok == token.VAR {
			f.look(d)
		}
	}
	sort.Slice(f.found, func(i, j int) bool { return f.found[i].Pos() < f.found[j].Pos() })
	var b strings.Builder
	last := 0
	for _, l := range f.found {
		text, err := strconv.Unquote(l.Value)
		if err != nil {
			return nil, err
		}
		at := set.Position(l.Pos()).Offset
		b.Write(source[last:at])
		b.WriteString(strconv.Quote(Text(text)))
		last = at + len(l.Value)
	}
	b.Write(source[last:])
	return []byte(b.String()), nil
}

// finder collects the literals that are texts: by their place, since an id and a text
// may be the same word.
type finder struct {
	catalogue bool
	found     []*ast.BasicLit
}

// texts are the fields of the catalogue that people read.
var texts = map[string]bool{
	"Block": true, "Text": true, "Short": true, "Counts": true, "Why": true, "Example": true, "Label": true, "Note": true, "Title": true,
	"Is": true, "When": true, "Happens": true, "Notice": true, "NoMain": true, "Do": true, "Evidence": true, "Propose": true, "Statement": true,
	"Duty": true, "Exempt": true, "Justify": true, "Decides": true, "In": true, "Out": true, "Words": true, "ReviewReason": true, "Who": true,
	"Status": true, "Term": true, "Meaning": true, "Summary": true, "Milder": true, "Remedy": true, "Name": true,
	"Source": true, "Expected": true, "Sources": true, "Limits": true, "Many": true,
}

// ids are the fields of literals in messages files that people do not read.
var ids = map[string]bool{"ID": true, "Key": true, "Cite": true, "Kind": true}

func (f *finder) look(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.KeyValueExpr:
			key, named := x.Key.(*ast.Ident)
			if !named || !f.catalogue && !ids[key.Name] || f.catalogue && (texts[key.Name] || compound(x.Value)) {
				f.look(x.Value)
			}
			return false
		case *ast.BasicLit:
			if x.Kind == token.STRING {
				f.found = append(f.found, x)
			}
		case *ast.CaseClause:
			for _, s := range x.Body {
				f.look(s)
			}
			return false
		case *ast.BinaryExpr:
			return x.Op == token.ADD
		case *ast.IndexExpr:
			f.look(x.X)
			return false
		case *ast.CallExpr:
			for i, arg := range x.Args {
				if textArgument(called(x), i) {
					f.look(arg)
				}
			}
			return false
		}
		return true
	})
}

// compound reports whether a value holds further fields.
func compound(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	c, ok := e.(*ast.CompositeLit)
	if !ok || len(c.Elts) == 0 {
		return false
	}
	switch c.Elts[0].(type) {
	case *ast.BasicLit:
		return false
	}
	return true
}

func called(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if room, ok := f.X.(*ast.Ident); ok {
			return room.Name + "." + f.Sel.Name
		}
		return f.Sel.Name
	}
	return ""
}

// textArgument reports whether an argument of a function can be a text.
func textArgument(function string, i int) bool {
	switch {
	case function == "cite" || strings.HasSuffix(function, ".Parse") || strings.HasSuffix(function, ".Format"):
		return false
	case function == "option":
		return i > 0
	case function == "global":
		return i == 1
	case strings.HasPrefix(function, "strings."):
		return function == "strings.TrimSpace"
	}
	return true
}
