// Package yamlstrict is the one place that knows YAML. It reads a small, safe
// part of it (one document of mappings, lists and scalars, no aliases, no tags)
// with the position of every mistake, and writes one canonical form.
package yamlstrict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// The limits of what is read.
const (
	MaxBytes  = 3 << 20 // of a document; what is exported of more would be too large to verify
	maxDepth  = 20      // of mappings and lists inside each other
	MaxNodes  = 200_000 // keys, values, mappings and lists
	maxSigns  = 150_000 // commas, colons and opening brackets: the parser may hold back all that is in the same brackets
	maxHidden = 50_000  // characters that are shown as escapes, which are several times as long
)

// parserDepth is where the parser itself gives up; it counts a little
// differently, so it only protects the stack and leaves the limit to check.
const parserDepth = 5 * maxDepth

// Node is one key, value, mapping or list with its place in the text.
type Node = yaml.Node

// The kinds of nodes that Parse returns.
const (
	Mapping  = yaml.MappingNode
	Sequence = yaml.SequenceNode
	Scalar   = yaml.ScalarNode
)

// Error is a mistake in a document. Line and Column count from 1; both are 0
// when the mistake has no place.
type Error struct {
	Line, Column int
	Problem      string // what is wrong
	Remedy       string // what to do
	Empty        bool   // there is no document at all
	Limit        bool   // nothing is wrong, but it is too much
}

// Error returns one sentence: where, what is wrong, what to do.
func (e *Error) Error() string {
	sentence := e.Problem + "; " + e.Remedy
	if e.Line == 0 {
		return sentence
	}
	return fmt.Sprintf(msgLineColumn, e.Line, e.Column, sentence)
}

// Parse reads one document and returns its root. It refuses what is not UTF-8
// text, more than one document, aliases, anchors, merge keys, tags, duplicate
// keys, keys that are no scalars, and everything beyond the limits. Line ends
// of Windows and a byte order mark are accepted.
func Parse(data []byte) (*Node, error) {
	if len(data) > MaxBytes {
		return nil, tooLarge()
	}
	data = normalise(data)
	if err := checkText(data); err != nil {
		return nil, err
	}
	root, err := compose(data)
	if err != nil {
		return nil, explained(data, err)
	}
	c := checker{}
	c.check(root, 1)
	if c.err != nil {
		return nil, c.err
	}
	return root, nil
}

// ParseOwn reads what Encode made of something that was within the limits: it may be
// longer than that.
func ParseOwn(data []byte) (*Node, error) { return compose(data) }

// Decode reads one document into a value, as strictly as Parse and with every
// key known to it.
func Decode(data []byte, into any) error {
	root, err := Parse(data)
	if err != nil {
		return err
	}
	return DecodeNode(root, into)
}

// DecodeNode reads a node into a value whose type knows every key. Types with an
// UnmarshalYAML of their own call it to stay strict.
func DecodeNode(n *Node, into any) error {
	err := n.Load(into, yaml.WithKnownFields())
	if err == nil {
		return nil
	}
	var own *Error
	if errors.As(err, &own) {
		return own
	}
	var all *yaml.LoadErrors
	if errors.As(err, &all) && len(all.Errors) > 0 {
		return converted(all.Errors[0])
	}
	return converted(err)
}

// normalise removes a byte order mark and the carriage returns of Windows.
func normalise(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if bytes.IndexByte(data, '\r') < 0 {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

// checkText refuses bytes that are no text, and text with so many signs that it
// could only be an attack on memory.
func checkText(data []byte) error {
	lines, signs, unseen := 0, 0, 0
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRune(data[i:])
			if r == utf8.RuneError && size == 1 {
				return place(data, i, notUTF8(c))
			}
			if r > 0x7f && r < 0xa0 && r != 0x85 {
				return place(data, i, controlCharacter(r))
			}
			if invisible(r) {
				unseen++
			}
			i += size
			continue
		case c < ' ' && c != '\n' && c != '\t' && c != '\r', c == 0x7f:
			return place(data, i, controlCharacter(rune(c)))
		case c == ',', c == ':', c == '?', c == '[', c == '{':
			signs++
		case c == '\n', c == '-':
			lines++
		}
		i++
	}
	switch {
	case lines+signs > 3*MaxNodes:
		return tooMany()
	case signs > maxSigns:
		return tooManySigns()
	case unseen > maxHidden:
		return tooManyHidden()
	}
	return nil
}

