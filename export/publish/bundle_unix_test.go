//go:build unix

package publish

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestVerifyPipe: nobody waits for the other end of a pipe that is called as a bundle is.
func TestVerifyPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "bundle.zip")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() {
		_, err := VerifyBundle(path, version, nil)
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), path) {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it waits for the other end of the pipe")
	}
}
