// Package catalogue holds the law and the risk knowledge of selfmark as data:
// questions, assets, threats, measures, requirements, categories, routes and
// the dated status of standards. The YAML files below data/ are the source that
// people edit; the binary embeds a compact form made from them by go generate.
package catalogue

//go:generate go run ./gen

// QuestionID names a question: "Q13" for the device questions, otherwise
// "section.key", for example "scope.role".
type QuestionID string

// AssetID names an asset of the catalogue (AS01 to AS21) or an own one (OA1, OA2 …).
type AssetID string

// ThreatID names a threat of the catalogue (T01 to T67) or an own one (OT1, OT2 …).
type ThreatID string

// MeasureID names a measure of the catalogue (M01 to M54) or an own one (OM1, OM2 …).
type MeasureID string

// RequirementID names a requirement of Annex I: "I.I.1", "I.I.2.d", "I.II.5".
type RequirementID string

// CategoryID names a category of Annex III or IV: "III.I.17", "III.II.2", "IV.2".
type CategoryID string

// Tag is a fact that answers establish, for example "if:ble" or "safety:2".
type Tag string

// Hit is an asset and the concern of it that a threat damages, written "AS01:I".
type Hit string

// Concern is what can be lost of an asset: C confidentiality, I integrity,
// A availability, Au authenticity.
type Concern string

// Vector says how an attack reaches the product (method 7): cloud, net, rad,
// port, phys, site, sup or inh.
type Vector string

// EffectKind is how strongly a measure works (method 10).
type EffectKind string

// The kinds of effect: a main measure takes up to three steps of feasibility, a
// supporting one takes one, a recording one takes none.
const (
	Main       EffectKind = "main"
	Supporting EffectKind = "supporting"
	Records    EffectKind = "records"
)

// Effect is what a measure takes from a threat.
type Effect struct {
	Kind         EffectKind
	LowersImpact bool // one step of impact when done or tested
}

// Catalogue is everything selfmark knows. It is never changed after loading.
type Catalogue struct {
	Version       string // year and month of the knowledge, for example "2026.11"
	Date          string // day of the last change, ISO 8601
	Digest        string // SHA-256 of the compact form, hexadecimal
	Questions     []Question
	Assets        []Asset
	Threats       []Threat
	Measures      []Measure
	Themes        []Theme
	Method        Method
	Requirements  []Requirement
	Categories    []Category
	Uncategorised []Uncategorised
	Routes        []Route
	Standards     Standards
	Glossary      []Term
	CSIRTs        CSIRTs
	Findings      []FindingText
	Roles         []Role
	Readings      []Reading
	Provisions    []Provision
	Past          []Edition // earlier versions, newest first
}

// Question is one question of the interview.
type Question struct {
	ID       QuestionID `yaml:"id"`
	Section  string     `yaml:"section"` // where the answer lives in the file
	Key      string     `yaml:"key"`
	Step     int        `yaml:"step"` // 1 to 11, of the wizard
	Block    string     `yaml:"block"`
	Kind     Kind       `yaml:"kind"`
	Text     string     `yaml:"text"`
	Short    string     `yaml:"short"`
	Counts   string     `yaml:"counts"` // what counts and what does not
	Why      string     `yaml:"why"`    // one line: why it is asked
	Cite     []Citation `yaml:"cite"`
	Example  string     `yaml:"example"`
	Options  []Option   `yaml:"options"`
	AskWhen  *Expr      `yaml:"-"`        // nil: always
	NotSure  bool       `yaml:"not_sure"` // offers "not sure"
	Optional bool       `yaml:"optional"` // an empty answer does not block
	EMB3D    []string   `yaml:"emb3d"`
}

// Kind is the form of an answer.
type Kind string

