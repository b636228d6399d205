package wizard

import (
	"cmp"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"selfmark/assessment"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
	"selfmark/ui/signing"
)

// signStage is where the user is on the way to a signature.
type signStage int

const (
	stageSigners signStage = iota // documents and signers
	stageKey                      // which key
	stagePath                     // the path of a key file
	stagePhrase                   // the passphrase of the key
	stageNew                      // the passphrase of a new key
	stageAgain                    // the same again
	stageConfirm                  // look at everything once more
)

// The rows below the keys at hand.
const (
	rowNew  = "new"
	rowPath = "path"
)

// quietTime is how long no key may come before a confirmation counts, so that
// keys typed ahead confirm nothing.
const quietTime = 400 * time.Millisecond

// phraseRoom is the longest passphrase; its buffer never grows, so that wiping
// it leaves no copy behind.
const phraseRoom = 1024

// signScreen shows the documents with their digests and who has to sign, and
// leads through one signature. What is shown is what is signed: the digest is
// compared again before every signature.
type signScreen struct {
	page
	tools    signing.Tools
	docs     []signing.Document
	statuses []signing.Signature
	err      string
	status   statusWords

	stage  signStage
	signer assessment.Signer
	place  interview.Place // of the signer
	keys   []signing.Key
	choice table
	path   *typed
	key    signing.Key
	phrase []byte
	first  []byte // passphrase of a new key, as it was typed first
	draft  bool   // signing a draft as a draft is ticked
	since  time.Time
	calm   bool // the quiet moment has passed
	shown  []signing.Document

	record bool   // the key is only noted for the signer, who signs later
	sure   string // the fingerprint that may make signatures invalid

	loaded  bool
	version int    // of the answers that the documents were made of
	busy    string // what is being done, "" while keys are taken
	next    func() // does it, once the screen says so

	x, caretY int
}

// signWork is the message that the work announced on the screen may begin.
type signWork struct{}

// begun announces work that takes a moment and does it once that can be seen: a
// key that is followed by nothing would be pressed again.
func (s *signScreen) begun(words string, work func()) Move {
	s.busy, s.next = words, work
	return Move{Cmd: func() tea.Msg { return signWork{} }}
}

// Receive does the work that was announced.
func (s *signScreen) Receive(msg tea.Msg) Move {
	if _, ok := msg.(signWork); ok {
		work := s.next
		s.busy, s.next = "", nil
		if work != nil {
			work()
		}
	}
	return Move{}
}

// handedOver does work while the terminal belongs to another program: ssh-keygen asks
// on it for a passphrase, a PIN or a touch. Nothing else happens in the meantime.
type handedOver struct{ work func() }

func (h handedOver) Run() error {
	h.work()
	return nil
}

func (handedOver) SetStdin(io.Reader)  {}
func (handedOver) SetStdout(io.Writer) {}
func (handedOver) SetStderr(io.Writer) {}

func newSign(d *Desk, tools signing.Tools) Screen {
	s := &signScreen{page: page{desk: d, at: pageSign}, tools: tools, path: newTyped(true), phrase: make([]byte, 0, phraseRoom), first: make([]byte, 0, phraseRoom)}
	s.table = table{empty: noSigners, columns: []column{{title: colSigned, width: 12}, {title: colSigner}, {title: colKey, width: 24, from: 66}}}
	s.choice = table{empty: noKeys, columns: []column{{title: colKeyFile}, {title: colFingerprint, width: 22, from: 66}, {title: colUsable, width: 16}}}
	s.Refresh()
	return s
}

// Place is the page: its rows are no places.
func (s *signScreen) Place() interview.Place { return s.at }

// Refresh makes the documents anew when the answers changed, and looks who has
// signed them. A signature that was under way then starts over, because the
// documents have changed.
func (s *signScreen) Refresh() {
	if s.loaded && s.version == s.desk.version {
		return
	}
	if s.stage != stageSigners {
		s.abandon()
	}
	s.load()
}

func (s *signScreen) load() {
	s.loaded, s.version = true, s.desk.version
	s.docs, s.statuses, s.err = nil, nil, ""
	s.status = documentStatus(s.desk.Result())
	if s.tools.Documents == nil {
		s.err = noSigning
	} else if docs, err := s.tools.Documents(s.desk.answers()); err != nil {
		s.err = err.Error()
	} else {
		s.docs = docs
	}
	if s.tools.Signatures != nil && s.err == "" {
		if list, err := s.tools.Signatures(s.desk.answers()); err != nil {
			s.err = err.Error()
		} else {
			s.statuses = list
		}
	}
	var rows []row
	for _, signer := range s.desk.State.Assessment.Signers {
		rows = append(rows, row{id: signer.ID, cells: []span{s.signedSpan(signer.ID), said(signerWords(signer), plain), said(cmp.Or(signer.Fingerprint, keyAtFirst), quiet)}})
	}
	s.table.fill(rows)
	s.describe()
}

