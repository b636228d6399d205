package assessment

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"

	"selfmark/assessment/catalogue"
)

// modificationSection holds the screening of a change since the last final
// revision (Art. 3(30)).
const modificationSection = "modification"

// changedFact says that the last revision is final and an answer changed since.
const changedFact catalogue.Tag = "revision:changed"

// Screening is what was answered about a change since the last final revision.
type Screening struct {
	AffectsCompliance Ternary // with Annex I Part I
	PurposeAltered    Ternary // the intended purpose that was assessed
	RiskRisen         Ternary // above the assessed level, or a new kind of hazard
	Foreseen          Ternary // in the risk assessment, and the requirements stay met
	MadeAvailable     Ternary
	MilderReading     bool // an altered risk that was considered before is none (guidance, points 104 to 106)
}

// Modification is the outcome of the screening.
type Modification struct {
	Substantial Ternary // "" while open; not sure never: it counts as substantial
	NewPlacing  bool    // substantial and made available
	Doubtful    bool    // rests on "not sure" or on a milder reading
	Title       string
	Reason      Reason
}

// SubstantialModification applies Art. 3(30) with recitals 38 and 39. A new hazard
// or a higher risk counts even if it was foreseen; "not sure" counts as yes, and
// as not foreseen.
func SubstantialModification(s Screening) Modification {
	m := Modification{Doubtful: slices.Contains([]Ternary{s.AffectsCompliance, s.PurposeAltered, s.RiskRisen, s.Foreseen}, NotSure)}
	risen, altered := counted(s.RiskRisen), counted(s.AffectsCompliance) || counted(s.PurposeAltered)
	switch {
	case s.AffectsCompliance == "" || s.PurposeAltered == "" || s.RiskRisen == "" || (risen || altered) && s.Foreseen == "":
		return m.because("", msgScreeningNotComplete, "Art. 3(30)")
	case risen && s.MilderReading && s.Foreseen == Yes:
		m.Doubtful = true
		return m.because(No, msgAlteredRiskConsideredRisk, "Art. 3(30)", "Commission guidance C(2026) 5252 point 104")
	case risen:
		m.NewPlacing = s.MadeAvailable != No
		return m.because(Yes, msgKindHazardChangedLevel, "Art. 3(30)", "recital 39")
	case !altered:
		return m.because(No, msgAffectsNeitherComplianceAnnex, "Art. 3(30)", "recital 39")
	case s.Foreseen == Yes:
		return m.because(No, msgForeseenRiskAssessmentRequirements, "recital 38", "recital 39")
	case counted(s.AffectsCompliance):
		m.NewPlacing = s.MadeAvailable != No
		return m.because(Yes, msgAffectsComplianceAnnexI, "Art. 3(30)", "recital 38")
	default:
		m.NewPlacing = s.MadeAvailable != No
		return m.because(Yes, msgAltersIntendedPurposeAssessed, "Art. 3(30)", "recital 39")
	}
}

// counted takes "not sure" as yes.
func counted(t Ternary) bool { return t == Yes || t == NotSure }

func (m Modification) because(substantial Ternary, text string, provisions ...catalogue.Citation) Modification {
	m.Substantial = substantial
	m.Reason = Reason{Rule: string(provisions[0]), Text: text, Cite: provisions,
		Answers: ids("modification.affects_compliance", "modification.purpose_altered", "modification.risk_risen", "modification.foreseen")}
	m.Title = map[Ternary]string{"": "open", Yes: msgSubstantialModification, No: msgNoSubstantialModification}[substantial]
	return m
}

// screening reads the answers of the section.
func screening(a Assessment) Screening {
	ternary := func(id catalogue.QuestionID) Ternary {
		switch answer, given := a.Answers[id]; {
		case !given:
			return ""
		case answer.NotSure:
			return NotSure
		case slices.Contains(answer.Options, "yes"):
			return Yes
		default:
			return No
		}
	}
	return Screening{AffectsCompliance: ternary("modification.affects_compliance"), PurposeAltered: ternary("modification.purpose_altered"),
		RiskRisen: ternary("modification.risk_risen"), Foreseen: ternary("modification.foreseen"), MadeAvailable: ternary("modification.made_available"),
		MilderReading: slices.Contains(a.Answers["modification.reading"].Options, "guidance")}
}

