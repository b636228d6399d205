package file

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// Suffix ends the name of every assessment file.
const Suffix = ".selfmark.yaml"

// NewMode is the mode of a file that did not exist, less what the user's mask forbids.
const NewMode fs.FileMode = 0o644

// Store is one assessment on disk.
type Store = Keeper[assessment.Assessment]

// Form says how a value is written to a file and read from it. Errors in a text
// are of type *Error.
type Form[T any] struct {
	Decode func([]byte) (T, error)
	Encode func(T) []byte
}

func assessments(cat *catalogue.Catalogue) Form[assessment.Assessment] {
	return Form[assessment.Assessment]{
		Decode: func(data []byte) (assessment.Assessment, error) { return Decode(data, cat) },
		Encode: func(a assessment.Assessment) []byte { return Encode(a, cat) },
	}
}

// Keeper is one file on disk that holds a value, locked against other windows. Its
// methods may be called from any goroutine.
type Keeper[T any] struct {
	disk FS
	form Form[T]

	mu       sync.Mutex
	name     string // as the user wrote it
	path     string // the file itself, links followed
	unlock   func() error
	readOnly error       // why it may not be written: ErrLocked or ErrReadOnly
	reason   string      // the same in words
	known    []byte      // what is on disk as far as the store knows, nil for no file
	seen     []byte      // what Sides found there
	mode     fs.FileMode // of the file, 0 while there is none
	first    []byte      // what was there at the start of the sitting, until the backup is made
	unsynced bool        // the last rename was not confirmed by the disk
	alone    bool        // the drive has no locks: nobody else is kept out
	closed   bool
}

// Open reads an assessment and takes its lock. When another window holds the
// lock, or the file or folder may not be written, the store is read-only.
func Open(path string, cat *catalogue.Catalogue, disk FS) (*Store, assessment.Assessment, error) {
	return OpenForm(path, assessments(cat), disk)
}

// OpenForm is Open for a file of another form.
func OpenForm[T any](path string, form Form[T], disk FS) (*Keeper[T], T, error) {
	s := &Keeper[T]{disk: disk, form: form, name: path}
	var nothing T
	var err error
	if s.path, err = disk.Resolve(path); err != nil {
		return nil, nothing, readError(path, err)
	}
	if _, err := s.stat(); err != nil {
		return nil, nothing, err
	}
	s.takeLock()
	a, err := s.read()
	if err != nil {
		s.Close()
		return nil, nothing, err
	}
	if s.mode&0o200 == 0 { // also when the other window closes
		s.readOnly, s.reason = ErrReadOnly, reasonProtected
	}
	return s, a, nil
}

// Create prepares a file that must not exist yet; the first Save makes it.
func Create(path string, cat *catalogue.Catalogue, disk FS) (*Store, error) {
	return CreateForm(path, assessments(cat), disk)
}

// CreateForm is Create for a file of another form.
func CreateForm[T any](path string, form Form[T], disk FS) (*Keeper[T], error) {
	s := &Keeper[T]{disk: disk, form: form, name: path}
	var err error
	if s.path, err = disk.Resolve(path); err != nil {
		return nil, saveError(path, err)
	}
	if _, err := disk.Stat(s.path); !errors.Is(err, fs.ErrNotExist) {
		m := existsAlready()
		return nil, &Error{File: path, Problem: m.problem, Remedy: m.remedy, cause: fs.ErrExist}
	}
	if err := s.takeLock(); err != nil {
		return nil, saveError(path, err)
	}
	return s, nil
}

// Load reads an assessment without a lock, for everything that only looks.
func Load(path string, cat *catalogue.Catalogue, disk FS) (assessment.Assessment, error) {
	return LoadForm(path, assessments(cat), disk)
}

// LoadForm is Load for a file of another form.
func LoadForm[T any](path string, form Form[T], disk FS) (T, error) {
	s := &Keeper[T]{disk: disk, form: form, name: path, path: path}
	return s.read()
}

// Find lists the assessments in a folder, not below it, by name.
func Find(dir string) []string {
	entries, _ := os.ReadDir(dir)
	var out []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, Suffix) || strings.HasPrefix(name, ".") {
			continue
		}
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			out = append(out, path)
		}
	}
	return out
}

// Path is the file itself, absolute and with symbolic links followed.
func (s *Keeper[T]) Path() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.path
}

// ReadOnly reports whether the assessment may only be read, and why.
func (s *Keeper[T]) ReadOnly() (bool, string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.readOnly != nil, s.reason
}

// Close gives the lock back. The lock file stays, hidden.
func (s *Keeper[T]) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	return s.giveLock()
}

func (s *Keeper[T]) giveLock() error {
	if s.unlock == nil {
		return nil
	}
	err := s.unlock()
	s.unlock = nil
	return err
}

// Save puts an assessment on disk: all of it, or, when it fails, nothing, with
// the reason in a *SaveError. It writes nothing if nothing changed, and refuses
// to replace what somebody else wrote.
func (s *Keeper[T]) Save(a T) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.save(a, false)
}

