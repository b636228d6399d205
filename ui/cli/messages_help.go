package cli

// The help of the verbs.

// How many arguments verbs take.
const (
	oneFile             = "one FILE"
	oneFolder           = "at most one DIR"
	oneCase             = "one CASE"
	oneDocument         = "one DOC"
	oneDocumentOrBundle = "one DOC or BUNDLE"
)

// Help in builtin.go.
const (
	helpVerbShort = "Help about a verb"
)

// Help in bundle.go.
const (
	bundleVerbShort = "Put documents, signatures, evidence and instructions together for whoever verifies them"
	bundleVerbLong  = `Put everything for the technical file and for a verifier into a new folder, or into a
file whose name ends in .zip: the self-assessment and the other papers in all formats,
their signatures, the files of evidence, allowed_signers, VERIFY.txt, which needs stock
tools only, and MANIFEST.sha256, which lists them all.

FILE is an assessment, or a document exported as JSON. Signatures are taken from its
folder where they are good for the document in the bundle: name the signed JSON, or give
the --date of the signed document. With --key the management signs the manifest.
The same input gives the same bytes, except for signatures by ECDSA keys.`
	bundleVerbExample = `selfmark bundle acme-plug_2027-12-01_r1.json -o technical-file
selfmark bundle acme-plug_2027-12-01_r1.json -o acme-plug.zip --key management.key`
	bundleVerbFlagOut = "new or empty folder, or new file that ends in .zip"
	bundleVerbFlagKey = "private key file of the management, name of a key in your own folder of keys, or public key file of a key in ssh-agent"
)

// Help in check.go.
const (
	checkVerbShort   = "Say what blocks a final document, what is advice and what is open"
	checkVerbLong    = "Say what blocks a final document, what is advice and what is open. FILE is an\nassessment, or a document exported as JSON.\n\nExit code 0 says that nothing blocks a final document. It is not a statement of conformity."
	checkVerbExample = `selfmark check plug.selfmark.yaml
selfmark check --json *.selfmark.yaml
selfmark check --sarif *.selfmark.yaml > selfmark.sarif`
	checkVerbTakes     = "at least one FILE"
	checkVerbFlagAll   = "each finding by itself, also where many say the same"
	checkVerbFlagJson  = "print the results as JSON"
	checkVerbFlagSarif = "print the findings as SARIF 2.1.0, for code hosts"
)

// Help in cli.go.
const (
	dateFlagFlagDate       = "date of evaluation, like 2027-12-11 (default: SOURCE_DATE_EPOCH, else today)"
	lawDataFlagFlagLawData = "folder with newer standards.yaml and csirts.yaml than the program's own"
)

// Help in diff.go.
const (
	diffVerbShort = "Say what changed between two states, in answers, risks and requirements"
	diffVerbLong  = `Say what changed between two states of an assessment: answers, threats that came
and went, ratings, requirements, findings, class and route, and what of it speaks
for a substantial modification (Art. 3(30)).

OLD and NEW are assessments or documents exported as JSON. FILE@REV is the file as it stands in a git revision.
Both sides are evaluated on the same date with the present catalogue.`
	diffVerbExample = `selfmark diff plug.selfmark.yaml@v1.0 plug.selfmark.yaml
selfmark diff old.selfmark.yaml new.selfmark.yaml --format md`
	diffVerbTakes        = "OLD and NEW"
	diffVerbFlagFormat   = "text, md or json"
	diffVerbFlagExitCode = "end with 1 when something differs, as git diff does"
)

