package export

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// hostileTexts are what somebody may write to make the document say something else.
var hostileTexts = []string{
	"<script>alert(1)</script>", "</table>", "<!-- comment", "<a id=x>", "<details open>", "</blockquote>\n\nfree",
	"| a | b |", "a|b\\|c\\\\|d", "a | b\n--- | ---\n1 | 2", "|", "\\", "\\\\", "ends in \\", ":--", ":-:|--",
	"# heading", "## 17 Signatures", "#", "heading\n===", "heading\n---", "- item", "+ item", "* item", "1. item", "1) item", "123456789. x", "- [ ] task", "---", "***", "___", "===",
	"```", "```json selfmark-document-v1\n{}\n```", "~~~", "~~struck~~", "~one~", "`code`", "``", "`", "a``b", "    indented", "\tindented",
	"[x](javascript:alert(1))", "![x](http://example.org/x.png)", "[x]: http://example.org", "[x][y]", "[^1]", "[^1]: note", "![", "!", "](#t18)",
	"http://example.org/a_b_c?x=*y*", "https://example.org|x", "see www.example.org.", "www..", "mailto:.", "xmpp:!", "a@b.c.!?", "http://e.example:;,", "http://e.example/a.b.?x", "WWW.EXAMPLE.ORG", "ftp://example.org", "a@b.example", "mailto:a@b.example", "xmpp:a@b.example/x",
	"`http://example.org`", "\\http://example.org", "<http://example.org>", "<a@b.example>", "a@b.c@d.e+f@g.h", "http://a`b|c", "a_b@c_d.example", "http://", "www.", "@b.c", "a@", "(http://example.org)", "b$x@y.z", "a/_x@y.z&amp;_", "_http://example.org_", "*a@b.example*",
	"*emphasis*", "**strong**", "_emphasis_", "__strong__", "snake_case_name", "_a", "a_", "5*3*2", "a ** b",
	"&lt;b&gt;", "&#60;b&#62;", "&copy;", "AT&T", "& b", "&", "> quote", ">", "=5", "+5", "-5", "-", "+", "=", ":", "1.", "1)",
	"\u202egnp.exe", "\u2066x\u2069", "\u200bzero", "\ufeffbom", "\x1b[31mred\x1b[0m", "nul\x00nul", "\x07\x08\x7f\u0085", "a\r\nb", "a\rb", "a\u2028b", "bad \xff utf-8", "line one\n\n\nline three",
	strings.Repeat("verylongword", 30), strings.Repeat("many words ", 60), strings.Repeat("漢字", 80), strings.Repeat("*", 150), strings.Repeat("a|", 90), strings.Repeat("x - 1. # > ", 30),
	"👨‍👩‍👧‍👦 🏳️‍🌈 ⚠️", "e\u0301\u0301\u0301", "\u0338<\u0338", "\u1fef\u1fef\u1fef", "\u212a \u037e", "हिन्दी", "…", "\\u{202E}", "$$x$$", "@team #1 :smile:", "{{ template }}", "%s %d", "⏎",
}

// harmless stands where hostile text stands otherwise.
const harmless = "word"

