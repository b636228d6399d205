package export

import (
	"slices"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Measures is section 7.
type Measures struct {
	Measures []Measure  `json:"measures"`
	Evidence []Evidence `json:"evidence"`
	Missing  []string   `json:"missing"`
}

// Measure is something the manufacturer does, with its state and evidence.
type Measure struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Own   bool   `json:"own"`
	// State is what the manufacturer says, empty when unanswered.
	State string `json:"state" schema:"enum=tested|done|partly|planned|not|"`
	// Counts is the state that counts: tested without evidence of a test counts as done.
	Counts      string   `json:"counts_as" schema:"enum=tested|done|partly|planned|not|"`
	Description string   `json:"description"`
	ReasonNot   string   `json:"reason_not"`
	Evidence    []string `json:"evidence"`
	// EvidenceAsked says what would prove the measure.
	EvidenceAsked string   `json:"evidence_asked"`
	Threats       []string `json:"threats"`
	Requirements  []string `json:"requirements"`
	Lowers        int      `json:"lowers"`
	Notes         []Note   `json:"notes"`
}

// Evidence is a proof: a file with its SHA-256 and size, or a link.
type Evidence struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	File   string `json:"file"`
	Link   string `json:"link"`
	SHA256 string `json:"sha256"`
	// Size is that of the file in bytes, 0 where none was noted.
	Size int    `json:"size" schema:"min=0"`
	Date string `json:"date"`
	Note string `json:"note"`
	// UsedFor are the measures, requirements and components that name it.
	UsedFor []string `json:"used_for"`
}

func (b *builder) measuresSection() Measures {
	var out Measures
	for i := range b.r.Measures {
		out.Measures = append(out.Measures, b.measure(&b.r.Measures[i]))
	}
	for _, e := range b.a.Evidence {
		out.Evidence = append(out.Evidence, Evidence{ID: e.ID, Kind: e.Kind, File: e.File, Link: e.Link, SHA256: e.SHA256, Size: e.Size,
			Date: e.Date, Note: e.Note, UsedFor: b.usedFor(e.ID)})
	}
	if len(out.Measures) == 0 {
		out.Missing = append(out.Missing, msgNoMeasures)
	}
	for _, m := range out.Measures {
		if m.State == "" {
			out.Missing = append(out.Missing, msgMeasureUnanswered(m.ID))
		}
	}
	if len(out.Evidence) == 0 {
		out.Missing = append(out.Missing, msgNoEvidence)
	}
	return out
}

func (b *builder) measure(m *assessment.MeasureResult) Measure {
	out := Measure{ID: string(m.ID), Title: m.Title, Own: m.Own, State: string(m.Answer.State), Counts: string(m.State),
		Description: m.Answer.How, ReasonNot: m.Answer.Reason, Evidence: clone(m.Answer.Evidence), Threats: strs(m.Threats),
		Requirements: requirementNames(m.Serves), Lowers: m.Lowers, Notes: b.notesOn(string(m.ID))}
	if known := b.cat.Measure(m.ID); known != nil {
		out.EvidenceAsked = known.Evidence
		for _, n := range known.PartTwo {
			out.Requirements = append(out.Requirements, partTwoName(n))
		}
	}
	return out
}

// usedFor lists what an evidence serves, in the order of the document.
func (b *builder) usedFor(id string) []string {
	var out []string
	for i := range b.r.Measures {
		if slices.Contains(b.r.Measures[i].Answer.Evidence, id) {
			out = append(out, string(b.r.Measures[i].ID))
		}
	}
	for _, r := range b.r.Requirements {
		answer := b.a.Requirements[r.Letter]
		if slices.Contains(answer.Evidence, id) || answer.Claim != nil && slices.Contains(answer.Claim.Evidence, id) {
			out = append(out, requirementName(r.Letter))
		}
	}
	for _, p := range b.r.PartTwo {
		if slices.Contains(b.a.PartTwo[p.Number].Evidence, id) {
			out = append(out, partTwoName(p.Number))
		}
	}
	for _, c := range b.a.Components {
		if slices.Contains(c.Evidence, id) {
			out = append(out, c.Name)
		}
	}
	return out
}

// PartOne is section 8.
type PartOne struct {
	Requirements []Requirement `json:"requirements"`
	Answers      []Answer      `json:"answers"`
	Missing      []string      `json:"missing"`
}

