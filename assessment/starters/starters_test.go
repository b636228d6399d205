package starters

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

var day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

// TestExamples: the three worked devices of method.md 14 as a careful maker
// would assess them, with the counts that the method gives for them.
func TestExamples(t *testing.T) {
	for _, want := range []struct {
		id                 string
		status             assessment.Status
		class              string
		assets             int
		inherent, residual [6]int
	}{
		{"smart-plug", assessment.Final, "default", 15, [6]int{0, 1, 1, 7, 35, 12}, [6]int{0, 48, 7, 1}},
		{"wearable", assessment.Final, "important-1", 11, [6]int{0, 1, 1, 20, 24, 0}, [6]int{0, 44, 1, 1}},
		{"gateway", assessment.NotReady, "important-1", 17, [6]int{0, 0, 2, 2, 20, 35}, [6]int{0, 30, 26, 2, 1}},
	} {
		t.Run(want.id, func(t *testing.T) {
			r := evaluated(t, want.id)
			if r.Status != want.status || r.Class.Class != want.class || len(r.Assets) != want.assets {
				t.Errorf("status %q, class %q, %d assets", r.Status, r.Class.Class, len(r.Assets))
			}
			if r.Counts.Inherent != want.inherent || r.Counts.Residual != want.residual {
				t.Errorf("inherent %v, residual %v", r.Counts.Inherent, r.Counts.Residual)
			}
			if r.Counts.Answered != r.Counts.Questions && countUnanswered(r) > 0 {
				t.Errorf("%d of %d questions answered", r.Counts.Answered, r.Counts.Questions)
			}
		})
	}
}

func countUnanswered(r assessment.Result) int {
	n := 0
	for _, f := range r.Findings {
		if f.ID == "unanswered" || f.ID == "measure-unanswered" {
			n++
		}
	}
	return n
}

// TestGatewaySaysWhatToDo: T18 makes it "not ready", and the finding has a remedy.
func TestGatewaySaysWhatToDo(t *testing.T) {
	r := evaluated(t, "gateway")
	var notReady []assessment.Finding
	for _, f := range r.Findings {
		if f.NotReady {
			notReady = append(notReady, f)
		}
	}
	if len(notReady) != 1 || notReady[0].Item != "T18" || !strings.Contains(notReady[0].Remedy, "intended purpose") {
		t.Fatalf("what makes it not ready: %+v", notReady)
	}
}

// TestWearableRoute: the declaration stays blocked by the route, the assessment
// does not.
func TestWearableRoute(t *testing.T) {
	r := evaluated(t, "wearable")
	for _, route := range r.Routes {
		if route.ID == "A" && route.Open {
			t.Error("self-assessment is open to class I without a cited standard")
		}
	}
	if !hasFinding(r, "certificate-missing") {
		t.Error("nothing says that the certificate is missing")
	}
}

func hasFinding(r assessment.Result, id string) bool {
	for _, f := range r.Findings {
		if f.ID == id {
			return true
		}
	}
	return false
}

func evaluated(t *testing.T, id string) assessment.Result {
	t.Helper()
	s, err := Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Assessment(catalogue.Load())
	if err != nil {
		t.Fatal(err)
	}
	return assessment.Evaluate(catalogue.Load(), a, day)
}

// TestTemplates: each answers every device question that applies, marks every
// answer as unconfirmed, and answers none that does not apply.
func TestTemplates(t *testing.T) {
	cat := catalogue.Load()
	if len(Templates()) < 9 {
		t.Fatalf("%d templates", len(Templates()))
	}
	for _, s := range Templates() {
		t.Run(s.ID, func(t *testing.T) {
			a, err := s.Assessment(cat)
			if err != nil {
				t.Fatal(err)
			}
			if a.Template == nil || a.Template.ID != s.ID || len(a.Template.Unconfirmed) != len(a.Answers) {
				t.Error("not every answer is marked as unconfirmed")
			}
			r := assessment.Evaluate(cat, a, day)
			for _, f := range r.Findings {
				if f.ID == "no-longer-asked" || f.ID == "unanswered" && f.Step == 4 {
					t.Errorf("%s: %s", f.ID, f.Text)
				}
			}
		})
	}
}

// TestCanonical: starters are stored as selfmark itself would write them.
func TestCanonical(t *testing.T) {
	cat := catalogue.Load()
	for _, s := range append(Templates(), Examples()...) {
		stored, err := s.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		a, err := s.Assessment(cat)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(stored, file.Encode(a, cat)) {
			t.Errorf("%s (example: %v) is not in canonical form", s.ID, s.Example)
		}
	}
}
