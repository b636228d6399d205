package wizard

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
	"selfmark/ui/wizard/theme"
)

// tableDesk is a desk with an example, as the screens see it.
func tableDesk(t *testing.T, a assessment.Assessment) *Desk {
	t.Helper()
	d := newDesk(catalogue.Load(), a, &memory{}, testNow)
	d.theme = theme.Named("dark", true, false)
	return d
}

// draftPlug is the complete smart plug with some of it taken away again, so that
// every screen has something open.
func draftPlug(t *testing.T) assessment.Assessment {
	a := exampleOf(t, "smart-plug").Clone()
	delete(a.Answers, "product.purpose")
	delete(a.Measures, "M06")
	a.Measures["M22"] = assessment.MeasureAnswer{State: assessment.Done, How: "All ports but one are closed."}
	a.Measures["M24"] = assessment.MeasureAnswer{State: assessment.NotDone}
	a.Requirements["e"] = assessment.RequirementAnswer{}
	a.Threats = map[catalogue.ThreatID]assessment.ThreatDecision{"T42": {Dismissed: true, Reason: "no such service"}}
	delete(a.PartTwo, 4)
	return a
}

// hostile is an assessment whose texts try to break out of their cells.
func hostile(t *testing.T) assessment.Assessment {
	a := draftPlug(t)
	const evil = "\x1b[2J\u202e逆さ 漢字かな交じり文の長い名前 👨‍👩‍👧‍👦 हिन्दी\nnew line\ttab \x9b31m"
	a.Assets = []assessment.OwnAsset{{ID: "OA1", Title: evil, Concerns: []assessment.OwnConcern{{Concern: "C", Level: assessment.Severe, Category: "P", Reason: evil}}}}
	a.OwnThreats = []assessment.OwnThreat{{ID: "OT1", Title: evil, Description: evil, Vector: "net", Hits: []catalogue.Hit{"OA1:C"}, Requirements: []string{"e"}}}
	a.OwnMeasures = []assessment.OwnMeasure{{ID: "OM1", Title: evil, Threats: []catalogue.ThreatID{"OT1"}}}
	a.Measures["OM1"] = assessment.MeasureAnswer{State: assessment.NotDone, Reason: evil}
	a.Requirements["d"] = assessment.RequirementAnswer{How: evil, Standards: []string{evil}, Parts: []assessment.PartialClaim{{Part: evil, Why: evil}}}
	a.PartTwo[1] = assessment.PartTwoAnswer{How: evil, Evidence: []string{evil}}
	a.Threats["T18"] = assessment.ThreatDecision{Dismissed: true, Reason: evil, By: evil}
	a.Impacts = []assessment.ImpactOverride{{On: "AS10:I", Level: assessment.Severe, Reason: evil, By: evil}}
	a.Signers[0].Name, a.Signers[0].Statement = evil, evil
	a.Notes = append(a.Notes, assessment.Note{Text: evil, Open: true})
	return a
}

// tableScreens makes every screen of this file group.
func tableScreens(d *Desk) map[string]Screen {
	list := map[string]Screen{
		"assets": newAssets(d), "threats": newThreats(d), "measures": newMeasures(d, 7), "life-measures": newMeasures(d, 9),
		"requirements": newRequirements(d), "part-two": newPartTwo(d), "residual": newResidual(d), "heat-map": newHeatMap(d),
		"class": newClassAndRoute(d), "review": newReview(d), "preview": previewOf(d, sample), "sign": newSign(d, newSigningBench().signing()),
		"threat": newThreatPage(d, "T18"), "what-if": newWhatIf(d, ""), "notes": newNotes(d)}
	d.Remember()
	list["changes"] = newChanges(d)
	q := newAsk(d, "threat.T18", "Title", "Question", "Hint", "start")
	q.accept = func(string) {}
	list["ask"] = q
	return list
}

// previewOf is a preview with its own way to draw the document.
func previewOf(d *Desk, render func(*Desk) ([]byte, error)) Screen {
	p := &previewScreen{desk: d, render: render, search: newTyped(true)}
	p.Refresh()
	return p
}

func sample(d *Desk) ([]byte, error) {
	return []byte("# Self-assessment\n\nText \x1b[31mred\u202e\n\n## Product\n\n| Name | Value |\n|---|---|\n| " + d.State.Assessment.Name() + " | " + strings.Repeat("word ", 40) + "|\n" + strings.Repeat("\nmore", 60)), nil
}

