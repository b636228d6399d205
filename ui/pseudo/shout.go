package pseudo

import (
	"reflect"
	"strings"
)

// Spelled are words of files and of JSON that stay as they are in every language.
var Spelled = []string{
	"not ready to be placed on the market", "not sure", "technical lead", "external reviewer",
	"technical content correct", "issued on behalf of the manufacturer; residual risks approved", "reviewed independently; no objection",
}

// Shout puts the texts that somebody typed into capitals, so that they are not taken for
// texts of the program. What it points to is changed; ids and words of files stay.
func Shout(v any) { shout(reflect.ValueOf(v).Elem()) }

func shout(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			shout(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			shout(v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			shout(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			changed := reflect.New(v.Type().Elem()).Elem()
			changed.Set(v.MapIndex(key))
			shout(changed)
			v.SetMapIndex(key, changed)
		}
	case reflect.String:
		if s := v.String(); typed(s) {
			v.SetString(strings.ToUpper(s))
		}
	}
}

// typed reports whether a person typed a text: ids and words of files have neither
// spaces nor capitals beside small letters.
func typed(s string) bool {
	for _, spelled := range Spelled {
		if s == spelled {
			return false
		}
	}
	return strings.Contains(s, " ") || s != strings.ToLower(s) && s != strings.ToUpper(s)
}
