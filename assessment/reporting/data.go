// Package reporting holds the rules of Art. 14: whether a case is to be reported,
// which notifications it needs, until when, and what stands in them. It sends
// nothing: the maker types the notifications into the single reporting platform.
package reporting

import (
	_ "embed"
	"slices"
	"sync"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// Kind is what happened.
type Kind string

// The kinds of cases that are reported (Art. 14(1) and (3)).
const (
	Vulnerability Kind = "vulnerability" // an actively exploited one
	Incident      Kind = "incident"      // a severe one, with an impact on the product's security
)

// StageID names a notification.
type StageID string

// The stages of a case, in order (Art. 14(2) and (4)).
const (
	EarlyWarning StageID = "early-warning"
	Notification StageID = "notification"
	Final        StageID = "final"
)

// Data is what the article asks, in plain words.
type Data struct {
	Date      string      `yaml:"date"`     // of the platform's state
	Platform  string      `yaml:"platform"` // its address
	Screening []Screening `yaml:"screening"`
	Stages    []Stage     `yaml:"stages"`
	Fields    []Field     `yaml:"fields"`
}

// Screening is a question whose "no" means that nothing is to be reported.
type Screening struct {
	ID          string               `yaml:"id"`
	Kind        Kind                 `yaml:"kind"`
	Text        string               `yaml:"text"`
	Counts      string               `yaml:"counts"`
	Otherwise   string               `yaml:"otherwise"`    // what follows from "no"
	NeedsReason bool                 `yaml:"needs_reason"` // "no" counts only with a reason
	Cite        []catalogue.Citation `yaml:"cite"`
}

// Stage is one notification.
type Stage struct {
	ID            StageID              `yaml:"id"`
	Title         string               `yaml:"title"`
	Short         string               `yaml:"short"`
	Vulnerability []catalogue.Citation `yaml:"vulnerability"`
	Incident      []catalogue.Citation `yaml:"incident"`
}

// Cite returns the provision of the stage for a kind of case.
func (s Stage) Cite(k Kind) []catalogue.Citation {
	if k == Incident {
		return s.Incident
	}
	return s.Vulnerability
}

// Field is one piece of information in a notification.
type Field struct {
	ID    string               `yaml:"id"`
	Kind  Kind                 `yaml:"kind"` // "" for both
	Title string               `yaml:"title"`
	Stage StageID              `yaml:"stage"` // the first that needs it
	Must  bool                 `yaml:"must"`
	Cite  []catalogue.Citation `yaml:"cite"`
}

//go:embed reporting.yaml
var source []byte

// Load returns the built-in data.
var Load = sync.OnceValue(func() *Data {
	var d Data
	if err := yamlstrict.Decode(source, &d); err != nil {
		panic("bug: reporting.yaml: " + err.Error())
	}
	return &d
})

// Questions are the screening questions of a kind, in order.
func (d *Data) Questions(k Kind) []Screening {
	return slices.DeleteFunc(slices.Clone(d.Screening), func(s Screening) bool { return s.Kind != k })
}

// Asked are the fields that a stage of a kind shows: its own, and those of the
// stages before.
func (d *Data) Asked(k Kind, stage StageID) []Field {
	return slices.DeleteFunc(slices.Clone(d.Fields), func(f Field) bool {
		return f.Kind != "" && f.Kind != k || d.order(f.Stage) > d.order(stage)
	})
}

// Field finds a field by id, nil if there is none for the kind.
func (d *Data) Field(k Kind, id string) *Field {
	i := slices.IndexFunc(d.Fields, func(f Field) bool { return f.ID == id && (f.Kind == "" || f.Kind == k) })
	if i < 0 {
		return nil
	}
	return &d.Fields[i]
}

// Stage finds a stage by id, nil if there is none.
func (d *Data) Stage(id StageID) *Stage {
	if i := d.order(id); i >= 0 {
		return &d.Stages[i]
	}
	return nil
}

func (d *Data) order(id StageID) int {
	return slices.IndexFunc(d.Stages, func(s Stage) bool { return s.ID == id })
}
