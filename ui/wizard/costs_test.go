package wizard

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/export/publish"
	"selfmark/ui/uitest"
)

// costsFile holds what the work below costs. It does not depend on how fast the
// machine is.
const costsFile = "../../.ci/costs"

// leeway is how far a cost may be from the committed one. One that fell further has
// to be committed too, or else it could rise again unseen.
const leeway = 0.2

// cost is one line of the file.
type cost struct {
	what  string
	count int
	unit  string
}

func (c cost) String() string { return fmt.Sprintf("%-34s %8d %s\n", c.what, c.count, c.unit) }

// TestCosts compares allocations, and the bytes that a key sends to the terminal, with
// the committed figures, on the gateway example.
func TestCosts(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector allocates too")
	}
	costs := append(work(t), bytesPerKey(t)...)
	text := ""
	for _, c := range costs {
		text += c.String()
	}
	if uitest.Updating() {
		if err := os.WriteFile(costsFile, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	committed, err := os.ReadFile(costsFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(committed), "\n"), "\n")
	if len(lines) != len(costs) {
		t.Fatalf("%s has %d lines, %d costs were measured; go test ./ui/wizard -run Costs -golden writes it anew", costsFile, len(lines), len(costs))
	}
	for i, c := range costs {
		before, err := parseCost(lines[i])
		if err != nil || before.what != c.what || before.unit != c.unit {
			t.Fatalf("%s: %q is not about %s (%v)", costsFile, lines[i], c.what, err)
		}
		if far := float64(c.count)/float64(before.count) - 1; far > leeway || far < -leeway {
			t.Errorf("%s costs %d %s, %+.0f %% of the committed %d; if that is meant: go test ./ui/wizard -run Costs -golden", c.what, c.count, c.unit, 100*far, before.count)
		}
	}
}

func parseCost(line string) (c cost, err error) {
	c.what = strings.TrimSpace(line[:min(len(line), 34)])
	_, err = fmt.Sscan(line[min(len(line), 34):], &c.count, &c.unit)
	return c, err
}

// work is what the program allocates for its main pieces of work.
func work(t *testing.T) []cost {
	t.Helper()
	cat, a := catalogue.Load(), exampleOf(t, "gateway")
	data := file.Encode(a, cat)
	store, err := file.Create(filepath.Join(t.TempDir(), "g.selfmark.yaml"), cat, file.OS)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	names := 0
	var out []cost
	add := func(what string, do func()) {
		pieces, bytes := allocated(do)
		out = append(out, cost{what, pieces, "allocations"}, cost{what, bytes, "bytes"})
	}
	add("evaluate", func() { assessment.Evaluate(cat, a, testNow()) })
	add("load", func() {
		if _, err := file.Decode(data, cat); err != nil {
			t.Fatal(err)
		}
	})
	add("save", func() {
		names++
		a.Answers["product.name"] = assessment.Answer{Text: fmt.Sprintf("LinkWorks G%02d", names)}
		if err := store.Save(a); err != nil {
			t.Fatal(err)
		}
	})
	for _, format := range []publish.Format{publish.Markdown, publish.JSON, publish.HTML} {
		add("export as "+string(format), func() { publish.Render(cat, a, testNow(), "test", format) })
	}
	for _, c := range []struct {
		what string
		at   interview.Place
		keys []tea.KeyPressMsg
	}{
		{"two keys: down and up in a list", "Q13", []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}},
		{"two keys: a letter and back", "product.purpose", []tea.KeyPressMsg{{Code: 'x', Text: "x"}, {Code: tea.KeyBackspace}}},
		{"three keys: choose, accept, back", "Q13", []tea.KeyPressMsg{{Code: tea.KeySpace, Text: " "}, {Code: tea.KeyEnter}, {Code: tea.KeyEscape}}},
		{"two keys: down and up in a table", "page.threats", []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}},
	} {
		m := New(newDesk(cat, exampleOf(t, "gateway"), &memory{}, testNow), Options{At: c.at})
		m.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		add(c.what, func() {
			for _, k := range c.keys {
				m.Update(k)
				m.View()
			}
		})
	}
	return out
}

// allocated is what one call allocates: in how many pieces, and how many bytes.
func allocated(do func()) (pieces, bytes int) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // which empties pools when it likes
	do()                                             // what is kept for later is not counted
	const calls = 10
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range calls {
		do()
	}
	runtime.ReadMemStats(&after)
	return int(after.Mallocs-before.Mallocs) / calls, int(after.TotalAlloc-before.TotalAlloc) / calls
}

// bytesPerKey is what a terminal receives when the cursor moves by one row.
func bytesPerKey(t *testing.T) []cost {
	t.Helper()
	var out []cost
	for _, size := range []struct{ width, height int }{{80, 24}, {200, 60}} {
		for _, at := range []interview.Place{"Q13", "page.threats"} {
			t.Run(fmt.Sprintf("%dx%d/%s", size.width, size.height, at), func(t *testing.T) {
				s := uitest.Start(t, New(newDesk(catalogue.Load(), exampleOf(t, "gateway"), &memory{}, testNow), Options{At: at}), size.width, size.height)
				s.Expect("LinkWorks")
				s.Quiet()
				const keys = 8
				before := s.Written()
				for n := range keys {
					s.Press([]string{"down", "up"}[n%2])
					s.Quiet()
				}
				out = append(out, cost{fmt.Sprintf("a key at %dx%d, %s", size.width, size.height, at), (s.Written() - before) / keys, "bytes"})
			})
		}
	}
	return out
}
