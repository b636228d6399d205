package inventory

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
)

// clocks are the notifications of Art. 14 that are due next, one for each case, by
// the name of the assessment that the case names.
type clocks map[string][]Date

// readClocks reads the cases in a folder. What cannot be read is the business of
// report list.
func readClocks(dir string, now time.Time) clocks {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	found := clocks{}
	for _, e := range entries {
		if !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), reporting.Suffix) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		law := reporting.Load()
		c, err := file.LoadForm(filepath.Join(dir, e.Name()), reporting.Form(law), file.OS)
		if err != nil || !reporting.Reportable(law, c).Report {
			continue
		}
		if next, runs := reporting.Next(reporting.Deadlines(law, c), now); runs {
			title := strings.ToLower(next.Title[:1]) + next.Title[1:]
			what := fmt.Sprintf(msgReportBy, title, next.Due.Format("15:04 -07:00"))
			found[c.Assessment] = append(found[c.Assessment], Date{next.Due.Format(time.DateOnly), what})
		}
	}
	return found
}
