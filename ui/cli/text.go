package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"selfmark/assessment/catalogue"
	"selfmark/assessment/text"
)

// How verbs write texts and results.

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

// part begins a part of a list.
func (a *app) part(title string) { fmt.Fprintf(a.Out, "\n%s\n", title) }

// line is an id with its title in a list, wrapped for a terminal of 80 columns.
func (a *app) line(id, title string) {
	for i, words := range text.Wrap(title, 62) {
		if i > 0 {
			id = ""
		}
		fmt.Fprintf(a.Out, "  %-14s %s\n", id, words)
	}
}

// paragraph prints text wrapped for a terminal of 80 columns.
func paragraph(w io.Writer, label, words string) {
	if words == "" {
		return
	}
	for i, line := range text.Wrap(words, 64) {
		if i > 0 {
			label = ""
		}
		fmt.Fprintf(w, "  %-12s %s\n", label, line)
	}
}

func citations(cite []catalogue.Citation) string {
	var list []string
	for _, c := range cite {
		list = append(list, c.Words())
	}
	return strings.Join(list, " · ")
}
