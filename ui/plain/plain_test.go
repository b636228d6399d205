package plain

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/starters"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
)

var (
	cat = catalogue.Load()
	day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
)

// sitting is a session whose file is in memory.
type sitting struct {
	*Session
	t     *testing.T
	saved []assessment.Assessment
	fail  error // of saving
	out   bytes.Buffer
	err   error
}

func sit(t *testing.T, a assessment.Assessment) *sitting {
	t.Helper()
	s := &sitting{t: t}
	s.Session = &Session{Date: day, State: interview.State{Catalogue: cat, Assessment: a, Result: assessment.Evaluate(cat, a, day)}}
	s.Save = func(a assessment.Assessment) error {
		if s.fail == nil {
			s.saved = append(s.saved, a)
		}
		return s.fail
	}
	return s
}

// from opens a template or an example.
func from(t *testing.T, id string, example bool) *sitting {
	t.Helper()
	find := starters.Template
	if example {
		find = starters.Example
	}
	starter, err := find(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := starter.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return sit(t, a)
}

// types runs the session on lines and returns what was said.
func (s *sitting) types(lines ...string) string {
	s.t.Helper()
	return s.reads(strings.NewReader(strings.Join(lines, "\n") + "\n"))
}

func (s *sitting) reads(in io.Reader) string {
	s.t.Helper()
	s.out.Reset()
	s.err = s.Run(in, &s.out)
	said := s.out.String()
	if i := strings.IndexFunc(said, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f || r == '\u202e' }); i >= 0 {
		s.t.Errorf("%q is said: %q", said[i], said[max(0, i-40):i+1])
	}
	for line := range strings.SplitSeq(said, "\n") {
		if text.Width(strings.TrimPrefix(line, msgPrompt)) > 80 {
			s.t.Errorf("longer than 80 columns: %q", line)
		}
	}
	return said
}

func (s *sitting) text(id catalogue.QuestionID) string {
	return s.State.Assessment.Text(id)
}

func (s *sitting) options(id catalogue.QuestionID) []string {
	return s.State.Assessment.Answers[id].Options
}

// says checks that words were said in this order.
func says(t *testing.T, said string, words ...string) {
	t.Helper()
	joined := strings.Join(strings.Fields(said), " ")
	rest := joined
	for _, w := range words {
		_, after, found := strings.Cut(rest, w)
		if !found {
			t.Fatalf("%q is not said, or not in this order; the end:\n%s", w, said[max(0, len(said)-1500):])
		}
		rest = after
	}
}

