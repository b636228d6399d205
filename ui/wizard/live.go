package wizard

import (
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// live is what the frame says about the assessment. It is computed after every
// message, so that View only draws.
type live struct {
	desk    *Desk // whose figures these are
	version int
	moments int
	at      interview.Place

	saved    string // what is on disk
	unsafe   bool   // something is not, and cannot be
	product  string
	where    string // phase · step · question n of m
	class    string
	route    string
	briefs   []string // both where there is little room, the fuller first
	assessed bool     // risks, measures and requirements are assessed at all
	counts   assessment.Counts
	met      string
	answered string // questions, the count of check and list
	support  string
	blocking string // the first finding that blocks
	since    string // what changed since the remembered moment
	done     int    // of all that is needed, for the bar
	needed   int
	entries  []interview.Entry
	steps    [interview.StepCount + 1]stepState
}

// stepState counts what a step still needs.
type stepState struct {
	open, total int
	found       bool   // something is answered and has a finding, or waits to be confirmed
	why         string // why it does not apply
}

// update computes what is out of date.
func (l *live) update(d *Desk, at interview.Place) {
	l.saved, l.unsafe = saveState(d)
	same := l.desk == d && l.version == d.version && l.moments == len(d.moments)
	if same && l.at == at {
		return
	}
	if !same {
		l.derive(d)
	}
	l.desk, l.version, l.moments, l.at = d, d.version, len(d.moments), at
	l.where = whereabouts(d.State, at)
}

func (l *live) derive(d *Desk) {
	r := d.Result()
	l.product = text.Visible(d.State.Assessment.Name())
	if l.product == "" {
		l.product = noName
	}
	l.class, l.route = classWords(r), ""
	if l.assessed = assessment.Assessed(r.Scope.Regime); l.assessed {
		l.route = routeWords(r)
	}
	l.briefs = briefly(l.class, r)
	l.counts = r.Counts
	l.met = strconv.Itoa(r.Counts.Met) + "/" + strconv.Itoa(r.Counts.Applicable)
	l.answered = strconv.Itoa(r.Counts.Answered) + "/" + strconv.Itoa(r.Counts.Questions)
	l.support = r.Support.End
	l.blocking = ""
	if len(r.Findings) > 0 && r.Findings[0].Severity == assessment.Blocking {
		l.blocking = text.Visible(r.Findings[0].Text)
	}
	l.since = d.since()
	l.done, l.needed = progress(r)
	l.entries = interview.Outline(d.State)
	l.steps = [interview.StepCount + 1]stepState{}
	for _, e := range l.entries {
		s := &l.steps[e.Step]
		if _, ok := applies(d.State, e.Place, e.Step); !ok || e.Mark == interview.DoesNotApply {
			continue
		}
		s.total++
		if e.Mark == interview.Open {
			s.open++
		}
		s.found = s.found || e.Mark == interview.HasFinding
	}
	for n := 1; n <= interview.StepCount; n++ {
		l.steps[n].why, _ = stepApplies(r, n)
	}
}

// progress counts what is answered of what is needed: questions, measures,
// requirements, items of Part II and the risks left.
func progress(r *assessment.Result) (done, needed int) {
	count := func(ok bool) {
		needed++
		if ok {
			done++
		}
	}
	done, needed = r.Counts.Answered, r.Counts.Questions
	if _, applies := stepApplies(r, 7); !applies {
		return done, needed
	}
	for i := range r.Measures {
		count(r.Measures[i].Answer.State != "")
	}
	for i := range r.Requirements {
		count(r.Requirements[i].Met || !r.Requirements[i].Applicable)
	}
	for i := range r.PartTwo {
		count(r.PartTwo[i].Met)
	}
	return done, needed
}

func classWords(r *assessment.Result) string {
	switch r.Scope.Regime {
	case assessment.OutOfScope, assessment.OtherRole, assessment.Steward, assessment.Transition:
		return capital(r.Scope.Title)
	}
	if r.Class.Class == "" {
		return classOpen
	}
	return capital(r.Class.Title)
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// question finds the question of a place, nil if it is none.
func question(s interview.State, p interview.Place) *catalogue.Question {
	return s.Catalogue.Question(catalogue.QuestionID(p))
}

// whereabouts says where a place is: phase, step, and which question of how many.
func whereabouts(s interview.State, p interview.Place) string {
	if p == "" {
		return ""
	}
	n := stepOf(s, p)
	step := interview.Steps()[n-1]
	where := step.Phase + " · " + strconv.Itoa(n) + " " + step.Title
	q := question(s, p)
	if q == nil {
		return where
	}
	at, of := 0, 0
	for _, other := range interview.Questions(s.Catalogue, n) {
		if !asked(s, other) {
			continue
		}
		of++
		if other.ID == q.ID {
			at = of
		}
	}
	if at == 0 {
		return where + " · " + notAsked
	}
	return where + " · " + questionOf(at, of)
}

// stillMissing says in one line what an assessment needs, for the start of a sitting.
func stillMissing(s interview.State) string {
	r := &s.Result
	if len(s.Assessment.Answers) == 0 {
		return ""
	}
	open, measures := 0, 0
	for _, e := range interview.Outline(s) {
		if _, ok := applies(s, e.Place, e.Step); ok && e.Mark == interview.Open && question(s, e.Place) != nil {
			open++
		}
	}
	for i := range r.Measures {
		if r.Measures[i].Answer.State == "" && assessment.Assessed(r.Scope.Regime) {
			measures++
		}
	}
	first := ""
	if len(r.Findings) > 0 {
		first = text.Visible(r.Findings[0].Text)
	}
	unconfirmed := 0
	for i := range s.Catalogue.Questions {
		if q := &s.Catalogue.Questions[i]; interview.Unconfirmed(s.Assessment, q.ID) && asked(s, q) {
			unconfirmed++
		}
	}
	return missingLine(open, unconfirmed, measures, first)
}
