package assessment

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"selfmark/assessment/catalogue"
)

// The steps of the wizard where findings are mended.
const (
	stepProduct      = 1
	stepScope        = 2
	stepClass        = 3
	stepAssets       = 5
	stepThreats      = 6
	stepMeasures     = 7
	stepRequirements = 8
	stepLife         = 9
	stepResidual     = 10
	stepReview       = 11
)

// StandardsMaxAge is after how many days the status of standards needs a look.
const StandardsMaxAge = 90

// finder collects findings; their words are catalogue data.
type finder struct {
	*assessor
	full Assessment // with answers that are not offered any more
	r    *Result
	list []Finding
}

// findings lists everything that blocks, is advice or is open, blocking first
// and in the order of the steps.
func findings(s *assessor, full Assessment, r *Result) []Finding {
	f := &finder{assessor: s, full: full, r: r}
	f.questions()
	f.gone()
	f.dates()
	f.scopeAndClass()
	if Assessed(r.Scope.Regime) {
		f.impacts()
		f.threats()
		f.measureStates()
		f.requirementAnswers()
		f.life()
		f.residualRisks()
	}
	f.signing()
	f.markings()
	f.notes()
	f.program()
	f.sort()
	return f.list
}

// sort puts blocking first, in the order of the steps.
func (f *finder) sort() {
	rank := map[Severity]int{Blocking: 0, Advice: 1, Open: 2}
	sort.SliceStable(f.list, func(i, j int) bool {
		a, b := f.list[i], f.list[j]
		switch {
		case a.Severity != b.Severity:
			return rank[a.Severity] < rank[b.Severity]
		case a.NotReady != b.NotReady:
			return a.NotReady
		default:
			return a.Step < b.Step
		}
	})
}

// add adds a finding; fill is pairs of a place's name and its words.
func (f *finder) add(id string, step int, item string, fill ...string) *Finding {
	t := f.cat.Finding(id)
	if t == nil {
		panic("bug: no text for finding " + id) // the integrity test lists all ids
	}
	f.list = append(f.list, Finding{ID: id, Severity: Severity(t.Severity), Basis: t.Basis, Step: step, Item: item,
		Text: filled(t.Text, fill), Remedy: filled(t.Remedy, fill), Cite: t.Cite})
	return &f.list[len(f.list)-1]
}

// filled puts words in their places: pairs of a name and what stands there. What
// was put in is not looked at again, so a user's "{name}" stays as it is.
func filled(text string, fill []string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		for i := 0; i < len(fill); i += 2 {
			if fill[i] == name {
				b.WriteString(fill[i+1])
			}
		}
		text = after
	}
}

// notReady adds a finding that makes the document "not ready", not only a draft.
func (f *finder) notReady(id string, step int, item string, fill ...string) {
	f.add(id, step, item, fill...).NotReady = true
}

// questionName is how findings name a question.
func questionName(q *catalogue.Question) string {
	if q.Section == "device" {
		return string(q.ID) + " " + q.Short
	}
	return q.Short
}

func (f *finder) questions() {
	for i := range f.cat.Questions {
		q := &f.cat.Questions[i]
		answer, given := f.a.Answers[q.ID]
		name := questionName(q)
		switch {
		case !Applies(q, f.r.Scope.Regime):
			continue
		case !Asked(q, f.facts):
			if f.full.AnsweredOnce(q) {
				f.add("no-longer-asked", q.Step, string(q.ID), "question", name)
			}
			continue
		case !given || !answer.Filled(q.Kind):
			if !q.Optional && !f.full.AnsweredOnce(q) {
				f.add("unanswered", q.Step, string(q.ID), "question", name).Cite = q.Cite
			}
			continue
		case answer.NotSure:
			f.add("not-sure", q.Step, string(q.ID), "question", name)
		case Placeholder(answer.Text) || slices.ContainsFunc(answer.Options, Placeholder) && q.Kind == catalogue.KindList:
			f.add("placeholder", q.Step, string(q.ID), "place", name)
		}
		if f.a.Template != nil && slices.Contains(f.a.Template.Unconfirmed, q.ID) {
			f.add("unconfirmed", q.Step, string(q.ID), "question", name)
		}
		if suspicious(answer.Text) || slices.ContainsFunc(answer.Options, suspicious) {
			f.add("control-characters", q.Step, string(q.ID), "place", name)
		}
	}
}

