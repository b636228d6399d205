package plain

import (
	"fmt"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// page is how many findings are said at once.
const page = 15

// review lists the findings, what blocks first; a number goes to the place of one.
func (s *Session) review() (interview.Place, error) {
	s.say("")
	s.status()
	if len(s.State.Result.Findings) == 0 {
		s.say(msgNoFindings)
	}
	said := s.findings(0)
	for {
		s.say(msgReview)
		line, err := s.read(msgPrompt)
		if err != nil {
			return "", err
		}
		command, m, err := s.command(line, reviewPlace, interview.Field{})
		switch word := strings.ToLower(strings.TrimSpace(line)); {
		case err != nil:
			return "", err
		case m.back:
			return s.back(reviewPlace), nil
		case m.to != "":
			return s.leaveReview(m.to), nil
		case command:
		case word == "":
			if next, ok := interview.NextOpen(s.State, ""); ok {
				return s.leaveReview(next), nil
			}
			s.say(msgNothingOpen)
		case word == "d":
			return s.leaveReview(signPlace), nil
		case word == "m" && said < len(s.groups()):
			said = s.findings(said)
		default:
			if p := s.placeOfFinding(word); p != "" {
				return s.leaveReview(p), nil
			}
		}
	}
}

// leaveReview goes somewhere from which < comes back here.
func (s *Session) leaveReview(p interview.Place) interview.Place {
	if p != reviewPlace {
		s.history = append(s.history, reviewPlace)
	}
	return p
}

// groups are the findings, many of a kind together.
func (s *Session) groups() []assessment.FindingGroup {
	return assessment.GroupFindings(s.State.Catalogue, s.State.Result.Findings)
}

// findings says a page of findings and returns how many are said by now.
func (s *Session) findings(from int) int {
	all := s.groups()
	to := min(from+page, len(all))
	for i, g := range all[from:to] {
		f := g.Findings[0]
		words := f.Text
		if g.Words != "" {
			words = fmt.Sprintf(msgTogether, g.Words, f.Text)
		}
		s.say(msgReviewed, from+i+1, assessment.SeverityWord(f.Severity), f.Step, interview.StepTitle(f.Step), text.Visible(words))
	}
	if to < len(all) {
		s.say(msgReviewMore, len(all)-to)
	}
	return to
}

// placeOfFinding is where the finding of a number is mended, "" if nowhere.
func (s *Session) placeOfFinding(word string) interview.Place {
	all := s.groups()
	n, err := strconv.Atoi(word)
	if err != nil || n < 1 || n > len(all) {
		s.say(msgMistake, msgWhatToReview)
		return ""
	}
	f := all[n-1].Findings[0]
	p := interview.PlaceOf(f)
	if _, err := interview.Fields(s.State, p); err != nil && !isList(p) {
		s.say(msgAboutWhole)
		s.say(msgRemedy, text.Visible(f.Remedy))
		return ""
	}
	return p
}
