// Command selfmark guides the maker of a connected device through the
// cybersecurity self-assessment of the EU Cyber Resilience Act.
package main

import (
	"os"

	"selfmark/ui/cli"
)

func main() { os.Exit(cli.Main(cli.System())) }
