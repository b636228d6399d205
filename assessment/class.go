package assessment

import (
	"slices"
	"time"

	"selfmark/assessment/catalogue"
)

// class is the class of the product: for a chip by the ladder, else by the category
// that was chosen.
func class(cat *catalogue.Catalogue, a Assessment, facts TagSet) ClassResult {
	if facts.Has("chip:yes") {
		return chipClass(cat, a, facts)
	}
	answer := a.Answers["classification.category"]
	if answer.NotSure {
		answer.Text = ""
	}
	fit := ""
	if options := a.Answers["classification.fit"].Options; len(options) > 0 {
		fit = options[0]
	}
	r := classOf(cat, catalogue.CategoryID(answer.Text), fit)
	if r.Class != "" { // while it is open, the question that is not answered is what to say
		r.Reason.Answers = slices.DeleteFunc(r.Reason.Answers, func(id catalogue.QuestionID) bool { return !Answered(cat, a, cat.Question(id)) })
	}
	return r
}

// classOf applies the core-functionality rule of Art. 7(1) and 8(1): the category
// counts only when it is the core function of the product; that a listed product
// is built in does not make the host listed, and a condition of the description that
// is not met leads out (Implementing Regulation (EU) 2025/2392 recitals 2 to 5);
// "exceeds" and "falls short" never lead out by themselves.
func classOf(cat *catalogue.Catalogue, category catalogue.CategoryID, fit string) ClassResult {
	if category == "" {
		return ClassResult{Title: ClassTitle(""), Reason: Reason{Rule: "Art. 7(1)", Text: classNoChoice, Answers: ids("classification.category"), Cite: cite("Art. 7(1)", "Art. 8(1)")}}
	}
	c := cat.Category(category)
	if c == nil {
		return ClassResult{Class: "default", Title: ClassTitle("default"), Reason: Reason{Rule: "Art. 7(1)", Text: classNone, Answers: ids("classification.core_function", "classification.category"), Cite: cite("Art. 7(1)", "Art. 8(1)")}}
	}
	rule := coreRule(c)
	r := ClassResult{Class: c.Class, Title: ClassTitle(c.Class), Category: c.ID, Review: c.Review,
		Reason: Reason{Rule: string(rule), Answers: ids("classification.core_function", "classification.category", "classification.fit"), Cite: c.Cite}}
	switch fit {
	case "match":
		r.Reason.Text = classMatch(c.Title, c.ReviewReason)
	case "integrated":
		r.leave(classBuiltIn(c.Title), rule, "Implementing Regulation (EU) 2025/2392 recital 3", "Implementing Regulation (EU) 2025/2392 recital 5")
	case "lacks":
		r.leave(classLacks(c.Title), append(slices.Clone(c.Cite), "Implementing Regulation (EU) 2025/2392 recital 2")...)
		r.Review = c.Review // which conditions it names is not clear itself (Annex IV no. 2)
	case "exceeds", "falls-short":
		r.Review = true
		r.Reason.Text = classDoubt(c.Title)
	default:
		r.Class, r.Title = "", ClassTitle("")
		r.Reason.Text = classFitOpen
	}
	return r
}

// leave says why the category does not count: the product is of no category.
func (r *ClassResult) leave(why string, from ...catalogue.Citation) {
	r.Class, r.Title, r.Category, r.Review = "default", ClassTitle("default"), "", false
	r.Reason.Text, r.Reason.Cite = why, from
}

// coreRule is where the act makes the core function decide: for important products
// Art. 7(1), for critical ones Art. 8(1).
func coreRule(c *catalogue.Category) catalogue.Citation {
	if c.Class == "critical" {
		return "Art. 8(1)"
	}
	return "Art. 7(1)"
}

// The categories of the ladder for chips.
const (
	microprocessors            catalogue.CategoryID = "III.I.13"
	microcontrollers           catalogue.CategoryID = "III.I.14"
	logicChips                 catalogue.CategoryID = "III.I.15"
	tamperResistantProcessors  catalogue.CategoryID = "III.II.3"
	tamperResistantControllers catalogue.CategoryID = "III.II.4"
	smartcards                 catalogue.CategoryID = "IV.3"
	noCategory                 catalogue.CategoryID = "none"
)

// chipClass climbs the ladder for chips, Annex IV no. 3 first: a protected processor
// designed for AVA_VAN level 4 or more, then whether it secures anything beyond
// itself, then the level (Implementing Regulation (EU) 2025/2392 Annex I, recital 8).
func chipClass(cat *catalogue.Catalogue, a Assessment, facts TagSet) ClassResult {
	category, asked := chipCategory(a, facts)
	r := ClassResult{Title: ClassTitle(""), Reason: Reason{Rule: "Art. 7(1)", Text: chipOpen, Answers: asked[len(asked)-1:], Cite: cite("Art. 7(1)", "Art. 8(1)")}}
	if category == "" {
		return r
	}
	r.Class, r.Title = "default", ClassTitle("default")
	r.Reason.Text, r.Reason.Answers = chipDefault, asked
	if c := cat.Category(category); c != nil {
		r.Class, r.Title, r.Category, r.Reason.Rule, r.Reason.Cite = c.Class, ClassTitle(c.Class), c.ID, string(coreRule(c)), c.Cite
		r.Reason.Text = chipReason(c.Title)
	}
	if a.Answers["classification.chip_beyond"].NotSure && !facts.Has("chip:van-4") {
		r.Review, r.Reason.Text = true, r.Reason.Text+" "+chipNotSure
	}
	return r
}

// chipCategory is where the ladder leads, and the questions that led there; "" while
// the last of them is open.
func chipCategory(a Assessment, facts TagSet) (catalogue.CategoryID, []catalogue.QuestionID) {
	asked := ids("classification.chip")
	open := func(id catalogue.QuestionID) bool {
		asked = append(asked, id)
		_, ok := a.Answers[id]
		return !ok
	}
	processor, tamper := facts.Has("chip:processor"), facts.Has("chip:tamper")
	beyond := facts.Has("chip:beyond") || a.Answers["classification.chip_beyond"].NotSure
	kind := a.Answers["classification.chip"].Options[0]
	switch {
	case kind == "card":
		return smartcards, asked
	case processor && open("classification.chip_tamper"), tamper && open("classification.chip_level"):
		return "", asked
	case tamper && facts.Has("chip:van-4"):
		return smartcards, asked
	case open("classification.chip_beyond"):
		return "", asked
	case !beyond:
		return noCategory, asked
	case kind == "logic":
		return logicChips, asked
	case tamper && facts.Has("chip:van-2") && kind == "microcontroller":
		return tamperResistantControllers, asked
	case tamper && facts.Has("chip:van-2"):
		return tamperResistantProcessors, asked
	case kind == "microcontroller":
		return microcontrollers, asked
	}
	return microprocessors, asked
}

// modules classifies each module that is also offered separately.
func modules(cat *catalogue.Catalogue, a Assessment, facts TagSet, open []string, applied []StandardResult, date time.Time) []ModuleResult {
	var out []ModuleResult
	for _, m := range a.Modules {
		c := classOf(cat, m.Category, m.Fit)
		c.Reason.Answers = ids("classification.modules")
		out = append(out, ModuleResult{Name: m.Name, Class: c, Routes: routes(cat, c, facts, open, applied, date)})
	}
	return out
}
