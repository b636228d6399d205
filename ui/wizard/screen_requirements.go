package wizard

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
)

// requirementsScreen is step 8: Annex I Part I (1) and (2)(a) to (m), each
// applicable or not, met or not, and what is missing. What is set aside in part
// stands below its requirement.
type requirementsScreen struct {
	page
	replace string // the letter whose own words the proposal would replace
}

func newRequirements(d *Desk) Screen {
	s := &requirementsScreen{page: page{desk: d, at: pageRequirements}}
	s.table = table{empty: noRequirements, columns: []column{
		{title: colState, width: 12}, {title: colRequirement}, {title: colThreats, width: 7, right: true}, {title: colHighest, width: 7}}}
	s.Refresh()
	return s
}

// Show moves the cursor to a requirement.
func (s *requirementsScreen) Show(p interview.Place) {
	if s.table.show(p) {
		s.describe()
	}
}

// Refresh reads the requirements as they are now.
func (s *requirementsScreen) Refresh() {
	var rows []row
	for i := range s.desk.Result().Requirements {
		r := &s.desk.Result().Requirements[i]
		words, t := requirementState(r, s.answer(r.Letter).NotMet)
		place := interview.Place("requirement." + r.Letter)
		rows = append(rows, row{id: r.Letter, place: place, cells: []span{said(words, t), said(requirementTitle(s.desk, r.ID), plain),
			said(number(len(r.Threats)), quiet), said(r.Highest.String(), toneOf(r.Highest))}})
		for _, m := range interview.Members(s.desk.State, string(place)+".part") {
			rows = append(rows, row{id: string(m.Place), place: m.Place, cells: []span{said(markNotApply+" "+inPart, plain), said("  └ "+partTitle(m.Title), plain), {}, {}}})
		}
	}
	s.table.fill(rows)
	s.describe()
}

func (s *requirementsScreen) answer(letter string) assessment.RequirementAnswer {
	return s.desk.State.Assessment.Requirements[letter]
}

// requirementState is a sign and a word.
func requirementState(r *assessment.RequirementResult, notMet bool) (string, tone) {
	switch {
	case !r.Applicable:
		return markNotApply + " " + notApplicable, plain
	case notMet:
		return markBlocking + " " + notMetWord, bad
	case r.Met:
		return markAnswered + " " + metWord, good
	default:
		return markOpen + " " + openState, warn
	}
}

// requirementTitle names a requirement with its short form.
func requirementTitle(d *Desk, id catalogue.RequirementID) string {
	if r := d.Catalogue().Requirement(id); r != nil {
		return r.Name()
	}
	return string(id)
}

// current is the requirement under the cursor, also from a row below it.
func (s *requirementsScreen) requirement() *assessment.RequirementResult {
	r := s.table.current()
	if r == nil {
		return nil
	}
	letter, _, _ := strings.Cut(strings.TrimPrefix(r.id, "requirement."), ".")
	list := s.desk.Result().Requirements
	if i := slices.IndexFunc(list, func(r assessment.RequirementResult) bool { return r.Letter == letter }); i >= 0 {
		return &list[i]
	}
	return nil
}

// onPart reports whether the cursor is on a partial claim.
func (s *requirementsScreen) onPart() bool {
	r := s.table.current()
	return r != nil && strings.HasPrefix(r.id, "requirement.")
}

// describe collects what is said below about the requirement under the cursor.
func (s *requirementsScreen) describe() {
	s.facts = nil
	r := s.requirement()
	if r == nil {
		return
	}
	known := s.desk.Catalogue().Requirement(r.ID)
	answer := s.answer(r.Letter)
	if s.onPart() {
		s.facts = partFacts(s.desk, s.table.current().place)
		return
	}
	s.facts = []fact{{"", requirementTitle(s.desk, r.ID), strong}}
	if len(r.Missing) > 0 {
		s.facts = append(s.facts, fact{labelMissing, missingWords(r.Missing), warn})
	}
	if r.Letter == "1" && answer.How == "" {
		s.facts = append(s.facts, fact{labelHow, howNotNeeded, quiet})
	} else {
		s.facts = append(s.facts, howFacts(answer.How, r.Proposal)...)
	}
	if known != nil {
		s.facts = append(s.facts, conditionFacts(known, answer)...)
	}
	if known != nil && known.Duty != "" {
		s.facts = append(s.facts, fact{labelDuty, known.Duty + " (" + citations(known.Cite) + ")", plain})
	}
	if len(answer.Standards) > 0 {
		s.facts = append(s.facts, fact{labelStandards, strings.Join(answer.Standards, " · "), plain})
	}
	if len(answer.Evidence) > 0 {
		s.facts = append(s.facts, fact{labelEvidence, evidenceWords(s.desk, answer.Evidence), plain})
	}
	if r.Cover != assessment.CoverNone {
		s.facts = append(s.facts, fact{labelPresumption, coverWords(r.Cover), plain})
	}
	s.facts = append(s.facts, fact{labelApplies, appliesWords(r), plain})
	if answer.Claim != nil {
		s.facts = append(s.facts, fact{labelClaim, claimWords(*answer.Claim), plain})
	}
	if known != nil && known.Claim != nil {
		s.facts = append(s.facts, claimFacts(s.desk, r, known.Claim)...)
	}
	if len(r.Measures) > 0 {
		s.facts = append(s.facts, fact{labelMeasures, measuresInPlace(s.desk, r.Measures), plain})
	}
	if r.Letter != "1" && len(r.Threats) > 0 {
		s.facts = append(s.facts, fact{labelThreatsOf, ids(r.Threats, 30), quiet})
	}
}