// tap makes the message of a key by its name.
func tap(name string) tea.KeyPressMsg {
	if k, ok := pressed[name]; ok {
		return k
	}
	switch name {
	case "left":
		return tea.KeyPressMsg{Code: tea.KeyLeft}
	case "right":
		return tea.KeyPressMsg{Code: tea.KeyRight}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// tapAll sends keys to a screen and returns the last move.
func tapAll(s Screen, names ...string) Move {
	var mv Move
	for _, n := range names {
		mv = s.HandleKey(tap(n))
		answer(s, mv)
	}
	return mv
}

// answer runs the command of a move and gives its message to the screen.
func answer(s Screen, mv Move) {
	if r, ok := s.(receiver); ok && mv.Cmd != nil {
		r.Receive(mv.Cmd())
	}
}

// enter types words into a screen.
func enter(s Screen, words string) {
	for _, r := range words {
		if r == ' ' {
			s.HandleKey(tap("space"))
			continue
		}
		s.HandleKey(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

func look(s Screen) string { return ansi.Strip(s.View(80, 20)) }

func wants(t *testing.T, s Screen, words ...string) {
	t.Helper()
	view := look(s)
	for _, w := range words {
		if !strings.Contains(view, w) {
			t.Errorf("does not show %q:\n%s", w, view)
		}
	}
}

// fits checks that a screen draws rows of exactly the width, not too many.
func fits(t *testing.T, name string, s Screen, width, height int) {
	t.Helper()
	view := s.View(width, height)
	lines := strings.Split(view, "\n")
	if len(lines) > height {
		t.Fatalf("%s at %dx%d has %d rows", name, width, height, len(lines))
	}
	for _, line := range lines {
		if w := text.Width(line); w > width {
			t.Fatalf("%s at %dx%d has a row of %d columns: %q", name, width, height, w, ansi.Strip(line))
		}
		plain := ansi.Strip(line)
		if strings.ContainsFunc(plain, func(r rune) bool { return r < ' ' || r == '\u202e' || r >= 0x7f && r < 0xa0 }) {
			t.Fatalf("%s shows a control character: %q", name, plain)
		}
	}
	if c := s.Cursor(); c != nil && (c.X < 0 || c.X > width || c.Y < 0 || c.Y >= height) {
		t.Fatalf("%s at %dx%d puts the cursor at %d,%d", name, width, height, c.X, c.Y)
	}
}

// TestTablesFit: at every size, on every screen, with every kind of content, the
// rows fit and nothing but text reaches the terminal.
func TestTablesFit(t *testing.T) {
	contents := map[string]assessment.Assessment{
		"empty": {}, "template": templateOf(t, "ip-camera"), "plug": exampleOf(t, "smart-plug"), "gateway": exampleOf(t, "gateway"),
		"wearable": exampleOf(t, "wearable"), "draft": draftPlug(t), "hostile": hostile(t),
	}
	for content, a := range contents {
		for name, s := range tableScreens(tableDesk(t, a)) {
			for _, size := range [][2]int{{60, 16}, {69, 20}, {76, 18}, {80, 20}, {88, 41}, {129, 56}, {200, 60}, {60, 6}, {80, 3}} {
				fits(t, content+" "+name, s, size[0], size[1])
				s.HandleKey(tap("end"))
				fits(t, content+" "+name+" at the end", s, size[0], size[1])
				s.HandleKey(tap("home"))
			}
			if h := s.Help(); h.Title == "" && name != "ask" {
				t.Errorf("%s explains nothing", name)
			}
			for _, b := range s.Keys() {
				if b.Help().Key == "" || b.Help().Desc == "" {
					t.Errorf("%s has a key without words: %v", name, b)
				}
			}
		}
	}
}

// TestMovingChangesNothing: no key that moves the cursor changes an answer.
func TestMovingChangesNothing(t *testing.T) {
	d := tableDesk(t, hostile(t))
	before := d.State.Assessment.Clone()
	for name, s := range tableScreens(d) {
		for range 3 {
			tapAll(s, "down", "down", "pgdown", "up", "end", "pgup", "home", "down", "tab", "down", "shift+tab", "left", "right")
			s.View(80, 20)
			s.Leave()
		}
		if !reflect.DeepEqual(before, d.State.Assessment) {
			t.Fatalf("%s changed an answer by moving", name)
		}
	}
}

var randomSeeds = flag.Uint64("seeds", 3, "how many sittings of random keys every screen gets")

// TestRandomKeys: whatever is pressed, nothing breaks and everything fits.
func TestRandomKeys(t *testing.T) {
	names := []string{"up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "shift+tab", "space", "backspace",
		"a", "c", "d", "e", "E", "f", "g", "j", "k", "l", "m", "p", "r", "s", "t", "v", "x", "y", "/", ".", "漢", "é"}
	seeds := *randomSeeds
	if testing.Short() {
		seeds = 1
	}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 1))
		d := tableDesk(t, hostile(t))
		screens := tableScreens(d)
		for _, name := range slices.Sorted(maps.Keys(screens)) { // in one order, so that a seed is a sitting
			s := screens[name]
			for i := range 150 {
				k := names[rng.IntN(len(names))]
				if mv := s.HandleKey(tap(k)); mv.Kind == MoveOpen {
					if i%4 == 0 {
						fits(t, name+" opened", mv.Open, 80, 20)
					}
					for range 4 {
						mv.Open.HandleKey(tap(names[rng.IntN(len(names))]))
					}
					if i%4 == 0 {
						fits(t, name+" opened, after keys", mv.Open, 80, 20)
					}
					mv.Open.Leave()
				}
				s.Refresh()
				if i%5 == 0 {
					fits(t, name+" after "+k, s, 60+rng.IntN(80), 10+rng.IntN(40))
				}
			}
		}
	}
}

// TestGoldenViews compares the screens with what they looked like when someone
// last looked at them; -golden writes them anew.
func TestGoldenViews(t *testing.T) {
	screens := tableScreens(tableDesk(t, draftPlug(t)))
	seen := map[string]bool{}
	for name, s := range screens {
		for _, size := range [][2]int{{80, 20}, {69, 20}, {88, 36}} {
			file := filepath.Join("testdata", "tables", fmt.Sprintf("%s_%dx%d.golden", name, size[0], size[1]))
			seen[file] = true
			golden(t, file, ansi.Strip(s.View(size[0], size[1]))+"\n")
		}
	}
	written, err := filepath.Glob(filepath.Join("testdata", "tables", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range written {
		if !seen[file] {
			t.Errorf("%s is compared with nothing: remove it", file)
		}
	}
}

// golden compares with a file, or writes it anew under the flag of uitest.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if flag.Lookup("golden").Value.String() == "true" {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (write it anew with -golden)\n--- want\n%s--- got\n%s", file, want, got)
	}
}

// TestGoldenFilesAreCompared: a golden file that no test names is stale.
func TestGoldenFilesAreCompared(t *testing.T) {
	var source strings.Builder
	tests, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range tests {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		source.Write(data)
	}
	files, err := filepath.Glob(filepath.Join("testdata", "*.golden"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".golden"); !strings.Contains(source.String(), strconv.Quote(name)) {
			t.Errorf("%s is compared with nothing: remove it", file)
		}
	}
}

func TestAssetsChangeAndReset(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	s := newAssets(d).(*assetsScreen)
	s.Show("impact.AS10:I")
	if s.Place() != "impact.AS10:I" {
		t.Fatalf("at %s", s.Place())
	}
	wants(t, s, "AS10", "Q04 Physical harm")
	if mv := tapAll(s, "enter"); mv.Kind != MoveOpen || mv.Open.Place() != "impact.AS10:I" {
		t.Fatalf("enter: %+v", mv)
	}
	if err := d.Set("impact.AS10:I", "level", assessment.Answer{Options: []string{"moderate"}}); err != nil {
		t.Fatal(err)
	}
	s.Refresh()
	wants(t, s, "✎ Moderate", "from Major to Moderate", "the reason is missing")
	tapAll(s, "r")
	if len(d.State.Assessment.Impacts) != 0 {
		t.Fatal("r did not take the change back")
	}
	if mv := tapAll(s, "a"); mv.Kind != MoveOpen || mv.Open.Place() != "asset.1" {
		t.Fatalf("a: %+v", mv)
	}
}

func TestThreatsThemesAndFind(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	s := newThreats(d).(*threatsScreen)
	all := len(s.table.rows)
	if all != len(d.Result().Threats) {
		t.Fatalf("%d rows of %d threats", all, len(d.Result().Threats))
	}
	sum := 0
	for range s.themes[1:] {
		tapAll(s, "tab")
		if s.theme == 0 {
			break
		}
		sum += len(s.table.rows)
		if len(s.table.rows) != s.themes[s.theme].count {
			t.Errorf("theme %s shows %d", s.themes[s.theme].title, len(s.table.rows))
		}
		wants(t, s, "["+s.themes[s.theme].title)
	}
	if sum != all {
		t.Errorf("the themes hold %d of %d threats", sum, all)
	}
	s.Show("threat.T18")
	if s.Place() != "threat.T18" {
		t.Fatalf("at %s", s.Place())
	}
	tapAll(s, "/")
	if !s.Typing() {
		t.Fatal("the search does not take letters")
	}
	enter(s, "jammed RADIO")
	tapAll(s, "enter")
	if len(s.table.rows) != 1 || s.Typing() {
		t.Fatalf("found %d", len(s.table.rows))
	}
	tapAll(s, "esc")
	if len(s.table.rows) != all {
		t.Fatal("esc did not end the search")
	}
	highest := d.Result().Threats[0].Inherent
	for _, r := range s.table.rows {
		if rating := threatResult(d, catalogue.ThreatID(r.id)).Inherent; rating > highest {
			t.Fatal("the highest risk is not first")
		} else {
			highest = rating
		}
	}
}

func TestThreatDismissedAndBack(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	s := newThreats(d).(*threatsScreen)
	s.Show("threat.T18")
	before := d.Result().Counts.Residual[3]
	mv := tapAll(s, "d")
	q, ok := mv.Open.(*ask)
	if !ok {
		t.Fatalf("d: %+v", mv)
	}
	if d.Result().Threats[0].Dismissed || threatResult(d, "T18").Dismissed {
		t.Fatal("dismissed before there is a reason")
	}
	tapAll(q, "enter")
	if threatResult(d, "T18").Dismissed {
		t.Fatal("dismissed without a reason")
	}
	q = tapAll(s, "d").Open.(*ask)
	enter(q, "wired only")
	q.Leave() // the window loses the focus: the words stay
	if got := d.State.Assessment.Threats["T18"]; got.Reason != "wired only" || got.Dismissed {
		t.Fatalf("left: %+v", got)
	}
	if mv := tapAll(q, "enter"); mv.Kind != MoveClose {
		t.Fatalf("enter: %+v", mv)
	}
	s.Refresh()
	if !threatResult(d, "T18").Dismissed || d.Result().Counts.Residual[3] != before-1 {
		t.Fatal("not dismissed")
	}
	wants(t, s, "Dismissed", "wired only")
	tapAll(s, "d")
	if threatResult(d, "T18").Dismissed {
		t.Fatal("the dismissal was not taken back")
	}
	if _, _, ok := d.Undo(); !ok || !threatResult(d, "T18").Dismissed {
		t.Fatal("undo")
	}
}

func TestThreatPageAndRating(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	s := newThreats(d).(*threatsScreen)
	s.Show("threat.T11")
	page := tapAll(s, "enter").Open
	view := ansi.Strip(page.View(100, 60))
	for _, w := range []string{"T11", "Rating", "What it hits", "← decides", "Measures that help", "M07", "EMB3D", "TID-", "Spoofing"} {
		if !strings.Contains(view, w) {
			t.Errorf("the page does not say %q:\n%s", w, view)
		}
	}
	if mv := tapAll(page, "e"); mv.Kind != MoveOpen || mv.Open.Place() != "threat.T11" {
		t.Errorf("e: %+v", mv)
	}
	if mv := tapAll(page, "m"); mv.Kind != MoveTo || !strings.HasPrefix(string(mv.Place), "measure.") {
		t.Errorf("m: %+v", mv)
	}
	if mv := tapAll(s, "a"); mv.Kind != MoveOpen || mv.Open.Place() != "ownthreat.1" {
		t.Errorf("a: %+v", mv)
	}
	s.Refresh()
	s.Show("threat.OT1")
	if s.Place() != "threat.OT1" {
		t.Errorf("the own threat is not in the table")
	}
}

func TestMeasuresByKey(t *testing.T) {
	a := draftPlug(t)
	delete(a.Measures, "M07")
	d := tableDesk(t, a)
	s := newMeasures(d, 7).(*measuresScreen)
	var order []string
	lowers := 1000
	for _, r := range s.table.rows {
		order = append(order, r.id)
		if n := measureResult(d, catalogue.MeasureID(r.id)).Lowers; n > lowers {
			t.Fatal("what lowers most is not first")
		} else {
			lowers = n
		}
	}
	s.Show("measure.M07")
	wants(t, s, "M07", "( ) tested", "Gain", "With “done”: R")
	for k, state := range map[string]assessment.State{"d": assessment.Done, "p": assessment.Partly, "l": assessment.Planned} {
		tapAll(s, k)
		if got := d.State.Assessment.Measures["M07"].State; got != state {
			t.Errorf("%s gives %q", k, got)
		}
	}
	tapAll(s, "t")
	if m := measureResult(d, "M07"); m.Answer.State != assessment.Tested || m.State != assessment.Done {
		t.Errorf("t: %+v", m)
	}
	wants(t, s, "! tested", "counts as done until")
	q := tapAll(s, "x").Open.(*ask)
	enter(q, "no radio")
	tapAll(q, "enter")
	if m := d.State.Assessment.Measures["M07"]; m.State != assessment.NotDone || m.Reason != "no radio" {
		t.Errorf("x: %+v", m)
	}
	var after []string
	for _, r := range s.table.rows {
		after = append(after, r.id)
	}
	if !slices.Equal(order, after) {
		t.Error("the rows jumped")
	}
}

func TestMeasuresMarked(t *testing.T) {
	d := tableDesk(t, draftPlug(t))
	s := newMeasures(d, 7).(*measuresScreen)
	tapAll(s, "home", "space", "space", "space")
	wants(t, s, "3 marked", "●")
	undo := len(d.undo)
	tapAll(s, "l")
	for _, r := range s.table.rows[:3] {
		if got := d.State.Assessment.Measures[catalogue.MeasureID(r.id)].State; got != assessment.Planned {
			t.Errorf("%s is %q", r.id, got)
		}
	}
	if len(d.undo) != undo+1 || len(s.marked) != 0 {
		t.Error("one key is not one change, or the marks stay")
	}
	tapAll(s, "space", "esc")
	if len(s.marked) != 0 {
		t.Error("esc does not take the marks away")
	}
	life := newMeasures(d, 9).(*measuresScreen)
	if len(life.table.rows) != 2 || life.table.rows[0].id != "M41" && life.table.rows[1].id != "M41" {
		t.Errorf("step 9 asks %d measures", len(life.table.rows))
	}
}

func TestMeasuresGain(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	words := lowered(d, "M07", assessment.Tested)
	if words != "" {
		t.Errorf("M07 is tested already: %s", words)
	}
	a := d.State.Assessment.Clone()
	a.Measures["M07"] = assessment.MeasureAnswer{State: assessment.Done}
	d = tableDesk(t, a)
	with := d.Try(assessment.Tried(a, "M07", assessment.Tested))
	for i := range d.Result().Threats {
		now, then := d.Result().Threats[i], with.Threats[i]
		said := strings.Contains(lowered(d, "M07", assessment.Tested), string(now.ID))
		if said != (then.Residual < now.Residual) {
			t.Errorf("%s: %s → %s, said %v", now.ID, now.Residual, then.Residual, said)
		}
	}
	if len(a.Evidence) != len(d.State.Assessment.Evidence) {
		t.Error("trying a state leaves evidence behind")
	}
}

func TestRequirementsProposalAndClaim(t *testing.T) {
	d := tableDesk(t, draftPlug(t))
	s := newRequirements(d).(*requirementsScreen)
	s.Show("requirement.e")
	wants(t, s, "○ open", "Missing", "how it is met is not written", "Proposal")
	tapAll(s, "p")
	if got := d.State.Assessment.Requirements["e"].How; got == "" || got != s.requirement().Proposal {
		t.Fatalf("p took %q", got)
	}
	if err := d.Set("requirement.e", "how", assessment.Answer{Text: "mine"}); err != nil {
		t.Fatal(err)
	}
	s.Refresh()
	tapAll(s, "p")
	if got := d.State.Assessment.Requirements["e"].How; got != "mine" {
		t.Fatalf("own words replaced at once by %q", got)
	}
	tapAll(s, "down", "up", "p")
	if got := d.State.Assessment.Requirements["e"].How; got != "mine" {
		t.Fatal("another key between does not count as pressing twice")
	}
	tapAll(s, "p")
	if got := d.State.Assessment.Requirements["e"].How; got == "mine" {
		t.Fatal("pressing twice does not replace")
	}
	if mv := tapAll(s, "c"); mv.Kind != Stay || !strings.Contains(d.flash, "No: answered") {
		t.Fatalf("a barred claim: %+v %q", mv, d.flash)
	}
	for _, b := range s.Keys() {
		if b.Help().Key == "c" && (b.Enabled() || !strings.Contains(b.Help().Desc, "No: answered")) {
			t.Error("the key of a barred claim does not say why")
		}
	}
	mv := tapAll(s, "a")
	if mv.Kind != MoveOpen || mv.Open.Place() != "requirement.e.part.1" {
		t.Fatalf("a: %+v", mv)
	}
	s.Refresh()
	s.Show("requirement.e.part.1")
	wants(t, s, "in part", "Interface or function")
	tapAll(s, "x")
	if len(d.State.Assessment.Requirements["e"].Parts) != 0 {
		t.Error("x does not remove the part")
	}
	s.Show("requirement.a")
	if mv := tapAll(s, "a"); mv.Kind != Stay || d.flash != neverInPart {
		t.Error("(a) can be set aside in part")
	}
}

func TestRequirementsClaimPossible(t *testing.T) {
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{"Q26": {Options: []string{"fixed"}}}}
	d := tableDesk(t, a)
	s := newRequirements(d).(*requirementsScreen)
	for i := range d.Result().Requirements {
		r := &d.Result().Requirements[i]
		s.Show(interview.Place("requirement." + r.Letter))
		if mv := tapAll(s, "c"); (mv.Kind == MoveOpen) != r.ClaimPossible {
			t.Errorf("(%s): claim possible %v, c: %v", r.Letter, r.ClaimPossible, mv.Kind)
		}
	}
}

func TestPartTwoProposal(t *testing.T) {
	a := draftPlug(t)
	delete(a.PartTwo, 1)
	d := tableDesk(t, a)
	s := newPartTwo(d).(*partTwoScreen)
	s.Show("part.1")
	wants(t, s, "○ open", "how it is fulfilled is not written", "Proposal")
	tapAll(s, "p")
	if got := d.State.Assessment.PartTwo[1].How; got == "" || got != s.item().Proposal {
		t.Fatalf("p took %q", got)
	}
	if mv := tapAll(s, "enter"); mv.Kind != MoveOpen || mv.Open.Place() != "part.1" {
		t.Errorf("enter: %+v", mv)
	}
}

func TestResidualApprovalAndVoid(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	s := newResidual(d).(*residualScreen)
	s.Show("risk.T18")
	wants(t, s, "✓ approved")
	tapAll(s, "y")
	if threatResult(d, "T18").Approved {
		t.Fatal("y does not withdraw")
	}
	wants(t, s, "○ not approved")
	tapAll(s, "y")
	if !threatResult(d, "T18").Approved {
		t.Fatalf("y does not approve: %s", d.flash)
	}
	a := d.State.Assessment.Clone()
	a.Measures["M25"] = assessment.MeasureAnswer{State: assessment.Done, How: "as before"}
	d.Accept(a, "M25", "measure.M25")
	s.Refresh()
	if threatResult(d, "T18").ApprovalVoid {
		wants(t, s, "approval is void")
	} else {
		t.Error("a changed measure does not void the approval")
	}
	tapAll(s, "y")
	if !threatResult(d, "T18").Approved {
		t.Error("y does not approve anew")
	}
	if err := d.Set("risk.T18", "reason", assessment.Answer{}); err != nil {
		t.Fatal(err)
	}
	if err := d.Set("risk.T18", "approved", assessment.Answer{Options: []string{"no"}}); err != nil {
		t.Fatal(err)
	}
	s.Refresh()
	tapAll(s, "y")
	if d.State.Assessment.Risks["T18"].Approved || !strings.Contains(d.flash, "reason") {
		t.Errorf("approved without a reason; said %q", d.flash)
	}
}

func TestResidualUnacceptable(t *testing.T) {
	a := exampleOf(t, "smart-plug").Clone()
	for _, id := range []catalogue.MeasureID{"M25", "M26"} {
		a.Measures[id] = assessment.MeasureAnswer{State: assessment.NotDone, Reason: "none"}
	}
	d := tableDesk(t, a)
	s := newResidual(d).(*residualScreen)
	s.Show("risk.T18")
	if s.threat().Residual != 4 {
		t.Fatalf("T18 is %s", s.threat().Residual)
	}
	wants(t, s, "✕ must be treated", "cannot be approved", "when tested: M25", "AS10 Control of physical function,")
	tapAll(s, "y")
	if d.State.Assessment.Risks["T18"].ApprovedState != a.Risks["T18"].ApprovedState || !strings.Contains(d.flash, "cannot be approved") {
		t.Errorf("an R4 was approved: %q", d.flash)
	}
	if mv := tapAll(s, "enter"); mv.Kind != MoveOpen {
		t.Errorf("enter: %+v", mv)
	} else if _, form := mv.Open.(*FormScreen); form {
		t.Error("an R4 opens the form of approval")
	}
	if mv := tapAll(s, "m"); mv.Kind != MoveTo || mv.Place != "measure.M25" {
		t.Errorf("m: %+v", mv)
	}
}

func TestHeatMapWalk(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "gateway"))
	h := newHeatMap(d).(*heatMap)
	counts := [2]int{}
	for side := range 2 {
		for i := range 4 {
			for f := range 4 {
				counts[side] += len(h.maps[side][i][f])
			}
		}
	}
	if counts[0] != len(d.Result().Threats) {
		t.Errorf("%d of %d threats in the map", counts[0], len(d.Result().Threats))
	}
	for range 20 {
		tapAll(h, "right", "down")
	}
	if h.side != 1 || h.column != assessment.High || h.row != assessment.Negligible {
		t.Errorf("at %d %d %d", h.side, h.row, h.column)
	}
	tapAll(h, "home", "tab", "tab")
	h.side, h.row, h.column = 0, assessment.Severe, assessment.High
	h.fill()
	for _, r := range h.list.rows {
		tr := threatResult(d, catalogue.ThreatID(r.id))
		if tr.Impact.Level != assessment.Severe || tr.Feasibility != assessment.High {
			t.Errorf("%s is in the wrong cell", r.id)
		}
	}
	mv := tapAll(h, "enter", "down", "enter")
	if mv.Kind != MoveOpen || mv.Open.Place() != interview.Place("threat."+h.list.rows[1].id) {
		t.Errorf("enter: %+v", mv)
	}
	if mv := tapAll(h, "esc", "esc"); mv.Kind != MoveClose {
		t.Errorf("esc: %+v", mv)
	}
}

