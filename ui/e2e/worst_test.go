//go:build e2e && linux

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// mostWork is what a verb may work on the worst file, on a machine that is busy too:
// what grows with the square of a list takes many times as long.
const mostWork = 12 * time.Second

// worst are files that are just within the limits: with the most records of each kind,
// empty and full, with the most words, with the longest texts, and at the size limit.
func worst() []hostile {
	const begin, records = "selfmark: 1\ncatalogue: 2026.11\n", 9_990
	list := func(head, item string, n int) func() string {
		return func() string {
			b := bytes.NewBufferString(begin + head)
			for i := range n {
				b.WriteString(strings.ReplaceAll(item, "#", fmt.Sprint(i+1)))
			}
			return b.String()
		}
	}
	text := func(n int) string { return strings.Repeat("word# ", n/9) }
	return []hostile{
		{name: "empty components", content: list("components:\n", "- {}\n", records)},
		{name: "full components", content: list("components:\n", "- {name: "+text(60)+", version: v#, supplier: "+text(60)+", report_to: "+text(40)+", diligence: [updates, tests], diligence_text: "+text(40)+"}\n", records)},
		{name: "vulnerabilities", content: list("components:\n", "- {name: "+text(60)+", vulnerabilities: [{id: CVE-#, open: true, why: "+text(240)+"}]}\n", records/2)},
		{name: "vulnerabilities of one component", content: list("components:\n- name: x\n  vulnerabilities:\n", "  - {id: CVE-#, exploitable: \"yes\", open: true, why: "+text(200)+"}\n", records)},
		{name: "notes", content: list("notes:\n", "- {on: Q13, text: "+text(160)+", open: true, owner: "+text(60)+"}\n", records)},
		{name: "evidence", content: list("evidence:\n", "  E#: {kind: test, link: f#, note: "+text(240)+"}\n", records)},
		{name: "standards", content: list("standards:\n", "- {reference: "+text(800)+", clauses: "+text(800)+", covers: [a, b, c]}\n", 1000)},
		{name: "remote services", content: list("remote:\n", "- {name: "+text(800)+", purpose: "+text(800)+", reason: "+text(800)+"}\n", 1000)},
		{name: "modules", content: list("modules:\n", "- {name: "+text(800)+", core_function: "+text(800)+", category: III.I.17, reason: "+text(800)+"}\n", 1000)},
		{name: "revisions", content: list("history:\n", "- {revision: #, date: 2026-11-01, status: final, change: "+text(200)+"}\n", records)},
		{name: "parts of a requirement", content: list("requirements:\n  a:\n    parts:\n", "    - {part: "+text(80)+", source: "+text(80)+", why: "+text(80)+"}\n", records)},
		{name: "concerns of an asset", content: list("assets:\n- id: OA1\n  concerns:\n", "  - {concern: C, level: severe, reason: "+text(200)+"}\n", records)},
		{name: "own threats", content: func() string {
			threats, measures := "own_threats:\n", "own_measures:\n"
			for i := 1; i <= 200; i++ {
				threats += fmt.Sprintf("- {id: OT%d, title: x, vector: net, hits: [AS10:I], measures: [%s]}\n", i, numbered("OM", 200))
				measures += fmt.Sprintf("- {id: OM%d, title: x, threats: [%s]}\n", i, numbered("OT", 200))
			}
			return begin + threats + measures
		}},
		{name: "words", content: list("components:\n- {name: x, diligence: [", "tests, ", 149_000-10)},
		{name: "one long text", content: func() string { return begin + "product:\n  purpose: " + strings.Repeat("<", 3<<20-2000) + "\n" }},
		{name: "one long word", content: func() string { return begin + "product:\n  purpose: " + strings.Repeat("a", 3<<20-2000) + "\n" }},
		{name: "many lines", content: func() string { return begin + "product:\n  purpose: |\n" + strings.Repeat("    a*\n", 420_000) }},
		{name: "hidden characters", content: func() string { return begin + "product:\n  purpose: x" + strings.Repeat("\u202e", 49_000) + "\n" }},
		{name: "long signers", content: list("signers:\n", "- {id: s#, role: technical lead, name: "+text(990)+", function: "+text(990)+", organisation: "+text(990)+", principal: "+text(990)+", statement: "+text(990)+", note: "+text(990)+"}\n", 50)},
	}
}

func numbered(letters string, n int) string {
	var all []string
	for i := range n {
		all = append(all, fmt.Sprint(letters, i+1))
	}
	return strings.Join(all, ",")
}

// TestWorst: no verb takes more than 200 MB on a file that is accepted, nor on what it
// exports of one.
func TestWorst(t *testing.T) {
	dir := t.TempDir()
	usage := filepath.Join(dir, "usage")
	if out, err := exec.Command("go", "build", "-tags", "e2e", "-o", usage, "selfmark/ui/e2e/usage").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "old.selfmark.yaml"), []byte("selfmark: 1\ncatalogue: 2026.11\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, h := range worst() {
		t.Run(h.name, func(t *testing.T) {
			if h.name == "words" {
				end := h.content
				h.content = func() string { return end() + "tests]}\n" }
			}
			h.write(t, filepath.Join(dir, "x.selfmark.yaml"))
			for _, verb := range [][]string{
				{"check", "x.selfmark.yaml"}, {"list", "x.selfmark.yaml"}, {"diff", "old.selfmark.yaml", "x.selfmark.yaml"},
				{"export", "x.selfmark.yaml", "--format", "md", "--out", "d.md"}, {"export", "x.selfmark.yaml", "--format", "html", "--out", "d.html"},
				{"export", "x.selfmark.yaml", "--format", "json", "--out", "d.json"}, {"verify", "d.json"}, {"check", "d.json"},
				{"bundle", "x.selfmark.yaml", "-o", "bundle"}, {"verify", "bundle"},
			} {
				costs(t, usage, dir, verb)
			}
			for _, made := range []string{"bundle", "d.md", "d.html", "d.json"} {
				if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// costs runs a verb in a process of its own and looks at what it took.
func costs(t *testing.T, usage, dir string, verb []string) {
	t.Helper()
	debug.FreeOSMemory() // a child begins with the memory of this process in its figures
	c := exec.Command(usage, append([]string{"1", binary}, verb...)...)
	var figures, errs bytes.Buffer
	c.Dir, c.Stdout, c.Stderr, c.Env = dir, &figures, &errs, append(os.Environ(), "SHOW=1", "GOMEMLIMIT=")
	if err := c.Run(); err != nil {
		t.Fatalf("%q: %v\n%.300s", verb, err, errs.String())
	}
	var wall, cpu time.Duration
	var memory int64
	var code int
	if _, err := fmt.Sscan(figures.String(), &wall, &cpu, &memory, &code); err != nil {
		t.Fatalf("%v in %q", err, figures.String())
	}
	t.Logf("%4d MiB %5.2f s  %s", memory>>10, cpu.Seconds(), strings.Join(verb, " "))
	if strings.Contains(errs.String(), "d.json is larger than 16384 kB") {
		code = 0 // it would cost too much, and is refused
	}
	if code > 1 || strings.Contains(errs.String(), "fault of its own") {
		t.Errorf("%q: exit code %d: %.600s", verb, code, errs.String())
	}
	if memory > mostMemory || cpu > mostWork {
		t.Errorf("%q: %d MiB and %.2f s of CPU; allowed are %d MiB and %v", verb, memory>>10, cpu.Seconds(), mostMemory>>10, mostWork)
	}
}
