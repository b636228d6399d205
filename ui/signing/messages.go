package signing

import (
	"fmt"
	"strings"

	"selfmark/assessment/text"
)

// mostNamed is how many differences are named at most; selfmark diff shows all.
const mostNamed = 8

func suggestion(revision int, name string, because []string) string {
	if len(because) == 0 {
		return fmt.Sprintf("Nothing among the differences from revision %d (%s) speaks for a yes. The answer is yours.", revision, text.Visible(name))
	}
	return fmt.Sprintf("The differences from revision %d (%s) suggest yes: %s. The answer is yours.", revision, text.Visible(name), named(because))
}

func answeredOtherwise(revision int, name string, titles []string) string {
	return fmt.Sprintf("Answered otherwise than in revision %d (%s): %s.", revision, text.Visible(name), named(titles))
}

func nothingToCompare(revision int, product string) string {
	return fmt.Sprintf("What was signed as revision %d of %s does not lie beside the file, neither as JSON nor as backup, and a Markdown document does not hold all answers; so nothing is suggested here. selfmark diff FILE@REV FILE compares with a state in git, FILE.json FILE with a document kept elsewhere.", revision, product)
}

func named(list []string) string {
	more := ""
	if n := len(list) - mostNamed; n > 0 {
		list, more = list[:mostNamed], fmt.Sprintf("; and %d more, which selfmark diff shows", n)
	}
	return text.Visible(strings.Join(list, "; ")) + more
}
