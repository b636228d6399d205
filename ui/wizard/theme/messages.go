package theme

// The texts for people of this package.

// Said in theme.go.
const (
	msgNoTheme = "there is no theme %q; there are %s"
)
