package catalogue

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// reaches says which of the wanted entries are not among the first three hits. An
// entry is a category, or "none: " and a word of those that are in none.
func reaches(c *Catalogue, query string, want ...string) (missing []string, found []Found) {
	found = c.Find(query)
	for _, w := range want {
		if !slices.ContainsFunc(found[:min(3, len(found))], func(f Found) bool { return f.is(w) }) {
			missing = append(missing, w)
		}
	}
	return missing, found
}

func (f Found) is(want string) bool {
	if word, none := strings.CutPrefix(want, "none: "); none {
		return f.None != nil && slices.Contains(f.None.Words, word)
	}
	return f.Category != nil && string(f.Category.ID) == want
}

func (f Found) String() string {
	if f.Category != nil {
		return string(f.Category.ID)
	}
	return "none: " + f.None.Words[0]
}

// TestFind: for each product of classification_examples.md, by the number of its
// case there, everyday names lead to the category that decides, or to the reason
// why there is none. Cases 136 and 161 are about no product.
func TestFind(t *testing.T) {
	c := Load()
	for _, row := range []struct {
		name    string
		queries string // separated by |
		want    string // all of them, separated by |
	}{
		{"near misses: cameras that protect no home", "dash cam|action camera|conference camera", "none: dash cam"},
		{"near miss: lock of a hotel", "hotel door lock", "none: hotel door lock"},
		{"near miss: vehicle outside Regulation 2019/2144", "tractor|agricultural vehicle", "none: tractor"},
		{"near miss: tag without a secure element", "RFID tag|NFC tag", "none: rfid tag"},
		{"detection on an endpoint, of malware or of intrusions", "EDR|endpoint detection", "III.I.4|III.II.2"},
		{"routing over several lines", "SD-WAN|5G CPE|mesh wifi", "III.I.12"},
		{"5 one-time password app", "one-time password|OTP app|multi-factor authentication|MFA|2FA|authenticator apps|authentication app", "III.I.1"},
		{"10 password manager", "password manager|enterprise password manager|password safe|browser password manager", "III.I.3"},
		{"14 VPN", "VPN|VPN client|VPN servers|gateway vpn", "III.I.5"},
		{"17 SIEM", "SIEM|security information and event management", "III.I.7"},
		{"24 operating system that ships programs", "operating system|operating systems with browser|OS|Linux distribution|desktop operating system", "III.I.11"},
		{"25 router", "router|Wi-Fi router|wireless routers|virtual router|DSL router", "III.I.12"},
		{"26 router with firewall", "router with firewall|firewall router", "III.I.12"},
		{"28 managed switch", "managed switch|smart managed switches|SDN switch|multilayer switch|Ethernet switch", "III.I.12"},
		{"34 smart door lock", "door lock|door locks|smart lock|smart door-lock|lock", "III.I.17"},
		{"36 baby monitor", "baby monitor|baby phone|baby monitoring|babymonitor", "III.I.17"},
		{"39 connected toy", "connected toy|internet-connected toys|talking doll|toy with camera|smart toy", "III.I.18"},
		{"41 toy that senses proximity", "proximity toy|toy", "III.I.18"},
		{"42 fitness tracker", "fitness tracker|fitness band|smartwatch|smart-watch|smart watches|smart jewellery|smart jewelry|smart clothing|wearables", "III.I.19"},
		{"46 container runtime", "container runtime|container runtimes|Docker|container engine", "III.II.1"},
		{"47 network firewall", "firewall|network firewalls|fire wall", "III.II.2"},
		{"51 security MCU", "security MCU|secure microcontroller|tamper-resistant microcontroller|security microcontrollers", "III.II.4"},
		{"52 payment terminal", "payment terminal|POS terminal|card terminals|physical payment terminal", "IV.1"},
		{"55 smart meter gateway", "smart meter gateway|smart metering gateway|electricity smart meter gateway", "IV.2"},
		{"57 TPM", "TPM|trusted platform module|trusted platform modules", "IV.3"},
		{"61 news app with a browser", "news app|news apps|newspaper app", "none: news app"},
		{"62 smartphone", "smartphone|smart phone|mobile phones|phone", "none: smartphone"},
		{"64 SOAR", "SOAR|SOAR software", "none: soar"},
		{"65 log viewer", "log viewer|log collector|log collection|log visualisation", "none: log viewer"},
		{"69 secure element in a product", "secure element|secure elements", "IV.3"},
		{"70 dishwasher", "dishwasher|dish washers", "none: dishwasher"},
		{"74 toothbrush", "electric toothbrush|toothbrush|tooth-brush", "none: toothbrush"},
		{"77 printer", "printer|USB printer|printers", "none: printer"},
		{"81 text editor, calculator", "text editor|calculator|calculator app|offline text editor", "none: text editor"},
		{"86 web app", "web app|web application|SaaS|webapp", "none: web app"},
		{"93 medical device", "medical device|medical devices|in vitro diagnostic", "none: medical device"},
		{"95 generic part for vehicles", "vehicle component|car parts|automotive part", "none: vehicle component"},
		{"96 moped", "moped|mopeds", "none: moped"},
		{"96 pedal-designed L1e", "pedelec|speed pedelec|pedal moped", "none: pedelec"},
		{"107 smart thermostat", "thermostat|smart thermostats", "none: thermostat"},
		{"109 industrial robot", "industrial robot|robot arm|industrial robots", "none: industrial robot"},
		{"117 VPN app", "VPN app|vpn-app", "III.I.5"},
		{"120 free operating system", "free operating system|Linux", "III.I.11"},
		{"131 machine dashboard", "machine dashboard|HMI|dashboard", "none: hmi"},
		{"143 contact-tracing app", "contact-tracing app|contact tracing", "none: app"},
		{"146 motherboard", "motherboard|main board|mother board", "none: motherboard"},
		{"146 microprocessor", "microprocessor|CPU|CPUs", "III.I.13"},
		{"146 modem", "modem|cable modems", "III.I.12"},
		{"146 switch", "switch|switches", "III.I.12"},
		{"146 video editor", "video editor|video editing", "none: video editor"},
		{"152 industrial sensor", "industrial sensor|sensors", "none: industrial sensor"},

		{"10. smart plug", "smart plug|smart plugs|plug", "none: smart plug"},
		{"10. bulb", "light bulb|smart bulbs|bulb", "none: light bulb"},
		{"10. robot vacuum", "robot vacuum|vacuum robot|robot vacuum cleaner|vacuum cleaner", "none: robot vacuum"},
		{"10. white goods", "white goods|washing machine with Wi-Fi|fridge", "none: white goods"},
		{"10. PLC", "PLC|PLCs|programmable logic controller", "none: plc"},
		{"10. LoRaWAN node", "LoRaWAN node|LoRaWAN sensor", "none: lorawan node"},
		{"10. telemetry gateway", "telemetry gateway|IoT gateway", "none: telemetry gateway"},
		{"10. modem module", "LTE module|5G module|LTE modem module|cellular module", "III.I.12|III.I.10"},
		{"10. unmanaged switch", "unmanaged switch|unmanaged switches|plug and play switch", "none: unmanaged switch"},
		{"10. radio SoC", "radio SoC|Wi-Fi chip|Wi-Fi MCU module|Wi-Fi BLE MCU", "III.I.10|III.I.14"},
		{"10. plain microcontroller", "general-purpose microcontroller|general MCU", "III.I.14|none: plain microcontroller"},
		{"10. video doorbell", "video doorbell|door bell|doorbells", "III.I.17"},
		{"10. smoke alarm", "smoke alarm|smoke detectors|connected smoke alarm", "III.I.17"},
		{"10. garage door opener", "garage door opener|garage opener", "III.I.17"},
		{"10. office lock", "office lock|office door lock|office camera|access camera", "none: office lock"},
		{"10. office lock reader", "lock reader|door reader|access reader", "III.I.1"},
		{"10. sleep tracker on the mattress", "mattress sleep tracker|sleep tracker on the mattress", "III.I.19|none: sleep mat"},
		{"10. pet tracker", "pet tracker|pet GPS tracker|GPS tracker", "none: pet tracker"},
		{"10. safety pendant", "safety pendant|adult safety pendants", "none: safety pendant"},
		{"10. NAS", "NAS|network storage|network-attached storage|home server", "none: nas"},
		{"10. home automation hub", "home automation hub|home automation", "III.I.17|none: smart home hub"},
		{"10. voice remote", "voice remote|TV voice remote", "III.I.16|none: tv remote"},
		{"10. security key", "security key|USB security key|FIDO key|FIDO security keys", "III.I.1"},
		{"10. hardware wallet", "hardware wallet|crypto wallets|crypto hardware wallet", "IV.1|IV.2|IV.3"},
		{"10. USB drive with a password", "USB drive|password-protected USB drive|USB-stick", "none: usb stick"},

		{"issue: access point", "access point|wireless access points|WLAN access point", "III.I.12"},
		{"issue: eSIM", "eSIM|e-SIM|esims", "IV.3"},
		{"accents", "Roúter|ROUTEUR router", "III.I.12"},
	} {
		t.Run(row.name, func(t *testing.T) {
			for query := range strings.SplitSeq(row.queries, "|") {
				if missing, found := reaches(c, query, strings.Split(row.want, "|")...); len(missing) > 0 {
					t.Errorf("%q does not lead to %v but to %v", query, missing, found[:min(6, len(found))])
				}
			}
		})
	}
}

