package main

import (
	"bytes"
	"os"
	"testing"
)

// TestFresh proves that the compact form in the binary is made from the YAML as
// it is now.
func TestFresh(t *testing.T) {
	want, err := Generate("../data")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../builtin.go")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Fatal("builtin.go is not what data/*.yaml gives: run `go generate ./assessment/catalogue`")
	}
}
