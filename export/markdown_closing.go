package export

import (
	"cmp"
	"strings"

	"selfmark/assessment"
)

func (w *mdWriter) support(s *Support) {
	w.heading(2, headSupport)
	w.facts([][]cell{
		{made(labelSupportEnd), plain(s.End)},
		{made(labelEarliest), plain(s.Minimum)},
		{made(labelExpected), plain(s.Expected)},
		{made(labelKeepUntil), plain(s.KeepUntil)},
	})
	w.list(label(labelBecause, w.reason(s.Reason)), label(labelUpdates, esc(s.UpdateRule.Text+" ("+s.UpdateRule.Citation+")")), label(labelExample, esc(s.UpdateExample)))
	w.rules(subKeep, s.Keep)
	w.answers(subAnswers, s.Answers)
	w.missing(s.Missing)
}

func (w *mdWriter) reporting(r *Reporting) {
	w.heading(2, headReporting)
	w.answers(subAnswers, r.Answers)
	w.heading(3, subDeadlines)
	w.text(esc(r.Rule))
	var rows [][]cell
	for _, d := range r.Deadlines {
		rows = append(rows, plains(d.Event, d.Step, d.Latest, d.Citation))
	}
	w.table(headDeadlines, rows)
	w.list(label(labelCSIRTs, esc(r.CSIRTs)))
	w.missing(r.Missing)
}

func (w *mdWriter) users(u *UserInformation) {
	w.heading(2, headUsers)
	w.law(subAnnexII, u.AnnexII)
	w.law(subSale, u.Sale)
	if len(u.Risks) > 0 {
		w.heading(3, subTold)
		for _, r := range u.Risks {
			w.quoteAfter(w.ref(r.About)+" "+esc(r.Title)+":", r.Text)
		}
	}
	w.answers(subAnswers, u.Answers)
	w.missing(u.Missing)
}

// law lists what the law asks for, whether it is there, and in which answers.
func (w *mdWriter) law(title string, items []LawItem) {
	w.heading(3, title)
	var list []inline
	for _, item := range items {
		state := item.State
		if ids := answerIDs(item.Answers); ids != "" {
			state += " (" + ids + ")"
		}
		list = append(list, label(item.ID, esc(item.Title+": "+state)))
	}
	w.list(list...)
}

func answerIDs(answers []AnswerRef) string {
	ids := make([]string, 0, len(answers))
	for _, a := range answers {
		ids = append(ids, answerName(a))
	}
	return strings.Join(ids, ", ")
}

func (w *mdWriter) completeness(c *Completeness) {
	w.heading(2, headCompleteness)
	var rows [][]cell
	for _, item := range c.Items {
		rows = append(rows, []cell{plain(item.ID), made(esc(item.Title)), made(esc(item.State)), plain(item.Where)})
	}
	w.table(headAnnexVII, rows)
	w.answers(subAnswers, c.Answers)
}

func (w *mdWriter) open(o *OpenPoints) {
	w.heading(2, headOpen)
	if len(o.Points) > 0 {
		w.heading(3, subPoints)
		var rows [][]cell
		for _, p := range o.Points {
			rows = append(rows, plains(strings.TrimSpace(p.On+" "+p.Title), p.Kind, p.Text, p.Owner, p.Due))
		}
		w.table(headPoints, rows)
	}
	if len(o.Findings) > 0 {
		w.heading(3, subFindings)
		w.findings(o.Findings, true)
	}
	if len(o.Notes) > 0 {
		w.heading(3, subNotes)
		w.notes(o.Notes)
	}
	w.text(esc(o.Statement))
}

// findings writes each finding as a quoted block: their texts may name what
// users wrote. The id of a place at the beginning becomes a link.
func (w *mdWriter) findings(findings []Finding, severity bool) {
	for _, f := range findings {
		var mark inline
		if severity {
			mark = "**" + esc(assessment.SeverityWord(assessment.Severity(f.Severity))) + ":**"
		}
		text := oneLine(f.Text + " " + f.Remedy)
		basis := f.Citations
		if f.Item != "" {
			id, written := findingPlace(f.Item)
			rest, begins := strings.CutPrefix(text, written+" ")
			switch _, known := w.anchors[id]; {
			case begins && known:
				mark, text = inline(strings.TrimSpace(string(mark+" "+w.ref(id)))), rest
			case !begins:
				basis = append([]string{cmp.Or(f.Title, f.Item)}, basis...)
			}
		}
		if len(basis) > 0 {
			text += " (" + strings.Join(basis, "; ") + ")"
		}
		w.quoteAfter(mark, text)
	}
}

// findingPlace is what the document calls the place of a finding, and how the
// text of the finding writes it.
func findingPlace(item string) (id, written string) {
	if oneLetter(item) {
		return requirementName(item), "(" + item + ")"
	}
	if n, found := strings.CutPrefix(item, "II."); found && len(n) == 1 && n[0] >= '1' && n[0] <= '8' {
		return partTwoName(int(n[0] - '0')), "II(" + n + ")"
	}
	return item, item
}

func (w *mdWriter) review(r *Review) {
	w.heading(2, headReview)
	w.heading(3, subTriggers)
	w.escaped(r.Triggers)
	w.list(label(labelNext, esc(r.Next)))
	history := r.History
	if r.Changes != nil {
		history = r.Changes.History
	}
	w.history(history)
	w.since(r.Changes)
	w.answers(subAnswers, r.Answers)
	w.missing(r.Missing)
}

// history lists issued documents, and of each change whether it was a substantial
// modification.
func (w *mdWriter) history(list []Revision) {
	w.heading(3, subHistory)
	if len(list) == 0 {
		w.text(msgNoHistory)
		return
	}
	var rows, sums [][]cell
	for _, h := range list {
		rows = append(rows, plains(number(h.Revision), h.Date, h.Status, h.Change))
		if h.Digest != "" {
			sums = append(sums, plains(number(h.Revision), h.Digest))
		}
	}
	w.table(headHistory, rows)
	w.table(headSums, sums)
	for _, h := range list {
		if h.Modification != "" {
			w.list(label(msgRevision(h.Revision), esc(h.Modification)), label(labelNotifiedBody, esc(h.Body)))
			w.said(labelReason, h.Reason)
		}
	}
}

func (w *mdWriter) signatures(heading string, s *Signatures) {
	w.heading(2, heading)
	w.text(esc(s.Meaning))
	w.text(esc(msgRequired(s.Required)))
	for i := range s.Signers {
		w.signer(i, &s.Signers[i])
	}
	w.heading(3, subVerify)
	w.text(esc(msgVerifyIntro))
	var lines []string
	for _, l := range s.HowToVerify {
		lines = append(lines, oneLine(l))
	}
	w.code(lines...)
	w.missing(s.Missing)
}

func (w *mdWriter) signer(i int, s *Signer) {
	w.heading(3, signerHeading(i))
	w.mark(signerMark(s.ID))
	rows := [][]cell{
		{made(labelID), plain(s.ID)},
		{made(labelRole), plain(s.Role)},
		{made(labelName), plain(s.Name)},
		{made(labelFunction), plain(s.Function)},
		{made(labelOrganisation), plain(s.Organisation)},
		{made(labelPrincipal), plain(s.Principal)},
		{made(labelFingerprint), plain(s.Fingerprint)},
		{made(labelStates), plain(s.Statement)},
		{made(labelApproves), plain(strings.Join(s.Approves, ", "))},
	}
	if s.Note != "" {
		rows = append(rows, []cell{made(labelTwoRoles), plain(s.Note)})
	}
	w.facts(rows)
}
