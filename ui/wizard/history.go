package wizard

import "selfmark/assessment/interview"

// spot is where the user was: the place, and the screens as they were left, so
// that coming back finds the same row, filter and list.
type spot struct {
	place    interview.Place // of the screen, or of the record on top of it
	screen   Screen          // nil where the place is shown anew
	overlays []Screen        // lists that stood on top
}

// list is a screen on top that one comes back to after a jump from it.
type list interface{ comesBack() }

// mostSpots is how many spots keep their screens; older ones keep the place.
const mostSpots = 60

// here is the spot where the user is. What stands on a list, such as the outline,
// is not kept; a record that is being filled in is shown anew, for it may be gone
// by then.
func (m *Model) here() spot {
	if m.screen == nil {
		return spot{}
	}
	var lists []Screen
	for i, s := range m.overlays {
		if _, ok := s.(list); ok {
			lists = m.overlays[:i+1]
			continue
		}
		if s.Place() != "" {
			return spot{place: m.place()}
		}
		break
	}
	return spot{m.screen.Place(), m.screen, lists}
}

// pushed adds a spot to a history; one that only repeats the last is left out.
func pushed(all []spot, s spot) []spot {
	if s.place == "" {
		return all
	}
	if n := len(all); n > 0 && all[n-1].place == s.place && len(all[n-1].overlays) == 0 {
		all = all[:n-1]
	}
	all = append(all, s)
	if old := len(all) - mostSpots; old > 0 {
		all[old-1] = spot{place: all[old-1].place}
	}
	return all
}

// goTo leaves the screen on show and shows a place, which esc leaves again.
func (m *Model) goTo(p interview.Place) {
	from := m.here()
	m.top().Leave()
	if from.place != p || len(from.overlays) > 0 {
		m.back = pushed(m.back, from)
	}
	m.ahead = nil
	m.show(p)
}

// history goes along the spots seen before.
func (m *Model) history(from, to *[]spot) {
	here := m.here()
	m.top().Leave()
	for len(*from) > 0 {
		s := (*from)[len(*from)-1]
		*from = (*from)[:len(*from)-1]
		if s.place == here.place && len(s.overlays)+len(here.overlays) == 0 || !exists(m.desk.State, s.place) {
			continue
		}
		*to = pushed(*to, here)
		m.restore(s)
		return
	}
	m.desk.Flash(noHistory)
}

// restore shows a spot as it was left, with the answers as they are now. A place
// that has moved from under the cursor, and a screen that works on its own, are
// shown anew.
func (m *Model) restore(s spot) {
	if _, works := s.screen.(receiver); s.screen == nil || works {
		m.show(s.place)
		return
	}
	m.screen, m.overlays = s.screen, s.overlays
	m.screen.Refresh()
	for _, o := range m.overlays {
		o.Refresh()
	}
	if m.screen.Place() != s.place {
		m.show(s.place)
	}
}

func (p *page) comesBack()    {}
func (h *heatMap) comesBack() {}
