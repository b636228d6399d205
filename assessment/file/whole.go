package file

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ReadWhole reads an ordinary file of at most so many bytes. Nothing else is opened: a
// pipe would wait for its other end, and a device may never end. Some files of the
// system have no size and no end either.
func ReadWhole(path string, most int64) ([]byte, error) {
	refused := func(why error) error { return &fs.PathError{Op: "read", Path: path, Err: why} }
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, refused(ErrNoFile)
	case info.Size() > most:
		return nil, refused(ErrTooLarge)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	if _, err = data.ReadFrom(io.LimitReader(f, most+1)); err == nil && int64(data.Len()) > most {
		err = refused(ErrTooLarge)
	}
	return data.Bytes(), err
}

// Replace puts data at path, all or nothing. What is there keeps its permissions. Errors
// name path, not the file beside it that is written first.
func Replace(disk FS, path string, data []byte) error {
	mode := fs.FileMode(0)
	if info, err := disk.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	err := replace(disk, path, tempPattern, data, mode)
	if err == nil {
		err = disk.SyncDir(filepath.Dir(path))
	}
	if err == nil {
		clearUp(disk, path)
	}
	return notWritten(path, err)
}

// tempPattern is how files are called until they get the name of a document.
const tempPattern = ".selfmark*.tmp"

// unfinished is how long somebody may take to write a file or a bundle.
const unfinished = 24 * time.Hour

// Leftovers lists what runs that were killed left behind: files or folders, as kind says,
// whose name is the pattern with a number in place of *. With fresh, which was just made
// in the same folder, only those that are a day older: another program may be writing the
// others.
func Leftovers(disk FS, pattern string, kind fs.FileMode, fresh string) []string {
	var until time.Time
	if fresh != "" {
		now, err := disk.Stat(fresh)
		if err != nil {
			return nil
		}
		until = now.ModTime().Add(-unfinished)
	}
	dir := filepath.Dir(pattern)
	before, after, _ := strings.Cut(filepath.Base(pattern), "*")
	entries, _ := disk.ReadDir(dir)
	var out []string
	for _, e := range entries {
		number, begins := strings.CutPrefix(e.Name(), before)
		number, ends := strings.CutSuffix(number, after)
		if !begins || !ends || number == "" || strings.Trim(number, "0123456789") != "" || e.Type() != kind {
			continue
		}
		if info, err := e.Info(); fresh == "" || err == nil && info.ModTime().Before(until) {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	return out
}

// WriteNew makes a file, which must not exist yet, all or nothing: it gets its name when
// it is whole and on the disk, also if the program is killed meanwhile. Nobody may ever do
// more with it than mode says. Where a file has one name only, as on FAT, it is written
// under that. Errors of the file system name path.
func WriteNew(disk FS, path string, mode fs.FileMode, write func(io.Writer) error) error {
	dir := filepath.Dir(path)
	temp, err := disk.CreateTemp(dir, tempPattern, mode)
	if err != nil {
		return notWritten(path, err)
	}
	if err = finish(temp, write(temp)); err == nil {
		err = disk.Link(temp.Name(), path)
	}
	_ = disk.Remove(temp.Name())
	if errors.Is(err, errors.ErrUnsupported) {
		err = writeInPlace(disk, path, mode, write)
	}
	if err != nil {
		return notWritten(path, err)
	}
	if err = disk.SyncDir(dir); err != nil {
		_ = disk.Remove(path)
		return notWritten(path, err)
	}
	clearUp(disk, path)
	return nil
}

// writeInPlace removes again what could not be written to its end.
func writeInPlace(disk FS, path string, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := disk.CreateNew(path, mode)
	if err != nil {
		return err
	}
	if err = finish(f, write(f)); err != nil {
		_ = disk.Remove(path)
	}
	return err
}

// clearUp removes what runs that were killed left beside a file that was just written.
func clearUp(disk FS, fresh string) {
	for _, old := range Leftovers(disk, filepath.Join(filepath.Dir(fresh), tempPattern), 0, fresh) {
		_ = disk.Remove(old)
	}
}

// replace writes a whole file beside another and renames it over that. When it fails,
// the other is as it was and nothing is left over. Mode 0 leaves the permissions to the
// user's mask.
func replace(disk FS, path, pattern string, data []byte, mode fs.FileMode) error {
	temp, err := disk.CreateTemp(filepath.Dir(path), pattern, NewMode)
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	if err == nil && mode != 0 {
		err = temp.Chmod(mode)
	}
	if err = finish(temp, err); err == nil {
		err = disk.Rename(temp.Name(), path)
	}
	if err != nil {
		_ = disk.Remove(temp.Name())
	}
	return err
}

// finish puts what was written on the disk, and closes the file in any case.
func finish(f TempFile, err error) error {
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// notWritten says of an error of the file system which file it is about.
func notWritten(path string, err error) error {
	if cause, called := ofCall(err); called {
		return &fs.PathError{Op: "write", Path: path, Err: cause}
	}
	return err
}

// Cause leaves out which call of the file system failed on which path.
func Cause(err error) error {
	cause, _ := ofCall(err)
	return cause
}

// ofCall is the cause of an error, and whether it is one of a call of the file system.
func ofCall(err error) (cause error, called bool) {
	var call *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &call):
		return call.Err, true
	case errors.As(err, &link):
		return link.Err, true
	}
	return err, false
}
