package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// confirmBlock shows the unconfirmed answers of a block and confirms them together.
type confirmBlock struct {
	*reading
	ids  []catalogue.QuestionID
	name string
	at   catalogue.QuestionID
	last interview.Place // of the block

	stays bool // back to the list it was opened from
}

func newConfirmBlock(d *Desk, q *catalogue.Question) *confirmBlock {
	c := &confirmBlock{name: q.Block, at: q.ID}
	list := func() []paragraph {
		c.ids = nil
		out := []paragraph{{words: confirmTitle(q.Block), head: true}, {words: confirmHint}}
		for _, each := range interview.Block(d.State, q) {
			c.last = interview.Place(each.ID)
			if !interview.Unconfirmed(d.State.Assessment, each.ID) {
				continue
			}
			c.ids = append(c.ids, each.ID)
			out = append(out, paragraph{label: shortID(each), words: each.Short + ": " + assessment.AnswerWords(each, d.State.Assessment.Answers[each.ID])})
		}
		return out
	}
	c.reading = newReading(d, "", MoveClose, list, Help{Title: confirmTitle(q.Block), Why: confirmHint})
	return c
}

// pageDown is the key that turns the page.
var pageDown = tea.KeyPressMsg{Code: tea.KeyPgDown}

// shortID is the id of a device question, "" for the others.
func shortID(q *catalogue.Question) string {
	if strings.HasPrefix(string(q.ID), "Q") {
		return string(q.ID)
	}
	return "·"
}

// HandleKey confirms with enter, once the last answer was on the screen.
func (c *confirmBlock) HandleKey(k tea.KeyPressMsg) Move {
	if k.String() == "enter" && !c.wasRead() {
		return c.reading.HandleKey(pageDown)
	}
	if k.String() == "enter" && len(c.ids) > 0 {
		d := c.desk
		if d.refuses() {
			return Move{}
		}
		last := c.last
		d.Accept(interview.Confirm(d.State.Assessment, c.ids...), confirmedWords(c.name), interview.Place(c.at))
		d.Flash(confirmedFlash(len(c.ids)))
		if next, ok := after(d.State, last); ok && !c.stays {
			return Move{Kind: MoveTo, Place: next}
		}
		return Move{Kind: MoveClose}
	}
	return c.reading.HandleKey(k)
}

// Keys says that enter confirms.
func (c *confirmBlock) Keys() []key.Binding {
	if !c.wasRead() {
		return []key.Binding{global("enter", doesReadOn, "enter"), keys.Back, keys.Move}
	}
	return []key.Binding{global("enter", confirmAllWord, "enter"), keys.Back, keys.Move}
}

// newScopePage shows the result of the scope questions with each test.
func newScopePage(d *Desk) Screen {
	return newReading(d, pageScope, Forward, func() []paragraph {
		r := d.Result().Scope
		out := []paragraph{{words: scopeHead(r.Title), head: true}, {words: r.Reason.Text}}
		if len(r.Reason.Cite) > 0 {
			out = append(out, paragraph{label: labelCite, words: citations(r.Reason.Cite)})
		}
		out = append(out, paragraph{words: scopeTests, head: true})
		for _, t := range r.Tests {
			mark := markOpen
			switch {
			case t.Known && t.Passed:
				mark = markAnswered
			case t.Known:
				mark = markNotApply
			}
			out = append(out, paragraph{words: mark + " " + t.Title + ": " + t.Outcome + "  (" + citations(t.Reason.Cite) + ")"})
		}
		if note := regimeNote(r.Regime); note != "" {
			out = append(out, paragraph{words: scopeMeans, head: true}, paragraph{words: note})
		}
		return append(out, roleDuties(d)...)
	}, Help{Title: pageTitle(pageScope), Why: scopeWhy, Cite: interview.Steps()[1].Cite})
}

// roleDuties is the page of what a role other than the manufacturer owes.
func roleDuties(d *Desk) []paragraph {
	role := d.Catalogue().Role(assessment.DutyRole(d.State.Assessment, d.Result().Scope.Regime))
	if role == nil {
		return nil
	}
	out := []paragraph{{words: roleHead(role.Title), head: true}, {words: role.Summary}}
	for _, duty := range role.Duties {
		out = append(out, paragraph{words: "• " + duty.Text + "  (" + citations(duty.Cite) + ")"})
	}
	return out
}
