package text

import (
	"strings"
	"testing"
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

func FuzzClean(f *testing.F) {
	f.Add("a\r\n\x1b[31m\u202eb")
	f.Fuzz(func(t *testing.T, s string) {
		got := Clean(s, true)
		if !utf8.ValidString(got) || Clean(got, true) != got {
			t.Fatalf("%q became %q, which is not clean", s, got)
		}
		if strings.ContainsFunc(strings.ReplaceAll(Visible(s), "\n", ""), hidden) {
			t.Fatalf("%q shows something hidden", s)
		}
	})
}