// TestEndOfSentence: what ends a sentence stands outside of an address, so that it is
// not copied with it.
func TestEndOfSentence(t *testing.T) {
	for in, want := range map[inline]inline{
		"see https://acme.example/a.b.":    "see `https://acme.example/a.b`.",
		"write to a@b.example, please!":    "write to `a@b.example`, please!",
		"state plug.yaml@HEAD. Section 16": "state `plug.yaml@HEAD`. Section 16",
		"www.acme.example?":                "`www.acme.example`?",
	} {
		if got := esc(string(in)); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// TestHostileStructure fills every text of a document with hostile text: the
// rendered page must have the structure it has with harmless text.
func TestHostileStructure(t *testing.T) {
	t.Parallel()
	want := structure(Markdown(filled(harmless)))
	if want["Heading"] == 0 || want["Table"] == 0 {
		t.Fatalf("the harmless document has no structure: %v", want)
	}
	for _, h := range hostileTexts {
		md := Markdown(filled(h))
		if got := structure(md); !maps.Equal(got, want) {
			t.Errorf("%q: %s", h, mapDifference(got, want))
		}
		if _, err := ParseTrailer(md); err != nil {
			t.Errorf("%q: %v", h, err)
		}
	}
}

// TestHostileContent goes the whole way: hostile answers, evaluated, built,
// rendered. Each text shows as itself, in other fields in each round; the JSON
// follows the schema and is read back.
func TestHostileContent(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	for round := range 7 {
		at := round * 31
		d := hostileAssessment(func() string { at++; return hostileTexts[at%len(hostileTexts)] })
		data, md := JSON(d), Markdown(d)
		if err := s.Validate(parsed(t, data)); err != nil {
			t.Error(err)
		}
		if _, err := ReadJSON(data); err != nil {
			t.Error(err)
		}
		if _, err := ParseTrailer(md); err != nil {
			t.Error(err)
		}
		page := strings.Join(strings.Fields(pageText(md)), " ")
		for _, h := range hostileTexts {
			for line := range strings.SplitSeq(printed(h), "\n") {
				if line = strings.Join(strings.Fields(line), " "); !strings.Contains(page, line) {
					t.Errorf("%q: the page does not show %q", h, line)
				}
			}
		}
	}
}

// TestHostileCmark asks the reference implementation of GFM as well.
func TestHostileCmark(t *testing.T) {
	t.Parallel()
	stockTool(t, "cmark-gfm")
	want, _ := cmark(t, Markdown(filled(harmless)))
	for _, h := range hostileTexts {
		got, _ := cmark(t, Markdown(filled(h)))
		if !maps.Equal(got, want) {
			t.Errorf("%q: %s", h, mapDifference(got, want))
		}
	}
}

// FuzzEscape: in a table cell, a quoted block and a paragraph, any text shows as
// itself and makes no structure.
func FuzzEscape(f *testing.F) {
	for _, h := range hostileTexts {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = printed(s)
		if strings.TrimSpace(s) == "" {
			return
		}
		md := escapeSample(s)
		checkSample(t, "goldmark", s, md, structure(md), pageText(md))
	})
}

// FuzzMayLink: the quick look never misses what the expression finds.
func FuzzMayLink(f *testing.F) {
	for _, h := range hostileTexts {
		f.Add(h)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if linkLike().MatchString(s) && !mayLink(s) {
			t.Errorf("%q: missed", s)
		}
	})
}

// TestEscapeCmark does the same with the reference implementation.
func TestEscapeCmark(t *testing.T) {
	t.Parallel()
	stockTool(t, "cmark-gfm")
	for _, h := range hostileTexts {
		if s := printed(h); strings.TrimSpace(s) != "" {
			md := escapeSample(s)
			counts, text := cmark(t, md)
			checkSample(t, "cmark-gfm", s, md, counts, text)
		}
	}
}

