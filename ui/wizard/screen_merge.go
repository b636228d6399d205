package wizard

import (
	"cmp"
	"errors"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/compare"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// mergeScreen shows which answers come from where when the file was changed
// outside, lets the user choose where both sides changed the same answer, and puts
// both together.
type mergeScreen struct {
	page
	store        chooser
	base, theirs *assessment.Assessment
	merged       compare.Merged
	take         map[string]bool // by path of a conflict that was decided: true takes theirs
}

// newMerge reads both sides. It fails when the file cannot be read.
func newMerge(d *Desk, store chooser) (*mergeScreen, error) {
	s := &mergeScreen{page: page{desk: d}, store: store, take: map[string]bool{}}
	s.table = table{empty: mergeNothing, columns: []column{{title: colAnswer, width: 30}, {title: colBecomes}}}
	return s, s.read()
}

// read takes both sides as they are now. What was decided stays decided.
func (s *mergeScreen) read() (err error) {
	if s.base, s.theirs, err = s.store.Sides(); err != nil {
		return err
	}
	return s.compute()
}

func (s *mergeScreen) compute() (err error) {
	if s.merged, err = compare.Merge(s.desk.Catalogue(), s.base, &s.desk.State.Assessment, s.theirs, s.take); err == nil {
		s.Refresh()
	}
	return err
}

// Place is none: the choice stands on top of everything.
func (s *mergeScreen) Place() interview.Place { return "" }

// Typing keeps the letters from being taken as global keys.
func (s *mergeScreen) Typing() bool { return true }

// Refresh lists what both changed, what the user changed, and what the file brings.
func (s *mergeScreen) Refresh() {
	var rows []row
	heading := func(words string) {
		rows = append(rows, row{id: words, heading: true, cells: []span{said(words, strong)}})
	}
	if n := len(s.merged.Both); n > 0 {
		heading(mergeBoth(n))
	}
	for i := range s.merged.Both {
		words, tone := s.state(&s.merged.Both[i])
		rows = append(rows, row{id: "both:" + s.merged.Both[i].Path, cells: []span{said(mergeTitle(s.merged.Both[i].Title, s.merged.Both[i].Path), plain), said(words, tone)}})
	}
	list := func(id, title string, answers []compare.Answer) {
		if len(answers) > 0 {
			heading(title)
		}
		for _, a := range answers {
			rows = append(rows, row{id: id + a.Path, cells: []span{said(mergeTitle(a.Title, a.Path), plain), said(oneOf(a.After), quiet)}})
		}
	}
	list("mine:", mergeMine(len(s.merged.Mine)), s.merged.Mine)
	list("theirs:", mergeTheirs(len(s.merged.Theirs)), s.merged.Theirs)
	for _, c := range s.merged.Renamed {
		rows = append(rows, row{id: "id:" + c.Before, cells: []span{said(c.Before, plain), said(mergeRenamed(c.After), quiet)}})
	}
	s.table.fill(rows)
	s.tell()
}

// state says what was decided of an answer that both sides changed.
func (s *mergeScreen) state(c *compare.Conflict) (string, tone) {
	theirs, decided := s.take[c.Path]
	switch {
	case !decided:
		return mergeOpen, warn
	case theirs:
		return mergeTakes(labelInFile, oneOf(c.Theirs)), plain
	}
	return mergeTakes(labelYours, oneOf(c.Mine)), plain
}

// oneOf is a value on one line, also when there is none.
func oneOf(value string) string { return cmp.Or(strings.Join(strings.Fields(value), " "), mergeNone) }

// tell says all about the row under the cursor.
func (s *mergeScreen) tell() {
	s.facts = nil
	r := s.table.current()
	if r == nil {
		return
	}
	if c := s.conflict(); c != nil {
		s.facts = []fact{{labelYours, cmp.Or(c.Mine, mergeNone), plain}, {labelInFile, cmp.Or(c.Theirs, mergeNone), plain}, {labelBefore, cmp.Or(c.Base, mergeNone), quiet}}
		return
	}
	for id, list := range map[string][]compare.Answer{"mine:": s.merged.Mine, "theirs:": s.merged.Theirs} {
		for _, a := range list {
			if id+a.Path == r.id {
				s.facts = []fact{{labelBecomes, cmp.Or(a.After, mergeNone), plain}, {labelBefore, cmp.Or(a.Before, mergeNone), quiet}}
			}
		}
	}
}

// conflict is the one under the cursor, nil if it stands elsewhere.
func (s *mergeScreen) conflict() *compare.Conflict {
	r := s.table.current()
	for i := range s.merged.Both {
		if r != nil && r.id == "both:"+s.merged.Both[i].Path {
			return &s.merged.Both[i]
		}
	}
	return nil
}

// HandleKey chooses with space, puts together with enter.
func (s *mergeScreen) HandleKey(k tea.KeyPressMsg) Move {
	c := s.conflict()
	switch {
	case key.Matches(k, keys.Back):
		return Move{Kind: MoveClose}
	case k.String() == "enter":
		return s.together()
	case c != nil && key.Matches(k, keys.Choose):
		theirs, decided := s.take[c.Path]
		s.take[c.Path] = decided && !theirs
		if err := s.compute(); err != nil {
			s.desk.Flash(notDone(err))
		}
	default:
		s.table.turn(k)
	}
	s.tell()
	return Move{}
}

// together saves and accepts what was put together, once every answer that both
// changed is decided.
func (s *mergeScreen) together() Move {
	for _, c := range s.merged.Both {
		if _, decided := s.take[c.Path]; !decided {
			s.table.find("both:" + c.Path)
			s.tell()
			s.desk.Flash(mergeDecide)
			return Move{}
		}
	}
	d := s.desk
	err := s.store.SaveMerged(s.merged.Assessment)
	if errors.Is(err, file.ErrChangedOutside) {
		if err = s.read(); err == nil {
			d.Flash(mergeAgain)
			return Move{}
		}
	}
	if err != nil {
		d.Flash(notDone(err))
		return Move{}
	}
	d.saveErr = nil
	d.Accept(s.merged.Assessment, mergeWords, "")
	d.Save()
	d.Flash(mergeDone(s.merged))
	return Move{Kind: MoveClose}
}

// View draws the list.
func (s *mergeScreen) View(width, height int) string {
	ink := s.desk.inks()
	return s.draw(width, height, []string{ink.paint(strong, text.Pad(" "+mergeHead, width)), ruled(ink, width)})
}

// Keys are those of the list.
func (s *mergeScreen) Keys() []key.Binding {
	list := []key.Binding{global("enter", doesMerge, "enter"), keys.Move, keys.Back}
	if s.conflict() != nil {
		return append([]key.Binding{global("space", doesChooseSide, "space")}, list...)
	}
	return list
}

// Help says what putting together does.
func (s *mergeScreen) Help() Help { return Help{Title: mergeHead, Why: mergeHelp} }
