package cli

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"selfmark/assessment"
	"selfmark/assessment/file"
	"selfmark/assessment/interview"
	"selfmark/assessment/text"
)

// evidenceVerb keeps the files that make statements checkable.
func (a *app) evidenceVerb() *cobra.Command {
	c := &cobra.Command{
		Use:   "evidence",
		Short: evidenceVerbShort,
		RunE:  helpOr("", msgNoEvidenceEvidenceAdd),
	}
	c.AddCommand(a.evidenceAdd(), a.evidenceList(), a.evidenceRefresh())
	return c
}

// newEvidence are the flags of evidence add.
type newEvidence struct{ kind, note, date, on string }

func (a *app) evidenceAdd() *cobra.Command {
	var n newEvidence
	c := &cobra.Command{
		Use:     "add FILE PATH|LINK",
		Short:   evidenceAddShort,
		Long:    evidenceAddLong,
		Example: evidenceAddExample,
		Args:    takes(2, 2, evidenceAddTakes),
		RunE:    func(_ *cobra.Command, args []string) error { return a.addEvidence(args[0], args[1], n) },
	}
	c.Flags().StringVar(&n.kind, "kind", "test", evidenceAddFlagKind)
	c.Flags().StringVar(&n.note, "note", "", evidenceAddFlagNote)
	c.Flags().StringVar(&n.date, "of", "", evidenceAddFlagOf)
	c.Flags().StringVar(&n.on, "on", "", evidenceAddFlagOn)
	return c
}

func (a *app) addEvidence(name, what string, n newEvidence) error {
	return a.change(name, func(s interview.State) (assessment.Assessment, string, error) {
		fields := map[string]string{"kind": n.kind, "note": n.note, "date": n.date}
		sum, size := "", 0
		if n.date == "" {
			fields["date"] = a.Now().Format(time.DateOnly)
		}
		if strings.HasPrefix(what, "https://") || strings.HasPrefix(what, "http://") {
			fields["link"] = what
		} else {
			path, err := fromFolder(filepath.Dir(name), what)
			if err != nil {
				return s.Assessment, "", err
			}
			if sum, size, err = file.HashEvidence(filepath.Dir(name), path); err != nil {
				return s.Assessment, "", inputError(err)
			}
			fields["file"] = filepath.ToSlash(path)
			if text.Clean(fields["file"], false) != fields["file"] {
				return s.Assessment, "", fail(exitUsage, msgNameNotKept, path)
			}
		}
		answers, place, err := interview.Add(s, "evidence")
		if err != nil {
			return answers, "", err
		}
		s.Assessment = answers
		id := strings.TrimPrefix(string(place), "evidence.")
		if s.Assessment, err = fill(s, place, fields); err != nil {
			return answers, "", err
		}
		s.Assessment = assessment.Hashed(s.Assessment, id, sum, size)
		if n.on != "" {
			if s.Assessment, err = attach(s, n.on, id); err != nil {
				return answers, "", err
			}
		}
		return s.Assessment, id + "\n", nil
	})
}

// fill answers the fields of a place.
func fill(s interview.State, place interview.Place, fields map[string]string) (assessment.Assessment, error) {
	known, err := interview.Fields(s, place)
	if err != nil {
		return s.Assessment, err
	}
	for _, f := range known {
		value := fields[f.Key]
		if value == "" {
			continue
		}
		answer := assessment.Answer{Text: value}
		if len(f.Options) > 0 {
			answer = assessment.Answer{Options: []string{value}}
		}
		if s.Assessment, err = interview.Set(s, place, f.Key, answer); err != nil {
			return s.Assessment, fail(exitUsage, "%s: %w", f.Key, err)
		}
	}
	return s.Assessment, nil
}

// attach adds a piece of evidence to the list of a measure or an item of Part II.
func attach(s interview.State, on, id string) (assessment.Assessment, error) {
	place, ok := interview.AskedPlace(s, on)
	if !ok {
		return s.Assessment, failHint(exitUsage, msgWriteLikeM07II, msgNoPlaceAssessment, on)
	}
	answer, err := interview.Get(s, place, "evidence")
	if err != nil {
		return s.Assessment, failHint(exitUsage, msgMeasuresItemsPartII, msgNoListEvidence, on)
	}
	answer.Options = append(slices.Clone(answer.Options), id)
	return interview.Set(s, place, "evidence", answer)
}

// fromFolder is the path of a file from the folder of the assessment.
func fromFolder(folder, path string) (string, error) {
	from, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	return filepath.Rel(from, to)
}

