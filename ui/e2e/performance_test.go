//go:build e2e

package e2e

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
)

var report = flag.String("report", "", "measure everything and write the table into this Markdown file, between its two marks")

// The marks between which the table stands.
const (
	tableBegins = "<!-- figures: written by .ci/bench -->\n"
	tableEnds   = "<!-- end of figures -->\n"
)

// exitNo is the exit code of an answer that is no; what is above it is a fault.
const exitNo = 1

// frame is how long a picture of a 60 Hz screen stands.
const frame = time.Second / 60

// figure is one line of the table.
type figure struct {
	what, value, goal string
	met               bool
	command           string
}

// figures collects the lines; a goal that is missed is said, and does not fail:
// figures depend on the machine.
type figures struct {
	t    *testing.T
	list []figure
}

func (f *figures) add(what, value, goal string, met bool, command string) {
	f.list = append(f.list, figure{what, value, goal, met, command})
	f.t.Logf("%-64s %-44s %-24s %v", what, value, goal, met)
}

// note adds a figure without a goal.
func (f *figures) note(what, value, command string) { f.add(what, value, "", true, command) }

// TestPerformance measures what issues and README promise, and writes
// docs/performance.md. It takes some minutes and wants a machine of its own.
func TestPerformance(t *testing.T) {
	if *report == "" {
		t.Skip("run .ci/bench")
	}
	text, err := os.ReadFile(*report)
	before, rest, begins := strings.Cut(string(text), tableBegins)
	_, after, ends := strings.Cut(rest, tableEnds)
	if err != nil || !begins || !ends {
		t.Fatalf("%s has no place for the table: %v", *report, err)
	}
	f := &figures{t: t}
	m := released(t)
	f.benchmarks()
	f.terminal()
	f.oneAssessment(m)
	f.documents(m)
	f.many(m)
	f.size(m)
	table := before + tableBegins + f.markdown(machine(t)) + tableEnds + after
	if err := os.WriteFile(*report, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
}

// measuring is where programs are measured, as they are released.
type measuring struct {
	t                      *testing.T
	dir                    string
	usage, empty, selfmark string
}

// released builds selfmark as it is released, a program of Go that does nothing, and
// the one that measures, in a folder with the examples.
func released(t *testing.T) measuring {
	t.Helper()
	m := measuring{t: t, dir: t.TempDir()}
	nothing := filepath.Join(m.dir, "empty.go")
	if err := os.WriteFile(nothing, []byte("package main\n\nfunc main() {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	build := func(name, what string) string {
		out := filepath.Join(m.dir, name)
		c := exec.Command("go", "build", "-tags", "e2e", "-trimpath", "-ldflags=-s -w", "-o", out, what)
		c.Env = append(os.Environ(), "CGO_ENABLED=0")
		if said, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, said)
		}
		return out
	}
	m.usage, m.empty, m.selfmark = build("usage", "selfmark/ui/e2e/usage"), build("nothing", nothing), build("selfmark", "selfmark")
	for file, example := range map[string]string{"plug": "smart-plug", "gateway": "gateway"} {
		m.run("new", file, "--example", example)
	}
	return m
}

// command is a program in the folder of the measures.
func (m measuring) command(program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Dir, c.Env = m.dir, append(os.Environ(), "SOURCE_DATE_EPOCH=1795564800", "HOME="+m.dir)
	return c
}

// run runs selfmark once; a "no" is an answer.
func (m measuring) run(args ...string) {
	m.t.Helper()
	out, err := m.command(m.selfmark, args...).CombinedOutput()
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() > exitNo) {
		m.t.Fatalf("selfmark %v: %v %s", args, err, out)
	}
}

// used is what a run of a program takes: the least of several runs, the most memory.
type used struct {
	wall, cpu time.Duration
	memory    int // KiB
}

func (u used) mib() float64 { return float64(u.memory) / 1024 }

func (u used) words() string {
	return fmt.Sprintf("%.1f ms, %.1f ms of CPU, %.1f MiB", milliseconds(u.wall), milliseconds(u.cpu), u.mib())
}

