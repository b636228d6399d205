package wizard

func newMeasures(d *Desk, step int) Screen { return &page{desk: d, at: pageMeasures} }
