package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// lawVerb reads the law data: requirements, categories, routes, roles, provisions,
// the status of standards.
func (a *app) lawVerb() *cobra.Command {
	c := &cobra.Command{
		Use:     lawVerbUse,
		Short:   lawVerbShort,
		Long:    lawVerbLong,
		Example: lawVerbExample,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				a.lawList()
				return nil
			}
			return a.law(strings.Join(args, " "))
		},
	}
	a.lawDataFlag(c)
	return c
}

func (a *app) lawList() {
	fmt.Fprintf(a.Out, msgRegulationEU20242847, a.cat.Version, a.cat.Date)
	a.part(msgRequirementsAnnexI)
	for _, r := range a.cat.Requirements {
		a.line(string(r.ID), r.Title)
	}
	a.part(msgCategoriesAnnexIIIIV)
	for _, c := range a.cat.Categories {
		a.line(string(c.ID), c.Title)
	}
	a.part(msgRoutesArt32)
	for _, r := range a.cat.Routes {
		a.line(r.ID, r.Title)
	}
	a.part(msgRoles)
	for _, r := range a.cat.Roles {
		a.line(r.ID, r.Title)
	}
	a.part(msgProvisions)
	for _, p := range a.cat.Provisions {
		a.line(p.ID, p.Title)
	}
	a.part(msgStatus)
	a.status()
}

func (a *app) status() {
	s := a.cat.Standards
	fmt.Fprintf(a.Out, msgHarmonisedStandardsCitedCommon,
		s.Date, len(s.Cited), len(s.Specifications), len(s.Schemes), s.NotifiedBodies)
}

// law shows what an id names, else what belongs to a provision, else what everyday
// words lead to.
func (a *app) law(query string) error {
	if a.named(query) {
		return nil
	}
	found := false
	if provision, ok := catalogue.AskedProvision(query); ok {
		found = a.provision(provision)
	} else {
		found = a.searched(query)
	}
	if !found {
		return failHint(exitNo, msgLawListsAllIds, msgNothingLawDataCalled, query)
	}
	return nil
}

// named shows the one thing that has this id.
func (a *app) named(query string) bool {
	if r := a.cat.AskedRequirement(query); r != nil {
		a.requirement(r)
		return true
	}
	if c := a.cat.AskedCategory(query); c != nil {
		a.category(c)
		return true
	}
	for i := range a.cat.Routes {
		if strings.EqualFold(a.cat.Routes[i].ID, query) {
			a.route(&a.cat.Routes[i])
			return true
		}
	}
	for i := range a.cat.Roles {
		if strings.EqualFold(a.cat.Roles[i].ID, query) {
			a.role(&a.cat.Roles[i])
			return true
		}
	}
	for i := range a.cat.Questions {
		if strings.EqualFold(string(a.cat.Questions[i].ID), query) {
			a.question(&a.cat.Questions[i])
			return true
		}
	}
	return a.threatNamed(query)
}

func (a *app) requirement(r *catalogue.Requirement) {
	fmt.Fprintf(a.Out, "%s %s\n", r.ID, r.Title)
	paragraph(a.Out, msgDuty, r.Duty)
	paragraph(a.Out, msgEvidence, r.Evidence)
	for _, c := range r.Conditions {
		words := c.Text
		if c.Exempt != "" {
			words += fmt.Sprintf(msgNotOwed, c.Exempt)
		}
		paragraph(a.Out, msgApart, words+" ("+citations(c.Cite)+")")
	}
	if r.Claim != nil {
		paragraph(a.Out, msgSetAside, a.claimWords(r.Claim))
		paragraph(a.Out, msgJustify, r.Claim.Justify)
	}
	paragraph(a.Out, msgQuestions, a.questionsCiting(r.Cite[0]))
	threats, measures := a.serving([]*catalogue.Requirement{r})
	paragraph(a.Out, msgThreats, idsOf(threats))
	paragraph(a.Out, msgMeasures, idsOf(measures))
	paragraph(a.Out, msgStandards, a.standardsFor(string(r.ID)))
	paragraph(a.Out, "EN 18031", strings.Join(r.EN18031, ", "))
	paragraph(a.Out, "EN 303 645", strings.Join(r.EN303645, ", "))
	if len(r.EN18031)+len(r.EN303645) > 0 {
		paragraph(a.Out, "", noPresumption)
	}
	paragraph(a.Out, msgCitation, citations(r.Cite))
	a.statusOf()
}