// of measures a program; "{n}" in an argument is the number of the run.
func (m measuring) of(runs int, program string, args ...string) used {
	m.t.Helper()
	out, err := m.command(m.usage, append([]string{strconv.Itoa(runs), program}, args...)...).Output()
	var wall, cpu int64
	var u used
	var code int
	if n, _ := fmt.Sscan(string(out), &wall, &cpu, &u.memory, &code); err != nil || n != 4 || code > exitNo {
		m.t.Fatalf("%s %v: %v, exit code %d: %s", filepath.Base(program), args, err, code, out)
	}
	u.wall, u.cpu = time.Duration(wall), time.Duration(cpu)
	return u
}

// benchmarks are measured inside a process by go test.
func (f *figures) benchmarks() {
	run := func(pattern, room string) map[string]map[string]float64 {
		f.t.Helper()
		c := exec.Command("go", "test", "-run", "^$", "-bench", pattern, "-benchmem", "-benchtime", "100ms", "-count", "10", room)
		out, err := c.CombinedOutput()
		if err != nil {
			f.t.Fatalf("%v: %s", err, out)
		}
		return benchmarked(string(out))
	}
	const inner = "go test -run '^$' -bench . -benchmem -benchtime 100ms -count 10 "
	for name, b := range sortedBenchmarks(run("^Benchmark(Evaluate|Load|Save|Export)", "selfmark"), "Evaluate", "Load", "Save", "ExportMarkdown", "ExportJSON", "ExportHTML") {
		took := time.Duration(b["ns/op"])
		value := fmt.Sprintf("%.2f ms, %.0f kB in %.0f pieces", milliseconds(took), b["B/op"]/1000, b["allocs/op"])
		if name == "Evaluate" {
			f.add("evaluate", value, "1 ms", took < time.Millisecond, inner+".")
			continue
		}
		f.note(strings.ToLower(strings.Replace(name, "Export", "export as ", 1)), value, inner+".")
	}
	for name, b := range sortedBenchmarks(run("Key|LiveEffects", "selfmark/ui/wizard"), "Key/move", "Key/type", "Key/accept", "LiveEffects/Q13", "LiveEffects/scope.role", "LiveEffects/reporting.csirt") {
		took := time.Duration(b["ns/op"])
		kind, what, _ := strings.Cut(name, "/")
		if kind == "Key" {
			f.note("a key in the model: "+what, fmt.Sprintf("%.2f ms, %.0f kB in %.0f pieces", milliseconds(took), b["B/op"]/1000, b["allocs/op"]), inner+"./ui/wizard")
			continue
		}
		f.add(fmt.Sprintf("live effects of all %.0f options of %s", b["options"], what), fmt.Sprintf("%.1f ms", milliseconds(took)), "one frame, 16.7 ms", took <= frame, inner+"./ui/wizard")
	}
}

// benchmarked reads the output of go test -bench: by name, by unit, the least of all
// its runs.
func benchmarked(out string) map[string]map[string]float64 {
	all := map[string]map[string]float64{}
	for line := range strings.Lines(out) {
		words := strings.Fields(line)
		if len(words) < 4 || !strings.HasPrefix(words[0], "Benchmark") {
			continue
		}
		name := strings.TrimPrefix(words[0], "Benchmark")
		if i := strings.LastIndexByte(name, '-'); i > 0 {
			name = name[:i]
		}
		if all[name] == nil {
			all[name] = map[string]float64{}
		}
		for i := 2; i+1 < len(words); i += 2 {
			n, err := strconv.ParseFloat(words[i], 64)
			if best, known := all[name][words[i+1]]; err == nil && (!known || n < best) {
				all[name][words[i+1]] = n
			}
		}
	}
	return all
}

// sortedBenchmarks visits benchmarks in an order; a missing one is a fault.
func sortedBenchmarks(all map[string]map[string]float64, names ...string) func(func(string, map[string]float64) bool) {
	return func(yield func(string, map[string]float64) bool) {
		for _, name := range names {
			if all[name] == nil {
				panic("there is no benchmark " + name)
			}
			if !yield(name, all[name]) {
				return
			}
		}
	}
}

