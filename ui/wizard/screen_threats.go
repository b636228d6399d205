package wizard

import (
	"slices"
	"sort"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// threatsScreen is step 6: the threats that the answers trigger, by theme, the
// highest risk first, each with its reason.
type threatsScreen struct {
	page
	themes []themeCount
	theme  int // of themes
	search *typed
	seeks  bool // the search has the focus
	order  steady
}

// themeCount is a theme with the number of threats that apply.
type themeCount struct {
	id, title string
	count     int
}

func newThreats(d *Desk) Screen {
	s := &threatsScreen{page: page{desk: d, at: pageThreats}, search: newTyped(true), order: steady{}}
	s.table = table{empty: noThreats, columns: []column{
		{title: colRisk, width: 7}, {width: 1}, {title: colThreat}, {title: colBecause, width: 22, from: 74}}}
	byRisk := make([]*assessment.ThreatResult, 0, len(d.Result().Threats))
	for i := range d.Result().Threats {
		byRisk = append(byRisk, &d.Result().Threats[i])
	}
	slices.SortStableFunc(byRisk, func(a, b *assessment.ThreatResult) int {
		if a.Dismissed != b.Dismissed {
			return map[bool]int{true: 1, false: -1}[a.Dismissed]
		}
		if a.Inherent != b.Inherent {
			return int(b.Inherent - a.Inherent)
		}
		return int(b.Residual - a.Residual)
	})
	for _, t := range byRisk {
		s.order.rank(string(t.ID))
	}
	s.Refresh()
	return s
}

// Show moves the cursor to a threat, in all themes when it is not in this one.
func (s *threatsScreen) Show(p interview.Place) {
	if !s.table.show(p) {
		theme, search := s.theme, s.search.value()
		s.theme = 0
		s.search.load("")
		s.Refresh()
		if !s.table.show(p) {
			s.theme = theme
			s.search.load(search)
			s.Refresh()
		}
	}
	s.describe()
}

// themeOf is the theme of a threat, "" for an own one.
func (s *threatsScreen) themeOf(id catalogue.ThreatID) string {
	if t := s.desk.Catalogue().Theme(id); t != nil {
		return t.ID
	}
	return ""
}

// Refresh reads the threats as they are now. Their order stays.
func (s *threatsScreen) Refresh() {
	threats := s.desk.Result().Threats
	s.count(threats)
	var rows []row
	for i := range threats {
		t := &threats[i]
		s.order.rank(string(t.ID))
		theme := s.themes[s.theme]
		why := threatBecause(s.desk.State, t)
		if s.theme > 0 && s.themeOf(t.ID) != theme.id || !matchesWords(s.search.value(), string(t.ID)+" "+t.Title+" "+why) {
			continue
		}
		rows = append(rows, threatRow(t, why))
	}
	sort.SliceStable(rows, func(i, j int) bool { return s.order.rank(rows[i].id) < s.order.rank(rows[j].id) })
	s.table.fill(rows)
	s.describe()
}

func (s *threatsScreen) count(threats []assessment.ThreatResult) {
	was := ""
	if s.theme < len(s.themes) {
		was = s.themes[s.theme].title
	}
	s.themes = []themeCount{{"", themeAll, len(threats)}}
	for _, t := range s.desk.Catalogue().Themes {
		s.themes = append(s.themes, themeCount{t.ID, t.Title, 0})
	}
	own := themeCount{"", themeOwn, 0}
	for i := range threats {
		if threats[i].Own {
			own.count++
			continue
		}
		id := s.themeOf(threats[i].ID)
		for j := range s.themes[1:] {
			if s.themes[j+1].id == id {
				s.themes[j+1].count++
			}
		}
	}
	if own.count > 0 {
		s.themes = append(s.themes, own)
	}
	s.theme = max(0, slices.IndexFunc(s.themes, func(t themeCount) bool { return t.title == was }))
}

// threatRow is a threat in one line: risk before and after the measures.
func threatRow(t *assessment.ThreatResult, why string) row {
	r := row{id: string(t.ID), place: interview.Place("threat." + string(t.ID))}
	mark, title, risk := "", plain, said(t.Inherent.String()+" → "+t.Residual.String(), toneOf(t.Residual))
	if t.Changed {
		mark = markChanged
	}
	becauseOf := said(why, quiet)
	if t.Dismissed {
		mark, title, risk = markNotApply, quiet, said(t.Inherent.String()+" → "+markNotApply, quiet)
		becauseOf = said(dismissedWords(t.Decision.Reason), quiet)
	}
	r.cells = []span{risk, said(mark, warn), said(string(t.ID)+" "+t.Title, title), becauseOf}
	return r
}

// threatBecause says in short words why a threat is considered.
func threatBecause(s interview.State, t *assessment.ThreatResult) string {
	if t.Own {
		return ownWord
	}
	known := s.Catalogue.Threat(t.ID)
	if known == nil {
		return ""
	}
	words := factWords(s, known.Trigger.Because(s.Result.Tags, nil))
	switch {
	case known.Trigger.Always:
		return alwaysWord
	case words == "":
		return known.When
	default:
		return words
	}
}

func (s *threatsScreen) threat() *assessment.ThreatResult {
	if r := s.table.current(); r != nil {
		return threatResult(s.desk, catalogue.ThreatID(r.id))
	}
	return nil
}

// describe collects what is said below about the threat under the cursor.
func (s *threatsScreen) describe() {
	s.facts = nil
	t := s.threat()
	if t == nil {
		return
	}
	s.facts = threatFacts(s.desk, t)
}

// threatFacts is a threat in a few lines.
func threatFacts(d *Desk, t *assessment.ThreatResult) []fact {
	var out []fact
	head := string(t.ID) + " " + t.Title
	known := d.Catalogue().Threat(t.ID)
	if known != nil {
		head = string(t.ID) + "  " + assessment.STRIDEWords(known.STRIDE)
		if len(known.EMB3D) > 0 {
			head += " · EMB3D " + strings.Join(known.EMB3D, ", ")
		}
	}
	out = append(out, fact{"", head, strong})
	if t.Dismissed {
		out = append(out, fact{labelDismissed, reasonOr(t.Decision.Reason, t.Decision.By), changeTone(t.Decision.Reason == "")})
	}
	out = append(out, fact{labelFeasible, factorWords(t), plain}, fact{labelImpact, impactWords(d.State, t), plain})
	if t.Changed {
		out = append(out, fact{labelChanged, changedThreat(t), changeTone(t.Decision.Reason == "")})
	}
	if words := answersWords(d.State, t.Because.Answers); words != "" {
		out = append(out, fact{labelAskedBy, words, plain})
	} else {
		out = append(out, fact{labelAskedBy, t.Because.Text, plain})
	}
	out = append(out, fact{labelHelps, helpWords(d, t), plain})
	return append(out, fact{labelServes, serveWords(d, t.Requirements), plain})
}

// helpWords lists the measures against a threat with their states.
func helpWords(d *Desk, t *assessment.ThreatResult) string {
	var out []string
	for _, m := range t.Measures {
		words := measureTitle(d, m.ID)
		if i := strings.IndexAny(words, ",:;("); i > 0 {
			words = strings.TrimSpace(words[:i])
		}
		state := assessment.State("")
		if r := measureResult(d, m.ID); r != nil {
			state = r.State
		}
		out = append(out, words+" ["+stateWord(state)+"]")
	}
	if len(out) == 0 {
		return nothingHelps
	}
	return strings.Join(out, " · ")
}

// serveWords names requirements of Annex I Part I (2).
func serveWords(d *Desk, list []string) string {
	var out []string
	for _, letter := range list {
		words := "(" + letter + ")"
		if r := d.Catalogue().Requirement(catalogue.RequirementID("I.I.2." + letter)); r != nil && r.Title != "" {
			words += " " + r.Title
		}
		out = append(out, words)
	}
	if len(out) == 0 {
		return servesOnlyPartOne
	}
	return strings.Join(out, " · ")
}

// HandleKey moves, filters, and changes the threat under the cursor.
func (s *threatsScreen) HandleKey(k tea.KeyPressMsg) Move {
	if s.seeks {
		return s.seek(k)
	}
	t := s.threat()
	switch {
	case k.String() == "tab":
		s.turnTheme(1)
	case k.String() == "shift+tab":
		s.turnTheme(-1)
	case key.Matches(k, tableKeys.find):
		s.seeks = true
	case key.Matches(k, keys.Add):
		return addTo(s.desk, "ownthreat")
	case k.String() == "esc" && s.search.value() != "":
		s.search.load("")
		s.Refresh()
	case t == nil:
		return s.onward(k)
	case key.Matches(k, tableKeys.details):
		return open(newThreatPage(s.desk, t.ID))
	case key.Matches(k, tableKeys.rate):
		return open(rateThreat(s.desk, t))
	case key.Matches(k, tableKeys.dismiss):
		mv := dismissThreat(s.desk, t)
		s.Refresh()
		return mv
	default:
		mv := s.onward(k)
		s.describe()
		return mv
	}
	return Move{}
}

func (s *threatsScreen) turnTheme(by int) {
	for range s.themes {
		s.theme = (s.theme + by + len(s.themes)) % len(s.themes)
		if s.themes[s.theme].count > 0 || s.theme == 0 {
			break
		}
	}
	s.Refresh()
}

// seek takes a key while the search has the focus.
func (s *threatsScreen) seek(k tea.KeyPressMsg) Move {
	switch k.String() {
	case "esc":
		s.search.load("")
		s.seeks = false
	case "enter", "tab", "down", "up":
		s.seeks = false
	default:
		s.search.handle(k)
	}
	s.Refresh()
	return Move{}
}

// HandlePaste puts pasted text into the search.
func (s *threatsScreen) HandlePaste(words string) {
	if s.seeks {
		s.search.paste(words)
		s.Refresh()
	}
}

// Typing reports whether the search has the focus.
func (s *threatsScreen) Typing() bool { return s.seeks }

// Cursor is the caret of the search, otherwise the row.
func (s *threatsScreen) Cursor() *tea.Cursor {
	if s.seeks {
		return tea.NewCursor(1+text.Width(findLabel)+1+text.Width(text.Visible(s.search.value())), 0)
	}
	return s.page.Cursor()
}

// rateThreat opens the four factors and the impact of a threat.
func rateThreat(d *Desk, t *assessment.ThreatResult) Screen {
	intro := catalogueRating(t)
	return newForm(d, interview.Place("threat."+string(t.ID)), string(t.ID)+" "+t.Title, withIntro(intro), withFields("time", "expertise", "knowledge", "equipment", "impact", "reason", "by"))
}

// dismissThreat asks for the reason of a dismissal, or takes a dismissal back.
func dismissThreat(d *Desk, t *assessment.ThreatResult) Move {
	place := interview.Place("threat." + string(t.ID))
	if d.refuses() {
		return Move{}
	}
	id, title := string(t.ID), string(t.ID)+" "+t.Title
	if t.Dismissed {
		if err := d.Set(place, "dismissed", assessment.Answer{Options: []string{"no"}}); err != nil {
			d.Flash(err.Error())
			return Move{}
		}
		d.Flash(countsAgain(id))
		return Move{}
	}
	q := newAsk(d, place, dismissTitle(title), dismissQuestion, dismissHint, t.Decision.Reason)
	q.accept = func(reason string) {
		if strings.TrimSpace(reason) == "" {
			d.Flash(dismissNeedsReason)
			return
		}
		s := d.State
		next, err := interview.Set(s, place, "reason", assessment.Answer{Text: reason})
		if err == nil {
			s.Assessment = next
			next, err = interview.Set(s, place, "dismissed", assessment.Answer{Options: []string{"yes"}})
		}
		if err != nil {
			d.Flash(err.Error())
			return
		}
		d.Accept(next, dismissedTitle(id), place)
		d.Flash(dismissedTitle(id))
	}
	q.keep = func(reason string) {
		if reason == t.Decision.Reason {
			return
		}
		if err := d.Set(place, "reason", assessment.Answer{Text: reason}); err != nil {
			d.Flash(err.Error())
		}
	}
	return open(q)
}

// View draws the themes, the table and the details.
func (s *threatsScreen) View(width, height int) string {
	ink := s.desk.inks()
	head := []string{s.themeLine(ink, width), ruled(ink, width)}
	if s.seeks || s.search.value() != "" {
		head[0] = text.Pad(" "+ink.paint(chosen, findLabel)+" "+text.Visible(s.search.value())+ink.paint(quiet, "   "+found(len(s.table.rows))), width)
	}
	return s.draw(width, height, head)
}

// themeLine shows the themes with their counts, the chosen one in brackets and
// always in sight.
func (s *threatsScreen) themeLine(ink inks, width int) string {
	used, first := text.Width(themeLabel)+2, 0
	size := func(i int) int { return text.Width(s.themeName(i)) + 3 }
	for i := 0; i <= s.theme; i++ {
		used += size(i)
		for used > width-4 && first < s.theme {
			used -= size(first)
			first++
		}
	}
	line := " " + ink.paint(quiet, themeLabel) + " "
	if first > 0 {
		line += ink.paint(quiet, "… · ")
	}
	for i := first; i < len(s.themes); i++ {
		if i > first {
			line += ink.paint(quiet, " · ")
		}
		name, t := s.themeName(i), plain
		if i == s.theme {
			t = chosen
		} else if s.themes[i].count == 0 {
			t = quiet
		}
		line += ink.paint(t, name)
	}
	return text.Pad(line, width)
}

func (s *threatsScreen) themeName(i int) string {
	name := s.themes[i].title + " " + strconv.Itoa(s.themes[i].count)
	if i == s.theme {
		return "[" + name + "]"
	}
	return name
}

// Keys are the keys of the table, or of the search while it has the focus.
func (s *threatsScreen) Keys() []key.Binding {
	if s.seeks {
		return []key.Binding{rekeyed(tableKeys.accept, doesFind), keys.Back}
	}
	dismiss := tableKeys.dismiss
	if t := s.threat(); t != nil && t.Dismissed {
		dismiss = rekeyed(tableKeys.dismiss, doesTakeBack)
	}
	return s.with(tableKeys.details, tableKeys.rate, dismiss, rekeyed(keys.Add, doesAddOwn), tableKeys.find, tableKeys.themes)
}

// Help says how a threat is rated.
func (s *threatsScreen) Help() Help {
	h := Help{Title: pageTitle(pageThreats), Why: whyThreats, Text: helpThreats, Cite: interview.Steps()[5].Cite}
	if s.desk.Result().Tags.Has("ai:high-risk") {
		h.Text = append([]string{reminderAI}, h.Text...)
		h.Cite = append(h.Cite, "Art. 12(1)", "recital 51")
	}
	return h
}

// threatPage is everything about one threat, to read and to change.
type threatPage struct {
	*reading
	id catalogue.ThreatID
}

func newThreatPage(d *Desk, id catalogue.ThreatID) *threatPage {
	place := interview.Place("threat." + string(id))
	help := Help{Title: string(id), Why: whyThreats, Text: helpThreats, Cite: interview.Steps()[5].Cite}
	return &threatPage{newReading(d, place, MoveClose, func() []paragraph { return threatParagraphs(d, id) }, help), id}
}

// HandleKey changes the rating, dismisses, goes to the measures, or scrolls.
func (p *threatPage) HandleKey(k tea.KeyPressMsg) Move {
	t := threatResult(p.desk, p.id)
	switch {
	case t == nil:
	case key.Matches(k, tableKeys.rate):
		return open(rateThreat(p.desk, t))
	case key.Matches(k, tableKeys.dismiss):
		mv := dismissThreat(p.desk, t)
		p.Refresh()
		return mv
	case key.Matches(k, tableKeys.measures):
		return toMeasure(p.desk, t)
	}
	return p.reading.HandleKey(k)
}

// toMeasure goes to the first measure against a threat that is not tested yet.
func toMeasure(d *Desk, t *assessment.ThreatResult) Move {
	for _, m := range t.Measures {
		if r := measureResult(d, m.ID); r != nil && r.State != assessment.Tested {
			return Move{Kind: MoveTo, Place: interview.Place("measure." + string(m.ID))}
		}
	}
	if len(t.Measures) > 0 {
		return Move{Kind: MoveTo, Place: interview.Place("measure." + string(t.Measures[0].ID))}
	}
	d.Flash(nothingHelps)
	return Move{}
}

// Keys are those of the page.
func (p *threatPage) Keys() []key.Binding {
	dismiss := tableKeys.dismiss
	if t := threatResult(p.desk, p.id); t != nil && t.Dismissed {
		dismiss = rekeyed(tableKeys.dismiss, doesTakeBack)
	}
	return []key.Binding{tableKeys.rate, dismiss, tableKeys.measures, keys.Move, keys.Back}
}

// threatParagraphs says everything about a threat.
func threatParagraphs(d *Desk, id catalogue.ThreatID) []paragraph {
	t := threatResult(d, id)
	if t == nil {
		return []paragraph{{words: threatGone}}
	}
	out := []paragraph{{words: string(t.ID) + " " + t.Title, head: true}}
	for _, n := range notesOn(d.State.Assessment, interview.Place("threat."+string(id))) {
		out = append(out, paragraph{label: labelNote, words: n})
	}
	known := d.Catalogue().Threat(t.ID)
	if known != nil {
		out = append(out, paragraph{words: known.Happens}, paragraph{label: labelNotice, words: known.Notice})
	}
	for _, own := range d.State.Assessment.OwnThreats {
		if own.ID == t.ID && own.Description != "" {
			out = append(out, paragraph{words: own.Description})
		}
	}
	out = append(out, paragraph{words: headRating, head: true})
	for _, f := range threatFacts(d, t) {
		if f.label != "" && f.label != labelHelps {
			words := f.text
			if f.label == labelFeasible {
				words += ". " + rangeWords(t.Feasibility)
			}
			out = append(out, paragraph{label: f.label, words: words})
		}
	}
	out = append(out, paragraph{label: labelWindow, words: because(d.State, t.WindowReason)},
		paragraph{label: labelInherent, words: riskWords(d, t, t.RiskReason)}, paragraph{label: labelResidual, words: riskWords(d, t, t.ResidualReason)})
	out = append(out, paragraph{words: headHits, head: true})
	out = append(out, hitParagraphs(d, t)...)
	out = append(out, paragraph{words: headMeasures, head: true})
	for _, m := range t.Measures {
		state := assessment.State("")
		if r := measureResult(d, m.ID); r != nil {
			state = r.State
		}
		out = append(out, paragraph{label: stateWord(state), words: measureTitle(d, m.ID) + " – " + effectWords(m.Effect)})
	}
	if known != nil {
		if known.NoMain != "" {
			out = append(out, paragraph{words: known.NoMain})
		}
		out = append(out, paragraph{words: headReferences, head: true}, paragraph{label: "STRIDE", words: assessment.STRIDEWords(known.STRIDE)})
		if len(known.EMB3D) > 0 {
			out = append(out, paragraph{label: "EMB3D", words: strings.Join(known.EMB3D, ", ")})
		}
		out = append(out, paragraph{label: labelExists, words: t.Because.Text})
	}
	return out
}

func hitParagraphs(d *Desk, t *assessment.ThreatResult) []paragraph {
	var hits []catalogue.Hit
	if known := d.Catalogue().Threat(t.ID); known != nil {
		hits = known.Hits
	}
	for _, own := range d.State.Assessment.OwnThreats {
		if own.ID == t.ID {
			hits = own.Hits
		}
	}
	var out []paragraph
	for _, hit := range hits {
		asset, concern := hit.Split()
		for _, a := range d.Result().Assets {
			for _, c := range a.Concerns {
				if a.ID == asset && c.Concern == concern {
					words := hitWords(d.State, hit) + ": " + c.Impact.Level.String() + ", " + c.Impact.Category.Title()
					if hit == t.Decides {
						words += decidesWords
					}
					out = append(out, paragraph{label: string(hit), words: words})
				}
			}
		}
	}
	if len(out) == 0 {
		out = append(out, paragraph{words: hitsNothing})
	}
	return out
}
