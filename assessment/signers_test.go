package assessment

import "testing"

// TestApprover: only the signer for the management approves an R3; an approval by
// anybody else counts for nothing.
func TestApprover(t *testing.T) {
	for _, c := range []struct {
		name    string
		signers []Signer
		finding string // "" for a valid approval
	}{
		{"management", []Signer{{ID: "boss", Role: RoleManagement}}, ""},
		{"in capitals", []Signer{{ID: "boss", Role: "Management"}}, ""},
		{"technical lead", []Signer{{ID: "boss", Role: RoleTechnicalLead}}, "approver-not-management"},
		{"external reviewer", []Signer{{ID: "boss", Role: RoleReviewer}}, "approver-not-management"},
		{"a role of another name", []Signer{{ID: "boss", Role: "project management"}}, "approver-not-management"},
		{"no role", []Signer{{ID: "boss"}}, "approver-not-management"},
		{"management, but another signer", []Signer{{ID: "ceo", Role: RoleManagement}, {ID: "boss", Role: RoleTechnicalLead}}, "approver-not-management"},
		{"not among the signers", []Signer{{ID: "ceo", Role: RoleManagement}}, "approver-unknown"},
		{"no signers", nil, "approver-unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cat, a := approvable(t)
			a.Signers = c.signers
			r := Evaluate(cat, a, day)
			if got := threat(t, r, "T18").Approved; got != (c.finding == "") {
				t.Errorf("approved: %v", got)
			}
			for _, id := range []string{"approver-unknown", "approver-not-management", "residual-open"} {
				if got := has(r, id, "T18"); got != (id == c.finding) {
					t.Errorf("finding %s: %v", id, got)
				}
			}
		})
	}
}

// TestOnePersonTwoRoles: one person signs in two roles only with a note, and never
// with one key.
func TestOnePersonTwoRoles(t *testing.T) {
	anna, other := Signer{ID: "tech-lead", Name: "Anna Berger", Principal: "anna@acme.example", Fingerprint: "SHA256:a"}, Signer{ID: "management", Name: "Jonas Weiss", Principal: "jonas@acme.example", Fingerprint: "SHA256:b"}
	as := func(s Signer, change func(*Signer)) Signer { change(&s); return s }
	for _, c := range []struct {
		name    string
		second  Signer
		finding string
	}{
		{"two people", other, ""},
		{"one e-mail address", as(other, func(s *Signer) { s.Principal = anna.Principal }), "signers-same-person"},
		{"one name", as(other, func(s *Signer) { s.Name = "ANNA  Berger " }), "signers-same-person"},
		{"one person with a note", as(other, func(s *Signer) { s.Name, s.Note = anna.Name, "Two of us run the company." }), ""},
		{"a note is no leave for one key", as(other, func(s *Signer) { s.Note, s.Fingerprint = "Two of us.", anna.Fingerprint }), "signers-same-key"},
		{"nothing filled in yet", Signer{ID: "management"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			cat, a := approvable(t)
			a.Signers = []Signer{anna, c.second}
			r := Evaluate(cat, a, day)
			for _, id := range []string{"signers-same-person", "signers-same-key", "signers-not-micro"} {
				if got := has(r, id, "signers"); got != (id == c.finding) {
					t.Errorf("finding %s: %v", id, got)
				}
			}
			for size, want := range map[string]bool{"micro": false, "small": c.name == "one person with a note"} {
				a.Answers["manufacturer.size"] = Answer{Options: []string{size}}
				if got := has(Evaluate(cat, a, day), "signers-not-micro", "signers"); got != want {
					t.Errorf("%s: %v", size, got)
				}
			}
		})
	}
}
