package file

import (
	"strconv"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// Encode writes an assessment in its one canonical form: the same answers give
// the same bytes, and one changed answer changes one or two lines. Spaces at the
// ends of lines, and what says nothing, are left out.
func Encode(a assessment.Assessment, cat *catalogue.Catalogue) []byte {
	ix := newIndex(cat)
	root := yamlstrict.Map()
	yamlstrict.Add(root, formatKey, yamlstrict.Plain(strconv.Itoa(assessment.Format)))
	for _, f := range head {
		yamlstrict.Add(root, f.key, f.write(ix, &a))
	}
	for _, section := range ix.sections {
		yamlstrict.Add(root, section, ix.writeSection(section, a.Answers))
	}
	for _, f := range tail {
		yamlstrict.Add(root, f.key, f.write(ix, &a))
	}
	return append([]byte(firstLine), yamlstrict.Encode(root)...)
}
