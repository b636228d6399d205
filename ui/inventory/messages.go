package inventory

// The texts for people of this package.

// Said in table.go.
const (
	unreadable = "(cannot be read)"
	notReady   = "not ready"
)

// Said in dates.go and cases.go.
const (
	reviewOf        = "review of residual risk %s"
	supportEnds     = "support ends"
	lookAtStandards = "look at the status of standards"
	msgOpenPoint    = "open point"
	msgDateOn       = " on %s"
	msgReportBy     = "report: %s by %s"
)

// Said in signed.go.
const (
	missingWord  = "missing:"
	changedSince = "(file changed since)"
)

// The heads of the table.
const (
	headProduct = "product"
	headStatus  = "status"
	headClass   = "class"
	headRoute   = "route"
	headDone    = "questions"
	headRisk    = "risk"
	headBlocks  = "blocks"
	headOpen    = "open"
	headNext    = "next"
	headDue     = "due"
	headSigned  = "signed"
	headFile    = "file"
)
