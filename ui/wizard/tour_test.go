package wizard

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/ui/uitest"
)

// Every screen of the wizard on the draft of a plug, as it looks in a terminal:
// one file per size. Dark, light and without colour say the same; what the
// colours are is measured by TestContrast.
func TestGoldenTour(t *testing.T) {
	sizes := map[string][2]int{"tour-80x24": {80, 24}, "tour-120x40": {120, 40}, "tour-60x20": {60, 20}}
	if testing.Short() {
		sizes = map[string][2]int{"tour-80x24": {80, 24}}
	}
	for name, size := range sizes {
		for look, options := range map[string][]uitest.Option{"dark": nil, "light": {uitest.Light}, "nocolour": {uitest.NoColour}} {
			if uitest.Updating() && look != "dark" {
				continue
			}
			t.Run(name+"-"+look, func(t *testing.T) {
				t.Parallel()
				var seen strings.Builder
				a := draftPlug(t)
				m := deskModel(a, Options{})
				tour(t, m, stopsOf(a), size[0], size[1], func(t *testing.T, at stop, s *uitest.Screen) {
					s.CheckFrame()
					fmt.Fprintf(&seen, "══ %s\n%s\n", at, s.Text())
				}, options...)
				compareTour(t, filepath.Join("testdata", name+".golden"), seen.String())
			})
		}
	}
}

// compareTour compares a tour with its golden file, screen by screen.
func compareTour(t *testing.T, path, got string) {
	t.Helper()
	if uitest.Updating() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(data), "══ ")
	screens := strings.Split(got, "══ ")
	if len(want) != len(screens) {
		t.Fatalf("%d screens, %s has %d; write it anew with -golden", len(screens)-1, path, len(want)-1)
	}
	for i, screen := range screens {
		if screen != want[i] {
			t.Errorf("%s differs (write it anew with -golden)\n--- want\n%s--- got\n%s", path, want[i], screen)
		}
	}
}