// serving lists the threats to some requirements and the measures that serve them,
// id and title, each once, in the order of the catalogue.
func (a *app) serving(requirements []*catalogue.Requirement) (threats, measures [][2]string) {
	letters := map[string]bool{}
	for _, r := range requirements {
		letters[r.ID.Letter()] = true
	}
	for _, t := range a.cat.Threats {
		if slices.ContainsFunc(t.Requirements, func(letter string) bool { return letters[letter] }) {
			threats = append(threats, [2]string{string(t.ID), t.Title})
		}
	}
	for _, m := range a.cat.Measures {
		if slices.ContainsFunc(m.Requirements, func(letter string) bool { return letters[letter] }) ||
			slices.ContainsFunc(m.PartTwo, func(number int) bool { return letters["II."+strconv.Itoa(number)] }) {
			measures = append(measures, [2]string{string(m.ID), m.Title})
		}
	}
	return threats, measures
}

func idsOf(lines [][2]string) string {
	var ids []string
	for _, l := range lines {
		ids = append(ids, l[0])
	}
	return strings.Join(ids, ", ")
}

// standardsFor says which standards in the making serve a requirement or category.
func (a *app) standardsFor(id string) string {
	var list []string
	for _, p := range a.cat.Standards.Pipeline {
		if slices.Contains(p.Serves, id) {
			list = append(list, inTheMaking(p))
		}
	}
	return strings.Join(list, "; ")
}

// inTheMaking is a standard that is not cited yet, with its state.
func inTheMaking(p catalogue.Pending) string {
	return fmt.Sprintf(msgCitationExpected, p.ID, p.Status, p.Expected)
}

func (a *app) claimWords(c *catalogue.Claim) string {
	whose := msgRule
	if c.Bar == "law" {
		whose = msgLawOwnBar
	}
	switch c.Possible {
	case "never":
		return fmt.Sprintf(msgNeverWhole, whose)
	case "software-fixed":
		return fmt.Sprintf(msgOnlyWhereSoftwareCannot, whose)
	}
	var bars []string
	for _, id := range a.cat.TellingQuestions(c.BlockedBy) {
		bars = append(bars, string(id))
	}
	words := fmt.Sprintf(msgPossibleUnlessAnswerStands, strings.Join(bars, ", "))
	if c.BlockedByRisk {
		words += msgThreatInherentRiskR2
	}
	return words + " (" + whose + ")"
}

func (a *app) category(c *catalogue.Category) {
	fmt.Fprintf(a.Out, "%s %s (%s)\n", c.ID, c.Title, assessment.ClassTitle(c.Class))
	paragraph(a.Out, msgDecides, c.Decides)
	paragraph(a.Out, msgFalls, strings.Join(c.In, "; "))
	paragraph(a.Out, msgDoesNot, strings.Join(c.Out, "; "))
	paragraph(a.Out, msgReview, c.ReviewReason)
	paragraph(a.Out, msgQuestions, a.categoryQuestions(c))
	paragraph(a.Out, msgThreats, threatsOfCategory)
	paragraph(a.Out, msgStandards, a.standardsFor(string(c.ID)))
	paragraph(a.Out, msgCitation, citations(c.Cite))
	a.statusOf()
}

// categoryQuestions names the questions that lead to a category.
func (a *app) categoryQuestions(c *catalogue.Category) string {
	list := "classification.core_function, classification.category, classification.fit"
	if c.Chip {
		list += ", classification.chip, classification.chip_tamper, classification.chip_level, classification.chip_beyond"
	}
	return list
}

func (a *app) route(r *catalogue.Route) {
	fmt.Fprintf(a.Out, "%s %s\n", r.ID, r.Title)
	paragraph(a.Out, msgInvolved, r.Who)
	for i, s := range r.Steps {
		paragraph(a.Out, fmt.Sprintf(msgStepNumber, i+1), s.Text+" ("+citations(s.Cite)+")")
	}
	paragraph(a.Out, msgQuestions, "classification.route, classification.certificate")
	paragraph(a.Out, msgCitation, citations(r.Cite))
	a.statusOf()
}

