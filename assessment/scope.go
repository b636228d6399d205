package assessment

import (
	"slices"

	"selfmark/assessment/catalogue"
)

// scope applies the tests of Art. 2 and 3 and the dates of Art. 69 to the
// answers of step 2.
func scope(cat *catalogue.Catalogue, a Assessment, facts TagSet) ScopeResult {
	s := scoper{cat: cat, a: a, facts: facts}
	r := ScopeResult{Tests: []TestResult{s.role(), s.product(), s.market(), s.connection(), s.exclusion(), s.freeSoftware(), s.placed()}}
	r.Regime, r.Reason = s.regime(r.Tests)
	r.Title = regimeTitle(r.Regime)
	return r
}

func regimeTitle(r Regime) string {
	switch r {
	case InScope:
		return "in scope"
	case Transition:
		return "in scope, transition: reporting only"
	case OutOfScope:
		return "out of scope"
	case Steward:
		return "open-source steward: Art. 24 only, from 11 December 2027"
	case OtherRole:
		return "another role: this assessment is the manufacturer's"
	case ConfirmScope:
		return "to be confirmed with counsel"
	default:
		return "open"
	}
}

// Assessed reports whether risks, measures and requirements are assessed under a
// regime. A product in transition owes reporting only (Art. 69(2), (3)), a steward
// Art. 24 only, and who has another role or a product out of scope none of it;
// while the scope is open or doubtful everything is asked.
func Assessed(r Regime) bool {
	return r == InScope || r == ConfirmScope || r == ScopeOpen
}

// Applies reports whether a question matters under a regime: product and scope
// always, reporting also in transition.
func Applies(q *catalogue.Question, r Regime) bool {
	return Assessed(r) || q.Step <= stepScope || r == Transition && q.Section == "reporting"
}

type scoper struct {
	cat   *catalogue.Catalogue
	a     Assessment
	facts TagSet
}

// test describes one test by the question it rests on.
func (s scoper) test(title string, passed bool, cite catalogue.Citation, ids ...catalogue.QuestionID) TestResult {
	t := TestResult{Title: title, Passed: passed, Outcome: "open", Reason: Reason{Rule: string(cite), Text: "not answered yet", Answers: ids, Cite: []catalogue.Citation{cite}}}
	answer, given := s.a.Answers[ids[0]]
	q := s.cat.Question(ids[0])
	if !given || q == nil {
		return t
	}
	t.Known = !answer.NotSure
	t.Outcome = AnswerWords(q, answer)
	t.Reason.Text = "answered: " + t.Outcome
	return t
}

func (s scoper) role() TestResult {
	return s.test("Role", s.facts.any("role:manufacturer", "role:modifier"), "Art. 3(13)", "scope.role")
}

func (s scoper) product() TestResult {
	return s.test("Product with digital elements", s.facts.Has("kind:product"), "Art. 3(1)", "scope.product_kind")
}

func (s scoper) market() TestResult {
	return s.test("Made available on the market", s.facts.Has("market:yes"), "Art. 3(22)", "scope.made_available")
}

func (s scoper) connection() TestResult {
	return s.test("Data connection", s.facts.Has("connection:yes"), "Art. 2(1)", "scope.data_connection")
}

// exclusionProvision is where each exclusion stands (law.md 1.2).
func exclusionProvision(facts TagSet) catalogue.Citation {
	for _, e := range []struct {
		fact catalogue.Tag
		cite catalogue.Citation
	}{
		{"exclusion:medical", "Art. 2(2)(a)"}, {"exclusion:in-vitro", "Art. 2(2)(b)"}, {"exclusion:vehicle", "Art. 2(2)(c)"},
		{"exclusion:l-vehicle", "Art. 2(5)"}, {"exclusion:aviation", "Art. 2(3)"}, {"exclusion:marine", "Art. 2(4)"},
		{"exclusion:spare-part", "Art. 2(6)"}, {"exclusion:defence", "Art. 2(7)"},
	} {
		if facts.Has(e.fact) {
			return e.cite
		}
	}
	return "Art. 2"
}

func (s scoper) exclusion() TestResult {
	return s.test("Excluded by sector law", s.facts.Has("exclusion:none"), exclusionProvision(s.facts), "scope.exclusion")
}

func (s scoper) freeSoftware() TestResult {
	passed := s.facts.any("foss:no", "foss:monetised")
	return s.test("Free and open-source software outside commerce", passed, "recital 18", "scope.foss", "scope.steward_test")
}

func (s scoper) placed() TestResult {
	passed := s.facts.any("placed:from", "modified:yes")
	return s.test("Placed on the market from 11 December 2027", passed, "Art. 69(2)", "scope.placed", "scope.modified")
}

