package cli

import _ "time/tzdata" // Windows has no list of time zones that Go can read

// What differs between systems: this is Windows. What is typed and what is shown
// are two files there: the one for typing cannot be written to.

const (
	keyboard = "CONIN$"
	display  = "CONOUT$"
)

var here = Customs{AgentByKeygen: true, ConfigVariable: "AppData"}
