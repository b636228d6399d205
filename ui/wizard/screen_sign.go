package wizard

// Signing is what the sign screen needs from outside.
type Signing struct{}

func newSign(d *Desk, s Signing) Screen { return &blank{page{desk: d, at: pageSign}} }
