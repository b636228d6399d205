package inventory

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
	"selfmark/assessment/file"
	"selfmark/assessment/reporting"
	"selfmark/assessment/starters"
	"selfmark/export/publish"
)

var (
	cat = catalogue.Load()
	day = time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC)
)

func example(t testing.TB, id string) assessment.Assessment {
	t.Helper()
	st, err := starters.Example(id)
	if err != nil {
		t.Fatal(err)
	}
	a, err := st.Assessment(cat)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func put(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.selfmark.yaml", "a/x.selfmark.yaml", "a/.hidden.selfmark.yaml", ".git/y.selfmark.yaml", "a/b/c/z.selfmark.yaml", "a/z.yaml", "a/x.selfmark.yaml.bak"} {
		put(t, filepath.Join(dir, filepath.FromSlash(name)), nil)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "a", "loop.selfmark.yaml")); err != nil {
		t.Skip("no links here: ", err)
	}
	paths, unread, err := Find(dir)
	if err != nil || len(unread) > 0 {
		t.Fatal(err, unread)
	}
	var got []string
	for _, p := range paths {
		rel, _ := filepath.Rel(dir, p)
		got = append(got, filepath.ToSlash(rel))
	}
	if want := []string{"a/b/c/z.selfmark.yaml", "a/x.selfmark.yaml", "b.selfmark.yaml"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, _, err := Find(filepath.Join(dir, "nowhere")); err == nil {
		t.Error("a folder that is not there is no empty folder")
	}
}

