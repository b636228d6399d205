package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// proposals shows the texts that are proposed for several places, to read and
// accept together. Nothing is accepted before the last of them was on the screen;
// each can be left out.
type proposals struct {
	desk   *Desk
	kind   string // of interview.Proposals
	page   interview.Place
	list   []interview.Proposal
	out    map[interview.Place]bool // left out
	cursor int
	top    int // the first line on the screen
	page1  int // lines that the last view had room for
	read   int // lines from the top that were on the screen
	lines  int // all lines in the last view
	starts []int
	y      int
}

// newProposals opens the proposals of a kind; nil where there is none.
func newProposals(d *Desk, kind string, page interview.Place) *proposals {
	p := &proposals{desk: d, kind: kind, page: page, out: map[interview.Place]bool{}}
	p.Refresh()
	if len(p.list) == 0 {
		return nil
	}
	return p
}

// openProposals opens them, or says why there is nothing to accept.
func openProposals(d *Desk, kind string, page interview.Place) Move {
	if d.refuses() {
		return Move{}
	}
	if p := newProposals(d, kind, page); p != nil {
		return open(p)
	}
	d.Flash(noProposals(kind))
	return Move{}
}

// Place is none: the list stands on top of its table.
func (p *proposals) Place() interview.Place { return "" }

// Refresh reads the proposals as they are now.
func (p *proposals) Refresh() {
	p.list = interview.Proposals(p.desk.State, p.kind)
	p.cursor = max(0, min(p.cursor, len(p.list)-1))
}

// HandleKey moves, leaves out, reads on and, at the end, accepts.
func (p *proposals) HandleKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc", "shift+tab":
		return Move{Kind: MoveClose}
	case "up", "k":
		p.move(-1)
	case "down", "j":
		p.move(1)
	case "home", "g":
		p.move(-len(p.list))
	case "pgup":
		p.scroll(-p.page1)
	case "pgdown":
		p.scroll(p.page1)
	case "space", "x":
		if p.cursor < len(p.list) {
			at := p.list[p.cursor].Place
			p.out[at] = !p.out[at]
		}
	case "enter", "tab":
		return p.enter()
	}
	return Move{}
}

// enter reads on, and accepts once all of it was on the screen.
func (p *proposals) enter() Move {
	if !p.wasRead() {
		p.scroll(p.page1)
		return Move{}
	}
	taken := p.taken()
	if len(taken) == 0 {
		p.desk.Flash(nothingTaken)
		return Move{}
	}
	next, err := interview.Take(p.desk.State, taken)
	if err != nil {
		p.desk.Flash(err.Error())
		return Move{}
	}
	p.desk.Accept(next, proposalsAccepted(p.kind, len(taken)), p.page)
	p.desk.Flash(proposalsFlash(len(taken)))
	return Move{Kind: MoveClose}
}

func (p *proposals) wasRead() bool { return p.lines > 0 && p.read >= p.lines }

func (p *proposals) taken() []interview.Proposal {
	var out []interview.Proposal
	for _, each := range p.list {
		if !p.out[each.Place] {
			out = append(out, each)
		}
	}
	return out
}

// move goes to another proposal and brings it onto the screen.
func (p *proposals) move(by int) {
	p.cursor = max(0, min(p.cursor+by, len(p.list)-1))
	if p.cursor >= len(p.starts) {
		return
	}
	end := p.lines
	if p.cursor+1 < len(p.starts) {
		end = p.starts[p.cursor+1]
	}
	if end > p.top+p.page1 {
		p.top = end - p.page1
	}
	p.top = min(p.top, p.starts[p.cursor])
}

// scroll turns the page; nothing that was not on the screen is passed over. The
// cursor goes to the first proposal that begins there.
func (p *proposals) scroll(by int) {
	p.top = max(0, min(p.top+by, p.read, p.lines-p.page1))
	for i, start := range p.starts {
		if start >= p.top {
			p.cursor = i
			return
		}
	}
}

// HandlePaste drops the text: nothing is typed here.
func (p *proposals) HandlePaste(string) {}

// Typing is never true here.
func (p *proposals) Typing() bool { return false }

// Leave has nothing to commit.
func (p *proposals) Leave() {}

// View draws the proposals around the cursor.
func (p *proposals) View(width, height int) string {
	ink := p.desk.inks()
	head := []string{"", ink.paint(strong, text.Pad(" "+proposalsTitle(p.kind, len(p.list)), width))}
	for _, line := range text.Wrap(proposalsHint, max(10, width-2)) {
		head = append(head, ink.paint(quiet, " "+line))
	}
	head = append(head, ruled(ink, width))
	var body []string
	p.starts = p.starts[:0]
	for i, each := range p.list {
		p.starts = append(p.starts, len(body))
		body = append(body, p.item(ink, i, each, width)...)
	}
	p.lines, p.page1 = len(body), max(1, height-len(head)-1)
	p.top = max(0, min(p.top, p.lines-p.page1))
	end := min(p.lines, p.top+p.page1)
	if p.top <= p.read {
		p.read = max(p.read, end)
	}
	if p.cursor < len(p.starts) {
		p.y = len(head) + p.starts[p.cursor] - p.top
	}
	out := append(head, body[p.top:end]...)
	for len(out) < height-1 {
		out = append(out, "")
	}
	return block(append(out, ink.paint(quiet, text.Pad(" "+readSoFar(end, p.lines, len(p.taken())), width))), width, height)
}

func (p *proposals) item(ink inks, i int, each interview.Proposal, width int) []string {
	box, tone, mark := "[x] ", plain, "   "
	if p.out[each.Place] {
		box = "[ ] "
	}
	if i == p.cursor {
		tone, mark = chosen, " "+cursorMark+" "
	}
	out := []string{ink.paint(tone, text.Truncate(mark+box+text.Visible(each.Title), width))}
	for _, line := range text.Wrap(text.VisibleLines(each.Words), max(10, width-8)) {
		out = append(out, ink.paint(plain, "       "+strings.TrimRight(line, " ")))
	}
	return out
}

// Cursor is on the row of the proposal under the cursor.
func (p *proposals) Cursor() *tea.Cursor { return tea.NewCursor(1, p.y) }

// Keys say what enter does now.
func (p *proposals) Keys() []key.Binding {
	enter := global("enter", doesReadOn, "enter", "tab")
	if p.wasRead() {
		enter = rekeyed(enter, doesAcceptAll)
	}
	return []key.Binding{enter, rekeyed(keys.Choose, doesLeaveOut), keys.Move, keys.Back}
}

// Help says what accepting means.
func (p *proposals) Help() Help {
	return Help{Title: proposalsTitle(p.kind, len(p.list)), Why: proposalsHint, Text: helpProposals}
}
