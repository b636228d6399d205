package cli

import (
	"errors"
	"os"
)

// Customs are the habits of a system that are no names of files.
type Customs struct {
	AgentByKeygen  bool   // the agent listens on a pipe of its own, so ssh-keygen talks to it
	ConfigVariable string // names the folder of settings of the user, "" for none
}

// TTY is the terminal itself, for a passphrase while input is piped.
type TTY struct{ In, Out *os.File }

// openTTY opens the two ends of the terminal.
func openTTY() (TTY, error) { return openEnds(keyboard, display) }

// openEnds opens what is typed and what is shown, which may be one file.
func openEnds(keyboard, display string) (TTY, error) {
	in, err := os.OpenFile(keyboard, os.O_RDWR, 0)
	if err != nil || keyboard == display {
		return TTY{in, in}, err
	}
	out, err := os.OpenFile(display, os.O_RDWR, 0)
	if err != nil {
		return TTY{}, errors.Join(err, in.Close())
	}
	return TTY{in, out}, nil
}

// Close closes both ends.
func (t TTY) Close() error {
	if t.In == t.Out {
		return t.In.Close()
	}
	return errors.Join(t.In.Close(), t.Out.Close())
}
