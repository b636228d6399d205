package export

import (
	"slices"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// Support is section 11.
type Support struct {
	// End is the month in which the support period ends.
	End      string `json:"end"`
	Minimum  string `json:"earliest_end_allowed"`
	Expected string `json:"end_of_expected_use"`
	// LastOpen tells that units are still placed: the dates move with each.
	LastOpen bool   `json:"last_unit_open"`
	Reason   Reason `json:"reason"`
	// KeepUntil is the day until which the documents below are kept.
	KeepUntil  string       `json:"keep_until"`
	Keep       []MethodRule `json:"keep"`
	UpdateRule Rule         `json:"update_rule"`
	// UpdateExample applies the rule to an update issued on the day of the document.
	UpdateExample string   `json:"update_example"`
	Answers       []Answer `json:"answers"`
	Missing       []string `json:"missing"`
}

// Rule is a rule of the law in plain words.
type Rule struct {
	Text     string `json:"text"`
	Citation string `json:"citation"`
}

func (b *builder) support() Support {
	s := b.r.Support
	out := Support{End: s.End, Minimum: s.MinimumMonth, Expected: s.ExpectedMonth, LastOpen: s.LastOpen, Reason: b.reason(s.Reason),
		KeepUntil: s.KeepUntil, UpdateRule: ruleUpdates, Answers: b.answersOf(placeSupport),
		UpdateExample: msgUpdateExample(b.r.Date, assessment.UpdateAvailableUntil(b.r.Date, s.End))}
	for _, doc := range keptDocuments {
		until := s.KeepUntil
		if until == "" {
			until = msgNotComputable
		}
		out.Keep = append(out.Keep, MethodRule{When: doc, Then: until})
	}
	out.Missing = missingAnswers(out.Answers)
	if !b.assessed() {
		return out // no support period is owed
	}
	if s.End == "" {
		out.Missing = append(out.Missing, msgNoSupportEnd)
	}
	if s.KeepUntil == "" {
		out.Missing = append(out.Missing, msgNoKeepUntil)
	}
	return out
}

// Reporting is section 12.
type Reporting struct {
	// Rule stands before the deadlines.
	Rule      string     `json:"rule"`
	Deadlines []Deadline `json:"deadlines"`
	Answers   []Answer   `json:"answers"`
	// CSIRTs is the dated note on the coordinating CSIRTs of the catalogue.
	CSIRTs  string   `json:"csirts"`
	Missing []string `json:"missing"`
}

// Deadline is one step of reporting under Art. 14.
type Deadline struct {
	Event    string `json:"event"`
	Step     string `json:"step"`
	Latest   string `json:"latest"`
	Citation string `json:"citation"`
}

func (b *builder) reporting() Reporting {
	out := Reporting{Rule: msgDeadlines, Deadlines: append([]Deadline{}, deadlines...), Answers: b.answersOf(placeReporting), CSIRTs: msgCSIRTs(b.cat.CSIRTs)}
	out.Missing = missingAnswers(out.Answers)
	if len(out.Answers) == 0 && b.assessed() {
		out.Missing = append(out.Missing, msgNoReporting)
	}
	return out
}

// UserInformation is section 13.
type UserInformation struct {
	// AnnexII are the items of Annex II as filled in.
	AnnexII []LawItem `json:"annex_ii"`
	// Sale is what must be on the product and at sale.
	Sale []LawItem `json:"marking_and_sale"`
	// Risks is what the users are told about residual risks and set-aside requirements.
	Risks   []ToldRisk `json:"risks_told"`
	Answers []Answer   `json:"answers"`
	Missing []string   `json:"missing"`
}

// LawItem is an item the law asks for, and where it is answered.
type LawItem struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	// Answers are the answers asked for this item.
	Answers []AnswerRef `json:"answers"`
	State   string      `json:"state" schema:"enum=filled in|in place|planned|missing|not given, asked where applicable"`
}

