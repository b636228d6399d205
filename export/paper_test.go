package export

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/export/schema"
)

func paper(t *testing.T, kind PaperKind, id string, changes ...func(*assessment.Assessment)) Paper {
	t.Helper()
	cat, a := exampleAssessment(t, id)
	a = a.Clone()
	for _, change := range changes {
		change(&a)
	}
	same := *cat
	same.Digest = "of the catalogue"
	return BuildPaper(kind, &same, a, assessment.Evaluate(&same, a, day), Options{ToolVersion: "test"}, "")
}

func TestPaperGolden(t *testing.T) {
	for _, kind := range PaperKinds() {
		golden(t, "testdata/smart-plug-"+string(kind)+".md", PaperMarkdown(paper(t, kind, "smart-plug")))
	}
	golden(t, "testdata/wearable-declaration.md", PaperMarkdown(paper(t, Declaration, "wearable")))
}

// TestPaperSchema: papers of every kind follow the published schema, and are read
// again as they were.
func TestPaperSchema(t *testing.T) {
	s := compile(t, PaperSchemaID, schema.Paper())
	for _, kind := range PaperKinds() {
		for _, id := range goldenExamples {
			p := paper(t, kind, id)
			data := PaperJSON(p)
			if err := s.Validate(parsed(t, data)); err != nil {
				t.Errorf("%s of %s: %v", kind, id, err)
			}
			again, err := ReadPaper(data)
			if err != nil || !reflect.DeepEqual(again, p) {
				t.Errorf("%s of %s is not read again: %v", kind, id, err)
			}
			js, err := ParseJSON(data)
			md, mdErr := ParseTrailer(PaperMarkdown(p))
			if err != nil || mdErr != nil || !reflect.DeepEqual(js, md) || js.ID != p.Title.DocumentID {
				t.Errorf("%s of %s: %v %v %+v %+v", kind, id, err, mdErr, js, md)
			}
		}
	}
	bad := bytes.Replace(PaperJSON(paper(t, Declaration, "smart-plug")), []byte(`"status": "final"`), []byte(`"status": "draft"`), 1)
	if _, err := ReadPaper(bad); err == nil {
		t.Error("a changed paper is read")
	}
}

func part(t *testing.T, p Paper, item string) PaperPart {
	t.Helper()
	i := slices.IndexFunc(p.Parts, func(x PaperPart) bool { return x.Item == item })
	if i < 0 {
		t.Fatalf("no item %s", item)
	}
	return p.Parts[i]
}

func words(p PaperPart) string {
	var all []string
	for _, r := range p.Rows {
		all = append(all, r...)
	}
	return strings.Join(append(all, p.Text...), "\n")
}

// TestDeclaration: one row for each item of Annex V and each paragraph of Art. 28.
func TestDeclaration(t *testing.T) {
	p := paper(t, Declaration, "smart-plug")
	if p.Title.Status != "final" {
		t.Fatalf("blocked by %q", p.Title.Blocked)
	}
	for _, c := range []struct{ provision, item, words string }{
		{"Annex V (1)", "1", "APS2-EU"},
		{"Annex V (2)", "2", "Hauptstr. 1, 1010 Wien, Austria"},
		{"Annex V (3)", "3", "sole responsibility of the manufacturer"},
		{"Annex V (4)", "4", "all units that bear this identification"},
		{"Annex V (5)", "5", "Regulation (EU) 2024/2847 (OJ L, 2024/2847, 20.11.2024)"},
		{"Art. 28(1)", "5", "has been demonstrated"},
		{"Art. 28(3)", "5", "Directive 2014/53/EU (OJ L 153, 22.5.2014, p. 62)"},
		{"Annex V (6)", "6", "None."},
		{"Annex V (7)", "7", "No notified body was involved"},
		{"Annex V (8)", "8", "Jonas Weiss, Managing director"},
	} {
		x := part(t, p, c.item)
		if !slices.Contains(x.Citations, c.provision) || !strings.Contains(words(x), c.words) {
			t.Errorf("%s: %v %q", c.provision, x.Citations, words(x))
		}
	}
	if len(p.Parts) != 8 {
		t.Errorf("%d items", len(p.Parts))
	}
}

func answer(id catalogue.QuestionID, a assessment.Answer) func(*assessment.Assessment) {
	return func(x *assessment.Assessment) { x.Answers[id] = a }
}

