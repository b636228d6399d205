package wizard

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// reviewScreen is step 11: everything that blocks, is advice or is open, each
// one key away from where it is mended, and what the document would be.
type reviewScreen struct {
	page
	status statusWords
}

// statusWords is the status of the document and why, ready to draw.
type statusWords struct {
	words, why string
	tone       tone
}

// lines say the status and why; where one line is too short, why stands below.
func (w statusWords) lines(ink inks, width int) []string {
	out := []string{" " + ink.paint(w.tone, w.words)}
	if one := out[0] + "  " + ink.paint(quiet, w.why); text.Width(one) <= width {
		return []string{one}
	}
	return append(out, factLines(ink, []fact{{"", w.why, quiet}}, width)...)
}

func newReview(d *Desk) Screen {
	s := &reviewScreen{page: page{desk: d, at: pageReview}}
	s.table = table{empty: nothingFoundToMend, columns: []column{{}, {width: 24}}}
	if d.opened == nil {
		d.opened = map[string]bool{}
	}
	was, at := d.reviewed, d.reviewedAt
	s.Refresh()
	if !s.table.find(was) { // mended since: the one after it
		s.table.cursor = max(0, min(at, len(s.table.rows)-1))
		s.table.settle(1)
	}
	s.describe()
	return s
}

// Place is the page: esc from where a finding is mended comes back here.
func (s *reviewScreen) Place() interview.Place { return s.at }

// Refresh reads the findings as they are now.
func (s *reviewScreen) Refresh() {
	r := s.desk.Result()
	var rows []row
	var last assessment.Severity
	counts := map[assessment.Severity]int{}
	for i := range r.Findings {
		counts[r.Findings[i].Severity]++
	}
	for _, g := range assessment.GroupFindings(s.desk.Catalogue(), r.Findings) {
		f := &g.Findings[0]
		if f.Severity != last {
			last = f.Severity
			rows = append(rows, row{id: "group:" + string(last), heading: true, cells: []span{said(severityHead(last, counts[last]), strong)}})
		}
		step := said(strconv.Itoa(f.Step)+" "+interview.StepTitle(f.Step), quiet)
		if g.Words == "" {
			rows = append(rows, row{id: findingRow(f), cells: []span{findingWords(f), step}})
			continue
		}
		kind := kindOf(f)
		rows = append(rows, row{id: kind, cells: []span{groupWords(g, s.desk.opened[kind]), step}})
		if s.desk.opened[kind] {
			rows = append(rows, members(g, kind, step)...)
		}
	}
	s.table.fill(rows)
	s.status = documentStatus(r)
	s.describe()
}

// members are the rows of an opened group.
func members(g assessment.FindingGroup, kind string, step span) []row {
	var out []row
	for i := range g.Findings {
		words := findingWords(&g.Findings[i])
		words.text = "  " + words.text
		out = append(out, row{id: findingRow(&g.Findings[i]), group: kind, cells: []span{words, step}})
	}
	return out
}

// kindOf is what findings have in common that stand together in one row.
func kindOf(f *assessment.Finding) string {
	return "kind:" + string(f.Severity) + ":" + f.ID + ":" + strconv.Itoa(f.Step)
}

// findingRow is the id of a finding's row; it stays when others are mended.
func findingRow(f *assessment.Finding) string { return f.ID + " " + f.Item + " " + f.Text }

func findingWords(f *assessment.Finding) span {
	if f.NotReady {
		return said(markBlocking+" "+f.Text, bad)
	}
	return said(f.Text, plain)
}

// groupWords is the one row that stands for several findings of a kind.
func groupWords(g assessment.FindingGroup, open bool) span {
	sign := map[bool]string{true: markOpened, false: markClosed}[open]
	if g.Findings[0].NotReady {
		return said(sign+" "+g.Words, bad)
	}
	return said(sign+" "+g.Words, plain)
}

