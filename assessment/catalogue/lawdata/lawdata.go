// Package lawdata replaces the dated part of the law data, which changes while the
// program stays: the status of standards, schemes and notified bodies
// (standards.yaml) and the coordinating CSIRTs (csirts.yaml). It reads them from a
// folder as strictly as the built-in data is checked.
package lawdata

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
	"selfmark/assessment/yamlstrict"
)

// The files that a folder may hold, one of them at least.
const (
	standardsFile = "standards.yaml"
	csirtsFile    = "csirts.yaml"
)

// Read returns the catalogue with the dated data of a folder in place of its own.
// Data that is older than the catalogue's, or not valid, is refused with the file
// and the line. The catalogue given stays as it is.
func Read(dir fs.FS, base *catalogue.Catalogue) (*catalogue.Catalogue, error) {
	names, err := files(dir)
	if err != nil {
		return nil, err
	}
	next, digest := *base, sha256.New()
	fmt.Fprint(digest, base.Digest)
	for _, name := range names {
		data, err := read(dir, name)
		if err != nil {
			return nil, err
		}
		if err := replace(&next, base, name, data); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		fmt.Fprintf(digest, "%s %d ", name, len(data))
		digest.Write(data)
	}
	next.Digest = hex.EncodeToString(digest.Sum(nil))
	return &next, nil
}

// read reads a file, of one that is too large so much that it is refused.
func read(dir fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(dir, name)
	if err == nil && !info.Mode().IsRegular() { // a pipe would wait for its other end
		err = fmt.Errorf(msgNoOrdinaryFile, name)
	}
	if err != nil {
		return nil, err
	}
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, yamlstrict.MaxBytes+1))
}

// files lists the data of a folder in a fixed order. Another YAML file is refused:
// it is more likely a mistyped name than meant to be left out.
func files(dir fs.FS) ([]string, error) {
	entries, err := fs.ReadDir(dir, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		switch name := e.Name(); {
		case name == standardsFile || name == csirtsFile:
			names = append(names, name)
		case path.Ext(name) == ".yaml" || path.Ext(name) == ".yml":
			return nil, fmt.Errorf(msgUnknownFile, name)
		}
	}
	if len(names) == 0 {
		return nil, errors.New(msgNoFile)
	}
	return names, nil
}

func replace(next, base *catalogue.Catalogue, name string, data []byte) error {
	root, err := yamlstrict.Parse(data)
	if err != nil {
		return err
	}
	c := checker{base: base}
	c.visible(root)
	if name == csirtsFile {
		var list catalogue.CSIRTs
		if err := yamlstrict.DecodeNode(root, &list); err != nil {
			return err
		}
		c.csirts(root, list)
		next.CSIRTs = list
		return c.failure()
	}
	var s catalogue.Standards
	if err := yamlstrict.DecodeNode(root, &s); err != nil {
		return err
	}
	c.standards(root, s)
	s.Given = true
	next.Standards = s
	return c.failure()
}

// checker keeps the first mistake.
type checker struct {
	base *catalogue.Catalogue
	err  *yamlstrict.Error
}

func (c *checker) failure() error {
	if c.err == nil {
		return nil
	}
	return c.err
}

func (c *checker) fail(n *yamlstrict.Node, problem, remedy string) {
	if c.err == nil {
		c.err = &yamlstrict.Error{Line: n.Line, Column: n.Column, Problem: problem, Remedy: remedy}
	}
}

// visible refuses texts that act on a terminal or deceive their reader.
func (c *checker) visible(n *yamlstrict.Node) {
	if text.VisibleLines(n.Value) != n.Value {
		c.fail(n, msgHidden, msgCorrect)
	}
	for _, child := range n.Content {
		c.visible(child)
	}
}

// value finds the value of a key, which must be there.
func (c *checker) value(n *yamlstrict.Node, key string) *yamlstrict.Node {
	if n.Kind == yamlstrict.Mapping {
		for i := 0; i < len(n.Content); i += 2 {
			if n.Content[i].Value == key {
				return n.Content[i+1]
			}
		}
	}
	c.fail(n, fmt.Sprintf(msgMissing, key), msgAddIt)
	return &yamlstrict.Node{Line: n.Line, Column: n.Column}
}

