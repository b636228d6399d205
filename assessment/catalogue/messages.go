package catalogue

// The texts for people of this package.

// Said in citation.go.
const (
	msgCitationNotCanonicalForm = "citation %q is not in canonical form, such as Art. 13(3), Annex I Part I (2)(d) or recital 55"
	msgNotBinding               = " (not binding)"
)
