package assessment

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"selfmark/assessment/catalogue"
)

// openRoutes says which routes a route code of classification_examples.md leaves
// open with the standards of a catalogue: R0 default, R1 class I, R2 class II, RC
// critical, F free software with public documentation. Written apart from
// route.go, so that the two check each other.
func openRoutes(code string, category catalogue.CategoryID, s catalogue.Standards) []string {
	something := len(s.Cited)+len(s.Specifications)+len(s.Schemes) > 0
	var open []string
	if code == "R0" || code == "F" || code == "R1" && something {
		open = append(open, "A")
	}
	mandatory := slices.Contains(s.Mandatory, string(category))
	if code != "RC" || !mandatory {
		open = append(open, "B+C", "H")
	}
	if len(s.Schemes) > 0 || code == "RC" && mandatory {
		open = append(open, "scheme")
	}
	return open
}

// classCase is a case of classification_examples.md: what the maker answers, and
// what follows. The name starts with the number of the case and ends with its
// basis there: E official for this product, D if its core function meets the
// description, A our application; ≠ marks a reading of the guidance that is milder
// than the text, "own reading" one that no official source gives.
type classCase struct {
	name     string
	category catalogue.CategoryID // "none" for none
	fit      string
	more     change // answers beyond those of a manufacturer's product in scope
	class    string
	route    string
	review   bool
}

var publicFree = change{"scope.foss": "monetised", "classification.foss_documentation": "yes"}

