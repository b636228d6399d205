// Package export builds what leaves the house: the self-assessment document and
// its renderings. Build makes one Document from an assessment and its result;
// Markdown, JSON and HTML render that same Document, so they cannot disagree.
package export

import (
	"slices"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// SchemaID names the JSON Schema that documents of this version follow.
const SchemaID = "https://selfmark.dev/schema/document-v1.json"

// Language of the texts in the document.
const Language = "en"

// Options are the facts about this run of the program that a document states.
type Options struct {
	ToolVersion string // version of selfmark, for example "1.0.0"
}

// Document is everything a reader of the self-assessment sees, in reading
// order. It holds text only: nothing in it needs the catalogue to be understood.
type Document struct {
	// Schema is the $id of the JSON Schema that the document follows.
	Schema string `json:"$schema"`
	// Digest is the SHA-256 over this JSON document without its digest line.
	Digest string `json:"digest" schema:"sha256"`
	// Title is section 0: what is assessed, by whom, and with what outcome.
	Title TitleBlock `json:"title"`
	// Summary is section 1, one page; every number in it equals what the sections hold.
	Summary Summary `json:"summary"`
	// Product is section 2, product and context.
	Product Product `json:"product"`
	// Scope is section 3, scope and classification.
	Scope Scope `json:"scope"`
	// Method is section 4.
	Method Method `json:"method"`
	// Assets is section 5, assets and impact.
	Assets Assets `json:"assets"`
	// Threats is section 6, threats and risks.
	Threats Threats `json:"threats"`
	// Measures is section 7, measures and evidence.
	Measures Measures `json:"measures"`
	// PartOne is section 8, Annex I Part I.
	PartOne PartOne `json:"part_one"`
	// PartTwo is section 9, Annex I Part II.
	PartTwo PartTwo `json:"part_two"`
	// Components is section 9a, third-party components.
	Components Components `json:"components"`
	// ResidualRisks is section 10, what is left at R3 and above.
	ResidualRisks ResidualRisks `json:"residual_risks"`
	// Support is section 11, support period, updates and keep-until dates.
	Support Support `json:"support"`
	// Reporting is section 12, reporting readiness.
	Reporting Reporting `json:"reporting"`
	// UserInformation is section 13, information for users, marking and sale.
	UserInformation UserInformation `json:"user_information"`
	// Completeness is section 14, the items of Annex VII.
	Completeness Completeness `json:"completeness"`
	// OpenPoints is section 15, open points, assumptions and findings.
	OpenPoints OpenPoints `json:"open_points"`
	// Review is section 16, triggers, next review and history.
	Review Review `json:"review"`
	// Signatures is section 17.
	Signatures Signatures `json:"signatures"`
	// Assessment is the assessment file behind the document, without the notes that
	// are internal: from it the document can be checked, compared and taken further.
	Assessment string `json:"assessment"`
}

// Reason says why a derived statement holds: the rule, one plain sentence, the
// answers it rests on and the provisions.
type Reason struct {
	Rule      string      `json:"rule"`
	Text      string      `json:"text"`
	Answers   []AnswerRef `json:"answers"`
	Citations []string    `json:"citations"`
}

// AnswerRef names an answer that a statement rests on.
type AnswerRef struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Answer is one question of the interview with the answer given.
type Answer struct {
	ID       string `json:"id"`
	Block    string `json:"block"`
	Question string `json:"question"`
	// Prose tells that the answer is running text.
	Prose bool `json:"prose"`
	// Answer holds the chosen options in words, the items of a list, or one text.
	Answer    []string `json:"answer"`
	State     string   `json:"state" schema:"enum=answered|not sure|not answered|not answered, optional|from the template, not confirmed|no longer asked, without effect"`
	Citations []string `json:"citations"`
	Notes     []Note   `json:"notes"`
}

// Note is a remark that is not internal.
type Note struct {
	On   string `json:"on"`
	Text string `json:"text"`
	By   string `json:"by"`
	Date string `json:"date"`
}

// Change is a computed value that the user replaced.
type Change struct {
	What     string `json:"what"`
	Computed string `json:"computed"`
	Value    string `json:"value"`
	By       string `json:"by"`
	Date     string `json:"date"`
	Reason   string `json:"reason"`
}

// Finding is something missing, doubtful or open.
type Finding struct {
	ID       string `json:"id"`
	Severity string `json:"severity" schema:"enum=blocking|advice|open"`
	Basis    string `json:"basis"`
	NotReady bool   `json:"not_ready"`
	Step     int    `json:"step"`
	Item     string `json:"item"`
	// Title names the item.
	Title     string   `json:"title"`
	Text      string   `json:"text"`
	Remedy    string   `json:"remedy"`
	Citations []string `json:"citations"`
}

// Item is an id with its title.
type Item struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// outside is what leaves the house of an assessment: all but internal notes.
func outside(a assessment.Assessment) assessment.Assessment {
	a.Notes = slices.DeleteFunc(slices.Clone(a.Notes), func(n assessment.Note) bool { return n.Internal })
	return a
}

// Answers reads the assessment behind a document. Errors are of type *file.Error.
func (d Document) Answers(cat *catalogue.Catalogue) (assessment.Assessment, error) {
	return file.Decode([]byte(d.Assessment), cat)
}

// Build makes the document that follows from an assessment and its result. The
// same input gives the same document. An assessment whose last final revision
// is exactly this document gives that revision again, not the next one.
func Build(cat *catalogue.Catalogue, a assessment.Assessment, result assessment.Result, opts Options) Document {
	if last := len(a.History) - 1; last >= 0 && a.History[last].Status == assessment.Final && result.Status == assessment.Final {
		before, then := assessment.BeforeIssue(a), result
		if len(a.History[last].Screening) > 0 {
			then = assessment.Evaluate(cat, before, result.Date)
		}
		if d := build(cat, before, then, opts); d.Digest == a.History[last].Digest {
			return d
		}
	}
	return build(cat, a, result, opts)
}

func build(cat *catalogue.Catalogue, a assessment.Assessment, result assessment.Result, opts Options) Document {
	b := newBuilder(cat, a, result, opts)
	d := Document{
		Schema:          SchemaID,
		Product:         b.product(),
		Scope:           b.scope(),
		Method:          b.method(),
		Assets:          b.assets(),
		Threats:         b.threats(),
		Measures:        b.measuresSection(),
		PartOne:         b.partOne(),
		PartTwo:         b.partTwo(),
		Components:      b.components(),
		ResidualRisks:   b.residualRisks(),
		Support:         b.support(),
		Reporting:       b.reporting(),
		UserInformation: b.userInformation(),
		Review:          b.review(),
		Signatures:      b.signatures(),
	}
	d.Title = b.title()
	d.Completeness = b.completeness(&d)
	d.OpenPoints = b.openPoints() // after all others: it holds the notes that none of them shows
	d.Summary = b.summary(&d)
	tidy(&d)
	d.Assessment = string(file.Encode(outside(a), cat)) // its own form, which tidy would change
	d.Digest = digest(d)
	return d
}
