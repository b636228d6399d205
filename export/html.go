package export

import (
	_ "embed"
	"fmt"
	"html"
	"strings"
)

// htmlBlocks collects the blocks of a document as HTML: the same blocks that make
// the Markdown, so that the two cannot disagree.
type htmlBlocks struct {
	out      strings.Builder
	contents []content       // the headings of level 2
	ids      map[string]bool // of headings, each once
}

// content is an entry of the navigation.
type content struct{ ID, Title string }

// pageSource is the frame of a page. Its places are filled once, and what was filled
// in is not looked at again. html/template would do it too, but it makes the linker
// keep 2.5 MB of methods that nobody calls.
//
//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

// policy forbids everything but the style in the page itself.
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

// HTML renders the document as one self-contained page: no script, nothing from
// elsewhere, made for the screen and for paper.
func HTML(d Document) []byte {
	w := &mdWriter{html: newHTMLBlocks()}
	title := w.body(&d)
	return w.html.page(title+": "+d.Title.Product, d.Trailer())
}

// PaperHTML renders a paper as one self-contained page.
func PaperHTML(p Paper) []byte {
	w := &mdWriter{html: newHTMLBlocks()}
	w.paper(&p)
	return w.html.page(p.Title.Heading+": "+p.Title.Product, p.Trailer())
}

func newHTMLBlocks() *htmlBlocks { return &htmlBlocks{ids: map[string]bool{}} }

func (h *htmlBlocks) page(title string, t Trailer) []byte {
	var contents strings.Builder
	for _, c := range h.contents {
		fmt.Fprintf(&contents, "<li><a href=\"#%s\">%s</a></li>\n", html.EscapeString(c.ID), html.EscapeString(c.Title))
	}
	frame := strings.NewReplacer("{{language}}", Language, "{{title}}", html.EscapeString(title), "{{style}}", pageStyle, "{{policy}}", html.EscapeString(policy),
		"{{contents}}", contents.String(), "{{body}}", h.out.String(), "{{trailer}}", html.EscapeString(t.json()))
	return []byte(frame.Replace(pageSource))
}

func (h *htmlBlocks) write(format string, args ...any) { fmt.Fprintf(&h.out, format+"\n", args...) }

func (h *htmlBlocks) heading(level int, text string) {
	id := headingAnchor(text)
	for n := 2; h.ids[id] || id == ""; n++ {
		id = headingAnchor(fmt.Sprintf("%s %d", text, n))
	}
	h.ids[id] = true
	if level == 2 {
		h.contents = append(h.contents, content{id, text})
	}
	h.write(`<h%d id="%s">%s</h%d>`, level, html.EscapeString(id), html.EscapeString(text), level)
}

func (h *htmlBlocks) paragraph(piece inline) { h.write("<p>%s</p>", inlineHTML(piece)) }

func (h *htmlBlocks) list(items []inline) {
	h.write("<ul>")
	for _, item := range items {
		h.write("<li>%s</li>", inlineHTML(item))
	}
	h.write("</ul>")
}

func (h *htmlBlocks) quote(paragraphs []inline) {
	h.write("<blockquote>")
	for _, p := range paragraphs {
		h.paragraph(p)
	}
	h.write("</blockquote>")
}

// table writes a table whose head is repeated on every page and names its columns.
func (h *htmlBlocks) table(header []string, rows [][]cell) {
	h.write("<table>\n<thead>\n<tr>")
	for _, name := range header {
		h.write(`<th scope="col">%s</th>`, html.EscapeString(name))
	}
	h.write("</tr>\n</thead>\n<tbody>")
	for _, row := range rows {
		h.write("<tr>")
		for _, c := range row {
			h.write("<td>%s</td>", inlineHTML(c.md))
		}
		h.write("</tr>")
	}
	h.write("</tbody>\n</table>")
}

func (h *htmlBlocks) code(lines []string) {
	h.write("<pre>%s</pre>", html.EscapeString(strings.Join(lines, "\n")))
}

// The picture of a heat map: cells with the number of threats and their rating. The
// table below it says the same.
const (
	cellWidth  = 90
	cellHeight = 44
	leftEdge   = 100
	topEdge    = 24
)

