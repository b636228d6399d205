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

// knownBefore is said of what the manufacturer knew before Art. 14 applied.
const knownBefore = "You became aware before 11 September 2026, the day from which Art. 14 applies: this need not be reported. What you learn of since is a case of its own."

func stillOpen(question string) string {
	return "Report it, unless the answer is a clear no: " + question
}

func notAKey(key string) string {
	return fmt.Sprintf("there is no field %q", key)
}

// firstLine opens every file.
const firstLine = "# selfmark report. Comments are not kept.\n"

// Said in file.go.
const (
	msgNoCaseFile                    = "it is no case file of selfmark"
	msgReportNewMakesOne             = "selfmark report new makes one"
	msgNoKind                        = "there is no kind %q"
	msgWriteVulnerabilityIncident    = "write vulnerability or incident"
	msgNoTimeZone                    = "there is no time zone %q"
	msgWriteLikeEuropeVienna         = "write it like Europe/Vienna, or UTC"
	msgNoQuestion                    = "there is no question %q"
	msgLeaveOut                      = "leave it out"
	msgAnswerNone                    = "the answer %q is none"
	msgWriteYesNoNot                 = "write yes, no or not sure"
	msgNoStage                       = "there is no stage %q"
	msgWriteEarlyWarningNotification = "write early-warning, notification or final"
	msgMadeNewerFormat               = "made by a newer selfmark (format %d)"
	msgUpdate                        = "update selfmark"
	msgNoMoment                      = "%q is no moment"
	msgWriteMoment                   = "write it like 2026-11-25T10:00:00+01:00"
)
