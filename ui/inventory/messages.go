package inventory

// The texts for people of this package.

// Said in dates.go.
const (
	reviewOf        = "review of residual risk %s"
	supportEnds     = "support ends"
	lookAtStandards = "look at the status of standards"
	msgOpenPoint    = "open point"
	msgDateOn       = " on %s"
)

// Said in signed.go.
const (
	changedSince = "file changed since"
)
