package signature

import (
	"crypto/elliptic"
	"slices"
	"strings"
	"testing"
)

func TestParseAllowedSigners(t *testing.T) {
	key := ed(t).PublicKey()
	k := AuthorizedKey(key)
	ours := `namespaces="` + Namespace + `" `
	weak := AuthorizedKey(rs(t, 2048).PublicKey())
	for _, tc := range []struct {
		name, list string
		principals []string // whose the key is
		says       string
	}{
		{"nothing", "", nil, ""},
		{"comments and empty lines", "# list\n\n   \n\t# more\n", nil, ""},
		{"as Line writes it", "a@acme.example " + ours + k, []string{"a@acme.example"}, ""},
		{"with a comment", "a@acme.example " + ours + k + " Anna's key, new\n", []string{"a@acme.example"}, ""},
		{"without namespaces", "a@acme.example " + k, []string{"a@acme.example"}, ""},
		{"several namespaces", `a@acme.example namespaces="git,` + Namespace + `" ` + k, []string{"a@acme.example"}, ""},
		{"the option in capitals", `a@acme.example NAMESPACES="` + Namespace + `" ` + k, []string{"a@acme.example"}, ""},
		{"CRLF", "# list\r\na@acme.example " + ours + k + "\r\n", []string{"a@acme.example"}, ""},
		{"tabs and more spaces", "  a@acme.example\t" + ours + "\t " + k, []string{"a@acme.example"}, ""},
		{"several principals", "a@acme.example,b@acme.example " + ours + k, []string{"a@acme.example", "b@acme.example"}, ""},
		{"principals in quotes", `"a@acme.example,b@acme.example" ` + ours + k, []string{"a@acme.example", "b@acme.example"}, ""},
		{"one key, two lines", "a@acme.example " + k + "\nb@acme.example " + k, []string{"a@acme.example", "b@acme.example"}, ""},

		{"another namespace", `a@acme.example namespaces="git" ` + k, nil, ""},
		{"our name as a part", `a@acme.example namespaces="` + Namespace + `2" ` + k, nil, ""},
		{"another namespace, weak key", `a@acme.example namespaces="git" ` + weak, nil, ""},
		{"another namespace, pattern and authority", `*@acme.example cert-authority,namespaces="git" ` + k, nil, ""},

		{"everybody", "\n* " + ours + k, nil, `line 2: "*" is not`},
		{"everybody of a company", "*@acme.example " + ours + k, nil, "line 1:"},
		{"one letter", "?@acme.example " + ours + k, nil, "line 1:"},
		{"not this one", "!a@acme.example,b@acme.example " + ours + k, nil, "line 1:"},
		{"hidden wildcard", "# x\n# y\na@acme.example,* " + ours + k, nil, `line 3: "*" is not`},
		{"wildcard in quotes", `"a@acme.example,*" ` + ours + k, nil, "line 1:"},
		{"empty principal", "a@acme.example,," + "b@acme.example " + ours + k, nil, `line 1: "" is not`},
		{"only a name", "anna " + ours + k, nil, "line 1:"},
		{"quotes inside", `a"@acme.example ` + ours + k, nil, "line 1:"},
		{"quotes at one end", `"a@acme.example ` + ours + k, nil, "line 1:"},
		{"a space in quotes", `"a@acme.example b@acme.example" ` + ours + k, nil, "line 1:"},
		{"byte order mark", "\ufeffa@acme.example " + ours + k, nil, "line 1:"},
		{"a space that is none for ssh", "\u00a0a@acme.example " + ours + k, nil, "line 1:"},
		{"look-alike letters", "а@acme.example " + ours + k, nil, "line 1:"}, // Cyrillic a

		{"authority", "a@acme.example cert-authority," + ours + k, nil, `"cert-authority" is not supported`},
		{"from a date", `a@acme.example valid-after="20260101",` + ours + k, nil, `"valid-after" is not supported`},
		{"until a date", `a@acme.example ` + strings.TrimSpace(ours) + `,valid-before="20260101Z" ` + k, nil, `"valid-before" is not supported`},
		{"unknown option", "a@acme.example wonder " + k, nil, `"wonder" is not supported`},
		{"namespaces twice", `a@acme.example namespaces="` + Namespace + `",namespaces="git" ` + k, nil, "stands twice"},
		{"namespaces with a pattern", `a@acme.example namespaces="*" ` + k, nil, "patterns"},
		{"namespaces refused and allowed", `a@acme.example namespaces="!` + Namespace + `,` + Namespace + `" ` + k, nil, "patterns"},
		{"namespaces without quotes", "a@acme.example namespaces=" + Namespace + " " + k, nil, "must look like"},
		{"namespaces empty", `a@acme.example namespaces="" ` + k, nil, "must look like"},
		{"namespaces without a value", "a@acme.example namespaces " + k, nil, "must look like"},

		{"no key", "a@acme.example", nil, "needs a principal and a key"},
		{"only options", "a@acme.example " + ours, nil, "key cannot be read"},
		{"two principals without a comma", "a@acme.example b@acme.example " + k, nil, "not supported"},
		{"damaged key", "a@acme.example " + ours + k[:len(k)-8], nil, "line 1: the key cannot be read"},
		{"kind and key differ", "a@acme.example " + ours + strings.Replace(k, "ssh-ed25519", "ssh-rsa", 1), nil, "key cannot be read"},
		{"RSA 2048", "a@acme.example " + ours + weak, nil, "at least 3072 bits"},
		{"P-384", "a@acme.example " + ours + AuthorizedKey(ec(t, elliptic.P384()).PublicKey()), nil, "not accepted"},
		{"a certificate", "a@acme.example " + ours + AuthorizedKey(certified(t).PublicKey()), nil, "not accepted"},
		{"a good line before a bad one", "a@acme.example " + k + "\n*@x.example " + k, nil, "line 2:"},
		{"NUL", "a@acme.example\x00 " + ours + k, nil, "line 1:"},
		{"too large", strings.Repeat("# comment\n", maxAllowed/10+1), nil, "too large"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			list, err := ParseAllowedSigners([]byte(tc.list))
			if tc.says != "" {
				if err == nil || !strings.Contains(err.Error(), tc.says) {
					t.Errorf("%v", err)
				}
				if list.entries != nil {
					t.Error("a bad list still allows somebody")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := list.Principals(key); !slices.Equal(got, tc.principals) {
				t.Errorf("%q", got)
			}
			for _, p := range tc.principals {
				if !list.Allows(p, key) || list.Allows(p, ed(t).PublicKey()) {
					t.Errorf("%s is not told apart by the key", p)
				}
			}
			for _, p := range []string{"ceo@acme.example", "*", "", "A@acme.example", "a@acme.example,b@acme.example"} {
				if list.Allows(p, key) {
					t.Errorf("%q is allowed too", p)
				}
			}
		})
	}
}

func TestLine(t *testing.T) {
	key := ed(t).PublicKey()
	line, err := Line("tech.lead+cra@acme.example", key)
	if err != nil {
		t.Fatal(err)
	}
	if want := `tech.lead+cra@acme.example namespaces="selfmark-document-v1" ssh-ed25519 AAAA`; !strings.HasPrefix(line, want) {
		t.Error(line)
	}
	for _, bad := range []string{
		"", "*", "*@acme.example", "a@acme.example,*", "a@acme.example\n* ", "a@acme.example\n", "a b@acme.example", "a@acme.example ssh-ed25519",
		"a@acme.example\tx", "#a@acme.example", `"a@acme.example"`, "!a@acme.example", "a?@acme.example", "a@b@acme.example", "a", "@acme.example", "a@",
		"ä@acme.example", "a@acme.example\x00", strings.Repeat("a", 250) + "@acme.example",
	} {
		if line, err := Line(bad, key); err == nil {
			t.Errorf("%q became %q", bad, line)
		}
		if ValidPrincipal(bad) {
			t.Errorf("%q is valid", bad)
		}
	}
}

func FuzzAllowedSigners(f *testing.F) {
	key := ed(f).PublicKey()
	k := AuthorizedKey(key)
	for _, seed := range []string{
		"a@acme.example " + k, `a@acme.example namespaces="` + Namespace + `" ` + k + "\n# x\n", "*@acme.example " + k, `"a@acme.example,b@acme.example" ` + k,
		`a@acme.example namespaces="!` + Namespace + `,*" ` + k, "a@acme.example cert-authority " + k, "a@acme.example,* " + k, "\r\n \t\n#",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ParseAllowedSigners(data)
		if err != nil {
			return
		}
		for _, e := range list.entries {
			for _, p := range e.principals {
				line, err := Line(p, e.key)
				if err != nil {
					t.Fatalf("%q is trusted: %v", p, err)
				}
				again, err := ParseAllowedSigners([]byte(line))
				if err != nil || !again.Allows(p, e.key) {
					t.Errorf("%s does not say the same again: %v", line, err)
				}
			}
			if err := acceptable(e.key); err != nil {
				t.Error(err)
			}
		}
		if list.Allows("*", key) || list.Allows("", key) {
			t.Error("somebody without a name is allowed")
		}
	})
}

func BenchmarkAllowedSigners(b *testing.B) {
	line, err := Line("a@acme.example", ed(b).PublicKey())
	if err != nil {
		b.Fatal(err)
	}
	list := []byte(strings.Repeat(line+"\n", 1000))
	b.SetBytes(int64(len(list)))
	for b.Loop() {
		if _, err := ParseAllowedSigners(list); err != nil {
			b.Fatal(err)
		}
	}
}
