package publish

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/export"
)

// Source is what documents are made from: an assessment file, or a document that
// was exported as JSON and holds the assessment behind it.
type Source struct {
	Assessment assessment.Assessment
	Document   *export.Document // nil for an assessment file
}

// IsExported reports whether a name is that of a document exported as JSON.
func IsExported(name string) bool { return strings.EqualFold(filepath.Ext(name), "."+string(JSON)) }

// Load reads an assessment file, or a document exported as JSON.
func Load(path string, cat *catalogue.Catalogue) (Source, error) {
	if !IsExported(path) {
		a, err := file.Load(path, cat, file.OS)
		return Source{Assessment: a}, err
	}
	data, err := readFile(path, maxDocument)
	if err != nil {
		return Source{}, err
	}
	s, err := Decode(path, data, cat)
	if err != nil {
		return s, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Decode is Load for what was read already; the name says which of the two it is.
func Decode(name string, data []byte, cat *catalogue.Catalogue) (Source, error) {
	if !IsExported(name) {
		a, err := file.Decode(data, cat)
		return Source{Assessment: a}, err
	}
	if len(data) > maxDocument { // of a git revision; it may end here
		return Source{}, fmt.Errorf(msgLargerMB, maxDocument>>20)
	}
	d, err := export.ReadJSON(data)
	if err != nil {
		return Source{}, fmt.Errorf(msgNotIntact, whyNot(data, err))
	}
	a, err := d.Answers(cat)
	if err != nil {
		var e *file.Error
		if errors.As(err, &e) {
			e.Place = strings.TrimSpace(fmt.Sprintf(msgAssessmentInIt, e.Place))
		}
		return Source{}, err
	}
	return Source{a, &d}, nil
}

// whyNot finds a plainer reason than the place where the JSON breaks off: what verify says
// of the same file.
func whyNot(data []byte, err error) error {
	original := unconverted(data)
	if why := noText(original); why != "" {
		return errors.New(why)
	}
	if _, e := export.ReadJSON(original); e == nil {
		return ErrConverted
	}
	return err
}

// Date is the date of the document, else the date given.
func (s Source) Date(otherwise time.Time) time.Time {
	if s.Document == nil {
		return otherwise
	}
	day, err := time.Parse(time.DateOnly, s.Document.Title.Date)
	if err != nil {
		return otherwise
	}
	return day
}

// Render makes the document on a date; an exported one is rendered as it is, with
// its own date, and so gives the same bytes again.
func (s Source) Render(cat *catalogue.Catalogue, date time.Time, version string, format Format) Rendered {
	if s.Document == nil {
		return Render(cat, s.Assessment, date, version, format)
	}
	return rendered(*s.Document, s.Date(date), format)
}
