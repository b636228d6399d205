package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
)

// sincePlug is the smart plug after a change, with what differs from before it.
func sincePlug(t testing.TB, change func(*assessment.Assessment)) Document {
	t.Helper()
	cat, before := exampleAssessment(t, "smart-plug")
	after := before.Clone()
	change(&after)
	return sinceOf(cat, before, after)
}

func sinceOf(cat *catalogue.Catalogue, before, after assessment.Assessment) Document {
	then, now := assessment.Evaluate(cat, before, day), assessment.Evaluate(cat, after, day)
	opts := Options{ToolVersion: "test"}
	c := compare.Between(cat, compare.Side{Assessment: before, Result: then}, compare.Side{Assessment: after, Result: now})
	return Build(cat, after, now, opts).Since("plug.selfmark.yaml@v1", Build(cat, before, then, opts), nil, c)
}

// nextVersion is a second revision of the smart plug: the first was issued, then USB
// came in, and the change was screened.
func nextVersion(a *assessment.Assessment) {
	*a = assessment.Issued(*a, "2026-10-01", strings.Repeat("ab", 32))
	a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	a.Answers["product.versions"] = assessment.Answer{Options: []string{"hardware D", "firmware 2.0.0"}}
	a.Answers["modification.change"] = assessment.Answer{Text: "Adds a USB socket. # not a heading"}
	a.Components = append(a.Components, assessment.Component{Name: "usb-stack | <b>", Version: "1"})
	e := &a.Evidence[0]
	e.Note = "Made anew."
	a.Signers[0].Name = "Another Person"
}

func without(d Document) Document {
	d.Review.Changes = nil
	return d
}

// TestSinceMarks: what is new or reads otherwise is marked, and nothing else.
func TestSinceMarks(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*assessment.Assessment)
		want   string
	}{
		{"nothing", func(*assessment.Assessment) {}, ""},
		{"one answer", func(a *assessment.Assessment) { a.Answers["product.type"] = assessment.Answer{Text: "Plug"} }, "product.type changed"},
		{"an answer that was none", func(a *assessment.Assessment) {
			a.Answers["manufacturer.website"] = assessment.Answer{Text: "https://x.example"}
		}, "manufacturer.website changed"},
		{"a component", func(a *assessment.Assessment) {
			a.Components = append(a.Components, assessment.Component{Name: "new", Version: "1", Diligence: []string{"updates"}, ReportTo: "x", Evidence: []string{"E5"}})
		}, "E5 changed, component new new"},
		{"a signer", func(a *assessment.Assessment) { a.Signers[0].Name = "Another Person" }, "signer tech-lead changed"},
		{"the words of a measure", func(a *assessment.Assessment) {
			m := a.Measures["M07"]
			m.How += " Also TLS 1.3."
			a.Measures["M07"] = m
		}, "M07 changed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := sincePlug(t, test.change)
			var got []string
			for _, m := range d.Review.Changes.Marks {
				got = append(got, m.Item+" "+m.Change)
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("marked %q, want %q", got, test.want)
			}
			if said := strings.Contains(string(Markdown(d)), string(msgNoChanges)); said != (test.want == "") {
				t.Errorf("says that nothing differs: %v", said)
			}
		})
	}
}

// TestSinceShown: each mark stands at its item in Markdown and in HTML, where the
// document without changes has none.
func TestSinceShown(t *testing.T) {
	d := sincePlug(t, nextVersion)
	md, page := string(Markdown(d)), string(HTML(d))
	for _, want := range []string{
		"### T32\n\n**New since the earlier state.**\n",
		"\n| Q15 | USB or card slot        | yes (changed) ",
		"\n**Change** (modification.change, new)\n",
		"Malicious device, medium or line is plugged in (new)\n",
		"\n| E1 (changed) |",
		"### Component 4\n\n**New since the earlier state.**\n",
		"### Signer 1\n\n**Changed since the earlier state.**\n",
		"\n| 1        | 2026-10-01 | final  | first issue ",
		"(this document; since the earlier state: answers and decisions 7, threats 1,",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("the Markdown lacks %q", want)
		}
	}
	for _, want := range []string{`id="t32">T32</h3>` + "\n<p><strong>New since the earlier state.</strong></p>", "yes (changed)", "usb-stack | &lt;b&gt;"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	plain := without(d)
	if s := string(Markdown(plain)) + string(HTML(plain)); strings.Contains(s, "earlier state") || strings.Contains(s, "(changed)") {
		t.Error("a document without changes has marks")
	}
}

