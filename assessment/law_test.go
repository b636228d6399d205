package assessment

import (
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment/catalogue"
)

// answering makes an assessment from option ids: "scope.role=manufacturer".
func answering(t *testing.T, pairs map[catalogue.QuestionID]string) Assessment {
	t.Helper()
	cat := catalogue.Load()
	a := Assessment{Answers: map[catalogue.QuestionID]Answer{}}
	for id, value := range pairs {
		q := cat.Question(id)
		if q == nil {
			t.Fatalf("no question %s", id)
		}
		switch {
		case value == "not sure":
			a.Answers[id] = Answer{NotSure: true}
		case q.Kind == catalogue.KindMulti && value == "no":
			a.Answers[id] = Answer{Options: []string{}}
		case q.Kind == catalogue.KindOne || q.Kind == catalogue.KindMulti || q.Kind == catalogue.KindYesNo:
			if value != "no" && q.Option(value) == nil {
				t.Fatalf("%s has no option %s", id, value)
			}
			a.Answers[id] = Answer{Options: []string{value}}
		default:
			a.Answers[id] = Answer{Text: value}
		}
	}
	return a
}

// inScope answers every scope question so that the regulation applies.
func inScope(changes map[catalogue.QuestionID]string) map[catalogue.QuestionID]string {
	all := map[catalogue.QuestionID]string{"scope.role": "manufacturer", "scope.product_kind": "hardware", "scope.made_available": "yes",
		"scope.data_connection": "direct", "scope.exclusion": "none", "scope.foss": "no", "scope.placed": "from"}
	for id, value := range changes {
		if value == "" {
			delete(all, id)
			continue
		}
		all[id] = value
	}
	return all
}

type change = map[catalogue.QuestionID]string

