package cli_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"selfmark/ui/cli"
)

// TestFullOutput: whatever is printed, output that cannot be written is exit code
// 4 and one sentence.
func TestFullOutput(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no /dev/full here: ", err)
	}
	defer full.Close()
	for _, line := range []string{"--version", "--help", "check --help", "help check", "man", "completion bash", "completion zsh", "law", "threat", "schema", "new --list"} {
		w := cli.System()
		var stderr bytes.Buffer
		w.Args, w.Out, w.Err = strings.Fields(line), full, &stderr
		if code := cli.Main(w); code != 4 || strings.Count(stderr.String(), "selfmark: error: ") != 1 {
			t.Errorf("%s: exit code %d, %s", line, code, stderr.String())
		}
	}
}
