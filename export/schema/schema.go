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
func Document() []byte { return unpacked(document) }

func unpacked(packed []byte) []byte {
	data, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
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

// FileID names the schema of the assessment file.
const FileID = "https://selfmark.dev/schema/file-v1.json"

//go:embed file-v1.json.deflate
var assessmentFile []byte

// File returns the JSON Schema of the assessment file, read as YAML 1.2 with the
// core schema: dates are text, true and false are the only booleans. It is made from
// the catalogue and follows the tables of package assessment/file: go test
// ./export/schema -golden. What those read beyond a schema (own items that a list
// names, an id twice, the size) stays with them.
func File() []byte { return unpacked(assessmentFile) }
