package assessment

import (
	"strings"

	"selfmark/assessment/catalogue"
)

// AnswerWords says an answer in the words of its question.
func AnswerWords(q *catalogue.Question, a Answer) string {
	if a.NotSure {
		return answerNotSure
	}
	switch q.Kind {
	case catalogue.KindYesNo:
		if len(a.Options) > 0 && a.Options[0] == "yes" {
			return answerYes
		}
		return answerNo
	case catalogue.KindOne, catalogue.KindMulti:
		if len(a.Options) == 0 {
			return answerNone
		}
		var labels []string
		for _, id := range a.Options {
			if o := q.Option(id); o != nil {
				labels = append(labels, o.Label)
			} else {
				labels = append(labels, notOffered(id))
			}
		}
		return strings.Join(labels, "; ")
	case catalogue.KindList:
		return strings.Join(a.Options, "; ")
	default:
		return a.Text
	}
}
