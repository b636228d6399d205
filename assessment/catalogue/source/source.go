// Package source reads the YAML files of the catalogue. The program itself uses
// the compact form made from them; this package serves the generator and the
// tests that prove it fresh.
package source

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// The raw forms are what the files hold where that differs from the catalogue.
type (
	rawExpr struct {
		Always  bool            `yaml:"always"`
		Any     []catalogue.Tag `yaml:"any"`
		All     []catalogue.Tag `yaml:"all"`
		None    []catalogue.Tag `yaml:"none"`
		And     []rawExpr       `yaml:"and"`
		Or      []rawExpr       `yaml:"or"`
		AtLeast int             `yaml:"at_least"`
		Of      []catalogue.Tag `yaml:"of"`
		Level   map[string]int  `yaml:"level"`
	}
	rawQuestion struct {
		catalogue.Question `yaml:",inline"`
		AskWhen            *rawExpr `yaml:"ask_when"`
	}
	rawAsset struct {
		catalogue.Asset `yaml:",inline"`
		Trigger         rawExpr           `yaml:"trigger"`
		Terms           map[string]string `yaml:"terms"`
	}
	rawThreat struct {
		catalogue.Threat `yaml:",inline"`
		Trigger          rawExpr               `yaml:"trigger"`
		Measures         []catalogue.MeasureID `yaml:"measures"`
		Effects          map[string]string     `yaml:"effects"`
	}
	rawMeasure struct {
		catalogue.Measure `yaml:",inline"`
		Effect            catalogue.EffectKind `yaml:"effect"`
		LowersImpact      bool                 `yaml:"lowers_impact"`
	}
	rawEdition struct {
		Version      string                  `yaml:"version"`
		Lacks        []string                `yaml:"lacks"`
		Questions    []rawQuestion           `yaml:"questions"`
		Assets       []rawAsset              `yaml:"assets"`
		Threats      []rawThreat             `yaml:"threats"`
		Measures     []rawMeasure            `yaml:"measures"`
		Requirements []catalogue.Requirement `yaml:"requirements"`
		Categories   []catalogue.Category    `yaml:"categories"`
		Method       catalogue.Method        `yaml:"method"`
	}
	rawIndex struct {
		Version string `yaml:"version"`
		Date    string `yaml:"date"`
	}
	rawMethod struct {
		catalogue.Method `yaml:",inline"`
		Themes           []catalogue.Theme `yaml:"themes"`
	}
	rawCategories struct {
		Categories []catalogue.Category      `yaml:"categories"`
		None       []catalogue.Uncategorised `yaml:"none"`
	}
)

// Read builds the catalogue from the YAML files of a folder. Errors name the
// file, the line and what is wrong.
func Read(dir fs.FS) (*catalogue.Catalogue, error) {
	r := reader{dir: dir}
	var (
		index      rawIndex
		questions  []rawQuestion
		assets     []rawAsset
		threats    []rawThreat
		measures   []rawMeasure
		method     rawMethod
		categories rawCategories
		past       []rawEdition
		c          catalogue.Catalogue
	)
	r.file("catalogue.yaml", &index)
	r.file("questions.yaml", &questions)
	r.file("assets.yaml", &assets)
	r.file("threats.yaml", &threats)
	r.file("measures.yaml", &measures)
	r.file("method.yaml", &method)
	r.file("requirements.yaml", &c.Requirements)
	r.file("categories.yaml", &categories)
	r.file("routes.yaml", &c.Routes)
	r.file("standards.yaml", &c.Standards)
	r.file("glossary.yaml", &c.Glossary)
	r.file("csirts.yaml", &c.CSIRTs)
	r.file("findings.yaml", &c.Findings)
	r.file("roles.yaml", &c.Roles)
	r.file("readings.yaml", &c.Readings)
	r.file("provisions.yaml", &c.Provisions)
	r.file("past.yaml", &past)
	if r.err != nil {
		return nil, r.err
	}
	c.Version, c.Date = index.Version, index.Date
	c.Method, c.Themes = method.Method, method.Themes
	c.Categories, c.Uncategorised = categories.Categories, categories.None
	for _, q := range questions {
		c.Questions = append(c.Questions, q.question(&r))
	}
	for _, a := range assets {
		c.Assets = append(c.Assets, a.asset(&r))
	}
	for _, m := range measures {
		c.Measures = append(c.Measures, m.measure())
	}
	for _, t := range threats {
		c.Threats = append(c.Threats, t.threat(&r, &c))
	}
	then := c
	for _, e := range past { // each changes the one after it
		c.Past = append(c.Past, e.edition(&r, &then))
	}
	return &c, r.err
}

