package wizard

func newRequirements(d *Desk) Screen { return &blank{page{desk: d, at: pageRequirements}} }
