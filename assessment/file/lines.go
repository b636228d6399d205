package file

import "selfmark/assessment/yamlstrict"

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