// signerWords are name and function of a signer, with the id.
func signerWords(g assessment.Signer) string {
	return strings.TrimPrefix(strings.TrimSpace(g.Name+", "+g.Function+" ("+g.ID+")"), ", ")
}

// signedSpan sums the documents of one signer up: signed only when all are.
func (s *signScreen) signedSpan(id string) span {
	state, n := signing.Signed, 0
	for _, st := range s.statuses {
		if st.Signer != id {
			continue
		}
		n++
		switch {
		case st.State == signing.Invalid:
			state = signing.Invalid
		case st.State == signing.Missing && state != signing.Invalid:
			state = signing.Missing
		}
	}
	switch {
	case n == 0 || state == signing.Missing:
		return said(markOpen+" "+missingWord, warn)
	case state == signing.Invalid:
		return said(markBlocking+" "+invalidWord, bad)
	default:
		return said(markAnswered+" "+signedWord, good)
	}
}

// describe collects what is said below about the signer under the cursor.
func (s *signScreen) describe() {
	s.facts = nil
	signer, _, ok := s.under()
	if !ok {
		return
	}
	s.facts = append(s.facts, fact{"", signerWords(signer), strong}, fact{labelStates, orMissing(signer.Statement), missingTone(signer.Statement)},
		fact{labelKey, cmp.Or(signer.Fingerprint, keyAtFirst), quiet})
	for _, st := range s.statuses {
		if st.Signer == signer.ID {
			s.facts = append(s.facts, fact{labelSignature, signStateWords(st.State) + "  " + st.Document + "  " + st.Detail, plain})
		}
	}
	if s.status.words != statusHead(assessment.Final) {
		s.facts = append(s.facts, fact{labelAsDraft, draftWords(s.desk.Result().Status), warn})
	}
}

// under is the signer under the cursor with its place.
func (s *signScreen) under() (assessment.Signer, interview.Place, bool) {
	r := s.table.current()
	if r == nil {
		return assessment.Signer{}, "", false
	}
	list := s.desk.State.Assessment.Signers
	i := slices.IndexFunc(list, func(g assessment.Signer) bool { return g.ID == r.id })
	if i < 0 {
		return assessment.Signer{}, "", false
	}
	return list[i], interview.Place("signer." + strconv.Itoa(i+1)), true
}

// HandleKey works the stage on show; esc goes one stage back.
func (s *signScreen) HandleKey(k tea.KeyPressMsg) Move {
	if s.busy != "" {
		return Move{}
	}
	switch s.stage {
	case stageKey:
		return s.chooseKey(k)
	case stagePath:
		return s.typePath(k)
	case stagePhrase:
		return s.typePhrase(k)
	case stageNew, stageAgain:
		return s.typeNew(k)
	case stageConfirm:
		return s.confirm(k)
	default:
		return s.onSigners(k)
	}
}

func (s *signScreen) onSigners(k tea.KeyPressMsg) Move {
	switch {
	case key.Matches(k, keys.Add), key.Matches(k, tableKeys.begin) && s.table.current() == nil:
		return Move{Kind: MoveTo, Place: "signer"}
	case key.Matches(k, tableKeys.begin):
		s.begin()
		return Move{}
	case key.Matches(k, tableKeys.key):
		s.beginKey()
		return Move{}
	case key.Matches(k, tableKeys.export):
		return s.begun(writingWords, func() { s.export(false) })
	case k.String() == "E":
		return s.begun(writingWords, func() { s.export(true) })
	case key.Matches(k, tableKeys.preview):
		return open(newPreview(s.desk))
	case key.Matches(k, tableKeys.refresh):
		return s.begun(lookingWords, s.load)
	}
	mv := s.onward(k)
	s.describe()
	return mv
}

// export writes the documents.
func (s *signScreen) export(force bool) {
	if s.tools.Write == nil {
		s.desk.Flash(noSigning)
		return
	}
	if !force && slices.ContainsFunc(s.docs, func(d signing.Document) bool { return d.OnDisk == signing.Differs }) {
		s.desk.Flash(otherOnDisk)
		return
	}
	paths, err := s.tools.Write(s.desk.answers(), force)
	s.load()
	if err != nil {
		s.desk.Flash(err.Error())
		return
	}
	s.desk.Flash(writtenWords(len(paths)))
}

