package wizard

func newPreview(d *Desk) Screen { return &page{desk: d, at: ""} }
