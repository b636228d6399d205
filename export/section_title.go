package export

import (
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// TitleBlock is section 0.
type TitleBlock struct {
	Product      string   `json:"product"`
	Type         string   `json:"type"`
	Identifier   string   `json:"identifier"`
	Versions     []string `json:"versions"`
	Manufacturer []Answer `json:"manufacturer"`
	// Role is the role of the person who assesses (Art. 3(13), 21, 22).
	Role       string `json:"role"`
	DocumentID string `json:"document_id" schema:"pattern=^[a-z0-9]+(-[a-z0-9]+)*$"`
	Revision   int    `json:"revision" schema:"min=1"`
	Status     string `json:"status" schema:"enum=draft|final|not ready to be placed on the market"`
	// StatusMeaning says what the status means.
	StatusMeaning string `json:"status_meaning"`
	// StatusReasons are the findings that stand against a final document.
	StatusReasons    []Finding `json:"status_reasons"`
	Date             string    `json:"date" schema:"pattern=^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`
	Language         string    `json:"language" schema:"enum=en"`
	Tool             string    `json:"tool"`
	ToolVersion      string    `json:"tool_version"`
	CatalogueVersion string    `json:"catalogue_version"`
	CatalogueDate    string    `json:"catalogue_date"`
	CatalogueSHA256  string    `json:"catalogue_sha256"`
	StandardsDate    string    `json:"standards_date"`
	// Statement says what this document is not.
	Statement string `json:"statement"`
}

func (b *builder) title() TitleBlock {
	reasons := b.statusReasons()
	return TitleBlock{
		Product: b.a.Name(), Type: b.text(qType), Identifier: b.text(qIdentifier), Versions: b.list(qVersions),
		Manufacturer: b.manufacturer(), Role: b.text(qRole),
		DocumentID: b.documentID(), Revision: b.revision(),
		Status: string(b.r.Status), StatusMeaning: msgStatus(b.r.Status, b.assessed(), len(reasons)), StatusReasons: reasons,
		Date: b.r.Date.Format("2006-01-02"), Language: Language, Tool: toolName, ToolVersion: b.opts.ToolVersion,
		CatalogueVersion: b.cat.Version, CatalogueDate: b.cat.Date, CatalogueSHA256: b.cat.Digest,
		StandardsDate: b.cat.Standards.Date, Statement: b.statement(),
	}
}

func (b *builder) statement() string {
	if !b.assessed() {
		return msgMemoStatement
	}
	return msgStatement
}

const toolName = "selfmark"

// manufacturer says who the manufacturer is and how to reach it; section 2 has
// the other answers about it.
func (b *builder) manufacturer() []Answer {
	var out []Answer
	for _, id := range []catalogue.QuestionID{qMaker, qMakerAddress, qMakerContact} {
		if q := b.cat.Question(id); q != nil && b.shown(q) {
			out = append(out, b.answer(q))
		}
	}
	return out
}

// statusReasons are the findings behind the status: those that make the product
// not ready, or else all that block.
func (b *builder) statusReasons() []Finding {
	var out []Finding
	for _, f := range b.r.Findings {
		stands := f.Severity == assessment.Blocking
		if b.r.Status == assessment.NotReady {
			stands = f.NotReady
		}
		if stands && !f.Internal && b.r.Status != assessment.Final {
			out = append(out, b.finding(f))
		}
	}
	return out
}

// Summary is section 1.
type Summary struct {
	Product string `json:"product"`
	Purpose string `json:"purpose"`
	Class   string `json:"class"`
	Route   string `json:"route"`
	Regime  string `json:"regime"`
	// NotOwed says that nothing of sections 6 to 10 is owed under the regime, and why.
	NotOwed       string `json:"not_owed"`
	HighestRisk   string `json:"highest_residual_risk"`
	Counts        Counts `json:"counts"`
	NotApplicable []Item `json:"not_applicable"`
	// NotShown are the requirements and items of Annex I not shown to be met.
	NotShown   []Item `json:"not_shown_to_be_met"`
	SupportEnd string `json:"support_end"`
	KeepUntil  string `json:"keep_until"`
	// Signers are those whose signature the document requires.
	Signers []string `json:"signers"`
	// Key explains the ratings in one line each.
	Key []string `json:"key"`
}

// Counts are the figures of the summary, each the count of lines in a section.
type Counts struct {
	Assets             int        `json:"assets"`
	Threats            int        `json:"threats"`
	Dismissed          int        `json:"dismissed"`
	Inherent           RiskCounts `json:"inherent"`
	Residual           RiskCounts `json:"residual"`
	Measures           int        `json:"measures"`
	MeasuresInPlace    int        `json:"measures_in_place"`
	MeasuresUnanswered int        `json:"measures_unanswered"`
	Applicable         int        `json:"requirements_applicable"`
	Met                int        `json:"requirements_met"`
	Open               int        `json:"requirements_open"`
	NotApplicable      int        `json:"requirements_not_applicable"`
	PartTwoMet         int        `json:"part_two_met"`
	PartTwoOpen        int        `json:"part_two_open"`
	Components         int        `json:"components"`
	Exploitable        int        `json:"open_exploitable_vulnerabilities"`
	OpenPoints         int        `json:"open_points"`
	Blocking           int        `json:"blocking_findings"`
	Advice             int        `json:"advice_findings"`
	Signers            int        `json:"signers"`
}

// RiskCounts are numbers of threats by rating.
type RiskCounts struct {
	R1 int `json:"r1"`
	R2 int `json:"r2"`
	R3 int `json:"r3"`
	R4 int `json:"r4"`
	R5 int `json:"r5"`
}

func (c *RiskCounts) add(rating string) {
	switch rating {
	case "R1":
		c.R1++
	case "R2":
		c.R2++
	case "R3":
		c.R3++
	case "R4":
		c.R4++
	case "R5":
		c.R5++
	}
}

// summary counts what the sections hold, so that the two cannot differ.
func (b *builder) summary(d *Document) Summary {
	s := Summary{
		Product: b.a.Name(), Purpose: b.text(qPurpose), Class: d.Scope.Class.Title, Route: chosenRoute(d.Scope.Routes),
		Regime: d.Scope.Title, NotOwed: b.notOwed(), HighestRisk: highest(d.Threats.Threats), Counts: counts(d),
		NotApplicable: notApplicable(d.PartOne.Requirements), NotShown: notShown(d),
		SupportEnd: d.Support.End, KeepUntil: d.Support.KeepUntil,
		Signers: signerNames(d.Signatures.Signers), Key: ratingKey(b.cat),
	}
	if !b.assessed() { // nothing of it is owed, so nothing of it is a result
		s.Class, s.Route, s.HighestRisk, s.SupportEnd, s.KeepUntil = "", "", "", "", ""
	}
	return s
}

// notOwed is empty while risks, measures and requirements are owed.
func (b *builder) notOwed() string {
	if b.assessed() {
		return ""
	}
	reason := b.r.Scope.Reason
	return msgNotOwed(b.r.Scope.Title, reason.Text, citations(reason.Cite))
}

func chosenRoute(routes []Route) string {
	for _, r := range routes {
		if r.Chosen {
			return r.Title
		}
	}
	return ""
}

// highest is the highest residual rating of the threats that are not dismissed.
func highest(threats []Threat) string {
	worst := ""
	for _, t := range threats {
		if !t.Dismissed && t.Residual.Rating > worst && strings.HasPrefix(t.Residual.Rating, "R") {
			worst = t.Residual.Rating
		}
	}
	return worst
}

func notApplicable(requirements []Requirement) []Item {
	var out []Item
	for _, r := range requirements {
		if !r.Applicable {
			out = append(out, Item{ID: requirementName(r.Letter), Title: strings.TrimPrefix(r.Title+": ", ": ") + r.Claim.ground()})
		}
	}
	return out
}

// notShown lists what of Annex I the document does not show to be met.
func notShown(d *Document) []Item {
	var out []Item
	for _, r := range d.PartOne.Requirements {
		if r.Applicable && !r.Met {
			out = append(out, Item{ID: requirementName(r.Letter), Title: r.Title})
		}
	}
	for _, p := range d.PartTwo.Items {
		if !p.Met {
			out = append(out, Item{ID: partTwoName(p.Number), Title: p.Title})
		}
	}
	return out
}

func counts(d *Document) Counts {
	c := Counts{Assets: len(d.Assets.Assets), Threats: len(d.Threats.Threats), Measures: len(d.Measures.Measures),
		Components: len(d.Components.Components), OpenPoints: len(d.OpenPoints.Points), Signers: len(d.Signatures.Signers)}
	c.countThreats(d.Threats.Threats)
	for _, m := range d.Measures.Measures {
		c.MeasuresInPlace += one(assessment.State(m.Counts).InPlace())
		c.MeasuresUnanswered += one(m.State == "")
	}
	for _, r := range d.PartOne.Requirements {
		c.Applicable += one(r.Applicable)
		c.NotApplicable += one(!r.Applicable)
		c.Met += one(r.Applicable && r.Met)
		c.Open += one(r.Applicable && !r.Met)
	}
	for _, p := range d.PartTwo.Items {
		c.PartTwoMet += one(p.Met)
		c.PartTwoOpen += one(!p.Met)
	}
	for _, comp := range d.Components.Components {
		for _, v := range comp.Vulnerabilities {
			c.Exploitable += one(v.Open && v.Exploitable != string(assessment.No))
		}
	}
	for _, f := range d.OpenPoints.Findings {
		c.Blocking += one(f.Severity == string(assessment.Blocking))
		c.Advice += one(f.Severity == string(assessment.Advice))
	}
	return c
}

func (c *Counts) countThreats(threats []Threat) {
	for _, t := range threats {
		c.Inherent.add(t.Inherent.Rating)
		if t.Dismissed {
			c.Dismissed++
			continue
		}
		c.Residual.add(t.Residual.Rating)
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func signerNames(signers []Signer) []string {
	var out []string
	for _, s := range signers {
		out = append(out, msgSigner(s))
	}
	return out
}

// ratingKey explains R1 to R5 in the words of the method's acceptance rules.
func ratingKey(cat *catalogue.Catalogue) []string {
	var out []string
	levels := cat.Method.Acceptance
	for from := 0; from < len(levels); {
		to := from + 1 // levels that mean the same share a line
		for to < len(levels) && levels[to].Text == levels[from].Text {
			to++
		}
		out = append(out, msgKey(levels[from:to]))
		from = to
	}
	if len(out) == 0 {
		return []string{msgRatingKey}
	}
	return out
}
