package wizard

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// assetsScreen is step 5: every asset with each of its concerns, the impact that
// follows from the answers and the one that counts.
type assetsScreen struct{ page }

func newAssets(d *Desk) Screen {
	s := &assetsScreen{page{desk: d, at: pageAssets}}
	s.table = table{said: 2, empty: noAssets, columns: []column{
		{title: colID, width: 4}, {title: colAsset}, {title: colConcern, width: 15},
		{title: colComputed, width: 10, from: 78}, {title: colCounts, width: 12}, {title: colHarm, width: 15, from: 100}}}
	s.Refresh()
	return s
}

// Show moves the cursor to the row of a place.
func (s *assetsScreen) Show(p interview.Place) {
	if s.table.show(p) {
		s.describe()
	}
}

// Refresh reads the assets as they are now.
func (s *assetsScreen) Refresh() {
	var rows []row
	own := 0
	for _, a := range s.desk.Result().Assets {
		if a.Own {
			own++
		}
		for _, c := range a.Concerns {
			hit := string(a.ID) + ":" + string(c.Concern)
			r := row{id: hit, place: interview.Place("impact." + hit), group: string(a.ID)}
			if a.Own {
				r.place = interview.Place("asset." + strconv.Itoa(own))
			}
			counts := said(c.Impact.Level.String(), impactTone(c.Impact.Level))
			if c.Override != nil {
				counts.text = markChanged + " " + counts.text
			} else {
				counts.text = "  " + counts.text
			}
			r.cells = []span{said(string(a.ID), quiet), said(a.Title, plain), said(interview.ConcernTitle(c.Concern), plain),
				said(c.Computed.Level.String(), quiet), counts, said(shortHarm(c.Impact.Category), quiet)}
			rows = append(rows, r)
		}
	}
	s.table.fill(rows)
	s.describe()
}

// concern is the asset and concern under the cursor.
func (s *assetsScreen) concern() (*assessment.AssetResult, *assessment.ConcernResult) {
	r := s.table.current()
	if r == nil {
		return nil, nil
	}
	list := s.desk.Result().Assets
	for i := range list {
		for j := range list[i].Concerns {
			if string(list[i].ID)+":"+string(list[i].Concerns[j].Concern) == r.id {
				return &list[i], &list[i].Concerns[j]
			}
		}
	}
	return nil, nil
}

// describe collects what is said below about the row under the cursor.
func (s *assetsScreen) describe() {
	a, c := s.concern()
	s.facts = nil
	if a == nil {
		return
	}
	cat := s.desk.Catalogue()
	s.facts = []fact{{"", string(a.ID) + " " + a.Title + ", " + interview.ConcernTitle(c.Concern), strong}}
	if o := c.Override; o != nil {
		s.facts = append(s.facts, fact{labelChanged, changedImpact(c.Computed.Level, o.Level, o.Reason, o.By), changeTone(o.Reason == "" && o.Level < c.Computed.Level)})
	}
	s.facts = append(s.facts, fact{labelComputed, c.Reason.Text, plain})
	if words := answersWords(s.desk.State, c.Reason.Answers); words != "" {
		s.facts = append(s.facts, fact{labelDecided, words, plain})
	}
	if words := level(cat, "impact-"+string(c.Impact.Category), c.Impact.Level.String()); words != "" {
		s.facts = append(s.facts, fact{labelMeans, words, plain})
	}
	if asset := cat.Asset(a.ID); asset != nil {
		s.facts = append(s.facts, fact{labelAsset, asset.Is, quiet}, fact{labelExists, because(s.desk.State, a.Reason), quiet})
	}
	if hits := s.threatsOf(a.ID, c.Concern); hits != "" {
		s.facts = append(s.facts, fact{labelThreats, hits, quiet})
	}
}

// threatsOf lists the threats in which this asset and concern decides.
func (s *assetsScreen) threatsOf(id catalogue.AssetID, c catalogue.Concern) string {
	var out []catalogue.ThreatID
	for i := range s.desk.Result().Threats {
		if t := &s.desk.Result().Threats[i]; t.Decides == catalogue.Hit(string(id)+":"+string(c)) {
			out = append(out, t.ID)
		}
	}
	return ids(out, 14)
}

// HandleKey moves, changes a level, takes a change back or adds an own asset.
func (s *assetsScreen) HandleKey(k tea.KeyPressMsg) Move {
	a, c := s.concern()
	switch {
	case key.Matches(k, tableKeys.change) && a != nil:
		r := s.table.current()
		title := string(a.ID) + " " + a.Title + ", " + interview.ConcernTitle(c.Concern)
		if a.Own {
			title = string(a.ID) + " " + a.Title
		}
		intro := ""
		if !a.Own {
			intro = computedIntro(c.Computed.Level, c.Reason.Text)
		}
		return open(newForm(s.desk, r.place, title, withIntro(intro)))
	case key.Matches(k, tableKeys.reset) && a != nil:
		if !s.desk.refuses() {
			s.reset(c)
		}
		return Move{}
	case key.Matches(k, keys.Add):
		return addTo(s.desk, "asset")
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// reset takes a change of the level back.
func (s *assetsScreen) reset(c *assessment.ConcernResult) {
	r := s.table.current()
	if c.Override == nil {
		s.desk.Flash(alreadyComputed)
		return
	}
	if err := s.desk.Set(r.place, "level", assessment.Answer{Options: []string{"as-computed"}}); err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.Refresh()
	s.desk.Flash(backToComputed(r.id))
}

// View draws the table with the reason of the row under the cursor.
func (s *assetsScreen) View(width, height int) string { return s.draw(width, height, nil) }

// Keys are the keys of the table.
func (s *assetsScreen) Keys() []key.Binding {
	list := []key.Binding{rekeyed(tableKeys.change, doesChange)}
	if _, c := s.concern(); c != nil && c.Override != nil {
		list = append(list, tableKeys.reset)
	}
	return s.with(append(list, rekeyed(keys.Add, doesAddAsset))...)
}

// Help says what impact is.
func (s *assetsScreen) Help() Help {
	return Help{Title: pageTitle(pageAssets), Why: whyAssets, Text: helpAssets, Cite: interview.Steps()[4].Cite}
}

// because says a reason with its answers.
func because(s interview.State, r assessment.Reason) string {
	words := r.Text
	if answers := answersWords(s, r.Answers); answers != "" {
		words += " – " + answers
	}
	return words
}

// addTo adds a record to a collection and opens its form.
func addTo(d *Desk, collection string) Move {
	if d.refuses() {
		return Move{}
	}
	next, place, err := interview.Add(d.State, collection)
	if err != nil {
		d.Flash(err.Error())
		return Move{}
	}
	one := strings.TrimSpace(interview.Title(d.State, place))
	for _, c := range interview.Collections(0) {
		if c.ID == collection {
			one = c.One
		}
	}
	if strings.HasSuffix(collection, ".part") {
		one = onePartialClaim
	}
	d.Accept(next, addedWords(one), place)
	return open(newForm(d, place, capital(one), asAdded()))
}

func impactTone(i assessment.Impact) tone { return []tone{risk1, risk2, risk4, risk5}[i] }

func changeTone(unfounded bool) tone {
	if unfounded {
		return bad
	}
	return plain
}