// statusOf dates what class and route depend on.
func (a *app) statusOf() {
	paragraph(a.Out, msgStatus, fmt.Sprintf(msgStandardsSchemesBodiesNewer, a.cat.Standards.Date))
}

func (a *app) role(r *catalogue.Role) {
	fmt.Fprintf(a.Out, "%s %s\n", r.ID, r.Title)
	paragraph(a.Out, "", r.Summary)
	for i, d := range r.Duties {
		paragraph(a.Out, fmt.Sprintf(msgDutyNumber, i+1), d.Text+" ("+citations(d.Cite)+")")
	}
	paragraph(a.Out, msgCitation, citations(r.Cite))
}

func (a *app) question(q *catalogue.Question) {
	fmt.Fprintf(a.Out, msgQuestionStep, q.ID, q.Short, q.Step, q.Block)
	paragraph(a.Out, msgAsks, q.Text)
	paragraph(a.Out, msgCounts, q.Counts)
	for _, o := range q.Options {
		paragraph(a.Out, msgAnswer, o.ID+": "+strings.TrimSpace(o.Label+". "+o.Note))
	}
	paragraph(a.Out, msgInFile, q.Section+"."+q.Key)
	paragraph(a.Out, msgExample, q.Example)
	paragraph(a.Out, msgWhy, q.Why)
	paragraph(a.Out, msgCitation, citations(q.Cite))
}

// questionsCiting names the questions that rest on a provision.
func (a *app) questionsCiting(provision catalogue.Citation) string {
	var ids []string
	for _, q := range a.cat.Questions {
		if cites(q.Cite, provision) {
			ids = append(ids, string(q.ID))
		}
	}
	return strings.Join(ids, ", ")
}

func cites(list []catalogue.Citation, provision catalogue.Citation) bool {
	return slices.ContainsFunc(list, func(c catalogue.Citation) bool { return c.Within(provision) })
}

// provision shows what the law data says of a provision, and what rests on it.
func (a *app) provision(p catalogue.Citation) bool {
	found := false
	begin := func(title string) {
		if !found && title != "" {
			fmt.Fprintln(a.Out, p)
		}
		found = true
		if title != "" {
			a.part(title)
		}
	}
	for i := range a.cat.Provisions {
		if each := &a.cat.Provisions[i]; catalogue.Citation(each.ID).Within(p) {
			begin("")
			a.told(each)
		}
	}
	list := func(title string, lines [][2]string) {
		if len(lines) > 0 {
			begin(title)
		}
		for _, l := range lines {
			a.line(l[0], l[1])
		}
	}
	list(msgRequirements, listed(a.cat.Requirements, p, func(r *catalogue.Requirement) ([]catalogue.Citation, string, string) {
		return r.Cite, string(r.ID), r.Title
	}))
	list(msgCategories, listed(a.cat.Categories, p, func(c *catalogue.Category) ([]catalogue.Citation, string, string) {
		return c.Cite, string(c.ID), c.Title
	}))
	list(msgRoutes, a.routesOn(p))
	list(msgRoles, a.rolesOn(p))
	list(msgProvisions, listed(a.cat.Provisions, p, func(each *catalogue.Provision) ([]catalogue.Citation, string, string) {
		if catalogue.Citation(each.ID).Within(p) {
			return nil, "", ""
		}
		return each.Cite, each.ID, each.Title
	}))
	list(msgWords, listed(a.cat.Glossary, p, func(t *catalogue.Term) ([]catalogue.Citation, string, string) { return t.Cite, t.Term, t.Meaning }))
	list(msgQuestions, listed(a.cat.Questions, p, func(q *catalogue.Question) ([]catalogue.Citation, string, string) {
		return q.Cite, string(q.ID), q.Text
	}))
	threats, measures := a.serving(a.behind(p))
	list(msgThreats, threats)
	list(msgMeasures, measures)
	list(msgStandardsMaking, a.standardsBehind(p))
	list(msgFindings, listed(a.cat.Findings, p, func(f *catalogue.FindingText) ([]catalogue.Citation, string, string) { return f.Cite, "", f.Remedy }))
	if found {
		a.part(msgStatus)
		a.status()
	}
	return found
}

