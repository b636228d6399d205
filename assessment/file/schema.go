package file

import (
	"fmt"
	"slices"
	"strconv"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/yamlstrict"
)

// The records of the file, one table each: key, kind, field. The order of a
// table is the order in the file.

var (
	concerns = []catalogue.Concern{"C", "I", "A", "Au"}
	letters  = []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m"}

	concern  = oneOf(concerns...)
	letter   = oneOf(letters...)
	covered  = oneOf(slices.Concat([]string{"1"}, letters, []string{"II.1", "II.2", "II.3", "II.4", "II.5", "II.6", "II.7", "II.8"})...)
	ternary  = oneOf(assessment.Yes, assessment.No, assessment.NotSure)
	harm     = oneOf[assessment.HarmCategory]("S", "N", "P", "F", "O")
	vector   = oneOf[catalogue.Vector]("cloud", "net", "rad", "port", "phys", "site", "sup", "inh")
	state    = oneOf(assessment.Tested, assessment.Done, assessment.Partly, assessment.Planned, assessment.NotDone)
	care     = oneOf("ce-marking", "updates", "vulnerability-databases", "tests", "other")
	proof    = oneOf("test", "design", "sbom", "certificate", "other")
	ground   = oneOf("nature", "no-risk")
	restsOn  = oneOf("cost", "risk-appetite", "instructions-only")
	partly   = oneOf("interoperability", "union-law")
	decision = oneOf("keep", "hand-over")
	status   = oneOf(assessment.NotReady, assessment.Draft, assessment.Final)

	questionID = known[catalogue.QuestionID]("question", "Q13", (*index).isQuestion, func(ix *index) []string {
		return ids(ix.cat.Questions, func(q *catalogue.Question) catalogue.QuestionID { return q.ID })
	})
	threatID = known[catalogue.ThreatID]("threat", "T18", (*index).isThreat, func(ix *index) []string {
		return ids(ix.cat.Threats, func(t *catalogue.Threat) catalogue.ThreatID { return t.ID })
	})
	measureID = known[catalogue.MeasureID]("measure", "M07", (*index).isMeasure, func(ix *index) []string {
		return ids(ix.cat.Measures, func(m *catalogue.Measure) catalogue.MeasureID { return m.ID })
	})
	hit   = known[catalogue.Hit](msgAssetConcern, "AS10:I", (*index).isHit, (*index).hits)
	place = known[string](msgQuestionThreatMeasureRequirement, "Q13", (*index).isPlace, func(ix *index) []string {
		return slices.Concat(questionIDs(ix), ids(ix.cat.Threats, func(t *catalogue.Threat) catalogue.ThreatID { return t.ID }),
			ids(ix.cat.Measures, func(m *catalogue.Measure) catalogue.MeasureID { return m.ID }), ix.hits())
	})

	conditionID = known[string](msgPartRequirement, "notice", (*index).isCondition, func(ix *index) []string {
		var all []string
		for _, q := range ix.cat.Requirements {
			for _, c := range q.Conditions {
				all = append(all, c.ID)
			}
		}
		return all
	})

	texts = words(free)
)

func questionIDs(ix *index) []string {
	return ids(ix.cat.Questions, func(q *catalogue.Question) catalogue.QuestionID { return q.ID })
}

// own describes the id of an own item.
//
//go:noinline
func own[S ~string](example string, is func(string) bool) codec[S] {
	return codec[S]{
		read: func(r *reader, n *node) S {
			s, ok := r.scalar(n, func() string { return fmt.Sprintf(msgIdSuch, example) })
			if ok && !is(s) {
				r.fail(n, mustBe(r.place(), fmt.Sprintf(msgIdSuch, example), quote(s)))
			}
			return S(s)
		},
		write: func(_ *index, s S) *node { return word(s) },
	}
}

// levels of impact in the order of their numbers.
var levels = []string{"negligible", "moderate", "major", "severe"}

var level = codec[assessment.Impact]{
	read: func(r *reader, n *node) assessment.Impact {
		return assessment.Impact(max(0, slices.Index(levels, oneOf(levels...).read(r, n))))
	},
	write: func(_ *index, v assessment.Impact) *node {
		if v < 0 || int(v) >= len(levels) {
			return yamlstrict.Plain(strconv.Itoa(int(v)))
		}
		return yamlstrict.Plain(levels[v])
	},
}

var template = inFlow(record(
	at("id", free, func(v *assessment.Template) *string { return &v.ID }),
	at("unconfirmed", words(questionID), func(v *assessment.Template) *[]catalogue.QuestionID { return &v.Unconfirmed }),
))

