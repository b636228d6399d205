package export

import (
	"reflect"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/text"
)

// Changes says what differs from an earlier state of the same assessment: section 16
// of a document exported with --since. The maker gave the earlier state; its name and
// digest say which one it was.
type Changes struct {
	Since Earlier `json:"since"`
	// DigestWithout is the digest of this document without its changes: that of what
	// the assessment gives by itself.
	DigestWithout string `json:"digest_without_changes" schema:"sha256"`
	// History leads from the earlier state to this document.
	History []Revision `json:"history"`
	// Result holds status, scope, class and routes where they differ.
	Result       []Changed       `json:"result"`
	Answers      []Changed       `json:"answers"`
	Threats      []ChangedThreat `json:"threats"`
	Requirements []Changed       `json:"requirements"`
	// Came and Went are the texts of findings.
	Came      []string     `json:"findings_came"`
	Went      []string     `json:"findings_gone"`
	Screening []Suggestion `json:"screening"`
	// Marks are the items of this document that are new or read otherwise.
	Marks []Mark `json:"marks"`
}

// Earlier names the state that a document is compared with.
type Earlier struct {
	Name     string `json:"name"`
	Product  string `json:"product"`
	Versions string `json:"versions"`
	// Revision, Status and Digest are those of the document, where the earlier state is
	// one; else of the document that it gives with the date, catalogue and program of
	// this one.
	Revision int    `json:"revision" schema:"min=1"`
	Status   string `json:"status"`
	Digest   string `json:"digest" schema:"sha256"`
	// Date is that of the document, "" where the earlier state is an assessment.
	Date string `json:"date"`
}