// conditionFacts are the parts that are answered apart.
func conditionFacts(req *catalogue.Requirement, answer assessment.RequirementAnswer) []fact {
	var out []fact
	for _, c := range req.Conditions {
		tone := plain
		a := answer.Conditions[c.ID]
		if a.State == "" || a.State == assessment.ConditionNotMet {
			tone = warn
		}
		out = append(out, fact{labelApart, c.Title + ": " + conditionWords(a), tone})
	}
	return out
}

// missingWords lists what is missing; the threats that stay too high, of which
// there may be dozens, stand together by level.
func missingWords(list []string) string {
	var out, levels []string
	threats := map[string][]string{}
	for _, m := range list {
		id, level, stays := strings.Cut(m, " stays ")
		if !stays {
			out = append(out, m)
			continue
		}
		if threats[level] == nil {
			levels = append(levels, level)
		}
		threats[level] = append(threats[level], id)
	}
	slices.Sort(levels)
	for _, level := range slices.Backward(levels) {
		out = append(out, stillAt(level, threats[level]))
	}
	return strings.Join(out, "; ")
}

// partFacts is a partial claim in its fields.
func partFacts(d *Desk, place interview.Place) []fact {
	out := []fact{{"", partHead, strong}}
	fields, _ := interview.Fields(d.State, place)
	for _, f := range fields {
		answer, err := interview.Get(d.State, place, f.Key)
		if err != nil {
			continue
		}
		words := answer.Text
		for _, o := range f.Options {
			if slices.Contains(answer.Options, o.ID) {
				words = o.Label
			}
		}
		out = append(out, fact{"", f.Title + ": " + orMissingUnless(words, f.Optional), missingTone(words + map[bool]string{true: " "}[f.Optional])})
	}
	return out
}

// howFacts is how something is met in the maker's words, or the proposal.
func howFacts(how, proposal string) []fact {
	switch {
	case how != "":
		return []fact{{labelHow, how, plain}}
	case proposal != "":
		return []fact{{labelHow, orMissing(""), bad}, {labelProposal, proposal, quiet}}
	default:
		return []fact{{labelHow, orMissing(""), bad}, {labelProposal, noProposal, quiet}}
	}
}

// measuresInPlace lists measures with the signs of their states.
func measuresInPlace(d *Desk, list []catalogue.MeasureID) string {
	var out []string
	for _, id := range list {
		state := assessment.State("")
		if m := measureResult(d, id); m != nil {
			state = m.State
		}
		out = append(out, string(id)+" "+stateWord(state))
	}
	return strings.Join(out, " · ")
}

// claimFacts says whether a claim of non-applicability is possible, what bars it
// and what it must say.
func claimFacts(d *Desk, r *assessment.RequirementResult, c *catalogue.Claim) []fact {
	if !r.ClaimPossible {
		return []fact{{labelNoClaim, barWords(d, r) + " " + barOf(c.Bar), quiet}}
	}
	words := claimPossible
	if len(r.Warnings) > 0 {
		words += " " + claimWarns(ids(r.Warnings, 8))
	}
	if r.Thin {
		words += " " + claimThin
	}
	out := []fact{{labelClaimable, words, plain}}
	if c.Justify != "" {
		out = append(out, fact{labelMustSay, c.Justify, quiet})
	}
	return out
}

// barWords says in words what forbids a claim: answers, then threats.
func barWords(d *Desk, r *assessment.RequirementResult) string {
	var facts []catalogue.Tag
	var threats []catalogue.ThreatID
	for _, bar := range r.BlockedBy {
		switch {
		case bar == "never":
			return neverAside
		case bar == "software can change":
			return softwareChanges
		case strings.Contains(bar, ":"):
			facts = append(facts, catalogue.Tag(bar))
		default:
			threats = append(threats, catalogue.ThreatID(bar))
		}
	}
	var parts []string
	if len(facts) > 0 {
		parts = append(parts, barFacts(factWords(d.State, facts)))
	}
	if len(threats) > 0 {
		parts = append(parts, barThreats(ids(threats, 8)))
	}
	return strings.Join(parts, "; ") + "."
}