// TestProductAndScope answers the first two steps of an empty assessment.
func TestProductAndScope(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types(
		"Acme Plug S2",
		"smart plug",
		"APS2-EU",
		"hardware C", "firmware 1.4.0", ".", // versions, a list
		"Switches one socket", "", "and measures it.", ".", // prose
		"switch the socket", "over-temperature cut-out", ".",
		"in a home", ".",
		"outdoors", ".",
		"everybody", ".",
		"a home with Wi-Fi", ".",
		"soon", "2028-01-15", // a wrong date, then a right one
		"open",
		"eight", "8",
		"Acme GmbH", "Hauptstr. 1, 1010 Wien, AT", "security@acme.example",
		"", // the website may stay empty
		"small",
		"",                               // no remote services yet
		"1",                              // role
		"hardware with", "yes", "direct", // by the beginning of words
		"none of these", "1", "from", "no", // no representative
	)
	says(t, said,
		"a new assessment", "Question 1 of 18, step 1, Product.", "What is the product called?", "Question 2 of 18",
		"Not accepted: write it like 2027-12-11.", "Not accepted: write a whole number, for example 8.",
		"Question 1 of", "step 2, Scope.", "step 3, Class and route.", msgEndOfInput, msgSaved)
	if s.err != nil {
		t.Error(s.err)
	}
	for id, want := range map[catalogue.QuestionID]string{
		"product.name": "Acme Plug S2", "product.purpose": "Switches one socket\n\nand measures it.", "product.first_unit": "2028-01-15", "product.last_unit": "open",
		"Q08": "8", "manufacturer.contact": "security@acme.example"} {
		if got := s.text(id); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	for id, want := range map[catalogue.QuestionID][]string{
		"product.versions": {"hardware C", "firmware 1.4.0"}, "Q01": {"switch the socket", "over-temperature cut-out"}, "manufacturer.size": {"small"},
		"scope.role": {"manufacturer"}, "scope.product_kind": {"hardware"}, "scope.made_available": {"yes"}, "scope.data_connection": {"direct"},
		"scope.exclusion": {"none"}, "scope.foss": {"no"}, "scope.placed": {"from"}} {
		if got := s.options(id); !slices.Equal(got, want) {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	if s.State.Result.Scope.Regime != assessment.InScope {
		t.Errorf("the product is %q", s.State.Result.Scope.Regime)
	}
	// Each answer is on disk before the next question.
	if len(s.saved) < 24 || s.saved[0].Name() != "Acme Plug S2" || len(s.saved[0].Answers) != 1 {
		t.Errorf("%d saves", len(s.saved))
	}
	if _, err := file.Decode(file.Encode(s.State.Assessment, cat), cat); err != nil {
		t.Error(err)
	}
}

func TestHelp(t *testing.T) {
	said := sit(t, assessment.Assessment{}).types("?", "?sbom", "?nonsense", "?")
	says(t, said, "Why: ", "Law: Annex", "Example: ", "Commands:", "What is the product called?",
		"SBOM: Software bill of materials", "no word like nonsense", "Commands:", msgUnchanged)
	said = from(t, "smart-plug", true).types("/component", "?", "/requirement.e", "?", "/T18", "?", "=", "?")
	says(t, said, "Why: For every part of others", "Law: Art. 13(5)", "Law: ", "/requirement.e.part", "Law: Art. 13(2)", "Commands:", msgReview, "Commands:")
}

func TestGoingAbout(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("<", "Plug", "", "<", "<", "<", "/Q13", "<", ">", "=", "<")
	says(t, said, "Product name.", msgFirst, "Product name.", "Product type.", "Identifier.", "Product type.", "Product name.",
		msgFirst, "Q13 Short-range radio.", "Product name.", "Product type.", "Status:", msgReview, "Product type.")

	s = from(t, "smart-plug", true)
	said = s.types("/4", "/short-range", "/(e)", "/M07", "/measure.M07", "/13", "/Q99", "/Q31", "/component.1", "/", "+", "+?", "/requirement.e.part")
	says(t, said, "step 4, Device", "Q13 Short-range radio.", "(e) ", "M07 ", "M07 ", msgSeveral, "Nothing here is called Q99.",
		"Q31 Containers does not apply: follows from: Kind of product.", "Step 9", "Scope: 8 places, 0 open.", "Write + and words.", "Write +? and words.", "set aside")
	if s.changed {
		t.Error("looking about changes something")
	}
}

func TestReview(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("=", "99999", "nonsense", "5", "<", "", "!")
	says(t, said, "1 blocking, step 1 Product: 17 questions without an answer. The first: “Product name” is not answered.", "2 blocking, step 2", "5 blocking, step 7",
		"Not accepted: "+msgWhatToReview, "Not accepted: "+msgWhatToReview, "Measure 1 of", "1 blocking, step", "Product name.", msgUnchanged)

	// More than a page of single findings.
	many := from(t, "smart-plug", true)
	for _, id := range []catalogue.QuestionID{"product.name", "product.type", "life.contact_point"} {
		delete(many.State.Assessment.Answers, id)
	}
	for _, id := range []catalogue.MeasureID{"M01", "M07", "M13"} {
		delete(many.State.Assessment.Measures, id)
	}
	for _, letter := range []string{"a", "b", "c"} {
		delete(many.State.Assessment.Requirements, letter)
	}
	delete(many.State.Assessment.PartTwo, 1)
	delete(many.State.Assessment.PartTwo, 2)
	many.State.Assessment.Signers = nil
	many.State.Result = assessment.Evaluate(cat, many.State.Assessment, day)
	if n := len(many.groups()); n <= page {
		t.Fatalf("only %d groups", n)
	}
	says(t, many.types("=", "m", "!"), "write m to hear them.", "16 ", msgReview)

	// From every finding one comes to its place, and back.
	for _, s := range []*sitting{sit(t, assessment.Assessment{}), from(t, "smart-plug", false), from(t, "gateway", true)} {
		var lines []string
		for i := range s.groups() {
			lines = append(lines, "=", fmt.Sprint(i+1), "<")
		}
		said := s.types(append(lines, "=", "!")...)
		if strings.Contains(said, msgMistake[:12]) || s.err != nil {
			t.Errorf("a finding leads nowhere: %v", s.err)
		}
	}

	a := s.State.Assessment.Clone()
	a.Catalogue = "2020.01"
	s = sit(t, a)
	i := slices.IndexFunc(s.groups(), func(g assessment.FindingGroup) bool { return g.Findings[0].ID == "catalogue-changed" })
	says(t, s.types("=", fmt.Sprint(i+1)), msgAboutWhole, "Remedy: ", msgReview)
}

func TestUndo(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("u!", "Plug", "smart plug", "u!", "<", "u!", "u!", "!")
	says(t, said, msgNoUndo, "Product type.", "Identifier.", "Undone: Product type.", "What kind", "Undone: Product name.", "What is the product called?", msgNoUndo, msgSaved)
	if len(s.State.Assessment.Answers) != 0 {
		t.Errorf("left: %v", s.State.Assessment.Answers)
	}
	if last := s.saved[len(s.saved)-1]; len(last.Answers) != 0 {
		t.Error("undoing is not saved")
	}
	s = sit(t, assessment.Assessment{})
	said = s.types("/signer", "a", "tech-lead", "u!", "u!", "!")
	says(t, said, "No entries.", "Short id", "Undone: ", msgNothingKept, "List", "No entries.", msgNoUndo)
	s = from(t, "smart-plug", true)
	said = s.types("/signer", "1", "another-id", "u!", "", "", "", "", "", "", "", "", "", "x 1", "u!", "!")
	says(t, said, "Undone: tech-lead", "Short id", "Fingerprint", "entries.", "Removed: ", "Undone: ", "entries.")
}

func TestClearAndKeep(t *testing.T) {
	s := from(t, "smart-plug", true)
	name := s.text("product.name")
	said := s.types("/product.name", "", "/Q13", "-", "/product.purpose", "-", "/M07", "-", "/product.type", "-", "/Q14", "-", "!")
	says(t, said, "Now: "+name)
	if s.text("product.name") != name {
		t.Error("empty does not keep")
	}
	for _, id := range []catalogue.QuestionID{"Q13", "product.purpose", "product.type", "Q14"} {
		if _, given := s.State.Assessment.Answers[id]; given {
			t.Errorf("%s is not cleared", id)
		}
	}
	if s.State.Assessment.Measures["M07"].State != "" {
		t.Error("the state of M07 is not cleared")
	}
}

// TestUnconfirmed: keeping an answer of the template confirms it.
func TestUnconfirmed(t *testing.T) {
	s := from(t, "smart-plug", false)
	unconfirmed := len(s.State.Assessment.Template.Unconfirmed)
	said := s.types("/Q13", "", "!")
	says(t, said, "(chosen)", msgUnconfirmed, msgConfirmed)
	if now := s.State.Assessment.Template.Unconfirmed; len(now) != unconfirmed-1 || slices.Contains(now, "Q13") {
		t.Errorf("unconfirmed: %v", now)
	}
}

func TestChoices(t *testing.T) {
	for _, c := range []struct {
		place, line string
		want        []string
		notSure     bool
		mistake     string
	}{
		{"Q13", "1,3", []string{"bluetooth", "nfc"}, false, ""},
		{"Q13", "3 1", []string{"bluetooth", "nfc"}, false, ""},
		{"Q13", "nfc; Bluetooth", []string{"bluetooth", "nfc"}, false, ""},
		{"Q13", "zigbee", []string{"other-radio"}, false, ""},
		{"Q13", "thread, rfid", []string{"other-radio", "nfc"}, false, ""},
		{"Q13", "0", []string{}, false, ""},
		{"Q13", "none", []string{}, false, ""},
		{"Q13", "4", nil, true, ""},
		{"Q13", "not sure", nil, true, ""},
		{"Q13", "5", nil, false, "there is no number 5"},
		{"Q13", "1, 9", nil, false, "there is no number 9"},
		{"Q13", "-1", nil, false, "there is no number -1"},
		{"Q13", ",", nil, false, "that says nothing"},
		{"Q13", "Wi-Fi", nil, false, "is none of the answers"},
		{"Q13", "o", nil, false, "more than one answer"},
		{"Q10", "Wi-Fi, Ethernet or Thread", []string{"lan"}, false, ""},
		{"Q06", "n", []string{}, false, ""},
		{"Q06", "no", []string{}, false, ""},
		{"Q06", "Y", []string{"yes"}, false, ""},
		{"Q06", "3", nil, true, ""},
		{"scope.role", "1 2", nil, false, "choose one answer"},
		{"scope.role", "0", nil, false, "there is no number 0"},
		{"scope.exclusion", "none", []string{"none"}, false, ""},
	} {
		s := sit(t, assessment.Assessment{})
		said := s.types("/"+c.place, c.line, "!")
		answer := s.State.Assessment.Answers[catalogue.QuestionID(c.place)]
		if !slices.Equal(answer.Options, c.want) || answer.NotSure != c.notSure {
			t.Errorf("%s %q: %+v", c.place, c.line, answer)
		}
		if (c.mistake == "") == strings.Contains(said, "Not accepted") || !strings.Contains(said, c.mistake) {
			t.Errorf("%s %q: %s", c.place, c.line, said)
		}
	}
}

func TestCategory(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("/classification.category", "door lock", "xyzzy", "iii.i.17", "!")
	says(t, said, "III.I.17 ", "Not accepted: choose one by its id", "Not accepted: no category fits \"xyzzy\"", "Fit with the category")
	if got := s.text("classification.category"); got != "III.I.17" {
		t.Errorf("%q", got)
	}
	s.types("/classification.category", "None", "!")
	if got := s.text("classification.category"); got != "none" {
		t.Errorf("%q", got)
	}
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name, input, want string
	}{
		{"a lone dot ends", "one\ntwo\n.\n!\n", "one\ntwo"},
		{"dots inside stay", "one.\n..\n .x\n.\n!\n", "one.\n..\n .x"},
		{"the end of input keeps", "one\ntwo", "one\ntwo"},
		{"the end of input after a line keeps", "one\n", "one"},
		{"! leaves and keeps", "one\n!\nnever\n", "one"},
		{"< goes back and keeps", "one\n<\n!\n", "one"},
		{"a backslash before a command", "\\? really\n\\.\n\\!\n.\n!\n", "? really\n.\n!"},
		{"commands count only in the first line", "one\n=\n/Q13\nu!\n-\n?\n.\n!\n", "one\n=\n/Q13\nu!\n-\n?"},
		{"line ends of other systems", "one\r\ntwo\r\n.\r\n!\r\n", "one\ntwo"},
		{"a dot alone keeps", ".\n!\n", ""},
		{"control characters go", "a\x1b[31mb\x1b]0;title\x07c\u202ed\x00\te\n.\n!\n", "abcd    e"},
	} {
		s := sit(t, assessment.Assessment{})
		s.reads(strings.NewReader("/product.purpose\n" + c.input))
		if got := s.text("product.purpose"); got != c.want || s.err != nil {
			t.Errorf("%s: %q, want %q (%v)", c.name, got, c.want, s.err)
		}
	}
	s := sit(t, assessment.Assessment{})
	s.reads(strings.NewReader("/Q01\nswitch the so"))
	if got := s.options("Q01"); !slices.Equal(got, []string{"switch the so"}) {
		t.Errorf("a list at the end of input: %q", got)
	}
	said := from(t, "smart-plug", true).types("/M07", "", "?")
	says(t, said, "How is it done?")
}

// TestCommandsAlwaysWork: after any mistake, at every kind of field, one can go
// back and leave.
func TestCommandsAlwaysWork(t *testing.T) {
	s := from(t, "smart-plug", true)
	tried := map[string]bool{}
	for _, e := range s.places() {
		kind := s.word(e.Place)
		if fields, err := interview.Fields(s.State, e.Place); err == nil {
			kind += string(fields[0].Kind)
		}
		if tried[kind] {
			continue
		}
		tried[kind] = true
		for _, mistake := range []string{"\\?nonsense?", "99", "\x1b[A", "%s%d%n", "￿", strings.Repeat("x ", 3000)} {
			for _, leave := range []string{"<", "!", "="} {
				s := sit(t, s.State.Assessment)
				s.types("/"+string(e.Place), mistake, leave, "!")
				if s.err != nil {
					t.Fatalf("%s, %q, %s: %v", e.Place, mistake, leave, s.err)
				}
			}
		}
	}
}

func TestCollections(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("/component",
		"a", "mbedTLS", "3.6", "Arm", "2, 3", "", "", "psirt@arm.example", // evidence and words empty
		"a", "CVE-2026-1", "yes", "reachable", ".", "yes", "", // a vulnerability of it
		"a", "zlib", "1.3", "", "-", "", "", "", "", // a second component
		"x 3", "x", "b", "x 2", "u!", "2", "zlib-ng", "!")
	says(t, said, "No entries.", "Name", msgVulnerabilities, "No entries.", "1 CVE-2026-1", "1 mbedTLS 3.6", "1 entry.", "2 entries.",
		"Not accepted: "+msgWhatToDo, "Not accepted: "+msgWhatToDo, "Not accepted: "+msgWhatToDo, "Removed: zlib 1.3", "Undone: zlib 1.3", msgSaved)
	c := s.State.Assessment.Components
	if len(c) != 2 || c[0].Name != "mbedTLS" || !slices.Equal(c[0].Diligence, []string{"updates", "vulnerability-databases"}) || c[0].ReportTo != "psirt@arm.example" || c[1].Name != "zlib-ng" {
		t.Errorf("%+v", c)
	}
	if len(c) > 0 && (len(c[0].Vulnerabilities) != 1 || c[0].Vulnerabilities[0].Why != "reachable") {
		t.Errorf("%+v", c[0].Vulnerabilities)
	}

	// Something begun and left empty is not kept.
	s = sit(t, assessment.Assessment{})
	said = s.types("/signer", "a", "<", "a", "/Q13", "!")
	says(t, said, msgNothingKept, "No entries.", msgNothingKept, "Q13 Short-range radio.")
	if len(s.State.Assessment.Signers) != 0 {
		t.Errorf("%+v", s.State.Assessment.Signers)
	}

	// Going elsewhere from inside a record works and keeps it.
	s = sit(t, assessment.Assessment{})
	said = s.types("/signer", "a", "tech-lead", "1", "/Q13", "<", "!")
	says(t, said, "Q13 Short-range radio.", "1 tech-lead", msgSaved)

	// Every list takes and gives back a member.
	for _, id := range []string{"remote", "asset", "ownthreat", "ownmeasure", "evidence", "component", "signer", "note", "requirement.e.part"} {
		s := from(t, "smart-plug", true)
		n := len(interview.Members(s.State, id))
		added, _, err := interview.Add(s.State, id)
		if err != nil {
			t.Fatal(err)
		}
		s = sit(t, added)
		s.types("/"+id, fmt.Sprint(n+1), "<", fmt.Sprintf("x %d", n+1), "!")
		if got := len(interview.Members(s.State, id)); got != n || s.err != nil {
			t.Errorf("%s: %d members, want %d (%v)", id, got, n, s.err)
		}
	}
}

func TestEvidenceHash(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	s.HashFile = func(path string) (string, int, error) {
		if path != "scan.pdf" {
			return "", 0, errors.New("no such file")
		}
		return strings.Repeat("ab", 32), 1234, nil
	}
	said := s.types("/evidence", "a", "1", "a scan", "nothing.pdf", "<", "scan.pdf", "!")
	says(t, said, "SHA-256 not taken: no such file.", "SHA-256 taken: abab", msgSaved)
	if e := s.State.Assessment.Evidence; len(e) != 1 || e[0].File != "scan.pdf" || e[0].SHA256 != strings.Repeat("ab", 32) || e[0].Size != 1234 {
		t.Errorf("%+v", e)
	}
}

func TestNotes(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("/Q13", "+ M.K. has the report", "+? ask sales", "/M41", "+ see the scan", "/part.5", "+ x", "=", "m", "m", "m", "m", "m", "m", "m", "m", "m", "m", "!")
	says(t, said, "not privileged", msgNoted, "Which", msgOpenNoted, "open, step 4", "ask sales")
	var got []string
	for _, n := range s.State.Assessment.Notes {
		got = append(got, fmt.Sprintf("%s %s %v", n.On, n.Text, n.Open))
	}
	want := []string{"Q13 M.K. has the report false", "Q13 ask sales true", "M41 see the scan false", "II.5 x false"}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if strings.Count(said, "not privileged") != 1 {
		t.Error("the warning is given once")
	}
}

// TestNoteOnPart: a note on a part that is set aside is one on its requirement.
func TestNoteOnPart(t *testing.T) {
	s := from(t, "smart-plug", true)
	s.types("/requirement.e.part", "+ ask the lab", "a", "+ and the maker", "<", "", "!")
	for _, n := range s.State.Assessment.Notes {
		if n.On != "e" {
			t.Errorf("%+v", n)
		}
	}
	if len(s.State.Assessment.Notes) != 2 {
		t.Errorf("%+v", s.State.Assessment.Notes)
	}
}

// TestThreats: what is derived needs no answer, and can be changed.
func TestThreats(t *testing.T) {
	s := from(t, "smart-plug", true)
	said := s.types("/T18", "", "/T18", "x", "c", "n", "", "", "", "4", "", "relays are rare", ".", "", "/T18", "c", "2", "-", "!")
	says(t, said, "Reason: ", "Inherent risk: R", "Residual risk: R", msgAgree, "Not accepted: "+msgWhatToAgree, "Dismiss this threat?", "Reason", "Who decided")
	if d := s.State.Assessment.Threats["T18"]; d.Impact != nil || d.Dismissed || d.Factors == nil || d.Reason != "relays are rare" {
		t.Errorf("%+v", d)
	}
}

// TestMeasures: a measure says which risks it lowers, its answer which it has.
func TestMeasures(t *testing.T) {
	s := from(t, "smart-plug", false)
	said := s.types("/M14", "done", "<", "not", "", "", "", "!")
	i := slices.IndexFunc(s.State.Result.Measures, func(m assessment.MeasureResult) bool { return m.ID == "M14" })
	says(t, said, fmt.Sprintf("Lowers %d risks when tested: T", s.State.Result.Measures[i].Lowers), " to R", "How far is it in place?",
		"Lower: T", "Effect: inherent R", "How is it done?", "Higher: T", "Why not?", "Still open here: ")
	said = s.types("/measure.M14", "partly", "", "", "!")
	if strings.Contains(said, "Why not?") {
		t.Error("why not is asked of a measure that is partly in place")
	}
}

func TestSaving(t *testing.T) {
	full := &file.SaveError{Problem: "no space left on device\x1b[2J", Remedy: "free room"}
	s := sit(t, assessment.Assessment{})
	s.fail = full
	said := s.types("Plug", "smart plug", "!")
	if n := strings.Count(said, "NOT SAVED"); n != 2 || strings.Contains(said, msgSaved) {
		t.Errorf("two failures are said %d times:\n%s", n, said)
	}
	if !errors.Is(s.err, full) {
		t.Errorf("leaving unsaved returns %v", s.err)
	}
	s = sit(t, assessment.Assessment{})
	s.fail = full
	save := s.Save
	s.Save = func(a assessment.Assessment) error {
		if a.Text("product.type") != "" {
			s.fail = nil
		}
		return save(a)
	}
	said = s.types("Plug", "smart plug", "!")
	says(t, said, "NOT SAVED: no space left", msgSavedAgain, msgSaved)
	if s.err != nil {
		t.Error(s.err)
	}
	s = sit(t, assessment.Assessment{})
	tries := 0
	s.Save = func(assessment.Assessment) error {
		if tries++; tries == 1 {
			return full
		}
		return nil
	}
	says(t, s.types("Plug", "!"), "NOT SAVED: no space left", msgSaved) // the end tries once more
	if s.err != nil || tries != 2 {
		t.Errorf("%v after %d tries", s.err, tries)
	}
	s = sit(t, assessment.Assessment{})
	s.ReadOnly = "open in another window"
	says(t, s.types("", "!"), "Read only: open in another window. Nothing can be saved.", msgUnchanged)

	s = sit(t, assessment.Assessment{})
	if err := s.Run(strings.NewReader("x\n"), failing{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("an output that is gone: %v", err)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

// TestStop: ending from outside keeps the text that is being typed.
func TestStop(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	stop := make(chan struct{})
	s.Stop = stop
	in, typist := io.Pipe()
	go func() {
		io.WriteString(typist, "/product.purpose\nhalf a sent\n")
		time.Sleep(50 * time.Millisecond)
		close(stop)
	}()
	said := s.reads(in)
	says(t, said, msgStopped, msgSaved)
	if !errors.Is(s.err, ErrStopped) || s.text("product.purpose") != "half a sent" {
		t.Errorf("%v, %q", s.err, s.text("product.purpose"))
	}
}

// TestHostileNames: what a file holds never acts on the terminal.
func TestHostileNames(t *testing.T) {
	a := assessment.Assessment{Answers: map[catalogue.QuestionID]assessment.Answer{
		"product.name":    {Text: "\x1b]0;x\x07Plug\u202e%d"},
		"product.purpose": {Text: "a\nb\x1b[2J"}, "product.versions": {Options: []string{"\x1b[31m"}}},
		Signers: []assessment.Signer{{ID: "x\x1b", Name: "\r\nx"}}, Notes: []assessment.Note{{Text: "\x1b[2J", Open: true, On: "Q13"}}}
	said := sit(t, a).types("/product.name", "<", "/product.purpose", "", "/product.versions", "", "/signer", "1", "<", "/risk.T01", "/note", "=", "m", "m", "m", "m", "/x\x1b[2J", "!")
	says(t, said, `\u{001B}`, "%d")
}

// typist answers whatever is asked, by what was said last.
type typist struct {
	s       *sitting
	rest    string
	prompts int
}

func (p *typist) Read(b []byte) (int, error) {
	if p.rest == "" {
		if p.prompts++; p.prompts > 3000 {
			return 0, io.EOF
		}
		p.rest = p.answer() + "\n"
	}
	n := copy(b, p.rest)
	p.rest = p.rest[n:]
	return n, nil
}

// answer looks at the last instruction, the lines before the prompt.
func (p *typist) answer() string {
	said := strings.Join(strings.Fields(p.s.out.String()[max(0, p.s.out.Len()-600):]), " ")
	ends := func(message string) bool { return strings.HasSuffix(said, message+" >") }
	switch {
	case ends(msgChooseOne):
		return "1"
	case ends(msgChooseMany):
		return "1"
	case ends(msgWriteProse):
		return "in a few words\n."
	case ends(msgWriteList):
		if strings.Contains(said[strings.LastIndex(said, "?")+1:], "Ids") || strings.Contains(said, "such as") && strings.Contains(said, "Ids of") {
			return ""
		}
		return "an entry\n."
	case ends(msgWriteDate):
		return "2028-01-15"
	case ends(msgWriteMonth):
		return "2040-01"
	case ends(msgWriteNumber):
		return "8"
	case ends(msgCategory):
		return "none"
	case ends(msgWriteLine):
		return "words"
	case ends("! leave."):
		if c := p.s.State.Result.Counts; c.Answered == c.Questions {
			return "!"
		}
	}
	return ""
}

// TestWholeSitting goes through every place of the smart plug's template and
// answers everything.
func TestWholeSitting(t *testing.T) {
	s := from(t, "smart-plug", false)
	p := &typist{s: s}
	said := s.reads(p)
	c := s.State.Result.Counts
	if c.Answered != c.Questions || s.err != nil {
		t.Errorf("%d of %d questions answered after %d prompts: %v\n%s", c.Answered, c.Questions, p.prompts, s.err, said[max(0, len(said)-2000):])
	}
	for _, m := range s.State.Result.Measures {
		if m.Answer.State == "" {
			t.Errorf("%s is not answered", m.ID)
		}
	}
	for _, step := range interview.Steps() {
		if !strings.Contains(said, fmt.Sprintf("step %d, %s.", step.Number, step.Title)) {
			t.Errorf("step %d is not visited", step.Number)
		}
	}
	for _, id := range s.State.Assessment.Template.Unconfirmed {
		if assessment.Asked(cat.Question(id), s.State.Result.Tags) {
			t.Errorf("%s is not confirmed", id)
		}
	}
	if _, err := file.Decode(file.Encode(s.State.Assessment, cat), cat); err != nil {
		t.Error(err)
	}
	t.Logf("%d prompts", p.prompts)
}

// What follows from a step is said at its end and on demand.
func TestResults(t *testing.T) {
	s := from(t, "smart-plug", true)
	said := s.types("=2", "=3", "=4", "=5", "=6", "=7", "=8", "=9", "=10", "=11", "=12", "=x", "!")
	says(t, said, "Result of step 2, Scope.", "Scope: in scope.", "Role: Manufacturer", "(Art. 3(13))", "Result of step 3, Class and route.", "Class: default class.", "Module A", "chosen", "closed",
		"Result of step 4, Device.", "threats follow", "Result of step 5", "AS01 Firmware and software: integrity Severe", "Result of step 6", "Effect: inherent R5", "T01 ", "inherent R5, residual R2", "more",
		"Result of step 7", "Tested: ", "Result of step 8", "(a) No known exploitable vulnerabilities: met.", "Result of step 9", "II(1) ", ": met", "Result of step 10", "R3", "Result of step 11", "Status:",
		"Not accepted: "+msgWhatResult, "Not accepted: "+msgWhatResult)
	said = s.types("/scope.representative", "", "!")
	says(t, said, "Result of step 2, Scope.", "Scope: in scope.", "step 3, Class and route.")
}

func TestRedo(t *testing.T) {
	s := sit(t, assessment.Assessment{})
	said := s.types("r!", "Plug", "u!", "r!", "!")
	says(t, said, msgNoRedo, "Undone: Product name.", "Accepted again: Product name.")
	if s.text("product.name") != "Plug" {
		t.Errorf("it is called %q", s.text("product.name"))
	}
	s = sit(t, assessment.Assessment{})
	says(t, s.types("Plug", "u!", "Lamp", "r!", "!"), msgNoRedo)
	if s.text("product.name") != "Lamp" {
		t.Errorf("it is called %q", s.text("product.name"))
	}
}

// A block of a template is confirmed only after it was heard, without what is left
// out; one undo takes it back.
func TestConfirmTogether(t *testing.T) {
	s := from(t, "smart-plug", false)
	before := len(s.State.Assessment.Template.Unconfirmed)
	said := s.types("/scope.role", "c!", "", "!")
	says(t, said, "1 Role: Manufacturer", "7 answers of the template", msgNoneAccepted)
	if got := len(s.State.Assessment.Template.Unconfirmed); got != before {
		t.Fatalf("%d wait after nothing was accepted, %d did", got, before)
	}
	said = s.types("/scope.role", "c!", "9", "nonsense", "2, 3", "!")
	says(t, said, "Not accepted: "+msgWhatToAccept, "Not accepted: "+msgWhatToAccept, msgConfirmed, "step 3, Class and route.")
	if got := len(s.State.Assessment.Template.Unconfirmed); got != before-5 {
		t.Errorf("%d wait, want %d", got, before-5)
	}
	says(t, s.types("/Q02", "c!"), "8 answers of the template", msgEndOfInput)
	says(t, s.types("/M01", "c!", "/product.name", "c!", "!"), msgNoBlock, "answers of the template")
	s.types("u!", "!")
	if got := len(s.State.Assessment.Template.Unconfirmed); got != before {
		t.Errorf("%d wait after undo, want %d", got, before)
	}
}

func TestProposalsTogether(t *testing.T) {
	s := from(t, "smart-plug", false)
	said := s.types("/measure.M01", "p!", "done", "p!", "", "p!", "yes", "!")
	says(t, said, msgNoProposals, "1 M01 ", "1 texts", msgNoneAccepted, "1 M01", "1 texts accepted.")
	if got, want := s.State.Assessment.Measures["M01"].How, cat.Measure("M01").Statement; got != want {
		t.Errorf("M01 has %q, want %q", got, want)
	}
	s.types("/measure.M02", "done", "/measure.M03", "done", "p!", "1", "!")
	if s.State.Assessment.Measures["M02"].How != "" || s.State.Assessment.Measures["M03"].How == "" {
		t.Errorf("M02 was left out: %+v", s.State.Assessment.Measures)
	}
}

// bench signs without files or keys.
type bench struct {
	docs    []signing.Document
	done    []signing.Signature
	force   bool
	request signing.Request
	phrase  string
	failing error
}

func (b *bench) tools() signing.Tools {
	return signing.Tools{
		Documents: func(signing.Answers) ([]signing.Document, error) { return b.docs, nil },
		Preview: func(a signing.Answers) []byte {
			return []byte("# About " + a.Name() + " in " + a.Path + "\n\n* all of it\x1b[2J")
		},
		Write: func(_ signing.Answers, force bool) ([]string, error) {
			b.force = force
			if b.failing == nil {
				b.docs[0].OnDisk = signing.Written
			}
			return []string{"plug.md"}, b.failing
		},
		Signatures: func(signing.Answers) ([]signing.Signature, error) { return b.done, nil },
		Keys: func(signing.Answers) ([]signing.Key, error) {
			return []signing.Key{{Name: "mia.key", Path: "mia.key", Fingerprint: "SHA256:mia"}}, nil
		},
		Key: func(path string) (signing.Key, error) {
			if path != "other.key" {
				return signing.Key{}, fmt.Errorf("%s is no key", path)
			}
			return signing.Key{Name: path, Path: path, Fingerprint: "SHA256:other", Encrypted: true}, nil
		},
		New: func(signer assessment.Signer, passphrase []byte) (signing.Key, error) {
			b.phrase = string(passphrase)
			return signing.Key{Name: signer.ID + ".key", Path: signer.ID + ".key", Fingerprint: "SHA256:new"}, nil
		},
		Try: func(k signing.Key, passphrase []byte) error {
			if k.Encrypted && string(passphrase) != "right" {
				return errors.New("the passphrase is wrong")
			}
			return nil
		},
		Sign: func(r signing.Request) error {
			b.request, b.phrase = r, string(r.Passphrase)
			b.done = append(b.done, signing.Signature{Signer: r.Signer, Document: r.Document.Name, State: signing.Signed, Detail: r.Key.Fingerprint})
			return nil
		},
		Issue: func(a signing.Answers, _ []signing.Document) (assessment.Assessment, bool) {
			return a.Assessment, false
		},
	}
}

func TestSigning(t *testing.T) {
	begin := func(signers ...assessment.Signer) (*sitting, *bench) {
		s := from(t, "smart-plug", true)
		s.State.Assessment.Signers = signers
		b := &bench{docs: []signing.Document{{Name: "plug.md", SHA256: "abcd", Draft: true}}}
		s.Signing, s.Path = b.tools(), "plug.selfmark.yaml"
		s.NewPassphrase = func() ([]byte, error) { return []byte("quite new"), nil }
		return s, b
	}
	mia := assessment.Signer{ID: "mia", Name: "Mia Kern", Function: "Director", Principal: "mia@acme.example", Statement: "the technical content is correct"}
	bob := assessment.Signer{ID: "bob"}

	s, b := begin(mia, bob)
	says(t, s.types("=", "d", "s 1", "1", "y", "", "!"), msgDocuments, "plug.md: not written yet", "This is not final", "1 Mia Kern, Director (mia)", "1 mia.key, SHA256:mia",
		"The key of mia is noted: SHA256:mia", "Careful: no key is noted for bob", "Written: plug.md", "Mia Kern signs: the technical content is correct", "plug.md: abcd", msgSignNow, "Signed by Mia Kern with the key SHA256:mia.", "Status:")
	if b.request.Key.Path != "mia.key" || !b.force || s.State.Assessment.Signers[0].Fingerprint != "SHA256:mia" {
		t.Errorf("signed with %+v, force %v, %+v", b.request.Key, b.force, s.State.Assessment.Signers)
	}
	says(t, s.types("/documents", "s 2", "s 3", "s x", "nonsense", "!"), "Name, principal", "Not accepted: "+msgWhatToSign, "Not accepted: "+msgWhatToSign, "Not accepted: "+msgWhatToSign)

	bob = assessment.Signer{ID: "bob", Name: "Bob", Principal: "bob@acme.example", Statement: "reviewed"}
	s, b = begin(bob)
	says(t, s.types("/documents", "p", "s 1", "new", "y", "!"), "# About Acme Plug S2 in plug.selfmark.yaml", "* all of it", "The key of bob is noted: SHA256:new", "Signed by Bob with the key SHA256:new.")
	if b.request.Key.Path != "bob.key" {
		t.Errorf("signed with %+v", b.request.Key)
	}
	s, b = begin(mia, bob)
	b.done = []signing.Signature{{Signer: "mia", Document: "plug.md", State: signing.Signed}}
	s.Passphrase = func(string) ([]byte, error) { return []byte("right"), nil }
	says(t, s.types("/documents", "s 2", "other.key", "", "!"), "Not accepted: mia has signed documents that do not name the key of bob")

	// A key that does not open changes nothing, and its passphrase is wiped.
	s, b = begin(bob)
	typed := []byte("wrong")
	s.Passphrase = func(key string) ([]byte, error) { return typed, nil }
	says(t, s.types("/documents", "s 1", "other.key", "!"), "Not accepted: the passphrase is wrong")
	if s.State.Assessment.Signers[0].Fingerprint != "" || b.request.Signer != "" || !bytes.Equal(typed, make([]byte, 5)) {
		t.Errorf("signed %+v, the passphrase is %q", b.request, typed)
	}
	typed = []byte("right")
	says(t, s.types("/documents", "s 1", "other.key", " Yes", "!"), "Signed by Bob")
	says(t, s.types("/documents", "!"), "plug.md: written.", "plug.md: signed, SHA256:other.")
	if b.phrase != "right" || !b.request.Draft || !bytes.Equal(typed, make([]byte, 5)) {
		t.Errorf("signed with %q, %+v; the passphrase is %q", b.phrase, b.request, typed)
	}
	s.Signing.New = nil
	s.State.Assessment.Signers[0].Fingerprint = ""
	says(t, s.types("/documents", "s 1", "new", "", "!"), "Not accepted: "+msgNoKeyFolder)

	mia.Fingerprint = "SHA256:mia"
	s, b = begin(mia)
	says(t, s.types("/documents", "s 1", "no.key", "other.key", "1", "w", "s 1", "1", "", "!"), "no.key is no key", "the key noted for mia is SHA256:mia", msgWriteFirst, "Written: plug.md", msgSignNow, msgNotSigned)
	if b.request.Signer != "" {
		t.Error("signed without a yes")
	}
	b.failing = errors.New("a document exists")
	says(t, s.types("/documents", "w", "w!", "!"), "a document exists", msgWriteForce)
	if !b.force {
		t.Error("w! does not replace")
	}
	s.Signing = signing.Tools{}
	says(t, s.types("/documents", "!"), msgNoSigning, "Status:")
}

// Where there is nothing to choose from yet, a number is answered by that, not by a
// range without a member.
func TestNothingToChooseFrom(t *testing.T) {
	said := from(t, "smart-plug", false).types("/risk.T16", "keep", "why.", ".", "for it", ".", "told", ".", "2027-01-01", "1", "", "!")
	says(t, said, "Who approves", "add signers in step 11", "Not accepted: "+msgNothingOffered)
}
