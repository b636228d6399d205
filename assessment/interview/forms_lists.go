package interview

import (
	"slices"
	"strconv"

	"selfmark/assessment"
	"selfmark/assessment/catalogue"
)

func (s State) remoteForm(number string) (form, error) {
	type T = assessment.RemoteService
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Remote }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("purpose", msgWhatDoesProduct, "", &r.Purpose),
			one("needed", msgWouldAbsenceStopOne, msgAnyFunctionCountsNot, ternary, &r.Needed),
			one("own", msgSoftwareDevelopedYouYou, msgWhoHostsDoesNot, ternary, &r.Own),
			optional(prose("reason", msgReasonMilderReading, msgOnlyYouCountIndirect, &r.Reason)),
		}
	})
}

func (s State) moduleForm(number string) (form, error) {
	type T = assessment.Module
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Modules }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("core_function", msgCoreFunctionOneSentence, "", &r.Core),
			{Field{Key: "category", Kind: catalogue.KindCategory, Title: msgCategoryAnnexIIIIV, Help: msgSearchEverydayWords},
				func() assessment.Answer { return assessment.Answer{Text: string(r.Category)} },
				func(a assessment.Answer) { r.Category = catalogue.CategoryID(a.Text) }},
			optional(one("fit", msgHowDoesCoreFunction, msgLeaveOpenNone, fits, &r.Fit)),
			optional(prose("reason", msgReasonOf, "", &r.Reason)),
		}
	})
}

func (s State) standardForm(number string) (form, error) {
	type T = assessment.Standard
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Standards }, number, func(r *T) []binding {
		return []binding{
			line("reference", msgNumberEdition, msgTitlePageCertificateScheme, &r.Reference),
			multi("covers", msgRequirementsDoesCoverYour, msgThoseScopeNamesNot, s.coverable(), &r.Covers),
			one("extent", msgHowFarApplied, msgFullMeansEveryClause, extents, &r.Extent),
			optional(prose("clauses", msgPartsApplied, msgNumbersClausesNeededWhere, &r.Clauses)),
		}
	})
}

// coverable lists the requirements that a standard may cover.
func (s State) coverable() []catalogue.Option {
	var options []catalogue.Option
	for _, r := range s.Catalogue.Requirements {
		options = append(options, option(r.ID.Letter(), r.Name()))
	}
	return options
}

func (s State) componentForm(number string) (form, error) {
	type T = assessment.Component
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Components }, number, func(r *T) []binding {
		return []binding{
			line("name", msgName, "", &r.Name),
			line("version", msgVersion, "", &r.Version),
			line("supplier", msgSupplierMaintainer, "", &r.Supplier),
			multi("diligence", msgWhatChecked, msgOneMoreRisk, diligence, &r.Diligence),
			optional(prose("diligence_text", msgYourWords, "", &r.DiligenceText)),
			s.proofs("evidence", msgEvidence, &r.Evidence),
			line("report_to", msgHowMakerToldVulnerabilities, msgAddressTrackerSecurityContact, &r.ReportTo),
		}
	})
}

func (s State) vulnerabilityForm(component, number string) (form, error) {
	type T = assessment.Vulnerability
	i, err := index(s.Assessment.Components, component)
	if err != nil {
		return form{}, err
	}
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Components[i].Vulnerabilities }, number, func(r *T) []binding {
		return []binding{
			line("id", msgId, msgCVEEUVDNumber, &r.ID),
			one("exploitable", msgExploitableProduct, "", ternary, &r.Exploitable),
			prose("why", msgWhy, "", &r.Why),
			yes("open", msgStillOpen, "", &r.Open),
		}
	})
}

func (s State) evidenceForm(id string) (form, error) {
	type T = assessment.Evidence
	i := slices.IndexFunc(s.Assessment.Evidence, func(e T) bool { return e.ID == id })
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Evidence }, strconv.Itoa(i+1), func(r *T) []binding {
		return []binding{
			one("kind", msgKind, "", evidenceKinds, &r.Kind),
			line("note", msgWhatShows, "", &r.Note),
			optional(line("file", msgFile, msgPathFromFolderAssessment, &r.File)),
			optional(line("sha256", msgSHA256File, "", &r.SHA256)),
			optional(line("link", msgLink, "", &r.Link)),
			date("date", msgDate, "", &r.Date),
		}
	})
}

func (s State) signerForm(number string) (form, error) {
	i, err := index(s.Assessment.Signers, number)
	if err != nil {
		return form{}, err
	}
	r := s.Assessment.Signers[i]
	return form{[]binding{
		line("id", msgShortId, msgSmallLettersHyphensSuch, &r.ID),
		one("role", msgRole, msgOnlyManagementApprovesResidual, signerRoles, &r.Role),
		line("name", msgName, "", &r.Name),
		line("function", msgFunction, "", &r.Function),
		line("organisation", msgOrganisation, "", &r.Organisation),
		line("principal", msgEMailAddress, msgStandsListAllowedSigners, &r.Principal),
		one("statement", msgWhatSignatureStates, "", signerStatements, &r.Statement),
		optional(prose("note", msgOnePersonTwoRoles, msgOnlyWhereSamePerson, &r.Note)),
		optional(line("fingerprint", msgFingerprintKey, msgTakenFromKeyFirst, &r.Fingerprint)),
	}, func() assessment.Assessment {
		a := s.Assessment.Clone()
		for id, d := range a.Risks { // approvals follow a new short id
			if d.Approver != "" && d.Approver == a.Signers[i].ID {
				d.Approver = r.ID
				a.Risks[id] = d
			}
		}
		a.Signers[i] = r
		return a
	}}, nil
}

// openPoint says whether a note is an open point; one that was and is no more is done.
func openPoint(n *assessment.Note) binding {
	b := yes("open", msgOpenPoint, "", &n.Open)
	b.set = func(a assessment.Answer) {
		was := n.Open || n.Settled
		n.Open = first(a) == "yes"
		n.Settled = was && !n.Open
	}
	return b
}

func (s State) noteForm(number string) (form, error) {
	type T = assessment.Note
	return member(s, func(a *assessment.Assessment) *[]T { return &a.Notes }, number, func(r *T) []binding {
		by := optional(line("by", msgWhoSaidInitials, "", &r.By))
		by.set = func(a assessment.Answer) { r.By, r.Date = a.Text, s.dated(a.Text, r.Date) }
		return []binding{
			prose("text", msgNote, "", &r.Text),
			optional(line("on", msgAbout, msgQuestionThreatMeasureRequirement, &r.On)),
			by,
			openPoint(r),
			optional(line("owner", msgOwner, "", &r.Owner)),
			optional(date("due", msgDue, "", &r.Due)),
			yes("internal", msgInternal, msgLeftOutEveryExport, &r.Internal),
		}
	})
}