// Changed is something before and after; "" when there was nothing.
type Changed struct {
	Place  string `json:"place"`
	Title  string `json:"title"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// ChangedThreat is a threat that came, went or is rated otherwise.
type ChangedThreat struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Change   string `json:"change"`
	Inherent string `json:"inherent"`
	Residual string `json:"residual"`
}

// Suggestion is what the changes suggest for a question about a substantial
// modification (Art. 3(30)); it is no answer.
type Suggestion struct {
	Question string `json:"question"`
	Text     string `json:"text"`
	// Suggests is yes, or empty when nothing among the changes speaks for it.
	Suggests string   `json:"suggests" schema:"enum=yes|"`
	Because  []string `json:"because"`
}

// Mark says of an item of the document, by its id, that it is new or reads otherwise.
type Mark struct {
	Item   string `json:"item"`
	Change string `json:"change" schema:"enum=new|changed"`
}

// The changes of a mark.
const (
	markNew     = "new"
	markChanged = "changed"
)

func newChanges(c compare.Changes) Changes {
	var out Changes
	for _, r := range c.Result([4]string{labelStatus, labelScope, labelClass, labelRoutes}) {
		out.Result = append(out.Result, Changed{Place: r.Name, Before: r.Before, After: r.After})
	}
	for _, a := range c.Answers {
		out.Answers = append(out.Answers, Changed{a.Path, text.Truncate(a.Title, longestTitle), a.Before, a.After})
	}
	for _, t := range c.Threats {
		out.Threats = append(out.Threats, ChangedThreat{string(t.ID), text.Truncate(t.Title, longestTitle), msgThreatChange(t), msgLevels(t.Inherent), msgLevels(t.Residual)})
	}
	for _, r := range c.Requirements {
		out.Requirements = append(out.Requirements, Changed{Place: string(r.ID), Before: r.Before, After: r.After})
	}
	for _, f := range c.Came {
		out.Came = append(out.Came, f.Text)
	}
	for _, f := range c.Went {
		out.Went = append(out.Went, f.Text)
	}
	for _, s := range c.Screening {
		out.Screening = append(out.Screening, Suggestion{string(s.Question), s.Text, string(s.Suggests), clone(s.Because)})
	}
	return out
}

// Since is a document with what differs from an earlier state: listed and screened in
// section 16, marked at every item, and with a history that leads from there to here.
// name says which state it was; before is the document that the earlier state gives
// with the same date, catalogue and program; issued is that which was exported then,
// nil where there is only the assessment.
func (d Document) Since(name string, before Document, issued *Document, c compare.Changes) Document {
	changes := newChanges(c)
	changes.Answers = slices.DeleteFunc(changes.Answers, func(c Changed) bool { return strings.HasPrefix(c.Place, "history.") }) // the history stands above them
	changes.Since = Earlier{Name: name, Product: before.Title.Product, Versions: joined(before.Title.Versions),
		Revision: before.Title.Revision, Status: before.Title.Status, Digest: before.Digest}
	if issued != nil {
		t := issued.Title
		changes.Since.Revision, changes.Since.Status, changes.Since.Digest, changes.Since.Date = t.Revision, t.Status, issued.Digest, t.Date
	}
	changes.DigestWithout = d.Digest
	changes.Marks = marks(&before, &d)
	changes.History = d.history(&before, &changes)
	tidyAny(&changes)
	d.Review.Changes = &changes
	d.Digest = digest(d)
	return d
}

// history is that of the earlier state, the state itself where no issued document
// stands for it, then what this one has more, then this document.
func (d Document) history(before *Document, c *Changes) []Revision {
	list := slices.Clone(before.Review.History)
	has := func(digest string) bool {
		return slices.ContainsFunc(list, func(r Revision) bool { return r.Digest == digest })
	}
	from := Revision{Revision: c.Since.Revision, Date: c.Since.Date, Status: c.Since.Status, Digest: c.Since.Digest, Change: msgEarlierState(c.Since.Name)}
	issued := slices.ContainsFunc(d.Review.History, func(r Revision) bool {
		return r.Digest == from.Digest || from.Date == "" && r.Revision == from.Revision
	})
	if !issued && !has(from.Digest) {
		list = append(list, from)
	}
	for _, r := range d.Review.History {
		if !has(r.Digest) {
			list = append(list, r)
		}
	}
	return append(list, Revision{Revision: d.Title.Revision, Date: d.Title.Date, Status: d.Title.Status, Change: msgThisDocument(d.changeSaid(), c)})
}

// changeSaid is what the maker says of the change, "" where nothing was asked yet.
func (d Document) changeSaid() string {
	for _, a := range d.Product.Answers {
		if a.ID == "modification.change" {
			return strings.Join(a.Answer, " ")
		}
	}
	return ""
}

// marks compares the items of two documents by their ids, in the order of the newer.
func marks(before, after *Document) []Mark {
	was, now := itemsOf(before), itemsOf(after)
	old := make(map[string]any, len(was))
	for _, i := range was {
		old[i.id] = i.value
	}
	var out []Mark
	for _, i := range now {
		switch value, there := old[i.id]; {
		case !there:
			out = append(out, Mark{i.id, markNew})
		case !reflect.DeepEqual(value, i.value):
			out = append(out, Mark{i.id, markChanged})
		}
	}
	return out
}

// item is a part of a document with an id of its own.
type item struct {
	id    string
	value any
}

func itemsOf(d *Document) []item {
	var list []item
	seen := map[string]int{}
	walkItems(reflect.ValueOf(d).Elem(), func(id string, value any) {
		if seen[id]++; seen[id] > 1 { // components may share a name; an answer stands once
			id += " #" + strconv.Itoa(seen[id])
		}
		list = append(list, item{id, value})
	})
	return list
}

func walkItems(v reflect.Value, take func(string, any)) {
	switch v.Kind() {
	case reflect.Struct:
		if id := itemID(v.Interface()); id != "" {
			take(id, v.Interface())
			return
		}
		for i := range v.NumField() {
			walkItems(v.Field(i), take)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walkItems(v.Index(i), take)
		}
	}
}

// itemID is the id under which an item is marked, "" for what is none.
func itemID(v any) string {
	switch i := v.(type) {
	case Answer:
		return i.ID
	case Asset:
		return i.ID
	case Threat:
		return i.ID
	case Measure:
		return i.ID
	case Evidence:
		return i.ID
	case Requirement:
		return requirementName(i.Letter)
	case PartTwoItem:
		return partTwoName(i.Number)
	case Component:
		return componentMark(i.Name)
	case ResidualRisk:
		return residualMark(i.ID)
	case Signer:
		return signerMark(i.ID)
	}
	return ""
}

// The ids of items whose own id another item has too.
func componentMark(name string) string { return "component " + name }
func residualMark(id string) string    { return "residual " + id }
func signerMark(id string) string      { return "signer " + id }

// modificationOf is the outcome of the screening that a revision keeps, and its reason.
func modificationOf(r assessment.Revision) (outcome, reason string) {
	m := r.Modification()
	if m == nil {
		return "", ""
	}
	return m.Title + ": " + m.Reason.Text, r.Screening["modification.reason"].Text
}
