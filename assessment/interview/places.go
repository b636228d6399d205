package interview

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Fields lists what a place asks, in order.
func Fields(s State, p Place) ([]Field, error) {
	if q := s.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		return []Field{OfQuestion(q)}, nil
	}
	f, err := s.form(p)
	if err != nil {
		return nil, err
	}
	return f.fields(), nil
}

// Get reads one answer of a place.
func Get(s State, p Place, key string) (assessment.Answer, error) {
	if q := s.Catalogue.Question(catalogue.QuestionID(p)); q != nil {
		answer, given := s.Assessment.Answers[q.ID]
		return shown(q, answer, given), nil
	}
	f, err := s.form(p)
	if err != nil {
		return assessment.Answer{}, err
	}
	return f.get(key)
}

// Set records one answer of a place after checking it. The assessment in s is
// left as it was.
func Set(s State, p Place, key string, answer assessment.Answer) (assessment.Assessment, error) {
	if s.Catalogue.Question(catalogue.QuestionID(p)) != nil {
		return Answer(s, catalogue.QuestionID(p), answer)
	}
	f, err := s.form(p)
	if err != nil {
		return s.Assessment, err
	}
	for _, field := range f.fields() {
		if field.Key != key {
			continue
		}
		if answer, err = Checked(s.Catalogue, field, answer); err != nil {
			return s.Assessment, err
		}
	}
	if err := s.checkIDs(p, key, answer); err != nil {
		return s.Assessment, err
	}
	if saysSomething(answer) && !applies(f, p, key) {
		return s.Assessment, errors.New(msgChooseImpactFirst)
	}
	return f.set(key, answer)
}

// Applies reports whether a field of a place matters, given its other answers:
// the reason why a measure is missing only where it is missing, the details of a
// claim only where one is made.
func Applies(s State, p Place, key string) bool {
	f, err := s.form(p)
	return err != nil || applies(f, p, key) && matters(f, p, key)
}

func saysSomething(a assessment.Answer) bool { return a.Text != "" || len(a.Options) > 0 }

// applies reports whether a field has a record to live in.
func applies(f form, p Place, key string) bool {
	kind, _, _ := strings.Cut(string(p), ".")
	says := func(key, nothing string) bool {
		a, err := f.get(key)
		return err == nil && first(a) != "" && first(a) != nothing
	}
	switch concern, detail, _ := strings.Cut(key, "_"); {
	case kind == "impact" && key != "level":
		return says("level", asComputed)
	case kind == "asset" && (detail == "category" || detail == "reason"):
		return says(concern+"_level", "none")
	}
	return true
}

// matters reports whether a field that could be filled in is worth asking.
func matters(f form, p Place, key string) bool {
	kind, _, _ := strings.Cut(string(p), ".")
	chosen := func(key string) string { a, _ := f.get(key); return first(a) }
	switch {
	case kind == "measure" && key == "reason":
		return chosen("state") == string(assessment.NotDone)
	case kind == "requirement" && strings.HasPrefix(key, "claim_") && key != "claim_ground":
		return chosen("claim_ground") != "" && chosen("claim_ground") != applicable
	case kind == "risk" && (key == "condition" || strings.HasPrefix(key, "told_")):
		return chosen("decision") == "hand-over"
	case kind == "threat" && (key == "reason" || key == "by"):
		changed := func(key string) bool { return chosen(key) != asComputed }
		return chosen("dismissed") == "yes" || slices.ContainsFunc([]string{"time", "expertise", "knowledge", "equipment", "impact"}, changed)
	}
	return true
}

