package signature

import (
	"strings"
	"testing"
)

// TestNames: a name made for a signature is taken apart again, and no other is.
func TestNames(t *testing.T) {
	for _, id := range []string{"a", "tech-lead", strings.Repeat("a", 32)} {
		if document, signer, ok := Split(Name("plug.v1.md", id)); !ok || document != "plug.v1.md" || signer != id {
			t.Errorf("%s: %q, %q, %v", id, document, signer, ok)
		}
	}
	for _, name := range []string{"", ".sig", "sig", "plug.sig", ".tech-lead.sig", "plug.md.tech-lead", "plug.md.tech-lead.sig.bak", "plug.md..sig", "plug.md.tech lead.sig", "plug.md." + strings.Repeat("a", 33) + ".sig"} {
		if document, signer, ok := Split(name); ok || document != "" || signer != "" {
			t.Errorf("%q: %q, %q, %v", name, document, signer, ok)
		}
	}
	long := strings.Repeat("a", 254-len("@acme.example")) + "@acme.example"
	if !ValidPrincipal(long) || ValidPrincipal("a"+long) {
		t.Error("an address has at most 254 characters")
	}
}
