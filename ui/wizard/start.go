package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/inventory"
	"selfmark/ui/wizard/theme"
)

// StartChoice is a template or an example.
type StartChoice struct {
	ID    string
	Title string
}

// StartOptions are what the start screen offers, and how it opens an assessment.
type StartOptions struct {
	Found     []string // paths of the assessments in the folder
	Templates []StartChoice
	Examples  []StartChoice
	First     bool // the first start: say what selfmark is and is not
	// Look looks at those found, the most urgent first. It runs beside the screen.
	Look func() []inventory.Row
	// Open opens a found assessment.
	Open func(path string) (*Desk, error)
	// Create makes a new assessment from a template, "" for an empty one.
	Create func(templateID, name string) (*Desk, error)
	// Example opens an example.
	Example func(id string) (*Desk, error)
}

// startScreen is what is on show before an assessment is open.
type startScreen struct {
	theme  *theme.Theme
	opts   StartOptions
	found  []inventory.Row // nil until they were looked at
	widths []int           // of their columns
	rows   []startRow
	cursor int
	naming *startRow // what is about to be made, nil while choosing
	name   *typed
	err    string
	flash  string
	opened *Desk

	x, y int
}

type startRow struct {
	kind  startKind
	id    string
	title string
	found *inventory.Row // of one that was looked at
}

type startKind int

const (
	startHeading startKind = iota
	startOpen
	startTemplate
	startEmpty
	startExample
)

// NewStart opens the wizard on the start screen; it goes on into the assessment
// that the user chooses.
func NewStart(start StartOptions, opts Options) *Model {
	m := &Model{opts: opts}
	m.dress(true)
	m.start = newStart(start)
	m.start.theme = m.theme
	return m
}

func newStart(opts StartOptions) *startScreen {
	s := &startScreen{opts: opts, name: newTyped(true)}
	s.list()
	s.move(1)
	return s
}

// list makes the rows anew.
func (s *startScreen) list() {
	s.rows = nil
	heading := func(title string) { s.rows = append(s.rows, startRow{title: title}) }
	opts := s.opts
	if len(opts.Found) > 0 {
		heading(startFound)
	}
	if s.found == nil {
		for _, path := range opts.Found {
			s.rows = append(s.rows, startRow{kind: startOpen, id: path, title: path})
		}
	}
	for i := range s.found {
		s.rows = append(s.rows, startRow{kind: startOpen, id: s.found[i].Path, found: &s.found[i]})
	}
	heading(startNew)
	for _, t := range opts.Templates {
		s.rows = append(s.rows, startRow{kind: startTemplate, id: t.ID, title: t.Title})
	}
	s.rows = append(s.rows, startRow{kind: startEmpty, title: startEmptyRow})
	if len(opts.Examples) > 0 {
		heading(startExamples)
		for _, e := range opts.Examples {
			s.rows = append(s.rows, startRow{kind: startExample, id: e.ID, title: e.Title})
		}
	}
}

// startLooked brings what is known of the assessments found.
type startLooked []inventory.Row

// look looks at the assessments found, beside the screen: there may be many.
func (s *startScreen) look() tea.Msg { return startLooked(s.opts.Look()) }

// Receive takes what is known of the assessments. The cursor stays with what it was
// moved to, else it goes to the most urgent.
func (s *startScreen) Receive(msg tea.Msg) Move {
	rows, ok := msg.(startLooked)
	if !ok {
		return Move{}
	}
	was, moved := s.rows[s.cursor], s.cursor != 1
	s.found, s.widths = rows, inventory.Widths(rows)
	s.list()
	for i, row := range s.rows {
		if moved && row.kind == was.kind && row.id == was.id {
			s.cursor = i
		}
	}
	return Move{}
}

// move goes to the next row that is no heading; it stays where there is none.
func (s *startScreen) move(by int) {
	for i := s.cursor + by; i >= 0 && i < len(s.rows); i += by {
		if s.rows[i].kind != startHeading {
			s.cursor = i
			return
		}
	}
}

func (s *startScreen) Place() interview.Place { return "" }
func (s *startScreen) Typing() bool           { return s.naming != nil }
func (s *startScreen) Leave()                 {}
func (s *startScreen) Refresh()               {}
func (s *startScreen) Help() Help             { return Help{Title: programName, Why: whatItIs} }

func (s *startScreen) HandlePaste(pasted string) {
	if s.naming != nil {
		s.name.paste(pasted)
	}
}

func (s *startScreen) HandleKey(k tea.KeyPressMsg) Move {
	s.flash = ""
	if s.naming != nil {
		return s.namingKey(k)
	}
	switch k.String() {
	case "f1", "?":
		s.flash = startHelp
	case "up", "k", "shift+tab":
		s.move(-1)
	case "down", "j", "tab":
		s.move(1)
	case "home", "g":
		s.cursor = 0
		s.move(1)
	case "end", "G":
		s.cursor = len(s.rows) - 1
	case "pgup":
		for range 8 {
			s.move(-1)
		}
	case "pgdown":
		for range 8 {
			s.move(1)
		}
	case "esc":
		s.flash = startLeave
	case "enter":
		s.choose()
	}
	return Move{}
}

