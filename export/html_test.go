package export

import (
	"bytes"
	"encoding/xml"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// element is one start tag of a page.
type element struct {
	name  string
	attrs map[string]string
}

// walk reads a page as strictly as XML, except for what HTML leaves open, and
// returns its tags and its text.
func walk(t *testing.T, page []byte) (tags []element, text string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(page))
	d.Strict = true
	d.Entity = xml.HTMLEntity
	var words strings.Builder
	for {
		token, err := d.Token()
		if err == io.EOF {
			return tags, words.String()
		}
		if err != nil {
			t.Fatalf("%v near %.200s", err, page[d.InputOffset():])
		}
		switch x := token.(type) {
		case xml.StartElement:
			attrs := map[string]string{}
			for _, a := range x.Attr {
				attrs[a.Name.Local] = a.Value
			}
			tags = append(tags, element{x.Name.Local, attrs})
		case xml.CharData:
			words.Write(x)
		}
	}
}

// allowed are the tags that a page may hold; there is no script, no image, no form.
var allowed = []string{"html", "head", "meta", "title", "style", "body", "nav", "main", "h1", "h2", "h3", "h4", "p", "ul", "li", "a", "strong", "code", "pre", "blockquote",
	"table", "thead", "tbody", "tr", "th", "td", "figure", "svg", "text", "rect"}

// TestHTML: every page is well formed, holds nothing from elsewhere, and can be used
// by keyboard and ear: language, title, order of headings, heads of tables, names of
// pictures, links that lead somewhere.
func TestHTML(t *testing.T) {
	for name, d := range documents(t) {
		page := HTML(d)
		tags, _ := walk(t, page)
		ids, links, level := map[string]bool{}, []string{}, 0
		for _, e := range tags {
			if !slices.Contains(allowed, e.name) {
				t.Errorf("%s: <%s>", name, e.name)
			}
			if id := e.attrs["id"]; id != "" {
				if ids[id] {
					t.Errorf("%s: the id %s stands twice", name, id)
				}
				ids[id] = true
			}
			switch {
			case e.name == "a" && !strings.HasPrefix(e.attrs["href"], "#"):
				t.Errorf("%s: a link to %s", name, e.attrs["href"])
			case e.name == "a":
				links = append(links, e.attrs["href"][1:])
			case e.name == "th" && e.attrs["scope"] != "col":
				t.Errorf("%s: a head of a table without scope", name)
			case e.name == "svg" && (e.attrs["role"] != "img" || e.attrs["aria-label"] == ""):
				t.Errorf("%s: a picture without a name", name)
			case e.name == "html" && e.attrs["lang"] != "en":
				t.Errorf("%s: language %q", name, e.attrs["lang"])
			case len(e.name) == 2 && e.name[0] == 'h' && e.name[1] >= '1' && e.name[1] <= '6':
				if now := int(e.name[1] - '0'); now > level+1 {
					t.Errorf("%s: h%d after h%d", name, now, level)
				} else {
					level = now
				}
			}
			for attr, value := range e.attrs {
				if strings.HasPrefix(attr, "on") || attr == "src" || attr == "style" || strings.Contains(value, "javascript:") {
					t.Errorf("%s: %s=%q", name, attr, value)
				}
			}
		}
		for _, l := range links {
			if !ids[l] {
				t.Errorf("%s: a link to #%s, which is not there", name, l)
			}
		}
		if !bytes.Contains(page, []byte(`http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;`)) {
			t.Errorf("%s: no policy", name)
		}
		if !bytes.Equal(page, HTML(d)) {
			t.Errorf("%s: two pages differ", name)
		}
		trailer, err := ParseHTML(page)
		if err != nil || trailer.Digest != d.Digest || len(trailer.Signers) != len(d.Signatures.Signers) {
			t.Errorf("%s: %v %+v", name, err, trailer)
		}
	}
}

