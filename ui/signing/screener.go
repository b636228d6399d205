package signing

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/compare"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// Screener suggests answers to the questions about a change since the last final
// revision (Art. 3(30)), from the differences between what was signed and what is
// answered now, as selfmark diff does. It never answers one. A nil one is silent.
type Screener struct {
	// Find gives the answers of which the last final revision was made, and the name of
	// the file that holds them; false when nothing at hand does.
	Find func(now assessment.Assessment) (was assessment.Assessment, name string, found bool)

	issued  int // revisions in the history when the signed state was looked for
	found   bool
	name    string
	was     compare.Side
	now     assessment.Assessment // of the changes
	changes compare.Changes
}

// changeQuestion asks what changed, in words.
const changeQuestion = "modification.change"

// Suggest says what the differences suggest for a question; nothing for other ones.
func (s *Screener) Suggest(st interview.State, date time.Time, p interview.Place) []string {
	if s == nil || s.Find == nil || st.Result.Modification == nil || !strings.HasPrefix(string(p), "modification.") {
		return nil
	}
	s.compare(st, date)
	revision := st.Assessment.History[len(st.Assessment.History)-1].Revision
	i := slices.IndexFunc(s.changes.Screening, func(g compare.Suggestion) bool { return g.Question == catalogue.QuestionID(p) })
	switch {
	case !s.found && (p == changeQuestion || slices.Contains(screened, p)):
		return []string{nothingToCompare(revision, text.Visible(st.Assessment.Name()))}
	case !s.found:
		return nil
	case p == changeQuestion:
		return []string{answeredOtherwise(revision, s.name, s.titles())}
	case i < 0:
		return nil
	}
	return []string{suggestion(revision, s.name, s.changes.Screening[i].Because)}
}

// screened are the questions that the differences can say something about.
var screened = []interview.Place{"modification.affects_compliance", "modification.purpose_altered", "modification.risk_risen", "modification.body"}

// compare compares with the signed state, once for each state of the answers.
func (s *Screener) compare(st interview.State, date time.Time) {
	if s.issued != len(st.Assessment.History) {
		var was assessment.Assessment
		was, s.name, s.found = s.Find(st.Assessment)
		s.issued, s.now = len(st.Assessment.History), assessment.Assessment{}
		s.was = compare.Side{Assessment: was, Result: assessment.Evaluate(st.Catalogue, was, date)}
	}
	if s.found && !reflect.DeepEqual(s.now, st.Assessment) {
		s.now = st.Assessment
		s.changes = compare.Between(st.Catalogue, s.was, compare.Side{Assessment: st.Assessment, Result: st.Result})
	}
}

// titles names the answers about the product that differ, each once.
func (s *Screener) titles() []string {
	var list []string
	for _, c := range s.changes.Answers {
		section, _, _ := strings.Cut(c.Path, ".")
		name := c.Title
		if name == "" {
			name = c.Path
		}
		if !slices.Contains([]string{"modification", "history", "signers", "notes", "catalogue", "template"}, section) && !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}
