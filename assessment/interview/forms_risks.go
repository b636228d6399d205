package interview

import (
	"slices"
	"sort"
	"strconv"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func (s State) measureForm(id catalogue.MeasureID) form {
	type T = assessment.MeasureAnswer
	r := s.Assessment.Measures[id]
	return form{[]binding{
		one("state", msgHowFarPlace, "", measureStates, &r.State),
		optional(prose("how", msgHowDone, msgOneTwoSentencesYour, &r.How)),
		optional(prose("reason", msgWhyNot, msgOnlyWhereNotPlace, &r.Reason)),
		s.proofs("evidence", msgEvidence, &r.Evidence),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if a.Measures == nil {
			a.Measures = map[catalogue.MeasureID]T{}
		}
		a.Measures[id] = r
		if r.State == "" && r.How == "" && r.Reason == "" && len(r.Evidence) == 0 {
			delete(a.Measures, id)
		}
		return a
	}}
}

func (s State) threatForm(id catalogue.ThreatID) form {
	type T = assessment.ThreatDecision
	r := s.Assessment.Threats[id]
	var changed assessment.FactorChange
	if r.Factors != nil {
		changed = *r.Factors
	}
	factor := func(key, title string, options []catalogue.Option, at **int) binding {
		return binding{Field{Key: key, Kind: catalogue.KindOne, Title: title, Options: append([]catalogue.Option{option(asComputed, msgCatalogue)}, options...), Optional: true},
			func() assessment.Answer {
				if *at == nil {
					return chosen(asComputed)
				}
				return chosen(strconv.Itoa(**at))
			},
			func(a assessment.Answer) {
				*at = nil
				if n, err := strconv.Atoi(first(a)); err == nil {
					*at = &n
				}
				r.Factors = &changed
				if changed == (assessment.FactorChange{}) {
					r.Factors = nil
				}
			}}
	}
	level := noLevel
	if r.Impact != nil {
		level = *r.Impact
	}
	return form{[]binding{
		yes("dismissed", msgDismissThreat, msgStaysListedYourReason, &r.Dismissed),
		factor("time", msgTimeAttackTakes, timeLevels, &changed.Time),
		factor("expertise", msgSkillAttackerNeeds, expertiseLevels, &changed.Expertise),
		factor("knowledge", msgKnowledgeProduct, knowledgeLevels, &changed.Knowledge),
		factor("equipment", msgToolsAttackerNeeds, equipmentLevels, &changed.Equipment),
		optional(impactOr("impact", msgComputedFromAssets, &level)),
		optional(prose("reason", msgReasonOf, msgNeededEveryChangeDismissal, &r.Reason)),
		optional(line("by", msgWhoDecidedInitials, "", &r.By)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if a.Threats == nil {
			a.Threats = map[catalogue.ThreatID]T{}
		}
		if r.Impact = nil; level != noLevel {
			r.Impact = &level
		}
		r.Date = s.dated(r.By, r.Date)
		a.Threats[id] = r
		if r == (T{}) {
			delete(a.Threats, id)
		}
		return a
	}}
}

// noLevel stands for the level that is computed.
const noLevel assessment.Impact = -1

// impactOr is a level of impact in place of the computed one.
func impactOr(key, computed string, at *assessment.Impact) binding {
	return binding{Field{Key: key, Kind: catalogue.KindOne, Title: msgImpact, Options: append([]catalogue.Option{option(asComputed, computed)}, impactLevels...)},
		func() assessment.Answer {
			if *at == noLevel {
				return chosen(asComputed)
			}
			return chosen(impactID(*at))
		},
		func(a assessment.Answer) {
			*at = noLevel
			if id := first(a); id != asComputed && id != "" {
				*at = impactOf(id)
			}
		}}
}

// dated keeps the day of an answer, and only with the one who gave it.
func (s State) dated(by, date string) string {
	switch {
	case by == "":
		return ""
	case date == "" && !s.Result.Date.IsZero():
		return s.Result.Date.Format(time.DateOnly)
	}
	return date
}

func (s State) impactForm(hit catalogue.Hit) form {
	type T = assessment.ImpactOverride
	i := slices.IndexFunc(s.Assessment.Impacts, func(o T) bool { return o.On == hit })
	r := T{On: hit, Level: noLevel}
	if i >= 0 {
		r = s.Assessment.Impacts[i]
	}
	return form{[]binding{
		impactOr("level", msgComputed, &r.Level),
		optional(prose("reason", msgReasonOf, msgNeededWhereLevelLower, &r.Reason)),
		optional(line("by", msgWhoDecidedInitials, "", &r.By)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		a.Impacts = slices.DeleteFunc(a.Impacts, func(o T) bool { return o.On == hit })
		if r.Level != noLevel {
			r.Date = s.dated(r.By, r.Date)
			a.Impacts = append(a.Impacts, r)
		}
		sort.SliceStable(a.Impacts, func(i, j int) bool { return a.Impacts[i].On < a.Impacts[j].On })
		return a
	}}
}

func (s State) riskForm(id catalogue.ThreatID) form {
	type T = assessment.RiskDecision
	var signers []catalogue.Option
	for _, signer := range s.Assessment.Signers {
		if signer.ForManagement() {
			signers = append(signers, option(signer.ID, signer.ID+" "+signer.Name))
		}
	}
	r := s.Assessment.Risks[id]
	approved := yes("approved", msgApprovedStands, msgApprovalHoldsStateRisk, &r.Approved)
	approved.set = func(a assessment.Answer) {
		r.Approved, r.ApprovedState = first(a) == "yes", ""
		if r.Approved {
			r.ApprovedState = s.stateDigest(id)
		}
	}
	return form{[]binding{
		one("decision", msgWhatDoneAbout, "", decisions, &r.Decision),
		prose("reason", msgWhyStateArtOffers, msgCostAppetiteRiskNo, &r.Reason),
		prose("compensation", msgWhatMakesUp, "", &r.Compensation),
		prose("user_information", msgWhatUsersTold, msgAnnexII5, &r.UserInformation),
		optional(prose("condition", msgHandOverCondition, "", &r.Condition)),
		optional(line("told_whom", msgHandOverWhoTold, "", &r.ToldWhom)),
		optional(line("told_where", msgHandOverWhereWritten, "", &r.ToldWhere)),
		date("review", msgDateNextLook, msgWithinTwelveMonths, &r.Review),
		one("approver", msgWhoApproves, msgSignerRoleManagementAdd, signers, &r.Approver),
		approved,
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if a.Risks == nil {
			a.Risks = map[catalogue.ThreatID]T{}
		}
		a.Risks[id] = r
		if r == (T{}) {
			delete(a.Risks, id)
		}
		return a
	}}
}

// stateDigest is what an approval of this risk is bound to.
func (s State) stateDigest(id catalogue.ThreatID) string {
	for i := range s.Result.Threats {
		if s.Result.Threats[i].ID == id {
			return s.Result.Threats[i].StateDigest
		}
	}
	return ""
}
