package assessment

import (
	"math/rand/v2"
	"slices"
	"testing"

	"selfmark/assessment/catalogue"
)

// allTags lists every fact that a device question can establish.
func allTags(cat *catalogue.Catalogue) []catalogue.Tag {
	var tags []catalogue.Tag
	for _, q := range cat.Questions {
		for _, o := range q.Options {
			if q.Section == "device" {
				tags = append(tags, o.Tags...)
			}
		}
	}
	slices.Sort(tags)
	return slices.Compact(tags)
}

func factsOf(tags ...catalogue.Tag) TagSet {
	s := TagSet{origin: map[catalogue.Tag][]catalogue.QuestionID{}}
	for _, t := range tags {
		s.add(t, "Q01")
	}
	return s
}

// TestMoreFactsNeverMakeADeviceLookSafer (method 15, monotonicity): one more
// fact other than sw:fixed and sw:app never removes a threat and never lowers an
// inherent risk.
func TestMoreFactsNeverMakeADeviceLookSafer(t *testing.T) {
	cat := catalogue.Load()
	tags := allTags(cat)
	if len(tags) < 60 {
		t.Fatalf("only %d facts in the catalogue", len(tags))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var some []catalogue.Tag
		for _, tag := range tags {
			if random.IntN(3) == 0 {
				some = append(some, tag)
			}
		}
		before := evaluateFacts(cat, Assessment{}, factsOf(some...), day)
		more := tags[random.IntN(len(tags))]
		if more == "sw:fixed" || more == "sw:app" {
			continue
		}
		after := evaluateFacts(cat, Assessment{}, factsOf(append(slices.Clone(some), more)...), day)
		for _, was := range before.Threats {
			i := slices.IndexFunc(after.Threats, func(t ThreatResult) bool { return t.ID == was.ID })
			if i < 0 {
				t.Fatalf("adding %s to %v removed %s", more, some, was.ID)
			}
			if after.Threats[i].Inherent < was.Inherent {
				t.Fatalf("adding %s to %v lowered %s from %s to %s", more, some, was.ID, was.Inherent, after.Threats[i].Inherent)
			}
		}
	}
}

// TestMoreMeasuresNeverRaiseARisk: raising the state of a measure never raises a
// residual risk.
func TestMoreMeasuresNeverRaiseARisk(t *testing.T) {
	cat := catalogue.Load()
	order := []State{"", NotDone, Planned, Partly, Done, Tested}
	random := rand.New(rand.NewPCG(3, 4))
	for _, v := range readVectors(t) {
		a := v.device(t, cat)
		before := Evaluate(cat, a, day)
		m := before.Measures[random.IntN(len(before.Measures))].ID
		now := slices.Index(order, a.Measures[m].State)
		if now == len(order)-1 {
			continue
		}
		b := a.Clone()
		b.Measures[m] = MeasureAnswer{State: order[now+1], Evidence: []string{"E1"}}
		after := Evaluate(cat, b, day)
		for i := range before.Threats {
			if after.Threats[i].Residual > before.Threats[i].Residual {
				t.Fatalf("%s from %q to %q raised %s", m, order[now], order[now+1], before.Threats[i].ID)
			}
		}
	}
}

// TestEvaluateIsPure: Evaluate is pure, and the same twice.
func TestEvaluateIsPure(t *testing.T) {
	cat := catalogue.Load()
	for _, v := range readVectors(t)[:20] {
		a := v.device(t, cat)
		copy := a.Clone()
		first, second := Evaluate(cat, a, day), Evaluate(cat, a, day)
		equal(t, "answers", a, copy)
		equal(t, "result", first, second)
	}
}
