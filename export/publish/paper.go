package publish

import (
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/export"
)

// CSV is a table for spreadsheets; only the open points have it.
const CSV Format = "csv"

// PaperFile is a paper with its bytes in one format.
type PaperFile struct {
	Model  export.Paper
	Format Format
	Bytes  []byte
}

// KnownPaper reports whether there is such a paper in such a format.
func KnownPaper(kind export.PaperKind, format string) bool {
	return slices.Contains(export.PaperKinds(), kind) && (Known(format) || Format(format) == CSV && kind == export.OpenPointsPaper)
}

// RenderPaper makes a paper of an assessment on a date. The same input gives the
// same bytes. owner keeps only the open points of one person, "" all.
func RenderPaper(kind export.PaperKind, cat *catalogue.Catalogue, a assessment.Assessment, date time.Time, version, owner string, format Format) PaperFile {
	return paperAs(export.BuildPaper(kind, cat, a, assessment.Evaluate(cat, a, date), export.Options{ToolVersion: version}, owner), format)
}

func paperAs(p export.Paper, format Format) PaperFile {
	f := PaperFile{Model: p, Format: format}
	switch format {
	case JSON:
		f.Bytes = export.PaperJSON(p)
	case HTML:
		f.Bytes = export.PaperHTML(p)
	case CSV:
		f.Bytes = export.PaperCSV(p)
	default:
		f.Bytes = export.PaperMarkdown(p)
	}
	return f
}

// Beside is the default name of a paper in the folder of the assessment file.
func (f PaperFile) Beside(assessmentFile string) string {
	t := f.Model.Title
	return filepath.Join(filepath.Dir(assessmentFile), fmt.Sprintf("%s_%s_r%d.%s", t.DocumentID, t.Date, t.Revision, f.Format))
}
