package wizard

func newResidual(d *Desk) Screen { return &blank{page{desk: d, at: pageResidual}} }