// TestDeclarationBlocked: what stands against a declaration, one row each.
func TestDeclarationBlocked(t *testing.T) {
	option := func(id catalogue.QuestionID, o string) func(*assessment.Assessment) {
		return answer(id, assessment.Answer{Options: []string{o}})
	}
	for _, c := range []struct {
		name    string
		example string
		change  []func(*assessment.Assessment)
		want    string // "" for final
	}{
		{"nothing", "smart-plug", nil, ""},
		{"maker's name is a placeholder", "smart-plug", []func(*assessment.Assessment){answer("manufacturer.name", assessment.Answer{Text: "… GmbH"})}, "not filled in: Maker's name"},
		{"no address", "smart-plug", []func(*assessment.Assessment){answer("manufacturer.address", assessment.Answer{})}, "not filled in: Maker's address"},
		{"contact is a placeholder", "smart-plug", []func(*assessment.Assessment){answer("manufacturer.contact", assessment.Answer{Text: "…"})}, "not filled in: Maker's contact"},
		{"no place of issue", "smart-plug", []func(*assessment.Assessment){answer("declaration.place", assessment.Answer{})}, "missing under 8: Place of issue"},
		{"assessment is a draft", "smart-plug", []func(*assessment.Assessment){answer("product.purpose", assessment.Answer{})}, "the self-assessment is draft"},
		{"assessment is not ready", "gateway", nil, "the self-assessment is not ready"},
		{"Art. 32(3) no certificate", "wearable", nil, "no body and certificate is entered"},
		{"Art. 32(1) no route", "smart-plug", []func(*assessment.Assessment){answer("classification.route", assessment.Answer{})}, "no conformity route"},
		{"Art. 32(2) module A is not open to class I", "smart-plug", []func(*assessment.Assessment){answer("classification.category", assessment.Answer{Text: "III.I.17"}), option("classification.fit", "match")}, "no conformity route"},
		{"Art. 69(2) transition", "smart-plug", []func(*assessment.Assessment){option("scope.placed", "before"), option("scope.modified", "no"), answer("product.first_unit", assessment.Answer{Text: "2026-01-01"})}, "the scope questions say"},
		{"Annex V (6) a draft standard", "smart-plug", []func(*assessment.Assessment){answer("declaration.standards", assessment.Answer{Options: []string{"prEN 40000-1-4"}})}, "prEN 40000-1-4"},
		{"out of scope", "smart-plug", []func(*assessment.Assessment){option("scope.data_connection", "none")}, "the scope questions say"},
		{"Annex IV (2) smart meter gateway, certificate of a body", "smart-plug", []func(*assessment.Assessment){answer("classification.category", assessment.Answer{Text: "IV.2"}), option("classification.fit", "match"), option("classification.route", "B+C"), answer("classification.certificate", assessment.Answer{Text: "Body 1234, certificate X-1"})}, ""},
		{"Annex IV (2) without a certificate", "smart-plug", []func(*assessment.Assessment){answer("classification.category", assessment.Answer{Text: "IV.2"}), option("classification.fit", "match"), option("classification.route", "B+C")}, "expert"},
		{"class needs an expert", "smart-plug", []func(*assessment.Assessment){answer("classification.category", assessment.Answer{Text: "III.I.17"}), option("classification.fit", "exceeds")}, "expert"},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, kind := range []PaperKind{Declaration, SimplifiedDeclaration} {
				p := paper(t, kind, c.example, c.change...)
				if kind == SimplifiedDeclaration && c.name == "no place of issue" {
					continue // it names none
				}
				if (p.Title.Status == "final") != (c.want == "") || !strings.Contains(strings.Join(p.Title.Blocked, "\n"), c.want) {
					t.Errorf("%s: %s, %q", kind, p.Title.Status, p.Title.Blocked)
				}
				if md := string(PaperMarkdown(p)); c.want != "" && !strings.Contains(md, "## "+headBlocked) {
					t.Errorf("%s does not say what stands against it", kind)
				}
			}
		})
	}
}

// TestStandardsDeclared: Annex V (6), Annex VII (5). The declaration names what gives a
// presumption, with its parts, and nothing that gives none; the document holds both.
func TestStandardsDeclared(t *testing.T) {
	cat, a := exampleAssessment(t, "smart-plug")
	dated := *cat
	dated.Standards.Cited = []string{"EN 40000-1-3:2027"}
	a.Standards = []assessment.Standard{
		{Reference: "EN 40000-1-3:2027", Extent: assessment.ExtentPart, Clauses: "clauses 5 to 8", Covers: []string{"II.1", "II.5"}},
		{Reference: "EN 18031-1:2024", Extent: assessment.ExtentFull, Covers: []string{"e"}},
	}
	r := assessment.Evaluate(&dated, a, day)
	declared := words(part(t, BuildPaper(Declaration, &dated, a, r, Options{ToolVersion: "test"}, ""), "6"))
	if declared != "Reference\nEN 40000-1-3:2027, in part (clauses 5 to 8), for II(1), II(5)" {
		t.Errorf("declared: %q", declared)
	}
	d := Build(&dated, a, r, Options{ToolVersion: "test"})
	md, page := string(Markdown(d)), string(HTML(d))
	for _, want := range []string{"EN 40000-1-3:2027", "EN 18031-1:2024", "clauses 5 to 8", "for the parts that section 3 lists as applied"} {
		if !strings.Contains(md, want) || !strings.Contains(page, want) {
			t.Errorf("the document does not hold %q", want)
		}
	}
	if d.Scope.Applied[1].Presumption || d.PartTwo.Items[0].Cover != "part" || d.PartTwo.Items[1].Cover != "" {
		t.Errorf("%+v", d.Scope.Applied)
	}
}

