package cli

import (
	"fmt"

	"selfmark/assessment/text"
)

// oneLine makes an error message safe and one line long.
func oneLine(s string) string { return text.OneLine(s) }

// wrote names a file that was written. A name may hold anything, so it is shown as
// every text of somebody else is.
func (a *app) wrote(path string) { fmt.Fprintln(a.Out, text.Visible(path)) }
