package cli

import (
	"encoding/json"
	"fmt"

	"selfmark/assessment/text"
)

// oneLine makes an error message safe and one line long.
func oneLine(s string) string { return text.OneLine(s) }

// wrote names a file that was written. A name may hold anything, so it is shown as
// every text of somebody else is.
func (a *app) wrote(path string) { fmt.Fprintln(a.Out, text.Visible(path)) }

// print writes a result; output remembers what fails, so that no verb asks.
func (a *app) print(data []byte) { _, _ = a.Out.Write(data) }

// printJSON writes a result as indented JSON.
func (a *app) printJSON(v any) { a.print(append(encoded(v, ""), '\n')) }

// encoded is a value as indented JSON in which nothing acts on a terminal; all lines but
// the first begin with a prefix.
func encoded(v any, prefix string) []byte {
	data, err := json.MarshalIndent(v, prefix, "  ")
	if err != nil {
		panic("bug: a report holds text, numbers and lists only: " + err.Error())
	}
	return text.JSON(data)
}
