package export

import (
	"bytes"
	"encoding/json"
	"os/exec"
	"reflect"
	"strings"
	"testing"
)

func TestReadJSON(t *testing.T) {
	for name, d := range documents(t) {
		got, err := ReadJSON(JSON(d))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !reflect.DeepEqual(got, d) {
			t.Errorf("%s: read back it differs", name)
		}
		if !bytes.Equal(Markdown(got), Markdown(d)) {
			t.Errorf("%s: the Markdown made from the JSON differs", name)
		}
	}
}

// TestReadJSONRefuses changes one thing in a good document.
func TestReadJSONRefuses(t *testing.T) {
	good := string(JSON(smallDocument()))
	for name, tc := range map[string]struct{ from, to, want string }{
		"changed text":        {"Switches one socket", "Switches two sockets", "digest"},
		"duplicate key":       {`"revision": 2,`, `"revision": 2, "revision": 2,`, "twice"},
		"duplicate by case":   {`"revision": 2,`, `"Revision": 1, "revision": 2,`, ""},
		"duplicate by case 2": {`"revision": 2,`, `"revision": 2, "REVISION": 1,`, "twice"},
		"wrong case":          {`"revision": 2,`, `"Revision": 2,`, "unknown field"},
		"unknown field":       {`"revision": 2,`, `"revision": 2, "more": 1,`, "unknown field"},
		"missing field":       {`"revision": 2,`, ``, "missing"},
		"trailing data":       {"", "", ""},
		"fraction":            {`"revision": 2,`, `"revision": 2.0,`, "whole number"},
		"exponent":            {`"revision": 2,`, `"revision": 2e0,`, "whole number"},
		"minus zero":          {`"attack_potential": 0`, `"attack_potential": -0`, "whole number"},
		"huge":                {`"revision": 2,`, `"revision": 9007199254740993,`, "whole number"},
		"null":                {`"revision": 2,`, `"revision": null,`, "whole number"},
		"text for a list":     {`"signers": [`, `"signers": "x", "x": [`, "list"},
		"other schema":        {SchemaID, SchemaID + "x", "version"},
		"bad UTF-8":           {"Switches one socket", "Switches \xff socket", "UTF-8"},
	} {
		bad := strings.Replace(good, tc.from, tc.to, 1)
		if name == "trailing data" {
			bad = good + "{}"
		}
		if bad == good {
			t.Fatalf("%s: nothing changed", name)
		}
		_, err := ReadJSON([]byte(bad))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: error %v, want %q", name, err, tc.want)
		}
	}
	deep := strings.Repeat("[", 10000) + strings.Repeat("]", 10000)
	if _, err := ReadJSON([]byte(strings.Replace(good, `"revision": 2`, `"revision": `+deep, 1))); err == nil {
		t.Error("deep nesting is accepted")
	}
	if _, err := ReadJSON(bytes.Repeat([]byte(" "), MaxJSONSize+1)); err == nil || !strings.Contains(err.Error(), "too large") {
		t.Errorf("too large: %v", err)
	}
}

// TestReadJSONRefusesNames: files are called by the id of a document, so that it must
// not lead out of the folder, however right the digest is.
func TestReadJSONRefusesNames(t *testing.T) {
	for _, id := range []string{"../evil", "/evil", `a\b`, "", "Plug", "plug-", strings.Repeat("a", maxIDLength+1)} {
		d := smallDocument()
		d.Title.DocumentID = id
		d.Digest = digest(d)
		if _, err := ReadJSON(JSON(d)); err == nil || strings.Contains(err.Error(), "digest") {
			t.Errorf("%q: %v", id, err)
		}
	}
}

// TestDigestWithStockTools computes the digest as section 17 says.
func TestDigestWithStockTools(t *testing.T) {
	stockTool(t, "jq")
	for name, d := range documents(t) {
		cmd := exec.Command("sh", "-c", "jq 'del(.digest)' | sha256sum")
		cmd.Stdin = bytes.NewReader(JSON(d))
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		if got, _, _ := strings.Cut(string(out), " "); got != d.Digest {
			t.Errorf("%s: jq and sha256sum give %s, the document says %s", name, got, d.Digest)
		}
	}
}