// TestLineStart: what is markup only at the beginning of a line.
func TestLineStart(t *testing.T) {
	for line, want := range map[string]string{
		"": "", "a": "a", "a - b": "a - b", "1": "1", "1 a": "1 a", ".": ".", "1234567890. a": "1234567890. a",
		"# a": `\# a`, "> a": `\> a`, "+ a": `\+ a`, "- a": `\- a`, "---": `\---`, "===": `\===`, ":--": `\:--`,
		"1. a": `1\. a`, "1) a": `1\) a`, "123456789. a": `123456789\. a`,
	} {
		if got := lineStart(line); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}

// TestEscapeRandom mixes what is special in Markdown at random, the same way in
// every run, and asks both parsers.
func TestEscapeRandom(t *testing.T) {
	t.Parallel()
	tokens := strings.Split("a|b|1|.|)|-|+|=|:|#|>|<|&|!|[|]|(|*|_|~|`|\\|/|@| |  |word|www.|http://|x@y.z|&amp;|<b>|é|漢|\n|---|```|1.|://|{|$|^|\"|'|\t|🙂|,|;|?|%", "|")
	tokens = append(tokens, "|")
	random := rand.New(rand.NewPCG(1, 2))
	var rows [][]cell
	var want []string
	for range 4000 {
		var b strings.Builder
		for range 1 + random.IntN(9) {
			b.WriteString(tokens[random.IntN(len(tokens))])
		}
		s := printed(b.String())
		if strings.TrimSpace(s) == "" {
			continue
		}
		md := escapeSample(s)
		checkSample(t, "goldmark", s, md, structure(md), pageText(md))
		rows = append(rows, []cell{made("MARK " + esc(s) + " MARK"), made("x")})
		want = append(want, strings.Join(strings.Fields(oneLine(s)), " "))
	}
	if _, err := exec.LookPath("cmark-gfm"); err != nil {
		return // TestHostileCmark says so
	}
	w := &mdWriter{}
	w.table([]string{"A", "B"}, rows)
	counts, page := cmark(t, []byte(w.out.String()))
	if counts["table_row"] != len(rows) || counts["table_cell"] != 2*len(rows)+2 || counts["link"]+counts["emph"]+counts["strong"]+counts["image"]+counts["html_inline"]+counts["strikethrough"] != 0 {
		t.Errorf("cmark-gfm: %d rows became %v", len(rows), counts)
	}
	page = strings.Join(strings.Fields(page), " ")
	for _, s := range want {
		if !strings.Contains(page, "MARK "+s+" MARK") {
			t.Errorf("cmark-gfm does not show %q", s)
		}
	}
}

// escapeSample writes a text in each of the ways the document does.
func escapeSample(s string) []byte {
	w := &mdWriter{}
	w.table([]string{"A", "B"}, [][]cell{{made("MARK1 " + esc(s) + " MARK2"), plain("x")}})
	w.said("Label", s)
	w.text(esc(s))
	w.list(esc(s))
	return []byte(w.out.String())
}

func checkSample(t *testing.T, oracle, s string, md []byte, got map[string]int, page string) {
	t.Helper()
	plain := escapeSample("word")
	want := structure(plain)
	if oracle == "cmark-gfm" {
		want, _ = cmark(t, plain)
	}
	if !maps.Equal(got, want) {
		t.Errorf("%s: %q: %s\n%s", oracle, s, mapDifference(got, want), md)
	}
	page = strings.Join(strings.Fields(page), " ")
	line := strings.Join(strings.Fields(oneLine(s)), " ")
	if !strings.Contains(page, "MARK1 "+line+" MARK2") {
		t.Errorf("%s: the page does not show %q as a cell:\n%s\n%s", oracle, line, md, page)
	}
	if n := strings.Count(page, line); n < 3 {
		t.Errorf("%s: the page shows %q %d times:\n%s\n%s", oracle, line, n, md, page)
	}
}

// filled is a document in which every text is s and every list has two items.
func filled(s string) Document {
	var d Document
	fill(reflect.ValueOf(&d).Elem(), s)
	d.Threats.Threats[0].Own, d.Assets.Assets[0].Own, d.Measures.Measures[0].Own = true, true, true
	d.Signatures.Required = len(d.Signatures.Signers) // else the trailer contradicts itself
	tidy(&d)
	d.Digest = digest(d)
	return d
}

func fill(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), s)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), s)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), s)
		}
	}
}

