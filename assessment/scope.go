package assessment

import (
	"fmt"
	"slices"
	"time"

	"selfmark/assessment/catalogue"
)

// scope applies the tests of Art. 2 and 3 and the dates of Art. 69 to the
// answers of step 2, on the day of evaluation.
func scope(cat *catalogue.Catalogue, a Assessment, facts TagSet, date time.Time) ScopeResult {
	s := scoper{cat: cat, a: a, facts: facts, date: date}
	r := ScopeResult{Tests: []TestResult{s.role(), s.product(), s.market(), s.connection(), s.exclusion(), s.freeSoftware(), s.placed()}}
	r.Regime, r.Reason = s.regime(r.Tests)
	r.Title = regimeTitle(r.Regime)
	return r
}

func regimeTitle(r Regime) string {
	switch r {
	case InScope:
		return msgScope
	case Transition:
		return msgScopeTransitionReportingOnly
	case OutOfScope:
		return msgOutScope
	case Steward:
		return msgOpenSourceStewardArt
	case OtherRole:
		return msgAnotherRoleAssessmentManufacturer
	case ConfirmScope:
		return msgConfirmedCounsel
	default:
		return "open"
	}
}

// Assessed reports whether risks, measures and requirements are assessed under a
// regime. A product in transition owes reporting only (Art. 69(2), (3)), a steward
// Art. 24 only, and who has another role or a product out of scope none of it;
// while the scope is open or doubtful everything is asked.
func Assessed(r Regime) bool {
	return r == InScope || r == ConfirmScope || r == ScopeOpen
}

// Applies reports whether a question matters under a regime: product and scope
// always, reporting also in transition.
func Applies(q *catalogue.Question, r Regime) bool {
	return Assessed(r) || q.Step <= stepScope || r == Transition && q.Section == "reporting"
}

type scoper struct {
	cat   *catalogue.Catalogue
	a     Assessment
	facts TagSet
	date  time.Time
}

// test describes one test by the question it rests on.
func (s scoper) test(title string, passed bool, cite catalogue.Citation, ids ...catalogue.QuestionID) TestResult {
	t := TestResult{Title: title, Passed: passed, Outcome: "open", Reason: Reason{Rule: string(cite), Text: msgNotAnsweredYet, Answers: s.asked(ids), Cite: []catalogue.Citation{cite}}}
	answer, given := s.a.Answers[ids[0]]
	q := s.cat.Question(ids[0])
	switch {
	case q == nil:
		return t
	case !Asked(q, s.facts):
		t.Outcome, t.Reason.Text = msgNotAsked, msgAnotherTestDecidedBefore
		return t
	case !given:
		return t
	}
	t.Known = !answer.NotSure
	t.Outcome = AnswerWords(q, answer)
	t.Reason.Text = fmt.Sprintf(msgAnswered, t.Outcome)
	return t
}

// asked leaves out the follow-up questions that are not asked.
func (s scoper) asked(list []catalogue.QuestionID) []catalogue.QuestionID {
	out := list[:1:1]
	for _, id := range list[1:] {
		if Asked(s.cat.Question(id), s.facts) {
			out = append(out, id)
		}
	}
	return out
}

func (s scoper) role() TestResult {
	return s.test(msgRole, s.facts.any("role:manufacturer", "role:modifier"), "Art. 3(13)", "scope.role")
}

func (s scoper) product() TestResult {
	return s.test(msgProductDigitalElements, s.facts.Has("kind:product"), "Art. 3(1)", "scope.product_kind")
}

func (s scoper) market() TestResult {
	return s.test(msgMadeAvailableMarket, s.facts.Has("market:yes"), "Art. 3(22)", "scope.made_available")
}

func (s scoper) connection() TestResult {
	return s.test(msgDataConnection, s.facts.Has("connection:yes"), "Art. 2(1)", "scope.data_connection")
}

// exclusions says where each exclusion stands and which questions ask
// for its exact boundary, in their order.
var exclusions = []struct {
	fact     catalogue.Tag
	cite     []catalogue.Citation
	boundary []catalogue.QuestionID
}{
	{"exclusion:medical", cite("Art. 2(2)(a)"), nil},
	{"exclusion:in-vitro", cite("Art. 2(2)(b)"), nil},
	{"exclusion:vehicle", cite("Art. 2(2)(c)"), ids("scope.vehicle_exclusive", "scope.vehicle_open")},
	{"exclusion:l-vehicle", cite("Art. 2(5)", "Delegated Regulation (EU) 2025/1535"), ids("scope.l1e_pedal")},
	{"exclusion:aviation", cite("Art. 2(3)"), ids("scope.aviation_certified")},
	{"exclusion:marine", cite("Art. 2(4)"), ids("scope.marine_listed")},
	{"exclusion:spare-part", cite("Art. 2(6)"), ids("scope.spare_part_same", "scope.spare_part_host")},
	{"exclusion:defence", cite("Art. 2(7)"), ids("scope.defence_exclusive")},
}

