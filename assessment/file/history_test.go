package file

import (
	"reflect"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// TestScreening: a revision keeps the screening of its change, and a file written
// and read again is not taken for changed.
func TestScreening(t *testing.T) {
	cat := catalogue.Load()
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{
		"product.name": {Text: "Plug"}, "Q13": {Options: nil}, "scope.foss": {Options: []string{"no"}},
		"modification.change": {Text: "adds Bluetooth"}, "modification.risk_risen": {NotSure: true}, "modification.made_available": {Options: []string{"yes"}},
	}}
	issued := assessment.Issued(a, "2027-01-01", "abc")
	data := Encode(issued, cat)
	back, err := Decode(data, cat)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.History, issued.History) {
		t.Errorf("read back %+v\nfrom\n%s", back.History, data)
	}
	if assessment.Facts(cat, back).Has("revision:changed") {
		t.Error("the file that was read is taken for changed")
	}
	wrong := strings.Replace(string(data), "risk_risen: not sure", "risk_risen: perhaps", 1)
	if _, err := Decode([]byte(wrong), cat); err == nil || !strings.Contains(err.Error(), "risk_risen") {
		t.Errorf("a wrong answer of the screening: %v", err)
	}
}
