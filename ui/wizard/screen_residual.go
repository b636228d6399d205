package wizard

import (
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// residualScreen is step 10: what the measures leave at R3 and above. R3 is
// approved with reason, compensation, user information and a review; R4 and R5
// are treated, they cannot be approved.
type residualScreen struct {
	page
	marked marks
}

func newResidual(d *Desk) Screen {
	s := &residualScreen{page: page{desk: d, at: pageResidual}, marked: marks{}}
	s.table = table{empty: noResidual, marks: true, columns: []column{{title: colRisk, width: 7}, {title: colThreat}, {title: colDecision, width: 22}}}
	s.Refresh()
	return s
}

// Show moves the cursor to a risk.
func (s *residualScreen) Show(p interview.Place) {
	if s.table.show(p) {
		s.describe()
	}
}

// Refresh reads the risks as they are now, the highest first.
func (s *residualScreen) Refresh() {
	var rows []row
	for _, level := range []assessment.Rating{5, 4, 3} {
		for i := range s.desk.Result().Threats {
			t := &s.desk.Result().Threats[i]
			if t.Residual != level || t.Dismissed {
				continue
			}
			state := residualState(t)
			rows = append(rows, row{id: string(t.ID), place: interview.Place("risk." + string(t.ID)), marked: s.marked[string(t.ID)], cells: []span{
				said(t.Inherent.String()+" → "+t.Residual.String(), toneOf(t.Residual)), said(string(t.ID)+" "+t.Title, plain), state}})
		}
	}
	s.table.fill(rows)
	s.describe()
}

// residualState says in a sign and words where a residual risk stands.
func residualState(t *assessment.ThreatResult) span {
	switch {
	case t.Residual >= 4:
		return said(markBlocking+" "+mustTreat, bad)
	case t.ApprovalVoid:
		return said(markVoid+" "+approvalVoid, warn)
	case t.Approved:
		return said(markAnswered+" "+approvedWord, good)
	default:
		return said(markOpen+" "+notApproved, warn)
	}
}

func (s *residualScreen) threat() *assessment.ThreatResult {
	if r := s.table.current(); r != nil {
		return threatResult(s.desk, catalogue.ThreatID(r.id))
	}
	return nil
}

// describe collects what is said below about the risk under the cursor.
func (s *residualScreen) describe() {
	s.facts = nil
	t := s.threat()
	if t == nil {
		return
	}
	d := s.desk.State.Assessment.Risks[t.ID]
	s.facts = []fact{{"", string(t.ID) + " " + t.Title, strong}, {labelResidual, riskWords(s.desk, t, t.ResidualReason), plain}}
	if t.Residual >= 4 {
		s.facts = append(s.facts, fact{labelMust, treatWords(t.Residual), bad})
	} else if t.ApprovalVoid {
		s.facts = append(s.facts, fact{labelVoid, voidWords, warn})
	}
	s.facts = append(s.facts, fact{labelTreat, treatments(s.desk, t), plain})
	if t.Residual >= 4 {
		return
	}
	if missing := missingForApproval(s.desk, t.ID); len(missing) > 0 {
		s.facts = append(s.facts, fact{labelMissing, strings.Join(missing, "; "), warn})
	} else if !t.Approved {
		s.facts = append(s.facts, fact{labelMissing, onlyApproval, warn})
	}
	for _, f := range []fact{{labelDecision, decisionWords(d), plain}, {labelReason, d.Reason, plain}, {labelInstead, d.Compensation, plain}, {labelUsers, d.UserInformation, plain}, {labelApprover, approverWords(s.desk, d), plain}} {
		if f.text != "" {
			s.facts = append(s.facts, f)
		}
	}
	s.facts = append(s.facts, fact{labelHandOver, s.handOver(), quiet})
}

// handOver says whether the risk may be handed over to an operator.
func (s *residualScreen) handOver() string {
	tags := s.desk.Result().Tags
	if tags.Has("user:business") && !tags.Has("user:consumer") {
		return handOverPossible
	}
	return handOverBarred
}

// treatments says what single measures would still lower this risk.
func treatments(d *Desk, t *assessment.ThreatResult) string {
	var out []string
	for _, m := range t.Measures {
		r := measureResult(d, m.ID)
		if r == nil || r.State == assessment.Tested {
			continue
		}
		with := d.Try(assessment.Tried(d.State.Assessment, m.ID, assessment.Tested))
		i := slices.IndexFunc(with.Threats, func(o assessment.ThreatResult) bool { return o.ID == t.ID })
		if i >= 0 && with.Threats[i].Residual < t.Residual {
			out = append(out, measureTitle(d, m.ID)+" → "+with.Threats[i].Residual.String())
		}
	}
	if len(out) == 0 {
		return noTreatment
	}
	return treatedBy(strings.Join(out, "; "))
}

// missingForApproval lists in words what a decision to keep an R3 still lacks,
// the approval itself left out.
func missingForApproval(d *Desk, id catalogue.ThreatID) []string {
	decision := d.State.Assessment.Risks[id]
	var missing []string
	for _, f := range []struct{ words, value string }{
		{labelDecision, decision.Decision}, {labelReason, decision.Reason}, {labelInstead, decision.Compensation}, {labelUsers, decision.UserInformation}, {labelApprover, decision.Approver}} {
		if f.value == "" {
			missing = append(missing, strings.ToLower(f.words))
		}
	}
	today := d.Result().Date
	review, err := time.Parse(time.DateOnly, decision.Review)
	if err != nil || review.Before(today) || review.After(today.AddDate(1, 0, 0)) {
		missing = append(missing, reviewWithin)
	}
	if decision.Approver != "" && !slices.ContainsFunc(d.State.Assessment.Signers, func(s assessment.Signer) bool { return s.ID == decision.Approver && s.ForManagement() }) {
		missing = append(missing, approverGone)
	}
	return missing
}

// HandleKey decides, approves, or goes to the measures.
func (s *residualScreen) HandleKey(k tea.KeyPressMsg) Move {
	t := s.threat()
	switch {
	case t == nil:
	case s.marked.turn(s.desk, k, &s.table, s.undecided()):
		s.Refresh()
		return Move{}
	case key.Matches(k, tableKeys.decide) && len(s.marked) > 0:
		return s.decideMarked()
	case key.Matches(k, tableKeys.measures):
		return toMeasure(s.desk, t)
	case key.Matches(k, tableKeys.decide) && t.Residual >= 4:
		s.desk.Flash(treatWords(t.Residual))
		return open(newThreatPage(s.desk, t.ID))
	case key.Matches(k, tableKeys.decide):
		return open(s.form(t))
	case key.Matches(k, tableKeys.approve):
		s.approve(t)
		return Move{}
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// form asks for the decision; the hand-over only where it may be.
func (s *residualScreen) form(t *assessment.ThreatResult) Screen {
	fields := []string{"decision", "reason", "compensation", "user_information", "review", "approver", "approved"}
	if s.handOver() == handOverPossible || s.desk.State.Assessment.Risks[t.ID].Decision == "hand-over" {
		fields = append(fields, "condition", "told_whom", "told_where")
	}
	return newForm(s.desk, interview.Place("risk."+string(t.ID)), string(t.ID)+" "+t.Title, withIntro(riskWords(s.desk, t, t.ResidualReason)), withFields(fields...), atOpen())
}

// undecided are the R3 that nothing was decided on.
func (s *residualScreen) undecided() []string {
	var out []string
	for _, r := range s.table.rows {
		t := threatResult(s.desk, catalogue.ThreatID(r.id))
		if t != nil && t.Residual == 3 && s.desk.State.Assessment.Risks[t.ID].Decision == "" {
			out = append(out, r.id)
		}
	}
	return out
}

// decideMarked asks once for the decision on several R3. The approval is not among
// it: it is given to each risk alone. R4 and R5 are treated, not decided.
func (s *residualScreen) decideMarked() Move {
	var list []catalogue.ThreatID
	for _, r := range s.table.rows {
		if !s.marked[r.id] {
			continue
		}
		if t := threatResult(s.desk, catalogue.ThreatID(r.id)); t != nil && t.Residual >= 4 {
			s.desk.Flash(string(t.ID) + ": " + treatWords(t.Residual))
			return Move{}
		}
		list = append(list, catalogue.ThreatID(r.id))
	}
	return open(newManyForm(s.desk, s.marked.places(&s.table), ids(list, 6), "decision", "reason", "compensation", "user_information", "review", "approver"))
}

// approve approves an R3 as it stands, when nothing is missing.
func (s *residualScreen) approve(t *assessment.ThreatResult) {
	why := s.approvalBarred(t)
	if why != "" {
		s.desk.Flash(why)
		return
	}
	if s.desk.refuses() {
		return
	}
	yes := "yes"
	if t.Approved {
		yes = "no"
	}
	if err := s.desk.Set(interview.Place("risk."+string(t.ID)), "approved", assessment.Answer{Options: []string{yes}}); err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.Refresh()
	s.desk.Flash(map[string]string{"yes": approvedFlash(string(t.ID)), "no": approvalTaken(string(t.ID))}[yes])
}

// approvalBarred says why a risk cannot be approved, "" when it can.
func (s *residualScreen) approvalBarred(t *assessment.ThreatResult) string {
	if t.Residual >= 4 {
		return treatWords(t.Residual)
	}
	if missing := missingForApproval(s.desk, t.ID); len(missing) > 0 && !t.Approved {
		return needsFirst(strings.Join(missing, "; "))
	}
	return ""
}

// View draws the table and the details.
func (s *residualScreen) View(width, height int) string {
	return s.draw(width, height, s.marked.head(s.desk, decisionForMarked))
}

// Keys are those of the row; an approval that is barred says why in the help.
func (s *residualScreen) Keys() []key.Binding {
	t := s.threat()
	if t == nil {
		return s.with()
	}
	approve, decide := tableKeys.approve, tableKeys.decide
	if why := s.approvalBarred(t); why != "" {
		approve = barred(approve, why)
	} else if t.Approved {
		approve = rekeyed(approve, doesWithdraw)
	}
	if t.Residual >= 4 {
		decide = rekeyed(decide, doesDetails)
	}
	if len(s.marked) > 0 {
		return s.with(rekeyed(decide, doesDecideAll), tableKeys.mark, tableKeys.all)
	}
	return s.with(decide, approve, tableKeys.measures, tableKeys.mark, tableKeys.all)
}

// Help says which risks may stay.
func (s *residualScreen) Help() Help {
	return Help{Title: pageTitle(pageResidual), Why: whyResidual, Text: helpResidual, Cite: interview.Steps()[9].Cite}
}

// approverWords names the approver and the date of the next look.
func approverWords(d *Desk, r assessment.RiskDecision) string {
	if r.Approver == "" {
		return ""
	}
	words := r.Approver
	for _, s := range d.State.Assessment.Signers {
		if s.ID == r.Approver {
			words = strings.TrimSpace(s.Name + " (" + s.ID + ")")
		}
	}
	return words + nextLook(r.Review)
}