var remote = record(
	at("name", free, func(v *assessment.RemoteService) *string { return &v.Name }),
	at("purpose", free, func(v *assessment.RemoteService) *string { return &v.Purpose }),
	at("needed", ternary, func(v *assessment.RemoteService) *assessment.Ternary { return &v.Needed }),
	at("own", ternary, func(v *assessment.RemoteService) *assessment.Ternary { return &v.Own }),
	at("reason", free, func(v *assessment.RemoteService) *string { return &v.Reason }),
)

var module = record(
	at("name", free, func(v *assessment.Module) *string { return &v.Name }),
	at("core_function", free, func(v *assessment.Module) *string { return &v.Core }),
	at("category", moduleCategory, func(v *assessment.Module) *catalogue.CategoryID { return &v.Category }),
	at("fit", oneOf("match", "integrated", "lacks", "exceeds", "falls-short"), func(v *assessment.Module) *string { return &v.Fit }),
	at("reason", free, func(v *assessment.Module) *string { return &v.Reason }),
)

var standard = record(
	at("reference", free, func(v *assessment.Standard) *string { return &v.Reference }),
	at("extent", oneOf(assessment.ExtentFull, assessment.ExtentPart), func(v *assessment.Standard) *string { return &v.Extent }),
	at("clauses", free, func(v *assessment.Standard) *string { return &v.Clauses }),
	at("covers", words(covered), func(v *assessment.Standard) *[]string { return &v.Covers }),
)

// moduleCategory is a category, or none.
var moduleCategory = codec[catalogue.CategoryID]{
	read: func(r *reader, n *node) catalogue.CategoryID {
		if n.Kind == yamlstrict.Scalar && n.Value == none {
			return none
		}
		return category.read(r, n)
	},
	write: func(_ *index, id catalogue.CategoryID) *node {
		if id == "" {
			return nil
		}
		return word(string(id))
	},
}

var vulnerability = record(
	at("id", free, func(v *assessment.Vulnerability) *string { return &v.ID }),
	at("exploitable", ternary, func(v *assessment.Vulnerability) *assessment.Ternary { return &v.Exploitable }),
	at("why", free, func(v *assessment.Vulnerability) *string { return &v.Why }),
	at("open", flag, func(v *assessment.Vulnerability) *bool { return &v.Open }),
)

var component = record(
	at("name", free, func(v *assessment.Component) *string { return &v.Name }),
	at("version", free, func(v *assessment.Component) *string { return &v.Version }),
	at("supplier", free, func(v *assessment.Component) *string { return &v.Supplier }),
	at("diligence", words(care), func(v *assessment.Component) *[]string { return &v.Diligence }),
	at("diligence_text", free, func(v *assessment.Component) *string { return &v.DiligenceText }),
	at("evidence", texts, func(v *assessment.Component) *[]string { return &v.Evidence }),
	at("vulnerabilities", list(vulnerability), func(v *assessment.Component) *[]assessment.Vulnerability { return &v.Vulnerabilities }),
	at("report_to", free, func(v *assessment.Component) *string { return &v.ReportTo }),
)

var note = record(
	at("on", place, func(v *assessment.Note) *string { return &v.On }),
	at("text", free, func(v *assessment.Note) *string { return &v.Text }),
	at("by", free, func(v *assessment.Note) *string { return &v.By }),
	at("date", day, func(v *assessment.Note) *string { return &v.Date }),
	at("open", flag, func(v *assessment.Note) *bool { return &v.Open }),
	at("done", flag, func(v *assessment.Note) *bool { return &v.Settled }),
	at("owner", free, func(v *assessment.Note) *string { return &v.Owner }),
	at("due", day, func(v *assessment.Note) *string { return &v.Due }),
	at("internal", flag, func(v *assessment.Note) *bool { return &v.Internal }),
)

var impact = record(
	need(at("on", hit, func(v *assessment.ImpactOverride) *catalogue.Hit { return &v.On })),
	need(at("level", level, func(v *assessment.ImpactOverride) *assessment.Impact { return &v.Level })),
	at("reason", free, func(v *assessment.ImpactOverride) *string { return &v.Reason }),
	at("by", free, func(v *assessment.ImpactOverride) *string { return &v.By }),
	at("date", day, func(v *assessment.ImpactOverride) *string { return &v.Date }),
)

