package export

import (
	"bytes"
	"html"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// sectioned is what a reader sees of a page, by the number of its section: "" is the
// title block, "9a" the components. The heat maps of the HTML page are drawn; their
// text alternative is the table of the Markdown.
func sectioned(page []byte) map[string]string {
	drawing, tag := regexp.MustCompile(`(?s)<svg.*?</svg>`), regexp.MustCompile(`<[^>]*>`)
	heading := regexp.MustCompile(`^[^>]*>(?:<[^>]*>)*([0-9]+a?) `)
	_, body, _ := strings.Cut(string(page), "<h1")
	body = drawing.ReplaceAllString(body, "")
	sections, number := map[string]string{}, ""
	for part := range strings.SplitSeq(body, "<h2") {
		if m := heading.FindStringSubmatch(part); m != nil {
			number = m[1]
		}
		sections[number] += " " + html.UnescapeString(tag.ReplaceAllString("<h2"+part, " "))
	}
	return sections
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// numbers are the sections in the order of the model.
var numbers = []string{"", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9a", "10", "11", "12", "13", "14", "15", "16", "17"}

// TestFormatsSayTheSame: Markdown as a CommonMark renderer shows it, the HTML page,
// and the JSON hold the same content, section by section: every sentence of the JSON
// stands in both others, and no word stands in one of these alone.
func TestFormatsSayTheSame(t *testing.T) {
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	for name, d := range documents(t) {
		var rendered bytes.Buffer
		if err := md.Convert(Markdown(d), &rendered); err != nil {
			t.Fatal(err)
		}
		formats := map[string]map[string]string{"Markdown": sectioned(rendered.Bytes()), "HTML": sectioned(HTML(d))}
		i := 0
		for _, field := range reflect.VisibleFields(reflect.TypeFor[Document]()) {
			if field.Type.Kind() != reflect.Struct {
				continue
			}
			number := numbers[i]
			i++
			part := reflect.ValueOf(d).FieldByIndex(field.Index)
			for format, sections := range formats {
				if _, there := sections[number]; !there {
					continue // a memo has fewer
				}
				shown := squeezed(sections[number])
				for _, text := range sentences(part) {
					if !strings.Contains(shown, squeezed(text)) {
						t.Errorf("%s: section %q of the JSON holds %q, that of the %s does not", name, number, text, format)
					}
				}
			}
			alone(t, name, number, formats["Markdown"][number], formats["HTML"][number])
		}
		if len(formats["Markdown"]) != len(formats["HTML"]) {
			t.Errorf("%s: %d sections in Markdown, %d in HTML", name, len(formats["Markdown"]), len(formats["HTML"]))
		}
	}
}

// alone finds words that stand in one of two texts only. A long cell of the Markdown
// stands below its table, with a number.
func alone(t *testing.T, name, number, markdown, page string) {
	t.Helper()
	words := func(s string) map[string]bool {
		set := map[string]bool{}
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			set[w] = true
		}
		return set
	}
	inMarkdown, inPage := words(markdown), words(page)
	for w := range inMarkdown {
		if !inPage[w] && w != "see" && w != "below" && strings.Trim(w, "0123456789") != "" {
			t.Errorf("%s, section %q: %q stands in the Markdown alone", name, number, w)
		}
	}
	for w := range inPage {
		if !inMarkdown[w] {
			t.Errorf("%s, section %q: %q stands in the HTML alone", name, number, w)
		}
	}
}

// elsewhere are texts that a section names by an id, which links to the section that
// holds them, or that only serve programs: the citations and the block of a question.
var elsewhere = map[reflect.Type][]string{
	reflect.TypeFor[AnswerRef]():     {"Question", "Answer"},
	reflect.TypeFor[Item]():          {"Title"},
	reflect.TypeFor[Help]():          {"Title"},
	reflect.TypeFor[Answer]():        {"Citations", "Block"},
	reflect.TypeFor[TitleBlock]():    {"StatusReasons"},                // findings, in full in section 15
	reflect.TypeFor[RemoteService](): {"MilderReading"},                // in section 3
	reflect.TypeFor[Summary]():       {"Product"},                      // in the title block
	reflect.TypeFor[Condition]():     {"Title", "Exempt", "Citations"}, // what the law says of every product
}

// sentences are the texts of several words in a part of the model, line by line.
func sentences(v reflect.Value) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		for line := range strings.SplitSeq(v.String(), "\n") {
			if len(strings.Fields(line)) > 2 {
				out = append(out, line)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !slices.Contains(elsewhere[v.Type()], v.Type().Field(i).Name) {
				out = append(out, sentences(v.Field(i))...)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out = append(out, sentences(v.Elem())...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, sentences(v.Index(i))...)
		}
	}
	return out
}
