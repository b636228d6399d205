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

func newReview(d *Desk) Screen {
	s := &reviewScreen{page: page{desk: d, at: pageReview}}
	s.table = table{empty: nothingFoundToMend, columns: []column{{}, {width: 24}}}
	s.Refresh()
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
	for _, f := range r.Findings {
		counts[f.Severity]++
	}
	for i, f := range r.Findings {
		if f.Severity != last {
			last = f.Severity
			rows = append(rows, row{id: "group " + string(last), heading: true, cells: []span{said(severityHead(last, counts[last]), strong)}})
		}
		words, t := f.Text, plain
		if f.NotReady {
			words, t = markBlocking+" "+words, bad
		}
		rows = append(rows, row{id: strconv.Itoa(i) + f.ID, cells: []span{said(words, t), said(strconv.Itoa(f.Step)+" "+interview.StepTitle(f.Step), quiet)}})
	}
	s.table.fill(rows)
	s.status = documentStatus(r)
	s.describe()
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
		if strconv.Itoa(i)+list[i].ID == row.id {
			return &list[i]
		}
	}
	return nil
}

// describe collects what is said below about the finding under the cursor.
func (s *reviewScreen) describe() {
	s.facts = nil
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
	head := []string{text.Pad(" "+ink.paint(s.status.tone, s.status.words)+"  "+ink.paint(quiet, s.status.why), width), ruled(ink, width)}
	return s.draw(width, height, head)
}

// Keys are those of the page.
func (s *reviewScreen) Keys() []key.Binding {
	return s.with(tableKeys.there, tableKeys.preview, rekeyed(tableKeys.sign, signWords(s.desk.Result().Status)))
}

// Help says what the kinds of findings are.
func (s *reviewScreen) Help() Help {
	return Help{Title: pageTitle(pageReview), Why: whyReview, Text: helpReview, Cite: interview.Steps()[10].Cite}
}