// TestSinceGolden: section 16 of a document with changes.
func TestSinceGolden(t *testing.T) {
	cat, before := exampleAssessment(t, "smart-plug")
	same := *cat
	same.Digest = "of the catalogue" // a change that no document shows is none
	after := before.Clone()
	nextVersion(&after)
	_, rest, _ := strings.Cut(string(Markdown(sinceOf(&same, before, after))), "\n## 16 ")
	section, _, _ := strings.Cut(rest, "\n## 17 ")
	golden(t, "testdata/since.md", []byte("## 16 "+section+"\n"))
}

// TestSinceDigest: the document without its changes has the digest that the
// assessment gives by itself; with them it is read back, deterministic, and a forged
// digest is refused.
func TestSinceDigest(t *testing.T) {
	d := sincePlug(t, nextVersion)
	if got := digest(without(d)); d.Review.Changes.DigestWithout != got || d.Trailer().Content() != got || d.Digest == got {
		t.Errorf("without changes %s, the document says %s", got, d.Review.Changes.DigestWithout)
	}
	if again := sincePlug(t, nextVersion); !bytes.Equal(JSON(again), JSON(d)) {
		t.Error("two documents differ")
	}
	back, err := ReadJSON(JSON(d))
	if err != nil || !bytes.Equal(JSON(back), JSON(d)) || !bytes.Equal(Markdown(back), Markdown(d)) {
		t.Error("it is not read back: ", err)
	}
	forged := *d.Review.Changes
	forged.DigestWithout = strings.Repeat("0", 64)
	d.Review.Changes = &forged
	d.Digest = digest(d)
	if _, err := ReadJSON(JSON(d)); err == nil || !strings.Contains(err.Error(), "without its changes") {
		t.Errorf("a forged digest: %v", err)
	}
	for _, data := range [][]byte{Markdown(sincePlug(t, nextVersion)), HTML(sincePlug(t, nextVersion))} {
		parse := ParseTrailer
		if bytes.HasPrefix(data, []byte("<")) {
			parse = ParseHTML
		}
		if trailer, err := parse(data); err != nil || trailer.DigestWithout == "" {
			t.Errorf("%v %+v", err, trailer)
		}
	}
}

// TestSinceHistory: from the earlier state to this document, each once.
func TestSinceHistory(t *testing.T) {
	cat, first := exampleAssessment(t, "smart-plug")
	issued := Build(cat, first, assessment.Evaluate(cat, first, day), Options{ToolVersion: "test"})
	second := assessment.Issued(first, "2026-12-01", issued.Digest)
	second.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	second.Answers["modification.affects_compliance"] = assessment.Answer{Options: []string{"no"}}
	second.Answers["modification.purpose_altered"] = assessment.Answer{Options: []string{"no"}}
	second.Answers["modification.risk_risen"] = assessment.Answer{Options: []string{"no"}}
	second.Answers["modification.reason"] = assessment.Answer{Text: "The socket only charges."}
	third := assessment.Issued(second, "2027-02-01", strings.Repeat("cd", 32))
	third.Answers["Q14"] = assessment.Answer{Options: []string{"yes"}}
	for _, test := range []struct {
		name   string
		before assessment.Assessment
		want   []string
	}{
		{"from the first answers", first, []string{"1 first issue", "2 ", "3 this document"}},
		{"from the second revision", second, []string{"1 first issue", "2 ", "3 this document"}},
	} {
		d := sinceOf(cat, test.before, third)
		history := d.Review.Changes.History
		if len(history) != len(test.want) {
			t.Fatalf("%s: %+v", test.name, history)
		}
		for i, h := range history {
			if got := number(h.Revision) + " " + h.Change; !strings.HasPrefix(got, test.want[i]) {
				t.Errorf("%s: row %d is %q, want %q", test.name, i, got, test.want[i])
			}
		}
		if !slices.ContainsFunc(history, func(r Revision) bool {
			return strings.HasPrefix(r.Modification, "no substantial modification: ") && r.Reason == "The socket only charges."
		}) {
			t.Errorf("%s: the history does not say what the screening said: %+v", test.name, history)
		}
		if !strings.Contains(string(Markdown(d)), "- **Revision 2:** no substantial modification") {
			t.Errorf("%s: the outcome of the screening is not shown", test.name)
		}
	}
}