// TestFindForms: number, hyphens, accents, capitals and the order of words change
// nothing, for all everyday words of the catalogue.
func TestFindForms(t *testing.T) {
	c := Load()
	reversed := func(s string) string {
		words := strings.Fields(s)
		slices.Reverse(words)
		return strings.Join(words, " ")
	}
	forms := map[string]func(string) string{
		"capitals": strings.ToUpper,
		"hyphens":  func(s string) string { return strings.ReplaceAll(s, " ", "-") },
		"spaces":   func(s string) string { return strings.ReplaceAll(s, "-", " ") },
		"together": func(s string) string { return strings.NewReplacer("-", "", " ", "").Replace(s) },
		"order":    reversed,
		"accents":  func(s string) string { return strings.NewReplacer("e", "é", "o", "ö").Replace(s) },
		"filler":   func(s string) string { return "the " + s },
		"plural":   plural,
	}
	check := func(words []string, itself func(Found) bool) {
		for _, word := range words {
			for name, form := range forms {
				if name == "together" && len(strings.Fields(strings.ReplaceAll(word, "-", " "))) > 2 {
					continue
				}
				query := form(word)
				found := c.Find(query)
				if !slices.ContainsFunc(found[:min(3, len(found))], itself) {
					t.Errorf("%s: %q does not lead where %q stands, but to %v", name, query, word, found[:min(3, len(found))])
				}
			}
		}
	}
	for i := range c.Categories {
		check(c.Categories[i].Words, func(f Found) bool { return f.Category == &c.Categories[i] })
	}
	for i := range c.Uncategorised {
		check(c.Uncategorised[i].Words, func(f Found) bool { return f.None == &c.Uncategorised[i] })
	}
}

