package publish

import (
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"selfmark/assessment/file"
	"selfmark/assessment/text"
)

// The limits of a bundle, which hold where one is made and where one is read.
const (
	maxBundleFiles       = 10_000
	forDocuments         = 1000    // files of these that are no evidence
	maxBundle      int64 = 2 << 30 // bytes of all files together, and of a ZIP
	maxRatio             = 200     // bytes that come out of one byte of a ZIP
	freeOfRatio          = 1 << 20 // bytes of a file whose ratio is not looked at
	maxDirectory         = 4 << 20 // bytes of the directory of a ZIP
)

// IsBundle reports whether a name can be that of a bundle: a folder, or a ZIP.
func IsBundle(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir() || strings.EqualFold(filepath.Ext(path), ".zip")
}

// opened is a bundle that is being read. Nothing of it is ever unpacked, so that no name
// in it can lead anywhere.
type opened struct {
	names []string // of all files, with slashes
	open  func(name string) (io.ReadCloser, error)
	close func() error
}

// read reads a file that is not too large, as readFile does on disk.
func (o *opened) read(name string, most int64) ([]byte, error) {
	r, err := o.open(name)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = errTooLarge(name, most)
	}
	return data, err
}

// openBundle lists what is in a bundle and refuses what no bundle has: links, names that
// lead out or are one on some system, more and larger files than the limits allow.
func openBundle(path string) (*opened, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return openFolder(path)
	case !info.Mode().IsRegular(): // a pipe would wait for its other end
		return nil, fmt.Errorf("%s: %w", path, errNoZIP)
	}
	return openZIP(path)
}

// census counts files as they are found.
type census struct {
	taken names
	rest  int64
	list  []string
}

func (c *census) add(name string, size int64) error {
	c.rest -= size
	c.list = append(c.list, name)
	switch {
	case len(c.list) > maxBundleFiles:
		return errBundleMany
	case size > file.MaxEvidence:
		return errBundleFileSize(name)
	case c.rest < 0:
		return errBundleSize(name)
	case c.taken.clash(name):
		return errBundleClash(name)
	}
	return nil
}

func openFolder(folder string) (*opened, error) {
	folder, err := filepath.EvalSymlinks(folder)
	if err != nil {
		return nil, err
	}
	c := census{taken: names{}, rest: maxBundle}
	err = filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		local, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(local)
		if why := nameFault(name); why != "" {
			return errBundlePath(name, why)
		}
		switch {
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0:
			return errBundlePath(name, isLink)
		case !d.Type().IsRegular():
			return errBundlePath(name, isNoFile)
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		return c.add(name, info.Size())
	})
	open := func(name string) (io.ReadCloser, error) { return file.OpenEvidence(folder, filepath.FromSlash(name)) }
	return &opened{c.list, open, func() error { return nil }}, err
}

func openZIP(path string) (*opened, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	o, err := readZIP(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	o.close = f.Close
	return o, nil
}

func readZIP(f *os.File) (*opened, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	list, err := zipParts(f, info.Size())
	if err != nil {
		return nil, err
	}
	c, parts := census{taken: names{}, rest: maxBundle}, map[string]*zipPart{}
	for _, part := range list {
		folder, err := part.fault()
		if err != nil {
			return nil, err
		}
		if folder {
			continue
		}
		if err := c.add(part.name, part.size); err != nil {
			return nil, err
		}
		parts[part.name] = part
	}
	open := func(name string) (io.ReadCloser, error) {
		if parts[name] == nil {
			return nil, fs.ErrNotExist
		}
		return parts[name].open(f), nil
	}
	return &opened{names: c.list, open: open}, nil
}

// nameFault says why a name cannot be unpacked on every system, or does not stand in a
// manifest as it is; "" for a good one.
func nameFault(name string) string {
	switch {
	case name == "" || name != text.Visible(name):
		return nameUnreadable
	case strings.Contains(name, `\`):
		return nameBackslash
	case strings.HasPrefix(name, "/"):
		return nameAbsolute
	case len(name) > 1 && name[1] == ':':
		return nameDrive
	}
	for _, part := range strings.Split(name, "/") {
		switch stem, _, _ := strings.Cut(strings.ToLower(part), "."); {
		case part == "..":
			return nameLeavesFolder
		case part == "" || part == ".":
			return nameDetour
		case strings.ContainsAny(part, `:*?"<>|`) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") || device(stem):
			return nameWindows
		}
	}
	return ""
}

// device reports whether Windows takes a name for a device, whatever its extension.
func device(stem string) bool {
	if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) {
		return stem[3] >= '0' && stem[3] <= '9'
	}
	return stem == "con" || stem == "prn" || stem == "aux" || stem == "nul"
}

// names remembers the files and folders of a bundle by what Windows and macOS take for
// the same name.
type names map[string]string

// clash notes a file with its folders. It reports whether another name is the same on
// some system, or a file stands where a folder should be.
func (n names) clash(name string) bool {
	for i := range len(name) {
		if name[i] == '/' && n.taken(name[:i], name[:i+1]) {
			return true
		}
	}
	key := folded(name)
	_, taken := n[key]
	n[key] = name
	return taken
}

func (n names) taken(folder, as string) bool {
	key := folded(folder)
	there, ok := n[key]
	n[key] = as
	return ok && there != as
}

func folded(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// counted is a digest that knows how many bytes it has seen.
type counted struct {
	hash.Hash
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return c.Hash.Write(p)
}
