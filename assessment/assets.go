package assessment

import (
	"fmt"
	"slices"
	"strings"

	"selfmark/assessment/catalogue"
)

// harmOrder is the order of categories at equal level (method 6).
const harmOrder = "SNPFO"

// worse reports whether h counts before other: higher level, then category order.
func (h Harm) worse(other Harm) bool {
	if h.Level != other.Level {
		return h.Level > other.Level
	}
	return strings.Index(harmOrder, string(h.Category)) < strings.Index(harmOrder, string(other.Category))
}

// term is one reason for harm: a level in a category, and the facts it rests on.
type term struct {
	Harm
	facts []catalogue.Tag
	text  string
}

// harmFacts are the facts that the impact rules look at.
type harmFacts struct {
	TagSet
	safety, availability Impact
	fleet                int  // 0 unanswered, 1 to 3
	ip                   bool // if:lan, if:wan or if:inet_in
	people               Impact
}

// newHarmFacts reads the facts; a threat that does not scale sees no fleet.
func newHarmFacts(s TagSet, seesFleet bool) harmFacts {
	f := harmFacts{
		TagSet:       s,
		safety:       Impact(s.level("safety")),
		availability: Impact(s.level("avail")),
		ip:           s.any("if:lan", "if:wan", "if:inet_in"),
	}
	if seesFleet {
		f.fleet = s.level("fleet")
	}
	switch {
	case s.Has("data:sens"):
		f.people = Moderate + 1
	case s.Has("data:pers"):
		f.people = Moderate
	}
	return f
}

// network is what harm to other networks the number of units makes possible:
// only with IP; an unanswered fleet counts as a small one (method 6).
func (f harmFacts) network() Impact {
	if !f.ip {
		return Negligible
	}
	return max(Moderate, Impact(f.fleet))
}

func (f harmFacts) levelFact(kind string) []catalogue.Tag {
	for n := 3; n >= 0; n-- {
		if t := catalogue.LevelTag(kind, n); f.Has(t) {
			return []catalogue.Tag{t}
		}
	}
	return nil
}

func (f harmFacts) having(tags ...catalogue.Tag) []catalogue.Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t catalogue.Tag) bool { return !f.Has(t) })
}

func (f harmFacts) safetyTerm(limit Impact) term {
	return term{Harm{min(f.safety, limit), "S"}, f.levelFact("safety"), msgHarmPeoplePropertyAnswered}
}

func (f harmFacts) availabilityTerm(limit Impact) term {
	return term{Harm{min(f.availability, limit), "O"}, f.levelFact("avail"), msgWhatFailureOneUnit}
}

func (f harmFacts) networkTerm() term {
	facts := append(f.having("if:lan", "if:wan", "if:inet_in"), f.levelFact("fleet")...)
	return term{Harm{f.network(), "N"}, facts, msgUnitsIPConnectionCan}
}

// least is the term that holds whenever the asset exists.
func least(level Impact, category HarmCategory) term {
	return term{Harm{level, category}, nil, msgLeastCountsAsset}
}

// raised is the term of an asset whose level rises by one step with any of the facts.
func (f harmFacts) raised(category HarmCategory, tags ...catalogue.Tag) term {
	if facts := f.having(tags...); len(facts) > 0 {
		return term{Harm{Major, category}, facts, msgRaisedTheseAnswers}
	}
	return least(Moderate, category)
}

// peopleOr is privacy where there are data about people, else operation.
func (f harmFacts) peopleOr() HarmCategory {
	if f.people > 0 {
		return "P"
	}
	return "O"
}