// begin starts a signature of the signer under the cursor.
func (s *signScreen) begin() {
	signer, place, ok := s.under()
	switch {
	case !ok:
		s.desk.Flash(noSigners)
	case s.err != "":
		s.desk.Flash(s.err)
	case s.tools.Sign == nil || s.tools.Keys == nil:
		s.desk.Flash(noSigning)
	case len(s.docs) == 0 || slices.ContainsFunc(s.docs, func(d signing.Document) bool { return d.OnDisk != signing.Written }):
		s.desk.Flash(writeFirst)
	case signer.Fingerprint == "" && s.desk.refuses(): // its key would have to be written down
	case signer.Name == "" || signer.Principal == "" || signer.Statement == "":
		s.desk.Flash(signerIncomplete(signer.ID))
	default:
		s.offerKeys(signer, place, false)
	}
}

// beginKey notes the key of the signer under the cursor. All keys stand in the
// documents: who signs before the last of them is noted signs what will change.
func (s *signScreen) beginKey() {
	signer, place, ok := s.under()
	switch {
	case !ok:
		s.desk.Flash(noSigners)
	case s.tools.Keys == nil:
		s.desk.Flash(noSigning)
	case signer.Fingerprint != "":
		s.desk.Flash(hasKey(signer.ID))
	case !s.desk.refuses():
		s.offerKeys(signer, place, true)
	}
}

// abandon goes back to the signers and wipes what was secret.
func (s *signScreen) abandon() {
	s.wipe()
	s.busy, s.next = "", nil
	s.stage, s.draft, s.shown = stageSigners, false, nil
}

// HandlePaste puts pasted text into the path or the passphrase.
func (s *signScreen) HandlePaste(words string) {
	switch {
	case s.busy != "":
	case s.stage == stagePath:
		s.path.paste(words)
	case s.stage == stagePhrase, s.stage == stageNew, s.stage == stageAgain:
		s.addPhrase(strings.TrimRight(words, "\n"))
	}
}

// Typing reports whether a path or a passphrase is being typed; while a key is
// chosen or confirmed, single letters do nothing either.
func (s *signScreen) Typing() bool { return s.stage != stageSigners }

// Leave wipes the passphrase: it is never kept. Work that was only announced is
// not done.
func (s *signScreen) Leave() {
	s.wipe()
	s.busy, s.next = "", nil
}

// Cursor is the caret, or the row.
func (s *signScreen) Cursor() *tea.Cursor {
	if s.busy != "" {
		return tea.NewCursor(s.x, s.caretY)
	}
	switch s.stage {
	case stageKey:
		return s.choice.caret(s.y)
	case stagePath, stagePhrase, stageNew, stageAgain, stageConfirm:
		return tea.NewCursor(s.x, s.caretY)
	default:
		return s.page.Cursor()
	}
}

// View draws the stage on show.
func (s *signScreen) View(width, height int) string {
	ink := s.desk.inks()
	out := s.status.lines(ink, width)
	if s.busy != "" {
		s.x, s.caretY = 1, 2
		return block(append(out, "", " "+ink.paint(strong, text.Visible(s.busy))), width, height)
	}
	if s.stage == stageSigners {
		out = append(out, s.documentLines(ink, s.docs, width)...)
		if s.err != "" {
			out = append(out, factLines(ink, []fact{{labelProblem, s.err, bad}}, width)...)
		}
		return s.draw(width, height, append(out, ruled(ink, width)))
	}
	head := signingAs(s.signer.ID, s.signer.Name)
	if s.record {
		head = keyOf(s.signer.ID, s.signer.Name)
	}
	head = " " + ink.paint(strong, text.Visible(head))
	out = append(out, head, "")
	switch s.stage {
	case stageKey:
		if list := s.keyless(); len(list) > 0 && !s.record {
			out = append(out, factLines(ink, []fact{{"", keysMissing(list), warn}}, width)...)
			out = append(out, "")
		}
		out = append(out, " "+chooseKeyWords)
		s.y = len(out)
		out = append(out, s.choice.lines(ink, width, height-len(out))...)
	case stagePath:
		out = append(out, " "+pathWords, "")
		s.caretY = len(out)
		lines := s.path.view(width-4, 3)
		for _, line := range lines {
			out = append(out, "   "+line)
		}
		if c := s.path.cursor(); c != nil {
			s.x, s.caretY = 3+c.X, s.caretY+c.Y
		}
	case stagePhrase, stageNew, stageAgain:
		words, hint := phraseWords(s.key.Name), phraseHint
		if s.stage == stageNew {
			words, hint = newPhraseWords, newPhraseHint
		} else if s.stage == stageAgain {
			words = againWords
		}
		out = append(out, " "+text.Visible(words), "")
		mask := strings.Repeat("•", min(len([]rune(string(s.masked()))), width-6))
		s.x, s.caretY = 3+text.Width(mask), len(out)
		out = append(out, "   "+mask, "")
		for _, line := range text.Wrap(hint, max(10, width-4)) {
			out = append(out, ink.paint(quiet, "   "+line))
		}
	case stageConfirm:
		return block(s.confirmLines(ink, []string{out[0], head}, width, height), width, height)
	}
	return block(out, width, height)
}

