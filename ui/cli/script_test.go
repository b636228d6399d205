package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/ui/cli"
)

// TestMain makes the test binary the program itself where a script calls it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"selfmark": func() { os.Exit(cli.Main(cli.System())) }})
}

func TestScripts(t *testing.T) { scripts(t, "script") }

// TestPermissionScripts are those that root cannot run, because root may do
// everything. .ci/unprivileged runs them as nobody.
func TestPermissionScripts(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("permissions do not bind root")
	}
	scripts(t, "permission")
}

func scripts(t *testing.T, folder string) {
	t.Helper()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", folder),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Setenv("TERM", "xterm-256color")
			e.Setenv("SSH_AUTH_SOCK", "")
			if folder == "permission" {
				return nil // it runs away from the docs
			}
			return os.WriteFile(filepath.Join(e.WorkDir, "pre-commit"), documentedHook(t), 0o755)
		},
		Condition: func(name string) (bool, error) {
			if program, ok := strings.CutPrefix(name, "oracle:"); ok {
				return hasOracle(program), nil
			}
			return false, fmt.Errorf("unknown condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"run": run, "lock": lock, "make": makeFile, "crlf": crlf, "checkjson": checkJSON, "checksarif": checkSarif, "same": same, "only": only, "replace": replace,
		},
	})
}

// documentedHook is the hook of docs/pipeline.md.
func documentedHook(t *testing.T) []byte {
	t.Helper()
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "pipeline.md"))
	_, after, found := strings.Cut(string(doc), "```sh\n#!/bin/sh\n")
	hook, _, closed := strings.Cut(after, "```")
	if err != nil || !found || !closed {
		t.Fatal("docs/pipeline.md holds no hook: ", err)
	}
	return []byte("#!/bin/sh\n" + hook)
}

// hasOracle looks for a program that judges us. A newcomer may lack it, CI may not.
func hasOracle(program string) bool {
	_, err := exec.LookPath(program)
	if err != nil && os.Getenv("CI") == "true" {
		panic(program + " is missing, and CI needs it")
	}
	return err == nil
}

// run CODE ARGS… runs selfmark and holds it to the rules for every run: the exit
// code, one sentence for a failure, no stack trace, nothing on standard output
// with a failure other than a plain "no".
func run(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec("selfmark", args[1:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	stdout, stderr := ts.ReadFile("stdout"), ts.ReadFile("stderr")
	if got != want {
		ts.Fatalf("exit code %d, not %d\n%s%s", got, want, stdout, stderr)
	}
	for _, trace := range []string{"goroutine ", "panic", ".go:", "runtime."} {
		if strings.Contains(stdout+stderr, trace) {
			ts.Fatalf("a stack trace:\n%s", stderr)
		}
	}
	for line := range strings.Lines(stderr) {
		if !strings.HasPrefix(line, "selfmark: error: ") && !strings.HasPrefix(line, "selfmark: hint: ") && !strings.HasPrefix(line, "selfmark: note: ") && !strings.HasPrefix(line, "selfmark: warning: ") {
			ts.Fatalf("on standard error stands %q", line)
		}
	}
	errors := strings.Count(stderr, "selfmark: error: ")
	if want >= 2 && (errors == 0 || strings.Count(stderr, "selfmark: error: "+"\n") > 0) || want < 2 && errors > 0 && !strings.Contains(stderr, "nothing in the law data") && !strings.Contains(stderr, "there is no threat") {
		ts.Fatalf("%d errors on standard error with exit code %d:\n%s", errors, want, stderr)
	}
	// check and list report on the files that they can read, and the line mode on what it did.
	result := slices.Contains([]string{"check", "list", "open"}, args[min(1, len(args)-1)])
	if want >= 2 && !result && (errors != 1 || stdout != "") {
		ts.Fatalf("a failure must be one sentence, and nothing on standard output:\n%s\n%s", stdout, stderr)
	}
}

// lock FILE holds the lock of an assessment as another window does.
func lock(ts *testscript.TestScript, _ bool, args []string) {
	store, _, err := file.Open(ts.MkAbs(args[0]), catalogue.Load(), file.OS)
	ts.Check(err)
	if readOnly, why := store.ReadOnly(); readOnly {
		ts.Fatalf("%s", why)
	}
	ts.Defer(func() { store.Close() })
}

// make KIND FILE makes what does not belong into a script.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	head := "selfmark: 1\nproduct:\n  name: "
	var data string
	switch args[0] {
	case "50MB":
		data = "selfmark: 1\nnotes:\n" + strings.Repeat("  - {on: Q13, text: a note that is long enough to fill the file quickly}\n", 50<<20/72)
	case "deep":
		data = head + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + "\n"
	case "deep-blocks":
		var b strings.Builder
		for i := range 1000 {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		data = "selfmark: 1\n" + b.String()
	case "many":
		data = "selfmark: 1\nproduct:\n  versions: [" + strings.Repeat("a,", 400_000) + "a]\n"
	case "binary":
		data = string([]byte{0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0xff, 0xfe, 0x80, '\n', 0})
	case "nul":
		data = "selfmark: 1\n\x00\x00\x00\n"
	case "latin1":
		data = head + "M\xfcller\n"
	case "utf16":
		data = "\xff\xfes\x00e\x00l\x00f\x00\n\x00"
	case "empty":
	default:
		ts.Fatalf("what is %s?", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(data), 0o644))
}

// crlf FILE gives a file the line ends of Windows.
func crlf(ts *testscript.TestScript, _ bool, args []string) {
	data := strings.ReplaceAll(ts.ReadFile(args[0]), "\n", "\r\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o644))
}

// replace FILE OLD NEW edits a file as somebody with an editor does.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	data := ts.ReadFile(args[0])
	if !strings.Contains(data, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(data, args[1], args[2], 1)), 0o644))
}

