// Package assessment is the domain of selfmark: the answers about one product,
// and Evaluate, the one pure function that derives everything else from them.
package assessment

import (
	"maps"
	"slices"

	"selfmark/assessment/catalogue"
)

// Format is the version of the file format that this program writes.
const Format = 1

// Assessment holds the answers, decisions and history about one product:
// exactly what its file holds, and nothing derived. It is used as a value;
// Clone before changing one that somebody else may hold.
type Assessment struct {
	Catalogue    string // version of the catalogue it was last evaluated with
	Template     *Template
	Answers      map[catalogue.QuestionID]Answer // all questions, whatever section they live in
	Remote       []RemoteService
	Modules      []Module   // also offered separately, each classified for itself
	Standards    []Standard // applied to the product and its processes
	Components   []Component
	Notes        []Note
	Impacts      []ImpactOverride
	Assets       []OwnAsset
	Threats      map[catalogue.ThreatID]ThreatDecision
	OwnThreats   []OwnThreat
	Measures     map[catalogue.MeasureID]MeasureAnswer
	OwnMeasures  []OwnMeasure
	Evidence     []Evidence
	Requirements map[string]RequirementAnswer // "1", "a" to "m"
	PartTwo      map[int]PartTwoAnswer        // 1 to 8
	Risks        map[catalogue.ThreatID]RiskDecision
	Signers      []Signer
	History      []Revision
}

// Template says which template the assessment began with, and which answers of
// it nobody has confirmed yet.
type Template struct {
	ID          string
	Unconfirmed []catalogue.QuestionID
}

// Answer is the answer to one question. A question without an entry in
// Assessment.Answers is unanswered; an empty list of options is "none" or "no".
type Answer struct {
	NotSure bool
	Options []string // option ids, for one, multi and yes/no; the lines of a list
	Text    string   // text, prose, number, date, month, category
}

// Filled reports whether the answer says something; for choices an empty list does.
func (a Answer) Filled(kind catalogue.Kind) bool {
	switch kind {
	case catalogue.KindMulti, catalogue.KindYesNo:
		return true
	case catalogue.KindOne, catalogue.KindList:
		return a.NotSure || len(a.Options) > 0
	default:
		return a.NotSure || a.Text != ""
	}
}

// RemoteService is a service at a distance that the product uses, with the two
// questions of Art. 3(2): would its absence stop a function, and was it
// developed by the maker or under its responsibility.
type RemoteService struct {
	Name    string
	Purpose string
	Needed  Ternary
	Own     Ternary
	Reason  string // for the milder reading "only indirect"
}

// Module is a part of the product that is also offered separately, by purchase,
// licence or subscription: it has a core function and a class of its own.
type Module struct {
	Name     string
	Core     string               // its core function
	Category catalogue.CategoryID // "none" for none of them, "" while open
	Fit      string               // match, integrated, lacks, exceeds, falls-short
	Reason   string
}

// Standard is a harmonised standard, common specification, certificate or other
// specification that the maker applied (Art. 27, Annex V (6), Annex VII (5)).
type Standard struct {
	Reference string   // number and edition, or scheme and number of the certificate
	Extent    string   // full or part, "" while open
	Clauses   string   // the parts applied
	Covers    []string // short ids of requirements: "1", "a" to "m", "II.1" to "II.8"
}

// The extents of a Standard.
const (
	ExtentFull = "full"
	ExtentPart = "part"
)

// Ternary is yes, no, not sure or unanswered ("").
type Ternary string

// The values of a Ternary.
const (
	Yes     Ternary = "yes"
	No      Ternary = "no"
	NotSure Ternary = "not sure"
)

// Component is a third-party component, free ones too (Art. 13(5)–(6)).
type Component struct {
	Name            string
	Version         string
	Supplier        string
	Diligence       []string // ce-marking, updates, vulnerability-databases, tests, other
	DiligenceText   string
	Evidence        []string
	Vulnerabilities []Vulnerability
	ReportTo        string // how and where vulnerabilities are reported to its maker
}

// Vulnerability is a known vulnerability of a component.
type Vulnerability struct {
	ID          string // CVE or EUVD id, or an own one
	Exploitable Ternary
	Why         string
	Open        bool
}

// Note is a remark or an open point at a place: a question, threat, measure or
// requirement id, or "" for the whole.
type Note struct {
	On       string
	Text     string
	By       string
	Date     string // ISO 8601
	Open     bool
	Settled  bool // was open, and is done
	Owner    string
	Due      string // ISO 8601
	Internal bool   // stays out of every export
}

