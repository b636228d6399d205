package wizard

func newClassAndRoute(d *Desk) Screen { return &page{desk: d, at: pageClass} }