// form finds the record of a place.
func (s State) form(p Place) (form, error) {
	kind, rest, _ := strings.Cut(string(p), ".")
	switch kind {
	case "measure":
		if s.isMeasure(rest) {
			return s.measureForm(catalogue.MeasureID(rest)), nil
		}
	case "threat":
		if s.isThreat(rest) {
			return s.threatForm(catalogue.ThreatID(rest)), nil
		}
	case "impact":
		if hit := s.someConcern(rest); s.isHit(hit) {
			return s.impactForm(catalogue.Hit(hit)), nil
		}
	case "risk":
		if s.isThreat(rest) {
			return s.riskForm(catalogue.ThreatID(rest)), nil
		}
	case "part":
		if n, err := strconv.Atoi(rest); err == nil && n >= 1 && n <= 8 {
			return s.partTwoForm(n), nil
		}
	case "requirement":
		if letter, sub, nested := strings.Cut(rest, "."); nested {
			return s.partialForm(letter, strings.TrimPrefix(sub, "part."))
		}
		if rest == "1" || isLetter(rest) {
			return s.requirementForm(rest), nil
		}
	case "component":
		if number, sub, nested := strings.Cut(rest, "."); nested {
			return s.vulnerabilityForm(number, strings.TrimPrefix(sub, "vulnerability."))
		}
		return s.componentForm(rest)
	case "remote":
		return s.remoteForm(rest)
	case "module":
		return s.moduleForm(rest)
	case "standard":
		return s.standardForm(rest)
	case "evidence":
		return s.evidenceForm(rest)
	case "signer":
		return s.signerForm(rest)
	case "note":
		return s.noteForm(rest)
	case "asset":
		return s.assetForm(numbered(s.Assessment.Assets, rest, func(r assessment.OwnAsset) string { return string(r.ID) }))
	case "ownthreat":
		return s.ownThreatForm(numbered(s.Assessment.OwnThreats, rest, func(r assessment.OwnThreat) string { return string(r.ID) }))
	case "ownmeasure":
		return s.ownMeasureForm(numbered(s.Assessment.OwnMeasures, rest, func(r assessment.OwnMeasure) string { return string(r.ID) }))
	}
	return form{}, fmt.Errorf(msgNoPlace, p)
}

func isLetter(s string) bool {
	return slices.ContainsFunc(letters, func(o catalogue.Option) bool { return o.ID == s })
}

// someConcern turns an asset without a concern into its first one.
func (s State) someConcern(hit string) string {
	if a := s.Catalogue.Asset(catalogue.AssetID(hit)); a != nil && len(a.Concerns) > 0 {
		return hit + ":" + string(a.Concerns[0])
	}
	return hit
}

// numbered turns the id of an own item into its number.
func numbered[T any](list []T, id string, of func(T) string) string {
	if i := slices.IndexFunc(list, func(r T) bool { return of(r) == id }); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return id
}

// index reads a member's number, from 1.
func index[T any](list []T, number string) (int, error) {
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(list) {
		return 0, fmt.Errorf(msgNoNumberList, number)
	}
	return n - 1, nil
}

// member makes a form of a copy of one member of a list.
func member[T any](s State, list func(*assessment.Assessment) *[]T, number string, bindings func(*T) []binding) (form, error) {
	i, err := index(*list(&s.Assessment), number)
	if err != nil {
		return form{}, err
	}
	r := (*list(&s.Assessment))[i]
	return form{bindings(&r), func() assessment.Assessment {
		a := s.Assessment.Clone()
		(*list(&a))[i] = r
		return a
	}}, nil
}

// asComputed is the answer that changes nothing; applicable is the one that
// makes no claim.
const (
	asComputed = "as-computed"
	applicable = "applicable"
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
	impact := binding{Field{Key: "impact", Kind: catalogue.KindOne, Title: msgImpact, Options: append([]catalogue.Option{option(asComputed, msgComputedFromAssets)}, impactLevels...), Optional: true},
		func() assessment.Answer {
			if r.Impact == nil {
				return chosen(asComputed)
			}
			return chosen(impactID(*r.Impact))
		},
		func(a assessment.Answer) {
			r.Impact = nil
			if id := first(a); id != asComputed && id != "" {
				level := impactOf(id)
				r.Impact = &level
			}
		}}
	return form{[]binding{
		yes("dismissed", msgDismissThreat, msgStaysListedYourReason, &r.Dismissed),
		factor("time", msgTimeAttackTakes, timeLevels, &changed.Time),
		factor("expertise", msgSkillAttackerNeeds, expertiseLevels, &changed.Expertise),
		factor("knowledge", msgKnowledgeProduct, knowledgeLevels, &changed.Knowledge),
		factor("equipment", msgToolsAttackerNeeds, equipmentLevels, &changed.Equipment),
		impact,
		optional(prose("reason", msgReasonOf, msgNeededEveryChangeDismissal, &r.Reason)),
		optional(line("by", msgWhoDecidedInitials, "", &r.By)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		if a.Threats == nil {
			a.Threats = map[catalogue.ThreatID]T{}
		}
		r.Date = s.dated(r.By, r.Date)
		a.Threats[id] = r
		if r == (T{}) {
			delete(a.Threats, id)
		}
		return a
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
	r := T{On: hit, Level: -1}
	if i >= 0 {
		r = s.Assessment.Impacts[i]
	}
	level := binding{Field{Key: "level", Kind: catalogue.KindOne, Title: msgImpact, Options: append([]catalogue.Option{option(asComputed, msgComputed)}, impactLevels...)},
		func() assessment.Answer {
			if r.Level < 0 {
				return chosen(asComputed)
			}
			return chosen(impactID(r.Level))
		},
		func(a assessment.Answer) {
			r.Level = -1
			if id := first(a); id != asComputed && id != "" {
				r.Level = impactOf(id)
			}
		}}
	return form{[]binding{
		level,
		optional(prose("reason", msgReasonOf, msgNeededWhereLevelLower, &r.Reason)),
		optional(line("by", msgWhoDecidedInitials, "", &r.By)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		a.Impacts = slices.DeleteFunc(a.Impacts, func(o T) bool { return o.On == hit })
		if r.Level >= 0 {
			r.Date = s.dated(r.By, r.Date)
			a.Impacts = append(a.Impacts, r)
		}
		sort.SliceStable(a.Impacts, func(i, j int) bool { return a.Impacts[i].On < a.Impacts[j].On })
		return a
	}}
}

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

func (s State) remoteForm(number string) (form, error) {
	type T = assessment.RemoteService
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Remote }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("purpose", msgWhatDoesProduct, "", &r.Purpose),
			one("needed", msgWouldAbsenceStopOne, msgAnyFunctionCountsNot, ternary, &r.Needed),
			one("own", msgSoftwareDevelopedYouYou, msgWhoHostsDoesNot, ternary, &r.Own),
			optional(prose("reason", msgReasonMilderReading, msgOnlyYouCountIndirect, &r.Reason)),
		}
	})
}