// Placeholder reports whether a text still holds a place to be filled in, which
// templates and proposals mark with "…".
func Placeholder(s string) bool { return strings.Contains(s, "…") }

// suspicious reports whether a text holds control or direction characters.
func suspicious(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

func (f *finder) scopeAndClass() {
	switch f.r.Scope.Regime {
	case ConfirmScope:
		f.add("scope-confirm", stepScope, "scope.role", "reason", f.r.Scope.Reason.Text).Cite = f.r.Scope.Reason.Cite
	case OutOfScope, OtherRole, Steward, Transition:
		f.add("scope-memo", stepScope, "scope.role", "regime", f.r.Scope.Title, "reason", f.r.Scope.Reason.Text).Cite = f.r.Scope.Reason.Cite
	}
	f.counsel()
	f.beforeMarket()
	f.modification()
	if f.facts.Has("rdps") && len(f.a.Remote) == 0 {
		f.add("remote-missing", stepProduct, "remote")
	}
	for i, s := range f.r.Remote {
		if s.Outcome == "open" || f.a.Remote[i].Needed == NotSure || f.a.Remote[i].Own == NotSure {
			f.add("remote-open", stepProduct, "remote", "service", s.Name)
		}
	}
	if f.facts.Has("certificate:other-law") {
		f.add("old-certificate", stepClass, "classification.old_certificate")
	}
	if f.r.Class.Review {
		f.add("class-review", stepClass, "classification.category", "reason", f.r.Class.Reason.Text).Cite = f.r.Class.Reason.Cite
	}
	f.chip()
	f.modules()
	f.standards()
	for _, route := range f.r.Routes {
		if route.ID == f.r.Route && !route.Open {
			f.add("route-closed", stepClass, "classification.route", "route", route.Title, "reason", route.Reason.Text).Cite = route.Reason.Cite
		}
		if route.ID == f.r.Route && route.Open && !route.Self && f.a.Text("classification.certificate") == "" {
			found := f.add("certificate-missing", stepClass, "classification.certificate", "route", route.Title)
			found.Cite = slices.Concat(route.Reason.Cite, found.Cite)
		}
	}
	if f.r.Route == otherLaw && !f.facts.any("ehr:yes", "ai:high-risk") {
		f.add("route-closed", stepClass, "classification.route", "route", routeOtherLaw, "reason", routeOtherLawOnly)
	}
}

// chip: the category that was chosen is the one to which the ladder leads.
func (f *finder) chip() {
	if !f.facts.Has("chip:yes") {
		return
	}
	category, _ := chipCategory(f.a, f.facts)
	if category == "" || catalogue.CategoryID(f.a.Text("classification.category")) == category {
		return
	}
	title := classNone
	if c := f.cat.Category(category); c != nil {
		title = string(c.ID) + " " + c.Title
	}
	f.add("chip-category", stepClass, "classification.category", "category", title)
}

// modules: each one that is offered separately has a class of its own.
func (f *finder) modules() {
	if f.facts.Has("modules:separate") && len(f.r.Modules) == 0 {
		f.add("modules-missing", stepClass, "module")
	}
	for _, m := range f.r.Modules {
		switch {
		case m.Class.Class == "":
			f.add("module-open", stepClass, "module", "module", m.Name, "reason", m.Class.Reason.Text).Cite = m.Class.Reason.Cite
		case m.Class.Review:
			f.add("class-review", stepClass, "module", "reason", m.Name+": "+m.Class.Reason.Text).Cite = m.Class.Reason.Cite
		}
	}
}

// standards: what is applied in part names its parts (Annex VII (5)), what gives no
// presumption says so (Art. 27(1)), and the declaration names no draft as if it were
// cited (Annex V (6)).
func (f *finder) standards() {
	for i, s := range f.r.Standards {
		switch given := f.a.Standards[i]; {
		case given.Reference == "" || given.Extent == "" || len(given.Covers) == 0:
			f.add("standard-incomplete", stepRequirements, "standard", "standard", given.Reference)
		case !s.Whole && given.Clauses == "":
			f.add("standard-parts", stepRequirements, "standard", "standard", given.Reference)
		}
		if !s.Kind.Presumes() {
			f.add("standard-no-presumption", stepRequirements, "standard", "standard", s.Reference, "reason", s.Reason.Text)
		}
	}
	for _, reference := range f.a.Answers["declaration.standards"].Options {
		if standardKind(f.cat.Standards, reference) == KindPending {
			f.add("declared-not-cited", stepReview, "declaration.standards", "standard", reference, "date", f.cat.Standards.Date)
		}
	}
}

// counsel lists what counsel should confirm: readings that bind nobody,
// and a product that is near an exclusion.
func (f *finder) counsel() {
	for _, r := range f.r.Readings {
		f.add("reading-chosen", f.cat.Question(r.Question).Step, string(r.Question), "title", r.Title, "milder", r.Milder).Cite = r.Cite
	}
	for i, s := range f.r.Remote {
		if slices.Contains(s.Reason.Cite, indirect) {
			f.add("reading-chosen", stepProduct, "remote", "title", f.a.Remote[i].Name, "milder", s.Title).Cite = s.Reason.Cite
		}
	}
	if f.facts.Has("excluded:no") && !f.facts.Has("exclusion:none") {
		t := f.r.Scope.Tests[4]
		f.add("near-exclusion", stepScope, "scope.exclusion", "outcome", t.Outcome).Cite = t.Reason.Cite
	}
}

// modification says what a substantial modification brings, and that a certificate
// may need an addition whatever its outcome (Annex VIII Part II (7), Part IV (3.5)).
func (f *finder) modification() {
	m := f.r.Modification
	if m == nil {
		return
	}
	if m.Substantial == Yes {
		id, also := "modification-substantial", cite("recital 41")
		if m.NewPlacing {
			id, also = "modification-new-placing", cite("recital 41", "Commission guidance C(2026) 5252 point 116")
		}
		f.add(id, stepProduct, "modification.affects_compliance", "reason", m.Reason.Text).Cite = slices.Concat(m.Reason.Cite, also)
	}
	if m.Doubtful {
		f.add("modification-confirm", stepProduct, "modification.affects_compliance", "outcome", m.Title, "reason", m.Reason.Text).Cite = m.Reason.Cite
	}
	if f.facts.Has("mod:body") && f.a.Text("modification.addition") == "" {
		f.add("addition-missing", stepClass, "modification.addition")
	}
	if f.facts.Has("mod:body") && f.a.Text("modification.told") == "" {
		f.add("body-not-told", stepClass, "modification.told")
	}
}

// beforeMarket: what may be shown or tested before it conforms (Art. 4(2)–(4)),
// and the least that a mandate covers (Art. 18(3)).
func (f *finder) beforeMarket() {
	if f.facts.Has("sign:no") {
		f.add("test-sign", stepScope, "scope.test_sign")
	}
	if f.facts.Has("testing:safety") {
		f.add("test-safety", stepScope, "scope.test_safety")
	}
	if _, given := f.a.Answers["scope.mandate"]; !given || !f.facts.any("representative:yes", "role:representative") {
		return
	}
	for _, tag := range []catalogue.Tag{"mandate:keep", "mandate:provide", "mandate:cooperate"} {
		if !f.facts.Has(tag) {
			f.add("mandate-short", stepScope, "scope.mandate")
			return
		}
	}
}

func (f *finder) impacts() {
	for _, asset := range f.r.Assets {
		for _, c := range asset.Concerns {
			if o := c.Override; o != nil && o.Level < c.Computed.Level && o.Reason == "" {
				f.add("impact-no-reason", stepAssets, string(o.On), "asset", asset.Title)
			}
			if asset.Own && c.Reason.Text == "" {
				f.add("impact-no-reason", stepAssets, string(asset.ID), "asset", asset.Title)
			}
		}
	}
}

func (f *finder) threats() {
	for i := range f.r.Threats {
		t := &f.r.Threats[i]
		if (t.Dismissed || t.Changed) && t.Decision.Reason == "" {
			what := "changed"
			if t.Dismissed {
				what = "dismissed"
			}
			f.add("threat-no-reason", stepThreats, string(t.ID), "threat", string(t.ID)+" "+t.Title, "what", what)
		}
	}
}

func (f *finder) measureStates() {
	for _, m := range f.r.Measures {
		id, name := string(m.ID), string(m.ID)+" "+m.Title
		switch {
		case m.Answer.State == "":
			f.add("measure-unanswered", MeasureStep(m.ID), id, "measure", name)
		case m.Answer.State == NotDone && m.Answer.Reason == "":
			f.add("measure-no-reason", MeasureStep(m.ID), id, "measure", name)
		case m.Answer.State == Tested && m.State == Done:
			f.add("tested-without-evidence", MeasureStep(m.ID), id, "measure", name)
		}
		if m.State.InPlace() && m.Answer.How == "" {
			f.add("measure-no-how", MeasureStep(m.ID), id, "measure", name)
		}
		if Placeholder(m.Answer.How) {
			f.add("placeholder", MeasureStep(m.ID), id, "place", name)
		}
		f.evidenceKnown(MeasureStep(m.ID), id, m.Answer.Evidence)
	}
	for _, e := range f.a.Evidence {
		if e.File == "" && e.Link == "" || e.File != "" && e.SHA256 == "" {
			f.add("evidence-incomplete", stepMeasures, e.ID, "evidence", e.ID)
		}
	}
}

// MeasureStep is the step that asks for a measure: M41 and M44 belong to vulnerability
// handling.
func MeasureStep(id catalogue.MeasureID) int {
	if slices.Contains(alwaysAsked, id) {
		return stepLife
	}
	return stepMeasures
}

func (f *finder) evidenceKnown(step int, item string, list []string) {
	for _, id := range list {
		if !slices.ContainsFunc(f.a.Evidence, func(e Evidence) bool { return e.ID == id }) {
			f.add("evidence-unknown", step, item, "evidence", id, "place", item)
		}
	}
}

func (f *finder) requirementAnswers() {
	for i := range f.r.Requirements {
		r := &f.r.Requirements[i]
		f.requirement(r, f.a.Requirements[r.Letter])
	}
}

func (f *finder) requirement(r *RequirementResult, answer RequirementAnswer) {
	req := f.cat.Requirement(r.ID)
	name := req.Name()
	f.evidenceKnown(stepRequirements, r.Letter, answer.Evidence)
	if c := answer.Claim; c != nil {
		f.evidenceKnown(stepRequirements, r.Letter, c.Evidence)
		switch missing := missingInClaim(*c); {
		case !r.ClaimPossible:
			f.add("claim-barred", stepRequirements, r.Letter, "requirement", name, "bars", f.barWords(r.BlockedBy)).Cite = req.Cite
		case len(missing) > 0:
			f.add("claim-incomplete", stepRequirements, r.Letter, "requirement", name, "missing", strings.Join(missing, ", ")).Cite = cite("Art. 13(4)")
		case len(c.RestsOn) > 0:
			f.add("claim-refused", stepRequirements, r.Letter, "requirement", name, "reasons", refusedWords(c.RestsOn)).Cite = refusedCite(c.RestsOn)
		case r.Thin && c.Consent == "":
			f.add("claim-thin", stepRequirements, r.Letter, "requirement", name)
		}
	}
	for _, p := range answer.Parts {
		if p.Part == "" || p.Source == "" || p.Why == "" || p.Treatment == "" {
			f.add("part-incomplete", stepRequirements, r.Letter, "requirement", name)
		}
	}
	if Placeholder(answer.How) {
		f.add("placeholder", stepRequirements, r.Letter, "place", name)
	}
	switch {
	case answer.NotMet:
		f.notReady("requirement-not-met", stepRequirements, r.Letter, "requirement", name)
	case r.Applicable && !r.Met:
		f.add("requirement-not-shown", stepRequirements, r.Letter, "requirement", name, "missing", strings.Join(r.Missing, "; ")).Cite = req.Cite
	}
}

// refused are reasons that never set a requirement aside; the guidance names them.
var refused = []struct {
	id, words string
	cite      catalogue.Citation
}{
	{"cost", msgCostCommercialStrategy, "Commission guidance C(2026) 5252 point 157"},
	{"risk-appetite", msgMakerOwnAppetiteRisk, "Commission guidance C(2026) 5252 point 158"},
	{"instructions-only", msgInstructionsUsersOnlyTreatment, "Commission guidance C(2026) 5252 point 161"},
}

func refusedWords(list []string) string {
	var words []string
	for _, r := range refused {
		if slices.Contains(list, r.id) {
			words = append(words, r.words)
		}
	}
	return strings.Join(words, ", ")
}

func refusedCite(list []string) []catalogue.Citation {
	var cites []catalogue.Citation
	for _, r := range refused {
		if slices.Contains(list, r.id) {
			cites = append(cites, r.cite)
		}
	}
	return cites
}

func (f *finder) life() {
	for _, p := range f.r.PartTwo {
		req := f.cat.Requirement(p.ID)
		name, item := req.Name(), "II."+strconv.Itoa(p.Number)
		switch answer := f.a.PartTwo[p.Number]; {
		case answer.NotMet:
			f.notReady("part-two-not-met", stepLife, item, "requirement", name)
		case !p.Met:
			f.add("part-two-not-shown", stepLife, item, "requirement", name, "missing", strings.Join(p.Missing, "; ")).Cite = req.Cite
		case Placeholder(answer.How):
			f.add("placeholder", stepLife, item, "place", name)
		}
		f.evidenceKnown(stepLife, item, f.a.PartTwo[p.Number].Evidence)
	}
	for _, what := range f.openExploitable() {
		f.notReady("exploitable-open", stepLife, "life.open_exploitable", "what", what)
	}
	f.supportPeriod()
	f.components()
}

// supportPeriod compares the end of support with Art. 13(8).
func (f *finder) supportPeriod() {
	f.longUse()
	s := f.r.Support
	if s.End == "" || s.MinimumMonth == "" {
		return
	}
	switch {
	case s.End < s.MinimumMonth:
		f.add("support-short", stepLife, "life.support_end", "end", s.End, "least", s.MinimumMonth)
	case s.End < s.ExpectedMonth:
		f.add("support-below-use", stepLife, "life.support_end", "end", s.End, "expected", s.ExpectedMonth)
	}
}

// longUse: five years are a floor and no default; recital 60 names kinds of products
// that are in use for longer.
func (f *finder) longUse() {
	years, err := strconv.Atoi(f.a.Text("Q08"))
	if err != nil || years < 1 || years > floorYears {
		return
	}
	if c := f.cat.Category(f.r.Class.Category); c != nil && c.LongUse {
		f.add("support-kind", stepProduct, "Q08", "what", c.Title, "years", strconv.Itoa(years))
		return
	}
	if f.facts.Has("env:industrial") {
		f.add("support-kind", stepProduct, "Q08", "what", msgIndustrialOTSite, "years", strconv.Itoa(years))
	}
}

func (f *finder) components() {
	if f.facts.Has("sw:3p") && len(f.a.Components) == 0 {
		f.add("components-missing", stepLife, "components")
	}
	for i, c := range f.a.Components {
		item := fmt.Sprintf("component %d", i+1)
		if len(c.Diligence) == 0 {
			f.add("component-diligence", stepLife, item, "component", c.Name)
		}
		if c.ReportTo == "" {
			f.add("component-report", stepLife, item, "component", c.Name)
		}
		f.evidenceKnown(stepLife, item, c.Evidence)
	}
}

func (f *finder) residualRisks() {
	for i := range f.r.Threats {
		t := &f.r.Threats[i]
		if !t.Stays() {
			continue
		}
		id, name := string(t.ID), string(t.ID)+" "+t.Title
		d := f.a.Risks[t.ID]
		approver, known := f.a.signer(d.Approver)
		switch {
		case t.Residual >= 4:
			f.notReady("residual-unacceptable", stepResidual, id, "threat", name, "level", t.Residual.String())
		case t.ApprovalVoid:
			f.add("approval-void", stepResidual, id, "threat", name)
		case d.Approved && d.Approver != "" && !known:
			f.add("approver-unknown", stepResidual, id, "threat", name, "approver", d.Approver)
		case d.Approved && d.Approver != "" && !approver.ForManagement():
			f.add("approver-not-management", stepResidual, id, "threat", name, "approver", d.Approver)
		case !t.Approved:
			missing := missingForApproval(d, f.r.Date)
			if !d.Approved {
				missing = append(missing, msgApprovalItself)
			}
			f.add("residual-open", stepResidual, id, "threat", name, "missing", strings.Join(missing, ", "))
		}
		if d.Decision == "hand-over" && (f.facts.Has("user:consumer") || !f.facts.Has("user:business")) {
			f.add("hand-over-consumer", stepResidual, id, "threat", name)
		}
		if d.Decision == "hand-over" && (d.Condition == "" || d.ToldWhom == "" || d.ToldWhere == "") {
			f.add("hand-over-incomplete", stepResidual, id, "threat", name)
		}
	}
}

// isPrincipal accepts what may stand for a person in a list of signers: an e-mail
// address without wildcards (ssh-keygen(1), "ALLOWED SIGNERS").
func isPrincipal(s string) bool {
	name, host, _ := strings.Cut(s, "@")
	return name != "" && len(name) <= 64 && strings.Trim(name, lettersAndDigits+"._+-") == "" &&
		host != "" && len(host) <= 189 && strings.Trim(host, lettersAndDigits+".-") == ""
}

const lettersAndDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

func (f *finder) signing() {
	if len(f.a.Signers) == 0 {
		f.add("signers-missing", stepReview, "signers")
	}
	for i, s := range f.a.Signers {
		if s.Fingerprint != "" && slices.ContainsFunc(f.a.Signers[:i], func(o Signer) bool { return o.Fingerprint == s.Fingerprint }) {
			f.add("signers-same-key", stepReview, "signers", "signer", s.ID)
		}
		f.twoRoles(s, f.a.Signers[:i])
		if s.Role == "" || s.Name == "" || s.Function == "" || s.Organisation == "" || s.Principal == "" || s.Statement == "" || Placeholder(s.Name+s.Principal) || !isPrincipal(s.Principal) {
			f.add("signer-incomplete", stepReview, "signers", "signer", s.ID)
		}
	}
}

// markings are what must be on the product, and what the technical file must name.
func (f *finder) markings() {
	for i := range f.cat.Questions {
		q := &f.cat.Questions[i]
		answer := f.a.Answers[q.ID]
		switch {
		case !Applies(q, f.r.Scope.Regime):
		case q.Section == "marking" && Asked(q, f.facts) && slices.Contains(answer.Options, "no"):
			f.add("marking-missing", stepReview, string(q.ID), "what", q.Short).Cite = q.Cite
		case q.Section == "technical_file" && answer.Text == "":
			f.add("technical-file-missing", stepReview, string(q.ID), "what", q.Short).Cite = q.Cite
		}
	}
}

// twoRoles looks for the same person among the signers before: one person signs in two
// roles only with a note, and in a micro-enterprise.
func (f *finder) twoRoles(s Signer, before []Signer) {
	i := slices.IndexFunc(before, func(o Signer) bool { return SamePerson(o, s) })
	if i < 0 {
		return
	}
	size := f.a.Answers["manufacturer.size"].Options
	switch other := before[i]; {
	case s.Note == "" && other.Note == "":
		f.add("signers-same-person", stepReview, "signers", "signer", s.ID, "other", other.ID)
	case len(size) > 0 && size[0] != "micro":
		f.add("signers-not-micro", stepReview, "signers", "signer", s.ID, "other", other.ID)
	}
}

func (f *finder) notes() {
	for _, n := range f.a.Notes {
		if !n.Open {
			continue
		}
		place, step := n.On, f.stepOf(n.On)
		if place == "" {
			place = msgWhole
		}
		note := n.Text
		if n.Owner != "" {
			note += " (" + strings.TrimSpace(n.Owner+" "+n.Due) + ")"
		}
		f.add("open-point", step, n.On, "place", place, "note", note).Internal = n.Internal
	}
}

// stepOf finds the step of a place that a note names.
func (f *finder) stepOf(on string) int {
	switch {
	case f.cat.Question(catalogue.QuestionID(on)) != nil:
		return f.cat.Question(catalogue.QuestionID(on)).Step
	case strings.HasPrefix(on, "AS") || strings.HasPrefix(on, "OA"):
		return stepAssets
	case strings.HasPrefix(on, "T") || strings.HasPrefix(on, "OT"):
		return stepThreats
	case strings.HasPrefix(on, "M") || strings.HasPrefix(on, "OM"):
		return stepMeasures
	case len(on) == 1:
		return stepRequirements
	case strings.HasPrefix(on, "II."):
		return stepLife
	default:
		return stepReview
	}
}

// program lists the limits of the program itself and of its data.
func (f *finder) program() {
	if age := standardsAge(f.cat.Standards, f.r.Date); age > StandardsMaxAge {
		f.add("standards-old", stepClass, "classification.route", "date", f.cat.Standards.Date, "days", strconv.Itoa(age))
	}
	f.renewal()
	day, err := time.Parse(time.DateOnly, f.a.Text("life.vulnerability_check"))
	if err == nil && f.r.Date.Sub(day) > 90*24*time.Hour {
		f.add("vulnerability-check-old", stepLife, "life.vulnerability_check", "date", day.Format(time.DateOnly))
	}
}
