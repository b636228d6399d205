package wizard

func newPartTwo(d *Desk) Screen { return &page{desk: d, at: pagePartTwo} }
