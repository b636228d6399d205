package wizard

func newThreats(d *Desk) Screen { return &page{desk: d, at: pageThreats} }