var classCases = []classCase{
	{name: "5 one-time password or multi-factor authentication app (D)", category: "III.I.1", fit: "match", class: "important-1", route: "R1"},
	{name: "10 password manager (D)", category: "III.I.3", fit: "match", class: "important-1", route: "R1"},
	{name: "14 VPN client, server, gateway (D)", category: "III.I.5", fit: "match", class: "important-1", route: "R1"},
	{name: "17 SIEM (E)", category: "III.I.7", fit: "match", class: "important-1", route: "R1"},
	{name: "24 operating system that ships a calculator or browser (E)", category: "III.I.11", fit: "match", class: "important-1", route: "R1"},
	{name: "25 router (D)", category: "III.I.12", fit: "match", class: "important-1", route: "R1"},
	{name: "26 router with a firewall component, by the text (E)", category: "III.I.12", fit: "match", class: "important-1", route: "R1"},
	{name: "28 managed, smart, multilayer or SDN switch (D)", category: "III.I.12", fit: "match", class: "important-1", route: "R1"},
	{name: "34 smart door lock for homes (E/D)", category: "III.I.17", fit: "match", class: "important-1", route: "R1"},
	{name: "36 baby monitor (D)", category: "III.I.17", fit: "match", class: "important-1", route: "R1"},
	{name: "39 connected toy with two-way communication (E/D)", category: "III.I.18", fit: "match", class: "important-1", route: "R1"},
	{name: "41 toy that only senses proximity (E)", category: "none", class: "default", route: "R0"},
	{name: "42 fitness tracker, no medical device (D)", category: "III.I.19", fit: "match", class: "important-1", route: "R1"},

	{name: "46 container runtime (D)", category: "III.II.1", fit: "match", class: "important-2", route: "R2"},
	{name: "47 network firewall (E)", category: "III.II.2", fit: "match", class: "important-2", route: "R2"},
	{name: "51 security MCU for AVA_VAN 2 or 3 with tamper features (E)", category: "III.II.4", fit: "match", class: "important-2", route: "R2"},
	{name: "52 payment terminal in a tamper-protected envelope (D)", category: "IV.1", fit: "match", class: "critical", route: "RC"},
	{name: "55 smart meter gateway for electricity (D)", category: "IV.2", fit: "match", class: "critical", route: "RC", review: true},
	{name: "57 trusted platform module, not class II (D)", category: "IV.3", fit: "match", class: "critical", route: "RC"},

	{name: "61 news app with an embedded browser (E)", category: "none", class: "default", route: "R0"},
	{name: "61 the same, answered as built in (E)", category: "III.I.2", fit: "integrated", class: "default", route: "R0"},
	{name: "62 smartphone (E)", category: "none", class: "default", route: "R0"},
	{name: "62 the same, its operating system answered as built in (E)", category: "III.I.11", fit: "integrated", class: "default", route: "R0"},
	{name: "62 the same, its password manager answered as built in (E)", category: "III.I.3", fit: "integrated", class: "default", route: "R0"},
	{name: "64 SOAR, its core function is another one (E)", category: "none", class: "default", route: "R0"},
	{name: "64 SOAR that only exceeds a SIEM: review, until then the category (≠)", category: "III.I.7", fit: "exceeds", class: "important-1", route: "R1", review: true},
	{name: "65 log viewer, does not correlate (E)", category: "none", class: "default", route: "R0"},
	{name: "65 log viewer, answered as lacking a condition: correlation (E)", category: "III.I.7", fit: "lacks", class: "default", route: "R0"},
	{name: "65 log viewer that only falls short: review, until then the category (≠)", category: "III.I.7", fit: "falls-short", class: "important-1", route: "R1", review: true},
	{name: "69 class I product with a secure element inside stays class I (E)", category: "III.I.17", fit: "match", class: "important-1", route: "R1"},
	{name: "69 a default product with a secure element inside stays default (E)", category: "IV.3", fit: "integrated", class: "default", route: "R0"},

	{name: "107 smart thermostat with its own cloud (A)", category: "none", class: "default", route: "R0"},
	{name: "109 industrial robot with its own cloud (A)", category: "none", class: "default", route: "R0"},
	{name: "117 free VPN app that sells extra servers (A)", category: "III.I.5", fit: "match", more: publicFree, class: "important-1", route: "F"},
	{name: "117 the same, documentation not public (A)", category: "III.I.5", fit: "match", more: change{"scope.foss": "monetised", "classification.foss_documentation": "no"}, class: "important-1", route: "R1"},
	{name: "120 paid edition of a free operating system (A)", category: "III.I.11", fit: "match", more: publicFree, class: "important-1", route: "F"},
	{name: "free software of class II, route F", category: "III.II.1", fit: "match", more: publicFree, class: "important-2", route: "F"},
	{name: "free software of Annex IV has no route F", category: "IV.1", fit: "match", more: publicFree, class: "critical", route: "RC"},
	{name: "public documentation of a product that is not free software", category: "III.I.5", fit: "match", more: change{"classification.foss_documentation": "yes"}, class: "important-1", route: "R1"},

	{name: "146 motherboard (A)", category: "none", class: "default", route: "R0"},
	{name: "152 industrial sensor (A)", category: "none", class: "default", route: "R0"},

	{name: "section 10, plug, bulb, thermostat, robot vacuum, white goods (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, PLC, industrial sensor, telemetry gateway (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, modem module as modem (own reading)", category: "III.I.12", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, modem module as interface (own reading)", category: "III.I.10", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, unmanaged switch (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, radio SoC as interface (own reading)", category: "III.I.10", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, radio SoC as microcontroller (own reading)", category: "III.I.14", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, video doorbell (own reading)", category: "III.I.17", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, office camera or lock (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, reader of an office lock (own reading)", category: "III.I.1", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, sleep tracker on the mattress, pet tracker, pendant (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, NAS, home server (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, voice remote for one television (own reading)", category: "none", class: "default", route: "R0"},
	{name: "section 10, USB security key (own reading)", category: "III.I.1", fit: "match", class: "important-1", route: "R1"},
	{name: "section 10, hardware wallet as security box (own reading)", category: "IV.1", fit: "match", class: "critical", route: "RC"},
	{name: "section 10, hardware wallet as another device for advanced security (own reading)", category: "IV.2", fit: "match", class: "critical", route: "RC", review: true},
	{name: "section 10, hardware wallet as secure element (own reading)", category: "IV.3", fit: "match", class: "critical", route: "RC"},
	{name: "section 10, USB drive with a password (own reading)", category: "none", class: "default", route: "R0"},
}

// futures are catalogues with the standards as they are and as they may be one day.
func futures() map[string]*catalogue.Catalogue {
	with := func(change func(*catalogue.Standards)) *catalogue.Catalogue {
		c := *catalogue.Load()
		change(&c.Standards)
		return &c
	}
	return map[string]*catalogue.Catalogue{
		"today":         catalogue.Load(),
		"cited":         with(func(s *catalogue.Standards) { s.Cited = []string{"EN 304 627"} }),
		"specification": with(func(s *catalogue.Standards) { s.Specifications = []string{"x"} }),
		"scheme":        with(func(s *catalogue.Standards) { s.Schemes = []string{"EUCC"} }),
		"mandatory":     with(func(s *catalogue.Standards) { s.Mandatory = []string{"IV.1", "IV.3"} }),
	}
}

// TestClassificationCases: each case has its class, and the routes of its code
// stand open, whatever the standards are.
func TestClassificationCases(t *testing.T) {
	catalogues := futures()
	for _, c := range classCases {
		t.Run(c.name, func(t *testing.T) {
			for when, cat := range catalogues {
				r := Evaluate(cat, covered(c.assessment(t), cat.Standards), day)
				if r.Scope.Regime != InScope {
					t.Fatalf("regime %q: %s", r.Scope.Regime, r.Scope.Reason.Text)
				}
				if r.Class.Class != c.class || r.Class.Review != c.review {
					t.Errorf("class %q, review %v, want %q, %v", r.Class.Class, r.Class.Review, c.class, c.review)
				}
				if open, want := openOf(r), openRoutes(c.route, c.category, cat.Standards); !slices.Equal(open, want) {
					t.Errorf("%s: open %v, want %v (%s)", when, open, want, c.route)
				}
			}
		})
	}
}

func (c classCase) assessment(t *testing.T) Assessment {
	t.Helper()
	answers := inScope(c.more)
	answers["classification.category"] = string(c.category)
	if c.fit != "" {
		answers["classification.fit"] = c.fit
	}
	return answering(t, answers)
}

func openOf(r Result) []string {
	var open []string
	for _, route := range r.Routes {
		if route.Open {
			open = append(open, route.ID)
		}
	}
	return open
}

// everything is every requirement that a standard may cover.
func everything() []string {
	var all []string
	for _, r := range catalogue.Load().Requirements {
		all = append(all, r.ID.Letter())
	}
	return all
}

// covered applies whatever the status lists, in full and to everything.
func covered(a Assessment, s catalogue.Standards) Assessment {
	for _, reference := range slices.Concat(s.Cited, s.Specifications, s.Schemes) {
		a.Standards = append(a.Standards, Standard{Reference: reference, Extent: ExtentFull, Covers: everything()})
	}
	return a
}

// TestClassIStandards: Art. 32(2) with Art. 27(1), cases 26 and 69. Module A is open
// to class I only where what gives a presumption is applied in full to every
// applicable requirement of Part I and Part II; that other measures may cover the
// extra functions is the reading of the guidance (≠) and no default.
func TestClassIStandards(t *testing.T) {
	cat := *catalogue.Load()
	cat.Standards.Cited = []string{"EN 304 627:2027", "EN 40000-1-3:2027"}
	partOne := everything()[:14]
	full := func(reference string, covers ...string) Standard {
		return Standard{Reference: reference, Extent: ExtentFull, Covers: covers}
	}
	for _, c := range []struct {
		name    string
		applied []Standard
		reading string
		open    bool
		says    string
	}{
		{name: "none applied", says: "(a), (b)"},
		{name: "Part I and Part II in full", applied: []Standard{full("EN 304 627:2027", partOne...), full("en 40000-1-3:2027", everything()[14:]...)}, open: true, says: "in full"},
		{name: "Part I alone", applied: []Standard{full("EN 304 627:2027", partOne...)}, says: "II(1), II(2)"},
		{name: "one requirement left", applied: []Standard{full("EN 304 627:2027", slices.Delete(everything(), 5, 6)...)}, says: "in full: (e)."},
		{name: "in part", applied: []Standard{{Reference: "EN 304 627:2027", Extent: ExtentPart, Clauses: "5", Covers: everything()}}, says: "(m)"},
		{name: "another edition", applied: []Standard{full("EN 304 627", everything()...)}, says: "(m)"},
		{name: "EN 18031 and EN 303 645", applied: []Standard{full("EN 18031-1:2024", everything()...), full("EN 303 645", everything()...)}, says: "(m)"},
		{name: "26 router with a firewall component, by the text", applied: []Standard{full("EN 304 627:2027", "e", "f")}, says: "(a)"},
		{name: "26 router with a firewall component, by the guidance (≠)", applied: []Standard{full("EN 304 627:2027", "e", "f")}, reading: "guidance", open: true, says: "core function"},
		{name: "the guidance asks for a standard too (≠)", reading: "guidance", says: "(a)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := inScope(change{"classification.category": "III.I.12", "classification.fit": "match", "classification.route": "A"})
			if c.reading != "" {
				answers["classification.standards_reading"] = c.reading
			}
			a := answering(t, answers)
			a.Standards = c.applied
			r := Evaluate(&cat, a, day)
			route := r.Routes[slices.IndexFunc(r.Routes, func(x RouteResult) bool { return x.ID == "A" })]
			if route.Open != c.open || !strings.Contains(route.Reason.Text, c.says) || !slices.Contains(route.Reason.Cite, "Art. 32(2)") {
				t.Errorf("open %v, %q, citing %v", route.Open, route.Reason.Text, route.Reason.Cite)
			}
		})
	}
	t.Run("what is not applicable needs no standard", func(t *testing.T) {
		a := answering(t, inScope(change{"classification.category": "III.I.12", "classification.fit": "match", "Q26": "fixed"}))
		a.Standards = []Standard{full("EN 304 627:2027", everything()...)}
		r := Evaluate(&cat, a, day)
		i := slices.IndexFunc(r.Requirements, func(q RequirementResult) bool { return q.ClaimPossible })
		if i < 0 {
			t.Fatal("no claim is possible")
		}
		letter := r.Requirements[i].Letter
		a.Standards[0].Covers = slices.DeleteFunc(everything(), func(s string) bool { return s == letter })
		if open := openOf(Evaluate(&cat, a, day)); slices.Contains(open, "A") {
			t.Fatalf("without a claim: %v", open)
		}
		a.Requirements = map[string]RequirementAnswer{letter: {Claim: &Claim{Ground: "nature", Justification: "x", Remaining: "x", By: "x", Consent: "x", Answers: ids("Q26")}}}
		if open := openOf(Evaluate(&cat, a, day)); !slices.Contains(open, "A") {
			t.Errorf("with a claim for (%s): %v", letter, open)
		}
	})
}

