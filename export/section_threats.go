package export

import (
	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// Threats is section 6.
type Threats struct {
	// InherentMap counts threats by impact and feasibility without measures.
	InherentMap []HeatRow `json:"inherent_map"`
	// ResidualMap counts them with the measures in place, dismissed ones left out.
	ResidualMap []HeatRow `json:"residual_map"`
	Threats     []Threat  `json:"threats"`
	Missing     []string  `json:"missing"`
}

// HeatRow is a row of a heat map.
type HeatRow struct {
	Impact  string `json:"impact"`
	VeryLow int    `json:"very_low"`
	Low     int    `json:"low"`
	Medium  int    `json:"medium"`
	High    int    `json:"high"`
}

// Threat is one way of harm with its ratings and their reasons.
type Threat struct {
	ID          string   `json:"id"`
	Title       string   `json:"title"`
	Description string   `json:"description"`
	Own         bool     `json:"own"`
	STRIDE      []string `json:"stride"`
	// Because says why the threat is considered.
	Because     Reason   `json:"because"`
	Vector      string   `json:"vector"`
	Factors     []Factor `json:"factors"`
	Potential   int      `json:"attack_potential"`
	Feasibility string   `json:"feasibility" schema:"enum=Very low|Low|Medium|High"`
	Impact      Harm     `json:"impact"`
	// ComputedImpact is the impact without the change of the user.
	ComputedImpact Harm `json:"computed_impact"`
	// Decides is the asset and concern that decide the impact.
	Decides Item `json:"decides"`
	// Scales tells that one attack works on many units; Scaled, that this raised the impact.
	Scales bool `json:"scales"`
	Scaled bool `json:"scaled"`
	// Hits are the assets that the threat hits, with the impact as this threat sees it.
	Hits         []Hit  `json:"hits"`
	ImpactReason Reason `json:"impact_reason"`
	Inherent     Risk   `json:"inherent"`
	// ComputedInherent is the rating without the changes of the user.
	ComputedInherent string   `json:"computed_inherent"`
	Requirements     []string `json:"requirements"`
	Measures         []Help   `json:"measures"`
	Residual         Risk     `json:"residual"`
	Dismissed        bool     `json:"dismissed"`
	// Changes are what the user changed of the threat, a dismissal too.
	Changes []Change `json:"changes"`
	Notes   []Note   `json:"notes"`
}

// Hit is an asset and its concern, and what a threat does to it.
type Hit struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Impact Harm   `json:"impact"`
}

// Factor is one of the five factors of attack potential.
type Factor struct {
	ID       string `json:"id" schema:"enum=time|expertise|knowledge|equipment|window"`
	Title    string `json:"title"`
	Value    int    `json:"value"`
	Computed int    `json:"computed"`
	// Reason says where the window comes from; the others are fixed by threat.
	Reason Reason `json:"reason"`
}

// Risk is a rating with what it was made of.
type Risk struct {
	Rating      string `json:"rating" schema:"enum=R1|R2|R3|R4|R5|–"`
	Impact      string `json:"impact"`
	Feasibility string `json:"feasibility"`
	Reason      Reason `json:"reason"`
}

// Help is a measure against a threat, how strongly it works there, and its state.
type Help struct {
	ID           string `json:"id"`
	Title        string `json:"title"`
	Effect       string `json:"effect"`
	LowersImpact bool   `json:"lowers_impact"`
	State        string `json:"state"`
}

func (b *builder) threats() Threats {
	var out Threats
	for i := range b.r.Threats {
		out.Threats = append(out.Threats, b.threat(&b.r.Threats[i]))
	}
	out.InherentMap = heatMap(b.r.Threats, false)
	out.ResidualMap = heatMap(b.r.Threats, true)
	if len(out.Threats) == 0 {
		out.Missing = []string{msgNoThreats}
	}
	return out
}

