package file

import (
	"errors"
	"testing"
	"time"
)

// TestPatiently: a file that is held for a moment is replaced, one that is held for
// longer is an error, and another error is told at once.
func TestPatiently(t *testing.T) {
	busy, other := errors.New("held"), errors.New("other")
	for _, test := range []struct {
		name  string
		fails []error // of the first calls
		want  error
		calls int
		slept time.Duration
	}{
		{"at once", nil, nil, 1, 0},
		{"held for a moment", []error{busy, busy, busy}, nil, 4, 7 * time.Millisecond},
		{"another error", []error{busy, other}, other, 2, time.Millisecond},
		{"held for long", []error{busy, busy, busy, busy, busy, busy, busy, busy, busy, busy}, busy, 9, 511 * time.Millisecond},
	} {
		calls, slept := 0, time.Duration(0)
		rename := func(from, to string) error {
			calls++
			if from != "a" || to != "b" {
				t.Errorf("%s: renames %s to %s", test.name, from, to)
			}
			if calls <= len(test.fails) {
				return test.fails[calls-1]
			}
			return nil
		}
		err := patiently(rename, func(err error) bool { return err == busy }, func(d time.Duration) { slept += d }, "a", "b")
		if err != test.want || calls != test.calls || slept != test.slept {
			t.Errorf("%s: %v after %d calls and %v", test.name, err, calls, slept)
		}
	}
}
