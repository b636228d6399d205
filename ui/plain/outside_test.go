package plain

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
)

// freeForAll is a drive without locks, so that two windows can write one file.
type freeForAll struct{ file.FS }

func (freeForAll) TryLock(string) (func() error, error) { return nil, file.ErrNoLocks }

// onFile is a session on a file that somebody else changes after it was read.
func onFile(t *testing.T, change func(a *assessment.Assessment)) (*sitting, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plug"+file.Suffix)
	before := from(t, "smart-plug", true).State.Assessment
	if err := os.WriteFile(path, file.Encode(before, cat), 0o644); err != nil {
		t.Fatal(err)
	}
	store, a, err := file.Open(path, cat, freeForAll{file.OS})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := sit(t, a)
	s.Save, s.Outside = store.Save, store
	theirs := a.Clone()
	change(&theirs)
	if err := os.WriteFile(path, file.Encode(theirs, cat), 0o644); err != nil {
		t.Fatal(err)
	}
	return s, path
}

func onDisk(t *testing.T, path string) assessment.Assessment {
	t.Helper()
	a, err := file.Load(path, cat, file.OS)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func theirType(a *assessment.Assessment) {
	a.Answers["product.type"] = assessment.Answer{Text: "meter"}
}

func theirName(a *assessment.Assessment) {
	a.Answers["product.name"] = assessment.Answer{Text: "Theirs"}
}

// TestPutTogether: said answer by answer, agreed, saved, and taken back by one u!.
func TestPutTogether(t *testing.T) {
	s, path := onFile(t, theirType)
	said := s.types("/product.name", "Mine", "m", "", "!")
	says(t, said, "NOT SAVED", "Another program changed the file. m puts both together", "From you: 1.", "Product name: Mine", "From the file: 1.", "meter",
		"Enter puts both together", "Put together and saved: 1 from you, 1 from the file, 0 chosen.", msgSaved)
	if a := onDisk(t, path); a.Name() != "Mine" || a.Text("product.type") != "meter" || s.err != nil {
		t.Errorf("on disk %q, %q, %v", a.Name(), a.Text("product.type"), s.err)
	}
	s, path = onFile(t, theirType)
	says(t, s.types("/product.name", "Mine", "m", "", "u!", "!"), "Undone: putting together with the file.")
	if a := onDisk(t, path); a.Name() != "Mine" || a.Text("product.type") == "meter" {
		t.Errorf("after undo %q, %q", a.Name(), a.Text("product.type"))
	}
}

// TestBothChanged: both values are said, the user chooses, a wrong word asks again.
func TestBothChanged(t *testing.T) {
	for choice, name := range map[string]string{"1": "Mine", "2": "Theirs"} {
		s, path := onFile(t, theirName)
		said := s.types("/product.name", "Mine", "m", "3", choice, "", "!")
		says(t, said, "Both changed Product name. Write 1 for yours: Mine. Write 2 for the file's: Theirs. It was: Acme Plug S2.", msgWhichSide, "1 chosen")
		if a := onDisk(t, path); a.Name() != name {
			t.Errorf("%s: on disk %q", choice, a.Name())
		}
	}
}

// TestOutsideOtherwise: the other ways, and putting off.
func TestOutsideOtherwise(t *testing.T) {
	s, path := onFile(t, theirName)
	says(t, s.types("/product.name", "Mine", "r", "!"), msgReloaded)
	if a := onDisk(t, path); a.Name() != "Theirs" || s.State.Assessment.Name() != "Theirs" {
		t.Errorf("reloaded %q", a.Name())
	}
	s, path = onFile(t, theirName)
	s.types("/product.name", "Mine", "o", "!")
	if a := onDisk(t, path); a.Name() != "Mine" {
		t.Errorf("overwritten %q", a.Name())
	}
	s, path = onFile(t, theirName)
	s.types("/product.name", "Mine", "x", "m", "1", "no", "", "gauge", "b", "!") // not understood, left, put off, asked again
	beside := strings.TrimSuffix(path, file.Suffix) + "-mine" + file.Suffix
	if a, theirs := onDisk(t, beside), onDisk(t, path); a.Name() != "Mine" || a.Text("product.type") != "gauge" || theirs.Name() != "Theirs" {
		t.Errorf("beside %q, %q", a.Name(), a.Text("product.type"))
	}
}

// TestEndsWhileAsked: the input ends before the question is answered; the answers go
// into a file of their own.
func TestEndsWhileAsked(t *testing.T) {
	for _, lines := range [][]string{{"/product.name", "Mine"}, {"/product.name", "Mine", "m"}, {"/product.name", "Mine", "", "!"}} {
		s, path := onFile(t, theirName)
		says(t, s.types(lines...), "Both are kept. Yours is now in")
		beside := strings.TrimSuffix(path, file.Suffix) + "-mine" + file.Suffix
		if a, theirs := onDisk(t, beside), onDisk(t, path); a.Name() != "Mine" || theirs.Name() != "Theirs" || s.err != nil {
			t.Errorf("%v: beside %q, there %q, %v", lines, a.Name(), theirs.Name(), s.err)
		}
	}
}

// TestGone: the file was renamed or deleted.
func TestGone(t *testing.T) {
	s, path := onFile(t, theirName)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	said := s.types("/product.name", "Mine", "m", "r", "o", "!")
	says(t, said, "The file is not there any more", msgWhatOutside, msgSaved)
	if strings.Count(said, msgWhatOutside) != 2 {
		t.Errorf("there is nothing to put together with, and nothing to read:\n%s", said)
	}
	if a := onDisk(t, path); a.Name() != "Mine" {
		t.Errorf("written again: %q", a.Name())
	}
}

// TestNotice is said before the first question.
func TestNotice(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	s.Notice = "mind \x1b[2J the gap"
	says(t, s.types("!"), "mind", "the gap", "At every prompt")
}

// TestOutsideWithoutStore: a store that cannot settle anything only says it.
func TestOutsideWithoutStore(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	s.State = interview.State{Catalogue: cat, Assessment: assessment.Assessment{}, Result: assessment.Evaluate(cat, assessment.Assessment{}, day)}
	s.fail = file.ErrChangedOutside
	says(t, s.types("Plug", "!"), "NOT SAVED")
	if !errors.Is(s.err, file.ErrChangedOutside) {
		t.Error(s.err)
	}
}