// TestStandardKinds: Art. 27(1), (5), (8), (9): only what the dated status lists gives
// a presumption, and only in the edition listed.
func TestStandardKinds(t *testing.T) {
	cat := *catalogue.Load()
	cat.Standards.Cited, cat.Standards.Specifications, cat.Standards.Schemes = []string{"EN 40000-1-3:2027"}, []string{"Implementing Regulation (EU) 2028/1"}, []string{"EUCC"}
	for reference, want := range map[string]StandardKind{
		"EN 40000-1-3:2027": KindCited, "en  40000-1-3:2027": KindCited, "EN 40000-1-3": KindPending, "EN 40000-1-3:2029": KindPending,
		"EN 40000-1-4": KindPending, "FprEN 40000-1-2:2026": KindPending, "EN 304 617": KindPending, "Implementing Regulation (EU) 2028/1": KindSpecification, "EUCC": KindScheme,
		"EN 18031-1:2024": KindOther, "EN 303 645": KindOther, "IEC 62443-4-2": KindOther, "": KindOther,
	} {
		a := Assessment{Standards: []Standard{{Reference: reference, Extent: ExtentFull, Covers: []string{"e"}}}}
		r := Evaluate(&cat, a, day)
		if got := r.Standards[0]; got.Kind != want {
			t.Errorf("%q: %s, want %s", reference, got.Kind, want)
		}
		i := slices.IndexFunc(r.Requirements, func(q RequirementResult) bool { return q.Letter == "e" })
		if got := r.Requirements[i].Cover; (got == CoverFull) != want.Presumes() {
			t.Errorf("%q covers (e): %q", reference, got)
		}
	}
}

