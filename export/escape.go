package export

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
)

// inline is a piece of Markdown inside a line: escaped text, or markup of ours.
type inline string

// linkLike finds what GFM would turn into a link by itself: addresses with a
// scheme, www and e-mail. They are shown as code, which keeps them literal and
// easy to copy. The characters taken are harmless inside a code span.
var linkLike = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|xmpp:)[a-z0-9%/?#=&.,;:+@~_()!$'*-]*|[a-z0-9.!#$%&'*+/=?^_{}~-]+@[a-z0-9._-]*)+`)
})

// esc makes a text show as itself in one line of Markdown. White space at its
// ends and in sequence is lost, as in any rendered page; a line break shows as ⏎.
func esc(s string) inline {
	s = oneLine(s)
	links := mayLink(s)
	if !links && !strings.ContainsAny(s, "\\`*[]<|~_&") {
		return inline(s)
	}
	var out strings.Builder
	out.Grow(len(s) + len(s)/8 + 4)
	at := 0
	if links {
		for _, m := range linkLike().FindAllStringIndex(s, -1) {
			escapeText(&out, s, at, m[0])
			link := strings.TrimRight(s[m[0]:m[1]], ".,;:!?") // the end of a sentence is no part of it
			out.WriteString("`" + link + "`")
			at = m[0] + len(link)
		}
	}
	escapeText(&out, s, at, len(s))
	return inline(out.String())
}

// mayLink reports whether linkLike, which is slow, can find anything.
func mayLink(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '@':
			return true
		case '.':
			if endsIn(s[:i], "www") {
				return true
			}
		case ':':
			if strings.HasPrefix(s[i:], "://") || endsIn(s[:i], "mailto") || endsIn(s[:i], "xmpp") {
				return true
			}
		}
	}
	return false
}

func endsIn(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
}

// oneLine joins the lines of a text with a visible mark.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\t\v\f\r\u0085\u00a0") && !strings.ContainsFunc(s, otherSpace) && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " ⏎ ")
}

// otherSpace reports white space beyond Latin 1.
func otherSpace(r rune) bool { return r > 0xff && unicode.IsSpace(r) }

// escapeText writes s[from:to] with a backslash before every character that
// could be markup where it stands.
func escapeText(out *strings.Builder, s string, from, to int) {
	for i := from; i < to; i++ {
		if markup(s, i) {
			out.WriteString(s[from:i])
			out.WriteByte('\\')
			from = i
		}
	}
	out.WriteString(s[from:to])
}

// markup reports whether the byte at i could be markup within a line; what is
// markup only at the beginning of a line is the business of lineStart.
func markup(s string, i int) bool {
	switch s[i] {
	case '\\', '`', '*', '[', ']', '<', '|', '~':
		return true
	case '_': // harmless inside a word
		return i == 0 || i == len(s)-1 || !isWordByte(s[i-1]) || !isWordByte(s[i+1])
	case '&': // the beginning of an entity
		return i < len(s)-1 && (s[i+1] == '#' || isWordByte(s[i+1]))
	}
	return false
}

// lineStart escapes what would be markup only because it begins a line.
func lineStart(line string) string {
	if line == "" {
		return line
	}
	if strings.IndexByte("#>+-=:", line[0]) >= 0 {
		return `\` + line
	}
	i := len(line) - len(strings.TrimLeft(line, "0123456789")) // a numbered list has up to nine digits
	if i == 0 || i > 9 || i == len(line) || line[i] != '.' && line[i] != ')' {
		return line
	}
	return line[:i] + `\` + line[i:]
}

// wrap breaks a piece at spaces so that lines stay within the page width where
// words allow it; the first line starts with first, the others with next.
func wrap(piece inline, first, next string) []string {
	var lines []string
	words := strings.Fields(string(piece))
	for prefix := first; ; prefix = next {
		n := fitting(words, pageWidth-columns(prefix))
		lines = append(lines, prefix+lineStart(strings.Join(words[:n], " ")))
		if words = words[n:]; len(words) == 0 {
			return lines
		}
	}
}

// fitting is how many words go into a line. Where the next line would begin
// with a word that must be escaped there, words go along to it if any of the
// last three may begin a line.
func fitting(words []string, width int) int {
	n := 0
	for ; n < len(words); n++ {
		w := columns(words[n])
		if n > 0 {
			w++
		}
		if w > width && n > 0 {
			break
		}
		width -= w
	}
	for back := n; n < len(words) && back > max(1, n-3); back-- {
		if lineStart(words[back]) == words[back] {
			return back
		}
	}
	return n
}