// exclusion is passed when none is near, or when the product is on the near side
// of the boundary of the one that is.
func (s scoper) exclusion() TestResult {
	t := s.test(msgExcludedSectorLaw, s.facts.Has("exclusion:none"), "Art. 2", "scope.exclusion")
	for _, e := range exclusions {
		if !s.facts.Has(e.fact) {
			continue
		}
		t.Reason.Rule, t.Reason.Cite = string(e.cite[0]), e.cite
		for _, id := range e.boundary {
			if answer, given := s.a.Answers[id]; given && Asked(s.cat.Question(id), s.facts) {
				t.Reason.Answers = append(t.Reason.Answers, id)
				t.Outcome += "; " + s.cat.Question(id).Short + ": " + AnswerWords(s.cat.Question(id), answer)
			}
		}
		t.Passed = s.facts.Has("excluded:no")
		t.Known = s.facts.any("excluded:no", "excluded:yes")
		t.Reason.Text = fmt.Sprintf(msgAnswered, t.Outcome)
	}
	return t
}

func (s scoper) freeSoftware() TestResult {
	passed := s.facts.any("foss:no", "foss:monetised", "foss:sign")
	return s.test(msgOutsideCommerce, passed, "recital 18", "scope.foss", "scope.foss_signs", "scope.steward_test")
}

func (s scoper) placed() TestResult {
	passed := s.facts.any("placed:from", "modified:yes")
	return s.test(msgPlacedMarketFrom11, passed, "Art. 69(2)", "scope.placed", "scope.modified")
}

// regime draws the conclusion: a test that fails for certain decides; otherwise
// an unanswered one leaves it open, and a doubtful one goes to counsel.
func (s scoper) regime(tests []TestResult) (Regime, Reason) {
	switch {
	case s.facts.Has("role:steward"):
		return Steward, Reason{Rule: "Art. 24", Text: msgRoleOpenSourceSoftware, Answers: ids("scope.role"), Cite: cite("Art. 3(14)", "Art. 24")}
	case s.facts.Has("role:other"):
		return OtherRole, s.otherRole()
	}
	if s.facts.Has("role:trade") && !s.facts.Has("role:manufacturer") {
		return s.followUp("scope.trade_change", msgOwnNameSubstantialModification, "Art. 21")
	}
	for _, t := range tests[1:5] {
		if t.Known && !t.Passed && s.facts.Has("reading:spare-part") {
			return s.byReading("spare-part")
		}
		if t.Known && !t.Passed {
			return OutOfScope, Reason{Rule: t.Reason.Rule, Text: t.Title + ": " + t.Outcome, Answers: t.Reason.Answers, Cite: t.Reason.Cite}
		}
	}
	if r, reason := s.freeSoftwareRegime(); r != InScope {
		return r, reason
	}
	if i := slices.IndexFunc(tests, func(t TestResult) bool { return !t.Known }); i >= 0 {
		return s.unknown(tests[i])
	}
	if s.facts.Has("role:modifier") && !s.facts.any("modifier:whole", "modifier:part") {
		return s.followUp("scope.modified_extent", msgExtentModification, "Art. 22(2)")
	}
	if !tests[6].Passed {
		return s.before()
	}
	if s.facts.Has("reading:copies") {
		return s.byReading("copies")
	}
	return InScope, s.inScope()
}

