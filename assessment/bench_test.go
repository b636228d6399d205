package assessment

import (
	"testing"

	"selfmark/assessment/catalogue"
)

// BenchmarkEvaluate derives everything for the largest of the vectors.
func BenchmarkEvaluate(b *testing.B) {
	cat := catalogue.Load()
	var largest Assessment
	most := 0
	for _, v := range readVectors(b) {
		if len(v.Threats) > most {
			most, largest = len(v.Threats), v.device(b, cat)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Evaluate(cat, largest, day)
	}
}