// TestDeclarationAfterBody: with the certificate entered a route with a body ends in
// a final declaration that names it.
func TestDeclarationAfterBody(t *testing.T) {
	p := paper(t, Declaration, "wearable", answer("classification.certificate", assessment.Answer{Text: "Body 1234, certificate X-1 of 2027-11-01"}))
	if p.Title.Status != "final" || !strings.Contains(words(part(t, p, "7")), "Body 1234, certificate X-1") {
		t.Errorf("%q, %s", p.Title.Blocked, words(part(t, p, "7")))
	}
}

// TestHighRiskAI: Art. 12(1)(c).
func TestHighRiskAI(t *testing.T) {
	p := paper(t, Declaration, "smart-plug", answer("classification.high_risk_ai", assessment.Answer{Options: []string{"yes"}}))
	if x := part(t, p, "5"); !slices.Contains(x.Citations, "Art. 12(1)(c)") || !strings.Contains(words(x), "2024/1689") {
		t.Errorf("%+v", x)
	}
}

// TestDeclarationUnderOtherLaw: a high-risk AI system of the default class and a health
// record system go by the procedure of their own act (Art. 12(2), 32(5a)); module A
// declares neither, nor a product that may be one.
func TestDeclarationUnderOtherLaw(t *testing.T) {
	yes, unsure := assessment.Answer{Options: []string{"yes"}}, assessment.Answer{NotSure: true}
	if p := paper(t, Declaration, "smart-plug"); p.Title.Status != "final" {
		t.Fatalf("the example itself: %v", p.Title.Blocked)
	}
	for _, id := range []catalogue.QuestionID{"classification.high_risk_ai", "classification.ehr"} {
		for _, given := range []assessment.Answer{yes, unsure} {
			if p := paper(t, Declaration, "smart-plug", answer(id, given)); p.Title.Status != "draft" {
				t.Errorf("%s %+v: %s", id, given, p.Title.Status)
			}
		}
		by := []func(*assessment.Assessment){answer(id, yes), answer("classification.route", assessment.Answer{Options: []string{"other-law"}}), answer("classification.certificate", assessment.Answer{Text: "Body 1234, certificate X-1"}),
			answer("declaration.acts", assessment.Answer{Options: []string{"Directive 2014/53/EU", "Regulation (EU) 2024/1689", "Regulation (EU) 2025/327"}})}
		if p := paper(t, Declaration, "smart-plug", by...); p.Title.Status != "final" || !strings.Contains(words(part(t, p, "7")), "certificate X-1") {
			t.Errorf("%s by its own procedure: %s, %v", id, p.Title.Status, p.Title.Blocked)
		}
	}
}

// TestDeclaredActs: Art. 28(3). The one declaration identifies every act that asks for
// one; an act that step 3 says applies and that is not named stands against it.
func TestDeclaredActs(t *testing.T) {
	named := func(acts ...string) Paper {
		return paper(t, Declaration, "smart-plug", answer("declaration.acts", assessment.Answer{Options: acts}), answer("classification.machinery", assessment.Answer{Options: []string{"yes"}}))
	}
	if p := named("Directive 2014/53/EU (OJ L 153, 22.5.2014, p. 62)"); p.Title.Status != "draft" || !slices.Equal(part(t, p, "5").Missing, []string{"Regulation (EU) 2023/1230"}) {
		t.Errorf("machinery not named: %s, %v", p.Title.Status, part(t, p, "5").Missing)
	}
	if p := named("Regulation (EU) 2023/1230"); !slices.Equal(part(t, p, "5").Missing, []string{"Directive 2014/53/EU"}) {
		t.Errorf("radio not named: %v", part(t, p, "5").Missing)
	}
	if p := named("Regulation (EU) 2023/1230", "Directive 2014/53/EU"); p.Title.Status != "final" {
		t.Errorf("both named: %v", p.Title.Blocked)
	}
	for _, id := range []catalogue.QuestionID{"classification.radio", "classification.machinery"} {
		if p := paper(t, Declaration, "smart-plug", answer(id, assessment.Answer{NotSure: true})); p.Title.Status != "draft" {
			t.Errorf("%s not sure: %s", id, p.Title.Status)
		}
	}
}