func TestReviewGoesThere(t *testing.T) {
	d := tableDesk(t, draftPlug(t))
	s := newReview(d).(*reviewScreen)
	wants(t, s, "○ Draft", "✕ Blocks a final document")
	for i := range d.Result().Findings {
		f := d.Result().Findings[i]
		if !s.table.find(findingRow(&f)) {
			t.Fatalf("%s has no row", f.ID)
		}
		mv := tapAll(s, "enter")
		if mv.Kind != MoveTo || mv.Place != interview.PlaceOf(f) {
			t.Errorf("%s: %+v, want %s", f.ID, mv, interview.PlaceOf(f))
		}
	}
	if mv := tapAll(s, "s"); mv.Kind != MoveTo || mv.Place != pageSign {
		t.Errorf("s: %+v", mv)
	}
	if mv := tapAll(s, "p"); mv.Kind != MoveOpen {
		t.Errorf("p: %+v", mv)
	}
}

func TestPreviewIsHarmless(t *testing.T) {
	d := tableDesk(t, exampleOf(t, "smart-plug"))
	p := previewOf(d, sample).(*previewScreen)
	wants(t, p, "# Self-assessment", `\u{001B}[31mred\u{202E}`)
	tapAll(p, "tab")
	wants(t, p, "## Product")
	tapAll(p, "/")
	enter(p, "more")
	tapAll(p, "enter")
	if p.top == 0 {
		t.Error("the search did not move")
	}
	if mv := tapAll(p, "esc"); mv.Kind != MoveClose {
		t.Errorf("esc: %+v", mv)
	}
	broken := previewOf(d, func(*Desk) ([]byte, error) { return nil, errors.New("disk on fire") })
	wants(t, broken, "disk on fire")
}

