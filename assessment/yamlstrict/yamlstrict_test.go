package yamlstrict

import (
	"errors"
	"strings"
	"testing"
)

const keepOne = "keep one of the two versions between <<<<<<< and >>>>>>>, or parts of both, and remove these lines"

func TestParseRefuses(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", "nothing is in it; restore it from a copy or start again"},
		{"comments only", "# a\n\n", "nothing is in it; restore it from a copy or start again"},
		{"no end of list", "a: [1\nb: 2\n", "line 2, column 2: not valid YAML: did not find expected ',' or ']'; check the quotes, brackets and indentation there"},
		{"tab", "a:\n\tb: 1\n", "line 2, column 1: not valid YAML: a tab is no indentation; indent with spaces"},
		{"tab after spaces", "a:\n  b: 1\n  \tc: 1\n", "line 3, column 3: not valid YAML: a tab is no indentation; indent with spaces"},
		{"colon in a text", "a: b: c\n", "line 1, column 5: not valid YAML: no colon can stand here; put a text with a colon in quotes, or indent this line like its neighbours"},
		{"merge of git", "a:\n<<<<<<< HEAD\n  b: 1\n=======\n  b: 2\n>>>>>>> other\n", "line 2, column 1: a merge of git was not finished here; " + keepOne},
		{"merge of git, Windows", "<<<<<<< HEAD\r\na: 1\r\n=======\r\na: 2\r\n>>>>>>> other\r\n", "line 1, column 1: a merge of git was not finished here; " + keepOne},
		{"its middle left over", "a: 1\n=======\n", "line 2, column 1: a merge of git was not finished here; " + keepOne},
		{"its end left over", "a: 1\n>>>>>>> other\n", "line 2, column 1: a merge of git was not finished here; " + keepOne},
		{"it in a list", "a:\n  - 1\n<<<<<<< HEAD\n  - 2\n", "line 3, column 1: a merge of git was not finished here; " + keepOne},
		{"duplicate", "a: 1\nb: 2\na: 3\n", `line 3, column 1: the key "a" stands twice, first in line 1; keep one of the two`},
		{"duplicate in flow", "x: {a: 1, a: 2}\n", `line 1, column 11: the key "a" stands twice, first in line 1; keep one of the two`},
		{"several", "a: 1\n---\nb: 2\n", "line 2, column 1: more than one document is in it; keep one and remove the line ---"},
		{"broken second", "a: 1\n---\nb: [\n", "more than one document is in it; keep one and remove the line ---"},
		{"anchor", "a: &x 1\n", "line 1, column 4: anchors and aliases (& and *) are not allowed; write the value out, or put it in quotes when it is text"},
		{"alias", "a: *x\n", "line 1, column 4: anchors and aliases (& and *) are not allowed; write the value out, or put it in quotes when it is text"},
		{"bomb", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "line 1, column 4: anchors and aliases (& and *) are not allowed; write the value out, or put it in quotes when it is text"},
		{"merge", "a: 1\n<<: {b: 1}\n", "line 2, column 1: the merge key << is not allowed; write the keys out"},
		{"tag", "a: !foo 1\n", `line 1, column 4: the tag "!foo" is not allowed; remove it, or put the value in quotes when it is text`},
		{"core tag", "a: !!binary aGk=\n", `line 1, column 4: the tag "!!binary" is not allowed; remove it, or put the value in quotes when it is text`},
		{"complex key", "? [a]\n: 1\n", "line 1, column 3: a key must be a single word; write a name before the colon"},
		{"no key", "a: 1\n: 2\n", "line 2, column 1: a key must be a single word; write a name before the colon"},
		{"depth", strings.Repeat("[", 21) + strings.Repeat("]", 21), "line 1, column 21: more than 20 levels inside each other; check the brackets and the indentation"},
		{"great depth", strings.Repeat("[", 100_000), "line 1, column 101: more than 20 levels inside each other; check the brackets and the indentation"},
		{"block depth", strings.Repeat("- ", 100_000), "line 1, column 201: more than 20 levels inside each other; check the brackets and the indentation"},
		{"size", strings.Repeat("a", MaxBytes+1), "larger than 3 MB; check that it is the right file"},
		{"signs", strings.Repeat("[],", MaxNodes*3/2+1), "more than 200000 keys and values; check that it is the right file"},
		{"signs in brackets", "[" + strings.Repeat("a,", maxSigns) + "]", "more than 150000 commas, colons and opening brackets; check that it is the right file"},
		{"hidden characters", "a: " + strings.Repeat("\u202e", maxHidden+1), "more than 50000 characters that nobody sees; check that it is the right file"},
		{"nodes", strings.Repeat("- a\n", MaxNodes), "line 200000, column 3: more than 200000 keys and values; check that it is the right file"},
		{"latin-1", "a: 1\nname: M\xfcller\n", "line 2, column 8: the byte 0xfc is not UTF-8 text; save it as UTF-8 text"},
		{"utf-16", "\xff\xfea\x00:\x00", "line 1, column 1: the byte 0xff is not UTF-8 text; save it as UTF-8 text"},
		{"binary", "\x7fELF\x00", "line 1, column 1: the control character U+007F is not allowed here; remove it"},
		{"escape", "a: é\x1b[31m\n", "line 1, column 5: the control character U+001B is not allowed here; remove it"},
		{"C1", "a: \u009b31m\n", "line 1, column 4: the control character U+009B is not allowed here; remove it"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.in))
			var own *Error
			if !errors.As(err, &own) {
				t.Fatalf("got %v, want an *Error", err)
			}
			if own.Error() != tt.want {
				t.Errorf("got  %s\nwant %s", own, tt.want)
			}
		})
	}
}

