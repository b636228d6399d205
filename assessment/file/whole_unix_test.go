//go:build unix

package file

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestMask: what selfmark makes is readable to those whom the user's mask permits, and
// what is written again keeps its permissions.
func TestMask(t *testing.T) {
	for mask, want := range map[int]os.FileMode{0o022: 0o644, 0o077: 0o600, 0o027: 0o640, 0: 0o644} {
		before := syscall.Umask(mask)
		dir := t.TempDir()
		path, paper := filepath.Join(dir, "plug"+Suffix), filepath.Join(dir, "plug.md")
		s, err := Create(path, testCatalogue(), OS)
		if err == nil {
			err = errors.Join(s.Save(named("one")), s.Save(named("two")), s.Close(), Replace(OS, paper, []byte("x")))
		}
		syscall.Umask(before)
		if err != nil {
			t.Fatal(err)
		}
		for _, made := range []string{path, paper} {
			if info, err := os.Stat(made); err != nil || info.Mode().Perm() != want {
				t.Errorf("mask %o: %s has mode %v, %v", mask, filepath.Base(made), info.Mode(), err)
			}
		}
		if err := os.Chmod(paper, 0o640); err != nil {
			t.Fatal(err)
		}
		if err := Replace(OS, paper, []byte("y")); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(paper); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("written again it has mode %v, %v", info.Mode(), err)
		}
	}
}

// TestPipes: a pipe in the place of a file is never opened, since that would wait for its
// other end: not as the file, not as its lock, and not when it came there meanwhile.
func TestPipes(t *testing.T) {
	path := written(t, "one")
	pipe := filepath.Join(filepath.Dir(path), "pipe"+Suffix)
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Skip(err)
	}
	if _, _, err := Open(pipe, testCatalogue(), OS); err == nil {
		t.Error("a pipe was opened")
	}
	if _, err := ReadWhole(pipe, 5); !errors.Is(err, ErrNoFile) {
		t.Error(err)
	}
	s, _ := mustOpen(t, path)
	if err := os.Rename(pipe, path); err != nil {
		t.Fatal(err)
	}
	want := "not saved: something that is no ordinary file lies in its place; move it away, or save under another name"
	if err := s.Save(named("two")); err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
	other := written(t, "one")
	if err := syscall.Mkfifo(filepath.Join(filepath.Dir(other), "."+filepath.Base(other)+".lock"), 0o644); err != nil {
		t.Fatal(err)
	}
	s, a := mustOpen(t, other)
	if readOnly, why := s.ReadOnly(); !readOnly || why == "" || a.Name() != "one" {
		t.Errorf("%v %q %q", readOnly, why, a.Name())
	}
}