func (s State) moduleForm(number string) (form, error) {
	type T = assessment.Module
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Modules }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("core_function", msgCoreFunctionOneSentence, "", &r.Core),
			{Field{Key: "category", Kind: catalogue.KindCategory, Title: msgCategoryAnnexIIIIV, Help: msgSearchEverydayWords},
				func() assessment.Answer { return assessment.Answer{Text: string(r.Category)} },
				func(a assessment.Answer) { r.Category = catalogue.CategoryID(a.Text) }},
			optional(one("fit", msgHowDoesCoreFunction, msgLeaveOpenNone, fits, &r.Fit)),
			optional(prose("reason", msgReasonOf, "", &r.Reason)),
		}
	})
}

func (s State) standardForm(number string) (form, error) {
	type T = assessment.Standard
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Standards }, number, func(r *T) []binding {
		return []binding{
			line("reference", msgNumberEdition, msgTitlePageCertificateScheme, &r.Reference),
			multi("covers", msgRequirementsDoesCoverYour, msgThoseScopeNamesNot, s.coverable(), &r.Covers),
			one("extent", msgHowFarApplied, msgFullMeansEveryClause, extents, &r.Extent),
			optional(prose("clauses", msgPartsApplied, msgNumbersClausesNeededWhere, &r.Clauses)),
		}
	})
}

// coverable lists the requirements that a standard may cover.
func (s State) coverable() []catalogue.Option {
	var options []catalogue.Option
	for _, r := range s.Catalogue.Requirements {
		options = append(options, option(r.ID.Letter(), r.Short+" "+r.Title))
	}
	return options
}

func (s State) componentForm(number string) (form, error) {
	type T = assessment.Component
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Components }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("version", msgVersion, "", &r.Version),
			line("supplier", msgSupplierMaintainer, "", &r.Supplier),
			multi("diligence", msgWhatChecked, msgOneMoreRisk, diligence, &r.Diligence),
			optional(prose("diligence_text", msgYourWords, "", &r.DiligenceText)),
			s.proofs("evidence", msgEvidence, &r.Evidence),
			line("report_to", msgHowMakerToldVulnerabilities, msgAddressTrackerSecurityContact, &r.ReportTo),
		}
	})
}

func (s State) vulnerabilityForm(component, number string) (form, error) {
	type T = assessment.Vulnerability
	i, err := index(s.Assessment.Components, component)
	if err != nil {
		return form{}, err
	}
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Components[i].Vulnerabilities }, number, func(r *T) []binding {
		return []binding{
			line("id", msgId, msgCVEEUVDNumber, &r.ID),
			one("exploitable", msgExploitableProduct, "", ternary, &r.Exploitable),
			prose("why", msgWhy, "", &r.Why),
			yes("open", msgStillOpen, "", &r.Open),
		}
	})
}

