package wizard

func newRequirements(d *Desk) Screen { return &page{desk: d, at: pageRequirements} }
