package crash

import (
	"errors"
	"strings"
	"testing"
)

// caught is what a fault becomes.
func caught(fault func()) (e *Error) {
	defer func() { e = Caught(recover()) }()
	fault()
	return nil
}

// TestCaught: the kind of the fault and where it happened, and no value.
func TestCaught(t *testing.T) {
	var list []int
	var deep func(int)
	deep = func(n int) {
		if n == 0 {
			panic("secret")
		}
		deep(n - 1)
	}
	for _, test := range []struct {
		fault func()
		kind  string
	}{
		{func() { panic("secret") }, "panic of type string"},
		{func() { panic(errors.New("secret")) }, "panic of type *errors.errorString"},
		{func() { list[len(list)+2]++ }, "runtime error: index out of range [2] with length 0"},
		{func() { deep(100) }, "panic of type string"},
	} {
		e := caught(test.fault)
		trace := strings.Join(e.Trace, "\n")
		if e.Kind != test.kind || !strings.Contains(trace, " crash_test.go:") || len(e.Trace) > 40 || strings.Contains(trace+e.Kind, "secret") {
			t.Errorf("%s, %d functions:\n%s", e.Kind, len(e.Trace), trace)
		}
	}
}

// TestReport: where the answers are, and whether all of them.
func TestReport(t *testing.T) {
	for _, test := range []struct {
		file    string
		unsaved bool
		says    string
	}{
		{"plug.yaml", false, "every answer that was accepted is saved in plug.yaml;"},
		{"plug.yaml", true, "the last answers could not be saved; what was saved before is in plug.yaml\n"},
		{"", false, "files are written as a whole or not at all"},
		{"", true, "files are written as a whole or not at all"},
	} {
		e := &Error{Kind: "kind", Trace: []string{"f a.go:1", "g b.go:2"}, File: test.file, Unsaved: test.unsaved}
		got := e.Report("1.2.3")
		if !strings.Contains(got, test.says) || !strings.HasPrefix(got, "selfmark: error: "+e.Error()+"\n") || !strings.Contains(got, "  selfmark 1.2.3, go") || !strings.HasSuffix(got, ": kind\n  f a.go:1\n  g b.go:2\n") {
			t.Errorf("%+v:\n%s", test, got)
		}
	}
}
