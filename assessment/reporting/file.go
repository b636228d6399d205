package reporting

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/yamlstrict"
)

// Suffix ends the name of every case file.
const Suffix = ".selfmark-report.yaml"

// format is the version of the case file that this program writes.
const format = 1

// Form reads and writes case files, as strictly as assessments.
func Form(d *Data) file.Form[Case] {
	return file.Form[Case]{
		Decode: func(data []byte) (Case, error) { return decode(d, data) },
		Encode: func(c Case) []byte { return encode(d, c) },
	}
}

// written is the file as it stands.
type written struct {
	Format           int               `yaml:"selfmark_report"`
	Kind             string            `yaml:"kind"`
	Title            string            `yaml:"title"`
	Assessment       string            `yaml:"assessment"`
	Zone             string            `yaml:"zone"`
	Aware            string            `yaml:"aware"`
	Screening        map[string]string `yaml:"screening"`
	Reason           string            `yaml:"reason"`
	MeasureAvailable string            `yaml:"measure_available"`
	Submitted        map[string]string `yaml:"submitted"`
	Fields           map[string]string `yaml:"fields"`
}

func decode(d *Data, data []byte) (Case, error) {
	root, err := yamlstrict.Parse(data)
	if err != nil {
		return Case{}, file.FromYAML(err)
	}
	if err := newer(root); err != nil {
		return Case{}, err
	}
	var w written
	if err := yamlstrict.DecodeNode(root, &w); err != nil {
		return Case{}, file.FromYAML(err)
	}
	r := reader{root: root}
	c := Case{Kind: Kind(w.Kind), Title: w.Title, Assessment: w.Assessment, Zone: w.Zone, Reason: w.Reason,
		Screening: map[string]assessment.Ternary{}, Submitted: map[StageID]time.Time{}, Fields: map[string]string{}}
	r.expect(w.Format == format, "selfmark_report", msgNoCaseFile, msgReportNewMakesOne)
	r.expect(c.Kind == Vulnerability || c.Kind == Incident, "kind", fmt.Sprintf(msgNoKind, w.Kind), msgWriteVulnerabilityIncident)
	_, err = time.LoadLocation(w.Zone)
	r.expect(err == nil && w.Zone != "" && w.Zone != "Local", "zone", fmt.Sprintf(msgNoTimeZone, w.Zone), msgWriteLikeEuropeVienna)
	c.Aware = r.moment("aware", w.Aware)
	if w.MeasureAvailable != "" {
		c.MeasureAvailable = r.moment("measure_available", w.MeasureAvailable)
	}
	for id, answer := range w.Screening {
		known := slices.ContainsFunc(d.Questions(c.Kind), func(q Screening) bool { return q.ID == id })
		r.expect(known, "screening."+id, fmt.Sprintf(msgNoQuestion, id), msgLeaveOut)
		r.expect(slices.Contains([]string{"yes", "no", "not sure"}, answer), "screening."+id, fmt.Sprintf(msgAnswerNone, answer), msgWriteYesNoNot)
		c.Screening[id] = assessment.Ternary(answer)
	}
	for id, when := range w.Submitted {
		r.expect(d.Stage(StageID(id)) != nil, "submitted."+id, fmt.Sprintf(msgNoStage, id), msgWriteEarlyWarningNotification)
		c.Submitted[StageID(id)] = r.moment("submitted."+id, when)
	}
	for id, text := range w.Fields {
		r.expect(d.Field(c.Kind, id) != nil, "fields."+id, notAKey(id), msgLeaveOut)
		c.Fields[id] = strings.TrimSuffix(text, "\n")
	}
	if r.err != nil {
		return Case{}, r.err
	}
	return c, nil
}

// newer refuses a file of a later version before anything else in it is read.
func newer(root *yamlstrict.Node) error {
	if n := valueAt(root, "selfmark_report"); n != nil {
		if version, err := strconv.Atoi(n.Value); err == nil && version > format {
			return &file.Error{Line: n.Line, Column: n.Column, Place: "selfmark_report", Problem: fmt.Sprintf(msgMadeNewerFormat, version), Remedy: msgUpdate}
		}
	}
	return nil
}

// reader keeps the first mistake, by its place in the file.
type reader struct {
	root *yamlstrict.Node
	err  *file.Error
}

func (r *reader) expect(ok bool, place, problem, remedy string) {
	if ok {
		return
	}
	e := &file.Error{Place: place, Problem: problem, Remedy: remedy}
	if n := valueAt(r.root, place); n != nil {
		e.Line, e.Column = n.Line, n.Column
	}
	if r.err == nil || e.Line > 0 && e.Line < r.err.Line {
		r.err = e
	}
}

func (r *reader) moment(place, text string) time.Time {
	t, err := time.Parse(time.RFC3339, text)
	r.expect(err == nil, place, fmt.Sprintf(msgNoMoment, text), msgWriteMoment)
	return t
}

// valueAt finds the value at a path of keys.
func valueAt(n *yamlstrict.Node, path string) *yamlstrict.Node {
	for key := range strings.SplitSeq(path, ".") {
		if n == nil || n.Kind != yamlstrict.Mapping {
			return nil
		}
		var found *yamlstrict.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				found = n.Content[i+1]
			}
		}
		n = found
	}
	return n
}

func encode(d *Data, c Case) []byte {
	root := yamlstrict.Map()
	text := func(key, s string) {
		if s != "" {
			yamlstrict.Add(root, key, yamlstrict.Text(s))
		}
	}
	yamlstrict.Add(root, "selfmark_report", yamlstrict.Plain(strconv.Itoa(format)))
	text("kind", string(c.Kind))
	text("title", c.Title)
	text("assessment", c.Assessment)
	text("zone", c.Zone)
	text("aware", stamp(c.Aware))
	screening := yamlstrict.Map()
	for _, q := range d.Questions(c.Kind) {
		if answer := c.Screening[q.ID]; answer != "" {
			yamlstrict.Add(screening, q.ID, yamlstrict.Text(string(answer)))
		}
	}
	part(root, "screening", screening)
	text("reason", c.Reason)
	text("measure_available", stamp(c.MeasureAvailable))
	submitted := yamlstrict.Map()
	for _, s := range d.Stages {
		if at := c.Submitted[s.ID]; !at.IsZero() {
			yamlstrict.Add(submitted, string(s.ID), yamlstrict.Text(stamp(at)))
		}
	}
	part(root, "submitted", submitted)
	fields := yamlstrict.Map()
	for _, f := range d.Asked(c.Kind, Final) {
		if words := c.Fields[f.ID]; words != "" {
			yamlstrict.Add(fields, f.ID, yamlstrict.Text(words))
		}
	}
	part(root, "fields", fields)
	return append([]byte(firstLine), yamlstrict.Encode(root)...)
}

func part(root *yamlstrict.Node, key string, n *yamlstrict.Node) {
	if len(n.Content) > 0 {
		yamlstrict.Add(root, key, n)
	}
}

// stamp writes a moment with its offset, to the second; "" for none.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}
