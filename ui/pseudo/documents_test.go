//go:build pseudo

package pseudo

import (
	"bytes"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
	"selfmark/export"
	"selfmark/export/publish"
	"selfmark/ui/plain"
)

var (
	day = time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC)
	// What programs read: the block at the end, commands, the style of a page.
	forPrograms = regexp.MustCompile("(?s)```.*?```|<pre[ >].*?</pre>|<style.*?</style>|<code.*?</code>")
)

// The line mode, from the first question to the last place, has no word of plain English.
func TestPseudoLineMode(t *testing.T) {
	cat := catalogue.Load()
	// Citations, ids of signers, an address, a term, words of files, and what is typed below.
	known := Words("Art Annex Part recital Commission guidance Implementing", "tech lead management", "security acme", "mDNS", "draft open", "nonsense")
	starter, err := starters.Example("smart-plug")
	if err != nil {
		t.Fatal(err)
	}
	a, err := starter.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	Shout(&a)
	var said bytes.Buffer
	s := plain.Session{Date: day, State: interview.State{Catalogue: cat, Assessment: a, Result: assessment.Evaluate(cat, a, day)}, Save: func(assessment.Assessment) error { return nil }}
	if err := s.Run(strings.NewReader("?\n=\n\n/product.name\n"+strings.Repeat("\n", 300)+"/7\nnonsense\n!\n"), &said); err != nil {
		t.Fatal(err)
	}
	if words := English(said.String(), known); len(words) > 0 || said.Len() < 20_000 {
		t.Errorf("%d bytes said, with plain English: %v", said.Len(), words)
	}
}

// Every document of every example in the pseudo-language has no word of plain English.
func TestPseudoDocuments(t *testing.T) {
	cat := catalogue.Load()
	// Citations, ids of routes, of signers and of lists, words of files, names of standards, ids of ways of an attack.
	known := Words("Art Annex Part Commission guidance recital Implementing", "scheme", "tech lead management", "signers remote components", "draft final open", "net site rad port phys inh cloud sup")
	for _, p := range cat.Standards.Pipeline {
		maps.Copy(known, Words(p.ID))
	}
	for _, starter := range append(starters.Examples(), starters.Templates()...) {
		a, err := starter.Assessment(cat)
		if err != nil {
			t.Fatal(err)
		}
		Shout(&a)
		id := regexp.MustCompile(regexp.QuoteMeta(export.DocumentID(a)) + `[a-z-]*`)
		check := func(name string, content []byte) {
			content = id.ReplaceAll(content, nil)
			if words := English(forPrograms.ReplaceAllString(string(content), " "), known); len(words) > 0 {
				t.Errorf("%s of %s has plain English: %v", name, starter.ID, words)
			}
		}
		for _, format := range []publish.Format{publish.Markdown, publish.HTML} {
			check("assessment."+string(format), publish.Render(cat, a, day, "1.0", format).Bytes)
			for _, kind := range export.PaperKinds() {
				check(string(kind)+"."+string(format), publish.RenderPaper(kind, cat, a, day, "1.0", "", format).Bytes)
			}
		}
		check("open-points.csv", publish.RenderPaper(export.OpenPointsPaper, cat, a, day, "1.0", "", publish.CSV).Bytes)
	}
}
