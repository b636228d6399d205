package lawdata

const (
	msgUnknownFile    = "%s is no file of the law data; it holds standards.yaml and csirts.yaml"
	msgNoFile         = "it holds neither standards.yaml nor csirts.yaml"
	msgNoOrdinaryFile = "%s is no ordinary file"
	msgHidden         = "hidden or control characters stand here"
	msgMissing        = "%s is missing"
	msgAddIt          = "add it"
	msgEmpty          = "%s says nothing"
	msgFillIn         = "fill it in"
	msgNoDate         = "%q is no date"
	msgDateForm       = "write it like 2027-12-11"
	msgOlder          = "it is of %s, and the program has data of %s"
	msgUseNewer       = "use newer data, or none"
	msgNotKnown       = "%q is not possible for %s"
	msgCorrect        = "correct it"
	msgTwice          = "%q stands twice"
	msgOnce           = "keep one"
	msgNegative       = "the number of notified bodies is negative"
)