// Help in evidence.go.
const (
	evidenceVerbShort = "Add evidence, look whether its files are as noted, take their SHA-256 anew"
	evidenceAddShort  = "Note a file with its SHA-256, or a link, as evidence"
	evidenceAddLong   = `Note a file with its SHA-256, or a link that begins with https:// or http://, as
evidence. The file lies in the folder of the assessment or below it; what lies
elsewhere, or behind a link that leads out, is refused. Prints the new id.`
	evidenceAddExample = `selfmark evidence add plug.selfmark.yaml reports/tls-scan.pdf --note "TLS scan" --on M07
selfmark evidence add plug.selfmark.yaml https://acme.example/cvd --kind other --on II.5`
	evidenceAddTakes    = "FILE and PATH or LINK"
	evidenceAddFlagKind = "test, design, sbom, certificate or other"
	evidenceAddFlagNote = "what it shows"
	evidenceAddFlagOf   = "date of the evidence, like 2026-10-02 (default: today)"
	evidenceAddFlagOn   = "what it is evidence of: a measure such as M07, a requirement such as (e), or an item of Part II such as II.5"
	evidenceListShort   = "List the evidence, and whether each file is as noted"
	evidenceListLong    = `List the evidence, and whether each file is as noted. The exit code is 1 when one is
changed, missing or cannot be read.`
	evidenceListFlagJson = "print the list as JSON"
	evidenceRefreshShort = "Take the SHA-256 of files that changed anew"
	evidenceRefreshLong  = `Take the SHA-256 of files that changed anew: of all evidence, or of the ids given.
Look at a file before: the document states that this is the one.`
)

// Help in export.go.
const (
	exportVerbShort = "Write the self-assessment document, the declaration of conformity and the other papers"
	exportVerbLong  = `Write the self-assessment document as Markdown, JSON or HTML (to print), or another paper:

  assessment              the self-assessment; a memo where no assessment is owed
  memo                    the memo on the scope, where no assessment is owed
  declaration             EU declaration of conformity (Annex V)
  simplified-declaration  simplified declaration (Annex VI)
  user-information        information for users (Annex II)
  technical-file          index of the technical documentation (Annex VII)
  open-points             open points with owner and date, also as csv

FILE is an assessment, or a document exported as JSON: that gives the same document
again, in every format.

A declaration is a draft while something stands against it, and says what.
With --since OLD the document says what differs from that state: each item that is
new or reads otherwise is marked, section 16 lists the changes and what they suggest
about a substantial modification, and the history leads from there to here.

The same file, catalogue and date give the same bytes. Notes marked internal stay
out; they are not privileged: authorities may ask for internal documentation too.`
	exportVerbExample = `selfmark export plug.selfmark.yaml --format md
selfmark export plug.selfmark.yaml --format json --out - | jq .title.status
selfmark export plug.selfmark.yaml --document declaration
selfmark export plug.selfmark.yaml --since plug.selfmark.yaml@v1.0
selfmark export plug.selfmark.yaml --document open-points --format csv --owner PL`
	exportVerbFlagSince    = "mark and list what differs from OLD: an assessment, an exported JSON, or FILE@REV in git"
	exportVerbFlagDocument = "which document: see above"
	exportVerbFlagFormat   = "the format: md, json or html; csv for open-points"
	exportVerbFlagOut      = "where to write, - for standard output (default: <id>_<date>_r<revision>.<ext> beside FILE)"
	exportVerbFlagOwner    = "only the open points of this owner"
	exportVerbFlagForce    = "overwrite what is there"
)

