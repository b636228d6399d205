package export

import (
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/starters"
)

// day is the date of all documents in the tests.
var day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)

// example builds the document of one of the complete examples.
func example(t testing.TB, id string) Document {
	t.Helper()
	cat, a := exampleAssessment(t, id)
	return Build(cat, a, assessment.Evaluate(cat, a, day), Options{ToolVersion: "test"})
}

func exampleAssessment(t testing.TB, id string) (*catalogue.Catalogue, assessment.Assessment) {
	t.Helper()
	cat := catalogue.Load()
	s, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return cat, a
}

// documents are documents of every kind: complete, small, and of nobody's answers.
func documents(t testing.TB) map[string]Document {
	cat := catalogue.Load()
	var none assessment.Assessment
	return map[string]Document{
		"smart-plug": example(t, "smart-plug"),
		"wearable":   example(t, "wearable"),
		"gateway":    example(t, "gateway"),
		"since":      sincePlug(t, nextVersion),
		"small":      smallDocument(),
		"empty":      Build(cat, none, assessment.Evaluate(cat, none, day), Options{}),
		"nothing":    Build(&catalogue.Catalogue{}, none, assessment.Result{Date: day, Status: assessment.Draft}, Options{}),
	}
}

// smallDocument is a device made by hand, with a catalogue of its own, so that
// its golden files change only when the document does.
func smallDocument() Document {
	return Build(smallCatalogue(), smallAssessment(), smallResult(), Options{ToolVersion: "0.0.0"})
}

func smallCatalogue() *catalogue.Catalogue {
	return &catalogue.Catalogue{
		Version: "2026.11", Date: "2026-11-20", Digest: "00ff",
		Questions: []catalogue.Question{
			{ID: "product.name", Section: "product", Step: 1, Block: "Product", Kind: catalogue.KindText, Text: "What is its name?", Short: "Product name", Cite: []catalogue.Citation{"Annex II (3)"}},
			{ID: "product.identifier", Section: "product", Step: 1, Block: "Product", Kind: catalogue.KindText, Short: "Identifier", Cite: []catalogue.Citation{"Art. 13(15)", "Annex II (3)"}},
			{ID: "product.versions", Section: "product", Step: 1, Block: "Product", Kind: catalogue.KindList, Short: "Versions", Cite: []catalogue.Citation{"Annex VII (1)(b)"}},
			{ID: "product.purpose", Section: "product", Step: 1, Block: "Product", Kind: catalogue.KindProse, Short: "Intended purpose", Cite: []catalogue.Citation{"Art. 13(3)", "Annex II (4)"}},
			{ID: "manufacturer.name", Section: "manufacturer", Step: 1, Block: "Manufacturer", Kind: catalogue.KindText, Short: "Maker's name", Cite: []catalogue.Citation{"Annex II (1)"}},
			{ID: "scope.role", Section: "scope", Step: 2, Block: "Scope", Kind: catalogue.KindOne, Short: "Role", Options: []catalogue.Option{{ID: "manufacturer", Label: "Manufacturer"}}},
			{ID: "Q13", Section: "device", Step: 4, Block: "Radio", Kind: catalogue.KindMulti, Short: "Short-range radios", Options: []catalogue.Option{{ID: "ble", Label: "Bluetooth, classic or Low Energy"}, {ID: "nfc", Label: "NFC or RFID"}}},
			{ID: "Q35", Section: "device", Step: 4, Block: "Data", Kind: catalogue.KindYesNo, Short: "Business data", NotSure: true},
			{ID: "Q36", Section: "device", Step: 4, Block: "Data", Kind: catalogue.KindYesNo, Short: "Money"},
			{ID: "life.support_end", Section: "life", Step: 9, Block: "Support period", Kind: catalogue.KindMonth, Short: "End of support", Cite: []catalogue.Citation{"Art. 13(8)", "Annex II (7)"}},
			{ID: "life.vulnerability_check", Section: "life", Step: 9, Kind: catalogue.KindDate, Short: "Last database check", Cite: []catalogue.Citation{"Annex I Part I (2)(a)"}},
			{ID: "reporting.decider", Section: "reporting", Step: 9, Kind: catalogue.KindText, Short: "Who decides", Cite: []catalogue.Citation{"Art. 14(1)"}},
			{ID: "marking.ce", Section: "marking", Step: 11, Kind: catalogue.KindOne, Short: "CE marking", Cite: []catalogue.Citation{"Art. 30(1)"}, Options: []catalogue.Option{{ID: "no", Label: "Not yet"}}},
			{ID: "technical_file.pictures", Section: "technical_file", Step: 11, Kind: catalogue.KindText, Short: "Pictures", Cite: []catalogue.Citation{"Annex VII (1)(c)"}},
		},
		Assets:   []catalogue.Asset{{ID: "AS10", Title: "Control of physical function, commands", Terms: []catalogue.ConcernText{{Concern: "A", Text: "1 operation · availability"}}}},
		Threats:  []catalogue.Threat{{ID: "T18", Title: "Radio is jammed or messages are suppressed", Happens: "Somebody disturbs the radio.", STRIDE: []string{"D"}}},
		Measures: []catalogue.Measure{{ID: "M25", Title: "Withstand overload and outage", Evidence: "A test with the radio off.", PartTwo: []int{2}}},
		Method: catalogue.Method{FeasibilityUpTo: []int{13, 19, 24}, Matrix: [][]int{{1, 1, 1, 1}, {1, 2, 2, 3}, {1, 2, 3, 4}, {2, 3, 4, 5}},
			Acceptance: []catalogue.Level{{ID: "R1", Title: "R1", Text: "Acceptable."}, {ID: "R4", Title: "R4", Text: "Not acceptable."}},
			Sources:    []string{"Made up for a test."}},
		Requirements: []catalogue.Requirement{
			{ID: "I.I.1", Title: "Security that fits the risks", Duty: "The level of security fits the risks."},
			{ID: "I.I.2.h", Title: "Availability", Duty: "Essential functions stay available."},
			{ID: "I.I.2.i", Title: "Harm to others", Duty: "The product does not disturb others."},
			{ID: "I.II.2", Title: "Handle vulnerabilities", Duty: "Vulnerabilities are handled without delay."},
		},
		Categories: []catalogue.Category{{ID: "III.I.17", Class: "important-1", Title: "Smart home products", Decides: "The core function.", Cite: []catalogue.Citation{"Annex III class I (17)"}}},
		Standards:  catalogue.Standards{Date: "2026-10-06", Source: "Official Journal", Pipeline: []catalogue.Pending{{ID: "EN 40000-1-2", Serves: []string{"Part I"}, Status: "enquiry", Expected: "2027"}}},
		CSIRTs:     catalogue.CSIRTs{Date: "2026-09-30", Note: "Check before use."},
	}
}

