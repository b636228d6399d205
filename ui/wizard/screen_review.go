package wizard

func newReview(d *Desk) Screen { return &page{desk: d, at: pageReview} }