// Requirement is one requirement of Annex I Part I and how it is met.
type Requirement struct {
	ID     string `json:"id"`
	Letter string `json:"letter" schema:"enum=1|a|b|c|d|e|f|g|h|i|j|k|l|m"`
	// Title is the short name, Duty what the law asks in the catalogue's words.
	Title      string `json:"title"`
	Duty       string `json:"duty"`
	Applicable bool   `json:"applicable"`
	Met        bool   `json:"met"`
	NotMet     bool   `json:"declared_not_met"`
	// Missing lists what is missing for it to be met.
	Missing []string       `json:"missing"`
	Claim   Claim          `json:"claim"`
	Parts   []PartialClaim `json:"set_aside_in_part"`
	// Conditions are the parts that are answered apart.
	Conditions    []Condition `json:"conditions"`
	ClaimPossible bool        `json:"claim_possible"`
	// BlockedBy says what forbids to set the requirement aside, a rule of selfmark.
	BlockedBy []string `json:"claim_blocked_by"`
	Thin      bool     `json:"claim_thin"`
	How       string   `json:"how"`
	Standards []string `json:"standards"`
	// Cover is how far standards with a presumption of conformity cover it.
	Cover    string   `json:"presumption" schema:"enum=full|part|"`
	Threats  []Item   `json:"threats"`
	R2Up     int      `json:"threats_r2_up"`
	Highest  string   `json:"highest_inherent"`
	Measures []Help   `json:"measures"`
	Evidence []string `json:"evidence"`
	Reason   Reason   `json:"reason"`
	Notes    []Note   `json:"notes"`
}

// Condition is a part of a requirement that is answered apart.
type Condition struct {
	Title string `json:"title"`
	Text  string `json:"text"`
	State string `json:"state" schema:"enum=yes|no|not owed|not answered"`
	// Why says how it is done, or why it is not owed.
	Why string `json:"why"`
	// Exempt says when the law does not ask for it, "" for never.
	Exempt    string   `json:"exempt_when"`
	Citations []string `json:"citations"`
}

// Claim is the justification that a requirement is not applicable; without a
// claim all fields are empty.
type Claim struct {
	// RestsOn are reasons that were named and are none.
	RestsOn         []string    `json:"rests_on"`
	Ground          string      `json:"ground"`
	GroundText      string      `json:"ground_text"`
	Justification   string      `json:"justification"`
	Answers         []AnswerRef `json:"answers"`
	Remaining       string      `json:"remaining_risks"`
	Evidence        []string    `json:"evidence"`
	UserInformation string      `json:"user_information"`
	By              string      `json:"by"`
	Consent         string      `json:"consent"`
}

// ground is why a requirement is not applicable, in one line.
func (c Claim) ground() string {
	if c.GroundText == "" {
		return msgNoGround
	}
	return c.GroundText
}

// PartialClaim sets a requirement aside for one interface or function.
type PartialClaim struct {
	Ground      string `json:"ground"`
	GroundText  string `json:"ground_text"`
	Part        string `json:"part"`
	Source      string `json:"source"`
	Why         string `json:"why"`
	Treatment   string `json:"treatment"`
	Alternative string `json:"alternative"`
}

func (b *builder) partOne() PartOne {
	out := PartOne{Answers: b.answersOf(placeRequirements)}
	for i := range b.r.Requirements {
		out.Requirements = append(out.Requirements, b.requirement(&b.r.Requirements[i]))
	}
	out.Missing = missingAnswers(out.Answers)
	if len(out.Requirements) == 0 {
		out.Missing = append(out.Missing, msgNoRequirements)
	}
	return out
}

func (b *builder) requirement(r *assessment.RequirementResult) Requirement {
	answer := b.a.Requirements[r.Letter]
	out := Requirement{ID: string(r.ID), Letter: r.Letter, Applicable: r.Applicable, Met: r.Met, NotMet: answer.NotMet,
		Missing: clone(r.Missing), ClaimPossible: r.ClaimPossible, BlockedBy: clone(r.BlockedBy), Thin: r.Thin,
		How: answer.How, Standards: clone(answer.Standards), Cover: string(r.Cover), Threats: b.threatItems(r.Threats), R2Up: r.R2Up,
		Highest: r.Highest.String(), Reason: b.reason(r.Reason), Notes: b.notesOn(r.Letter)}
	if known := b.cat.Requirement(r.ID); known != nil {
		out.Title, out.Duty = known.Title, known.Duty
		out.Conditions = conditionsOf(known, answer)
	}
	if answer.Claim != nil {
		out.Claim = b.claim(*answer.Claim)
	}
	for _, p := range answer.Parts {
		out.Parts = append(out.Parts, PartialClaim{Ground: p.Ground, GroundText: groundWord(p.Ground), Part: p.Part,
			Source: p.Source, Why: p.Why, Treatment: p.Treatment, Alternative: p.Alternative})
	}
	out.Measures, out.Evidence = b.serving(r.Measures, append(clone(answer.Evidence), out.Claim.Evidence...))
	return out
}

func conditionsOf(req *catalogue.Requirement, answer assessment.RequirementAnswer) []Condition {
	var out []Condition
	for _, c := range req.Conditions {
		a := answer.Conditions[c.ID]
		out = append(out, Condition{Title: c.Title, Text: c.Text, State: conditionWord(a.State), Why: a.Why, Exempt: c.Exempt, Citations: citations(c.Cite)})
	}
	return out
}

// serving lists measures with their state, and the evidence that they name.
func (b *builder) serving(ids []catalogue.MeasureID, evidence []string) ([]Help, []string) {
	var helps []Help
	evidence = clone(evidence)
	for _, id := range ids {
		item := b.measureItem(id)
		helps = append(helps, Help{ID: item.ID, Title: item.Title, State: b.stateOf(id)})
		for _, e := range b.a.Measures[id].Evidence {
			if !slices.Contains(evidence, e) {
				evidence = append(evidence, e)
			}
		}
	}
	return helps, evidence
}