// Help in key.go.
const (
	keyVerbShort = "Make and show signing keys"
	keyNewShort  = "Make an Ed25519 key in OpenSSH format, protected by a passphrase"
	keyNewLong   = `Make an Ed25519 key in OpenSSH format. Without FILE it goes to your own folder of
keys ($XDG_CONFIG_HOME/selfmark/keys, else ~/.config/selfmark/keys), where the wizard
finds it, under the name of the comment. The passphrase is asked on the terminal: 12
characters at least; five random words or more are a good one. Nothing is
overwritten.`
	keyNewExample = `selfmark key new --comment tech.lead@acme.example
selfmark key new /media/stick/tech-lead.key`
	keyNewTakes            = "at most one FILE"
	keyNewFlagComment      = "whose key it is, such as an e-mail address"
	keyNewFlagNoPassphrase = "store the key unprotected"
	keyShowShort           = "Show a key's fingerprint, and its line for allowed_signers"
	keyShowExample         = "selfmark key show tech-lead.key.pub tech.lead@acme.example"
	keyShowTakes           = "a FILE and perhaps a PRINCIPAL"
	keyAssignShort         = "Note the key of a signer in an assessment"
	keyAssignLong          = `Note the key of a signer in an assessment. With several signers, note all keys
first, then export, then sign: a key noted later changes the document, and all must
sign again.`
	keyAssignExample    = "selfmark key assign plug.selfmark.yaml boss.key.pub --signer management"
	keyAssignTakes      = "a FILE and a KEY"
	keyAssignFlagSigner = "id of the signer in the assessment, such as management"
	keyAssignFlagForce  = "replace the key that is noted"
)

// Help in law.go.
const (
	lawVerbUse   = "law [ID, provision or words]"
	lawVerbShort = "Read the requirements, categories, routes and roles in plain words"
	lawVerbLong  = `Read the law in plain words: requirements, categories, routes, roles and provisions,
each with its citation, and the questions of the wizard that rest on them.

It is no legal advice. The text of the Official Journal counts.`
	lawVerbExample = `selfmark law
selfmark law I.I.2.d
selfmark law "(d)"
selfmark law III.I.17
selfmark law door lock
selfmark law importer
selfmark law fines
selfmark law "Art. 13(8)"`
)

// Help in list.go.
const (
	listVerbShort = "Show all assessments below a folder in one table, the most urgent first"
	listVerbLong  = `Show all assessments below a folder in one table.

First stands what cannot be read, then what is overdue, then what is not ready;
after that the higher residual risk, the more that blocks, the nearer date.
Signed names the signature files beside a document; verify says whether they hold.`
	listVerbExample = `selfmark list
selfmark list clients --blocking --due 90d
selfmark list clients --csv > clients.csv`
	listVerbFlagJson     = "print one JSON object a line"
	listVerbFlagCsv      = "print a table for spreadsheets"
	listVerbFlagBlocking = "only those in which something blocks a final document"
	listVerbFlagClass    = "only this class: default, important-1, important-2 or critical"
	listVerbFlagDue      = "only those with a date within so many days, like 90d, or overdue"
	listVerbFlagUnsorted = "print each as soon as it was read, in any order"
)

// Help in man.go.
const (
	manVerbShort   = "Print the manual page"
	manVerbExample = "selfmark man > /usr/local/share/man/man1/selfmark.1"
)

// Help in new.go.
const (
	newVerbShort   = "Make a new assessment file, empty or from a template or example"
	newVerbExample = `selfmark new plug.selfmark.yaml --template smart-plug
selfmark new look.selfmark.yaml --example gateway
selfmark new --list`
	newVerbFlagTemplate = "begin with the answers of a template"
	newVerbFlagExample  = "begin with a complete example"
	newVerbFlagList     = "list templates and examples"
)

// Help in open.go.
const (
	lookFlagsFlagPlain     = "line mode: ask line by line, for screen readers and simple terminals"
	lookFlagsFlagTheme     = "light, dark, 16 or none (default: ask the terminal)"
	lookFlagsFlagPresenter = "larger spacing and high contrast, for a projector"
	lookFlagsFlagMouse     = "with the mouse: the wheel moves, a click goes to a row; all works without"
	lookFlagsFlagAt        = "open at a place, such as Q13, T18, M07, (d) or signer"
	openVerbShort          = "Open an assessment in the wizard, or in the line mode"
	openVerbLong           = "Open an assessment in the wizard, or in the line mode.\n\nFILE may be a document exported as JSON: then an assessment is made of it beside it."
	openVerbExample        = `selfmark open plug.selfmark.yaml
selfmark open plug.selfmark.yaml --plain
selfmark open plug.selfmark.yaml --at Q13`
)

