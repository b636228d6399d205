package file

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"selfmark/assessment"
)

// named gives an assessment that differs by the name of the product.
func named(name string) assessment.Assessment {
	a := emptyAssessment()
	a.Catalogue = "2026.11"
	a.Answers["product.name"] = assessment.Answer{Text: name}
	return a
}

func encoded(name string) string { return string(Encode(named(name), testCatalogue())) }

// written makes a file with an assessment in a folder of its own.
func written(t testing.TB, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plug"+Suffix)
	put(t, path, encoded(name))
	return path
}

func put(t testing.TB, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func wantContent(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v\nwant %q", filepath.Base(path), got, err, want)
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func mustOpen(t testing.TB, path string) (*Store, assessment.Assessment) {
	t.Helper()
	s, a, err := Open(path, testCatalogue(), OS)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, a
}

func TestSave(t *testing.T) {
	path := written(t, "one")
	s, a := mustOpen(t, path)
	if a.Name() != "one" {
		t.Errorf("read %q", a.Name())
	}
	for _, name := range []string{"two", "three"} {
		if err := s.Save(named(name)); err != nil {
			t.Fatal(err)
		}
		wantContent(t, path, encoded(name))
		wantContent(t, path+".bak", encoded("one")) // from before the sitting, not from before the last save
	}
	if got, want := names(t, filepath.Dir(path)), []string{".plug.selfmark.yaml.lock", "plug.selfmark.yaml", "plug.selfmark.yaml.bak"}; !slices.Equal(got, want) {
		t.Errorf("the folder holds %q, want %q", got, want)
	}
	must(t, os.Remove(path+".bak"))
	must(t, s.Save(named("two")))
	must(t, s.Save(named("three")))
	if _, err := os.Stat(path + ".bak"); err == nil {
		t.Error("the backup was made twice in a sitting")
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.Save(named("four")); err == nil || err.Error() != "not saved: the assessment was closed; open it again" {
		t.Errorf("after Close: %v", err)
	}
	s, _ = mustOpen(t, path)
	if err := s.Save(named("five")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path+".bak", encoded("three")) // a new sitting, a new backup
}

func TestSaveNothingNew(t *testing.T) {
	path := written(t, "one")
	old := time.Now().Add(-time.Hour).Truncate(time.Second)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	s, a := mustOpen(t, path)
	if err := s.Save(a); err != nil {
		t.Fatal(err)
	}
	if info, _ := os.Stat(path); !info.ModTime().Equal(old) {
		t.Error("the file was written although nothing changed")
	}
	if _, err := os.Stat(path + ".bak"); err == nil {
		t.Error("a backup was made although nothing changed")
	}
}

func TestModeIsKept(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	path := written(t, "one")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	s, _ := mustOpen(t, path)
	if err := s.Save(named("two")); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + ".bak"} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != 0o640 {
			t.Errorf("%s: mode %v, %v", p, info.Mode(), err)
		}
	}
	must(t, os.Chmod(path, 0o600)) // in the middle of the sitting
	must(t, s.Save(named("three")))
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestCreate(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new"+Suffix)
	s, err := Create(path, testCatalogue(), OS)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("the file is there before the first save")
	}
	if err := s.Save(named("one")); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wantContent(t, path, encoded("one"))
	info, _ := os.Stat(path)
	if runtime.GOOS != "windows" && info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, want 0644", info.Mode())
	}
	_, err = Create(path, testCatalogue(), OS)
	if want := path + ": the file exists already; open it, or choose another name"; err == nil || err.Error() != want || !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = Create(filepath.Join(dir, "no", "such", "folder"+Suffix), testCatalogue(), OS)
	if want := "not saved: the folder is not there; make the folder and try again, or save it under another name"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = Create(filepath.Join(dir, strings.Repeat("n", 250)+Suffix), testCatalogue(), OS)
	if want := "not saved: the name of the file is too long; save it under a shorter name"; runtime.GOOS != "windows" && (err == nil || err.Error() != want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestCreateRace: somebody else makes the file before the first save.
func TestCreateRace(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new"+Suffix)
	s, err := Create(path, testCatalogue(), OS)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, path, encoded("theirs"))
	if err := s.Save(named("mine")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("got %v, want ErrChangedOutside", err)
	}
	wantContent(t, path, encoded("theirs"))
}

// TestCreateTwice: two windows that begin the same file.
func TestCreateTwice(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new"+Suffix)
	first, err := Create(path, testCatalogue(), OS)
	must(t, err)
	defer first.Close()
	_, err = Create(path, testCatalogue(), OS)
	if want := "not saved: another selfmark window has this assessment open; close that window, or save under another name"; err == nil || err.Error() != want || !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestChangedOutside(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	put(t, path, encoded("theirs"))
	err := s.Save(named("mine"))
	if want := "not saved: another program changed the file since it was read; put both together, reload it, overwrite it, or save yours under another name"; !errors.Is(err, ErrChangedOutside) || err.Error() != want {
		t.Fatalf("got %v", err)
	}
	wantContent(t, path, encoded("theirs"))
	a, err := s.Reload()
	if err != nil || a.Name() != "theirs" {
		t.Fatalf("reloaded %q, %v", a.Name(), err)
	}
	if err := s.Save(named("mine")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, encoded("mine"))
	wantContent(t, path+".bak", encoded("one"))

	put(t, path, encoded("theirs"))
	if err := s.Overwrite(named("again")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, encoded("again"))
	wantContent(t, path+".bak", encoded("theirs"))

	put(t, path, encoded("same"))
	if err := s.Save(named("same")); err != nil {
		t.Errorf("the same answers from outside: %v", err)
	}
	if err := s.Save(named("more")); err != nil {
		t.Errorf("after the same answers from outside: %v", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(named("mine")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("file removed: got %v", err)
	}
	if err := s.Overwrite(named("mine")); err != nil {
		t.Error(err)
	}
	wantContent(t, path, encoded("mine"))
}

// TestMergedIsSaved: base and the other side are read, what was made of them is
// saved if nobody wrote again meanwhile, and the other side becomes the backup.
func TestMergedIsSaved(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	put(t, path, encoded("theirs"))
	if err := s.Save(named("mine")); !errors.Is(err, ErrChangedOutside) || errors.Is(err, ErrGone) {
		t.Fatalf("got %v", err)
	}
	base, theirs, err := s.Sides()
	if err != nil || base.Name() != "one" || theirs.Name() != "theirs" {
		t.Fatalf("base %q, theirs %q, %v", base.Name(), theirs.Name(), err)
	}
	if err := s.Save(named("mine")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("looking at the sides took one over: %v", err)
	}
	put(t, path, encoded("theirs again"))
	if err := s.SaveMerged(named("both")); !errors.Is(err, ErrChangedOutside) {
		t.Fatalf("the file changed once more: %v", err)
	}
	wantContent(t, path, encoded("theirs again"))
	if base, theirs, err = s.Sides(); err != nil || base.Name() != "one" || theirs.Name() != "theirs again" {
		t.Fatalf("base %q, theirs %q, %v", base.Name(), theirs.Name(), err)
	}
	if err := s.SaveMerged(named("both")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, encoded("both"))
	wantContent(t, path+".bak", encoded("theirs again"))
	if err := s.Save(named("undone")); err != nil {
		t.Errorf("after the merge: %v", err)
	}

	put(t, path, encoded("same"))
	if _, _, err := s.Sides(); err != nil {
		t.Fatal(err)
	}
	if err := s.SaveMerged(named("same")); err != nil { // all of it was there already
		t.Fatal(err)
	}
	if err := s.Save(named("undone")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path+".bak", encoded("same"))
}

// TestMergedFails: a merge that cannot be written leaves the file, and the question,
// as they were.
func TestMergedFails(t *testing.T) {
	path := written(t, "one")
	disk := &faulty{FS: OS, err: syscall.ENOSPC}
	s, _, err := Open(path, testCatalogue(), disk)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put(t, path, encoded("theirs"))
	if _, _, err := s.Sides(); err != nil {
		t.Fatal(err)
	}
	disk.at, disk.dead = disk.calls+3, true // the look at the file succeeds, the writing not
	if err := s.SaveMerged(named("both")); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("got %v", err)
	}
	disk.at, disk.dead = 0, false
	wantContent(t, path, encoded("theirs"))
	if err := s.Save(named("mine")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("theirs would be overwritten: %v", err)
	}

	s.disk = &syncFails{FS: OS, err: syscall.EIO}
	if err := s.SaveMerged(named("both")); !errors.Is(err, syscall.EIO) {
		t.Fatalf("got %v", err)
	}
	wantContent(t, path, encoded("both"))
	s.disk = OS
	if err := s.Save(named("both and more")); err != nil {
		t.Errorf("it was written, and not confirmed: %v", err)
	}
}

// TestSidesFail: the other side is gone, cannot be read, or is no assessment.
func TestSidesFail(t *testing.T) {
	path := written(t, "one")
	disk := &faulty{FS: OS, err: syscall.EIO}
	s, _, err := Open(path, testCatalogue(), disk)
	must(t, err)
	defer s.Close()
	put(t, path, "selfmark: 1\nproduk: {}\n")
	if base, theirs, err := s.Sides(); err == nil || err.Error() != path+`:2:1: an assessment has no key "produk"; did you mean product?` || base != nil && theirs == nil {
		t.Errorf("no assessment: %v", err)
	}
	disk.at = disk.calls + 2
	if _, _, err := s.Sides(); err == nil || err.Error() != path+": it cannot be read: input/output error; check the file and its permissions" {
		t.Errorf("cannot be read: %v", err)
	}
	must(t, os.Remove(path))
	if _, _, err := s.Sides(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("gone: %v", err)
	}
	disk.at = disk.calls + 1
	if err := s.Save(named("two")); !errors.Is(err, syscall.EIO) || errors.Is(err, ErrChangedOutside) {
		t.Errorf("the disk does not say what is there: %v", err)
	}
}

// TestUnderTheOpenWindow: what git, an editor, a sync folder or a hand do to the
// file of an open window. The answers in the window are never written over what
// came, and each case has its sentence.
func TestUnderTheOpenWindow(t *testing.T) {
	for _, test := range []struct {
		name string
		do   func(t *testing.T, path string)
		is   error
		says string
	}{
		{"git pull", func(t *testing.T, path string) { // writes a new file and renames it
			put(t, path+".new", encoded("theirs"))
			must(t, os.Rename(path+".new", path))
		}, ErrChangedOutside, "another program changed the file since it was read"},
		{"an editor saves in place", func(t *testing.T, path string) { put(t, path, encoded("theirs")) }, ErrChangedOutside, "another program changed the file since it was read"},
		{"an editor empties it", func(t *testing.T, path string) { put(t, path, "") }, ErrChangedOutside, "another program changed the file since it was read"},
		{"an editor leaves a backup and a new file", func(t *testing.T, path string) {
			must(t, os.Rename(path, path+"~"))
			put(t, path, encoded("theirs"))
		}, ErrChangedOutside, "another program changed the file since it was read"},
		{"a sync folder renames", func(t *testing.T, path string) {
			must(t, os.Rename(path, strings.TrimSuffix(path, Suffix)+" (conflicted copy)"+Suffix))
		}, ErrGone, "the file is not there any more: another program renamed, moved or deleted it"},
		{"deleted", func(t *testing.T, path string) { must(t, os.Remove(path)) }, ErrGone, "the file is not there any more"},
		{"the folder is deleted", func(t *testing.T, path string) { must(t, os.RemoveAll(filepath.Dir(path))) }, fs.ErrNotExist, "the folder is not there; make the folder and try again, or save it under another name"},
	} {
		t.Run(test.name, func(t *testing.T) {
			path := written(t, "one")
			s, _ := mustOpen(t, path)
			test.do(t, path)
			before, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
			err := s.Save(named("mine"))
			if !errors.Is(err, test.is) || errors.Is(err, ErrGone) != (test.is == ErrGone) || !strings.Contains(err.Error(), test.says) {
				t.Fatalf("got %v", err)
			}
			if after, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*")); !slices.Equal(before, after) {
				t.Errorf("the folder held %v and holds %v", before, after)
			}
			must(t, os.MkdirAll(filepath.Dir(path), 0o755))
			if err := s.Overwrite(named("mine")); err != nil {
				t.Errorf("the sitting cannot go on: %v", err)
			}
			wantContent(t, path, encoded("mine"))
		})
	}
}

// TestWindowCloses: the second window may write once the first is closed, and what
// the first wrote is asked about, not lost.
func TestWindowCloses(t *testing.T) {
	path := written(t, "one")
	first, _ := mustOpen(t, path)
	second, _ := mustOpen(t, path)
	if second.Retry() {
		t.Fatal("both windows may write")
	}
	must(t, first.Save(named("first")))
	must(t, first.Close())
	if !second.Retry() {
		t.Fatal("the lock is not taken over")
	}
	if err := second.Save(named("two")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("got %v", err)
	}
	if base, theirs, err := second.Sides(); err != nil || base.Name() != "one" || theirs.Name() != "first" {
		t.Errorf("base %q, theirs %q, %v", base.Name(), theirs.Name(), err)
	}
}

// TestClockSetBack: neither saving nor seeing a change outside asks the clock.
func TestClockSetBack(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	must(t, s.Save(named("two")))
	ago := time.Now().Add(-48 * time.Hour)
	must(t, os.Chtimes(path, ago, ago))
	must(t, s.Save(named("three")))
	wantContent(t, path, encoded("three"))
	put(t, path, encoded("theirs"))
	must(t, os.Chtimes(path, ago, ago)) // older than what was read
	if err := s.Save(named("four")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("a change outside with an old date: %v", err)
	}
}

// TestSaveBeside: a free name is found, and the sitting goes on there.
func TestSaveBeside(t *testing.T) {
	path := written(t, "one")
	stem := strings.TrimSuffix(path, Suffix)
	for _, want := range []string{stem + "-mine" + Suffix, stem + "-mine-2" + Suffix} {
		s, _ := mustOpen(t, path)
		put(t, path, encoded("theirs"))
		got, err := s.SaveBeside(named("mine"))
		if err != nil || got != want || s.Path() != want {
			t.Fatalf("%s, %v, want %s", got, err, want)
		}
		wantContent(t, want, encoded("mine"))
		wantContent(t, path, encoded("theirs"))
		s.Close()
	}
	for n := 3; n <= 100; n++ {
		put(t, fmt.Sprintf("%s-mine-%d%s", stem, n, Suffix), "")
	}
	s, _ := mustOpen(t, path)
	if _, err := s.SaveBeside(named("mine")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("every name is taken: %v", err)
	}
}

// TestSaveAsFails: the sitting goes on with the old file, and the new name is free.
func TestSaveAsFails(t *testing.T) {
	path := written(t, "one")
	disk := &faulty{FS: OS, err: syscall.ENOSPC}
	s, _, err := Open(path, testCatalogue(), disk)
	must(t, err)
	defer s.Close()
	other := filepath.Join(filepath.Dir(path), "other"+Suffix)
	disk.at = disk.calls + 8
	if err := s.SaveAs(other, named("two")); !errors.Is(err, syscall.ENOSPC) || disk.failed != "write" || s.Path() != path {
		t.Fatalf("%s: %v, now at %s", disk.failed, err, s.Path())
	}
	must(t, s.Save(named("two")))
	wantContent(t, path, encoded("two"))
	must(t, s.SaveAs(other, named("three")))
	wantContent(t, other, encoded("three"))
}

// TestSaveAsReadOnly: a window that may not write goes on under another name.
func TestSaveAsReadOnly(t *testing.T) {
	path := written(t, "one")
	mustOpen(t, path)
	s, _ := mustOpen(t, path)
	must(t, s.SaveAs(filepath.Join(filepath.Dir(path), "other"+Suffix), named("two")))
	if ro, why := s.ReadOnly(); ro || why != "" {
		t.Errorf("read-only: %s", why)
	}
	must(t, s.Save(named("three")))
}

// noLockDrive has no locks, as some network shares.
type noLockDrive struct{ FS }

func (noLockDrive) TryLock(string) (func() error, error) { return nil, ErrNoLocks }

// TestDriveWithoutLocks: it can be written, the user can be told, and a second
// window is found out when it saves.
func TestDriveWithoutLocks(t *testing.T) {
	path := written(t, "one")
	first, _, err := Open(path, testCatalogue(), noLockDrive{OS})
	must(t, err)
	defer first.Close()
	second, _, err := Open(path, testCatalogue(), noLockDrive{OS})
	must(t, err)
	defer second.Close()
	if ro, why := first.ReadOnly(); ro || !first.WithoutLock() {
		t.Errorf("read-only %v %q, without lock %v", ro, why, first.WithoutLock())
	}
	must(t, first.Save(named("first")))
	if err := second.Save(named("second")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("got %v", err)
	}
	if locked, _ := mustOpen(t, written(t, "x")); locked.WithoutLock() {
		t.Error("an ordinary drive is said to have no locks")
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestSaveAs(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	put(t, path, encoded("theirs"))
	if err := s.SaveAs(path, named("mine")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want that the file exists", err)
	}
	other := filepath.Join(filepath.Dir(path), "mine"+Suffix)
	if err := s.SaveAs(other, named("mine")); err != nil {
		t.Fatal(err)
	}
	if filepath.Base(s.Path()) != "mine"+Suffix {
		t.Errorf("the store is still at %s", s.Path())
	}
	if err := s.Save(named("mine 2")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, encoded("theirs"))
	wantContent(t, other, encoded("mine 2"))
	if again, _ := mustOpen(t, path); again.readOnly != nil {
		t.Error("the lock of the first file was kept")
	}
	if again, _ := mustOpen(t, other); again.readOnly != ErrLocked {
		t.Error("the second file is not locked")
	}
}

func TestLock(t *testing.T) {
	path := written(t, "one")
	first, _ := mustOpen(t, path)
	second, a := mustOpen(t, path)
	if ro, reason := second.ReadOnly(); !ro || reason != "another selfmark window has it open" {
		t.Errorf("read-only %v, %q", ro, reason)
	}
	if a.Name() != "one" {
		t.Error("the second window cannot read")
	}
	err := second.Save(named("two"))
	if want := "not saved: another selfmark window has this assessment open; close that window, or save under another name"; !errors.Is(err, ErrLocked) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if _, err := Load(path, testCatalogue(), OS); err != nil {
		t.Errorf("Load needs no lock: %v", err)
	}
	if err := first.Save(named("first")); err != nil {
		t.Fatal(err)
	}
	first.Close()
	if err := second.Save(named("two")); !errors.Is(err, ErrChangedOutside) {
		t.Errorf("the first window wrote and closed: got %v", err)
	}
	if ro, _ := second.ReadOnly(); ro {
		t.Error("still read-only after the first window closed")
	}
}

func TestSymlink(t *testing.T) {
	path := written(t, "one")
	link := filepath.Join(t.TempDir(), "link"+Suffix)
	if err := os.Symlink(path, link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	s, _ := mustOpen(t, link)
	if other, _ := mustOpen(t, path); other.readOnly != ErrLocked {
		t.Error("link and file do not share the lock")
	}
	if err := s.Save(named("two")); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, encoded("two"))
	if info, _ := os.Lstat(link); info.Mode()&fs.ModeSymlink == 0 {
		t.Error("the link was replaced by a file")
	}
	if got := names(t, filepath.Dir(link)); len(got) != 1 {
		t.Errorf("beside the link: %q", got)
	}
	loop := filepath.Join(filepath.Dir(link), "loop"+Suffix)
	must(t, os.Symlink(loop, loop))
	if _, _, err := Open(loop, testCatalogue(), OS); err == nil || !strings.HasPrefix(err.Error(), loop+": it cannot be read: ") {
		t.Errorf("a link to itself: %v", err)
	}
	if _, err := Create(loop, testCatalogue(), OS); err == nil || errors.Is(err, fs.ErrExist) {
		t.Errorf("a link to itself: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	missing, folder := filepath.Join(dir, "none"+Suffix), filepath.Join(dir, "dir"+Suffix)
	large, wrong := filepath.Join(dir, "large"+Suffix), filepath.Join(dir, "wrong"+Suffix)
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, large, strings.Repeat("x", 3<<20+1))
	put(t, wrong, "selfmark: 1\nproduct:\n  nmae: x\n")
	before := names(t, dir)
	for path, want := range map[string]string{
		missing: ": there is no such file; check the name, or begin one with selfmark new",
		folder:  ": this is no file; name a file that ends in .selfmark.yaml",
		large:   ": larger than 3 MB; check that it is the right file",
		wrong:   `:3:3: product has no key "nmae"; did you mean name?`,
	} {
		_, _, err := Open(path, testCatalogue(), OS)
		if err == nil || err.Error() != path+want {
			t.Errorf("Open:\ngot  %v\nwant %s", err, path+want)
		}
		if _, err := Load(path, testCatalogue(), OS); err == nil || err.Error() != path+want {
			t.Errorf("Load:\ngot  %v\nwant %s", err, path+want)
		}
	}
	put(t, wrong, encoded("right"))
	if s, _ := mustOpen(t, wrong); s.readOnly != nil {
		t.Error("the lock of a file that was refused is kept")
	}
	if got := names(t, dir); len(got) != len(before)+1 { // the lock of the wrong one
		t.Errorf("left behind: %q", got)
	}
	if _, _, err := Open(missing, testCatalogue(), OS); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want one that is fs.ErrNotExist", err)
	}
}

func TestTornFileNamesBackup(t *testing.T) {
	path := written(t, "one")
	put(t, path+".bak", encoded("before"))
	for content, want := range map[string]string{
		"":                           ": nothing is in it; restore it from a copy or start again, or take the copy from before the last sitting, plug.selfmark.yaml.bak",
		"selfmark: 1\nprod":          ":3:1: not valid YAML: could not find expected ':'; check the quotes, brackets and indentation there, or take the copy from before the last sitting, plug.selfmark.yaml.bak",
		"selfmark: 1\nproduct:\n  n": ":3:3: product cannot be \"n\"; write keys with their values below it, or take the copy from before the last sitting, plug.selfmark.yaml.bak",
		"selfmark: 1\n\x00\x00":      ":2:1: the control character U+0000 is not allowed here; remove it, or take the copy from before the last sitting, plug.selfmark.yaml.bak",
		"selfmark: 1\nproduk: {}\n":  `:2:1: an assessment has no key "produk"; did you mean product?`,
	} {
		put(t, path, content)
		if _, err := Load(path, testCatalogue(), OS); err == nil || err.Error() != path+want {
			t.Errorf("%q:\ngot  %v\nwant %s", content, err, path+want)
		}
	}
	must(t, os.Remove(path+".bak"))
	put(t, path, "")
	if _, err := Load(path, testCatalogue(), OS); err == nil || strings.Contains(err.Error(), ".bak") {
		t.Errorf("there is no copy: %v", err)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b" + Suffix, "a" + Suffix, "a" + Suffix + ".bak", ".hidden" + Suffix, "other.yaml"} {
		put(t, filepath.Join(dir, name), "")
	}
	if err := os.MkdirAll(filepath.Join(dir, "sub"+Suffix), 0o755); err != nil {
		t.Fatal(err)
	}
	_ = os.Symlink("nowhere", filepath.Join(dir, "dangling"+Suffix))
	want := []string{filepath.Join(dir, "a"+Suffix), filepath.Join(dir, "b"+Suffix)}
	if got := Find(dir); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := Find(filepath.Join(dir, "none")); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestLeftovers(t *testing.T) {
	path := written(t, "one")
	dir := filepath.Dir(path)
	put(t, filepath.Join(dir, ".plug.selfmark.yaml.tmp123"), "half")
	keep := []string{".plug.selfmark.yaml.tmpl", ".plug.selfmark.yaml.tmp", ".other.selfmark.yaml.tmp123", "plug.selfmark.yaml.tmp123"}
	for _, name := range keep {
		put(t, filepath.Join(dir, name), "")
	}
	mustOpen(t, path)
	got := names(t, dir)
	if slices.Contains(got, ".plug.selfmark.yaml.tmp123") {
		t.Error("the leftover is still there")
	}
	for _, name := range keep {
		if !slices.Contains(got, name) {
			t.Errorf("%s was removed", name)
		}
	}
}

// TestUnprivileged needs permissions to count.
func TestUnprivileged(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("root may write everywhere; CI runs this as another user")
	}
	t.Run("read-only folder", func(t *testing.T) {
		path := written(t, "one")
		dir := filepath.Dir(path)
		chmod(t, dir, 0o555)
		s, a := mustOpen(t, path)
		if ro, reason := s.ReadOnly(); !ro || reason != "the folder does not permit it" || a.Name() != "one" {
			t.Errorf("read-only %v, %q", ro, reason)
		}
		err := s.Save(named("two"))
		if want := "not saved: the folder does not permit it; save it under another name"; !errors.Is(err, ErrReadOnly) || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		_, err = Create(filepath.Join(dir, "new"+Suffix), testCatalogue(), OS)
		if want := "not saved: the folder does not permit it; change the permissions and try again, or save it under another name"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	})
	t.Run("folder becomes read-only", func(t *testing.T) {
		path := written(t, "one")
		s, _ := mustOpen(t, path)
		chmod(t, filepath.Dir(path), 0o555)
		err := s.Save(named("two"))
		if want := "not saved: the folder does not permit it; change the permissions and try again, or save it under another name"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		wantContent(t, path, encoded("one"))
		chmod(t, filepath.Dir(path), 0o755)
		if err := s.Save(named("two")); err != nil {
			t.Error(err)
		}
	})
	t.Run("no right to read", func(t *testing.T) {
		path := written(t, "one")
		chmod(t, path, 0)
		_, _, err := Open(path, testCatalogue(), OS)
		if want := path + ": it cannot be read: permission denied; check the file and its permissions"; err == nil || err.Error() != want || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("got %v, want %s", err, want)
		}
	})
}

func chmod(t *testing.T, path string, mode fs.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(path, 0o755) })
}

func TestWriteProtectedFile(t *testing.T) {
	path := written(t, "one")
	if err := os.Chmod(path, 0o444); err != nil {
		t.Fatal(err)
	}
	s, _ := mustOpen(t, path)
	if ro, reason := s.ReadOnly(); !ro || reason != "the file is write-protected" {
		t.Errorf("read-only %v, %q", ro, reason)
	}
	if err := s.Save(named("two")); !errors.Is(err, ErrReadOnly) {
		t.Errorf("got %v", err)
	}
	second, _ := mustOpen(t, path)
	s.Close()
	if err := second.Save(named("two")); second.Retry() || !errors.Is(err, ErrReadOnly) {
		t.Errorf("after the other window closed: %v", err)
	}
	wantContent(t, path, encoded("one"))
}

// faulty is the real file system until call number at, which fails, with half of
// its work done where that is possible. When dead, every later call fails too.
type faulty struct {
	FS
	at, calls int
	err       error
	dead      bool
	failed    string // the call that failed
}

func (f *faulty) fails(call string) bool {
	f.calls++
	if f.calls == f.at || f.dead && f.calls > f.at {
		if f.failed == "" {
			f.failed = call
		}
		return true
	}
	return false
}

func (f *faulty) Resolve(path string) (string, error) {
	if f.fails("resolve") {
		return "", f.err
	}
	return f.FS.Resolve(path)
}

func (f *faulty) Stat(path string) (fs.FileInfo, error) {
	if f.fails("stat") {
		return nil, f.err
	}
	return f.FS.Stat(path)
}

func (f *faulty) ReadFile(path string) ([]byte, error) {
	if f.fails("read") {
		return nil, f.err
	}
	return f.FS.ReadFile(path)
}

func (f *faulty) ReadDir(path string) ([]fs.DirEntry, error) {
	if f.fails("readdir") {
		return nil, f.err
	}
	return f.FS.ReadDir(path)
}

func (f *faulty) Writable(dir string) error {
	if f.fails("writable") {
		return f.err
	}
	return f.FS.Writable(dir)
}

func (f *faulty) Rename(from, to string) error {
	if f.fails("rename") {
		return f.err
	}
	return f.FS.Rename(from, to)
}

func (f *faulty) Link(from, to string) error {
	if f.fails("link") {
		return f.err
	}
	return f.FS.Link(from, to)
}

func (f *faulty) Remove(path string) error {
	if f.fails("remove") {
		return f.err
	}
	return f.FS.Remove(path)
}

func (f *faulty) SyncDir(dir string) error {
	if f.fails("syncdir") {
		return f.err
	}
	return f.FS.SyncDir(dir)
}

func (f *faulty) TryLock(path string) (func() error, error) {
	if f.fails("lock") {
		return nil, f.err
	}
	return f.FS.TryLock(path)
}

func (f *faulty) CreateTemp(dir, pattern string, mode fs.FileMode) (TempFile, error) {
	if f.fails("create") {
		return nil, f.err
	}
	temp, err := f.FS.CreateTemp(dir, pattern, mode)
	return &faultyFile{temp, f}, err
}

func (f *faulty) CreateNew(path string, mode fs.FileMode) (TempFile, error) {
	if f.fails("create") {
		return nil, f.err
	}
	file, err := f.FS.CreateNew(path, mode)
	return &faultyFile{file, f}, err
}

type faultyFile struct {
	TempFile
	disk *faulty
}

func (f *faultyFile) Write(p []byte) (int, error) {
	if f.disk.fails("write") {
		n, _ := f.TempFile.Write(p[:len(p)/2])
		return n, f.disk.err
	}
	return f.TempFile.Write(p)
}

func (f *faultyFile) Chmod(mode fs.FileMode) error {
	if f.disk.fails("chmod") {
		return f.disk.err
	}
	return f.TempFile.Chmod(mode)
}

func (f *faultyFile) Sync() error {
	if f.disk.fails("sync") {
		return f.disk.err
	}
	return f.TempFile.Sync()
}

func (f *faultyFile) Close() error {
	err := f.TempFile.Close()
	if f.disk.fails("close") {
		return f.disk.err
	}
	return err
}

// TestEveryCallFails lets each call of a sitting fail once, and then lets the
// machine die at each call. The file always holds one of the versions, whole.
func TestEveryCallFails(t *testing.T) {
	versions := []string{"one", "two", "three"}
	for _, dead := range []bool{false, true} {
		failed := map[string]bool{}
		for at := 1; ; at++ {
			path := written(t, versions[0])
			disk := &faulty{FS: OS, at: at, err: syscall.ENOSPC, dead: dead}
			saved := sitting(t, path, disk, versions)
			checkWhole(t, path, versions, saved)
			failed[disk.failed] = true
			if t.Failed() {
				t.Fatalf("call %d (%s), dead %v", at, disk.failed, dead)
			}
			if disk.failed == "" {
				if at < 25 {
					t.Errorf("only %d calls", at)
				}
				break
			}
		}
		for _, call := range []string{"resolve", "stat", "read", "readdir", "writable", "lock", "create", "write", "chmod", "sync", "close", "rename", "syncdir"} {
			if !failed[call] {
				t.Errorf("%s never failed", call)
			}
		}
	}
}

// sitting opens a file and saves the versions after the first, each twice if the
// first time fails. It returns the last one that was reported as saved.
func sitting(t *testing.T, path string, disk *faulty, versions []string) string {
	saved := versions[0]
	s, _, err := Open(path, testCatalogue(), disk)
	if err != nil {
		if _, ok := errors.AsType[*Error](err); !ok {
			t.Errorf("Open: %v is no *Error", err)
		}
		return saved
	}
	defer s.Close()
	for _, v := range versions[1:] {
		err := s.Save(named(v))
		if err == nil {
			saved = v
			continue
		}
		if _, ok := errors.AsType[*SaveError](err); !ok {
			t.Errorf("Save: %v is no *SaveError", err)
		}
		if disk.failed == "" {
			t.Errorf("Save: %v without a fault", err)
		}
		if !disk.dead && s.Save(named(v)) == nil {
			saved = v
		} else if ro, _ := s.ReadOnly(); !disk.dead && !ro {
			t.Error("the second try failed as well")
		}
	}
	return saved
}

// checkWhole looks at the folder as the next run finds it.
func checkWhole(t *testing.T, path string, versions []string, saved string) {
	t.Helper()
	a, err := Load(path, testCatalogue(), OS)
	if err != nil {
		t.Errorf("torn: %v", err)
	}
	at := slices.Index(versions, a.Name())
	if at < slices.Index(versions, saved) {
		t.Errorf("the file holds %q although %q was saved", a.Name(), saved)
	}
	wantContent(t, path, encoded(a.Name()))
	if backup, err := os.ReadFile(path + ".bak"); err == nil && string(backup) != encoded(versions[0]) || err != nil && at > 0 {
		t.Errorf("backup: %q, %v", backup, err)
	}
	s, _ := mustOpen(t, path)
	s.Close()
	for _, name := range names(t, filepath.Dir(path)) {
		if strings.Contains(name, ".tmp") {
			t.Errorf("%s is left over", name)
		}
	}
}

// TestFailedSave shows the sentence of each cause, that nothing is left over, and
// that the next try works.
func TestFailedSave(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC:       "the disk is full; free room and try again",
		syscall.EDQUOT:       "your share of the disk is used up; free room and try again",
		syscall.EROFS:        "the disk is write-protected; save it under another name on another disk",
		syscall.ENAMETOOLONG: "the name of the file is too long; save it under a shorter name",
		syscall.EIO:          "the disk reports: input/output error; try again, or save it under another name",
	} {
		if runtime.GOOS == "windows" {
			t.Skip("other codes on Windows")
		}
		path := written(t, "one")
		disk := &faulty{FS: OS}
		s, _, openErr := Open(path, testCatalogue(), disk)
		if openErr != nil {
			t.Fatal(openErr)
		}
		disk.at, disk.err = disk.calls+4, &fs.PathError{Op: "write", Path: path, Err: err} // the first write
		got := s.Save(named("two"))
		if got == nil || got.Error() != "not saved: "+want || disk.failed != "write" || !errors.Is(got, err) {
			t.Errorf("%s:\ngot  %v\nwant not saved: %s", disk.failed, got, want)
		}
		wantContent(t, path, encoded("one"))
		if n := names(t, filepath.Dir(path)); len(n) != 2 {
			t.Errorf("left over: %q", n)
		}
		if err := s.Save(named("two")); err != nil {
			t.Error(err)
		}
		s.Close()
	}
}

