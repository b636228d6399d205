package assessment

import (
	"slices"
	"time"

	"selfmark/assessment/catalogue"
)

// routes lists the ways to show conformity that Art. 32 leaves open to a class,
// with the dated status of standards and schemes. Open names the applicable
// requirements that nothing with a presumption covers in full.
func routes(cat *catalogue.Catalogue, c ClassResult, facts TagSet, open []string, applied []StandardResult, date time.Time) []RouteResult {
	if c.Class == "" {
		return nil
	}
	prose := func(id catalogue.QuestionID) bool { return id == "classification.core_function" } // said with the class, not with each route again
	r := router{cat.Standards, date.Format(time.DateOnly), c, slices.DeleteFunc(slices.Clone(c.Reason.Answers), prose), facts, open, slices.ContainsFunc(applied, func(s StandardResult) bool { return s.Kind.Presumes() })}
	all := r.underOtherLaw([]RouteResult{r.moduleA(), r.third("B+C"), r.third("H"), r.scheme()})
	for i := range all {
		if route := cat.Route(all[i].ID); route != nil {
			all[i].Title = route.Title
		}
	}
	recommend(all)
	return all
}

// recommend marks the first open route, self-assessment before a body; none where
// it hangs on the other law which of them it is.
func recommend(all []RouteResult) {
	i := slices.IndexFunc(all, func(r RouteResult) bool { return r.Open })
	if i < 0 || all[i].ID != otherLaw && all[len(all)-1].ID == otherLaw {
		return
	}
	all[i].Recommended = true
}

type router struct {
	standards catalogue.Standards
	date      string
	class     ClassResult
	decided   []catalogue.QuestionID // the answers that decided the class
	facts     TagSet
	uncovered []string // short ids of requirements
	applied   bool     // something that gives a presumption is applied
}

func (r router) reason(text string, provisions ...catalogue.Citation) Reason {
	return Reason{Rule: string(provisions[0]), Text: text, Answers: r.decided, Cite: provisions}
}

// moduleA is internal control: always for the default class (Art. 32(1)), for
// free software of Annex III with public documentation (Art. 32(5)), and for
// class I only where standards, common specifications or schemes are applied in
// full (Art. 32(2)).
func (r router) moduleA() RouteResult {
	out := RouteResult{ID: "A", Self: true}
	switch {
	case r.class.Class == "default":
		out.Open, out.Reason = true, r.reason(routeDefault, "Art. 32(1)")
	case r.class.Class == "critical":
		out.Reason = r.reason(routeCritical, "Art. 32(4)")
	case r.facts.Has("foss:yes") && r.facts.Has("docs:public"):
		out.Open, out.Reason = true, r.reason(routeFreeSoftware, "Art. 32(5)")
	case r.class.Class == "important-2":
		out.Reason = r.reason(routeClassTwo, "Art. 32(3)")
	default:
		return r.inFull(out)
	}
	return out
}

// inFull is module A for class I: cited standards, common specifications or schemes
// are applied in full to every applicable requirement (Art. 32(2), 27(1)). By the
// milder reading of the guidance they need to cover the core function only.
func (r router) inFull(out RouteResult) RouteResult {
	s := r.standards
	out.Condition = conditionStandards
	switch {
	case len(s.Cited)+len(s.Specifications)+len(s.Schemes) == 0:
		out.Reason = r.reason(nothingCited(s.Date), "Art. 32(2)", "Art. 27(1)")
	case len(r.uncovered) == 0:
		out.Open, out.Reason = true, r.reason(allCovered(s.Date), "Art. 32(2)", "Art. 27(1)")
	case r.applied && r.facts.Has("reading:core-standard"):
		out.Open, out.Condition = true, conditionReading
		out.Reason = r.reason(coreCovered(s.Date, r.uncovered), "Art. 32(2)", "Commission guidance C(2026) 5252 point 149")
	default:
		out.Reason = r.reason(notCovered(s.Date, len(s.Cited), len(s.Specifications), len(s.Schemes), r.uncovered), "Art. 32(2)", "Art. 27(1)")
	}
	return out
}