// masked has one byte for each character of the passphrase, and nothing of it.
func (s *signScreen) masked() []byte {
	n := 0
	for _, b := range s.phrase {
		if b&0xC0 != 0x80 {
			n++
		}
	}
	return []byte(strings.Repeat("x", n))
}

// documentLines shows each document with its size, digest and state on disk.
func (s *signScreen) documentLines(ink inks, docs []signing.Document, width int) []string {
	var out []string
	for _, d := range docs {
		state, t := diskWords(d.OnDisk)
		name, size, digest := text.Visible(d.Name), "  "+sizeWords(d.Bytes), "SHA-256 "+d.SHA256
		if text.Width("   "+digest) > width { // in two rows alike, and room for the size after them
			half := len(d.SHA256) / 2
			digest = "SHA-256 " + d.SHA256[:half] + "\n        " + d.SHA256[half:]
		}
		if text.Width(" "+state+"  "+name+size) > width {
			digest, size = digest+size, ""
		}
		for _, line := range text.Wrap(name, max(20, width-text.Width(state)-3)) {
			out = append(out, " "+ink.paint(t, state)+"  "+ink.paint(strong, line)+ink.paint(quiet, size))
			state, size = strings.Repeat(" ", text.Width(state)), ""
		}
		for _, line := range text.Wrap(digest, max(20, width-3)) {
			out = append(out, ink.paint(quiet, "   "+line))
		}
	}
	return out
}

// confirmLines end with what is confirmed. What has no room above gives way to it,
// and that is said.
func (s *signScreen) confirmLines(ink inks, head []string, width, height int) []string {
	ask := []fact{{"", confirmSign, strong}}
	if s.needsDraft() {
		box := "[ ] "
		if s.draft {
			box = "[x] "
		}
		ask = []fact{{"", box + draftTick(s.desk.Result().Status), warn}, {"", confirmDraft, quiet}}
	}
	facts := factLines(ink, []fact{{labelStates, s.signer.Statement, plain}, {labelKey, s.key.Name + "  " + s.key.Fingerprint, plain}}, width)
	last := factLines(ink, ask, width)
	documents := s.documentLines(ink, s.shown, width)
	out, apart := head, []string{""}
	if len(head)+len(documents)+len(facts)+len(last)+3 > height {
		apart = nil
	}
	for _, part := range [][]string{apart, documents, apart, facts, apart} {
		out = append(out, part...)
	}
	if room := max(1, height-len(last)); len(out) > room {
		out = append(out[:room-1], " "+ink.paint(warn, moreInWindow))
	}
	s.x, s.caretY = 1, len(out)
	if s.needsDraft() {
		s.x = 2
	}
	return append(out, last...)
}

// Keys are those of the stage.
func (s *signScreen) Keys() []key.Binding {
	switch s.stage {
	case stageKey:
		return []key.Binding{global("enter", doesUseKey, "enter"), keys.Move, keys.Back}
	case stagePath, stagePhrase, stageNew, stageAgain:
		return []key.Binding{global("enter", doesGoOn, "enter"), keys.Back}
	case stageConfirm:
		list := []key.Binding{global("enter", doesSign, "enter"), keys.Back}
		if s.needsDraft() {
			list = append([]key.Binding{global("space", doesTick, "space")}, list...)
		}
		return list
	}
	export := tableKeys.export
	if slices.ContainsFunc(s.docs, func(d signing.Document) bool { return d.OnDisk == signing.Differs }) {
		export = global("E", doesReplace, "E")
	}
	if s.table.current() == nil {
		return []key.Binding{global("enter", doesAddSigner, "enter"), export, tableKeys.preview, keys.Back}
	}
	return []key.Binding{tableKeys.begin, export, tableKeys.key, tableKeys.preview, tableKeys.refresh, rekeyed(keys.Add, doesSigners), tableKeys.view, keys.Back}
}

// Help says what a signature shows.
func (s *signScreen) Help() Help {
	return Help{Title: pageTitle(pageSign), Why: whySign, Text: helpSign}
}