// ImpactOverride replaces the base impact of one concern of an asset.
type ImpactOverride struct {
	On     catalogue.Hit
	Level  Impact
	Reason string
	By     string
	Date   string
}

// OwnAsset is an asset the user added.
type OwnAsset struct {
	ID       catalogue.AssetID
	Title    string
	Concerns []OwnConcern
}

// OwnConcern is a concern of an own asset with its impact and the reason for it.
type OwnConcern struct {
	Concern  catalogue.Concern
	Level    Impact
	Category HarmCategory
	Reason   string
}

// ThreatDecision is what the user changed of a threat: factors, impact, or its
// dismissal, each with a reason.
type ThreatDecision struct {
	Factors   *FactorChange
	Impact    *Impact
	Dismissed bool
	Reason    string
	By        string
	Date      string
}

// FactorChange replaces single factors of attack potential; nil keeps the
// catalogue's value.
type FactorChange struct {
	Time, Expertise, Knowledge, Equipment *int
}

// OwnThreat is a threat the user added.
type OwnThreat struct {
	ID           catalogue.ThreatID
	Title        string
	Description  string
	Vector       catalogue.Vector
	Factors      catalogue.Factors
	Hits         []catalogue.Hit
	Requirements []string
	Measures     []catalogue.MeasureID
	Scales       bool
}

// OwnMeasure is a measure the user added; it works as a supporting one against
// the threats it names.
type OwnMeasure struct {
	ID      catalogue.MeasureID
	Title   string
	Threats []catalogue.ThreatID
}

// State is how far a measure is in place.
type State string

// The states of a measure; the empty State is unanswered.
const (
	Tested  State = "tested"
	Done    State = "done"
	Partly  State = "partly"
	Planned State = "planned"
	NotDone State = "not"
)

// States are the states of a measure, the best first.
func States() []State { return []State{Tested, Done, Partly, Planned, NotDone} }

// InPlace reports whether a measure in this state works in full.
func (s State) InPlace() bool { return s == Done || s == Tested }

// MeasureAnswer is what the maker says about one measure.
type MeasureAnswer struct {
	State    State
	How      string
	Reason   string // why not, for NotDone
	Evidence []string
}

// Evidence is a proof: a file with its SHA-256 and size, or a link.
type Evidence struct {
	ID     string // E1, E2 …
	Kind   string // test, design, sbom, certificate, other
	File   string
	Link   string
	SHA256 string
	Size   int // bytes of the file, 0 where none was noted
	Date   string
	Note   string
}

// RequirementAnswer is what the maker says about one requirement of Annex I Part I.
type RequirementAnswer struct {
	How       string
	Standards []string
	Evidence  []string
	NotMet    bool // declared not met
	Claim     *Claim
	Parts     []PartialClaim
	// Conditions answer the parts with a condition of their own, by their id.
	Conditions map[string]ConditionAnswer
}

// ConditionAnswer says how a part of a requirement stands that is answered apart.
type ConditionAnswer struct {
	State string // yes, no, or exempt where the law does not ask for it
	Why   string // how it is done, or why it is not owed
}

// The states of a condition; "" is unanswered.
const (
	ConditionMet    = "yes"
	ConditionNotMet = "no"
	ConditionExempt = "exempt"
)

// Claim is the statement that a requirement is not applicable (Art. 13(4)).
type Claim struct {
	Ground          string // nature, no-risk
	Answers         []catalogue.QuestionID
	Justification   string
	Remaining       string // remaining risks and how they are treated
	Evidence        []string
	UserInformation string
	By              string
	Consent         string // second signer, for a thin claim
	// RestsOn are reasons that are none: cost, risk-appetite, instructions-only.
	RestsOn []string
}

// PartialClaim sets a requirement aside for one interface or function
// (grounds interoperability and union-law of method 13).
type PartialClaim struct {
	Ground      string
	Part        string // the interface or function
	Source      string // the standard or act
	Why         string
	Treatment   string
	Alternative string
}

// PartTwoAnswer says how one item of Annex I Part II is fulfilled.
type PartTwoAnswer struct {
	How      string
	Evidence []string
	NotMet   bool
}

// RiskDecision is what was decided on a residual risk (method 11).
type RiskDecision struct {
	Decision        string // keep, hand-over
	Reason          string
	Compensation    string
	UserInformation string
	Approver        string // id of the signer for the management
	Approved        bool
	Review          string // date of the next look
	ApprovedState   string // digest of what was approved
	Condition       string // hand-over: the condition
	ToldWhom        string
	ToldWhere       string
}

