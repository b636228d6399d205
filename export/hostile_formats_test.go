package export

import (
	"encoding/csv"
	"maps"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
)

// formulas are what a spreadsheet would compute instead of show.
var formulas = []string{
	"=1+1", "+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://e.example\",\"x\")", "=cmd|' /C calc'!A0", "\t=1", "\r=1", " =1", "\"=1", "\n=1", "x;=1+1", "x; =1", "x;\"=1", ";;=1",
	"x,=1", "x\",\"=1", "x\n=1", "＝1", "＋1", "－1", "＠x", "\u200b=1", "\ufeff=1", "\x00=1", "'=1",
}

// TestHostileHTML fills every text of a document with hostile text: the page must have
// the tags it has with harmless text.
func TestHostileHTML(t *testing.T) {
	t.Parallel()
	want, _ := tagsOf(t, HTML(filled(harmless)))
	if want["table"] == 0 || want["h3"] == 0 {
		t.Fatalf("the harmless page lacks something: %v", want)
	}
	for _, h := range append(hostileTexts, "\" onload=\"alert(1)", "' onclick='x", "]]>", "<svg onload=alert(1)>", "</svg><script>", "</style><script>alert(1)</script>", "</title><script>", "&quot; style=&quot;") {
		if got, _ := tagsOf(t, HTML(filled(h))); !maps.Equal(got, want) {
			t.Errorf("%q: %s", h, mapDifference(got, want))
		}
	}
}

// TestHTMLBlocksEscape: blocks that get words of the program only escape them too.
func TestHTMLBlocksEscape(t *testing.T) {
	h := htmlBlocks{ids: map[string]bool{}}
	h.heading(2, `<b onload="x">`)
	h.svgText(1, 2, "end", "<script>", "#000000")
	if got := h.out.String(); strings.Count(got, "<") != 4 || !strings.Contains(got, "&lt;b onload=&#34;x&#34;&gt;") || !strings.Contains(got, "&lt;script&gt;") {
		t.Error(got)
	}
}

// tagsOf counts tags and attributes of a page, and cuts its pictures out. How long a
// text is decides on paragraphs and code only.
func tagsOf(t *testing.T, page []byte) (map[string]int, []string) {
	t.Helper()
	counts := map[string]int{}
	tags, _ := walk(t, page)
	for _, e := range tags {
		if e.name == "p" || e.name == "code" || e.name == "blockquote" {
			continue
		}
		counts[e.name]++
		for name := range e.attrs {
			counts[e.name+" "+name]++
		}
	}
	var pictures []string
	for i, part := range strings.Split(string(page), "<svg ") {
		if picture, _, ok := strings.Cut(part, "</svg>"); i > 0 && ok {
			pictures = append(pictures, picture)
		}
	}
	return counts, pictures
}

