package file

import (
	"bytes"
	"cmp"
	"strings"

	"selfmark/assessment/yamlstrict"
)

// Comment is the first comment in the file that is not selfmark's own, "" if there is
// none: the next save removes it, and it may be a text with # in it that lacks quotes.
func (s *Keeper[T]) Comment() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if bytes.Count(s.known, []byte("#")) < 2 { // the first line has one
		return ""
	}
	root, err := yamlstrict.Parse(s.known)
	if err != nil {
		return ""
	}
	return firstComment(root)
}

func firstComment(n *yamlstrict.Node) string {
	own := strings.TrimSpace(firstLine)
	comment := cmp.Or(strings.TrimSpace(strings.TrimPrefix(n.HeadComment, own)), n.LineComment, n.FootComment)
	for i := 0; comment == "" && i < len(n.Content); i++ {
		comment = firstComment(n.Content[i])
	}
	return comment
}

// Lines says in which line of an assessment's text a section begins, and what stands in
// it under a key or an id: "device", "device.Q13", "signers.management". It is empty for
// a text that cannot be read.
func Lines(data []byte) map[string]int {
	lines := map[string]int{}
	root, err := yamlstrict.Parse(data)
	if err != nil || root.Kind != yamlstrict.Mapping {
		return lines
	}
	for i := 0; i < len(root.Content); i += 2 {
		section, value := root.Content[i], root.Content[i+1]
		lines[section.Value] = section.Line
		switch value.Kind {
		case yamlstrict.Mapping:
			for k := 0; k < len(value.Content); k += 2 {
				lines[section.Value+"."+value.Content[k].Value] = value.Content[k].Line
			}
		case yamlstrict.Sequence:
			for _, item := range value.Content {
				lines[section.Value+"."+idOf(item)] = item.Line
			}
		}
	}
	return lines
}

// idOf is the id of an entry of a list, or what it is about.
func idOf(item *yamlstrict.Node) string {
	for i := 0; item.Kind == yamlstrict.Mapping && i < len(item.Content); i += 2 {
		if key := item.Content[i].Value; key == "id" || key == "on" {
			return item.Content[i+1].Value
		}
	}
	return ""
}