// same A B compares bytes without printing them.
func same(ts *testscript.TestScript, neg bool, args []string) {
	if (ts.ReadFile(args[0]) == ts.ReadFile(args[1])) == neg {
		ts.Fatalf("%s and %s: same is %v", args[0], args[1], neg)
	}
}

// only DIR NAME… says which files a folder holds, without those that are hidden
// for good reason: the lock.
func only(ts *testscript.TestScript, _ bool, args []string) {
	entries, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var got []string
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".lock") {
			got = append(got, e.Name())
		}
	}
	if !slices.Equal(got, args[1:]) {
		ts.Fatalf("%s holds %q", args[0], got)
	}
}

// checkedFile is the published shape of check --json.
type checkedFile struct {
	File     string         `json:"file"`
	Status   string         `json:"status"`
	Scope    string         `json:"scope"`
	Class    string         `json:"class"`
	Routes   []string       `json:"routes"`
	Inherent map[string]int `json:"inherent"`
	Residual map[string]int `json:"residual"`
	Threats  []threat       `json:"threats"`
	Required []required     `json:"requirements"`
	Findings []finding      `json:"findings"`
}

type threat struct {
	ID          string  `json:"id"`
	Window      *int    `json:"window"`
	Potential   *int    `json:"attack_potential"`
	Feasibility string  `json:"feasibility"`
	Impact      string  `json:"impact"`
	Category    string  `json:"category"`
	Asset       *string `json:"asset"`
	Inherent    int     `json:"inherent"`
	Residual    int     `json:"residual"`
	Dismissed   bool    `json:"dismissed"`
}

type required struct {
	ID         string   `json:"id"`
	Applicable bool     `json:"applicable"`
	Possible   bool     `json:"claim_possible"`
	BlockedBy  []string `json:"blocked_by"`
	Met        bool     `json:"met"`
}

type finding struct {
	ID       string   `json:"id"`
	Severity string   `json:"severity"`
	Basis    string   `json:"basis"`
	Step     int      `json:"step"`
	Place    string   `json:"place"`
	Text     string   `json:"text"`
	Remedy   string   `json:"remedy"`
	Cite     []string `json:"cite"`
}

