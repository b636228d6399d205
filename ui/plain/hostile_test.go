package plain

import (
	"io"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/ui/uitest"
)

// TestHostileTexts: every text of the model is hostile; all places, their help, the
// review and what happens there say nothing that acts on a terminal.
func TestHostileTexts(t *testing.T) {
	a := uitest.Hostile(t, "../../assessment/file/testdata/format-1/full.selfmark.yaml", 1)
	s := sit(t, a)
	var lines []string
	for _, e := range interview.Outline(s.State) {
		lines = append(lines, "/"+string(e.Place), "?")
	}
	for _, c := range interview.Collections(0) {
		lines = append(lines, "/"+c.ID)
		for _, m := range interview.Members(s.State, c.ID) {
			lines = append(lines, "/"+string(m.Place))
		}
	}
	lines = append(lines, "=", "m", "m", "m", "/product.name", "other", "u!", "!")
	uitest.Harmless(t, "line mode", s.types(lines...))
}

// endless is an input that is one line without an end.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// TestLineWithoutEnd: no more is read than a line may have, nothing of it is kept, and
// what was accepted before is saved.
func TestLineWithoutEnd(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	s.err = s.Run(io.MultiReader(strings.NewReader("/product.name\nAcme Plug\n"), endless{}), &s.out)
	if !strings.Contains(s.out.String(), "no more is read") || s.text("product.name") != "Acme Plug" || s.text("product.type") != "" {
		t.Errorf("%v %q %q\n%.2000s", s.err, s.text("product.name"), s.text("product.type"), s.out.String())
	}
}
