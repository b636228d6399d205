package starters

import (
	"bytes"
	"compress/flate"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("golden", false, "write starters.deflate anew")

// TestPacked: the program carries the files of the two folders, each as it is.
func TestPacked(t *testing.T) {
	var all bytes.Buffer
	for _, folder := range []string{"examples", "templates"} {
		paths, err := filepath.Glob(folder + "/*.selfmark.yaml")
		if err != nil || len(paths) == 0 {
			t.Fatal(folder, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			all.WriteString(marker(filepath.ToSlash(path)))
			all.Write(data)
		}
	}
	if *update {
		var out bytes.Buffer
		w, err := flate.NewWriter(&out, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		_, err = w.Write(all.Bytes())
		if err := errors.Join(err, w.Close(), os.WriteFile("starters.deflate", out.Bytes(), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	carried := map[string]bool{}
	for _, s := range list {
		folder := map[bool]string{false: "templates", true: "examples"}[s.Example]
		path := folder + "/" + s.ID + ".selfmark.yaml"
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := s.Bytes(); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what the program carries (%v): go test ./assessment/starters -golden", path, err)
		}
		carried[path] = true
	}
	if files := bytes.Count(all.Bytes(), []byte("\n-- ")) + 1; files != len(carried) {
		t.Errorf("%d files, %d starters", files, len(carried))
	}
}
