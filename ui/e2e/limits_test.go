//go:build e2e && linux

package e2e

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// What an input may cost before it is refused (or read, where it is only large).
const (
	mostMemory = 200 << 10 // KiB of the whole process
	mostTime   = 2 * time.Second
)

// hostile is a file that somebody made to hurt: its content, or, for large ones that
// need no room on disk, only a size.
type hostile struct {
	name    string
	content func() string // made when it is needed, so that this process stays small
	size    int64
}

// yamlBombs are texts that hurt a careless reader of YAML, below a beginning that a
// file of this kind has.
func yamlBombs(begin string) []hostile {
	many := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	laughs := "a0: &a0 [x, x]\n"
	for i := 1; i < 40; i++ {
		laughs += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d]\n", i, i, i-1, i-1, i-1)
	}
	nested := ""
	for i := range 2000 {
		nested += strings.Repeat(" ", i) + "a:\n"
	}
	return []hostile{
		{name: "aliases that multiply", content: func() string { return begin + laughs }},
		{name: "many anchors", content: func() string { return begin + many(100_000, "k%d: &a x\n") }},
		{name: "merge keys", content: func() string { return begin + "a: &a {x: y}\n" + many(50_000, "k%d: {<<: *a}\n") }},
		{name: "open brackets", content: func() string { return begin + "notes: " + strings.Repeat("[", 5<<19) }},
		{name: "closed brackets", content: func() string { return begin + "notes: " + strings.Repeat("[", 200_000) + strings.Repeat("]", 200_000) }},
		{name: "open braces", content: func() string { return begin + "notes: " + strings.Repeat("{a: ", 700_000) }},
		{name: "nested blocks", content: func() string { return begin + nested }},
		{name: "dashes", content: func() string { return begin + "notes:\n" + strings.Repeat("- ", 1_500_000) }},
		{name: "question marks", content: func() string { return begin + strings.Repeat("? ", 1_500_000) }},
		{name: "a long line", content: func() string { return begin + "product: {nme: " + strings.Repeat("x", 5<<19) + "}\n" }},
		{name: "a long key", content: func() string { return begin + strings.Repeat("k", 5<<19) + ": x\n" }},
		{name: "long quotes", content: func() string { return begin + "product: {nme: \"" + strings.Repeat(`\u00e4`, 500_000) + "\"}\n" }},
		{name: "many keys", content: func() string { return begin + many(220_000, "key%d: x\n") }},
		{name: "many equal keys", content: func() string { return begin + strings.Repeat("product: {}\n", 250_000) }},
		{name: "many items", content: func() string { return begin + "notes:\n" + strings.Repeat("- {text: x}\n", 250_000) }},
		{name: "many words", content: func() string { return begin + "product: {versions: [" + strings.Repeat("x,", 1_500_000) + "]}\n" }},
		{name: "words held back", content: func() string { return begin + "notes:\n- {texts: [" + strings.Repeat("x,", 149_000) + "x]}\n" }},
		{name: "pairs held back", content: func() string { return begin + "notes:\n- {" + many(74_000, "k%d: x,") + "}\n" }},
		{name: "brackets held back", content: func() string { return begin + "notes:\n- {texts: [" + strings.Repeat("[],", 74_000) + "]}\n" }},
		{name: "many documents", content: func() string { return begin + strings.Repeat("---\na: b\n", 330_000) }},
		{name: "many lines of nothing", content: func() string { return begin + "a: |\n" + strings.Repeat("\n", 5<<19) }},
		{name: "many comments", content: func() string { return begin + strings.Repeat("# c\n", 700_000) + "nothing: x\n" }},
		{name: "many tags", content: func() string { return begin + strings.Repeat("- !!binary x\n", 220_000) }},
		{name: "a long number", content: func() string { return begin + "product: {years: " + strings.Repeat("9", 5<<19) + "}\n" }},
		{name: "larger than allowed", size: 3 << 30},
	}
}