// terminal is what somebody feels who sits before it.
func (f *figures) terminal() {
	const e2e = "go test -tags e2e -count=1 -v ./ui/e2e -run "
	empty, ours := firstFrames(f.t)
	ratio := float64(ours) / float64(empty)
	f.add("start to first frame", fmt.Sprintf("%.1f ms, %.2f times an empty Bubble Tea program (%.1f ms)", milliseconds(ours), ratio, milliseconds(empty)), "1.5 times", ratio <= 1.5, e2e+"FirstFrame")
	for _, size := range []struct{ width, height int }{{80, 24}, {200, 60}} {
		for _, at := range []string{"Q13", "page.threats"} {
			left := 100
			k := keyToScreen(f.t, size.width, size.height, at, func() bool { left--; return left >= 0 })
			what := fmt.Sprintf("key to the last byte, %dx%d, %s", size.width, size.height, at)
			f.add(what, fmt.Sprintf("median %.1f ms, 95 %% within %.1f ms", milliseconds(k.median), milliseconds(k.most)), "16.7 and 33.3 ms", k.median <= frame && k.most <= 2*frame, "go test -tags e2e -run xxx -bench KeyToScreen -benchtime 100x ./ui/e2e")
			if at == "Q13" {
				f.add(fmt.Sprintf("bytes a key, one row changes, %dx%d", size.width, size.height), fmt.Sprintf("%.0f bytes", k.bytes), "1 kB", k.bytes < 1000, e2e+"BytesPerKey")
			}
		}
	}
	perKey, peak := cost(f.t)
	f.add("CPU of a key, 80x24", fmt.Sprintf("%.1f ms", milliseconds(perKey)), "half a frame, 8.3 ms", perKey <= frame/2, e2e+"Cost")
	f.add("most memory of a sitting", fmt.Sprintf("%.1f MB", float64(peak)/1e6), "40 MB", peak < 40e6, e2e+"Cost")
	written, rest, base := atRest(f.t)
	f.add("five seconds at rest", fmt.Sprintf("%d bytes, %d ms of CPU; an empty Bubble Tea program %d ms", written, rest.Milliseconds(), base.Milliseconds()), "nothing beyond the clock of the library", written == 0 && rest <= base+30*time.Millisecond, e2e+"Idle")
}

// oneAssessment is the whole process of a verb.
func (f *figures) oneAssessment(m measuring) {
	const runs = 100
	empty := m.of(runs, m.empty)
	f.note("an empty Go program, whole process", empty.words(), "`package main; func main() {}`")
	for _, name := range []string{"plug", "gateway"} {
		check := m.of(runs, m.selfmark, "check", name+".selfmark.yaml")
		ratio := float64(check.wall) / float64(empty.wall)
		f.add("check "+name+", whole process", fmt.Sprintf("%.1f times an empty Go program: %s", ratio, check.words()), "3 times, 20 MiB", ratio <= 3 && check.mib() < 20, "selfmark check "+name+".selfmark.yaml")
	}
	nothing := m.of(runs, m.selfmark, "--version")
	f.note("the same program saying its version", fmt.Sprintf("%.1f times: %s", float64(nothing.wall)/float64(empty.wall), nothing.words()), "selfmark --version")
	f.note("diff plug gateway", m.of(20, m.selfmark, "diff", "plug.selfmark.yaml", "gateway.selfmark.yaml").words(), "selfmark diff plug.selfmark.yaml gateway.selfmark.yaml")
}

