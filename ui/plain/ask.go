package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// record asks the fields of a place one after the other, those that matter, and
// then the list inside it.
func (s *Session) record(p interview.Place) (move, error) {
	if strings.HasPrefix(string(p), "threat.") || strings.HasPrefix(string(p), "impact.") {
		if change, m, err := s.agree(p); !change {
			return m, err
		}
	}
	fields, err := interview.Fields(s.State, p)
	if err != nil {
		s.say(msgNotFound, text.Visible(string(p)))
		return move{to: s.begin()}, nil
	}
	var asked []int
	for i := 0; i < len(fields); i++ {
		if !interview.Applies(s.State, p, fields[i].Key) {
			continue
		}
		m, err := s.field(p, fields[i])
		switch {
		case err != nil, m.to != "":
			return m, err
		case m.back && len(asked) == 0:
			return m, nil
		case m.back:
			i = asked[len(asked)-1] - 1
			asked = asked[:len(asked)-1]
		default:
			asked = append(asked, i)
		}
	}
	for _, f := range s.State.Result.Findings {
		if f.Severity != assessment.Open && interview.PlaceOf(f) == p {
			s.say(msgStillOpen, text.Visible(f.Text))
		}
	}
	if strings.HasPrefix(string(p), "component.") && strings.Count(string(p), ".") == 1 {
		s.say(msgVulnerabilities)
		m, err := s.collection(string(p) + ".vulnerability")
		return move{to: m.to}, err
	}
	return move{}, nil
}

// agree asks whether something derived is to be changed; most is not.
func (s *Session) agree(p interview.Place) (change bool, m move, err error) {
	for {
		s.say(msgAgree)
		line, err := s.read(msgPrompt)
		if err != nil {
			return false, move{}, err
		}
		command, m, err := s.command(line, p, interview.Field{})
		switch word := strings.TrimSpace(strings.ToLower(line)); {
		case err != nil, command && m != (move{}):
			return false, m, err
		case command:
		case word == "":
			return false, move{}, nil
		case word == "c":
			return true, move{}, nil
		default:
			s.say(msgMistake, msgWhatToAgree)
		}
	}
}