// hostileAssessment is the document of an assessment in which every text that a
// user can write comes from next.
func hostileAssessment(next func() string) Document {
	cat := catalogue.Load()
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{"Q26": {Options: []string{"fixed"}}, "Q13": {Options: []string{"ble"}}},
		Measures: map[catalogue.MeasureID]assessment.MeasureAnswer{}, Requirements: map[string]assessment.RequirementAnswer{}, PartTwo: map[int]assessment.PartTwoAnswer{}}
	for i := range cat.Questions {
		q := &cat.Questions[i]
		switch answer := a.Answers[q.ID]; q.Kind {
		case catalogue.KindText, catalogue.KindProse:
			a.Answers[q.ID] = assessment.Answer{Text: next()}
		case catalogue.KindList:
			answer.Options = []string{next(), next()}
			a.Answers[q.ID] = answer
		}
	}
	severe := assessment.Severe
	a.Remote = []assessment.RemoteService{{Name: next(), Purpose: next(), Needed: assessment.Yes, Own: assessment.Yes, Reason: next()}}
	a.Components = []assessment.Component{{Name: next(), Version: next(), Supplier: next(), Diligence: []string{"updates"}, DiligenceText: next(), ReportTo: next(),
		Vulnerabilities: []assessment.Vulnerability{{ID: next(), Why: next(), Open: true}}}}
	a.Notes = []assessment.Note{{On: "Q13", Text: next(), By: next(), Date: next()}, {Text: next()}, {On: "T01", Text: next(), Open: true, Owner: next(), Due: next()}, {On: next(), Text: next()}}
	a.Impacts = []assessment.ImpactOverride{{On: "AS11:A", Level: assessment.Severe, Reason: next(), By: next(), Date: next()}}
	a.Assets = []assessment.OwnAsset{{ID: "OA1", Title: next(), Concerns: []assessment.OwnConcern{{Concern: "C", Level: assessment.Major, Category: "P", Reason: next()}}}}
	a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T05": {Impact: &severe, Reason: next(), By: next(), Date: next()}, "T33": {Dismissed: true, Reason: next()}}
	a.OwnThreats = []assessment.OwnThreat{{ID: "OT1", Title: next(), Description: next(), Vector: "net", Hits: []catalogue.Hit{"OA1:C"}, Measures: []catalogue.MeasureID{"M07"}}}
	a.OwnMeasures = []assessment.OwnMeasure{{ID: "OM1", Title: next(), Threats: []catalogue.ThreatID{"OT1"}}}
	for _, m := range append(cat.Measures, catalogue.Measure{ID: "OM1"}) {
		a.Measures[m.ID] = assessment.MeasureAnswer{State: assessment.Tested, How: next(), Reason: next(), Evidence: []string{"E1"}}
	}
	a.Evidence = []assessment.Evidence{{ID: "E1", Kind: next(), File: next(), Link: next(), SHA256: next(), Date: next(), Note: next()}}
	for letter := range strings.SplitSeq("1abcdefghijklm", "") {
		a.Requirements[letter] = assessment.RequirementAnswer{How: next(), Standards: []string{next()},
			Parts: []assessment.PartialClaim{{Ground: "union-law", Part: next(), Source: next(), Why: next(), Treatment: next(), Alternative: next()}},
			Claim: &assessment.Claim{Ground: "nature", Justification: next(), Remaining: next(), UserInformation: next(), By: next(), Consent: next()}}
	}
	for n := range 8 {
		a.PartTwo[n+1] = assessment.PartTwoAnswer{How: next()}
	}
	a.Risks = map[catalogue.ThreatID]assessment.RiskDecision{"OT1": {Decision: "keep", Reason: next(), Compensation: next(), UserInformation: next(), Approver: next(), Review: next(), Condition: next(), ToldWhom: next(), ToldWhere: next()}}
	a.Signers = []assessment.Signer{{ID: next(), Role: next(), Name: next(), Function: next(), Organisation: next(), Principal: next(), Fingerprint: next(), Statement: next(), Note: next()}}
	a.History = []assessment.Revision{{Revision: 1, Date: next(), Status: assessment.Draft, Digest: next(), Change: next()}}
	return Build(cat, a, assessment.Evaluate(cat, a, day), Options{ToolVersion: next()})
}

// countedKinds are the nodes that no text may add to or take away from.
// Paragraphs, quoted blocks and code spans depend on the length of texts.
func counted(kind string) bool {
	return !slices.Contains([]string{"Paragraph", "TextBlock", "Text", "Blockquote", "CodeSpan", "paragraph", "text", "softbreak", "block_quote", "code"}, kind)
}

func parse(md []byte) ast.Node {
	return goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser().Parse(text.NewReader(md))
}

// structure counts the nodes of a rendered document by kind, and its table
// cells by alignment and place.
func structure(md []byte) map[string]int {
	counts := map[string]int{}
	must(ast.Walk(parse(md), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && counted(n.Kind().String()) {
			counts[n.Kind().String()]++
			switch n := n.(type) {
			case *ast.Heading:
				counts[fmt.Sprintf("Heading %d", n.Level)]++
			case *extast.Table:
				counts[fmt.Sprintf("Table of %d columns", len(n.Alignments))]++
			}
		}
		return ast.WalkContinue, nil
	}))
	return counts
}