func (b *builder) threat(t *assessment.ThreatResult) Threat {
	known := b.catalogueThreat(t.ID)
	return Threat{
		ID: string(t.ID), Title: t.Title, Description: known.Happens, Own: t.Own, STRIDE: clone(known.STRIDE),
		Because: b.reason(t.Because), Vector: assessment.VectorWords(t.Vector), Factors: b.factors(t), Potential: t.Potential,
		Feasibility: t.Feasibility.String(), Impact: harm(t.Impact), ComputedImpact: harm(t.ComputedImpact), Decides: b.hit(t.Decides), Scales: t.Scales, Scaled: t.Scaled, Hits: b.hits(t.Hits),
		ImpactReason:     b.reason(t.ImpactReason),
		Inherent:         Risk{Rating: t.Inherent.String(), Impact: t.Impact.Level.String(), Feasibility: t.Feasibility.String(), Reason: b.reason(t.RiskReason)},
		ComputedInherent: t.ComputedInherent.String(), Requirements: requirementNames(t.Requirements), Measures: b.helps(t),
		Residual:  Risk{Rating: t.Residual.String(), Impact: t.ResidualImpact.String(), Feasibility: t.ResidualFeasibility.String(), Reason: b.reason(t.ResidualReason)},
		Dismissed: t.Dismissed, Changes: changes(t), Notes: b.notesOn(string(t.ID)),
	}
}

// catalogueThreat finds what the catalogue, or for an own threat the user, says
// about a threat.
func (b *builder) catalogueThreat(id catalogue.ThreatID) catalogue.Threat {
	if t := b.cat.Threat(id); t != nil {
		return *t
	}
	for _, own := range b.a.OwnThreats {
		if own.ID == id {
			return catalogue.Threat{ID: id, Title: own.Title, Happens: own.Description}
		}
	}
	return catalogue.Threat{}
}

func (b *builder) factors(t *assessment.ThreatResult) []Factor {
	f, c := t.Factors, t.Catalogue
	return []Factor{
		{ID: "time", Title: factorWords[0], Value: f.Time, Computed: c.Time},
		{ID: "expertise", Title: factorWords[1], Value: f.Expertise, Computed: c.Expertise},
		{ID: "knowledge", Title: factorWords[2], Value: f.Knowledge, Computed: c.Knowledge},
		{ID: "equipment", Title: factorWords[3], Value: f.Equipment, Computed: c.Equipment},
		{ID: "window", Title: factorWords[4], Value: t.Window, Computed: t.Window, Reason: b.reason(t.WindowReason)},
	}
}

// hit names an asset and its concern in words.
func (b *builder) hit(h catalogue.Hit) Item {
	if h == "" {
		return Item{Title: msgNoAssetDecides}
	}
	asset, concern := h.Split()
	return Item{ID: string(h), Title: b.assetName[asset] + ", " + interview.ConcernTitle(concern)}
}

func (b *builder) hits(hits []assessment.HitHarm) []Hit {
	var out []Hit
	for _, h := range hits {
		item := b.hit(h.Hit)
		out = append(out, Hit{ID: item.ID, Title: item.Title, Impact: harm(h.Harm)})
	}
	return out
}

func (b *builder) helps(t *assessment.ThreatResult) []Help {
	var out []Help
	for _, m := range t.Measures {
		item := b.measureItem(m.ID)
		out = append(out, Help{ID: item.ID, Title: item.Title, Effect: effectWord(m.Effect.Kind), LowersImpact: m.Effect.LowersImpact, State: b.stateOf(m.ID)})
	}
	return out
}

// stateOf is the state of a measure as it counts, in words.
func (b *builder) stateOf(id catalogue.MeasureID) string {
	for i := range b.r.Measures {
		if b.r.Measures[i].ID == id {
			return stateWord(b.r.Measures[i].State)
		}
	}
	return stateWord("")
}