// Help in report.go.
const (
	reportVerbShort = "Keep the clocks and the notifications of an exploited vulnerability or severe incident"
	reportVerbLong  = `Keep the clocks and the notifications that Art. 14 asks for when a vulnerability of
your product is actively exploited, or a severe incident affects its security.

selfmark sends nothing. Each notification is printed ready to be typed into the
single reporting platform. Send it as soon as you can; the times are the latest.`
	reportVerbExample = `selfmark report new plug.selfmark.yaml --kind vulnerability --aware 2026-11-25T10:00+01:00
selfmark report list
selfmark report export case.selfmark-report.yaml --stage early-warning
selfmark report submitted case.selfmark-report.yaml early-warning`
	reportVerbFlagNow = "the present moment, like 2026-11-25T10:00+01:00 (default: the clock)"
	reportNewShort    = "Begin a case, from the moment you became aware"
	reportNewLong     = `Begin a case for the product of an assessment. On a terminal the questions are asked
that decide whether it is to be reported at all; --answer gives them in advance.

You are aware when, after a prompt first look, you are reasonably certain. The clocks
run from then, not from when this command is typed.`
	reportNewExample = `selfmark report new plug.selfmark.yaml --kind incident --aware 2026-11-25T10:00+01:00 --zone Europe/Vienna
selfmark report new plug.selfmark.yaml --kind vulnerability --answer contained=yes --answer exploited=yes --answer reachable=yes`
	reportNewTakes         = "the FILE of the assessment"
	reportNewFlagKind      = "what it is: vulnerability (actively exploited) or incident (severe)"
	reportNewFlagAware     = "when you became aware, like 2026-11-25T10:00+01:00 (default: now)"
	reportNewFlagZone      = "time zone in which times are shown, like Europe/Vienna (default: the system's)"
	reportNewFlagTitle     = "a few words that name the case"
	reportNewFlagAnswer    = "answer to a screening question, like exploited=yes"
	reportNewFlagReason    = "why it is not reported, where a no needs a reason"
	reportNewFlagSet       = "a field of the notifications, like member_states=AT,DE"
	reportNewFlagOut       = "name of the case file (default: beside FILE, by product, kind and day)"
	reportSetShort         = "Fill in fields of the notifications, or answer whether it is to be reported"
	reportSetExample       = `selfmark report set case.selfmark-report.yaml member_states=AT,DE measure_available=2026-11-27T10:00+01:00`
	reportSetTakes         = "a CASE and at least one FIELD=TEXT"
	reportSubmittedShort   = "Note that a notification was submitted, and when"
	reportSubmittedExample = `selfmark report submitted case.selfmark-report.yaml early-warning --at 2026-11-25T15:30+01:00`
	reportSubmittedTakes   = "a CASE and a STAGE"
	reportSubmittedFlagAt  = "when it was submitted, like 2026-11-25T15:30+01:00 (default: now)"
	reportShowShort        = "Show a case: what to do first, its clocks, its fields"
	reportListShort        = "Show the clocks of all cases below a folder, the most urgent first"
	reportExportShort      = "Print a notification, ready to be typed into the platform"
	reportExportExample    = `selfmark report export case.selfmark-report.yaml --stage early-warning --format json`
	reportExportFlagStage  = "which notification: early-warning, notification or final"
	reportExportFlagFormat = "text or json"
	reportExportFlagOut    = "where to write, - for standard output; nothing is overwritten"
)

// Help in root.go.
const (
	longHelp = `selfmark guides the maker of a connected device through the cybersecurity
self-assessment of the EU Cyber Resilience Act, Regulation (EU) 2024/2847: product,
scope, class, risks, measures, requirements. It ends with a document that you sign.

It gives no legal advice and no certificate.`
	rootExamples = `# open the one assessment in this folder, or the start screen
selfmark

# begin from a template, then answer in the terminal
selfmark new plug.selfmark.yaml --template smart-plug
selfmark plug.selfmark.yaml

# what is missing, what the document says
selfmark check plug.selfmark.yaml
selfmark export plug.selfmark.yaml --format md`
	rootShort = "Cyber Resilience Act self-assessment, from the first question to a signed document"
)

