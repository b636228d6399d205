package assessment

import (
	"time"

	"selfmark/assessment/catalogue"
)

// Impact is the level of harm: 0 Negligible, 1 Moderate, 2 Major, 3 Severe (method 6).
type Impact int

// Feasibility is how easy an attack is: 0 Very low, 1 Low, 2 Medium, 3 High (method 7).
type Feasibility int

// Rating is the level of risk, 1 to 5 (method 8), shown as R1 to R5.
type Rating int

// HarmCategory is the kind of harm: S safety, N other networks and services,
// P privacy, F property and money, O operation. That is also their order when
// levels are equal (method 6).
type HarmCategory string

// Reason explains a derived statement: which rule, on which answers and why.
type Reason struct {
	Rule    string                 // for example "method 7, vector net" or "Art. 32(2)"
	Text    string                 // one plain sentence
	Answers []catalogue.QuestionID // the answers it rests on, in catalogue order
	Cite    []catalogue.Citation
}

// Result is everything that follows from an assessment on a date.
type Result struct {
	Date         time.Time // the date of evaluation
	Tags         TagSet
	Scope        ScopeResult
	Class        ClassResult
	Routes       []RouteResult
	Standards    []StandardResult // applied, in the order of the answers
	Modules      []ModuleResult   // also offered separately
	Route        string           // the chosen route, "" if none
	Support      SupportResult
	Assets       []AssetResult
	Threats      []ThreatResult // catalogue order, then own threats
	Measures     []MeasureResult
	Requirements []RequirementResult // I.I.1, then (a) to (m)
	PartTwo      []PartTwoResult
	Remote       []RemoteResult
	Modification *Modification   // nil while nothing changed since the last final revision
	Readings     []ReadingResult // milder readings of the law that were chosen
	Findings     []Finding       // blocking first, in the order of the steps
	Status       Status
	Counts       Counts
	// Knowledge is what the version of the catalogue changes, nil when the answers
	// were rated with it.
	Knowledge *Knowledge
}

// Status of the document that these answers make.
type Status string

// The statuses.
const (
	NotReady Status = "not ready to be placed on the market"
	Draft    Status = "draft"
	Final    Status = "final"
)

// Severity of a finding.
type Severity string

// The severities: blocking stands against a final document.
const (
	Blocking Severity = "blocking"
	Advice   Severity = "advice"
	Open     Severity = "open"
)

// Finding is something missing, doubtful or open, with its place and its remedy.
type Finding struct {
	ID       string // stable, of the catalogue
	Severity Severity
	Basis    string // law, method, practice, program
	NotReady bool   // makes the document "not ready", not only "draft"
	Internal bool   // comes from an internal note: stays out of every export
	Step     int    // 1 to 11: where it is mended
	Item     string // question, threat, measure, requirement or record there
	Text     string
	Remedy   string
	Cite     []catalogue.Citation
}

// Regime is the outcome of the scope questions (step 2).
type Regime string

// The regimes, with the spellings of check --json.
const (
	InScope      Regime = "in"
	Transition   Regime = "transition" // reporting only, Art. 69
	OutOfScope   Regime = "out"
	Steward      Regime = "steward" // Art. 24 only
	OtherRole    Regime = "other-role"
	ConfirmScope Regime = "confirm"
	ScopeOpen    Regime = "" // not enough answers
)

// ScopeResult says whether the regulation applies, and each test that decided.
type ScopeResult struct {
	Regime Regime
	Title  string // in words
	Tests  []TestResult
	Reason Reason
}

// TestResult is one test with its outcome.
type TestResult struct {
	Title   string
	Outcome string // in words
	Passed  bool   // speaks for being in scope
	Known   bool   // answered
	Reason  Reason
}

// ReadingResult is a milder, non-binding reading of the law that was chosen, with
// what the act says and the reason that was recorded.
type ReadingResult struct {
	ID       string
	Title    string
	Text     string
	Milder   string
	Question catalogue.QuestionID
	Reason   string
	Cite     []catalogue.Citation
}

// ClassResult is the class of the product (Art. 7, 8).
type ClassResult struct {
	Class    string // default, important-1, important-2, critical, "" while open
	Title    string
	Category catalogue.CategoryID // "" for none
	Review   bool                 // needs an expert
	Reason   Reason
}

// ModuleResult is a module that is also offered separately, with its own class and
// routes.
type ModuleResult struct {
	Name   string
	Class  ClassResult
	Routes []RouteResult
}

// RouteResult is one conformity route and whether it is open (Art. 32).
type RouteResult struct {
	ID          string
	Title       string
	Open        bool
	Self        bool // without a notified body
	Recommended bool
	Condition   string
	Reason      Reason
}

