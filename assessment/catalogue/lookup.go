package catalogue

import "strings"

// Load returns the built-in catalogue. It costs nothing: the compact form is
// part of the program's initialised data. Nobody may change what it points to.
func Load() *Catalogue { return &builtin }

// Question returns the question with this id, nil if there is none.
func (c *Catalogue) Question(id QuestionID) *Question {
	for i := range c.Questions {
		if c.Questions[i].ID == id {
			return &c.Questions[i]
		}
	}
	return nil
}

// Option returns the option of a question with this id, nil if there is none.
func (q *Question) Option(id string) *Option {
	for i := range q.Options {
		if q.Options[i].ID == id {
			return &q.Options[i]
		}
	}
	return nil
}

// Asset returns the asset with this id, nil if there is none.
func (c *Catalogue) Asset(id AssetID) *Asset {
	for i := range c.Assets {
		if c.Assets[i].ID == id {
			return &c.Assets[i]
		}
	}
	return nil
}

// Threat returns the threat with this id, nil if there is none.
func (c *Catalogue) Threat(id ThreatID) *Threat {
	for i := range c.Threats {
		if c.Threats[i].ID == id {
			return &c.Threats[i]
		}
	}
	return nil
}

// Measure returns the measure with this id, nil if there is none.
func (c *Catalogue) Measure(id MeasureID) *Measure {
	for i := range c.Measures {
		if c.Measures[i].ID == id {
			return &c.Measures[i]
		}
	}
	return nil
}

// Requirement returns the requirement with this id, nil if there is none.
func (c *Catalogue) Requirement(id RequirementID) *Requirement {
	for i := range c.Requirements {
		if c.Requirements[i].ID == id {
			return &c.Requirements[i]
		}
	}
	return nil
}

// Category returns the category with this id, nil if there is none.
func (c *Catalogue) Category(id CategoryID) *Category {
	for i := range c.Categories {
		if c.Categories[i].ID == id {
			return &c.Categories[i]
		}
	}
	return nil
}

// Route returns the conformity route with this id, nil if there is none.
func (c *Catalogue) Route(id string) *Route {
	for i := range c.Routes {
		if c.Routes[i].ID == id {
			return &c.Routes[i]
		}
	}
	return nil
}

// Finding returns the text of a finding, nil if there is none.
func (c *Catalogue) Finding(id string) *FindingText {
	for i := range c.Findings {
		if c.Findings[i].ID == id {
			return &c.Findings[i]
		}
	}
	return nil
}

// Theme returns the theme a threat belongs to, nil for own threats.
func (c *Catalogue) Theme(id ThreatID) *Theme {
	for i := range c.Themes {
		for _, t := range c.Themes[i].Threats {
			if t == id {
				return &c.Themes[i]
			}
		}
	}
	return nil
}

// Split takes a hit apart, "AS01:I" into AS01 and I.
func (h Hit) Split() (AssetID, Concern) {
	asset, concern, _ := strings.Cut(string(h), ":")
	return AssetID(asset), Concern(concern)
}

// Letter returns the short form of a requirement: "1", "a" to "m", or "II.5".
func (id RequirementID) Letter() string {
	s := string(id)
	switch {
	case strings.HasPrefix(s, "I.I.2."):
		return s[len("I.I.2."):]
	case strings.HasPrefix(s, "I.I."):
		return s[len("I.I."):]
	default:
		return strings.TrimPrefix(s, "I.")
	}
}
