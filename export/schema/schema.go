// Package schema holds the published JSON Schemas (draft 2020-12).
package schema

import _ "embed"

//go:embed document-v1.json
var document []byte

// Document returns the JSON Schema of the self-assessment document. It is made
// from the types of package export by its test: go test ./export -run Schema -update.
func Document() []byte { return append([]byte(nil), document...) }

//go:embed paper-v1.json
var paper []byte

// Paper returns the JSON Schema of the papers: declarations, user information,
// index of the technical documentation, open points.
func Paper() []byte { return append([]byte(nil), paper...) }
