package signature

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
)

// principalForm is what may stand for a person: an e-mail address without
// wildcards or commas, which allowed_signers would take for a pattern.
var principalForm = regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$`)

// ValidPrincipal reports whether a text may stand for a person in allowed_signers.
func ValidPrincipal(s string) bool { return len(s) <= 254 && principalForm.MatchString(s) }

// AllowedSigners is a list of whose key is whose (ssh-keygen(1), "ALLOWED SIGNERS").
type AllowedSigners struct {
	entries []entry
}

type entry struct {
	principals []string
	key        ssh.PublicKey
}

// maxAllowed is the largest list that is read, in bytes.
const maxAllowed = 1 << 20

// ParseAllowedSigners reads a list strictly. Lines whose namespaces do not
// include ours are left out, as ssh-keygen does; patterns, certificate
// authorities, time limits and unknown options are errors with their line number,
// because reading them wrongly would trust the wrong person.
func ParseAllowedSigners(data []byte) (AllowedSigners, error) {
	if len(data) > maxAllowed {
		return AllowedSigners{}, errors.New("the list of signers is too large")
	}
	var list AllowedSigners
	number := 0
	for line := range strings.Lines(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, ours, err := parseEntry(line)
		if err != nil {
			return AllowedSigners{}, fmt.Errorf("line %d: %w", number, err)
		}
		if ours {
			list.entries = append(list.entries, e)
		}
	}
	return list, nil
}

func parseEntry(line string) (entry, bool, error) {
	names, rest, found := strings.Cut(line, " ")
	if !found {
		return entry{}, false, errors.New("a line needs a principal and a key")
	}
	var e entry
	for _, name := range strings.Split(strings.Trim(names, `"`), ",") {
		if !ValidPrincipal(name) {
			return entry{}, false, fmt.Errorf("%q is not an e-mail address without wildcards", name)
		}
		e.principals = append(e.principals, name)
	}
	key, _, options, trailing, err := ssh.ParseAuthorizedKey([]byte(rest))
	if err != nil || len(bytes.TrimSpace(trailing)) > 0 {
		return entry{}, false, errors.New("the key cannot be read")
	}
	ours, err := namespaceOurs(options)
	if err != nil {
		return entry{}, false, err
	}
	if err := acceptable(key); err != nil {
		return entry{}, false, err
	}
	e.key = key
	return e, ours, nil
}

// namespaceOurs reads the options of a line; without namespaces= every namespace
// is meant.
func namespaceOurs(options []string) (bool, error) {
	ours := true
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		if !strings.EqualFold(name, "namespaces") {
			return false, fmt.Errorf("the option %q is not supported", name)
		}
		ours = slices.Contains(strings.Split(strings.Trim(value, `"`), ","), Namespace)
	}
	return ours, nil
}

// Allows reports whether the list says that the key belongs to the principal.
func (l AllowedSigners) Allows(principal string, key ssh.PublicKey) bool {
	return slices.ContainsFunc(l.entries, func(e entry) bool {
		return slices.Contains(e.principals, principal) && bytes.Equal(e.key.Marshal(), key.Marshal())
	})
}

// Principals returns whose the key is according to the list.
func (l AllowedSigners) Principals(key ssh.PublicKey) []string {
	var out []string
	for _, e := range l.entries {
		if bytes.Equal(e.key.Marshal(), key.Marshal()) {
			out = append(out, e.principals...)
		}
	}
	return out
}

// Line writes one line of a list, always limited to our namespace.
func Line(principal string, key ssh.PublicKey) (string, error) {
	if !ValidPrincipal(principal) {
		return "", fmt.Errorf("%q is not an e-mail address without wildcards", principal)
	}
	return fmt.Sprintf("%s namespaces=%q %s", principal, Namespace, AuthorizedKey(key)), nil
}
