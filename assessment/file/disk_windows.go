package file

import (
	"errors"

	"golang.org/x/sys/windows"
)

// What differs between systems: this is Windows.

var causes = []struct {
	err  error
	says func() message
}{
	{windows.ERROR_DISK_FULL, diskFull},
	{windows.ERROR_HANDLE_DISK_FULL, diskFull},
	{windows.ERROR_DISK_QUOTA_EXCEEDED, quotaUsed},
	{windows.ERROR_WRITE_PROTECT, writeProtected},
	{windows.ERROR_FILENAME_EXCED_RANGE, nameTooLong},
}

// held reports that another program has the file open.
func held(err error) bool {
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

// writable leaves it to the lock file to find out.
func writable(string) error { return nil }

// syncDir does nothing: Windows has no such call.
func syncDir(string) error { return nil }

// noLinks reports a file system on which a file has one name, such as FAT.
func noLinks(err error) bool {
	return errors.Is(err, windows.ERROR_INVALID_FUNCTION) || errors.Is(err, windows.ERROR_NOT_SUPPORTED) || errors.Is(err, windows.ERROR_ACCESS_DENIED)
}

func noLocks(err error) bool { return errors.Is(err, windows.ERROR_NOT_SUPPORTED) }
