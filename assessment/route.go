package assessment

import (
	"fmt"
	"slices"
	"time"

	"selfmark/assessment/catalogue"
)

// routes lists the ways to show conformity that Art. 32 leaves open to a class,
// with the dated status of standards and schemes.
func routes(cat *catalogue.Catalogue, c ClassResult, facts TagSet) []RouteResult {
	if c.Class == "" {
		return nil
	}
	r := router{cat.Standards, c, facts}
	all := []RouteResult{r.moduleA(), r.third("B+C"), r.third("H"), r.scheme()}
	if facts.any("ehr:yes", "ai:high-risk") {
		all = append(all, r.otherLaw())
	}
	for i := range all {
		if route := cat.Route(all[i].ID); route != nil {
			all[i].Title = route.Title
		}
	}
	recommend(all)
	return all
}

// recommend marks the first open route, self-assessment before a body.
func recommend(all []RouteResult) {
	if i := slices.IndexFunc(all, func(r RouteResult) bool { return r.Open }); i >= 0 {
		all[i].Recommended = true
	}
}

type router struct {
	standards catalogue.Standards
	class     ClassResult
	facts     TagSet
}

func (r router) reason(text string, provisions ...catalogue.Citation) Reason {
	return Reason{Rule: string(provisions[0]), Text: text, Answers: ids("classification.category", "classification.fit"), Cite: provisions}
}

// moduleA is internal control: always for the default class (Art. 32(1)), for
// free software of Annex III with public documentation (Art. 32(5)), and for
// class I only where standards, common specifications or schemes are applied in
// full (Art. 32(2)).
func (r router) moduleA() RouteResult {
	out := RouteResult{ID: "A", Self: true}
	switch {
	case r.class.Class == "default":
		out.Open, out.Reason = true, r.reason("Self-assessment is open to every product of the default class.", "Art. 32(1)")
	case r.class.Class == "critical":
		out.Reason = r.reason("Critical products need a third party or a certificate.", "Art. 32(4)")
	case r.facts.Has("foss:yes") && r.facts.Has("docs:public"):
		out.Open, out.Reason = true, r.reason("Free and open-source software with public technical documentation.", "Art. 32(5)")
	case r.class.Class == "important-2":
		out.Reason = r.reason("Class II needs a third party or a certificate.", "Art. 32(3)")
	default:
		out.Condition = "only with cited standards, common specifications or a certification scheme applied in full to Part I and Part II"
		out.Open = len(r.standards.Cited)+len(r.standards.Specifications)+len(r.standards.Schemes) > 0
		out.Reason = r.reason(r.standardsStatus(), "Art. 32(2)", "Art. 27(1)")
	}
	return out
}

func (r router) standardsStatus() string {
	s := r.standards
	if len(s.Cited)+len(s.Specifications)+len(s.Schemes) == 0 {
		return fmt.Sprintf("On %s no harmonised standard was cited, no common specification and no scheme adopted: this route is closed.", s.Date)
	}
	return fmt.Sprintf("On %s cited standards: %d, common specifications: %d, schemes: %d. Check that they cover every applicable requirement.", s.Date, len(s.Cited), len(s.Specifications), len(s.Schemes))
}

// third is type examination (B+C) or full quality assurance (H): open to every
// class, to critical products unless a delegated act makes a certificate
// mandatory (Art. 8(1), 32(4)).
func (r router) third(id string) RouteResult {
	out := RouteResult{ID: id, Open: true, Condition: fmt.Sprintf("needs a notified body; on %s there were %d", r.standards.Date, r.standards.NotifiedBodies)}
	switch {
	case r.class.Class == "default":
		out.Reason = r.reason("Open to every product.", "Art. 32(1)")
	case r.class.Class == "important-1":
		out.Reason = r.reason("Open to class I.", "Art. 32(2)")
	case r.class.Class == "important-2":
		out.Reason = r.reason("Open to class II.", "Art. 32(3)")
	case slices.Contains(r.standards.Mandatory, string(r.class.Category)):
		out.Open = false
		out.Reason = r.reason("A delegated act makes a European certificate mandatory for this category.", "Art. 8(1)", "Art. 32(4)")
	default:
		out.Reason = r.reason("No delegated act makes a certificate mandatory for this category.", "Art. 32(4)", "Art. 8(1)")
	}
	return out
}

// scheme is a European cybersecurity certificate (Art. 27(9), 8(1)).
func (r router) scheme() RouteResult {
	out := RouteResult{ID: "scheme", Condition: "level at least substantial, only for the requirements the certificate covers"}
	out.Open = len(r.standards.Schemes) > 0 || slices.Contains(r.standards.Mandatory, string(r.class.Category))
	text := "On " + r.standards.Date + " no scheme was named for this purpose."
	if out.Open {
		text = "A scheme is named; check that it covers the product."
	}
	out.Reason = r.reason(text, "Art. 27(9)")
	return out
}

// otherLaw is the procedure of other Union law for health records and high-risk AI.
func (r router) otherLaw() RouteResult {
	out := RouteResult{ID: "other-law", Open: true}
	if r.facts.Has("ehr:yes") {
		out.Condition = "which procedure applies between 11 December 2027 and the deferred dates of Regulation (EU) 2025/327: confirm with counsel"
		out.Reason = r.reason("Health record systems show conformity by the procedure of Regulation (EU) 2025/327.", "Art. 32(5a)")
		return out
	}
	out.Condition = "important and critical products keep the procedure of this regulation where the other act asks internal control only"
	out.Reason = r.reason("High-risk AI systems follow the procedure of Regulation (EU) 2024/1689.", "Art. 12(2)", "Art. 12(3)")
	return out
}

// standardsAge is how many days the status of the standards is old on a date.
func standardsAge(s catalogue.Standards, date time.Time) int {
	day, err := time.Parse(time.DateOnly, s.Date)
	if err != nil {
		return 0
	}
	return int(date.Sub(day).Hours() / 24)
}