func (s scoper) inScope() Reason {
	r := Reason{Rule: "Art. 2(1)", Text: msgAllTestsMetNo, Answers: ids("scope.role", "scope.product_kind", "scope.made_available", "scope.data_connection", "scope.exclusion", "scope.placed"), Cite: cite("Art. 2(1)")}
	switch {
	case s.facts.Has("role:trade"), s.facts.Has("role:manufacturer") && slices.Contains(s.a.Answers["scope.role"].Options, "own-name"):
		r.Text += msgYourOwnNameMark
		r.Cite = append(r.Cite, "Art. 21")
	case s.facts.Has("modifier:whole"):
		r.Text += msgYourModificationAffectsSecurity
		r.Cite = append(r.Cite, "Art. 22(2)")
	case s.facts.Has("modifier:part"):
		r.Text += msgManufacturerOfPart
		r.Cite = append(r.Cite, "Art. 22(2)")
	}
	switch {
	case s.facts.Has("placed:both"):
		r.Text += msgOlderUnitsReporting
		r.Cite = append(r.Cite, "Art. 69(2)", "Art. 69(3)")
	case s.facts.Has("modified:yes"):
		r.Text += msgModifiedUnitsWholeAct
		r.Cite = append(r.Cite, "Art. 69(2)")
		r.Answers = append(r.Answers, "scope.modified")
	}
	return r
}

// otherRole explains the role by its page in the catalogue.
func (s scoper) otherRole() Reason {
	r := Reason{Rule: "Art. 19, 20", Text: msgDutiesManufacturerFallAnother, Answers: ids("scope.role"), Cite: cite("Art. 19", "Art. 20")}
	if role := s.cat.Role(roleID(s.a)); role != nil {
		r.Rule, r.Text, r.Cite = string(role.Cite[len(role.Cite)-1]), role.Title+". "+role.Summary, role.Cite
	}
	if _, given := s.a.Answers["scope.trade_change"]; given {
		r.Answers = append(r.Answers, "scope.trade_change")
	}
	return r
}

// roleID returns the role that was chosen, "" if none: an id of catalogue.Role.
func roleID(a Assessment) string {
	if options := a.Answers["scope.role"].Options; len(options) > 0 {
		return options[0]
	}
	return ""
}

// DutyRole is the role whose duties stand instead of an assessment (catalogue.Role),
// "" where there is none; a steward may also be found by the test of Art. 3(14).
func DutyRole(a Assessment, r Regime) string {
	switch r {
	case Steward:
		return "steward"
	case OtherRole:
		return roleID(a)
	}
	return ""
}

// byReading: a reading that binds nobody never leads out by itself; counsel
// confirms, and everything is asked until then.
func (s scoper) byReading(id string) (Regime, Reason) {
	reading := s.cat.Reading(id)
	return ConfirmScope, Reason{Rule: string(reading.Cite[0]), Text: fmt.Sprintf(msgReadingCommissionBindsNobody, reading.Milder), Answers: ids(reading.Question, reading.Reason), Cite: reading.Cite}
}

// freeSoftwareRegime: unmonetised free software is not made available on the
// market (recital 18), but a legal person that supports it may be a steward.
func (s scoper) freeSoftwareRegime() (Regime, Reason) {
	switch {
	case s.facts.any("foss:monetised", "foss:sign"):
		return InScope, Reason{}
	case s.facts.Has("foss:unclear"):
		return ConfirmScope, Reason{Rule: "recital 15", Text: msgDonationsAboveCostPaid, Answers: ids("scope.foss"), Cite: cite("recital 15", "recital 18")}
	case !s.facts.Has("foss:unmonetised"):
		return InScope, Reason{}
	case !s.sure("scope.foss_signs"):
		return s.followUp("scope.foss_signs", msgSignsMonetisation, "recital 15")
	case s.facts.Has("steward:yes"):
		return Steward, Reason{Rule: "Art. 3(14)", Text: msgLegalPersonSupportsFree, Answers: ids("scope.foss", "scope.steward_test"), Cite: cite("Art. 3(14)", "Art. 24")}
	case s.facts.Has("steward:no"):
		return OutOfScope, Reason{Rule: "recital 18", Text: msgNotMonetised, Answers: ids("scope.foss", "scope.steward_test"), Cite: cite("Art. 3(22)", "recital 18")}
	default:
		return s.followUp("scope.steward_test", msgStewardTest, "Art. 3(14)")
	}
}

// sure reports whether a question has an answer other than "not sure".
func (s scoper) sure(id catalogue.QuestionID) bool {
	answer, given := s.a.Answers[id]
	return given && !answer.NotSure
}

// followUp is the regime while the follow-up question of a decided test is not
// answered, or was answered "not sure".
func (s scoper) followUp(id catalogue.QuestionID, title string, provision catalogue.Citation) (Regime, Reason) {
	return s.unknown(TestResult{Title: title, Reason: Reason{Rule: string(provision), Answers: ids(id), Cite: cite(provision)}})
}

