package plain

import (
	"testing"

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
