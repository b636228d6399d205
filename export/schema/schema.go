// Package schema holds the published JSON Schemas (draft 2020-12).
package schema

import (
	"bytes"
	"compress/flate"
	_ "embed"
	"io"
)

// The readable document-v1.json is the published form; the program carries the same
// in a ninth of its bytes (RFC 1951).
//
//go:embed document-v1.json.deflate
var document []byte

// Document returns the JSON Schema of the self-assessment document. It is made
// from the types of package export by its test: go test ./export -run Schema -golden.
func Document() []byte {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(document)))
	if err != nil {
		panic("bug: the embedded schema is damaged: " + err.Error())
	}
	return data
}

//go:embed paper-v1.json
var paper []byte

// Paper returns the JSON Schema of the papers: declarations, user information,
// index of the technical documentation, open points.
func Paper() []byte { return append([]byte(nil), paper...) }
