package interview

import "testing"

func TestAskedPlace(t *testing.T) {
	s := example(t, "smart-plug")
	for asked, want := range map[string]Place{
		"Q13": "Q13", "q13": "Q13", "product.name": "product.name", " Product.Name ": "product.name",
		"threat.T18": "threat.T18", "t18": "threat.T18", "M07": "measure.M07", "measure.m07": "measure.M07",
		"(d)": "requirement.d", "I.I.2.d": "requirement.d", "requirement.D": "requirement.d", "I.I.1": "requirement.1",
		"I.II.5": "part.5", "II(5)": "part.5", "part.5": "part.5", "signer": "signer", "risk.T18": "risk.T18",
		"T99": "", "Q99": "", "": "", "threat": "", "nosuch": "", "page.threats": "",
	} {
		if got, ok := AskedPlace(s, asked); got != want || ok != (want != "") {
			t.Errorf("%q is %q, want %q", asked, got, want)
		}
	}
	for _, e := range Outline(s) {
		if got, ok := AskedPlace(s, string(e.Place)); !ok || got != e.Place {
			t.Errorf("%q is %q", e.Place, got)
		}
	}
	for _, f := range s.Result.Findings {
		if p := PlaceOf(f); p != "" {
			if _, ok := AskedPlace(s, string(p)); !ok {
				t.Errorf("%s: no place %q", f.ID, p)
			}
		}
	}
}
