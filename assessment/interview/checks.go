package interview

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

// checkIDs refuses ids that do not exist, in the fields that take ids.
func (s State) checkIDs(p Place, key string, answer assessment.Answer) error {
	var known func(string) bool
	var example string
	switch key {
	case "evidence", "claim_evidence":
		known, example = s.isEvidence, msgEvidenceExample
	case "hits":
		known, example = s.isHit, "AS10:I"
	case "measures":
		known, example = s.isMeasure, "M07"
	case "threats":
		known, example = s.isThreat, "T18"
	case "claim_answers":
		known, example = func(id string) bool { return s.Catalogue.Question(catalogue.QuestionID(id)) != nil }, "Q10"
	default:
		return s.checkText(p, key, answer.Text)
	}
	for _, id := range answer.Options {
		if !known(id) {
			return fmt.Errorf(msgDoesNotExistWrite, id, example)
		}
	}
	return nil
}

// isSignerID accepts small letters and digits with single hyphens between them.
func isSignerID(s string) bool {
	return s != "" && len(s) <= 32 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && strings.Trim(s, "-") == s && !strings.Contains(s, "--")
}

func isSHA256(s string) bool { return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == "" }

// checkText refuses words that have a form of their own.
func (s State) checkText(p Place, key, words string) error {
	kind, number, _ := strings.Cut(string(p), ".")
	switch {
	case words == "" && (kind != "signer" || key != "id"):
	case kind == "signer" && key == "id":
		for i, other := range s.Assessment.Signers {
			if other.ID == words && strconv.Itoa(i+1) != number {
				return fmt.Errorf(msgAnotherSignerCalled, words)
			}
		}
		if !isSignerID(words) {
			return errors.New(msgWriteSmallLettersDigits)
		}
	case key == "sha256" && !isSHA256(words):
		return errors.New(msgHashDigits)
	case kind == "note" && key == "on" && catalogue.LooksLikeID(words) && !s.isPlace(words):
		return fmt.Errorf(msgNoPlaceWrite, words)
	}
	return nil
}

// isPlace knows what a note may be about.
func (s State) isPlace(id string) bool {
	own := slices.ContainsFunc(s.Assessment.Assets, func(o assessment.OwnAsset) bool { return string(o.ID) == id })
	return own || s.Catalogue.Question(catalogue.QuestionID(id)) != nil || s.Catalogue.Asset(catalogue.AssetID(id)) != nil ||
		s.isThreat(id) || s.isMeasure(id) || s.isHit(id)
}

func (s State) isMeasure(id string) bool {
	own := slices.ContainsFunc(s.Assessment.OwnMeasures, func(m assessment.OwnMeasure) bool { return string(m.ID) == id })
	return own || s.Catalogue.Measure(catalogue.MeasureID(id)) != nil
}

func (s State) isEvidence(id string) bool {
	return slices.ContainsFunc(s.Assessment.Evidence, func(e assessment.Evidence) bool { return e.ID == id })
}

func (s State) isThreat(id string) bool {
	own := slices.ContainsFunc(s.Assessment.OwnThreats, func(t assessment.OwnThreat) bool { return string(t.ID) == id })
	return own || s.Catalogue.Threat(catalogue.ThreatID(id)) != nil
}

func (s State) isHit(id string) bool {
	asset, concern := catalogue.Hit(id).Split()
	if a := s.Catalogue.Asset(asset); a != nil {
		return slices.Contains(a.Concerns, concern)
	}
	return slices.ContainsFunc(s.Assessment.Assets, func(o assessment.OwnAsset) bool {
		return o.ID == asset && slices.ContainsFunc(o.Concerns, func(c assessment.OwnConcern) bool { return c.Concern == concern })
	})
}
