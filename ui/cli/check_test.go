package cli_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
)

// TestCheckMany: many files, looked at on all processors, give what each gives alone,
// in the order in which they are named.
func TestCheckMany(t *testing.T) {
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	p.run(0, "new", "sensor", "--template", "sensor")
	var names []string
	want := ""
	for i := range 24 {
		source, code := "plug", 0
		if i%3 == 1 {
			source, code = "sensor", 1
		}
		data, err := os.ReadFile(source + ".selfmark.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if i == 5 {
			data, code = []byte("selfmark: x\n"), 3
		}
		name := fmt.Sprintf("%02d.selfmark.yaml", 23-i)
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		alone, _ := p.run(code, "check", name)
		want += alone
		names = append(names, name)
	}
	if got, _ := p.run(3, append([]string{"check"}, names...)...); got != want {
		t.Errorf("together they give\n%s\nand one by one\n%s", got, want)
	}
	out, _ := p.run(3, append([]string{"check", "--json"}, names...)...)
	var reports []any
	if err := json.Unmarshal([]byte(out), &reports); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range reports {
		got = append(got, r.(map[string]any)["file"].(string))
	}
	if readable := slices.Delete(slices.Clone(names), 5, 6); !slices.Equal(got, readable) {
		t.Errorf("reports of %v, not of %v", got, readable)
	}
	if out, _ := p.run(3, "check", "--json", names[5]); out != "[]\n" {
		t.Errorf("no file gives %q", out)
	}
}
