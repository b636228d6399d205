package yamlstrict

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"

	"selfmark/assessment/text"
)

// The sentences of this package, in one place.

func message(remedy, problem string, args ...any) *Error {
	return &Error{Problem: fmt.Sprintf(problem, args...), Remedy: remedy}
}

// beyond is a message about a limit.
func beyond(problem string, most int) *Error {
	err := message("check that it is the right file", problem, most)
	err.Limit = true
	return err
}

func tooLarge() *Error { return beyond("larger than %d MB", MaxBytes>>20) }

func tooMany() *Error { return beyond("more than %d keys and values", MaxNodes) }

func tooManySigns() *Error {
	return beyond("more than %d commas, colons and opening brackets", maxSigns)
}

func tooManyHidden() *Error { return beyond("more than %d characters that nobody sees", maxHidden) }

func tooDeep() *Error {
	return message("check the brackets and the indentation", "more than %d levels inside each other", maxDepth)
}

func notUTF8(c byte) *Error {
	return message("save it as UTF-8 text", "the byte 0x%02x is not UTF-8 text", c)
}

func controlCharacter(r rune) *Error {
	return message("remove it", "the control character U+%04X is not allowed here", r)
}

func empty() *Error {
	err := message("restore it from a copy or start again", "nothing is in it")
	err.Empty = true
	return err
}

func severalDocuments(second *Node) *Error {
	err := message("keep one and remove the line ---", "more than one document is in it")
	err.Line, err.Column = second.Line, second.Column
	return err
}

func mergeConflict() *Error {
	return message("keep one of the two versions between <<<<<<< and >>>>>>>, or parts of both, and remove these lines",
		"a merge of git was not finished here")
}

func tab() *Error {
	return message("indent with spaces", "not valid YAML: a tab is no indentation")
}

func alias() *Error {
	return message("write the value out, or put it in quotes when it is text",
		"anchors and aliases (& and *) are not allowed")
}

func tag(name string) *Error {
	return message("remove it, or put the value in quotes when it is text",
		"the tag %s is not allowed", Quote(name))
}

func mergeKey() *Error {
	return message("write the keys out", "the merge key << is not allowed")
}

func keyNoScalar() *Error {
	return message("write a name before the colon", "a key must be a single word")
}

func duplicate(key string, line int) *Error {
	return message("keep one of the two", "the key %s stands twice, first in line %d", Quote(key), line)
}

// converted turns an error of the YAML library into ours.
func converted(err error) *Error {
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return message("correct it there", "not valid YAML: %s", text.Visible(cut(err.Error(), maxMessage)))
	}
	if strings.Contains(load.Message, errDepth.Error()) {
		return at(load.Mark, tooDeep())
	}
	if strings.HasPrefix(load.Message, "unknown anchor") {
		return at(load.Mark, alias())
	}
	if strings.HasPrefix(load.Message, "mapping values") {
		return at(load.Mark, message("put a text with a colon in quotes, or indent this line like its neighbours",
			"not valid YAML: no colon can stand here"))
	}
	return at(load.Mark, message("check the quotes, brackets and indentation there",
		"not valid YAML: %s", text.Visible(cut(load.Message, maxMessage))))
}

func at(mark yaml.Mark, err *Error) *Error {
	err.Line, err.Column = mark.Line, mark.Column
	return err
}

// How much of a foreign text an error repeats, and of what the parser says.
const (
	maxQuote   = 40
	maxMessage = 200
)

// cut shortens a text to so many characters.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	if runes := []rune(s[:min(len(s), 4*most)]); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}

// Quote puts a foreign text in quotes for a message: short and without control
// characters.
func Quote(s string) string {
	return `"` + text.Visible(cut(s, maxQuote)) + `"`
}

// invisible reports characters that could deceive a reader of the file and are
// written as escapes. The joiners that Indic scripts and emoji need are none.
func invisible(r rune) bool {
	switch r {
	case '\u200c', '\u200d':
		return false
	case '\u2028', '\u2029':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// Said in yamlstrict.go.
const (
	msgLineColumn      = "line %d, column %d: %s"
	msgNestedTooDeeply = "nested too deeply"
)