var asset = record(
	need(at("id", own[catalogue.AssetID]("OA1", ownAsset), func(v *assessment.OwnAsset) *catalogue.AssetID { return &v.ID })),
	at("title", free, func(v *assessment.OwnAsset) *string { return &v.Title }),
	at("concerns", list(ownConcern), func(v *assessment.OwnAsset) *[]assessment.OwnConcern { return &v.Concerns }),
)

var ownConcern = record(
	need(at("concern", concern, func(v *assessment.OwnConcern) *catalogue.Concern { return &v.Concern })),
	need(at("level", level, func(v *assessment.OwnConcern) *assessment.Impact { return &v.Level })),
	at("category", harm, func(v *assessment.OwnConcern) *assessment.HarmCategory { return &v.Category }),
	at("reason", free, func(v *assessment.OwnConcern) *string { return &v.Reason }),
)

// The points of attack potential (method 7).
var (
	timePoints      = number(0, 1, 4, 17, 19)
	expertisePoints = number(0, 3, 6, 8)
	knowledgePoints = number(0, 3, 7, 11)
	equipmentPoints = number(0, 4, 7, 9)
)

var factorChange = inFlow(record(
	at("time", optional(timePoints), func(v *assessment.FactorChange) **int { return &v.Time }),
	at("expertise", optional(expertisePoints), func(v *assessment.FactorChange) **int { return &v.Expertise }),
	at("knowledge", optional(knowledgePoints), func(v *assessment.FactorChange) **int { return &v.Knowledge }),
	at("equipment", optional(equipmentPoints), func(v *assessment.FactorChange) **int { return &v.Equipment }),
))

var factors = inFlow(record(
	at("time", timePoints, func(v *catalogue.Factors) *int { return &v.Time }),
	at("expertise", expertisePoints, func(v *catalogue.Factors) *int { return &v.Expertise }),
	at("knowledge", knowledgePoints, func(v *catalogue.Factors) *int { return &v.Knowledge }),
	at("equipment", equipmentPoints, func(v *catalogue.Factors) *int { return &v.Equipment }),
))

// threatEntry is a decision on a threat as the file lists it.
type threatEntry struct {
	on catalogue.ThreatID
	assessment.ThreatDecision
}

var threat = record(
	need(at("on", threatID, func(v *threatEntry) *catalogue.ThreatID { return &v.on })),
	at("dismissed", flag, func(v *threatEntry) *bool { return &v.Dismissed }),
	at("factors", orEmpty(optional(factorChange)), func(v *threatEntry) **assessment.FactorChange { return &v.Factors }),
	at("impact", optional(level), func(v *threatEntry) **assessment.Impact { return &v.Impact }),
	at("reason", free, func(v *threatEntry) *string { return &v.Reason }),
	at("by", free, func(v *threatEntry) *string { return &v.By }),
	at("date", day, func(v *threatEntry) *string { return &v.Date }),
)

var threats = codec[map[catalogue.ThreatID]assessment.ThreatDecision]{
	read: func(r *reader, n *node) map[catalogue.ThreatID]assessment.ThreatDecision {
		out := map[catalogue.ThreatID]assessment.ThreatDecision{}
		r.items(n, func(item *node) {
			entry := threat.read(r, item)
			if _, there := out[entry.on]; there {
				r.fail(item, twice("threats", string(entry.on)))
			}
			out[entry.on] = entry.ThreatDecision
		})
		return out
	},
	write: func(ix *index, m map[catalogue.ThreatID]assessment.ThreatDecision) *node {
		var entries []threatEntry
		for _, id := range ordered(ix, m) {
			if d := m[id]; d != (assessment.ThreatDecision{}) {
				entries = append(entries, threatEntry{id, d})
			}
		}
		return list(threat).write(ix, entries)
	},
}

var ownThreats = list(record(
	need(at("id", own[catalogue.ThreatID]("OT1", ownThreat), func(v *assessment.OwnThreat) *catalogue.ThreatID { return &v.ID })),
	at("title", free, func(v *assessment.OwnThreat) *string { return &v.Title }),
	at("description", free, func(v *assessment.OwnThreat) *string { return &v.Description }),
	at("vector", vector, func(v *assessment.OwnThreat) *catalogue.Vector { return &v.Vector }),
	at("factors", factors, func(v *assessment.OwnThreat) *catalogue.Factors { return &v.Factors }),
	at("hits", words(hit), func(v *assessment.OwnThreat) *[]catalogue.Hit { return &v.Hits }),
	at("requirements", words(letter), func(v *assessment.OwnThreat) *[]string { return &v.Requirements }),
	at("measures", words(measureID), func(v *assessment.OwnThreat) *[]catalogue.MeasureID { return &v.Measures }),
	at("scales", flag, func(v *assessment.OwnThreat) *bool { return &v.Scales }),
))

