package pseudo

import (
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	for english, want := range map[string]string{
		"Signers":                      "«Sîignéers»",
		" is open\n":                   " «îis öopéen»\n",
		"%s needs %d bits, see Art. 3": "«%s néeéeds %d bîits, séeée Art. 3»",
		"# Comments are not kept.\n":   "# «Cöomméents åarée nöot kéept.»\n",
		"{n} of M07: run `selfmark`":   "«{n} öof M07: rûun `selfmark`»",
		"press ctrl+c, --key, I.I.2.d": "«préess ctrl+c, --key, I.I.2.d»",
		"T18":                          "T18",
		"%s (%s)":                      "%s (%s)",
		"Annex I Part II (5)":          "Annex I Part II (5)",
	} {
		if got := Text(english); got != want {
			t.Errorf("%q is %q, not %q", english, got, want)
		}
	}
}

func TestEnglish(t *testing.T) {
	known := Words("enter")
	if got := English("«Sîignéers» are missing; enter, T18, SHA, Art. 13(8), tech.lead@acme.example\nnot sure are", known); !slices.Equal(got, []string{"are", "missing"}) {
		t.Errorf("plain English is %q", got)
	}
	for row, cut := range map[string]bool{"«åa» · «b»": false, "«åa…": true, "…b»": true, "": false} {
		if Cut(row) != cut {
			t.Errorf("%q: cut is %v", row, !cut)
		}
	}
}

func TestShout(t *testing.T) {
	type answer struct {
		Text string
		List []string
		At   *struct{ Reason string }
	}
	a := map[string]answer{"Q13": {"in my words", []string{"ble", "Acme", "not sure"}, &struct{ Reason string }{"a reason"}}}
	Shout(&a)
	if got := a["Q13"]; got.Text != "IN MY WORDS" || !slices.Equal(got.List, []string{"ble", "ACME", "not sure"}) || got.At.Reason != "A REASON" {
		t.Errorf("%+v %+v", got, got.At)
	}
}

// Texts are rewritten, ids, keys of maps, cases and citations are not, and what comes
// out is Go.
func TestRewritten(t *testing.T) {
	const source = "package x\n\nimport \"fmt\"\n\nconst a = \"is open\"\n\nvar b = map[string]string{\"key\": \"value\"}[\"key\"]\n\n" +
		"var c = Collection{ID: \"signer\", Title: \"Signers\", Cite: cite(\"Art. 3\")}\n\nvar d = option(\"done\", \"Done\")\n\n" +
		"func f(s string) string {\n\tswitch s {\n\tcase \"high\":\n\t\treturn \"High\"\n\t}\n\tif s == \"low\" {\n\t\treturn fmt.Sprintf(\"%s is low\", s)\n\t}\n\treturn global(\"enter\", \"go on\", \"enter\")\n}\n"
	out, err := rewritten([]byte(source), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.ParseFile(token.NewFileSet(), "", out, 0); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, want := range []string{`"«îis öopéen»"`, `{"key": "«våalûuée»"}["key"]`, `ID: "signer", Title: "«Sîignéers»", Cite: cite("Art. 3")`, `option("done", "«Döonée»")`,
		`case "high":`, `"«Hîigh»"`, `s == "low"`, `"«%s îis löow»"`, `global("enter", "«göo öon»", "enter")`, `import "fmt"`} {
		if !strings.Contains(string(out), want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}
