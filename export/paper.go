package export

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// PaperSchemaID names the JSON Schema that papers of this version follow.
const PaperSchemaID = "https://selfmark.dev/schema/paper-v1.json"

// PaperKind is one of the shorter documents beside the self-assessment.
type PaperKind string

// The kinds of papers.
const (
	Declaration           PaperKind = "declaration"            // Annex V
	SimplifiedDeclaration PaperKind = "simplified-declaration" // Annex VI
	UserInformationPaper  PaperKind = "user-information"       // Annex II
	TechnicalFile         PaperKind = "technical-file"         // Annex VII
	OpenPointsPaper       PaperKind = "open-points"
)

// paperKinds are all kinds.
var paperKinds = []PaperKind{Declaration, SimplifiedDeclaration, UserInformationPaper, TechnicalFile, OpenPointsPaper}

// PaperKinds returns the kinds of papers.
func PaperKinds() []PaperKind { return slices.Clone(paperKinds) }

// Paper is one of the shorter documents of the law, or the list of open points, in
// reading order. It holds text only.
type Paper struct {
	// Schema is the $id of the JSON Schema that the paper follows.
	Schema string `json:"$schema"`
	// Digest is the SHA-256 over this JSON document without its digest line.
	Digest string     `json:"digest" schema:"sha256"`
	Title  PaperTitle `json:"title"`
	// Parts are the items that the law asks for, in its order.
	Parts      []PaperPart `json:"parts"`
	Signatures Signatures  `json:"signatures"`
}

// PaperTitle says what the paper is, and whether something stands against it.
type PaperTitle struct {
	Kind       string `json:"kind" schema:"enum=declaration|simplified-declaration|user-information|technical-file|open-points"`
	Heading    string `json:"heading"`
	DocumentID string `json:"document_id" schema:"pattern=^[a-z0-9]+(-[a-z0-9]+)*$"`
	Revision   int    `json:"revision" schema:"min=1"`
	Status     string `json:"status" schema:"enum=draft|final"`
	// Blocked says what stands against a final paper.
	Blocked          []string `json:"blocked"`
	Product          string   `json:"product"`
	Date             string   `json:"date" schema:"pattern=^[0-9]{4}-[0-9]{2}-[0-9]{2}$"`
	Language         string   `json:"language" schema:"enum=en"`
	Tool             string   `json:"tool"`
	ToolVersion      string   `json:"tool_version"`
	CatalogueVersion string   `json:"catalogue_version"`
	// Assessment is the digest of the self-assessment that the paper rests on.
	Assessment string `json:"assessment_digest" schema:"sha256"`
}

// PaperPart is one item of a paper.
type PaperPart struct {
	// Item is the number of the item in the law, "" where it has none.
	Item      string   `json:"item"`
	Heading   string   `json:"heading"`
	Citations []string `json:"citations"`
	// Text is what selfmark says, one paragraph each.
	Text []string `json:"text"`
	// Header names the columns of the rows.
	Header []string `json:"header"`
	// Rows are facts of the maker, each with a cell for every column.
	Rows [][]string `json:"rows"`
	// Missing is what the item still lacks.
	Missing []string `json:"missing"`
}

// BuildPaper makes a paper from an assessment and its result. The same input gives
// the same paper. owner keeps only the open points of one person, "" all of them.
func BuildPaper(kind PaperKind, cat *catalogue.Catalogue, a assessment.Assessment, result assessment.Result, opts Options, owner string) Paper {
	return PaperBeside(Build(cat, a, result, opts), kind, cat, a, result, opts, owner)
}

