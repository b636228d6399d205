//go:build unix

package file

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestHashEvidencePipe: a pipe is refused; nobody waits for its other end.
func TestHashEvidencePipe(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(folder, "pipe"), 0o600); err != nil {
		t.Skip(err)
	}
	done := make(chan error, 1)
	go func() {
		_, _, err := HashEvidence(folder, "pipe")
		done <- err
	}()
	select {
	case err := <-done:
		if err == nil || !strings.Contains(err.Error(), "no ordinary file") {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it waits for the other end of the pipe")
	}
}
