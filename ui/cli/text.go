package cli

import (
	"os"

	"selfmark/assessment/text"
)

// oneLine makes an error message safe and one line long.
func oneLine(s string) string { return text.OneLine(s) }

// openTTY opens the terminal itself, for a passphrase while input is piped.
func openTTY() (*os.File, error) { return os.OpenFile(ttyName, os.O_RDWR, 0) }
