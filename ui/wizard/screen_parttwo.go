package wizard

func newPartTwo(d *Desk) Screen { return &blank{page{desk: d, at: pagePartTwo}} }