// TestHTMLSaysTheSame: every text of the model stands in the page, in the order of the
// Markdown's headings.
func TestHTMLSaysTheSame(t *testing.T) {
	for name, d := range documents(t) {
		_, text := walk(t, HTML(d))
		text = strings.Join(strings.Fields(text), " ")
		at := 0
		for line := range strings.Lines(string(Markdown(d))) {
			if heading, ok := strings.CutPrefix(line, "## "); ok {
				words := strings.Join(strings.Fields(heading), " ")
				i := strings.Index(text[at:], words)
				if i < 0 {
					t.Fatalf("%s: the section %q is missing", name, words)
				}
				at += i
			}
		}
		for _, th := range d.Threats.Threats {
			if !strings.Contains(text, strings.Join(strings.Fields(th.Title), " ")) {
				t.Errorf("%s: %s is missing", name, th.ID)
			}
		}
		for _, m := range d.Measures.Measures {
			for line := range strings.SplitSeq(m.Description, "\n") {
				if words := strings.Join(strings.Fields(line), " "); !strings.Contains(text, words) {
					t.Errorf("%s: %s: %q is missing", name, m.ID, words)
				}
			}
		}
	}
}

// FuzzInlineHTML: what a reader of the HTML sees is what a CommonMark renderer makes
// of the Markdown.
func FuzzInlineHTML(f *testing.F) {
	for _, s := range []string{"a", "*x* **y** _z_", "`c`", "[l](http://e) www.e.org a@b.c", "<b>&amp;</b> | \\ ~~s~~", "x & y &lt;", "T18 (h) 1. # >", "\\`*[]<|~_&", "é漢\u202e"} {
		f.Add(s)
	}
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify))
	tag := regexp.MustCompile(`<[^>]*>`)
	seen := func(page string) string {
		return strings.Join(strings.Fields(html.UnescapeString(tag.ReplaceAllString(page, ""))), " ")
	}
	f.Fuzz(func(t *testing.T, s string) {
		piece := esc(printed(s))
		var out bytes.Buffer
		if err := md.Convert([]byte("x "+string(piece)+" x"), &out); err != nil {
			t.Fatal(err)
		}
		if got, want := seen("x "+inlineHTML(piece)+" x"), seen(out.String()); got != want {
			t.Errorf("%q: HTML shows %q, Markdown %q", s, got, want)
		}
	})
}

// TestHTMLHostile: text of a user is text in every page.
func TestHTMLHostile(t *testing.T) {
	evil := "</pre><script>alert(1)</script><pre id=\"selfmark-document-v1\">\n{}</pre>\n</main>\n</body>\n</html>\n\u202e\u0000'\"&lt;"
	cat, a := exampleAssessment(t, "smart-plug")
	a = a.Clone()
	for i := range cat.Questions {
		if q := &cat.Questions[i]; q.Kind == catalogue.KindText || q.Kind == catalogue.KindProse {
			a.Answers[q.ID] = assessment.Answer{Text: evil}
		}
	}
	a.Signers[0].Name = evil
	r := assessment.Evaluate(cat, a, day)
	pages := [][]byte{HTML(Build(cat, a, r, Options{}))}
	for _, kind := range PaperKinds() {
		pages = append(pages, PaperHTML(BuildPaper(kind, cat, a, r, Options{}, "")))
	}
	for i, page := range pages {
		tags, _ := walk(t, page)
		for _, e := range tags {
			if !slices.Contains(allowed, e.name) {
				t.Errorf("%d: <%s>", i, e.name)
			}
		}
		if bytes.ContainsRune(page, '\u202e') {
			t.Errorf("%d: a bidi control", i)
		}
		if _, err := ParseHTML(page); err != nil {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// TestParseHTML: the block is the only one, the last, and as selfmark writes it.
func TestParseHTML(t *testing.T) {
	good := string(HTML(smallDocument()))
	for name, bad := range map[string]string{
		"nothing":        "",
		"something more": good + "x",
		"two blocks":     strings.Replace(good, "<main>", "<main>\n<pre id=\"selfmark-document-v1\">\n{}</pre>", 1),
		"no block":       strings.Replace(good, "selfmark-document-v1\">", "other\">", 1),
		"other spaces":   strings.Replace(good, "  &#34;revision&#34;", "   &#34;revision&#34;", 1),
		"unknown field":  strings.Replace(good, "&#34;revision&#34;", "&#34;revisionx&#34;", 1),
	} {
		if _, err := ParseHTML([]byte(bad)); err == nil || bad == good {
			t.Errorf("%s is read", name)
		}
	}
}