// clock is a time that the test turns.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func (c *clock) wait(d time.Duration) { c.now = c.now.Add(d) }

func signDesk(t *testing.T, a assessment.Assessment) (*Desk, *clock, *signingBench, *signScreen) {
	c := &clock{testNow()}
	d := newDesk(catalogue.Load(), a, &memory{}, c.read)
	d.theme = theme.Named("dark", true, false)
	b := newSigningBench()
	return d, c, b, newSign(d, b.signing()).(*signScreen)
}

func TestSignFinal(t *testing.T) {
	d, c, b, s := signDesk(t, exampleOf(t, "smart-plug"))
	wants(t, s, "✓ Final", "○ not written", "SHA-256", "○ missing", "taken at first signature")
	tapAll(s, "enter")
	if s.stage != stageSigners || d.flash != writeFirst {
		t.Fatalf("signing what is not on disk: %q", d.flash)
	}
	tapAll(s, "e")
	wants(t, s, "✓ on disk")
	tapAll(s, "enter")
	wants(t, s, "Which key?", "SHA256:one", "another key file")
	tapAll(s, "enter")
	if s.stage != stagePhrase {
		t.Fatalf("stage %d: %s", s.stage, d.flash)
	}
	enter(s, "wrong")
	tapAll(s, "enter")
	if s.stage != stagePhrase || d.flash != "wrong passphrase" || len(s.phrase) != 0 {
		t.Fatalf("a wrong passphrase: stage %d, %q", s.stage, d.flash)
	}
	if d.State.Assessment.Signers[0].Fingerprint != "" || len(b.written) != 2 {
		t.Fatal("a key that was not opened changed the documents")
	}
	enter(s, "correct horse é")
	if view := look(s); strings.Contains(view, "correct") || strings.Contains(view, "horse") {
		t.Fatal("the passphrase is shown")
	}
	mv := s.HandleKey(tap("enter"))
	if view := look(s); !strings.Contains(view, "Opening the key") {
		t.Fatalf("nothing happens after enter:\n%s", view)
	}
	tapAll(s, "enter") // while it works
	answer(s, mv)
	if d.State.Assessment.Signers[0].Fingerprint != "SHA256:one" {
		t.Fatal("the signer did not take the key's fingerprint")
	}
	s.Refresh() // as after every change of the answers
	tapAll(s, "enter", "enter")
	if len(b.requests) != 0 || s.stage != stageConfirm {
		t.Fatal("keys typed ahead signed")
	}
	wants(t, s, s.docs[0].SHA256[:40], "technical content correct", "Enter signs these bytes")
	c.wait(399 * time.Millisecond)
	tapAll(s, "enter")
	if len(b.requests) != 0 {
		t.Fatal("signed before the quiet moment")
	}
	c.wait(401 * time.Millisecond)
	shown := digests(s.shown)
	tapAll(s, "enter")
	if len(b.requests) != 2 || b.phrases[0] != "correct horse é" {
		t.Fatalf("%d signatures, phrases %q, said %q", len(b.requests), b.phrases, d.flash)
	}
	for i, r := range b.requests {
		if r.Document.Name+" "+r.Document.SHA256 != shown[i] || r.Signer != "tech-lead" || r.Draft {
			t.Errorf("signed %+v, shown %s", r, shown[i])
		}
	}
	for _, byt := range s.phrase[:cap(s.phrase)] {
		if byt != 0 {
			t.Fatal("the passphrase was not wiped")
		}
	}
	wants(t, s, "✓ signed", "○ missing")
}