// regime draws the conclusion: a test that fails for certain decides; otherwise
// an unanswered one leaves it open, and a doubtful one goes to counsel.
func (s scoper) regime(tests []TestResult) (Regime, Reason) {
	switch {
	case s.facts.Has("role:steward"):
		return Steward, Reason{Rule: "Art. 24", Text: "The role is open-source software steward.", Answers: ids("scope.role"), Cite: cite("Art. 3(14)", "Art. 24")}
	case s.facts.Has("role:other"):
		return OtherRole, Reason{Rule: "Art. 19, 20", Text: "The duties of the manufacturer fall on another.", Answers: ids("scope.role"), Cite: cite("Art. 19", "Art. 20")}
	}
	for _, t := range tests[1:5] {
		if t.Known && !t.Passed {
			return OutOfScope, Reason{Rule: t.Reason.Rule, Text: t.Title + ": " + t.Outcome, Answers: t.Reason.Answers, Cite: t.Reason.Cite}
		}
	}
	if r, reason := s.freeSoftwareRegime(); r != InScope {
		return r, reason
	}
	if i := slices.IndexFunc(tests, func(t TestResult) bool { return !t.Known }); i >= 0 {
		return s.unknown(tests[i])
	}
	if !tests[6].Passed {
		return s.before()
	}
	return InScope, Reason{Rule: "Art. 2(1)", Text: "All tests are met and no exclusion applies.", Answers: ids("scope.role", "scope.product_kind", "scope.made_available", "scope.data_connection", "scope.exclusion", "scope.placed"), Cite: cite("Art. 2(1)")}
}

// freeSoftwareRegime: unmonetised free software is not made available on the
// market (recital 18), but a legal person that supports it may be a steward.
func (s scoper) freeSoftwareRegime() (Regime, Reason) {
	switch {
	case s.facts.Has("foss:unclear"):
		return ConfirmScope, Reason{Rule: "recital 15", Text: "Donations above cost or paid support may be commercial activity.", Answers: ids("scope.foss"), Cite: cite("recital 15", "recital 18")}
	case !s.facts.Has("foss:unmonetised"):
		return InScope, Reason{}
	case s.facts.Has("steward:yes"):
		return Steward, Reason{Rule: "Art. 3(14)", Text: "A legal person supports the free software systematically.", Answers: ids("scope.foss", "scope.steward_test"), Cite: cite("Art. 3(14)", "Art. 24")}
	case s.facts.Has("steward:no"):
		return OutOfScope, Reason{Rule: "recital 18", Text: "Free and open-source software that its maker does not monetise is not made available on the market.", Answers: ids("scope.foss", "scope.steward_test"), Cite: cite("Art. 3(22)", "recital 18")}
	default:
		return ScopeOpen, Reason{Rule: "Art. 3(14)", Text: "The steward test is not answered yet.", Answers: ids("scope.steward_test"), Cite: cite("Art. 3(14)")}
	}
}

// unknown tells a question nobody answered from one that was answered "not sure".
func (s scoper) unknown(t TestResult) (Regime, Reason) {
	for _, id := range t.Reason.Answers {
		if s.a.Answers[id].NotSure {
			return ConfirmScope, Reason{Rule: t.Reason.Rule, Text: t.Title + ": not sure", Answers: ids(id), Cite: t.Reason.Cite}
		}
	}
	return ScopeOpen, Reason{Rule: t.Reason.Rule, Text: t.Title + " is not answered yet.", Answers: t.Reason.Answers, Cite: t.Reason.Cite}
}

// before: units placed before 11 December 2027 and not substantially modified
// since stay in scope with reporting only (Art. 69(2) and (3)).
func (s scoper) before() (Regime, Reason) {
	if s.facts.Has("modified:no") {
		return Transition, Reason{Rule: "Art. 69(2)–(3)", Text: "All units were placed before 11 December 2027 and none is substantially modified: only reporting applies.", Answers: ids("scope.placed", "scope.modified"), Cite: cite("Art. 69(2)", "Art. 69(3)")}
	}
	if s.a.Answers["scope.modified"].NotSure {
		return ConfirmScope, Reason{Rule: "Art. 69(2)", Text: "Substantial modification: not sure", Answers: ids("scope.modified"), Cite: cite("Art. 69(2)", "Art. 3(30)")}
	}
	return ScopeOpen, Reason{Rule: "Art. 69(2)", Text: "Whether the product was substantially modified is not answered yet.", Answers: ids("scope.modified"), Cite: cite("Art. 69(2)")}
}

func ids(list ...catalogue.QuestionID) []catalogue.QuestionID { return list }

func cite(list ...catalogue.Citation) []catalogue.Citation { return list }

// remote applies the two questions of Art. 3(2) to each service.
func remote(a Assessment) []RemoteResult {
	var out []RemoteResult
	for _, s := range a.Remote {
		r := RemoteResult{Name: s.Name, Reason: Reason{Rule: "Art. 3(2)", Cite: cite("Art. 3(2)", "recital 11")}}
		switch {
		case s.Needed == No:
			r.Outcome, r.Title = "outside", "outside the product; looked at as part of its environment"
			r.Reason.Text = "its absence stops no function"
		case s.Needed == "" || s.Own == "":
			r.Outcome, r.Title = "open", "open: both questions need an answer"
			r.Reason.Text = "not answered yet"
		case s.Own == No:
			r.Outcome, r.Title = "component", "treated like a third-party component"
			r.Reason.Text = "a function needs it, and others developed it on their own account"
			r.Reason.Cite = append(r.Reason.Cite, "Art. 13(5)")
		default:
			r.Outcome, r.Title = "part", "remote data processing: part of the product"
			r.Reason.Text = "a function needs it, and it was developed by the maker or under its responsibility"
		}
		out = append(out, r)
	}
	return out
}
