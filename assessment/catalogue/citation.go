package catalogue

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// Citation names one provision or source in canonical form: "Art. 13(3)",
// "Annex I Part I (2)(d)", "Annex III class I (17)" and "recital 55" of Regulation
// (EU) 2024/2847, a provision of another act such as "Regulation (EU) 2025/327
// Art. 104", a source that does not bind such as "Commission FAQ 4.1.3", or
// "method of selfmark".
type Citation string

// The sources that bind nobody. Everything else is law, recitals included: they
// bind only through the provisions that they explain.
const (
	guidance = "Commission guidance C(2026) 5252"
	faq      = "Commission FAQ"
	method   = "method of selfmark"
)

// Binding reports whether the source is law. The guidance and the FAQ of the
// Commission are not, nor is selfmark's own method.
func (c Citation) Binding() bool {
	s := string(c)
	return s != method && !strings.HasPrefix(s, guidance) && !strings.HasPrefix(s, faq)
}

// Parts of the forms below.
const (
	articleForm = `Art\. [1-9]\d*(\([1-9]\d*[a-z]?\))?(\([a-z]\))?(\([ivx]+\))?`
	annexForm   = `Annex [IVX]+( (Part|class) [IVX]+)?( \([1-9]\d*(\.[1-9]\d*)?\)(\([a-z]\))?)?`
	recitalForm = `recital [1-9]\d*`
)

// forms holds one regular expression a source. They are compiled at the first
// use, so that starting the program costs nothing.
var forms = sync.OnceValue(func() []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, form := range []string{
		articleForm,
		annexForm,
		recitalForm,
		`((Implementing |Delegated )?Regulation \((EU|EC)\) (No )?\d+/\d+|Directive (\(EU\) )?\d+/\d+(/(EU|EC))?)( (` +
			articleForm + `|` + annexForm + `|` + recitalForm + `))?`,
		regexp.QuoteMeta(guidance) + ` (point|Example) [1-9]\d*`,
		faq + ` [1-9]\d*(\.[1-9]\d*)*`,
		method,
	} {
		out = append(out, regexp.MustCompile(`^(`+form+`)$`))
	}
	return out
})

// Valid checks that the citation has the canonical form of its source. Whether the
// provision exists is checked by the tests against the lists in testdata.
func (c Citation) Valid() error {
	for _, form := range forms() {
		if form.MatchString(string(c)) {
			return nil
		}
	}
	return fmt.Errorf(msgCitationNotCanonicalForm, string(c))
}

// Words is the citation for people: a source that binds nobody says so, where its
// name does not.
func (c Citation) Words() string {
	if c.Binding() || c == method {
		return string(c)
	}
	return string(c) + msgNotBinding
}
