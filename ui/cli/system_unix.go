//go:build !windows

package cli

// What differs between systems: this is every system but Windows.

const (
	keyboard = "/dev/tty"
	display  = "/dev/tty"
)

var here = Customs{}
