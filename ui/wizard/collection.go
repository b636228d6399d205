package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// CollectionScreen lists the members of a collection, with a row to add one and
// a row to go on.
type CollectionScreen struct {
	desk    *Desk
	c       interview.Collection
	members []interview.Member
	open    []int // how many fields of each member wait for an answer
	cursor  int
	removal bool // asks whether the member under the cursor is removed
	y       int
}

// newCollection opens a collection of the interview by its id.
func newCollection(d *Desk, id string) *CollectionScreen {
	for _, c := range interview.Collections(0) {
		if c.ID == id {
			return newCollectionOf(d, c)
		}
	}
	return newCollectionOf(d, interview.Collection{ID: id, Title: id, One: id})
}

func newCollectionOf(d *Desk, c interview.Collection) *CollectionScreen {
	s := &CollectionScreen{desk: d, c: c}
	s.Refresh()
	s.cursor = len(s.members) + 1 // going on
	if len(s.members) == 0 {
		s.cursor = 0
	}
	return s
}

// Place is the collection.
func (s *CollectionScreen) Place() interview.Place { return interview.Place(s.c.ID) }

// Show moves the cursor to a member.
func (s *CollectionScreen) Show(p interview.Place) {
	for i, m := range s.members {
		if m.Place == p {
			s.cursor = i
		}
	}
}

// Typing is true while the removal asks for a letter.
func (s *CollectionScreen) Typing() bool { return s.removal }

// Leave takes back a question about removal.
func (s *CollectionScreen) Leave() { s.removal = false }

// Refresh reads the members again.
func (s *CollectionScreen) Refresh() {
	s.members = interview.Members(s.desk.State, s.c.ID)
	s.open = s.open[:0]
	for _, m := range s.members {
		s.open = append(s.open, openFields(s.desk.State, m.Place))
	}
	s.cursor = min(s.cursor, len(s.members)+1)
}

// openFields counts the fields of a record that need an answer and have none.
func openFields(s interview.State, p interview.Place) int {
	fields, _ := interview.Fields(s, p)
	n := 0
	for _, f := range fields {
		a, err := interview.Get(s, p, f.Key)
		if err == nil && !f.Optional && f.Kind != catalogue.KindYesNo && !a.NotSure && strings.TrimSpace(a.Text) == "" && len(a.Options) == 0 {
			n++
		}
	}
	return n
}

// HandlePaste drops the text.
func (s *CollectionScreen) HandlePaste(string) {}

// nested reports whether the collection is a list inside a record.
func (s *CollectionScreen) nested() bool { return strings.Contains(s.c.ID, ".") }

// HandleKey moves, opens, adds and removes.
func (s *CollectionScreen) HandleKey(k tea.KeyPressMsg) Move {
	if s.removal {
		s.removal = false
		if k.String() == "y" {
			s.remove()
		}
		return Move{}
	}
	switch k.String() {
	case "esc", "shift+tab":
		return Move{Kind: Backward}
	case "tab":
		return Move{Kind: Forward}
	case "up", "k":
		s.cursor = max(0, s.cursor-1)
	case "down", "j":
		s.cursor = min(len(s.members)+1, s.cursor+1)
	case "home", "g":
		s.cursor = 0
	case "end", "G":
		s.cursor = len(s.members) + 1
	case "a":
		return s.add()
	case "x", "delete":
		s.removal = s.cursor < len(s.members) && !s.desk.refuses()
	case "enter":
		switch {
		case s.cursor < len(s.members):
			p := s.members[s.cursor].Place
			return Move{Kind: MoveOpen, Open: newForm(s.desk, p, titleOf(s.desk.State, p))}
		case s.cursor == len(s.members):
			return s.add()
		}
		return Move{Kind: Forward}
	}
	return Move{}
}

func (s *CollectionScreen) add() Move {
	if s.desk.refuses() {
		return Move{}
	}
	next, p, err := interview.Add(s.desk.State, s.c.ID)
	if err != nil {
		s.desk.Flash(err.Error())
		return Move{}
	}
	s.desk.Accept(next, addedWords(s.c.One), s.Place())
	s.Refresh()
	s.Show(p)
	return Move{Kind: MoveOpen, Open: newForm(s.desk, p, capital(s.c.One), asAdded())}
}

func (s *CollectionScreen) remove() {
	m := s.members[s.cursor]
	next, err := interview.Remove(s.desk.State, m.Place)
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.desk.Accept(next, removedWords(s.name(m)), s.Place())
	s.Refresh()
}

func (s *CollectionScreen) name(m interview.Member) string {
	if strings.TrimSpace(m.Title) == "" {
		return noTitle
	}
	return text.Visible(strings.ReplaceAll(m.Title, "\n", " "))
}

// View draws the members.
func (s *CollectionScreen) View(width, height int) string {
	st := s.desk.theme
	lines := []string{"", " " + st.Title.Render(text.Truncate(s.c.Title, width-2)), ""}
	why := labelled(st, labelWhy, s.c.Why, width)
	cite := labelled(st, labelCite, citations(s.c.Cite), width)
	var rows []string
	for i, m := range s.members {
		rows = append(rows, text.Truncate(s.name(m), width-4-text.Width(openWords(s.open[i])))+openWords(s.open[i]))
	}
	goOn := goOnRow
	if s.nested() {
		goOn = backRow
	}
	rows = append(rows, addRow(s.c.One), goOn)
	room := max(3, height-len(lines)-len(why)-len(cite)-2)
	pitch := s.desk.inks().pitch(room, len(rows))
	room /= pitch
	from := min(max(0, s.cursor-room/2), max(0, len(rows)-room))
	for i := from; i < min(len(rows), from+room); i++ {
		line := text.Truncate(rows[i], width-4)
		if i > from && pitch > 1 {
			lines = append(lines, "")
		}
		if i == s.cursor {
			s.y = len(lines)
			lines = append(lines, " "+st.Selected.Render(cursorMark+" "+line))
			continue
		}
		lines = append(lines, "   "+st.Text.Render(line))
	}
	if s.removal {
		lines = append(lines, "", " "+st.Notice.Render(text.Truncate(askRemove(s.name(s.members[s.cursor])), width-2)))
		return strings.Join(lines, "\n")
	}
	lines = append(lines, "")
	return strings.Join(append(append(lines, why...), cite...), "\n")
}

// Cursor is the row under the cursor.
func (s *CollectionScreen) Cursor() *tea.Cursor { return tea.NewCursor(1, s.y) }

// Keys lists what can be done.
func (s *CollectionScreen) Keys() []key.Binding {
	if s.removal {
		return []key.Binding{global("y", removeWord, "y"), global(anyOther, keepWord)}
	}
	if s.cursor < len(s.members) {
		return []key.Binding{keys.Edit, keys.Add, keys.Remove, keys.NextText, keys.Back}
	}
	if s.cursor == len(s.members) {
		return []key.Binding{global("enter", addWord, "enter"), keys.NextText, keys.Back}
	}
	return []key.Binding{keys.Next, keys.Add, keys.Back}
}

// Help says what the list is for.
func (s *CollectionScreen) Help() Help {
	return Help{Title: s.c.Title, Why: s.c.Why, Cite: s.c.Cite}
}
