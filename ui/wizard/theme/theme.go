// Package theme holds the colours of the wizard, named by what they mean. No
// meaning is carried by colour alone.
package theme

import (
	"charm.land/lipgloss/v2"
)

// Theme is the set of styles of the wizard.
type Theme struct {
	Text, Title, Dim, Key, Rule, Bar, Selected, Notice, Good, Bad lipgloss.Style

	risks [6]lipgloss.Style
}

// Risk is the style of a level of risk, 1 to 5.
func (t *Theme) Risk(level int) lipgloss.Style { return t.risks[min(max(level, 0), 5)] }

// Named returns the theme "dark" or "light"; any other name follows the
// background of the terminal. For the projector nothing is faint.
func Named(name string, dark, presenter bool) *Theme {
	switch name {
	case "dark":
		dark = true
	case "light":
		dark = false
	}
	pick := func(onLight, onDark string) lipgloss.Style {
		return lipgloss.NewStyle().Foreground(lipgloss.LightDark(dark)(lipgloss.Color(onLight), lipgloss.Color(onDark)))
	}
	plain := lipgloss.NewStyle()
	accent := pick("#0b5394", "#8ab4f8")
	t := &Theme{
		Text: plain, Title: plain.Bold(true), Dim: pick("#555555", "#a8a8a8"), Key: accent.Bold(true),
		Rule: pick("#767676", "#7a7a7a"), Bar: accent, Selected: accent.Bold(true),
		Notice: pick("#7a4a00", "#f2c14e").Bold(true), Good: pick("#1a6b2f", "#7ddc8c"), Bad: pick("#a8071a", "#ff8a80").Bold(true),
	}
	if presenter {
		t.Dim = plain
	}
	t.risks = [6]lipgloss.Style{plain, pick("#1a6b2f", "#7ddc8c"), pick("#3d6b00", "#b5d86b"), pick("#7a4a00", "#f2c14e"), pick("#a33a00", "#ffab70"), pick("#a8071a", "#ff8a80")}
	return t
}