// TestNotConfirmed: the folder cannot be synced after the rename.
func TestNotConfirmed(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	sync := &syncFails{FS: OS, err: syscall.EIO}
	s.disk = sync
	err := s.Save(named("two"))
	if want := "not saved: it is written, but the disk has not confirmed it; try again"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	wantContent(t, path, encoded("two"))
	if err := s.Save(named("two")); err == nil {
		t.Error("the second try does not sync")
	}
	sync.err = nil
	if err := s.Save(named("two")); err != nil {
		t.Error(err)
	}
}

type syncFails struct {
	FS
	err error
}

func (f *syncFails) SyncDir(dir string) error {
	if f.err != nil {
		return f.err
	}
	return f.FS.SyncDir(dir)
}

// TestUnreadable: what could not be read again is not written.
func TestUnreadable(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	bad := named("two")
	bad.Risks["T99"] = assessment.RiskDecision{Reason: "x"}
	err := s.Save(bad)
	want := `not saved: it could not be read again (line 7, column 3: there is no threat "T99"; write an id such as T18); undo the last answer and report this as a fault of selfmark`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	wantContent(t, path, encoded("one"))
}

// TestSaveTooMuch: what is more than a file may hold is not written, and is no fault of
// the program.
func TestSaveTooMuch(t *testing.T) {
	path := written(t, "one")
	s, _ := mustOpen(t, path)
	large, many := named(strings.Repeat("x", 3<<20)), named("two")
	many.Components = make([]assessment.Component, assessment.MaxRecords+1)
	for why, bad := range map[string]assessment.Assessment{"larger than 3 MB": large, "all lists together have more than 10000 entries": many} {
		err := s.Save(bad)
		want := "not saved: the file would be too much to open again (" + why + "); undo the last answer, or remove or shorten others"
		if err == nil || err.Error() != want {
			t.Errorf("got  %.300v\nwant %s", err, want)
		}
		wantContent(t, path, encoded("one"))
	}
}

