package wizard

func newClassAndRoute(d *Desk) Screen { return &blank{page{desk: d, at: pageClass}} }
