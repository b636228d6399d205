package wizard

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

// freeForAll is a drive without locks, so that two windows can write one file.
type freeForAll struct{ file.FS }

func (freeForAll) TryLock(string) (func() error, error) { return nil, file.ErrNoLocks }

// window opens one more wizard on a file.
func window(t *testing.T, path string, disk file.FS) *sitting {
	t.Helper()
	store, a, err := file.Open(path, catalogue.Load(), disk)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	s := &sitting{t: t, m: New(newDesk(catalogue.Load(), a, store, testNow), Options{At: "product.name"})}
	s.size(80, 24)
	return s
}

// twoWindows are two wizards on one file with the smart plug.
func twoWindows(t *testing.T) (mine, theirs *sitting, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "plug"+file.Suffix)
	if err := os.WriteFile(path, file.Encode(exampleOf(t, "smart-plug"), catalogue.Load()), 0o644); err != nil {
		t.Fatal(err)
	}
	return window(t, path, freeForAll{file.OS}), window(t, path, freeForAll{file.OS}), path
}

// onDisk is what the file holds.
func onDisk(t *testing.T, path string) assessment.Assessment {
	t.Helper()
	a, err := file.Load(path, catalogue.Load(), file.OS)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// set answers a question in a window, as its screens do.
func (s *sitting) set(id catalogue.QuestionID, text string) {
	s.t.Helper()
	next := s.m.desk.State.Assessment.Clone()
	next.Answers[id] = assessment.Answer{Text: text}
	s.m.desk.Accept(next, string(id), "")
	s.send(nil)
}

// TestTwoWindowsPutTogether: answers to different questions are put together on
// request, shown before, and one undo takes that back.
func TestTwoWindowsPutTogether(t *testing.T) {
	mine, theirs, path := twoWindows(t)
	theirs.set("product.type", "plug with a meter")
	mine.set("product.name", "Plug of mine")
	mine.shows("changed by another program", "m put together")
	mine.keys("m")
	mine.shows("From you (1)", "Product name", "Plug of mine", "From the file (1)", "plug with a meter")
	mine.check()
	if a := onDisk(t, path); a.Name() == "Plug of mine" {
		t.Fatal("written before enter")
	}
	mine.keys("enter")
	mine.shows("put together: 1 from you, 1 from the file", "saved 14:02")
	if a := onDisk(t, path); a.Name() != "Plug of mine" || a.Text("product.type") != "plug with a meter" {
		t.Errorf("on disk %q, %q", a.Name(), a.Text("product.type"))
	}
	if len(mine.m.overlays) > 0 {
		t.Error("the question stays")
	}
	mine.keys("alt+z")
	mine.shows("undo: putting together with the file")
	if a := onDisk(t, path); a.Name() != "Plug of mine" || a.Text("product.type") == "plug with a meter" {
		t.Errorf("after undo %q, %q", a.Name(), a.Text("product.type"))
	}
	if a := onDisk(t, path+".bak"); a.Text("product.type") != "plug with a meter" {
		t.Error("what the other window wrote is in no backup")
	}
	if _, _, ok := mine.m.desk.Redo(); !ok {
		t.Error("nothing to redo")
	}
	if a := onDisk(t, path); a.Text("product.type") != "plug with a meter" {
		t.Error("redo does not bring it back")
	}
	theirs.set("product.type", "once more")
	theirs.keys("o")
	mine.set("product.identifier", "M2")
	mine.shows("changed by another program") // asked each time anew
}

// TestTwoWindowsSameAnswer: both values are shown, nothing is decided for the user,
// and each answer is chosen for itself.
func TestTwoWindowsSameAnswer(t *testing.T) {
	for _, test := range []struct {
		name  string
		keys  []string
		named string
	}{
		{"yours", []string{"space"}, "Plug of mine"},
		{"the file's", []string{"space", "space"}, "Plug of theirs"},
		{"changed the mind", []string{"space", "space", "space"}, "Plug of mine"},
	} {
		t.Run(test.name, func(t *testing.T) {
			mine, theirs, path := twoWindows(t)
			theirs.set("product.name", "Plug of theirs")
			mine.set("product.name", "Plug of mine")
			mine.keys("m")
			mine.shows("Changed on both sides (1): you choose", "Plug of mine", "Plug of theirs", "Acme Plug S2", "choose with space")
			mine.keys("enter")
			mine.shows("both changed this answer: choose with space")
			if a := onDisk(t, path); a.Name() != "Plug of theirs" {
				t.Fatalf("decided for the user: %q", a.Name())
			}
			mine.keys(test.keys...)
			mine.check()
			mine.keys("enter")
			if a := onDisk(t, path); a.Name() != test.named {
				t.Errorf("on disk %q", a.Name())
			}
		})
	}
}

// TestMergeDecidesEach: space decides the answer under the cursor, and no other; what
// stands there is told whole.
func TestMergeDecidesEach(t *testing.T) {
	mine, theirs, path := twoWindows(t)
	for _, s := range []struct {
		window *sitting
		word   string
	}{{theirs, "theirs"}, {mine, "mine"}} {
		next := s.window.m.desk.State.Assessment.Clone()
		for _, id := range []catalogue.QuestionID{"product.name", "product.type"} {
			next.Answers[id] = assessment.Answer{Text: s.word}
		}
		next.Answers["product.identifier"] = assessment.Answer{Text: map[string]string{"mine": "ident of mine"}[s.word] + next.Text("product.identifier")}
		s.window.m.desk.Accept(next, "", "")
		s.window.send(nil)
	}
	mine.keys("m")
	mine.shows("Changed on both sides (2)", "From you (1)")
	mine.keys("down", "space", "enter")
	mine.shows("choose with space") // the first one is open
	mine.keys("space", "space", "end")
	mine.shows("ident of mineAPS2-EU", labelBecomes, labelBefore)
	mine.keys("enter")
	if a := onDisk(t, path); a.Name() != "theirs" || a.Text("product.type") != "mine" {
		t.Errorf("on disk %q, %q", a.Name(), a.Text("product.type"))
	}
}

// TestMergeCannotRead: a file that is no assessment is told, and the answers stay.
func TestMergeCannotRead(t *testing.T) {
	mine, _, path := twoWindows(t)
	if err := os.WriteFile(path, []byte("selfmark: 1\nproduk: {}\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	mine.set("product.name", "Plug of mine")
	for _, choice := range []string{"m", "r"} {
		mine.keys(choice)
		mine.shows(`has no key "produk"`, "put both together")
	}
	if got := mine.answer("product.name").Text; got != "Plug of mine" {
		t.Errorf("the answer is %q", got)
	}
}

// TestChangesWhileMerging: a file that changes once more is looked at once more.
func TestChangesWhileMerging(t *testing.T) {
	mine, theirs, path := twoWindows(t)
	theirs.set("product.type", "one")
	mine.set("product.name", "Plug of mine")
	mine.keys("m")
	theirs.set("product.type", "two")
	mine.keys("enter")
	mine.shows("the file changed once more", "two")
	mine.keys("enter")
	if a := onDisk(t, path); a.Name() != "Plug of mine" || a.Text("product.type") != "two" {
		t.Errorf("on disk %q, %q", a.Name(), a.Text("product.type"))
	}
}

// TestMergeLater: esc puts it off, the sitting goes on, ctrl+s asks again, and all
// answers until then are put together.
func TestMergeLater(t *testing.T) {
	mine, theirs, path := twoWindows(t)
	theirs.set("product.type", "theirs")
	mine.set("product.name", "Plug of mine")
	mine.keys("esc")
	mine.set("product.identifier", "later")
	mine.shows("SAVE FAILED")
	if len(mine.m.overlays) > 0 {
		t.Error("asked again after every answer")
	}
	mine.keys("ctrl+s")
	mine.shows("changed by another program")
	mine.keys("ctrl+s") // no second question on top
	mine.keys("m", "enter")
	if a := onDisk(t, path); a.Name() != "Plug of mine" || a.Text("product.type") != "theirs" || a.Text("product.identifier") != "later" {
		t.Errorf("on disk %+v", a.Answers["product.name"])
	}
	if len(mine.m.overlays) > 0 {
		t.Error("a question stays")
	}
}

// TestFileIsGone: renamed or deleted under the window: it can be written again or
// under another name; there is nothing to put together.
func TestFileIsGone(t *testing.T) {
	mine, _, path := twoWindows(t)
	if err := os.Rename(path, path+".moved"); err != nil {
		t.Fatal(err)
	}
	mine.set("product.name", "Plug of mine")
	mine.shows("not there any more", "renamed, moved or deleted it")
	if strings.Contains(mine.screen(), "put together") {
		t.Error("offers to put together with nothing")
	}
	mine.shows("Choose where to write them")
	mine.shows("b another name · o write again")
	if strings.Contains(mine.screen(), "backup") || strings.Contains(mine.screen(), "both") {
		t.Error("speaks of a second version, and there is none")
	}
	before := mine.screen()
	for _, choice := range []string{"m", "r"} {
		mine.keys(choice)
		if after := mine.screen(); after != before {
			t.Errorf("%s, which is not offered, does something:\n%s", choice, after)
		}
	}
	mine.keys("o")
	if a := onDisk(t, path); a.Name() != "Plug of mine" {
		t.Errorf("on disk %q", a.Name())
	}
}

// TestSecondWindowGoesOn: opened while the first had the lock, it may write once the
// first is closed; what the first wrote is put together.
func TestSecondWindowGoesOn(t *testing.T) {
	_, _, path := twoWindows(t)
	first, second := window(t, path, file.OS), window(t, path, file.OS)
	second.shows("read only: another selfmark window has it o")
	second.set("product.name", "refused")
	second.shows("not changed, read only")
	first.set("product.type", "from the first")
	first.m.desk.Store.(*file.Store).Close()
	second.set("product.name", "Plug of mine")
	second.shows("changed by another program")
	second.keys("m", "enter")
	if a := onDisk(t, path); a.Name() != "Plug of mine" || a.Text("product.type") != "from the first" {
		t.Errorf("on disk %q, %q", a.Name(), a.Text("product.type"))
	}
}

// TestStoppedWhileAsked: a signal leaves no time to ask; the answers go into a file
// of their own, and the other side stays.
func TestStoppedWhileAsked(t *testing.T) {
	mine, theirs, path := twoWindows(t)
	theirs.set("product.type", "theirs")
	mine.set("product.name", "Plug of mine")
	mine.send(Stop{})
	beside := strings.TrimSuffix(path, file.Suffix) + "-mine" + file.Suffix
	if mine.m.Beside() != beside || mine.m.Err() != ErrStopped {
		t.Errorf("kept at %q, %v", mine.m.Beside(), mine.m.Err())
	}
	if a := onDisk(t, beside); a.Name() != "Plug of mine" {
		t.Errorf("beside: %q", a.Name())
	}
	if a := onDisk(t, path); a.Text("product.type") != "theirs" {
		t.Error("the other side is lost")
	}
}

// TestStoppedWithoutRoom: only what two sides wrote is kept beside; a full disk is told.
func TestStoppedWithoutRoom(t *testing.T) {
	store := &contested{}
	store.err = syscall.ENOSPC
	s := &sitting{t: t, m: New(newDesk(catalogue.Load(), assessment.Assessment{}, store, testNow), Options{}), store: &store.memory}
	s.size(80, 24)
	s.typing("Mine\n")
	s.send(Stop{})
	if store.path != "" || s.m.Beside() != "" || s.m.desk.saveErr == nil {
		t.Errorf("kept at %q, %v", store.path, s.m.desk.saveErr)
	}
}

// TestReloadTheSame: the other program wrote the same answers in another form.
func TestReloadTheSame(t *testing.T) {
	mine, _, path := twoWindows(t)
	mine.set("product.name", "Same")
	data := string(file.Encode(mine.m.desk.State.Assessment, catalogue.Load()))
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(data, "\n", "\r\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	mine.set("product.type", "another")
	mine.m.desk.Undo()
	mine.send(nil)
	mine.shows("SAVE FAILED")
	mine.keys("r")
	if strings.Contains(mine.screen(), "SAVE FAILED") || len(mine.m.overlays) > 0 {
		t.Errorf("still asked:\n%s", mine.screen())
	}
}

// TestMergeShowsEverything: a large merge scrolls, and says ids that were changed.
func TestMergeShowsEverything(t *testing.T) {
	mine, theirs, _ := twoWindows(t)
	next := theirs.m.desk.State.Assessment.Clone()
	next.Evidence = append(next.Evidence, assessment.Evidence{ID: "E77", Kind: "test", Note: "theirs"})
	for _, id := range []catalogue.QuestionID{"product.type", "product.purpose", "product.environment", "product.users", "manufacturer.name", "manufacturer.address"} {
		next.Answers[id] = assessment.Answer{Text: "theirs"}
	}
	theirs.m.desk.Accept(next, "", "")
	own := mine.m.desk.State.Assessment.Clone()
	own.Evidence = append(own.Evidence, assessment.Evidence{ID: "E77", Kind: "design", Note: "mine"})
	mine.m.desk.Accept(own, "", "")
	mine.send(nil)
	mine.keys("m")
	s := mine.screen()
	mine.keys("end")
	if !strings.Contains(mine.screen(), "both sides added one") || !strings.Contains(s, "E77") {
		t.Errorf("%s\n%s", s, mine.screen())
	}
	mine.check()
	mine.keys("enter")
	got := mine.m.desk.State.Assessment.Evidence
	if n := len(got); !slices.ContainsFunc(got, func(e assessment.Evidence) bool { return e.ID == "E78" && e.Note == "theirs" }) {
		t.Errorf("evidence %+v", got[n-2:])
	}
}