// Signer is somebody whose signature the document requires.
type Signer struct {
	ID           string
	Role         string
	Name         string
	Function     string
	Organisation string
	Principal    string // e-mail, as in allowed_signers
	Fingerprint  string
	Statement    string
	// Note says why one person signs in two roles, as in a micro-enterprise.
	Note string
}

// Revision is one entry of the history of issued documents.
type Revision struct {
	Revision int
	Date     string
	Status   Status
	Digest   string
	Change   string
	// Answers is a digest of the answers then, by which a later change is seen.
	Answers string
	// Screening holds the answers about the change, of section "modification".
	Screening map[catalogue.QuestionID]Answer
}

// Clone copies the assessment so deeply that changing the copy never shows in
// the original.
func (a Assessment) Clone() Assessment {
	if a.Template != nil {
		t := *a.Template
		t.Unconfirmed = slices.Clone(t.Unconfirmed)
		a.Template = &t
	}
	a.Answers = maps.Clone(a.Answers)
	for id, answer := range a.Answers {
		answer.Options = slices.Clone(answer.Options)
		a.Answers[id] = answer
	}
	a.Remote = slices.Clone(a.Remote)
	a.Modules = slices.Clone(a.Modules)
	a.Standards = slices.Clone(a.Standards)
	for i := range a.Standards {
		a.Standards[i].Covers = slices.Clone(a.Standards[i].Covers)
	}
	a.Components = slices.Clone(a.Components)
	for i, c := range a.Components {
		c.Diligence, c.Evidence = slices.Clone(c.Diligence), slices.Clone(c.Evidence)
		c.Vulnerabilities = slices.Clone(c.Vulnerabilities)
		a.Components[i] = c
	}
	a.Notes = slices.Clone(a.Notes)
	a.Impacts = slices.Clone(a.Impacts)
	a.Assets = slices.Clone(a.Assets)
	for i := range a.Assets {
		a.Assets[i].Concerns = slices.Clone(a.Assets[i].Concerns)
	}
	a.Threats = maps.Clone(a.Threats)
	for id, d := range a.Threats {
		if d.Factors != nil {
			f := *d.Factors
			f.Time, f.Expertise, f.Knowledge, f.Equipment = copied(f.Time), copied(f.Expertise), copied(f.Knowledge), copied(f.Equipment)
			d.Factors = &f
		}
		d.Impact = copied(d.Impact)
		a.Threats[id] = d
	}
	a.OwnThreats = slices.Clone(a.OwnThreats)
	for i, t := range a.OwnThreats {
		t.Hits, t.Requirements, t.Measures = slices.Clone(t.Hits), slices.Clone(t.Requirements), slices.Clone(t.Measures)
		a.OwnThreats[i] = t
	}
	a.Measures = maps.Clone(a.Measures)
	for id, m := range a.Measures {
		m.Evidence = slices.Clone(m.Evidence)
		a.Measures[id] = m
	}
	a.OwnMeasures = slices.Clone(a.OwnMeasures)
	for i := range a.OwnMeasures {
		a.OwnMeasures[i].Threats = slices.Clone(a.OwnMeasures[i].Threats)
	}
	a.Evidence = slices.Clone(a.Evidence)
	a.Requirements = maps.Clone(a.Requirements)
	for id, r := range a.Requirements {
		r.Standards, r.Evidence = slices.Clone(r.Standards), slices.Clone(r.Evidence)
		r.Parts = slices.Clone(r.Parts)
		r.Conditions = maps.Clone(r.Conditions)
		if r.Claim != nil {
			c := *r.Claim
			c.Answers, c.Evidence, c.RestsOn = slices.Clone(c.Answers), slices.Clone(c.Evidence), slices.Clone(c.RestsOn)
			r.Claim = &c
		}
		a.Requirements[id] = r
	}
	a.PartTwo = maps.Clone(a.PartTwo)
	for n, p := range a.PartTwo {
		p.Evidence = slices.Clone(p.Evidence)
		a.PartTwo[n] = p
	}
	a.Risks = maps.Clone(a.Risks)
	a.Signers = slices.Clone(a.Signers)
	a.History = slices.Clone(a.History)
	for i := range a.History {
		a.History[i].Screening = maps.Clone(a.History[i].Screening)
	}
	return a
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// Text returns the text of an answer, "" when there is none.
func (a Assessment) Text(id catalogue.QuestionID) string { return a.Answers[id].Text }

// Name returns the name of the product, or "" before step 1.
func (a Assessment) Name() string { return a.Text("product.name") }
