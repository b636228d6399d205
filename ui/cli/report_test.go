package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/ui/cli"
)

// TestReportAsks: on a terminal the questions come one by one and stop at a clear no.
func TestReportAsks(t *testing.T) {
	t.Chdir(t.TempDir())
	run := func(typed string, args ...string) (int, string, string) {
		in, typing, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		defer in.Close()
		_, _ = typing.WriteString(typed)
		_ = typing.Close()
		var out, errs bytes.Buffer
		w := cli.System()
		w.Args, w.In, w.Out, w.Err, w.Terminal = args, in, &out, &errs, true
		return cli.Main(w), out.String(), errs.String()
	}
	if code, _, errs := run("", "new", "p", "--example", "smart-plug"); code != 0 {
		t.Fatal(errs)
	}
	for _, c := range []struct {
		name, typed string
		code        int
		out, errs   string
	}{
		{"all yes", "v\nyes\ny\n?\n", 0, "is to be reported: report it.|report it.", "somebody with bad intent"},
		{"nonsense is asked again", "x\ni\nperhaps\nyes\nyes\n", 0, "A severe incident", "What happened?"},
		{"a clear no ends it", "i\nno\n", 0, "No clock runs.", ""},
		{"a no that needs a reason", "v\nyes\nyes\nno\nthe parser is compiled out\n", 0, "No clock runs.", "Why?"},
		{"no reason: report", "v\nyes\nyes\nno\n\n", 0, "Early warning", "Why?"},
		{"the input ends", "v\nyes\n", 3, "", "the input ended before the case was begun"},
	} {
		t.Run(c.name, func(t *testing.T) {
			name := strings.ReplaceAll(c.name, " ", "-")
			code, out, errs := run(c.typed, "report", "new", "p.selfmark.yaml", "--out", name, "--aware", "2027-01-01T10:00Z", "--now", "2027-01-01T11:00Z")
			found := false
			for _, want := range strings.Split(c.out, "|") {
				found = found || strings.Contains(strings.Join(strings.Fields(out), " "), want)
			}
			if code != c.code || !found || !strings.Contains(strings.Join(strings.Fields(errs), " "), c.errs) {
				t.Errorf("exit code %d\n%s\n%s", code, out, errs)
			}
			_, err := os.Stat(filepath.Join(".", name+".selfmark-report.yaml"))
			if (err == nil) != (c.code == 0) {
				t.Errorf("case file: %v", err)
			}
		})
	}
}
