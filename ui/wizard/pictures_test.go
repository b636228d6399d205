package wizard

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"fmt"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	uv "github.com/charmbracelet/ultraviolet"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/ui/uitest"
)

// The pictures of the README and of the docs are what a terminal of 100 columns
// and 30 rows shows. -golden draws them anew.
func TestPictures(t *testing.T) {
	folder := filepath.Join("..", "..", "docs", "screens")
	asked := exampleOf(t, "smart-plug").Clone()
	delete(asked.Answers, "Q13")
	for _, p := range []struct {
		name, title string
		model       *Model
		keys        []string
		shows       string // when the keys have done their work
	}{
		{"start", "The start screen", startModel(Options{Version: "1.0"}), nil, "❯ Acme Plug"},
		{"question", "A question, and what the option under the cursor would change", pictured(asked, "Q13"), nil, "❯ [ ] Bluetooth"},
		{"threats", "The threats of a smart plug, with the reason for each", pictured(draftPlug(t), pageThreats), []string{"down", "down"}, "❯ R5"},
		{"heatmap", "The risks before and after the measures", pictured(draftPlug(t), pageThreats), []string{"f3"}, "BEFORE MEASURES"},
		{"measures", "The measures, the one that lowers most first", pictured(draftPlug(t), pageMeasures), nil, "❯"},
		{"requirements", "The essential requirements of Annex I Part I", pictured(draftPlug(t), pageRequirements), []string{"down", "down"}, "❯ ✓ met"},
		{"review", "What blocks a final document, and where it is mended", pictured(draftPlug(t), pageReview), nil, "❯"},
		{"sign", "The documents, and who has to sign them", pictured(draftPlug(t), pageSign), nil, "❯ ○ missing"},
	} {
		t.Run(p.name, func(t *testing.T) {
			s := uitest.Start(t, p.model, 100, 30)
			s.Expect("❯")
			s.Press(p.keys...)
			s.Expect(p.shows)
			s.Quiet()
			s.CheckFrame()
			got := picture(s.Cells(), p.title)
			if err := xml.Unmarshal(got, new(struct{})); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(folder, p.name+".svg")
			if uitest.Updating() {
				if err := os.MkdirAll(folder, 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s is no longer what the screen shows; go test ./ui/wizard -run Picture -golden draws it anew:\n%s", path, s.Text())
			}
		})
	}
}

// pictured opens an assessment that was saved a moment ago.
func pictured(a assessment.Assessment, at interview.Place) *Model {
	m := deskModel(a, Options{At: at})
	m.desk.Save()
	return m
}

// The background and the text of the terminal in the pictures.
var (
	picturePaper = color.RGBA{0x16, 0x18, 0x1d, 0xff}
	pictureInk   = color.RGBA{0xe4, 0xe6, 0xea, 0xff}
)

// The sizes of a picture in its own units.
const (
	cellWide, cellHigh      = 9, 19
	fontSize, baseline      = 15, 14 // of the text, the second from the top of a cell
	pictureEdge, pictureTop = 16, 38
)

// picture draws the cells of a terminal as an SVG that looks the same in any
// monospace font: every run of text begins and ends at its columns, and lines and
// bars are drawn, not written.
func picture(cells [][]uv.Cell, title string) []byte {
	var b bytes.Buffer
	put := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	wide, high := len(cells[0])*cellWide+2*pictureEdge, len(cells)*cellHigh+pictureTop+pictureEdge
	put(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title">`, wide, high, wide, high)
	put(`<title id="title">%s</title>`, escaped(title))
	put(`<rect x="0.5" y="0.5" width="%d" height="%d" rx="10" fill="%s" stroke="#4a4f59"/>`, wide-1, high-1, hexOf(picturePaper))
	for i := range 3 {
		put(`<circle cx="%d" cy="19" r="5" fill="#4a4f59"/>`, pictureEdge+6+i*17)
	}
	put(`<text x="%d" y="23" text-anchor="middle" font-family="system-ui,sans-serif" font-size="13" fill="#a9afba">%s</text>`, wide/2, programName)
	put(`<g font-family="ui-monospace,'SF Mono',Menlo,'Cascadia Mono',Consolas,'DejaVu Sans Mono','Liberation Mono',monospace" font-size="%d" fill="%s">`, fontSize, hexOf(pictureInk))
	for y, row := range cells {
		for _, s := range strokesOf(row) {
			s.draw(put, pictureEdge+s.from*cellWide, pictureTop+y*cellHigh)
		}
	}
	put("</g>\n</svg>")
	return b.Bytes()
}

// brush is how cells look.
type brush struct {
	fg, bg                  color.RGBA
	bold, italic, underline bool
}

func brushOf(s uv.Style) brush {
	b := brush{solid(s.Fg, pictureInk), solid(s.Bg, picturePaper), s.Attrs&uv.AttrBold != 0, s.Attrs&uv.AttrItalic != 0, s.Underline != uv.UnderlineNone}
	if s.Attrs&uv.AttrReverse != 0 {
		b.fg, b.bg = b.bg, b.fg
	}
	return b
}

// empty reports whether nothing shows of a blank.
func (b brush) empty() bool { return b.bg == picturePaper && !b.underline }

func solid(c color.Color, otherwise color.RGBA) color.RGBA {
	return color.RGBAModel.Convert(cmp.Or(c, color.Color(otherwise))).(color.RGBA)
}

// stroke is neighbouring cells of one look.
type stroke struct {
	brush
	from, wide int // columns
	text       string
	shape      shape // of every cell, where it is drawn and not written
}

// strokesOf cuts a row where the look changes, around lines, around wide
// characters and around gaps of more than one column.
func strokesOf(row []uv.Cell) []stroke {
	var out []stroke
	blank := func(x int) bool { return x >= len(row) || strings.TrimSpace(row[x].Content) == "" }
	open := false // the last stroke goes on
	for x := 0; x < len(row); {
		c := row[x]
		s := stroke{brush: brushOf(c.Style), from: x, wide: max(1, c.Width), text: cmp.Or(c.Content, " ")}
		r, _ := utf8.DecodeRuneInString(c.Content)
		s.shape = shapes[r]
		last := len(out) - 1
		joins := open && s.wide == 1 && out[last].brush == s.brush && out[last].shape == s.shape
		switch gap := blank(x) && s.empty(); {
		case joins && (!gap || !blank(x+1)):
			out[last].text += s.text
			out[last].wide++
		case gap:
			open = false
			x++
			continue
		default:
			out = append(out, s)
		}
		open = s.wide == 1
		x += s.wide
	}
	return out
}

// shape is the part of a cell that a character fills.
type shape struct {
	x, y, wide, high int
	faint            string // as an attribute
}

// shapes are the lines and bars.
var shapes = map[rune]shape{
	'─': {0, 9, cellWide, 1, ""}, '━': {0, 8, cellWide, 3, ""}, '│': {4, 0, 1, cellHigh, ""}, '┃': {3, 0, 3, cellHigh, ""},
	'▇': {0, 3, cellWide, 13, ""}, '█': {0, 0, cellWide, cellHigh, ""},
	'░': {0, 0, cellWide, cellHigh, ` fill-opacity="0.25"`}, '▒': {0, 0, cellWide, cellHigh, ` fill-opacity="0.5"`}, '▓': {0, 0, cellWide, cellHigh, ` fill-opacity="0.75"`},
}

func (s stroke) draw(put func(string, ...any), x, y int) {
	if s.bg != picturePaper {
		put(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, x, y, s.wide*cellWide, cellHigh, hexOf(s.bg))
	}
	switch {
	case s.shape.wide == cellWide:
		put(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"%s/>`, x, y+s.shape.y, s.wide*cellWide, s.shape.high, hexOf(s.fg), s.shape.faint)
	case s.shape.wide > 0:
		for i := range s.wide {
			put(`<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`, x+i*cellWide+s.shape.x, y+s.shape.y, s.shape.wide, s.shape.high, hexOf(s.fg))
		}
	case s.underline || strings.TrimSpace(s.text) != "":
		style := ""
		if s.fg != pictureInk {
			style += fmt.Sprintf(` fill="%s"`, hexOf(s.fg))
		}
		if s.bold {
			style += ` font-weight="bold"`
		}
		if s.italic {
			style += ` font-style="italic"`
		}
		if s.underline {
			style += ` text-decoration="underline"`
		}
		if s.wide > 1 {
			style += fmt.Sprintf(` textLength="%d"`, s.wide*cellWide)
		}
		words := escaped(s.text)
		if strings.Contains(" "+words+" ", "  ") { // blanks that SVG would drop
			words = strings.ReplaceAll(words, " ", "\u00a0")
		}
		put(`<text x="%d" y="%d"%s>%s</text>`, x, y+baseline, style, words)
	}
}

func hexOf(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
