package assessment

import (
	"strconv"
	"strings"

	"selfmark/assessment/catalogue"
)

// FindingGroup is one finding, or several of one kind and severity that are mended in
// one step and said together.
type FindingGroup struct {
	Words    string // of several together, "" for a single finding
	Findings []Finding
}

// fromSoMany is how many findings of a kind are said together.
const fromSoMany = 4

// GroupFindings puts findings that say the same of different things of one step
// together, in the place of the first of them. Four of a kind are the fewest.
func GroupFindings(cat *catalogue.Catalogue, findings []Finding) []FindingGroup {
	type kind struct {
		severity Severity
		id       string
		step     int
	}
	counts, at := map[kind]int{}, map[kind]int{}
	for _, f := range findings {
		counts[kind{f.Severity, f.ID, f.Step}]++
	}
	var groups []FindingGroup
	for _, f := range findings {
		k := kind{f.Severity, f.ID, f.Step}
		words := together(cat, f.ID, counts[k])
		if i, begun := at[k]; begun && words != "" {
			groups[i].Findings = append(groups[i].Findings, f)
			continue
		}
		at[k] = len(groups)
		groups = append(groups, FindingGroup{words, []Finding{f}})
	}
	return groups
}

// together is what so many findings of a kind say in one sentence, "" where each
// stands alone.
func together(cat *catalogue.Catalogue, id string, n int) string {
	known := cat.Finding(id)
	if known == nil || n < fromSoMany {
		return ""
	}
	return strings.ReplaceAll(known.Many, "{n}", strconv.Itoa(n))
}
