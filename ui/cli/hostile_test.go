package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
	"selfmark/ui/cli"
	"selfmark/ui/uitest"
)

// injected stands on a line of its own when a line end of a name gets through.
const injected = "INJECTED"

// hostileName is what a file or a folder may be called by somebody who wants to act on
// a terminal, to deceive its reader or to slip in a line.
const hostileName = "na\x1b[2J\u202e\n" + injected + "\n\u009b\x07\t'\"`$(id)"

// harmless runs a verb: nothing that it says acts on a terminal or is a line of somebody
// else.
func (p program) harmless(code int, args ...string) (stdout, stderr string) {
	p.t.Helper()
	stdout, stderr = p.run(code, args...)
	for where, said := range map[string]string{"output": stdout, "messages": stderr} {
		where = strings.Join(args, " ") + ", " + where
		uitest.Harmless(p.t, where, said)
		for line := range strings.Lines(said) {
			if strings.HasPrefix(line, injected) {
				p.t.Errorf("%s: a line of its own: %q", where, said)
			}
		}
	}
	return stdout, stderr
}

func (p program) put(name string, content []byte) {
	p.t.Helper()
	if err := os.WriteFile(name, content, 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// hostileFiles are two assessments of which every text is hostile.
func hostileFiles(t *testing.T) (a, b assessment.Assessment) {
	t.Helper()
	full, err := filepath.Abs("../../assessment/file/testdata/format-1/full.selfmark.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return uitest.Hostile(t, full, 1), uitest.Hostile(t, full, 2)
}

// TestHostileTexts: every text of the model is hostile; no verb, format or error
// passes anything of it on to the terminal.
func TestHostileTexts(t *testing.T) {
	a, other := hostileFiles(t)
	p := start(t)
	for name, content := range map[string][]byte{"a.selfmark.yaml": file.Encode(a, catalogue.Load()), "b.selfmark.yaml": file.Encode(other, catalogue.Load()),
		"key.selfmark.yaml":             []byte("selfmark: 1\n\"ke\\e[2Jy\\u202e\": x\n"),
		"word.selfmark.yaml":            []byte("selfmark: 1\nmeasures: {M07: {state: \"\\e[2J\\u202e\"}}\n"),
		"na\x1b[2J\u202e.selfmark.yaml": []byte("selfmark: 1\nx: y\n")} {
		p.put(name, content)
	}
	for _, run := range []struct {
		code int
		args []string
	}{
		{1, []string{"check", "a.selfmark.yaml"}}, {1, []string{"check", "a.selfmark.yaml", "--all"}}, {1, []string{"check", "a.selfmark.yaml", "--json"}}, {1, []string{"check", "a.selfmark.yaml", "--sarif"}},
		{3, []string{"list"}}, {3, []string{"list", "--json"}}, {3, []string{"list", "--csv"}},
		{0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml"}}, {0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml", "--format", "md"}}, {0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml", "--format", "json"}},
		{0, []string{"export", "a.selfmark.yaml", "--format", "md", "--out", "-"}}, {0, []string{"export", "a.selfmark.yaml", "--format", "html", "--out", "-"}}, {0, []string{"export", "a.selfmark.yaml", "--format", "json", "--out", "-"}},
		{0, []string{"export", "a.selfmark.yaml", "--since", "b.selfmark.yaml", "--out", "-"}}, {2, []string{"export", "a.selfmark.yaml", "--document", "memo", "--out", "-"}},
		{1, []string{"evidence", "list", "a.selfmark.yaml"}}, {1, []string{"evidence", "list", "a.selfmark.yaml", "--json"}}, {3, []string{"evidence", "refresh", "a.selfmark.yaml"}}, {2, []string{"evidence", "refresh", "a.selfmark.yaml", "E\x1b[2J"}},
		{3, []string{"check", "key.selfmark.yaml"}}, {3, []string{"check", "word.selfmark.yaml"}}, {3, []string{"check", "na\x1b[2J\u202e.selfmark.yaml"}}, {3, []string{"check", "no\x1b[2J.yaml"}},
		{1, []string{"law", "\x1b[2J\u202edoor"}}, {2, []string{"\x1b[2J\u202e"}}, {2, []string{"open", "a.selfmark.yaml", "--at", "\x1b[2J\u202e"}}, {2, []string{"check", "a.selfmark.yaml", "--date", "\x1b[2J\u202e"}},
	} {
		p.harmless(run.code, run.args...)
	}
	for _, kind := range []string{"declaration", "simplified-declaration", "user-information", "technical-file", "open-points"} {
		for _, format := range []string{"md", "html", "json", "csv"} {
			if format != "csv" || kind == "open-points" {
				p.harmless(0, "export", "a.selfmark.yaml", "--document", kind, "--format", format, "--out", "-")
			}
		}
	}
}

// TestHostileSARIF: a viewer of findings gets no character that hides, and SARIF stays
// JSON with the name of the file as a URI.
func TestHostileSARIF(t *testing.T) {
	a, _ := hostileFiles(t)
	p := start(t)
	name := hostileName + file.Suffix
	p.put(name, file.Encode(a, catalogue.Load()))
	out, _ := p.harmless(1, "check", name, "--sarif")
	var log struct {
		Runs []struct {
			Results []struct {
				Message   struct{ Text string }
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil || len(log.Runs) != 1 || len(log.Runs[0].Results) < 5 {
		t.Fatalf("%v %d", err, len(out))
	}
	for _, r := range log.Runs[0].Results {
		uitest.Harmless(t, "a message", r.Message.Text)
		if uri := r.Locations[0].PhysicalLocation.ArtifactLocation.URI; !strings.HasPrefix(uri, "na%1B%5B2J%E2%80%AE%0A"+injected) {
			t.Errorf("the URI is %q", uri)
		}
	}
}

// TestHostileReports: cases whose every text is hostile, shown, listed, changed and
// exported as notifications, and begun from such an assessment.
func TestHostileReports(t *testing.T) {
	a, _ := hostileFiles(t)
	p := start(t)
	p.put("a.selfmark.yaml", file.Encode(a, catalogue.Load()))
	for round, kind := range []reporting.Kind{reporting.Vulnerability, reporting.Incident, reporting.Vulnerability, reporting.Incident} {
		name := string(kind) + strings.Repeat("+", round) + reporting.Suffix
		p.put(name, uitest.HostileCase(t, kind, round*3))
		p.harmless(0, "report", "show", name)
		for _, stage := range []string{"early-warning", "notification", "final"} {
			text, _ := p.harmless(0, "report", "export", name, "--stage", stage)
			data, _ := p.harmless(0, "report", "export", name, "--stage", stage, "--format", "json")
			if !json.Valid([]byte(data)) || !strings.Contains(text, `\u{`) {
				t.Errorf("%s: %q %q", name, text, data)
			}
		}
		p.harmless(0, "report", "set", name, "title=\x1b[2J\u202e\n"+injected, "reason=\x1b]0;x\x07")
		p.harmless(2, "report", "set", name, "\x1b[2J=x")
		p.harmless(2, "report", "submitted", name, "\x1b[2J")
		p.harmless(0, "report", "submitted", name, "early-warning")
	}
	p.harmless(0, "report", "list")
	p.harmless(0, "report", "list", "--json")
	p.harmless(0, "report", "new", "a.selfmark.yaml", "--kind", "incident", "--title", hostileName, "--reason", hostileName, "--set", "contact="+hostileName, "--out", "new")
	p.harmless(0, "report", "show", "new"+reporting.Suffix)
	for _, args := range [][]string{{"--kind", hostileName}, {"--kind", "incident", "--zone", hostileName}, {"--kind", "incident", "--answer", hostileName + "=yes"},
		{"--kind", "incident", "--set", hostileName + "=x"}, {"--kind", "incident", "--aware", hostileName}, {"--kind", "incident", "--now", hostileName}} {
		p.harmless(2, append([]string{"report", "new", "a.selfmark.yaml"}, args...)...)
	}
	hurt := strings.Replace(string(uitest.HostileCase(t, reporting.Incident, 1)), "kind: incident", "kind: \"\\e[2J\\u202e\"", 1)
	p.put("hurt"+reporting.Suffix, []byte(hurt))
	p.harmless(3, "report", "show", "hurt"+reporting.Suffix)
	p.harmless(3, "report", "list", "--json")
}

// TestHostileSigning: an assessment whose every text is hostile is signed, verified and
// bundled; nothing of it comes through in messages, and nothing of it stands in the files
// that a person reads or a tool obeys: VERIFY.txt, the manifest, the list of signers.
func TestHostileSigning(t *testing.T) {
	a, _ := hostileFiles(t)
	for i, id := range []string{"tech-lead", "management"} { // all else that they say is hostile
		s := &a.Signers[i]
		s.ID, s.Role, s.Principal, s.Fingerprint = id, []string{"technical lead", "management"}[i], id+"@acme.example", ""
	}
	good := "proof/&b; %s $(id) `id` ★ 👩‍🚀.txt"
	for i := range a.Evidence {
		a.Evidence[i].File, a.Evidence[i].Link, a.Evidence[i].SHA256, a.Evidence[i].Size = good, "", "", 0
	}
	p := start(t)
	p.env["HOME"] = t.TempDir()
	p.put("a.selfmark.yaml", file.Encode(a, catalogue.Load()))
	if err := os.Mkdir("proof", 0o755); err != nil {
		t.Fatal(err)
	}
	p.put(good, []byte("x"))
	for _, key := range []string{"lead", "boss"} {
		p.harmless(0, "key", "new", key, "--no-passphrase", "--comment", key+" <b> $(id)")
		p.harmless(0, "key", "show", key)
	}
	p.harmless(2, "key", "new", "third", "--no-passphrase", "--comment", "a\n"+injected)
	p.harmless(2, "key", "new", "third", "--no-passphrase", "--comment", "\x1b[2J\u202e")
	p.harmless(2, "key", "show", "lead", hostileName)
	p.harmless(2, "key", "assign", "a.selfmark.yaml", "lead", "--signer", hostileName)
	p.harmless(0, "key", "assign", "a.selfmark.yaml", "lead", "--signer", "tech-lead")
	p.harmless(0, "key", "assign", "a.selfmark.yaml", "boss", "--signer", "management")
	allowed := ""
	for i, key := range []string{"lead", "boss"} {
		line, _ := p.harmless(0, "key", "show", key, a.Signers[i].Principal)
		allowed += strings.Split(line, "\n")[1] + "\n"
	}
	p.put("allowed", []byte(allowed))
	p.harmless(0, "key", "trust", "allowed")
	for _, format := range []string{"md", "json", "html"} {
		doc := "plug." + format
		p.harmless(0, "export", "a.selfmark.yaml", "--format", format, "--out", doc)
		p.harmless(0, "sign", doc, "--key", "lead", "--signer", "tech-lead", "--draft")
		p.harmless(2, "sign", doc, "--key", "lead", "--signer", hostileName, "--draft")
		p.harmless(2, "sign", doc, "--key", "boss", "--signer", "tech-lead", "--draft", "--force")
		p.harmless(1, "verify", doc)
		p.harmless(1, "verify", doc, "--json")
		p.harmless(0, "sign", doc, "--key", "boss", "--signer", "management", "--draft")
		p.harmless(0, "verify", doc)
		if out, _ := p.run(0, "__complete", "sign", doc, "--signer", ""); !strings.HasPrefix(out, "tech-lead\t") {
			t.Errorf("the shell is offered %q", out)
		} else {
			uitest.Harmless(t, "completion", strings.ReplaceAll(out, "\t", " "))
		}
	}
	p.harmless(0, "bundle", "plug.json", "-o", "bundle", "--key", "boss")
	p.harmless(0, "bundle", "plug.json", "-o", "bundle.zip", "--key", "boss")
	p.harmless(0, "verify", "bundle", "--signers", "allowed")
	p.harmless(0, "verify", "bundle.zip", "--signers", "allowed", "--json")
	p.put(filepath.Join("bundle", good), []byte("y"))
	p.put(filepath.Join("bundle", "more 👩‍🚀"), nil)
	p.harmless(1, "verify", "bundle", "--signers", "allowed")
	count := 0
	err := filepath.WalkDir("bundle", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if count++; err == nil {
			uitest.Harmless(t, path, strings.ReplaceAll(string(data), "\t", " "))
		}
		return err
	})
	if err != nil || count < 20 {
		t.Errorf("%v, %d files", err, count)
	}
	for _, name := range []string{"VERIFY.txt", "MANIFEST.sha256", "allowed_signers"} {
		data, err := os.ReadFile(filepath.Join("bundle", name))
		if err != nil || bytes.Contains(data, []byte("script>")) || bytes.Contains(data, []byte("gnp.exe")) {
			t.Errorf("%s holds a text of the assessment: %v\n%s", name, err, data)
		}
	}
	for _, bad := range []string{"proof/\u202e.txt", "proof/\u009b2J.txt", "proof/\u200b.txt", "proof/\x1b[2J", "proof/a\nb", "../a", "proof/a\\b"} {
		a.Evidence[0].File = bad
		p.put("a.selfmark.yaml", file.Encode(a, catalogue.Load()))
		if _, said := p.harmless(3, "bundle", "a.selfmark.yaml", "-o", "other"); !strings.Contains(said, "the file of evidence") {
			t.Errorf("%q: %s", bad, said)
		}
	}
}

// TestHostileSigners: a document whose signers have names for a shell or a folder is
// refused or told without acting on them, and no shell is offered them.
func TestHostileSigners(t *testing.T) {
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "export", "plug.selfmark.yaml", "--out", "plug.md")
	doc, err := os.ReadFile("plug.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{`$(touch x)`, `../../up`, `; id`, `\u001b[2J`, `\u202e`, `a b`, `-x`, `a\nb`} {
		p.put("hurt.md", bytes.Replace(doc, []byte(`"id": "tech-lead"`), []byte(`"id": "`+id+`"`), 1))
		code := 1
		if id == `\u202e` {
			code = 3 // the block for programs never has it so
		}
		p.harmless(code, "verify", "hurt.md")
		p.harmless(code, "verify", "hurt.md", "--json")
		out, _ := p.run(0, "__complete", "sign", "hurt.md", "--signer", "")
		if code == 1 && !strings.HasPrefix(out, "management\t") || strings.Contains(out, "tech-lead") {
			t.Errorf("%s: the shell is offered %q", id, out)
		}
	}
}

// TestHostileNames: files, folders and the home have hostile names; every verb takes
// them, and no message or result passes a name on as it is.
func TestHostileNames(t *testing.T) {
	p := start(t)
	in := func(name string) string { return filepath.Join(hostileName, name+hostileName) }
	if err := os.Mkdir(hostileName, 0o755); err != nil {
		t.Skip("no such name here: ", err)
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	p.env["HOME"] = filepath.Join(here, "home"+hostileName)
	plug := in("plug") + file.Suffix
	p.harmless(0, "new", in("plug"), "--example", "smart-plug")
	p.harmless(2, "new", in("plug"))
	p.harmless(0, "check", plug)
	p.harmless(0, "check", plug, "--json")
	p.harmless(3, "check", in("none"), plug)
	p.harmless(3, "check", plug, "--law-data", hostileName)
	p.harmless(3, "check", plug, "--law-data", in("none"))
	for _, args := range [][]string{{"list"}, {"list", hostileName}, {"list", hostileName, "--json"}, {"list", hostileName, "--csv"}} {
		p.harmless(0, args...)
	}
	p.harmless(3, "list", in("none"))

	key := in("key")
	p.harmless(0, "key", "new", key, "--no-passphrase")
	p.harmless(2, "key", "new", key, "--no-passphrase")
	p.harmless(4, "key", "new", filepath.Join(in("none"), "k"), "--no-passphrase")
	p.harmless(0, "key", "new", "--no-passphrase", "--comment", "../$(id)")
	p.harmless(0, "key", "show", key)
	for _, none := range []string{in("none"), plug, hostileName} {
		p.harmless(3, "key", "show", none)
	}
	line, _ := p.harmless(0, "key", "show", key, "anna.berger@acme.example")
	p.put(in("allowed"), []byte(strings.Split(line, "\n")[1]+"\n"))
	p.harmless(0, "key", "trust", in("allowed"))
	p.harmless(3, "key", "trust", in("none"))
	p.harmless(3, "key", "trust", plug)
	p.harmless(3, "key", "trust", in("allowed"), "--revoked", plug)

	md, js := in("a")+".md", in("a")+".json"
	p.harmless(0, "export", plug)
	p.harmless(2, "export", plug)
	p.harmless(0, "export", plug, "--out", md)
	p.harmless(4, "export", plug, "--out", filepath.Join(in("none"), "a.md"))
	p.harmless(2, "export", plug, "--out", key, "--force")
	p.harmless(0, "sign", md, "--key", key, "--signer", "tech-lead")
	p.harmless(2, "sign", md, "--key", key, "--signer", "tech-lead")
	p.harmless(0, "export", plug, "--format", "json", "--out", js)
	p.harmless(0, "export", plug, "--out", md, "--force", "--since", js)
	p.harmless(2, "export", js, "--date", "2026-12-01")
	p.harmless(2, "export", plug, "--document", "memo")
	p.harmless(2, "sign", md, "--signer", "management")
	for _, none := range []string{in("none"), plug, hostileName} {
		p.harmless(3, "sign", md, "--key", none, "--signer", "management", "--draft")
		p.harmless(3, "sign", none, "--key", key, "--signer", "management")
	}
	p.harmless(1, "verify", js)
	for _, none := range []string{in("none"), plug, hostileName} {
		p.harmless(3, "verify", none)
		if none != hostileName {
			p.harmless(3, "verify", js, "--signers", none)
		}
	}
	p.harmless(0, "diff", plug, js)
	p.harmless(0, "diff", plug, js, "--format", "md")
	p.harmless(0, "diff", plug, js, "--format", "json")

	p.harmless(0, "bundle", plug, "-o", in("bundle"))
	p.harmless(2, "bundle", plug, "-o", in("bundle"))
	p.harmless(2, "bundle", plug)
	p.harmless(3, "bundle", js, "-o", in("other"))
	p.harmless(4, "bundle", plug, "-o", filepath.Join(in("none"), "x"))
	p.harmless(1, "verify", in("bundle"))
	p.put(in("proof"), []byte("x"))
	p.harmless(3, "evidence", "add", plug, in("none"))
	p.harmless(3, "evidence", "add", plug, "..")
	if _, said := p.harmless(2, "evidence", "add", plug, in("proof")); !strings.Contains(said, "rename it") {
		t.Error(said)
	}

	p.harmless(0, "report", "new", plug, "--kind", "incident", "--out", in("case"))
	incident := in("case") + reporting.Suffix
	p.harmless(0, "report", "show", incident)
	p.harmless(0, "report", "export", incident, "--stage", "early-warning", "--out", in("note"))
	p.harmless(2, "report", "export", incident, "--stage", "early-warning", "--out", in("note"))
	p.harmless(3, "report", "show", plug)
	p.harmless(0, "report", "list", hostileName)
	p.harmless(0, "report", "list", hostileName, "--json")

	p.harmless(0, "open", plug, "--plain")
	p.harmless(0, "open", js, "--plain")
	p.harmless(2, "open", js, "--plain") // what is made of it is there already
	p.harmless(3, "open", in("none"), "--plain")
	t.Chdir(hostileName)
	p.harmless(0, "list", ".")
	p.harmless(2)
}

// TestHostileRevisions: whatever stands behind the @ is one fixed argument for git,
// never an option or a command, and git fetches nothing and runs nothing for it.
func TestHostileRevisions(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed here")
	}
	p := start(t)
	git := func(args ...string) string {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@acme.example"}, args...)...)
		c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1")
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	git("init", "-q")
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "new", "--example", "smart-plug", "--", "-plug")
	git("add", "-A")
	git("commit", "-q", "-m", "x")
	p.harmless(0, "diff", "plug.selfmark.yaml@HEAD", "plug.selfmark.yaml")
	p.harmless(0, "diff", "--", "-plug.selfmark.yaml@HEAD", "-plug.selfmark.yaml")
	before := inFolder(t)
	for _, revision := range []string{"--output=pwned", "-o", "--ext-diff", "HEAD --output=pwned", "$(touch pwned)", "`touch pwned`", ";touch pwned", "|touch pwned", "HEAD:..", "HEAD:/", ":/x", "@{-1}", "\x1b[2J\u202e", "\n" + injected, hostileName, "*", strings.Repeat("x", 5000)} {
		code := 3
		if strings.HasPrefix(revision, "-") {
			code = 2
		}
		p.harmless(code, "diff", "plug.selfmark.yaml@"+revision, "plug.selfmark.yaml")
		p.harmless(code, "export", "plug.selfmark.yaml", "--since", "plug.selfmark.yaml@"+revision, "--out", "-")
	}
	for _, name := range []string{"--output=pwned@HEAD", "-@HEAD", "@HEAD", "..@HEAD", "no/folder@HEAD", hostileName + "@HEAD"} {
		p.harmless(3, "diff", "--", name, "plug.selfmark.yaml")
	}
	if after := inFolder(t); !slices.Equal(before, after) {
		t.Errorf("made: %q", after)
	}

	// A repository of somebody else that leaves the file out, to be fetched by a program.
	blob := git("rev-parse", "HEAD:plug.selfmark.yaml")
	if err := os.Remove(filepath.Join(".git", "objects", blob[:2], blob[2:])); err != nil {
		t.Fatal(err)
	}
	for _, setting := range [][2]string{{"core.repositoryformatversion", "1"}, {"extensions.partialClone", "evil"}, {"remote.evil.url", "ext::sh -c touch% pwned"}, {"remote.evil.promisor", "true"}, {"protocol.ext.allow", "always"}} {
		git("config", setting[0], setting[1])
	}
	p.harmless(3, "diff", "plug.selfmark.yaml@HEAD", "plug.selfmark.yaml")
	if _, err := os.Stat("pwned"); !errors.Is(err, fs.ErrNotExist) {
		t.Error("git ran a program of the repository")
	}
}

func inFolder(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// TestHostileCrash: a report of a fault names the file, whatever it is called, and
// nothing of what the fault was about.
func TestHostileCrash(t *testing.T) {
	var out, errs bytes.Buffer
	exit := cli.Main(cli.World{Args: []string{"check", hostileName}, Out: &out, Err: &errs, Getenv: func(string) string { return "" },
		Now: func() time.Time { panic(hostileName) }})
	uitest.Harmless(t, "the report", errs.String())
	if exit != 4 || strings.Contains(errs.String(), injected) {
		t.Errorf("exit code %d:\n%s", exit, errs.String())
	}
}
