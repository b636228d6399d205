package cli_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// TestBundleClears: the half of a bundle that a killed run left goes with the next one
// made there, when it is a day old: another program may still write a younger one.
func TestBundleClears(t *testing.T) {
	p := start(t)
	p.run(0, "new", "plug", "--example", "smart-plug")
	for name, age := range map[string]time.Duration{".selfmark-bundle-12": 25 * time.Hour, ".selfmark-bundle-13": time.Hour, ".selfmark-bundle-x": 99 * time.Hour} {
		old := time.Now().Add(-age)
		if err := errors.Join(os.MkdirAll(filepath.Join(name, "bundle", "evidence"), 0o755), os.Chtimes(name, old, old)); err != nil {
			t.Fatal(err)
		}
	}
	p.run(0, "bundle", "plug.selfmark.yaml", "-o", "bundle.zip")
	if got, err := filepath.Glob("*bundle*"); err != nil || !slices.Equal(got, []string{".selfmark-bundle-13", ".selfmark-bundle-x", "bundle.zip"}) {
		t.Errorf("%q %v", got, err)
	}
}
