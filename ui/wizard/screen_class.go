package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// classScreen is the result of step 3: the class with its reason, and the ways
// to show conformity, open or closed, with the dated status of standards.
type classScreen struct {
	page
	head []fact
}

func newClassAndRoute(d *Desk) Screen {
	s := &classScreen{page: page{desk: d, at: pageClass}}
	s.table = table{empty: noRoutes, columns: []column{{title: colRouteState, width: 8}, {title: colRoute}, {title: colWho, width: 11}, {width: 13}}}
	s.Refresh()
	return s
}

// Place is the page: its rows are no places.
func (s *classScreen) Place() interview.Place { return s.at }

// Refresh reads class and routes as they are now.
func (s *classScreen) Refresh() {
	r := s.desk.Result()
	s.head = []fact{{labelClass, classTitleWords(r.Class), strong}, {labelReason, r.Class.Reason.Text + " (" + citations(r.Class.Reason.Cite) + ")", plain}}
	if c := s.desk.Catalogue().Category(r.Class.Category); c != nil {
		s.head = append(s.head, fact{labelCategory, string(c.ID) + " " + c.Title, plain})
		if c.ReviewReason != "" {
			s.head = append(s.head, fact{labelExpert, markFinding + " " + c.ReviewReason, warn})
		}
	}
	if r.Class.Review {
		s.head = append(s.head, fact{labelExpert, markFinding + " " + expertNeeded, warn})
	}
	for _, m := range r.Modules {
		s.head = append(s.head, fact{labelModule, text.Visible(m.Name) + ": " + m.Class.Title, plain})
	}
	var rows []row
	for _, route := range r.Routes {
		state := said(markNotApply+" "+routeClosed, quiet)
		if route.Open {
			state = said(markAnswered+" "+routeOpen, good)
		}
		rows = append(rows, row{id: route.ID, cells: []span{state, said(route.Title, plain), said(whoWords(route.Self), quiet), said(routeMark(route.ID == r.Route, route.Recommended), good)}})
	}
	s.table.fill(rows)
	s.describe()
}

func (s *classScreen) route() *assessment.RouteResult {
	row := s.table.current()
	if row == nil {
		return nil
	}
	for i := range s.desk.Result().Routes {
		if s.desk.Result().Routes[i].ID == row.id {
			return &s.desk.Result().Routes[i]
		}
	}
	return nil
}

// describe collects what is said below about the route under the cursor.
func (s *classScreen) describe() {
	s.facts = nil
	if r := s.route(); r != nil {
		s.facts = append(s.facts, fact{"", r.Title, strong}, fact{labelReason, r.Reason.Text + " (" + citations(r.Reason.Cite) + ")", plain})
		if r.Condition != "" {
			s.facts = append(s.facts, fact{labelCondition, r.Condition, warn})
		}
		if known := s.desk.Catalogue().Route(r.ID); known != nil {
			s.facts = append(s.facts, fact{labelWho, known.Who, plain})
			for i, step := range known.Steps {
				label := sameLabel
				if i == 0 {
					label = labelSteps
				}
				s.facts = append(s.facts, fact{label, number(i+1) + ". " + step.Text, quiet})
			}
		}
	}
	s.facts = append(s.facts, fact{labelStatus, standardsWords(s.desk.Catalogue().Standards), quiet})
}

// HandleKey moves, goes to the question of the route, or on.
func (s *classScreen) HandleKey(k tea.KeyPressMsg) Move {
	if key.Matches(k, tableKeys.choose) {
		q := s.desk.Catalogue().Question("classification.route")
		if q != nil && assessment.Asked(q, s.desk.Result().Tags) {
			return Move{Kind: MoveTo, Place: interview.Place(q.ID)}
		}
		return Move{Kind: Forward}
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// View draws the class above the table of routes.
func (s *classScreen) View(width, height int) string {
	ink := s.desk.inks()
	head := []string{text.Pad("", width)}
	head = append(head, factLines(ink, s.head, width)...)
	head = head[:min(len(head), height/2)]
	return s.draw(width, height, append(head, ruled(ink, width)))
}

// Keys are those of the table.
func (s *classScreen) Keys() []key.Binding {
	return s.with(tableKeys.choose, keys.Move)
}

// Help says what the class decides.
func (s *classScreen) Help() Help {
	return Help{Title: pageTitle(pageClass), Why: whyClass, Text: helpClass, Cite: interview.Steps()[2].Cite}
}

// standardsWords is the dated status of standards and schemes.
func standardsWords(s catalogue.Standards) string {
	words := standardsStatus(s.Date, len(s.Cited), len(s.Specifications), len(s.Schemes), s.NotifiedBodies)
	var coming []string
	for _, p := range s.Pipeline {
		coming = append(coming, strings.TrimSpace(p.ID+" "+expectedWords(p.Expected)))
	}
	if len(coming) > 0 {
		words += comingWords(strings.Join(coming, ", "))
	}
	return words
}
