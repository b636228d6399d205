package export

import (
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func (w *mdWriter) assets(a *Assets) {
	w.heading(2, headAssets)
	for i := range a.Assets {
		w.asset(&a.Assets[i])
	}
	w.missing(a.Missing)
}

// ownOrOurs writes the title of an item: ours as a paragraph, the user's quoted.
func (w *mdWriter) ownOrOurs(own bool, title string) {
	if own {
		w.quote(title)
		return
	}
	w.text(esc(title))
}

func (w *mdWriter) asset(a *Asset) {
	w.heading(3, a.ID)
	w.mark(a.ID)
	w.ownOrOurs(a.Own, a.Title)
	w.concerns(a.Concerns)
	reasons := []inline{label(labelBecause, w.reason(a.Reason))}
	if !a.Own {
		reasons = append(reasons, w.concernReasons(a.Concerns)...)
	}
	w.list(reasons...)
	for _, c := range a.Concerns {
		if a.Own { // the reason is the user's own
			w.said(c.Title, c.Reason.Text)
		}
		w.changes(c.Changes)
	}
	w.notes(a.Notes)
}

// concerns writes the impacts of an asset; the computed ones only where some
// were changed.
func (w *mdWriter) concerns(concerns []Concern) {
	var rows [][]cell
	header := headConcerns
	if slices.ContainsFunc(concerns, func(c Concern) bool { return len(c.Changes) > 0 }) {
		header = headChanged
	}
	for _, c := range concerns {
		computed := wordComputed
		if len(c.Changes) > 0 {
			computed = c.Computed.Level
		}
		rows = append(rows, plains(c.Title, c.Impact.Level, c.Impact.Title, computed)[:len(header)])
	}
	w.table(header, rows)
}

// concernReasons writes the reasons of an asset's impacts, each once.
func (w *mdWriter) concernReasons(concerns []Concern) []inline {
	var names, reasons []string
	for _, c := range concerns {
		reason := string(w.reason(c.Reason))
		if i := slices.Index(reasons, reason); i >= 0 {
			names[i] += ", " + c.Title
			continue
		}
		names, reasons = append(names, c.Title), append(reasons, reason)
	}
	list := make([]inline, 0, len(names))
	for i, name := range names {
		list = append(list, label(name, inline(reasons[i])))
	}
	return list
}

// changes writes what a user changed, and once below each different reason.
func (w *mdWriter) changes(changes []Change) {
	var rows [][]cell
	for _, c := range changes {
		rows = append(rows, plains(c.What, c.Computed, c.Value, c.By, c.Date))
	}
	w.table(headChanges, rows)
	said := ""
	for _, c := range changes {
		if c.Reason != said {
			w.said(labelReason, c.Reason)
		}
		said = c.Reason
	}
}

func (w *mdWriter) heat(title string, rows []HeatRow) {
	w.heading(3, title)
	if w.html != nil {
		w.html.heatMap(title, rows, w.matrix)
	}
	var cells [][]cell
	for _, r := range rows {
		cells = append(cells, plains(r.Impact, number(r.VeryLow), number(r.Low), number(r.Medium), number(r.High)))
	}
	w.table(headHeat, cells)
}

func (w *mdWriter) threats(t *Threats) {
	w.heading(2, headThreats)
	w.heat(subInherentMap, t.InherentMap)
	w.heat(subResidualMap, t.ResidualMap)
	if len(t.Threats) > 0 {
		w.heading(3, subOverview)
		w.text(msgOverviewIntro)
		list := make([]inline, 0, len(t.Threats))
		for _, threat := range t.Threats {
			residual := threat.Residual.Rating
			if threat.Dismissed {
				residual = msgDismissed
			}
			list = append(list, w.ref(threat.ID)+" "+esc(threat.Inherent.Rating+" → "+residual+": "+w.marked(threat.Title, threat.ID)))
		}
		w.list(list...)
	}
	for i := range t.Threats {
		w.threat(&t.Threats[i])
	}
	w.missing(t.Missing)
}

func (w *mdWriter) threat(t *Threat) {
	w.heading(3, t.ID)
	w.mark(t.ID)
	w.ownOrOurs(t.Own, t.Title)
	if !t.Own {
		w.text(esc(t.Description))
	} else {
		w.said(labelHappens, t.Description)
	}
	residual := rating(t.Residual)
	if t.Dismissed {
		residual = msgNotCounted + residual
	}
	w.list(
		label(labelSTRIDE, stride(t)),
		label(labelBecause, w.reason(t.Because)),
		label(labelVector, esc(t.Vector+"; "+scaleWord(t.Scales))),
		label(labelFeasibility, factorsLine(t)),
		label(labelWindow, w.reason(t.Factors[len(t.Factors)-1].Reason)),
		label(labelHits, hitsLine(t.Hits)),
		label(labelImpact, w.impact(t)),
		label(labelInherent, rating(t.Inherent)),
		label(labelMeasures, orNone(w.helps(t.Measures))),
		label(labelResidual, residual),
		label(labelServes, w.refs(t.Requirements)),
	)
	w.changes(t.Changes)
	w.notes(t.Notes)
}

// impact is the reason for the impact, and before it the value that a user put
// in its place.
func (w *mdWriter) impact(t *Threat) inline {
	for _, c := range t.Changes {
		if c.What == msgImpact {
			return esc(harmWords(t.Impact)+", "+wordChanged) + "; " + wordComputed + ": " + esc(harmWords(t.ComputedImpact)) + "; " + w.reason(t.ImpactReason)
		}
	}
	return esc(harmWords(t.Impact)) + ": " + w.reason(t.ImpactReason)
}

func harmWords(h Harm) string { return h.Level + " (" + h.Title + ")" }

// hitsLine lists what a threat hits, with the impact that counts for it.
func hitsLine(hits []Hit) inline {
	parts := make([]string, 0, len(hits))
	for _, h := range hits {
		parts = append(parts, h.ID+" "+h.Title+": "+harmWords(h.Impact))
	}
	return orNone(esc(strings.Join(parts, "; ")))
}

// rating is a rating with what it was made of; the lines above it say the answers.
func rating(r Risk) inline { return esc(r.Reason.Text) }

func stride(t *Threat) inline {
	if t.Own {
		return msgNotAskedOfOwn
	}
	words := make([]string, 0, len(t.STRIDE))
	for _, l := range t.STRIDE {
		words = append(words, strideWord(l))
	}
	return esc(strings.Join(words, ", "))
}

func orNone(piece inline) inline {
	if piece == "" {
		return msgNone
	}
	return piece
}

// factorsLine writes the five factors and their sum.
func factorsLine(t *Threat) inline {
	parts := make([]string, 0, len(t.Factors))
	for _, f := range t.Factors {
		parts = append(parts, strings.ToLower(f.Title)+" "+number(f.Value))
	}
	return esc(t.Feasibility + ": " + strings.Join(parts, " + ") + " = " + number(t.Potential))
}

// helps lists measures with effect and state.
func (w *mdWriter) helps(helps []Help) inline {
	parts := make([]string, 0, len(helps))
	for _, h := range helps {
		words := []string{}
		if h.Effect != "" {
			words = append(words, h.Effect)
		}
		if h.LowersImpact {
			words = append(words, wordLowersImpact)
		}
		words = append(words, h.State)
		name := string(w.ref(h.ID))
		if catalogue.Letters(h.ID) == "M" { // own ones are named by their users
			name += " " + string(esc(h.Title))
		}
		parts = append(parts, name+" ("+string(esc(strings.Join(words, ", ")))+")")
	}
	return inline(strings.Join(parts, "; "))
}

func (w *mdWriter) measures(m *Measures) {
	w.heading(2, headMeasures)
	if len(m.Measures) > 0 {
		w.heading(3, subOverview)
		var rows [][]cell
		for _, m := range m.Measures {
			rows = append(rows, []cell{made(w.ref(m.ID)), plain(m.Title), plain(stateWord(assessment.State(m.Counts)))})
		}
		w.table(headMeasureList, rows)
	}
	for i := range m.Measures {
		w.measure(&m.Measures[i])
	}
	w.heading(3, subEvidence)
	w.evidence(m.Evidence)
	w.missing(m.Missing)
}

func (w *mdWriter) measure(m *Measure) {
	w.heading(3, m.ID)
	w.mark(m.ID)
	w.ownOrOurs(m.Own, m.Title)
	counts := inline("")
	if m.Counts != m.State {
		counts = label(labelCounts, esc(stateWord(assessment.State(m.Counts))))
	}
	w.list(label(labelState, esc(stateWord(assessment.State(m.State)))), counts, label(labelEvidence, w.proof(m.Evidence)),
		label(labelAsked, esc(m.EvidenceAsked)), label(labelThreats, w.refs(m.Threats)), label(labelServes, w.refs(m.Requirements)))
	w.said(labelDescription, m.Description)
	w.said(labelWhyNot, m.ReasonNot)
	switch {
	case m.State == string(assessment.NotDone) && m.ReasonNot == "":
		w.text(msgNoWhyNot)
	case m.State != string(assessment.NotDone) && m.State != "" && m.Description == "":
		w.text(msgNoDescription)
	}
	w.notes(m.Notes)
}

// proof lists evidence, and says where there is none.
func (w *mdWriter) proof(ids []string) inline { return orNone(w.refs(ids)) }

func (w *mdWriter) evidence(list []Evidence) {
	if len(list) == 0 {
		w.text(msgNothingHere)
		return
	}
	var rows [][]cell
	for _, e := range list {
		rows = append(rows, plains(w.marked(e.ID, e.ID), assessment.EvidenceWord(e.Kind), joined(slices.DeleteFunc([]string{e.File, e.Link}, func(s string) bool { return s == "" })), e.Date, strings.Join(e.UsedFor, ", ")))
	}
	w.table(headEvidence, rows)
	var sums [][]cell
	for _, e := range list {
		if e.File == "" && e.SHA256 == "" {
			continue
		}
		if e.SHA256 == "" {
			e.SHA256 = msgNoDigest
		}
		size := ""
		if e.Size != 0 {
			size = number(e.Size)
		}
		sums = append(sums, plains(e.ID, size, e.SHA256))
	}
	w.table(headFiles, sums)
	for _, e := range list {
		if e.Note != "" {
			w.quoteAfter(esc(e.ID)+":", e.Note)
		}
	}
}

func (w *mdWriter) partOne(p *PartOne) {
	w.heading(2, headPartOne)
	if len(p.Requirements) > 0 {
		w.heading(3, subOverview)
		var rows [][]cell
		for _, r := range p.Requirements {
			rows = append(rows, []cell{made(w.ref(requirementName(r.Letter))), plain(r.Title), plain(requirementWord(&r)), plain(r.Highest)})
		}
		w.table(headRequirement, rows)
	}
	for i := range p.Requirements {
		w.requirement(&p.Requirements[i])
		if p.Requirements[i].Letter == "a" {
			w.gate(p, p.Requirements[i].Measures)
		}
	}
	w.answers(subAnswers, p.Answers)
	w.missing(p.Missing)
}

// gate says of (a) how its release gate stands, and when somebody last looked into the
// vulnerability databases.
func (w *mdWriter) gate(p *PartOne, measures []Help) {
	var stands inline
	look := msgNoLook
	for _, m := range measures {
		if m.ID == releaseGate {
			stands = w.helps([]Help{m})
		}
	}
	for i := range p.Answers {
		if a := &p.Answers[i]; a.ID == string(qLastLook) && len(a.Answer) > 0 {
			look = strings.Join(a.Answer, ", ")
		}
	}
	w.list(label(labelGate, stands), label(labelLastLook, esc(look)))
}

func requirementWord(r *Requirement) string {
	switch {
	case !r.Applicable:
		return wordNotApplicable
	case r.Met:
		return wordMet
	case r.NotMet:
		return wordNotMet
	}
	return wordOpenReq
}

func (w *mdWriter) requirement(r *Requirement) {
	w.heading(3, requirementHeading(r.Letter))
	w.mark(requirementName(r.Letter))
	w.text(esc(r.Title))
	threats := w.itemRefs(r.Threats)
	if r.Letter == "1" {
		threats = msgAllThreats
	}
	w.list(label(labelDuty, esc(r.Duty)), label(labelState, esc(requirementWord(r))), label(labelBecause, w.reason(r.Reason)),
		label(labelThreats, orNone(threats)), label(labelMeasures, w.helps(r.Measures)), label(labelEvidence, w.proof(r.Evidence)))
	w.said(labelHow, r.How)
	if r.Letter == "1" && r.How == "" {
		w.text(msgNoHow)
	}
	w.said(labelHelped, strings.Join(r.Standards, "\n"))
	w.list(label(labelPresumption, esc(coverWord(r.Cover))))
	if r.Claim.Ground != "" || r.Claim.Justification != "" {
		w.claim(&r.Claim)
	}
	w.conditions(r.Conditions)
	for _, p := range r.Parts {
		w.said(labelPart, p.Part)
		w.list(label(labelGround, esc(p.GroundText)))
		w.said(labelSource, p.Source)
		w.said(labelWhy, p.Why)
		w.said(labelTreatment, p.Treatment)
		w.said(labelAlternative, p.Alternative)
	}
	w.missing(r.Missing)
	w.notes(r.Notes)
}

// conditions lists the parts that are answered apart.
func (w *mdWriter) conditions(conditions []Condition) {
	var rows [][]cell
	for _, c := range conditions {
		rows = append(rows, plains(c.Text, c.State, c.Why))
	}
	w.table(headConditions, rows)
}

func (w *mdWriter) claim(c *Claim) {
	var answers []string
	for _, a := range c.Answers {
		answers = append(answers, string(answerPiece(a)))
	}
	w.list(label(labelGround, esc(c.GroundText)), label(labelRests, orNone(inline(strings.Join(answers, "; ")))),
		label(labelEvidence, w.proof(c.Evidence)))
	w.said(labelJustify, c.Justification)
	w.said(labelRemaining, c.Remaining)
	w.said(labelUserInfo, c.UserInformation)
	w.said(labelBy, c.By)
	w.said(labelConsent, c.Consent)
	if len(c.RestsOn) > 0 {
		w.list(label(labelRefused, esc(strings.Join(c.RestsOn, ", "))))
	}
}

func (w *mdWriter) partTwo(p *PartTwo) {
	w.heading(2, headPartTwo)
	if len(p.Items) > 0 {
		w.heading(3, subOverview)
		var rows [][]cell
		for i := range p.Items {
			item := &p.Items[i]
			rows = append(rows, []cell{made(w.ref(partTwoName(item.Number))), plain(item.Title), plain(partTwoWord(item))})
		}
		w.table(headPartTwoList, rows)
	}
	for i := range p.Items {
		w.partTwoItem(&p.Items[i])
	}
	w.answers(subAnswers, p.Answers)
	w.missing(p.Missing)
}

func partTwoWord(p *PartTwoItem) string {
	switch {
	case p.Met:
		return wordFulfilled
	case p.NotMet:
		return wordDeclaredNot
	}
	return wordNotShown
}

func (w *mdWriter) partTwoItem(p *PartTwoItem) {
	w.heading(3, partTwoHeading(p.Number))
	w.mark(partTwoName(p.Number))
	w.text(esc(p.Title))
	w.list(label(labelDuty, esc(p.Duty)), label(labelState, esc(partTwoWord(p))), label(labelMeasures, w.helps(p.Measures)),
		label(labelEvidence, w.proof(p.Evidence)), label(labelPresumption, esc(coverWord(p.Cover))))
	w.said(labelHow, p.How)
	w.missing(p.Missing)
	w.notes(p.Notes)
}

func (w *mdWriter) components(c *Components) {
	w.heading(2, headComponents)
	w.list(label(labelSBOM, w.refs(c.SBOM)))
	for i := range c.Components {
		w.component(i, &c.Components[i])
	}
	w.answers(subAnswers, c.Answers)
	w.missing(c.Missing)
}

func (w *mdWriter) component(i int, c *Component) {
	w.heading(3, componentHeading(i))
	w.mark(componentMark(c.Name))
	w.facts([][]cell{
		{made(labelName), plain(c.Name)},
		{made(labelVersion), plain(c.Version)},
		{made(labelSupplier), plain(c.Supplier)},
		{made(labelDiligence), plain(strings.Join(c.Diligence, ", "))},
		{made(labelEvidence), made(w.proof(c.Evidence))},
		{made(labelReportTo), plain(c.ReportTo)},
	})
	w.said(labelDone, c.DiligenceText)
	var rows [][]cell
	for _, v := range c.Vulnerabilities {
		state := wordClosed
		if v.Open {
			state = wordOpen
		}
		rows = append(rows, plains(v.ID, v.Exploitable, state, v.Why))
	}
	if len(rows) == 0 {
		w.list(label(labelVulns, msgNothingNoted))
	}
	w.table(headVulns, rows)
	w.missing(c.Missing)
}

func (w *mdWriter) residual(r *ResidualRisks) {
	w.heading(2, headResidual)
	w.text(esc(r.Statement))
	for i := range r.Risks {
		w.residualRisk(&r.Risks[i])
	}
}

func (w *mdWriter) residualRisk(r *ResidualRisk) {
	w.heading(3, residualHeading(r.ID))
	w.mark(residualMark(r.ID))
	w.facts([][]cell{
		{made(labelTitle), plain(r.Title)},
		{made(labelResidual), plain(r.Rating)},
		{made(labelThreat), made(w.ref(r.ID))},
		{made(labelDecision), plain(r.Decision)},
		{made(labelApprover), plain(r.Approver)},
		{made(labelApproval), plain(r.Approval)},
		{made(labelReviewDate), plain(r.Review)},
	})
	w.said(labelReason, r.Reason)
	w.said(labelCompensation, r.Compensation)
	w.said(labelUserInfo, r.UserInformation)
	w.said(labelHandOver, r.Condition)
	w.said(labelTold, strings.TrimSpace(r.ToldWhom+"\n"+r.ToldWhere))
	w.missing(r.Missing)
}