// PaperBeside is BuildPaper where the document is there already: d is what Build
// makes of the same input.
func PaperBeside(d Document, kind PaperKind, cat *catalogue.Catalogue, a assessment.Assessment, result assessment.Result, opts Options, owner string) Paper {
	b := paperBuilder{builder: newBuilder(cat, a, result, opts), d: d}
	p := Paper{Schema: PaperSchemaID, Signatures: b.signatures()}
	p.Title = PaperTitle{Kind: string(kind), Heading: paperHeading(kind), DocumentID: d.Title.DocumentID + "-" + string(kind), Revision: d.Title.Revision,
		Product: d.Title.Product, Date: d.Title.Date, Language: Language, Tool: toolName, ToolVersion: opts.ToolVersion, CatalogueVersion: cat.Version, Assessment: d.Digest}
	switch kind {
	case Declaration:
		p.Parts, p.Title.Blocked = b.declaration(), b.againstDeclaration()
	case SimplifiedDeclaration:
		p.Parts, p.Title.Blocked = b.simplified(), b.againstDeclaration()
	case UserInformationPaper:
		p.Parts, p.Title.Blocked = b.userPaper(), b.againstPaper()
	case TechnicalFile:
		p.Parts, p.Title.Blocked = b.technicalFile(), b.againstPaper()
	case OpenPointsPaper:
		p.Parts = b.openPaper(owner)
	}
	for _, part := range p.Parts {
		for _, m := range part.Missing {
			p.Title.Blocked = append(p.Title.Blocked, msgPartLacks(part.Item, m))
		}
	}
	p.Title.Status = string(assessment.Final)
	if len(p.Title.Blocked) > 0 {
		p.Title.Status = string(assessment.Draft)
	}
	tidyAny(&p)
	p.Digest = digestOf(encodeJSON(p))
	return p
}

// paperBuilder makes papers from the document and the answers behind it.
type paperBuilder struct {
	*builder
	d Document
}

// row is a fact, and missing what it lacks.
func (p *PaperPart) row(what, value string) {
	if strings.TrimSpace(value) == "" || assessment.Placeholder(value) {
		p.Missing = append(p.Missing, what)
	}
	p.fact(what, value)
}

// fact is a fact that may be empty.
func (p *PaperPart) fact(what, value string) {
	p.Header = headFacts
	p.Rows = append(p.Rows, []string{what, value})
}

func (b paperBuilder) productPart(item, heading string, cite ...string) PaperPart {
	p := PaperPart{Item: item, Heading: heading, Citations: cite}
	p.row(labelProduct, b.d.Title.Product)
	p.row(labelType, b.d.Title.Type)
	p.row(labelIdentifier, b.d.Title.Identifier)
	p.row(labelVersions, joined(b.d.Title.Versions))
	return p
}

func (b paperBuilder) makerPart(item, heading string, cite ...string) PaperPart {
	p := PaperPart{Item: item, Heading: heading, Citations: cite}
	p.row(labelName, b.text(qMaker))
	p.row(labelAddress, b.text(qMakerAddress))
	if representative := b.text("scope.representative_name"); representative != "" {
		p.fact(labelRepresentative, representative)
	}
	return p
}

// againstPaper: a maker left as a placeholder blocks every paper that carries it.
func (b paperBuilder) againstPaper() []string {
	var against []string
	if !b.assessed() {
		against = append(against, msgNotOwedPaper(b.r.Scope.Title))
	}
	for _, id := range []catalogue.QuestionID{qMaker, qMakerAddress, qMakerContact} {
		if words := b.text(id); words == "" || assessment.Placeholder(words) {
			against = append(against, msgMakerMissing(b.cat.Question(id).Short))
		}
	}
	return against
}

// againstDeclaration lists what stands against a declaration of conformity as a
// final one: it is drawn up when the requirements are shown to be met (Art. 28(1))
// and the procedure of the route has been carried out (Art. 32), which another act
// may set (Art. 12(2), 32(5a)).
func (b paperBuilder) againstDeclaration() []string {
	against := b.againstPaper()
	if b.r.Scope.Regime != assessment.InScope && b.assessed() {
		against = append(against, msgScopeNotSettled(b.r.Scope.Title))
	}
	if b.r.Status != assessment.Final && b.assessed() {
		against = append(against, msgAssessmentNot(string(b.r.Status), len(b.d.Title.StatusReasons)))
	}
	if r := b.route(); r == nil || !r.Open {
		against = append(against, msgNoOpenRoute)
	} else if !r.Self && b.certificate() == "" {
		against = append(against, msgCertificateMissing(r.Title))
	}
	for _, id := range []catalogue.QuestionID{"classification.high_risk_ai", "classification.ehr"} {
		if b.a.Answers[id].NotSure {
			against = append(against, msgRouteNotSure(b.cat.Question(id).Short))
		}
	}
	for _, id := range []catalogue.QuestionID{"classification.radio", "classification.machinery"} {
		if b.a.Answers[id].NotSure {
			against = append(against, msgActsNotSure(b.cat.Question(id).Short))
		}
	}
	for _, f := range b.r.Findings {
		if f.ID == "class-review" && f.Item == "classification.category" && b.anyClass() {
			continue
		}
		if f.ID == "addition-missing" || f.ID == "declared-not-cited" || f.ID == "route-closed" || f.ID == "class-review" {
			against = append(against, f.Text)
		}
	}
	return against
}

