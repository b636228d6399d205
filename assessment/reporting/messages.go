package reporting

import "fmt"

// The words of the rules.
const (
	fromAware        = "from the moment you became aware"
	fromMeasure      = "from the day a corrective or mitigating measure is available"
	fromNotification = "from the moment the notification was submitted"
)

func mustReport(k Kind) string {
	if k == Incident {
		return "A severe incident with an impact on the security of the product: report it."
	}
	return "An actively exploited vulnerability that the product contains: report it."
}

func stillOpen(question string) string {
	return "Report it, unless the answer is a clear no: " + question
}

func notAKey(key string) string {
	return fmt.Sprintf("there is no field %q", key)
}
