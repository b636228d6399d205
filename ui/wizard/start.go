package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/wizard/theme"
)

// StartEntry is an assessment found in the folder.
type StartEntry struct {
	Path    string
	Product string
	Class   string // in words, "" while open
	Done    int    // answered …
	Needed  int    // … of so many
	Highest string // the highest risk left, "R4"
	Problem string // why it cannot be read, "" when it can
}

// StartChoice is a template or an example.
type StartChoice struct {
	ID    string
	Title string
}

// StartOptions are what the start screen offers, and how it opens an assessment.
type StartOptions struct {
	Entries   []StartEntry
	Templates []StartChoice
	Examples  []StartChoice
	First     bool // the first start: say what selfmark is and is not
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
	side  string
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
	heading := func(title string) { s.rows = append(s.rows, startRow{title: title}) }
	if len(opts.Entries) > 0 {
		heading(startFound)
		for _, e := range opts.Entries {
			s.rows = append(s.rows, startRow{kind: startOpen, id: e.Path, title: entryTitle(e), side: entrySide(e)})
		}
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
	s.move(1)
	return s
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
	if s.opts.First || len(s.opts.Entries) == 0 {
		for _, line := range append(text.Wrap(whatItIs, width-2), text.Wrap(whatItIsNot, width-2)...) {
			lines = append(lines, " "+st.Dim.Render(line))
		}
		lines = append(lines, "")
	}
	if s.naming != nil {
		return strings.Join(append(lines, s.namingLines(width, len(lines))...), "\n")
	}
	room := max(2, height-len(lines))
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
		case row.kind == startHeading:
			lines = append(lines, " "+st.Title.Render(row.title))
		case i == s.cursor:
			s.x, s.y = 1, len(lines)
			lines = append(lines, sides(" "+st.Selected.Render(cursorMark+" "+text.Visible(row.title)), st.Dim.Render(row.side)+" ", width))
		default:
			lines = append(lines, sides("   "+st.Text.Render(text.Visible(row.title)), st.Dim.Render(row.side)+" ", width))
		}
	}
	if below {
		lines = append(lines, "   "+st.Dim.Render(moreBelow))
	}
	if s.err != "" {
		lines = append(lines, "")
		for _, line := range text.Wrap(markBlocking+" "+s.err, width-2) {
			lines = append(lines, " "+st.Bad.Render(line))
		}
	}
	return strings.Join(lines, "\n")
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
		return []key.Binding{global("enter", createWord, "enter"), keys.Back}
	}
	does := chooseWord
	if k := s.rows[s.cursor].kind; k == startOpen || k == startExample {
		does = openWord
	}
	return []key.Binding{global("enter", does, "enter"), keys.Move, rekeyed(keys.Quit, leaveTwice)}
}