// Overwrite saves although the file changed outside; what was there becomes the
// backup.
func (s *Keeper[T]) Overwrite(a T) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.save(a, true)
}

// Reload reads the file again, after somebody else changed it.
func (s *Keeper[T]) Reload() (T, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.read()
}

// Sides reads both sides of a change outside: what the file held when it was last
// read or written here, and what it holds now. Nothing is taken over by that.
func (s *Keeper[T]) Sides() (base, theirs *T, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, _, err := s.readFile()
	if err != nil {
		return nil, nil, err
	}
	base, theirs = new(T), new(T)
	if *theirs, err = s.form.Decode(data); err != nil {
		return nil, nil, s.placed(err, data)
	}
	if s.known != nil {
		*base, err = s.form.Decode(s.known)
	}
	s.seen = data
	return base, theirs, err
}

// SaveMerged saves what was made of both Sides; what the other side wrote becomes
// the backup. It fails with ErrChangedOutside if the file changed once more.
func (s *Keeper[T]) SaveMerged(a T) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, first := s.known, s.first
	s.known, s.first = s.seen, s.seen
	err := s.save(a, false)
	if err != nil && bytes.Equal(s.known, s.seen) { // nothing was written
		s.known, s.first = known, first
	}
	return err
}

// Retry asks for the lock once more, since the other window may be closed by now,
// and reports whether the assessment may be written. What that window wrote is a
// change outside for the next Save.
func (s *Keeper[T]) Retry() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mayWrite() == nil
}

// WithoutLock reports that the drive has no locks, so that nobody is kept from
// opening the file a second time.
func (s *Keeper[T]) WithoutLock() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.alone
}

// SaveAs saves under another name, which must not exist yet, and goes on with
// that file. The one so far stays as it is.
func (s *Keeper[T]) SaveAs(path string, a T) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	other, err := CreateForm(path, s.form, s.disk)
	if err != nil {
		return err
	}
	if err := other.Save(a); err != nil {
		other.Close()
		return err
	}
	s.giveLock()
	s.name, s.path, s.unlock = other.name, other.path, other.unlock
	s.known, s.mode, s.first, s.unsynced, s.alone = other.known, other.mode, nil, other.unsynced, other.alone
	s.readOnly, s.reason, s.closed = nil, "", false
	return nil
}

// SaveBeside is SaveAs under a free name beside the file, which it returns: for
// answers that must not be lost while the file holds other ones.
func (s *Keeper[T]) SaveBeside(a T) (string, error) {
	stem := strings.TrimSuffix(s.Path(), Suffix) + besideWord
	path := stem + Suffix
	for n := 2; ; n++ {
		err := s.SaveAs(path, a)
		if !errors.Is(err, fs.ErrExist) || n > mostBeside {
			return path, err
		}
		path = stem + "-" + strconv.Itoa(n) + Suffix
	}
}

// A file beside is called plug-mine, then plug-mine-2 and so on.
const (
	besideWord = "-mine"
	mostBeside = 99
)

// takeLock tries to become the one who writes, and then clears up after a run
// that was killed.
func (s *Keeper[T]) takeLock() error {
	err := s.disk.Writable(filepath.Dir(s.path))
	if err == nil {
		s.unlock, err = s.disk.TryLock(s.sibling(".lock"))
	}
	if s.alone = errors.Is(err, ErrNoLocks); s.alone {
		err = nil
	}
	switch {
	case err == nil:
		s.readOnly, s.reason = nil, ""
		s.removeLeftovers()
	case errors.Is(err, ErrLocked):
		s.readOnly, s.reason = ErrLocked, reasonLocked
	default:
		s.readOnly, s.reason = ErrReadOnly, why(err).problem
	}
	return err
}

// sibling names a hidden file beside the assessment.
func (s *Keeper[T]) sibling(ending string) string {
	return filepath.Join(filepath.Dir(s.path), "."+filepath.Base(s.path)+ending)
}

const tempEnding = ".tmp"

// removeLeftovers needs the lock: with it, nobody else writes such a file.
func (s *Keeper[T]) removeLeftovers() {
	for _, old := range Leftovers(s.disk, s.sibling(tempEnding+"*"), 0, "") {
		_ = s.disk.Remove(old)
	}
}

// backup names the copy of the file from before the sitting.
func (s *Keeper[T]) backup() string { return Backup(s.path) }

// Backup names the copy of a file from before the last sitting.
func Backup(path string) string { return path + ".bak" }

// read reads the file and remembers what was there.
func (s *Keeper[T]) read() (T, error) {
	var nothing T
	data, mode, err := s.readFile()
	if err != nil {
		return nothing, err
	}
	a, err := s.form.Decode(data)
	if err != nil {
		return a, s.placed(err, data)
	}
	if s.known == nil {
		s.first = data
	}
	s.known, s.mode = data, mode
	return a, nil
}