// The keys of all signers stand in what is signed: they can be noted before, and
// a key that would make signatures invalid is taken only when it is said twice.
func TestSignTwo(t *testing.T) {
	d, c, b, s := signDesk(t, exampleOf(t, "smart-plug"))
	tapAll(s, "e", "enter")
	wants(t, s, "No key is noted yet for: management")
	tapAll(s, "esc", "down", "k")
	wants(t, s, "The key of", "Which key?")
	tapAll(s, "down", "enter")
	if d.State.Assessment.Signers[1].Fingerprint != "SHA256:two" || s.stage != stageSigners {
		t.Fatalf("no key noted: %q", d.flash)
	}
	wants(t, s, "✓ on disk")
	signs := func(keys ...string) {
		t.Helper()
		n := len(b.requests)
		tapAll(s, keys...)
		c.wait(time.Second)
		tapAll(s, "enter")
		if len(b.requests) != n+2 {
			t.Fatalf("not signed: stage %d, %q", s.stage, d.flash)
		}
	}
	tapAll(s, "up", "enter")
	if strings.Contains(look(s), "No key is noted") {
		t.Error("a key that is noted is missed")
	}
	signs("enter", "enter")
	signs("down", "enter", "enter") // the list of keys begins at the one that is the signer's
	if strings.Contains(look(s), "invalid") || strings.Contains(look(s), "missing") {
		t.Errorf("both have signed:\n%s", look(s))
	}

	d, c, b, s = signDesk(t, exampleOf(t, "smart-plug"))
	tapAll(s, "e", "enter")
	signs("enter", "enter")
	tapAll(s, "down", "enter", "down", "enter")
	if s.stage != stageKey || d.flash != breaksSignatures([]string{"tech-lead"}) {
		t.Fatalf("a signature is made invalid without a word: stage %d, %q", s.stage, d.flash)
	}
	signs("enter")
}

