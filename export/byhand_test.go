package export

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// reader repeats ratings as somebody does who has the Markdown of a document and nothing
// else: the scales, the matrix and the effects are those printed in section 4.
type reader struct {
	t      *testing.T
	matrix map[string][]string
	from   []int // the sums from which an attack is Medium, Low, Very low
}

var (
	levelsUp      = []string{"Negligible", "Moderate", "Major", "Severe"}
	feasibilityUp = []string{"Very low", "Low", "Medium", "High"}
	categoryOrder = []string{"safety", "other networks and services", "privacy", "property and money", "operation"}

	threatForm = regexp.MustCompile(`(?m)^### (O?T\d+)\n`)
	sumForm    = regexp.MustCompile(`(?:: |\+ )[a-z]+ (\d+)`)
	hitForm    = regexp.MustCompile(`(O?AS?\d+):(C|I|Au|A) [^;]*?: (\w+) \(([a-z ]+)\)(?:;|$)`)
	helpForm   = regexp.MustCompile(`\[O?M\d+\]\(#[a-z0-9]+\)[^\[]*?\(([^()]*(?:tested|done|partly in place|planned|not in place|not answered))\)`)
	ratingForm = regexp.MustCompile(`^(R\d): (\w+) impact \(([^()]*?)(?:, O?AS?\d+:\w+)?\) × (very low|low|medium|high) feasibility`)
)

// unwrapped joins the lines of each item of a list.
func unwrapped(md string) string { return regexp.MustCompile(`\n  +`).ReplaceAllString(md, " ") }

// lineOf is what stands behind a label.
func lineOf(section, label string) string {
	_, rest, _ := strings.Cut(section, "- **"+label+":** ")
	line, _, _ := strings.Cut(rest, "\n")
	return line
}

func newReader(t *testing.T, md string) reader {
	r := reader{t: t, matrix: map[string][]string{}}
	_, method, _ := strings.Cut(md, "\n## 4 Method\n")
	for _, m := range regexp.MustCompile(`sum (\d+)`).FindAllStringSubmatch(method, -1) {
		n, _ := strconv.Atoi(m[1])
		r.from = append(r.from, n)
	}
	_, table, _ := strings.Cut(method, "### Risk matrix\n")
	for _, m := range regexp.MustCompile(`(?m)^\| (\w+) +\| (R\d) +\| (R\d) +\| (R\d) +\| (R\d) +\|$`).FindAllStringSubmatch(table, 4) {
		r.matrix[m[1]] = m[2:]
	}
	if len(r.from) != 4 || len(r.matrix) != 4 {
		t.Fatalf("the method does not hold the thresholds or the matrix: %v %v", r.from, r.matrix)
	}
	return r
}

func (r reader) feasibility(sum int) int {
	level := 3
	for _, from := range r.from[1:] {
		if sum >= from {
			level--
		}
	}
	return level
}

func (r reader) rate(impact, feasibility int, category string) string {
	rating := r.matrix[levelsUp[impact]][feasibility]
	if category == "safety" && impact == 3 {
		return max(rating, "R3")
	}
	return rating
}

// taken is what the measures take: steps of feasibility and levels of impact.
func (r reader) taken(measures string) (steps, levels int) {
	for _, m := range helpForm.FindAllStringSubmatch(measures, -1) {
		words := strings.Split(m[1], ", ")
		state := words[len(words)-1]
		steps += map[string]int{"main tested": 3, "main done": 2, "main partly in place": 1, "supporting tested": 1, "supporting done": 1}[words[0]+" "+state]
		if slices.Contains(words, "lowers impact") && (state == "tested" || state == "done") {
			levels = 1
		}
	}
	return min(3, steps), levels
}