// terms lists every reason for harm to a concern of an asset (the table of
// method 6, row by row).
func (f harmFacts) terms(asset catalogue.AssetID, concern catalogue.Concern) []term {
	switch asset {
	case "AS01", "AS02":
		people := term{Harm{f.people, "P"}, f.having("data:sens", "data:pers"), msgDataAboutPeople}
		return []term{f.safetyTerm(Severe), f.availabilityTerm(Severe), people, f.networkTerm(), least(Moderate, "O")}
	case "AS03":
		if concern == "C" {
			return []term{f.raised("F", "if:cloud", "if:gateway")}
		}
		return []term{least(Moderate, "F")}
	case "AS04":
		return []term{f.raised(f.peopleOr(), "auth:cloudacct", "auth:remote_admin", "if:inet_in")}
	case "AS05":
		return []term{least(Major, "N")}
	case "AS06":
		return []term{least(Moderate, "P")}
	case "AS07":
		if concern == "C" {
			return []term{least(Major, "P")}
		}
		return []term{least(Moderate, "P")}
	case "AS08":
		if concern == "C" {
			return []term{f.raised("F", "ctx:critical")}
		}
		return []term{f.raised("O", "ctx:critical")}
	case "AS09":
		if concern == "A" {
			return []term{least(Moderate, "O"), f.availabilityTerm(Severe)}
		}
		return []term{least(Moderate, "O"), f.availabilityTerm(Severe), f.safetyTerm(Severe)}
	case "AS10":
		return []term{least(Moderate, "O"), f.availabilityTerm(Severe), f.safetyTerm(Severe)}
	case "AS11":
		return []term{f.availabilityTerm(Severe)}
	case "AS12":
		return []term{f.safetyTerm(Severe)}
	case "AS13":
		return []term{least(Major, "O"), f.availabilityTerm(Severe), f.safetyTerm(Severe)}
	case "AS14":
		if concern == "I" {
			return []term{least(Moderate, "O"), f.availabilityTerm(Major), f.safetyTerm(Major)}
		}
		return []term{least(Moderate, "O")}
	case "AS15":
		if concern == "C" {
			return []term{least(Moderate, "O")}
		}
		return []term{f.raised("O", "ctx:critical")}
	case "AS16":
		if concern == "A" {
			return []term{least(Moderate, "O"), f.availabilityTerm(Severe)}
		}
		return []term{least(Moderate, "O")}
	case "AS17":
		return []term{least(Major, "F")}
	case "AS18":
		category := HarmCategory("O")
		if concern == "C" {
			category = f.peopleOr()
		}
		if f.fleet >= 2 {
			return []term{{Harm{Major, category}, f.levelFact("fleet"), msgManyUnits}}
		}
		return []term{least(Moderate, category)}
	case "AS19":
		return []term{least(Moderate, "O")}
	case "AS20":
		return []term{least(Moderate, "O"), f.availabilityTerm(Major), f.safetyTerm(Major)}
	case "AS21":
		if f.ip {
			return []term{f.networkTerm()}
		}
		return []term{least(Moderate, "N")}
	}
	return []term{least(Negligible, "O")}
}

// harm is the worst of the terms.
func (f harmFacts) harm(asset catalogue.AssetID, concern catalogue.Concern) term {
	terms := f.terms(asset, concern)
	worst := terms[0]
	for _, t := range terms[1:] {
		if t.worse(worst.Harm) {
			worst = t
		}
	}
	return worst
}

// assets generates the assets that the answers give (method 5) with the base
// impact of each concern (method 6), and the user's own ones.
func assets(cat *catalogue.Catalogue, a Assessment, facts TagSet) []AssetResult {
	f := newHarmFacts(facts, true)
	out := make([]AssetResult, 0, len(cat.Assets)+len(a.Assets))
	for i := range cat.Assets {
		asset := &cat.Assets[i]
		if !asset.Trigger.Holds(facts) {
			continue
		}
		because := asset.Trigger.Because(facts, nil)
		r := AssetResult{ID: asset.ID, Title: asset.Title, Reason: Reason{
			Rule: "method 5, " + string(asset.ID), Text: fmt.Sprintf(msgExists, asset.When), Answers: facts.answersFor(because),
			Cite: []catalogue.Citation{"Art. 13(3)"}}, Concerns: make([]ConcernResult, 0, len(asset.Concerns))}
		for _, c := range asset.Concerns {
			worst := f.harm(asset.ID, c)
			r.Concerns = append(r.Concerns, a.concern(asset.ID, c, worst.Harm, Reason{
				Rule: "method 6, " + string(asset.ID), Answers: facts.answersFor(worst.facts),
				Text: worst.Level.String() + " (" + worst.Category.Title() + "): " + worst.text}))
		}
		out = append(out, r)
	}
	for _, own := range a.Assets {
		out = append(out, ownAsset(own))
	}
	return out
}

// concern applies the user's change of a base impact; it keeps the category.
func (a Assessment) concern(asset catalogue.AssetID, c catalogue.Concern, computed Harm, why Reason) ConcernResult {
	r := ConcernResult{Concern: c, Computed: computed, Impact: computed, Reason: why}
	hit := catalogue.Hit(string(asset) + ":" + string(c))
	for i := range a.Impacts {
		if a.Impacts[i].On == hit {
			r.Override = &a.Impacts[i]
			r.Impact.Level = a.Impacts[i].Level
		}
	}
	return r
}

func ownAsset(own OwnAsset) AssetResult {
	r := AssetResult{ID: own.ID, Title: own.Title, Own: true, Reason: Reason{Rule: msgOwnAsset, Text: msgAddedAssessor}}
	for _, c := range own.Concerns {
		h := Harm{c.Level, c.Category}
		r.Concerns = append(r.Concerns, ConcernResult{Concern: c.Concern, Computed: h, Impact: h, Reason: Reason{Rule: msgOwnAsset, Text: c.Reason}})
	}
	return r
}