func plural(s string) string {
	switch {
	case strings.HasSuffix(s, "s"):
		return s
	case strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "sh"):
		return s + "es"
	case strings.HasSuffix(s, "y") && !strings.HasSuffix(s, "ay") && !strings.HasSuffix(s, "ey"):
		return strings.TrimSuffix(s, "y") + "ies"
	default:
		return s + "s"
	}
}

// TestFindNothing: what says nothing finds nothing.
func TestFindNothing(t *testing.T) {
	for _, query := range []string{"", "  ", "-", "'", "xyzzy", "quantum banana"} {
		if found := Load().Find(query); len(found) > 0 {
			t.Errorf("%q leads to %v", query, found)
		}
	}
}

// TestFindTyping: while a word is typed its beginning finds the same.
func TestFindTyping(t *testing.T) {
	for query, want := range map[string]string{"smart door l": "III.I.17", "baby mon": "III.I.17", "fitn": "III.I.19", "hypervis": "III.II.1", "dishw": "none: dishwasher", "thermo": "none: thermostat"} {
		if missing, found := reaches(Load(), query, want); len(missing) > 0 {
			t.Errorf("%q leads to %v, want %s", query, found, want)
		}
	}
}

// TestSearchKeepsOrder: Search tells the same as Find.
func TestSearchKeepsOrder(t *testing.T) {
	c := Load()
	var want []string
	for _, f := range c.Find("smart home") {
		want = append(want, f.String())
	}
	categories, none := c.Search("smart home")
	if len(categories) == 0 || len(none) == 0 || len(categories)+len(none) != len(want) {
		t.Fatalf("%d categories and %d others, want %v", len(categories), len(none), want)
	}
	for _, cat := range categories {
		if !slices.Contains(want, string(cat.ID)) {
			t.Errorf("%s is not in %v", cat.ID, want)
		}
	}
}

// TestFindWithinFrame: a search over all texts takes far less than one frame, also
// in a catalogue that is not the built-in one and has no index yet.
func TestFindWithinFrame(t *testing.T) {
	other := *Load()
	for _, c := range []*Catalogue{Load(), &other} {
		c.Find("warm up")
		fastest := time.Hour
		for range 20 {
			start := time.Now()
			c.Find("smart wireless home product")
			fastest = min(fastest, time.Since(start))
		}
		if fastest > 16*time.Millisecond/2 {
			t.Errorf("a search takes %v", fastest)
		}
	}
}

// BenchmarkFind searches all texts, with the index of the built-in catalogue and
// without any.
func BenchmarkFind(b *testing.B) {
	other := *Load()
	for name, c := range map[string]*Catalogue{"builtin": Load(), "replaced": &other} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.Find("smart wireless home product")
			}
		})
	}
}
