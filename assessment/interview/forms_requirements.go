package interview

import (
	"maps"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func (s State) requirementForm(letter string) form {
	r := s.Assessment.Requirements[letter]
	bindings := []binding{
		prose("how", msgHowMet, msgProposedFromYourMeasures, &r.How),
		lines("standards", msgClausesHelped, msgClausesHelp, &r.Standards),
		s.proofs("evidence", msgEvidence, &r.Evidence),
		yes("not_met", msgDeclareNotMet, msgProductMayNotPlaced, &r.NotMet),
	}
	if letter != "1" {
		bindings = append(bindings, s.conditionBindings(letter, &r)...)
		bindings = append(bindings, s.claimBindings(&r)...)
	}
	return form{bindings, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if r.Claim != nil && emptyClaim(*r.Claim) {
			r.Claim = nil
		}
		setRequirement(&a, letter, r)
		return a
	}}
}

// setRequirement records an answer, or takes out one that says nothing.
func setRequirement(a *assessment.Assessment, letter string, r assessment.RequirementAnswer) {
	if r.How == "" && len(r.Standards) == 0 && len(r.Evidence) == 0 && !r.NotMet && r.Claim == nil && len(r.Parts) == 0 && len(r.Conditions) == 0 {
		delete(a.Requirements, letter)
		return
	}
	if a.Requirements == nil {
		a.Requirements = map[string]assessment.RequirementAnswer{}
	}
	a.Requirements[letter] = r
}

// conditionBindings are the parts of a requirement that are answered apart.
func (s State) conditionBindings(letter string, r *assessment.RequirementAnswer) []binding {
	req := s.Catalogue.Requirement(catalogue.RequirementID("I.I.2." + letter))
	if req == nil {
		return nil
	}
	var list []binding
	for _, c := range req.Conditions {
		options := []catalogue.Option{option(assessment.ConditionMet, conditionYes)}
		if c.Exempt != "" {
			options = append(options, option(assessment.ConditionExempt, conditionExempt+c.Exempt))
		}
		options = append(options, option(assessment.ConditionNotMet, conditionNo))
		change := func(by func(*assessment.ConditionAnswer)) {
			answers := maps.Clone(r.Conditions)
			if answers == nil {
				answers = map[string]assessment.ConditionAnswer{}
			}
			a := answers[c.ID]
			by(&a)
			if answers[c.ID] = a; a == (assessment.ConditionAnswer{}) {
				delete(answers, c.ID)
			}
			if r.Conditions = answers; len(answers) == 0 {
				r.Conditions = nil
			}
		}
		list = append(list, binding{Field{Key: "condition_" + c.ID, Kind: catalogue.KindOne, Title: c.Title, Help: c.Text, Options: options},
			func() assessment.Answer { return chosen(r.Conditions[c.ID].State) },
			func(a assessment.Answer) { change(func(x *assessment.ConditionAnswer) { x.State = first(a) }) }},
			optional(binding{Field{Key: "condition_" + c.ID + "_why", Kind: catalogue.KindProse, Title: c.Title + conditionWhy, Help: conditionWhyHelp},
				func() assessment.Answer { return assessment.Answer{Text: r.Conditions[c.ID].Why} },
				func(a assessment.Answer) { change(func(x *assessment.ConditionAnswer) { x.Why = a.Text }) }}))
	}
	return list
}

func emptyClaim(c assessment.Claim) bool {
	return len(c.RestsOn) == 0 && c.Ground == "" && c.Justification == "" && c.Remaining == "" && c.UserInformation == "" && c.By == "" && c.Consent == "" && len(c.Answers) == 0 && len(c.Evidence) == 0
}

// claimBindings are the short fields of a justification (method 13).
func (s State) claimBindings(r *assessment.RequirementAnswer) []binding {
	var c assessment.Claim
	if r.Claim != nil {
		c = *r.Claim
	}
	ground := one("claim_ground", msgNotApplicableGround, msgClaimSetsWholeRequirement, append([]catalogue.Option{option(applicable, msgApplicable)}, wholeGrounds...), &c.Ground)
	ground.get = func() assessment.Answer {
		if c.Ground != "" {
			return chosen(c.Ground)
		}
		return chosen(applicable)
	}
	ground.set = func(a assessment.Answer) {
		if c.Ground = first(a); c.Ground == applicable {
			c.Ground = ""
		}
	}
	list := []binding{
		ground,
		prose("claim_justification", msgNotApplicableJustification, msgWhatRequirementWouldProtect, &c.Justification),
		idList("claim_answers", msgNotApplicableAnswersRests, msgIdsQuestionsSuchQ10, &c.Answers),
		prose("claim_remaining", msgNotApplicableRemainingRisks, "", &c.Remaining),
		s.proofs("claim_evidence", msgNotApplicableEvidence, &c.Evidence),
		prose("claim_user_information", msgNotApplicableInformationUsers, "", &c.UserInformation),
		multi("claim_rests_on", msgNotApplicableDoesReason, msgNoneThemReasonClaim, refusedReasons, &c.RestsOn),
		line("claim_by", msgNotApplicableAuthor, "", &c.By),
		line("claim_consent", msgNotApplicableConsentSecond, msgNeededWhereClaimNo, &c.Consent),
	}
	for i := range list {
		list[i].Optional = true
		write := list[i].set
		list[i].set = func(a assessment.Answer) {
			write(a)
			r.Claim = &c
		}
	}
	return list
}

func (s State) partialForm(letter, number string) (form, error) {
	answer := s.Assessment.Requirements[letter]
	i, err := index(answer.Parts, number)
	if err != nil {
		return form{}, err
	}
	r := answer.Parts[i]
	return form{[]binding{
		one("ground", msgGround, "", partGrounds, &r.Ground),
		line("part", msgInterfaceFunction, msgRestRequirementStaysApplicable, &r.Part),
		line("source", msgStandardAct, "", &r.Source),
		prose("why", msgWhyCannotMetOtherwise, "", &r.Why),
		prose("treatment", msgHowRemainingRiskTreated, msgTrustedEnvironmentInformationUsers, &r.Treatment),
		optional(prose("alternative", msgSecureAlternativeDefault, msgWhereFeasible, &r.Alternative)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		a.Requirements[letter].Parts[i] = r
		return a
	}}, nil
}

func (s State) partTwoForm(n int) form {
	type T = assessment.PartTwoAnswer
	r := s.Assessment.PartTwo[n]
	return form{[]binding{
		prose("how", msgHowFulfilled, "", &r.How),
		s.proofs("evidence", msgEvidenceReference, &r.Evidence),
		yes("not_met", msgDeclareNotMet, msgProductMayNotPlaced, &r.NotMet),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if a.PartTwo == nil {
			a.PartTwo = map[int]T{}
		}
		a.PartTwo[n] = r
		if r.How == "" && len(r.Evidence) == 0 && !r.NotMet {
			delete(a.PartTwo, n)
		}
		return a
	}}
}
