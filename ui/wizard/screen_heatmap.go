package wizard

func newHeatMap(d *Desk) Screen { return &page{desk: d, at: ""} }
