package wizard

import (
	"strings"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// Renderer is a Store that can also draw the document as the answers of a desk
// are now, in Markdown. What it draws is what is written and signed.
type Renderer interface {
	Render(*Desk) ([]byte, error)
}

// previewScreen shows the Markdown of the document, harmless to a terminal, with
// headings that stand out.
type previewScreen struct {
	desk   *Desk
	render func(*Desk) ([]byte, error)
	lines  []previewLine
	err    string

	width       int
	shown       []previewLine // wrapped to the width
	top, height int
	left, wide  int // columns cut off at the left of table rows, and the widest row
	caret       int // column of the cursor while seeking
	search      *typed
	seeks       bool
}

// previewLine is a line of the document and how it looks.
type previewLine struct {
	text    string
	tone    tone
	heading bool
	row     bool // of a table: never wrapped, ← and → show the rest of it
}

func newPreview(d *Desk) Screen {
	p := &previewScreen{desk: d, search: newTyped(true)}
	if r, ok := d.Store.(Renderer); ok {
		p.render = r.Render
	}
	p.Refresh()
	return p
}

// Place is none: the preview stands on top of everything.
func (p *previewScreen) Place() interview.Place { return "" }

// Refresh draws the document anew.
func (p *previewScreen) Refresh() {
	p.lines, p.err, p.width = nil, "", 0
	if p.render == nil {
		p.err = noPreview
		return
	}
	data, err := p.render(p.desk)
	if err != nil {
		p.err = text.VisibleLines(err.Error())
		return
	}
	for line := range strings.SplitSeq(strings.TrimRight(string(data), "\n"), "\n") {
		p.lines = append(p.lines, styled(text.Visible(line)))
	}
}

// styled decides the look of a line of Markdown. The text itself stays as it is
// signed.
func styled(line string) previewLine {
	trimmed := strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(line, "#"):
		return previewLine{text: line, tone: strong, heading: true}
	case strings.HasPrefix(trimmed, "|"):
		tone := plain
		if strings.Trim(trimmed, "|-: ") == "" {
			tone = quiet
		}
		return previewLine{text: line, tone: tone, row: true}
	case strings.HasPrefix(trimmed, "<"), strings.HasPrefix(trimmed, ">"):
		return previewLine{text: line, tone: quiet}
	default:
		return previewLine{text: line, tone: plain}
	}
}

// wrap breaks the lines to a width, once for each width; rows of tables stay whole.
func (p *previewScreen) wrap(width int) {
	if p.width == width {
		return
	}
	p.width, p.shown, p.wide = width, nil, 0
	for _, l := range p.lines {
		if l.row {
			p.shown = append(p.shown, l)
			p.wide = max(p.wide, text.Width(l.text))
			continue
		}
		for i, part := range text.Wrap(l.text, max(10, width-2)) {
			p.shown = append(p.shown, previewLine{text: part, tone: l.tone, heading: l.heading && i == 0})
		}
	}
}

// cut is the part of a table row in sight; an ellipsis stands where it goes on.
func (p *previewScreen) cut(row string, width int) string {
	if left := min(p.left, max(0, text.Width(row)-width)); left > 0 {
		row = "…" + ansi.TruncateLeft(row, left+1, "")
	}
	return text.Truncate(row, width)
}

// sideways is how far ← and → go.
const sideways = 16

// HandleKey scrolls, goes from heading to heading, and searches.
func (p *previewScreen) HandleKey(k tea.KeyPressMsg) Move {
	if p.seeks {
		switch k.String() {
		case "esc":
			p.seeks = false
		case "enter":
			p.seeks = false
			p.jump(1, func(l previewLine) bool { return matchesWords(p.search.value(), l.text) })
		default:
			p.search.handle(k)
		}
		return Move{}
	}
	heading := func(l previewLine) bool { return l.heading }
	switch k.String() {
	case "esc", "f5", "enter":
		return Move{Kind: MoveClose}
	case "up", "k":
		p.top--
	case "down", "j":
		p.top++
	case "left", "h":
		p.left = max(0, p.left-sideways)
	case "right", "l":
		p.left = max(0, min(p.left+sideways, p.wide-p.width+2))
	case "pgup", "b":
		p.top -= max(1, p.height-2)
	case "pgdown", "space":
		p.top += max(1, p.height-2)
	case "home", "g":
		p.top = 0
	case "end", "G":
		p.top = len(p.shown)
	case "tab":
		p.jump(1, heading)
	case "shift+tab":
		p.jump(-1, heading)
	case "/":
		p.seeks = true
	case ".":
		p.jump(1, func(l previewLine) bool { return p.search.value() != "" && matchesWords(p.search.value(), l.text) })
	}
	p.top = max(0, min(p.top, len(p.shown)-p.height))
	return Move{}
}

// jump goes to the next line in a direction that is as asked for.
func (p *previewScreen) jump(by int, is func(previewLine) bool) {
	for i := p.top + by; i >= 0 && i < len(p.shown); i += by {
		if is(p.shown[i]) {
			p.top = i
			return
		}
	}
	p.desk.Flash(nothingMore)
}

// HandlePaste puts pasted text into the search.
func (p *previewScreen) HandlePaste(s string) {
	if p.seeks {
		p.search.paste(s)
	}
}

// Typing reports whether the search has the focus.
func (p *previewScreen) Typing() bool { return p.seeks }

// Leave has nothing to commit.
func (p *previewScreen) Leave() {}

// Cursor is the caret of the search.
func (p *previewScreen) Cursor() *tea.Cursor {
	if !p.seeks {
		return nil
	}
	return tea.NewCursor(p.caret, 0)
}

// sought is what is searched for, its end where it is longer than the line.
func (p *previewScreen) sought(width int) string {
	words := text.Visible(p.search.value())
	for room := max(1, width-text.Width(findLabel)-3); text.Width(words) > room; {
		_, size := utf8.DecodeRuneInString(words)
		words = words[size:]
	}
	return words
}

// View draws the part of the document in sight.
func (p *previewScreen) View(width, height int) string {
	ink := p.desk.inks()
	if p.err != "" {
		return block(append([]string{""}, factLines(ink, []fact{{"", p.err, warn}}, width)...), width, height)
	}
	p.wrap(width)
	p.height = max(1, height-2)
	p.top = max(0, min(p.top, len(p.shown)-p.height))
	head := ink.paint(quiet, " "+previewHead(p.top+1, min(p.top+p.height, len(p.shown)), len(p.shown)))
	if p.seeks {
		words := p.sought(width)
		head = " " + ink.paint(chosen, findLabel) + " " + words
		p.caret = 2 + text.Width(findLabel) + text.Width(words)
	}
	out := []string{head, ruled(ink, width)}
	for _, l := range p.shown[p.top:min(len(p.shown), p.top+p.height)] {
		if l.row {
			l.text = p.cut(l.text, max(10, width-2))
		}
		out = append(out, " "+ink.paint(l.tone, l.text))
	}
	return block(out, width, height)
}

// Keys are those of reading.
func (p *previewScreen) Keys() []key.Binding {
	if p.seeks {
		return []key.Binding{rekeyed(tableKeys.accept, doesFind), keys.Back}
	}
	return []key.Binding{keys.Back, rekeyed(keys.Move, doesScroll), global("←→", doesSideways, "left", "right"), global("tab", doesHeading, "tab"), tableKeys.find, global(".", doesAgain, ".")}
}

// Help says what is shown.
func (p *previewScreen) Help() Help {
	return Help{Title: previewTitle, Why: whyPreview, Text: helpPreview}
}