func (s State) evidenceForm(id string) (form, error) {
	type T = assessment.Evidence
	i := slices.IndexFunc(s.Assessment.Evidence, func(e T) bool { return e.ID == id })
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Evidence }, strconv.Itoa(i+1), func(r *T) []binding {
		return []binding{
			one("kind", msgKind, "", evidenceKinds, &r.Kind),
			line("note", msgWhatShows, "", &r.Note),
			optional(line("file", msgFile, msgPathFromFolderAssessment, &r.File)),
			optional(line("sha256", msgSHA256File, "", &r.SHA256)),
			optional(line("link", msgLink, "", &r.Link)),
			date("date", msgDate, "", &r.Date),
		}
	})
}

func (s State) signerForm(number string) (form, error) {
	i, err := index(s.Assessment.Signers, number)
	if err != nil {
		return form{}, err
	}
	r := s.Assessment.Signers[i]
	return form{[]binding{
		line("id", msgShortId, msgSmallLettersHyphensSuch, &r.ID),
		one("role", msgRole, msgOnlyManagementApprovesResidual, signerRoles, &r.Role),
		line("name", msgName, "", &r.Name),
		line("function", msgFunction, "", &r.Function),
		line("organisation", msgOrganisation, "", &r.Organisation),
		line("principal", msgEMailAddress, msgStandsListAllowedSigners, &r.Principal),
		one("statement", msgWhatSignatureStates, "", signerStatements, &r.Statement),
		optional(prose("note", msgOnePersonTwoRoles, msgOnlyWhereSamePerson, &r.Note)),
		optional(line("fingerprint", msgFingerprintKey, msgTakenFromKeyFirst, &r.Fingerprint)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		for id, d := range a.Risks { // approvals follow a new short id
			if d.Approver != "" && d.Approver == a.Signers[i].ID {
				d.Approver = r.ID
				a.Risks[id] = d
			}
		}
		a.Signers[i] = r
		return a
	}}, nil
}

func (s State) noteForm(number string) (form, error) {
	type T = assessment.Note
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Notes }, number, func(r *T) []binding {
		by := optional(line("by", msgWhoSaidInitials, "", &r.By))
		by.set = func(a assessment.Answer) { r.By, r.Date = a.Text, s.dated(a.Text, r.Date) }
		return []binding{
			prose("text", msgNote, "", &r.Text),
			optional(line("on", msgAbout, msgQuestionThreatMeasureRequirement, &r.On)),
			by,
			yes("open", msgOpenPoint, "", &r.Open),
			optional(line("owner", msgOwner, "", &r.Owner)),
			optional(date("due", msgDue, "", &r.Due)),
			yes("internal", msgInternal, msgLeftOutEveryExport, &r.Internal),
		}
	})
}

func (s State) assetForm(number string) (form, error) {
	type T = assessment.OwnAsset
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Assets }, number, func(r *T) []binding {
		bindings := []binding{line("title", msgName, "", &r.Title)}
		for _, c := range []catalogue.Concern{"C", "I", "A", "Au"} {
			bindings = append(bindings, concernBindings(r, c)...)
		}
		return bindings
	})
}

