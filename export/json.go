package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// The limits of what ReadJSON takes; real documents stay far below them.
const (
	MaxJSONSize  = 16 << 20 // bytes; more takes more memory to read than a stranger may cost us
	maxJSONDepth = 16
	maxJSONInt   = 999_999_999 // as in the file of an assessment
)

// JSON renders the document, indented, in the order of its sections, with LF
// line ends and one final newline.
func JSON(d Document) []byte { return encodeJSON(d) }

func encodeJSON(v any) []byte {
	var compact, out bytes.Buffer
	e := json.NewEncoder(&compact)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("bug: a document holds text, numbers and lists only: " + err.Error())
	}
	out.Grow(2 * compact.Len()) // what the indents take
	if err := json.Indent(&out, compact.Bytes(), "", "  "); err != nil {
		panic("bug: what encoding/json writes is not JSON: " + err.Error())
	}
	return out.Bytes()
}

// digestLine begins the line of the digest; a text cannot begin a line of the
// JSON, so there is exactly one.
const digestLine = "\n  \"digest\": "

// digest is the SHA-256 over the JSON document without the line of its digest,
// which `jq 'del(.digest)' FILE | sha256sum` computes too.
func digest(d Document) string { return digestOf(JSON(d)) }

func digestOf(data []byte) string {
	from := bytes.Index(data, []byte(digestLine))
	to := from + 1 + bytes.IndexByte(data[from+1:], '\n')
	h := sha256.New()
	h.Write(data[:from])
	h.Write(data[to:])
	return hex.EncodeToString(h.Sum(nil))
}

// ReadJSON reads a document as strictly as a signed text deserves: every field
// exactly once and by its exact name, nothing unknown, nothing missing, nothing
// after it, only small whole numbers; and its digest must be right.
func ReadJSON(data []byte) (Document, error) {
	var d Document
	if err := readStrict(data, &d); err != nil {
		return Document{}, err
	}
	if d.Schema != SchemaID {
		return Document{}, fmt.Errorf(msgNotDocumentVersionSchema, d.Schema, SchemaID)
	}
	if id := d.Title.DocumentID; id == "" || len(id) > maxIDLength || Slug(id) != id { // files are called by it
		return Document{}, fmt.Errorf(msgNoDocumentID, id)
	}
	if want := digest(d); d.Digest != want {
		return Document{}, fmt.Errorf(msgDigestDoesNotFit, d.Digest, want)
	}
	if c := d.Review.Changes; c != nil {
		without := d
		without.Review.Changes = nil
		if c.DigestWithout != digest(without) {
			return Document{}, errors.New(msgDigestWithout)
		}
	}
	return d, nil
}

// readStrict checks the tokens against the type of v, then decodes.
func readStrict(data []byte, v any) error {
	if len(data) > MaxJSONSize {
		return fmt.Errorf(msgTooLargeBytesMost, len(data), MaxJSONSize)
	}
	if !json.Valid(data) { // one value and nothing after it
		return errors.New(msgNotValidJSONSomething)
	}
	if !utf8.Valid(data) {
		return errors.New(msgNotValidUTF8)
	}
	c := checker{json.NewDecoder(bytes.NewReader(data)), map[reflect.Type]map[string]reflect.Type{}}
	c.dec.UseNumber()
	if err := c.value(reflect.TypeOf(v).Elem(), "", 0); err != nil {
		return err
	}
	if _, err := c.dec.Token(); err != io.EOF {
		return errors.New(msgSomethingStandsAfterDocument)
	}
	return json.Unmarshal(data, v)
}

// checker walks through the tokens of a JSON text along a Go type, because
// encoding/json takes the last of duplicate keys and any spelling of their case.
type checker struct {
	dec   *json.Decoder
	types map[reflect.Type]map[string]reflect.Type // of the fields of each kind of object
}

func (c checker) value(t reflect.Type, path string, depth int) error {
	if depth > maxJSONDepth {
		return fmt.Errorf(msgNestedTooDeeply, path)
	}
	token, err := c.dec.Token()
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if t.Kind() == reflect.Pointer { // of a field that may be missing; null is refused
		t = t.Elem()
	}
	switch t.Kind() {
	case reflect.Struct:
		return c.object(token, t, path, depth)
	case reflect.Slice:
		return c.list(token, t, path, depth)
	case reflect.String:
		_, ok := token.(string)
		return expect(ok, path, msgText)
	case reflect.Bool:
		_, ok := token.(bool)
		return expect(ok, path, msgTrueFalse)
	case reflect.Int:
		n, ok := token.(json.Number)
		return expect(ok && smallInt(n), path, msgSmallWholeNumber)
	}
	panic("bug: no such kind in a document: " + t.String())
}

func expect(ok bool, path, what string) error {
	if !ok {
		return fmt.Errorf(msgExpectedHere, path, what)
	}
	return nil
}

// smallInt accepts only the one plain spelling of a whole number.
func smallInt(n json.Number) bool {
	i, err := n.Int64()
	return err == nil && i >= -maxJSONInt && i <= maxJSONInt && fmt.Sprint(i) == n.String()
}

func (c checker) list(token json.Token, t reflect.Type, path string, depth int) error {
	if err := expect(token == json.Delim('['), path, msgList); err != nil {
		return err
	}
	for i := 0; c.dec.More(); i++ {
		if err := c.value(t.Elem(), fmt.Sprintf("%s[%d]", path, i), depth+1); err != nil {
			return err
		}
	}
	_, err := c.dec.Token()
	return err
}

func (c checker) object(token json.Token, t reflect.Type, path string, depth int) error {
	if err := expect(token == json.Delim('{'), path, msgAnObject); err != nil {
		return err
	}
	fields := c.types[t]
	if fields == nil {
		fields = fieldTypes(t)
		c.types[t] = fields
	}
	seen := make(map[string]bool, len(fields))
	for c.dec.More() {
		token, err := c.dec.Token()
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		name := token.(string)
		if folded := strings.ToLower(name); seen[folded] {
			return fmt.Errorf(msgFieldStandsTwice, path, name)
		} else {
			seen[folded] = true
		}
		field, known := fields[name]
		if !known {
			return fmt.Errorf(msgUnknownField, path, name)
		}
		if err := c.value(field, path+"."+name, depth+1); err != nil {
			return err
		}
	}
	if firstMissing(t, seen) != "" {
		return fmt.Errorf(msgFieldMissing, path, firstMissing(t, seen))
	}
	_, err := c.dec.Token()
	return err
}

func fieldTypes(t reflect.Type) map[string]reflect.Type {
	fields := make(map[string]reflect.Type, t.NumField())
	for i := range t.NumField() {
		name, _ := jsonName(t.Field(i))
		fields[name] = t.Field(i).Type
	}
	return fields
}

// jsonName is the name of a field in JSON, and whether it may be missing there.
func jsonName(f reflect.StructField) (name string, optional bool) {
	name, rest, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name, rest == "omitempty"
}

// firstMissing is the first field that must be there and is not.
func firstMissing(t reflect.Type, seen map[string]bool) string {
	for i := range t.NumField() {
		if name, optional := jsonName(t.Field(i)); !optional && !seen[name] {
			return name
		}
	}
	return ""
}
