package assessment

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
)

var day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

// vector is a random device with everything that follows from it, made by the
// reference computation of the method.
type vector struct {
	Answers map[catalogue.QuestionID]json.RawMessage `json:"answers"`
	Tags    []catalogue.Tag                          `json:"tags"`
	States  map[catalogue.MeasureID]State            `json:"measures"`
	Assets  []catalogue.AssetID                      `json:"assets"`
	Impacts map[catalogue.Hit]struct {
		Level    string       `json:"level"`
		Category HarmCategory `json:"category"`
	} `json:"impacts"`
	Threats      []vectorThreat               `json:"threats"`
	Requirements map[string]vectorRequirement `json:"requirements"`
}

type vectorThreat struct {
	ID                  catalogue.ThreatID `json:"id"`
	Window              int                `json:"window"`
	Potential           int                `json:"attack_potential"`
	Feasibility         string             `json:"feasibility"`
	Impact              string             `json:"impact"`
	Category            HarmCategory       `json:"category"`
	Asset               *catalogue.Hit     `json:"asset"`
	Inherent            Rating             `json:"inherent"`
	Residual            Rating             `json:"residual"`
	ResidualFeasibility string             `json:"residual_feasibility"`
	ResidualImpact      string             `json:"residual_impact"`
}

type vectorRequirement struct {
	Threats       int      `json:"threats"`
	R2Up          int      `json:"threats_r2_up"`
	Highest       Rating   `json:"highest"`
	ClaimPossible bool     `json:"claim_possible"`
	Thin          bool     `json:"thin"`
	BlockedBy     []string `json:"blocked_by"`
}

func readVectors(t testing.TB) []vector {
	t.Helper()
	f, err := os.Open("testdata/vectors.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all struct {
		Vectors []vector `json:"vectors"`
	}
	if err := json.NewDecoder(z).Decode(&all); err != nil {
		t.Fatal(err)
	}
	return all.Vectors
}

// device makes the assessment of a vector; "tested" is taken as said there, so
// every tested measure gets evidence of a test.
func (v vector) device(t testing.TB, cat *catalogue.Catalogue) Assessment {
	t.Helper()
	a := Assessment{Answers: map[catalogue.QuestionID]Answer{}}
	for id, raw := range v.Answers {
		q := cat.Question(id)
		if q == nil {
			t.Fatalf("the catalogue has no question %s", id)
		}
		a.Answers[id] = vectorAnswer(t, q, raw)
	}
	a.Measures, a.Evidence = stated(v.States)
	return a
}

func vectorAnswer(t testing.TB, q *catalogue.Question, raw json.RawMessage) Answer {
	t.Helper()
	var numbers []int
	if err := json.Unmarshal(raw, &numbers); err != nil {
		return Answer{NotSure: true}
	}
	answer := Answer{Options: []string{}}
	for _, n := range numbers {
		answer.Options = append(answer.Options, q.Options[n].ID)
	}
	return answer
}

func stated(states map[catalogue.MeasureID]State) (map[catalogue.MeasureID]MeasureAnswer, []Evidence) {
	measures := map[catalogue.MeasureID]MeasureAnswer{}
	for id, state := range states {
		measures[id] = MeasureAnswer{State: state, Evidence: []string{"E1"}}
	}
	return measures, []Evidence{{ID: "E1", Kind: "test", Link: "report"}}
}

// TestVectors: the 200 devices of method.md 4.1 give exactly what the reference
// computation gives.
func TestVectors(t *testing.T) {
	cat := catalogue.Load()
	vectors := readVectors(t)
	if len(vectors) != 200 {
		t.Fatalf("%d vectors, want 200", len(vectors))
	}
	for i, v := range vectors {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			r := Evaluate(cat, v.device(t, cat), day)
			equal(t, "tags", r.Tags.Sorted(), v.Tags)
			equal(t, "assets", assetIDs(r), v.Assets)
			equal(t, "impacts", impactsOf(r), v.impacts())
			equal(t, "threats", threatsOf(r), v.Threats)
			equal(t, "requirements", requirementsOf(r), v.Requirements)
		})
	}
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		g, _ := json.Marshal(got)
		w, _ := json.Marshal(want)
		t.Errorf("%s\n got %s\nwant %s", what, g, w)
	}
}

func assetIDs(r Result) []catalogue.AssetID {
	var ids []catalogue.AssetID
	for _, a := range r.Assets {
		ids = append(ids, a.ID)
	}
	return ids
}

