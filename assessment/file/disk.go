package file

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// FS is what a store needs of a file system. OS is the real one; tests put
// faults into every call.
type FS interface {
	// Resolve follows symbolic links to the file that is meant. A path that
	// does not exist yet is resolved as far as its folder.
	Resolve(path string) (string, error)
	Stat(path string) (fs.FileInfo, error)
	ReadFile(path string) ([]byte, error)
	ReadDir(path string) ([]fs.DirEntry, error)
	// Writable says why files cannot be made in a folder, nil if they can.
	Writable(dir string) error
	// CreateTemp makes a new file whose name is the pattern with * filled in.
	CreateTemp(dir, pattern string) (TempFile, error)
	Rename(from, to string) error
	Remove(path string) error
	// SyncDir puts the names in a folder safely on disk.
	SyncDir(dir string) error
	// TryLock takes a lock that ends with the process at the latest. It fails
	// with ErrLocked if somebody else holds it, and with ErrNoLocks where there
	// are none.
	TryLock(path string) (unlock func() error, err error)
}

// TempFile is a file that will be renamed once it is whole.
type TempFile interface {
	io.Writer
	Name() string
	Chmod(mode fs.FileMode) error
	Sync() error
	Close() error
}

// OS is the file system of the machine.
var OS FS = machine{}

type machine struct{}

func (machine) Resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return filepath.EvalSymlinks(path)
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	return filepath.Join(dir, filepath.Base(path)), err
}

func (machine) Stat(path string) (fs.FileInfo, error)      { return os.Stat(path) }
func (machine) ReadFile(path string) ([]byte, error)       { return os.ReadFile(path) }
func (machine) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }
func (machine) Writable(dir string) error                  { return writable(dir) }
func (machine) Rename(from, to string) error {
	return patiently(os.Rename, held, time.Sleep, from, to)
}
func (machine) Remove(path string) error { return os.Remove(path) }
func (machine) SyncDir(dir string) error { return syncDir(dir) }

func (machine) CreateTemp(dir, pattern string) (TempFile, error) {
	f, err := os.CreateTemp(dir, pattern)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// patiently renames again for a while when another program holds a file: on Windows
// virus scanners and indexers open new files for a moment, and an open file cannot
// be replaced there.
func patiently(rename func(from, to string) error, held func(error) bool, sleep func(time.Duration), from, to string) error {
	var err error
	for wait := time.Millisecond; wait < 300*time.Millisecond; wait *= 2 {
		if err = rename(from, to); !held(err) {
			return err
		}
		sleep(wait)
	}
	return err
}

// TryLock keeps the lock file when it unlocks: whoever removed it would let two
// others hold a lock each.
func (machine) TryLock(path string) (func() error, error) {
	lock := flock.New(path, flock.SetPermissions(0o644))
	held, err := lock.TryLock()
	switch {
	case noLocks(err):
		return nil, ErrNoLocks
	case err != nil:
		return nil, err
	case !held:
		return nil, ErrLocked
	}
	return lock.Unlock, nil
}

// why finds the words for an error of the file system.
func why(err error) message {
	for _, c := range causes {
		if errors.Is(err, c.err) {
			return c.says()
		}
	}
	switch {
	case errors.Is(err, ErrLocked):
		return lockedElsewhere()
	case errors.Is(err, fs.ErrPermission):
		return noPermission()
	case errors.Is(err, fs.ErrNotExist):
		return folderGone()
	}
	return diskFailed(plainCause(err))
}

// plainCause leaves out which call failed on which path.
func plainCause(err error) string {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	return err.Error()
}
