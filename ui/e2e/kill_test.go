//go:build e2e

package e2e

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
)

var kills = flag.Int("kills", 100, "how often the program is killed in the middle of a sitting")

// killed is one way to end a program that does not expect it.
type killed struct {
	name string
	hard bool // it gets no chance to keep what is being typed
	do   func(*sitting) error
}

var ways = []killed{
	{"SIGKILL", true, func(s *sitting) error { return s.cmd.Process.Signal(syscall.SIGKILL) }},
	{"SIGTERM", false, func(s *sitting) error { return s.cmd.Process.Signal(syscall.SIGTERM) }},
	{"SIGHUP", false, func(s *sitting) error { return s.cmd.Process.Signal(syscall.SIGHUP) }},
	{"terminal closed", false, func(s *sitting) error { return s.tty.Close() }},
}

// fields are three questions on one line each, in the order in which they follow
// each other, and the question that comes then.
var fields = []struct {
	id    catalogue.QuestionID
	title string
}{
	{"product.name", "What is the product called?"},
	{"product.type", "What kind of product is it"},
	{"product.identifier", "By which type, batch or serial number"},
	{"product.versions", "Which hardware and software versions"},
}

// life is what one sitting typed until it was killed.
type life struct {
	drawn  map[catalogue.QuestionID]string // accepted: the next question was on the screen
	flying map[catalogue.QuestionID]string // typed, and perhaps accepted
}

// TestKilledInTheMiddle kills the program at random moments while answers are
// typed. Whatever was accepted is in the file, the file always loads, the next
// start may write, and nothing is left over in the end.
func TestKilledInTheMiddle(t *testing.T) {
	dir := t.TempDir()
	selfmark(t, dir, "new", "p", "--template", "sensor")
	chance := rand.New(rand.NewPCG(2024, 2847))
	path := filepath.Join(dir, "p.selfmark.yaml")
	kept, accepted := held(t, path), 0
	for n := range *kills {
		way := ways[n%len(ways)]
		s := sit(t, dir, 80, 24, "p.selfmark.yaml", "--at", string(fields[0].id))
		s.expect(fields[0].title)
		if strings.Contains(s.screen(), "read only") {
			t.Fatalf("life %d: a lock of the dead stops the living:\n%s", n, s.screen())
		}
		over := make(chan life)
		go func() { over <- answer(s, n, kept) }()
		time.Sleep(time.Duration(chance.IntN(300_000)) * time.Microsecond)
		if err := way.do(s); err != nil {
			t.Fatal(err)
		}
		l := <-over
		_ = s.cmd.Wait()
		kept = check(t, path, fmt.Sprintf("life %d, %s", n, way.name), l, way.hard)
		for id := range l.drawn {
			if strings.HasPrefix(l.drawn[id], fmt.Sprintf("life %d ", n)) {
				accepted++
			}
		}
		s.end()
	}
	if accepted < *kills/2 {
		t.Errorf("only %d answers were accepted in %d lives: the test proves little", accepted, *kills)
	}
	t.Logf("%d kills, %d answers accepted before them", *kills, accepted)
	s := sit(t, dir, 80, 24, "p.selfmark.yaml", "--at", string(fields[0].id))
	s.expect(fields[0].title)
	left, err := filepath.Glob(filepath.Join(dir, ".*.tmp*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}

// answer types into the fields, again and again, until the program is gone.
func answer(s *sitting, n int, kept map[catalogue.QuestionID]string) life {
	l := life{maps.Clone(kept), map[catalogue.QuestionID]string{}}
	for round := 0; ; round++ {
		for i, f := range fields[:len(fields)-1] {
			value := fmt.Sprintf("life %d round %d of %s", n, round, f.id)
			l.flying[f.id] = value
			s.send("\x05\x15" + value + "\t")
			if !s.shows(fields[i+1].title) {
				return l
			}
			l.drawn[f.id] = value
		}
		for i := len(fields) - 2; i >= 0; i-- {
			s.send("\x1b")
			if !s.shows(fields[i].title) {
				return l
			}
		}
	}
}

// held is what the file holds in the fields.
func held(t *testing.T, path string) map[catalogue.QuestionID]string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	a, err := file.Decode(data, catalogue.Load())
	if err != nil {
		t.Fatalf("the file does not load: %v\n%s", err, data)
	}
	kept := map[catalogue.QuestionID]string{}
	for _, f := range fields[:len(fields)-1] {
		kept[f.id] = a.Text(f.id)
	}
	return kept
}

// check compares what the file holds with what the sitting saw accepted, and
// returns it.
func check(t *testing.T, path, when string, l life, hard bool) map[catalogue.QuestionID]string {
	t.Helper()
	kept := held(t, path)
	for id, got := range kept {
		flying, drawn := l.flying[id], l.drawn[id]
		ok := got == drawn || flying != "" && got == flying
		if !hard { // what was typed so far is accepted on the way out
			ok = ok || flying != "" && strings.HasPrefix(flying, got)
		}
		if !ok {
			t.Fatalf("%s: %s is %q, drawn as saved was %q, typed was %q", when, id, got, drawn, flying)
		}
	}
	return kept
}
