// Package text cleans what comes in and makes visible what goes out: text from
// files and users is data, and no control character of it reaches a terminal, a
// document or a signature.
package text

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/text/unicode/norm"
)

// Clean makes pasted or typed text harmless: line ends become "\n" (or spaces in
// one line), tabs become spaces, escape sequences, control, direction and
// zero-width characters go away. ZWJ and ZWNJ stay, since scripts and emoji
// need them. The result is in NFC.
func Clean(s string, multiline bool) string {
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", "    ").Replace(s)
	s = ansi.Strip(strings.ToValidUTF8(s, ""))
	if !multiline {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if r != '\n' && hidden(r) {
			return -1
		}
		return r
	}, s))
}

// hidden reports whether a character acts without being seen.
func hidden(r rune) bool {
	if r >= ' ' && r <= '~' { // nearly all of them
		return false
	}
	switch r {
	case '\u200b', '\ufeff', '\u2028', '\u2029', '\u00ad', '\u180e':
		return true
	}
	// Word joiner, invisible operators, deprecated formatting; interlinear notes.
	if r >= '\u2060' && r <= '\u206f' || r >= '\ufff9' && r <= '\ufffb' {
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r >= 0xE0000 && r <= 0xE007F
}

// Visible renders text from files for one line: every control, direction or
// zero-width character and every line end is shown as its code, for example
// \u{202E}; invalid bytes as \x{FF}.
func Visible(s string) string { return visible(s, false) }

// OneLine is Visible in one line, with single spaces.
func OneLine(s string) string { return Visible(strings.Join(strings.Fields(s), " ")) }

// VisibleLines is Visible for text of several lines: line ends stay.
func VisibleLines(s string) string { return visible(s, true) }

func visible(s string, lines bool) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\n' && lines:
			b.WriteByte('\n')
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], "\ufffd"):
			fmt.Fprintf(&b, `\x{%02X}`, s[i])
		case hidden(r):
			fmt.Fprintf(&b, `\u{%04X}`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// JSON writes every control, direction or zero-width character in the texts of a
// JSON value as its escape: a program reads the same, a terminal shows it.
func JSON(data []byte) []byte {
	if !bytes.ContainsFunc(data, hiddenInLine) {
		return data
	}
	var b []byte
	for _, r := range string(data) {
		switch {
		case !hiddenInLine(r):
			b = utf8.AppendRune(b, r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}

func hiddenInLine(r rune) bool { return r != '\n' && hidden(r) }

// NoFormula keeps a cell of a table from being taken for a formula, as OWASP advises,
// also where a spreadsheet takes the semicolon for the separator of cells.
func NoFormula(cell string) string {
	parts := strings.Split(cell, ";")
	for i, part := range parts {
		// The first sign tells, also a wide one of East Asian keyboards, behind spaces and quotes.
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(part, " \""))
		if strings.ContainsRune("=+-@＝＋－＠", first) {
			parts[i] = "'" + part
		}
	}
	return strings.Join(parts, ";")
}

// Width is the number of terminal columns of a line.
func Width(s string) int { return ansi.StringWidth(s) }

// Truncate cuts a line to at most width columns; what is cut ends in an ellipsis.
func Truncate(s string, width int) string {
	return ansi.Truncate(s, width, "…")
}

// Pad fills a line with spaces to width columns, or truncates it.
func Pad(s string, width int) string {
	s = Truncate(s, width)
	return s + strings.Repeat(" ", max(0, width-Width(s)))
}

// Wrap breaks text into lines of at most width columns, at spaces where it can,
// inside words where it must. Line ends of the text stay. Only a character that
// is wider than the width itself stands out.
func Wrap(s string, width int) []string {
	if width <= 0 {
		return nil
	}
	lines := strings.Split(ansi.Wrap(s, width, ""), "\n")
	if !slices.ContainsFunc(lines, func(line string) bool { return Width(line) > width }) {
		return lines
	}
	// A word that is broken behind an indent comes out too wide there.
	var out []string
	for _, line := range lines {
		out = append(out, strings.Split(ansi.Hardwrap(line, width, true), "\n")...)
	}
	return out
}
