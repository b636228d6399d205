package export

import (
	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/text"
)

// longestTitle is how much of a title stands beside its id.
const longestTitle = 50

// Changes renders a comparison as Markdown. from and to name the two states, as
// the user did.
func Changes(c compare.Changes, product, from, to string) []byte {
	w := &mdWriter{}
	for _, texts := range []any{&c.Answers, &c.Threats, &c.Requirements, &c.Screening} {
		tidyAny(texts)
	}
	w.heading(1, titleChanges)
	w.facts([][]cell{plains(labelProduct, printed(product)), plains(labelFrom, printed(from)), plains(labelTo, printed(to))})
	if c.Empty() {
		w.text(msgNoChanges)
		return []byte(w.out.String())
	}
	w.changedResult(c)
	w.changedAnswers(c.Answers)
	w.changedThreats(c.Threats)
	w.changedRequirements(c.Requirements)
	w.changedFindings(titleCame, c.Came)
	w.changedFindings(titleWent, c.Went)
	w.screening(c.Screening)
	return []byte(w.out.String())
}

func (w *mdWriter) changedResult(c compare.Changes) {
	var rows [][]cell
	for _, r := range []struct {
		name string
		compare.Change
	}{{labelStatus, c.Status}, {labelScope, c.Scope}, {labelClass, c.Class}, {labelRoutes, c.Routes}} {
		if r.Differs() {
			rows = append(rows, plains(r.name, r.Before, r.After))
		}
	}
	if rows != nil {
		w.heading(2, titleChangedResult)
		w.table(headChange, rows)
	}
}

func (w *mdWriter) changedAnswers(answers []compare.Answer) {
	if len(answers) == 0 {
		return
	}
	w.heading(2, titleChangedAnswers)
	var rows [][]cell
	for _, a := range answers {
		rows = append(rows, []cell{plain(a.Path), title(a.Title), plain(a.Before), plain(a.After)})
	}
	w.table(headChangedAnswer, rows)
}

// title is a cell with the beginning of a title that stands beside its id.
func title(s string) cell { return made(plain(text.Truncate(s, longestTitle)).md) }

func (w *mdWriter) changedThreats(threats []compare.Threat) {
	if len(threats) == 0 {
		return
	}
	w.heading(2, titleChangedThreats)
	var rows [][]cell
	for _, t := range threats {
		rows = append(rows, []cell{plain(string(t.ID)), title(t.Title), plain(msgThreatChange(t)), plain(msgLevels(t.Inherent)), plain(msgLevels(t.Residual))})
	}
	w.table(headChangedThreat, rows)
}

func (w *mdWriter) changedRequirements(requirements []compare.Requirement) {
	if len(requirements) == 0 {
		return
	}
	w.heading(2, titleChangedRequirements)
	var rows [][]cell
	for _, r := range requirements {
		rows = append(rows, plains(string(r.ID), r.Before, r.After))
	}
	w.table(headChange, rows)
}

func (w *mdWriter) changedFindings(title string, findings []assessment.Finding) {
	if len(findings) == 0 {
		return
	}
	w.heading(2, title)
	var items []string
	for _, f := range findings {
		items = append(items, printed(f.Text))
	}
	w.escaped(items)
}

func (w *mdWriter) screening(s compare.Screening) {
	w.heading(2, titleScreening)
	w.text(msgScreening)
	w.screened(msgPurposeChanged, s.Purpose)
	w.screened(msgRiskRisen, s.Risk)
}

// screened asks one question of the screening and says what speaks for a yes.
func (w *mdWriter) screened(question inline, reasons []string) {
	w.text(question)
	if len(reasons) == 0 {
		w.text(msgNothingSpeaks)
		return
	}
	w.escaped(reasons)
}
