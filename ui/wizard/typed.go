package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/rivo/uniseg"

	"selfmark/assessment/text"
)

// typed is a text field with the real cursor and its own undo. It holds
// characters as people see them (grapheme clusters), so that the caret never
// stands inside one and columns are right for wide scripts. A field of one line
// wraps where it is too long for the screen.
type typed struct {
	chars   []string
	at      int  // the caret stands before this character
	line    bool // one line: enter is no text
	past    []moment
	touched bool

	run int // where typing goes on without a new moment, -1 for nowhere

	width, from int // of the last view, and its first row
	x, y        int // the caret in it
}

// moment is a state of the text that can be gone back to.
type moment struct {
	text string
	at   int
}

// pastDepth is how many states of a text can be taken back.
const pastDepth = 500

func newTyped(line bool) *typed { return &typed{line: line, width: 60, run: -1} }

// load shows a text, the caret at its end.
func (t *typed) load(s string) {
	t.put(s)
	t.past, t.touched, t.run = nil, false, -1
}

func (t *typed) put(s string) {
	t.chars = clusters(s)
	t.at = len(t.chars)
}

func clusters(s string) []string {
	var out []string
	state := -1
	for s != "" {
		var c string
		c, s, _, state = uniseg.FirstGraphemeClusterInString(s, state)
		out = append(out, c)
	}
	return out
}

func (t *typed) value() string { return strings.Join(t.chars, "") }

// handle edits; it reports whether the key was for the text.
func (t *typed) handle(k tea.KeyPressMsg) bool {
	switch k.String() {
	case "left", "ctrl+b":
		return t.move(t.at - 1)
	case "right", "ctrl+f":
		return t.move(t.at + 1)
	case "up":
		return t.vertical(-1)
	case "down":
		return t.vertical(1)
	case "pgup":
		return t.vertical(-8)
	case "pgdown":
		return t.vertical(8)
	case "home", "ctrl+a":
		t.move(t.lineStart())
	case "end", "ctrl+e":
		t.move(t.lineEnd())
	case "ctrl+home", "alt+<":
		t.move(0)
	case "ctrl+end", "alt+>":
		t.move(len(t.chars))
	case "alt+b":
		t.move(t.wordStart())
	case "alt+f":
		t.move(t.wordEnd())
	case "backspace", "ctrl+h":
		t.cut(max(0, t.at-1), t.at)
	case "delete", "ctrl+d":
		t.cut(t.at, min(len(t.chars), t.at+1))
	case "ctrl+w", "alt+backspace", "ctrl+backspace":
		t.cut(t.wordStart(), t.at)
	case "alt+d":
		t.cut(t.at, t.wordEnd())
	case "ctrl+u":
		t.cut(t.lineStart(), t.at)
	case "ctrl+k":
		t.cut(t.at, t.lineEnd())
	case "enter", "ctrl+j", "alt+enter", "shift+enter":
		if t.line {
			return false
		}
		t.insert("\n")
	default:
		clean := text.Clean(k.Text, false)
		if clean == "" || k.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock) != 0 {
			return false
		}
		if t.run == t.at && clean != " " && len(t.past) > 0 {
			t.join(clean)
		} else {
			t.insert(clean)
		}
		t.run = t.at
	}
	return true
}

// paste inserts text that was cleaned already.
func (t *typed) paste(s string) {
	if t.line {
		s = strings.Join(strings.Fields(s), " ")
	}
	t.insert(s)
}

// insert puts text at the caret. What stands around it may join it to one
// character, an accent to a letter for example.
func (t *typed) insert(s string) {
	if s == "" {
		return
	}
	t.keep()
	t.join(s)
}

// join is insert without a moment of its own: a word is taken back as a whole.
func (t *typed) join(s string) {
	before, after := strings.Join(t.chars[:t.at], ""), strings.Join(t.chars[t.at:], "")
	t.chars = clusters(before + s + after)
	t.at = min(len(clusters(before+s)), len(t.chars))
}

func (t *typed) cut(from, to int) {
	if from >= to {
		return
	}
	t.keep()
	t.chars = append(t.chars[:from:from], t.chars[to:]...)
	t.at = from
}

// keep remembers the text as it is, for undo.
func (t *typed) keep() {
	t.touched, t.run = true, -1
	t.past = append(t.past, moment{t.value(), t.at})
	if len(t.past) > pastDepth {
		t.past = t.past[1:]
	}
}

