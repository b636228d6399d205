package export

import (
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Markdown renders the document as CommonMark with GFM tables, readable as
// plain text: UTF-8 in NFC, LF line ends, one final newline. Everything that is
// not ours is escaped so that it shows as itself.
func Markdown(d Document) []byte {
	w := &mdWriter{}
	w.body(&d)
	w.machine(d.Trailer())
	return []byte(w.out.String())
}

// body writes all that people read; it returns the title of the document.
func (w *mdWriter) body(d *Document) string {
	w.collectAnchors(d)
	w.collectMarks(d.Review.Changes)
	title := titleDocument
	if d.Summary.NotOwed == "" {
		w.assessment(d)
	} else {
		title = titleMemo
		w.memo(d)
	}
	w.signatures(headSignatures, &d.Signatures)
	w.heading(2, headMachine)
	w.text(msgMachineIntro)
	return title
}

// machine writes the block that programs read, as the last one.
func (w *mdWriter) machine(t Trailer) { w.lines(strings.TrimSuffix(t.block(), "\n")) }

func (w *mdWriter) assessment(d *Document) {
	w.title(titleDocument, d)
	w.summary(&d.Summary)
	w.product(&d.Product)
	w.scope(&d.Scope)
	w.method(&d.Method)
	w.matrix = d.Method.Matrix
	w.assets(&d.Assets)
	w.threats(&d.Threats)
	w.measures(&d.Measures)
	w.partOne(&d.PartOne)
	w.partTwo(&d.PartTwo)
	w.components(&d.Components)
	w.residual(&d.ResidualRisks)
	w.support(&d.Support)
	w.reporting(&d.Reporting)
	w.users(&d.UserInformation)
	w.completeness(&d.Completeness)
	w.open(&d.OpenPoints)
	w.review(&d.Review)
}

// memo is what is left of the document where the result of the scope questions is
// that no assessment is owed: the tests, the answers, and what is owed instead.
func (w *mdWriter) memo(d *Document) {
	w.title(titleMemo, d)
	w.heading(2, headSummary)
	w.text(esc(d.Summary.NotOwed))
	w.said(labelPurpose, d.Summary.Purpose)
	w.facts([][]cell{{made(labelRegime), plain(d.Summary.Regime)}, {made(labelSigners), plain(joined(d.Summary.Signers))}})
	product := d.Product
	product.Device = nil
	w.product(&product)
	w.scopeTests(&d.Scope)
	w.duties(d.Scope.Duties)
	w.readings(d.Scope.Readings)
	w.answers(subAnswers, d.Scope.Answers)
	w.missing(d.Scope.Missing)
	if d.Scope.Regime == string(assessment.Transition) {
		w.reporting(&d.Reporting)
	}
	w.open(&d.OpenPoints)
	w.review(&d.Review)
}

func (w *mdWriter) duties(duties []Duty) {
	if len(duties) == 0 {
		return
	}
	w.heading(3, subDuties)
	var items []inline
	for _, d := range duties {
		items = append(items, esc(d.Text+" ("+strings.Join(d.Citations, "; ")+")"))
	}
	w.list(items...)
}

// oneLetter accepts the letters of Annex I Part I (2), and the 1 of (1).
func oneLetter(s string) bool { return len(s) == 1 && (s == "1" || s >= "a" && s <= "m") }

// collectAnchors notes every id that gets a heading of its own.
func (w *mdWriter) collectAnchors(d *Document) {
	w.anchors = make(map[string]string)
	note := func(id string) {
		if anchorID(id) {
			w.anchor(id, id)
		}
	}
	for _, a := range d.Assets.Assets {
		note(a.ID)
	}
	for _, t := range d.Threats.Threats {
		note(t.ID)
	}
	for _, m := range d.Measures.Measures {
		note(m.ID)
	}
	for _, e := range d.Measures.Evidence {
		if catalogue.Letters(e.ID) == "E" {
			w.anchor(e.ID, subEvidence)
		}
	}
	for _, r := range d.PartOne.Requirements {
		if oneLetter(r.Letter) {
			w.anchor(requirementName(r.Letter), requirementHeading(r.Letter))
		}
	}
	for _, p := range d.PartTwo.Items {
		w.anchor(partTwoName(p.Number), partTwoHeading(p.Number))
	}
}

// mostReasons is how many reasons for the status the first page has; section 15
// has them all.
const mostReasons = 8

func (w *mdWriter) title(heading string, d *Document) {
	t := &d.Title
	w.heading(1, heading)
	rows := [][]cell{
		{made(labelProduct), plain(t.Product)},
		{made(labelType), plain(t.Type)},
		{made(labelIdentifier), plain(t.Identifier)},
		{made(labelVersions), plain(joined(t.Versions))},
	}
	for _, a := range t.Manufacturer {
		rows = append(rows, []cell{made(esc(a.Question)), plain(joined(a.Answer))})
	}
	w.facts(append(rows, [][]cell{
		{made(labelRole), plain(t.Role)},
		{made(labelDocument), plain(t.DocumentID)},
		{made(labelRevision), plain(number(t.Revision))},
		{made(labelDate), plain(t.Date)},
		{made(labelStatus), made("**" + esc(t.Status) + "**")},
	}...))
	w.text(esc(t.Statement))
	if c := d.Review.Changes; c != nil {
		w.text(esc(msgMarksIntro(c.Since.Name)))
	}
	w.heading(2, subStatus)
	w.text(esc(t.StatusMeaning))
	w.findings(t.StatusReasons[:min(mostReasons, len(t.StatusReasons))], false)
	if more := len(t.StatusReasons) - mostReasons; more > 0 {
		w.text(esc(msgMoreReasons(more)))
	}
	w.heading(2, subAbout)
	w.facts([][]cell{
		{made(labelLanguage), plain(t.Language)},
		{made(labelTool), plain(t.Tool + " " + t.ToolVersion)},
		{made(labelCatalogue), plain(t.CatalogueVersion + ", " + t.CatalogueDate)},
		{made(labelCatalogueSHA), plain(t.CatalogueSHA256)},
		{made(labelStandards), plain(t.StandardsDate)},
		{made(labelDigest), plain(d.Digest)},
	})
}

func (w *mdWriter) summary(s *Summary) {
	w.heading(2, headSummary)
	w.said(labelPurpose, s.Purpose)
	w.facts([][]cell{
		{made(labelRegime), plain(s.Regime)},
		{made(labelClass), plain(s.Class)},
		{made(labelRoute), plain(s.Route)},
		{made(labelHighest), plain(s.HighestRisk)},
		{made(labelSupportEnd), plain(s.SupportEnd)},
		{made(labelKeepUntil), plain(s.KeepUntil)},
		{made(labelSigners), plain(joined(s.Signers))},
	})
	w.table(headRatings, [][]cell{ratingRow(labelInherent, s.Counts.Inherent), ratingRow(labelResidual, s.Counts.Residual)})
	w.escaped(s.Key)
	w.table(headCounts, countRows(s.Counts))
	w.items(subNotShown, s.NotShown)
	w.items(subNotApplicable, s.NotApplicable)
}

// items lists requirements with a word about each.
func (w *mdWriter) items(title string, items []Item) {
	if len(items) == 0 {
		return
	}
	w.heading(3, title)
	var list []inline
	for _, i := range items {
		list = append(list, w.ref(i.ID)+" "+esc(i.Title))
	}
	w.list(list...)
}

func ratingRow(name string, c RiskCounts) []cell {
	return plains(name, number(c.R1), number(c.R2), number(c.R3), number(c.R4), number(c.R5))
}

// answers writes the answers of a section: short ones as a table, running text
// and notes below it.
func (w *mdWriter) answers(title string, answers []Answer) {
	if len(answers) == 0 {
		return
	}
	w.heading(3, title)
	var rows [][]cell
	for _, a := range answers {
		if !a.Prose || len(a.Answer) == 0 {
			rows = append(rows, []cell{plain(a.ID), plain(a.Question), plain(w.marked(answerWithState(&a), a.ID))})
		}
	}
	w.table(headAnswers, rows)
	for _, a := range answers {
		if a.Prose && len(a.Answer) > 0 {
			where := a.ID
			if a.State != stateAnswered {
				where += ", " + a.State
			}
			if change := w.marks[a.ID]; change != "" {
				where += ", " + change
			}
			w.text("**" + esc(a.Question) + "** (" + esc(where) + ")")
			w.quote(strings.Join(a.Answer, "\n"))
		}
		w.notes(a.Notes)
	}
}

// answerWithState is an answer in one line; its state follows where the answer
// alone does not say it.
func answerWithState(a *Answer) string {
	words := joined(a.Answer)
	switch {
	case words == "":
		return "– (" + a.State + ")"
	case a.State == stateAnswered || a.State == stateNotSure:
		return words
	}
	return words + " (" + a.State + ")"
}

func (w *mdWriter) product(p *Product) {
	w.heading(2, headProduct)
	w.answers(subAnswers, p.Answers)
	if len(p.Remote) > 0 {
		w.heading(3, subRemote)
		var rows [][]cell
		for _, r := range p.Remote {
			rows = append(rows, plains(number(len(rows)+1), r.Name, ternaryWord(r.Needed), ternaryWord(r.Own), r.Outcome))
		}
		w.table(headRemote, rows)
		for i, r := range p.Remote {
			w.text(inline(number(i+1)+"\\. ") + w.reason(r.Reason))
			w.quote(r.Purpose)
		}
	}
	if len(p.Remote) == 0 {
		w.text(msgNoRemote)
	}
	w.answers(subDevice, p.Device)
	w.missing(p.Missing)
}

func (w *mdWriter) scope(s *Scope) {
	w.scopeTests(s)
	w.duties(s.Duties)
	w.class(&s.Class)
	w.modules(s.Modules)
	w.routes(s.Routes)
	w.readings(s.Readings)
	w.applied(s.Applied)
	w.standards(&s.Standards)
	w.answers(subAnswers, s.Answers)
	w.missing(s.Missing)
}

// scopeTests shows the result of the scope questions, test by test.
func (w *mdWriter) scopeTests(s *Scope) {
	w.heading(2, headScope)
	w.facts([][]cell{{made(labelRole), plain(s.Role)}, {made(labelRegime), plain(s.Title)}})
	w.list(label(labelBecause, w.reason(s.Reason)))
	if len(s.Tests) > 0 {
		w.heading(3, subTests)
		w.text(msgTestsIntro)
		var reasons []inline
		for _, t := range s.Tests {
			if !strings.Contains(t.Reason.Text, t.Outcome) {
				t.Reason.Text = strings.TrimSuffix(t.Outcome+"; "+t.Reason.Text, "; ")
			}
			reasons = append(reasons, label(t.Title, esc(testWord(t)+"; ")+" "+w.reason(t.Reason)))
		}
		w.list(reasons...)
	}
}

// modules lists what is also offered separately.
func (w *mdWriter) modules(modules []Module) {
	if len(modules) == 0 {
		return
	}
	w.heading(3, subModules)
	for _, m := range modules {
		w.list(label(strings.TrimSpace(labelModule+m.Name), esc(strings.TrimSuffix(m.Title+"; "+m.Core, "; "))), label(labelOpenRoutes, esc(strings.Join(m.Routes, ", "))),
			label(labelBecause, w.reason(m.Reason)), label(labelOwnReason, esc(m.Why)))
	}
}

func testWord(t Test) string {
	if !t.Known {
		return msgOpen
	}
	if t.Passed {
		return wordFor
	}
	return wordAgainst
}

func yesOrNo(b bool) string {
	if b {
		return wordYes
	}
	return wordNo
}

func (w *mdWriter) class(c *Class) {
	w.heading(3, subClass)
	review := inline("")
	if c.Review {
		review = label(labelReview, wordYes)
	}
	w.list(label(labelClass, esc(c.Title)), label(labelCategory, esc(strings.TrimSpace(c.Category.ID+" "+c.Category.Title))),
		label(labelDefinition, esc(c.Definition)), label(labelSources, esc(strings.Join(c.Sources, "; "))), review,
		label(labelBecause, w.reason(c.Reason)))
}

func (w *mdWriter) routes(routes []Route) {
	if len(routes) == 0 {
		return
	}
	w.heading(3, subRoutes)
	var rows [][]cell
	var reasons []inline
	for _, r := range routes {
		rows = append(rows, plains(r.ID, r.Title, yesOrNo(r.Open), yesOrNo(r.Self), yesOrNo(r.Chosen)))
		why := w.reason(r.Reason)
		if r.Condition != "" {
			why += " " + inline(labelCondition+": ") + esc(r.Condition)
		}
		reasons = append(reasons, "**"+esc(r.ID)+":** "+why)
	}
	w.table(headRoutes, rows)
	w.list(reasons...)
	for _, r := range routes {
		w.routeSteps(r)
	}
}

// routeSteps lists what the chosen route asks, in its order.
func (w *mdWriter) routeSteps(r Route) {
	if len(r.Steps) == 0 {
		return
	}
	w.heading(3, subSteps)
	var steps []inline
	for i, s := range r.Steps {
		steps = append(steps, label(strconv.Itoa(i+1), esc(s.Text)+" ("+esc(strings.Join(s.Citations, "; "))+")"))
	}
	w.list(steps...)
}

func (w *mdWriter) readings(readings []Reading) {
	if len(readings) == 0 {
		return
	}
	w.heading(3, subReadings)
	for _, r := range readings {
		w.list(label(labelChoice, esc(r.Choice)), label(labelText, esc(r.Text)))
		w.said(labelReason, r.Where+"\n"+r.Reason)
	}
}

// applied lists what the maker applied, and what each counts for.
func (w *mdWriter) applied(list []AppliedStandard) {
	if len(list) == 0 {
		return
	}
	w.heading(3, subApplied)
	for _, s := range list {
		w.list(label(labelReference, esc(s.Reference)), label(labelCountsAs, esc(s.Title)), label(labelExtent, esc(extentWord(s.Extent))),
			label(labelCovers, esc(strings.Join(s.Covers, ", "))), label(labelPresumption, esc(presumptionWord(s.Presumption))), label(labelBecause, w.reason(s.Reason)))
		w.said(labelClauses, s.Clauses)
	}
}

func (w *mdWriter) standards(s *Standards) {
	w.heading(3, subStandards)
	none := func(list []string) inline {
		if len(list) == 0 {
			return msgNone
		}
		return esc(strings.Join(list, ", "))
	}
	w.list(label(labelDate, esc(s.Date)), label(labelRead, esc(s.Source)), label(labelCited, none(s.Cited)),
		label(labelSpecifications, none(s.Specifications)), label(labelSchemes, none(s.Schemes)), label(labelMandatory, none(s.Mandatory)),
		label(labelNotifiedBodies, inline(number(s.NotifiedBodies))))
	var pending []inline
	for _, p := range s.Pipeline {
		line := strings.Join(slices.DeleteFunc([]string{servesWords(p.Serves), p.Status}, func(s string) bool { return s == "" }), "; ")
		pending = append(pending, label(p.ID, esc(line+"; "+labelExpectedCitation+": "+p.Expected)))
	}
	if len(pending) > 0 {
		w.text(msgPipelineIntro)
		w.list(pending...)
	}
}

func (w *mdWriter) method(m *Method) {
	w.heading(2, headMethod)
	for _, p := range m.Intro {
		w.text(esc(p))
	}
	for _, s := range m.Scales {
		w.heading(3, s.Title)
		w.levels(s.Levels)
	}
	w.rules(subFeasibility, m.Feasibility)
	w.rules(subWindow, m.Window)
	w.rules(subTerms, m.ImpactTerms)
	w.rules(subThreatImpact, m.ThreatImpact)
	w.heading(3, subMatrix)
	var rows [][]cell
	for _, r := range m.Matrix {
		rows = append(rows, plains(r.Impact, r.VeryLow, r.Low, r.Medium, r.High))
	}
	w.table(headHeat, rows)
	w.rules(subEffects, m.Effects)
	w.heading(3, subAcceptance)
	var acceptance []inline
	for _, l := range m.Acceptance {
		acceptance = append(acceptance, label(l.Title, esc(l.Text)))
	}
	w.list(acceptance...)
	w.rules(subAside, m.SettingAside)
	w.rules(subMet, m.Met)
	w.rules(subStatusRules, m.Status)
	w.heading(3, subSources)
	w.escaped(m.Sources)
	w.heading(3, subLimits)
	w.escaped(m.Limits)
}

func (w *mdWriter) levels(levels []Level) {
	var rows [][]cell
	for _, l := range levels {
		rows = append(rows, plains(l.Title, l.Text))
	}
	w.table(headLevels, rows)
}

func (w *mdWriter) rules(title string, rules []MethodRule) {
	if len(rules) == 0 {
		return
	}
	w.heading(3, title)
	var list []inline
	for _, r := range rules {
		list = append(list, label(r.When, esc(r.Then)))
	}
	w.list(list...)
}
