package theme

import (
	"fmt"
	"image/color"
	"reflect"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/ui/uitest"
)

func roles(t *Theme) map[string]lipgloss.Style {
	out := map[string]lipgloss.Style{}
	v := reflect.ValueOf(*t)
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() {
			out[f.Name] = v.Field(i).Interface().(lipgloss.Style)
		}
	}
	for level := range 6 {
		out[fmt.Sprint("Risk ", level)] = t.Risk(level)
	}
	return out
}

// xterm is the palette of xterm; the numbers of the 16 colours have no colours of
// their own.
var xterm = []string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
	"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}

func rgb(c color.Color) color.Color {
	if n, ok := c.(ansi.BasicColor); ok {
		return lipgloss.Color(xterm[n])
	}
	return c
}

// Every role of every variant can be read on the backgrounds it is made for. The
// 16 colours depend on the terminal; they are measured in the palette of xterm,
// whose background is black or white.
func TestContrast(t *testing.T) {
	for _, isDark := range []bool{true, false} {
		for _, presenter := range []bool{true, false} {
			for _, colours := range []Colours{AllColours, Colours16, NoColours} {
				backgrounds, text := []string{"#ffffff"}, "#000000"
				if isDark {
					backgrounds, text = []string{"#000000", "#1e1e1e"}, "#cccccc"
					if colours == Colours16 {
						backgrounds = backgrounds[:1]
					}
				}
				least := 4.5
				if presenter && colours == AllColours {
					least = 7
				}
				for name, style := range roles(New(Options{isDark, presenter, colours})) {
					ink := style.GetForeground()
					_, none := ink.(lipgloss.NoColor)
					if colours == NoColours && !none {
						t.Errorf("%s has a colour in a theme without", name)
					}
					if none {
						ink = lipgloss.Color(text)
					}
					if _, own := style.GetBackground().(lipgloss.NoColor); !own {
						t.Errorf("%s has a background: measure it too", name)
					}
					if style.GetFaint() {
						t.Errorf("%s is faint", name)
					}
					for _, background := range backgrounds {
						if got := uitest.Contrast(rgb(ink), lipgloss.Color(background)); got < least {
							t.Errorf("dark %v, presenter %v, colours %v: %s has %.2f:1 on %s, want %.1f:1", isDark, presenter, colours, name, got, background, least)
						}
					}
				}
			}
		}
	}
}

func TestContrastKnown(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.0}, {"#123456", "#123456", 1}} {
		if got := uitest.Contrast(lipgloss.Color(c.a), lipgloss.Color(c.b)); got < c.want-0.01 || got > c.want+0.01 {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// Without colours, and with few, what must not be confused still looks different.
func TestFewColours(t *testing.T) {
	for _, o := range []Options{{Colours: NoColours}, {Colours: Colours16}, {Dark: true, Colours: Colours16}} {
		th := New(o)
		looks := map[string]string{}
		for name, s := range map[string]lipgloss.Style{"R3": th.Risk(3), "R4": th.Risk(4), "R5": th.Risk(5)} {
			look := s.Render("x")
			if other, taken := looks[look]; taken {
				t.Errorf("%+v: %s looks like %s", o, name, other)
			}
			looks[look] = name
		}
		if th.Selected.Render("x") == th.Text.Render("x") {
			t.Errorf("%+v: the row under the cursor looks like the others", o)
		}
	}
}

func TestNamed(t *testing.T) {
	for _, c := range []struct {
		name string
		dark bool
		want Options
	}{
		{"dark", false, Options{Dark: true}}, {"light", true, Options{}}, {"", true, Options{Dark: true}}, {"", false, Options{}},
		{"16", true, Options{Dark: true, Colours: Colours16}}, {"16", false, Options{Colours: Colours16}}, {"none", true, Options{Colours: NoColours}},
	} {
		for _, presenter := range []bool{false, true} {
			c.want.Presenter = presenter
			if got := Named(c.name, c.dark, presenter); !reflect.DeepEqual(roles(got), roles(New(c.want))) {
				t.Errorf("%q on dark %v, presenter %v, is the wrong theme", c.name, c.dark, presenter)
			}
		}
	}
}

func TestCheck(t *testing.T) {
	for _, name := range append(names, "") {
		if err := Check(name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	if err := Check("pink"); err == nil || err.Error() != `there is no theme "pink"; there are light, dark, 16, none` {
		t.Errorf("pink: %v", err)
	}
}
