package assessment

import (
	"slices"
	"strings"
)

// The roles in which somebody signs. A role that is none of these says nothing about who
// may approve a risk.
const (
	RoleTechnicalLead = "technical lead"
	RoleManagement    = "management"
	RoleReviewer      = "external reviewer"
)

// The most members of lists of which each member is compared with all others, or with
// all threats: more make one file cost seconds and hundreds of megabytes.
const (
	MaxSigners = 50
	MaxOwn     = 200  // own assets, threats and measures, of each
	MaxServed  = 300  // measures that an own threat names, threats that an own measure names
	MaxJudged  = 1000 // remote services, modules and standards, of each: every one is judged for itself
)

// MaxSignerText is how many characters each text about a signer may have: all of them
// stand in every document.
const MaxSignerText = 1000

// MaxRecords is how many records all lists may have together, from components to
// revisions: each is a row and a finding in every document, some kilobytes there.
const MaxRecords = 10_000

// ForManagement reports whether the signer signs for the management: nobody else
// approves a residual risk of R3.
func (s Signer) ForManagement() bool { return strings.EqualFold(s.Role, RoleManagement) }

// signer finds a signer by id.
func (a Assessment) signer(id string) (Signer, bool) {
	i := slices.IndexFunc(a.Signers, func(s Signer) bool { return s.ID == id })
	if i < 0 {
		return Signer{}, false
	}
	return a.Signers[i], true
}

// SamePerson reports whether two signers are one person by e-mail address or name.
func SamePerson(a, b Signer) bool {
	same := func(x, y string) bool { return strings.TrimSpace(x) != "" && sameWords(x, y) }
	return same(a.Principal, b.Principal) || same(a.Name, b.Name)
}
