package export

import (
	"reflect"
	"strings"

	"golang.org/x/text/unicode/norm"

	"selfmark/assessment/text"
)

// tidy gives every string of the document its printed form and every list a
// value, so that all renderings start from the same characters.
func tidy(d *Document) { tidyAny(d) }

// tidyAny is tidy for what v points to.
func tidyAny(v any) { tidyValue(reflect.ValueOf(v).Elem()) }

func tidyValue(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(printed(v.String()))
	case reflect.Struct:
		for i := range v.NumField() {
			tidyValue(v.Field(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			tidyValue(v.Elem())
		}
	case reflect.Slice:
		if v.IsNil() {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		for i := range v.Len() {
			tidyValue(v.Index(i))
		}
	}
}

// printed is a text as the document shows it: NFC, line ends as LF, and what
// cannot be seen or turns the reading order around made visible.
func printed(s string) string {
	if plainASCII(s) {
		return strings.TrimRight(s, " \n")
	}
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.TrimRight(norm.NFC.String(text.VisibleLines(norm.NFC.String(s))), " \t\n")
}

// plainASCII reports whether a text is shown as it is without a closer look.
func plainASCII(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '\n' && (c < ' ' || c > '~') {
			return false
		}
	}
	return true
}