func (a *app) evidenceList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "list FILE",
		Short: evidenceListShort,
		Long:  evidenceListLong,
		Args:  takes(1, 1, oneFile),
		RunE:  func(_ *cobra.Command, args []string) error { return a.listEvidence(args[0], asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, evidenceListFlagJson)
	return c
}

// evidenceReport is one piece of evidence in evidence list --json.
type evidenceReport struct {
	ID     string                   `json:"id"`
	Kind   string                   `json:"kind"`
	File   string                   `json:"file"`
	Link   string                   `json:"link"`
	SHA256 string                   `json:"sha256"`
	Size   int                      `json:"size"` // bytes, 0 where none was noted
	Date   string                   `json:"date"`
	Note   string                   `json:"note"`
	State  assessment.EvidenceState `json:"state"` // "" for a link, and for a file without a SHA-256
}

func (a *app) listEvidence(name string, asJSON bool) error {
	answers, err := file.Load(name, a.cat, file.OS)
	if err != nil {
		return inputError(err)
	}
	found := file.LookAtEvidence(filepath.Dir(name), answers.Evidence, nil)
	list, good := []evidenceReport{}, true
	for _, e := range answers.Evidence {
		state := found[e.Noted()]
		good = good && (state == "" || state == assessment.EvidenceSame)
		list = append(list, evidenceReport{e.ID, e.Kind, e.File, e.Link, e.SHA256, e.Size, e.Date, e.Note, state})
	}
	if asJSON {
		a.printJSON(list)
	} else {
		for _, e := range list {
			a.line(e.ID, text.Visible(evidenceLine(e)))
		}
	}
	if !good {
		return silent(exitNo)
	}
	return nil
}

func evidenceLine(e evidenceReport) string {
	words := []string{e.Kind, e.File + e.Link, e.Note, e.Date, string(e.State)}
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " · ")
}

func (a *app) evidenceRefresh() *cobra.Command {
	return &cobra.Command{
		Use:   "refresh FILE [ID…]",
		Short: evidenceRefreshShort,
		Long:  evidenceRefreshLong,
		Args:  takes(1, -1, "FILE"),
		RunE:  func(_ *cobra.Command, args []string) error { return a.refreshEvidence(args[0], args[1:]) },
	}
}

func (a *app) refreshEvidence(name string, ids []string) error {
	return a.change(name, func(s interview.State) (assessment.Assessment, string, error) {
		answers, said := s.Assessment.Clone(), ""
		for _, id := range ids {
			if !slices.ContainsFunc(answers.Evidence, func(e assessment.Evidence) bool { return e.ID == id }) {
				return answers, "", failHint(exitUsage, msgEvidenceListShowsThem, msgNoEvidence, id)
			}
		}
		for i, e := range answers.Evidence {
			if e.File == "" || len(ids) > 0 && !slices.Contains(ids, e.ID) {
				continue
			}
			sum, size, err := file.HashEvidence(filepath.Dir(name), e.File)
			if err != nil {
				return answers, "", inputError(err)
			}
			if sum != e.SHA256 || size != e.Size {
				answers.Evidence[i].SHA256, answers.Evidence[i].Size = sum, size
				said += e.ID + " " + text.Visible(e.File) + "\n"
			}
		}
		return answers, said, nil
	})
}

// change reads an assessment under its lock, changes it, saves it, and then says what
// the change has to say.
func (a *app) change(name string, change func(interview.State) (assessment.Assessment, string, error)) error {
	store, answers, err := file.Open(name, a.cat, file.OS)
	if err != nil {
		return inputError(err)
	}
	next, said, err := change(interview.State{Catalogue: a.cat, Assessment: answers, Result: assessment.Evaluate(a.cat, answers, a.Now())})
	if err != nil {
		return errors.Join(err, store.Close())
	}
	if err := errors.Join(store.Save(next), store.Close()); err != nil {
		return saveFailure(err)
	}
	a.print([]byte(said))
	return nil
}

// evidenceOf remembers how files of evidence were found while an assessment is open:
// each is read once, and again when another file or SHA-256 is noted.
func evidenceOf(folder string) func([]assessment.Evidence) map[assessment.EvidenceFile]assessment.EvidenceState {
	var known map[assessment.EvidenceFile]assessment.EvidenceState
	return func(list []assessment.Evidence) map[assessment.EvidenceFile]assessment.EvidenceState {
		known = file.LookAtEvidence(folder, list, known)
		return known
	}
}
