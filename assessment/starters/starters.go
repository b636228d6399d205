// Package starters holds what an assessment can begin with: templates, which
// answer the questions that every product of a kind answers alike, and complete
// examples to look at. They are assessment files like any other.
package starters

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"fmt"
	"io"
	"path"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// The program carries templates/ and examples/ in a fifth of their bytes (RFC 1951),
// each file after a line that names it: go test ./assessment/starters -golden.
//
//go:embed starters.deflate
var files []byte

func marker(name string) string { return "-- " + name + " --\n" }

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
	all, err := io.ReadAll(flate.NewReader(bytes.NewReader(files)))
	if err != nil {
		return nil, err
	}
	_, rest, _ := bytes.Cut(all, []byte(marker(path.Join(folder, s.ID+file.Suffix))))
	data, _, _ := bytes.Cut(rest, []byte("\n-- "))
	return append(bytes.TrimSuffix(data, []byte("\n")), '\n'), nil
}
