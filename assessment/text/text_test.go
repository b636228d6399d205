package text

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestClean(t *testing.T) {
	for _, c := range []struct {
		name, in  string
		multiline bool
		want      string
	}{
		{"CRLF in prose", "a\r\nb\rc", true, "a\nb\nc"},
		{"line ends in one line", "a\r\nb", false, "a b"},
		{"tab", "a\tb", true, "a    b"},
		{"colour", "\x1b[31mred\x1b[0m", false, "red"},
		{"title sequence", "\x1b]0;evil\x07name", false, "name"},
		{"direction override", "user\u202egpj.exe", false, "usergpj.exe"},
		{"zero width", "a\u200bb\ufeff", false, "ab"},
		{"joiner stays", "👨\u200d👩", false, "👨\u200d👩"},
		{"composed", "e\u0301", false, "é"},
		{"isolates and marks", "a\u2066b\u2069c\u200ed\u200fe\u061cf", false, "abcdef"},
		{"invisible operators", "a\u2062b\u2060c\ufff9d", false, "abcd"},
		{"joiner of Indic scripts stays", "क्\u200dष", false, "क्\u200dष"},
		{"non-joiner of Persian stays", "می\u200cخواهم", false, "می\u200cخواهم"},
		{"remains of a paste bracket", "\x1b[200~a\x1b[201~", false, "a"},
		{"empty", "", true, ""},
		{"NUL and C1", "a\x00b\u0085c", true, "abc"},
		{"broken UTF-8", "a\xffb", false, "ab"},
	} {
		if got := Clean(c.in, c.multiline); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"plain é 東":      "plain é 東",
		"a\u202eb":       `a\u{202E}b`,
		"a\x1b[31mb":     `a\u{001B}[31mb`,
		"a\nb":           `a\u{000A}b`,
		"a\xffb":         `a\x{FF}b`,
		"a\ufffdb":       "a\ufffdb",
		"\u202e\ufffd":   `\u{202E}` + "\ufffd",
		"tag \U000E0041": `tag \u{E0041}`,
	} {
		if got := Visible(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := VisibleLines("a\n\rb"); got != "a\n"+`\u{000D}b` {
		t.Errorf("lines: %q", got)
	}
}

// TestHidden: the first and the last of every row of characters that act without being
// seen, and their neighbours, which people need.
func TestHidden(t *testing.T) {
	for _, r := range "\x00\t\x1f\x7f\u0080\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u202e\u2060\u206f\ufeff\ufff9\ufffb\U000e0000\U000e0020\U000e007f" {
		if s := string(r); Clean(s, false) == s || Visible(s) != fmt.Sprintf(`\u{%04X}`, r) {
			t.Errorf("%U is cleaned to %q and shown as %q", r, Clean(s, false), Visible(s))
		}
	}
	for _, r := range " ~\u00a0\u200c\u200d\u2027\u2030\u205f\u2070\ufff8\ufffc\U000e0080\U000e0100" {
		if s := string(r); Clean(s, false) != s || Visible(s) != s {
			t.Errorf("%U is cleaned to %q and shown as %q", r, Clean(s, false), Visible(s))
		}
	}
}

// TestNoFormula: whatever a spreadsheet could take for a formula begins with an apostrophe.
func TestNoFormula(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "plug": "plug", "a=1": "a=1", "a;b": "a;b", "1-2": "1-2",
		"=1": "'=1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x",
		"  =1": "'  =1", `"=1`: `'"=1`, ` " =1`: `' " =1`, "a;=1": "a;'=1", "a; =1;b": "a;' =1;b",
	} {
		if got := NoFormula(cell); got != want {
			t.Errorf("%q: %q, want %q", cell, got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	if got := Truncate("東京タワー", 5); Width(got) > 5 || !strings.HasSuffix(got, "…") {
		t.Errorf("truncated to %q", got)
	}
	if got := Pad("東", 4); got != "東  " {
		t.Errorf("padded to %q", got)
	}
	for _, line := range Wrap("a Donaudampfschifffahrtsgesellschaft b", 10) {
		if Width(line) > 10 {
			t.Errorf("line %q is wider than 10", line)
		}
	}
}

// What was cut is as wide as asked for, whatever the characters.
func TestWrapWidth(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"one two", 3, []string{"one", "two"}},
		{" overlong", 4, []string{" ove", "r", "long"}},
		{"a\n\nb", 10, []string{"a", "", "b"}},
		{"東京タワー", 4, []string{"東京", "タワ", "ー"}},
		{"x", 0, nil},
	} {
		if got := Wrap(c.in, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d columns: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("a\r\n\x1b[31m\u202eb")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s, true)
		if !utf8.ValidString(got) || Clean(got, true) != got {
			t.Fatalf("%q became %q, which is not clean", s, got)
		}
		if line := Clean(s, false); strings.ContainsFunc(line, hidden) || Clean(line, false) != line {
			t.Fatalf("%q became the line %q, which is not clean", s, line)
		}
	})
}

func FuzzVisible(f *testing.F) {
	f.Add("a\r\n\x1b[31m\u202eb\xff\ufffd")
	f.Fuzz(func(t *testing.T, s string) {
		line := Visible(s)
		if strings.ContainsFunc(line, hidden) || !utf8.ValidString(line) || Visible(line) != line {
			t.Fatalf("%q is shown as %q", s, line)
		}
		lines := VisibleLines(s)
		if strings.ContainsFunc(strings.ReplaceAll(lines, "\n", ""), hidden) || strings.Count(lines, "\n") != strings.Count(s, "\n") {
			t.Fatalf("%q is shown as %q", s, lines)
		}
	})
}

func FuzzColumns(f *testing.F) {
	f.Add("a Donaudampfschifffahrtsgesellschaft b", 10)
	f.Add("東京 タワー", 3)
	f.Add("      indented-word\n\nand more", 3)
	f.Add("👨\u200d👩 हिन्दी e\u0301", 2)
	f.Fuzz(func(t *testing.T, s string, width int) {
		if width < 1 || width > 200 {
			return
		}
		s = VisibleLines(s)
		// Spaces go at the ends of lines, and the accents that stand on them.
		words := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsSpace(r) || unicode.Is(unicode.M, r) {
					return -1
				}
				return r
			}, s)
		}
		lines := Wrap(s, width)
		for _, line := range lines {
			if Width(line) > max(width, 2) {
				t.Fatalf("%q in %d columns has the line %q", s, width, line)
			}
		}
		if got := strings.Join(lines, "\n"); words(got) != words(s) {
			t.Fatalf("%q in %d columns became %q", s, width, got)
		}
		s = Visible(s)
		if got := Truncate(s, width); Width(got) > width {
			t.Fatalf("%q in %d columns was truncated to %q", s, width, got)
		}
		// A few signs of numbers join the space behind them.
		joins := Width(s+" ") != Width(s)+1
		if got := Pad(s, width); Width(got) != width && !joins {
			t.Fatalf("%q in %d columns was padded to %q", s, width, got)
		}
	})
}

// TestJSON: what is hidden is escaped, and the value stays the same.
func TestJSON(t *testing.T) {
	for _, s := range []string{"plain \u00e9 \u6f22 \U0001f469\u200d\U0001f680", "\u202egnp\u2066\u0085\u009b2J\u200b\ufeff\u00ad", "tag \U000e0041", "line\nend", "\u001b[2J\u007f"} {
		data, err := json.MarshalIndent(map[string]string{s: s}, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		out := JSON(data)
		if at := bytes.IndexFunc(out, func(r rune) bool { return r != '\n' && hidden(r) }); at >= 0 {
			t.Errorf("%q: hidden at %d of %q", s, at, out)
		}
		var back map[string]string
		if err := json.Unmarshal(out, &back); err != nil || back[s] != s {
			t.Errorf("%q became %q, %v", s, back, err)
		}
	}
}
