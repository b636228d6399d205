package export

import (
	"encoding/csv"
	"fmt"
	"strings"

	"selfmark/assessment/text"
)

// PaperMarkdown renders a paper as CommonMark with GFM tables.
func PaperMarkdown(p Paper) []byte {
	w := &mdWriter{}
	w.paper(&p)
	w.machine(p.Trailer())
	return []byte(w.out.String())
}

// paper writes all that people read.
func (w *mdWriter) paper(p *Paper) {
	t := &p.Title
	w.heading(1, t.Heading)
	w.facts([][]cell{
		{made(labelProduct), plain(t.Product)},
		{made(labelDocument), plain(t.DocumentID)},
		{made(labelRevision), plain(number(t.Revision))},
		{made(labelDate), plain(t.Date)},
		{made(labelStatus), made("**" + esc(t.Status) + "**")},
		{made(labelTool), plain(t.Tool + " " + t.ToolVersion + ", " + t.CatalogueVersion)},
		{made(labelAssessment), plain(t.Assessment)},
	})
	if len(t.Blocked) > 0 {
		w.heading(2, headBlocked)
		w.escaped(t.Blocked)
	}
	for _, part := range p.Parts {
		w.part(part)
	}
	w.signatures(headPaperSignatures, &p.Signatures)
	w.heading(2, headMachine)
	w.text(msgMachineIntro)
}

func (w *mdWriter) part(p PaperPart) {
	heading := strings.TrimSpace(p.Item + " " + p.Heading)
	if len(p.Citations) > 0 {
		heading += " (" + strings.Join(p.Citations, ", ") + ")"
	}
	w.heading(2, heading)
	for _, paragraph := range p.Text {
		w.text(esc(paragraph))
	}
	var rows [][]cell
	for _, r := range p.Rows {
		rows = append(rows, plains(r...))
	}
	w.table(p.Header, rows)
	w.missing(p.Missing)
}

// PaperJSON renders a paper as JSON.
func PaperJSON(p Paper) []byte { return encodeJSON(p) }

// PaperCSV renders the rows of a paper as a table for spreadsheets; a text cannot
// become a formula.
func PaperCSV(p Paper) []byte {
	var b strings.Builder
	w := csv.NewWriter(&b)
	for _, part := range p.Parts {
		_ = w.Write(part.Header)
		for _, row := range part.Rows {
			cells := make([]string, len(row))
			for i, c := range row {
				cells[i] = text.NoFormula(oneLine(c))
			}
			_ = w.Write(cells)
		}
	}
	w.Flush()
	return []byte(b.String())
}

// Trailer returns the machine-readable summary of the paper.
func (p Paper) Trailer() Trailer {
	return trailer(p.Title.DocumentID, p.Title.Revision, p.Title.Status, p.Title.Date, p.Digest, p.Signatures)
}

// ReadPaper reads a paper as strictly as ReadJSON reads a document.
func ReadPaper(data []byte) (Paper, error) {
	var p Paper
	if err := readStrict(data, &p); err != nil {
		return Paper{}, err
	}
	if p.Schema != PaperSchemaID {
		return Paper{}, fmt.Errorf(msgNotPaperVersionSchema, p.Schema, PaperSchemaID)
	}
	if want := digestOf(encodeJSON(p)); p.Digest != want {
		return Paper{}, fmt.Errorf(msgDigestDoesNotFit, p.Digest, want)
	}
	return p, nil
}