// A new key is made on the way to a signature: a weak passphrase and two different
// ones make none, and no passphrase is shown or left behind.
func TestSignNewKey(t *testing.T) {
	c := &clock{testNow()}
	d := newDesk(catalogue.Load(), exampleOf(t, "smart-plug"), &memory{}, c.read)
	d.theme = theme.Named("dark", true, false)
	b := newSigningBench()
	var made []string
	b.makes = func(signer assessment.Signer, phrase []byte) (signing.Key, error) {
		if len(made) == 0 {
			made = append(made, "failed")
			return signing.Key{}, errors.New("the disk is full")
		}
		made = append(made, signer.ID+" "+string(phrase))
		return signing.Key{Name: "anna.key", Path: "keys/anna.key", Fingerprint: "SHA256:new", Encrypted: true}, nil
	}
	s := newSign(d, b.signing()).(*signScreen)
	zero := func() bool {
		return !slices.ContainsFunc(slices.Concat(s.phrase[:cap(s.phrase)], s.first[:cap(s.first)]), func(b byte) bool { return b != 0 })
	}
	types := func(first, second string) {
		t.Helper()
		enter(s, first)
		tapAll(s, "enter")
		if s.stage == stageAgain {
			enter(s, second)
			if view := look(s); strings.Contains(view, "five") || !strings.Contains(view, againWords) {
				t.Fatalf("the passphrase is shown:\n%s", view)
			}
			tapAll(s, "enter")
		}
	}
	tapAll(s, "e", "enter")
	wants(t, s, "make a new key")
	tapAll(s, "end", "up", "enter")
	wants(t, s, newPhraseWords, "five random words")
	for _, tc := range []struct{ first, second, says string }{
		{"", "", "an empty passphrase"}, {"secret", "", "too short"}, {"abababababababab", "", "repeats"}, {"five random words", "five random word", phrasesDiffer},
	} {
		types(tc.first, tc.second)
		if s.stage != stageNew || !strings.Contains(d.flash, tc.says) || !zero() || len(made) > 0 {
			t.Fatalf("%q, %q: stage %d, %q", tc.first, tc.second, s.stage, d.flash)
		}
	}
	tapAll(s, "esc")
	if s.stage != stageKey {
		t.Fatal("esc")
	}
	tapAll(s, "enter")
	types("five random words", "five random words")
	if s.stage != stageKey || d.flash != "the disk is full" || !zero() {
		t.Fatalf("stage %d, %q", s.stage, d.flash)
	}
	tapAll(s, "enter")
	types("five random words", "five random words")
	if made[1] != "tech-lead five random words" || s.stage != stageConfirm || d.flash != keyMade("keys/anna.key") || d.State.Assessment.Signers[0].Fingerprint != "SHA256:new" {
		t.Fatalf("%q, stage %d, %q", made, s.stage, d.flash)
	}
	c.wait(time.Second)
	tapAll(s, "enter")
	if len(b.requests) != 2 || b.phrases[0] != "five random words" || !zero() {
		t.Fatalf("%d signatures, %q", len(b.requests), d.flash)
	}

	// Noted only: who signs later has the key then. It breaks a signature that is there.
	tapAll(s, "down", "k", "end", "up", "enter")
	if s.stage != stageKey || d.flash != breaksSignatures([]string{"tech-lead"}) {
		t.Fatalf("a signature is made invalid without a word: stage %d, %q", s.stage, d.flash)
	}
	tapAll(s, "enter")
	types("six other random words", "six other random words")
	if s.stage != stageSigners || d.State.Assessment.Signers[1].Fingerprint != "SHA256:new" || !zero() {
		t.Fatalf("stage %d, %q", s.stage, d.flash)
	}

	// A signer who has a key gets no second one.
	tapAll(s, "enter")
	if strings.Contains(look(s), "make a new key") {
		t.Error("a second key is offered")
	}
}