// third is type examination (B+C) or full quality assurance (H): open to every
// class, to critical products unless a delegated act makes a certificate
// mandatory, until the day from which it does (Art. 8(1), 32(4)).
func (r router) third(id string) RouteResult {
	out := RouteResult{ID: id, Open: true, Condition: conditionBody(r.standards.Date, r.standards.NotifiedBodies)}
	from, mandatory := r.standards.Certification(r.class.Category)
	switch {
	case r.class.Class == "default":
		out.Reason = r.reason(routeEvery, "Art. 32(1)")
	case r.class.Class == "important-1":
		out.Reason = r.reason(routeThirdClassI, "Art. 32(2)")
	case r.class.Class == "important-2":
		out.Reason = r.reason(routeThirdClassII, "Art. 32(3)")
	case mandatory && r.date < from:
		out.Reason = r.reason(mandatoryFrom(from), "Art. 8(1)", "Art. 32(4)")
	case mandatory:
		out.Open = false
		out.Reason = r.reason(routeMandatory, "Art. 8(1)", "Art. 32(4)")
	default:
		out.Reason = r.reason(routeNotMandatory, "Art. 32(4)", "Art. 8(1)")
	}
	return out
}

// scheme is a European cybersecurity certificate (Art. 27(9), 8(1)).
func (r router) scheme() RouteResult {
	out := RouteResult{ID: "scheme", Condition: conditionScheme}
	if r.class.Class == "default" {
		out.Condition = conditionSchemeDefault
	}
	_, mandatory := r.standards.Certification(r.class.Category)
	out.Open = mandatory || len(r.standards.Schemes) > 0
	text := noScheme(r.standards.Date)
	if out.Open {
		text = routeSchemeNamed
	}
	out.Reason = r.reason(text, "Art. 27(9)", r.schemeRule())
	return out
}

// schemeRule is where Art. 32 names a certificate as a route to a class.
func (r router) schemeRule() catalogue.Citation {
	switch r.class.Class {
	case "important-1":
		return "Art. 32(2)"
	case "important-2":
		return "Art. 32(3)(c)"
	case "critical":
		return "Art. 32(4)"
	}
	return "Art. 32(1)(d)"
}

// otherLaw is the id of the procedure of other Union law.
const otherLaw = "other-law"

// underOtherLaw closes the routes of Art. 32 to a health record system, which goes by
// the procedure of its own act (Art. 32(5a)), and to a high-risk AI system, for which
// that of the AI act applies (Art. 12(2)). An important or critical product that
// needs a third party keeps them where the AI act asks for internal control only
// (Art. 12(3)); which it asks for is for the maker to say.
func (r router) underOtherLaw(all []RouteResult) []RouteResult {
	switch {
	case r.facts.Has("ehr:yes"):
		closeAll(all, r.reason(routeOnlyHealthRecords, "Art. 32(5a)"))
		return append(all, RouteResult{ID: otherLaw, Open: true, Condition: conditionHealthRecords, Reason: r.reason(routeHealthRecords, "Art. 32(5a)")})
	case !r.facts.Has("ai:high-risk"):
		return all
	}
	procedure := RouteResult{ID: otherLaw, Open: true, Reason: r.reason(routeHighRiskAI, "Art. 12(2)", "Art. 12(3)")}
	if r.class.Class == "default" || all[0].Open {
		closeAll(all, r.reason(routeOnlyHighRiskAI, "Art. 12(2)"))
		return append(all, procedure)
	}
	procedure.Condition = conditionHighRiskAI
	closeAll(all[:1], r.reason(routeOnlyHighRiskAI, "Art. 12(2)"))
	for i := 1; i < len(all); i++ {
		all[i].Condition += "; " + conditionInternalControl
		all[i].Reason.Cite = append(all[i].Reason.Cite, "Art. 12(3)")
	}
	return append(all, procedure)
}

// closeAll closes every route for one reason.
func closeAll(all []RouteResult, why Reason) {
	for i := range all {
		all[i].Open, all[i].Condition, all[i].Reason = false, "", why
	}
}

// standardsAge is how many days the status of the standards is old on a date.
func standardsAge(s catalogue.Standards, date time.Time) int {
	day, err := time.Parse(time.DateOnly, s.Date)
	if err != nil {
		return 0
	}
	return int(date.Sub(day).Hours() / 24)
}