func jsonBombs() []hostile {
	return []hostile{
		{name: "open brackets", content: func() string { return strings.Repeat("[", 15<<20) }},
		{name: "open objects", content: func() string { return strings.Repeat(`{"a":`, 3<<20) }},
		{name: "many numbers", content: func() string { return "[" + strings.Repeat("1,", 7<<20) + "1]" }},
		{name: "many objects", content: func() string { return `{"title":[` + strings.Repeat(`{},`, 5<<20) + "{}]}" }},
		{name: "a long text", content: func() string { return `{"title":"` + strings.Repeat("x", 15<<20) + `"}` }},
		{name: "long escapes", content: func() string { return `{"title":"` + strings.Repeat(`\u00e4`, 2<<20) + `"}` }},
		{name: "many keys", content: func() string { return `{"title":{` + strings.Repeat(`"a":1,`, 2<<20) + `"b":1}}` }},
		{name: "a long number", content: func() string { return `{"title":` + strings.Repeat("9", 15<<20) + `}` }},
		{name: "larger than allowed", size: 3 << 30},
	}
}

// textBombs are Markdown and HTML almost as large as a document may be.
func textBombs() []hostile {
	const most = 15 << 20
	fill := func(begin, unit string) func() string {
		return func() string { return begin + strings.Repeat(unit, most/len(unit)) }
	}
	signers := func() string {
		var b strings.Builder
		b.WriteString("```json selfmark-document-v1\n{\n  \"document_id\": \"x\",\n  \"revision\": 1,\n  \"status\": \"final\",\n  \"date\": \"2026-12-01\",\n  \"digest\": \"x\",\n  \"signatures_required\": 60000,\n  \"signers\": [\n")
		for i := range 60_000 {
			fmt.Fprintf(&b, "    {\n      \"id\": \"s%d\",\n      \"role\": \"r\",\n      \"name\": \"n%d\",\n      \"principal\": \"p%d\",\n      \"fingerprint\": \"\",\n      \"statement\": \"s\"\n    }%s\n", i, i, i, strings.Repeat(",", min(1, 59_999-i)))
		}
		return b.String() + "  ]\n}\n```\n"
	}
	return []hostile{
		{name: "many blocks", content: fill("", "```json selfmark-document-v1\n{}\n```\n")},
		{name: "many line ends", content: fill("", "\r\n")},
		{name: "many backticks", content: fill("", "`")},
		{name: "many tags", content: fill("<!DOCTYPE html>\n", "<a>")},
		{name: "many scripts", content: fill("<!DOCTYPE html>\n", `<script type="application/json">`)},
		{name: "many entities", content: fill("<!DOCTYPE html>\n", "&amp;")},
		{name: "many signers", content: signers},
	}
}

func lineBombs() []hostile {
	return []hostile{
		{name: "one long line", content: func() string { return strings.Repeat("x", 1<<20) }},
		{name: "many lines", content: func() string { return strings.Repeat("a@b.example ssh-ed25519 AAAA\n", 30_000) }},
		{name: "many principals", content: func() string { return strings.Repeat("a@b.example,", 80_000) + " ssh-ed25519 AAAA\n" }},
		{name: "long quotes", content: func() string {
			return `a@b.example namespaces="` + strings.Repeat("x,", 400_000) + `" ssh-ed25519 AAAA` + "\n"
		}},
		{name: "larger than allowed", size: 3 << 30},
	}
}

func (h hostile) write(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if h.content != nil {
		if _, err := io.WriteString(f, h.content()); err != nil {
			t.Fatal(err)
		}
		debug.FreeOSMemory() // a child begins with the memory of this process in its figures
	}
	if h.size > 0 {
		if err := os.Truncate(path, h.size); err != nil { // takes no room on disk
			t.Fatal(err)
		}
	}
}

// refused runs a verb on a hostile input in a process of its own: it ends with a
// sentence and an exit code, within the memory and the time.
func refused(t *testing.T, usage, dir string, args ...string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	c := exec.CommandContext(ctx, usage, append([]string{"1", binary}, args...)...)
	var figures, errs bytes.Buffer
	c.Dir, c.Stdout, c.Stderr, c.Env = dir, &figures, &errs, append(os.Environ(), "SHOW=1")
	var wall, cpu time.Duration
	var memory int64
	var code int
	if err := c.Run(); err != nil {
		t.Fatalf("not refused: %v (%v)\n%.300s", err, ctx.Err(), errs.String())
	}
	if _, err := fmt.Sscan(figures.String(), &wall, &cpu, &memory, &code); err != nil {
		t.Fatalf("%v in %q", err, figures.String())
	}
	said := errs.String()
	if code < 1 || code > 3 || said == "" {
		t.Errorf("exit code %d: %.600s", code, said)
	}
	if len(said) > 64<<10 || strings.Contains(said, "fault of its own") || strings.Contains(said, "goroutine ") {
		t.Errorf("%d bytes of complaint: %.600s", len(said), said)
	}
	if memory > mostMemory || cpu > mostTime {
		t.Errorf("%d MiB and %.2f s of CPU; allowed are %d MiB and %v", memory>>10, cpu.Seconds(), mostMemory>>10, mostTime)
	}
}

