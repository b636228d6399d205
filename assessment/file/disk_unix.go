//go:build !windows

package file

import (
	"errors"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// What differs between systems: this is every system but Windows.

var causes = []struct {
	err  error
	says func() message
}{
	{syscall.ENOSPC, diskFull},
	{syscall.EDQUOT, quotaUsed},
	{syscall.EROFS, writeProtected},
	{syscall.ENAMETOOLONG, nameTooLong},
}

// held: an open file can be replaced.
func held(error) bool { return false }

func writable(dir string) error { return unix.Access(dir, unix.W_OK|unix.X_OK) }

// syncDir ignores file systems that cannot sync a folder.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	err = d.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) {
		return nil
	}
	return err
}

// noLinks reports a file system on which a file has one name, such as FAT.
func noLinks(err error) bool {
	for _, why := range []error{syscall.EPERM, syscall.ENOTSUP, syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.EXDEV, syscall.EMLINK} {
		if errors.Is(err, why) {
			return true
		}
	}
	return false
}

// noLocks reports a file system without locks, such as some network shares.
func noLocks(err error) bool {
	return errors.Is(err, syscall.ENOLCK) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS)
}
