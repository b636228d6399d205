package assessment

import (
	"selfmark/assessment/catalogue"
)

// window is the fifth factor of attack potential: how near an attacker must
// come, read from the interfaces of the device (the table of method 7). It
// returns the facts that decided.
func window(facts TagSet, vector catalogue.Vector) (int, []catalogue.Tag) {
	switch vector {
	case "sup":
		return 4, nil
	case "phys":
		return near(facts, 4, 10, "env:body", "env:public", "env:machine", "lc:resale")
	case "site":
		return near(facts, 4, 10, "env:body", "env:public", "env:machine")
	case "port":
		return near(facts, 1, 4, "env:body", "env:public")
	case "rad":
		return radioWindow(facts)
	case "net":
		return networkWindow(facts)
	default: // cloud, inh
		return 0, nil
	}
}

// near returns the smaller window when one of the facts holds.
func near(facts TagSet, yes, no int, tags ...catalogue.Tag) (int, []catalogue.Tag) {
	for _, t := range tags {
		if facts.Has(t) {
			return yes, []catalogue.Tag{t}
		}
	}
	return no, nil
}

// noWay is the window where none of the interfaces of a vector exists.
const noWay = 10

func radioWindow(facts TagSet) (int, []catalogue.Tag) {
	for _, t := range []catalogue.Tag{"if:ble", "if:radio", "if:nfc", "if:lan", "if:wan"} {
		if facts.Has(t) {
			w, place := near(facts, 1, 4, "env:body", "env:public")
			return w, append([]catalogue.Tag{t}, place...)
		}
	}
	return noWay, nil
}

// networkWindow is the lowest window of the interfaces that exist.
func networkWindow(facts TagSet) (int, []catalogue.Tag) {
	place, placeFact := near(facts, 1, 4, "env:body", "env:public")
	bus := map[bool]int{true: 4, false: 10}[placeFact != nil]
	ways := [...]struct {
		fact   catalogue.Tag
		window int
		placed bool
	}{
		{"if:inet_in", 0, false}, {"if:lan", 1, false}, {"if:wan", 1, false},
		{"if:ble", place, true}, {"if:radio", place, true}, {"if:nfc", place, true},
		{"if:usb", place, true}, {"if:ui", place, true}, {"if:field", bus, true},
	}
	best, because := noWay+1, []catalogue.Tag(nil)
	for _, way := range ways {
		if way.window >= best || !facts.Has(way.fact) {
			continue
		}
		best, because = way.window, []catalogue.Tag{way.fact}
		if way.placed {
			because = append(because, placeFact...)
		}
	}
	if because == nil {
		return noWay, nil
	}
	return best, because
}

// feasibility reads the level from the sum of the five factors (method 7).
func feasibility(m *catalogue.Method, potential int) Feasibility {
	for i, limit := range m.FeasibilityUpTo {
		if potential <= limit {
			return High - Feasibility(i)
		}
	}
	return VeryLow
}

// rate reads the matrix (method 8). Severe harm to safety is never below R3.
func rate(m *catalogue.Method, h Harm, f Feasibility) Rating {
	r := Rating(m.Matrix[h.Level][f])
	if h.Category == "S" && h.Level == Severe {
		return max(r, 3)
	}
	return r
}
