//go:build e2e

package e2e

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// quiet is how long a terminal says nothing before its answer to a key is over.
const quiet = 60 * time.Millisecond

// BenchmarkKeyToScreen is one key to the last byte of its answer, through a
// pseudo-terminal, on the gateway: the cursor moves by one row in a list of
// options, and in the table of threats.
func BenchmarkKeyToScreen(b *testing.B) {
	for _, size := range []struct{ width, height int }{{80, 24}, {200, 60}} {
		for _, at := range []string{"Q13", "page.threats"} {
			b.Run(fmt.Sprintf("%dx%d/%s", size.width, size.height, at), func(b *testing.B) {
				m := keyToScreen(b, size.width, size.height, at, b.Loop)
				b.ReportMetric(milliseconds(m.median), "ms-median")
				b.ReportMetric(milliseconds(m.most), "ms-95%")
				b.ReportMetric(m.bytes, "B/key")
				b.ReportMetric(0, "ns/op") // holds the wait for silence: says nothing
			})
		}
	}
}

// answered is how a terminal was answered: half of the keys and 95 % of them within
// these times, with so many bytes a key.
type answered struct {
	median, most time.Duration
	bytes        float64
}

// keyToScreen moves the cursor down and up for as long as more says.
func keyToScreen(t testing.TB, width, height int, at string, more func() bool) answered {
	t.Helper()
	s := gateway(t, width, height, at)
	var times []time.Duration
	bytes := 0
	chance := rand.New(rand.NewPCG(2024, 2847))
	for n := 0; more(); n++ {
		time.Sleep(time.Duration(chance.IntN(17_000)) * time.Microsecond) // keys do not come in step with frames
		before, start := s.written(), time.Now()
		s.send([]string{"\x1b[B", "\x1b[A"}[n%2])
		last := s.settle()
		times = append(times, last.Sub(start))
		bytes += s.written() - before
	}
	slices.Sort(times)
	return answered{times[len(times)/2], times[len(times)*95/100], float64(bytes) / float64(len(times))}
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// TestIdle: a wizard that nobody touches writes nothing, and uses no more CPU than
// an empty Bubble Tea program, whose clock ticks sixty times a second.
func TestIdle(t *testing.T) {
	bytes, used, limit := atRest(t)
	if bytes > 0 {
		t.Errorf("%d bytes written while idle", bytes)
	}
	t.Logf("CPU of 5 s at rest: %v, an empty program %v", used, limit)
	if used > limit+30*time.Millisecond { // three ticks of the clock that measures
		t.Errorf("%v of CPU used at rest, an empty program uses %v", used, limit)
	}
}

// atRest gives what five seconds without a key cost: bytes written and CPU time of
// selfmark, and the CPU time of an empty program.
func atRest(t *testing.T) (bytes int, ours, base time.Duration) {
	t.Helper()
	s, empty := gateway(t, 80, 24, "page.threats"), start(t, t.TempDir(), 80, 24, emptyProgram(t))
	empty.expect("READY")
	empty.settle()
	written, own, other := s.written(), cpuTime(t, s.cmd.Process.Pid), cpuTime(t, empty.cmd.Process.Pid)
	time.Sleep(5 * time.Second)
	return s.written() - written, cpuTime(t, s.cmd.Process.Pid) - own, cpuTime(t, empty.cmd.Process.Pid) - other
}

// TestBytesPerKey: moving by one row draws the rows that change, not the screen.
func TestBytesPerKey(t *testing.T) {
	for _, size := range []struct{ width, height int }{{80, 24}, {200, 60}} {
		s := gateway(t, size.width, size.height, "Q13")
		const keys = 20
		before := s.written()
		for n := range keys {
			s.send([]string{"\x1b[B", "\x1b[A"}[n%2])
			s.settle()
		}
		if per := (s.written() - before) / keys; per == 0 || per >= 1000 {
			t.Errorf("%dx%d: %d bytes a key", size.width, size.height, per)
		}
	}
}

// gateway opens the gateway example at a place and waits until it is drawn.
func gateway(t testing.TB, width, height int, at string) *sitting {
	t.Helper()
	dir := t.TempDir()
	selfmark(t, dir, "new", "g", "--example", "gateway")
	s := sit(t, dir, width, height, "g.selfmark.yaml", "--at", at)
	s.expect("LinkWorks")
	s.settle()
	return s
}

// written is how many bytes the program wrote so far.
func (s *sitting) written() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.size
}

// settle waits until the program has been silent for a while; it returns when it
// wrote last.
func (s *sitting) settle() time.Time {
	start := time.Now()
	for {
		s.mu.Lock()
		last := s.last
		s.mu.Unlock()
		since := last
		if since.Before(start) {
			since = start
		}
		if time.Since(since) > quiet {
			return last
		}
		time.Sleep(5 * time.Millisecond)
	}
}
