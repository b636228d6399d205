package interview

import (
	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// The texts for people of this package. A second language needs no other change.

var steps = []Step{
	{1, "Product", "Product", cite("Art. 13(2)", "Art. 13(3)", "Annex II (1)", "Annex VII (1)")},
	{2, "Product", "Scope", cite("Art. 2(1)", "Art. 3", "Art. 21", "Art. 22", "Art. 24", "Art. 69")},
	{3, "Product", "Class and route", cite("Art. 6", "Art. 7(1)", "Art. 8(1)", "Art. 32(1)")},
	{4, "Risks", "Device", cite("Art. 13(3)")},
	{5, "Risks", "Assets and harm", cite("Art. 13(3)")},
	{6, "Risks", "Threats", cite("Art. 13(2)", "Art. 13(3)")},
	{7, "Security", "Measures", cite("Annex I Part I (2)", "Annex VII (5)", "Annex VII (6)")},
	{8, "Security", "Requirements", cite("Annex I Part I (1)", "Annex I Part I (2)", "Art. 13(3)", "Art. 13(4)")},
	{9, "Security", "Vulnerability handling and life", cite("Annex I Part II (1)", "Art. 13(5)", "Art. 13(8)", "Art. 14(1)")},
	{10, "Security", "Residual risk", cite("Art. 13(2)", "Annex I Part I (1)")},
	{11, "Sign", "Review and sign", cite("Art. 13(12)", "Art. 28(1)", "Art. 31(1)", "Annex VII (3)")},
}

func cite(list ...catalogue.Citation) []catalogue.Citation { return list }

func option(id, label string) catalogue.Option { return catalogue.Option{ID: id, Label: label} }

var (
	yesNo   = []catalogue.Option{option("yes", "Yes"), option("no", "No")}
	ternary = []catalogue.Option{option("yes", "Yes"), option("no", "No"), option("not sure", "Not sure")}

	measureStates = []catalogue.Option{
		option(string(assessment.Tested), "Tested: in place, and a test shows it"),
		option(string(assessment.Done), "Done: in place"),
		option(string(assessment.Partly), "Partly in place"),
		option(string(assessment.Planned), "Planned"),
		option(string(assessment.NotDone), "Not in place (say why)")}

	impactLevels = []catalogue.Option{option("negligible", "Negligible"), option("moderate", "Moderate"), option("major", "Major"), option("severe", "Severe")}

	harmCategories = []catalogue.Option{option("S", "Safety"), option("N", "Other networks and services"), option("P", "Privacy"), option("F", "Property and money"), option("O", "Operation")}

	vectors = []catalogue.Option{
		option("cloud", "Back-end reachable from the Internet"), option("net", "Network or port of the device"), option("rad", "Radio"),
		option("port", "A port in reach, or theft"), option("phys", "Opening the device for secrets"), option("site", "Physical manipulation in place"),
		option("sup", "Supply chain"), option("inh", "Happens without an attacker")}

	timeLevels      = []catalogue.Option{option("0", "up to a day (0)"), option("1", "up to a week (1)"), option("4", "up to a month (4)"), option("17", "up to six months (17)"), option("19", "longer (19)")}
	expertiseLevels = []catalogue.Option{option("0", "layman (0)"), option("3", "proficient (3)"), option("6", "expert (6)"), option("8", "several experts (8)")}
	knowledgeLevels = []catalogue.Option{option("0", "public (0)"), option("3", "restricted (3)"), option("7", "confidential (7)"), option("11", "strictly confidential (11)")}
	equipmentLevels = []catalogue.Option{option("0", "standard (0)"), option("4", "specialised (4)"), option("7", "made for the purpose (7)"), option("9", "several made for the purpose (9)")}

	letters = []catalogue.Option{option("a", "(a)"), option("b", "(b)"), option("c", "(c)"), option("d", "(d)"), option("e", "(e)"), option("f", "(f)"), option("g", "(g)"),
		option("h", "(h)"), option("i", "(i)"), option("j", "(j)"), option("k", "(k)"), option("l", "(l)"), option("m", "(m)")}

	evidenceKinds = []catalogue.Option{option("test", "Test report"), option("design", "Design document"), option("sbom", "Component list (SBOM)"), option("certificate", "Certificate"), option("other", "Other")}

	diligence = []catalogue.Option{
		option("ce-marking", "CE marking and conformity looked at"), option("updates", "It gets regular security updates"),
		option("vulnerability-databases", "No known vulnerability in the EUVD or another database"), option("tests", "Extra security tests"), option("other", "Other means")}

	fits = []catalogue.Option{option("match", "It is the core function of the module"), option("integrated", "A product of that category is only built in"),
		option("exceeds", "It does substantially more than the category describes"), option("falls-short", "It does substantially less than the category describes")}

	extents = []catalogue.Option{option(assessment.ExtentFull, "In full"), option(assessment.ExtentPart, "In part")}

	wholeGrounds   = []catalogue.Option{option("nature", "Nature of the product"), option("no-risk", "No risk that needs treatment under it")}
	refusedReasons = []catalogue.Option{option("cost", "Cost, or commercial strategy"), option("risk-appetite", "Our own appetite for risk"), option("instructions-only", "Instructions to users, and nothing else")}
	partGrounds    = []catalogue.Option{option("interoperability", "A widely recognised interoperability standard"), option("union-law", "Other Union law on interoperability")}
	decisions      = []catalogue.Option{option("keep", "Keep, with reason and approval"), option("hand-over", "Hand over to the integrator or operator (business products only)")}

	signerRoles      = []catalogue.Option{option(assessment.RoleTechnicalLead, "Technical lead"), option(assessment.RoleManagement, "Management"), option(assessment.RoleReviewer, "External reviewer")}
	signerStatements = []catalogue.Option{option("technical content correct", "The technical content is correct"), option("issued on behalf of the manufacturer; residual risks approved", "Issued on behalf of the manufacturer; residual risks approved"),
		option("reviewed independently; no objection", "Reviewed independently; no objection")}
)

// The words of the parts of a requirement that are answered apart.
const (
	conditionYes     = "Yes"
	conditionNo      = "No"
	conditionExempt  = "Not owed: "
	conditionWhy     = ": how or why"
	conditionWhyHelp = "How it is done, or why it is not owed; then it is needed."
)

// What the members of lists inside records are called.
const (
	titleVulnerability = "known vulnerability"
	titlePart          = "interface or function set aside"
)

// collections are the lists that grow, with where and why they are asked.
var collections = []Collection{
	{ID: "remote", Step: 1, Title: "Remote services", One: "remote service", Why: "A service without which a function fails, and that you developed, is part of the product.", Cite: cite("Art. 3(2)", "recital 11")},
	{ID: "module", Step: 3, Title: "Modules offered separately", One: "module", Why: "A module that can also be had alone is classified for itself.", Cite: cite("Art. 7(1)")},
	{ID: "asset", Step: 5, Title: "Own assets", One: "own asset", Why: "Something worth protecting that the catalogue does not know.", Cite: cite("Art. 13(3)")},
	{ID: "ownthreat", Step: 6, Title: "Own threats", One: "own threat", Why: "A way of harm that the catalogue does not know.", Cite: cite("Art. 13(2)")},
	{ID: "ownmeasure", Step: 7, Title: "Own measures", One: "own measure", Why: "Something you do that the catalogue does not know; it takes one step of feasibility.", Cite: cite("Annex I Part I (1)")},
	{ID: "evidence", Step: 7, Title: "Evidence", One: "piece of evidence", Why: "Tests and documents make a claim checkable.", Cite: cite("Annex VII (6)")},
	{ID: "standard", Step: 8, Title: "Standards applied", One: "standard", Why: "Only what is cited, adopted or certified gives a presumption, and only for the requirements and parts that you applied.", Cite: cite("Art. 27(1)", "Art. 32(2)", "Annex VII (5)")},
	{ID: "component", Step: 9, Title: "Components", One: "component", Why: "For every part of others, free ones too, you owe due care.", Cite: cite("Art. 13(5)", "Art. 13(6)", "recital 34")},
	{ID: "signer", Step: 11, Title: "Signers", One: "signer", Why: "The document says who answers for what.", Cite: cite("Annex V (8)")},
	{ID: "note", Step: 11, Title: "Notes and open points", One: "note", Why: "Who said what, and what is still to be found out. Notes are not privileged: authorities may ask for internal documentation too.", Cite: cite("Art. 53")},
}