// ToldRisk is what the users are told about a risk or a requirement set aside.
type ToldRisk struct {
	About string `json:"about"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

func (b *builder) userInformation() UserInformation {
	out := UserInformation{AnnexII: b.lawItems(annexII), Sale: b.lawItems(saleItems), Risks: b.toldRisks(), Answers: b.answersOf(placeUsers)}
	for _, list := range [][]LawItem{out.AnnexII, out.Sale} {
		for _, item := range list {
			if item.State == lawMissing {
				out.Missing = append(out.Missing, item.ID+": "+item.Title)
			}
		}
	}
	return out
}

// lawItems looks for the answers to the questions that cite each item.
func (b *builder) lawItems(items []lawText) []LawItem {
	var out []LawItem
	for _, item := range items {
		out = append(out, b.lawItem(item))
	}
	return out
}

func (b *builder) lawItem(item lawText) LawItem {
	out := LawItem{ID: item.id, Title: item.title}
	answered, required, planned := false, false, false
	for i := range b.cat.Questions {
		q := &b.cat.Questions[i]
		onProduct := q.Section == sectionMarking
		if !b.owed(q) || !citesAny(q.Cite, item.provisions) || onProduct && !item.onProduct {
			continue
		}
		switch ref := b.answerRef(q.ID); {
		case ref.Answer == "" || onProduct && b.chose(q, string(assessment.No)):
			required = required || !q.Optional
		default:
			out.Answers = append(out.Answers, ref)
			answered = true
			planned = planned || onProduct && b.chose(q, string(assessment.Planned))
		}
	}
	out.State = lawState(item.onProduct, answered, required, planned)
	return out
}

// lawState says how an item of the law stands; what is only planned for the
// product or its sale is not there yet.
func lawState(onProduct, answered, required, planned bool) string {
	switch {
	case required:
		return lawMissing
	case planned:
		return lawPlanned
	case answered && onProduct:
		return lawInPlace
	case answered:
		return lawFilled
	}
	return lawWhereApplicable
}

// sectionMarking holds the questions about the product itself and its sale.
const sectionMarking = "marking"

func (b *builder) chose(q *catalogue.Question, option string) bool {
	return slices.Contains(b.a.Answers[q.ID].Options, option)
}

func (b *builder) toldRisks() []ToldRisk {
	var out []ToldRisk
	for i := range b.r.Threats {
		id := b.r.Threats[i].ID
		if told := b.a.Risks[id].UserInformation; told != "" {
			out = append(out, ToldRisk{About: string(id), Title: b.r.Threats[i].Title, Text: told})
		}
	}
	for _, r := range b.r.Requirements {
		if claim := b.a.Requirements[r.Letter].Claim; claim != nil && claim.UserInformation != "" {
			out = append(out, ToldRisk{About: requirementName(r.Letter), Title: b.placeTitle(r.Letter), Text: claim.UserInformation})
		}
	}
	return out
}

// Completeness is section 14.
type Completeness struct {
	Items   []CompletenessItem `json:"annex_vii"`
	Answers []Answer           `json:"answers"`
}

// CompletenessItem is an item of Annex VII: covered here, kept elsewhere, or missing.
type CompletenessItem struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	State string `json:"state" schema:"enum=covered here|kept elsewhere|missing"`
	// Where is the section of this document, or the reference to what is kept elsewhere.
	Where string `json:"where"`
}

func (b *builder) completeness(d *Document) Completeness {
	out := Completeness{Answers: b.answersOf(placeTechnical)}
	for _, item := range annexVII {
		out.Items = append(out.Items, b.completenessItem(item, d))
	}
	return out
}

// completenessItem: what this document holds is covered here when the section
// has it; the rest needs a reference, by an answer or by evidence.
func (b *builder) completenessItem(item annexVIIText, d *Document) CompletenessItem {
	out := CompletenessItem{ID: item.id, Title: item.title, State: itemMissing, Where: msgNoReference}
	if item.here != nil && item.here(d) {
		out.State, out.Where = itemHere, item.section
		return out
	}
	if refs := b.references(item); refs != "" {
		out.State, out.Where = itemElsewhere, refs
	}
	return out
}

func (b *builder) references(item annexVIIText) string {
	refs := ""
	add := func(s string) {
		if refs != "" {
			refs += "; "
		}
		refs += s
	}
	for _, answer := range b.lawItem(item.lawText).Answers {
		add(answer.Answer)
	}
	if ids := b.evidenceOf(item.evidence); len(ids) > 0 {
		add(msgEvidenceIDs(ids))
	}
	return refs
}

// evidenceOf lists the evidence of a kind.
func (b *builder) evidenceOf(kind string) []string {
	var ids []string
	for _, e := range b.a.Evidence {
		if kind != "" && e.Kind == kind {
			ids = append(ids, e.ID)
		}
	}
	return ids
}

// OpenPoints is section 15.
type OpenPoints struct {
	Points []OpenPoint `json:"points"`
	// Findings are those that the wizard and check show, apart from what the points say.
	Findings []Finding `json:"findings"`
	Notes    []Note    `json:"notes"`
	// Statement says that nothing is open, where that is so.
	Statement string `json:"statement"`
}

// OpenPoint is something nobody knows yet, or an assumption.
type OpenPoint struct {
	Kind string `json:"kind" schema:"enum=open point|not sure"`
	On   string `json:"on"`
	// Title names what it is on.
	Title string `json:"title"`
	Text  string `json:"text"`
	Owner string `json:"owner"`
	Due   string `json:"due"`
	By    string `json:"by"`
	Date  string `json:"date"`
}

func (b *builder) openPoints() OpenPoints {
	out := OpenPoints{Notes: b.otherNotes()}
	for _, n := range b.a.Notes {
		if n.Open && !n.Internal {
			out.Points = append(out.Points, OpenPoint{Kind: pointOpen, On: n.On, Title: b.placeTitle(n.On), Text: n.Text, Owner: n.Owner, Due: n.Due, By: n.By, Date: n.Date})
		}
	}
	for i := range b.cat.Questions {
		q := &b.cat.Questions[i]
		if b.answerState(q) == stateNotSure {
			out.Points = append(out.Points, OpenPoint{Kind: pointNotSure, On: string(q.ID), Title: questionTitle(q), Text: msgAssumed})
		}
	}
	for _, f := range b.r.Findings {
		if !f.Internal && !slices.Contains(listedAsPoints, f.ID) {
			out.Findings = append(out.Findings, b.finding(f))
		}
	}
	if len(out.Points)+len(out.Findings) == 0 {
		out.Statement = msgNothingOpen
	}
	return out
}

// listedAsPoints are the findings that repeat what stands among the open points.
var listedAsPoints = []string{"open-point", "not-sure"}

// solutionsDescribed reports whether the document says how every applicable
// requirement of Annex I Part I is met.
func solutionsDescribed(d *Document) bool {
	for _, r := range d.PartOne.Requirements {
		if r.Applicable && r.Letter != "1" && r.How == "" {
			return false
		}
	}
	return len(d.PartOne.Requirements) > 0
}

// purposeStated reports whether the intended purpose stands in section 2.
func purposeStated(d *Document) bool {
	for _, a := range d.Product.Answers {
		if a.ID == string(qPurpose) {
			return len(a.Answer) > 0
		}
	}
	return false
}