// repeat rates one threat from its section, and compares with what is printed.
func (r reader) repeat(id, section string) {
	sum := 0
	feasible := lineOf(section, "Feasibility")
	for _, m := range sumForm.FindAllStringSubmatch(feasible, -1) {
		n, _ := strconv.Atoi(m[1])
		sum += n
	}
	feasibility := r.feasibility(sum)
	if !strings.HasPrefix(feasible, feasibilityUp[feasibility]+": ") || !strings.HasSuffix(feasible, "= "+strconv.Itoa(sum)) {
		r.t.Errorf("%s: the factors give %d, %s; printed: %s", id, sum, feasibilityUp[feasibility], feasible)
	}
	impact, category, decides := 0, "operation", ""
	for _, m := range hitForm.FindAllStringSubmatch(lineOf(section, "Assets hit"), -1) {
		level, order := slices.Index(levelsUp, m[3]), slices.Index(categoryOrder, m[4])
		if decides == "" || level > impact || level == impact && order < slices.Index(categoryOrder, category) {
			impact, category, decides = level, m[4], m[1]+":"+m[2]
		}
	}
	printed := lineOf(section, "Impact")
	if changed, _, found := strings.Cut(printed, ", as changed; "); found {
		level, _, _ := strings.Cut(changed, " (")
		impact = slices.Index(levelsUp, level)
	} else if want := levelsUp[impact] + " (" + category + "): " + decides; !strings.HasPrefix(printed, want) {
		r.t.Errorf("%s: the assets give %s; printed: %s", id, want, printed)
	}
	r.compare(id, lineOf(section, "Inherent risk"), impact, feasibility, category)
	steps, levels := r.taken(lineOf(section, "Measures"))
	r.compare(id, lineOf(section, "Residual risk"), max(0, impact-levels), max(0, feasibility-steps), category)
}

func (r reader) compare(id, printed string, impact, feasibility int, category string) {
	m := ratingForm.FindStringSubmatch(printed)
	want := []string{r.rate(impact, feasibility, category), strings.ToLower(levelsUp[impact]), category, strings.ToLower(feasibilityUp[feasibility])}
	if m == nil || !slices.Equal(m[1:], want) {
		r.t.Errorf("%s: by hand %q; printed: %s", id, want, printed)
	}
}

// TestByHand: whoever has the Markdown alone gets every rating again. It is what the law
// expects of a technical documentation, and what section 4 promises.
func TestByHand(t *testing.T) {
	for _, name := range []string{"smart-plug", "wearable", "gateway", "changed"} {
		cat, a := exampleAssessment(t, strings.Replace(name, "changed", "gateway", 1))
		if name == "changed" {
			a = changedGateway(a)
		}
		md := unwrapped(string(Markdown(Build(cat, a, assessment.Evaluate(cat, a, day), Options{}))))
		r := newReader(t, md)
		_, md, _ = strings.Cut(md, "\n## 6 Threats and risks\n")
		md, _, _ = strings.Cut(md, "\n## 7 ")
		at := threatForm.FindAllStringSubmatchIndex(md, -1)
		for i, m := range at {
			end := len(md)
			if i+1 < len(at) {
				end = at[i+1][0]
			}
			r.repeat(name+" "+md[m[2]:m[3]], md[m[1]:end])
		}
		if len(at) < 40 {
			t.Errorf("%s: only %d threats read", name, len(at))
		}
	}
}

// changedGateway has what people change: factors, impacts of a threat and of an asset, an
// own asset hit by an own threat with an own measure, other states, deadly harm.
func changedGateway(a assessment.Assessment) assessment.Assessment {
	a = a.Clone()
	severe, minor, equipment := assessment.Severe, assessment.Moderate, 9
	a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{
		"T05": {Factors: &assessment.FactorChange{Equipment: &equipment}, Reason: "needs a bench"},
		"T07": {Impact: &minor, Reason: "only one unit"},
	}
	a.Impacts = []assessment.ImpactOverride{{On: "AS06:C", Level: severe, Reason: "badges"}}
	a.Answers["Q04"] = assessment.Answer{Options: []string{"deadly"}}
	a.Answers["Q07"] = assessment.Answer{Options: []string{"above-100000"}}
	for i, state := range []assessment.State{assessment.Done, assessment.Partly, assessment.Planned, assessment.NotDone} {
		m := a.Measures[catalogue.MeasureID("M0"+strconv.Itoa(6+i))]
		m.State, m.Reason = state, "as it is"
		a.Measures[catalogue.MeasureID("M0"+strconv.Itoa(6+i))] = m
	}
	a.Assets = []assessment.OwnAsset{{ID: "OA1", Title: "Recipe", Concerns: []assessment.OwnConcern{{Concern: "C", Level: severe, Category: "F", Reason: "ours"}}}}
	a.OwnThreats = []assessment.OwnThreat{{ID: "OT1", Title: "Recipe is copied", Vector: "net", Factors: catalogue.Factors{Time: 4, Expertise: 6, Knowledge: 7}, Hits: []catalogue.Hit{"OA1:C", "AS06:C"}, Measures: []catalogue.MeasureID{"M09"}}}
	a.OwnMeasures = []assessment.OwnMeasure{{ID: "OM1", Title: "Watermark", Threats: []catalogue.ThreatID{"OT1", "T05"}}}
	a.Measures["OM1"] = assessment.MeasureAnswer{State: assessment.Done, How: "hidden marks"}
	return a
}