// modification is the outcome of the screening, nil while nothing has changed
// since the last final revision.
func modification(a Assessment, facts TagSet) *Modification {
	if !facts.Has(changedFact) {
		return nil
	}
	m := SubstantialModification(screening(a))
	return &m
}

// Modification is the outcome of the screening that a revision keeps; nil for the
// first issue, and where nothing was asked.
func (r Revision) Modification() *Modification {
	if len(r.Screening) == 0 {
		return nil
	}
	m := SubstantialModification(screening(Assessment{Answers: r.Screening}))
	return &m
}

// Issued adds a revision for a final document that was issued and signed. The
// screening of the change moves into it, and the digest of the answers lets a
// later change be seen.
func Issued(a Assessment, date, digest string) Assessment {
	a = a.Clone()
	r := Revision{Revision: 1, Date: date, Status: Final, Digest: digest, Change: a.Text("modification.change")}
	if r.Change == "" {
		r.Change = firstIssue
	}
	if n := len(a.History); n > 0 {
		r.Revision = a.History[n-1].Revision + 1
	}
	for id, answer := range a.Answers {
		if isModification(id) {
			if r.Screening == nil {
				r.Screening = map[catalogue.QuestionID]Answer{}
			}
			r.Screening[id] = answer
			delete(a.Answers, id)
		}
	}
	r.Answers = stateDigest(a)
	a.History = append(a.History, r)
	return a
}

// BeforeIssue takes the last revision back: the assessment as it was when its
// document was made.
func BeforeIssue(a Assessment) Assessment {
	last := len(a.History) - 1
	if last < 0 {
		return a
	}
	before := a
	before.History = a.History[:last]
	if len(a.History[last].Screening) > 0 {
		before.Answers = maps.Clone(a.Answers)
		maps.Copy(before.Answers, a.History[last].Screening)
	}
	return before
}

func isModification(id catalogue.QuestionID) bool {
	return len(id) > len(modificationSection) && id[:len(modificationSection)+1] == modificationSection+"."
}

// changed reports whether answers changed since the last revision, which is final.
// A revision without a digest of its answers says nothing about that.
func changed(a Assessment) bool {
	last := len(a.History) - 1
	return last >= 0 && a.History[last].Status == Final && a.History[last].Answers != "" && !a.IssuedOf(a)
}

// IssuedOf reports whether the last revision was made of these answers.
func (a Assessment) IssuedOf(was Assessment) bool {
	last := len(a.History) - 1
	return last >= 0 && a.History[last].Answers != "" && a.History[last].Answers == stateDigest(was)
}

// stateDigest is a digest of everything about the product that was answered or
// decided: not of notes, signers, history, or the screening itself. What says
// nothing does not count, so that reading a file gives what was written.
func stateDigest(a Assessment) string {
	var b []byte
	for _, id := range slices.Sorted(maps.Keys(a.Answers)) {
		if !isModification(id) {
			b = appendNamed(b, string(id), appendState(nil, reflect.ValueOf(a.Answers[id])))
		}
	}
	a.Catalogue, a.Template, a.Answers, a.Notes, a.Signers, a.History = "", nil, nil, nil, nil, nil
	sum := sha256.Sum256(appendState(b, reflect.ValueOf(a)))
	return hex.EncodeToString(sum[:])
}

// appendState appends what is set in a value, so that no two states give the same
// bytes, and nothing for a value that says nothing.
func appendState(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if inner := appendState(nil, v.Field(i)); len(inner) > 0 {
				b = appendNamed(b, v.Type().Field(i).Name, inner)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			b = appendNamed(b, "", appendState(nil, v.Index(i)))
		}
	case reflect.Map:
		keys := v.MapKeys()
		sort.Slice(keys, func(i, j int) bool { return fmt.Sprint(keys[i]) < fmt.Sprint(keys[j]) })
		for _, k := range keys {
			if inner := appendState(nil, v.MapIndex(k)); len(inner) > 0 {
				b = appendNamed(b, fmt.Sprint(k), inner)
			}
		}
	case reflect.Pointer:
		if !v.IsNil() {
			b = appendNamed(b, "*", appendState(nil, v.Elem()))
		}
	default:
		if !v.IsZero() {
			b = fmt.Appendf(b, "%q", fmt.Sprint(v))
		}
	}
	return b
}

func appendNamed(b []byte, name string, inner []byte) []byte {
	return fmt.Appendf(b, "%s{%s}", name, inner)
}