// SupportResult holds the dates that follow from the support period.
type SupportResult struct {
	End           string // month, 2033-01
	MinimumMonth  string // the earliest end allowed by Art. 13(8), "" if not computable
	ExpectedMonth string // the end of the expected time in use, "" if not computable
	LastOpen      bool   // units are still placed: the dates move with each
	KeepUntil     string // Art. 13(13), ISO date, "" if not computable
	Reason        Reason
}

// RemoteResult says what a remote service is under Art. 3(2).
type RemoteResult struct {
	Name    string
	Outcome string // part, component, outside, open
	Title   string
	Reason  Reason
}

// Harm is a level of harm with its category.
type Harm struct {
	Level    Impact
	Category HarmCategory
}

// AssetResult is an asset that exists, with the impact of each concern.
type AssetResult struct {
	ID       catalogue.AssetID
	Title    string
	Own      bool
	Concerns []ConcernResult
	Reason   Reason
}

// ConcernResult is the base impact of one concern, computed and as changed by the user.
type ConcernResult struct {
	Concern  catalogue.Concern
	Computed Harm
	Impact   Harm // what counts
	Override *ImpactOverride
	Reason   Reason // the term that decided
}

// HitHarm is the impact on an asset that a threat hits, as this threat sees it: with
// the step for the size of the fleet, or without the fleet.
type HitHarm struct {
	Hit  catalogue.Hit
	Harm Harm
}

// ThreatResult is one threat that the answers trigger, or an own one.
type ThreatResult struct {
	ID                  catalogue.ThreatID
	Title               string
	Own                 bool
	Vector              catalogue.Vector
	Factors             catalogue.Factors // what counts
	Catalogue           catalogue.Factors // as in the catalogue
	Window              int
	Potential           int // the five added up
	Feasibility         Feasibility
	Impact              Harm
	ComputedImpact      Harm          // without the user's change
	Scaled              bool          // one level more for the size of the fleet
	Decides             catalogue.Hit // the asset that decides, "" if none exists
	Scales              bool          // one attack works on many units
	Hits                []HitHarm     // the existing assets it hits, as it sees them
	Inherent            Rating
	ComputedInherent    Rating // without the user's changes to this threat
	Residual            Rating
	ResidualFeasibility Feasibility
	ResidualImpact      Impact
	Requirements        []string
	Measures            []catalogue.ThreatMeasure
	Dismissed           bool
	Changed             bool // factors or impact changed by the user
	Decision            ThreatDecision
	Because             Reason // why it is considered
	WindowReason        Reason
	ImpactReason        Reason
	RiskReason          Reason // impact × feasibility
	ResidualReason      Reason
	StateDigest         string // what an approval is bound to, for R3 and above
	Approved            bool   // R3 with a valid approval
	ApprovalVoid        bool   // an approval exists but the risk has changed since
}

// MeasureResult is a measure that some threat needs or that is always asked.
type MeasureResult struct {
	ID      catalogue.MeasureID
	Title   string
	Own     bool
	Answer  MeasureAnswer
	State   State // what counts: tested without evidence of a test counts as done
	Threats []catalogue.ThreatID
	Lowers  int // risks that would be lower if it were tested, compared with not in place
	Serves  []string
}

// RequirementResult is one requirement of Annex I Part I.
type RequirementResult struct {
	ID            catalogue.RequirementID
	Letter        string               // "1", "a" to "m"
	Threats       []catalogue.ThreatID // triggered threats with its letter
	R2Up          int
	Highest       Rating
	ClaimPossible bool
	Thin          bool
	BlockedBy     []string
	Warnings      []catalogue.ThreatID
	Applicable    bool
	Partly        bool // set aside for a named interface or function
	Met           bool
	Missing       []string // what is missing to be met, in words
	Measures      []catalogue.MeasureID
	Proposal      string // proposed implementation text
	Cover         Cover  // by standards with a presumption
	Reason        Reason
}

// PartTwoResult is one item of Annex I Part II.
type PartTwoResult struct {
	Number   int
	ID       catalogue.RequirementID
	Met      bool
	Missing  []string
	Measures []catalogue.MeasureID
	Proposal string
	Cover    Cover // by standards with a presumption
}

// Counts are the figures of the results line.
type Counts struct {
	Inherent      [6]int // by rating, index 1 to 5
	Residual      [6]int // dismissed threats left out
	Applicable    int
	Met           int
	NotApplicable int
	Blocking      int
	Advice        int
	OpenPoints    int
	Questions     int // asked, without those that may stay empty
	Answered      int // of these
}