// undo takes the last edit back, false when there is none.
func (t *typed) undo() bool {
	if len(t.past) == 0 {
		return false
	}
	last := t.past[len(t.past)-1]
	t.past, t.run = t.past[:len(t.past)-1], -1
	t.put(last.text)
	t.at = min(last.at, len(t.chars))
	t.touched = len(t.past) > 0
	return true
}

// move puts the caret somewhere; it reports whether it moved.
func (t *typed) move(to int) bool {
	to = min(max(0, to), len(t.chars))
	moved := to != t.at
	t.at = to
	return moved
}

func (t *typed) lineStart() int {
	i := t.at
	for i > 0 && t.chars[i-1] != "\n" {
		i--
	}
	return i
}

func (t *typed) lineEnd() int {
	i := t.at
	for i < len(t.chars) && t.chars[i] != "\n" {
		i++
	}
	return i
}

func (t *typed) wordStart() int {
	i := t.at
	for i > 0 && blankChar(t.chars[i-1]) {
		i--
	}
	for i > 0 && !blankChar(t.chars[i-1]) {
		i--
	}
	return i
}

func (t *typed) wordEnd() int {
	i := t.at
	for i < len(t.chars) && blankChar(t.chars[i]) {
		i++
	}
	for i < len(t.chars) && !blankChar(t.chars[i]) {
		i++
	}
	return i
}

func blankChar(c string) bool { return c == " " || c == "\n" }

// vertical moves the caret by rows of the last view, in the same column; it
// reports false at the first and the last row.
func (t *typed) vertical(by int) bool {
	rows := t.rows(t.width)
	at, column := t.find(rows)
	to := min(max(0, at+by), len(rows)-1)
	if to == at {
		return false
	}
	i, x := rows[to].from, 0
	for i < rows[to].to && t.chars[i] != "\n" && x+text.Width(t.chars[i]) <= column {
		x += text.Width(t.chars[i])
		i++
	}
	t.at = i
	if t.at == rows[to].to && to+1 < len(rows) && t.at == rows[to+1].from && t.at > rows[to].from {
		t.at--
	}
	return true
}

// textRow is a row of a view: the characters from one to before another.
type textRow struct{ from, to int }

// rows breaks the text into rows, after spaces where it can.
func (t *typed) rows(width int) []textRow {
	var rows []textRow
	start, used, space := 0, 0, -1
	for i := 0; i < len(t.chars); i++ {
		c := t.chars[i]
		if c == "\n" {
			rows = append(rows, textRow{start, i})
			start, used, space = i+1, 0, -1
			continue
		}
		w := text.Width(text.Visible(c))
		// One column stays free for the caret behind the last character.
		if used+w > width-1 && i > start {
			end := i
			if space > start {
				end = space
			}
			rows = append(rows, textRow{start, end})
			start, used, space = end, 0, -1
			for j := end; j < i; j++ {
				used += text.Width(text.Visible(t.chars[j]))
			}
		}
		used += w
		if c == " " {
			space = i + 1
		}
	}
	return append(rows, textRow{start, len(t.chars)})
}

// find says in which row and column the caret stands.
func (t *typed) find(rows []textRow) (row, column int) {
	for i, r := range rows {
		if t.at >= r.from && (t.at < r.to || i+1 == len(rows) || t.at < rows[i+1].from) {
			row = i
			for _, c := range t.chars[r.from:t.at] {
				column += text.Width(text.Visible(c))
			}
			return row, column
		}
	}
	return len(rows) - 1, 0
}

// view draws the text in at most height rows; a field of several lines has at
// least four where there is room.
func (t *typed) view(width, height int) []string {
	t.width = max(4, width)
	rows := t.rows(t.width)
	t.y, t.x = t.find(rows)
	least := 1
	if !t.line {
		least = 4
	}
	show := max(1, min(height, max(least, len(rows))))
	t.from = min(max(0, t.from), max(0, len(rows)-show))
	if t.y < t.from {
		t.from = t.y
	}
	if t.y >= t.from+show {
		t.from = t.y - show + 1
	}
	t.y -= t.from
	out := make([]string, show)
	for i := range out {
		if n := t.from + i; n < len(rows) {
			out[i] = text.Visible(strings.Join(t.chars[rows[n].from:rows[n].to], ""))
		}
	}
	return out
}

// cursor is where the caret stands inside the last view.
func (t *typed) cursor() *tea.Cursor { return tea.NewCursor(t.x, t.y) }
