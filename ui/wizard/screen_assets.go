package wizard

func newAssets(d *Desk) Screen { return &page{desk: d, at: pageAssets} }