// documents are exports, the bundle, and what reads them again.
func (f *figures) documents(m measuring) {
	for _, format := range []string{"md", "json", "html"} {
		args := []string{"export", "plug.selfmark.yaml", "--format", format, "--force", "--out", "document." + format}
		f.note("export as "+format+", whole process", m.of(20, m.selfmark, args...).words(), "selfmark "+strings.Join(args[:4], " "))
	}
	all := m.of(10, m.selfmark, "bundle", "plug.selfmark.yaml", "-o", "bundle-{n}")
	f.add("all documents in all formats, 18 files", all.words(), "100 ms of CPU", all.cpu < 100*time.Millisecond, "selfmark bundle plug.selfmark.yaml -o DIR")
	m.run("key", "new", "tech-lead.key", "--comment", "anna.berger@acme.example", "--no-passphrase")
	m.run("sign", "document.md", "--key", "tech-lead.key", "--signer", "tech-lead", "--assessment", "plug.selfmark.yaml")
	f.note("verify a signed document", m.of(20, m.selfmark, "verify", "document.md").words(), "selfmark verify document.md")
	verify := m.command(m.selfmark, "verify", "bundle-0")
	if _ = verify.Run(); verify.ProcessState.ExitCode() <= exitNo {
		f.note("verify a bundle", m.of(20, m.selfmark, "verify", "bundle-0").words(), "selfmark verify DIR")
	}
}

// many is check and list over thousands of generated assessments.
func (f *figures) many(m measuring) {
	sizes := []int{1000, 3000, 10000}
	folders := make([]string, len(sizes))
	for i, n := range sizes {
		folders[i] = filepath.Join(m.dir, fmt.Sprint(n))
		generate(f.t, folders[i], n)
	}
	for _, verb := range []string{"list", "check"} {
		var cpu []float64
		var all, first used
		for i, folder := range folders {
			args := []string{verb, folder}
			if verb == "check" {
				args = append([]string{verb}, assessmentsIn(f.t, folder)...)
			}
			all = m.of(1, m.selfmark, args...)
			if i == 0 {
				first = all
			}
			cpu = append(cpu, all.cpu.Seconds())
		}
		command := "selfmark " + verb + map[string]string{"list": " DIR", "check": " DIR/*/*.selfmark.yaml"}[verb]
		busy := float64(all.cpu) / float64(all.wall)
		f.add(verb+" over 10,000 assessments", fmt.Sprintf("%.1f s, %.1f s of CPU: %.1f of %d cores", all.wall.Seconds(), all.cpu.Seconds(), busy, runtime.NumCPU()), "20 s on 2 cores", all.wall < 20*time.Second, command)
		growth := exponent(sizes, cpu)
		f.add(verb+": growth of CPU from 1,000 to 10,000", fmt.Sprintf("exponent %.2f", growth), "1.1", growth <= 1.1, command)
		f.add(verb+": memory over 10,000", fmt.Sprintf("%.1f MiB, over 1,000 %.1f MiB", all.mib(), first.mib()), "flat: a half more at most", all.mib() <= 1.5*first.mib(), command)
	}
	wait := f.firstRow(m, folders[len(folders)-1])
	f.add("list --unsorted: first row of 10,000", fmt.Sprintf("%.1f ms", milliseconds(wait)), "100 ms", wait <= 100*time.Millisecond, "selfmark list --unsorted DIR")
}

// firstRow is the time from the start of list to its first row, the best of five.
func (f *figures) firstRow(m measuring, folder string) time.Duration {
	best := time.Hour
	for range 5 {
		ctx, stop := context.WithCancel(f.t.Context())
		c := exec.CommandContext(ctx, m.selfmark, "list", "--unsorted", folder)
		out, err := c.StdoutPipe()
		start := time.Now()
		if err == nil {
			err = c.Start()
		}
		if err != nil {
			f.t.Fatal(err)
		}
		row := false
		for lines := bufio.NewScanner(out); !row && lines.Scan(); {
			row = strings.Contains(lines.Text(), file.Suffix)
		}
		if !row {
			f.t.Fatal("list shows no row")
		}
		best = min(best, time.Since(start))
		stop()
		_ = c.Wait()
	}
	return best
}