// TestStandardFindings: Annex VII (5) asks for the parts applied; what gives no
// presumption says so.
func TestStandardFindings(t *testing.T) {
	for want, s := range map[string]Standard{
		"standard-incomplete":     {Reference: "EN 1"},
		"standard-parts":          {Reference: "EN 1", Extent: ExtentPart, Covers: []string{"e"}},
		"standard-no-presumption": {Reference: "EN 18031-1:2024", Extent: ExtentFull, Covers: []string{"e"}},
	} {
		a := answering(t, inScope(nil))
		a.Standards = []Standard{s}
		if r := Evaluate(catalogue.Load(), a, day); !slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == want }) {
			t.Errorf("%+v: no finding %s", s, want)
		}
	}
}

// TestScopeCases: sections 4, 6 and 7 of classification_examples.md.
func TestScopeCases(t *testing.T) {
	for _, c := range []struct {
		name   string
		change change
		want   Regime
		cite   catalogue.Citation
	}{
		{"70 dishwasher with firmware, no connectivity (E)", change{"scope.data_connection": "none"}, OutOfScope, "Art. 2(1)"},
		{"74 toothbrush with wireless charging only (E)", change{"scope.data_connection": "none"}, OutOfScope, "Art. 2(1)"},
		{"77 printer connected by USB (E)", change{"scope.data_connection": "direct"}, InScope, "Art. 2(1)"},
		{"81 offline text editor, connected through the system (E)", change{"scope.product_kind": "software", "scope.data_connection": "indirect"}, InScope, "Art. 2(1)"},
		{"86 web app used only in a browser (E)", change{"scope.product_kind": "service"}, OutOfScope, "Art. 3(1)"},
		{"93 medical device (E)", change{"scope.exclusion": "medical"}, OutOfScope, "Art. 2(2)(a)"},
		{"93 in vitro diagnostic medical device (E)", change{"scope.exclusion": "in-vitro"}, OutOfScope, "Art. 2(2)(b)"},
		{"95 generic component also for vehicles (E)", change{"scope.product_kind": "component", "scope.exclusion": "vehicle", "scope.vehicle_exclusive": "no"}, InScope, "Art. 2(1)"},
		{"96 moped and its parts (E)", change{"scope.exclusion": "l-vehicle", "scope.l1e_pedal": "no"}, OutOfScope, "Art. 2(5)"},
		{"96 L1e designed to pedal (E)", change{"scope.exclusion": "l-vehicle", "scope.l1e_pedal": "yes"}, InScope, "Art. 2(1)"},
		{"117 free VPN app that sells extra servers (E)", change{"scope.product_kind": "software", "scope.foss": "monetised"}, InScope, "Art. 2(1)"},
		{"120 paid edition of a free operating system (E)", change{"scope.product_kind": "software", "scope.foss": "monetised"}, InScope, "Art. 2(1)"},
		{"120 community edition, steward (E)", change{"scope.product_kind": "software", "scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "yes"}, Steward, "Art. 3(14)"},
		{"120 community edition, no steward (E)", change{"scope.product_kind": "software", "scope.foss": "unmonetised", "scope.foss_signs": "no", "scope.steward_test": "no"}, OutOfScope, "recital 18"},
		{"131 dashboard gains control functions (E)", change{"scope.placed": "before", "scope.modified": "yes"}, InScope, "Art. 2(1)"},
		{"136 security fix, tighter configuration (E)", change{"scope.placed": "before", "scope.modified": "no"}, Transition, "Art. 69(2)"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := Evaluate(catalogue.Load(), answering(t, inScope(c.change)), day).Scope
			if r.Regime != c.want || !slices.Contains(r.Reason.Cite, c.cite) {
				t.Errorf("regime %q citing %v, want %q and %s (%s)", r.Regime, r.Reason.Cite, c.want, c.cite, r.Reason.Text)
			}
		})
	}
}

// TestRemoteCases: section 5 of classification_examples.md.
func TestRemoteCases(t *testing.T) {
	for _, c := range []struct {
		name string
		own  Ternary
		want string
	}{
		{"107 own cloud software of a thermostat", Yes, "part"},
		{"107 infrastructure under it", No, "component"},
		{"109 own vision service of a robot", Yes, "part"},
		{"109 infrastructure under it", No, "component"},
	} {
		r := Evaluate(catalogue.Load(), Assessment{Remote: []RemoteService{{Name: c.name, Needed: Yes, Own: c.own}}}, day)
		if r.Remote[0].Outcome != c.want {
			t.Errorf("%s: %s, want %s", c.name, r.Remote[0].Outcome, c.want)
		}
	}
}

// TestSupportCases: section 8 of classification_examples.md.
func TestSupportCases(t *testing.T) {
	for name, c := range map[string]struct{ years, minimum, expected string }{
		"143 contact-tracing app, in use for two years (E)":     {"2", "2030-01", "2030-01"},
		"146 router, operating system, in use for 10 years (E)": {"10", "2033-01", "2038-01"},
	} {
		a := answering(t, change{"product.first_unit": "2028-01-15", "product.last_unit": "2028-01-15", "Q08": c.years})
		if s := Evaluate(catalogue.Load(), a, day).Support; s.MinimumMonth != c.minimum || s.ExpectedMonth != c.expected {
			t.Errorf("%s: at least %s, expected %s", name, s.MinimumMonth, s.ExpectedMonth)
		}
	}
}

// TestChips: the ladder of law.md 2.2 for chips, Annex IV no. 3 first. The maker
// chooses the category; its words must lead to it from its neighbours, by the
// number of the next rung.
func TestChips(t *testing.T) {
	for _, c := range []struct {
		name     string
		category catalogue.CategoryID // none: default
		class    string
		route    string
		from     catalogue.CategoryID // the neighbour that a maker may look at first
		says     string               // what that neighbour says of such a chip
	}{
		{"processor, nothing beyond the chip", "none", "default", "R0", "III.I.13", "without security functions that reach beyond the chip: default"},
		{"microcontroller, read-out protection only", "none", "default", "R0", "III.I.14", "it protects nothing beyond itself, default"},
		{"ASIC or FPGA, nothing beyond the chip", "none", "default", "R0", "III.I.15", "without security functions that reach beyond it: default"},
		{"processor, functions beyond the chip, no tamper protection", "III.I.13", "important-1", "R1", "III.II.3", "without tamper protection: class I no. 13"},
		{"microcontroller, functions beyond the chip, no tamper protection", "III.I.14", "important-1", "R1", "III.II.4", "without tamper protection: class I no. 14"},
		{"ASIC or FPGA at any level", "III.I.15", "important-1", "R1", "III.I.15", "No level of resistance moves it to class II"},
		{"processor, tamper protection, AVA_VAN 2 or 3", "III.II.3", "important-2", "R2", "III.I.13", "AVA_VAN level 2 or 3: class II no. 3"},
		{"microcontroller, tamper protection, AVA_VAN 2 or 3", "III.II.4", "important-2", "R2", "III.I.14", "AVA_VAN level 2 or 3: class II no. 4"},
		{"the same seen from Annex IV", "III.II.4", "important-2", "R2", "IV.3", "AVA_VAN level 2 or 3: class II no. 3 or 4"},
		{"processor, tamper protection, AVA_VAN 4 or more", "IV.3", "critical", "RC", "III.II.3", "AVA_VAN level 4 or more: Annex IV no. 3"},
		{"microcontroller, tamper protection, AVA_VAN 4 or more", "IV.3", "critical", "RC", "III.II.4", "AVA_VAN level 4 or more: Annex IV no. 3"},
		{"the same seen from class I, processor", "IV.3", "critical", "RC", "III.I.13", "for 4 or more: Annex IV no. 3"},
		{"the same seen from class I, microcontroller", "IV.3", "critical", "RC", "III.I.14", "for 4 or more: Annex IV no. 3"},
		{"secure element", "IV.3", "critical", "RC", "IV.3", "at least AVA_VAN level 4, alone or within a larger chip"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cat := catalogue.Load()
			row := classCase{category: c.category, fit: "match"}
			if c.category == "none" {
				row.fit = ""
			}
			r := Evaluate(cat, row.assessment(t), day)
			if r.Class.Class != c.class || r.Class.Review || !slices.Equal(openOf(r), openRoutes(c.route, c.category, cat.Standards)) {
				t.Errorf("class %q, review %v, open %v", r.Class.Class, r.Class.Review, openOf(r))
			}
			from := cat.Category(c.from)
			if !strings.Contains(from.Decides+"\n"+strings.Join(from.Out, "\n"), c.says) {
				t.Errorf("%s does not say %q", c.from, c.says)
			}
		})
	}
}

