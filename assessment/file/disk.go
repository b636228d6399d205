package file

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"selfmark/assessment/yamlstrict"
)

// FS is what a store needs of a file system. OS is the real one; tests put
// faults into every call.
type FS interface {
	// Resolve follows symbolic links to the file that is meant. A path that
	// does not exist yet is resolved as far as its folder.
	Resolve(path string) (string, error)
	Stat(path string) (fs.FileInfo, error)
	// ReadFile reads an ordinary file that is not larger than one of ours.
	ReadFile(path string) ([]byte, error)
	ReadDir(path string) ([]fs.DirEntry, error)
	// Writable says why files cannot be made in a folder, nil if they can.
	Writable(dir string) error
	// CreateTemp makes a new file whose name is the pattern with * filled in, with a
	// mode from which the system takes what the user's mask forbids.
	CreateTemp(dir, pattern string, mode fs.FileMode) (TempFile, error)
	// CreateNew makes a file of that name, which must not be there.
	CreateNew(path string, mode fs.FileMode) (TempFile, error)
	Rename(from, to string) error
	// Link gives a file a second name, which must not be there. It fails with
	// errors.ErrUnsupported where a file has only one.
	Link(from, to string) error
	Remove(path string) error
	// SyncDir puts the names in a folder safely on disk.
	SyncDir(dir string) error
	// TryLock takes a lock that ends with the process at the latest. It fails
	// with ErrLocked if somebody else holds it, and with ErrNoLocks where there
	// are none.
	TryLock(path string) (unlock func() error, err error)
}

// TempFile is a file that will be renamed once it is whole, or removed if it is not.
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
func (machine) ReadFile(path string) ([]byte, error)       { return ReadWhole(path, yamlstrict.MaxBytes) }
func (machine) ReadDir(path string) ([]fs.DirEntry, error) { return os.ReadDir(path) }
func (machine) Writable(dir string) error                  { return writable(dir) }
func (machine) Rename(from, to string) error {
	return patiently(os.Rename, held, time.Sleep, from, to)
}
func (machine) Remove(path string) error { return os.Remove(path) }
func (machine) Link(from, to string) error {
	err := os.Link(from, to)
	if noLinks(err) {
		return errors.ErrUnsupported
	}
	return err
}
func (machine) SyncDir(dir string) error { return syncDir(dir) }

// CreateTemp is not that of the standard library, whose files only their owner may read
// until their mode is changed, whatever the user's mask says.
func (m machine) CreateTemp(dir, pattern string, mode fs.FileMode) (TempFile, error) {
	before, after, _ := strings.Cut(pattern, "*")
	for tries := 0; ; tries++ {
		name := before + strconv.FormatUint(uint64(rand.Uint32()), 10) + after
		f, err := m.CreateNew(filepath.Join(dir, name), mode)
		if !errors.Is(err, fs.ErrExist) || tries > mostTries {
			return f, err
		}
	}
}

// mostTries is how many names of temporary files are tried.
const mostTries = 1000

func (machine) CreateNew(path string, mode fs.FileMode) (TempFile, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, mode)
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
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "lock", Path: path, Err: ErrNoFile} // a pipe would wait for its other end
	}
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
	case errors.Is(err, ErrNoFile):
		return notOrdinary()
	case errors.Is(err, ErrTooLarge):
		return tooLarge()
	case errors.Is(err, fs.ErrPermission):
		return noPermission()
	case errors.Is(err, fs.ErrNotExist):
		return folderGone()
	}
	return diskFailed(Cause(err).Error())
}
