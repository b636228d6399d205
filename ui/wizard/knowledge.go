package wizard

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
)

// knowledgePage says what another version of the catalogue changes for this
// assessment. Enter, once all of it was on the screen, confirms that it was seen;
// until then nothing is final.
type knowledgePage struct{ *reading }

func newKnowledge(d *Desk) Screen {
	list := func() []paragraph {
		k := d.Result().Knowledge
		if !k.Changes() {
			return []paragraph{{words: knowledgeNothing}}
		}
		out := []paragraph{{words: knowledgeTitle(k), head: true}, {words: knowledgeText}, {words: " "}}
		for _, words := range assessment.KnowledgeWords(k) {
			out = append(out, paragraph{label: "·", words: words})
		}
		return out
	}
	return &knowledgePage{newReading(d, "", MoveClose, list, Help{Title: knowledgeName, Why: knowledgeText})}
}

// HandleKey confirms with enter.
func (p *knowledgePage) HandleKey(k tea.KeyPressMsg) Move {
	d := p.desk
	switch {
	case k.String() != "enter":
		return p.reading.HandleKey(k)
	case !p.wasRead():
		return p.reading.HandleKey(pageDown)
	case d.refuses():
		return Move{}
	}
	d.Accept(assessment.TakeKnowledge(d.Catalogue(), d.State.Assessment), knowledgeName, "")
	return Move{Kind: MoveClose}
}

// Keys says what enter does.
func (p *knowledgePage) Keys() []key.Binding {
	does := knowledgeConfirm
	if !p.wasRead() {
		does = doesReadOn
	}
	return []key.Binding{global("enter", does, "enter"), keys.Back, keys.Move}
}
