package yamlstrict

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Text makes a scalar of any text: plain where that is safe, a block where it
// has several lines, in quotes otherwise.
func Text(s string) *Node {
	n := &Node{Kind: Scalar, Tag: "!!str", Value: strings.ToValidUTF8(s, "\ufffd")}
	if strings.Contains(s, "\n") {
		n.Style = yaml.LiteralStyle
	}
	return n
}

// Block makes a scalar that is a block ("|") even with one line.
func Block(s string) *Node {
	n := Text(s)
	n.Style = yaml.LiteralStyle
	return n
}

// Plain makes a scalar without quotes, for ids, numbers and dates that have been
// checked.
func Plain(s string) *Node { return &Node{Kind: Scalar, Value: s} }

// Map makes a mapping that Add fills.
func Map() *Node { return &Node{Kind: Mapping} }

// Add puts a key with its value at the end of a mapping; without a value it does
// nothing.
func Add(mapping *Node, key string, value *Node) {
	if value != nil {
		mapping.Content = append(mapping.Content, Plain(key), value)
	}
}

// List makes a list with one item a line.
func List(items ...*Node) *Node { return &Node{Kind: Sequence, Content: items} }

// Flow writes a mapping or list, and all in it, on one line.
func Flow(n *Node) *Node {
	n.Style |= yaml.FlowStyle
	return n
}

// Encode writes a mapping in the canonical form: two spaces of indentation,
// keys in the order they were added, one value a line.
func Encode(root *Node) []byte {
	w := writer{}
	w.mapping(root, 0)
	return w.Bytes()
}

type writer struct{ bytes.Buffer }

const step = 2

func (w *writer) indent(n int) {
	for range n {
		w.WriteByte(' ')
	}
}

// mapping writes a block mapping; the cursor stands at the indentation already
// or at the start of a line.
func (w *writer) mapping(n *Node, indent int) {
	for i := 0; i < len(n.Content); i += 2 {
		if i > 0 {
			w.indent(indent)
		}
		w.WriteString(n.Content[i].Value)
		w.WriteByte(':')
		w.value(n.Content[i+1], indent)
	}
}

// value writes what follows a colon, with the end of the line.
func (w *writer) value(n *Node, indent int) {
	if inline(n) {
		w.WriteByte(' ')
		w.scalar(n, indent)
		return
	}
	w.WriteByte('\n')
	w.indent(indent + step)
	if n.Kind == Mapping {
		w.mapping(n, indent+step)
	} else {
		w.list(n, indent+step)
	}
}

func (w *writer) list(n *Node, indent int) {
	for i, item := range n.Content {
		if i > 0 {
			w.indent(indent)
		}
		w.WriteString("- ")
		switch {
		case inline(item):
			w.scalar(item, indent)
		case item.Kind == Mapping:
			w.mapping(item, indent+step)
		default:
			w.list(item, indent+step)
		}
	}
}

// inline reports whether a value begins on the line of its key.
func inline(n *Node) bool {
	return n.Kind == Scalar || len(n.Content) == 0 || n.Style&yaml.FlowStyle != 0
}

func (w *writer) scalar(n *Node, indent int) {
	if n.Kind == Scalar && n.Style&yaml.LiteralStyle != 0 && blockable(n.Value) {
		w.block(n.Value, indent+step)
		return
	}
	w.flow(n, false)
	w.WriteByte('\n')
}

// flow writes a value on one line; inside tells whether brackets are open.
func (w *writer) flow(n *Node, inside bool) {
	switch n.Kind {
	case Mapping:
		w.WriteByte('{')
		for i := 0; i < len(n.Content); i += 2 {
			w.comma(i)
			w.WriteString(n.Content[i].Value)
			w.WriteString(": ")
			w.flow(n.Content[i+1], true)
		}
		w.WriteByte('}')
	case Sequence:
		w.WriteByte('[')
		for i, item := range n.Content {
			w.comma(i)
			w.flow(item, true)
		}
		w.WriteByte(']')
	default:
		w.word(n, inside)
	}
}

func (w *writer) comma(i int) {
	if i > 0 {
		w.WriteString(", ")
	}
}

func (w *writer) word(n *Node, inside bool) {
	if n.Tag == "" || plain(n.Value, inside) {
		w.WriteString(n.Value)
		return
	}
	w.WriteByte('"')
	for _, r := range n.Value {
		w.escaped(r)
	}
	w.WriteByte('"')
}

func (w *writer) escaped(r rune) {
	switch {
	case r == '"' || r == '\\':
		w.WriteByte('\\')
		w.WriteRune(r)
	case r == '\n':
		w.WriteString(`\n`)
	case r == '\t':
		w.WriteString(`\t`)
	case !invisible(r) && r != '\ufffe' && r != '\uffff':
		w.WriteRune(r)
	case r <= 0xff:
		fmt.Fprintf(w, `\x%02x`, r)
	case r <= 0xffff:
		fmt.Fprintf(w, `\u%04x`, r)
	default:
		fmt.Fprintf(w, `\U%08x`, r)
	}
}

// block writes lines below "|", "|-" when the text does not end with a newline.
func (w *writer) block(s string, indent int) {
	w.WriteByte('|')
	if first := strings.TrimLeft(s, "\n"); first[0] == ' ' || first[0] == '\t' {
		fmt.Fprint(w, step)
	}
	text, ends := strings.CutSuffix(s, "\n")
	if !ends {
		w.WriteByte('-')
	}
	w.WriteByte('\n')
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			w.indent(indent)
			w.WriteString(line)
		}
		w.WriteByte('\n')
	}
}

// blockable reports whether a block gives the text back exactly.
func blockable(s string) bool {
	text := strings.TrimSuffix(s, "\n")
	if text == "" || strings.HasSuffix(text, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimRight(line, " \t") != line {
			return false
		}
		for _, r := range line {
			if r != '\t' && invisible(r) || r == '\ufffe' || r == '\uffff' {
				return false
			}
		}
	}
	return true
}

// plain reports whether a text needs no quotes. It is stricter than YAML, so that
// other readers of the file take it for the same text.
func plain(s string, inside bool) bool {
	if s == "" || strings.HasSuffix(s, " ") || strings.HasSuffix(s, ":") || reserved(s) {
		return false
	}
	if strings.Contains(s, ": ") || strings.Contains(s, " #") {
		return false
	}
	if inside && strings.ContainsAny(s, ",[]{}:?") {
		return false
	}
	for i, r := range s {
		if i == 0 && !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '(' {
			return false
		}
		if invisible(r) || r == '\ufffe' || r == '\uffff' {
			return false
		}
	}
	return true
}

// words are texts that some reader of YAML takes for something else.
var words = []string{"y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"}

func reserved(s string) bool {
	if s[0] >= '0' && s[0] <= '9' {
		return strings.Trim(s, "0123456789abcdefABCDEFxXoO_.:+-tTzZ ") == ""
	}
	return len(s) <= 5 && slices.Contains(words, strings.ToLower(s))
}