var ownMeasures = list(record(
	need(at("id", own[catalogue.MeasureID]("OM1", ownMeasure), func(v *assessment.OwnMeasure) *catalogue.MeasureID { return &v.ID })),
	at("title", free, func(v *assessment.OwnMeasure) *string { return &v.Title }),
	at("threats", words(threatID), func(v *assessment.OwnMeasure) *[]catalogue.ThreatID { return &v.Threats }),
))

var measures = mapped(measureID.read, asText[catalogue.MeasureID], ordered[catalogue.MeasureID, assessment.MeasureAnswer], record(
	at("state", state, func(v *assessment.MeasureAnswer) *assessment.State { return &v.State }),
	at("how", free, func(v *assessment.MeasureAnswer) *string { return &v.How }),
	at("reason", free, func(v *assessment.MeasureAnswer) *string { return &v.Reason }),
	at("evidence", texts, func(v *assessment.MeasureAnswer) *[]string { return &v.Evidence }),
))

func asText[K ~string](k K) string { return string(k) }

var proofRecord = record(
	at("kind", proof, func(v *assessment.Evidence) *string { return &v.Kind }),
	at("file", free, func(v *assessment.Evidence) *string { return &v.File }),
	at("link", free, func(v *assessment.Evidence) *string { return &v.Link }),
	at("sha256", free, func(v *assessment.Evidence) *string { return &v.SHA256 }),
	at("size", bytesOf, func(v *assessment.Evidence) *int { return &v.Size }),
	at("date", day, func(v *assessment.Evidence) *string { return &v.Date }),
	at("note", free, func(v *assessment.Evidence) *string { return &v.Note }),
)

// bytesOf is the size of a file; 0 is not written.
var bytesOf = codec[int]{number().read, func(ix *index, v int) *node {
	if v == 0 {
		return nil
	}
	return number().write(ix, v)
}}

// evidence is a mapping by id that keeps its order.
var evidence = codec[[]assessment.Evidence]{
	read: func(r *reader, n *node) []assessment.Evidence {
		var out []assessment.Evidence
		if n.Kind == yamlstrict.Mapping && !r.mayHold(n, len(n.Content)/2) {
			return nil
		}
		r.pairs(n, func(key, value *node) {
			id := own[string]("E1", evidenceID).read(r, key)
			e := proofRecord.read(r, value)
			e.ID = id
			out = append(out, e)
		})
		return out
	},
	write: func(ix *index, list []assessment.Evidence) *node {
		if len(list) == 0 {
			return nil
		}
		out := yamlstrict.Map()
		for _, e := range list {
			value := proofRecord.write(ix, e)
			if value == nil {
				value = yamlstrict.Flow(yamlstrict.Map())
			}
			yamlstrict.Add(out, e.ID, value)
		}
		return out
	},
}

var claim = record(
	at("ground", ground, func(v *assessment.Claim) *string { return &v.Ground }),
	at("answers", words(questionID), func(v *assessment.Claim) *[]catalogue.QuestionID { return &v.Answers }),
	at("justification", free, func(v *assessment.Claim) *string { return &v.Justification }),
	at("remaining", free, func(v *assessment.Claim) *string { return &v.Remaining }),
	at("evidence", texts, func(v *assessment.Claim) *[]string { return &v.Evidence }),
	at("user_information", free, func(v *assessment.Claim) *string { return &v.UserInformation }),
	at("by", free, func(v *assessment.Claim) *string { return &v.By }),
	at("consent", free, func(v *assessment.Claim) *string { return &v.Consent }),
	at("rests_on", words(restsOn), func(v *assessment.Claim) *[]string { return &v.RestsOn }),
)

var partialClaim = record(
	at("ground", partly, func(v *assessment.PartialClaim) *string { return &v.Ground }),
	at("part", free, func(v *assessment.PartialClaim) *string { return &v.Part }),
	at("source", free, func(v *assessment.PartialClaim) *string { return &v.Source }),
	at("why", free, func(v *assessment.PartialClaim) *string { return &v.Why }),
	at("treatment", free, func(v *assessment.PartialClaim) *string { return &v.Treatment }),
	at("alternative", free, func(v *assessment.PartialClaim) *string { return &v.Alternative }),
)