// concernBindings are level, category and reason of one concern of an own asset.
func concernBindings(r *assessment.OwnAsset, concern catalogue.Concern) []binding {
	word := ConcernTitle(concern)
	at := func() int {
		return slices.IndexFunc(r.Concerns, func(c assessment.OwnConcern) bool { return c.Concern == concern })
	}
	read := func(f func(assessment.OwnConcern) assessment.Answer) func() assessment.Answer {
		return func() assessment.Answer {
			if i := at(); i >= 0 {
				return f(r.Concerns[i])
			}
			return assessment.Answer{}
		}
	}
	write := func(f func(*assessment.OwnConcern, assessment.Answer)) func(assessment.Answer) {
		return func(a assessment.Answer) {
			r.Concerns = slices.Clone(r.Concerns)
			i := at()
			if i < 0 {
				i = len(r.Concerns)
				r.Concerns = append(r.Concerns, assessment.OwnConcern{Concern: concern, Category: "O"})
			}
			f(&r.Concerns[i], a)
		}
	}
	key := strings.ToLower(string(concern))
	level := binding{Field{Key: key + "_level", Kind: catalogue.KindOne, Title: fmt.Sprintf(msgImpactWhenLost, word), Options: append([]catalogue.Option{option("none", msgFieldDoesNotApply)}, impactLevels...), Optional: true},
		read(func(c assessment.OwnConcern) assessment.Answer { return chosen(impactID(c.Level)) }),
		write(func(c *assessment.OwnConcern, a assessment.Answer) { c.Level = impactOf(first(a)) })}
	get, set := level.get, level.set
	level.get = func() assessment.Answer {
		if at() < 0 {
			return chosen("none")
		}
		return get()
	}
	level.set = func(a assessment.Answer) {
		if first(a) == "none" || first(a) == "" {
			r.Concerns = slices.DeleteFunc(slices.Clone(r.Concerns), func(c assessment.OwnConcern) bool { return c.Concern == concern })
			return
		}
		set(a)
	}
	return []binding{level,
		{Field{Key: key + "_category", Kind: catalogue.KindOne, Title: fmt.Sprintf(msgKindHarm, word), Options: harmCategories, Optional: true},
			read(func(c assessment.OwnConcern) assessment.Answer { return chosen(string(c.Category)) }),
			write(func(c *assessment.OwnConcern, a assessment.Answer) {
				c.Category = assessment.HarmCategory(first(a))
			})},
		{Field{Key: key + "_reason", Kind: catalogue.KindText, Title: fmt.Sprintf(msgReason, word), Optional: true},
			read(func(c assessment.OwnConcern) assessment.Answer { return assessment.Answer{Text: c.Reason} }),
			write(func(c *assessment.OwnConcern, a assessment.Answer) { c.Reason = a.Text })},
	}
}

func (s State) ownThreatForm(number string) (form, error) {
	type T = assessment.OwnThreat
	return member(s, func(a *assessment.Assessment) *[]T { return &a.OwnThreats }, number, func(r *T) []binding {
		return []binding{
			line("title", msgWhatHappensLine, "", &r.Title),
			optional(prose("description", msgDescription, "", &r.Description)),
			one("vector", msgHowAttackReachesProduct, "", vectors, &r.Vector),
			points("time", msgTimeAttackTakes, timeLevels, &r.Factors.Time),
			points("expertise", msgSkillAttackerNeeds, expertiseLevels, &r.Factors.Expertise),
			points("knowledge", msgKnowledgeProduct, knowledgeLevels, &r.Factors.Knowledge),
			points("equipment", msgToolsAttackerNeeds, equipmentLevels, &r.Factors.Equipment),
			idList("hits", msgAssetsHits, msgAssetConcernSuchAS10, &r.Hits),
			multi("requirements", msgRequirementsAnnexIPart, msgNoneAnswer, letters, &r.Requirements),
			idList("measures", msgMeasuresHelp, msgIdsSuchM07One, &r.Measures),
			yes("scales", msgDoesOneAttackWork, "", &r.Scales),
		}
	})
}

func (s State) ownMeasureForm(number string) (form, error) {
	type T = assessment.OwnMeasure
	return member(s, func(a *assessment.Assessment) *[]T { return &a.OwnMeasures }, number, func(r *T) []binding {
		return []binding{
			line("title", msgWhatDone, "", &r.Title),
			idList("threats", msgThreatsHelpsAgainst, msgIdsSuchT18One, &r.Threats),
		}
	})
}

// checkIDs refuses ids that do not exist, in the fields that take ids.
func (s State) checkIDs(p Place, key string, answer assessment.Answer) error {
	var known func(string) bool
	var example string
	switch key {
	case "evidence", "claim_evidence":
		known, example = s.isEvidence, msgEvidenceExample
	case "hits":
		known, example = s.isHit, "AS10:I"
	case "measures":
		known, example = s.isMeasure, "M07"
	case "threats":
		known, example = s.isThreat, "T18"
	case "claim_answers":
		known, example = func(id string) bool { return s.Catalogue.Question(catalogue.QuestionID(id)) != nil }, "Q10"
	default:
		return s.checkText(p, key, answer.Text)
	}
	for _, id := range answer.Options {
		if !known(id) {
			return fmt.Errorf(msgDoesNotExistWrite, id, example)
		}
	}
	return nil
}

// isSignerID accepts small letters and digits with single hyphens between them.
func isSignerID(s string) bool {
	return s != "" && len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.Trim(s, "-") == s && !strings.Contains(s, "--")
}