// The kinds of questions.
const (
	KindText     Kind = "text"     // one line
	KindProse    Kind = "prose"    // several lines
	KindList     Kind = "list"     // short lines, one an item
	KindNumber   Kind = "number"   // a whole number from 0
	KindDate     Kind = "date"     // 2027-12-11, or "open"
	KindMonth    Kind = "month"    // 2033-01
	KindOne      Kind = "one"      // one option
	KindMulti    Kind = "multi"    // any number of options, none is an answer
	KindYesNo    Kind = "yesno"    // yes or no
	KindCategory Kind = "category" // a category of Annex III or IV, or "none"
)

// Option is one answer to choose.
type Option struct {
	ID    string `yaml:"id"`
	Label string `yaml:"label"`
	Note  string `yaml:"note"`
	Tags  []Tag  `yaml:"tags"`
}

// Asset is something worth protecting (method 5).
type Asset struct {
	ID       AssetID       `yaml:"id"`
	Title    string        `yaml:"title"`
	Is       string        `yaml:"is"`
	EN18031  string        `yaml:"en18031"`
	Concerns []Concern     `yaml:"concerns"`
	When     string        `yaml:"when"`
	Trigger  Expr          `yaml:"-"`
	Terms    []ConcernText `yaml:"-"` // what decides the impact, in words
}

// ConcernText is a text about one concern of an asset.
type ConcernText struct {
	Concern Concern
	Text    string
}

// Factors are the four fixed parts of attack potential (method 7, values of
// ISO/IEC 18045); the fifth, the window, comes from the device.
type Factors struct {
	Time      int `yaml:"time"`      // 0, 1, 4, 17 or 19
	Expertise int `yaml:"expertise"` // 0, 3, 6 or 8
	Knowledge int `yaml:"knowledge"` // 0, 3, 7 or 11
	Equipment int `yaml:"equipment"` // 0, 4, 7 or 9
}

// Sum adds the four factors.
func (f Factors) Sum() int { return f.Time + f.Expertise + f.Knowledge + f.Equipment }

// Threat is one way of harm (method 9).
type Threat struct {
	ID           ThreatID        `yaml:"id"`
	Title        string          `yaml:"title"`
	Happens      string          `yaml:"happens"`
	Notice       string          `yaml:"notice"`
	STRIDE       []string        `yaml:"stride"`
	When         string          `yaml:"when"`
	Trigger      Expr            `yaml:"-"`
	Vector       Vector          `yaml:"vector"`
	Factors      Factors         `yaml:"factors"`
	Hits         []Hit           `yaml:"hits"`
	Requirements []string        `yaml:"requirements"` // letters of Annex I Part I (2)
	Scales       bool            `yaml:"scales"`       // one attack works on many units
	EMB3D        []string        `yaml:"emb3d"`
	Measures     []ThreatMeasure `yaml:"-"`
	NoMain       string          `yaml:"no_main_measure"` // why it has no main measure
}

// ThreatMeasure is a measure that helps against a threat, with its effect there.
type ThreatMeasure struct {
	ID     MeasureID
	Effect Effect
}

// Measure is something a maker can do (method 10).
type Measure struct {
	ID       MeasureID `yaml:"id"`
	Title    string    `yaml:"title"`
	Do       string    `yaml:"do"`
	Evidence string    `yaml:"evidence"`
	Propose  string    `yaml:"propose"` // draft of an implementation text, with places to fill in
	// Statement is what may be said of a measure that is in place without any
	// detail of the product: a proposal to read and accept.
	Statement    string   `yaml:"statement"`
	Effect       Effect   `yaml:"-"`
	Requirements []string `yaml:"requirements"` // letters of Annex I Part I (2)
	PartTwo      []int    `yaml:"part_two"`     // items of Annex I Part II
	EN18031      []string `yaml:"en18031"`
	EN303645     []string `yaml:"en303645"`
	IEC62443     []string `yaml:"iec62443"`
	EMB3D        []string `yaml:"emb3d"`
}

