package list

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment/text"
	"selfmark/ui/wizard/theme"
)

var look = theme.New(theme.Options{Dark: true})

var codes = map[string]rune{"up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "f2": tea.KeyF2}

// press sends keys and returns what the last one did.
func press(l *List, names ...string) (e Event) {
	for _, name := range names {
		k := tea.KeyPressMsg{Code: codes[name]}
		switch {
		case name == "space":
			k = tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
		case k.Code == 0:
			k = tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
		}
		e = l.HandleKey(k)
	}
	return e
}

func write(l *List, s string) {
	for _, r := range s {
		press(l, map[bool]string{true: "space", false: string(r)}[r == ' '])
	}
}

func drawn(l *List, width, height int) []string {
	lines := strings.Split(ansi.Strip(l.View(look, width, height)), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

func wants(t *testing.T, l *List, width, height int, want ...string) {
	t.Helper()
	if got := drawn(l, width, height); !slices.Equal(got, want) {
		t.Errorf("drawn:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func radios() []Row {
	return []Row{
		{ID: "ble", Cells: []string{"Bluetooth Low Energy"}},
		{ID: "mesh", Cells: []string{"Zigbee, Thread"}},
		{ID: "nfc", Cells: []string{"NFC or RFID"}, Disabled: "not in this template"},
		{ID: "none", Cells: []string{"None"}, Alone: true},
		{ID: "unsure", Cells: []string{"Not sure"}, Note: "takes the careful branch", Alone: true},
	}
}

func TestNothingIsChosenByShowing(t *testing.T) {
	for _, kind := range []Kind{Browse, Single, Multi} {
		l := New(kind)
		l.SetRows(radios())
		drawn(l, 60, 10)
		press(l, "down", "up", "G", "g", "pgdown")
		if got := l.Chosen(); len(got) != 0 {
			t.Errorf("kind %d: chosen %v", kind, got)
		}
	}
}

func TestMulti(t *testing.T) {
	l := New(Multi)
	l.SetRows(radios())
	if e := press(l, "down", "space"); e != Chosen {
		t.Errorf("space did %d", e)
	}
	press(l, "up", "space")
	if got := l.Chosen(); !slices.Equal(got, []string{"ble", "mesh"}) {
		t.Errorf("chosen %v", got)
	}
	if e := press(l, "down", "down", "space"); e != Refused || l.Current().Disabled == "" {
		t.Errorf("a disabled row did %d", e)
	}
	wants(t, l, 60, 10,
		"  [x]   Bluetooth Low Energy", "  [x]   Zigbee, Thread", "❯  –    NFC or RFID  not in this template", "  [ ]   None", "  [ ]   Not sure  takes the careful branch")
	press(l, "down", "space")
	if got := l.Chosen(); !slices.Equal(got, []string{"none"}) {
		t.Errorf("with none, chosen %v", got)
	}
	press(l, "g", "space")
	if got := l.Chosen(); !slices.Equal(got, []string{"ble"}) {
		t.Errorf("after none, chosen %v", got)
	}
	press(l, "space")
	if got := l.Chosen(); len(got) != 0 {
		t.Errorf("taken back, chosen %v", got)
	}
	if e := press(l, "enter"); e != Accepted {
		t.Errorf("enter did %d", e)
	}
}

func TestSingle(t *testing.T) {
	l := New(Single)
	l.SetRows(radios())
	press(l, "space", "down", "space", "space")
	if got := l.Chosen(); !slices.Equal(got, []string{"mesh"}) {
		t.Errorf("chosen %v", got)
	}
	if got := drawn(l, 60, 10)[1]; got != "❯ (•)   Zigbee, Thread" {
		t.Errorf("drawn %q", got)
	}
	l.SetRows(radios()[2:])
	if got := l.Chosen(); len(got) != 0 {
		t.Errorf("chosen %v, which is no row", got)
	}
	l.SetChosen("none", "ghost")
	if got := l.Chosen(); !slices.Equal(got, []string{"none"}) {
		t.Errorf("chosen %v", got)
	}
}

func themes() []Row {
	return []Row{
		{ID: "h1", Cells: []string{"Access"}, Heading: true},
		{ID: "T01", Cells: []string{"R5", "Fälschung der Gerätekennung", "Wi-Fi"}, Mark: "✎"},
		{ID: "T02", Cells: []string{"R4", "Default credentials"}},
		{ID: "h2", Cells: []string{"Software"}, Heading: true},
		{ID: "T03", Cells: []string{"–", "東京 update"}, Mark: "!"},
		{ID: "h3", Cells: []string{"Nothing here"}, Heading: true},
	}
}

func table() *List {
	l := New(Browse, Column{Title: "Risk", Width: 4, Right: true}, Column{Title: "Threat"}, Column{Title: "Because", Width: 8, From: 40})
	l.SetRows(themes())
	return l
}

func TestTable(t *testing.T) {
	l := table()
	wants(t, l, 44, 9,
		"    Risk  Threat                    Because",
		" Access",
		"❯ ✎   R5  Fälschung der Geräteken…  Wi-Fi",
		"      R4  Default credentials",
		" Software",
		"  !    –  東京 update",
		" Nothing here")
	if l.CursorRow() != 2 || l.Current().ID != "T01" || l.Len() != 3 {
		t.Errorf("cursor in line %d on %q, %d rows", l.CursorRow(), l.Current().ID, l.Len())
	}
	press(l, "down", "down")
	if l.Current().ID != "T03" {
		t.Errorf("cursor on %q, the heading was not passed", l.Current().ID)
	}
	press(l, "down", "end")
	if l.Current().ID != "T03" {
		t.Errorf("cursor on %q after the last row", l.Current().ID)
	}
	press(l, "home")
	if l.Current().ID != "T01" {
		t.Errorf("cursor on %q after home", l.Current().ID)
	}
	wants(t, l, 30, 3, "    Risk  Threat", " Access", "❯ ✎   R5  Fälschung der Gerät…")
	if !l.Find("T03") || l.Find("h1") || l.Find("T99") || l.Current().ID != "T03" {
		t.Errorf("found %q", l.Current().ID)
	}
	wants(t, l, 30, 3, "    Risk  Threat", " Software", "❯ !    –  東京 update")
}

func TestCursorStaysOnItsRow(t *testing.T) {
	l := table()
	l.Find("T02")
	l.SetRows(slices.Concat([]Row{{ID: "T00", Cells: []string{"R5", "New"}}}, themes()))
	if l.Current().ID != "T02" {
		t.Errorf("cursor on %q", l.Current().ID)
	}
	l.SetRows(themes()[3:])
	if l.Current().ID != "T03" {
		t.Errorf("cursor on %q after its row is gone", l.Current().ID)
	}
	l.SetRows(nil)
	if l.Current().ID != "" || l.CursorRow() != -1 || press(l, "down", "enter", "space") == Accepted {
		t.Error("an empty list has a row")
	}
}

func TestFilter(t *testing.T) {
	l := table()
	for words, want := range map[string]string{"": "T01 T02 T03", "gerat FALSCH": "T01", "kennung fälsch": "T01", "default x": "", "東京": "T03", "t0 r4": "T02", "wi-fi": "T01"} {
		l.SetFilter(words)
		var got []string
		for _, i := range l.shown {
			if r := l.rows[i]; !r.Heading {
				got = append(got, r.ID)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %v, want %s", words, got, want)
		}
	}
	for in, want := range map[string]string{"Straße": "strasse", "Øre Łódź": "ore lodz", "ﬁt": "fit", "İstanbul": "istanbul"} {
		if got := fold(in); got != want {
			t.Errorf("%q folds to %q, want %q", in, got, want)
		}
	}
}

func TestFilterByKeys(t *testing.T) {
	l := table()
	press(l, "/")
	write(l, "upd jk g")
	if !l.Typing() || l.Filter() != "upd jk g" {
		t.Fatalf("typing %v, filter %q", l.Typing(), l.Filter())
	}
	wants(t, l, 44, 9, "/ upd jk g", "    Risk  Threat                    Because", "    nothing found")
	if l.CursorRow() != 0 || l.CursorColumn() != len("/ upd jk g") {
		t.Errorf("cursor at %d,%d", l.CursorColumn(), l.CursorRow())
	}
	press(l, "backspace", "backspace", "backspace", "backspace", "backspace")
	wants(t, l, 44, 9, "/ upd", "    Risk  Threat                    Because", " Software", "❯ !    –  東京 update")
	if e := press(l, "f2"); e != Ignored {
		t.Errorf("f2 did %d while typing", e)
	}
	if press(l, "enter"); l.Typing() || l.Filter() != "upd" {
		t.Errorf("enter left typing %v, filter %q", l.Typing(), l.Filter())
	}
	if e := press(l, "enter"); e != Accepted {
		t.Errorf("the second enter did %d", e)
	}
	if e := press(l, "esc"); e != Filtered || l.Filter() != "" || l.Current().ID != "T03" {
		t.Errorf("esc did %d, filter %q, cursor on %q", e, l.Filter(), l.Current().ID)
	}
	if e := press(l, "esc"); e != Ignored {
		t.Errorf("the second esc did %d", e)
	}
	press(l, "/")
	l.Paste("de\u202efault\n")
	if l.Filter() != "default " {
		t.Errorf("pasted %q", l.Filter())
	}
	press(l, "esc", "/")
	write(l, "a\u0915\u094d")
	press(l, "backspace")
	if l.Filter() != "a" {
		t.Errorf("backspace left %q", l.Filter())
	}
}

// Data of a file cannot reach the terminal as anything but text.
func TestHostileRows(t *testing.T) {
	l := New(Multi, Column{Title: "A", Width: 12}, Column{Title: "B"})
	l.SetRows([]Row{{ID: "x", Cells: []string{"a\x1b[31mb\n\u202ec", "d\te"}, Mark: "\x07", Note: "n\r\nn", Disabled: "\u2066w"}})
	for _, line := range strings.Split(ansi.Strip(l.View(look, 70, 5)), "\n") {
		if text.Visible(line) != line || text.Width(line) > 70 {
			t.Errorf("drawn %q", line)
		}
	}
}

// Whatever is pressed, the frame holds, and the cursor stands on a row that is shown.
func TestRandomKeys(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	names := []string{"up", "down", "pgup", "pgdown", "home", "end", "space", "enter", "/", "esc", "backspace", "tab", "j", "k", "g", "G", "e", "t", "ä", "東"}
	for _, kind := range []Kind{Browse, Single, Multi} {
		l := table()
		l.kind = kind
		for range 3000 {
			press(l, names[rng.IntN(len(names))])
			if rng.IntN(50) == 0 {
				l.SetRows(themes()[rng.IntN(6):])
			}
			w, h := 1+rng.IntN(60), 1+rng.IntN(9)
			lines := drawn(l, w, h)
			if len(lines) > h {
				t.Fatalf("%d lines in %d", len(lines), h)
			}
			for _, line := range lines {
				if text.Width(line) > w {
					t.Fatalf("%q is wider than %d", line, w)
				}
			}
			if y := l.CursorRow(); !l.Typing() && y >= 0 && (y >= len(lines) || w > 4 && !strings.HasPrefix(lines[y], "❯")) {
				t.Fatalf("the cursor is in line %d of\n%s", y, strings.Join(lines, "\n"))
			}
			if kind != Multi && len(l.Chosen()) > 1 {
				t.Fatalf("chosen %v", l.Chosen())
			}
		}
	}
}

func many(n int) *List {
	l := New(Multi, Column{Title: "Id", Width: 6}, Column{Title: "Text"})
	rows := make([]Row, n)
	for i := range rows {
		rows[i] = Row{ID: fmt.Sprint(i), Cells: []string{fmt.Sprint(i), "a threat with a rather long title that is cut"}, Note: "note"}
	}
	l.SetRows(rows)
	return l
}

// Drawing a long list costs what drawing a short one costs.
func TestCostOfDrawing(t *testing.T) {
	cost := func(n int) float64 {
		l := many(n)
		press(l, "down")
		return testing.AllocsPerRun(20, func() { l.View(look, 80, 20); press(l, "down", "up") })
	}
	if short, long := cost(30), cost(30000); long > short*1.1 {
		t.Errorf("%.0f allocations for 30000 rows, %.0f for 30", long, short)
	}
}

func BenchmarkView(b *testing.B) {
	for _, n := range []int{30, 300, 30000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			l := many(n)
			b.ReportAllocs()
			for b.Loop() {
				press(l, "down")
				l.View(look, 80, 20)
			}
		})
	}
}