// TestKilled kills a process that saves all the time. Every time the file holds
// one whole version, and the next run clears up.
func TestKilled(t *testing.T) {
	if path := os.Getenv("SELFMARK_SAVE_FOR_EVER"); path != "" {
		saveForEver(path)
	}
	if runtime.GOOS == "windows" || testing.Short() {
		t.Skip("needs kill -9, and time")
	}
	path := written(t, "begin")
	for i := range 20 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKilled$")
		cmd.Env = append(os.Environ(), "SELFMARK_SAVE_FOR_EVER="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, _ = out.Read(make([]byte, 1)) // the first save is done
		time.Sleep(time.Duration(i) * 500 * time.Microsecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()

		s, a := mustOpen(t, path)
		if ro, reason := s.ReadOnly(); ro {
			t.Fatalf("the lock outlived the process: %s", reason)
		}
		wantContent(t, path, encoded(a.Name()))
		if got := names(t, filepath.Dir(path)); len(got) != 3 {
			t.Fatalf("left over: %q", got)
		}
		s.Close()
	}
}

func saveForEver(path string) {
	s, _, err := Open(path, testCatalogue(), OS)
	if err != nil {
		panic(err)
	}
	for i := 0; ; i++ {
		if err := s.Save(named(fmt.Sprintf("%d %s", i, strings.Repeat("x", 50_000)))); err != nil {
			panic(err)
		}
		if i == 0 {
			fmt.Print("x")
		}
	}
}

// TestSaveLoad keeps a rich assessment through the disk.
func TestSaveLoad(t *testing.T) {
	r := newRandom(11)
	a := r.assessment()
	path := filepath.Join(t.TempDir(), "rich"+Suffix)
	s, err := Create(path, r.cat, OS)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Save(a); err != nil {
		t.Fatal(err)
	}
	got, err := Load(path, r.cat, OS)
	if err != nil || !reflect.DeepEqual(got, a) {
		t.Errorf("%v", err)
	}
	data, _ := os.ReadFile(path)
	put(t, path, "\ufeff"+string(bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))))
	if _, err := s.Reload(); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(a); err != nil {
		t.Fatal(err)
	}
	wantContent(t, path, string(data)) // the first save normalises
}

func BenchmarkSave(b *testing.B) {
	a, cat := benchmarkAssessment()
	s, err := Create(filepath.Join(b.TempDir(), "bench"+Suffix), cat, OS)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a.Answers["product.name"] = assessment.Answer{Text: fmt.Sprint("name ", i)}
		if err := s.Save(a); err != nil {
			b.Fatal(err)
		}
	}
}