// unknown tells a question nobody answered from one that was answered "not sure".
func (s scoper) unknown(t TestResult) (Regime, Reason) {
	for _, id := range t.Reason.Answers {
		if s.a.Answers[id].NotSure {
			return ConfirmScope, Reason{Rule: t.Reason.Rule, Text: fmt.Sprintf(msgNotSure, t.Title), Answers: ids(id), Cite: t.Reason.Cite}
		}
	}
	return ScopeOpen, Reason{Rule: t.Reason.Rule, Text: fmt.Sprintf(msgQuestionNotAnswered, t.Title), Answers: t.Reason.Answers, Cite: t.Reason.Cite}
}

// before: units placed before 11 December 2027 and not substantially modified
// since stay in scope with reporting only (Art. 69(2) and (3)); dates that say
// otherwise leave it open.
func (s scoper) before() (Regime, Reason) {
	if id, at, found := contradictingDate(s.a, s.facts, s.date); found {
		return ScopeOpen, Reason{Rule: "Art. 69(2)", Text: fmt.Sprintf(msgContradictsAllUnitsPlaced, s.cat.Question(id).Short, at), Answers: ids("scope.placed", id), Cite: cite("Art. 69(2)", "Art. 71(2)")}
	}
	if s.facts.Has("modified:no") {
		return Transition, Reason{Rule: "Art. 69(2)–(3)", Text: msgAllUnitsWerePlaced, Answers: ids("scope.placed", "scope.modified"), Cite: cite("Art. 69(2)", "Art. 69(3)")}
	}
	if s.a.Answers["scope.modified"].NotSure {
		return ConfirmScope, Reason{Rule: "Art. 69(2)", Text: msgSubstantialModificationNotSure, Answers: ids("scope.modified"), Cite: cite("Art. 69(2)", "Art. 3(30)")}
	}
	return ScopeOpen, Reason{Rule: "Art. 69(2)", Text: msgWhetherProductSubstantiallyModified, Answers: ids("scope.modified"), Cite: cite("Art. 69(2)")}
}

func ids(list ...catalogue.QuestionID) []catalogue.QuestionID { return list }

func cite(list ...catalogue.Citation) []catalogue.Citation { return list }

// indirect is the guidance that sees deeper back ends as external dependencies.
const indirect catalogue.Citation = "Commission guidance C(2026) 5252 point 205"

// readings lists the milder readings that were chosen, with the reasons given.
func readings(cat *catalogue.Catalogue, a Assessment, facts TagSet) []ReadingResult {
	var out []ReadingResult
	for i := range cat.Readings {
		if r := &cat.Readings[i]; facts.Has(r.Tag) {
			out = append(out, ReadingResult{ID: r.ID, Title: r.Title, Text: r.Text, Milder: r.Milder, Question: r.Question, Reason: a.Text(r.Reason), Cite: r.Cite})
		}
	}
	return out
}

// remote applies the two questions of Art. 3(2) to each service.
func remote(a Assessment) []RemoteResult {
	var out []RemoteResult
	for _, s := range a.Remote {
		r := RemoteResult{Name: s.Name, Reason: Reason{Rule: "Art. 3(2)", Cite: cite("Art. 3(2)", "recital 11")}}
		switch {
		case s.Needed == No:
			r.Outcome, r.Title = "outside", msgOutsideProductLookedPart
			r.Reason.Text = msgAbsenceStopsNoFunction
		case s.Needed == "" || s.Own == "":
			r.Outcome, r.Title = "open", msgOpenBothQuestionsNeed
			r.Reason.Text = msgNotAnsweredYet
		case s.Own == No:
			r.Outcome, r.Title = "component", msgTreatedLikeThirdParty
			r.Reason.Text = msgFunctionNeedsOthersDeveloped
			r.Reason.Cite = append(r.Reason.Cite, "Art. 13(5)")
		case s.Reason != "" && s.Needed == Yes && s.Own == Yes:
			r.Outcome, r.Title = "component", msgReadingCommissionOnlyUsed
			r.Reason.Text = fmt.Sprintf(msgActCountsPartProduct, s.Reason)
			r.Reason.Cite = append(r.Reason.Cite, indirect, "Art. 13(5)")
		default:
			r.Outcome, r.Title = "part", msgRemoteDataProcessingPart
			r.Reason.Text = msgFunctionNeedsDevelopedMaker
		}
		out = append(out, r)
	}
	return out
}
