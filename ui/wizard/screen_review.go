package wizard

func newReview(d *Desk) Screen { return &blank{page{desk: d, at: pageReview}} }
