//go:build unix

package file

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"syscall"
	"testing"
)

// TestLockFails: a drive without locks is told from a lock that somebody holds, and both
// from a lock that cannot be asked for.
func TestLockFails(t *testing.T) {
	for err, want := range map[error]bool{syscall.ENOLCK: true, syscall.ENOTSUP: true, syscall.ENOSYS: true, syscall.EIO: false, syscall.EACCES: false, nil: false} {
		if err != nil {
			err = &fs.PathError{Op: "lock", Path: "f", Err: err}
		}
		if noLocks(err) != want {
			t.Errorf("%v: %v", err, !want)
		}
	}
	if _, err := OS.TryLock(filepath.Join(t.TempDir(), "none", "lock")); !errors.Is(err, fs.ErrNotExist) || errors.Is(err, ErrLocked) {
		t.Errorf("got %v", err)
	}
}

// TestSyncDir: a folder that is missing is an error, one that cannot be synced is none.
func TestSyncDir(t *testing.T) {
	if err := syncDir(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if err := syncDir("/proc"); runtime.GOOS == "linux" && err != nil {
		t.Error(err)
	}
}

// TestFilesAreClosed: nothing that reads or writes leaves a file open.
func TestFilesAreClosed(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("needs /proc")
	}
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // it would close what was forgotten
	open := func() []string {
		t.Helper()
		entries, err := os.ReadDir("/proc/self/fd")
		if err != nil {
			t.Fatal(err)
		}
		var to []string
		for _, e := range entries {
			name, _ := os.Readlink("/proc/self/fd/" + e.Name())
			to = append(to, name)
		}
		return to
	}
	path := written(t, "one")
	dir := filepath.Dir(path)
	before := open()
	for i := range 3 {
		s, _, err := Open(path, testCatalogue(), OS)
		must(t, err)
		must(t, s.Save(named(fmt.Sprint(i))))
		must(t, s.SaveAs(filepath.Join(dir, fmt.Sprint(i)+Suffix), named("other")))
		must(t, s.Close())
		must(t, Replace(OS, filepath.Join(dir, "doc"), []byte("x")))
		_, err = ReadWhole(path, 1<<20)
		must(t, err)
		_, _, err = HashEvidence(dir, "doc")
		must(t, err)
	}
	if after := open(); len(after) != len(before) {
		t.Errorf("left open: %s", strings.Join(after, " "))
	}
}

// TestEvidenceTooLarge: by its size, before a byte of it is read.
func TestEvidenceTooLarge(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "large"), "")
	must(t, os.Truncate(filepath.Join(dir, "large"), MaxEvidence+1))
	if _, err := OpenEvidence(dir, "large"); err == nil || err.Error() != `"large" is larger than 1 GB` {
		t.Errorf("got %v", err)
	}
	must(t, os.Truncate(filepath.Join(dir, "large"), MaxEvidence))
	f, err := OpenEvidence(dir, "large")
	must(t, err)
	f.Close()
}