// stat refuses what is no file, or too large for one of ours.
func (s *Keeper[T]) stat() (fs.FileInfo, error) {
	info, err := s.disk.Stat(s.path)
	var m message
	switch {
	case err != nil:
		return nil, readError(s.name, err)
	case !info.Mode().IsRegular():
		m = notAFile()
	case info.Size() > yamlstrict.MaxBytes:
		m = tooLarge()
	default:
		return info, nil
	}
	return nil, &Error{File: s.name, Problem: m.problem, Remedy: m.remedy}
}

func (s *Keeper[T]) readFile() ([]byte, fs.FileMode, error) {
	info, err := s.stat()
	if err != nil {
		return nil, 0, err
	}
	data, err := s.disk.ReadFile(s.path)
	if err != nil {
		return nil, 0, readError(s.name, err)
	}
	return data, info.Mode().Perm(), nil
}

// placed adds the file's name to a mistake in it, and the backup if the file
// looks torn: it is no YAML, or its last line has no end.
func (s *Keeper[T]) placed(err error, data []byte) error {
	e, ok := errors.AsType[*Error](err)
	if !ok {
		return err
	}
	e.File = s.name
	torn := e.Place == "" || !bytes.HasSuffix(data, []byte("\n"))
	if _, err := s.disk.Stat(s.backup()); err == nil && torn {
		e.Remedy = restoreFrom(e.Remedy, filepath.Base(s.backup()))
	}
	return e
}

func readError(name string, err error) *Error {
	m := cannotRead(Cause(err).Error())
	if errors.Is(err, fs.ErrNotExist) {
		m = doesNotExist()
	}
	return &Error{File: name, Problem: m.problem, Remedy: m.remedy, cause: err}
}

func saveError(name string, err error) *SaveError {
	return failed(name, why(err), err)
}

func failed(name string, m message, cause error) *SaveError {
	return &SaveError{Path: name, Problem: m.problem, Remedy: m.remedy, cause: cause}
}

// mayWrite tries the lock once more, since the other window may be closed by now.
func (s *Keeper[T]) mayWrite() error {
	if s.closed {
		return failed(s.name, closed(), fs.ErrClosed)
	}
	if s.readOnly == ErrLocked {
		_ = s.takeLock()
	}
	switch s.readOnly {
	case nil:
		return nil
	case ErrLocked:
		return failed(s.name, lockedElsewhere(), ErrLocked)
	default:
		return failed(s.name, say(elsewhere, "%s", s.reason), ErrReadOnly)
	}
}

func (s *Keeper[T]) save(a T, overwrite bool) error {
	if err := s.mayWrite(); err != nil {
		return err
	}
	data := s.form.Encode(a)
	current, err := s.current()
	if err != nil {
		return saveError(s.name, err)
	}
	if bytes.Equal(current, data) {
		s.known = data
		return s.confirm()
	}
	if !bytes.Equal(current, s.known) {
		if !overwrite {
			return s.changed(current != nil)
		}
		s.first = current
	}
	if _, err := s.form.Decode(data); err != nil { // never write what cannot be opened again
		if e, ok := errors.AsType[*Error](err); ok && e.Limit {
			return failed(s.name, beyondLimit(e.Problem), err)
		}
		return failed(s.name, cannotReadBack(err.Error()), err)
	}
	return s.write(data)
}

// changed says how somebody else changed the file: its content, its name, or its
// folder.
func (s *Keeper[T]) changed(there bool) error {
	if there {
		return failed(s.name, changedOutside(), ErrChangedOutside)
	}
	if _, err := s.disk.Stat(filepath.Dir(s.path)); err != nil {
		return saveError(s.name, err)
	}
	return failed(s.name, gone(), ErrGone)
}

// current reads what is on disk now, and its mode; nil if nothing is.
func (s *Keeper[T]) current() ([]byte, error) {
	info, err := s.disk.Stat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	s.mode = info.Mode().Perm()
	data, err := s.disk.ReadFile(s.path)
	if err == nil && data == nil {
		data = []byte{}
	}
	return data, err
}

// write makes the backup if it is due, then replaces the file.
func (s *Keeper[T]) write(data []byte) error {
	if s.first != nil {
		if err := s.replace(s.backup(), s.first); err != nil {
			return saveError(s.name, err)
		}
		s.first = nil
	}
	if err := s.replace(s.path, data); err != nil {
		return saveError(s.name, err)
	}
	s.known, s.unsynced = data, true
	return s.confirm()
}

// confirm waits until the disk has the new name of the file.
func (s *Keeper[T]) confirm() error {
	if !s.unsynced {
		return nil
	}
	if err := s.disk.SyncDir(filepath.Dir(s.path)); err != nil {
		return failed(s.name, notConfirmed(), err)
	}
	s.unsynced = false
	return nil
}

// replace puts data at path, all or nothing.
func (s *Keeper[T]) replace(path string, data []byte) error {
	return replace(s.disk, path, "."+filepath.Base(s.path)+tempEnding+"*", data, s.mode)
}