// routesOn lists the routes that rest on a provision, with the steps that do.
func (a *app) routesOn(p catalogue.Citation) [][2]string {
	var lines [][2]string
	for i := range a.cat.Routes {
		r := &a.cat.Routes[i]
		if cites(r.Cite, p) {
			lines = append(lines, [2]string{r.ID, r.Title})
			continue
		}
		lines = append(lines, listed(r.Steps, p, func(s *catalogue.RouteStep) ([]catalogue.Citation, string, string) { return s.Cite, r.ID, s.Text })...)
	}
	return lines
}

// rolesOn lists the roles that rest on a provision, or the duties of a role that do.
func (a *app) rolesOn(p catalogue.Citation) [][2]string {
	var lines [][2]string
	for i := range a.cat.Roles {
		r := &a.cat.Roles[i]
		if cites(r.Cite, p) {
			lines = append(lines, [2]string{r.ID, r.Title})
			continue
		}
		lines = append(lines, listed(r.Duties, p, func(d *catalogue.Duty) ([]catalogue.Citation, string, string) { return d.Cite, r.ID, d.Text })...)
	}
	return lines
}

// behind lists the requirements that a provision holds or points to: by their own
// citation, or by that of its entry in the law data.
func (a *app) behind(p catalogue.Citation) []*catalogue.Requirement {
	var list []*catalogue.Requirement
	for i := range a.cat.Requirements {
		r := &a.cat.Requirements[i]
		if cites(r.Cite, p) || slices.ContainsFunc(a.cat.Provisions, func(each catalogue.Provision) bool {
			return catalogue.Citation(each.ID).Within(p) && slices.Contains(each.Cite, r.Cite[0])
		}) {
			list = append(list, r)
		}
	}
	return list
}

// standardsBehind are the standards in the making for what a provision holds.
func (a *app) standardsBehind(p catalogue.Citation) [][2]string {
	serves := map[string]bool{}
	for _, r := range a.behind(p) {
		serves[string(r.ID)] = true
	}
	for _, c := range a.cat.Categories {
		serves[string(c.ID)] = cites(c.Cite[:1], p)
	}
	var lines [][2]string
	for _, s := range a.cat.Standards.Pipeline {
		if slices.ContainsFunc(s.Serves, func(id string) bool { return serves[id] }) {
			lines = append(lines, [2]string{"", inTheMaking(s)})
		}
	}
	return lines
}

// listed takes from a list what cites the provision, each line once.
func listed[T any](list []T, p catalogue.Citation, of func(*T) (cite []catalogue.Citation, id, title string)) [][2]string {
	var lines [][2]string
	for i := range list {
		cite, id, title := of(&list[i])
		if line := [2]string{id, title}; cites(cite, p) && title != "" && !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// told is what a provision says, in plain words.
func (a *app) told(p *catalogue.Provision) {
	fmt.Fprintf(a.Out, "%s %s\n", p.ID, p.Title)
	paragraph(a.Out, "", p.Text)
	paragraph(a.Out, msgCitation, citations(p.Cite))
}

// fewestLetters that are looked for; with fewer everything would be found.
const fewestLetters = 2

// searched lists what everyday words lead to: categories and products that are in
// none, with the reason, then roles and provisions.
func (a *app) searched(query string) bool {
	if len([]rune(strings.TrimSpace(query))) < fewestLetters {
		return false
	}
	hits, roles, provisions := a.cat.Find(query), a.cat.FindRoles(query), a.cat.FindProvisions(query)
	for _, hit := range hits {
		switch {
		case hit.Category != nil:
			a.line(string(hit.Category.ID), hit.Category.Title)
			paragraph(a.Out, "", hit.Category.Decides)
		case hit.None != nil:
			a.line(msgNoCategory, strings.Join(hit.None.Words, ", "))
			paragraph(a.Out, "", hit.None.Why+" ("+citations(hit.None.Cite)+")")
		}
	}
	for _, r := range roles {
		a.line(r.ID, r.Title)
	}
	for _, p := range provisions {
		a.told(p)
	}
	return len(hits)+len(roles)+len(provisions) > 0
}
