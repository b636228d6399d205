package uitest

import (
	"fmt"
	"os"
	"reflect"
	"regexp"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
)

// hostileTexts are what somebody may write to act on a terminal or to deceive its
// reader; the file keeps each as it is.
var hostileTexts = []string{
	"\x1b[2J\x1b]0;title\x07\x1b[5n", "\u009b2J\u0090q\u009c", "\u202egnp.exe\u2066x\u2069", "\u200bzero\ufeffbom\u00ad", "nul\x00bell\x07back\x08del\x7f\u0085",
	"one\ttab\nand\x0bmore\x0cfeeds", "a\u2028b\u2029c", "<script>alert(1)</script> | `x` [y](z)", "%s %d {{.}} {name}", strings.Repeat("long", 60), strings.Repeat("漢字", 40), "e\u0301\u0301 👩‍🚀",
}

// Hostile is an assessment in which every text that a file may hold is hostile; full
// is a file that has something in every collection. The texts change places from
// round to round.
func Hostile(t testing.TB, full string, round int) assessment.Assessment {
	t.Helper()
	cat := catalogue.Load()
	data, err := os.ReadFile(full)
	if err != nil {
		t.Fatal(err)
	}
	a, err := file.Decode(data, cat)
	if err != nil {
		t.Fatal(err)
	}
	for i := range cat.Questions {
		switch q := &cat.Questions[i]; q.Kind {
		case catalogue.KindText, catalogue.KindProse:
			a.Answers[q.ID] = assessment.Answer{Text: "x"}
		case catalogue.KindList:
			a.Answers[q.ID] = assessment.Answer{Options: []string{"x", "y"}}
		}
	}
	free := freeTexts(a)
	for i, set := range free {
		set(hostileTexts[(i+round)%len(hostileTexts)])
	}
	if len(free) < 150 {
		t.Fatalf("only %d texts are hostile", len(free))
	}
	back, err := file.Decode(file.Encode(a, cat), cat)
	if err != nil {
		t.Fatalf("the hostile file does not open: %v", err)
	}
	return back
}

// HostileCase is a case of Art. 14 in which every text that its file takes is hostile.
func HostileCase(t testing.TB, kind reporting.Kind, round int) []byte {
	t.Helper()
	law := reporting.Load()
	c := reporting.Case{Kind: kind, Zone: "UTC", Aware: time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC), Fields: map[string]string{}}
	for i, text := range []*string{&c.Title, &c.Reason, &c.Assessment} {
		*text = hostileTexts[(i+round)%len(hostileTexts)]
	}
	for i, f := range law.Asked(kind, reporting.Final) {
		c.Fields[f.ID] = hostileTexts[(i+round)%len(hostileTexts)]
	}
	data := reporting.Form(law).Encode(c)
	if _, err := reporting.Form(law).Decode(data); err != nil {
		t.Fatalf("the hostile case does not open: %v", err)
	}
	return data
}

var (
	freeOnce sync.Once
	isFree   []bool
)

// freeTexts are setters of those texts of the model that the file takes as they are;
// ids, dates and words of the program are none. Which those are is tried once.
func freeTexts(a assessment.Assessment) []func(string) {
	all := texts(reflect.ValueOf(&a).Elem(), func() {}) // slices and maps are those of the caller
	freeOnce.Do(func() {
		cat := catalogue.Load()
		const probe = "probe <\x1b[2J>"
		isFree = make([]bool, len(all))
		for i := range all {
			copied := a.Clone()
			texts(reflect.ValueOf(&copied).Elem(), func() {})[i](probe)
			encoded := file.Encode(copied, cat)
			_, err := file.Decode(encoded, cat)
			isFree[i] = err == nil && strings.Contains(string(encoded), "probe <")
		}
	})
	var free []func(string)
	for i, set := range all {
		if isFree[i] {
			free = append(free, set)
		}
	}
	return free
}

// texts are setters of all texts below a value, in one order; commit puts a changed
// part back into its map.
func texts(v reflect.Value, commit func()) []func(string) {
	var out []func(string)
	switch v.Kind() {
	case reflect.String:
		out = append(out, func(s string) { v.SetString(s); commit() })
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, texts(v.Field(i), commit)...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, texts(v.Index(i), commit)...)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out = append(out, texts(v.Elem(), commit)...)
		}
	case reflect.Map:
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return fmt.Sprint(keys[i]) < fmt.Sprint(keys[j]) })
		for _, key := range keys {
			part := reflect.New(v.Type().Elem()).Elem()
			part.Set(v.MapIndex(key))
			out = append(out, texts(part, func() { v.SetMapIndex(key, part); commit() })...)
		}
	}
	return out
}

// styled is what the program itself sends between its words.
var styled = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\x1b\[[0-9;:]*m`) })

// Harmless checks that an output holds nothing that acts on a terminal or deceives
// its reader, except for the program's own colours.
func Harmless(t testing.TB, where, output string) {
	t.Helper()
	output = styled().ReplaceAllString(output, "")
	at := strings.IndexFunc(output, func(r rune) bool {
		switch {
		case r == '\n':
			return false
		case r < ' ', r >= 0x7f && r < 0xa0, r == 0xad, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x2028, r == 0x2029, r == 0x200b, r == 0xfeff:
			return true
		}
		return false
	})
	if at >= 0 {
		t.Errorf("%s: %q", where, output[max(0, at-60):min(len(output), at+20)])
	}
}
