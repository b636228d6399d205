package cli

import (
	"os"
	"os/signal"
	"syscall"
)

// whenStopped does something once when a signal asks the program to stop; end calls
// that off.
func whenStopped(do func()) (end func()) {
	signals, done := make(chan os.Signal, 1), make(chan struct{})
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		select {
		case <-signals:
			do()
		case <-done:
		}
	}()
	return func() { signal.Stop(signals); close(done) }
}