// Help in schema.go.
const (
	schemaVerbShort   = "Print the JSON Schema of the exported document, of the papers, or of the assessment file"
	schemaVerbExample = "selfmark schema document > document-v1.json"
	schemaVerbTakes   = "document, paper or file"
)

// Help in sign.go.
const (
	signVerbShort = "Sign a document so that stock ssh-keygen verifies it"
	signVerbLong  = `Sign the exact bytes of a document. The signature goes to DOC.<signer>.sig.

KEY is a private key file, or a .pub file whose private half is in ssh-agent. With a
security key, and other keys that selfmark cannot use itself, ssh-keygen signs, and
selfmark checks the result. A signer for whom the document names no key yet takes
this one: it is written into the assessment, the document is exported anew and then
signed.`
	signVerbExample = `selfmark key new tech-lead.key
selfmark sign plug.md --key tech-lead.key --signer tech-lead
selfmark sign plug.md --key ~/.ssh/id_ed25519.pub --signer management`
	signVerbFlagKey        = "private key file, name of a key in your own folder of keys, or public key file of a key in ssh-agent"
	signVerbFlagSigner     = "id of the signer in the document, such as tech-lead"
	signVerbFlagAssessment = "assessment file of the document (default: the one in its folder)"
	signVerbFlagDraft      = "sign a document that is not final, as what it is"
	signVerbFlagForce      = "replace an earlier signature of this signer"
)

// Help in threat.go.
const (
	threatVerbUse     = "threat [ID or words]"
	threatVerbShort   = "Read the threats and measures of the catalogue"
	threatVerbExample = "selfmark threat\nselfmark threat T18\nselfmark threat M07\nselfmark threat radio\nselfmark threat TID-310"
)

// Help in trust.go.
const (
	keyTrustShort = "Note the list of signers that verify believes from now on"
	keyTrustLong  = `Note the list of signers, in the form of ssh's allowed_signers, that verify
believes where --signers names none. Only the path is noted, in config.yaml in your
configuration folder ($XDG_CONFIG_HOME/selfmark, else ~/.config/selfmark): a change
of the list counts at once.`
	keyTrustExample     = "selfmark key trust ~/company/allowed_signers --revoked ~/company/revoked_keys"
	keyTrustTakes       = "one SIGNERS file"
	keyTrustFlagRevoked = "list of keys that count no more, also noted"
)

// Help in verify.go.
const (
	verifyVerbShort = "Report each required signature as valid, missing, invalid or unknown key"
	verifyVerbLong  = `Report each required signature of a document. It is complete only when all are
valid under the list of signers given: with --signers, or once with selfmark key
trust. Without a list the structure is checked and the identity is not, and the exit
code is 1. A list that comes with the document proves nothing.

A bundle is a folder or a ZIP that selfmark bundle made. It is complete when also the
management has signed its manifest, the manifest lists every file as it is, all formats
say the same, and the files of evidence are those that the self-assessment names. It is
read where it lies and never unpacked.`
	verifyVerbExample = `selfmark verify plug.md --signers allowed_signers
selfmark verify plug.md --signers allowed_signers --revoked revoked_keys
selfmark verify plug.json --signers allowed_signers --json
selfmark verify technical-file.zip --signers allowed_signers`
	verifyVerbFlagSigners = "list of whose key is whose, in the form of ssh's allowed_signers (default: as key trust noted)"
	verifyVerbFlagRevoked = "list of keys that count no more: public keys, one a line, or as ssh-keygen -k makes it"
	verifyVerbFlagJson    = "print the result as JSON"
)
