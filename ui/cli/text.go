package cli

import "selfmark/assessment/text"

// oneLine makes an error message safe and one line long.
func oneLine(s string) string { return text.OneLine(s) }