// checkJSON FILE… holds standard output against the shape of check --json, with
// one entry for each file that could be read.
func checkJSON(ts *testscript.TestScript, _ bool, args []string) {
	var files []checkedFile
	d := json.NewDecoder(bytes.NewReader([]byte(ts.ReadFile("stdout"))))
	d.DisallowUnknownFields()
	ts.Check(d.Decode(&files))
	var names []string
	for _, f := range files {
		names = append(names, f.File)
		ts.Check(f.check())
	}
	if !slices.Equal(names, args) {
		ts.Fatalf("reports on %q", names)
	}
}

// checkSarif FILE… looks at the output of check --sarif as a code host does: every
// result names a rule of the tool, a level and one of the files.
func checkSarif(ts *testscript.TestScript, _ bool, args []string) {
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID    string
				RuleIndex int
				Level     string
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           struct{ StartLine int }
					}
				}
			}
		}
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &log))
	if log.Version != "2.1.0" || len(log.Runs) != 1 {
		ts.Fatalf("version %q with %d runs", log.Version, len(log.Runs))
	}
	seen := map[string]bool{}
	for _, r := range log.Runs[0].Results {
		rules := log.Runs[0].Tool.Driver.Rules
		switch {
		case r.RuleIndex < 0 || r.RuleIndex >= len(rules) || rules[r.RuleIndex].ID != r.RuleID:
			ts.Fatalf("rule %s is not number %d", r.RuleID, r.RuleIndex)
		case !slices.Contains([]string{"error", "warning", "note"}, r.Level), r.Message.Text == "", len(r.Locations) != 1, r.Locations[0].PhysicalLocation.Region.StartLine < 1:
			ts.Fatalf("result %+v", r)
		}
		seen[r.Locations[0].PhysicalLocation.ArtifactLocation.URI] = true
	}
	for _, name := range args {
		if !seen[name] {
			ts.Fatalf("nothing about %s, but about %v", name, seen)
		}
	}
	if len(seen) != len(args) {
		ts.Fatalf("results about %v", seen)
	}
}

func (f checkedFile) check() error {
	sum := func(levels map[string]int) (n int) {
		for _, level := range []string{"R1", "R2", "R3", "R4", "R5"} {
			n += levels[level]
		}
		return n
	}
	dismissed := 0
	for _, t := range f.Threats {
		if t.Dismissed {
			dismissed++
		}
		switch {
		case t.ID == "" || t.Window == nil || t.Potential == nil || t.Feasibility == "" || t.Impact == "" || t.Category == "":
			return fmt.Errorf("threat %+v lacks something", t)
		case t.Inherent < 1 || t.Inherent > 5 || t.Residual < 1 || t.Residual > t.Inherent:
			return fmt.Errorf("threat %+v has an impossible rating", t)
		}
	}
	switch {
	case len(f.Inherent) != 5 || len(f.Residual) != 5:
		return fmt.Errorf("%s: levels %v %v", f.File, f.Inherent, f.Residual)
	case sum(f.Inherent) != len(f.Threats), sum(f.Residual) != len(f.Threats)-dismissed:
		return fmt.Errorf("%s: the counts do not add up: %v %v, %d threats", f.File, f.Inherent, f.Residual, len(f.Threats))
	case f.Status == "" || f.Scope == "" || f.Class == "" || f.Routes == nil || f.Threats == nil || len(f.Required) != 14 || f.Findings == nil:
		return fmt.Errorf("%s lacks something: %d requirements", f.File, len(f.Required))
	}
	for _, r := range f.Required {
		if r.ID == "" || r.BlockedBy == nil {
			return fmt.Errorf("requirement %+v lacks something", r)
		}
	}
	for _, n := range f.Findings {
		if n.ID == "" || n.Severity == "" || n.Basis == "" || n.Step == 0 || n.Text == "" || n.Remedy == "" || n.Cite == nil || n.Basis == "law" && len(n.Cite) == 0 {
			return fmt.Errorf("finding %+v lacks something", n)
		}
	}
	return nil
}
