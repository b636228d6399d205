package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/ui/uitest"
)

// TestHostileTexts: every text of the model is hostile; no verb, format or error
// passes anything of it on to the terminal.
func TestHostileTexts(t *testing.T) {
	full, err := filepath.Abs("../../assessment/file/testdata/format-1/full.selfmark.yaml")
	if err != nil {
		t.Fatal(err)
	}
	a, other := uitest.Hostile(t, full, 1), uitest.Hostile(t, full, 2)
	p := start(t)
	for name, content := range map[string][]byte{"a.selfmark.yaml": file.Encode(a, catalogue.Load()), "b.selfmark.yaml": file.Encode(other, catalogue.Load()),
		"key.selfmark.yaml":             []byte("selfmark: 1\n\"ke\\e[2Jy\\u202e\": x\n"),
		"word.selfmark.yaml":            []byte("selfmark: 1\nmeasures: {M07: {state: \"\\e[2J\\u202e\"}}\n"),
		"na\x1b[2J\u202e.selfmark.yaml": []byte("selfmark: 1\nx: y\n")} {
		if err := os.WriteFile(name, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, run := range []struct {
		code int
		args []string
	}{
		{1, []string{"check", "a.selfmark.yaml"}}, {1, []string{"check", "a.selfmark.yaml", "--all"}}, {1, []string{"check", "a.selfmark.yaml", "--json"}}, {1, []string{"check", "a.selfmark.yaml", "--sarif"}},
		{3, []string{"list"}}, {3, []string{"list", "--json"}}, {3, []string{"list", "--csv"}},
		{0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml"}}, {0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml", "--format", "md"}}, {0, []string{"diff", "a.selfmark.yaml", "b.selfmark.yaml", "--format", "json"}},
		{0, []string{"export", "a.selfmark.yaml", "--format", "md", "--out", "-"}}, {0, []string{"export", "a.selfmark.yaml", "--format", "html", "--out", "-"}}, {0, []string{"export", "a.selfmark.yaml", "--format", "json", "--out", "-"}},
		{3, []string{"check", "key.selfmark.yaml"}}, {3, []string{"check", "word.selfmark.yaml"}}, {3, []string{"check", "na\x1b[2J\u202e.selfmark.yaml"}}, {3, []string{"check", "no\x1b[2J.yaml"}},
		{1, []string{"law", "\x1b[2J\u202edoor"}}, {2, []string{"\x1b[2J\u202e"}}, {2, []string{"open", "a.selfmark.yaml", "--at", "\x1b[2J\u202e"}}, {2, []string{"check", "a.selfmark.yaml", "--date", "\x1b[2J\u202e"}},
	} {
		out, errs := p.run(run.code, run.args...)
		uitest.Harmless(t, run.args[0]+" output", out)
		uitest.Harmless(t, run.args[0]+" messages", errs)
	}
}
