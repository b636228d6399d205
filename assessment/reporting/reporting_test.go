package reporting

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func at(t *testing.T, s string) time.Time {
	t.Helper()
	m, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestClocks: one row for each provision and each trap of the calendar.
func TestClocks(t *testing.T) {
	for _, c := range []struct {
		name      string
		kind      Kind
		zone      string
		aware     string
		measure   string
		submitted string // the notification
		stage     StageID
		want      string // in local time
	}{
		{"Art. 14(2)(a) 24 hours", Vulnerability, "UTC", "2026-11-25T10:00:00Z", "", "", EarlyWarning, "2026-11-26T10:00:00Z"},
		{"Art. 14(2)(b) 72 hours", Vulnerability, "UTC", "2026-11-25T10:00:00Z", "", "", Notification, "2026-11-28T10:00:00Z"},
		{"Art. 14(4)(a) 24 hours", Incident, "UTC", "2026-11-25T10:00:00Z", "", "", EarlyWarning, "2026-11-26T10:00:00Z"},
		{"Art. 14(4)(b) 72 hours over a weekend", Incident, "UTC", "2026-11-27T18:00:00Z", "", "", Notification, "2026-11-30T18:00:00Z"},
		{"24 hours when summer time begins", Vulnerability, "Europe/Vienna", "2027-03-27T12:00:00+01:00", "", "", EarlyWarning, "2027-03-28T13:00:00+02:00"},
		{"24 hours when summer time ends", Vulnerability, "Europe/Vienna", "2027-10-30T12:00:00+02:00", "", "", EarlyWarning, "2027-10-31T11:00:00+01:00"},
		{"72 hours across the year", Incident, "Europe/Vienna", "2026-12-30T23:30:00+01:00", "", "", Notification, "2027-01-02T23:30:00+01:00"},
		{"Art. 14(2)(c) no measure yet", Vulnerability, "UTC", "2026-11-25T10:00:00Z", "", "2026-11-26T10:00:00Z", Final, ""},
		{"Art. 14(2)(c) 14 days after the measure", Vulnerability, "UTC", "2026-11-25T10:00:00Z", "2026-12-01T09:00:00Z", "", Final, "2026-12-15T09:00:00Z"},
		{"Art. 14(2)(c) a measure that was there before awareness", Vulnerability, "UTC", "2026-11-25T10:00:00Z", "2026-10-01T09:00:00Z", "", Final, "2026-12-09T10:00:00Z"},
		{"Art. 14(2)(c) across summer time", Vulnerability, "Europe/Vienna", "2027-03-20T10:00:00+01:00", "2027-03-21T09:00:00+01:00", "", Final, "2027-04-04T09:00:00+02:00"},
		{"Art. 14(4)(c) not submitted yet", Incident, "UTC", "2026-11-25T10:00:00Z", "", "", Final, ""},
		{"Art. 14(4)(c) one month after the submission, not after awareness", Incident, "UTC", "2026-11-25T10:00:00Z", "", "2026-11-25T12:00:00Z", Final, "2026-12-25T12:00:00Z"},
		{"one month after 31 January", Incident, "UTC", "2027-01-30T10:00:00Z", "", "2027-01-31T10:00:00Z", Final, "2027-02-28T10:00:00Z"},
		{"one month after 31 January of a leap year", Incident, "UTC", "2028-01-30T10:00:00Z", "", "2028-01-31T10:00:00Z", Final, "2028-02-29T10:00:00Z"},
		{"one month after 29 February", Incident, "UTC", "2028-02-28T10:00:00Z", "", "2028-02-29T10:00:00Z", Final, "2028-03-29T10:00:00Z"},
		{"one month across the year", Incident, "UTC", "2026-12-30T10:00:00Z", "", "2026-12-31T10:00:00Z", Final, "2027-01-31T10:00:00Z"},
		{"one month across summer time", Incident, "Europe/Vienna", "2027-02-28T10:00:00+01:00", "", "2027-03-01T10:00:00+01:00", Final, "2027-04-01T10:00:00+02:00"},
		{"submitted elsewhere: the local day counts", Incident, "Europe/Vienna", "2026-11-29T10:00:00Z", "", "2026-11-30T23:30:00Z", Final, "2027-01-01T00:30:00+01:00"},
		{"an offset without a zone", Vulnerability, "nowhere", "2026-11-25T10:00:00+05:30", "", "", EarlyWarning, "2026-11-26T04:30:00Z"},
	} {
		t.Run(c.name, func(t *testing.T) {
			x := Case{Kind: c.kind, Zone: c.zone, Aware: at(t, c.aware), Submitted: map[StageID]time.Time{}}
			if c.measure != "" {
				x.MeasureAvailable = at(t, c.measure)
			}
			if c.submitted != "" {
				x.Submitted[Notification] = at(t, c.submitted)
			}
			for _, d := range Deadlines(Load(), x) {
				if d.Stage == c.stage && stamp(d.Due) != c.want {
					t.Errorf("due %s, want %s", stamp(d.Due), c.want)
				}
			}
		})
	}
}

// TestNoFourteenDaysForIncidents is a mistake that tools in this field are known to
// make: the final report on an incident is due after one month.
func TestNoFourteenDaysForIncidents(t *testing.T) {
	c := Case{Kind: Incident, Zone: "UTC", Aware: at(t, "2026-11-25T10:00:00Z"), MeasureAvailable: at(t, "2026-11-25T11:00:00Z"),
		Submitted: map[StageID]time.Time{Notification: at(t, "2026-11-26T10:00:00Z")}}
	if got := stamp(Deadlines(Load(), c)[2].Due); got != "2026-12-26T10:00:00Z" {
		t.Errorf("due %s", got)
	}
}

// TestClocksGrow: a later start never gives an end on an earlier day. The last days
// of a long month share the last day of a short one.
func TestClocksGrow(t *testing.T) {
	start := at(t, "2027-01-01T00:00:00Z")
	var last []Deadline
	for hour := range 24 * 800 {
		m := start.Add(time.Duration(hour) * time.Hour)
		c := Case{Kind: Incident, Zone: "Europe/Vienna", Aware: m, Submitted: map[StageID]time.Time{Notification: m}}
		now := Deadlines(Load(), c)
		for i := range last {
			if now[i].Due.Format(time.DateOnly) < last[i].Due.Format(time.DateOnly) || i < 2 && !now[i].Due.After(last[i].Due) {
				t.Fatalf("%s: from %s due %s, an hour before %s", now[i].Title, stamp(m), stamp(now[i].Due), stamp(last[i].Due))
			}
		}
		last = now
	}
}

func TestStates(t *testing.T) {
	due := at(t, "2026-11-26T10:00:00Z")
	for _, c := range []struct {
		name           string
		due, submitted time.Time
		now            string
		want           State
	}{
		{"before", due, time.Time{}, "2026-11-26T09:59:59Z", Running},
		{"at the moment", due, time.Time{}, "2026-11-26T10:00:00Z", Running},
		{"after", due, time.Time{}, "2026-11-26T10:00:01Z", Overdue},
		{"submitted in time", due, due, "2027-01-01T00:00:00Z", OnTime},
		{"submitted late", due, due.Add(time.Second), "2027-01-01T00:00:00Z", Late},
		{"submitted, though no clock ran", time.Time{}, due, "2027-01-01T00:00:00Z", OnTime},
		{"no start yet", time.Time{}, time.Time{}, "2027-01-01T00:00:00Z", Waiting},
	} {
		if got := (Deadline{Due: c.due, Submitted: c.submitted}).State(at(t, c.now)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestNext: the earliest latest moment of what is not submitted, overdue ones first.
func TestNext(t *testing.T) {
	now := at(t, "2026-11-26T10:00:00Z")
	hour := func(h int) time.Time { return now.Add(time.Duration(h) * time.Hour) }
	for _, c := range []struct {
		name string
		list []Deadline
		want StageID // "" for none
	}{
		{"nothing", nil, ""},
		{"the earlier one, wherever it stands", []Deadline{{Stage: "a", Due: hour(3)}, {Stage: "b", Due: hour(1)}, {Stage: "c", Due: hour(2)}}, "b"},
		{"overdue comes first", []Deadline{{Stage: "a", Due: hour(1)}, {Stage: "b", Due: hour(-1)}}, "b"},
		{"submitted ones are done, in time or late", []Deadline{{Stage: "a", Due: hour(-2), Submitted: hour(-3)}, {Stage: "b", Due: hour(-2), Submitted: hour(-1)}, {Stage: "c", Due: hour(5)}}, "c"},
		{"no clock runs", []Deadline{{Stage: "a", Due: hour(1), Submitted: now}, {Stage: "b"}}, ""},
	} {
		got, runs := Next(c.list, now)
		if got.Stage != c.want || runs != (c.want != "") {
			t.Errorf("%s: %q, %v", c.name, got.Stage, runs)
		}
	}
}

// TestOpenScreening: the first question without an answer is named; a "no" that needs a
// reason and has none is told.
func TestOpenScreening(t *testing.T) {
	questions := Load().Questions(Vulnerability)
	v := Reportable(Load(), Case{Kind: Vulnerability, Screening: map[string]assessment.Ternary{questions[0].ID: assessment.Yes}})
	if !v.Report || !v.Open || !strings.Contains(v.Text, questions[1].Text) {
		t.Errorf("%+v", v)
	}
	answers := map[string]assessment.Ternary{}
	for _, q := range questions {
		answers[q.ID] = assessment.Yes
	}
	if v = Reportable(Load(), Case{Kind: Vulnerability, Screening: answers}); !v.Report || v.Open || v.Text != mustReport(Vulnerability) {
		t.Errorf("%+v", v)
	}
	last := questions[len(questions)-1]
	answers[last.ID] = assessment.No
	if v = Reportable(Load(), Case{Kind: Vulnerability, Screening: answers}); !last.NeedsReason || !v.Report || v.Open || v.Text != last.Otherwise {
		t.Errorf("%+v", v)
	}
}

// TestAsked: a stage asks for the fields of its kind only, and of no later stage.
func TestAsked(t *testing.T) {
	d := Load()
	for _, kind := range []Kind{Vulnerability, Incident} {
		for _, f := range d.Fields {
			for _, s := range d.Stages {
				want := (f.Kind == "" || f.Kind == kind) && d.order(f.Stage) <= d.order(s.ID)
				if got := slices.ContainsFunc(d.Asked(kind, s.ID), func(g Field) bool { return g.ID == f.ID && g.Kind == f.Kind }); got != want {
					t.Errorf("%s of a %s at %s: %v", f.ID, kind, s.ID, got)
				}
			}
		}
	}
}

// TestReportable: one row for each question and each doubt.
func TestReportable(t *testing.T) {
	const yes, no, unsure = assessment.Yes, assessment.No, assessment.NotSure
	for _, c := range []struct {
		name   string
		kind   Kind
		answer map[string]assessment.Ternary
		reason string
		report bool
		cite   catalogue.Citation
	}{
		{"Art. 14(1) all yes", Vulnerability, map[string]assessment.Ternary{"contained": yes, "exploited": yes, "reachable": yes}, "", true, "Art. 14(1)"},
		{"Art. 14(1) not contained", Vulnerability, map[string]assessment.Ternary{"contained": no}, "", false, "Art. 14(1)"},
		{"Art. 3(42) not exploited", Vulnerability, map[string]assessment.Ternary{"contained": yes, "exploited": no}, "", false, "Art. 3(42)"},
		{"doubt about exploitation", Vulnerability, map[string]assessment.Ternary{"contained": yes, "exploited": unsure}, "", true, "Art. 14(1)"},
		{"nothing answered", Vulnerability, nil, "", true, "Art. 14(1)"},
		{"milder reading without a reason", Vulnerability, map[string]assessment.Ternary{"contained": yes, "exploited": yes, "reachable": no}, " ", true, "Art. 14(1)"},
		{"milder reading with a reason", Vulnerability, map[string]assessment.Ternary{"contained": yes, "exploited": yes, "reachable": no}, "the parser is compiled out", false, "Art. 14(1)"},
		{"Art. 14(3) all yes", Incident, map[string]assessment.Ternary{"affects": yes, "severe": yes}, "", true, "Art. 14(3)"},
		{"Art. 3(44) no effect", Incident, map[string]assessment.Ternary{"affects": no}, "", false, "Art. 3(44)"},
		{"Art. 14(5) not severe", Incident, map[string]assessment.Ternary{"affects": yes, "severe": no}, "", false, "Art. 14(5)(a)"},
		{"doubt about severity", Incident, map[string]assessment.Ternary{"affects": yes, "severe": unsure}, "", true, "Art. 14(3)"},
	} {
		v := Reportable(Load(), Case{Kind: c.kind, Screening: c.answer, Reason: c.reason})
		if v.Report != c.report || !slices.Contains(v.Cite, c.cite) || v.Text == "" {
			t.Errorf("%s: %+v", c.name, v)
		}
	}
}

// TestBeforeReportingApplied: Art. 14 applies from 11 September 2026 (Art. 71(2)), in
// the manufacturer's own time; what was known before is not reported.
func TestBeforeReportingApplied(t *testing.T) {
	for _, kind := range []Kind{Vulnerability, Incident} {
		for aware, report := range map[string]bool{"2026-09-10T23:59:59+02:00": false, "2026-09-11T00:00:00+02:00": true, "2026-09-10T22:30:00Z": true, "2026-09-10T21:30:00Z": false} {
			v := Reportable(Load(), Case{Kind: kind, Zone: "Europe/Vienna", Aware: at(t, aware)})
			if v.Report != report || !report && !slices.Contains(v.Cite, "Art. 71(2)") {
				t.Errorf("%s, aware %s: %+v", kind, aware, v)
			}
		}
	}
}

// TestCitations: every citation of the data exists.
func TestCitations(t *testing.T) {
	structure, err := os.ReadFile("../catalogue/testdata/regulation-structure.txt")
	if err != nil {
		t.Fatal(err)
	}
	exists := strings.Split(string(structure), "\n")
	d := Load()
	var all []catalogue.Citation
	for _, s := range d.Screening {
		all = append(all, s.Cite...)
	}
	for _, s := range d.Stages {
		all = append(all, append(slices.Clone(s.Vulnerability), s.Incident...)...)
	}
	for _, f := range d.Fields {
		if len(f.Cite) == 0 || f.Title == "" || d.Stage(f.Stage) == nil {
			t.Errorf("field %+v", f)
		}
		all = append(all, f.Cite...)
	}
	for _, c := range all {
		if err := c.Valid(); err != nil {
			t.Error(err)
		}
		if (strings.HasPrefix(string(c), "Art.") || strings.HasPrefix(string(c), "recital")) && !slices.Contains(exists, string(c)) {
			t.Errorf("%s does not exist", c)
		}
	}
}

func full(t *testing.T) Case {
	return Case{Kind: Vulnerability, Title: "CVE-2026-0001: \"quoted\"", Assessment: "plug.selfmark.yaml", Zone: "Europe/Vienna", Aware: at(t, "2026-11-25T10:00:00+01:00"),
		Screening: map[string]assessment.Ternary{"contained": assessment.Yes, "exploited": assessment.NotSure}, Reason: "a\nb",
		MeasureAvailable: at(t, "2026-11-27T10:00:00+01:00"), Submitted: map[StageID]time.Time{EarlyWarning: at(t, "2026-11-25T12:00:00+01:00")},
		Fields: map[string]string{"product_name": "Acme", "measures_taken": "one\ntwo: #three"}}
}

// TestFile: what is written is read again, and the form is canonical.
func TestFile(t *testing.T) {
	form := Form(Load())
	incident := full(t)
	incident.Kind, incident.Screening, incident.MeasureAvailable = Incident, map[string]assessment.Ternary{"affects": assessment.No}, time.Time{}
	incident.Submitted[Final] = at(t, "2026-12-24T23:59:59Z")
	for _, c := range []Case{full(t), incident} {
		data := form.Encode(c)
		got, err := form.Decode(data)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if again := form.Encode(got); string(again) != string(data) {
			t.Errorf("got\n%s\nwant\n%s", again, data)
		}
		same := got.Aware.Equal(c.Aware) && got.MeasureAvailable.Equal(c.MeasureAvailable) && len(got.Submitted) == len(c.Submitted)
		for stage, moment := range c.Submitted {
			same = same && got.Submitted[stage].Equal(moment)
		}
		got.Aware, got.MeasureAvailable, got.Submitted = c.Aware, c.MeasureAvailable, c.Submitted
		if !same || !reflect.DeepEqual(got, c) {
			t.Errorf("%+v\n%+v\n%s", got, c, data)
		}
	}
}

// TestBadFile: one clear sentence with its place.
func TestBadFile(t *testing.T) {
	good := string(Form(Load()).Encode(full(t)))
	for _, c := range []struct{ name, old, new, want string }{
		{"newer", "selfmark_report: 1", "selfmark_report: 2", "line 2, column 18: made by a newer selfmark (format 2)"},
		{"no case", "selfmark_report: 1", "selfmark_report: x", "line 2, column 18"},
		{"kind", "kind: vulnerability", "kind: wish", "line 3, column 7: there is no kind \"wish\""},
		{"zone", "zone: Europe/Vienna", "zone: Mars/Base", "there is no time zone \"Mars/Base\""},
		{"no zone", "zone: Europe/Vienna", "zone: \"\"", "there is no time zone \"\""},
		{"the zone of a machine", "zone: Europe/Vienna", "zone: Local", "there is no time zone \"Local\""},
		{"no YAML", "kind: vulnerability", "kind: [", "line "},
		{"moment", "aware: ", "aware: soon # ", "\"soon\" is no moment"},
		{"unknown key", "title:", "tilte:", "tilte"},
		{"unknown field", "  product_name:", "  product_nam:", "there is no field \"product_nam\""},
		{"unknown stage", "  early-warning:", "  late-warning:", "there is no stage \"late-warning\""},
		{"unknown question", "  contained:", "  severe:", "there is no question \"severe\""},
		{"answer", "contained: \"yes\"", "contained: maybe", "the answer \"maybe\" is none"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Fatalf("%s: nothing changed in\n%s", c.name, good)
		}
		if _, err := Form(Load()).Decode([]byte(bad)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	two := strings.NewReplacer("contained: \"yes\"", "contained: maybe", "measure_available: ", "measure_available: soon # ").Replace(good)
	if _, err := Form(Load()).Decode([]byte(two)); err == nil || !strings.Contains(err.Error(), "maybe") {
		t.Errorf("of two mistakes the first is told: %v", err)
	}
}

func TestMissing(t *testing.T) {
	c := full(t)
	var ids []string
	for _, f := range Missing(Load(), c, EarlyWarning) {
		ids = append(ids, f.ID)
	}
	if want := []string{"manufacturer", "product_version", "csirt", "member_states"}; !slices.Equal(ids, want) {
		t.Errorf("missing %v", ids)
	}
	if early, final := len(Missing(Load(), c, EarlyWarning)), len(Missing(Load(), c, Final)); final <= early {
		t.Errorf("%d missing early, %d in the end", early, final)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("selfmark_report: 1\nkind: incident\nzone: UTC\naware: 2026-11-25T10:00:00Z\n"))
	form := Form(Load())
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := form.Decode(data)
		if err != nil {
			return
		}
		once := form.Encode(c)
		again, err := form.Decode(once)
		if err != nil {
			t.Fatalf("%v\n%s", err, once)
		}
		if twice := form.Encode(again); string(twice) != string(once) {
			t.Fatalf("not canonical:\n%s\n%s", once, twice)
		}
	})
}

// TestAhead: a moment that is over and lies after the present one is found, the
// latest of them.
func TestAhead(t *testing.T) {
	c := Case{Aware: at(t, "2026-11-25T10:00:00Z")}
	if got := Ahead(c, at(t, "2026-11-25T10:00:00Z")); !got.IsZero() {
		t.Errorf("at the moment itself %v", got)
	}
	if got := Ahead(c, at(t, "2026-11-25T09:59:59Z")); !got.Equal(c.Aware) {
		t.Errorf("awareness ahead: %v", got)
	}
	c.Submitted = map[StageID]time.Time{EarlyWarning: at(t, "2026-11-26T08:00:00Z")}
	if got := Ahead(c, at(t, "2020-01-01T00:00:00Z")); !got.Equal(c.Submitted[EarlyWarning]) {
		t.Errorf("a submission ahead: %v", got)
	}
	c.MeasureAvailable = at(t, "2026-12-01T08:00:00Z")
	if got := Ahead(c, at(t, "2026-11-27T00:00:00Z")); !got.Equal(c.MeasureAvailable) {
		t.Errorf("a measure ahead: %v", got)
	}
}
