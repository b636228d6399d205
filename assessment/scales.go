package assessment

import (
	"fmt"
	"strings"

	"selfmark/assessment/catalogue"
)

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

// VectorWords says what a vector of attack is (method 7).
func VectorWords(v catalogue.Vector) string {
	switch v {
	case "cloud":
		return "cloud: the back-end, reachable from the Internet"
	case "net":
		return "net: over the interfaces of the device"
	case "rad":
		return "rad: by radio"
	case "port":
		return "port: a reachable port, or theft"
	case "phys":
		return "phys: opening the device to get at secrets"
	case "site":
		return "site: physical manipulation in place"
	case "sup":
		return "sup: supply chain"
	case "inh":
		return "inh: happens without an attacker"
	}
	return string(v)
}

// STRIDEWords spells out letters of STRIDE.
func STRIDEWords(letters []string) string {
	names := map[string]string{"S": "Spoofing", "T": "Tampering", "R": "Repudiation", "I": "Information disclosure", "D": "Denial of service", "E": "Elevation of privilege"}
	var out []string
	for _, s := range letters {
		out = append(out, names[s])
	}
	return strings.Join(out, ", ")
}