func TestParseAccepts(t *testing.T) {
	for _, in := range []string{
		"a: 1\n", "a: |\n  =======\n  <<<<<<< x\n  \ty\n", "\ufeffa: 1\n", "a: 1\r\nb: |\r\n  x\r\n  y\r\n", "---\na: 1\n...\n", "[]", "{}", "a",
		strings.Repeat("[", 20) + strings.Repeat("]", 20),
	} {
		if _, err := Parse([]byte(in)); err != nil {
			t.Errorf("%q: %v", in, err)
		}
	}
	root, err := Parse([]byte("a: |\r\n  x\r\n  y\r\n"))
	if err != nil || root.Content[1].Value != "x\ny\n" {
		t.Errorf("line ends of Windows: got %q, %v", root.Content[1].Value, err)
	}
}

func TestDecode(t *testing.T) {
	type value struct {
		Name  string   `yaml:"name"`
		Count int      `yaml:"count"`
		Of    []string `yaml:"of"`
	}
	var v value
	if err := Decode([]byte("name: x\ncount: 3\nof: [a, b]\n"), &v); err != nil || v.Name != "x" || v.Count != 3 || len(v.Of) != 2 {
		t.Errorf("got %+v, %v", v, err)
	}
	for in, want := range map[string]string{
		"name: x\nnme: y\n": "line 2, column 1: ",
		"count: many\n":     "line 1, column 8: ",
		"of: {a: b}\n":      "line 1, column 5: ",
		"name: a\nname: b":  "line 2, column 1: ",
	} {
		if err := Decode([]byte(in), &v); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s…", in, err, want)
		}
	}
}

// texts are awkward in YAML, in one way each.
var texts = []string{
	"plain", "two words", "no", "Yes", "on", "null", "~", "1.10", "0x1f", "0o17", "1_000", "2028-01-15", "12:30:00", "1e5", ".5",
	"", " ", " lead", "trail ", "a: b", "a:", ":a", "a #b", "#a", "- a", "-", "?", "? a", "[a]", "{a}", "a, b", "a]", "*a", "&a", "!a", "|", ">", "%a", "@a", "`a`",
	`"quoted"`, "it's", `back\slash`, "a\tb", "\ta", "a\nb", "a\n", "\na", "\n", "a\n\nb\n", "a\n\n", "  a\n b", "a \nb", "\t\na", "a\r\nb", "a\rb",
	"é", "🧀 x\n👨‍👩‍👧 y", "हिन्दी", "\u202eabc", "a\u2028b", "a\u0085b\nc", "\ufeffa", "\x00\x07\x1b[31m", "\u009b", "\ufffe", "---", "...", "--- a\n...\nb", "<<", "=",
	"https://acme.example", "AS10:I", "SHA256:abc", "10 mm", "(d)", "a  b", strings.Repeat("long ", 100) + "x", "not sure", "# a\n# b",
}

func roundTrip(t *testing.T, s string) {
	root := Map()
	inner := Map()
	Add(inner, "t", Text(s))
	Add(inner, "b", Block(s))
	Add(root, "list", List(Text(s), inner, Flow(List(Text(s), Text(s)))))
	Add(root, "flow", Flow(List(Text(s), Text(s))))
	Add(root, "map", inner)
	out := Encode(root)
	got, err := Parse(out)
	if err != nil {
		t.Fatalf("%q: %v\n%s", s, err, out)
	}
	want := strings.ToValidUTF8(s, "\ufffd")
	walkScalars(got, func(n *Node) {
		if n.Value != want || n.ShortTag() != "!!str" {
			t.Fatalf("got %q (%s), want %q\n%s", n.Value, n.ShortTag(), want, out)
		}
	})
}

func walkScalars(n *Node, visit func(*Node)) {
	if n.Kind == Scalar {
		visit(n)
	}
	for i, child := range n.Content {
		if n.Kind != Mapping || i%2 == 1 {
			walkScalars(child, visit)
		}
	}
}

func TestTextRoundTrip(t *testing.T) {
	for _, s := range texts {
		roundTrip(t, s)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(roundTrip)
}

func FuzzParse(f *testing.F) {
	for _, s := range texts {
		f.Add([]byte("a: " + s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Parse(data); err != nil {
			var own *Error
			if !errors.As(err, &own) || strings.ContainsAny(own.Error(), "\n\x1b") {
				t.Fatalf("not a clean error: %q", err)
			}
		}
	})
}

func TestEncode(t *testing.T) {
	root, inner := Map(), Map()
	Add(inner, "id", Plain("T01"))
	Add(inner, "why", Text("two\nlines"))
	Add(inner, "none", nil)
	Add(root, "version", Text("1.10"))
	Add(root, "answer", Plain("yes"))
	Add(root, "ids", Flow(List(Plain("A"), Text("no"), Text("https://x"))))
	Add(root, "empty", List())
	Add(root, "items", List(inner, Text("x")))
	Add(root, "prose", Block("  one line\n"))
	want := `version: "1.10"
answer: yes
ids: [A, "no", "https://x"]
empty: []
items:
  - id: T01
    why: |-
      two
      lines
  - x
prose: |2
    one line
`
	if got := string(Encode(root)); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestQuote(t *testing.T) {
	if got, want := Quote("a\x1b[31m\u202e"+strings.Repeat("x", 50)), `"a\u{001B}[31m\u{202E}`+strings.Repeat("x", 32)+`…"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