func TestSignDraftMustBeTicked(t *testing.T) {
	d, c, b, s := signDesk(t, draftPlug(t))
	tapAll(s, "e", "enter", "down", "enter")
	if s.stage != stageConfirm {
		t.Fatalf("stage %d: %s", s.stage, d.flash)
	}
	c.wait(time.Second)
	tapAll(s, "enter")
	if len(b.requests) != 0 || d.flash != tickDraft {
		t.Fatal("a draft was signed without a tick")
	}
	wants(t, s, "[ ] I sign it as what it is: draft")
	tapAll(s, "space")
	wants(t, s, "[x] I sign it as what it is: draft")
	tapAll(s, "enter")
	if len(b.requests) != 2 || !b.requests[0].Draft {
		t.Fatalf("%+v %q", b.requests, d.flash)
	}
}

func TestSignRefusals(t *testing.T) {
	a := exampleOf(t, "smart-plug").Clone()
	a.Signers[0].Fingerprint = "SHA256:two"
	d, c, b, s := signDesk(t, a)
	tapAll(s, "e", "enter", "home", "enter")
	if s.stage != stageKey || !strings.Contains(d.flash, "another key") {
		t.Fatalf("a key of somebody else: %q", d.flash)
	}
	tapAll(s, "end", "enter")
	if s.stage != stagePath {
		t.Fatal("no path asked")
	}
	enter(s, "nothing")
	tapAll(s, "enter")
	if s.stage != stagePath || d.flash != "no such file" {
		t.Fatalf("%q", d.flash)
	}
	tapAll(s, "esc", "home", "down", "enter")
	if s.stage != stageConfirm {
		t.Fatalf("stage %d", s.stage)
	}
	// Somebody changes the documents between showing and signing.
	b.salt = "changed"
	c.wait(time.Second)
	tapAll(s, "enter")
	if len(b.requests) != 0 || d.flash != documentsChanged {
		t.Fatalf("signed something else than was shown: %q", d.flash)
	}
	tapAll(s, "e", "enter", "enter")
	enter(s, "x")
	if s.stage != stageConfirm {
		t.Fatalf("stage %d: %q", s.stage, d.flash)
	}
	tapAll(s, "esc")
	if s.stage != stageSigners || len(b.requests) != 0 {
		t.Fatal("esc")
	}
}

// In the smallest window nothing is cut without a word: why the document is not
// ready, sizes, digests and the names of signers stand whole, the key k is in the
// line, and what is confirmed is always in sight.
func TestSignSmallestWindow(t *testing.T) {
	_, c, _, s := signDesk(t, exampleOf(t, "gateway"))
	small := func() string { return strings.Join(strings.Fields(ansi.Strip(s.View(60, 16))), " ") }
	whole := func(want ...string) {
		t.Helper()
		for _, w := range want {
			if !strings.Contains(small(), w) {
				t.Errorf("not %q:\n%s", w, s.View(60, 16))
			}
		}
	}
	long := "linkworks-gateway-g4_2026-11-23_r1.md"
	sum := s.docs[0].SHA256
	s.docs[0].Name = long
	whole("1 finding against it", long, sum[:32]+" "+sum[32:]+" 48213 bytes", "Petra Lang, Head of product security (tech-lead)", "v shows all")
	line, _ := (&Model{theme: s.desk.theme}).keyWords(s.Keys(), 60-2)
	if !strings.Contains(ansi.Strip(line), "k note key") {
		t.Errorf("keys %q", ansi.Strip(line))
	}
	if got := s.HandleKey(tap("v")); got.Kind != MoveOpen {
		t.Error("v shows nothing")
	}
	tapAll(s, "e", "enter")
	whole("another key file …")
	tapAll(s, "down", "enter")
	c.wait(time.Second)
	sum, s.shown[0].Name = s.shown[0].SHA256, long
	whole(long, sum[:32]+" "+sum[32:]+" 48213 bytes", "technical content correct", "[ ] I sign it as what it is: not ready to be placed on the market", confirmDraft)
	s.signer.Statement = strings.Repeat("a long statement ", 40)
	whole("[ ] I sign it as what it is", moreInWindow)
}