// Theme groups threats for the screens.
type Theme struct {
	ID      string     `yaml:"id"`
	Title   string     `yaml:"title"`
	Threats []ThreatID `yaml:"threats"`
}

// Method holds the scales and tables of the risk method (method 4 to 10).
type Method struct {
	FeasibilityUpTo []int    `yaml:"feasibility_up_to"` // highest sum for High, Medium, Low
	Matrix          [][]int  `yaml:"matrix"`            // [impact][feasibility], both ascending
	NotSureLeaves   []Tag    `yaml:"not_sure_leaves_out"`
	Scales          []Scale  `yaml:"scales"`
	Acceptance      []Level  `yaml:"acceptance"`
	Sources         []string `yaml:"sources"`
	Limits          []string `yaml:"limits"`
}

// Scale explains one scale of the method in words.
type Scale struct {
	ID     string  `yaml:"id"`
	Title  string  `yaml:"title"`
	Levels []Level `yaml:"levels"`
}

// Level is one step of a scale.
type Level struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Text  string `yaml:"text"`
}

// Requirement is one essential requirement of Annex I.
type Requirement struct {
	ID       RequirementID `yaml:"id"`
	Short    string        `yaml:"short"`
	Title    string        `yaml:"title"`
	Duty     string        `yaml:"duty"`
	Cite     []Citation    `yaml:"cite"`
	Claim    *Claim        `yaml:"claim"` // nil for Part I (1) and Part II
	EN18031  []string      `yaml:"en18031"`
	EN303645 []string      `yaml:"en303645"`
	Evidence string        `yaml:"evidence"`
	// Conditions are parts of the requirement with a condition of their own, answered
	// apart.
	Conditions []Condition `yaml:"conditions"`
}

// Condition is a part of a requirement that is answered apart.
type Condition struct {
	ID     string     `yaml:"id"`
	Title  string     `yaml:"title"`
	Text   string     `yaml:"text"`   // the question
	Exempt string     `yaml:"exempt"` // when it is not owed, "" for never
	Cite   []Citation `yaml:"cite"`
}

// Claim says when a requirement may be declared not applicable (method 13).
type Claim struct {
	Possible      string   `yaml:"possible"` // never, software-fixed, nature, no-risk, nature-or-no-risk
	Grounds       []string `yaml:"grounds"`  // nature, no-risk, interoperability, union-law
	BlockedBy     []Tag    `yaml:"blocked_by"`
	BlockedByRisk bool     `yaml:"blocked_by_risk"`
	WarnsByRisk   bool     `yaml:"warns_by_risk"`
	Justify       string   `yaml:"justify"`
	Bar           string   `yaml:"bar"` // whose rule the bar is: law or selfmark
}

// Category is a category of important or critical products.
type Category struct {
	ID           CategoryID `yaml:"id"`
	Class        string     `yaml:"class"` // important-1, important-2, critical
	Title        string     `yaml:"title"`
	Decides      string     `yaml:"decides"`
	In           []string   `yaml:"in"`
	Out          []string   `yaml:"out"`
	Words        []string   `yaml:"words"`
	Cite         []Citation `yaml:"cite"`
	Review       bool       `yaml:"review"`
	ReviewReason string     `yaml:"review_reason"`
	// LongUse says that products of this kind are expected to be in use for longer
	// than five years (recital 60).
	LongUse bool `yaml:"long_use"`
	// Chip says that the category is one of the ladder for chips (Annex III class I
	// (13) to (15), class II (3) and (4), Annex IV (3)).
	Chip bool `yaml:"chip"`
}

// Uncategorised names products that are in no category, and why.
type Uncategorised struct {
	Words []string   `yaml:"words"`
	Why   string     `yaml:"why"`
	Cite  []Citation `yaml:"cite"`
}