func (m rawMeasure) measure() catalogue.Measure {
	m.Measure.Effect = catalogue.Effect{Kind: m.Effect, LowersImpact: m.LowersImpact}
	return m.Measure
}

// edition reads an earlier version. Its threats may name measures that are gone, or
// work otherwise since: then gathers the measures as they were.
func (e rawEdition) edition(r *reader, then *catalogue.Catalogue) catalogue.Edition {
	out := catalogue.Edition{Version: e.Version, Lacks: e.Lacks, Requirements: e.Requirements, Categories: e.Categories, Method: e.Method}
	for _, q := range e.Questions {
		out.Questions = append(out.Questions, q.question(r))
	}
	for _, a := range e.Assets {
		out.Assets = append(out.Assets, a.asset(r))
	}
	for _, m := range e.Measures {
		out.Measures = append(out.Measures, m.measure())
	}
	then.Measures = append(slices.Clone(out.Measures), then.Measures...)
	for _, t := range e.Threats {
		out.Threats = append(out.Threats, t.threat(r, then))
	}
	return out
}

// reader keeps the first error, so that reading stays a straight list.
type reader struct {
	dir fs.FS
	err error
}

func (r *reader) file(name string, into any) {
	if r.err != nil {
		return
	}
	data, err := fs.ReadFile(r.dir, name)
	if err != nil {
		r.err = err
		return
	}
	if err := yamlstrict.Decode(data, into); err != nil {
		r.err = fmt.Errorf("%s: %w", name, err)
	}
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (q rawQuestion) question(r *reader) catalogue.Question {
	if q.AskWhen != nil {
		e := q.AskWhen.expr(r)
		q.Question.AskWhen = &e
	}
	return q.Question
}

func (a rawAsset) asset(r *reader) catalogue.Asset {
	a.Asset.Trigger = a.Trigger.expr(r)
	for _, concern := range a.Concerns {
		a.Asset.Terms = append(a.Asset.Terms, catalogue.ConcernText{Concern: concern, Text: a.Terms[string(concern)]})
	}
	if len(a.Terms) != len(a.Concerns) {
		r.fail("assets.yaml: %s has %d concerns and %d terms", a.ID, len(a.Concerns), len(a.Terms))
	}
	return a.Asset
}

func (t rawThreat) threat(r *reader, c *catalogue.Catalogue) catalogue.Threat {
	t.Threat.Trigger = t.Trigger.expr(r)
	changed := 0
	for _, id := range t.Measures {
		m := c.Measure(id)
		if m == nil {
			r.fail("threats.yaml: %s names %s, which does not exist", t.ID, id)
			return t.Threat
		}
		help := catalogue.ThreatMeasure{ID: id, Effect: m.Effect}
		if name, ok := t.Effects[string(id)]; ok {
			help.Effect = effect(name)
			changed++
		}
		t.Threat.Measures = append(t.Threat.Measures, help)
	}
	if changed != len(t.Effects) {
		r.fail("threats.yaml: %s changes the effect of a measure that it does not name", t.ID)
	}
	return t.Threat
}

// effect reads "main", "supporting" or "records", with "+impact" where the
// measure also lowers the impact.
func effect(name string) catalogue.Effect {
	kind, impact := strings.CutSuffix(name, "+impact")
	return catalogue.Effect{Kind: catalogue.EffectKind(kind), LowersImpact: impact}
}

func (e rawExpr) expr(r *reader) catalogue.Expr {
	out := catalogue.Expr{Always: e.Always, Any: e.Any, All: e.All, None: e.None, AtLeast: e.AtLeast, Of: e.Of}
	for _, sub := range e.And {
		out.And = append(out.And, sub.expr(r))
	}
	for _, sub := range e.Or {
		out.Or = append(out.Or, sub.expr(r))
	}
	for kind, n := range e.Level {
		out.Level = catalogue.LevelTag(kind, n)
	}
	if len(e.Level) > 1 {
		r.fail("an expression names more than one level")
	}
	return out
}
