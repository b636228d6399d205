package cli

import (
	"bytes"
	"testing"

	"selfmark/assessment/catalogue"
)

// TestLawFindsWhatItCites: whoever reads a provision of the regulation in the law data,
// beside a question, step, duty, rule, word or finding, can look it up with law.
func TestLawFindsWhatItCites(t *testing.T) {
	cat := catalogue.Load()
	var all []catalogue.Citation
	for _, q := range cat.Questions {
		all = append(all, q.Cite...)
	}
	for _, r := range cat.Requirements {
		all = append(all, r.Cite...)
	}
	for _, c := range cat.Categories {
		all = append(all, c.Cite...)
	}
	for _, r := range cat.Routes {
		all = append(all, r.Cite...)
		for _, s := range r.Steps {
			all = append(all, s.Cite...)
		}
	}
	for _, r := range cat.Roles {
		all = append(all, r.Cite...)
		for _, d := range r.Duties {
			all = append(all, d.Cite...)
		}
	}
	for _, p := range cat.Provisions {
		all = append(append(all, catalogue.Citation(p.ID)), p.Cite...)
	}
	for _, term := range cat.Glossary {
		all = append(all, term.Cite...)
	}
	for _, f := range cat.Findings {
		all = append(all, f.Cite...)
	}
	looked := 0
	for _, c := range all {
		provision, ours := catalogue.AskedProvision(string(c))
		if !ours {
			continue // of another act, or a source that binds nobody
		}
		looked++
		var out bytes.Buffer
		a := &app{World: World{Out: &out}, cat: cat}
		if !a.provision(provision) || out.Len() == 0 {
			t.Errorf("law %q finds nothing", c)
		}
	}
	if looked < 500 {
		t.Errorf("only %d citations looked up", looked)
	}
}