func smallAssessment() assessment.Assessment {
	seven := 7
	major := assessment.Major
	return assessment.Assessment{
		Template: &assessment.Template{ID: "plug", Unconfirmed: []catalogue.QuestionID{"Q13"}},
		Answers: map[catalogue.QuestionID]assessment.Answer{
			"product.name": {Text: "Plug Ä1"}, "product.identifier": {Text: "PA-1"}, "product.versions": {Options: []string{"hardware C", "firmware 1.4.0"}},
			"product.purpose": {Text: "Switches one socket at home.\n\nNot for medical use."}, "manufacturer.name": {Text: "Acme & Sons <GmbH>"},
			"scope.role": {Options: []string{"manufacturer"}}, "Q13": {Options: []string{"ble"}}, "Q35": {NotSure: true},
			"life.support_end": {Text: "2033-01"}, "reporting.decider": {Text: "Head of quality, *always*"}, "marking.ce": {Options: []string{"no"}},
		},
		Remote:      []assessment.RemoteService{{Name: "Cloud", Purpose: "Switching from afar.", Needed: assessment.Yes, Own: assessment.NotSure, Reason: "Only the broker is direct."}},
		Components:  []assessment.Component{{Name: "lwIP", Version: "2.2.0", Supplier: "lwIP project", Diligence: []string{"updates"}, Vulnerabilities: []assessment.Vulnerability{{ID: "CVE-2026-0001", Exploitable: assessment.No, Why: "IGMP is off.", Open: true}}}},
		Notes:       []assessment.Note{{On: "Q13", Text: "Module is certified.", By: "MK", Date: "2026-11-23"}, {On: "Q35", Text: "Ask sales.", Open: true, Owner: "PL", Due: "2026-12-01"}, {On: "T18", Text: "SECRET of the house", Internal: true}, {On: "Q35", Text: "SECRET question", Internal: true, Open: true}, {Text: "Workshop of November."}},
		Threats:     map[catalogue.ThreatID]assessment.ThreatDecision{"T18": {Factors: &assessment.FactorChange{Equipment: &seven}, Impact: &major, Reason: "A jammer is bespoke here.", By: "MK", Date: "2026-11-23"}},
		OwnThreats:  []assessment.OwnThreat{{ID: "OT1", Title: "The cat sits on it", Description: "Cats are warm."}},
		OwnMeasures: []assessment.OwnMeasure{{ID: "OM1", Title: "A lid", Threats: []catalogue.ThreatID{"OT1"}}},
		Measures: map[catalogue.MeasureID]assessment.MeasureAnswer{"M25": {State: assessment.Done, How: "The button works without radio.", Evidence: []string{"E1"}},
			"OM1": {State: assessment.NotDone, Reason: "too dear"}},
		Evidence: []assessment.Evidence{{ID: "E1", Kind: "test", File: "evidence/radio_off.pdf", SHA256: "3f9a", Date: "2026-10-02", Note: "Report of the laboratory."}},
		Requirements: map[string]assessment.RequirementAnswer{"h": {How: "Local operation; see M25.", Standards: []string{"EN 18031-1 RLM-1"}},
			"i": {Claim: &assessment.Claim{Ground: "no-risk", Answers: []catalogue.QuestionID{"Q13"}, Justification: "Point to point only.", Remaining: "None.", By: "MK"}}},
		PartTwo: map[int]assessment.PartTwoAnswer{2: {How: "Tickets within a day."}},
		Risks:   map[catalogue.ThreatID]assessment.RiskDecision{"T18": {Decision: "keep", Reason: "Radio can be jammed.", Compensation: "A button.", UserInformation: "Use the button when the radio fails.", Approver: "management", Approved: true, Review: "2027-11-01"}},
		Signers: []assessment.Signer{{ID: "management", Role: "management", Name: "Jane Doe", Function: "CEO", Organisation: "Acme", Principal: "jane@acme.example", Fingerprint: "SHA256:abc", Statement: "issued on behalf of Acme"}, {ID: "lead"}},
		History: []assessment.Revision{{Revision: 1, Date: "2026-01-01", Status: assessment.Final, Digest: "77aa", Change: "first issue"}},
	}
}

