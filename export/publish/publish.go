// Package publish writes documents, signatures and bundles, and verifies them: the same
// steps for the verbs and for the wizard, so that what one shows the other writes.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/export"
	"selfmark/export/signature"
)

// Format is a rendering of the document.
type Format string

// The formats.
const (
	Markdown Format = "md"
	JSON     Format = "json"
	HTML     Format = "html" // one page, to read and to print
)

// Formats are those that every document has.
func Formats() []Format { return []Format{Markdown, JSON, HTML} }

// Known reports whether there is such a format.
func Known(format string) bool { return slices.Contains(Formats(), Format(format)) }

// Rendered is a document with its bytes in one format.
type Rendered struct {
	Model  export.Document
	Format Format
	Date   time.Time
	Bytes  []byte
}

// Render makes the document of an assessment on a date. The same input gives the
// same bytes.
func Render(cat *catalogue.Catalogue, a assessment.Assessment, date time.Time, version string, format Format) Rendered {
	result := assessment.Evaluate(cat, a, date)
	d := export.Build(cat, a, result, export.Options{ToolVersion: version})
	return rendered(d, result.Date, format)
}

func rendered(d export.Document, date time.Time, format Format) Rendered {
	r := Rendered{Model: d, Format: format, Date: date}
	switch format {
	case JSON:
		r.Bytes = export.JSON(d)
	case HTML:
		r.Bytes = export.HTML(d)
	default:
		r.Bytes = export.Markdown(d)
	}
	return r
}

// FileName is the default name of a document: <id>_<date>_r<revision>.<ext>.
func (r Rendered) FileName() string {
	t := r.Model.Title
	return fmt.Sprintf("%s_%s_r%d.%s", t.DocumentID, r.Date.Format(time.DateOnly), t.Revision, r.Format)
}

// Beside is the default name in the folder of the assessment file.
func Beside(assessmentFile string, r Rendered) string {
	return filepath.Join(filepath.Dir(assessmentFile), r.FileName())
}

// ErrExists says that something is already there under that name.
var ErrExists = errors.New(msgFileExistsAlready)

// ErrForeign says that what is there is no document, so that it is not replaced.
var ErrForeign = errors.New(msgNoDocumentNotOverwritten)

// Write puts a document at path, all or nothing. What is there is replaced only
// with force, and only if it is a document too: never the assessment, a key, a
// signature or a file of somebody else.
func Write(path string, data []byte, force bool) error {
	refuse := func(why error) error { return &fs.PathError{Op: "write", Path: path, Err: why} }
	info, err := os.Stat(path)
	switch {
	case err != nil: // nothing there, or the write says what is wrong
	case info.IsDir():
		return refuse(errors.New(msgIsFolder))
	case !info.Mode().IsRegular():
		return refuse(errors.New(msgNoOrdinaryFile))
	case !force:
		return refuse(ErrExists)
	default:
		if _, err := ReadDocument(path); err != nil {
			return refuse(ErrForeign)
		}
	}
	return replace(path, data)
}

func replace(path string, data []byte) error { return file.Replace(file.OS, path, data) }

// OnDisk reads what lies where a document belongs.
func OnDisk(path string) ([]byte, error) { return file.ReadWhole(path, maxDocument) }

// Signatures lists the signature files beside a document.
func Signatures(path string) []string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if document, _, ok := signature.Split(e.Name()); ok && document == filepath.Base(path) {
			names = append(names, e.Name())
		}
	}
	return names
}