func isSHA256(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// checkText refuses words that have a form of their own.
func (s State) checkText(p Place, key, words string) error {
	kind, number, _ := strings.Cut(string(p), ".")
	switch {
	case words == "" && (kind != "signer" || key != "id"):
	case kind == "signer" && key == "id":
		for i, other := range s.Assessment.Signers {
			if other.ID == words && strconv.Itoa(i+1) != number {
				return fmt.Errorf(msgAnotherSignerCalled, words)
			}
		}
		if !isSignerID(words) {
			return errors.New(msgWriteSmallLettersDigits)
		}
	case key == "sha256" && !isSHA256(words):
		return errors.New(msgHashDigits)
	case kind == "note" && key == "on" && catalogue.LooksLikeID(words) && !s.isPlace(words):
		return fmt.Errorf(msgNoPlaceWrite, words)
	}
	return nil
}

// isPlace knows what a note may be about.
func (s State) isPlace(id string) bool {
	own := slices.ContainsFunc(s.Assessment.Assets, func(o assessment.OwnAsset) bool { return string(o.ID) == id })
	return own || s.Catalogue.Question(catalogue.QuestionID(id)) != nil || s.Catalogue.Asset(catalogue.AssetID(id)) != nil ||
		s.isThreat(id) || s.isMeasure(id) || s.isHit(id)
}

func (s State) isMeasure(id string) bool {
	own := slices.ContainsFunc(s.Assessment.OwnMeasures, func(m assessment.OwnMeasure) bool { return string(m.ID) == id })
	return own || s.Catalogue.Measure(catalogue.MeasureID(id)) != nil
}

func (s State) isEvidence(id string) bool {
	return slices.ContainsFunc(s.Assessment.Evidence, func(e assessment.Evidence) bool { return e.ID == id })
}

func (s State) isThreat(id string) bool {
	own := slices.ContainsFunc(s.Assessment.OwnThreats, func(t assessment.OwnThreat) bool { return string(t.ID) == id })
	return own || s.Catalogue.Threat(catalogue.ThreatID(id)) != nil
}

func (s State) isHit(id string) bool {
	asset, concern := catalogue.Hit(id).Split()
	if a := s.Catalogue.Asset(asset); a != nil {
		return slices.Contains(a.Concerns, concern)
	}
	return slices.ContainsFunc(s.Assessment.Assets, func(o assessment.OwnAsset) bool {
		return o.ID == asset && slices.ContainsFunc(o.Concerns, func(c assessment.OwnConcern) bool { return c.Concern == concern })
	})
}

// Collection is a list of records that grows.
type Collection struct {
	ID    string
	Step  int
	Title string
	One   string // what one member is called
	Why   string
	Cite  []catalogue.Citation
}

// Collections lists the collections of a step; step 0 lists all.
func Collections(step int) []Collection {
	return slices.DeleteFunc(slices.Clone(collections), func(c Collection) bool { return step != 0 && c.Step != step })
}

// Member is one record of a collection.
type Member struct {
	Place Place
	Title string
}

// Members lists what a collection holds. For vulnerabilities and partial claims
// the collection is "component.1.vulnerability" or "requirement.e.part".
func Members(s State, collection string) []Member {
	a := s.Assessment
	var titles []string
	place := func(i int) Place { return Place(collection + "." + strconv.Itoa(i+1)) }
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		titles = names(a.Remote, func(r assessment.RemoteService) string { return r.Name })
	case "module":
		titles = names(a.Modules, func(r assessment.Module) string { return r.Name })
	case "standard":
		titles = names(a.Standards, func(r assessment.Standard) string { return r.Reference })
	case "asset":
		titles = names(a.Assets, func(r assessment.OwnAsset) string { return string(r.ID) + " " + r.Title })
	case "ownthreat":
		titles = names(a.OwnThreats, func(r assessment.OwnThreat) string { return string(r.ID) + " " + r.Title })
	case "ownmeasure":
		titles = names(a.OwnMeasures, func(r assessment.OwnMeasure) string { return string(r.ID) + " " + r.Title })
	case "evidence":
		titles = names(a.Evidence, func(r assessment.Evidence) string { return r.ID + " " + r.Note })
		place = func(i int) Place { return Place("evidence." + a.Evidence[i].ID) }
	case "signer":
		titles = names(a.Signers, func(r assessment.Signer) string { return strings.TrimSpace(r.ID + " " + r.Name) })
	case "note":
		titles = names(a.Notes, func(r assessment.Note) string { return strings.TrimSpace(r.On + " " + r.Text) })
	case "component":
		if number, _, nested := strings.Cut(rest, "."); nested {
			if i, err := index(a.Components, number); err == nil {
				titles = names(a.Components[i].Vulnerabilities, func(r assessment.Vulnerability) string { return r.ID })
			}
			break
		}
		titles = names(a.Components, func(r assessment.Component) string { return strings.TrimSpace(r.Name + " " + r.Version) })
	case "requirement":
		letter, _, _ := strings.Cut(rest, ".")
		titles = names(a.Requirements[letter].Parts, func(r assessment.PartialClaim) string { return r.Part })
	}
	var out []Member
	for i, t := range titles {
		out = append(out, Member{place(i), t})
	}
	return out
}