// TestHostileName gives the product a hostile name and looks at every format: the
// structure stays, no hidden character goes out, and what is read back is the name.
func TestHostileName(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, and nothing in it runs side by side")
	}
	t.Parallel()
	cat, a := exampleAssessment(t, "smart-plug")
	s := compiled(t)
	build := func(name string) Document {
		b := a.Clone()
		b.Answers["product.name"] = assessment.Answer{Text: name}
		return Build(cat, b, assessment.Evaluate(cat, b, day), Options{})
	}
	type shape struct {
		md, html map[string]int
		pictures []string
	}
	shapeOf := func(d Document) shape {
		html, pictures := tagsOf(t, HTML(d))
		return shape{structure(Markdown(d)), html, pictures}
	}
	// Control characters are a finding, which stands in the document.
	wants := map[bool]shape{false: shapeOf(build(harmless)), true: shapeOf(build(harmless + "\x07"))}
	if len(wants[false].pictures) == 0 || maps.Equal(wants[false].md, wants[true].md) {
		t.Fatal("the documents to compare with lack something")
	}
	names := append([]string{"<script>alert(1)</script>", "</svg><script>alert(1)</script>", "| a | b |", "# Plug", "Plug\n\n## 17 Signatures", "Plug\n```json selfmark-document-v1\n{}\n```",
		"[Plug](javascript:alert(1))", "Plug \u202egnp.exe", "\u2066Plug\u2069", "Pl\u200bug\ufeff", "Plug\x1b[31m", "Plug\x00\x07\u0085", "Plug \xff", "\" onload=\"x", "Рlug"}, formulas[:8]...)
	for _, name := range names {
		d, want := build(name), wants[strings.ContainsAny(name, "\u202e\u2066\x1b\x00\r")]
		md, page, js := Markdown(d), HTML(d), JSON(d)
		if got := structure(md); !maps.Equal(got, want.md) {
			t.Errorf("%q: Markdown: %s", name, mapDifference(got, want.md))
		}
		got, pictures := tagsOf(t, page)
		if !maps.Equal(got, want.html) || !slices.Equal(pictures, want.pictures) {
			t.Errorf("%q: HTML: %s", name, mapDifference(got, want.html))
		}
		if err := s.Validate(parsed(t, js)); err != nil {
			t.Errorf("%q: JSON: %v", name, err)
		}
		if back, err := ReadJSON(js); err != nil || back.Title.Product != d.Title.Product {
			t.Errorf("%q: JSON: %v", name, err)
		}
		for format, data := range map[string][]byte{"Markdown": md, "HTML": page, "JSON": js} {
			if i := strings.IndexFunc(string(data), unseen); i >= 0 {
				t.Errorf("%q: %s holds %q", name, format, data[i:min(len(data), i+4)])
			}
		}
	}
}

// unseen reports characters that no document may hold; joiners of emoji and of some
// scripts may stand.
func unseen(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0xfeff || r == 0x200b || r == 0x200e || r == 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// TestHostileCSV: no cell of the list of open points becomes a formula, whatever a
// spreadsheet takes for the separator.
func TestHostileCSV(t *testing.T) {
	if testing.Short() {
		t.Skip("slow under the race detector, and nothing in it runs side by side")
	}
	t.Parallel()
	cat, a := exampleAssessment(t, "smart-plug")
	for _, f := range slices.Concat(formulas, hostileTexts) {
		b := a.Clone()
		b.Notes = []assessment.Note{{On: "Q13", Text: f, Owner: f, By: f, Open: true}, {On: "Q14", Text: "last", Open: true}}
		data := string(PaperCSV(BuildPaper(OpenPointsPaper, cat, b, assessment.Evaluate(cat, b, day), Options{}, "")))
		checkCSV(t, f, data, 3)
	}
}

func checkCSV(t *testing.T, what, data string, rows int) {
	t.Helper()
	if strings.ContainsFunc(data, unseen) {
		t.Errorf("%q: hidden characters in %q", what, data)
	}
	records, err := csv.NewReader(strings.NewReader(data)).ReadAll()
	if err != nil || len(records) != rows {
		t.Fatalf("%q: %d rows, %v\n%s", what, len(records), err, data)
	}
	var cells []string
	for _, r := range records {
		cells = append(cells, r...)
	}
	for line := range strings.Lines(data) {
		cells = append(cells, strings.Split(line, ";")...)
	}
	for _, c := range cells {
		if c = strings.TrimLeft(c, " \t\""); c != "" && strings.Contains("=+-@＝＋－＠", string([]rune(c)[:1])) {
			t.Errorf("%q: a spreadsheet computes %q", what, c)
		}
	}
}

// FuzzCSV: the same of any text.
func FuzzCSV(f *testing.F) {
	for _, s := range slices.Concat(formulas, hostileTexts) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := Paper{Parts: []PaperPart{{Header: []string{"A", "B"}, Rows: [][]string{{s, "x"}, {"x", s}}}}}
		tidyAny(&p)
		checkCSV(t, s, string(PaperCSV(p)), 3)
	})
}