func TestSignPhraseIsWiped(t *testing.T) {
	_, _, _, s := signDesk(t, exampleOf(t, "smart-plug"))
	zero := func() bool {
		return len(s.phrase) == 0 && !slices.ContainsFunc(s.phrase[:cap(s.phrase)], func(b byte) bool { return b != 0 })
	}
	tapAll(s, "e", "enter", "enter")
	enter(s, "secret漢")
	tapAll(s, "backspace")
	if string(s.phrase) != "secret" {
		t.Fatalf("%q", s.phrase)
	}
	s.Leave()
	if !zero() {
		t.Error("leaving does not wipe")
	}
	s.HandlePaste("pasted\n")
	if string(s.phrase) != "pasted" {
		t.Fatalf("%q", s.phrase)
	}
	tapAll(s, "esc")
	if !zero() {
		t.Error("esc does not wipe")
	}
	tapAll(s, "enter")
	s.HandlePaste(strings.Repeat("x", 2000))
	enter(s, "y")
	s.desk.version++
	s.Refresh()
	if !zero() {
		t.Error("a refresh does not wipe")
	}
}

// signingBench is a Signing that works in memory.
type signingBench struct {
	written  map[string]bool
	signed   map[string]bool
	requests []signing.Request
	phrases  []string
	makes    func(assessment.Signer, []byte) (signing.Key, error)
	err      error
	salt     string
}

func newSigningBench() *signingBench {
	return &signingBench{written: map[string]bool{}, signed: map[string]bool{}}
}

func (b *signingBench) docs(a signing.Answers) []signing.Document {
	var out []signing.Document
	result := assessment.Evaluate(catalogue.Load(), a.Assessment, a.Date)
	for _, ext := range []string{".md", ".json"} {
		sum := sha256.Sum256([]byte(ext + b.salt + fmt.Sprint(a.Signers, result.Counts)))
		doc := signing.Document{Name: "acme-plug_2026-11-23_r1" + ext, SHA256: hex.EncodeToString(sum[:]), Bytes: 48213, Draft: result.Status != assessment.Final}
		if b.written[doc.SHA256] {
			doc.OnDisk = signing.Written
		}
		out = append(out, doc)
	}
	return out
}

func (b *signingBench) signing() signing.Tools {
	return signing.Tools{
		Documents: func(a signing.Answers) ([]signing.Document, error) { return b.docs(a), b.err },
		Write: func(a signing.Answers, force bool) ([]string, error) {
			var out []string
			for _, doc := range b.docs(a) {
				b.written[doc.SHA256] = true
				out = append(out, doc.Name)
			}
			return out, nil
		},
		Keys: func(signing.Answers) ([]signing.Key, error) {
			return []signing.Key{{Name: "~/.ssh/id_ed25519", Fingerprint: "SHA256:one", Encrypted: true}, {Name: "agent: work", Fingerprint: "SHA256:two", Agent: true}}, nil
		},
		Key: func(path string) (signing.Key, error) {
			if path != "key" {
				return signing.Key{}, errors.New("no such file")
			}
			return signing.Key{Name: path, Fingerprint: "SHA256:three"}, nil
		},
		New: b.makes,
		Try: func(k signing.Key, phrase []byte) error {
			if k.Encrypted && string(phrase) == "wrong" {
				return errors.New("wrong passphrase")
			}
			return nil
		},
		Sign: func(r signing.Request) error {
			b.phrases = append(b.phrases, string(r.Passphrase))
			b.requests = append(b.requests, r)
			b.signed[r.Signer+r.Document.SHA256] = true
			return nil
		},
		Signatures: func(a signing.Answers) ([]signing.Signature, error) {
			var out []signing.Signature
			for _, s := range a.Signers {
				for _, doc := range b.docs(a) {
					st := signing.Signature{Signer: s.ID, Document: doc.Name}
					if b.signed[s.ID+doc.SHA256] {
						st.State = signing.Signed
					}
					out = append(out, st)
				}
			}
			return out, nil
		},
	}
}

// TestTablesInTheFrame walks through the tables as a user does.
func TestTablesInTheFrame(t *testing.T) {
	s := sit(t, draftPlug(t), Options{At: pageThreats})
	s.shows("R5 → R2", "T01", "details", "e rate", "→ go on")
	s.keys("enter")
	s.shows("Rating")
	s.keys("esc", "down", "f3")
	s.shows("BEFORE MEASURES", "AS ANSWERED SO FAR")
	s.keys("esc")
	s.send(tap("right"))
	s.shows("Own threats")
	s.m.goTo("measure.M22")
	s.keys("t")
	s.shows("counts as done until")
	s.m.goTo(pageRequirements)
	s.size(80, 60)
	s.keys("end", "f1")
	s.shows("claim: not applicable – No: answered")
	s.size(80, 24)
	s.keys("esc")
	s.m.goTo(pageReview)
	s.shows("○ Draft", "✕ Blocks a final document")
	s.keys("enter")
	s.at("product.purpose")
	s.keys("esc")
	s.shows("✕ Blocks a final document")
	s.keys("s")
	s.shows("Sign")
	for _, size := range [][2]int{{60, 20}, {100, 30}, {160, 45}} {
		s.size(size[0], size[1])
		for _, p := range []interview.Place{pageClass, pageAssets, pageThreats, pageMeasures, pageRequirements, pagePartTwo, pageLifeMeasures, pageResidual, pageReview, pageSign, "threat.T18", "measure.M07", "requirement.e", "risk.T18", "impact.AS10:I", "part.4"} {
			s.m.goTo(p)
			s.check()
			if os.Getenv("SHOW") != "" {
				fmt.Printf("=== %s %v\n%s\n", p, size, s.screen())
			}
		}
	}
}
