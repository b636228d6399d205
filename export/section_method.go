package export

import (
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// Method is section 4: enough that someone else can repeat the rating by hand.
type Method struct {
	Intro []string `json:"intro"`
	// Scales are the scales in words.
	Scales []Scale `json:"scales"`
	// Feasibility says from which sum of attack potential on an attack counts as how feasible.
	Feasibility []MethodRule `json:"feasibility"`
	// Window is the fifth factor of attack potential, read from the interfaces.
	Window []MethodRule `json:"window"`
	// ImpactTerms say what decides the impact on each asset of the catalogue.
	ImpactTerms []MethodRule `json:"impact_terms"`
	// ThreatImpact says how the impact of a threat follows from the assets it hits.
	ThreatImpact []MethodRule `json:"threat_impact"`
	Matrix       []MatrixRow  `json:"matrix"`
	// Effects say what a measure takes from a risk.
	Effects    []MethodRule `json:"effects"`
	Acceptance []Level      `json:"acceptance"`
	// SettingAside says when a requirement may be declared not applicable, Met when it
	// counts as met, and Status what the status of the document follows from.
	SettingAside []MethodRule `json:"setting_aside"`
	Met          []MethodRule `json:"met"`
	Status       []MethodRule `json:"status"`
	Sources      []string     `json:"sources"`
	Limits       []string     `json:"limits"`
}

// Scale is one scale of the method.
type Scale struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Levels []Level `json:"levels"`
}

// Level is one step of a scale.
type Level struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// MethodRule is a rule of the method: the case and what follows.
type MethodRule struct {
	When string `json:"when"`
	Then string `json:"then"`
}

// MatrixRow is the risk for one level of impact, by feasibility.
type MatrixRow struct {
	Impact  string `json:"impact"`
	VeryLow string `json:"very_low"`
	Low     string `json:"low"`
	Medium  string `json:"medium"`
	High    string `json:"high"`
}

func (b *builder) method() Method {
	m := b.cat.Method
	out := Method{Intro: clone(msgMethodIntro), Feasibility: feasibilityRules(m.FeasibilityUpTo), Window: windowRules(),
		ImpactTerms: b.impactTerms(), ThreatImpact: threatImpactRules(), SettingAside: asideRules(), Met: metRules(), Status: statusRules(), Matrix: matrix(m.Matrix), Effects: effectRules(),
		Acceptance: levels(m.Acceptance), Sources: clone(m.Sources), Limits: clone(m.Limits)}
	for _, s := range m.Scales {
		if s.ID == "feasibility" { // printed from the thresholds themselves
			continue
		}
		out.Scales = append(out.Scales, Scale{ID: s.ID, Title: s.Title, Levels: levels(s.Levels)})
	}
	if len(out.Limits) == 0 {
		out.Limits = []string{msgNotAMeasurement}
	}
	return out
}

func levels(in []catalogue.Level) []Level {
	var out []Level
	for _, l := range in {
		out = append(out, Level{ID: l.ID, Title: l.Title, Text: l.Text})
	}
	return out
}

// feasibilityRules puts the thresholds into words, the highest feasibility first.
func feasibilityRules(upTo []int) []MethodRule {
	var out []MethodRule
	from := 0
	for i := range len(feasibilityWords) {
		word := feasibilityWords[len(feasibilityWords)-1-i]
		if i >= len(upTo) {
			out = append(out, MethodRule{When: msgSumFrom(from), Then: word})
			break
		}
		out = append(out, MethodRule{When: msgSumBetween(from, upTo[i]), Then: word})
		from = upTo[i] + 1
	}
	return out
}

// matrix lists the rows with the highest impact first.
func matrix(m [][]int) []MatrixRow {
	var out []MatrixRow
	for impact := len(m) - 1; impact >= 0; impact-- {
		row := MatrixRow{Impact: impactWords[impact]}
		cells := []*string{&row.VeryLow, &row.Low, &row.Medium, &row.High}
		for f, rating := range m[impact] {
			*cells[f] = "R" + number(rating)
		}
		out = append(out, row)
	}
	return out
}

// impactTerms says for each asset what decides its impact; concerns that are
// decided alike share a line.
func (b *builder) impactTerms() []MethodRule {
	var out []MethodRule
	for _, a := range b.cat.Assets {
		name := string(a.ID) + " " + a.Title
		for i, t := range a.Terms {
			if i > 0 && a.Terms[i-1].Text == t.Text {
				out[len(out)-1].When += ", " + interview.ConcernTitle(t.Concern)
				continue
			}
			out = append(out, MethodRule{When: name + ", " + interview.ConcernTitle(t.Concern), Then: t.Text})
		}
	}
	return out
}