func names[T any](list []T, f func(T) string) []string {
	var out []string
	for _, r := range list {
		out = append(out, f(r))
	}
	return out
}

// Add appends an empty record to a collection and returns its place.
func Add(s State, collection string) (assessment.Assessment, Place, error) {
	a := s.Assessment.Clone()
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		a.Remote = append(a.Remote, assessment.RemoteService{})
	case "module":
		a.Modules = append(a.Modules, assessment.Module{})
	case "standard":
		a.Standards = append(a.Standards, assessment.Standard{})
	case "asset":
		a.Assets = append(a.Assets, assessment.OwnAsset{ID: catalogue.AssetID(free("OA", names(a.Assets, func(r assessment.OwnAsset) string { return string(r.ID) })))})
	case "ownthreat":
		a.OwnThreats = append(a.OwnThreats, assessment.OwnThreat{ID: catalogue.ThreatID(free("OT", names(a.OwnThreats, func(r assessment.OwnThreat) string { return string(r.ID) }))), Vector: "net"})
	case "ownmeasure":
		a.OwnMeasures = append(a.OwnMeasures, assessment.OwnMeasure{ID: catalogue.MeasureID(free("OM", names(a.OwnMeasures, func(r assessment.OwnMeasure) string { return string(r.ID) })))})
	case "evidence":
		a.Evidence = append(a.Evidence, assessment.Evidence{ID: free("E", evidenceNamed(a)), Kind: "test"})
	case "signer":
		a.Signers = append(a.Signers, assessment.Signer{ID: free("signer-", names(a.Signers, func(r assessment.Signer) string { return r.ID }))})
	case "note":
		a.Notes = append(a.Notes, assessment.Note{})
	case "component":
		number, sub, nested := strings.Cut(rest, ".")
		if !nested {
			a.Components = append(a.Components, assessment.Component{})
			break
		}
		i, err := index(a.Components, number)
		if err != nil || sub != "vulnerability" {
			return s.Assessment, "", fmt.Errorf(msgNoList, collection)
		}
		a.Components[i].Vulnerabilities = append(a.Components[i].Vulnerabilities, assessment.Vulnerability{Open: true})
	case "requirement":
		letter, sub, _ := strings.Cut(rest, ".")
		if !isLetter(letter) || sub != "part" {
			return s.Assessment, "", fmt.Errorf(msgNoList, collection)
		}
		answer := a.Requirements[letter]
		answer.Parts = append(answer.Parts, assessment.PartialClaim{})
		setRequirement(&a, letter, answer)
	default:
		return s.Assessment, "", fmt.Errorf(msgNoList, collection)
	}
	s.Assessment = a
	members := Members(s, collection)
	return a, members[len(members)-1].Place, nil
}

// evidenceNamed lists every id of evidence in use, in its list or anywhere else: a
// new piece must not stand in for one that is missing.
func evidenceNamed(a assessment.Assessment) []string {
	used := names(a.Evidence, func(r assessment.Evidence) string { return r.ID })
	onEvidence(&a, func(list []string) []string {
		used = append(used, list...)
		return list
	})
	return used
}

// onEvidence visits every list of ids of evidence.
func onEvidence(a *assessment.Assessment, change func([]string) []string) {
	for id, m := range a.Measures {
		m.Evidence = change(m.Evidence)
		a.Measures[id] = m
	}
	for i := range a.Components {
		a.Components[i].Evidence = change(a.Components[i].Evidence)
	}
	for n, p := range a.PartTwo {
		p.Evidence = change(p.Evidence)
		a.PartTwo[n] = p
	}
	for letter, r := range a.Requirements {
		r.Evidence = change(r.Evidence)
		if r.Claim != nil {
			r.Claim.Evidence = change(r.Claim.Evidence)
		}
		setRequirement(a, letter, r)
	}
}

