package assessment

import (
	"strings"

	"selfmark/assessment/catalogue"
)

// class is the class of the product.
func class(cat *catalogue.Catalogue, a Assessment) ClassResult {
	answer := a.Answers["classification.category"]
	if answer.NotSure {
		answer.Text = ""
	}
	fit := ""
	if options := a.Answers["classification.fit"].Options; len(options) > 0 {
		fit = options[0]
	}
	return classOf(cat, catalogue.CategoryID(answer.Text), fit)
}

// classOf applies the core-functionality rule of Art. 7(1) and 8(1): the category
// counts only when it is the core function of the product; that a listed product
// is built in does not make the host listed; "exceeds" and "falls short" never
// lead out by themselves.
func classOf(cat *catalogue.Catalogue, category catalogue.CategoryID, fit string) ClassResult {
	if category == "" {
		return ClassResult{Title: "open", Reason: Reason{Rule: "Art. 7(1)", Text: "No category is chosen yet.", Answers: ids("classification.category"), Cite: cite("Art. 7(1)", "Art. 8(1)")}}
	}
	c := cat.Category(category)
	if c == nil {
		return ClassResult{Class: "default", Title: ClassTitle("default"), Reason: Reason{Rule: "Art. 7(1)", Text: "The core function is in no category of Annex III or IV.", Answers: ids("classification.core_function", "classification.category"), Cite: cite("Art. 7(1)", "Art. 8(1)")}}
	}
	r := ClassResult{Class: c.Class, Title: ClassTitle(c.Class), Category: c.ID, Review: c.Review,
		Reason: Reason{Rule: "Art. 7(1)", Answers: ids("classification.core_function", "classification.category", "classification.fit"), Cite: c.Cite}}
	switch fit {
	case "match":
		r.Reason.Text = strings.TrimSpace("The core function matches the category “" + c.Title + "”. " + c.ReviewReason)
	case "integrated":
		r.Class, r.Title, r.Category, r.Review = "default", ClassTitle("default"), "", false
		r.Reason.Text = "A product of the category “" + c.Title + "” is only built in; that does not make the whole listed."
	case "exceeds", "falls-short":
		r.Review = true
		r.Reason.Text = "Whether the core function still is that of “" + c.Title + "” needs an expert; until then the category counts."
	default:
		r.Class, r.Title = "", "open"
		r.Reason.Text = "How the core function relates to the category is not answered yet."
	}
	return r
}

// modules classifies each module that is also offered separately.
func modules(cat *catalogue.Catalogue, a Assessment, facts TagSet, open []string, applied []StandardResult) []ModuleResult {
	var out []ModuleResult
	for _, m := range a.Modules {
		c := classOf(cat, m.Category, m.Fit)
		c.Reason.Answers = ids("classification.modules")
		out = append(out, ModuleResult{Name: m.Name, Class: c, Routes: routes(cat, c, facts, open, applied)})
	}
	return out
}

// ClassTitle returns the words for a class of check --json.
func ClassTitle(class string) string {
	switch class {
	case "default":
		return "default class"
	case "important-1":
		return "important, class I"
	case "important-2":
		return "important, class II"
	case "critical":
		return "critical"
	default:
		return "open"
	}
}
