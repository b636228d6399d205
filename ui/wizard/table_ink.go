package wizard

import (
	"charm.land/lipgloss/v2"

	"selfmark/assessment"
	"selfmark/ui/wizard/theme"
)

// tone is what a text means; the theme says how that looks. A tone never says
// anything that the words beside it do not say.
type tone int

// The tones. The risk tones follow each other, so that tone(risk0+level) works.
const (
	plain tone = iota
	quiet
	edge // lines between parts
	strong
	chosen
	good
	warn
	bad
	risk0
	risk1
	risk2
	risk3
	risk4
	risk5
)

// toneOf is the tone of a level of risk.
func toneOf(r assessment.Rating) tone { return risk0 + tone(r) }

// inks paints tones in a theme.
type inks struct {
	theme *theme.Theme
	airy  bool // rows stand apart, for a projector
}

// inks are those of the desk's theme; without one, text stays as it is.
func (d *Desk) inks() inks { return inks{d.theme, d.presenter} }

// paint gives text the look of its tone.
func (k inks) paint(t tone, s string) string {
	if k.theme == nil || s == "" {
		return s
	}
	return k.style(t).Render(s)
}

func (k inks) style(t tone) lipgloss.Style {
	switch t {
	case quiet:
		return k.theme.Dim
	case edge:
		return k.theme.Rule
	case strong:
		return k.theme.Title
	case chosen:
		return k.theme.Selected
	case good:
		return k.theme.Good
	case warn:
		return k.theme.Notice
	case bad:
		return k.theme.Bad
	case risk1, risk2, risk3, risk4, risk5:
		return k.theme.Risk(int(t - risk0))
	default:
		return k.theme.Text
	}
}