// TestScope: one row per test and exclusion of law.md 1.
func TestScope(t *testing.T) {
	for _, c := range []struct {
		name   string
		change change
		want   Regime
		cite   catalogue.Citation
	}{
		{"Art. 2(1) all tests met", nil, InScope, "Art. 2(1)"},
		{"Art. 2(1) indirect connection", change{"scope.data_connection": "indirect"}, InScope, "Art. 2(1)"},
		{"Art. 2(1) no connection", change{"scope.data_connection": "none"}, OutOfScope, "Art. 2(1)"},
		{"Art. 3(1) only a service", change{"scope.product_kind": "service"}, OutOfScope, "Art. 3(1)"},
		{"Art. 3(1) software", change{"scope.product_kind": "software"}, InScope, "Art. 2(1)"},
		{"Art. 3(22) own use", change{"scope.made_available": "no"}, OutOfScope, "Art. 3(22)"},
		{"Art. 3(1) a signal that only powers", change{"scope.data_connection": "signal"}, OutOfScope, "Art. 2(1)"},
		{"Art. 4(2) prototype at a fair", change{"scope.made_available": "prototype", "scope.test_sign": "yes"}, InScope, "Art. 2(1)"},
		{"Art. 4(3) unfinished software", change{"scope.made_available": "testing", "scope.test_sign": "yes", "scope.test_safety": "no"}, InScope, "Art. 2(1)"},
		{"Art. 3(13) role not sure", change{"scope.role": "not sure"}, ConfirmScope, "Art. 3(13)"},
		{"Art. 21 own name", change{"scope.role": "own-name"}, InScope, "Art. 21"},
		{"Art. 21 importer under own name", change{"scope.role": "importer", "scope.trade_change": "yes"}, InScope, "Art. 21"},
		{"Art. 21 distributor who modified it substantially", change{"scope.role": "distributor", "scope.trade_change": "yes"}, InScope, "Art. 21"},
		{"Art. 21 importer, not sure", change{"scope.role": "importer", "scope.trade_change": "not sure"}, ConfirmScope, "Art. 21"},
		{"Art. 21 importer, open", change{"scope.role": "importer"}, ScopeOpen, "Art. 21"},
		{"Art. 22(2) modifier, whole product", change{"scope.role": "modifier", "scope.modified_extent": "whole"}, InScope, "Art. 22(2)"},
		{"Art. 22(2) modifier, affected part", change{"scope.role": "modifier", "scope.modified_extent": "part"}, InScope, "Art. 22(2)"},
		{"Art. 22(2) modifier, extent open", change{"scope.role": "modifier"}, ScopeOpen, "Art. 22(2)"},
		{"Art. 22(2) modifier, extent not sure", change{"scope.role": "modifier", "scope.modified_extent": "not sure"}, ConfirmScope, "Art. 22(2)"},
		{"Art. 19 importer", change{"scope.role": "importer", "scope.trade_change": "no"}, OtherRole, "Art. 19"},
		{"Art. 20 distributor", change{"scope.role": "distributor", "scope.trade_change": "no"}, OtherRole, "Art. 20"},
		{"Art. 18 authorised representative", change{"scope.role": "representative"}, OtherRole, "Art. 18"},
		{"recital 18 contributor", change{"scope.role": "contributor"}, OtherRole, "recital 18"},
		{"user", change{"scope.role": "user"}, OtherRole, "Art. 3(13)"},
		{"Art. 24 steward", change{"scope.role": "steward"}, Steward, "Art. 3(14)"},
		{"Art. 2(2)(a) medical", change{"scope.exclusion": "medical"}, OutOfScope, "Art. 2(2)(a)"},
		{"Art. 2(2)(b) in vitro", change{"scope.exclusion": "in-vitro"}, OutOfScope, "Art. 2(2)(b)"},
		{"Art. 2(2)(c) vehicle, exclusive component", change{"scope.exclusion": "vehicle", "scope.vehicle_exclusive": "yes", "scope.vehicle_open": "no"}, OutOfScope, "Art. 2(2)(c)"},
		{"Art. 2(2)(c) generic component", change{"scope.exclusion": "vehicle", "scope.vehicle_exclusive": "no"}, InScope, "Art. 2(1)"},
		{"Art. 2(2)(c) component in an open web shop", change{"scope.exclusion": "vehicle", "scope.vehicle_exclusive": "yes", "scope.vehicle_open": "yes"}, InScope, "Art. 2(1)"},
		{"Art. 2(2)(c) boundary open", change{"scope.exclusion": "vehicle", "scope.vehicle_exclusive": "yes"}, ScopeOpen, "Art. 2(2)(c)"},
		{"Art. 2(2)(c) boundary not sure", change{"scope.exclusion": "vehicle", "scope.vehicle_exclusive": "not sure"}, ConfirmScope, "Art. 2(2)(c)"},
		{"Art. 2(3) certified for aviation", change{"scope.exclusion": "aviation", "scope.aviation_certified": "yes"}, OutOfScope, "Art. 2(3)"},
		{"Art. 2(3) drone without certificate", change{"scope.exclusion": "aviation", "scope.aviation_certified": "no"}, InScope, "Art. 2(1)"},
		{"Art. 2(4) marine equipment", change{"scope.exclusion": "marine", "scope.marine_listed": "yes"}, OutOfScope, "Art. 2(4)"},
		{"Art. 2(4) component outside the directive", change{"scope.exclusion": "marine", "scope.marine_listed": "no"}, InScope, "Art. 2(1)"},
		{"Art. 2(5) L-category", change{"scope.exclusion": "l-vehicle", "scope.l1e_pedal": "no"}, OutOfScope, "Art. 2(5)"},
		{"Art. 2(5) L1e designed to pedal", change{"scope.exclusion": "l-vehicle", "scope.l1e_pedal": "yes"}, InScope, "Art. 2(1)"},
		{"Art. 2(6) spare part", change{"scope.exclusion": "spare-part", "scope.spare_part_same": "same", "scope.spare_part_host": "yes"}, OutOfScope, "Art. 2(6)"},
		{"Art. 2(6) not identical", change{"scope.exclusion": "spare-part", "scope.spare_part_same": "different"}, InScope, "Art. 2(1)"},
		{"Art. 2(6) sold for other purposes", change{"scope.exclusion": "spare-part", "scope.spare_part_same": "same", "scope.spare_part_host": "no"}, InScope, "Art. 2(1)"},
		{"≠ G 96 same function and security", change{"scope.exclusion": "spare-part", "scope.spare_part_same": "functional", "scope.spare_part_host": "yes"}, ConfirmScope, "Art. 2(6)"},
		{"Art. 2(7) defence", change{"scope.exclusion": "defence", "scope.defence_exclusive": "yes"}, OutOfScope, "Art. 2(7)"},
		{"Art. 2(7) dual use", change{"scope.exclusion": "defence", "scope.defence_exclusive": "no"}, InScope, "Art. 2(1)"},
		{"exclusion not sure", change{"scope.exclusion": "not sure"}, ConfirmScope, "Art. 2"},
		{"exclusion open", change{"scope.exclusion": ""}, ScopeOpen, "Art. 2"},
		{"recital 18 monetised", change{"scope.foss": "monetised"}, InScope, "Art. 2(1)"},
		{"recital 15 unclear", change{"scope.foss": "unclear"}, ConfirmScope, "recital 15"},
		{"recital 15, signs open", change{"scope.foss": "unmonetised"}, ScopeOpen, "recital 15"},
		{"recital 15, signs not sure", change{"scope.foss": "unmonetised", "scope.foss_signs": "not sure"}, ConfirmScope, "recital 15"},
		{"recital 15, personal data as condition", change{"scope.foss": "unmonetised", "scope.foss_signs": "data"}, InScope, "Art. 2(1)"},
		{"recital 15, donations above cost", change{"scope.foss": "unmonetised", "scope.foss_signs": "donations"}, ConfirmScope, "recital 15"},
		{"≠ G 51 donations", change{"scope.foss": "unclear", "scope.foss_reading": "guidance"}, ConfirmScope, "recital 15"},
		{"recital 18, steward test open", change{"scope.foss": "unmonetised", "scope.foss_signs": "no"}, ScopeOpen, "Art. 3(14)"},
		{"Art. 3(14), steward test not sure", change{"scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "not sure"}, ConfirmScope, "Art. 3(14)"},
		{"recital 18, no steward", change{"scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "no"}, OutOfScope, "Art. 3(22)"},
		{"Art. 3(14) steward", change{"scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "yes"}, Steward, "Art. 3(14)"},
		{"Art. 69(2) all before", change{"scope.placed": "before", "scope.modified": "no"}, Transition, "Art. 69(2)"},
		{"Art. 69(2) modified", change{"scope.placed": "before", "scope.modified": "yes"}, InScope, "Art. 69(2)"},
		{"Art. 69(2) modification not sure", change{"scope.placed": "before", "scope.modified": "not sure"}, ConfirmScope, "Art. 69(2)"},
		{"Art. 69(2) modification open", change{"scope.placed": "before"}, ScopeOpen, "Art. 69(2)"},
		{"Art. 69(3) old design after the date, older units report", change{"scope.placed": "both"}, InScope, "Art. 69(3)"},
		{"Art. 2(5), Delegated Regulation 2025/1535", change{"scope.exclusion": "l-vehicle", "scope.l1e_pedal": "no"}, OutOfScope, "Delegated Regulation (EU) 2025/1535"},
		{"≠ G 33 old design", change{"scope.placed": "both", "scope.old_design_reading": "guidance"}, InScope, "Art. 2(1)"},
		{"≠ G 13 copies of a version", change{"scope.product_kind": "software", "scope.placed": "both", "scope.copies_reading": "guidance"}, ConfirmScope, "Art. 3(21)"},
		{"Art. 3(21) copies of a version, by the text", change{"scope.product_kind": "software", "scope.placed": "both", "scope.copies_reading": "text"}, InScope, "Art. 2(1)"},
		{"≠ G 13 is about software only", change{"scope.placed": "both", "scope.copies_reading": "guidance"}, InScope, "Art. 2(1)"},
		{"≠ G 124 modified parts", change{"scope.placed": "before", "scope.modified": "yes", "scope.part_reading": "guidance"}, InScope, "Art. 2(1)"},
		{"a certain exclusion decides before an open question", change{"scope.exclusion": "medical", "scope.placed": ""}, OutOfScope, "Art. 2(2)(a)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Evaluate(catalogue.Load(), answering(t, inScope(c.change)), day).Scope
			if r.Regime != c.want {
				t.Fatalf("regime %q, want %q (%s)", r.Regime, c.want, r.Reason.Text)
			}
			if r.Reason.Text == "" || r.Title == "" || !slices.Contains(r.Reason.Cite, c.cite) {
				t.Errorf("reason %q citing %v, want %s", r.Reason.Text, r.Reason.Cite, c.cite)
			}
		})
	}
}

// TestReadings: a milder reading is offered, never the default; choosing it is
// listed with its reason, and a missing reason blocks.
func TestReadings(t *testing.T) {
	cat := catalogue.Load()
	for id, choice := range map[string]change{
		"copies":     {"scope.product_kind": "software", "scope.placed": "both", "scope.copies_reading": "guidance"},
		"spare-part": {"scope.exclusion": "spare-part", "scope.spare_part_same": "functional", "scope.spare_part_host": "yes"},
		"donations":  {"scope.foss": "unclear", "scope.foss_reading": "guidance"},
		"part-only":  {"scope.placed": "before", "scope.modified": "yes", "scope.part_reading": "guidance"},
		"old-design": {"scope.placed": "both", "scope.old_design_reading": "guidance"},
	} {
		t.Run(id, func(t *testing.T) {
			a := answering(t, inScope(choice))
			r := Evaluate(cat, a, day)
			if len(r.Readings) != 1 || r.Readings[0].ID != id {
				t.Fatalf("readings %v", r.Readings)
			}
			reading := cat.Reading(id)
			if !has(r, "reading-chosen", string(reading.Question)) || !has(r, "unanswered", string(reading.Reason)) {
				t.Error("the choice is not listed, or its reason is not asked for")
			}
			a.Answers[reading.Reason] = Answer{Text: "counsel said so"}
			if r := Evaluate(cat, a, day); r.Readings[0].Reason != "counsel said so" || has(r, "unanswered", string(reading.Reason)) {
				t.Errorf("reason %q", r.Readings[0].Reason)
			}
		})
	}
	if r := Evaluate(cat, answering(t, inScope(nil)), day); len(r.Readings) > 0 {
		t.Errorf("without a choice: %v", r.Readings)
	}
}

// TestReadingTable: every milder reading can be chosen at its question, needs a
// reason that is asked for, and cites what does not bind.
func TestReadingTable(t *testing.T) {
	cat := catalogue.Load()
	for _, r := range cat.Readings {
		q, reason := cat.Question(r.Question), cat.Question(r.Reason)
		if q == nil || reason == nil {
			t.Errorf("%s: no question %s or %s", r.ID, r.Question, r.Reason)
			continue
		}
		if !slices.ContainsFunc(q.Options, func(o catalogue.Option) bool { return slices.Contains(o.Tags, r.Tag) }) {
			t.Errorf("%s: %s does not offer it", r.ID, r.Question)
		}
		if slices.Contains(q.Options[0].Tags, r.Tag) {
			t.Errorf("%s: the milder reading stands first", r.ID)
		}
		if !slices.ContainsFunc(r.Cite, func(c catalogue.Citation) bool { return !c.Binding() }) {
			t.Errorf("%s cites nothing that does not bind", r.ID)
		}
	}
}

// TestScopePath: only the questions that still matter are asked.
func TestScopePath(t *testing.T) {
	cat := catalogue.Load()
	all := []catalogue.QuestionID{"scope.product_kind", "scope.made_available", "scope.data_connection", "scope.exclusion", "scope.foss", "scope.placed"}
	for name, c := range map[string]struct {
		change change
		asked  int // of the above, from the first
	}{
		"in scope": {nil, 6}, "user": {change{"scope.role": "user"}, 0}, "steward": {change{"scope.role": "steward"}, 0},
		"service": {change{"scope.product_kind": "service"}, 1}, "own use": {change{"scope.made_available": "no"}, 2},
		"no connection": {change{"scope.data_connection": "none"}, 3}, "medical": {change{"scope.exclusion": "medical"}, 4},
		"steward of free software": {change{"scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "yes"}, 5},
	} {
		r := Evaluate(cat, answering(t, inScope(c.change)), day)
		for i, id := range all {
			if asked := Asked(cat.Question(id), r.Tags); asked != (i < c.asked) {
				t.Errorf("%s: %s asked: %v", name, id, asked)
			}
		}
	}
}

// TestRoles: every role that can be chosen has its page, and its duties are cited.
func TestRoles(t *testing.T) {
	cat := catalogue.Load()
	for _, o := range cat.Question("scope.role").Options {
		role := cat.Role(o.ID)
		if role == nil || role.Title == "" || role.Summary == "" || len(role.Duties) == 0 || len(role.Cite) == 0 {
			t.Errorf("%s has no page", o.ID)
			continue
		}
		for _, d := range role.Duties {
			if d.Text == "" || len(d.Cite) == 0 {
				t.Errorf("%s: a duty without text or citation", o.ID)
			}
		}
	}
	for id, provisions := range map[string][]catalogue.Citation{
		"importer":       {"Art. 19(1)", "Art. 19(3)", "Art. 19(4)", "Art. 19(5)", "Art. 19(6)", "Art. 19(7)", "Art. 19(8)", "Art. 23(1)"},
		"distributor":    {"Art. 20(1)", "Art. 20(2)(a)", "Art. 20(2)(b)", "Art. 20(3)", "Art. 20(4)", "Art. 20(5)", "Art. 20(6)", "Art. 23(1)"},
		"representative": {"Art. 18(1)", "Art. 18(2)", "Art. 18(3)(a)", "Art. 18(3)(b)", "Art. 18(3)(c)"},
		"steward":        {"Art. 24(1)", "Art. 24(2)", "Art. 24(3)", "Art. 52(3)", "Art. 64(10)(b)"},
	} {
		for _, p := range provisions {
			if !slices.ContainsFunc(cat.Role(id).Duties, func(d catalogue.Duty) bool { return slices.Contains(d.Cite, p) }) {
				t.Errorf("%s: no duty cites %s", id, p)
			}
		}
	}
}

// TestBeforeMarket: what is shown or tested before it conforms, the least of a
// mandate, and what is near an exclusion.
func TestBeforeMarket(t *testing.T) {
	for _, c := range []struct {
		name, id, item string
		with, without  change
	}{
		{"Art. 4(2) sign", "test-sign", "scope.test_sign", change{"scope.made_available": "prototype", "scope.test_sign": "no"}, change{"scope.made_available": "prototype", "scope.test_sign": "yes"}},
		{"Art. 4(4) safety component", "test-safety", "scope.test_safety", change{"scope.made_available": "testing", "scope.test_safety": "yes"}, change{"scope.made_available": "testing", "scope.test_safety": "no"}},
		{"Art. 18(3) mandate", "mandate-short", "scope.mandate", change{"scope.representative": "yes", "scope.mandate": "keep"}, change{"scope.representative": "no", "scope.mandate": "keep"}},
		{"near an exclusion", "near-exclusion", "scope.exclusion", change{"scope.exclusion": "aviation", "scope.aviation_certified": "no"}, nil},
	} {
		for want, answers := range map[bool]change{true: c.with, false: c.without} {
			if got := has(Evaluate(catalogue.Load(), answering(t, inScope(answers)), day), c.id, c.item); got != want {
				t.Errorf("%s: found %v, want %v", c.name, got, want)
			}
		}
	}
}

// TestIndirectReading: by the text an own service that a function needs belongs to
// the product; "only indirect" is a reading with a recorded reason.
func TestIndirectReading(t *testing.T) {
	a := Assessment{Remote: []RemoteService{{Name: "deep back end", Needed: Yes, Own: Yes, Reason: "only the front end talks to it"}}}
	r := Evaluate(catalogue.Load(), a, day)
	if r.Remote[0].Outcome != "component" || !has(r, "reading-chosen", "remote") {
		t.Errorf("outcome %s", r.Remote[0].Outcome)
	}
	a.Remote[0].Reason = ""
	if r := Evaluate(catalogue.Load(), a, day); r.Remote[0].Outcome != "part" || has(r, "reading-chosen", "remote") {
		t.Errorf("by the text: %s", r.Remote[0].Outcome)
	}
}

// TestRemoteDataProcessing: the two questions of Art. 3(2).
func TestRemoteDataProcessing(t *testing.T) {
	for _, c := range []struct {
		needed, own Ternary
		want        string
	}{
		{Yes, Yes, "part"}, {Yes, No, "component"}, {No, Yes, "outside"}, {No, No, "outside"}, {NotSure, Yes, "part"}, {Yes, NotSure, "part"}, {Yes, "", "open"}, {"", "", "open"},
	} {
		got := remote(Assessment{Remote: []RemoteService{{Name: "s", Needed: c.needed, Own: c.own}}})[0]
		if got.Outcome != c.want {
			t.Errorf("needed %q, own %q: %s, want %s", c.needed, c.own, got.Outcome, c.want)
		}
	}
}

// TestClass: the core-functionality rule of Art. 7(1) and 8(1).
func TestClass(t *testing.T) {
	for _, c := range []struct {
		category, fit, class string
		review               bool
	}{
		{"none", "", "default", false},
		{"III.I.17", "match", "important-1", false},
		{"III.II.2", "match", "important-2", false},
		{"IV.1", "match", "critical", false},
		{"IV.2", "match", "critical", true},
		{"III.I.12", "integrated", "default", false},
		{"III.I.7", "lacks", "default", false},
		{"IV.2", "lacks", "default", true},
		{"III.I.7", "exceeds", "important-1", true},
		{"III.I.7", "falls-short", "important-1", true},
		{"III.I.17", "", "", false},
		{"", "", "", false},
	} {
		answers := change{}
		if c.category != "" {
			answers["classification.category"] = c.category
		}
		if c.fit != "" {
			answers["classification.fit"] = c.fit
		}
		r := Evaluate(catalogue.Load(), answering(t, answers), day).Class
		if r.Class != c.class || r.Review != c.review || r.Reason.Text == "" {
			t.Errorf("%s, %s: class %q, review %v (%s)", c.category, c.fit, r.Class, r.Review, r.Reason.Text)
		}
	}
}

// TestRoutes: the table of law.md 3.1, with the standards as they are and as they
// may be one day.
func TestRoutes(t *testing.T) {
	cited := *catalogue.Load()
	cited.Standards.Cited = []string{"EN 304 632"}
	mandatory := *catalogue.Load()
	mandatory.Standards.Mandatory = []string{"IV.1"}
	scheme := *catalogue.Load()
	scheme.Standards.Schemes = []string{"EUCC"}
	for _, c := range []struct {
		name    string
		cat     *catalogue.Catalogue
		answers change
		open    []string
	}{
		{"Art. 32(1) default", catalogue.Load(), change{"classification.category": "none"}, []string{"A", "B+C", "H"}},
		{"Art. 32(2) class I, nothing cited", catalogue.Load(), change{"classification.category": "III.I.17", "classification.fit": "match"}, []string{"B+C", "H"}},
		{"Art. 32(2) class I, cited", &cited, change{"classification.category": "III.I.17", "classification.fit": "match"}, []string{"A", "B+C", "H"}},
		{"Art. 32(3) class II", &cited, change{"classification.category": "III.II.1", "classification.fit": "match"}, []string{"B+C", "H"}},
		{"Art. 32(4) critical, nothing mandatory", catalogue.Load(), change{"classification.category": "IV.1", "classification.fit": "match"}, []string{"B+C", "H"}},
		{"Art. 8(1) critical, mandatory", &mandatory, change{"classification.category": "IV.1", "classification.fit": "match"}, []string{"scheme"}},
		{"Art. 32(5) free software of class II", catalogue.Load(), change{"scope.foss": "monetised", "classification.category": "III.II.1", "classification.fit": "match", "classification.foss_documentation": "yes"}, []string{"A", "B+C", "H"}},
		{"Art. 32(5) documentation not public", catalogue.Load(), change{"scope.foss": "monetised", "classification.category": "III.II.1", "classification.fit": "match", "classification.foss_documentation": "no"}, []string{"B+C", "H"}},
		{"Art. 32(5) does not reach Annex IV", catalogue.Load(), change{"scope.foss": "monetised", "classification.category": "IV.1", "classification.fit": "match"}, []string{"B+C", "H"}},
		{"Art. 27(9) scheme", &scheme, change{"classification.category": "none"}, []string{"A", "B+C", "H", "scheme"}},
		{"Art. 32(5a) health records", catalogue.Load(), change{"classification.category": "none", "classification.ehr": "yes"}, []string{"other-law"}},
		{"Art. 32(5a) health records of class I", &cited, change{"classification.category": "III.I.1", "classification.fit": "match", "classification.ehr": "yes"}, []string{"other-law"}},
		{"Art. 12(2) high-risk AI, default", catalogue.Load(), change{"classification.category": "none", "classification.high_risk_ai": "yes"}, []string{"other-law"}},
		{"Art. 12(2) high-risk AI, not sure", catalogue.Load(), change{"classification.category": "none", "classification.high_risk_ai": "not sure"}, []string{"A", "B+C", "H"}},
		{"Art. 12(2) high-risk AI of class I, standards in full", &cited, change{"classification.category": "III.I.1", "classification.fit": "match", "classification.high_risk_ai": "yes"}, []string{"other-law"}},
		{"Art. 12(3) high-risk AI of class I, third party", catalogue.Load(), change{"classification.category": "III.I.1", "classification.fit": "match", "classification.high_risk_ai": "yes"}, []string{"B+C", "H", "other-law"}},
		{"Art. 12(3) high-risk AI of class II", catalogue.Load(), change{"classification.category": "III.II.2", "classification.fit": "match", "classification.high_risk_ai": "yes"}, []string{"B+C", "H", "other-law"}},
		{"Art. 12(3) critical high-risk AI, mandatory certificate", &mandatory, change{"classification.category": "IV.1", "classification.fit": "match", "classification.high_risk_ai": "yes"}, []string{"scheme", "other-law"}},
		{"open class", catalogue.Load(), change{}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Evaluate(c.cat, covered(answering(t, c.answers), c.cat.Standards), day)
			var open []string
			for _, route := range r.Routes {
				if route.Open {
					open = append(open, route.ID)
				}
				if route.Reason.Text == "" || len(route.Reason.Cite) == 0 || route.Title == "" {
					t.Errorf("route %s has no title, reason or citation", route.ID)
				}
			}
			if !slices.Equal(open, c.open) {
				t.Errorf("open %v, want %v", open, c.open)
			}
		})
	}
}

// TestSupport: Art. 13(8) and 13(13), counted from the last unit.
func TestSupport(t *testing.T) {
	for _, c := range []struct {
		first, last, years, end string
		minimum, expected, keep string
	}{
		{"2028-01-15", "2030-06-30", "8", "2038-06", "2035-06", "2038-06", "2040-06-30"},
		{"2028-01-15", "open", "8", "2036-01", "2033-01", "2036-01", "2038-01-15"},
		{"2028-01-15", "2028-01-15", "3", "2031-01", "2031-01", "2031-01", "2038-01-15"},
		{"2028-01-15", "2028-01-15", "15", "2043-01", "2033-01", "2043-01", "2043-01-31"},
		{"2028-01-15", "2028-01-15", "", "2043-01", "", "", "2043-01-31"},
		{"", "", "8", "2036-01", "", "", ""},
	} {
		s := support(Assessment{Answers: map[catalogue.QuestionID]Answer{"product.first_unit": {Text: c.first}, "product.last_unit": {Text: c.last}, "Q08": {Text: c.years}, "life.support_end": {Text: c.end}}})
		if s.MinimumMonth != c.minimum || s.ExpectedMonth != c.expected || s.KeepUntil != c.keep {
			t.Errorf("%+v: at least %s, expected %s, keep until %s", c, s.MinimumMonth, s.ExpectedMonth, s.KeepUntil)
		}
	}
}

// approvable is a device whose T18 stays R3 with everything an approval needs.
func approvable(t *testing.T) (*catalogue.Catalogue, Assessment) {
	t.Helper()
	cat := catalogue.Load()
	a := answering(t, change{"Q26": "mcu", "Q10": "lan", "Q05": "business"})
	a.Signers = []Signer{{ID: "boss", Role: RoleManagement, Name: "B", Function: "f", Organisation: "o", Principal: "b@x.example", Statement: "s"}}
	d := RiskDecision{Decision: "keep", Reason: "r", Compensation: "c", UserInformation: "u", Approver: "boss", Review: "2027-06-01", Approved: true}
	a.Measures = map[catalogue.MeasureID]MeasureAnswer{"M25": {State: Done, How: "h"}, "M26": {State: Partly, How: "h"}}
	r := threat(t, Evaluate(cat, a, day), "T18")
	if r.Residual != 3 {
		t.Fatalf("T18 stays %s, the test wants R3", r.Residual)
	}
	d.ApprovedState = r.StateDigest
	a.Risks = map[catalogue.ThreatID]RiskDecision{"T18": d}
	return cat, a
}

func threat(t *testing.T, r Result, id catalogue.ThreatID) ThreatResult {
	t.Helper()
	for _, x := range r.Threats {
		if x.ID == id {
			return x
		}
	}
	t.Fatalf("no %s", id)
	return ThreatResult{}
}

// TestApproval: an approval of an R3 is bound to the state it approved, needs all
// its parts, and holds for twelve months at most.
func TestApproval(t *testing.T) {
	cat, a := approvable(t)
	if x := threat(t, Evaluate(cat, a, day), "T18"); !x.Approved || x.ApprovalVoid {
		t.Fatal("a complete approval is not valid")
	}
	t.Run("a later answer voids it", func(t *testing.T) {
		b := a.Clone()
		b.Measures["M26"] = MeasureAnswer{State: NotDone, Reason: "r"}
		if x := threat(t, Evaluate(cat, b, day), "T18"); x.Approved || !x.ApprovalVoid {
			t.Errorf("approved %v, void %v", x.Approved, x.ApprovalVoid)
		}
		if !has(Evaluate(cat, b, day), "approval-void", "T18") {
			t.Error("nothing says so")
		}
	})
	for name, change := range map[string]func(*RiskDecision){
		"reason": func(d *RiskDecision) { d.Reason = "" }, "compensation": func(d *RiskDecision) { d.Compensation = "" },
		"user information": func(d *RiskDecision) { d.UserInformation = "" }, "approver": func(d *RiskDecision) { d.Approver = "" },
		"review too late": func(d *RiskDecision) { d.Review = "2027-12-01" }, "no review": func(d *RiskDecision) { d.Review = "" },
	} {
		t.Run("without "+name, func(t *testing.T) {
			b := a.Clone()
			d := b.Risks["T18"]
			change(&d)
			b.Risks["T18"] = d
			if threat(t, Evaluate(cat, b, day), "T18").Approved {
				t.Error("still approved")
			}
		})
	}
	t.Run("after the review date", func(t *testing.T) {
		if threat(t, Evaluate(cat, a, day.AddDate(0, 8, 0)), "T18").Approved {
			t.Error("still approved")
		}
	})
}

func has(r Result, id, item string) bool {
	return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == id && f.Item == item })
}

// TestFindings: what must be found, one row each; the same device without the
// cause does not have the finding.
func TestFindings(t *testing.T) {
	cat := catalogue.Load()
	level := Moderate
	six := 6
	for _, c := range []struct {
		id, item string
		cause    func(*Assessment)
		severity Severity
		notReady bool
	}{
		{"not-sure", "Q13", func(a *Assessment) { a.Answers["Q13"] = Answer{NotSure: true} }, Open, false},
		{"unconfirmed", "Q10", func(a *Assessment) { a.Template = &Template{ID: "x", Unconfirmed: []catalogue.QuestionID{"Q10"}} }, Blocking, false},
		{"placeholder", "product.purpose", func(a *Assessment) { a.Answers["product.purpose"] = Answer{Text: "Switches …"} }, Blocking, false},
		{"control-characters", "product.name", func(a *Assessment) { a.Answers["product.name"] = Answer{Text: "a\u202eb"} }, Advice, false},
		{"no-longer-asked", "Q31", func(a *Assessment) { a.Answers["Q31"] = Answer{Options: []string{"yes"}} }, Advice, false},
		{"threat-no-reason", "T18", func(a *Assessment) { a.Threats = map[catalogue.ThreatID]ThreatDecision{"T18": {Dismissed: true}} }, Blocking, false},
		{"threat-no-reason", "T11", func(a *Assessment) {
			a.Threats = map[catalogue.ThreatID]ThreatDecision{"T11": {Factors: &FactorChange{Expertise: &six}}}
		}, Blocking, false},
		{"threat-no-reason", "T12", func(a *Assessment) { a.Threats = map[catalogue.ThreatID]ThreatDecision{"T12": {Impact: &level}} }, Blocking, false},
		{"impact-no-reason", "AS11:A", func(a *Assessment) { a.Impacts = []ImpactOverride{{On: "AS11:A", Level: Negligible}} }, Blocking, false},
		{"measure-no-reason", "M07", func(a *Assessment) { a.Measures["M07"] = MeasureAnswer{State: NotDone} }, Advice, false},
		{"measure-no-how", "M07", func(a *Assessment) { a.Measures["M07"] = MeasureAnswer{State: Done} }, Advice, false},
		{"tested-without-evidence", "M07", func(a *Assessment) { a.Measures["M07"] = MeasureAnswer{State: Tested, How: "h"} }, Advice, false},
		{"evidence-unknown", "M07", func(a *Assessment) {
			a.Measures["M07"] = MeasureAnswer{State: Done, How: "h", Evidence: []string{"E9"}}
		}, Blocking, false},
		{"claim-barred", "a", func(a *Assessment) {
			a.Requirements = map[string]RequirementAnswer{"a": {Claim: &Claim{Ground: "no-risk", Justification: "j", Remaining: "r", By: "b", Answers: []catalogue.QuestionID{"Q10"}}}}
		}, Blocking, false},
		{"claim-incomplete", "g", func(a *Assessment) {
			a.Requirements = map[string]RequirementAnswer{"g": {Claim: &Claim{Ground: "no-risk"}}}
		}, Blocking, false},
		{"requirement-not-met", "d", func(a *Assessment) { a.Requirements = map[string]RequirementAnswer{"d": {NotMet: true}} }, Blocking, true},
		{"part-two-not-met", "II.5", func(a *Assessment) { a.PartTwo = map[int]PartTwoAnswer{5: {NotMet: true}} }, Blocking, true},
		{"exploitable-open", "life.open_exploitable", func(a *Assessment) { a.Answers["life.open_exploitable"] = Answer{Options: []string{"yes"}} }, Blocking, true},
		{"exploitable-open", "life.open_exploitable", func(a *Assessment) {
			a.Components = []Component{{Name: "lib", Vulnerabilities: []Vulnerability{{ID: "CVE-2026-0001", Exploitable: Yes, Open: true}}}}
		}, Blocking, true},
		{"support-short", "life.support_end", func(a *Assessment) { a.Answers["life.support_end"] = Answer{Text: "2030-01"} }, Blocking, false},
		{"support-below-use", "life.support_end", func(a *Assessment) { a.Answers["life.support_end"] = Answer{Text: "2034-01"} }, Advice, false},
		{"route-closed", "classification.route", func(a *Assessment) {
			a.Answers["classification.category"], a.Answers["classification.fit"] = Answer{Text: "III.I.17"}, Answer{Options: []string{"match"}}
			a.Answers["classification.route"] = Answer{Options: []string{"A"}}
		}, Advice, false},
		{"components-missing", "components", func(a *Assessment) { a.Answers["Q29"] = Answer{Options: []string{"yes"}} }, Advice, false},
		{"hand-over-consumer", "T18", func(a *Assessment) { a.Risks = map[catalogue.ThreatID]RiskDecision{"T18": {Decision: "hand-over"}} }, Blocking, false},
		{"open-point", "Q35", func(a *Assessment) { a.Notes = []Note{{On: "Q35", Text: "ask sales", Open: true}} }, Open, false},
		{"catalogue-changed", "", func(a *Assessment) { a.Catalogue = "2025.01" }, Advice, false},
		{"signers-same-key", "signers", func(a *Assessment) {
			a.Signers = []Signer{{ID: "x", Fingerprint: "SHA256:k"}, {ID: "y", Fingerprint: "SHA256:k"}}
		}, Blocking, false},
		{"signers-same-person", "signers", func(a *Assessment) {
			a.Signers = []Signer{{ID: "x", Name: "Anna  Berger"}, {ID: "y", Name: "anna berger"}}
		}, Blocking, false},
		{"signers-same-person", "signers", func(a *Assessment) {
			a.Signers = []Signer{{ID: "x", Principal: "anna@acme.example"}, {ID: "y", Principal: "Anna@acme.example"}}
		}, Blocking, false},
		{"signer-incomplete", "signers", func(a *Assessment) { a.Signers = []Signer{{ID: "x"}} }, Blocking, false},
	} {
		t.Run(c.id+" "+c.item, func(t *testing.T) {
			base := answering(t, change{"Q26": "mcu", "Q10": "lan", "Q12": "ours", "Q05": "business", "Q02": "consumers", "product.first_unit": "2028-01-15", "product.last_unit": "open", "Q08": "8", "life.support_end": "2036-01"})
			base.Measures = map[catalogue.MeasureID]MeasureAnswer{}
			if has(Evaluate(cat, base, day), c.id, c.item) {
				t.Fatal("the finding is there without its cause")
			}
			c.cause(&base)
			r := Evaluate(cat, base, day)
			i := slices.IndexFunc(r.Findings, func(f Finding) bool { return f.ID == c.id && f.Item == c.item })
			if i < 0 {
				t.Fatal("not found")
			}
			f := r.Findings[i]
			if f.Severity != c.severity || f.NotReady != c.notReady || f.Text == "" || f.Remedy == "" || f.Step == 0 {
				t.Errorf("%+v", f)
			}
			if f.Basis == "law" && len(f.Cite) == 0 {
				t.Error("a legal finding without a citation")
			}
			if c.notReady && r.Status != NotReady {
				t.Errorf("status %q", r.Status)
			}
		})
	}
}

// TestStandardsAge: the warning comes after 90 days, by the date given and not by
// a hidden clock.
func TestStandardsAge(t *testing.T) {
	cat := catalogue.Load()
	status, err := time.Parse(time.DateOnly, cat.Standards.Date)
	if err != nil {
		t.Fatal(err)
	}
	if has(Evaluate(cat, Assessment{}, status.AddDate(0, 0, 90)), "standards-old", "classification.route") {
		t.Error("warned after 90 days")
	}
	if !has(Evaluate(cat, Assessment{}, status.AddDate(0, 0, 91)), "standards-old", "classification.route") {
		t.Error("not warned after 91 days")
	}
}

// TestOverrides: the user's values count, the computed ones stay beside them.
func TestOverrides(t *testing.T) {
	cat := catalogue.Load()
	a := answering(t, change{"Q26": "mcu", "Q10": "lan", "Q05": "business"})
	before := threat(t, Evaluate(cat, a, day), "T19")
	nineteen := 19
	a.Threats = map[catalogue.ThreatID]ThreatDecision{"T19": {Factors: &FactorChange{Time: &nineteen}, Reason: "r"}}
	after := threat(t, Evaluate(cat, a, day), "T19")
	if after.Potential != before.Potential+19 || after.ComputedInherent != before.Inherent || after.Inherent >= before.Inherent || after.Catalogue != before.Factors {
		t.Errorf("before %+v, after %+v", before.Potential, after.Potential)
	}
	a.Impacts = []ImpactOverride{{On: "AS11:A", Level: Severe, Reason: "r"}}
	r := Evaluate(cat, a, day)
	for _, asset := range r.Assets {
		if asset.ID == "AS11" && (asset.Concerns[0].Computed.Level != Major || asset.Concerns[0].Impact.Level != Severe || asset.Concerns[0].Impact.Category != "O") {
			t.Errorf("AS11: %+v", asset.Concerns[0])
		}
	}
	if x := threat(t, r, "T18"); x.Impact.Level != Severe {
		t.Errorf("T18 sees %s", x.Impact.Level)
	}
}

// TestOwnItems: own assets, threats and measures take part.
func TestOwnItems(t *testing.T) {
	cat := catalogue.Load()
	a := answering(t, change{"Q26": "mcu", "Q10": "lan"})
	a.Assets = []OwnAsset{{ID: "OA1", Title: "Recipe", Concerns: []OwnConcern{{Concern: "C", Level: Severe, Category: "F", Reason: "r"}}}}
	a.OwnThreats = []OwnThreat{{ID: "OT1", Title: "Spy", Vector: "net", Hits: []catalogue.Hit{"OA1:C"}, Requirements: []string{"e"}, Measures: []catalogue.MeasureID{"M07"}}}
	a.OwnMeasures = []OwnMeasure{{ID: "OM1", Title: "Guard", Threats: []catalogue.ThreatID{"OT1"}}}
	x := threat(t, Evaluate(cat, a, day), "OT1")
	if x.Inherent != 5 || x.Residual != 5 || !x.Own || x.Decides != "OA1:C" {
		t.Fatalf("%+v", x)
	}
	a.Measures = map[catalogue.MeasureID]MeasureAnswer{"OM1": {State: Done, How: "h"}}
	if x := threat(t, Evaluate(cat, a, day), "OT1"); x.Residual != 4 {
		t.Errorf("the own measure leaves %s, want R4: one step", x.Residual)
	}
	a.Threats = map[catalogue.ThreatID]ThreatDecision{"OT1": {Dismissed: true, Reason: "r"}}
	r := Evaluate(cat, a, day)
	if has(r, "residual-unacceptable", "OT1") {
		t.Error("a dismissed threat still blocks")
	}
	for _, q := range r.Requirements {
		if q.Letter == "e" && !slices.Contains(q.Threats, "OT1") {
			t.Error("a dismissed threat left the figures of its requirement")
		}
	}
}

// TestRegimesAskOnlyWhatTheyOwe: out of scope, nothing of the later steps blocks;
// in transition the reporting questions stay.
func TestRegimesAskOnlyWhatTheyOwe(t *testing.T) {
	for _, c := range []struct {
		name      string
		change    change
		later     bool
		reporting bool
	}{
		{"in scope", nil, true, true},
		{"out of scope", change{"scope.exclusion": "medical"}, false, false},
		{"importer", change{"scope.role": "importer", "scope.trade_change": "no"}, false, false},
		{"transition", change{"scope.placed": "before", "scope.modified": "no"}, false, true},
		{"doubtful", change{"scope.exclusion": "not sure"}, true, true},
	} {
		r := Evaluate(catalogue.Load(), answering(t, inScope(c.change)), day)
		if got := has(r, "unanswered", "Q10"); got != c.later {
			t.Errorf("%s: Q10 is asked: %v", c.name, got)
		}
		if got := has(r, "unanswered", "reporting.decider"); got != c.reporting {
			t.Errorf("%s: reporting is asked: %v", c.name, got)
		}
		if got := has(r, "requirement-not-shown", "j"); got != c.later {
			t.Errorf("%s: requirements are judged: %v", c.name, got)
		}
	}
}

// TestMandatoryFrom: a certificate is mandatory from the day on that the delegated act
// sets (Art. 8(1)); until then the routes of Art. 32(4) stay open beside it.
func TestMandatoryFrom(t *testing.T) {
	for _, c := range []struct {
		listed, date string
		open         []string
		says         string
	}{
		{"IV.1", "2026-11-25", []string{"scheme"}, "mandatory for this category."},
		{"IV.1 from 2028-06-01", "2028-05-31", []string{"B+C", "H", "scheme"}, "from 2028-06-01 on"},
		{"IV.1 from 2028-06-01", "2028-06-01", []string{"scheme"}, "mandatory for this category."},
		{"IV.1 from 2028-06-01", "2029-01-01", []string{"scheme"}, "mandatory for this category."},
		{"IV.3 from 2028-06-01", "2029-01-01", []string{"B+C", "H"}, "No delegated act"},
	} {
		cat := *catalogue.Load()
		cat.Standards.Mandatory = []string{c.listed}
		date, err := time.Parse(time.DateOnly, c.date)
		if err != nil {
			t.Fatal(err)
		}
		r := Evaluate(&cat, answering(t, change{"classification.category": "IV.1", "classification.fit": "match"}), date)
		if open := openOf(r); !slices.Equal(open, c.open) {
			t.Errorf("%s on %s: %v", c.listed, c.date, open)
		}
		for _, route := range r.Routes {
			if route.ID == "H" && !strings.Contains(route.Reason.Text, c.says) {
				t.Errorf("%s on %s: %s", c.listed, c.date, route.Reason.Text)
			}
		}
	}
}
