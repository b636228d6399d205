// Package theme holds the colours of the wizard, named by what they mean, and the
// signs and bars it draws. No meaning is carried by colour alone: each role is
// told by a word or a sign beside it too.
package theme

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/lipgloss/v2"
)

// Theme is the set of styles of the wizard.
type Theme struct {
	Text     lipgloss.Style // what is read
	Title    lipgloss.Style
	Dim      lipgloss.Style // help, notes, what can be skipped
	Key      lipgloss.Style // names of keys
	Rule     lipgloss.Style // lines between parts
	Bar      lipgloss.Style // the done part of bars, the edge of a field
	Selected lipgloss.Style // the row under the cursor
	Notice   lipgloss.Style // advice, warnings
	Good     lipgloss.Style
	Bad      lipgloss.Style // errors, what blocks

	risks [6]lipgloss.Style
}

// Colours is how many colours a theme may use.
type Colours int

// The palettes. NoColours has bold, underline and reverse video only.
const (
	AllColours Colours = iota
	Colours16
	NoColours
)

// Options choose a variant.
type Options struct {
	Dark      bool // the background of the terminal is dark
	Presenter bool // for the projector: high contrast, nothing faint
	Colours   Colours
}

// palette is the colours of a variant, "" for the terminal's own text colour.
type palette struct {
	text, dim, accent, rule, good, warn, bad string
	risks                                    [5]string
}

// The palettes. Dark ones are made for backgrounds from #000000 to #1e1e1e, light
// ones for #ffffff; a test measures every colour.
var (
	dark = palette{dim: "#a8a8a8", accent: "#8ab4f8", rule: "#8a8a8a", good: "#7ddc8c", warn: "#f2c14e", bad: "#ff8a80",
		risks: [5]string{"#7ddc8c", "#b5d86b", "#f2c14e", "#ffab70", "#ff8a80"}}
	light = palette{dim: "#555555", accent: "#0b5394", rule: "#767676", good: "#1a6b2f", warn: "#7a4a00", bad: "#a8071a",
		risks: [5]string{"#1a6b2f", "#3d6b00", "#7a4a00", "#a33a00", "#a8071a"}}
	darkPresenter = palette{text: "#ffffff", accent: "#9fd0ff", rule: "#c0c0c0", good: "#8cf5a0", warn: "#ffd75f", bad: "#ffa8a0",
		risks: [5]string{"#8cf5a0", "#c8f07a", "#ffd75f", "#ffba85", "#ffa8a0"}}
	lightPresenter = palette{text: "#000000", accent: "#003a75", rule: "#4a4a4a", good: "#0b4f1e", warn: "#5c3700", bad: "#8a0012",
		risks: [5]string{"#0b4f1e", "#2f5200", "#5c3700", "#7a2b00", "#8a0012"}}
	// Of the 16 colours, those that stay readable in common palettes: the bright
	// ones on black, the others on white, there without green, yellow and cyan.
	dark16 = palette{dim: "7", accent: "14", rule: "7", good: "10", warn: "11", bad: "9",
		risks: [5]string{"10", "14", "11", "13", "9"}}
	light16 = palette{accent: "4", good: "4", warn: "5", bad: "1",
		risks: [5]string{"4", "4", "5", "1", "1"}}
)

// New makes a theme.
func New(o Options) *Theme {
	p := choose(o)
	if o.Presenter {
		p.dim = p.text
	}
	ink := func(colour string) lipgloss.Style {
		if colour == "" {
			return lipgloss.NewStyle()
		}
		return lipgloss.NewStyle().Foreground(lipgloss.Color(colour))
	}
	accent, strong := ink(p.accent), ink(p.accent).Bold(true)
	t := &Theme{Text: ink(p.text), Title: ink(p.text).Bold(true), Dim: ink(p.dim), Key: strong, Rule: ink(p.rule), Bar: accent,
		Selected: strong, Notice: ink(p.warn).Bold(true), Good: ink(p.good), Bad: ink(p.bad).Bold(true)}
	t.risks[0] = t.Text
	for i, colour := range p.risks {
		t.risks[i+1] = ink(colour)
	}
	if o.Colours != AllColours {
		// Few colours must not make two levels look alike.
		t.risks[4], t.risks[5] = t.risks[4].Bold(true), t.risks[5].Bold(true).Underline(true)
	}
	return t
}

func choose(o Options) palette {
	switch {
	case o.Colours == NoColours:
		return palette{}
	case o.Colours == Colours16 && o.Dark:
		return dark16
	case o.Colours == Colours16:
		return light16
	case o.Dark && o.Presenter:
		return darkPresenter
	case o.Dark:
		return dark
	case o.Presenter:
		return lightPresenter
	default:
		return light
	}
}

// names are the themes to choose from, besides "", which follows the terminal.
var names = []string{"light", "dark", "16", "none"}

// Check says what is wrong with the name of a theme.
func Check(name string) error {
	if name == "" || slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf(msgNoTheme, name, strings.Join(names, ", "))
}

// Named returns the theme of a name; one that Check refuses is like "". "" and
// "16" follow the background of the terminal.
func Named(name string, dark, presenter bool) *Theme {
	o := Options{Dark: dark, Presenter: presenter}
	switch name {
	case "dark":
		o.Dark = true
	case "light":
		o.Dark = false
	case "16":
		o.Colours = Colours16
	case "none":
		o.Colours = NoColours
	}
	return New(o)
}

// Follows reports whether a theme depends on the background of the terminal.
func Follows(name string) bool { return name == "" || name == "16" }

// Risk is the style of a level of risk, 1 to 5; any other level is plain.
func (t *Theme) Risk(level int) lipgloss.Style {
	if level < 1 || level > 5 {
		return t.risks[0]
	}
	return t.risks[level]
}