// TestBuiltInCites: for important products Art. 7(1) says that a part does not make the
// whole listed, for critical ones Art. 8(1) that the core function decides; recital 3 of
// the implementing regulation names both.
func TestBuiltInCites(t *testing.T) {
	for category, want := range map[catalogue.CategoryID]catalogue.Citation{"III.I.3": "Art. 7(1)", "III.II.2": "Art. 7(1)", "IV.3": "Art. 8(1)"} {
		r := classOf(catalogue.Load(), category, "integrated")
		if r.Class != "default" || r.Reason.Rule != string(want) || !slices.Equal(r.Reason.Cite[:2], cite(want, "Implementing Regulation (EU) 2025/2392 recital 3")) {
			t.Errorf("%s: %s by %s, %v", category, r.Class, r.Reason.Rule, r.Reason.Cite)
		}
	}
}

// TestModules: each module that is offered separately has a class and routes of
// its own, and none of them changes the class of the whole (guidance, Example 61).
func TestModules(t *testing.T) {
	a := answering(t, inScope(change{"classification.category": "none", "classification.modules": "yes"}))
	if !has(Evaluate(catalogue.Load(), a, day), "modules-missing", "module") {
		t.Error("nobody says that the modules are missing")
	}
	a.Modules = []Module{{Name: "SIEM", Category: "III.I.7", Fit: "match"}, {Name: "analytics", Category: "none"}, {Name: "log viewer", Category: "III.I.7", Fit: "falls-short"},
		{Name: "firewall", Category: "III.II.2", Fit: "integrated"}, {Name: "open"}, {Name: "HSM", Category: "IV.1"}}
	r := Evaluate(catalogue.Load(), a, day)
	if r.Class.Class != "default" {
		t.Errorf("the whole is %q", r.Class.Class)
	}
	for i, want := range []struct {
		class  string
		review bool
		routes int
	}{{"important-1", false, 2}, {"default", false, 3}, {"important-1", true, 2}, {"default", false, 3}, {"", false, 0}, {"", false, 0}} {
		m, open := r.Modules[i], 0
		for _, route := range m.Routes {
			if route.Open {
				open++
			}
		}
		if m.Class.Class != want.class || m.Class.Review != want.review || open != want.routes || m.Class.Reason.Text == "" {
			t.Errorf("%s: class %q, review %v, %d routes", m.Name, m.Class.Class, m.Class.Review, open)
		}
	}
	if !has(r, "class-review", "module") || !has(r, "module-open", "module") {
		t.Error("a doubtful or an open module is not found")
	}
}

