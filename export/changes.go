package export

import (
	"strings"

	"selfmark/assessment/compare"
)

// longestTitle is how much of a title stands beside its id.
const longestTitle = 50

// ChangesReport renders a comparison as Markdown. from and to name the two states, as
// the user did.
func ChangesReport(c compare.Changes, product, from, to string) []byte {
	w := &mdWriter{}
	changes := newChanges(c)
	tidyAny(&changes)
	w.heading(1, titleChanges)
	w.facts([][]cell{plains(labelProduct, printed(product)), plains(labelFrom, printed(from)), plains(labelTo, printed(to))})
	if c.Empty() {
		w.text(msgNoChanges)
		return []byte(w.out.String())
	}
	w.changed(2, &changes)
	return []byte(w.out.String())
}

// changed writes what differs, under headings of a level.
func (w *mdWriter) changed(level int, c *Changes) {
	w.changedList(level, titleChangedResult, headChange, c.Result)
	w.changedList(level, titleChangedAnswers, headChangedAnswer, c.Answers)
	if len(c.Threats) > 0 {
		w.heading(level, titleChangedThreats)
		var rows [][]cell
		for _, t := range c.Threats {
			rows = append(rows, []cell{plain(t.ID), made(plain(t.Title).md), plain(t.Change), plain(t.Inherent), plain(t.Residual)})
		}
		w.table(headChangedThreat, rows)
	}
	w.changedList(level, titleChangedRequirements, headChange, c.Requirements)
	w.changedFindings(level, titleCame, c.Came)
	w.changedFindings(level, titleWent, c.Went)
	w.screening(level, c.Screening)
}

// changedList writes a table; one with four columns has the titles too.
func (w *mdWriter) changedList(level int, title string, header []string, list []Changed) {
	if len(list) == 0 {
		return
	}
	w.heading(level, title)
	var rows [][]cell
	for _, c := range list {
		row := []cell{plain(c.Place), made(plain(c.Title).md), plain(c.Before), plain(c.After)}
		if len(header) == 3 {
			row = append(row[:1], row[2:]...)
		}
		rows = append(rows, row)
	}
	w.table(header, rows)
}

// changedFindings lists findings; their texts may name what users wrote.
func (w *mdWriter) changedFindings(level int, title string, findings []string) {
	if len(findings) > 0 {
		w.heading(level, title)
		w.escaped(findings)
	}
}

// screening asks the questions about a substantial modification and says what speaks
// for a yes.
func (w *mdWriter) screening(level int, list []Suggestion) {
	w.heading(level, titleScreening)
	w.text(msgScreening)
	for _, s := range list {
		w.text("**" + esc(s.Text) + "** (" + esc(s.Question) + ")")
		if s.Suggests == "" {
			w.text(msgNothingSpeaks)
			continue
		}
		w.text(msgSuggests(s.Suggests))
		w.escaped(s.Because)
	}
}

// since writes what differs from the earlier state into section 16.
func (w *mdWriter) since(c *Changes) {
	if c == nil {
		return
	}
	w.heading(3, subSince)
	w.facts([][]cell{plains(labelFrom, c.Since.Name), plains(labelProduct, c.Since.Product), plains(labelVersions, c.Since.Versions),
		plains(labelRevision, number(c.Since.Revision)), plains(labelDate, c.Since.Date), plains(labelStatus, c.Since.Status), plains(labelDigest, c.Since.Digest), plains(labelDigestWithout, c.DigestWithout)})
	if len(c.Marks) == 0 && len(c.Answers) == 0 {
		w.text(msgNoChanges)
		return
	}
	w.changed(4, c)
	var marked []string
	for _, m := range c.Marks {
		marked = append(marked, m.Item+" ("+m.Change+")")
	}
	if len(marked) > 0 {
		w.heading(4, titleMarked)
		w.text(esc(strings.Join(marked, ", ")))
	}
}

// collectMarks notes what differs from the earlier state.
func (w *mdWriter) collectMarks(c *Changes) {
	if c == nil {
		return
	}
	w.marks = make(map[string]string, len(c.Marks))
	for _, m := range c.Marks {
		w.marks[m.Item] = m.Change
	}
}

// mark writes below the heading of an item that it is new or reads otherwise.
func (w *mdWriter) mark(item string) {
	if change := w.marks[item]; change != "" {
		w.text("**" + esc(msgMarked(change)) + "**")
	}
}

// marked is a short text with its mark.
func (w *mdWriter) marked(s, item string) string {
	if change := w.marks[item]; change != "" {
		return s + " (" + change + ")"
	}
	return s
}