// heatFill are the colours of the ratings, darker from one to the next also where
// they are printed in black and white; black text on each has a contrast of at least 4.5.
var heatFill = map[string]string{"R1": "#eef6ef", "R2": "#e2ecc6", "R3": "#f6d98e", "R4": "#efb082", "R5": "#e38a7e"}

// heatMap draws a heat map; every colour stands beside its rating in words.
func (h *htmlBlocks) heatMap(title string, rows []HeatRow, matrix []MatrixRow) {
	width, height := leftEdge+4*cellWidth+1, topEdge+len(rows)*cellHeight+1 // with the whole of the last line
	h.write(`<figure>`)
	h.write(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">`, width, height, width, height, html.EscapeString(title+". "+msgSameAsTable))
	for i, name := range headHeat[1:] {
		h.svgText(leftEdge+i*cellWidth+cellWidth/2, topEdge-8, "middle", name, "currentColor")
	}
	for i, r := range rows {
		y := topEdge + i*cellHeight
		h.svgText(leftEdge-8, y+cellHeight/2+5, "end", r.Impact, "currentColor")
		for j, n := range []int{r.VeryLow, r.Low, r.Medium, r.High} {
			rating := ratingAt(matrix, r.Impact, j)
			h.write(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s" stroke="#555555"/>`, leftEdge+j*cellWidth, y, cellWidth, cellHeight, heatFill[rating])
			h.svgText(leftEdge+j*cellWidth+cellWidth/2, y+cellHeight/2+5, "middle", strings.TrimSpace(number(n)+" · "+rating), "#000000")
		}
	}
	h.write("</svg>\n</figure>")
}

func (h *htmlBlocks) svgText(x, y int, anchor, words, fill string) {
	h.write(`<text x="%d" y="%d" text-anchor="%s" fill="%s" font-family="sans-serif" font-size="14">%s</text>`, x, y, anchor, fill, html.EscapeString(words))
}

// ratingAt is the rating of a cell, "" where the method has none.
func ratingAt(matrix []MatrixRow, impact string, feasibility int) string {
	for _, row := range matrix {
		if row.Impact == impact {
			return []string{row.VeryLow, row.Low, row.Medium, row.High}[feasibility]
		}
	}
	return ""
}

// inlineHTML turns a piece of our Markdown into HTML: escaped characters, code,
// strong words and links within the document are all that it can hold.
func inlineHTML(piece inline) string {
	var out strings.Builder
	s := string(piece)
	strong := false
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isMarkup(s[i+1]):
			out.WriteString(html.EscapeString(s[i+1 : i+2]))
			i += 2
		case s[i] == '`' && strings.IndexByte(s[i+1:], '`') >= 0:
			end := i + 1 + strings.IndexByte(s[i+1:], '`')
			out.WriteString("<code>" + html.EscapeString(s[i+1:end]) + "</code>")
			i = end + 1
		case strings.HasPrefix(s[i:], "**"):
			strong = !strong
			out.WriteString(map[bool]string{true: "<strong>", false: "</strong>"}[strong])
			i += 2
		case s[i] == '[':
			text, target, length := link(s[i:])
			if length == 0 {
				out.WriteByte('[')
				i++
				continue
			}
			out.WriteString(`<a href="#` + html.EscapeString(target) + `">` + inlineHTML(inline(text)) + "</a>")
			i += length
		default:
			next := i + 1
			for next < len(s) && !isMarkup(s[next]) {
				next++
			}
			out.WriteString(html.EscapeString(s[i:next]))
			i = next
		}
	}
	return out.String()
}

// isMarkup reports the characters that our Markdown escapes or uses.
func isMarkup(c byte) bool { return c < 0x80 && !isWordByte(c) && c != ' ' }

// link takes "[text](#target)" apart; its length is 0 when it is none.
func link(s string) (text, target string, length int) {
	middle := strings.Index(s, "](#")
	if middle < 0 || strings.ContainsAny(s[1:middle], "[]") {
		return "", "", 0
	}
	end := strings.IndexByte(s[middle:], ')')
	if end < 0 {
		return "", "", 0
	}
	return s[1:middle], s[middle+3 : middle+end], middle + end + 1
}