// words is the value of a key that says something.
func (c *checker) words(n *yamlstrict.Node, key string) {
	if v := c.value(n, key); strings.TrimSpace(v.Value) == "" {
		c.fail(v, fmt.Sprintf(msgEmpty, key), msgFillIn)
	}
}

// day is a date that is no older than what the program has.
func (c *checker) day(n *yamlstrict.Node, date, least string) {
	v := c.value(n, "date")
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		c.fail(v, fmt.Sprintf(msgNoDate, date), msgDateForm)
		return
	}
	if date < least {
		c.fail(v, fmt.Sprintf(msgOlder, date, least), msgUseNewer)
	}
}

// list checks each member of a list: allowed, and there once.
func (c *checker) list(n *yamlstrict.Node, key string, allowed func(string) bool) {
	v := c.value(n, key)
	seen := map[string]bool{}
	for _, item := range v.Content {
		switch {
		case strings.TrimSpace(item.Value) == "" || !allowed(item.Value):
			c.fail(item, fmt.Sprintf(msgNotKnown, item.Value, key), msgCorrect)
		case seen[item.Value]:
			c.fail(item, fmt.Sprintf(msgTwice, item.Value), msgOnce)
		}
		seen[item.Value] = true
	}
}

func anything(string) bool { return true }

func (c *checker) standards(root *yamlstrict.Node, s catalogue.Standards) {
	c.day(root, s.Date, c.base.Standards.Date)
	c.words(root, "source")
	c.list(root, "cited", anything)
	c.list(root, "common_specifications", anything)
	c.list(root, "schemes", anything)
	c.mandatory(root)
	if v := c.value(root, "notified_bodies"); s.NotifiedBodies < 0 {
		c.fail(v, msgNegative, msgCorrect)
	}
	seen := map[string]bool{}
	for _, item := range c.value(root, "pipeline").Content {
		c.words(item, "id")
		c.words(item, "status")
		c.words(item, "expected_citation")
		c.list(item, "serves", func(id string) bool {
			return c.base.Category(catalogue.CategoryID(id)) != nil || c.base.Requirement(catalogue.RequirementID(id)) != nil
		})
		id := c.value(item, "id")
		if seen[id.Value] {
			c.fail(id, fmt.Sprintf(msgTwice, id.Value), msgOnce)
		}
		seen[id.Value] = true
	}
}

// mandatory checks the categories for which a certificate is mandatory: of Annex IV only
// (Art. 8(1)), each once, with a date or none.
func (c *checker) mandatory(root *yamlstrict.Node) {
	const key = "mandatory_certification"
	c.list(root, key, func(entry string) bool {
		id, from := catalogue.SplitMandatory(entry)
		category := c.base.Category(id)
		_, err := time.Parse(time.DateOnly, from)
		return category != nil && category.Class == "critical" && (err == nil || entry == string(id))
	})
	seen := map[catalogue.CategoryID]bool{}
	for _, item := range c.value(root, key).Content {
		id, _ := catalogue.SplitMandatory(item.Value)
		if seen[id] {
			c.fail(item, fmt.Sprintf(msgTwice, id), msgOnce)
		}
		seen[id] = true
	}
}

// csirts must hold every country that the question about the CSIRT offers, once.
func (c *checker) csirts(root *yamlstrict.Node, list catalogue.CSIRTs) {
	c.day(root, list.Date, c.base.CSIRTs.Date)
	c.words(root, "note")
	var want, have []string
	for _, x := range c.base.CSIRTs.CSIRTs {
		want = append(want, x.Country)
	}
	entries := c.value(root, "csirts")
	for _, item := range entries.Content {
		c.words(item, "name")
		country := c.value(item, "country")
		switch {
		case !slices.Contains(want, country.Value):
			c.fail(country, fmt.Sprintf(msgNotKnown, country.Value, "country"), msgCorrect)
		case slices.Contains(have, country.Value):
			c.fail(country, fmt.Sprintf(msgTwice, country.Value), msgOnce)
		}
		have = append(have, country.Value)
	}
	for _, country := range want {
		if !slices.Contains(have, country) {
			c.fail(entries, fmt.Sprintf(msgMissing, country), msgAddIt)
		}
	}
}
