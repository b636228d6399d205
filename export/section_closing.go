package export

import (
	"selfmark/assessment"
	"selfmark/export/signature"
)

// Review is section 16.
type Review struct {
	// Triggers say when the assessment must be looked at again.
	Triggers []string `json:"triggers"`
	// Next is the earliest review date of a residual risk.
	Next    string     `json:"next_review"`
	History []Revision `json:"history"`
	Answers []Answer   `json:"answers"`
	Missing []string   `json:"missing"`
	// Changes are there in a document that was exported with --since only.
	Changes *Changes `json:"changes,omitempty"`
}

// Revision is an issued document.
type Revision struct {
	Revision int    `json:"revision"`
	Date     string `json:"date"`
	Status   string `json:"status"`
	Digest   string `json:"digest"`
	Change   string `json:"change"`
	// Modification says whether the change was a substantial modification (Art. 3(30))
	// and why, Reason what the maker says; neither is there for a first issue.
	Modification string `json:"modification,omitempty"`
	Reason       string `json:"reason,omitempty"`
	// Body is when the notified body was told of the change, and what it decided.
	Body string `json:"body,omitempty"`
}

func (b *builder) review() Review {
	out := Review{Triggers: clone(reviewTriggers), Next: b.nextReview(), Answers: b.answersOf(placeReview)}
	for _, r := range b.a.History {
		issued := Revision{Revision: r.Revision, Date: r.Date, Status: string(r.Status), Digest: r.Digest, Change: r.Change}
		issued.Modification, issued.Reason = modificationOf(r)
		issued.Body = msgBody(r.Screening["modification.told"].Text, r.Screening["modification.addition"].Text)
		out.History = append(out.History, issued)
	}
	out.Missing = missingAnswers(out.Answers)
	if out.Next == "" {
		out.Missing = append(out.Missing, msgNoReviewDate)
	}
	return out
}

// nextReview is the earliest review date of the residual risks; ISO dates order
// as text.
func (b *builder) nextReview() string {
	next := ""
	for i := range b.r.Threats {
		t := &b.r.Threats[i]
		if d := b.a.Risks[t.ID].Review; t.Stays() && d != "" && (next == "" || d < next) {
			next = d
		}
	}
	return next
}

// Signatures is section 17.
type Signatures struct {
	// Namespace is the SSHSIG namespace of the signatures.
	Namespace string `json:"namespace"`
	// Required is how many signatures the document needs: that of every signer.
	Required int      `json:"required" schema:"min=0"`
	Signers  []Signer `json:"signers"`
	// HowToVerify are command lines for stock tools.
	HowToVerify []string `json:"how_to_verify"`
	// Meaning says what the signature shows and what it is not.
	Meaning string   `json:"meaning"`
	Missing []string `json:"missing"`
}

// Signer is somebody whose signature the document requires.
type Signer struct {
	ID           string `json:"id"`
	Role         string `json:"role"`
	Name         string `json:"name"`
	Function     string `json:"function"`
	Organisation string `json:"organisation"`
	Principal    string `json:"principal"`
	Fingerprint  string `json:"fingerprint"`
	Statement    string `json:"statement"`
	// Note says why one person signs in two roles.
	Note string `json:"note"`
	// Approves are the residual risks that this signer approves.
	Approves []string `json:"approves"`
}

func (b *builder) signatures() Signatures {
	out := Signatures{Namespace: signature.Namespace, HowToVerify: clone(howToVerify), Meaning: msgSignature}
	for _, s := range b.a.Signers {
		out.Signers = append(out.Signers, Signer{ID: s.ID, Role: s.Role, Name: s.Name, Function: s.Function, Organisation: s.Organisation,
			Principal: s.Principal, Fingerprint: s.Fingerprint, Statement: s.Statement, Note: s.Note, Approves: b.approves(s.ID)})
		if missing := missingOfSigner(s); len(missing) > 0 {
			out.Missing = append(out.Missing, msgSignerLacks(s.ID, missing))
		}
	}
	out.Required = len(out.Signers)
	if len(out.Signers) == 0 {
		out.Missing = []string{msgNoSigners}
	}
	return out
}

// approves lists the residual risks above R2 that name the signer as approver.
func (b *builder) approves(id string) []string {
	var out []string
	for i := range b.r.Threats {
		t := &b.r.Threats[i]
		if d := b.a.Risks[t.ID]; t.Stays() && d.Approved && d.Approver == id {
			out = append(out, string(t.ID)+" "+t.Residual.String())
		}
	}
	return out
}

func missingOfSigner(s assessment.Signer) []string {
	var missing []string
	for _, f := range []struct{ name, value string }{
		{msgSignerRole, s.Role}, {msgSignerName, s.Name}, {msgSignerFunction, s.Function}, {msgSignerOrganisation, s.Organisation},
		{msgSignerPrincipal, s.Principal}, {msgSignerFingerprint, s.Fingerprint}, {msgSignerStatement, s.Statement}} {
		if f.value == "" {
			missing = append(missing, f.name)
		}
	}
	return missing
}