func (s *startScreen) choose() {
	row := s.rows[s.cursor]
	s.err = ""
	switch row.kind {
	case startOpen:
		s.take(s.opts.Open(row.id))
	case startExample:
		s.take(s.opts.Example(row.id))
	default:
		s.naming = &row
		s.name.load("")
	}
}

func (s *startScreen) take(d *Desk, err error) {
	if err != nil {
		s.err = text.Visible(err.Error())
		return
	}
	s.opened = d
}

func (s *startScreen) namingKey(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "f1":
		s.flash = startHelp
	case "esc":
		s.naming, s.err = nil, ""
	case "enter":
		name := strings.TrimSpace(s.name.value())
		if name == "" {
			s.err = nameNeeded
			return Move{}
		}
		s.err = ""
		s.take(s.opts.Create(s.naming.id, name))
	default:
		s.name.handle(k)
	}
	return Move{}
}

func (s *startScreen) View(width, height int) string {
	st := s.theme
	lines := []string{""}
	if s.opts.First || len(s.opts.Found) == 0 {
		for _, line := range append(text.Wrap(whatItIs, width-2), text.Wrap(whatItIsNot, width-2)...) {
			lines = append(lines, " "+st.Dim.Render(line))
		}
		lines = append(lines, "")
	}
	if s.naming != nil {
		return strings.Join(append(lines, s.namingLines(width, len(lines))...), "\n")
	}
	detail := s.detail(width)
	room := max(2, height-len(lines)-len(detail)-min(1, len(s.found))) // the head of the table
	if s.err != "" {
		room = max(2, room-1-len(text.Wrap(markBlocking+" "+s.err, width-2)))
	}
	from := min(max(0, s.cursor-room/2), max(0, len(s.rows)-room))
	below := from+room < len(s.rows)
	if below {
		room--
	}
	for i := from; i < min(len(s.rows), from+room); i++ {
		row := s.rows[i]
		switch {
		case i == from && from > 0 && i != s.cursor:
			lines = append(lines, "   "+st.Dim.Render(moreAbove))
		case row.kind == startHeading && i == 0 && len(s.found) > 0:
			lines = append(lines, " "+st.Title.Render(row.title), "   "+st.Dim.Render(inventory.Line(inventory.Head(), s.widths, width-4)))
		case row.kind == startHeading:
			lines = append(lines, " "+st.Title.Render(row.title))
		case i == s.cursor:
			s.x, s.y = 1, len(lines)
			lines = append(lines, " "+st.Selected.Render(cursorMark+" "+s.line(row, width-4)))
		default:
			lines = append(lines, "   "+st.Text.Render(s.line(row, width-4)))
		}
	}
	if below {
		lines = append(lines, "   "+st.Dim.Render(moreBelow))
	}
	lines = append(lines, detail...)
	if s.err != "" {
		lines = append(lines, "")
		for _, line := range text.Wrap(markBlocking+" "+s.err, width-2) {
			lines = append(lines, " "+st.Bad.Render(line))
		}
	}
	return strings.Join(lines, "\n")
}

// line is a row in so many columns.
func (s *startScreen) line(row startRow, room int) string {
	if row.found != nil {
		return inventory.Line(row.found.Cells(), s.widths, room)
	}
	return text.Truncate(text.Visible(row.title), room)
}

// detail says of the assessment under the cursor what the table has no room for.
func (s *startScreen) detail(width int) []string {
	row := s.rows[s.cursor].found
	if row == nil {
		return nil
	}
	lines := []string{""}
	for _, line := range startDetail(*row) {
		lines = append(lines, " "+s.theme.Dim.Render(text.Truncate(text.OneLine(line), width-2)))
	}
	return lines
}

func (s *startScreen) namingLines(width, above int) []string {
	st := s.theme
	lines := []string{" " + st.Title.Render(askName), " " + st.Dim.Render(text.Truncate(s.naming.title, width-2)), ""}
	typed := s.name.view(max(10, width-5), 4)
	if caret := s.name.cursor(); caret != nil {
		s.x, s.y = caret.X+3, caret.Y+above+len(lines)
	}
	for _, line := range typed {
		lines = append(lines, " "+st.Bar.Render("┃")+" "+line)
	}
	if s.err != "" {
		for _, line := range text.Wrap(markBlocking+" "+s.err, width-2) {
			lines = append(lines, " "+st.Bad.Render(line))
		}
	}
	return append(lines, "", " "+st.Dim.Render(text.Truncate(nameHint, width-2)))
}

func (s *startScreen) Cursor() *tea.Cursor { return tea.NewCursor(s.x, s.y) }

func (s *startScreen) Keys() []key.Binding {
	if s.naming != nil {
		return []key.Binding{global("enter", createWord, "enter"), keys.Back, rekeyed(keys.Help, startHelpKey)}
	}
	does := chooseWord
	if k := s.rows[s.cursor].kind; k == startOpen || k == startExample {
		does = openWord
	}
	return []key.Binding{global("enter", does, "enter"), keys.Move, rekeyed(keys.Help, startHelpKey), rekeyed(keys.Quit, leaveTwice)}
}
