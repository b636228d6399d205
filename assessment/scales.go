package assessment

import (
	"strconv"
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
	return [...]string{msgNegligible, msgModerate, msgMajor, msgSevere}[i]
}

// String returns the word of the scale, "Very low" for example.
func (f Feasibility) String() string { return [...]string{msgVeryLow, msgLow, msgMedium, msgHigh}[f] }

// String returns R1 to R5, or "–" for no rating.
func (r Rating) String() string {
	if r == 0 {
		return "–"
	}
	return "R" + strconv.Itoa(int(r))
}

// Title returns the word for a category of harm.
func (c HarmCategory) Title() string {
	switch c {
	case "S":
		return msgSafety
	case "N":
		return msgOtherNetworksServices
	case "P":
		return msgPrivacy
	case "F":
		return msgPropertyMoney
	default:
		return msgOperation
	}
}

// VectorWords says what a vector of attack is (method 7).
func VectorWords(v catalogue.Vector) string {
	switch v {
	case "cloud":
		return msgCloudBackEndReachable
	case "net":
		return msgNetOverInterfacesDevice
	case "rad":
		return msgRadRadio
	case "port":
		return msgPortReachablePortTheft
	case "phys":
		return msgPhysOpeningDeviceGet
	case "site":
		return msgSitePhysicalManipulationPlace
	case "sup":
		return msgSupSupplyChain
	case "inh":
		return msgInhHappensWithoutAttacker
	}
	return string(v)
}

// STRIDEWords spells out letters of STRIDE.
func STRIDEWords(letters []string) string {
	names := map[string]string{"S": msgSpoofing, "T": msgTampering, "R": msgRepudiation, "I": msgInformationDisclosure, "D": msgDenialService, "E": msgElevationPrivilege}
	var out []string
	for _, s := range letters {
		out = append(out, names[s])
	}
	return strings.Join(out, ", ")
}