func smallResult() assessment.Result {
	why := func(rule, text string, ids ...catalogue.QuestionID) assessment.Reason {
		return assessment.Reason{Rule: rule, Text: text, Answers: ids, Cite: []catalogue.Citation{"Art. 13(3)"}}
	}
	five := assessment.Rating(5)
	m25 := catalogue.ThreatMeasure{ID: "M25", Effect: catalogue.Effect{Kind: catalogue.Supporting, LowersImpact: true}}
	harm := assessment.Harm{Level: assessment.Major, Category: "S"}
	a := smallAssessment()
	return assessment.Result{
		Date: day, Status: assessment.NotReady, Route: "A",
		Scope:   assessment.ScopeResult{Regime: assessment.InScope, Title: "in scope", Reason: why("Art. 2(1)", "All tests are met.", "scope.role"), Tests: []assessment.TestResult{{Title: "Role", Outcome: "Manufacturer", Passed: true, Known: true, Reason: why("Art. 3(13)", "", "scope.role")}}},
		Class:   assessment.ClassResult{Class: "default", Title: "default class", Reason: why("Art. 7(1)", "The core function is in no category.")},
		Routes:  []assessment.RouteResult{{ID: "A", Title: "Internal control", Open: true, Self: true, Recommended: true, Reason: why("Art. 32(1)", "Open to every product of the default class.")}},
		Support: assessment.SupportResult{End: "2033-01", MinimumMonth: "2033-01", ExpectedMonth: "2036-01", KeepUntil: "2038-01-15", Reason: why("Art. 13(8)", "Counted from the last unit.")},
		Assets: []assessment.AssetResult{{ID: "AS10", Title: "Control of physical function, commands", Reason: why("method 5", "Exists."),
			Concerns: []assessment.ConcernResult{{Concern: "A", Computed: assessment.Harm{Level: assessment.Moderate, Category: "O"}, Impact: assessment.Harm{Level: assessment.Major, Category: "O"}, Override: &assessment.ImpactOverride{On: "AS10:A", Level: assessment.Major, Reason: "Heaters hang on it.", By: "MK", Date: "2026-11-22"}, Reason: why("method 6", "availability")}}}},
		Threats: []assessment.ThreatResult{
			{ID: "T18", Title: "Radio is jammed or messages are suppressed", Vector: "rad", Factors: catalogue.Factors{Expertise: 3, Equipment: 7}, Catalogue: catalogue.Factors{Expertise: 3, Equipment: 4}, Window: 4, Potential: 14, Feasibility: assessment.Medium, Impact: harm, ComputedImpact: assessment.Harm{Level: assessment.Moderate, Category: "S"}, Decides: "AS10:A", Inherent: 3, ComputedInherent: 4, Residual: 3, ResidualFeasibility: assessment.Low, ResidualImpact: assessment.Major, Requirements: []string{"h"}, Measures: []catalogue.ThreatMeasure{m25}, Changed: true, Decision: a.Threats["T18"], Because: why("method 9, T18", "considered with any radio", "Q13"), WindowReason: why("method 7, vector rad", "window 4", "Q13"), ImpactReason: why("method 6", "Major, safety: AS10:A decides"), RiskReason: why("method 8", "R3: major impact × medium feasibility"), ResidualReason: why("method 10", "R3: major impact × low feasibility"), ApprovalVoid: true},
			{ID: "OT1", Title: "The cat sits on it", Own: true, Vector: "site", Feasibility: assessment.High, Impact: assessment.Harm{Level: assessment.Severe, Category: "O"}, Inherent: five, ComputedInherent: five, Residual: five, ResidualFeasibility: assessment.High, ResidualImpact: assessment.Severe, Because: why("own threat", "added by the assessor")},
		},
		Measures: []assessment.MeasureResult{
			{ID: "M25", Title: "Withstand overload and outage", Answer: a.Measures["M25"], State: assessment.Done, Threats: []catalogue.ThreatID{"T18"}, Serves: []string{"h"}},
			{ID: "OM1", Title: "A lid", Own: true, Answer: a.Measures["OM1"], State: assessment.NotDone, Threats: []catalogue.ThreatID{"OT1"}},
		},
		Requirements: []assessment.RequirementResult{
			{ID: "I.I.1", Letter: "1", Threats: []catalogue.ThreatID{"T18", "OT1"}, Highest: five, BlockedBy: []string{"never"}, Applicable: true, Missing: []string{"OT1 stays R5"}, Reason: why("decisions, Part I (1)", "met when no residual risk is above R2, or R3 with approval")},
			{ID: "I.I.2.h", Letter: "h", Threats: []catalogue.ThreatID{"T18"}, Highest: 3, BlockedBy: []string{"avail:1"}, Applicable: true, Met: true, Measures: []catalogue.MeasureID{"M25"}, Reason: why("method 13", "applicable")},
			{ID: "I.I.2.i", Letter: "i", ClaimPossible: true, Met: true, Reason: why("method 13", "not applicable: a complete claim stands")},
		},
		PartTwo:  []assessment.PartTwoResult{{Number: 2, ID: "I.II.2", Missing: []string{"evidence or a reference is missing"}, Measures: []catalogue.MeasureID{"M25"}}},
		Remote:   []assessment.RemoteResult{{Name: "Cloud", Outcome: "open", Title: "open", Reason: why("Art. 3(2)", "Not sure who made it.")}},
		Findings: []assessment.Finding{{ID: "residual-unacceptable", Severity: assessment.Blocking, Basis: "method", NotReady: true, Step: 10, Item: "OT1", Text: "OT1 The cat sits on it stays R5.", Remedy: "Treat it."}, {ID: "open-point", Severity: assessment.Open, Item: "Q35", Text: "SECRET question"}},
	}
}
