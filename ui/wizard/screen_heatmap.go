package wizard

func newHeatMap(d *Desk) Screen { return &blank{page{desk: d, at: ""}} }
