package wizard

// On a projector (--presenter) rows stand apart, wherever there is the room: a
// list that does not fit spaced keeps at least so many rows in sight.
const leastAiry = 5

// airyFacts are the lines of facts, an empty one between them if all of it fits.
func airyFacts(ink inks, facts []fact, width, room int) []string {
	blocks := make([][]string, len(facts))
	for i := range facts {
		blocks[i] = factLines(ink, facts[i:i+1], width)
	}
	var out []string
	for _, b := range airy(blocks, room) {
		out = append(out, b...)
	}
	return out
}

// airy puts an empty line between blocks of lines, if all of it fits.
func airy(blocks [][]string, room int) [][]string {
	lines := len(blocks) - 1
	for _, b := range blocks {
		lines += len(b)
	}
	if lines > room {
		return blocks
	}
	out := make([][]string, 0, len(blocks))
	for i, b := range blocks {
		if i > 0 {
			b = append([]string{""}, b...)
		}
		out = append(out, b)
	}
	return out
}

// pitch is the rows from one of n entries of a list to the next in so many rows.
func (k inks) pitch(rows, n int) int {
	if k.airy && (rows >= 2*leastAiry || rows >= 2*n-1) {
		return 2
	}
	return 1
}
