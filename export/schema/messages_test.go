package schema

// The texts for people of this package.

// Said in file.go.
const (
	msgFormatFile                  = "Format of the file."
	msgVersionCatalogueAnswersWere = "Version of the catalogue that the answers were given with."
	msgAssessmentFileFormat1       = "selfmark assessment file, format 1, catalogue %s"
)
