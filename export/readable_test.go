package export

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// TestNamesBesideIDs: no line that gives a reason points to a paper the reader does not
// have, or calls a question by the key that the file has for it.
func TestNamesBesideIDs(t *testing.T) {
	key := regexp.MustCompile(`\b(product|manufacturer|scope|classification|life|reporting|user_information|marking|technical_file|declaration)\.[a-z_]+`)
	for _, id := range []string{"smart-plug", "wearable", "gateway"} {
		d := example(t, id)
		for line := range strings.SplitSeq(unwrapped(string(Markdown(d))), "\n") {
			if strings.HasPrefix(line, "- **") && key.MatchString(line) {
				t.Errorf("%s: a key stands without the name of the question: %s", id, line)
			}
		}
		if m := regexp.MustCompile(`"rule": "(method|decisions)[^"]*"`).Find(JSON(d)); m != nil {
			t.Errorf("%s: %s is no place in the document", id, m)
		}
	}
}

// TestSaidNotBlank: what is set aside or missing is said in its place.
func TestSaidNotBlank(t *testing.T) {
	cat, a := exampleAssessment(t, "wearable")
	a = a.Clone()
	a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T57": {Dismissed: true, Reason: "not here"}}
	a.Evidence = append(a.Evidence, assessment.Evidence{ID: "E99", Kind: "test", File: "evidence/scan.pdf"})
	m := a.Measures["M31"]
	m.State, m.How, m.Evidence = assessment.Done, "", nil
	a.Measures["M31"] = m
	m = a.Measures["M24"]
	m.Reason = ""
	a.Measures["M24"] = m
	a.Notes = []assessment.Note{{On: "M07", Text: "ask the lab", Open: true}}
	md := unwrapped(string(Markdown(Build(cat, a, assessment.Evaluate(cat, a, day), Options{}))))
	for heading, want := range map[string]string{
		"### T57\n":                "- **Residual risk:** dismissed, so that it does not count; without that R1: ",
		"### M31\n":                "- **Evidence:** None\n",
		"### M24\n":                "\nWhy it is not in place is not said.\n",
		"### Requirement (2)(i)\n": "- **Threats:** None\n",
		"### Evidence\n":           "| E99 | –     | missing ",
		"### Open points\n":        "M07 State-of-the-art encrypted and mutually authenticated channels with certificate checks\n",
	} {
		_, section, _ := strings.Cut(md, heading)
		if section, _, _ = strings.Cut(section, "\n### "); !strings.Contains(section, want) {
			t.Errorf("below %q there is no %q:\n%s", heading, want, section)
		}
	}
	if _, section, _ := strings.Cut(md, "### M31\n"); !strings.Contains(section[:strings.Index(section, "\n### ")], "\nThe maker has not described it here.\n") {
		t.Error("M31 is not described, and that is not said")
	}
}

// TestPapersNameTheirPlaces: the index says what stands in the self-assessment and what is
// kept elsewhere, such as the test reports; users read about risks, not about numbers.
func TestPapersNameTheirPlaces(t *testing.T) {
	cat, a := exampleAssessment(t, "smart-plug")
	r := assessment.Evaluate(cat, a, day)
	rows := BuildPaper(TechnicalFile, cat, a, r, Options{}, "").Parts[0].Rows
	if i := slices.IndexFunc(rows, func(row []string) bool { return row[0] == "6" }); rows[i][2] != itemElsewhere || !strings.HasPrefix(rows[i][3], "Technical file, folder 6; E1, E2") {
		t.Errorf("%q", rows[i])
	}
	if rows[0][2] != "in the self-assessment" {
		t.Errorf("%q", rows[0])
	}
	for _, part := range BuildPaper(UserInformationPaper, cat, a, r, Options{}, "").Parts {
		if part.Heading == headRisksTold && (len(part.Rows) != 1 || part.Rows[0][0] != cat.Threat("T18").Title) {
			t.Errorf("%q", part.Rows)
		}
	}
	declaration := BuildPaper(Declaration, cat, a, r, Options{}, "").Parts
	if row := declaration[7].Rows[len(declaration[7].Rows)-1]; row[0] != labelSignature {
		t.Errorf("the last line of number 8 is %q", row)
	}
}
