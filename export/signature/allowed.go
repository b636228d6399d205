package signature

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/ssh"
)

// principalForm is what may stand for a person: an e-mail address without
// wildcards or commas, which allowed_signers would take for a pattern.
var principalForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+$`) })

// ValidPrincipal reports whether a text may stand for a person in allowed_signers.
func ValidPrincipal(s string) bool { return len(s) <= 254 && principalForm().MatchString(s) }

func badPrincipal(s string) error {
	return fmt.Errorf(msgNotEMailAddress, s)
}

// AllowedSigners is a list of whose key is whose (ssh-keygen(1), "ALLOWED SIGNERS").
type AllowedSigners struct {
	entries []entry
	revoked Revoked
}

// Without is the list with keys that count no more.
func (l AllowedSigners) Without(revoked Revoked) AllowedSigners {
	l.revoked = revoked
	return l
}

// Revoked reports whether a key counts no more; Allows and Principals do not ask.
func (l AllowedSigners) Revoked(key ssh.PublicKey) bool { return l.revoked.Has(key) }

type entry struct {
	principals []string
	key        ssh.PublicKey
}

// maxAllowed is the largest list that is read, in bytes.
const maxAllowed = 1 << 20

// ParseAllowedSigners reads a list strictly. Lines whose namespaces do not
// include ours are left out, as ssh-keygen does. In all others, patterns,
// certificate authorities, time limits and unknown options are errors with their
// line number, because reading them wrongly would trust the wrong person.
func ParseAllowedSigners(data []byte) (AllowedSigners, error) {
	if len(data) > maxAllowed {
		return AllowedSigners{}, errors.New(msgListSignersTooLarge)
	}
	var list AllowedSigners
	number := 0
	for line := range strings.Lines(string(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")))) {
		number++
		if !printable([]byte(line)) {
			return AllowedSigners{}, fmt.Errorf(msgLine, number, errUnprintable)
		}
		line = strings.Trim(line, " \t\n") // as ssh-keygen; what else looks like a space belongs to the principal
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		e, ours, err := parseEntry(line)
		if err != nil {
			return AllowedSigners{}, fmt.Errorf(msgLine, number, err)
		}
		if ours {
			list.entries = append(list.entries, e)
		}
	}
	return list, nil
}

// parseEntry reads one line: principals, options, key. It reports whether the
// line is about our namespace.
func parseEntry(line string) (entry, bool, error) {
	end := strings.IndexAny(line, " \t")
	if end < 0 {
		return entry{}, false, errors.New(msgLineNeedsPrincipalKey)
	}
	key, _, options, trailing, err := ssh.ParseAuthorizedKey([]byte(line[end:]))
	if err != nil || len(bytes.TrimSpace(trailing)) > 0 {
		return entry{}, false, errors.New(msgKeyCannotRead)
	}
	ours, err := namespaceOurs(options)
	if err != nil || !ours {
		return entry{}, false, err
	}
	if err := onlyNamespaces(options); err != nil {
		return entry{}, false, err
	}
	principals, err := parsePrincipals(line[:end])
	if err != nil {
		return entry{}, false, err
	}
	return entry{principals, key}, true, acceptable(key)
}

func parsePrincipals(field string) ([]string, error) {
	if inner, ok := unquote(field); ok {
		field = inner
	}
	principals := strings.Split(field, ",")
	for _, p := range principals {
		if !ValidPrincipal(p) {
			return nil, badPrincipal(p)
		}
	}
	return principals, nil
}

func unquote(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	return s[1 : len(s)-1], true
}

// namespaceOurs reads the option namespaces=; without it every namespace is meant.
func namespaceOurs(options []string) (bool, error) {
	ours, seen := true, false
	for _, o := range options {
		name, value, _ := strings.Cut(o, "=")
		if !isNamespaces(name) {
			continue
		}
		list, ok := unquote(value)
		switch {
		case seen:
			return false, errors.New(msgOptionNamespacesStandsTwice)
		case !ok || list == "":
			return false, fmt.Errorf(msgOptionNamespacesMustLook, Namespace)
		case strings.ContainsAny(list, `*?!"`):
			return false, fmt.Errorf(msgPatternsOptionNamespacesNot, Namespace)
		}
		seen, ours = true, slices.Contains(strings.Split(list, ","), Namespace)
	}
	return ours, nil
}

func isNamespaces(option string) bool { return strings.EqualFold(option, "namespaces") }

func onlyNamespaces(options []string) error {
	for _, o := range options {
		if name, _, _ := strings.Cut(o, "="); !isNamespaces(name) {
			return fmt.Errorf(msgOptionNotSupported, name)
		}
	}
	return nil
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
		return "", badPrincipal(principal)
	}
	return fmt.Sprintf("%s namespaces=%q %s", principal, Namespace, AuthorizedKey(key)), nil
}