// field asks one field until it has an acceptable answer or the user moves on.
func (s *Session) field(p interview.Place, f interview.Field) (move, error) {
	s.ask(p, f)
	for {
		line, err := s.read(msgPrompt)
		if err != nil {
			return move{}, err
		}
		command, m, err := s.command(line, p, f)
		if err != nil || command && m != (move{}) {
			return m, err
		}
		switch trimmed := strings.TrimSpace(line); {
		case command:
			s.ask(p, f)
			continue
		case trimmed == "", trimmed == "." && many(f):
			s.keep(p)
			return move{}, nil
		case trimmed == "-":
			if err := s.clear(p, f); err != nil {
				s.mistake(err)
				continue
			}
			return move{}, nil
		}
		answer, m, end, err := s.parse(strings.TrimPrefix(line, `\`), f)
		if err == nil {
			err = s.accept(p, f, answer)
		}
		if err != nil {
			s.mistake(err)
		}
		if end != nil || err == nil || m != (move{}) {
			return m, end
		}
	}
}

func many(f interview.Field) bool {
	return f.Kind == catalogue.KindProse || f.Kind == catalogue.KindList
}

// keep leaves an answer as it is; one of the template is confirmed by that.
func (s *Session) keep(p interview.Place) {
	id := catalogue.QuestionID(p)
	if interview.Unconfirmed(s.State.Assessment, id) {
		s.set(interview.Confirm(s.State.Assessment, id), s.title(p), p)
		s.say(msgConfirmed)
	}
}

func (s *Session) clear(p interview.Place, f interview.Field) error {
	if id := catalogue.QuestionID(p); s.State.Catalogue.Question(id) != nil {
		s.set(interview.Clear(s.State, id), s.title(p), p)
		return nil
	}
	return s.accept(p, f, assessment.Answer{})
}

// accept records an answer and saves it before anything else is asked.
func (s *Session) accept(p interview.Place, f interview.Field, answer assessment.Answer) error {
	next, err := interview.Set(s.State, p, f.Key, answer)
	if err != nil {
		return err
	}
	if sum, size := s.hash(p, f, answer); sum != "" {
		next = assessment.Hashed(next, strings.TrimPrefix(string(p), "evidence."), sum, size)
	}
	s.set(next, s.title(p), p)
	return nil
}

// hash takes the SHA-256 and the size of a file of evidence, "" if there is none to take.
func (s *Session) hash(p interview.Place, f interview.Field, answer assessment.Answer) (string, int) {
	if s.HashFile == nil || f.Key != "file" || answer.Text == "" || !strings.HasPrefix(string(p), "evidence.") {
		return "", 0
	}
	sum, size, err := s.HashFile(answer.Text)
	if err != nil {
		s.say(msgNotHashed, text.Visible(err.Error()))
		return "", 0
	}
	s.say(msgHashed, sum)
	return sum, size
}

// ask prints the question with its options, how to answer and what is there now.
func (s *Session) ask(p interview.Place, f interview.Field) {
	s.say("%s", f.Title)
	if f.Help != "" {
		s.say("%s", f.Help)
	}
	answer, _ := interview.Get(s.State, p, f.Key)
	for i, o := range f.Options {
		words := o.Label
		if o.Note != "" {
			words = strings.TrimSuffix(words, ".") + ". " + o.Note
		}
		s.say("  %d %s%s", i+1, text.Visible(words), chosen(slices.Contains(answer.Options, o.ID)))
	}
	if f.NotSure {
		s.say("  %d %s%s", len(f.Options)+1, msgNotSure, chosen(answer.NotSure))
	}
	for _, words := range interview.GoneAt(s.State, p) {
		s.say("%s", text.Visible(words))
	}
	for _, words := range s.Screener.Suggest(s.State, s.Date, p) {
		s.say("%s", words)
	}
	s.present(f, answer)
	if interview.Unconfirmed(s.State.Assessment, catalogue.QuestionID(p)) {
		s.say(msgUnconfirmed)
	}
	s.say("%s", how(f.Kind))
}

func chosen(yes bool) string {
	if yes {
		return msgChosen
	}
	return ""
}

// how says how to answer.
func how(kind catalogue.Kind) string {
	switch kind {
	case catalogue.KindOne, catalogue.KindYesNo:
		return msgChooseOne
	case catalogue.KindMulti:
		return msgChooseMany
	case catalogue.KindProse:
		return msgWriteProse
	case catalogue.KindList:
		return msgWriteList
	case catalogue.KindCategory:
		return msgCategory
	case catalogue.KindDate:
		return msgWriteDate
	case catalogue.KindMonth:
		return msgWriteMonth
	case catalogue.KindNumber:
		return msgWriteNumber
	default:
		return msgWriteLine
	}
}

// present says what is there now, unless an option says so already.
func (s *Session) present(f interview.Field, answer assessment.Answer) {
	switch {
	case answer.NotSure, len(f.Options) > 0 && len(answer.Options) > 0:
	case f.Kind == catalogue.KindMulti && answer.Options != nil:
		s.say(msgNow, msgNone+".")
	case f.Kind == catalogue.KindList && len(answer.Options) > 0:
		s.say(msgNowLines)
		for _, line := range answer.Options {
			s.say("  %s", text.Visible(line))
		}
	case strings.Contains(answer.Text, "\n"):
		s.say(msgNowLines)
		for line := range strings.SplitSeq(answer.Text, "\n") {
			s.say("  %s", text.Visible(line))
		}
	case answer.Text != "":
		words := answer.Text
		if f.Kind == catalogue.KindCategory && words == "none" {
			words = msgNone
		}
		s.say(msgNow, text.Visible(words))
	default:
		s.say(msgUnanswered)
	}
}

// parse reads an answer; a text of several lines may lead elsewhere, or end with
// the input, and counts all the same.
func (s *Session) parse(line string, f interview.Field) (answer assessment.Answer, m move, end, err error) {
	switch f.Kind {
	case catalogue.KindOne, catalogue.KindMulti, catalogue.KindYesNo:
		answer, err = parseChoice(strings.TrimSpace(line), f)
	case catalogue.KindProse, catalogue.KindList:
		answer, m, end = s.parseLines(line, f)
	case catalogue.KindCategory:
		answer, err = s.parseCategory(strings.TrimSpace(line))
	default:
		answer = assessment.Answer{Text: strings.TrimSpace(line)}
	}
	return answer, m, end, err
}

// parseChoice takes numbers or words; 0 and "none" choose none.
func parseChoice(line string, f interview.Field) (assessment.Answer, error) {
	folded := catalogue.Fold(line)
	if f.NotSure && (strings.HasPrefix(folded, msgNotSurePart) || line == strconv.Itoa(len(f.Options)+1)) {
		return assessment.Answer{NotSure: true}, nil
	}
	if id, err := option(f, line); err == nil {
		return assessment.Answer{Options: []string{id}}, nil
	}
	if f.Kind == catalogue.KindMulti && (line == "0" || folded == msgNone) {
		return assessment.Answer{Options: []string{}}, nil
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ';' })
	if allNumbers(strings.Fields(line)) {
		parts = strings.Fields(line)
	}
	var answer assessment.Answer
	for _, part := range parts {
		id, err := option(f, strings.TrimSpace(part))
		if err != nil {
			return assessment.Answer{}, err
		}
		answer.Options = append(answer.Options, id)
	}
	if answer.Options == nil {
		return answer, errors.New(msgNothingWritten)
	}
	return answer, nil
}

func allNumbers(parts []string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { _, err := strconv.Atoi(p); return err != nil })
}

// option finds an option by its number, its id, the beginning of its words, or
// any of them; y and n are yes and no.
func option(f interview.Field, word string) (string, error) {
	if len(f.Options) == 0 {
		return "", errors.New(msgNothingOffered)
	}
	if n, err := strconv.Atoi(word); err == nil {
		if n >= 1 && n <= len(f.Options) {
			return f.Options[n-1].ID, nil
		}
		return "", fmt.Errorf(msgNoNumber, n, len(f.Options))
	}
	folded := catalogue.Fold(word)
	if full := map[string]string{"y": "yes", "n": "no"}[folded]; full != "" {
		folded = full
	}
	for _, fits := range []func(o catalogue.Option) bool{
		func(o catalogue.Option) bool { return o.ID == folded || catalogue.Fold(o.Label) == folded },
		func(o catalogue.Option) bool { return strings.HasPrefix(catalogue.Fold(o.Label), folded) },
		func(o catalogue.Option) bool { return strings.Contains(catalogue.Fold(o.Label), folded) },
	} {
		var found []string
		for _, o := range f.Options {
			if folded != "" && fits(o) {
				found = append(found, o.ID)
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return "", fmt.Errorf(msgSeveralOptions, word)
		}
	}
	return "", fmt.Errorf(msgNoOption, word)
}

// parseLines reads text of several lines, ended by a line with only a dot. A
// line with only ! or < ends it too, and then leaves or goes back; so does the
// end of input. What was written counts in every case.
func (s *Session) parseLines(first string, f interview.Field) (answer assessment.Answer, m move, end error) {
	lines := []string{first}
	for {
		line, err := s.read("")
		if err != nil {
			end = err
			break
		}
		trimmed := strings.TrimSpace(line)
		if trimmed == "!" {
			end = errLeave
		}
		m.back = trimmed == "<"
		if trimmed == "." || m.back || end != nil {
			break
		}
		lines = append(lines, strings.TrimPrefix(line, `\`))
	}
	if f.Kind == catalogue.KindList {
		return assessment.Answer{Options: lines}, m, end
	}
	return assessment.Answer{Text: strings.Join(lines, "\n")}, m, end
}

// parseCategory takes an id or "none"; other words search.
func (s *Session) parseCategory(line string) (assessment.Answer, error) {
	if catalogue.Fold(line) == msgNone {
		return assessment.Answer{Text: "none"}, nil
	}
	if c := s.State.Catalogue.Category(catalogue.CategoryID(strings.ToUpper(line))); c != nil {
		return assessment.Answer{Text: string(c.ID)}, nil
	}
	hits, none := s.State.Catalogue.Search(line)
	for _, c := range hits {
		s.say("  %s %s", c.ID, c.Title)
		s.say("    %s", c.Decides)
	}
	for _, n := range none {
		s.say("  %s", n.Why)
	}
	if len(hits)+len(none) == 0 {
		return assessment.Answer{}, fmt.Errorf(msgNoCategory, line)
	}
	return assessment.Answer{}, errors.New(msgChooseCategory)
}
