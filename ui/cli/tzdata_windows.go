package cli

import _ "time/tzdata" // Windows has no list of time zones that Go can read
