package catalogue

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"selfmark/assessment/yamlstrict"
)

// structure is the set of provisions that exist.
type structure map[string]bool

// loadStructure reads the lists in testdata.
func loadStructure(t *testing.T) structure {
	t.Helper()
	s := structure{}
	for _, name := range []string{"regulation-structure.txt", "amendments.txt", "other-structure.txt"} {
		f, err := os.Open(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
				provision, _, _ := strings.Cut(line, "\t")
				s.add(provision)
			}
		}
		f.Close()
	}
	return s
}

var span = regexp.MustCompile(`^(.* )(\d+)-(\d+)$`)

// add enters a provision, or each one of a range "point 1-257".
func (s structure) add(provision string) {
	m := span.FindStringSubmatch(provision)
	if m == nil {
		s[provision] = true
		return
	}
	first, _ := strconv.Atoi(m[2])
	last, _ := strconv.Atoi(m[3])
	for n := first; n <= last; n++ {
		s[m[1]+strconv.Itoa(n)] = true
	}
}

// check reports what is wrong with a citation. Of the FAQ only the form is known,
// of selfmark's method there is only the name.
func (s structure) check(c Citation) error {
	if err := c.Valid(); err != nil {
		return err
	}
	if c == method || strings.HasPrefix(string(c), faq) || s[string(c)] {
		return nil
	}
	return fmt.Errorf("%s does not exist, or is missing in testdata", c)
}

func TestCitations(t *testing.T) {
	s := loadStructure(t)
	for c, binding := range map[Citation]bool{
		"Art. 6":                            true,
		"Art. 6(a)":                         true,
		"Art. 13(8)":                        true,
		"Art. 13(25)":                       true,
		"Art. 14(2)(c)(iii)":                true,
		"Art. 3(51)":                        true,
		"Art. 32(5a)":                       true,
		"Art. 71(2)":                        true,
		"Annex I Part I (1)":                true,
		"Annex I Part I (2)(m)":             true,
		"Annex I Part II (8)":               true,
		"Annex II (8)(f)":                   true,
		"Annex III class I (19)":            true,
		"Annex III class II (4)":            true,
		"Annex IV (3)":                      true,
		"Annex VI":                          true,
		"Annex VII (2)(b)":                  true,
		"Annex VIII Part I (4.2)":           true,
		"Annex VIII Part IV (3.1)(d)":       true,
		"recital 130":                       true,
		"Regulation (EU) 2025/327 Art. 104": true,
		"Implementing Regulation (EU) 2025/2392 Annex I": true,
		"Commission guidance C(2026) 5252 point 149":     false,
		"Commission guidance C(2026) 5252 Example 63":    false,
		"Commission FAQ 4.1.3":                           false,
		"method of selfmark":                             false,
	} {
		if err := s.check(c); err != nil {
			t.Error(err)
		}
		if c.Binding() != binding {
			t.Errorf("%s: binding is %t", c, c.Binding())
		}
	}
}

func TestWrongCitations(t *testing.T) {
	s := loadStructure(t)
	for _, group := range []struct {
		valid     bool
		citations []Citation
	}{
		{true, []Citation{ // well formed, but they do not exist
			"Art. 13(26)", "Art. 72", "Art. 3(52)", "Art. 6(c)", "Art. 14(2)(c)(iv)", "Art. 32(5b)",
			"Annex I Part I (3)", "Annex I Part I (2)(n)", "Annex I Part II (9)", "Annex I Part III", "Annex IX",
			"Annex III class I (20)", "Annex III class II (5)", "Annex III class III", "Annex IV (4)", "Annex V (9)",
			"Annex VII (9)", "Annex VIII Part I (4.3)", "Annex VIII Part V", "recital 131",
			"Implementing Regulation (EU) 2025/2392 recital 10", "Implementing Regulation (EU) 2025/2392 Annex III",
			"Commission guidance C(2026) 5252 point 258",
		}},
		{false, []Citation{
			"", "Art 13(3)", "Article 13(3)", "Art. 13 (3)", "Art. 13(2)–(3)", "Art. 13(2), (3)", "art. 13", "Art. 013",
			"Annex I Part I (2) (d)", "Annex I Part I(2)(d)", "Annex VII(4)", "Annex III class I 17", "Annex 1", "Recital 55",
			"recitals 55", "recital 55 ", "Art. 13(3)\n", "FAQ 4.1.3", "Commission FAQ", "Commission guidance point 149", "selfmark",
		}},
	} {
		for _, c := range group.citations {
			if err := c.Valid(); (err == nil) != group.valid {
				t.Errorf("%q: valid is %t", c, err == nil)
			}
			if s.check(c) == nil {
				t.Errorf("%q is accepted", c)
			}
		}
	}
}

// TestLawDataCitations walks every cite list of the data and looks each entry up.
func TestLawDataCitations(t *testing.T) {
	s := loadStructure(t)
	files, err := filepath.Glob("data/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no data", err)
	}
	count := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		root, err := yamlstrict.Parse(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		cited(root, func(n *yamlstrict.Node) {
			count++
			if err := s.check(Citation(n.Value)); err != nil {
				t.Errorf("%s:%d: %v", name, n.Line, err)
			}
		})
	}
	if count < 100 {
		t.Errorf("only %d citations found", count)
	}
}

// cited calls do with each entry of each cite list at or below a node.
func cited(n *yamlstrict.Node, do func(*yamlstrict.Node)) {
	for i, child := range n.Content {
		if n.Kind == yamlstrict.Mapping && i%2 == 1 && n.Content[i-1].Value == "cite" {
			for _, entry := range child.Content {
				do(entry)
			}
			continue
		}
		cited(child, do)
	}
}