// without takes one member out of a list; an empty list is nil.
func without[T comparable](list []T, drop func(T) bool) []T {
	out := slices.DeleteFunc(slices.Clone(list), drop)
	if len(out) == 0 {
		return nil
	}
	return out
}

// free finds the first unused id of a kind: E1, E2 …
func free(prefix string, used []string) string {
	for n := 1; ; n++ {
		if id := prefix + strconv.Itoa(n); !slices.Contains(used, id) {
			return id
		}
	}
}

// Remove takes a member out of its collection.
func Remove(s State, p Place) (assessment.Assessment, error) {
	dot := strings.LastIndexByte(string(p), '.')
	if dot < 0 {
		return s.Assessment, fmt.Errorf(msgNoMemberList, p)
	}
	collection := string(p[:dot])
	i := slices.IndexFunc(Members(s, collection), func(m Member) bool { return m.Place == p })
	if i < 0 {
		return s.Assessment, fmt.Errorf(msgNoMemberList, p)
	}
	a := s.Assessment.Clone()
	switch kind, rest, _ := strings.Cut(collection, "."); kind {
	case "remote":
		a.Remote = slices.Delete(a.Remote, i, i+1)
	case "module":
		a.Modules = slices.Delete(a.Modules, i, i+1)
	case "standard":
		a.Standards = slices.Delete(a.Standards, i, i+1)
	case "asset":
		forgetAsset(&a, a.Assets[i].ID)
		a.Assets = slices.Delete(a.Assets, i, i+1)
	case "ownthreat":
		forgetThreat(&a, a.OwnThreats[i].ID)
		a.OwnThreats = slices.Delete(a.OwnThreats, i, i+1)
	case "ownmeasure":
		forgetMeasure(&a, a.OwnMeasures[i].ID)
		a.OwnMeasures = slices.Delete(a.OwnMeasures, i, i+1)
	case "evidence":
		id := a.Evidence[i].ID
		onEvidence(&a, func(list []string) []string { return without(list, func(e string) bool { return e == id }) })
		a.Evidence = slices.Delete(a.Evidence, i, i+1)
	case "signer":
		a.Signers = slices.Delete(a.Signers, i, i+1)
	case "note":
		a.Notes = slices.Delete(a.Notes, i, i+1)
	case "component":
		number, _, nested := strings.Cut(rest, ".")
		if !nested {
			a.Components = slices.Delete(a.Components, i, i+1)
			break
		}
		at, _ := index(a.Components, number)
		a.Components[at].Vulnerabilities = slices.Delete(a.Components[at].Vulnerabilities, i, i+1)
	case "requirement":
		letter, _, _ := strings.Cut(rest, ".")
		answer := a.Requirements[letter]
		answer.Parts = slices.Delete(answer.Parts, i, i+1)
		setRequirement(&a, letter, answer)
	}
	return a, nil
}

// forgetAsset takes out what names an own asset: hits of own threats, changed
// impacts. Notes on it stay, without their place.
func forgetAsset(a *assessment.Assessment, id catalogue.AssetID) {
	names := func(h catalogue.Hit) bool { asset, _ := h.Split(); return asset == id }
	for i := range a.OwnThreats {
		a.OwnThreats[i].Hits = without(a.OwnThreats[i].Hits, names)
	}
	a.Impacts = without(a.Impacts, func(o assessment.ImpactOverride) bool { return names(o.On) })
	forgetNotes(a, func(on string) bool { return names(catalogue.Hit(on)) })
}

func forgetThreat(a *assessment.Assessment, id catalogue.ThreatID) {
	for i := range a.OwnMeasures {
		a.OwnMeasures[i].Threats = without(a.OwnMeasures[i].Threats, func(t catalogue.ThreatID) bool { return t == id })
	}
	delete(a.Threats, id)
	delete(a.Risks, id)
	forgetNotes(a, func(on string) bool { return on == string(id) })
}

func forgetMeasure(a *assessment.Assessment, id catalogue.MeasureID) {
	for i := range a.OwnThreats {
		a.OwnThreats[i].Measures = without(a.OwnThreats[i].Measures, func(m catalogue.MeasureID) bool { return m == id })
	}
	delete(a.Measures, id)
	forgetNotes(a, func(on string) bool { return on == string(id) })
}

func forgetNotes(a *assessment.Assessment, about func(string) bool) {
	for i := range a.Notes {
		if about(a.Notes[i].On) {
			a.Notes[i].On = ""
		}
	}
}