// TestLimits: no input takes more than 200 MB or 2 s before it is refused.
func TestLimits(t *testing.T) {
	dir := t.TempDir()
	usage := filepath.Join(dir, "usage")
	if out, err := exec.Command("go", "build", "-tags", "e2e", "-o", usage, "selfmark/ui/e2e/usage").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	selfmark(t, dir, "new", "plug", "--example", "smart-plug")
	selfmark(t, dir, "export", "plug.selfmark.yaml", "--format", "json", "--out", "good.json")
	for _, h := range yamlBombs("selfmark: 1\n") {
		t.Run("assessment/"+h.name, func(t *testing.T) {
			h.write(t, filepath.Join(dir, "bad.selfmark.yaml"))
			refused(t, usage, dir, "check", "bad.selfmark.yaml")
		})
	}
	for _, h := range yamlBombs("") {
		t.Run("law data/"+h.name, func(t *testing.T) {
			law := filepath.Join(dir, "law")
			if err := os.MkdirAll(law, 0o755); err != nil {
				t.Fatal(err)
			}
			h.write(t, filepath.Join(law, "standards.yaml"))
			refused(t, usage, dir, "check", "plug.selfmark.yaml", "--law-data", "law")
		})
	}
	for _, h := range jsonBombs() {
		t.Run("document/"+h.name, func(t *testing.T) {
			h.write(t, filepath.Join(dir, "bad.json"))
			refused(t, usage, dir, "verify", "bad.json")
		})
	}
	for _, h := range textBombs() {
		t.Run("text/"+h.name, func(t *testing.T) {
			h.write(t, filepath.Join(dir, "bad.md"))
			refused(t, usage, dir, "verify", "bad.md")
			if err := os.Remove(filepath.Join(dir, "bad.md")); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Run("text/a line without an end", func(t *testing.T) {
		in, err := os.Open("/dev/zero")
		if err != nil {
			t.Skip(err)
		}
		defer in.Close()
		c := exec.Command(usage, "1", binary, "open", "plug.selfmark.yaml", "--plain")
		c.Dir, c.Stdin = dir, in
		out, err := c.Output()
		var wall, cpu time.Duration
		var memory int64
		var code int
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(string(out), &wall, &cpu, &memory, &code); err != nil || memory > mostMemory || cpu > mostTime {
			t.Errorf("%v %d MiB, %v", err, memory>>10, cpu)
		}
	})
	for _, h := range lineBombs() {
		t.Run("allowed signers/"+h.name, func(t *testing.T) {
			h.write(t, filepath.Join(dir, "allowed"))
			refused(t, usage, dir, "verify", "good.json", "--signers", "allowed")
		})
		t.Run("signature/"+h.name, func(t *testing.T) {
			if lines := h.content; lines != nil {
				h.content = func() string { return "-----BEGIN SSH SIGNATURE-----\n" + lines() }
			}
			h.write(t, filepath.Join(dir, "good.json.management.sig"))
			refused(t, usage, dir, "verify", "good.json")
		})
		t.Run("Markdown/"+h.name, func(t *testing.T) {
			h.write(t, filepath.Join(dir, "bad.md"))
			refused(t, usage, dir, "verify", "bad.md")
		})
	}
	t.Run("bundle", func(t *testing.T) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		for _, name := range []string{"MANIFEST.json", "manifest.json", "good.json"} {
			w, err := z.Create(name)
			if err != nil {
				t.Fatal(err)
			}
			zeros := make([]byte, 1<<20)
			for range 512 {
				if _, err := w.Write(zeros); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		hostile{content: b.String}.write(t, filepath.Join(dir, "bad.zip"))
		refused(t, usage, dir, "verify", "bad.zip")
	})
}