var conditions = mapped(conditionID.read, asText[string], ordered[string, assessment.ConditionAnswer], record(
	at("state", oneOf(assessment.ConditionMet, assessment.ConditionNotMet, assessment.ConditionExempt), func(v *assessment.ConditionAnswer) *string { return &v.State }),
	at("why", free, func(v *assessment.ConditionAnswer) *string { return &v.Why }),
))

var requirements = mapped(oneOf(append([]string{"1"}, letters...)...).read, asText[string], ordered[string, assessment.RequirementAnswer], record(
	at("how", free, func(v *assessment.RequirementAnswer) *string { return &v.How }),
	at("standards", texts, func(v *assessment.RequirementAnswer) *[]string { return &v.Standards }),
	at("evidence", texts, func(v *assessment.RequirementAnswer) *[]string { return &v.Evidence }),
	at("not_met", flag, func(v *assessment.RequirementAnswer) *bool { return &v.NotMet }),
	at("claim", orEmpty(optional(claim)), func(v *assessment.RequirementAnswer) **assessment.Claim { return &v.Claim }),
	at("parts", list(partialClaim), func(v *assessment.RequirementAnswer) *[]assessment.PartialClaim { return &v.Parts }),
	at("conditions", conditions, func(v *assessment.RequirementAnswer) *map[string]assessment.ConditionAnswer { return &v.Conditions }),
))

// orEmpty writes {} for a value that is there but says nothing.
func orEmpty[V any](c codec[*V]) codec[*V] {
	return codec[*V]{c.read, func(ix *index, v *V) *node {
		n := c.write(ix, v)
		if n == nil && v != nil {
			n = yamlstrict.Flow(yamlstrict.Map())
		}
		return n
	}}
}

var partTwo = mapped(func(r *reader, n *node) int {
	item, _ := whole(oneOf("1", "2", "3", "4", "5", "6", "7", "8").read(r, n))
	return item
}, strconv.Itoa, func(_ *index, m map[int]assessment.PartTwoAnswer) []int {
	return sortedInts(m)
}, record(
	at("how", free, func(v *assessment.PartTwoAnswer) *string { return &v.How }),
	at("evidence", texts, func(v *assessment.PartTwoAnswer) *[]string { return &v.Evidence }),
	at("not_met", flag, func(v *assessment.PartTwoAnswer) *bool { return &v.NotMet }),
))

var risks = mapped(threatID.read, asText[catalogue.ThreatID], ordered[catalogue.ThreatID, assessment.RiskDecision], record(
	at("decision", decision, func(v *assessment.RiskDecision) *string { return &v.Decision }),
	at("reason", free, func(v *assessment.RiskDecision) *string { return &v.Reason }),
	at("compensation", free, func(v *assessment.RiskDecision) *string { return &v.Compensation }),
	at("user_information", free, func(v *assessment.RiskDecision) *string { return &v.UserInformation }),
	at("approver", free, func(v *assessment.RiskDecision) *string { return &v.Approver }),
	at("approved", flag, func(v *assessment.RiskDecision) *bool { return &v.Approved }),
	at("review", day, func(v *assessment.RiskDecision) *string { return &v.Review }),
	at("approved_state", free, func(v *assessment.RiskDecision) *string { return &v.ApprovedState }),
	at("condition", free, func(v *assessment.RiskDecision) *string { return &v.Condition }),
	at("told_whom", free, func(v *assessment.RiskDecision) *string { return &v.ToldWhom }),
	at("told_where", free, func(v *assessment.RiskDecision) *string { return &v.ToldWhere }),
))

// signer describes who signs. What is said of a signer stands in every document.
var signer = record(
	at("id", short, func(v *assessment.Signer) *string { return &v.ID }),
	at("role", short, func(v *assessment.Signer) *string { return &v.Role }),
	at("name", short, func(v *assessment.Signer) *string { return &v.Name }),
	at("function", short, func(v *assessment.Signer) *string { return &v.Function }),
	at("organisation", short, func(v *assessment.Signer) *string { return &v.Organisation }),
	at("principal", short, func(v *assessment.Signer) *string { return &v.Principal }),
	at("fingerprint", short, func(v *assessment.Signer) *string { return &v.Fingerprint }),
	at("statement", short, func(v *assessment.Signer) *string { return &v.Statement }),
	at("note", short, func(v *assessment.Signer) *string { return &v.Note }),
)

