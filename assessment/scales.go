package assessment

import "fmt"

// The levels of impact (method 6).
const (
	Negligible Impact = iota
	Moderate
	Major
	Severe
)

// The levels of feasibility (method 7).
const (
	VeryLow Feasibility = iota
	Low
	Medium
	High
)

// String returns the word of the scale, "Severe" for example.
func (i Impact) String() string {
	return [...]string{"Negligible", "Moderate", "Major", "Severe"}[i]
}

// String returns the word of the scale, "Very low" for example.
func (f Feasibility) String() string { return [...]string{"Very low", "Low", "Medium", "High"}[f] }

// String returns R1 to R5, or "–" for no rating.
func (r Rating) String() string {
	if r == 0 {
		return "–"
	}
	return fmt.Sprintf("R%d", int(r))
}

// Title returns the word for a category of harm.
func (c HarmCategory) Title() string {
	switch c {
	case "S":
		return "safety"
	case "N":
		return "other networks and services"
	case "P":
		return "privacy"
	case "F":
		return "property and money"
	default:
		return "operation"
	}
}