// TestOtherSecurityDevices: the implementing regulation does not describe "other
// devices for advanced security purposes" of Annex IV no. 2, so the category goes
// to an expert, and the reason says why. No other category does so by itself.
func TestOtherSecurityDevices(t *testing.T) {
	cat := catalogue.Load()
	for i := range cat.Categories {
		c := &cat.Categories[i]
		r := Evaluate(cat, classCase{category: c.ID, fit: "match"}.assessment(t), day)
		if r.Class.Review != (c.ID == "IV.2") || has(r, "class-review", "classification.category") != r.Class.Review {
			t.Errorf("%s: review %v", c.ID, r.Class.Review)
		}
		if r.Class.Review && !strings.Contains(r.Class.Reason.Text, "gives no description for “other devices for advanced security purposes”") {
			t.Errorf("%s: an expert is asked because of %q", c.ID, r.Class.Reason.Text)
		}
	}
	built := Evaluate(cat, classCase{category: "IV.2", fit: "integrated"}.assessment(t), day)
	if built.Class.Review || built.Class.Class != "default" {
		t.Errorf("built in: class %q, review %v", built.Class.Class, built.Class.Review)
	}
}

// TestChipLadder: law.md 2.2, asked step by step; the same rungs as in TestChips.
func TestChipLadder(t *testing.T) {
	for _, c := range []struct {
		name    string
		answers change
		class   string
		want    catalogue.CategoryID
		open    catalogue.QuestionID // the question still open
		review  bool
	}{
		{name: "card", answers: change{"classification.chip": "card"}, class: "critical", want: "IV.3"},
		{name: "processor, AVA_VAN 4, whatever it secures", answers: change{"classification.chip": "microprocessor", "classification.chip_tamper": "yes", "classification.chip_level": "4-5"}, class: "critical", want: "IV.3"},
		{name: "controller, AVA_VAN 4", answers: change{"classification.chip": "microcontroller", "classification.chip_tamper": "yes", "classification.chip_level": "4-5"}, class: "critical", want: "IV.3"},
		{name: "processor, AVA_VAN 2", answers: change{"classification.chip": "microprocessor", "classification.chip_tamper": "yes", "classification.chip_level": "2-3", "classification.chip_beyond": "yes"}, class: "important-2", want: "III.II.3"},
		{name: "controller, AVA_VAN 2", answers: change{"classification.chip": "microcontroller", "classification.chip_tamper": "yes", "classification.chip_level": "2-3", "classification.chip_beyond": "yes"}, class: "important-2", want: "III.II.4"},
		{name: "controller, AVA_VAN 2, nothing beyond", answers: change{"classification.chip": "microcontroller", "classification.chip_tamper": "yes", "classification.chip_level": "2-3", "classification.chip_beyond": "no"}, class: "default"},
		{name: "processor, tamper protection, no level", answers: change{"classification.chip": "microprocessor", "classification.chip_tamper": "yes", "classification.chip_level": "none", "classification.chip_beyond": "yes"}, class: "important-1", want: "III.I.13"},
		{name: "processor without tamper protection", answers: change{"classification.chip": "microprocessor", "classification.chip_tamper": "no", "classification.chip_beyond": "yes"}, class: "important-1", want: "III.I.13"},
		{name: "controller without tamper protection", answers: change{"classification.chip": "microcontroller", "classification.chip_tamper": "no", "classification.chip_beyond": "yes"}, class: "important-1", want: "III.I.14"},
		{name: "controller, nothing beyond", answers: change{"classification.chip": "microcontroller", "classification.chip_tamper": "no", "classification.chip_beyond": "no"}, class: "default"},
		{name: "ASIC or FPGA", answers: change{"classification.chip": "logic", "classification.chip_beyond": "yes"}, class: "important-1", want: "III.I.15"},
		{name: "ASIC or FPGA, nothing beyond", answers: change{"classification.chip": "logic", "classification.chip_beyond": "no"}, class: "default"},
		{name: "kind alone", answers: change{"classification.chip": "microprocessor"}, open: "classification.chip_tamper"},
		{name: "level open", answers: change{"classification.chip": "microprocessor", "classification.chip_tamper": "yes"}, open: "classification.chip_level"},
		{name: "beyond open", answers: change{"classification.chip": "logic"}, open: "classification.chip_beyond"},
		{name: "beyond not sure", answers: change{"classification.chip": "logic", "classification.chip_beyond": "not sure"}, class: "important-1", want: "III.I.15", review: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := inScope(change{"scope.product_kind": "component", "classification.category": "none"})
			for id, value := range c.answers {
				answers[id] = value
			}
			r := Evaluate(catalogue.Load(), answering(t, answers), day)
			if r.Class.Class != c.class || r.Class.Category != c.want || r.Class.Review != c.review {
				t.Errorf("class %q, category %q, review %v", r.Class.Class, r.Class.Category, r.Class.Review)
			}
			if c.open != "" && !slices.Equal(r.Class.Reason.Answers, ids(c.open)) {
				t.Errorf("open: %v", r.Class.Reason.Answers)
			}
			if named := slices.Sorted(slices.Values(r.Class.Reason.Answers)); c.open == "" && !slices.Equal(named, slices.Sorted(maps.Keys(c.answers))) {
				t.Errorf("the class rests on %v", named)
			}
			differs := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.ID == "chip-category" })
			if differs != (c.want != "") {
				t.Errorf("the choice “none” is found to differ: %v", differs)
			}
		})
	}
	host := Evaluate(catalogue.Load(), answering(t, inScope(change{"classification.category": "IV.3", "classification.chip": "no", "classification.fit": "integrated"})), day)
	if host.Class.Class != "default" {
		t.Errorf("a device with a secure element inside: %q", host.Class.Class)
	}
}

