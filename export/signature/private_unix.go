//go:build !windows

package signature

import "io/fs"

// private refuses a key file that others may read, as ssh does.
func private(info fs.FileInfo) error {
	if info.Mode().Perm()&0o077 != 0 {
		return ErrKeyOpen
	}
	return nil
}
