package assessment

import (
	"time"

	"selfmark/assessment/catalogue"
)

// steps is how many steps of feasibility a measure in this state takes (method 10).
func steps(kind catalogue.EffectKind, state State) int {
	switch {
	case kind == catalogue.Main && state == Tested:
		return 3
	case kind == catalogue.Main && state == Done:
		return 2
	case kind == catalogue.Main && state == Partly:
		return 1
	case kind == catalogue.Supporting && state.InPlace():
		return 1
	default:
		return 0
	}
}

// maxSteps is the most that all measures together take from feasibility (method 10).
const maxSteps = 3

// reduced applies measures to a rating; nothing falls below the end of a scale.
func reduced(m *catalogue.Method, h Harm, f Feasibility, measures []catalogue.ThreatMeasure, state func(catalogue.MeasureID) State) (Rating, Feasibility, Impact) {
	down, impactDown := 0, false
	for _, help := range measures {
		s := state(help.ID)
		down += steps(help.Effect.Kind, s)
		impactDown = impactDown || help.Effect.LowersImpact && s.InPlace()
	}
	f = max(VeryLow, f-Feasibility(min(maxSteps, down)))
	if impactDown {
		h.Level = max(Negligible, h.Level-1)
	}
	return rate(m, h, f), f, h.Level
}

// residual fills in what the measures leave of a risk.
func (s *assessor) residual(r *ThreatResult) {
	r.Residual, r.ResidualFeasibility, r.ResidualImpact = reduced(&s.cat.Method, r.Impact, r.Feasibility, r.Measures, s.state)
	r.ResidualReason = r.riskReason("method 10", r.ResidualImpact, r.ResidualFeasibility, r.Residual)
	if r.Residual >= 3 {
		r.StateDigest = r.digest(s.state)
	}
}

func (s *assessor) state(id catalogue.MeasureID) State { return s.states[id] }

// Stays reports whether the measures leave a risk of R3 or above, about which somebody
// must decide (method 11); a dismissed threat does not count.
func (r *ThreatResult) Stays() bool { return r.Residual >= 3 && !r.Dismissed }

// approve decides whether a residual risk of R3 is validly approved (method 11):
// with reason, compensation, information to users, approval by the signer for the
// management and a review within twelve months, and nothing changed since.
func approve(r *ThreatResult, a Assessment, date time.Time) {
	d := a.Risks[r.ID]
	if !d.Approved {
		return
	}
	if d.ApprovedState != r.StateDigest {
		r.ApprovalVoid = true
		return
	}
	approver, _ := a.signer(d.Approver)
	r.Approved = approver.ForManagement() && len(missingForApproval(d, date)) == 0
}

// missingForApproval says what a decision to keep an R3 still lacks.
func missingForApproval(d RiskDecision, date time.Time) []string {
	var missing []string
	for _, f := range []struct{ name, value string }{
		{msgReason, d.Reason}, {msgCompensation, d.Compensation}, {msgUserInformation, d.UserInformation}, {msgApprover, d.Approver}} {
		if f.value == "" {
			missing = append(missing, f.name)
		}
	}
	review, err := time.Parse(time.DateOnly, d.Review)
	if err != nil || review.Before(date) || review.After(date.AddDate(1, 0, 0)) {
		missing = append(missing, msgReviewDateWithin12)
	}
	return missing
}
