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

// oneName is a disk on which a file has one name, such as FAT.
type oneName struct{ FS }

func (oneName) Link(string, string) error { return errors.ErrUnsupported }

// TestWriteNew: a whole file or none, and never one that was there.
func TestWriteNew(t *testing.T) {
	for name, wrap := range map[string]func(FS) FS{"two names": func(disk FS) FS { return disk }, "one name": func(disk FS) FS { return oneName{disk} }} {
		t.Run(name, func(t *testing.T) { writeNew(t, wrap) })
	}
}

func writeNew(t *testing.T, wrap func(FS) FS) {
	dir := t.TempDir()
	path := filepath.Join(dir, "note.txt")
	write := func(w io.Writer) error { _, err := io.WriteString(w, "all of it"); return err }
	everyCall(t, func(disk FS) error { return WriteNew(wrap(disk), path, 0o600, write) }, func(err error) {
		data, readErr := os.ReadFile(path)
		if err == nil && string(data) != "all of it" {
			t.Errorf("it holds %q, %v", data, readErr)
		}
		for _, name := range names(t, dir) {
			_ = os.Remove(filepath.Join(dir, name))
		}
	})
	disk := &faulty{FS: OS, at: 2, err: syscall.ENOSPC}
	if err := WriteNew(wrap(disk), path, NewMode, write); err == nil || disk.failed != "write" || len(names(t, dir)) > 0 {
		t.Errorf("%v, left over: %q", err, names(t, dir))
	}
	if err := WriteNew(wrap(OS), path, NewMode, func(io.Writer) error { return io.ErrUnexpectedEOF }); !errors.Is(err, io.ErrUnexpectedEOF) || len(names(t, dir)) > 0 {
		t.Errorf("%v, left over: %q", err, names(t, dir))
	}
	put(t, path, "precious")
	if err := WriteNew(wrap(OS), path, NewMode, write); !errors.Is(err, fs.ErrExist) || len(names(t, dir)) != 1 {
		t.Errorf("%v", err)
	}
	wantContent(t, path, "precious")
	if err := os.Symlink("elsewhere", filepath.Join(dir, "link")); err == nil {
		if err := WriteNew(wrap(OS), filepath.Join(dir, "link"), NewMode, write); !errors.Is(err, fs.ErrExist) || len(names(t, dir)) != 2 {
			t.Errorf("through a link: %v", err)
		}
	}
}

// watched is a disk on which somebody looks before and after each call.
type watched struct {
	FS
	look func()
}

func (d watched) CreateTemp(dir, pattern string, mode fs.FileMode) (TempFile, error) {
	f, err := d.FS.CreateTemp(dir, pattern, mode)
	d.look()
	return watchedFile{f, d.look}, err
}

func (d watched) CreateNew(path string, mode fs.FileMode) (TempFile, error) {
	f, err := d.FS.CreateNew(path, mode)
	d.look()
	return watchedFile{f, d.look}, err
}

func (d watched) Link(from, to string) error   { defer d.look(); return d.FS.Link(from, to) }
func (d watched) Remove(path string) error     { defer d.look(); return d.FS.Remove(path) }
func (d watched) SyncDir(dir string) error     { defer d.look(); return d.FS.SyncDir(dir) }
func (d watched) Rename(from, to string) error { defer d.look(); return d.FS.Rename(from, to) }

type watchedFile struct {
	TempFile
	look func()
}

func (f watchedFile) Write(p []byte) (int, error) { defer f.look(); return f.TempFile.Write(p) }
func (f watchedFile) Sync() error                 { defer f.look(); return f.TempFile.Sync() }
func (f watchedFile) Close() error                { defer f.look(); return f.TempFile.Close() }

// TestWriteNewKilled: whenever the program is killed, nothing bears the name or the whole
// file does, and nobody else may read what is there. What is left of it goes with a later
// write, once it is a day old.
func TestWriteNewKilled(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "signing.key")
	looks, whole := 0, 0
	disk := watched{OS, func() {
		looks++
		data, err := os.ReadFile(path)
		switch {
		case err == nil && string(data) == "one two":
			whole++
		case !errors.Is(err, fs.ErrNotExist):
			t.Errorf("call %d: it holds %q, %v", looks, data, err)
		}
		for _, name := range names(t, dir) {
			if info, err := os.Lstat(filepath.Join(dir, name)); err != nil || runtime.GOOS != "windows" && info.Mode() != 0o600 {
				t.Errorf("call %d: %s: %v, %v", looks, name, info, err)
			}
		}
	}}
	err := WriteNew(disk, path, 0o600, func(w io.Writer) error {
		_, first := io.WriteString(w, "one ")
		_, second := io.WriteString(w, "two")
		return errors.Join(first, second)
	})
	if err != nil || looks < 8 || whole == 0 || whole == looks || len(names(t, dir)) != 1 {
		t.Errorf("%v, %d of %d looks saw it, %q", err, whole, looks, names(t, dir))
	}
	old, left := time.Now().Add(-25*time.Hour), filepath.Join(dir, ".selfmark7.tmp")
	put(t, left, "a key half written")
	put(t, filepath.Join(dir, ".selfmark8.tmp"), "a key that somebody else writes")
	if err := errors.Join(os.Chtimes(left, old, old), WriteNew(OS, path+".pub", NewMode, func(io.Writer) error { return nil })); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); !slices.Equal(got, []string{".selfmark8.tmp", "signing.key", "signing.key.pub"}) {
		t.Errorf("%q", got)
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
