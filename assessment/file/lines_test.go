package file

import (
	"maps"
	"testing"
)

func TestComment(t *testing.T) {
	for in, want := range map[string]string{
		firstLine + "selfmark: 1\n":                                           "",
		firstLine + "selfmark: 1\nproduct:\n  name: \"Plug #2\"\n":            "",
		firstLine + "selfmark: 1\nproduct:\n  name: Plug #2\n":                "#2",
		firstLine + "selfmark: 1\nproduct:\n  purpose: |\n    Plug #2\n":      "",
		firstLine + "# mine\nselfmark: 1\n":                                   "# mine",
		firstLine + "selfmark: 1\n# before\ndevice:\n  Q02: [home] # after\n": "# before",
		"selfmark: 1\ndevice:\n  # above\n  Q02: [home]\n# end\n":             "# end",
		firstLine + "selfmark: 1\n# end\n":                                    "# end",
	} {
		s := &Store{known: []byte(in)}
		if got := s.Comment(); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestLines(t *testing.T) {
	for in, want := range map[string]map[string]int{
		"# comment\nselfmark: 1\ndevice:\n  Q02: [home]\n\n  Q03: []\nrisks: {T18: {decision: keep}}\n":  {"selfmark": 2, "device": 3, "device.Q02": 4, "device.Q03": 6, "risks": 7, "risks.T18": 7},
		"signers:\n  - id: lead\n    name: A\n  - name: B\n    id: boss\nnotes:\n- {on: Q13, text: x}\n": {"signers": 1, "signers.lead": 2, "signers.boss": 4, "notes": 6, "notes.Q13": 7},
		"a: [\n": {}, "- a\n": {}, "": {},
	} {
		if got := Lines([]byte(in)); !maps.Equal(got, want) {
			t.Errorf("%q: %v, want %v", in, got, want)
		}
	}
}