// Route is a way to show conformity (Art. 32, Annex VIII).
type Route struct {
	ID    string      `yaml:"id"` // A, B+C, H, scheme, other-law
	Title string      `yaml:"title"`
	Who   string      `yaml:"who"`
	Steps []RouteStep `yaml:"steps"`
	Cite  []Citation  `yaml:"cite"`
}

// RouteStep is one thing a route asks of the maker.
type RouteStep struct {
	Text string     `yaml:"text"`
	Cite []Citation `yaml:"cite"`
}

// Standards is the dated status of standards, schemes and notified bodies.
type Standards struct {
	Date           string    `yaml:"date"` // ISO 8601
	Source         string    `yaml:"source"`
	Cited          []string  `yaml:"cited"` // harmonised standards cited in the Official Journal
	Specifications []string  `yaml:"common_specifications"`
	Schemes        []string  `yaml:"schemes"`                 // Art. 27(9)
	Mandatory      []string  `yaml:"mandatory_certification"` // Art. 8(1), category ids, each perhaps with " from " and a date
	NotifiedBodies int       `yaml:"notified_bodies"`
	Pipeline       []Pending `yaml:"pipeline"`
	Given          bool      `yaml:"-"` // not the program's own: read from a folder
}

// Pending is a standard in the making.
type Pending struct {
	ID       string   `yaml:"id"`
	Serves   []string `yaml:"serves"`
	Status   string   `yaml:"status"`
	Expected string   `yaml:"expected_citation"`
}

// Term is an entry of the glossary.
type Term struct {
	Term    string     `yaml:"term"`
	Meaning string     `yaml:"meaning"`
	Cite    []Citation `yaml:"cite"`
}

// CSIRTs is the dated list of coordinating CSIRTs by country.
type CSIRTs struct {
	Date   string  `yaml:"date"`
	Note   string  `yaml:"note"`
	CSIRTs []CSIRT `yaml:"csirts"`
}

// CSIRT is the coordinator of one Member State.
type CSIRT struct {
	Country string `yaml:"country"`
	Name    string `yaml:"name"`
}

// Role is what somebody owes who has a certain part in a product: one page in
// plain words. Its id is an option of the question scope.role.
type Role struct {
	ID      string     `yaml:"id"`
	Title   string     `yaml:"title"`
	Summary string     `yaml:"summary"`
	Duties  []Duty     `yaml:"duties"`
	Cite    []Citation `yaml:"cite"`
}

// Duty is one thing that a role owes.
type Duty struct {
	Text string     `yaml:"text"`
	Cite []Citation `yaml:"cite"`
}

// Reading is a reading of the Commission that is milder than the wording of the
// act. It binds nobody; choosing it needs a reason.
type Reading struct {
	ID       string     `yaml:"id"`
	Tag      Tag        `yaml:"tag"` // the fact that choosing it sets
	Title    string     `yaml:"title"`
	Text     string     `yaml:"text"` // what the act says
	Milder   string     `yaml:"milder"`
	Question QuestionID `yaml:"question"` // where it is chosen
	Reason   QuestionID `yaml:"reason"`   // where its reason stands
	Cite     []Citation `yaml:"cite"`
}

// Provision is a rule that no question carries, in plain words.
type Provision struct {
	ID    string     `yaml:"id"` // the provision, for example "Art. 64(2)"
	Title string     `yaml:"title"`
	Text  string     `yaml:"text"`
	Words []string   `yaml:"words"`
	Cite  []Citation `yaml:"cite"`
}

// FindingText is what a finding says and how it is mended.
type FindingText struct {
	ID       string     `yaml:"id"`
	Severity string     `yaml:"severity"` // blocking, advice, open
	Basis    string     `yaml:"basis"`    // law, method, practice, program
	Text     string     `yaml:"text"`     // {name} places are filled in
	Many     string     `yaml:"many"`     // what several say together, {n} of them; "" where each stands alone
	Remedy   string     `yaml:"remedy"`
	Cite     []Citation `yaml:"cite"`
}