// explained says in plain words what the parser stumbled over: what git leaves where
// two versions did not fit together, and tabs.
func explained(data []byte, err error) error {
	var own *Error
	if !errors.As(err, &own) {
		return err
	}
	offset, number := 0, 0
	for line := range bytes.Lines(data) {
		number++
		if conflictMark(line) {
			return place(data, offset, mergeConflict())
		}
		if margin := len(line) - len(bytes.TrimLeft(line, " \t")); number == own.Line && bytes.IndexByte(line[:margin], '\t') >= 0 {
			err = place(data, offset+bytes.IndexByte(line, '\t'), tab())
		}
		offset += len(line)
	}
	return err
}

func conflictMark(line []byte) bool {
	mark, _, _ := strings.Cut(strings.TrimSuffix(string(line), "\n"), " ")
	return mark == "<<<<<<<" || mark == "=======" || mark == ">>>>>>>"
}

// place adds line and column of an offset to an error.
func place(data []byte, offset int, err *Error) *Error {
	before := data[:offset]
	err.Line = bytes.Count(before, []byte("\n")) + 1
	err.Column = utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
	return err
}

// compose parses exactly one document.
func compose(data []byte) (*Node, error) {
	loader, err := yaml.NewLoader(bytes.NewReader(data), yaml.WithPlugin(limits{}))
	if err != nil {
		return nil, converted(err)
	}
	var doc, next Node
	err = loader.Load(&doc)
	if err == io.EOF || err == nil && len(doc.Content) == 0 {
		return nil, empty()
	}
	if err != nil {
		return nil, converted(err)
	}
	if err := loader.Load(&next); err != io.EOF {
		return nil, severalDocuments(&next)
	}
	return doc.Content[0], nil
}

// limits stops the parser before a document of brackets alone fills the stack.
type limits struct{}

var errDepth = errors.New(msgNestedTooDeeply)

func (limits) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > parserDepth {
		return errDepth
	}
	return nil
}

func (limits) CheckAlias(int, int) error { return nil }

// checker walks a tree once.
type checker struct {
	nodes int
	err   *Error
}

func (c *checker) fail(n *Node, err *Error) {
	if c.err == nil {
		err.Line, err.Column = n.Line, n.Column
		c.err = err
	}
}

func (c *checker) check(n *Node, depth int) {
	c.nodes++
	switch {
	case c.err != nil:
		return
	case c.nodes > MaxNodes:
		c.fail(n, tooMany())
		return
	case depth > maxDepth:
		c.fail(n, tooDeep())
		return
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		c.fail(n, alias())
		return
	case n.Style&yaml.TaggedStyle != 0:
		c.fail(n, tag(n.Tag))
		return
	}
	if n.Kind == Mapping {
		c.checkKeys(n)
	}
	for _, child := range n.Content {
		c.check(child, depth+1)
	}
}

func (c *checker) checkKeys(n *Node) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i < len(n.Content); i += 2 {
		key := n.Content[i]
		line, twice := seen[key.Value]
		switch {
		case key.Kind == yaml.AliasNode:
			c.fail(key, alias())
		case key.Kind != Scalar || key.Tag == "!!null":
			c.fail(key, keyNoScalar())
		case key.Tag == "!!merge":
			c.fail(key, mergeKey())
		case twice:
			c.fail(key, duplicate(key.Value, line))
		}
		seen[key.Value] = key.Line
	}
}