// anyClass reports whether the procedure that was carried out serves every class, so
// that a doubt about the class changes nothing: a notified body examined type or quality
// system (Art. 32(1) to (4)), and no act makes a certificate mandatory (Art. 8(1)).
func (b paperBuilder) anyClass() bool {
	return (b.r.Route == "B+C" || b.r.Route == "H") && b.certificate() != "" && len(b.cat.Standards.Mandatory) == 0
}

// route is the chosen one, nil if there is none.
func (b paperBuilder) route() *assessment.RouteResult {
	i := slices.IndexFunc(b.r.Routes, func(r assessment.RouteResult) bool { return r.ID == b.r.Route })
	if i < 0 {
		return nil
	}
	return &b.r.Routes[i]
}

func (b paperBuilder) certificate() string { return b.a.Text("classification.certificate") }

// declaration holds the eight items of Annex V, and what Art. 28(1) to (3) adds.
func (b paperBuilder) declaration() []PaperPart {
	object := PaperPart{Item: "4", Heading: headObject, Citations: []string{"Annex V (4)"}, Text: []string{msgObject}}
	object.row(labelIdentifier, b.d.Title.Identifier)
	if pictures := b.text("technical_file.pictures"); pictures != "" {
		object.fact(labelPictures, pictures)
	}
	acts := PaperPart{Item: "5", Heading: headConformity, Citations: []string{"Annex V (5)", "Art. 28(1)", "Art. 28(3)"}, Text: []string{msgConformity, msgDemonstrated}}
	acts.fact(labelAct, msgCRA)
	for _, act := range b.a.Answers["declaration.acts"].Options {
		acts.row(labelAct, act)
	}
	for _, other := range actsDeclared {
		if b.r.Tags.Has(other.fact) && !strings.Contains(strings.Join(b.a.Answers["declaration.acts"].Options, " "), other.number) {
			acts.Missing = append(acts.Missing, other.name)
		}
	}
	if b.r.Tags.Has("ai:high-risk") {
		acts.Text = append(acts.Text, msgHighRiskAI)
		acts.Citations = append(acts.Citations, "Art. 12(1)(c)")
	}
	standards := PaperPart{Item: "6", Heading: headStandardsDeclared, Citations: []string{"Annex V (6)"}}
	for _, s := range b.d.Scope.Applied {
		if s.Presumption {
			standards.row(labelReference, appliedWords(s))
		}
	}
	for _, s := range b.a.Answers["declaration.standards"].Options {
		standards.row(labelReference, s)
	}
	if len(standards.Rows) == 0 {
		standards.Text = []string{msgNoStandards}
	}
	return []PaperPart{
		b.productPart("1", headIdentification, "Annex V (1)"),
		b.makerPart("2", headManufacturer, "Annex V (2)"),
		{Item: "3", Heading: headResponsibility, Citations: []string{"Annex V (3)"}, Text: []string{msgSoleResponsibility}},
		object, acts, standards, b.procedure(), b.signed(),
	}
}

// actsDeclared are the acts that ask for a declaration too and that an answer of step 3
// names: the one declaration identifies each (Art. 28(3)).
var actsDeclared = []struct {
	fact         catalogue.Tag
	number, name string
}{
	{"law:radio", "2014/53", "Directive 2014/53/EU"},
	{"law:machinery", "2023/1230", "Regulation (EU) 2023/1230"},
	{"ai:high-risk", "2024/1689", "Regulation (EU) 2024/1689"},
	{"ehr:yes", "2025/327", "Regulation (EU) 2025/327"},
}

// procedure is item 7: what was carried out, by whom, and the certificate.
func (b paperBuilder) procedure() PaperPart {
	p := PaperPart{Item: "7", Heading: headProcedure, Citations: []string{"Annex V (7)", "Art. 32(1)"}}
	r := b.route()
	if r == nil {
		p.Missing = []string{labelProcedure}
		return p
	}
	for _, c := range citations(r.Reason.Cite) {
		if !slices.Contains(p.Citations, c) {
			p.Citations = append(p.Citations, c)
		}
	}
	p.row(labelProcedure, r.Title)
	if r.Self {
		p.Text = []string{msgNoBody}
		return p
	}
	p.row(labelCertificate, b.certificate())
	return p
}

