package lawdata

import (
	"os"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"selfmark/assessment/catalogue"
)

// Law data from outside is taken as a whole or refused with a clean sentence.
func FuzzRead(f *testing.F) {
	for _, name := range []string{standardsFile, csirtsFile} {
		data, err := os.ReadFile("../data/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name == csirtsFile, data)
	}
	f.Add(false, []byte("date: \"2027-03-01\"\ncited: [\"\x1b[31m\"]\n"))
	f.Add(true, []byte("csirts: &a [*a]"))
	f.Fuzz(func(t *testing.T, csirts bool, data []byte) {
		name := standardsFile
		if csirts {
			name = csirtsFile
		}
		base := catalogue.Load()
		c, err := Read(fstest.MapFS{name: {Data: data}}, base)
		if err != nil {
			if !utf8.ValidString(err.Error()) {
				t.Errorf("the reason is %q", err)
			}
			return
		}
		for _, date := range []string{c.Standards.Date, c.CSIRTs.Date} {
			if _, err := time.Parse(time.DateOnly, date); err != nil {
				t.Errorf("accepted with the date %q", date)
			}
		}
		if len(c.Questions) != len(base.Questions) || len(c.Threats) != len(base.Threats) {
			t.Error("law data changed the questions or threats")
		}
	})
}
