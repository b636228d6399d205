package wizard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment"
)

// The caret stands behind the last character typed, however long the text is and
// however wide its characters are.
func TestCaretFollowsText(t *testing.T) {
	for _, place := range []string{"product.purpose", "product.name"} {
		for _, unit := range []string{"word ", "東京", "x"} {
			at := map[string]Options{"product.purpose": {At: "product.purpose"}, "product.name": {At: "product.name"}}[place]
			s := sit(t, assessment.Assessment{}, at)
			for n := range 220 {
				s.typing(unit)
				mark := fmt.Sprint(n % 10)
				s.typing(mark)
				v := s.m.View()
				if v.Cursor == nil {
					t.Fatalf("%s, %q: no caret after %d\n%s", place, unit, n, s.screen())
				}
				row := ansi.Strip(strings.Split(v.Content, "\n")[v.Cursor.Y])
				if before := strings.TrimRight(ansi.Truncate(row, v.Cursor.X, ""), " "); !strings.HasSuffix(before, mark) && before != " ┃" { // behind a full row the caret stands on the next
					t.Fatalf("%s, %q: the caret is at %d in %q after %d", place, unit, v.Cursor.X, row, n)
				}
			}
		}
	}
}
