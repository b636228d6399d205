//go:build pseudo

package wizard

import (
	"strings"
	"testing"

	"selfmark/assessment/text"
	"selfmark/ui/pseudo"
	"selfmark/ui/uitest"
)

// Every screen in the pseudo-language: no word of plain English is left, no row is wider
// than the screen, and titles, labels and keys are whole. ui/e2e runs this.
func TestPseudoScreens(t *testing.T) {
	if !strings.Contains(keyHelp, pseudo.Open) {
		t.Fatal("this is not the pseudo-language: run go test -tags e2e -run Pseudo ./ui/e2e")
	}
	// Keys, ids of signers and of files, and what the start screen of the tests holds.
	known := pseudo.Words("enter esc tab shift ctrl alt space backspace left right up down", "tech lead manag management", "acme json tec draft Art", "Acme Plug Hub default important", "Implementing", "ctr")
	for name, a := range toured(t) {
		t.Run(name, func(t *testing.T) {
			pseudo.Shout(&a)
			var faults []string
			tour(t, deskModel(a, Options{}), stopsOf(a), 80, 24, func(t *testing.T, at stop, s *uitest.Screen) {
				s.CheckFrame()
				faults = append(faults, pseudoFaults(at.String(), s.Text(), known)...)
			})
			for _, fault := range faults {
				t.Error(fault)
			}
		})
	}
	t.Run("start", func(t *testing.T) {
		s := uitest.Start(t, startModel(Options{}), 80, 24)
		s.Expect("❯")
		s.CheckFrame()
		for _, fault := range pseudoFaults("start", s.Text(), known) {
			t.Error(fault)
		}
	})
}

// pseudoFaults says what is wrong with a screen in the pseudo-language.
func pseudoFaults(at, screen string, known map[string]bool) []string {
	var out []string
	if words := pseudo.English(screen, known); len(words) > 0 {
		out = append(out, at+": plain English: "+strings.Join(words, " ")+"\n"+screen)
	}
	rows := strings.Split(strings.TrimRight(screen, "\n"), "\n")
	whole := []string{rows[0], rows[len(rows)-1]}
	for _, row := range rows {
		// A label stands at the left, one or two columns in.
		if label := strings.TrimLeft(row, " "); len(row)-len(label) <= 2 && strings.HasPrefix(label, pseudo.Open) {
			label, _, _ = strings.Cut(label, "  ")
			if at := strings.Index(label, "…"); at > 0 && text.Width(label) <= labelWidth {
				whole = append(whole, label)
			}
		}
	}
	for _, row := range whole {
		if pseudo.Cut(row) {
			out = append(out, at+": cut: "+row+"\n"+screen)
		}
	}
	return out
}
