package wizard

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
	"selfmark/ui/wizard/theme"
)

// noCategory is the answer that no category fits.
const noCategory = "none"

// categories is the searchable list of all categories of Annex III and IV.
type categories struct {
	desk    *Desk
	query   string
	rows    []catalogue.CategoryID // "none" last
	none    []*catalogue.Uncategorised
	at      int
	chosen  string
	touched bool
	loaded  bool
	moved   bool // the user moved to a row

	queryColumn int
}

func newCategories(d *Desk) *categories {
	c := &categories{desk: d}
	c.find()
	return c
}

func (c *categories) load(chosen string) {
	if c.touched || c.loaded && c.chosen == chosen {
		return
	}
	c.chosen, c.loaded = chosen, true
	for i, id := range c.rows {
		if string(id) == chosen {
			c.at = i
		}
	}
}

// find fills the list for what was typed; without words it holds everything.
func (c *categories) find() {
	cat := c.desk.Catalogue()
	c.rows, c.none, c.at = nil, nil, 0
	if strings.TrimSpace(c.query) == "" {
		for i := range cat.Categories {
			c.rows = append(c.rows, cat.Categories[i].ID)
		}
	} else {
		found, none := cat.Search(c.query)
		for _, f := range found {
			c.rows = append(c.rows, f.ID)
		}
		c.none = none
	}
	c.rows = append(c.rows, noCategory)
}

// current is the category under the cursor, nil for "none of these".
func (c *categories) current() *catalogue.Category {
	return c.desk.Catalogue().Category(c.rows[c.at])
}

// pick chooses the row under the cursor. The row that the list merely begins with
// is nobody's choice.
func (c *categories) pick() {
	if c.chosen == "" && c.query == "" && !c.moved {
		return
	}
	c.chosen, c.touched = string(c.rows[c.at]), true
}

func (c *categories) handle(k tea.KeyPressMsg) bool {
	c.moved = c.moved || k.Text == "" && slices.Contains(moving, k.String())
	switch k.String() {
	case "up":
		c.at = max(0, c.at-1)
	case "down":
		c.at = min(len(c.rows)-1, c.at+1)
	case "pgup":
		c.at = max(0, c.at-8)
	case "pgdown":
		c.at = min(len(c.rows)-1, c.at+8)
	case "home":
		c.at = 0
	case "end":
		c.at = len(c.rows) - 1
	case "backspace":
		if c.query == "" {
			return false
		}
		r := []rune(c.query)
		c.query = string(r[:len(r)-1])
		c.find()
	case "ctrl+u":
		c.query = ""
		c.find()
	default:
		if k.Text == "" {
			return false
		}
		c.paste(k.Text)
	}
	return true
}

func (c *categories) paste(s string) {
	c.query += text.Clean(strings.ReplaceAll(s, "\n", " "), false)
	c.find()
}

// view draws the search, the list, and what falls in and out of the category
// under the cursor.
func (c *categories) view(st *theme.Theme, width, height int) []string {
	label := " " + searchLabel + " "
	c.queryColumn = min(width-1, text.Width(label)+text.Width(c.query))
	query := st.Text.Render(text.Visible(c.query))
	if c.query == "" {
		query = st.Dim.Render(searchHint)
	}
	lines := []string{text.Truncate(st.Dim.Render(label)+query, width)}
	details := c.details(st, width)
	most := max(1, height-1)
	rows := max(min(5, most), most-len(details)-1)
	rows = min(rows, len(c.rows))
	from := min(max(0, c.at-rows/2), max(0, len(c.rows)-rows))
	for i := from; i < min(len(c.rows), from+rows); i++ {
		lines = append(lines, c.row(st, i, width))
	}
	if room := height - len(lines) - 1; room > 0 {
		lines = append(lines, "")
		lines = append(lines, details[:min(room, len(details))]...)
	}
	return lines
}

func (c *categories) row(st *theme.Theme, i, width int) string {
	id := c.rows[i]
	mark := "( ) "
	if string(id) == c.chosen {
		mark = "(•) "
	}
	prefix, style := "   ", st.Text
	if i == c.at {
		prefix, style = " "+cursorMark+" ", st.Selected
	}
	if id == noCategory {
		return style.Render(text.Truncate(prefix+mark+noneOfThese, width))
	}
	cat := c.desk.Catalogue().Category(id)
	return style.Render(text.Pad(prefix+mark+cat.Title, titleRoom(width))) + st.Dim.Render("  "+text.Pad(classShort(cat.Class), classRoom)+" "+string(id))
}

// classRoom and idRoom are the columns of a class and of a number of Annex III or IV.
const classRoom, idRoom = 8, 9

// titleRoom is how many columns the title of a category has.
func titleRoom(width int) int { return max(10, width-classRoom-idRoom-4) }

func (c *categories) details(st *theme.Theme, width int) []string {
	var lines []string
	add := func(label, s string) { lines = append(lines, labelled(st, label, s, width)...) }
	cat := c.current()
	if cat == nil {
		for i, u := range c.none {
			if i < 2 {
				add(labelWhyNone, u.Why)
			}
		}
		if len(c.none) == 0 {
			add(labelDecides, noneDecides)
		}
		return lines
	}
	if text.Width(cat.Title)+7 > titleRoom(width) {
		add(labelCategory, cat.Title)
	}
	add(labelDecides, cat.Decides)
	add(labelIn, strings.Join(cat.In, " · "))
	add(labelOut, strings.Join(cat.Out, " · "))
	if cat.Review {
		add(labelReview, cat.ReviewReason)
	}
	return lines
}

func (c *categories) cursorAt() *tea.Cursor { return tea.NewCursor(c.queryColumn, 0) }

// labelled draws a label at the left and its text beside it.
func labelled(st *theme.Theme, label, s string, width int) []string {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	var out []string
	long := text.Width(label) > labelColumn // it stands above then, whole
	if long {
		out = append(out, " "+st.Dim.Render(label))
	}
	for i, line := range text.Wrap(text.Visible(s), max(10, width-labelColumn-2)) {
		lead := ""
		if i == 0 && !long {
			lead = label
		}
		out = append(out, " "+st.Dim.Render(text.Pad(lead, labelColumn))+st.Text.Render(line))
	}
	return out
}

// labelColumn is where the texts beside labels begin.
const labelColumn = 13