// screening holds answers of one section of questions.
var screening = codec[map[catalogue.QuestionID]assessment.Answer]{
	read: func(r *reader, n *node) map[catalogue.QuestionID]assessment.Answer {
		answers := map[catalogue.QuestionID]assessment.Answer{}
		r.readSection(modificationSection, n, answers)
		return answers
	},
	write: func(ix *index, answers map[catalogue.QuestionID]assessment.Answer) *node {
		return ix.writeSection(modificationSection, answers)
	},
}

// modificationSection holds the questions about a change since the last final
// revision.
const modificationSection = "modification"

var revision = record(
	at("revision", number(), func(v *assessment.Revision) *int { return &v.Revision }),
	at("date", day, func(v *assessment.Revision) *string { return &v.Date }),
	at("status", status, func(v *assessment.Revision) *assessment.Status { return &v.Status }),
	at("digest", free, func(v *assessment.Revision) *string { return &v.Digest }),
	at("change", free, func(v *assessment.Revision) *string { return &v.Change }),
	at("answers", free, func(v *assessment.Revision) *string { return &v.Answers }),
	at("screening", screening, func(v *assessment.Revision) *map[catalogue.QuestionID]assessment.Answer { return &v.Screening }),
)

// head and tail are what stands before and after the sections of questions.
var (
	head = []field[assessment.Assessment]{
		at("catalogue", version, func(v *assessment.Assessment) *string { return &v.Catalogue }),
		at("template", orEmpty(optional(template)), func(v *assessment.Assessment) **assessment.Template { return &v.Template }),
	}
	tail = []field[assessment.Assessment]{
		at("remote", list(remote), func(v *assessment.Assessment) *[]assessment.RemoteService { return &v.Remote }),
		at("modules", list(module), func(v *assessment.Assessment) *[]assessment.Module { return &v.Modules }),
		at("standards", list(standard), func(v *assessment.Assessment) *[]assessment.Standard { return &v.Standards }),
		at("components", list(component), func(v *assessment.Assessment) *[]assessment.Component { return &v.Components }),
		at("notes", list(note), func(v *assessment.Assessment) *[]assessment.Note { return &v.Notes }),
		at("impacts", unique(list(impact), func(v assessment.ImpactOverride) string { return string(v.On) }), func(v *assessment.Assessment) *[]assessment.ImpactOverride { return &v.Impacts }),
		at("assets", unique(list(asset), func(v assessment.OwnAsset) string { return string(v.ID) }), func(v *assessment.Assessment) *[]assessment.OwnAsset { return &v.Assets }),
		at("threats", threats, func(v *assessment.Assessment) *map[catalogue.ThreatID]assessment.ThreatDecision { return &v.Threats }),
		at("own_threats", unique(ownThreats, func(v assessment.OwnThreat) string { return string(v.ID) }), func(v *assessment.Assessment) *[]assessment.OwnThreat { return &v.OwnThreats }),
		at("measures", measures, func(v *assessment.Assessment) *map[catalogue.MeasureID]assessment.MeasureAnswer { return &v.Measures }),
		at("own_measures", unique(ownMeasures, func(v assessment.OwnMeasure) string { return string(v.ID) }), func(v *assessment.Assessment) *[]assessment.OwnMeasure { return &v.OwnMeasures }),
		at("evidence", evidence, func(v *assessment.Assessment) *[]assessment.Evidence { return &v.Evidence }),
		at("requirements", requirements, func(v *assessment.Assessment) *map[string]assessment.RequirementAnswer { return &v.Requirements }),
		at("part_two", partTwo, func(v *assessment.Assessment) *map[int]assessment.PartTwoAnswer { return &v.PartTwo }),
		at("risks", risks, func(v *assessment.Assessment) *map[catalogue.ThreatID]assessment.RiskDecision { return &v.Risks }),
		at("signers", list(signer), func(v *assessment.Assessment) *[]assessment.Signer { return &v.Signers }),
		at("history", list(revision), func(v *assessment.Assessment) *[]assessment.Revision { return &v.History }),
	}
)

// unique refuses a list in which two members have the same id.
//
//go:noinline
func unique[V any](c codec[[]V], id func(V) string) codec[[]V] {
	return codec[[]V]{func(r *reader, n *node) []V {
		list := c.read(r, n)
		seen := map[string]bool{}
		for i, v := range list {
			if seen[id(v)] {
				r.fail(n.Content[i], twice(r.place(), id(v)))
			}
			seen[id(v)] = true
		}
		return list
	}, c.write}
}
