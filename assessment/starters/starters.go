// Package starters holds what an assessment can begin with: templates, which
// answer the questions that every product of a kind answers alike, and complete
// examples to look at. They are assessment files like any other.
package starters

import (
	"embed"
	"fmt"
	"path"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

//go:embed templates/*.selfmark.yaml examples/*.selfmark.yaml
var files embed.FS

// Starter is a template or an example.
type Starter struct {
	ID      string
	Title   string
	Example bool
}

// list is in the order in which it is offered.
var list = []Starter{
	{"smart-plug", msgSmartPlugSwitchWi, false},
	{"sensor", msgWirelessSensor, false},
	{"wearable", msgWearableMonitorsHealth, false},
	{"toy", msgConnectedToy, false},
	{"ip-camera", msgHomeSecurityCamera, false},
	{"router", msgHomeRouter, false},
	{"gateway", msgIndustrialGateway, false},
	{"appliance", msgHouseholdApplianceApp, false},
	{"software", msgDesktopMobileSoftwareOnly, false},
	{"smart-plug", msgWiFiSmartPlug, true},
	{"wearable", msgBLEHeartRateWearable, true},
	{"gateway", msgIndustrialLTEGatewayComplete, true},
}

// Templates lists the templates.
func Templates() []Starter { return only(false) }

// Examples lists the complete examples.
func Examples() []Starter { return only(true) }

func only(example bool) []Starter {
	var out []Starter
	for _, s := range list {
		if s.Example == example {
			out = append(out, s)
		}
	}
	return out
}

// Template finds a template by its id.
func Template(id string) (Starter, error) { return find(id, false) }

// Example finds an example by its id.
func Example(id string) (Starter, error) { return find(id, true) }

func find(id string, example bool) (Starter, error) {
	var ids []string
	for _, s := range only(example) {
		if s.ID == id {
			return s, nil
		}
		ids = append(ids, s.ID)
	}
	kind := map[bool]string{false: "template", true: "example"}[example]
	return Starter{}, fmt.Errorf(msgNoStarter, kind, id, strings.Join(ids, ", "))
}

// Assessment returns the answers a starter begins with.
func (s Starter) Assessment(cat *catalogue.Catalogue) (assessment.Assessment, error) {
	data, err := s.Bytes()
	if err != nil {
		return assessment.Assessment{}, err
	}
	return file.Decode(data, cat)
}

// Bytes returns the starter as a file.
func (s Starter) Bytes() ([]byte, error) {
	folder := map[bool]string{false: "templates", true: "examples"}[s.Example]
	return files.ReadFile(path.Join(folder, s.ID+".selfmark.yaml"))
}