func (b *builder) claim(c assessment.Claim) Claim {
	out := Claim{Ground: c.Ground, GroundText: groundWord(c.Ground), Justification: c.Justification, Remaining: c.Remaining,
		Evidence: clone(c.Evidence), UserInformation: c.UserInformation, By: c.By, Consent: b.signerName(c.Consent), RestsOn: clone(c.RestsOn)}
	for _, id := range c.Answers {
		out.Answers = append(out.Answers, b.answerRef(id))
	}
	return out
}

// PartTwo is section 9.
type PartTwo struct {
	Items   []PartTwoItem `json:"items"`
	Answers []Answer      `json:"answers"`
	Missing []string      `json:"missing"`
}

// PartTwoItem is one item of Annex I Part II and how it is fulfilled.
type PartTwoItem struct {
	ID      string   `json:"id"`
	Number  int      `json:"number" schema:"min=1"`
	Title   string   `json:"title"`
	Duty    string   `json:"duty"`
	Met     bool     `json:"met"`
	NotMet  bool     `json:"declared_not_met"`
	Missing []string `json:"missing"`
	How     string   `json:"how"`
	// Cover is how far standards with a presumption of conformity cover it.
	Cover    string   `json:"presumption" schema:"enum=full|part|"`
	Measures []Help   `json:"measures"`
	Evidence []string `json:"evidence"`
	Notes    []Note   `json:"notes"`
}

func (b *builder) partTwo() PartTwo {
	out := PartTwo{Answers: b.answersOf(placePartTwo)}
	for _, p := range b.r.PartTwo {
		answer := b.a.PartTwo[p.Number]
		item := PartTwoItem{ID: string(p.ID), Number: p.Number, Met: p.Met, NotMet: answer.NotMet, Missing: clone(p.Missing),
			How: answer.How, Cover: string(p.Cover), Notes: b.notesOn("II." + number(p.Number))}
		if known := b.cat.Requirement(p.ID); known != nil {
			item.Title, item.Duty = known.Title, known.Duty
		}
		item.Measures, item.Evidence = b.serving(p.Measures, answer.Evidence)
		out.Items = append(out.Items, item)
	}
	out.Missing = missingAnswers(out.Answers)
	if len(out.Items) == 0 {
		out.Missing = append(out.Missing, msgNoPartTwo)
	}
	return out
}

// Components is section 9a.
type Components struct {
	Components []Component `json:"components"`
	Answers    []Answer    `json:"answers"`
	// SBOM names the evidence of kind sbom: where the list of components lies.
	SBOM    []string `json:"sbom"`
	Missing []string `json:"missing"`
}

// Component is a third-party component and what was done about it (Art. 13(5)–(6)).
type Component struct {
	Name            string          `json:"name"`
	Version         string          `json:"version"`
	Supplier        string          `json:"supplier"`
	Diligence       []string        `json:"diligence"`
	DiligenceText   string          `json:"diligence_text"`
	Evidence        []string        `json:"evidence"`
	Vulnerabilities []Vulnerability `json:"vulnerabilities"`
	ReportTo        string          `json:"report_to"`
	Missing         []string        `json:"missing"`
}

// Vulnerability is a known vulnerability of a component.
type Vulnerability struct {
	ID          string `json:"id"`
	Exploitable string `json:"exploitable" schema:"enum=yes|no|not sure|not answered"`
	Why         string `json:"why"`
	Open        bool   `json:"open"`
}

func (b *builder) components() Components {
	out := Components{Answers: b.answersOf(placeComponents)}
	for _, c := range b.a.Components {
		out.Components = append(out.Components, component(c))
	}
	for _, e := range b.a.Evidence {
		if e.Kind == "sbom" {
			out.SBOM = append(out.SBOM, e.ID)
		}
	}
	out.Missing = missingAnswers(out.Answers)
	if len(out.Components) == 0 {
		out.Missing = append(out.Missing, msgNoComponents)
	}
	if len(out.SBOM) == 0 {
		out.Missing = append(out.Missing, msgNoSBOM)
	}
	return out
}

func component(c assessment.Component) Component {
	out := Component{Name: c.Name, Version: c.Version, Supplier: c.Supplier, DiligenceText: c.DiligenceText,
		Evidence: clone(c.Evidence), ReportTo: c.ReportTo}
	for _, d := range c.Diligence {
		out.Diligence = append(out.Diligence, diligenceWord(d))
	}
	for _, v := range c.Vulnerabilities {
		out.Vulnerabilities = append(out.Vulnerabilities, Vulnerability{ID: v.ID, Exploitable: ternary(v.Exploitable), Why: v.Why, Open: v.Open})
	}
	if len(out.Diligence) == 0 && c.DiligenceText == "" {
		out.Missing = append(out.Missing, msgNoDiligence)
	}
	if c.ReportTo == "" {
		out.Missing = append(out.Missing, msgNoReportTo)
	}
	return out
}
