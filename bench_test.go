package main

import (
	"path/filepath"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/starters"
	"selfmark/export/publish"
)

// The benchmarks of the README's figures, all on the gateway example; the key
// press to screen is BenchmarkKey in ui/wizard.

var benchDay = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

func gateway(b *testing.B) (*catalogue.Catalogue, assessment.Assessment, []byte) {
	b.Helper()
	cat := catalogue.Load()
	s, err := starters.Example("gateway")
	if err != nil {
		b.Fatal(err)
	}
	a, err := s.Assessment(cat)
	if err != nil {
		b.Fatal(err)
	}
	return cat, a, file.Encode(a, cat)
}

func BenchmarkLoad(b *testing.B) {
	cat, _, data := gateway(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := file.Decode(data, cat); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEvaluate(b *testing.B) {
	cat, a, _ := gateway(b)
	b.ReportAllocs()
	for b.Loop() {
		assessment.Evaluate(cat, a, benchDay)
	}
}

func BenchmarkSave(b *testing.B) {
	cat, a, _ := gateway(b)
	store, err := file.Create(filepath.Join(b.TempDir(), "g.selfmark.yaml"), cat, file.OS)
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	names := [2]string{"LinkWorks G4", "LinkWorks G5"}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		a.Answers["product.name"] = assessment.Answer{Text: names[i%2]}
		if err := store.Save(a); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkExportMarkdown(b *testing.B) { benchmarkExport(b, publish.Markdown) }

func BenchmarkExportJSON(b *testing.B) { benchmarkExport(b, publish.JSON) }

func BenchmarkExportHTML(b *testing.B) { benchmarkExport(b, publish.HTML) }

func benchmarkExport(b *testing.B, format publish.Format) {
	cat, a, _ := gateway(b)
	b.ReportAllocs()
	for b.Loop() {
		publish.Render(cat, a, benchDay, "bench", format)
	}
}
