// Command selfmark guides the maker of a connected device through the
// cybersecurity self-assessment of the EU Cyber Resilience Act.
package main

import (
	"math"
	"os"
	"runtime/debug"

	"selfmark/ui/cli"
)

// memory is from where on the garbage collector works more rather than let the program
// grow: what the largest file needs at once stays below it. GOMEMLIMIT goes before it.
const memory = 120 << 20

func main() {
	if debug.SetMemoryLimit(-1) == math.MaxInt64 {
		debug.SetMemoryLimit(memory)
	}
	os.Exit(cli.Main(cli.System()))
}
