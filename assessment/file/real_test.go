package file

import (
	"os"
	"testing"

	"selfmark/assessment/catalogue"
)

// BenchmarkDecodeExample reads a complete assessment with the real catalogue.
func BenchmarkDecodeExample(b *testing.B) {
	data, err := os.ReadFile("../starters/examples/gateway.selfmark.yaml")
	if err != nil {
		b.Skip(err)
	}
	cat := catalogue.Load()
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(data, cat); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkEncodeExample writes it.
func BenchmarkEncodeExample(b *testing.B) {
	data, err := os.ReadFile("../starters/examples/gateway.selfmark.yaml")
	if err != nil {
		b.Skip(err)
	}
	cat := catalogue.Load()
	a, err := Decode(data, cat)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		Encode(a, cat)
	}
}