// TestAll: every path once, in their order, and no more once it is enough.
func TestAll(t *testing.T) {
	dir := t.TempDir()
	data := file.Encode(example(t, "smart-plug"), cat)
	var paths []string
	for i := range 30 {
		path := filepath.Join(dir, fmt.Sprintf("%02d%s", i, file.Suffix))
		put(t, path, data)
		paths = append(paths, path)
	}
	put(t, paths[7], []byte("selfmark: x\n"))
	var got []string
	New(cat, day, "test").All(t.Context(), paths, func(r Row) {
		got = append(got, r.Path)
		if (r.Problem != "") != (r.Path == paths[7]) {
			t.Errorf("%s: problem %q", r.Path, r.Problem)
		}
	})
	if !slices.Equal(got, paths) {
		t.Errorf("got %d rows: %v", len(got), got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n := 0
	New(cat, day, "test").All(ctx, paths, func(Row) { n++; cancel() })
	if n == len(paths) {
		t.Error("it goes on after it was stopped")
	}
}

// TestOrder: one row per rule of byUrgency, the more urgent first.
func TestOrder(t *testing.T) {
	for _, test := range []struct {
		name string
		a, b Row
	}{
		{"cannot be read", Row{Problem: "x"}, Row{Next: Date{Day: "2020-01-01"}}},
		{"overdue", Row{Next: Date{Day: "2026-11-24"}}, Row{Status: assessment.NotReady, Highest: 5}},
		{"today is not overdue", Row{Status: assessment.NotReady}, Row{Next: Date{Day: "2026-11-25"}}},
		{"not ready", Row{Status: assessment.NotReady, Highest: 2}, Row{Highest: 3}},
		{"higher risk", Row{Highest: 3}, Row{Highest: 2, Blocking: 9}},
		{"blocks more", Row{Blocking: 2}, Row{Blocking: 1, Next: Date{Day: "2026-12-01"}}},
		{"nearer date", Row{Next: Date{Day: "2026-12-01"}, Path: "b"}, Row{Next: Date{Day: "2026-12-02"}, Path: "a"}},
		{"a date before none", Row{Next: Date{Day: "2030-12-01"}, Path: "b"}, Row{Path: "a"}},
		{"name", Row{Path: "a"}, Row{Path: "b"}},
	} {
		if rows := ranked(test.b, test.a); !reflect.DeepEqual(rows[0], test.a) {
			t.Errorf("%s: the other comes first", test.name)
		}
	}
}

func ranked(rows ...Row) []Row {
	k := NewRanking(day, len(rows))
	for _, r := range rows {
		k.Add(r)
	}
	return k.Rows()
}

// TestKept: a row comes out of the ranking as it went in, whatever its texts are.
func TestKept(t *testing.T) {
	row := Row{Path: "a:1\xff", Problem: "2:x", Product: "\x00 \"é\n", Status: "s", Regime: "r", Class: "c", Routes: []string{"B+C", "", "1:"}, Route: "A",
		Answered: 1, Questions: 23, Highest: 4, Blocking: 567, OpenPoints: 89, Next: Date{Day: "2026-12-01", What: "w"}, Signed: []Signed{{Document: "d\xff"}}}
	v := reflect.ValueOf(row)
	for i := range v.NumField() {
		if v.Field(i).IsZero() {
			t.Errorf("the test does not fill %s", v.Type().Field(i).Name)
		}
	}
	if got := ranked(row, Row{Path: "b"}); !reflect.DeepEqual(got, []Row{row, {Path: "b"}}) {
		t.Errorf("got  %+v\nwant %+v", got, row)
	}
}

// TestKeptSmall: what ten thousand rows need until they are ranked does not grow by
// carelessness; the goal for the process is in docs/performance.md.
func TestKeptSmall(t *testing.T) {
	const rows, most = 10_000, 250 // bytes a row beside its path
	path := filepath.Join(t.TempDir(), "g"+file.Suffix)
	put(t, path, file.Encode(example(t, "gateway"), cat))
	r := New(cat, day, "test").Look(path)
	if r.Problem != "" || len(r.Routes) == 0 {
		t.Fatalf("got %+v", r)
	}
	inUse := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := inUse()
	k := NewRanking(day, rows)
	for range rows {
		k.Add(r)
	}
	if each := (inUse() - before) / rows; each > most {
		t.Errorf("a row needs %d bytes, more than %d", each, most)
	}
	runtime.KeepAlive(k)
}

func TestNextDate(t *testing.T) {
	a := example(t, "smart-plug")
	for _, test := range []struct {
		name   string
		change func(*assessment.Assessment)
		want   Date
	}{
		{"the status of standards ages", func(*assessment.Assessment) {}, Date{"2027-01-05", lookAtStandards}},
		{"an open point", func(a *assessment.Assessment) {
			a.Notes = append(a.Notes, assessment.Note{On: "Q13", Open: true, Owner: "PL", Due: "2026-12-01"})
		}, Date{"2026-12-01", "open point on Q13 (PL)"}},
		{"a note that is not open", func(a *assessment.Assessment) {
			a.Notes = append(a.Notes, assessment.Note{On: "Q13", Due: "2026-12-01"})
		}, Date{"2027-01-05", lookAtStandards}},
		{"a review", func(a *assessment.Assessment) {
			d := a.Risks["T18"]
			d.Review = "2026-12-24"
			a.Risks["T18"] = d
		}, Date{"2026-12-24", "review of residual risk T18"}},
		{"the end of support", func(a *assessment.Assessment) { a.Answers["life.support_end"] = assessment.Answer{Text: "2026-12"} }, Date{"2026-12-31", supportEnds}},
	} {
		b := a.Clone()
		test.change(&b)
		r := assessment.Evaluate(cat, b, day)
		if got := nextDate(dates(cat, b, &r)); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// TestSigned: signature files beside a document are named, missing ones too, and
// a later change of the file shows.
func TestSigned(t *testing.T) {
	dir := t.TempDir()
	a := example(t, "smart-plug")
	path := filepath.Join(dir, "plug"+file.Suffix)
	put(t, path, file.Encode(a, cat))
	look := func() []Signed { return New(cat, day, "test").Look(path).Signed }
	d := publish.Render(cat, a, day.AddDate(0, 0, -3), "test", publish.Markdown)
	put(t, filepath.Join(dir, "doc.md"), d.Bytes)
	if got := look(); got != nil {
		t.Errorf("nobody signed, got %v", got)
	}
	put(t, filepath.Join(dir, "doc.md.tech-lead.sig"), []byte("x"))
	put(t, filepath.Join(dir, "other.txt.tech-lead.sig"), []byte("x"))
	got := look()
	if len(got) != 1 || got[0].Words() != "r1: tech-lead; missing: management" || got[0].Document != "doc.md" {
		t.Fatalf("got %+v", got)
	}
	a.Answers["Q15"] = assessment.Answer{Options: []string{"yes"}}
	put(t, path, file.Encode(a, cat))
	if got := look(); len(got) != 1 || !got[0].Changed || got[0].Words() != "r1 (file changed since): tech-lead; missing: management" {
		t.Errorf("the change does not show: %+v", got)
	}
	a.Answers["product.name"] = assessment.Answer{Text: "Another product"}
	put(t, path, file.Encode(a, cat))
	if got := look(); len(got) != 0 {
		t.Errorf("a document of another product is taken for ours: %+v", got)
	}
}

// TestClocks: a case that is to be reported brings its next notification (Art. 14(2),
// (4)) to the assessment that it names, and to no other.
func TestClocks(t *testing.T) {
	dir := t.TempDir()
	law := reporting.Load()
	plug, hub := filepath.Join(dir, "plug"+file.Suffix), filepath.Join(dir, "hub"+file.Suffix)
	for _, path := range []string{plug, hub} {
		put(t, path, file.Encode(example(t, "smart-plug"), cat))
	}
	aware := time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)
	c := reporting.Case{Kind: reporting.Vulnerability, Title: "x", Assessment: "plug" + file.Suffix, Zone: "UTC", Aware: aware,
		Screening: map[string]assessment.Ternary{}, Submitted: map[reporting.StageID]time.Time{}, Fields: map[string]string{}}
	look := func() Date {
		put(t, filepath.Join(dir, "case"+reporting.Suffix), reporting.Form(law).Encode(c))
		looker := New(cat, day, "test")
		if got := looker.Look(hub).Next; got.What != lookAtStandards {
			t.Errorf("the other assessment has %v", got)
		}
		return looker.Look(plug).Next
	}
	if got := look(); got != (Date{"2026-11-25", "report: early warning by 10:00 +00:00"}) {
		t.Errorf("a new case: %v", got)
	}
	c.Submitted[reporting.EarlyWarning] = aware
	if got := look(); got.Day != "2026-11-27" || !strings.HasPrefix(got.What, "report: ") {
		t.Errorf("after the early warning: %v", got)
	}
	for _, q := range law.Questions(c.Kind) {
		c.Screening[q.ID] = assessment.No
	}
	c.Reason = "not ours"
	if got := look(); got.What != lookAtStandards {
		t.Errorf("a case that is not to be reported: %v", got)
	}
}

// TestTable: the newest revision alone, once for all its formats; columns that are
// empty or have no room are left out.
func TestTable(t *testing.T) {
	signed := []Signed{{Document: "b.json", Revision: 2, By: []string{"lead"}, Changed: true}, {Document: "b.md", Revision: 2, By: []string{"lead"}, Changed: true}, {Document: "a.md", Revision: 1, By: []string{"lead"}}}
	rows := []Row{{Path: "p.selfmark.yaml", Product: "Plug\n\u202e", Status: assessment.NotReady, Regime: assessment.InScope, Class: "default", Routes: []string{"A", "H"}, Answered: 3, Questions: 9, Highest: 4, Signed: signed},
		{Path: "bad.selfmark.yaml", Problem: "x"}}
	widths := Widths(rows)
	for _, test := range []struct {
		row  Row
		room int
		want string
	}{
		{rows[0], 0, `Plug \u{202E}     not ready  default  A, H?  3/9        R4    0       0     r2 (file changed since): lead  p.selfmark.yaml`},
		{rows[0], 60, `Plug \u{202E}     not ready  default  A, H?  3/9        R4`},
		{rows[1], 0, "(cannot be read)" + strings.Repeat(" ", 91) + "bad.selfmark.yaml"},
	} {
		if got := Line(test.row.Cells(), widths, test.room); got != test.want {
			t.Errorf("room %d\ngot  %q\nwant %q", test.room, got, test.want)
		}
	}
	if got := Line(Head(), widths, 0); strings.Contains(got, "next") {
		t.Errorf("an empty column is shown: %q", got)
	}
}

// BenchmarkAll looks at many assessments in one folder, on all processors.
func BenchmarkAll(b *testing.B) {
	data := file.Encode(example(b, "gateway"), cat)
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			for i := range n {
				put(b, filepath.Join(dir, fmt.Sprintf("%05d%s", i, file.Suffix)), data)
			}
			for b.Loop() {
				paths, _, err := Find(dir)
				if err != nil || len(paths) != n {
					b.Fatal(err, len(paths))
				}
				New(cat, day, "test").All(b.Context(), paths, func(Row) {})
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/file")
		})
	}
}