func TestTrailer(t *testing.T) {
	for name, d := range documents(t) {
		if d.Trailer().Date != "2026-11-25" {
			t.Errorf("%s: the trailer has the date %q", name, d.Trailer().Date)
		}
		fromMD, err := ParseTrailer(Markdown(d))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		fromJSON, err := ParseJSON(JSON(d))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(fromMD, fromJSON) || !reflect.DeepEqual(fromMD, d.Trailer()) {
			t.Errorf("%s: trailers differ:\n%+v\n%+v", name, fromMD, fromJSON)
		}
	}
}

func TestTrailerRefuses(t *testing.T) {
	md := string(Markdown(smallDocument()))
	block := md[strings.Index(md, trailerOpen):]
	for name, bad := range map[string]string{
		"none":           strings.Replace(md, trailerOpen, "```", 1),
		"text after it":  md + "more\n",
		"newline after":  md + "\n",
		"two blocks":     md + block,
		"block in front": block + md,
		"CRLF":           strings.ReplaceAll(md, "\n", "\r\n"),
		"unknown field":  strings.Replace(md, `"revision": 2`, `"revision": 2, "x": 1`, 1),
		"duplicate":      strings.Replace(md, `  "revision": 2,`, `  "revision": 2, "revision": 2,`, 1),
		"other layout":   strings.Replace(md, `  "revision": 2,`, `  "revision":  2,`, 1),
		"no final fence": strings.TrimSuffix(md, "```\n"),
		"empty":          "",
	} {
		if got, err := ParseTrailer([]byte(bad)); err == nil {
			t.Errorf("%s: accepted as %+v", name, got)
		}
	}
}

func FuzzParseTrailer(f *testing.F) {
	f.Add(Markdown(smallDocument()))
	f.Add([]byte(trailerOpen + "\n{}\n" + trailerClose + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ParseTrailer(data)
		if err == nil && !strings.HasSuffix(string(data), got.block()) {
			t.Error("accepted, but not as written")
		}
	})
}

// FuzzReadStrict reads something small, so that the fuzzer gets far: what is accepted
// says the same to a reader that takes the first of two keys, and nothing stands
// beside it.
func FuzzReadStrict(f *testing.F) {
	d := smallDocument()
	good := d.Trailer().json()
	for _, s := range []string{good, strings.Replace(good, `"revision"`, `"Revision": 1, "revision"`, 1), strings.Replace(good, `"revision": 2`, `"revision": 2, "revision": 3`, 1),
		strings.Replace(good, `"revision": 2`, `"revision": 2e0`, 1), strings.Replace(good, `"revision": 2`, `"revision": 99999999999999999999`, 1), good + "{}", `{"a":[[[]]]}`, "null", "\ufeff" + good} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var got Trailer
		if readStrict(data, &got) != nil {
			return
		}
		var again Trailer
		if err := readStrict([]byte(got.json()), &again); err != nil || !reflect.DeepEqual(got, again) {
			t.Errorf("written and read it says something else: %v", err)
		}
		keys := 0
		for dec := json.NewDecoder(bytes.NewReader(data)); ; {
			token, err := dec.Token()
			if err != nil {
				break
			}
			if _, ok := token.(string); ok {
				keys++
			}
		}
		// Seven fields of the document and six of each signer, and as many texts.
		if want := 7 + 4 + len(got.Signers)*12; keys != want {
			t.Errorf("%d keys and texts, not %d: one stands twice, or is more", keys, want)
		}
	})
}

func FuzzParseHTML(f *testing.F) {
	f.Add(HTML(smallDocument()))
	f.Add([]byte(trailerOpenHTML + "{}" + trailerCloseHTML))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := ParseHTML(data)
		if err == nil && (got.Required != len(got.Signers) || !strings.HasSuffix(string(data), trailerCloseHTML)) {
			t.Error("accepted, but not as written")
		}
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add(JSON(smallDocument()))
	f.Add([]byte(`{"$schema":1}`))
	f.Add(bytes.Replace(JSON(smallDocument()), []byte(`"revision"`), []byte(`"Revision": 1, "revision"`), 1))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ReadJSON(data)
		if err != nil {
			return
		}
		if digest(d) != d.Digest {
			t.Error("accepted with a wrong digest")
		}
		if again, err := ReadJSON(JSON(d)); err != nil || !reflect.DeepEqual(again, d) {
			t.Errorf("read and written it says something else: %v", err)
		}
	})
}
