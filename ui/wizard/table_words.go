package wizard

import (
	"slices"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// shortLabel is an option's label without its explanation: "Wi-Fi, Ethernet or
// Thread (tick …)" becomes "Wi-Fi".
func shortLabel(label string) string {
	if i := strings.IndexAny(label, ",:;("); i > 0 {
		label = label[:i]
	}
	return strings.TrimSpace(label)
}

// factWords says in one or two words each which answers established facts.
func factWords(s interview.State, facts []catalogue.Tag) string {
	var out []string
	for _, fact := range facts {
		for _, id := range s.Result.Tags.Origin(fact) {
			if w := factWord(s, id, fact); w != "" && !slices.Contains(out, w) {
				out = append(out, w)
			}
		}
	}
	return strings.Join(out, ", ")
}

// speaking are the questions whose options say enough without the question.
var speaking = []catalogue.QuestionID{"Q03", "Q10", "Q13", "Q23"}

func factWord(s interview.State, id catalogue.QuestionID, fact catalogue.Tag) string {
	q := s.Catalogue.Question(id)
	if q == nil {
		return ""
	}
	answer := s.Assessment.Answers[id]
	switch {
	case answer.NotSure:
		return q.Short + " " + notSureShort
	case q.Kind == catalogue.KindYesNo:
		return q.Short
	}
	for _, o := range q.Options {
		if slices.Contains(speaking, id) && slices.Contains(answer.Options, o.ID) && slices.Contains(o.Tags, fact) {
			return shortLabel(o.Label)
		}
	}
	return q.Short
}

// answersWords says answers in full: "Q10 IP networks = Wi-Fi, Ethernet or Thread".
func answersWords(s interview.State, ids []catalogue.QuestionID) string {
	var out []string
	for _, id := range ids {
		q := s.Catalogue.Question(id)
		if q == nil {
			continue
		}
		out = append(out, questionTitle(q)+" = "+assessment.AnswerWords(q, s.Assessment.Answers[id]))
	}
	return strings.Join(out, "; ")
}

// questionTitle names a question, with its number where it has one.
func questionTitle(q *catalogue.Question) string {
	if strings.HasPrefix(string(q.ID), "Q") {
		return string(q.ID) + " " + q.Short
	}
	return q.Short
}

// letters writes letters of Annex I as "(e)(f)".
func letters(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "(" + strings.Join(list, ")(") + ")"
}

// ids joins ids with commas, and says how many more there are after the first n.
func ids[T ~string](list []T, n int) string {
	var out []string
	for _, id := range list[:min(n, len(list))] {
		out = append(out, string(id))
	}
	if len(list) > n {
		return strings.Join(out, ", ") + andMore(len(list)-n)
	}
	return strings.Join(out, ", ")
}

// assetTitle names an asset of the catalogue or of the user.
func assetTitle(s interview.State, id catalogue.AssetID) string {
	for _, a := range s.Result.Assets {
		if a.ID == id {
			return a.Title
		}
	}
	return string(id)
}

// hitWords names an asset and concern: "AS10 Control of physical function, integrity".
func hitWords(s interview.State, hit catalogue.Hit) string {
	asset, concern := hit.Split()
	return string(asset) + " " + assetTitle(s, asset) + ", " + interview.ConcernTitle(concern)
}

// threatResult finds a threat among those that apply, nil if it does not.
func threatResult(d *Desk, id catalogue.ThreatID) *assessment.ThreatResult {
	list := d.Result().Threats
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

// measureResult finds a measure among those that apply, nil if it does not.
func measureResult(d *Desk, id catalogue.MeasureID) *assessment.MeasureResult {
	list := d.Result().Measures
	for i := range list {
		if list[i].ID == id {
			return &list[i]
		}
	}
	return nil
}

// measureTitle names a measure with its id.
func measureTitle(d *Desk, id catalogue.MeasureID) string {
	if m := measureResult(d, id); m != nil {
		return string(id) + " " + m.Title
	}
	if m := d.Catalogue().Measure(id); m != nil {
		return string(id) + " " + m.Title
	}
	return string(id)
}

// level finds the words of a level of a scale.
func level(cat *catalogue.Catalogue, scale, id string) string {
	for _, s := range cat.Method.Scales {
		if s.ID != scale {
			continue
		}
		for _, l := range s.Levels {
			if strings.EqualFold(l.ID, id) {
				return l.Text
			}
		}
	}
	return ""
}

// matches reports whether every word of a search is in a text, whatever the case.
func matchesWords(search, where string) bool {
	where = strings.ToLower(where)
	for word := range strings.FieldsSeq(strings.ToLower(search)) {
		if !strings.Contains(where, word) {
			return false
		}
	}
	return true
}

// impactWords says the impact with the asset that decides.
func impactWords(s interview.State, t *assessment.ThreatResult) string {
	words := t.Impact.Level.String() + "   " + t.Impact.Category.Title()
	if t.Decides == "" {
		return words + "; " + hitsNothing
	}
	words += " · " + hitWords(s, t.Decides)
	if t.Scaled {
		words += scaledWords
	}
	return words
}