// changes lists what the user changed of a threat: computed and new value, who,
// when and why.
func changes(t *assessment.ThreatResult) []Change {
	d := t.Decision
	var out []Change
	add := func(what, computed, value string) {
		out = append(out, Change{What: what, Computed: computed, Value: value, By: d.By, Date: d.Date, Reason: d.Reason})
	}
	if d.Factors != nil {
		for i, f := range []struct {
			to   *int
			from int
		}{{d.Factors.Time, t.Catalogue.Time}, {d.Factors.Expertise, t.Catalogue.Expertise},
			{d.Factors.Knowledge, t.Catalogue.Knowledge}, {d.Factors.Equipment, t.Catalogue.Equipment}} {
			if f.to != nil {
				add(factorWords[i], number(f.from), number(*f.to))
			}
		}
	}
	if d.Impact != nil {
		add(msgImpact, t.ComputedImpact.Level.String(), d.Impact.String())
	}
	if len(out) > 0 && t.ComputedInherent != t.Inherent {
		add(msgInherent, t.ComputedInherent.String(), t.Inherent.String())
	}
	if d.Dismissed {
		add(msgDismissal, msgConsidered, msgDismissed)
	}
	return out
}

// heatMap counts threats by impact and feasibility, the highest impact first.
func heatMap(threats []assessment.ThreatResult, residual bool) []HeatRow {
	var rows []HeatRow
	for impact := len(impactWords) - 1; impact >= 0; impact-- {
		row := HeatRow{Impact: impactWords[impact]}
		cells := []*int{&row.VeryLow, &row.Low, &row.Medium, &row.High}
		for i := range threats {
			t := &threats[i]
			level, f := t.Impact.Level, t.Feasibility
			if residual {
				level, f = t.ResidualImpact, t.ResidualFeasibility
			}
			if int(level) == impact && !(residual && t.Dismissed) {
				*cells[f]++
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// ResidualRisks is section 10.
type ResidualRisks struct {
	// Statement says in a sentence what is left.
	Statement string         `json:"statement"`
	Risks     []ResidualRisk `json:"risks"`
}

// ResidualRisk is a risk left at R3 or above, and what was decided about it.
type ResidualRisk struct {
	ID              string `json:"id"`
	Title           string `json:"title"`
	Rating          string `json:"rating"`
	Decision        string `json:"decision"`
	Reason          string `json:"reason"`
	Compensation    string `json:"compensation"`
	UserInformation string `json:"user_information"`
	Approver        string `json:"approver"`
	Approval        string `json:"approval" schema:"enum=valid|void: the risk has changed since|missing|not possible above R3"`
	Review          string `json:"review"`
	Condition       string `json:"hand_over_condition"`
	ToldWhom        string `json:"told_whom"`
	ToldWhere       string `json:"told_where"`
	// Missing lists what the decision still lacks.
	Missing []string `json:"missing"`
}

func (b *builder) residualRisks() ResidualRisks {
	var out ResidualRisks
	for i := range b.r.Threats {
		if t := &b.r.Threats[i]; t.Stays() {
			out.Risks = append(out.Risks, b.residualRisk(t))
		}
	}
	out.Statement = msgResidual(len(out.Risks))
	return out
}

func (b *builder) residualRisk(t *assessment.ThreatResult) ResidualRisk {
	d := b.a.Risks[t.ID]
	out := ResidualRisk{ID: string(t.ID), Title: t.Title, Rating: t.Residual.String(), Decision: decisionWord(d.Decision),
		Reason: d.Reason, Compensation: d.Compensation, UserInformation: d.UserInformation, Approver: b.signerName(d.Approver),
		Approval: approval(t), Review: d.Review, Condition: d.Condition, ToldWhom: d.ToldWhom, ToldWhere: d.ToldWhere}
	for _, f := range []struct{ name, value string }{
		{msgReason, d.Reason}, {msgCompensation, d.Compensation}, {msgUserInformation, d.UserInformation},
		{msgApprover, d.Approver}, {msgReviewDate, d.Review}} {
		if f.value == "" {
			out.Missing = append(out.Missing, f.name)
		}
	}
	return out
}

func approval(t *assessment.ThreatResult) string {
	switch {
	case t.Residual > 3:
		return approvalImpossible
	case t.Approved:
		return approvalValid
	case t.ApprovalVoid:
		return approvalVoid
	}
	return approvalMissing
}

// signerName names a signer by id; an id nobody has stays as it is.
func (b *builder) signerName(id string) string {
	for _, s := range b.a.Signers {
		if s.ID == id && s.Name != "" {
			return s.Name + " (" + id + ")"
		}
	}
	return id
}
