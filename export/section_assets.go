package export

import (
	"selfmark/assessment"
	"selfmark/assessment/interview"
)

// Assets is section 5.
type Assets struct {
	Assets  []Asset  `json:"assets"`
	Missing []string `json:"missing"`
}

// Asset is something worth protecting, with the impact of each concern.
type Asset struct {
	ID       string    `json:"id"`
	Title    string    `json:"title"`
	Own      bool      `json:"own"`
	Concerns []Concern `json:"concerns"`
	Reason   Reason    `json:"reason"`
	Notes    []Note    `json:"notes"`
}

// Concern is the base impact of one concern, computed and as it counts.
type Concern struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Impact   Harm   `json:"impact"`
	Computed Harm   `json:"computed"`
	// Changes holds the change of the user, if there is one.
	Changes []Change `json:"changes"`
	Reason  Reason   `json:"reason"`
}

// Harm is a level of impact with its category.
type Harm struct {
	Level    string `json:"level" schema:"enum=Negligible|Moderate|Major|Severe"`
	Category string `json:"category"`
	Title    string `json:"title"`
}

func harm(h assessment.Harm) Harm {
	return Harm{Level: h.Level.String(), Category: string(h.Category), Title: h.Category.Title()}
}

func (b *builder) assets() Assets {
	var out Assets
	for _, a := range b.r.Assets {
		asset := Asset{ID: string(a.ID), Title: a.Title, Own: a.Own, Reason: b.reason(a.Reason), Notes: b.notesOn(string(a.ID))}
		for _, c := range a.Concerns {
			asset.Concerns = append(asset.Concerns, b.concern(c))
		}
		out.Assets = append(out.Assets, asset)
	}
	if len(out.Assets) == 0 {
		out.Missing = []string{msgNoAssets}
	}
	return out
}

func (b *builder) concern(c assessment.ConcernResult) Concern {
	out := Concern{ID: string(c.Concern), Title: interview.ConcernTitle(c.Concern), Impact: harm(c.Impact), Computed: harm(c.Computed), Reason: b.reason(c.Reason)}
	if o := c.Override; o != nil {
		out.Changes = []Change{{What: msgImpact, Computed: c.Computed.Level.String(), Value: c.Impact.Level.String(),
			By: o.By, Date: o.Date, Reason: o.Reason}}
	}
	return out
}
