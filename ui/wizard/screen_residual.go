package wizard

func newResidual(d *Desk) Screen { return &page{desk: d, at: pageResidual} }