// pageText is what a reader of the rendered document sees.
func pageText(md []byte) string {
	var out strings.Builder
	must(ast.Walk(parse(md), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Text:
			if entering {
				out.Write(unescaped(n.Segment.Value(md), n))
				if n.SoftLineBreak() {
					out.WriteByte('\n')
				}
			}
		case *ast.String:
			if entering {
				out.Write(n.Value)
			}
		default:
			if n.Type() == ast.TypeBlock {
				out.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	}))
	return out.String()
}

// unescaped resolves backslashes the way the HTML renderer does; in code they stand.
func unescaped(s []byte, n *ast.Text) []byte {
	if n.Parent().Kind() == ast.KindCodeSpan || n.IsRaw() {
		return s
	}
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
		}
		out = append(out, s[i])
	}
	return out
}

// cmark renders with cmark-gfm as XML and counts its nodes.
func cmark(t *testing.T, md []byte) (map[string]int, string) {
	t.Helper()
	cmd := exec.Command("cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough", "-e", "tasklist", "-e", "footnotes", "-t", "xml")
	if out, _ := exec.Command("cmark-gfm", "--list-extensions").Output(); !bytes.Contains(out, []byte("footnotes")) {
		cmd.Args = slices.DeleteFunc(cmd.Args, func(s string) bool { return s == "footnotes" })
		cmd.Args = slices.Replace(cmd.Args, 9, 10, "--footnotes")
	}
	cmd.Stdin, cmd.Stderr = bytes.NewReader(md), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err, cmd.Args)
	}
	counts, page := map[string]int{}, strings.Builder{}
	d := xml.NewDecoder(bytes.NewReader(out))
	d.Strict = false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return counts, page.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if counted(token.Name.Local) {
				counts[token.Name.Local]++
			}
			if name := token.Name.Local; name == "softbreak" || name == "paragraph" || strings.HasPrefix(name, "table") {
				page.WriteByte('\n')
			}
		case xml.CharData:
			if s := string(token); strings.TrimSpace(s) != "" || !strings.Contains(s, "\n") {
				page.WriteString(s)
			}
		}
	}
}

func mapDifference(got, want map[string]int) string {
	var out []string
	for _, kind := range slices.Sorted(maps.Keys(merged(got, want))) {
		if got[kind] != want[kind] {
			out = append(out, fmt.Sprintf("%s %d instead of %d", kind, got[kind], want[kind]))
		}
	}
	return strings.Join(out, ", ")
}

func merged(a, b map[string]int) map[string]int {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// stockTool skips the test where a tool is not installed; in CI it must be.
func stockTool(t testing.TB, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s is not installed", name)
		}
		t.Skipf("%s is not installed", name)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// TestManySigners: verify compares every signer with every other, so that a document
// of a stranger names no more than a few; in each format.
func TestManySigners(t *testing.T) {
	d := filled(harmless)
	d.Schema, d.Review.Changes = SchemaID, nil
	one := d.Signatures.Signers[0]
	d.Signatures.Signers = nil
	for i := range assessment.MaxSigners + 1 {
		one.ID = fmt.Sprintf("s%d", i)
		d.Signatures.Signers = append(d.Signatures.Signers, one)
		if i < assessment.MaxSigners-1 {
			continue
		}
		d.Signatures.Required = len(d.Signatures.Signers)
		d.Digest = digest(d)
		md, mdErr := ParseTrailer(Markdown(d))
		js, jsErr := ParseJSON(JSON(d))
		page, pageErr := ParseHTML(HTML(d))
		for format, err := range map[string]error{"Markdown": mdErr, "JSON": jsErr, "HTML": pageErr} {
			if many := i == assessment.MaxSigners; many != (err != nil) || many && !strings.Contains(err.Error(), "names 51 signers") {
				t.Errorf("%d signers, %s: %v", i+1, format, err)
			}
		}
		if i < assessment.MaxSigners && (len(md.Signers) != assessment.MaxSigners || len(js.Signers) != assessment.MaxSigners || len(page.Signers) != assessment.MaxSigners) {
			t.Errorf("%d, %d and %d signers", len(md.Signers), len(js.Signers), len(page.Signers))
		}
	}
}