func (v vector) impacts() map[catalogue.Hit]string {
	out := map[catalogue.Hit]string{}
	for hit, h := range v.Impacts {
		out[hit] = h.Level + " " + string(h.Category)
	}
	return out
}

func impactsOf(r Result) map[catalogue.Hit]string {
	out := map[catalogue.Hit]string{}
	for _, a := range r.Assets {
		for _, c := range a.Concerns {
			out[catalogue.Hit(string(a.ID)+":"+string(c.Concern))] = c.Impact.Level.String() + " " + string(c.Impact.Category)
		}
	}
	return out
}

func threatsOf(r Result) []vectorThreat {
	var out []vectorThreat
	for _, t := range r.Threats {
		v := vectorThreat{ID: t.ID, Window: t.Window, Potential: t.Potential, Feasibility: t.Feasibility.String(), Impact: t.Impact.Level.String(),
			Category: t.Impact.Category, Inherent: t.Inherent, Residual: t.Residual,
			ResidualFeasibility: t.ResidualFeasibility.String(), ResidualImpact: t.ResidualImpact.String()}
		if t.Decides != "" {
			v.Asset = &t.Decides
		}
		out = append(out, v)
	}
	return out
}

func requirementsOf(r Result) map[string]vectorRequirement {
	out := map[string]vectorRequirement{}
	for _, q := range r.Requirements {
		if q.Letter == "1" {
			continue
		}
		v := vectorRequirement{len(q.Threats), q.R2Up, q.Highest, q.ClaimPossible, q.Thin, q.BlockedBy}
		if v.BlockedBy == nil {
			v.BlockedBy = []string{}
		}
		out[q.Letter] = v
	}
	return out
}

// worked is a worked device of method.md 14.
type worked struct {
	Tags         []catalogue.Tag               `json:"tags"`
	States       map[catalogue.MeasureID]State `json:"measures"`
	Assets       int                           `json:"assets"`
	Threats      int                           `json:"threats"`
	Inherent     [5]int                        `json:"inherent"`
	Untested     [5]int                        `json:"untested"`
	Tested       [5]int                        `json:"tested"`
	Left         []string                      `json:"left"`
	Claims       []string                      `json:"claims_possible"`
	Requirements map[string]vectorRequirement  `json:"requirements"`
}

// TestWorkedExamples: the four devices of method.md 14, from their facts.
func TestWorkedExamples(t *testing.T) {
	data, err := os.ReadFile("testdata/examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var devices map[string]worked
	if err := json.Unmarshal(data, &devices); err != nil {
		t.Fatal(err)
	}
	cat := catalogue.Load()
	for name, d := range devices {
		t.Run(name, func(t *testing.T) {
			r := d.evaluate(cat, d.States)
			equal(t, "assets", len(r.Assets), d.Assets)
			equal(t, "threats", len(r.Threats), d.Threats)
			equal(t, "inherent", levels(r.Counts.Inherent), d.Inherent)
			equal(t, "tested", levels(r.Counts.Residual), d.Tested)
			equal(t, "untested", levels(d.evaluate(cat, untested(d.States)).Counts.Residual), d.Untested)
			equal(t, "left", left(r), d.Left)
			equal(t, "requirements", requirementsOf(r), d.Requirements)
			claims := []string{}
			for _, q := range r.Requirements {
				if q.ClaimPossible {
					claims = append(claims, q.Letter)
				}
			}
			equal(t, "claims", claims, d.Claims)
		})
	}
}

func (d worked) evaluate(cat *catalogue.Catalogue, states map[catalogue.MeasureID]State) Result {
	facts := TagSet{origin: map[catalogue.Tag][]catalogue.QuestionID{}}
	for _, tag := range d.Tags {
		facts.add(tag, "Q01")
	}
	var a Assessment
	a.Measures, a.Evidence = stated(states)
	return evaluateFacts(cat, a, facts, day)
}

// untested counts every tested measure as done (method 16).
func untested(states map[catalogue.MeasureID]State) map[catalogue.MeasureID]State {
	out := map[catalogue.MeasureID]State{}
	for id, state := range states {
		if state == Tested {
			state = Done
		}
		out[id] = state
	}
	return out
}

func left(r Result) []string {
	out := []string{}
	for _, t := range r.Threats {
		if t.Residual >= 3 {
			out = append(out, fmt.Sprintf("%s %s", t.ID, t.Residual))
		}
	}
	slices.Sort(out)
	return out
}

// levels drops the unused index 0 of a count by rating.
func levels(counts [6]int) [5]int { return [5]int(counts[1:]) }
