package export

import (
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Product is section 2.
type Product struct {
	Answers []Answer        `json:"answers"`
	Remote  []RemoteService `json:"remote_services"`
	Device  []Answer        `json:"device"`
	Missing []string        `json:"missing"`
}

// RemoteService is remote data processing with its test (Art. 3(2)).
type RemoteService struct {
	Name    string `json:"name"`
	Purpose string `json:"purpose"`
	Needed  string `json:"needed"`
	Own     string `json:"own"`
	Outcome string `json:"outcome"`
	Reason  Reason `json:"reason"`
	// MilderReading is the reason recorded for the reading "only indirect".
	MilderReading string `json:"milder_reading"`
}

func (b *builder) product() Product {
	p := Product{Answers: b.answersOf(placeProduct), Device: b.answersOf(placeDevice), Remote: b.remote()}
	p.Missing = append(missingAnswers(p.Answers), missingAnswers(p.Device)...)
	if len(p.Remote) == 0 && b.r.Tags.Has("rdps") {
		p.Missing = append(p.Missing, msgNoRemote)
	}
	return p
}

func (b *builder) remote() []RemoteService {
	var out []RemoteService
	for i, s := range b.a.Remote {
		line := RemoteService{Name: s.Name, Purpose: s.Purpose, Needed: ternary(s.Needed), Own: ternary(s.Own),
			Outcome: msgOpen, MilderReading: s.Reason}
		if i < len(b.r.Remote) {
			line.Outcome, line.Reason = b.r.Remote[i].Title, b.reason(b.r.Remote[i].Reason)
		}
		out = append(out, line)
	}
	return out
}

func ternary(t assessment.Ternary) string {
	if t == "" {
		return stateUnanswered
	}
	return string(t)
}

// Scope is section 3.
type Scope struct {
	Role   string `json:"role"`
	Regime string `json:"regime" schema:"enum=in|transition|out|steward|other-role|confirm|"`
	// Title says the regime in words.
	Title  string `json:"title"`
	Reason Reason `json:"reason"`
	Tests  []Test `json:"tests"`
	Class  Class  `json:"class"`
	// Modules are also offered separately, each with a class of its own.
	Modules []Module `json:"modules"`
	Routes  []Route  `json:"routes"`
	Answers []Answer `json:"answers"`
	// Duties are what the regime asks instead of an assessment.
	Duties []Duty `json:"duties"`
	// Readings are milder, non-binding readings that were chosen.
	Readings []Reading `json:"milder_readings"`
	// Applied are the standards, specifications and certificates that the maker applied.
	Applied   []AppliedStandard `json:"applied_standards"`
	Standards Standards         `json:"standards"`
	Missing   []string          `json:"missing"`
}

// AppliedStandard is what the maker applied, and what it counts for on the date of
// the status (Art. 27).
type AppliedStandard struct {
	Reference string `json:"reference"`
	Kind      string `json:"kind" schema:"enum=cited|specification|scheme|pending|other"`
	// Title says the kind in words.
	Title string `json:"title"`
	// Extent is how far it is applied.
	Extent  string `json:"extent" schema:"enum=full|part|"`
	Clauses string `json:"clauses"`
	// Covers are the requirements, such as (e) or II(5).
	Covers      []string `json:"covers"`
	Presumption bool     `json:"presumption"`
	Reason      Reason   `json:"reason"`
}

// Duty is one thing that is owed, in plain words.
type Duty struct {
	Text      string   `json:"text"`
	Citations []string `json:"citations"`
}

// Test is one test of the scope with its outcome.
type Test struct {
	Title   string `json:"title"`
	Outcome string `json:"outcome"`
	Passed  bool   `json:"passed"`
	Known   bool   `json:"known"`
	Reason  Reason `json:"reason"`
}

// Class is the class of the product with the category that decides.
type Class struct {
	Class    string `json:"class" schema:"enum=default|important-1|important-2|critical|"`
	Title    string `json:"title"`
	Category Item   `json:"category"`
	// Definition is what decides about the category.
	Definition string   `json:"definition"`
	Sources    []string `json:"sources"`
	Review     bool     `json:"needs_review"`
	Reason     Reason   `json:"reason"`
}

// Module is a part that is also offered separately.
type Module struct {
	Name  string `json:"name"`
	Core  string `json:"core_function"`
	Class string `json:"class" schema:"enum=default|important-1|important-2|critical|"`
	Title string `json:"title"`
	// Routes are the ids of the routes that are open to it.
	Routes []string `json:"open_routes"`
	Reason Reason   `json:"reason"`
	// Why is what the maker says about its category.
	Why string `json:"why"`
}

// Route is a conformity route, whether it is open, and on what condition.
type Route struct {
	ID          string `json:"id"`
	Title       string `json:"title"`
	Open        bool   `json:"open"`
	Self        bool   `json:"without_notified_body"`
	Recommended bool   `json:"recommended"`
	Chosen      bool   `json:"chosen"`
	Condition   string `json:"condition"`
	Reason      Reason `json:"reason"`
	// Steps are what the chosen route asks.
	Steps []RouteStep `json:"steps"`
}

// RouteStep is one thing that the chosen route asks.
type RouteStep struct {
	Text      string   `json:"text"`
	Citations []string `json:"citations"`
}

// routeSteps is what a route asks, step by step; nothing for one not chosen.
func (b *builder) routeSteps(id string) []RouteStep {
	route := b.cat.Route(id)
	if route == nil || id != b.r.Route {
		return nil
	}
	var out []RouteStep
	for _, s := range route.Steps {
		out = append(out, RouteStep{Text: s.Text, Citations: citations(s.Cite)})
	}
	return out
}

// Reading is a milder, non-binding reading of the law that was chosen.
type Reading struct {
	Where  string `json:"where"`
	Choice string `json:"choice"`
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Standards is the dated status of standards, schemes and notified bodies.
type Standards struct {
	Date           string   `json:"date"`
	Source         string   `json:"source"`
	Cited          []string `json:"cited"`
	Specifications []string `json:"common_specifications"`
	Schemes        []string `json:"schemes"`
	Mandatory      []string `json:"mandatory_certification"`
	NotifiedBodies int      `json:"notified_bodies"`
	// Pipeline are the standards in the making for every product or for its category.
	Pipeline []PendingStandard `json:"pipeline"`
}

// PendingStandard is a standard in the making.
type PendingStandard struct {
	ID       string   `json:"id"`
	Serves   []string `json:"serves"`
	Status   string   `json:"status"`
	Expected string   `json:"expected_citation"`
}

func (b *builder) scope() Scope {
	s := Scope{Role: b.text(qRole), Regime: string(b.r.Scope.Regime), Title: b.r.Scope.Title, Reason: b.reason(b.r.Scope.Reason),
		Class: b.class(), Answers: b.answersOf(placeScope), Readings: b.readings(), Standards: b.standards()}
	for _, t := range b.r.Scope.Tests {
		s.Tests = append(s.Tests, Test{Title: t.Title, Outcome: t.Outcome, Passed: t.Passed, Known: t.Known, Reason: b.reason(t.Reason)})
	}
	for _, r := range b.r.Routes {
		s.Routes = append(s.Routes, Route{ID: r.ID, Title: r.Title, Open: r.Open, Self: r.Self, Recommended: r.Recommended,
			Chosen: b.r.Route != "" && r.ID == b.r.Route, Condition: r.Condition, Reason: b.reason(r.Reason)})
	}
	for i := range s.Routes {
		s.Routes[i].Steps = b.routeSteps(s.Routes[i].ID)
	}
	s.Modules = b.modules()
	s.Applied = b.applied()
	s.Duties = b.duties()
	s.Missing = b.missingScope(s)
	return s
}

// duties are those of the role that the regime names; in transition reporting alone
// is owed (Art. 69(3)).
func (b *builder) duties() []Duty {
	if b.r.Scope.Regime == assessment.Transition {
		return slices.Clone(transitionDuties)
	}
	role := b.cat.Role(assessment.DutyRole(b.a, b.r.Scope.Regime))
	if role == nil {
		return nil
	}
	var out []Duty
	for _, d := range role.Duties {
		out = append(out, Duty{Text: d.Text, Citations: citations(d.Cite)})
	}
	return out
}

func (b *builder) missingScope(s Scope) []string {
	missing := missingAnswers(s.Answers)
	for _, r := range s.Readings {
		if r.Reason == "" {
			missing = append(missing, msgReadingNoReason)
		}
	}
	if s.Regime == "" {
		missing = append(missing, msgScopeOpen)
	}
	if !b.assessed() {
		return missing // class and route are not asked
	}
	if s.Class.Class == "" {
		missing = append(missing, msgClassOpen)
	}
	if chosenRoute(s.Routes) == "" {
		missing = append(missing, msgRouteOpen)
	}
	return missing
}

func (b *builder) class() Class {
	c := Class{Class: b.r.Class.Class, Title: b.r.Class.Title, Review: b.r.Class.Review, Reason: b.reason(b.r.Class.Reason)}
	if k := b.cat.Category(b.r.Class.Category); k != nil {
		c.Category = Item{ID: string(k.ID), Title: k.Title}
		c.Definition, c.Sources = k.Decides, citations(k.Cite)
	}
	return c
}

func (b *builder) modules() []Module {
	var out []Module
	for i, r := range b.r.Modules {
		m := Module{Name: r.Name, Core: b.a.Modules[i].Core, Class: r.Class.Class, Title: r.Class.Title, Reason: b.reason(r.Class.Reason), Why: b.a.Modules[i].Reason}
		for _, route := range r.Routes {
			if route.Open {
				m.Routes = append(m.Routes, route.ID)
			}
		}
		out = append(out, m)
	}
	return out
}

func (b *builder) applied() []AppliedStandard {
	var out []AppliedStandard
	for i, r := range b.r.Standards {
		given := b.a.Standards[i]
		s := AppliedStandard{Reference: r.Reference, Kind: string(r.Kind), Title: r.Title, Extent: given.Extent, Clauses: given.Clauses,
			Presumption: r.Kind.Presumes(), Reason: b.reason(r.Reason)}
		for _, letter := range r.Covers {
			s.Covers = append(s.Covers, assessment.RequirementWord(letter))
		}
		out = append(out, s)
	}
	return out
}

func (b *builder) readings() []Reading {
	var out []Reading
	for _, s := range b.a.Remote {
		if s.Reason != "" {
			out = append(out, Reading{Where: s.Name, Choice: msgOnlyIndirect, Text: msgOnlyIndirectText, Reason: s.Reason})
		}
	}
	for _, r := range b.r.Readings {
		out = append(out, Reading{Where: r.Title, Choice: r.Milder, Text: r.Text, Reason: r.Reason})
	}
	if s := b.r.Support; s.End != "" && s.End < s.ExpectedMonth && s.End >= s.MinimumMonth {
		out = append(out, Reading{Choice: msgBelowUse, Text: msgBelowUseText, Reason: b.text(qSupportReason)})
	}
	return out
}

func (b *builder) standards() Standards {
	st := b.cat.Standards
	s := Standards{Date: st.Date, Source: st.Source, Cited: clone(st.Cited), Specifications: clone(st.Specifications),
		Schemes: clone(st.Schemes), Mandatory: clone(st.Mandatory), NotifiedBodies: st.NotifiedBodies}
	if st.Given {
		s.Source = msgLawData + s.Source
	}
	for _, p := range st.Pipeline {
		if !b.concerned(p) {
			continue
		}
		s.Pipeline = append(s.Pipeline, PendingStandard{ID: p.ID, Serves: clone(p.Serves), Status: p.Status, Expected: p.Expected})
	}
	return s
}

// concerned reports whether a standard in the making may serve the product: it
// serves Annex I, or the category of the product.
func (b *builder) concerned(p catalogue.Pending) bool {
	for _, s := range p.Serves {
		if strings.HasPrefix(s, "III.") || strings.HasPrefix(s, "IV.") {
			if s == string(b.r.Class.Category) {
				return true
			}
			continue
		}
		return true
	}
	return len(p.Serves) == 0
}

// clone copies a list that belongs to the catalogue or the answers: tidy writes
// into the lists of the document.
func clone(in []string) []string { return append([]string{}, in...) }