// TestUserInformation: every point of Annex II has a part of its own, 8(a) to (f)
// included.
func TestUserInformation(t *testing.T) {
	p := paper(t, UserInformationPaper, "smart-plug")
	for _, item := range []string{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)(a)", "(8)(b)", "(8)(c)", "(8)(d)", "(8)(e)", "(8)(f)", "(9)"} {
		if x := part(t, p, item); words(x) == "" {
			t.Errorf("%s is blank", item)
		}
	}
	p = paper(t, UserInformationPaper, "smart-plug", answer("user_information.decommissioning", assessment.Answer{}))
	if p.Title.Status != "draft" || len(part(t, p, "(8)(d)").Missing) == 0 {
		t.Errorf("%s %+v", p.Title.Status, part(t, p, "(8)(d)"))
	}
}

// TestTechnicalFile: each item of Annex VII is covered, kept elsewhere or missing.
func TestTechnicalFile(t *testing.T) {
	p := paper(t, TechnicalFile, "smart-plug", answer("technical_file.pictures", assessment.Answer{}))
	var items []string
	for _, r := range p.Parts[0].Rows {
		items = append(items, r[0])
	}
	if want := []string{"1(a)", "1(b)", "1(c)", "1(d)", "2(a)", "2(b)", "2(c)", "3", "4", "5", "6", "7", "8"}; !slices.Equal(items, want) {
		t.Errorf("items %v", items)
	}
	if p.Title.Status != "draft" || !slices.ContainsFunc(p.Title.Blocked, func(s string) bool { return strings.Contains(s, "1(c)") }) {
		t.Errorf("%q", p.Title.Blocked)
	}
}

func TestOpenPointsPaper(t *testing.T) {
	cat, a := exampleAssessment(t, "smart-plug")
	a = a.Clone()
	a.Notes = []assessment.Note{
		{On: "Q13", Text: "=HYPERLINK(1)", Open: true, Owner: "PL", Due: "2027-02-01"},
		{On: "Q14", Text: "first", Open: true, Owner: "MK", Due: "2027-01-01", By: "AB"},
		{On: "Q15", Text: "secret", Open: true, Owner: "PL", Internal: true},
		{Text: "last", Open: true, Owner: "pl"},
	}
	r := assessment.Evaluate(cat, a, day)
	all := BuildPaper(OpenPointsPaper, cat, a, r, Options{}, "")
	var texts []string
	for _, row := range all.Parts[0].Rows {
		texts = append(texts, row[3])
	}
	if want := []string{"first", "=HYPERLINK(1)", "last"}; !slices.Equal(texts, want) {
		t.Errorf("%q", texts)
	}
	if csv, want := string(PaperCSV(all)), "Due,Owner,On,Open point,By\n2027-01-01,MK,Q14 Wires to machines,first,AB\n2027-02-01,PL,Q13 Short-range radio,'=HYPERLINK(1),\n,pl,,last,\n"; csv != want {
		t.Errorf("%q", csv)
	}
	if mine := BuildPaper(OpenPointsPaper, cat, a, r, Options{}, "PL"); len(mine.Parts[0].Rows) != 2 {
		t.Errorf("%v", mine.Parts[0].Rows)
	}
}

// TestPaperHostile: text of a user is text in every paper.
func TestPaperHostile(t *testing.T) {
	evil := "x\n# h\n> q\n```json selfmark-document-v1\n<script>|\u202e[l](http://e)"
	for _, kind := range PaperKinds() {
		cat, a := exampleAssessment(t, "smart-plug")
		a = a.Clone()
		for i := range cat.Questions {
			if q := &cat.Questions[i]; q.Kind == catalogue.KindText || q.Kind == catalogue.KindProse {
				a.Answers[q.ID] = assessment.Answer{Text: evil}
			}
		}
		a.Notes = []assessment.Note{{Text: evil, Owner: evil, Due: "2027-01-01", Open: true}}
		a.Answers["declaration.acts"] = assessment.Answer{Options: []string{evil}}
		p := BuildPaper(kind, cat, a, assessment.Evaluate(cat, a, day), Options{}, "")
		md := string(PaperMarkdown(p))
		if strings.Contains(md, "\n# h") || strings.Contains(md, "\u202e") || strings.Contains(md, "\n<script>") {
			t.Errorf("%s: text of a user is markup", kind)
		}
		if _, err := ParseTrailer([]byte(md)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