// documentStatus says what the document would be now, and why.
func documentStatus(r *assessment.Result) statusWords {
	notReady := 0
	for _, f := range r.Findings {
		if f.NotReady {
			notReady++
		}
	}
	switch r.Status {
	case assessment.Final:
		return statusWords{statusHead(r.Status), whyFinal(r.Counts.Advice, r.Counts.OpenPoints), good}
	case assessment.NotReady:
		return statusWords{statusHead(r.Status), whyNotReady(notReady), bad}
	default:
		return statusWords{statusHead(r.Status), whyDraft(r.Counts.Blocking), warn}
	}
}

func (s *reviewScreen) finding() *assessment.Finding {
	row := s.table.current()
	if row == nil {
		return nil
	}
	list := s.desk.Result().Findings
	for i := range list {
		if findingRow(&list[i]) == row.id {
			return &list[i]
		}
	}
	return nil
}

// group is the first finding of the group under the cursor, nil on a single one.
func (s *reviewScreen) group() *assessment.Finding {
	row := s.table.current()
	if row == nil {
		return nil
	}
	list := s.desk.Result().Findings
	for i := range list {
		if kindOf(&list[i]) == row.id {
			return &list[i]
		}
	}
	return nil
}

// describe collects what is said below about the finding under the cursor.
func (s *reviewScreen) describe() {
	s.facts = nil
	if r := s.table.current(); r != nil {
		s.desk.reviewed, s.desk.reviewedAt = r.id, s.table.cursor
	}
	if g := s.group(); g != nil {
		s.facts = []fact{{"", opensGroup, strong}, {labelRemedy, groupRemedy(g.ID), plain}, {labelBasis, basisWords(g.Basis, ""), quiet}}
		return
	}
	f := s.finding()
	if f == nil {
		return
	}
	s.facts = []fact{{"", f.Text, strong}, {labelRemedy, f.Remedy, plain}, {labelBasis, basisWords(f.Basis, citations(f.Cite)), quiet}}
	if f.NotReady {
		s.facts = append(s.facts, fact{labelMust, standsAgainst, bad})
	}
}

// HandleKey goes to where a finding is mended, to the preview or to signing.
func (s *reviewScreen) HandleKey(k tea.KeyPressMsg) Move {
	switch {
	case key.Matches(k, tableKeys.there) && s.group() != nil, k.String() == "space" && s.group() != nil:
		kind := kindOf(s.group())
		s.desk.opened[kind] = !s.desk.opened[kind]
		s.Refresh()
		return Move{}
	case key.Matches(k, tableKeys.there):
		return s.there()
	case key.Matches(k, tableKeys.preview):
		return open(newPreview(s.desk))
	case key.Matches(k, tableKeys.sign):
		return Move{Kind: MoveTo, Place: pageSign}
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

func (s *reviewScreen) there() Move {
	f := s.finding()
	if f == nil {
		return Move{Kind: Forward}
	}
	if f.ID == assessment.KnowledgeChanged {
		return open(newKnowledge(s.desk))
	}
	place := interview.PlaceOf(*f)
	if place == "" || f.Step == interview.StepCount && question(s.desk.State, place) == nil && !isCollection(place) {
		s.desk.Flash(f.Remedy)
		return Move{}
	}
	return Move{Kind: MoveTo, Place: place}
}

// isCollection reports whether a place is a list or a member of one.
func isCollection(p interview.Place) bool {
	kind, _, _ := strings.Cut(string(p), ".")
	for _, c := range interview.Collections(0) {
		if c.ID == kind {
			return true
		}
	}
	return false
}

// View draws the status above the findings.
func (s *reviewScreen) View(width, height int) string {
	ink := s.desk.inks()
	return s.draw(width, height, append(s.status.lines(ink, width), ruled(ink, width)))
}

// Keys are those of the page.
func (s *reviewScreen) Keys() []key.Binding {
	there := tableKeys.there
	if g := s.group(); g != nil {
		there = rekeyed(there, map[bool]string{true: doesCloseGroup, false: doesOpenGroup}[s.desk.opened[kindOf(g)]])
	}
	return s.with(there, tableKeys.preview, rekeyed(tableKeys.sign, signWords(s.desk.Result().Status)))
}

// Help says what the kinds of findings are.
func (s *reviewScreen) Help() Help {
	return Help{Title: pageTitle(pageReview), Why: whyReview, Text: helpReview, Cite: interview.Steps()[10].Cite}
}