// exponent is how a time grows with a number: 1 is in proportion, 2 with its square.
// It is the slope of the straight line through the logarithms (least squares).
func exponent(n []int, times []float64) float64 {
	var sx, sy, sxx, sxy float64
	for i := range n {
		x, y := math.Log(float64(n[i])), math.Log(times[i])
		sx, sy, sxx, sxy = sx+x, sy+y, sxx+x*x, sxy+x*y
	}
	k := float64(len(n))
	return (k*sxy - sx*sy) / (k*sxx - sx*sx)
}

// generate fills a folder with assessments, a hundred in each folder below: the
// examples and templates under other names, each with some answers changed.
func generate(t *testing.T, folder string, n int) {
	t.Helper()
	cat := catalogue.Load()
	chance := rand.New(rand.NewPCG(2024, 2847))
	var kinds []assessment.Assessment
	for _, id := range []string{"smart-plug", "wearable", "gateway"} {
		s, err := starters.Example(id)
		if err != nil {
			t.Fatal(err)
		}
		a, err := s.Assessment(cat)
		if err != nil {
			t.Fatal(err)
		}
		kinds = append(kinds, a)
	}
	for i := range n {
		a := kinds[i%len(kinds)]
		answers := make(map[catalogue.QuestionID]assessment.Answer, len(a.Answers))
		for id, answer := range a.Answers {
			answers[id] = answer
		}
		answers["product.name"] = assessment.Answer{Text: fmt.Sprintf("Product %05d", i)}
		for range 5 {
			q := &cat.Questions[chance.IntN(len(cat.Questions))]
			if q.Kind == catalogue.KindMulti && len(q.Options) > 0 {
				answers[q.ID] = assessment.Answer{Options: []string{q.Options[chance.IntN(len(q.Options))].ID}}
			}
		}
		a.Answers = answers
		path := filepath.Join(folder, fmt.Sprintf("%03d", i/100), fmt.Sprintf("product-%05d%s", i, file.Suffix))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Encode(a, cat), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func assessmentsIn(t *testing.T, folder string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(folder, "*", "*"+file.Suffix))
	if err != nil || len(list) == 0 {
		t.Fatalf("no assessments in %s: %v", folder, err)
	}
	return list
}

func (f *figures) size(m measuring) {
	info, err := os.Stat(m.selfmark)
	if err != nil {
		f.t.Fatal(err)
	}
	f.add("stripped binary", fmt.Sprintf("%.2f MB", float64(info.Size())/1e6), "15 MB", info.Size() < 15e6, "CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o selfmark . && ls -l selfmark")
}

// machine says where and when the figures were taken.
func machine(t *testing.T) string {
	t.Helper()
	say := func(name string, args ...string) string {
		out, _ := exec.Command(name, args...).Output()
		return strings.TrimSpace(string(out))
	}
	model := "processor unknown"
	cpus, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(cpus)) {
		if key, value, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
			model = strings.TrimSpace(value)
		}
	}
	memory := 0
	info, _ := os.ReadFile("/proc/meminfo")
	_, _ = fmt.Sscanf(string(info), "MemTotal: %d kB", &memory)
	load, _ := os.ReadFile("/proc/loadavg")
	busy, _, _ := strings.Cut(string(load), " ")
	return fmt.Sprintf("Measured on %s: %s, %d cores, %.0f GB; %s, %s, commit %s. The load average was %s at the end (about 1 comes from measuring; what is above it was others' work, and makes every time longer).",
		time.Now().UTC().Format(time.DateOnly), model, runtime.NumCPU(), float64(memory)/1e6, say("uname", "-sr"), runtime.Version(), say("git", "rev-parse", "--short", "HEAD"), busy)
}

func (f *figures) markdown(where string) string {
	out := where + "\n\n| What | Measured | Goal | Met | Measured by |\n|---|---|---|---|---|\n"
	for _, l := range f.list {
		met := ""
		if l.goal != "" {
			met = map[bool]string{true: "yes", false: "**no**"}[l.met]
		}
		command := l.command
		if !strings.Contains(command, "`") {
			command = "`" + command + "`"
		}
		out += fmt.Sprintf("| %s | %s | %s | %s | %s |\n", l.what, l.value, l.goal, met, command)
	}
	return out
}