// HandleKey edits, takes the proposal, or claims that a requirement does not apply.
func (s *requirementsScreen) HandleKey(k tea.KeyPressMsg) Move {
	replace := s.replace
	s.replace = ""
	r := s.requirement()
	switch {
	case r == nil:
	case s.onPart() && key.Matches(k, tableKeys.edit):
		return open(newForm(s.desk, s.table.current().place, requirementTitle(s.desk, r.ID)+" – "+inPart))
	case s.onPart() && key.Matches(k, tableKeys.remove):
		s.removePart()
		return Move{}
	case key.Matches(k, tableKeys.edit):
		return open(s.form(r, s.fieldsOf(r, "how")...))
	case key.Matches(k, tableKeys.proposals):
		return openProposals(s.desk, interview.ProposedRequirements, s.at)
	case key.Matches(k, tableKeys.proposal):
		s.takeProposal(r, replace == r.Letter)
		return Move{}
	case key.Matches(k, tableKeys.claim):
		if why := s.claimBarred(r); why != "" {
			s.desk.Flash(why)
			return Move{}
		}
		return open(s.form(r, s.fieldsOf(r, "claim_")...))
	case key.Matches(k, tableKeys.part):
		if !partPossible(r.Letter) {
			s.desk.Flash(neverInPart)
			return Move{}
		}
		return s.addPart(r)
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// fieldsOf names the fields of one of the two forms: the claim, or all the others.
func (s *requirementsScreen) fieldsOf(r *assessment.RequirementResult, form string) []string {
	fields, _ := interview.Fields(s.desk.State, interview.Place("requirement."+r.Letter))
	var keys []string
	for _, f := range fields {
		if strings.HasPrefix(f.Key, "claim_") == (form == "claim_") {
			keys = append(keys, f.Key)
		}
	}
	return keys
}

func (s *requirementsScreen) form(r *assessment.RequirementResult, fields ...string) Screen {
	intro := ""
	if known := s.desk.Catalogue().Requirement(r.ID); known != nil {
		intro = known.Duty
	}
	return newForm(s.desk, interview.Place("requirement."+r.Letter), requirementTitle(s.desk, r.ID), withIntro(intro), withFields(fields...), atOpen())
}

// claimBarred says why a claim cannot be made, "" when it can, or when there is
// one to take back.
func (s *requirementsScreen) claimBarred(r *assessment.RequirementResult) string {
	if r.Letter == "1" {
		return neverAside
	}
	if r.ClaimPossible || s.answer(r.Letter).Claim != nil {
		return ""
	}
	return barWords(s.desk, r)
}

// partPossible: a requirement may be set aside for an interface or function on
// the grounds of interoperability, never (1), (a) and (j) (method 13).
func partPossible(letter string) bool { return letter != "1" && letter != "a" && letter != "j" }

func (s *requirementsScreen) addPart(r *assessment.RequirementResult) Move {
	mv := addTo(s.desk, "requirement."+r.Letter+".part")
	s.Refresh()
	return mv
}

func (s *requirementsScreen) removePart() {
	if s.desk.refuses() {
		return
	}
	place := s.table.current().place
	next, err := interview.Remove(s.desk.State, place)
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.desk.Accept(next, partRemoved, place[:strings.LastIndexByte(string(place), '.')-len(".part")])
	s.Refresh()
	s.desk.Flash(partRemoved)
}

// takeProposal puts the proposed words in; own words are replaced only when the
// key is pressed twice.
func (s *requirementsScreen) takeProposal(r *assessment.RequirementResult, sure bool) {
	how := s.answer(r.Letter).How
	switch {
	case s.desk.refuses():
	case r.Proposal == "":
		s.desk.Flash(noProposal)
	case how == r.Proposal:
		s.desk.Flash(sameAsProposal)
	case how != "" && !sure:
		s.replace = r.Letter
		s.desk.Flash(pressToReplace)
	default:
		if err := s.desk.Set(interview.Place("requirement."+r.Letter), "how", assessment.Answer{Text: r.Proposal}); err != nil {
			s.desk.Flash(err.Error())
			return
		}
		s.Refresh()
		s.desk.Flash(proposalTaken)
	}
}

// View draws the table and the details.
func (s *requirementsScreen) View(width, height int) string { return s.draw(width, height, nil) }

// Keys are those of the row; a claim that is barred says why in the help.
func (s *requirementsScreen) Keys() []key.Binding {
	r := s.requirement()
	switch {
	case r == nil:
		return s.with()
	case s.onPart():
		return s.with(rekeyed(tableKeys.edit, doesEdit), tableKeys.remove)
	}
	claim, part := tableKeys.claim, tableKeys.part
	if why := s.claimBarred(r); why != "" {
		claim = barred(claim, why)
	}
	if !partPossible(r.Letter) {
		part = barred(part, neverInPart)
	}
	return s.with(tableKeys.edit, tableKeys.proposals, tableKeys.proposal, claim, part)
}

// Help says when a requirement is met.
func (s *requirementsScreen) Help() Help {
	h := Help{Title: pageTitle(pageRequirements), Why: whyRequirements, Text: helpRequirements, Cite: interview.Steps()[7].Cite}
	if r := s.requirement(); r != nil {
		if known := s.desk.Catalogue().Requirement(r.ID); known != nil {
			h.Title, h.Cite = known.Name(), known.Cite
			h.Text = append([]string{known.Duty}, h.Text...)
		}
	}
	return h
}