// signed is item 8: for and on behalf of whom, where and when.
func (b paperBuilder) signed() PaperPart {
	p := PaperPart{Item: "8", Heading: headAdditional, Citations: []string{"Annex V (8)"}}
	p.row(labelOnBehalf, b.text(qMaker))
	p.row(labelPlace, b.text("declaration.place"))
	p.row(labelDate, b.d.Title.Date)
	signer := b.issuer()
	p.row(labelIssuer, strings.Trim(signer.Name+", "+signer.Function, ", "))
	p.row(labelSignature, msgElectronic)
	return p
}

// issuer is the signer for the management, else the last one.
func (b paperBuilder) issuer() assessment.Signer {
	for _, s := range b.a.Signers {
		if s.ForManagement() {
			return s
		}
	}
	if n := len(b.a.Signers); n > 0 {
		return b.a.Signers[n-1]
	}
	return assessment.Signer{}
}

// simplified is the text of Annex VI (Art. 13(20)).
func (b paperBuilder) simplified() []PaperPart {
	p := PaperPart{Heading: headSimplified, Citations: []string{"Annex VI", "Art. 13(20)"}}
	maker, product, address := b.text(qMaker), strings.TrimSpace(b.d.Title.Product+" "+b.d.Title.Identifier), b.text("user_information.declaration_address")
	p.row(labelName, maker)
	p.row(labelProduct, product)
	p.row(labelFullText, address)
	if len(p.Missing) == 0 {
		p.Text = []string{msgSimplified(maker, product), msgFullText(address)}
	}
	return []PaperPart{p}
}

// userPaper holds the items of Annex II, number 8 point by point.
func (b paperBuilder) userPaper() []PaperPart {
	var parts []PaperPart
	for _, item := range annexIIPoints() {
		law := b.lawItem(item)
		p := PaperPart{Item: strings.TrimPrefix(item.id, "Annex II "), Heading: item.title, Citations: item.provisions}
		for _, answer := range law.Answers {
			p.row(answer.Question, answer.Answer)
		}
		switch {
		case law.State == lawMissing:
			p.Missing = append(p.Missing, item.title)
		case len(p.Rows) == 0:
			p.Text = []string{msgWhereApplicable}
		}
		parts = append(parts, p)
	}
	if risks := b.d.UserInformation.Risks; len(risks) > 0 {
		p := PaperPart{Heading: headRisksTold, Citations: []string{"Annex II (5)"}}
		for _, r := range risks {
			p.row(r.Title, r.Text)
		}
		parts = append(parts, p)
	}
	return parts
}

// technicalFile is the index of the technical documentation (Annex VII): covered in
// the self-assessment, kept elsewhere with a reference, or missing.
func (b paperBuilder) technicalFile() []PaperPart {
	index := PaperPart{Heading: headAnnexVIIPaper, Citations: []string{"Annex VII", "Art. 31(1)"}, Header: headIndex}
	for _, item := range b.d.Completeness.Items {
		state := item.State
		if state == itemHere {
			state = itemInAssessment
		}
		index.Rows = append(index.Rows, []string{item.ID, item.Title, state, item.Where})
		if item.State == itemMissing {
			index.Missing = append(index.Missing, item.ID+" "+item.Title)
		}
	}
	keep := PaperPart{Heading: headKeep, Citations: []string{"Art. 13(13)"}, Text: []string{msgKeep}}
	keep.row(labelKeepUntil, b.d.Support.KeepUntil)
	return []PaperPart{index, keep}
}

// openPaper lists the open points, those due first in front.
func (b paperBuilder) openPaper(owner string) []PaperPart {
	points := slices.DeleteFunc(slices.Clone(b.d.OpenPoints.Points), func(o OpenPoint) bool { return owner != "" && !interview.SameOwner(o.Owner, owner) })
	sort.SliceStable(points, func(i, j int) bool { return cmp.Or(points[i].Due, "9999") < cmp.Or(points[j].Due, "9999") })
	p := PaperPart{Heading: headOpenPoints, Header: headOpenPaper}
	for _, o := range points {
		p.Rows = append(p.Rows, []string{o.Due, o.Owner, strings.TrimSpace(o.On + " " + o.Title), o.Text, o.By})
	}
	if len(points) == 0 {
		p.Text = []string{msgNoPoints}
	}
	return []PaperPart{p}
}
