package file

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// everyCall does something with a disk whose first, second, third call fails and so on,
// once and for all later calls too, until no call fails. It hands over what was reported.
func everyCall(t *testing.T, do func(disk FS) error, look func(err error)) {
	t.Helper()
	for _, dead := range []bool{false, true} {
		failed := map[string]bool{}
		for at := 1; ; at++ {
			disk := &faulty{FS: OS, at: at, err: &fs.PathError{Op: "call", Path: "elsewhere", Err: syscall.ENOSPC}, dead: dead}
			err := do(disk)
			look(err)
			if err != nil && (disk.failed == "" || !errors.Is(err, syscall.ENOSPC) || strings.Contains(err.Error(), "elsewhere")) {
				t.Errorf("%s: %v", disk.failed, err)
			}
			if t.Failed() {
				t.Fatalf("call %d (%s), dead %v", at, disk.failed, dead)
			}
			if failed[disk.failed] = true; disk.failed == "" {
				break
			}
		}
		for _, call := range []string{"create", "write", "sync", "close", "syncdir"} {
			if !failed[call] {
				t.Errorf("%s never failed", call)
			}
		}
	}
}

// TestReplace: old or new content, whole, whatever fails; when it is reported as written
// it is, and nothing is left over while the disk still obeys.
func TestReplace(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plug.md")
	everyCall(t, func(disk FS) error {
		put(t, path, "old")
		return Replace(disk, path, []byte("new content"))
	}, func(err error) {
		data, readErr := os.ReadFile(path)
		if readErr != nil || string(data) != "old" && string(data) != "new content" || err == nil && string(data) != "new content" {
			t.Errorf("%v: it holds %q, %v", err, data, readErr)
		}
		for _, name := range names(t, dir) {
			if name != "plug.md" && !strings.HasPrefix(name, ".selfmark") {
				t.Errorf("%s is left over", name)
			}
			if name != "plug.md" {
				if err == nil {
					t.Errorf("%s is left over", name)
				}
				_ = os.Remove(filepath.Join(dir, name))
			}
		}
	})
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"folder", "plug.md/x", "none/x"} {
		err := Replace(OS, filepath.Join(dir, bad), []byte("x"))
		var call *fs.PathError
		if !errors.As(err, &call) || call.Path != filepath.Join(dir, bad) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if got := names(t, dir); !slices.Equal(got, []string{"folder", "plug.md"}) {
		t.Errorf("left over: %q", got)
	}
}

// TestReplaceClears: what a run that was killed left beside a document goes with the next
// write, when it is a day old: not what somebody else may be writing, and nothing that is
// called differently.
func TestReplaceClears(t *testing.T) {
	dir := t.TempDir()
	for name, age := range map[string]time.Duration{".selfmark123.tmp": 25 * time.Hour, ".selfmark124.tmp": 23 * time.Hour, ".selfmark.tmp": 99 * time.Hour, ".selfmarkx1.tmp": 99 * time.Hour,
		".selfmark1.tmpl": 99 * time.Hour, "selfmark1.tmp": 99 * time.Hour, "123": 99 * time.Hour, "1.tmp": 99 * time.Hour, ".selfmark1": 99 * time.Hour} {
		put(t, filepath.Join(dir, name), "half")
		old := time.Now().Add(-age)
		if err := os.Chtimes(filepath.Join(dir, name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	folder, old := filepath.Join(dir, ".selfmark125.tmp"), time.Now().Add(-99*time.Hour)
	if err := errors.Join(os.Mkdir(folder, 0o755), os.Chtimes(folder, old, old), Replace(OS, filepath.Join(dir, "plug.md"), []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, dir), []string{".selfmark.tmp", ".selfmark1", ".selfmark1.tmpl", ".selfmark124.tmp", ".selfmark125.tmp", ".selfmarkx1.tmp", "1.tmp", "123", "plug.md", "selfmark1.tmp"}; !slices.Equal(got, want) {
		t.Errorf("\n%q\n%q", got, want)
	}
}

// TestWriteNew: a whole file or none, and never one that was there.
func TestWriteNew(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "note.txt")
	write := func(w io.Writer) error { _, err := io.WriteString(w, "all of it"); return err }
	everyCall(t, func(disk FS) error { return WriteNew(disk, path, write) }, func(err error) {
		data, readErr := os.ReadFile(path)
		if err == nil && string(data) != "all of it" {
			t.Errorf("it holds %q, %v", data, readErr)
		}
		_ = os.Remove(path)
	})
	disk := &faulty{FS: OS, at: 2, err: syscall.ENOSPC}
	if err := WriteNew(disk, path, write); err == nil || disk.failed != "write" || len(names(t, dir)) > 0 {
		t.Errorf("%v, left over: %q", err, names(t, dir))
	}
	if err := WriteNew(OS, path, func(io.Writer) error { return io.ErrUnexpectedEOF }); !errors.Is(err, io.ErrUnexpectedEOF) || len(names(t, dir)) > 0 {
		t.Errorf("%v, left over: %q", err, names(t, dir))
	}
	put(t, path, "precious")
	if err := WriteNew(OS, path, write); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v", err)
	}
	wantContent(t, path, "precious")
	if err := os.Symlink("elsewhere", filepath.Join(dir, "link")); err == nil {
		if err := WriteNew(OS, filepath.Join(dir, "link"), write); !errors.Is(err, fs.ErrExist) || len(names(t, dir)) != 2 {
			t.Errorf("through a link: %v", err)
		}
	}
}

// TestReadWhole: an ordinary file of at most so many bytes, and nothing that could wait
// or never end.
func TestReadWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "f")
	put(t, path, "12345")
	if data, err := ReadWhole(path, 5); err != nil || string(data) != "12345" {
		t.Errorf("%q %v", data, err)
	}
	if _, err := ReadWhole(path, 4); !errors.Is(err, ErrTooLarge) {
		t.Errorf("%v", err)
	}
	if _, err := ReadWhole(dir, 5); !errors.Is(err, ErrNoFile) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := ReadWhole(filepath.Join(dir, "none"), 5); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if runtime.GOOS != "linux" {
		return
	}
	if _, err := ReadWhole("/dev/zero", 5); !errors.Is(err, ErrNoFile) {
		t.Errorf("/dev/zero: %v", err)
	}
	if _, err := ReadWhole("/proc/self/maps", 1000); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a file that says it is empty: %v", err)
	}
}