// The reasons of class and routes name answers that were given, and no others.
func TestReasonsNameAnswersGiven(t *testing.T) {
	for name, c := range map[string]struct {
		answers change
		want    []catalogue.QuestionID
	}{
		"no category":        {change{"classification.category": "none"}, ids("classification.category")},
		"none, described":    {change{"classification.category": "none", "classification.core_function": "x"}, ids("classification.core_function", "classification.category")},
		"a category":         {change{"classification.category": "III.I.17", "classification.fit": "match"}, ids("classification.category", "classification.fit")},
		"built in elsewhere": {change{"classification.category": "III.I.17", "classification.fit": "integrated"}, ids("classification.category", "classification.fit")},
		"a secure element":   {change{"scope.product_kind": "component", "classification.chip": "card"}, ids("classification.chip")},
	} {
		t.Run(name, func(t *testing.T) {
			r := Evaluate(catalogue.Load(), answering(t, inScope(c.answers)), day)
			if !slices.Equal(r.Class.Reason.Answers, c.want) {
				t.Errorf("the class rests on %v", r.Class.Reason.Answers)
			}
			if len(r.Routes) == 0 {
				t.Error("no routes")
			}
			for _, route := range r.Routes {
				if !slices.Equal(route.Reason.Answers, slices.DeleteFunc(slices.Clone(c.want), func(id catalogue.QuestionID) bool { return id == "classification.core_function" })) {
					t.Errorf("route %s rests on %v", route.ID, route.Reason.Answers)
				}
			}
		})
	}
}
