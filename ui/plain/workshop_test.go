package plain

import (
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/compare"
)

// The line mode says what changed since the start of the sitting, or since a
// moment that was remembered.
func TestChanges(t *testing.T) {
	s := from(t, "smart-plug", true)
	before := s.State
	said := s.types("~", "/M07", "5", "", "no time", ".", "", "~", "~!", "~", "u!", "~", "!")
	after := before.Assessment.Clone()
	m := after.Measures["M07"]
	m.State = assessment.NotDone
	after.Measures["M07"] = m
	r := assessment.Evaluate(cat, after, day)
	want := compare.Summarize(&before.Result, &r)
	if want.Higher == 0 {
		t.Fatalf("the example says nothing: %+v", want)
	}
	says(t, said, "Nothing differs from the start of this sitting.", "Since the start of this sitting: ", "3 risks higher", "Status: from final to ",
		"residual R1 to R4", "measures.M07.state", "from tested to not.", msgNowRemembered, "Nothing differs from the moment you remembered.", "Since the moment you remembered: ")
}

// What measures would do is said, and nothing of it is recorded.
func TestWhatIf(t *testing.T) {
	s := from(t, "smart-plug", true)
	before := s.State.Assessment
	said := s.types("~M07 not, m11 not", "~M99 done", "~M07", "~M07 good", "!")
	says(t, said, "If so, and nothing is recorded: 8 risks higher", "Higher: T", "Not accepted: "+msgHowWhatIf[:40], "Not accepted", "Not accepted", msgUnchanged)
	if len(s.saved) > 0 || s.State.Assessment.Measures["M07"].State != before.Measures["M07"].State {
		t.Error("something was recorded")
	}
}

// All notes and open points are said in sentences, filtered by owner, and marked
// as done.
func TestNotesList(t *testing.T) {
	a := from(t, "smart-plug", true).State.Assessment
	a.Notes = []assessment.Note{
		{On: "Q13", Text: "module is certified", By: "MK"},
		{On: "T18", Text: "measure\nthe range", Open: true, Owner: "PL", Due: "2026-11-01"},
		{Text: "book a room", Open: true, Owner: "MK"},
	}
	s := sit(t, a)
	said := s.types("+=", "+= pl", "+= nobody", "+@ JW", "/Q13", "+ so it is", "+x 2", "+=", "+x 2", "+x 9", "/note.3", "!")
	says(t, said, "Late 2, on T18, owner PL, due 2026-11-01: measure the range", "Open 3, owner MK: book a room", "Note 1, on Q13, said by MK: module is certified",
		"Late 2, on T18", msgNoNotes, "those of: JW.", msgNoted, msgDone, "Done 2, on T18", "said by JW: so it is", msgOpenAgain, "Not accepted: "+msgWhichNote, "book a room")
	for words, want := range map[string][3]string{
		"ask sales @PL 2026-12-01": {"ask sales", "PL", "2026-12-01"}, "ask sales @PL": {"ask sales", "PL", ""}, "ready by 2026-12-01": {"ready by 2026-12-01", "", ""},
		"write to a@b.example": {"write to a@b.example", "", ""}, "@PL": {"@PL", "", ""}, "2026-12-01": {"2026-12-01", "", ""}, "ask @": {"ask @", "", ""},
	} {
		if what, owner, due := owned(words); [3]string{what, owner, due} != want {
			t.Errorf("%q is %q of %q, due %q", words, what, owner, due)
		}
	}
	n := s.State.Assessment.Notes
	if len(n) != 4 || n[3].By != "JW" || n[3].Date != "2026-11-25" || !n[1].Open {
		t.Errorf("notes are %+v", n)
	}
}
